// What a person sees when a law breaks, run through xunit; and that a run can be repeated, and one case of it.
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Support;

// The private classes are what the tests look at, not tests of the suite.
#pragma warning disable xUnit1000

public partial class FailuresOfLaws
{
    [Fact]
    public void A_failure_names_the_law_its_claim_the_simplest_arguments_the_reason_and_a_replay()
    {
        var result = InnerRun.One<BrokenInSingle>();
        Assert.Equal("failed", result.Status);
        Assert.Matches(
            """
            ^Broken: A sum is below twenty \(float\) \[claim some-document:7, some-document:8\]
            for
              first = 20
              logits = \[0f\]
            because the sum: \[20, 20\] is not ≤ \[19, 19\]; both are exact, and 1 apart
            first drawn, before \d+ simplifications:
              first = \d+
              logits = \[.*\]
            again: LOSSPROOFS_REPLAY='FailuresOfLaws\+BrokenInSingle\.A_sum_is_below_twenty=\(\d+,\d+,\d+\)' dotnet test --filter FullyQualifiedName~FailuresOfLaws\+BrokenInSingle\.A_sum_is_below_twenty$
            """.ReplaceLineEndings(Environment.NewLine),
            result.Message
        );
        Assert.DoesNotContain("FsCheck", result.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(BrokenInSingle), result.Stack, StringComparison.Ordinal);
        Assert.DoesNotContain("FsCheck", result.Stack, StringComparison.Ordinal);
        Assert.DoesNotContain("Xunit", result.Stack, StringComparison.Ordinal);
    }

    private sealed class BrokenInSingle
    {
        [Property(StartSize = 60)]
        [Claim("some-document:7")]
        [Claim("some-document:8")]
        public void A_sum_is_below_twenty(byte first, LossProofs.Tests.Support.Generators.Logits<float> logits)
        {
            Assert.NotEmpty(logits.Values);
            Law.AtMost(first, 19, "the sum");
        }
    }

    [Fact]
    public void The_printed_step_repeats_the_case_at_once_and_a_name_with_or_without_its_class_is_understood()
    {
        var again = ReplayText().Match(InnerRun.One<BrokenInSingle>().Message).Groups[1].Value;
        var (law, step) = Reproducibility.ParseReplay(again)!.Value;
        Assert.Equal(nameof(BrokenInSingle.A_sum_is_below_twenty), law);
        Assert.Equal((law, step), Reproducibility.ParseReplay($"{law}={step}"));
        Replayed.Step = step;
        Assert.Matches(@"for\s+first = 20\s", InnerRun.One<RepeatedInSingle>().Message);
        // The case by itself: it is the first that the law sees.
        Assert.True(RepeatedInSingle.Seen[0] > 19);
        Assert.Throws<FormatException>(() => Reproducibility.ParseReplay("yesterday"));
    }

    private sealed class Replayed : PropertyAttribute
    {
        public static string Step { get; set; } = "";

        public Replayed() => Replay = Step;
    }

    private sealed class RepeatedInSingle
    {
        public static readonly List<int> Seen = [];

        [Replayed]
        public void A_sum_is_below_twenty(byte first, LossProofs.Tests.Support.Generators.Logits<float> logits)
        {
            Assert.NotEmpty(logits.Values);
            Seen.Add(first);
            Law.AtMost(first, 19, "the sum");
        }
    }

    [Fact]
    public void A_law_without_a_message_says_so_and_a_label_is_shown()
    {
        Assert.Contains(
            "because the law gives false",
            InnerRun.Of<Wordless>("False").Message,
            StringComparison.Ordinal
        );
        Assert.Contains("because below three", InnerRun.Of<Wordless>("Labelled").Message, StringComparison.Ordinal);
        Assert.Contains(
            "because InvalidOperationException: no way",
            InnerRun.Of<Wordless>("Throwing").Message,
            StringComparison.Ordinal
        );
        // The label is the expression that was compared, where a law gives none.
        Assert.Contains("because Ball.Zero + x: ", InnerRun.Of<Wordless>("Compared").Message, StringComparison.Ordinal);
        Assert.Contains("Arguments exhausted", InnerRun.Of<Wordless>("Rejecting").Message, StringComparison.Ordinal);
    }

    private sealed class Wordless
    {
        [Property]
        public bool False(int x) => x < 3;

        [Property]
        public FsCheck.Property Labelled(int x) => (x < 3).Label("below three");

        [Property]
        public void Throwing(int x) => throw new InvalidOperationException(x == x + 0 ? "no way" : "");

        [Property]
        public void Compared(byte x) => Law.Equal(Ball.Zero + x, -1);

        [Property]
        public FsCheck.Property Rejecting(int x) => Prop.When(false, () => x == x + 0);
    }

    [Fact]
    public void A_thousand_cases_run_the_same_in_every_run_and_different_for_each_law()
    {
        Assert.All(InnerRun.All<Reproducible>(), result => Assert.Equal("passed", result.Status));
        Assert.All(InnerRun.All<Reproducible>(), result => Assert.Equal("passed", result.Status));
        var (first, second) = (
            Reproducible.One.Chunk(Reproducibility.Cases()).ToArray(),
            Reproducible.Other.Chunk(Reproducibility.Cases()).ToArray()
        );
        Assert.Equal(2, first.Length);
        Assert.Equal(first[0].Length, first[1].Length);
        if (Environment.GetEnvironmentVariable("LOSSPROOFS_SEED") != "random")
        {
            Assert.Equal(first[0], first[1]);
        }

        Assert.NotEqual(first[0], second[0]);
    }

    private sealed class Reproducible
    {
        public static readonly List<int> One = [];
        public static readonly List<int> Other = [];

        [Property]
        public void One_law(int x) => One.Add(x);

        [Property]
        public void Other_law(int x) => Other.Add(x);
    }

    [GeneratedRegex("LOSSPROOFS_REPLAY='([^']*)'")]
    private static partial Regex ReplayText();
}
