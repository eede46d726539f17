// What is compared: the kernels by name, our own call of each, and the bytes that any implementation must move.
using System.Numerics;
using LossProofs.Kernels;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>One compared computation over a batch; losses are means over the rows, gradients those of the mean.</summary>
/// <param name="Name">As on the command line and in the PyTorch script.</param>
/// <param name="Arrays">How many arrays of the batch's size are read or written.</param>
internal sealed record ComparedKernel(string Name, int Arrays)
{
    public static ComparedKernel[] All { get; } =
    [
        new("softmax", 2),
        new("log-softmax", 2),
        new("cross-entropy", 2),
        new("soft-cross-entropy", 3),
        new("gamma-cross-entropy", 2),
        new("multi-label", 3),
        new("sigmoid-bce", 3),
    ];

    /// <summary>Runs our kernel; returns the loss (0 where there is none).</summary>
    public double Run<T>(Workload<T> data, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const Reduction mean = Reduction.Mean;
        Span<T> loss = stackalloc T[1];
        var z = data.Batch;
        var output = data.Output;
        switch (Name)
        {
            case "softmax":
                Softmax.Probabilities(z, T.One, output, threads);
                break;
            case "log-softmax":
                Softmax.LogProbabilities(z, T.One, output, threads);
                break;
            case "cross-entropy":
                CrossEntropy.LossAndGradient(z, data.Labels, mean, loss, output, threads);
                break;
            case "soft-cross-entropy":
                CrossEntropy.LossAndGradient(z, data.SoftTargets, mean, loss, output, threads);
                break;
            case "gamma-cross-entropy":
                var gamma = T.CreateTruncating(Workload<T>.Gamma);
                GammaCrossEntropy.LossAndGradient(z, data.Labels, gamma, mean, loss, output, threads);
                break;
            case "multi-label":
                MultiLabelCrossEntropy.LossAndGradient(z, data.LabelTargets, mean, loss, output, threads);
                break;
            case "sigmoid-bce":
                BinaryCrossEntropy.LossAndGradient(z, data.LabelTargets, mean, loss, output, threads);
                break;
            default:
                throw new NotSupportedException(Name);
        }

        return double.CreateTruncating(loss[0]);
    }
}
