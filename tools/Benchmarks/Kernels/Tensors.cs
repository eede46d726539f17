// The vectorised peer: numerically safe (max-shifted) compositions of System.Numerics.Tensors, blocks of rows at a time.
using System.Numerics;
using System.Numerics.Tensors;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>
/// The exponentials run over a whole block of rows, so that short rows lose no time there; the rest goes row by row.
/// </summary>
internal static class Tensors
{
    /// <summary>Runs one kernel over the batch; returns the mean loss.</summary>
    public static double Run<T>(string kernel, Workload<T> data, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Blocks.Sum(data.Shape, threads, (first, end) => Block(kernel, data, first, end)) / data.Shape.Rows;

    /// <summary>The library's own softmax: not safe (a logit of 1000 gives NaN), so only a yardstick for speed.</summary>
    public static double UnsafeSoftmax<T>(Workload<T> data, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = data.Shape.Columns;
        return Blocks.Sum(
            data.Shape,
            threads,
            (first, end) =>
            {
                for (var row = first; row < end; row++)
                {
                    TensorPrimitives.SoftMax<T>(
                        data.Logits.AsSpan(row * columns, columns),
                        data.Output.AsSpan(row * columns, columns)
                    );
                }

                return 0;
            }
        );
    }

    private static double Block<T>(string kernel, Workload<T> data, int first, int end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = data.Shape.Columns;
        var (from, count) = (first * columns, (end - first) * columns);
        var z = data.Logits.AsSpan(from, count);
        var g = data.Output.AsSpan(from, count);
        var scratch = data.Scratch.AsSpan(from, count);
        var scale = T.One / T.CreateTruncating(data.Shape.Rows);
        switch (kernel)
        {
            case "multi-label":
                return MultiLabel(z, data.LabelTargets.AsSpan(from, count), scale, g, scratch, columns);
            case "sigmoid-bce":
                return Binary(z, data.LabelTargets.AsSpan(from, count), scale, g, scratch);
        }

        var sum = 0.0;
        for (var at = 0; at < count; at += columns)
        {
            var row = z.Slice(at, columns);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<T>(row), g.Slice(at, columns));
            if (kernel == "cross-entropy")
            {
                sum -= double.CreateTruncating(g[at + data.Labels[first + at / columns]]);
            }
        }

        var e = kernel is "log-softmax" or "soft-cross-entropy" ? scratch : g;
        TensorPrimitives.Exp(g, e);
        for (var at = 0; at < count; at += columns)
        {
            var exponentials = e.Slice(at, columns);
            var gradient = g.Slice(at, columns);
            var total = TensorPrimitives.Sum<T>(exponentials);
            var label = data.Labels[first + at / columns];
            switch (kernel)
            {
                case "softmax":
                    TensorPrimitives.Multiply(gradient, T.One / total, gradient);
                    break;
                case "log-softmax":
                    TensorPrimitives.Subtract(gradient, T.Log(total), gradient);
                    break;
                case "cross-entropy":
                    sum += double.CreateTruncating(T.Log(total));
                    TensorPrimitives.Multiply(gradient, scale / total, gradient);
                    gradient[label] -= scale;
                    break;
                case "gamma-cross-entropy":
                    var p = gradient[label] / total;
                    var gamma = T.CreateTruncating(Workload<T>.Gamma);
                    var mixed = gamma + (T.One - gamma) * p;
                    var weight = scale * p / mixed;
                    sum -= double.CreateTruncating(T.Log(mixed) / (T.One - gamma));
                    TensorPrimitives.Multiply(gradient, weight / total, gradient);
                    gradient[label] -= weight;
                    break;
                case "soft-cross-entropy":
                    var targets = data.SoftTargets.AsSpan(from + at, columns);
                    sum += double.CreateTruncating(
                        T.Log(total) * TensorPrimitives.Sum<T>(targets) - TensorPrimitives.Dot<T>(targets, gradient)
                    );
                    TensorPrimitives.Multiply(exponentials, T.One / total, exponentials);
                    TensorPrimitives.Subtract<T>(exponentials, targets, gradient);
                    TensorPrimitives.Multiply(gradient, scale, gradient);
                    break;
                default:
                    throw new NotSupportedException(kernel);
            }
        }

        return sum;
    }

    // log(1 + Σ t e^−s) + log(1 + Σ (1−t)e^s); up in the destination, down in the scratch.
    private static double MultiLabel<T>(Span<T> s, Span<T> t, T scale, Span<T> g, Span<T> scratch, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var at = 0; at < s.Length; at += columns)
        {
            var row = s.Slice(at, columns);
            TensorPrimitives.Subtract(row, T.Max(T.Zero, TensorPrimitives.Max<T>(row)), g.Slice(at, columns));
            TensorPrimitives.Subtract(T.Min(T.Zero, TensorPrimitives.Min<T>(row)), row, scratch.Slice(at, columns));
        }

        TensorPrimitives.Exp(g, g);
        TensorPrimitives.Exp(scratch, scratch);
        TensorPrimitives.Multiply<T>(scratch, t, scratch);
        var sum = 0.0;
        for (var at = 0; at < s.Length; at += columns)
        {
            var row = s.Slice(at, columns);
            var targets = t.Slice(at, columns);
            var up = g.Slice(at, columns);
            var down = scratch.Slice(at, columns);
            var high = T.Max(T.Zero, TensorPrimitives.Max<T>(row));
            var low = T.Min(T.Zero, TensorPrimitives.Min<T>(row));
            var positives = T.Exp(low) + TensorPrimitives.Sum<T>(down);
            // (1−t)e = e − te
            var negatives = T.Exp(-high) + TensorPrimitives.Sum<T>(up) - TensorPrimitives.Dot<T>(up, targets);
            sum += double.CreateTruncating(T.Log(positives) - low + T.Log(negatives) + high);
            TensorPrimitives.Multiply(down, scale / positives, down);
            TensorPrimitives.Multiply(up, scale / negatives, up);
            for (var i = 0; i < columns; i++)
            {
                // one fused pass that the library has no name for
                up[i] -= up[i] * targets[i] + down[i];
            }
        }

        return sum;
    }

    // max(x, 0) − xt + log1p(e^−|x|), σ(x) − t
    private static double Binary<T>(Span<T> x, Span<T> t, T scale, Span<T> g, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs<T>(x, scratch);
        TensorPrimitives.Negate<T>(scratch, scratch);
        TensorPrimitives.Exp<T>(scratch, scratch);
        TensorPrimitives.LogP1<T>(scratch, scratch);
        TensorPrimitives.Max(x, T.Zero, g);
        var loss = TensorPrimitives.Sum<T>(g) - TensorPrimitives.Dot<T>(x, t) + TensorPrimitives.Sum<T>(scratch);
        TensorPrimitives.Sigmoid<T>(x, g);
        TensorPrimitives.Subtract<T>(g, t, g);
        TensorPrimitives.Multiply(g, scale, g);
        return double.CreateTruncating(loss);
    }
}
