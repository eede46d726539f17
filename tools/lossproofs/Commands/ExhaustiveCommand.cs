// lossproofs exhaustive: the float functions on every float there is.
using System.CommandLine;
using System.Globalization;
using LossProofs.Accuracy;
using LossProofs.Elementary;

namespace LossProofs.CommandLine.Commands;

/// <summary>
/// Prints, per function, the worst error of its scalar and its span form and how often their bits differ; fails where a
/// published bound does not hold.
/// </summary>
internal static class ExhaustiveCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("functions")
        {
            Description = "exp, expm1, log, log1p, softplus, sigmoid; none means all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.AcceptOnlyFromAmong([.. FloatSweep.All.Select(function => function.Name)]);
        var stride = new Option<int>("--stride")
        {
            Description = "Try only every so many arguments.",
            DefaultValueFactory = _ => 1,
        };
        var jobs = CommonOptions.Jobs("Threads; the table does not depend on it.");
        var command = new Command("exhaustive", "Check the float functions on all 2^32 arguments.")
        {
            names,
            stride,
            jobs,
        };
        command.SetAction(result =>
        {
            var step = Positive(result.GetValue(stride), "--stride");
            var threads = result.GetValue(jobs);
            var chosen = result.GetValue(names) is { Length: > 0 } given ? given : null;
            Console.Out.WriteLine(
                "| function | arguments | worst error of one (ulp) | at | worst error on spans (ulp) | at | bound | bits differ |"
            );
            Console.Out.WriteLine("|---|---|---|---|---|---|---|---|");
            var violations = new List<string>();
            foreach (var function in FloatSweep.All.Where(f => chosen?.Contains(f.Name) != false))
            {
                FloatSweepResult found;
                using (var progress = new ProgressLine(function.Name))
                {
                    found = function.Run(step, threads, progress.Report);
                }

                violations.AddRange(found.Violations);
                Console.Out.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {function.Name} | {found.Arguments:N0} | {found.Scalar.Ulps:F6} | {found.Scalar.Argument:R} | {found.Span.Ulps:F6} | {found.Span.Argument:R} | {function.ScalarBound}, {Portable.SpanMaxUlps} | {found.Differences:N0} |"
                    )
                );
            }

            foreach (var violation in violations)
            {
                Console.Error.WriteLine(violation);
            }

            return violations.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static int Positive(int value, string option) =>
        value > 0 ? value : throw new UsageException($"exhaustive: {option} is at least 1, got {value}");
}
