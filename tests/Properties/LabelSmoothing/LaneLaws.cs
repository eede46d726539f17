// Label smoothing over lanes: in rows and batches of every layout its gradient is p − ỹ, ỹ = (1−α)·onehot(c) + α/K.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class LaneLawsInSingle : LaneLaws<float>;

public sealed class LaneLawsInDouble : LaneLaws<double>;

public abstract class LaneLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property(MaxTest = 100), Claim("gamma-cross-entropy:24")]
    [Trait("Kernel", "LabelSmoothing")]
    public void In_every_layout_the_gradient_is_the_probability_minus_the_smoothed_target(LossBatch<T> drawn)
    {
        var batch = drawn.Unmasked();
        var gradient = Row(
            batch.Inputs.Length,
            to =>
                LabelSmoothing.Gradient(
                    new Batch<T>(batch.Inputs, batch.Columns),
                    batch.Labels,
                    batch.Unit,
                    Reduction.None,
                    to
                )
        );
        var uniform = Exact(batch.Unit) / batch.Columns;
        for (var row = 0; row < Math.Min(batch.Rows, 4); row++)
        {
            var start = row * batch.Columns;
            var p = Definitions.Softmax<T>(batch.Inputs.AsSpan(start, batch.Columns));
            for (var j = 0; j < p.Length; j++)
            {
                var target = uniform + (j == batch.Labels[row] ? 1 - Exact(batch.Unit) : 0);
                Law.Equal(
                    Law.True(gradient[start + j], p[j] + target),
                    p[j] - target,
                    $"entry {j} of the gradient of row {row}"
                );
            }
        }
    }
}
