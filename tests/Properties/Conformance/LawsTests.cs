// The package of the laws by itself: what it draws is legal, what it makes simpler is too, and each law can fail.
using System.Globalization;
using LossProofs.Accuracy;
using LossProofs.Laws;
using LossProofs.Laws.Xunit;
using LossProofs.Tests.Support;
using Xunit;
using Judged = LossProofs.Laws.Conformance;

namespace LossProofs.Tests.Properties.Conformance;

/// <summary>Our kernels, as anyone's. What the catalogue of laws does not name is in KernelAccuracyTests.</summary>
[EveryKernel]
public sealed class OurKernels : ConformanceTests
{
    protected override IImplementation Implementation { get; } = new OwnImplementation();

    protected override ConformanceOptions Options { get; } = new(Ulps: 2, Cases: Reproducibility.Cases(250));
}

public class LawsTests
{
    public static TheoryData<string> Kernels => [.. Kernel.All.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void What_is_drawn_is_legal(string name)
    {
        var kernel = Kernel.Named(name);
        for (var seed = 0; seed < Reproducibility.Cases(100); seed++)
        {
            var input = RandomInputs.Draw<double>(kernel, seed, 1 + seed % 100);
            Assert.True(Legality.IsLegal(kernel, input, single: false), input.ToString());
            var narrow = RandomInputs.Draw<float>(kernel, seed, 1 + seed % 100);
            Assert.True(Legality.IsLegal(kernel, narrow, single: true), narrow.ToString());
        }
    }

    [Fact]
    public void The_simplest_input_that_always_fails_is_a_zero()
    {
        foreach (var subject in Subject.All.Where(subject => subject.Arguments[0].Name == "logits"))
        {
            var drawn = RandomInputs.Draw<double>(subject.Kernel, 3, 50);
            var simplest = Shrinker.Shrink(subject, single: false, drawn, _ => 0);
            Assert.Equal([0.0], simplest.Row);
            Assert.Equal(0, simplest.Label);
        }
    }

    [Theory]
    [InlineData(new[] { 0.1, 98765.4321, -3 }, new[] { 710.0 })]
    [InlineData(new[] { 709.5 }, new[] { 710.0 })]
    public void Shrinking_finds_a_threshold_from_afar(double[] row, double[] expected)
    {
        var subject = Subject.Find("logsumexp", "value")!;
        var start = RandomInputs.Draw<double>(subject.Kernel, 3, 1) with { Row = row };
        var simplest = Shrinker.Shrink(
            subject,
            single: false,
            start,
            candidates => candidates.FindIndex(candidate => candidate.Row.Max() > 709.4)
        );
        Assert.Equal(expected, simplest.Row);
    }

    [Fact]
    public void Shrinking_drops_an_offset_that_does_not_matter()
    {
        var subject = Subject.Find("logsumexp", "value")!;
        var start = RandomInputs.Draw<double>(subject.Kernel, 3, 1) with { Row = [999861, 999932.25, 999900] };
        var simplest = Shrinker.Shrink(
            subject,
            single: false,
            start,
            candidates => candidates.FindIndex(candidate => candidate.Row.Max() - candidate.Row.Min() >= 30)
        );
        Assert.Equal([0, 30], simplest.Row.Order());
    }

    // A kernel that breaks each law and no more than it has to, by name.
    public static TheoryData<string, string, string> Breaches =>
        new()
        {
            { "accuracy", "value", "cross-entropy" },
            { "shift-invariance", "value", "cross-entropy" },
            { "permutation", "value", "cross-entropy" },
            { "non-negative", "value", "cross-entropy" },
            { "monotone", "value", "cross-entropy" },
            { "repeatable", "value", "cross-entropy" },
            { "one-class", "value", "cross-entropy" },
            { "ties", "value", "softmax" },
            { "common-offset", "value", "cross-entropy" },
            { "sum-to-one", "value", "softmax" },
            { "unit-interval", "value", "softmax" },
            { "gradient-sums-to-zero", "gradient", "cross-entropy" },
            { "gradient-sign", "gradient", "cross-entropy" },
            { "answers", "gradient", "cross-entropy" },
        };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Each_law_is_broken_by_a_kernel_that_breaks_it(string law, string part, string kernel)
    {
        var subject = Subject.Find(kernel, part)!;
        var broken = Judged.Judge(new Breaking(law), subject, single: false, law, new(Cases: 80));
        Assert.Equal(Outcome.Fails, broken.Outcome);
        Assert.True(Legality.IsLegal(subject.Kernel, broken.Input!, single: false));
        Assert.NotEqual("", broken.Reason);
        var right = Judged.Judge(new OwnImplementation(), subject, single: false, law, new(Cases: 80));
        Assert.Equal(Outcome.Holds, right.Outcome);
    }

    // Logits of 1e308 need more bits than others for the same digits.
    [Fact]
    public void The_true_value_that_a_failure_shows_is_true()
    {
        // NaN is another failure: only huge logits are simpler ones of the same.
        var ones = new Delegates("ones").Gradient<double>(
            "logsumexp",
            (x, gradient) => gradient.Fill(Math.Abs(x.Logits[0]) > 1e300 ? 1 : double.NaN)
        );
        var subject = Subject.Find("logsumexp", "gradient")!;
        var found = Judged.Judge(ones, subject, single: false, "huge-logits", new(Cases: 40));
        Assert.True(Math.Abs(found.Input!.Row[0]) > 1e300, found.Reason);
        var truth = found.Reason.Split("the true value ")[1].Split(':')[0];
        Assert.InRange(double.Parse(truth, CultureInfo.InvariantCulture), 0, 0.5);
    }

    // z/T is beyond the largest double, and with few bits the difference of two such numbers is anything.
    [Fact]
    public void The_true_value_of_a_quotient_beyond_all_doubles_is_shown()
    {
        var subject = Subject.Find("softmax", "value")!;
        var input = new KernelInput([5e307], [], 0, [0.1]);
        var accuracy = LossProofs.Laws.Law.All.Single(law => law.Name == "accuracy");
        var judged = accuracy.Judge(
            subject,
            single: false,
            [input],
            [
                [0.5],
            ],
            ulps: 16
        );
        Assert.Contains("the true value 1:", judged.Breach, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_is_masked_the_true_loss_is_0()
    {
        var masked = new KernelInput([double.NegativeInfinity], [0], 0, []);
        Assert.Equal((0, 0), Kernel.Named("MultiLabelCrossEntropy: loss").Truth(masked, 128).Single().ToDoubleBounds());
    }

    [Fact]
    public void A_delegate_that_leaves_entries_out_is_found()
    {
        var kernels = new Delegates("halves").Gradient<float>("cross-entropy", (x, gradient) => gradient[0] = 0);
        var found = Judged.Judge(kernels, Subject.Find("cross-entropy", "gradient")!, single: true, "accuracy", new());
        Assert.Equal(Outcome.Fails, found.Outcome);
        Assert.Contains("entry 1 is NaN", found.Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => kernels.Loss<double>("softmax", _ => 0));
        Assert.Throws<ArgumentException>(() => kernels.Loss<Half>("focal", _ => Half.Zero));
    }

    // Right results with one fault planted, large enough to break its law by far: the numbers are faults, no tolerances.
    private sealed class Breaking(string law) : IImplementation
    {
        private readonly OwnImplementation _right = new();
        private int _calls;

        public string Name => "wrong";

        public Promises? Of(Subject subject, bool single) => _right.Of(subject, single);

        public IReadOnlyList<Answer> Evaluate(Subject subject, bool single, IReadOnlyList<KernelInput> inputs) =>
            [.. _right.Evaluate(subject, single, inputs).Zip(inputs, Broken)];

        private Answer Broken(Answer right, KernelInput input)
        {
            var values = (double[])right.Values.Clone();
            values[0] = law switch
            {
                // 2^22 ulp; 16 are allowed.
                "accuracy" => values[0] * (1 + Math.ScaleB(1, -30)),
                // The shifted row alone, by 1: losses of logits within ±30 have ulps of at most 2^-45.
                "shift-invariance" => values[0] + (input.Row.Max() > 1000 ? 1 : 0),
                // The first logit and the last are different numbers in most rows, and so is what each adds.
                "permutation" => values[0] + input.Row[0] / 1e3,
                // At most -1, and signs have no slack.
                "non-negative" => -values[0] - 1,
                // A loss that falls when the label's logit rises by 1, which is by more than 32 ulp in most rows, rises.
                "monotone" => -values[0],
                // No two calls add the same, and bits have no slack.
                "repeatable" => values[0] + ++_calls,
                // The only class has the loss 0, whose ulp is 2^-1074: this is 2^74 of them off.
                "one-class" => input.Row.Length == 1 ? Math.ScaleB(1, -1000) : values[0],
                // 2^22 ulp of 1/2, which enclosures cannot tell from less.
                "ties" => input.Row is [var x, var y] && x == y ? values[0] * (1 + Math.ScaleB(1, -30)) : values[0],
                // NaN is infinitely many ulps off.
                "common-offset" => input.Row.Max() > 5e5 ? double.NaN : values[0],
                // A thousandth of a probability: beyond the slack, 16 ulp of each, unless it is below 10^-11.
                "sum-to-one" => values[0] * 0.999,
                // The fourth number above 1, and the interval has no slack.
                "unit-interval" => 1 + 4 * Math.ScaleB(1, -52),
                // The slack is 16 ulp of entries of at most 1.
                "gradient-sums-to-zero" => values[0] + 0.5,
                // The wrong sign wherever the label is; signs have no slack.
                "gradient-sign" => input.Label == 0 ? 0.25 : -0.25,
                _ => values[0],
            };
            return new(law == "answers" ? values[1..] : values);
        }
    }
}
