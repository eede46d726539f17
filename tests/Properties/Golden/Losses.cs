// Every line of the table of reference values (4000-bit arithmetic, an independent program), through the kernels.
// The table's names are those of `lossproofs eval --batch`, which is what evaluates them here too.
using System.Text.RegularExpressions;
using LossProofs.CommandLine.Evaluation;
using LossProofs.Elementary;
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
            var expected = line.Split('\t')[2].Split(',');
            var answer = BatchFormat.Answer<double>(line).Split('\t')[2];
            Assert.False(answer.StartsWith("error", StringComparison.Ordinal), $"{line}: {answer}");
            var computed = answer.Split(',');
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
