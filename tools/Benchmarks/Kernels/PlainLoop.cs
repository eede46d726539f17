// The peer that anyone writes first: scalar loops over Math or MathF, each row max-shifted, nothing else done for accuracy.
using System.Numerics;

namespace LossProofs.Benchmarks.Kernels;

internal static class PlainLoop
{
    /// <summary>Runs one kernel over the batch; returns the mean loss.</summary>
    public static double Run<T>(string kernel, Workload<T> data, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (data.Shape.Rows, data.Shape.Columns);
        var scale = T.One / T.CreateTruncating(rows);
        return Blocks.Sum(
                data.Shape,
                threads,
                (first, end) =>
                {
                    var sum = 0.0;
                    for (var row = first; row < end; row++)
                    {
                        var z = data.Logits.AsSpan(row * columns, columns);
                        var g = data.Output.AsSpan(row * columns, columns);
                        var soft = data.SoftTargets.AsSpan(row * columns, columns);
                        var labels = data.LabelTargets.AsSpan(row * columns, columns);
                        sum += double.CreateTruncating(
                            kernel switch
                            {
                                "softmax" => Softmax<T>(z, g),
                                "log-softmax" => LogSoftmax<T>(z, g),
                                "cross-entropy" => CrossEntropy(z, data.Labels[row], scale, g),
                                "soft-cross-entropy" => CrossEntropy(z, soft, scale, g),
                                "gamma-cross-entropy" => GammaCrossEntropy(z, data.Labels[row], scale, g),
                                "multi-label" => MultiLabel(z, labels, scale, g),
                                "sigmoid-bce" => Binary(z, labels, scale, g),
                                _ => throw new NotSupportedException(kernel),
                            }
                        );
                    }

                    return sum;
                }
            ) / rows;
    }

    private static T Softmax<T>(Span<T> z, Span<T> p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shares(z, p, out _);
        return T.Zero;
    }

    // p = softmax(z); returns log Σ e^(z − max).
    private static T Shares<T>(Span<T> z, Span<T> p, out T max)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        max = Largest(z);
        var sum = T.Zero;
        for (var i = 0; i < z.Length; i++)
        {
            sum += p[i] = T.Exp(z[i] - max);
        }

        for (var i = 0; i < p.Length; i++)
        {
            p[i] /= sum;
        }

        return T.Log(sum);
    }

    private static T LogSoftmax<T>(Span<T> z, Span<T> logs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (max, sum) = (Largest(z), T.Zero);
        foreach (var logit in z)
        {
            sum += T.Exp(logit - max);
        }

        var log = max + T.Log(sum);
        for (var i = 0; i < z.Length; i++)
        {
            logs[i] = z[i] - log;
        }

        return T.Zero;
    }

    private static T CrossEntropy<T>(Span<T> z, int label, T scale, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = Shares(z, gradient, out var max) + max - z[label];
        gradient[label] -= T.One;
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= scale;
        }

        return loss;
    }

    private static T CrossEntropy<T>(Span<T> z, Span<T> targets, T scale, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var log = Shares(z, gradient, out var max) + max;
        var loss = T.Zero;
        for (var i = 0; i < gradient.Length; i++)
        {
            loss += targets[i] * (log - z[i]);
            gradient[i] = scale * (gradient[i] - targets[i]);
        }

        return loss;
    }

    // L = −log(γ + (1−γ)p)/(1−γ), ∂L/∂z = p_c/(γ + (1−γ)p_c)·(p − onehot)
    private static T GammaCrossEntropy<T>(Span<T> z, int label, T scale, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shares(z, gradient, out _);
        var gamma = T.CreateTruncating(Workload<T>.Gamma);
        var mixed = gamma + (T.One - gamma) * gradient[label];
        var weight = scale * gradient[label] / mixed;
        gradient[label] -= T.One;
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= weight;
        }

        return -T.Log(mixed) / (T.One - gamma);
    }

    // log(1 + Σ t e^−s) + log(1 + Σ (1−t)e^s)
    private static T MultiLabel<T>(Span<T> s, Span<T> targets, T scale, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (low, high) = (T.Zero, T.Zero);
        foreach (var score in s)
        {
            (low, high) = (T.Min(low, score), T.Max(high, score));
        }

        var (down, up) = (T.Exp(low), T.Exp(-high));
        for (var i = 0; i < s.Length; i++)
        {
            down += targets[i] * T.Exp(low - s[i]);
            up += (T.One - targets[i]) * T.Exp(s[i] - high);
        }

        for (var i = 0; i < s.Length; i++)
        {
            gradient[i] =
                scale * ((T.One - targets[i]) * T.Exp(s[i] - high) / up - targets[i] * T.Exp(low - s[i]) / down);
        }

        return T.Log(down) - low + T.Log(up) + high;
    }

    // max(x, 0) − xt + log(1 + e^−|x|), σ(x) − t
    private static T Binary<T>(Span<T> x, Span<T> targets, T scale, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = T.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            var e = T.Exp(-T.Abs(x[i]));
            loss += T.Max(x[i], T.Zero) - x[i] * targets[i] + T.Log(T.One + e);
            var sigmoid = (x[i] < T.Zero ? e : T.One) / (T.One + e);
            gradient[i] = scale * (sigmoid - targets[i]);
        }

        return loss;
    }

    private static T Largest<T>(Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = z[0];
        foreach (var logit in z)
        {
            max = logit > max ? logit : max;
        }

        return max;
    }
}
