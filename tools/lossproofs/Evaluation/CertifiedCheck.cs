// How far what `eval` prints is from the truth: the same numbers through the certified definitions.
using System.Numerics;
using LossProofs.Laws;

namespace LossProofs.CommandLine.Evaluation;

internal static class CertifiedCheck
{
    /// <summary>
    /// For each part of an outcome the largest error of its values in ulps; null where the part has no certified
    /// definition beside it.
    /// </summary>
    public static double?[] Errors<T>(CatalogueEntry entry, NamedNumbers given, Outcome<T> outcome)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var single = typeof(T) == typeof(float);
        return
        [
            .. outcome.Parts.Select(part =>
            {
                if (Measured<T>(entry.Name, part.Name, given) is not var (name, input))
                {
                    return (double?)null;
                }

                var kernel = Kernel.Named(name);
                return Certified
                    .Errors(
                        Array.ConvertAll(part.Values, double.CreateChecked),
                        single,
                        bits => kernel.Truth(input, bits),
                        kernel.Magnitude is { } magnitude ? bits => magnitude(input, bits) : null
                    )
                    .Max();
            }),
        ];
    }

    // Which measured kernel computes a part of this loss on these arguments, and its input.
    private static (string Kernel, KernelInput Input)? Measured<T>(string loss, string part, NamedNumbers given)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] Vector(string name) =>
            given.Has(name) ? Array.ConvertAll(given.Vector<T>(name), double.CreateChecked) : [];
        double Scalar(string name, double fallback) =>
            double.CreateChecked(given.Scalar(name, T.CreateChecked(fallback)));
        double[] Flags() => Array.ConvertAll(given.Flags("positives"), flag => flag ? 1.0 : 0.0);

        var row = Vector("logits");
        var label = given.Has("label") ? given.Integer("label") : 0;
        KernelInput Input(double[]? second = null, params double[] parameters) =>
            new(row, second ?? [], label, parameters);

        var (name, input) = loss switch
        {
            "entropy" when given.Has("probabilities") => (
                "Entropy.Value",
                new KernelInput(Vector("probabilities"), [], 0, [])
            ),
            "kullback-leibler" when given.Has("probabilities") => (
                "KullbackLeibler.Loss",
                new KernelInput(Vector("targets"), Vector("probabilities"), 0, [])
            ),
            "softmax" => ("Softmax.Probabilities", Input(null, Scalar("temperature", 1))),
            "log-softmax" => ("Softmax.LogProbabilities", Input(null, Scalar("temperature", 1))),
            "logsumexp" => ("LogSumExp.Value", Input()),
            "entropy" => ("Entropy.OfSoftmax", Input(null, Scalar("temperature", 1))),
            "cross-entropy" when given.Has("targets") => ("CrossEntropy of a distribution: ", Input(Vector("targets"))),
            "cross-entropy" when given.Has("class-weights") => (
                "CrossEntropy with class weights: ",
                Input(Vector("class-weights"))
            ),
            "cross-entropy" => ("CrossEntropy: ", Input()),
            "gamma-cross-entropy" when given.Has("label") && !given.Has("threshold") => (
                "GammaCrossEntropy: ",
                Input(null, Scalar("gamma", 0))
            ),
            "generalized-cross-entropy" when given.Has("label") => (
                "GeneralizedCrossEntropy: ",
                Input(null, Scalar("q", 1))
            ),
            "focal" when given.Has("label") => ("FocalLoss: ", Input(null, Scalar("beta", 0), Scalar("alpha", 1))),
            "brier" when given.Has("label") => ("BrierScore: ", Input()),
            "mean-absolute-error" when given.Has("label") => ("MeanAbsoluteError: ", Input()),
            "label-smoothing" => ("LabelSmoothing: ", Input(null, Scalar("alpha", 0))),
            "kullback-leibler" => ("KullbackLeibler of logits: ", Input(Vector("targets"))),
            "multi-label" when given.Has("targets") => ("MultiLabelCrossEntropy: ", Input(Vector("targets"))),
            "multi-label" => ("MultiLabelCrossEntropy of sets: ", Input(Flags())),
            "circle" => ("CircleLoss: ", Input(Flags(), Scalar("scale", 1), Scalar("margin", 0))),
            "asymmetric" when !given.Has("margin") => (
                "AsymmetricLoss: ",
                Input(Flags(), Scalar("positive-focus", 0), Scalar("negative-focus", 0))
            ),
            _ => ("", Input()),
        };
        return name switch
        {
            "" => null,
            [.., ':', ' '] => part is "loss" or "gradient" ? (name + part, input) : null,
            _ => part == "gradient" ? null : (name, input),
        };
    }
}
