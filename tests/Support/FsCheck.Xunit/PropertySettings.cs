// What the attributes of a property say, nearest first, and the FsCheck configuration that results.
using System.Globalization;
using System.Reflection;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace FsCheck.Xunit;

internal sealed record PropertySettings
{
    public string? Replay { get; init; }
    public int? Parallelism { get; init; }
    public int? MaxTest { get; init; }
    public int? MaxRejected { get; init; }
    public int? StartSize { get; init; }
    public int? EndSize { get; init; }
    public bool? Verbose { get; init; }
    public bool? QuietOnSuccess { get; init; }
    public Type[] Arbitrary { get; init; } = [];

    /// <summary>The settings of a method: its own, then its class and the classes around it, then its assembly.</summary>
    public static PropertySettings Of(MethodInfo method, Type testClass)
    {
        var settings = method.GetCustomAttribute<PropertyAttribute>()!.Settings;
        for (var type = testClass; type is not null; type = type.DeclaringType)
        {
            settings = settings.OrElse(type.GetCustomAttribute<PropertiesAttribute>()?.Settings);
        }

        return settings.OrElse(testClass.Assembly.GetCustomAttribute<PropertiesAttribute>()?.Settings);
    }

    public Config ToConfig(IRunner runner, ITestOutputHelper output)
    {
        var config = Config
            .Default.WithReplay(Replay is null ? Config.Default.Replay : ParseReplay(Replay))
            .WithParallelRunConfig(
                Parallelism is { } threads ? new ParallelRunConfig(threads) : Config.Default.ParallelRunConfig
            )
            .WithMaxTest(MaxTest ?? Config.Default.MaxTest)
            .WithMaxRejected(MaxRejected ?? Config.Default.MaxRejected)
            .WithStartSize(StartSize ?? Config.Default.StartSize)
            .WithEndSize(EndSize ?? Config.Default.EndSize)
            .WithQuietOnSuccess(QuietOnSuccess ?? Config.Default.QuietOnSuccess)
            .WithArbitrary(Arbitrary)
            .WithRunner(runner);
        return Verbose is true
            ? config.WithEvery(new EveryCase(output)).WithEveryShrink(new EveryShrink(output))
            : config;
    }

    private PropertySettings OrElse(PropertySettings? outer) =>
        outer is null
            ? this
            : new()
            {
                Replay = Replay ?? outer.Replay,
                Parallelism = Parallelism ?? outer.Parallelism,
                MaxTest = MaxTest ?? outer.MaxTest,
                MaxRejected = MaxRejected ?? outer.MaxRejected,
                StartSize = StartSize ?? outer.StartSize,
                EndSize = EndSize ?? outer.EndSize,
                Verbose = Verbose ?? outer.Verbose,
                QuietOnSuccess = QuietOnSuccess ?? outer.QuietOnSuccess,
                Arbitrary = [.. Arbitrary, .. outer.Arbitrary],
            };

    private static FSharpOption<Replay> ParseReplay(string text)
    {
        var parts = text.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new Replay(
            new Rnd(
                ulong.Parse(parts[0], CultureInfo.InvariantCulture),
                ulong.Parse(parts[1], CultureInfo.InvariantCulture)
            ),
            parts.Length == 3
                ? FSharpOption<int>.Some((int)uint.Parse(parts[2], CultureInfo.InvariantCulture))
                : FSharpOption<int>.None
        );
    }

    // A verbose run writes to the test's output; what these functions return, a console runner would print.
    private sealed class EveryCase(ITestOutputHelper output)
        : OptimizedClosures.FSharpFunc<int, FSharpList<object>, string>
    {
        public override string Invoke(int number, FSharpList<object> arguments)
        {
            output.WriteLine(Runner.onArgumentsToString(number, arguments));
            return "";
        }

        public override FSharpFunc<FSharpList<object>, string> Invoke(int number) =>
            FuncConvert.FromFunc<FSharpList<object>, string>(arguments => Invoke(number, arguments));
    }

    private sealed class EveryShrink(ITestOutputHelper output) : FSharpFunc<FSharpList<object>, string>
    {
        public override string Invoke(FSharpList<object> arguments)
        {
            output.WriteLine(Runner.onShrinkToString(arguments));
            return "";
        }
    }
}
