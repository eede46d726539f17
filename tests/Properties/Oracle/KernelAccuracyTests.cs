// Kernels against certified values, in ulps: the stored worst cases, and random adversarial inputs of what LossProofs.Laws has no
// laws for (Hessians, batches, single numbers); all others are under its laws in Conformance/LawsTests.cs.
using LossProofs.Accuracy;
using LossProofs.Laws;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Oracle;

public class KernelAccuracyTests
{
    // The bound that the kernels document; most results are much closer (one rounding of a wide number). Where terms truly
    // cancel the unit is that of the sum of their magnitudes, see Kernel.Magnitude.
    private const double MaximumUlps = 2;

    public static TheoryData<string, bool> KernelsAndPrecisions()
    {
        var data = new TheoryData<string, bool>();
        foreach (var kernel in Kernel.All.Except(Subject.All.Select(subject => subject.Kernel)))
        {
            data.Add(kernel.Name, false);
            data.Add(kernel.Name, true);
        }

        return data;
    }

    // The stored inputs are the worst that `lossproofs worst` found, and the inputs that once showed a defect.
    public static TheoryData<string> StoredCases =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Oracle", "worst-cases.tsv"))
                .Where(line => line[0] != '#'),
        ];

    [KernelTheory]
    [MemberData(nameof(KernelsAndPrecisions))]
    public void The_error_on_adversarial_inputs_is_bounded(string name, bool single)
    {
        var worst = WorstCase.Search(
            Kernel.Named(name),
            OwnKernels.Computing(Kernel.Named(name), single),
            single,
            Reproducibility.Cases(250),
            Reproducibility.SeedOf($"oracle {name} {single}")
        );
        Assert.True(worst.Ulps <= MaximumUlps, worst.ToLine());
    }

    [KernelTheory]
    [Trait("Evidence", "stored values")]
    [MemberData(nameof(StoredCases))]
    public void The_error_on_a_stored_worst_case_is_bounded(string line)
    {
        var stored = WorstCase.Parse(line);
        var ulps = OwnKernels.Errors(Kernel.Named(stored.Kernel), stored.Input, stored.Single).Max();
        Assert.True(ulps <= MaximumUlps, $"now {ulps} ulps: {line}");
    }

    // Enclosures of 1/2 reach below it, where the unit is half as large; 2^1074 units are more than a double counts.
    [Theory]
    [InlineData(0.25, 1L << 51)]
    [InlineData(0.75, 1L << 51)]
    [InlineData(0.5, 0)]
    public void An_error_beside_a_power_of_two_is_decided(double computed, double ulps)
    {
        var errors = Certified.Errors([computed], false, bits => [Ball.Exp(Ball.Log(Ball.From(0.5, bits)))]);
        // Errors are bounded from above, and known to a thousandth of a unit (Certified.Errors); from below a unit is left for the
        // half as large one.
        Assert.InRange(errors[0], ulps - 1, ulps + 1e-3);
    }

    [Fact]
    public void An_error_that_is_beyond_all_numbers_is_decided() =>
        Assert.Equal([double.MaxValue], Certified.Errors([1], false, bits => [Ball.Exp(Ball.From(-1e6, bits))]));

    [Fact]
    [Trait("Kernel", "Softplus")]
    public void A_worst_case_reads_back_as_it_was_written()
    {
        var input = new KernelInput([1.5, double.NegativeInfinity, 5e-324], [], 2, [1e308]);
        var written = new WorstCase("Softplus.Value", true, 0.5, 1, input).ToLine();
        Assert.Equal("Softplus.Value\tfloat\t0.5000\t1.5,-inf,5E-324;;2;1E+308", written);
        Assert.Equal(written, WorstCase.Parse(written).ToLine());
        Assert.Throws<FormatException>(() => WorstCase.Parse("Softplus.Value"));
        Assert.Throws<FormatException>(() => KernelInput.Parse("1;2"));
        Assert.Throws<ArgumentException>(() => Kernel.Named("Softplus"));
    }

    [Fact]
    [Trait("Kernel", "Softplus")]
    public void A_wrong_bit_is_an_error_of_one_ulp()
    {
        var truth = Kernel.Named("Softplus.Value").Truth;
        var input = new KernelInput([0.75], [], 0, []);
        var computed = OwnKernels.Run<double>("Softplus.Value", input)[0];
        var errors = Certified.Errors([Math.BitIncrement(computed)], false, bits => truth(input, bits));
        Assert.InRange(errors[0], 0.5, 1.5);
        Assert.Equal([double.PositiveInfinity], Certified.Errors([double.NaN], false, bits => truth(input, bits)));
    }
}
