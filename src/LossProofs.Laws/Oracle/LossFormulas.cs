// The losses as mathematics, each written once over any real-number type: the oracle that kernels are compared with.
using LossProofs.Reals;

namespace LossProofs.Laws;

/// <summary>
/// Definitions, evaluated as double, Interval, Ball or jets over them. Rows are of unmasked (finite) logits. Where an
/// exponential of a large logit would leave the exponent range of the number type, the same number is written with
/// differences of logits, e.g. −log p_c = softplus(log Σ_{j≠c} e^(z_j) − z_c) and log(1 − p_c) = −softplus of the opposite.
/// </summary>
public static class LossFormulas
{
    /// <summary>log Σ e^(x_i), written as x_m + log(1 + Σ_{i≠m} e^(x_i − x_m)).</summary>
    public static T LogSumExp<T>(IReadOnlyList<T> x)
        where T : IReal<T>
    {
        var best = 0;
        for (var i = 1; i < x.Count; i++)
        {
            best = (x[i] - x[best]).Sign > 0 ? i : best;
        }

        return x.Count == 1 ? x[0] : x[best] + T.Log1p(Sum(Others(x, best), e => T.Exp(e - x[best])));
    }

    /// <summary>log(1 + Σ e^(x_i)).</summary>
    public static T Log1pSumExp<T>(IReadOnlyList<T> x)
        where T : IReal<T> => LogSumExp<T>([.. x, T.From(0, x[0].Precision)]);

    /// <summary>−log p_c, p = softmax(z).</summary>
    public static T CrossEntropy<T>(IReadOnlyList<T> z, int c)
        where T : IReal<T> => z.Count == 1 ? z[0] - z[0] : T.Softplus(LogSumExp(Others(z, c)) - z[c]);

    /// <summary>−log(1 − p_c) for at least two classes.</summary>
    public static T NegativeLogComplement<T>(IReadOnlyList<T> z, int c)
        where T : IReal<T> => T.Softplus(z[c] - LogSumExp(Others(z, c)));

    /// <summary>p_c.</summary>
    public static T Softmax<T>(IReadOnlyList<T> z, int c)
        where T : IReal<T> => T.Exp(-CrossEntropy(z, c));

    /// <summary>All p_j = e^(z_j − log Σ e^(z_i)).</summary>
    public static T[] Softmax<T>(IReadOnlyList<T> z)
        where T : IReal<T>
    {
        var total = LogSumExp(z);
        return [.. z.Select(score => T.Exp(score - total))];
    }

    /// <summary>1 − p_c.</summary>
    public static T Complement<T>(IReadOnlyList<T> z, int c)
        where T : IReal<T> => z.Count == 1 ? z[0] - z[0] : T.Exp(-NegativeLogComplement(z, c));

    /// <summary>−Σ y_j log p_j, y as given.</summary>
    public static T CrossEntropy<T>(IReadOnlyList<T> z, IReadOnlyList<T> y)
        where T : IReal<T> => Sum(z.Count, j => y[j] * CrossEntropy(z, j));

    /// <summary>−Σ p_j log p_j.</summary>
    public static T EntropyOfSoftmax<T>(IReadOnlyList<T> z)
        where T : IReal<T> => Sum(z.Count, j => Softmax(z, j) * CrossEntropy(z, j));

    /// <summary>−Σ y log y over y &gt; 0.</summary>
    public static T Entropy<T>(IReadOnlyList<T> y)
        where T : IReal<T> => Sum(y.Count, j => y[j].Sign > 0 ? -y[j] * T.Log(y[j]) : y[j]);

    /// <summary>Σ y(log y − log q) over y &gt; 0.</summary>
    public static T KullbackLeibler<T>(IReadOnlyList<T> y, IReadOnlyList<T> q)
        where T : IReal<T> => Sum(y.Count, j => y[j].Sign > 0 ? y[j] * (T.Log(y[j]) - T.Log(q[j])) : y[j]);

    /// <summary>Σ y(log y − log p), p = softmax(z).</summary>
    public static T KullbackLeiblerOfLogits<T>(IReadOnlyList<T> z, IReadOnlyList<T> y)
        where T : IReal<T> => CrossEntropy(z, y) - Entropy(y);

    /// <summary>−log(γ + (1−γ)p)/(1−γ); 1 − p at γ = 1.</summary>
    public static T GammaCrossEntropy<T>(IReadOnlyList<T> z, int c, T gamma)
        where T : IReal<T> => gamma.Sign == 0 ? CrossEntropy(z, c) : GammaOf(Softmax(z, c), Complement(z, c), gamma);

    /// <summary>The same on a probability.</summary>
    public static T GammaCrossEntropyOfProbability<T>(T p, T gamma)
        where T : IReal<T> => GammaOf(p, One(p) - p, gamma);

    // With u = (1−γ)(1−p) the logarithm is log(1 − u); the sum γ + (1−γ)p serves where u may be near 1.
    private static T GammaOf<T>(T p, T complement, T gamma)
        where T : IReal<T>
    {
        var rest = One(p) - gamma;
        if (rest.Sign == 0)
        {
            return complement;
        }

        var u = rest * complement;
        return (T.From(new Rational(1, 2), p.Precision) - u).Sign > 0
            ? -T.Log1p(-u) / rest
            : -T.Log(gamma + rest * p) / rest;
    }

    /// <summary>1/(γ + (1−γ)p).</summary>
    public static T GammaWeight<T>(T p, T gamma)
        where T : IReal<T> => One(p) / (gamma + (One(p) - gamma) * p);

    /// <summary>−α(1−p)^β log p.</summary>
    public static T Focal<T>(IReadOnlyList<T> z, int c, T beta, T alpha)
        where T : IReal<T> =>
        z.Count == 1 ? z[0] - z[0] : alpha * T.Exp(-(beta * NegativeLogComplement(z, c))) * CrossEntropy(z, c);

    /// <summary>(1 − p^q)/q.</summary>
    public static T GeneralizedCrossEntropy<T>(IReadOnlyList<T> z, int c, T q)
        where T : IReal<T> => -T.Expm1(-(q * CrossEntropy(z, c))) / q;

    /// <summary>(1 − p_c)² + Σ_{i≠c} p_i².</summary>
    public static T Brier<T>(IReadOnlyList<T> z, int c)
        where T : IReal<T> => Sum(z.Count, j => T.Pow(j == c ? Complement(z, j) : Softmax(z, j), 2));

    /// <summary>Σ |onehot(c)_i − p_i| = 2(1 − p_c).</summary>
    public static T MeanAbsoluteError<T>(IReadOnlyList<T> z, int c)
        where T : IReal<T> => Complement(z, c) + Complement(z, c);

    /// <summary>Σ ỹ_j (−log p_j), ỹ = (1−α)·onehot(c) + α/K.</summary>
    public static T SmoothedCrossEntropy<T>(IReadOnlyList<T> z, int c, T alpha)
        where T : IReal<T> =>
        (One(alpha) - alpha) * CrossEntropy(z, c)
        + alpha / T.From(z.Count, alpha.Precision) * Sum(z.Count, j => CrossEntropy(z, j));

    /// <summary>t·softplus(−x) + (1−t)·softplus(x).</summary>
    public static T BinaryCrossEntropy<T>(T x, T t)
        where T : IReal<T> => t * T.Softplus(-x) + (One(t) - t) * T.Softplus(x);

    /// <summary>log(1 + Σ t_i e^(−s_i)) + log(1 + Σ (1−t_i) e^(s_i)).</summary>
    public static T MultiLabel<T>(IReadOnlyList<T> s, IReadOnlyList<T> t)
        where T : IReal<T>
    {
        var zero = T.From(0, s[0].Precision);
        List<T> positive = [zero];
        List<T> negative = [zero];
        for (var i = 0; i < s.Count; i++)
        {
            var rest = One(t[i]) - t[i];
            if (t[i].Sign > 0)
            {
                positive.Add(T.Log(t[i]) - s[i]);
            }

            if (rest.Sign > 0)
            {
                negative.Add(T.Log(rest) + s[i]);
            }
        }

        return LogSumExp(positive) + LogSumExp(negative);
    }

    /// <summary>
    /// log(1 + Σ_neg e^(γa_j(s_j − m))·Σ_pos e^(−γb_i(s_i − 1 + m))), a = max(s + m, 0), b = max(1 + m − s, 0); 0 without
    /// positives or without negatives.
    /// </summary>
    public static T Circle<T>(IReadOnlyList<T> s, Func<int, bool> isPositive, T scale, T margin)
        where T : IReal<T>
    {
        var (zero, one) = (T.From(0, margin.Precision), One(margin));
        List<T> positives = [];
        List<T> negatives = [];
        for (var i = 0; i < s.Count; i++)
        {
            if (isPositive(i))
            {
                positives.Add(-(scale * T.Max(one + margin - s[i], zero) * (s[i] - one + margin)));
            }
            else
            {
                negatives.Add(scale * T.Max(s[i] + margin, zero) * (s[i] - margin));
            }
        }

        return positives.Count == 0 || negatives.Count == 0
            ? s[0] - s[0]
            : T.Softplus(LogSumExp(positives) + LogSumExp(negatives));
    }

    /// <summary>Σ over positives (1−p)^γ₊(−log p), over negatives p^γ₋(−log(1−p)), p = σ(s), without margin.</summary>
    public static T Asymmetric<T>(IReadOnlyList<T> s, Func<int, bool> isPositive, T positiveFocus, T negativeFocus)
        where T : IReal<T> =>
        Sum(
            s.Count,
            i =>
                isPositive(i)
                    ? T.Exp(-(positiveFocus * T.Softplus(s[i]))) * T.Softplus(-s[i])
                    : T.Exp(-(negativeFocus * T.Softplus(-s[i]))) * T.Softplus(s[i])
        );

    /// <summary>½ log 2π + log σ + (y − μ)²/(2σ²).</summary>
    public static T GaussianNegativeLogLikelihood<T>(T mean, T y, T sigma)
        where T : IReal<T> =>
        T.Log(T.From(2, sigma.Precision) * T.Pi(sigma.Precision)) / T.From(2, sigma.Precision)
        + T.Log(sigma)
        + T.Pow((y - mean) / sigma, 2) / T.From(2, sigma.Precision);

    /// <summary>½ Σ (y′ − y)².</summary>
    public static T SquaredError<T>(IReadOnlyList<T> prediction, IReadOnlyList<T> target)
        where T : IReal<T> =>
        Sum(prediction.Count, i => T.Pow(prediction[i] - target[i], 2)) / T.From(2, target[0].Precision);

    /// <summary>Σ α_i v_i, α = softmax(s).</summary>
    public static T AttentionOutput<T>(IReadOnlyList<T> scores, Func<int, T> value)
        where T : IReal<T> => Sum(scores.Count, i => Softmax(scores, i) * value(i));

    internal static T Sum<T>(int count, Func<int, T> term)
        where T : IReal<T>
    {
        var sum = term(0);
        for (var i = 1; i < count; i++)
        {
            sum += term(i);
        }

        return sum;
    }

    private static T Sum<T>(IReadOnlyList<T> items, Func<T, T> term)
        where T : IReal<T> => Sum(items.Count, i => term(items[i]));

    private static List<T> Others<T>(IReadOnlyList<T> items, int index) => [.. items.Where((_, i) => i != index)];

    private static T One<T>(T like)
        where T : IReal<T> => T.From(1, like.Precision);
}
