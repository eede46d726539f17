// The laws of LogSumExp, the smooth maximum, and of log(1 + Σ e^x).
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class LogSumExpLawsInSingle : LogSumExpLaws<float>;

public sealed class LogSumExpLawsInDouble : LogSumExpLaws<double>;

public abstract class LogSumExpLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>LogSumExp is max + log(rest), which cancels near 0: |max| + log n bounds the terms' magnitudes.</summary>
    internal static Ball Magnitudes(T[] row) => Ball.Abs(Definitions.Greatest<T>(row)) + Ball.Log((Ball)row.Length);

    private static Ball Value(T[] row) => Law.True(LogSumExp.Value<T>(row), Magnitudes(row));

    [Property, Claim("softmax-and-cross-entropy:4.1.2"), Claim("soft-label-multilabel:36")]
    [Claim("softmax-and-cross-entropy:normaliser")]
    [Trait("Kernel", "LogSumExp")]
    public void LogSumExp_is_the_logarithm_of_the_sum(Logits<T> z) =>
        Law.Equal(Value(z.Values), Definitions.LogSumExp(z.Span));

    [Property, Claim("noise-robustness:52"), Claim("entropy-invariance:12")]
    [Claim("noise-robustness:log-sum-exp-lower")]
    [Claim("noise-robustness:log-sum-exp-upper")]
    [Trait("Kernel", "LogSumExp")]
    public void LogSumExp_lies_between_the_maximum_and_the_maximum_plus_log_n(Logits<T> z)
    {
        var greatest = Definitions.Greatest(z.Span);
        Law.Between(greatest, Value(z.Values), greatest + Ball.Log((Ball)z.Count));
    }

    [Property, Claim("noise-robustness:52")]
    [Trait("Kernel", "LogSumExp")]
    public void LogSumExp_of_equal_logits_attains_the_upper_end(Score<T> logit, ushort count)
    {
        var row = new T[1 + count % 1000];
        Array.Fill(row, logit.Value);
        Law.Equal(Value(row), Exact(logit.Value) + Ball.Log((Ball)row.Length));
    }

    [Property, Claim("noise-robustness:52"), Claim("noise-robustness:53")]
    [Trait("Kernel", "LogSumExp")]
    public void LogSumExp_of_one_logit_is_that_logit_bit_for_bit(Score<T> logit) =>
        // +0 and −0 are the same logit.
        Law.SameBits(LogSumExp.Value<T>([logit.Value]) + T.Zero, logit.Value + T.Zero);

    // The midpoint m_i = (a_i + b_i)/2 + δ_i is rounded; LogSumExp is 1-Lipschitz in ℓ∞, so that this costs max |δ_i|.
    [Property, Claim("softmax-and-cross-entropy:3.3.2")]
    [Trait("Kernel", "LogSumExp")]
    public void LogSumExp_is_convex(FiniteLogits<T> a, FiniteLogits<T> direction, int seed)
    {
        var b = Moved(a.Values, direction.Values, seed);
        T[] middle = [.. a.Values.Zip(b, (x, y) => x / T.CreateChecked(2) + y / T.CreateChecked(2))];
        var delta = Law.Max(
            middle.Select((m, i) => Ball.Abs(Exact(m) - (Exact(a.Values[i]) + Exact(b[i])) / 2)).Prepend(Ball.Zero)
        );
        Law.AtMost(Value(middle), (Value(a.Values) + Value(b)) / 2 + delta);
    }

    [Property, Claim("noise-robustness:52")]
    [Trait("Kernel", "LogSumExp")]
    public void LogSumExp_moves_no_further_than_the_largest_move_of_a_logit(
        FiniteLogits<T> a,
        FiniteLogits<T> direction,
        int seed
    )
    {
        var b = Moved(a.Values, direction.Values, seed);
        var move = Law.Max(b.Select((entry, i) => Ball.Abs(Exact(entry) - Exact(a.Values[i]))));
        Law.AtMost(Ball.Abs(Value(a.Values) - Value(b)), move);
    }

    [Property, Claim("softmax-and-cross-entropy:4.2.1"), Claim("noise-robustness:52")]
    [Trait("Kernel", "LogSumExp")]
    [Trait("Kernel", "Softmax")]
    public void The_gradient_of_LogSumExp_is_softmax(Logits<T> z)
    {
        var gradient = True(Row(z.Count, g => LogSumExp.Gradient(z.Values, g)));
        var p = True(Probabilities(z.Values));
        for (var i = 0; i < z.Count; i++)
            Law.Equal(gradient[i], p[i], $"gradient[{i}]");
    }

    // f(w) ≥ f(z) + ∇f(z)·(w − z) for all w: a convex function has no other gradient where it is differentiable.
    [Property, Claim("softmax-and-cross-entropy:4.2.1")]
    [Trait("Kernel", "LogSumExp")]
    public void The_tangent_of_LogSumExp_supports_it_from_below(
        ModerateLogits<T> z,
        ModerateLogits<T> direction,
        int seed
    )
    {
        var w = Moved(z.Values, direction.Values, seed);
        var gradient = True(Row(z.Count, g => LogSumExp.Gradient(z.Values, g)));
        Law.AtMost(Value(z.Values) + Inner(gradient, z.Values, w), Value(w));
    }

    [Property, Claim("softmax-and-cross-entropy:1.3.2")]
    [Trait("Kernel", "LogSumExp")]
    public void A_common_shift_passes_through_LogSumExp(FiniteLogits<T> z, Score<T> shift)
    {
        var shifted = Array.ConvertAll(z.Values, logit => logit + shift.Value);
        if (!shifted.All(T.IsFinite))
            return;
        var delta = Law.Max(
            shifted.Select((logit, i) => Ball.Abs(Exact(logit) - Exact(z.Values[i]) - Exact(shift.Value)))
        );
        Law.AtMost(Ball.Abs(Value(shifted) - Value(z.Values) - Exact(shift.Value)), delta);
    }

    [Property, Claim("noise-robustness:52")]
    [Trait("Kernel", "LogSumExp")]
    public void LogSumExp_increases_with_every_logit(FiniteLogits<T> z, Score<T> raise, ushort place)
    {
        T[] raised = [.. z.Values];
        var at = place % raised.Length;
        raised[at] += T.Abs(raise.Value);
        if (T.IsFinite(raised[at]))
            Law.AtMost(Value(z.Values), Value(raised));
    }

    [Property, Claim("soft-label-multilabel:36")]
    [Trait("Kernel", "LogSumExp")]
    public void Log_one_plus_sum_is_LogSumExp_with_a_further_zero(Logits<T> z)
    {
        T[] withZero = [T.Zero, .. z.Values];
        Law.Equal(True(LogSumExp.Log1pSum(z.Span)), Value(withZero));
    }

    // A tiny sum keeps its digits: log(1 + Σ) is not 0 unless every term is below the smallest number.
    [Property, Claim("soft-label-multilabel:36"), Claim("soft-label-multilabel:37")]
    [Trait("Kernel", "LogSumExp")]
    public void Log_one_plus_sum_is_accurate_in_relative_terms(Logits<T> z)
    {
        var greatest = Definitions.Greatest(z.Span);
        var scaled = Law.Sum(z.Values.Where(T.IsFinite).Select(logit => Ball.Exp(Exact(logit) - greatest)));
        // log(1 + e^m S) = log1p(e^m S), or m + log(S + e^−m) where e^m overflows.
        var certified = greatest.IsPositive
            ? greatest + Ball.Log(scaled + Ball.Exp(-greatest))
            : Ball.Log1p(Ball.Exp(greatest) * scaled);
        Law.Equal(True(LogSumExp.Log1pSum(z.Span)), certified);
    }

    [Property, Claim("soft-label-multilabel:17")]
    [Trait("Kernel", "LogSumExp")]
    [Trait("Kernel", "Softmax")]
    public void The_gradient_of_log_one_plus_sum_is_the_softmax_with_a_further_zero(Logits<T> z)
    {
        var gradient = True(Row(z.Count, g => LogSumExp.Log1pSumGradient(z.Values, g)));
        var p = True(Probabilities([T.Zero, .. z.Values]));
        for (var i = 0; i < z.Count; i++)
            Law.Equal(gradient[i], p[i + 1], $"gradient[{i}]");
    }

    [Property, Claim("soft-label-multilabel:4")]
    [Trait("Kernel", "LogSumExp")]
    [Trait("Kernel", "Softplus")]
    public void Log_one_plus_one_exponential_is_softplus(Score<T> x) =>
        Law.Equal(True(LogSumExp.Log1pSum<T>([x.Value])), True(Softplus.Value(x.Value)));
}
