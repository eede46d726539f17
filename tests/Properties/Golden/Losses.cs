// Every line of the table of reference values (4000-bit arithmetic, an independent program), through the kernels.
// The table's names and the order of its arguments are its own: each is a line of `lossproofs eval --batch`, which is what
// evaluates it, or a kernel that `eval` does not offer.
using System.Text.RegularExpressions;
using LossProofs.CommandLine.Evaluation;
using LossProofs.Elementary;
using LossProofs.Kernels;
using LossProofs.Reals;
using Xunit;
using Xunit.Abstractions;

namespace LossProofs.Tests.Properties.Golden;

[Trait("Evidence", "stored values")]
[Trait("Kernel", "BinaryCrossEntropy")]
[Trait("Kernel", "CrossEntropy")]
[Trait("Kernel", "Entropy")]
[Trait("Kernel", "FocalLoss")]
[Trait("Kernel", "GammaCrossEntropy")]
[Trait("Kernel", "GeneralizedCrossEntropy")]
[Trait("Kernel", "KullbackLeibler")]
[Trait("Kernel", "LogSumExp")]
[Trait("Kernel", "MultiLabelCrossEntropy")]
[Trait("Kernel", "Sigmoid")]
[Trait("Kernel", "Softmax")]
[Trait("Kernel", "Softplus")]
[Trait("Kernel", "SquaredError")]
public partial class Losses(ITestOutputHelper output)
{
    // Each kernel computes in a wider format and rounds once: half an ulp, plus what the wide arithmetic loses.
    private const double Bound = 2;

    // The values are given to 40 significant digits: 133 bits, so 160 hold them.
    private const int Bits = 160;

    private static readonly ILookup<string, string> Lines = File.ReadLines(
            Path.Combine(AppContext.BaseDirectory, "Golden", "losses.tsv")
        )
        .ToLookup(line => line[..line.IndexOf('\t', StringComparison.Ordinal)]);

    public static TheoryData<string> Kernels => [.. Lines.Select(group => group.Key)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_reference_value_is_met_within_the_bound(string kernel)
    {
        var (worst, where) = (0.0, "");
        foreach (var line in Lines[kernel])
        {
            var columns = line.Split('\t');
            var expected = columns[2].Split(',');
            var computed = Computed(kernel, columns[1].Split(';')).Split(',');
            Assert.Equal(expected.Length, computed.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                var error = Error(computed[i], expected[i]);
                if (error > worst)
                {
                    (worst, where) = (error, $"component {i} of {line}: got {computed[i]}, expected {expected[i]}");
                }
            }
        }

        output.WriteLine($"{kernel}: {Lines[kernel].Count()} lines, at most {worst:F4} ulp");
        Assert.True(worst <= Bound, $"{kernel} is off by {worst:F4} ulp (bound {Bound}) in {where}");
    }

    [Fact]
    public void The_table_is_whole()
    {
        Assert.Equal(24, Lines.Count);
        Assert.Equal(7_338, Lines.Sum(group => group.Count()));
    }

    private static string Computed(string kernel, string[] given)
    {
        if (kernel == "gamma_ce_weight")
        {
            var (gamma, probability) = (Scalar(given[0]), Scalar(given[1]));
            return Numbers.Hexadecimal([GammaCrossEntropy.Weight(probability, gamma)]);
        }

        var (loss, arguments, value) = Evaluated[kernel];
        var named = string.Join(';', arguments.Split(' ').Zip(given, (name, text) => $"{name}={text}"));
        var answer = BatchFormat.Answer<double>($"{loss}\t{named}").Split('\t')[2];
        var prefix = value + "=";
        return answer.Split(';').FirstOrDefault(part => part.StartsWith(prefix, StringComparison.Ordinal)) is { } found
            ? found[prefix.Length..]
            : throw new InvalidOperationException($"{kernel} {named}: {answer}");
    }

    private static double Scalar(string text) => Numbers.Vector<double>(text, "an argument").Single();

    // For each name the loss of `eval`, the names of its arguments in the table's order, and the value that is compared.
    private static readonly Dictionary<string, (string Loss, string Arguments, string Value)> Evaluated = new(
        StringComparer.Ordinal
    )
    {
        ["logsumexp"] = ("logsumexp", "logits", "value"),
        ["softmax"] = ("softmax", "logits", "probabilities"),
        ["log_softmax"] = ("log-softmax", "logits", "log-probabilities"),
        ["cross_entropy_label"] = ("cross-entropy", "logits label", "loss"),
        ["cross_entropy_label_gradient"] = ("cross-entropy", "logits label", "gradient"),
        ["cross_entropy_soft"] = ("cross-entropy", "logits targets", "loss"),
        ["entropy_of_softmax"] = ("entropy", "logits", "value"),
        ["softmax_temperature"] = ("softmax", "logits temperature", "probabilities"),
        ["gamma_ce_probability"] = ("gamma-cross-entropy", "gamma probability", "loss"),
        ["gamma_ce_logits"] = ("gamma-cross-entropy", "logits label gamma", "loss"),
        ["gamma_ce_logits_gradient"] = ("gamma-cross-entropy", "logits label gamma", "gradient"),
        ["sigmoid"] = ("sigmoid", "logits", "value"),
        ["softplus"] = ("softplus", "logits", "value"),
        ["bce_logits"] = ("binary-cross-entropy", "logits targets", "loss"),
        ["multilabel_soft"] = ("multi-label", "logits targets", "loss"),
        ["multilabel_soft_gradient"] = ("multi-label", "logits targets", "gradient"),
        ["entropy"] = ("entropy", "probabilities", "value"),
        ["kullback_leibler"] = ("kullback-leibler", "targets probabilities", "loss"),
        ["multilabel_hard"] = ("multi-label", "logits positives", "loss"),
        ["gamma_bce_logits"] = ("gamma-cross-entropy", "gamma logits positives", "loss"),
        ["focal"] = ("focal", "beta probability", "loss"),
        ["generalized_ce"] = ("generalized-cross-entropy", "q probability", "loss"),
        ["gaussian_nll"] = ("gaussian", "targets predictions sigma", "loss"),
    };

    private static double Error(string computed, string expected)
    {
        Assert.True(HexadecimalFloat.TryParse(computed, out var value), computed);
        return expected switch
        {
            "inf" => value == double.PositiveInfinity ? 0 : double.PositiveInfinity,
            "-inf" => value == double.NegativeInfinity ? 0 : double.PositiveInfinity,
            _ => Ulp.Error(value, Ball.From(Rational.Parse(Readable(expected)), Bits)).Upper,
        };
    }

    // Some exponents have hundreds of digits. Whatever is below 10⁻¹⁰⁰⁰ differs from 10⁻¹⁰⁰⁰ by less than 10⁻⁶⁷⁰ of the
    // least subnormal, the unit there.
    private static string Readable(string expected) => TinyExponent().Replace(expected, "e-1000");

    [GeneratedRegex(@"e-\d{4,}$")]
    private static partial Regex TinyExponent();
}
