// Our kernels under the laws: calls by name, in either precision.
using System.Diagnostics;
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Laws;

namespace LossProofs.Accuracy;

/// <summary>The computed side of each measured kernel; the losses against a label are found by tools/KernelGenerator.</summary>
[Calls(typeof(CrossEntropy))]
public static partial class OwnKernels
{
    /// <summary>What computes a kernel in a precision.</summary>
    public static Func<KernelInput, double[]> Computing(Kernel kernel, bool single) =>
        single ? input => Run<float>(kernel.Name, input) : input => Run<double>(kernel.Name, input);

    /// <summary>The errors of our kernel's results in ulps, in <c>float</c> when <paramref name="single"/>, else in <c>double</c>.</summary>
    public static double[] Errors(Kernel kernel, KernelInput input, bool single) =>
        kernel.Errors(Computing(kernel, single)(input), input, single);

    /// <summary>The kernel's results in the precision T, widened to double.</summary>
    /// <exception cref="ArgumentException">No kernel has that name, or the kernel refuses the input.</exception>
    public static double[] Run<T>(string name, KernelInput input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, second, label) = (Narrow(input.Row), Narrow(input.Second), input.Label);
        var p = Narrow(input.Parameters);
        bool[] set = [.. input.Second.Select(v => v == 1)];
        return name switch
        {
            "Sigmoid.Value" => One(Sigmoid.Value(row[0])),
            "Sigmoid.Gradient" => One(Sigmoid.Gradient(row[0])),
            "Softplus.Value" => One(Softplus.Value(row[0])),
            "LogSumExp.Value" => One(LogSumExp.Value<T>(row)),
            "Softmax.Probabilities" => Many(to => Softmax.Probabilities(row, p[0], to)),
            "Softmax.LogProbabilities" => Many(to => Softmax.LogProbabilities(row, p[0], to)),
            "Entropy.OfSoftmax" => One(Entropy.OfSoftmax(row, p[0])),
            "Entropy.Value" => One(Entropy.Value<T>(row)),
            "Entropy.Gradient" => Many(to => Entropy.Gradient<T>(row, to)),
            "KullbackLeibler.Loss" => One(KullbackLeibler.Loss<T>(row, second)),
            "KullbackLeibler.Gradient" => Many(to => KullbackLeibler.Gradient(row, second, to)),
            "CrossEntropy of a distribution: loss" => One(CrossEntropy.Loss<T>(row, second)),
            "CrossEntropy of a distribution: gradient" => Many(to => CrossEntropy.Gradient(row, second, to)),
            "KullbackLeibler of logits: loss" => One(KullbackLeibler.LossOfLogits<T>(row, second)),
            "KullbackLeibler of logits: gradient" => Many(to =>
                KullbackLeibler.LossAndGradientOfLogits(row, second, to)
            ),
            "CrossEntropy with class weights: loss" => One(CrossEntropy.Loss<T>(row, label, second)),
            "CrossEntropy with class weights: gradient" => Many(to => CrossEntropy.Gradient(row, label, second, to)),
            "MultiLabelCrossEntropy: loss" => One(MultiLabelCrossEntropy.Loss<T>(row, second)),
            "MultiLabelCrossEntropy: gradient" => Many(to => MultiLabelCrossEntropy.Gradient(row, second, to)),
            "MultiLabelCrossEntropy of sets: loss" => One(MultiLabelCrossEntropy.Loss<T>(row, set)),
            "MultiLabelCrossEntropy of sets: gradient" => Many(to => MultiLabelCrossEntropy.Gradient(row, set, to)),
            "AsymmetricLoss with a margin: loss" => One(AsymmetricLoss.Loss(row, set, p[0], p[1], p[2])),
            "AsymmetricLoss with a margin: gradient" => Many(to =>
                AsymmetricLoss.Gradient(row, set, p[0], p[1], p[2], to)
            ),
            "AsymmetricLoss: loss" => One(AsymmetricLoss.Loss(row, set, p[0], p[1], T.Zero)),
            "AsymmetricLoss: gradient" => Many(to => AsymmetricLoss.Gradient(row, set, p[0], p[1], T.Zero, to)),
            "CircleLoss: loss" => One(CircleLoss.Loss(row, set, p[0], p[1])),
            "CircleLoss: gradient" => Many(to => CircleLoss.Gradient(row, set, p[0], p[1], to)),
            "BinaryCrossEntropy: loss" => One(BinaryCrossEntropy.Loss(row[0], p[0])),
            "BinaryCrossEntropy: gradient" => One(BinaryCrossEntropy.Gradient(row[0], p[0])),
            "BinaryCrossEntropy of labels: loss" => One(BinaryCrossEntropy.Loss<T>(row, second)),
            "BinaryCrossEntropy of labels: gradient" => Many(to => BinaryCrossEntropy.Gradient(row, second, to)),
            "Sigmoid over a span: value" => Many(to => Sigmoid.Value<T>(row, to)),
            "Sigmoid over a span: gradient" => Many(to => Sigmoid.Gradient<T>(row, to)),
            "Softplus over a span: value" => Many(to => Softplus.Value<T>(row, to)),
            "Softplus over a span: gradient" => Many(to => Softplus.Gradient<T>(row, to)),
            "LogSumExp.Gradient" => Many(to => LogSumExp.Gradient<T>(row, to)),
            "LogSumExp.Log1pSum" => One(LogSumExp.Log1pSum<T>(row)),
            "LogSumExp.Log1pSumGradient" => Many(to => LogSumExp.Log1pSumGradient<T>(row, to)),
            "Entropy.PerplexityOfSoftmax" => One(Entropy.PerplexityOfSoftmax(row, p[0])),
            "Entropy.OfSoftmaxGradient" => Many(to => Entropy.OfSoftmaxGradient(row, p[0], to)),
            "Softmax.JacobianVectorProduct" => Many(to => Softmax.JacobianVectorProduct(row, second, p[0], to)),
            "BrierScore of a distribution: loss" => One(BrierScore.Loss<T>(row, second)),
            "BrierScore of a distribution: gradient" => Many(to => BrierScore.Gradient(row, second, to)),
            "MeanAbsoluteError of a distribution: loss" => One(MeanAbsoluteError.Loss<T>(row, second)),
            "MeanAbsoluteError of a distribution: gradient" => Many(to => MeanAbsoluteError.Gradient(row, second, to)),
            "GammaCrossEntropy of sets: loss" => One(GammaCrossEntropy.MultiLabelLoss(row, set, p[0])),
            "GammaCrossEntropy of sets: gradient" => Many(to =>
                GammaCrossEntropy.MultiLabelLossAndGradient(row, set, p[0], to)
            ),
            "GammaCrossEntropy with a threshold: loss" => One(
                GammaCrossEntropy.ThresholdedLoss(row, label, p[0], p[1])
            ),
            "GammaCrossEntropy with a threshold: gradient" => Many(to =>
                GammaCrossEntropy.ThresholdedGradient(row, label, p[0], p[1], to)
            ),
            "MultiLabelCrossEntropy.Probabilities" => Many(to => MultiLabelCrossEntropy.Probabilities<T>(row, to)),
            "CrossEntropy, mean of a batch: loss" => Filled(
                1,
                to => CrossEntropy.Loss(Rows(), Labels(), Reduction.Mean, to)
            ),
            "CrossEntropy, sum of a batch: loss" => Filled(
                1,
                to => CrossEntropy.Loss(Rows(), Labels(), Reduction.Sum, to)
            ),
            "CrossEntropy, mean of a batch: gradient" => Many(to =>
                CrossEntropy.Gradient(Rows(), Labels(), Reduction.Mean, to)
            ),
            "CrossEntropy with class weights, sum of a batch: loss" => Filled(
                1,
                to => CrossEntropy.Loss(Rows(), Labels(), p[1..], Reduction.Sum, to)
            ),
            "CrossEntropy with class weights, mean of a batch: loss" => Filled(
                1,
                to => CrossEntropy.Loss(Rows(), Labels(), p[1..], Reduction.Mean, to)
            ),
            "CrossEntropy with class weights, mean of a batch: gradient" => Many(to =>
                CrossEntropy.Gradient(Rows(), Labels(), p[1..], Reduction.Mean, to)
            ),
            "CrossEntropy: Hessian" => Square(to => CrossEntropy.Hessian(row, to)),
            "GammaCrossEntropy: Hessian" => Square(to => GammaCrossEntropy.Hessian(row, label, p[0], to)),
            "MultiLabelCrossEntropy: Hessian" => Square(to => MultiLabelCrossEntropy.Hessian(row, second, to)),
            "Attention.OutputJacobian" => Many(to => Attention.OutputJacobian(row, second, [], to)),
            "GammaCrossEntropy of a probability: loss" => One(GammaCrossEntropy.LossOfProbability(p[0], p[1])),
            "GammaCrossEntropy of a probability: gradient" => One(GammaCrossEntropy.GradientOfProbability(p[0], p[1])),
            "FocalLoss of a probability: loss" => One(FocalLoss.LossOfProbability(p[0], p[1], p[2])),
            "FocalLoss of a probability: gradient" => One(FocalLoss.GradientOfProbability(p[0], p[1], p[2])),
            "GeneralizedCrossEntropy of a probability: loss" => One(
                GeneralizedCrossEntropy.LossOfProbability(p[0], p[1])
            ),
            "GeneralizedCrossEntropy of a probability: gradient" => One(
                GeneralizedCrossEntropy.GradientOfProbability(p[0], p[1])
            ),
            "GammaCrossEntropy.Weight" => One(GammaCrossEntropy.Weight(p[0], p[1])),
            "SquaredError.Gradient" => Many(to => SquaredError.Gradient(row, second, to)),
            "SquaredError.Loss" => One(SquaredError.Loss<T>(row, second)),
            "SquaredError.GaussianNegativeLogLikelihood" => One(
                SquaredError.GaussianNegativeLogLikelihood(p[0], p[1], p[2])
            ),
            "SquaredError of a Gaussian: loss" => One(SquaredError.GaussianNegativeLogLikelihood<T>(row, second, p[0])),
            "SquaredError of a Gaussian: gradient" =>
            [
                .. row.Zip(second, (prediction, target) => SquaredError.GaussianGradient(prediction, target, p[0]))
                    .Select(double.CreateChecked),
            ],
            "Attention.Weights" => Many(to => Attention.Weights(row, [], to)),
            "Attention.Output" => Filled(1, to => Attention.Output(row, second, [], to)),
            _ => OfLabel(name, row, label, p)
                ?? throw new ArgumentException($"no kernel is called '{name}'", nameof(name)),
        };

        double[] Many(Action<T[]> write) => Filled(row.Length, write);

        double[] Square(Action<T[]> write) => Filled(row.Length * row.Length, write);

        static double[] Filled(int length, Action<T[]> write)
        {
            var results = new T[length];
            write(results);
            return Array.ConvertAll(results, double.CreateChecked);
        }

        Batch<T> Rows() => new(row, (int)input.Parameters[0]);

        int[] Labels() => Array.ConvertAll(input.Second, v => (int)v);

        static double[] One(T result) => [double.CreateChecked(result)];

        static T[] Narrow(double[] values) => Array.ConvertAll(values, v => T.CreateTruncating(v));
    }
}

/// <summary>On a class that is to call every loss against a label beside the one named.</summary>
[AttributeUsage(AttributeTargets.Class)]
[Conditional("KERNEL_GENERATOR")]
internal sealed class CallsAttribute(Type loss) : Attribute
{
    public Type Loss => loss;
}
