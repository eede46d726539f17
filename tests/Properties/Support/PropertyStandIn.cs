// The stand-in for FsCheck.Xunit does what the original does: each setting and each kind of property, run through xunit.
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LossProofs.Tests.Support;
using Xunit;
using Xunit.Abstractions;
// The plain attribute, not this project's reproducible one (PropertyAttribute.cs).
using PlainProperty = FsCheck.Xunit.PropertyAttribute;

namespace LossProofs.Tests.Properties.Support;

// The private classes are what the tests look at, not tests of the suite.
#pragma warning disable xUnit1000

public class PropertyStandIn
{
    [Fact]
    public void A_failing_property_reports_its_arguments_shrunk_and_a_seed()
    {
        var result = InnerRun.One<BelowTwenty>();
        Assert.Equal("failed", result.Status);
        Assert.Matches(@"Falsifiable, after \d+ tests? \(\d+ shrinks?\) \(\d+,\d+\)", result.Message);
        Assert.Matches(@"Original:\s+\d+\s+Shrunk:\s+20\s", result.Message);
        Assert.Contains("twenty or more", result.Message, StringComparison.Ordinal);
    }

    private sealed class BelowTwenty
    {
        [PlainProperty(Replay = "(42,3)", StartSize = 60)]
        public void Fails(int x) => Assert.True(x < 20, "twenty or more");
    }

    [Fact]
    public void The_reported_seed_replays_the_run_and_the_reported_step_replays_the_case()
    {
        var first = InnerRun.One<BelowTwenty>().Message;
        Replayed.Seed = Regex.Match(first, @"shrinks?\) (\(\d+,\d+\))").Groups[1].Value;
        Assert.Equal(Arguments(first), Arguments(InnerRun.One<ReplayedRun>().Message));

        Replayed.Seed = Regex.Replace(first, @"[\s\S]*size of (\d+) and seed of \((\d+,\d+)\)[\s\S]*", "($2,$1)");
        var step = InnerRun.One<ReplayedRun>().Message;
        Assert.Contains("after 1 test ", step, StringComparison.Ordinal);
        Assert.Equal(Arguments(first), Arguments(step));

        static string Arguments(string message) => Regex.Match(message, @"Original:[\s\S]*?Shrunk:\s+\d+").Value;
    }

    private sealed class Replayed : PlainProperty
    {
        public static string Seed { get; set; } = "";

        public Replayed() => Replay = Seed;
    }

    private sealed class ReplayedRun
    {
        [Replayed(StartSize = 60)]
        public void Fails(int x) => Assert.True(x < 20);
    }

    [Fact]
    public void Replay_gives_the_same_cases_in_every_run()
    {
        InnerRun.One<FixedSeed>();
        var first = FixedSeed.Seen.ToArray();
        FixedSeed.Seen.Clear();
        InnerRun.One<FixedSeed>();
        Assert.Equal(100, first.Length);
        Assert.Equal(first, FixedSeed.Seen);
    }

    private sealed class FixedSeed
    {
        public static readonly List<int> Seen = [];

        [PlainProperty(Replay = "(42,3)")]
        public void Sees(int x) => Seen.Add(x);
    }

    [Fact]
    public void MaxTest_is_the_number_of_cases_and_the_sizes_run_from_StartSize_towards_EndSize()
    {
        Assert.Equal("passed", InnerRun.One<Sizes>().Status);
        Assert.Equal(50, Sizes.Seen.Count);
        Assert.Equal(Sizes.Seen.Order(), Sizes.Seen);
        Assert.InRange(Sizes.Seen[0], 10, 11);
        Assert.InRange(Sizes.Seen[^1], 19, 20);
    }

    private sealed class Sizes
    {
        public static readonly List<int> Seen = [];

        [PlainProperty(MaxTest = 50, StartSize = 10, EndSize = 20, Arbitrary = [typeof(SizeItself)])]
        public void Sees(int size) => Seen.Add(size);
    }

    private static class SizeItself
    {
        public static Arbitrary<int> Size() => Arb.From(Gen.Sized(Gen.Constant));
    }

    [Fact]
    public void A_property_that_rejects_more_than_MaxRejected_is_exhausted()
    {
        var result = InnerRun.One<Rejecting>();
        Assert.Equal("failed", result.Status);
        Assert.Contains("Arguments exhausted after 0 tests", result.Message, StringComparison.Ordinal);
        Assert.Equal(7, Rejecting.Calls);
    }

    private sealed class Rejecting
    {
        public static int Calls;

        [PlainProperty(MaxRejected = 7)]
        public FsCheck.Property Rejects(int x)
        {
            Calls++;
            return Prop.When(false, () => x == x + 0);
        }
    }

    [Fact]
    public void Verbose_prints_every_case_and_QuietOnSuccess_prints_nothing()
    {
        var results = InnerRun.All<Printing>();
        var verbose = results
            .Single(result => result.DisplayName.EndsWith("Verbosely", StringComparison.Ordinal))
            .Output;
        Assert.All(Enumerable.Range(0, 10), number => Assert.Contains($"{number}:", verbose, StringComparison.Ordinal));
        Assert.Contains("Ok, passed 10 tests.", verbose, StringComparison.Ordinal);
        Assert.Equal(
            "",
            results.Single(result => result.DisplayName.EndsWith("Quietly", StringComparison.Ordinal)).Output.Trim()
        );
        Assert.Equal(
            "Ok, passed 100 tests.",
            results.Single(result => result.DisplayName.EndsWith("Plainly", StringComparison.Ordinal)).Output.Trim()
        );
        var shrinks = results.Single(result => result.DisplayName.EndsWith("Failing", StringComparison.Ordinal)).Output;
        Assert.Contains("shrink:", shrinks, StringComparison.Ordinal);
    }

    private sealed class Printing
    {
        [PlainProperty(MaxTest = 10, Verbose = true)]
        public bool Verbosely(int x) => x == x + 0;

        [PlainProperty(QuietOnSuccess = true)]
        public bool Quietly(int x) => x == x + 0;

        [PlainProperty]
        public bool Plainly(int x) => x == x + 0;

        [PlainProperty(Verbose = true, Replay = "(42,3)", StartSize = 60)]
        public bool Failing(int x) => x < 5;
    }

    [Fact]
    public void Properties_of_a_class_hold_for_its_methods_unless_they_say_otherwise()
    {
        Assert.All(InnerRun.All<WithDefaults>(), result => Assert.Equal("passed", result.Status));
        Assert.Equal((5, 8), (WithDefaults.Inherited, WithDefaults.Own));
        InnerRun.One<WithDefaults.Nested>();
        Assert.Equal((5, 12), (WithDefaults.Nested.Calls, WithDefaults.Nested.Drawn));
    }

    [Properties(MaxTest = 5, Arbitrary = [typeof(AlwaysTwelve)])]
    private sealed class WithDefaults
    {
        public static int Inherited;
        public static int Own;

        [PlainProperty]
        public bool From_the_class(int x) => ++Inherited > 0 && x == 12;

        [PlainProperty(MaxTest = 8, Arbitrary = [typeof(AlwaysThirteen)])]
        public bool Its_own(int x) => ++Own > 0 && x == 13;

        public sealed class Nested
        {
            public static int Calls;
            public static int Drawn;

            [PlainProperty]
            public void From_the_class_around(int x) => (Calls, Drawn) = (Calls + 1, x);
        }
    }

    private static class AlwaysTwelve
    {
        public static Arbitrary<int> Twelve() => Arb.From(Gen.Constant(12));
    }

    private static class AlwaysThirteen
    {
        public static Arbitrary<int> Thirteen() => Arb.From(Gen.Constant(13));
    }

    [Theory]
    [InlineData("True_bool", "passed")]
    [InlineData("False_bool", "failed")]
    [InlineData("True_property", "passed")]
    [InlineData("False_property", "failed")]
    [InlineData("Silent_void", "passed")]
    [InlineData("Throwing_void", "failed")]
    [InlineData("True_task", "passed")]
    [InlineData("False_task", "failed")]
    [InlineData("Silent_task", "passed")]
    [InlineData("Throwing_task", "failed")]
    [InlineData("Property_task", "failed")]
    [InlineData("Static_bool", "failed")]
    [InlineData("In_parallel", "passed")]
    public void Properties_may_return_bool_property_nothing_or_tasks_of_them(string method, string status) =>
        Assert.Equal(status, InnerRun.Of<Kinds>(method).Status);

    private sealed class Kinds
    {
        [PlainProperty]
        public bool True_bool(int x) => x + 0 == x;

        [PlainProperty]
        public bool False_bool(int x) => x < 3;

        [PlainProperty]
        public FsCheck.Property True_property(int x) => (x + 0 == x).ToProperty();

        [PlainProperty]
        public FsCheck.Property False_property(int x) => (x < 3).Label("below three");

        [PlainProperty]
        public void Silent_void(int x) => _ = x;

        [PlainProperty]
        public void Throwing_void(int x) => Assert.True(x < 3);

        [PlainProperty]
        public async Task<bool> True_task(int x)
        {
            await Task.Yield();
            return x + 0 == x;
        }

        [PlainProperty(Replay = "(42,3)", StartSize = 60)]
        public async Task<bool> False_task(int x)
        {
            await Task.Delay(1);
            return x < 3;
        }

        [PlainProperty]
        public async Task Silent_task(int x) => await Task.Delay(x & 1);

        [PlainProperty]
        public async Task Throwing_task(int x)
        {
            await Task.Yield();
            Assert.True(x < 3);
        }

        [PlainProperty]
        public async Task<FsCheck.Property> Property_task(int x)
        {
            await Task.Yield();
            return (x < 3).ToProperty();
        }

        [PlainProperty]
        public static bool Static_bool(int x) => x < 3;

        [PlainProperty(Parallelism = 2)]
        public bool In_parallel(int x) => x + 0 == x;
    }

    [Fact]
    public void An_asynchronous_failure_is_shrunk_too() =>
        Assert.Matches(@"Shrunk:\s+3\s", InnerRun.Of<Kinds>(nameof(Kinds.False_task)).Message);

    [Fact]
    public void The_label_of_a_failing_property_is_reported() =>
        Assert.Contains(
            "below three",
            InnerRun.Of<Kinds>(nameof(Kinds.False_property)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_test_class_gets_its_output_and_its_life_cycle_from_xunit()
    {
        var result = InnerRun.One<Living>();
        Assert.Equal("passed", result.Status);
        Assert.Contains("case of the property", result.Output, StringComparison.Ordinal);
        Assert.Equal(["constructed", "initialised", "ran", "async disposed", "disposed"], Living.Events);
    }

    private sealed class Living : IAsyncLifetime, IDisposable
    {
        public static readonly List<string> Events = [];
        private readonly ITestOutputHelper _output;

        public Living(ITestOutputHelper output)
        {
            Events.Add("constructed");
            _output = output;
        }

        public Task InitializeAsync()
        {
            Events.Add("initialised");
            return Task.CompletedTask;
        }

        [PlainProperty(MaxTest = 1)]
        public void Runs(int x)
        {
            Events.Add("ran");
            _output.WriteLine($"case of the property: {x}");
        }

        public Task DisposeAsync()
        {
            Events.Add("async disposed");
            return Task.CompletedTask;
        }

        public void Dispose() => Events.Add("disposed");
    }

    [Fact]
    public void A_property_is_skipped_with_its_reason_and_does_not_run()
    {
        var result = InnerRun.One<Skipping>();
        Assert.Equal(("skipped", "to show how a skip is reported"), (result.Status, result.Message));
        Assert.False(Skipping.Ran);
    }

    private sealed class Skipping
    {
        public static bool Ran;

        [PlainProperty(Skip = "to show how a skip is reported")]
        public void Is_skipped(int x) => Ran = true;
    }

    [Fact]
    public void Display_name_traits_and_claims_are_seen_by_filters()
    {
        var result = InnerRun.One<Named>();
        Assert.Equal("a law in words", result.DisplayName);
        Assert.Equal(
            ["gamma-cross-entropy:21", "gamma-cross-entropy:22"],
            result.Traits["Claim"].Order(StringComparer.Ordinal)
        );
        Assert.Equal(["slow"], result.Traits["Speed"]);
    }

    private sealed class Named
    {
        [PlainProperty(DisplayName = "a law in words")]
        [Claim("gamma-cross-entropy:21")]
        [Claim("gamma-cross-entropy:22")]
        [Trait("Speed", "slow")]
        public bool Law(int x) => x + 0 == x;
    }

    [Fact]
    public void An_asynchronous_property_that_hangs_meets_its_timeout()
    {
        var result = InnerRun.One<Hanging>();
        Assert.Equal("failed", result.Status);
        Assert.Contains("timed out after 50 milliseconds", result.Message, StringComparison.Ordinal);
    }

    private sealed class Hanging
    {
        [PlainProperty(Timeout = 50, MaxTest = 1)]
        public Task Hangs(int x) => Task.Delay(TimeSpan.FromSeconds(20 + (x & 1)));
    }

    [Fact]
    public void A_malformed_replay_is_an_error_not_another_run() =>
        Assert.Equal("failed", InnerRun.One<BadReplay>().Status);

    private sealed class BadReplay
    {
        [PlainProperty(Replay = "yesterday")]
        public bool Law(int x) => x + 0 == x;
    }

    [Fact]
    public void This_projects_own_attribute_runs_a_thousand_cases_the_same_in_every_run_and_different_for_each_law()
    {
        Assert.Equal(InnerRun.All<Reproducible>().Count, InnerRun.All<Reproducible>().Count);
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
}
