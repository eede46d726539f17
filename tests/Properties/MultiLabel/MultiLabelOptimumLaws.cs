// Where the soft multi-label cross-entropy is least: s = ½ logit t, by theorem, by certified bound and by BFGS.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using MathNet.Numerics.Optimization;
using Xunit;
using Vector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace LossProofs.Tests.Properties;

public sealed class MultiLabelOptimumLawsInSingle : MultiLabelOptimumLaws<float>;

public sealed class MultiLabelOptimumLawsInDouble : MultiLabelOptimumLaws<double>;

public abstract class MultiLabelOptimumLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Loss(T[] scores, T[] targets) => MultiLabelCrossEntropy.Loss<T>(scores, targets);

    /// <summary>√(t(1−t)), the common value of t e^−s and (1−t) e^s at the optimum.</summary>
    private static Ball Root(T target) => Ball.Sqrt((Exact(target) * (1 - Exact(target))).WithBits(256));

    private static Ball Minimum(T[] targets) => 2 * Ball.Log1p(Law.Sum(targets.Select(Root)));

    private static Ball HalfLogit(T target) => Ball.Log(Exact(target) / (1 - Exact(target)).WithBits(256)) / 2;

    /// <summary>The targets strictly between 0 and 1, s = ½ logit t rounded, and max |s − ½ logit t|.</summary>
    private static (T[] Scores, T[] Targets, Ball Error)? Optimum(MultiLabel<T> row)
    {
        T[] targets = [.. row.Targets.Where(t => t > T.Zero && t < T.One).Take(16)];
        if (targets.Length == 0)
            return null;
        T[] scores =
        [
            .. targets.Select(t =>
            {
                // as a double: it need only be near, its distance is measured below
                HalfLogit(t).TryToDouble(out var score);
                return T.CreateTruncating(score);
            }),
        ];
        return (scores, targets, Law.Max(scores.Zip(targets, (s, t) => Ball.Abs(Exact(s) - HalfLogit(t)))));
    }

    // With s_i = ½ logit t_i + δ_i, |δ_i| ≤ Δ, the shares' ratio b_i/a_i is e^2δ_i times a quotient of two sums whose terms
    // differ by factors in [e^−2Δ, e^2Δ]: within e^±4Δ of 1. And a_i < 1.
    [Property]
    [Claim("soft-label-multilabel:18"), Claim("soft-label-multilabel:19"), Claim("soft-label-multilabel:23")]
    [Claim("soft-label-multilabel:coincidence")]
    [Claim("soft-label-multilabel:minimum-is-stationary")]
    [Claim("soft-label-multilabel:condition-satisfied")]
    [Claim("loss-report:factor-two-from-gradient")]
    public void The_gradient_vanishes_at_half_the_logits_of_the_targets(MultiLabel<T> row)
    {
        if (Optimum(row) is not var (scores, targets, error))
            return;
        var (a, b) = Definitions.MultiLabelShares<T>(scores, targets);
        var gradient = MultiLabelLaws<T>.Gradient(scores, targets);
        for (var i = 0; i < scores.Length; i++)
            Law.AtMost(Ball.Abs(gradient[i]), Ball.Expm1(4 * error) * Ball.Max(a[i], b[i]), $"|gradient[{i}]|");
    }

    // By Cauchy and Schwarz (1 + Σ t e^−s)(1 + Σ (1−t) e^s) ≥ (1 + Σ √(t(1−t)))², for any scores whatever: the stationary
    // point is the global minimum, which the document infers from the gradient alone.
    [Property, Claim("soft-label-multilabel:43"), Claim("soft-label-multilabel:33")]
    [Claim("soft-label-multilabel:coincidence-is-optimum")]
    [Claim("soft-label-multilabel:proof-by-23")]
    [Claim("loss-report:optimum-proved")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_loss_is_nowhere_below_its_value_at_half_the_logits(MultiLabel<T> row)
    {
        if (row.Scores.Length <= 64)
            Law.AtMost(Minimum(row.Targets), True(Loss(row.Scores, row.Targets)));
    }

    [Property, Claim("soft-label-multilabel:43"), Claim("soft-label-multilabel:20")]
    [Claim("soft-label-multilabel:common-z")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_least_value_is_attained_at_half_the_logits(MultiLabel<T> row)
    {
        if (Optimum(row) is not var (scores, targets, error))
            return;
        // each term is within e^Δ of √(t(1−t))
        var worst = 2 * Ball.Log1p(Ball.Exp(error) * Law.Sum(targets.Select(Root)));
        Law.Between(Minimum(targets), True(Loss(scores, targets)), worst);
    }

    [Property]
    [Claim("soft-label-multilabel:23"), Claim("soft-label-multilabel:48"), Claim("soft-label-multilabel:35")]
    [Claim("soft-label-multilabel:implicit-temperature")]
    [Claim("loss-report:implicit-temperature")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softmax")]
    public void The_probability_of_a_score_is_the_sigmoid_of_its_double(Score<T> s)
    {
        var probability = MultiLabelCrossEntropy.Probability(s.Value);
        var (odds, one) = (Ball.Exp(-2 * Ball.Abs(Exact(s.Value))), Ball.One);
        Law.Equal(True(probability), (s.Value > T.Zero ? one : odds) / (1 + odds));
        if (T.IsFinite(s.Value + s.Value))
            Law.Equal(True(probability), True(Sigmoid.Value(s.Value + s.Value)));
        var half = T.CreateChecked(0.5);
        // temperature ½ of the two classes s and 0
        Law.Equal(
            True(probability),
            True(Row(2, p => Softmax.Probabilities([s.Value, T.Zero], half, p))[0]),
            "temperature"
        );
    }

    // s = ½ logit t + δ: σ(2s) is within e^±2|δ| of t.
    [Property]
    [Claim("soft-label-multilabel:26"), Claim("soft-label-multilabel:24"), Claim("soft-label-multilabel:57")]
    [Claim("soft-label-multilabel:reconstructs-targets")]
    [Claim("soft-label-multilabel:half-the-logit")]
    [Claim("soft-label-multilabel:linear-in-logit")]
    [Claim("soft-label-multilabel:diffeomorphism")]
    [Claim("soft-label-multilabel:soft-convex-recoverable")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_probability_inverts_half_the_logit(Probability<T> target)
    {
        if (Optimum(new([T.Zero], [target.Value])) is not var (scores, _, error))
            return;
        var probability = True(MultiLabelCrossEntropy.Probability(scores[0]));
        Law.Between(Exact(target.Value) * Ball.Exp(-2 * error), probability, Exact(target.Value) * Ball.Exp(2 * error));
    }

    [Property, Claim("soft-label-multilabel:21"), Claim("soft-label-multilabel:28")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_odds_of_a_probability_are_the_exponential_of_twice_the_score(Score<T> s)
    {
        var score = T.Abs(s.Value);
        Law.Equal(
            True(MultiLabelCrossEntropy.Probability(-score)),
            True(MultiLabelCrossEntropy.Probability(score)) * Ball.Exp(-2 * Exact(score))
        );
    }

    // s = 0 is exactly ½ logit ½: w = ½, Z = 1 + n/2, and the document's 2w(Z−w)/Z² must come out.
    [Property, Claim("soft-label-multilabel:32"), Claim("soft-label-multilabel:33")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void At_the_optimum_the_Hessian_has_the_stated_diagonal(byte count)
    {
        var n = 1 + count % 8;
        var targets = new T[n];
        Array.Fill(targets, T.CreateChecked(0.5));
        var hessian = Row(n * n, h => MultiLabelCrossEntropy.Hessian<T>(new T[n], targets, h));
        var (w, z) = (Ball.One / 2, 1 + (Ball)n / 2);
        for (var i = 0; i < n; i++)
        {
            Law.Equal(True(hessian[i * n + i]), 2 * w * (z - w) / (z * z), $"H[{i}, {i}]");
            if (i > 0)
                Law.Equal(True(hessian[i]), -2 * w * w / (z * z), $"H[0, {i}]");
        }

        // which is positive definite: the least eigenvalue is that of (1, …, 1), 2w(Z − n·w)/Z² = 1/Z²
        var (values, slack) = Eigenvalues(hessian);
        (1 / (z * z)).TryToDouble(out var least);
        Assert.InRange(values[0], least - slack, least + slack);
    }

    // BFGS finds the point, in double. From |b_i − a_i| ≤ τ for all i: with A = 1 + Σ t e^−s, B = 1 + Σ (1−t) e^s the odds
    // e^2s (1−t)/t are (b_i/a_i)(B/A), and |1/A − 1/B| = |Σ(b − a)| ≤ nτ; so |2s_i − logit t_i| is at most
    // log(1 + τ/min(a_i, b_i)) + log(1 + nτ max(A, B)).
    [Property, Claim("soft-label-multilabel:23"), Claim("soft-label-multilabel:43")]
    [Claim("soft-label-multilabel:coincidence-is-optimum")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void BFGS_ends_where_half_the_logits_are(ModerateLogits<T> start, byte[] targets)
    {
        var t = start
            .Values.Take(4)
            .Select((_, i) => (1 + (targets.Length == 0 ? 40 : targets[i % targets.Length] % 99)) / 100.0)
            .ToArray();
        // Where the minimiser stops, not what is accepted: the bound at the end is in the gap that was really reached.
        const double tolerance = 1e-6;
        var objective = ObjectiveFunction.Gradient(s =>
        {
            var gradient = new double[t.Length];
            return (
                MultiLabelCrossEntropy.LossAndGradient<double>(s.AsArray(), t, gradient),
                Vector.Build.Dense(gradient)
            );
        });
        // From at most ±3: further out the loss is so flat that a minimiser needs no less care than a proof.
        var from = start.Values.Take(4).Select(s => Math.Clamp(double.CreateChecked(s), -3, 3));
        var found = new BfgsMinimizer(tolerance, tolerance, 0, 1000)
            .FindMinimum(objective, Vector.Build.DenseOfEnumerable(from))
            .MinimizingPoint.AsArray();

        var (a, b) = Definitions.MultiLabelShares<double>(found, t);
        var gap = Law.Max(a.Zip(b, (down, up) => Ball.Abs(up - down)));
        // No accuracy is claimed here: a minimiser that stopped a thousand times too early must not pass on a vacuous bound.
        Law.AtMost(gap, 1000 * tolerance, "BFGS did not come near a stationary point");
        var share = a.Zip(b, Ball.Min).ToArray();
        // 1/A = 1 − Σa, 1/B = 1 − Σb
        var largest = 1 / Ball.Min(1 - Law.Sum(a), 1 - Law.Sum(b));
        for (var i = 0; i < t.Length; i++)
            Law.AtMost(
                Ball.Abs(2 * Ball.From(found[i]) - Ball.Log(Ball.From(t[i]) / (1 - Ball.From(t[i])))),
                Ball.Log1p(gap / share[i]) + Ball.Log1p(t.Length * gap * largest),
                $"|2s[{i}] − logit t[{i}]|"
            );
    }
}
