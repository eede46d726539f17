// The laws of softened targets beyond their definitions (SoftTargetLaws): what they do to entropy and to the best logits.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class TargetLawsInSingle : TargetLaws<float>;

public sealed class TargetLawsInDouble : TargetLaws<double>;

public abstract class TargetLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T[] Smoothed(int label, int count, T alpha) =>
        Row(count, t => LabelSmoothing.Targets(label, alpha, t));

    /// <summary>−x log x.</summary>
    private static Ball Term(Ball x) => x.ContainsZero ? Ball.Zero : -(x * Ball.Log(x));

    // Entropy of ỹ = (1−α)y + α/K, by the exact ỹ: the kernel's rounded entries differ by δ_i, and |η(x+δ) − η(x)| ≤ η(|δ|).
    [Property, Claim("gamma-cross-entropy:22"), Claim("gamma-cross-entropy:23")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "LabelSmoothing")]
    public void More_smoothing_does_not_lower_the_entropy_of_the_target(
        Probability<T> first,
        Probability<T> second,
        byte classes,
        byte label
    )
    {
        var count = 1 + classes % 12;
        (Ball Entropy, Ball Slack) Of(T alpha)
        {
            var (targets, a, slack) = (Smoothed(label % count, count, alpha), Exact(alpha), Ball.Zero);
            for (var j = 0; j < count; j++)
            {
                var exact = (j == label % count ? 1 - a : 0) + a / count;
                slack += Term(Ball.Abs(Exact(targets[j]) - exact).UpperEnd);
            }

            return (True(Entropy.Value<T>(targets)), slack);
        }

        var (less, more) = (Of(T.Min(first.Value, second.Value)), Of(T.Max(first.Value, second.Value)));
        Law.AtMost(less.Entropy, more.Entropy + less.Slack + more.Slack);
    }

    [Property, Claim("gamma-cross-entropy:22")]
    [Trait("Kernel", "LabelSmoothing")]
    public void Smoothing_completely_gives_the_uniform_target_and_not_at_all_the_label(byte classes, byte label)
    {
        var count = 1 + classes;
        var share = T.One / T.CreateChecked(count);
        foreach (var entry in Smoothed(label % count, count, T.One))
            Law.SameBits(entry, share, "α = 1");
        var hard = Smoothed(label % count, count, T.Zero);
        for (var j = 0; j < count; j++)
            Law.SameBits(hard[j], j == label % count ? T.One : T.Zero, "α = 0");
    }

    [Property, Claim("gamma-cross-entropy:23"), Claim("gamma-cross-entropy:22")]
    [Trait("Kernel", "LabelSmoothing")]
    public void Smoothing_a_label_is_smoothing_its_one_hot_target(Probability<T> alpha, byte classes, byte label)
    {
        var count = 1 + classes % 40;
        var onehot = new T[count];
        onehot[label % count] = T.One;
        var ofTarget = Row(count, t => LabelSmoothing.Targets<T>(onehot, alpha.Value, t));
        var ofLabel = Smoothed(label % count, count, alpha.Value);
        for (var j = 0; j < count; j++)
            Law.Equal(True(ofTarget[j]), True(ofLabel[j]), $"target[{j}]");
    }

    // The best logits are finite: z_c − z_j = log(1 + K(1−α)/α), where p = ỹ. Rounded to z they are off by δ, which moves each
    // p_j by a factor in e^±2|δ|. (Without smoothing no finite logits are best.)
    [Property, Claim("gamma-cross-entropy:25"), Claim("gamma-cross-entropy:22")]
    [Trait("Kernel", "LabelSmoothing")]
    public void The_smoothed_loss_has_its_minimum_at_a_finite_lead_of_the_label(
        byte sixteenths,
        byte classes,
        byte label
    )
    {
        var (count, alpha) = (2 + classes % 30, T.CreateChecked(1 + sixteenths % 16) / T.CreateChecked(16));
        var a = Exact(alpha);
        var lead = Ball.Log1p(count * (1 - a) / a);
        var z = new T[count];
        z[label % count] = T.CreateChecked(lead.MidpointAsDouble());
        var off = Ball.Expm1(2 * Ball.Abs(Exact(z[label % count]) - lead));
        var gradient = Row(count, g => LabelSmoothing.Gradient(z, label % count, alpha, g));
        for (var j = 0; j < count; j++)
        {
            var target = (j == label % count ? 1 - a : 0) + a / count;
            Law.AtMost(Ball.Abs(Law.True(gradient[j], 2 * target)), target * off, $"gradient[{j}]");
        }
    }

    [Property, Claim("gamma-cross-entropy:25")]
    [Trait("Kernel", "LabelSmoothing")]
    public void The_smoothed_losses_of_a_batch_are_those_of_its_rows_on_any_number_of_threads(
        LabelledBatch<T> drawn,
        Probability<T> alpha
    )
    {
        // A masked class would get target mass, which is refused.
        var logits = Array.ConvertAll(drawn.Logits, logit => T.IsFinite(logit) ? logit : T.Zero);
        foreach (var threads in new[] { 1, 3 })
        {
            var (losses, mean) = (new T[drawn.Rows], new T[1]);
            var rows = new Kernels.Batch<T>(logits, drawn.Classes);
            LabelSmoothing.Loss(rows, drawn.Labels, alpha.Value, Reduction.None, losses, threads);
            LabelSmoothing.Loss(rows, drawn.Labels, alpha.Value, Reduction.Mean, mean, threads);
            for (var i = 0; i < drawn.Rows; i++)
                Law.SameBits(losses[i], LabelSmoothing.Loss<T>(rows.Row(i), drawn.Labels[i], alpha.Value), $"row {i}");
            Law.Equal(True(mean[0]), Law.Sum(True(losses)) / drawn.Rows, "mean");
        }
    }

    [Property, Claim("gamma-cross-entropy:52"), Claim("soft-label-multilabel:41")]
    [Trait("Kernel", "Mixup")]
    public void Mixing_with_lambda_one_or_zero_keeps_one_of_the_two(DistributionPair<T> pair)
    {
        T[] Mixed(T lambda) => Row(pair.P.Length, y => Mixup.Targets<T>(pair.P, pair.Q, lambda, y));
        Law.SameBits<T>(Mixed(T.One), pair.P, "λ = 1");
        Law.SameBits<T>(Mixed(T.Zero), pair.Q, "λ = 0");
    }

    [Property, Claim("gamma-cross-entropy:52"), Claim("soft-label-multilabel:41")]
    [Trait("Kernel", "Mixup")]
    public void Mixing_two_labels_is_mixing_their_one_hot_targets(Probability<T> lambda, byte classes, byte a, byte b)
    {
        var count = 1 + classes % 64;
        var (first, second) = (new T[count], new T[count]);
        (first[a % count], second[b % count]) = (T.One, T.One);
        var targets = Row(count, y => Mixup.Targets<T>(first, second, lambda.Value, y));
        var labels = Row(count, y => Mixup.Targets(a % count, b % count, lambda.Value, y));
        for (var j = 0; j < count; j++)
            Law.Equal(True(targets[j]), True(labels[j]), $"target[{j}]");
    }

    // (53) puts the mixed target into a binary formula "−ỹ log p(ỹ|x̃) − …" that has no meaning for a vector ỹ; what mixup
    // trains with is the cross-entropy against ỹ, which by linearity is the mixture of the two losses (SoftTargetLaws). Its
    // least value is the entropy of ỹ, so that mixed samples cannot be fitted to zero loss.
    [Property, Claim("gamma-cross-entropy:53"), Claim("gamma-cross-entropy:52")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "Mixup")]
    public void The_loss_of_a_mixed_label_is_at_least_the_entropy_of_lambda(
        ModerateLogits<T> z,
        Probability<T> lambda,
        ushort places
    )
    {
        var (first, second) = (places % z.Count, places / 256 % z.Count);
        if (first == second)
            return;
        var mixed = Row(z.Count, y => Mixup.Targets(first, second, lambda.Value, y));
        // λ and 1 − λ as given in T: Gibbs for masses M: −Σ y log p ≥ H(y) + M log M.
        var mass = Law.Sum(mixed.Select(Exact));
        Law.AtMost(True(Entropy.Value<T>(mixed)) - Term(mass), True(CrossEntropy.Loss<T>(z.Values, mixed)));
    }
}
