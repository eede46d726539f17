// The losses' defining formulas, evaluated with certainty: the reference that kernels are compared with. Written straight
// from the definitions over exact inputs; no kernel and none of their arithmetic is used.
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Tests.Properties;

public static class Definitions
{
    /// <summary>e^((z_i − max z)/T): the exponentials up to a common factor; 0 for a masked class.</summary>
    private static Ball[] Exponentials<T>(ReadOnlySpan<T> logits, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var exponentials = new Ball[logits.Length];
        var greatest = Greatest(logits);
        for (var i = 0; i < logits.Length; i++)
            exponentials[i] = T.IsNegativeInfinity(logits[i])
                ? Ball.Zero
                : Ball.Exp((Law.Exact(logits[i]) - greatest) / Law.Exact(temperature));
        return exponentials;
    }

    /// <summary>max z.</summary>
    public static Ball Greatest<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var greatest = logits[0];
        foreach (var logit in logits)
            if (logit > greatest)
                greatest = logit;
        return Law.Exact(greatest);
    }

    /// <summary>softmax(z/T).</summary>
    public static Ball[] Softmax<T>(ReadOnlySpan<T> logits, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var exponentials = Exponentials(logits, temperature);
        var total = Law.Sum(exponentials);
        return [.. exponentials.Select(exponential => exponential / total)];
    }

    /// <summary>softmax(z).</summary>
    public static Ball[] Softmax<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Softmax(logits, T.One);

    /// <summary>log Σ e^z.</summary>
    public static Ball LogSumExp<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Greatest(logits) + Ball.Log(Law.Sum(Exponentials(logits, T.One)));

    /// <summary>−log softmax(z)_c.</summary>
    public static Ball CrossEntropy<T>(ReadOnlySpan<T> logits, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The label's own term is the 1 in 1 + Σ_(i≠c) e^(z_i − z_c), so that a tiny loss keeps its digits.
        var own = Law.Exact(logits[label]);
        var greatest = Greatest(logits);
        if (Ball.Compare(own, greatest) == Order.Equal)
        {
            var others = Ball.Zero;
            for (var i = 0; i < logits.Length; i++)
                if (i != label && !T.IsNegativeInfinity(logits[i]))
                    others += Ball.Exp(Law.Exact(logits[i]) - own);
            return Ball.Log1p(others);
        }

        return greatest - own + Ball.Log(Law.Sum(Exponentials(logits, T.One)));
    }

    /// <summary>−log(γ + (1−γ)p)/(1−γ), given p and 1 − p; at γ = 1 its limit 1 − p.</summary>
    public static Ball GammaCrossEntropy(Ball p, Ball complement, Ball gamma)
    {
        var rest = 1 - gamma;
        if (rest.ContainsZero)
            return complement;
        // log1p of the shortfall keeps the digits near 1, the logarithm of the mixture those near 0.
        var shortfall = rest * complement;
        var log = Ball.CertainlyLess(shortfall, Ball.One / 2) ? Ball.Log1p(-shortfall) : Ball.Log(gamma + rest * p);
        return -log / rest;
    }

    /// <summary>p_c and 1 − p_c, the latter as the sum of the others.</summary>
    public static (Ball P, Ball Complement) Probability<T>(ReadOnlySpan<T> logits, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = Softmax(logits);
        return (p[label], Law.Sum(p.Where((_, i) => i != label)));
    }

    /// <summary>log(1 + Σ t_i e^−s_i) + log(1 + Σ (1−t_i) e^s_i).</summary>
    public static Ball MultiLabel<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (down, up) = MultiLabelTerms(scores, targets);
        return LogOnePlusSum(down) + LogOnePlusSum(up);
    }

    /// <summary>t_i e^−s_i/(1 + Σ t_j e^−s_j) and (1−t_i) e^s_i/(1 + Σ (1−t_j) e^s_j): the terms' shares of their sums.</summary>
    public static (Ball[] Down, Ball[] Up) MultiLabelShares<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (down, up) = MultiLabelTerms(scores, targets);
        return (Shares(down), Shares(up));
    }

    // Weights and exponents of the two sums; a weight of 0, so also a masked score, has no exponent.
    private static ((Ball Weight, Ball Exponent)[] Down, (Ball Weight, Ball Exponent)[] Up) MultiLabelTerms<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> targets
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (down, up) = (new (Ball, Ball)[scores.Length], new (Ball, Ball)[scores.Length]);
        for (var i = 0; i < scores.Length; i++)
        {
            var score = T.IsFinite(scores[i]) ? Law.Exact(scores[i]) : Ball.Zero;
            var target = Law.Exact(targets[i]);
            down[i] = (target, -score);
            up[i] = (T.IsFinite(scores[i]) ? 1 - target : 0, score);
        }

        return (down, up);
    }

    // The exponents' common factor e^m: none while e^x is within a ball's range (2^±2⁶⁰), beyond that their maximum.
    private static (Ball Common, Ball[] Terms) Scaled((Ball Weight, Ball Exponent)[] terms)
    {
        var present = terms.Where(term => term.Weight.IsPositive).Select(term => term.Exponent).ToArray();
        var greatest = present.Length == 0 ? Ball.Zero : Law.Max(present);
        var common = Ball.CertainlyLess(1e6, greatest) ? greatest : Ball.Zero;
        return (
            common,
            [
                .. terms.Select(term =>
                    term.Weight.IsPositive ? term.Weight * Ball.Exp(term.Exponent - common) : Ball.Zero
                ),
            ]
        );
    }

    private static Ball LogOnePlusSum((Ball Weight, Ball Exponent)[] terms)
    {
        var (common, scaled) = Scaled(terms);
        return common.ContainsZero
            ? Ball.Log1p(Law.Sum(scaled))
            : common + Ball.Log(Ball.Exp(-common) + Law.Sum(scaled));
    }

    private static Ball[] Shares((Ball Weight, Ball Exponent)[] terms)
    {
        var (common, scaled) = Scaled(terms);
        var total = Ball.Exp(-common) + Law.Sum(scaled);
        return [.. scaled.Select(term => term / total)];
    }
}
