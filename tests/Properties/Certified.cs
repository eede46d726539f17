// The losses' defining formulas, evaluated with certainty: the reference that kernels are compared with. Written straight
// from the definitions over exact inputs; no kernel and none of their arithmetic is used.
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Tests.Properties;

public static class Certified
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
}
