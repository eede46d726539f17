// What a person reads when a law breaks: the law as a sentence, its claims, the simplest arguments by name, why, and the
// command that repeats just that case. No stack but the lines of the test itself.
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FsCheck;
using LossProofs.Tests.Support.Generators;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Support.Failures;

/// <summary>The report of a failed property.</summary>
public static partial class LawFailure
{
    /// <summary>The failure in words; as the package reported it where no case can be repeated.</summary>
    public static ITestFailed Of(LawTestCase law, object[] constructorArguments, ITestFailed failed)
    {
        var reported = string.Join(Environment.NewLine, failed.Messages);
        var (message, stack) =
            FailingStep().Match(reported) is { Success: true } step
            && Repeat(law, constructorArguments, step) is { } result
                ? Told(law, step, result)
                : (Sentence(law) + Environment.NewLine + reported.Trim(), Own(string.Join('\n', failed.StackTraces)));
        return new TestFailed(
            failed.Test,
            failed.ExecutionTime,
            failed.Output,
            [typeof(XunitException).FullName!],
            [message],
            [stack],
            [-1]
        );
    }

    /// <summary>The method's name with its words apart, the precision, and the claims.</summary>
    public static string Sentence(LawTestCase law)
    {
        var type = law.TestMethod.TestClass.Class.Name;
        var precision =
            type.EndsWith("InSingle", StringComparison.Ordinal) ? "float"
            : type.EndsWith("InDouble", StringComparison.Ordinal) ? "double"
            : "";
        var about = string.Join(", ", new[] { law.Subject, precision }.Where(word => word.Length > 0));
        var claims = law.Traits.TryGetValue("Claim", out var tags) ? $" [claim {string.Join(", ", tags)}]" : "";
        return $"Broken: {law.TestMethod.Method.Name.Replace('_', ' ')}{(about.Length > 0 ? $" ({about})" : "")}{claims}";
    }

    /// <summary>An argument as it is pasted into a test.</summary>
    public static string Show(object? argument) =>
        argument switch
        {
            null => "null",
            double number => Literal.Of(number),
            float number => Literal.Of(number),
            string text => $"\"{text}\"",
            bool truth => truth ? "true" : "false",
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            Array items => $"[{string.Join(", ", items.Cast<object?>().Select(Show))}]",
            _ => argument.ToString() ?? "",
        };

    // The step that failed, once more, by itself: the package's report has only the text of the arguments.
    private static TestResult.Failed? Repeat(LawTestCase law, object[] constructorArguments, Match step)
    {
        var method = law.TestMethod.Method.ToRuntimeMethod();
        var type = law.TestMethod.TestClass.Class.ToRuntimeType();
        var rnd = new Rnd(Number(step, "seed"), Number(step, "gamma"));
        var size = FSharpOption<int>.Some(int.Parse(step.Groups["size"].ValueSpan, CultureInfo.InvariantCulture));
        var runner = new Recorder();
        var config = Config
            .Quick.WithReplay(FSharpOption<Replay>.Some(new Replay(rnd, size)))
            .WithMaxTest(1)
            .WithArbitrary(Arbitraries(method, type))
            .WithRunner(runner);
        var target = method.IsStatic ? null : Activator.CreateInstance(type, constructorArguments);
        try
        {
            Check.Method(
                config,
                method,
                target is null ? FSharpOption<object>.None : FSharpOption<object>.Some(target)
            );
        }
        finally
        {
            (target as IDisposable)?.Dispose();
        }

        return runner.Result as TestResult.Failed;
    }

    private static (string Message, string Stack) Told(LawTestCase law, Match step, TestResult.Failed result)
    {
        var method = law.TestMethod.Method.ToRuntimeMethod();
        List<string> lines = [Sentence(law), "for"];
        lines.AddRange(Named(method, result.Item3).Select(line => "  " + line));
        var cause = (result.Item4 as Outcome.Failed)?.Item;
        while (cause is AggregateException or TargetInvocationException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        var labels = result.Item1.Labels.Where(label => label.Length > 0).ToArray();
        lines.Add(
            "because "
                + (
                    labels.Length > 0 ? string.Join("; ", labels)
                    // What FsCheck makes of a law that returns false.
                    : cause is null or { Message: "Expected true, got false." } ? "the law gives false"
                    : cause is XunitException ? cause.Message
                    : $"{cause.GetType().Name}: {cause.Message}"
                )
        );
        if (result.Item1.NumberOfShrinks > 0)
        {
            lines.Add($"first drawn, before {result.Item1.NumberOfShrinks} simplifications:");
            lines.AddRange(Named(method, result.Item2).Select(line => "  " + Shortened(line)));
        }

        var name = $"{law.TestMethod.TestClass.Class.Name.Split('.')[^1]}.{method.Name}";
        lines.Add(
            $"again: {Reproducibility.ReplayVariable}='{name}=({step.Groups["seed"]},{step.Groups["gamma"]},{step.Groups["size"]})' "
                + $"dotnet test --filter {Filter(law, name)}"
        );
        return (string.Join(Environment.NewLine, lines), Own(cause?.StackTrace ?? ""));
    }

    private static string Filter(LawTestCase law, string name) =>
        law.Subject.Length == 0
            ? $"FullyQualifiedName~{name}"
            : $"'FullyQualifiedName~{name}&Kernel={law.Traits["Kernel"][0]}'";

    private static IEnumerable<string> Named(MethodInfo method, IEnumerable<object?> arguments)
    {
        var parameters = method.GetParameters();
        // FsCheck draws the arguments of one method as one tuple.
        return arguments
            .SelectMany(argument =>
                argument is ITuple tuple && parameters.Length > 1
                    ? Enumerable.Range(0, tuple.Length).Select(i => tuple[i])
                    : [argument]
            )
            .Select(
                (argument, i) => $"{(i < parameters.Length ? parameters[i].Name : "drawn inside")} = {Show(argument)}"
            );
    }

    private static string Shortened(string line) => line.Length <= 400 ? line : line[..400] + " …";

    // The lines of the test and of the laws' vocabulary; those of xunit, FsCheck and the runtime help nobody.
    private static string Own(string stack) =>
        string.Join(
            Environment.NewLine,
            stack
                .Split('\n')
                .Select(line => line.TrimEnd())
                .Where(line => line.Contains("at LossProofs.", StringComparison.Ordinal))
                .Where(line => !line.Contains(".Support.Failures.", StringComparison.Ordinal))
        );

    private static FSharpList<Type> Arbitraries(MethodInfo method, Type type)
    {
        List<Type> found = [.. method.GetCustomAttribute<FsCheck.Xunit.PropertyAttribute>()?.Arbitrary ?? []];
        for (var around = type; around is not null; around = around.DeclaringType)
        {
            found.AddRange(around.GetCustomAttribute<FsCheck.Xunit.PropertiesAttribute>()?.Arbitrary ?? []);
        }

        found.AddRange(type.Assembly.GetCustomAttribute<FsCheck.Xunit.PropertiesAttribute>()?.Arbitrary ?? []);
        return ListModule.OfSeq(found);
    }

    private static ulong Number(Match step, string group) =>
        ulong.Parse(step.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"size of (?<size>\d+) and seed of \((?<seed>\d+),\s*(?<gamma>\d+)\)")]
    private static partial Regex FailingStep();

    private sealed class Recorder : IRunner
    {
        public TestResult? Result { get; private set; }

        public void OnStartFixture(Type fixture) { }

        public void OnArguments(
            int number,
            FSharpList<object> arguments,
            FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every
        ) { }

        public void OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> everyShrink) { }

        public void OnFinished(string name, TestResult result) => Result = result;
    }
}
