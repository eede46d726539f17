// The attention module that the entropy-invariance document lists, written anew from its description: projections, heads,
// scaled scores, a mask of large negative scores, weighted values, heads joined. What is true of it, and where it fails.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class EntropyInvarianceCodeInSingle : EntropyInvarianceCode<float>;

public sealed class EntropyInvarianceCodeInDouble : EntropyInvarianceCode<double>;

public abstract class EntropyInvarianceCode<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Of(double value) => T.CreateChecked(value);

    /// <summary>What is left of a masked score: large and negative, not −∞.</summary>
    private static readonly T s_masked = T.CreateChecked(-1e9);

    /// <summary>
    /// The module for one sequence: queries, keys and values are rows of the model's width; all three are cut into heads with
    /// the number of queries as their length, as the listing does. Projections are left to the caller.
    /// </summary>
    private sealed class Module(int width, int heads)
    {
        private readonly int _size = width / heads;

        public (T[] Output, T[][][] Weights) Forward(
            T[] queries,
            T[] keys,
            T[] values,
            Func<int, int, bool>? sees = null
        )
        {
            var n = queries.Length / width;
            // view(n, heads, size): refused unless it has exactly as many entries.
            foreach (var row in new[] { queries, keys, values })
                if (row.Length != n * heads * _size)
                    throw new ArgumentException($"cannot view {row.Length} entries as [{n}, {heads}, {_size}]");

            var scale = n == 1 ? T.Zero : Attention.EntropyInvariantScale(n, _size, T.One);
            var output = new T[n * width];
            var weights = new T[heads][][];
            for (var head = 0; head < heads; head++)
            {
                var q = Head(queries, head);
                T[] k = [.. Head(keys, head).SelectMany(key => key)];
                T[] v = [.. Head(values, head).SelectMany(value => value)];
                weights[head] = new T[n][];
                for (var i = 0; i < n; i++)
                {
                    var scores = Row(n, s => Attention.Scores<T>(q[i], k, scale, s));
                    for (var j = 0; j < n; j++)
                        if (sees?.Invoke(i, j) == false)
                            scores[j] = s_masked;
                    weights[head][i] = Probabilities(scores);
                    var mixed = Row(_size, o => Attention.Output<T>(scores, v, default, o));
                    mixed.CopyTo(output.AsSpan(i * width + head * _size));
                }
            }

            return (output, weights);
        }

        private T[][] Head(T[] rows, int head) =>
            [.. rows.Chunk(width).Select(row => row[(head * _size)..((head + 1) * _size)])];
    }

    private static T[] Drawn(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal<T>())];
    }

    // The example: 32 batches of 100 rows of width 512 in 8 heads give 32 × 100 × 512 outputs and 32 × 8 × 100 × 100 weights.
    // Here one batch of width 64: the shapes do not depend on either.
    [Fact, Claim("entropy-invariance:code-shapes"), Claim("entropy-invariance:code-heads-joined")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    public void The_example_gives_outputs_of_the_shape_of_the_input_and_a_square_of_weights_for_every_head()
    {
        var x = Drawn(100 * 64, 1);
        var (output, weights) = new Module(64, 8).Forward(x, x, x);
        Assert.Equal(100 * 64, output.Length);
        Assert.Equal((8, 100, 100), (weights.Length, weights[0].Length, weights[0][0].Length));
        foreach (var row in weights.SelectMany(head => head))
            Law.Equal(Law.Sum(True(row)), 1, "a row of weights");
    }

    [Property(MaxTest = 50), Claim("entropy-invariance:code-scale"), Claim("entropy-invariance:code-heads-joined")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    public void Every_head_is_attention_of_its_own_part_at_the_scale_log_n_over_its_size(ulong seed, byte length)
    {
        const int width = 6;
        const int size = 3;
        var n = 2 + length % 8;
        var (q, k, v) = (Drawn(n * width, seed), Drawn(n * width, seed + 1), Drawn(n * width, seed + 2));
        var output = new Module(width, 2).Forward(q, k, v).Output;
        T[] Part(T[] rows) => [.. rows.Chunk(width).SelectMany(row => row[size..])];
        var scale = Attention.EntropyInvariantScale(n, size, T.One);
        var alone = new T[n * size];
        for (var i = 0; i < n; i++)
            Attention.Output<T>(
                Part(q).AsSpan(i * size, size),
                Part(k),
                Part(v),
                scale,
                default,
                new T[n],
                alone.AsSpan(i * size, size)
            );
        Law.SameBits<T>(Part(output), alone, "the second head");
    }

    // Keys and values are cut with the number of queries: 5 queries over 7 keys, as in attention from a decoder to an encoder,
    // do not fit. Were they cut rightly, the scale would still be that of 5 and not of 7 keys, against (53).
    [Fact, Claim("entropy-invariance:code-cross-attention"), Claim("entropy-invariance:53")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    public void Another_number_of_keys_than_of_queries_is_refused()
    {
        var (queries, keys) = (Drawn(5 * 8, 3), Drawn(7 * 8, 4));
        Assert.Throws<ArgumentException>(() => new Module(8, 2).Forward(queries, keys, keys));
        Assert.NotEqual(Attention.EntropyInvariantScale(5, 4, T.One), Attention.EntropyInvariantScale(7, 4, T.One));
    }

    [Fact, Claim("entropy-invariance:code-heads-divide")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    public void A_width_that_the_heads_do_not_divide_is_refused()
    {
        var x = Drawn(4 * 10, 5);
        Assert.Throws<ArgumentException>(() => new Module(10, 3).Forward(x, x, x));
        Assert.Equal(40, new Module(10, 2).Forward(x, x, x).Output.Length);
    }

    // e^(−10⁹) is zero in both precisions: a masked key has no weight while another one is seen. A query that sees no key at
    // all has n equal scores: uniform weights over what it must not see.
    [Property(MaxTest = 50), Claim("entropy-invariance:code-mask")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    public void Masked_keys_have_no_weight_unless_all_are_masked_and_then_all_have_the_same(ulong seed, byte hidden)
    {
        const int n = 6;
        var x = Drawn(n * 4, seed);
        var masked = hidden % n;
        var seen = new Module(4, 1).Forward(x, x, x, (_, j) => j != masked).Weights[0];
        Assert.All(seen, row => Assert.True(T.IsZero(row[masked]), "the masked key has weight"));
        var blind = new Module(4, 1).Forward(x, x, x, (i, _) => i != masked).Weights[0][masked];
        foreach (var weight in blind)
            Law.Equal(True(weight), LossProofs.Reals.Ball.One / n, "weight on a forbidden key");
    }

    // Under a causal mask query i sees i keys; the listing scales all of them by log n. For the second of 1024 queries that is
    // ten times what (51) asks for.
    [Property(MaxTest = 20), Claim("entropy-invariance:causal-keys"), Claim("entropy-invariance:51")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    public void Under_a_causal_mask_each_query_sees_as_many_keys_as_its_place(ulong seed)
    {
        const int n = 7;
        var x = Drawn(n * 4, seed);
        var weights = new Module(4, 1).Forward(x, x, x, (i, j) => j <= i).Weights[0];
        for (var i = 0; i < n; i++)
            Assert.Equal(i + 1, weights[i].Count(weight => weight > T.Zero));
        Law.Equal(
            True(Attention.EntropyInvariantScale(1024, 64, T.One)),
            10 * True(Attention.EntropyInvariantScale(2, 64, T.One))
        );
    }

    [Fact, Claim("entropy-invariance:code-single-key")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    public void A_single_key_has_scale_zero_and_weight_one()
    {
        var x = Drawn(4, 6);
        var (output, weights) = new Module(4, 1).Forward(x, x, x);
        Law.SameBits(weights[0][0][0], T.One, "weight");
        Law.SameBits<T>(output, x, "output");
    }

    // Tiles with a running maximum m, sum z and mixture o, rescaled by e^(m − m') when the maximum rises: the same weights and
    // output as all keys at once, at any scale.
    [Property(MaxTest = 200), Claim("entropy-invariance:tiles-exact"), Claim("entropy-invariance:tiles-any-scale")]
    [Trait("Kernel", "Attention")]
    public void Attention_by_tiles_with_a_running_maximum_is_attention(ModerateLogits<T> logits, byte tile, byte scale)
    {
        var s = Array.ConvertAll(Keys(logits.Values), score => score * Of((1 + scale) / 64.0));
        var v = Values(Eighths(logits.Values), s.Length);
        var size = 1 + tile % 3;
        var (maximum, sum, mixed) = (double.NegativeInfinity, 0.0, new double[Dimension]);
        for (var from = 0; from < s.Length; from += size)
        {
            var part = Enumerable.Range(from, Math.Min(size, s.Length - from)).ToArray();
            var raised = Math.Max(maximum, part.Max(j => double.CreateChecked(s[j])));
            var factor = Math.Exp(maximum - raised);
            (maximum, sum) = (raised, sum * factor);
            mixed = [.. mixed.Select(entry => entry * factor)];
            foreach (var j in part)
            {
                var weight = Math.Exp(double.CreateChecked(s[j]) - maximum);
                sum += weight;
                for (var c = 0; c < Dimension; c++)
                    mixed[c] += weight * double.CreateChecked(v[j * Dimension + c]);
            }
        }

        var output = Row(Dimension, o => Attention.Output<T>(s, v, default, o));
        var largest = v.Max(entry => Math.Abs(double.CreateChecked(entry)));
        // In double: the exponents telescope to the spread of the scores, with that many roundings; four more for each key, for
        // the numerator and for the denominator; a few for the quotient. The kernel: some roundings of T.
        var spread = s.Max(double.CreateChecked) - s.Min(double.CreateChecked);
        var slack = 8 * Epsilon + (spread + 4 * s.Length + 8) * Law.Ulp<double>(1);
        for (var c = 0; c < Dimension; c++)
            Assert.InRange(mixed[c] / sum - double.CreateChecked(output[c]), -slack * largest, slack * largest);
    }
}
