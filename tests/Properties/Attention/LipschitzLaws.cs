// How far a change of the scores can move the output: the Lipschitz bounds of attention, and first-order prediction.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class LipschitzLawsInSingle : LipschitzLaws<float>;

public sealed class LipschitzLawsInDouble : LipschitzLaws<double>;

public abstract class LipschitzLaws<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static Ball[] Steps(T[] from, T[] to) => [.. from.Zip(to, (x, y) => Exact(y) - Exact(x))];

    // (23), in the Euclidean norm of the values: ‖o′ − o‖₂ ≤ max‖v_i‖₂·‖ε‖∞, compared as squares.
    [Property, Claim("noise-robustness:23"), Claim("noise-robustness:21"), Claim("noise-robustness:20")]
    [Claim("noise-robustness:lipschitz-continuity")]
    [Claim("noise-robustness:lipschitz-means-stability")]
    [Trait("Kernel", "Attention")]
    public void The_output_moves_by_at_most_the_largest_value_times_the_largest_move_of_a_score(
        FiniteLogits<T> scores,
        FiniteLogits<T> direction,
        FiniteLogits<T> values,
        int seed
    )
    {
        var s = Keys(scores.Values);
        var moved = Moved(s, direction.Values, seed);
        var v = Values(values.Values, s.Length);
        var (before, after) = (Outputs(s, v), Outputs(moved, v));
        var largest = Law.Max(v.Chunk(Dimension).Select(value => Law.Sum(value.Select(x => Ball.Pow(Exact(x), 2)))));
        var step = Law.Max(Steps(s, moved).Select(Ball.Abs));
        Law.AtMost(Law.Sum(before.Zip(after, (x, y) => Ball.Pow(y - x, 2))), largest * step * step);
    }

    // Sharper than (23), which is this with range ≤ 2·max twice: along a step ε the output's derivative is the covariance
    // of v and ε under α, at most ½·range(v)·½·range(ε) (Popoviciu twice, by Cauchy and Schwarz). Shifts common to all
    // scores or to all values therefore cost nothing, which (23) does not see.
    [Property, Claim("noise-robustness:23"), Claim("noise-robustness:19")]
    [Trait("Kernel", "Attention")]
    public void The_output_moves_by_at_most_a_quarter_of_the_range_of_the_values_times_that_of_the_step(
        FiniteLogits<T> scores,
        FiniteLogits<T> direction,
        FiniteLogits<T> values,
        int seed
    )
    {
        var s = Keys(scores.Values);
        var moved = Moved(s, direction.Values, seed);
        var v = Values(values.Values, s.Length);
        var (before, after) = (Outputs(s, v), Outputs(moved, v));
        for (var c = 0; c < Dimension; c++)
            Law.AtMost(
                4 * Ball.Abs(after[c] - before[c]),
                Range(Column(v, c), s) * Range(Steps(s, moved), s),
                $"o[{c}]"
            );
    }

    // The quarter is sharp: with values 0 and 1, moving the scores from (h/2, −h/2) to (−h/2, h/2) moves the output by tanh(h/2);
    // the bound is ¼·1·2h = h/2, and tanh x ≥ x(1 − x²/3).
    [Property, Claim("noise-robustness:20"), Claim("noise-robustness:23")]
    [Trait("Kernel", "Attention")]
    public void Two_keys_come_arbitrarily_close_to_the_quarter(byte halvings)
    {
        var h = T.ScaleB(T.One, -(halvings % 20));
        var half = h / T.CreateChecked(2);
        var before = Row(1, o => Attention.Output<T>([half, -half], [T.Zero, T.One], default, o))[0];
        var after = Row(1, o => Attention.Output<T>([-half, half], [T.Zero, T.One], default, o))[0];
        var bound = Exact(h) / 2;
        Law.Between(bound * (1 - bound * bound / 3), True(after) - True(before), bound);
    }

    // The remainder of (58): the second derivative along δ is E_α[(v − o)((δ − E δ)² − Var δ)], of absolute value at most
    // range(v)·2·Var δ ≤ range(v)·range(δ)²/2, which Taylor's theorem halves.
    [Property, Claim("noise-robustness:58"), Claim("noise-robustness:57")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void The_sensitivities_predict_small_moves_to_second_order(
        ModerateLogits<T> scores,
        ModerateLogits<T> direction,
        ModerateLogits<T> values,
        int seed
    )
    {
        var s = scores.Values;
        var moved = Moved(s, direction.Values, seed);
        var v = Values(values.Values, s.Length);
        var (weights, steps) = (True(Probabilities(s)), Steps(s, moved));
        var (before, after) = (Outputs(s, v, weights), Outputs(moved, v));
        var jacobian = Row(v.Length, j => Attention.OutputJacobian<T>(s, v, default, j));
        for (var c = 0; c < Dimension; c++)
        {
            var column = Column(v, c);
            var size = Mean(weights, column.Select(Ball.Abs));
            var predicted = Law.Sum(
                steps.Select(
                    (step, i) => step * Law.True(jacobian[i * Dimension + c], weights[i] * (Ball.Abs(column[i]) + size))
                )
            );
            var (spread, reach) = (Range(column, s), Range(steps, s));
            Law.AtMost(4 * Ball.Abs(after[c] - before[c] - predicted), spread * reach * reach, $"o[{c}]");
        }
    }

    // (62) takes δ_i = ε·sign(g_i), g the gradient of the output along a target direction, for any norm in (57). It is the
    // worst step of the box ‖δ‖∞ ≤ ε (this law: no step of the box gains more to first order, Σ|g_i|·ε). In the Euclidean
    // ball it is not even admissible (two keys: its length is ε√2); there the worst step is ε·g/‖g‖₂.
    [Property, Claim("noise-robustness:62"), Claim("noise-robustness:57")]
    [Trait("Kernel", "Attention")]
    public void In_the_box_the_worst_first_order_step_follows_the_signs_of_the_gradient(
        ModerateLogits<T> s,
        ModerateLogits<T> values,
        ModerateLogits<T> other
    )
    {
        var v = Values(values.Values, s.Count);
        var gradient = Row(v.Length, j => Attention.OutputJacobian<T>(s.Values, v, default, j))
            .Where((_, i) => i % Dimension == 0)
            .Select(Exact)
            .ToArray();
        var box = other.Values.Max(T.Abs);
        var gain = Law.Sum(gradient.Select((g, i) => g * Exact(other.Values[i % other.Count])));
        Law.AtMost(Ball.Abs(gain), Exact(box) * Law.Sum(gradient.Select(Ball.Abs)));
        var length = Law.Sum(gradient.Select(g => g * g));
        Law.AtMost(
            gain * gain,
            length * Law.Sum(gradient.Select((_, i) => Ball.Pow(Exact(other.Values[i % other.Count]), 2))),
            "the Euclidean ball: Cauchy and Schwarz, attained along the gradient"
        );
    }
}
