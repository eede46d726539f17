// The scale of attention: what it is, and that the scores are multiplied by it once.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class ScaleLawsInSingle : ScaleLaws<float>;

public sealed class ScaleLawsInDouble : ScaleLaws<double>;

public abstract class ScaleLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property, Claim("entropy-invariance:1")]
    [Trait("Kernel", "Attention")]
    public void The_square_of_the_standard_scale_times_the_dimension_is_one(ushort dimension)
    {
        var scale = True(Attention.StandardScale<T>(dimension + 1));
        Law.Equal(scale * scale * (dimension + 1), 1, "d·scale²");
    }

    [Property]
    [Trait("Kernel", "Attention")]
    public void A_score_is_the_scale_times_the_product_of_query_and_key(
        ModerateLogits<T> query,
        byte keys,
        Probability<T> scale
    )
    {
        var (q, k, weight) = Keys(query, keys, scale);
        var scores = Row(k.Length / q.Length, to => Attention.Scores(q, k, weight, to));
        for (var i = 0; i < scores.Length; i++)
        {
            Ball[] terms = [.. q.Select((entry, j) => Exact(weight) * Exact(entry) * Exact(k[i * q.Length + j]))];
            Law.Equal(Law.True(scores[i], Law.Sum(terms.Select(Ball.Abs))), Law.Sum(terms), $"score {i}");
        }
    }

    [Property]
    [Trait("Kernel", "Attention")]
    public void The_weights_of_a_query_are_those_of_its_scores_at_the_scale(
        ModerateLogits<T> query,
        byte keys,
        Probability<T> scale
    )
    {
        var (q, k, weight) = Keys(query, keys, scale);
        var scores = Row(k.Length / q.Length, to => Attention.Scores(q, k, weight, to));
        Law.SameBits<T>(
            Row(scores.Length, to => Attention.Weights(q, k, weight, [], to)),
            Row(scores.Length, to => Attention.Weights(scores, [], to)),
            "the weights"
        );
    }

    // A query, up to six keys made of its entries, and a scale ≥ 0.
    private static (T[] Query, T[] Keys, T Scale) Keys(ModerateLogits<T> query, byte keys, Probability<T> scale)
    {
        var count = 1 + keys % 6;
        return (
            query.Values,
            [
                .. Enumerable
                    .Range(0, count * query.Count)
                    .Select(i => query.Values[i * 7 % query.Count] - T.CreateChecked(i % 3)),
            ],
            scale.Value == T.Zero ? T.One : scale.Value
        );
    }
}
