// The laws of the multi-label cross-entropy: hard and soft form, gradient, Hessian, masks, comparison with binary losses.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class MultiLabelLawsInSingle : MultiLabelLaws<float>;

public sealed class MultiLabelLawsInDouble : MultiLabelLaws<double>;

public abstract class MultiLabelLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Loss(T[] scores, T[] targets) => MultiLabelCrossEntropy.Loss<T>(scores, targets);

    private static T Loss(T[] scores, bool[] positives) => MultiLabelCrossEntropy.Loss<T>(scores, positives);

    private static T[] AsTargets(bool[] positives) => [.. positives.Select(positive => positive ? T.One : T.Zero)];

    /// <summary>The gradient b_i − a_i, which truly cancels near the optimum: in ulps of a_i + b_i.</summary>
    internal static Ball[] Gradient(T[] scores, T[] targets)
    {
        var (a, b) = Definitions.MultiLabelShares<T>(scores, targets);
        var gradient = Row(scores.Length, g => MultiLabelCrossEntropy.Gradient<T>(scores, targets, g));
        return [.. gradient.Select((entry, i) => Law.True(entry, a[i] + b[i]))];
    }

    [Property, Claim("soft-label-multilabel:16"), Claim("soft-label-multilabel:37"), Claim("soft-label-multilabel:39")]
    [Claim("soft-label-multilabel:targets-at-the-ends")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_soft_form_is_the_sum_of_two_logarithms(MultiLabel<T> row) =>
        Law.Rounds(Loss(row.Scores, row.Targets), Definitions.MultiLabel<T>(row.Scores, row.Targets));

    [Property, Claim("soft-label-multilabel:44"), Claim("soft-label-multilabel:8")]
    [Claim("soft-label-multilabel:reduces-to-hard")]
    [Claim("soft-label-multilabel:verify-hard-labels")]
    [Claim("soft-label-multilabel:direct-verification")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void At_targets_zero_and_one_the_soft_form_is_the_hard_form_bit_for_bit(HardMultiLabel<T> row)
    {
        var targets = AsTargets(row.Positives);
        Law.SameBits(Loss(row.Scores, targets), Loss(row.Scores, row.Positives), "loss");
        Law.SameBits<T>(
            Row(targets.Length, g => MultiLabelCrossEntropy.Gradient<T>(row.Scores, targets, g)),
            Row(targets.Length, g => MultiLabelCrossEntropy.Gradient<T>(row.Scores, row.Positives, g)),
            "gradient"
        );
    }

    [Property, Claim("soft-label-multilabel:17")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_gradient_is_the_difference_of_the_terms_shares(MultiLabel<T> row)
    {
        var (a, b) = Definitions.MultiLabelShares<T>(row.Scores, row.Targets);
        var gradient = Gradient(row.Scores, row.Targets);
        for (var i = 0; i < a.Length; i++)
            Law.Equal(gradient[i], b[i] - a[i], $"gradient[{i}]");
    }

    [Property, Claim("soft-label-multilabel:17"), Claim("soft-label-multilabel:42")]
    [Claim("soft-label-multilabel:soft-convex-recoverable")]
    [Claim("soft-label-multilabel:hard-convex")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_tangent_supports_the_soft_form_from_below(MultiLabel<T> row, ModerateLogits<T> direction, int seed)
    {
        if (row.Scores.Length > 64)
            return;
        var moved = Moved(row.Scores, direction.Values, seed);
        Law.AtMost(
            True(Loss(row.Scores, row.Targets)) + Inner(Gradient(row.Scores, row.Targets), row.Scores, moved),
            True(Loss(moved, row.Targets))
        );
    }

    // (a + b)/2 rounds by δ; Σ|gradient| < 2, so that this costs at most 2 max |δ|.
    [Property, Claim("soft-label-multilabel:42"), Claim("soft-label-multilabel:30")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_soft_form_is_convex(MultiLabel<T> row, FiniteLogits<T> direction, int seed)
    {
        var other = Moved(row.Scores, direction.Values, seed);
        T[] middle = [.. row.Scores.Zip(other, (x, y) => x / T.CreateChecked(2) + y / T.CreateChecked(2))];
        var delta = Ball.Zero;
        for (var i = 0; i < middle.Length; i++)
            if (T.IsFinite(middle[i]))
                delta = Ball.Max(delta, Ball.Abs(Exact(middle[i]) - (Exact(row.Scores[i]) + Exact(other[i])) / 2));
        Law.AtMost(
            True(Loss(middle, row.Targets)),
            (True(Loss(row.Scores, row.Targets)) + True(Loss(other, row.Targets))) / 2 + 2 * delta
        );
    }

    // The document bounds the gradient by some constant, for targets in [ε, 1−ε] and bounded scores. The constant is 1, with
    // neither condition: both shares are in [0, 1).
    [Property, Claim("soft-label-multilabel:45")]
    [Claim("soft-label-multilabel:gradient-does-not-explode")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void No_component_of_the_gradient_exceeds_one(MultiLabel<T> row) =>
        Assert.All(
            Row(row.Scores.Length, g => MultiLabelCrossEntropy.Gradient<T>(row.Scores, row.Targets, g)),
            entry => Assert.InRange(entry, -T.One, T.One)
        );

    [Property, Claim("soft-label-multilabel:45")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_components_of_the_gradient_sum_to_at_most_two_in_magnitude(MultiLabel<T> row) =>
        Law.AtMost(Law.Sum(Gradient(row.Scores, row.Targets).Select(Ball.Abs)), 2);

    [Property, Claim("soft-label-multilabel:8")]
    [Claim("soft-label-multilabel:same-purpose")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Positives_are_pushed_up_and_negatives_down(HardMultiLabel<T> row)
    {
        var gradient = Row(row.Scores.Length, g => MultiLabelCrossEntropy.Gradient<T>(row.Scores, row.Positives, g));
        for (var i = 0; i < gradient.Length; i++)
            Assert.True(row.Positives[i] ? gradient[i] <= T.Zero : gradient[i] >= T.Zero, $"the sign of gradient[{i}]");
    }

    private static T[] Hessian(T[] scores, T[] targets) =>
        Row(scores.Length * scores.Length, h => MultiLabelCrossEntropy.Hessian<T>(scores, targets, h));

    private static MultiLabel<T> Few(MultiLabel<T> row, int most = 6) =>
        new(From(row.Scores, 0, most), From(row.Targets, 0, most));

    // (31) has the sign of its first term wrong: both off-diagonal terms are negative. At t = (1, 1), s = (0, 0) the entry is
    // −1/9, where the document's formula gives +1/9.
    [Property, Claim("soft-label-multilabel:29"), Claim("soft-label-multilabel:31")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_Hessian_is_the_sum_of_two_softmax_Jacobians(MultiLabel<T> multiLabel)
    {
        var row = Few(multiLabel);
        var hessian = Hessian(row.Scores, row.Targets);
        var (a, b) = Definitions.MultiLabelShares<T>(row.Scores, row.Targets);
        var n = a.Length;
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            var (others, otherSum) = i == j ? (1 - a[i], 1 - b[i]) : (-a[j], -b[j]);
            // 1 − a_i cancels where a_i is nearly 1: certified shares have 128 bits, of which 2 · 53 may go.
            Law.Equal(True(hessian[i * n + j]), a[i] * others + b[i] * otherSum, $"H[{i}, {j}]");
        }
    }

    [Property, Claim("soft-label-multilabel:30"), Claim("soft-label-multilabel:31")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_Hessian_is_symmetric_with_diagonal_at_least_and_the_rest_at_most_zero(MultiLabel<T> multiLabel)
    {
        var row = Few(multiLabel, 12);
        var hessian = Hessian(row.Scores, row.Targets);
        var n = row.Scores.Length;
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            Law.SameBits(hessian[i * n + j], hessian[j * n + i], $"H[{i}, {j}] and H[{j}, {i}]");
            Assert.True(
                i == j ? hessian[i * n + j] >= T.Zero : hessian[i * n + j] <= T.Zero,
                $"the sign of H[{i}, {j}]"
            );
        }
    }

    // (30) infers convexity from a positive diagonal, which does not imply it ((1, 2; 2, 1) has eigenvalue −1). The
    // eigenvalues do.
    [Property, Claim("soft-label-multilabel:30"), Claim("soft-label-multilabel:42")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_Hessian_is_positive_semidefinite(MultiLabel<T> multiLabel)
    {
        var row = Few(multiLabel, 8);
        var (values, slack) = Eigenvalues(Hessian(row.Scores, row.Targets));
        Assert.True(values[0] >= -slack, $"the least eigenvalue is {values[0]:R}, below 0 by more than {slack:R}");
    }

    [Property, Claim("soft-label-multilabel:29")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_hard_Hessian_is_the_soft_one_at_targets_zero_and_one_bit_for_bit(HardMultiLabel<T> row)
    {
        var (scores, positives) = (From(row.Scores, 0), From(row.Positives, 0));
        Law.SameBits<T>(
            Row(scores.Length * scores.Length, h => MultiLabelCrossEntropy.Hessian<T>(scores, positives, h)),
            Hessian(scores, AsTargets(positives)),
            "Hessian"
        );
    }

    [Property, Claim("soft-label-multilabel:47")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void A_masked_score_contributes_nothing(MultiLabel<T> row, ushort place)
    {
        var at = place % (row.Scores.Length + 1);
        T[] scores = [.. row.Scores[..at], T.NegativeInfinity, .. row.Scores[at..]];
        T[] targets = [.. row.Targets[..at], T.Zero, .. row.Targets[at..]];
        Law.Equal(True(Loss(scores, targets)), True(Loss(row.Scores, row.Targets)));
        var gradient = Row(scores.Length, g => MultiLabelCrossEntropy.Gradient<T>(scores, targets, g));
        Assert.True(T.IsZero(gradient[at]), "the gradient of a masked score");
    }

    [Property, Claim("soft-label-multilabel:47")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void A_row_of_masks_has_loss_zero(byte count)
    {
        var scores = new T[1 + count];
        Array.Fill(scores, T.NegativeInfinity);
        Law.SameBits(Loss(scores, new T[scores.Length]), T.Zero, "soft");
        Law.SameBits(Loss(scores, new bool[scores.Length]), T.Zero, "hard");
    }

    // Dropping the products of two and more exponentials can only lower the sums.
    [Property, Claim("soft-label-multilabel:8"), Claim("soft-label-multilabel:6"), Claim("soft-label-multilabel:2")]
    [Claim("soft-label-multilabel:first-order-terms")]
    [Claim("soft-label-multilabel:ours-drops-terms")]
    [Claim("soft-label-multilabel:#2")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_hard_form_is_at_most_the_sum_of_binary_cross_entropies(HardMultiLabel<T> row) =>
        Law.AtMost(
            True(Loss(row.Scores, row.Positives)),
            True(BinaryCrossEntropy.Loss<T>(row.Scores, AsTargets(row.Positives)))
        );

    [Property, Claim("soft-label-multilabel:8")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    [Trait("Kernel", "Softplus")]
    public void The_hard_form_is_at_least_every_labels_binary_cross_entropy(HardMultiLabel<T> row)
    {
        var loss = True(Loss(row.Scores, row.Positives));
        for (var i = 0; i < row.Scores.Length; i++)
            Law.AtMost(True(Softplus.Value(row.Positives[i] ? -row.Scores[i] : row.Scores[i])), loss, $"label {i}");
    }

    [Property, Claim("soft-label-multilabel:15"), Claim("soft-label-multilabel:16")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_soft_form_is_at_most_the_sum_of_the_labels_soft_forms(MultiLabel<T> row)
    {
        var sum = Ball.Zero;
        for (var i = 0; i < row.Scores.Length; i++)
            sum += True(Loss([row.Scores[i]], [row.Targets[i]]));
        Law.AtMost(True(Loss(row.Scores, row.Targets)), sum);
    }

    // The document drops the further terms of (1+x)^t = 1 + tx + t(t−1)x²/2 + …, a series that converges only for |x| < 1,
    // and suggests that the loss gets smaller, as in the hard case. For one label it gets larger: (1+x)^t ≤ 1 + tx for all
    // x ≥ 0, 0 ≤ t ≤ 1 (Bernoulli). At t = ½, s = 0: 2 log 3/2 = 0.81… against log 2 = 0.69….
    [Property, Claim("soft-label-multilabel:13"), Claim("soft-label-multilabel:14")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void For_one_label_the_soft_form_is_at_least_binary_cross_entropy(Score<T> s, Probability<T> target)
    {
        Law.AtMost(True(BinaryCrossEntropy.Loss(s.Value, target.Value)), True(Loss([s.Value], [target.Value])));
        Law.Equal(True(Loss([s.Value], [T.One])), True(BinaryCrossEntropy.Loss(s.Value, T.One)), "t = 1");
        Law.Equal(True(Loss([s.Value], [T.Zero])), True(BinaryCrossEntropy.Loss(s.Value, T.Zero)), "t = 0");
    }

    [Property, Claim("soft-label-multilabel:16"), Claim("soft-label-multilabel:27")]
    [Claim("soft-label-multilabel:symmetric-condition")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Flipping_scores_and_targets_changes_nothing(FiniteLogits<T> scores, byte[] eighths)
    {
        // on eighths 1 − t is exact
        T Target(int i) =>
            T.CreateChecked(eighths.Length == 0 ? 4 : eighths[i % eighths.Length] % 9) / T.CreateChecked(8);
        T[] targets = [.. scores.Values.Select((_, i) => Target(i))];
        Law.Equal(
            True(Loss(scores.Values, targets)),
            True(Loss(Array.ConvertAll(scores.Values, s => -s), Array.ConvertAll(targets, t => T.One - t)))
        );
    }

    [Property, Claim("soft-label-multilabel:16")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_soft_form_does_not_depend_on_the_order_of_the_labels(MultiLabel<T> row, int seed)
    {
        var places = Permutation(row.Scores.Length, seed);
        Law.Equal(
            True(Loss(Permuted(row.Scores, places), Permuted(row.Targets, places))),
            True(Loss(row.Scores, row.Targets))
        );
    }

    [Property, Claim("soft-label-multilabel:8")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_hard_form_falls_with_the_score_of_a_positive_and_rises_with_that_of_a_negative(
        HardMultiLabel<T> row,
        Score<T> raise,
        ushort place
    )
    {
        var at = place % row.Scores.Length;
        T[] raised = [.. row.Scores];
        raised[at] += T.Abs(raise.Value);
        if (!T.IsFinite(raised[at]))
            return;
        var (before, after) = (True(Loss(row.Scores, row.Positives)), True(Loss(raised, row.Positives)));
        if (row.Positives[at])
            Law.AtMost(after, before);
        else
            Law.AtMost(before, after);
    }

    [Property, Claim("soft-label-multilabel:16")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_soft_form_is_not_negative(MultiLabel<T> row) =>
        Assert.True(Loss(row.Scores, row.Targets) >= T.Zero, "the loss is negative");

    [Property]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void A_batch_of_rows_gives_each_its_own_bits(MultiLabel<T> row, byte copies)
    {
        var (rows, n) = (row.Scores.Length > 64 ? 1 : 1 + copies % 4, row.Scores.Length);
        T[] scores = [.. Enumerable.Repeat(row.Scores, rows).SelectMany(entry => entry)];
        T[] targets = [.. Enumerable.Repeat(row.Targets, rows).SelectMany(entry => entry)];
        var (losses, gradient, sum) = (new T[rows], new T[scores.Length], new T[1]);
        var batch = new Batch<T>(scores, n);
        MultiLabelCrossEntropy.LossAndGradient(batch, targets, Reduction.None, losses, gradient);
        MultiLabelCrossEntropy.Loss(batch, targets, Reduction.Sum, sum);
        var own = Row(n, g => MultiLabelCrossEntropy.Gradient<T>(row.Scores, row.Targets, g));
        for (var i = 0; i < rows; i++)
        {
            Law.SameBits(losses[i], Loss(row.Scores, row.Targets), $"loss of row {i}");
            Law.SameBits<T>(gradient.AsSpan(i * n, n), own, $"gradient of row {i}");
        }

        Law.Equal(True(sum[0]), rows * True(losses[0]));
    }

    [Property]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_gradient_may_be_written_over_the_scores(MultiLabel<T> row)
    {
        T[] inPlace = [.. row.Scores];
        var loss = MultiLabelCrossEntropy.LossAndGradient<T>(inPlace, row.Targets, inPlace);
        Law.SameBits(loss, Loss(row.Scores, row.Targets), "loss");
        Law.SameBits<T>(
            inPlace,
            Row(inPlace.Length, g => MultiLabelCrossEntropy.Gradient<T>(row.Scores, row.Targets, g)),
            "gradient"
        );
    }
}
