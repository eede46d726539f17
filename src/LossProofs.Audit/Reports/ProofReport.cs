// A proof as plain data, and as the short list of steps that people read.
using System.Globalization;

namespace LossProofs.Audit.Reports;

/// <summary>How a claim was proved.</summary>
/// <param name="Rules">The names of the rules, in the order of their first use (docs/proofs.md).</param>
/// <param name="Hypotheses">What the proof is about: quantities with their domains, and assumptions.</param>
/// <param name="Conditions">Where both sides exist; empty where they do everywhere.</param>
/// <param name="Steps">Premises before conclusions.</param>
public sealed record ProofReport(
    IReadOnlyList<string> Rules,
    IReadOnlyList<string> Hypotheses,
    IReadOnlyList<string> Conditions,
    IReadOnlyList<ProofStepReport> Steps
)
{
    private const int MostSteps = 6;
    private const int LongestStatement = 160;

    /// <summary>All steps, a line each.</summary>
    public IReadOnlyList<string> Whole =>
        [
            .. Hypotheses.Select(hypothesis => $"given {hypothesis}"),
            .. Steps.Select(step => Line(step, step.Number, step.From, short.MaxValue)),
            .. Conditions.Select(condition => $"where {condition}"),
        ];

    /// <summary>The last of the steps that carry the proof (not that terms exist, nor what is assumed), a line each.</summary>
    public IReadOnlyList<string> Short
    {
        get
        {
            var carrying = Steps.Where(step => step.Carries || step == Steps[^1]).ToList();
            var shown = carrying.TakeLast(MostSteps).ToList();
            var numbers = shown
                .Select((step, at) => (step.Number, at + 1))
                .ToDictionary(pair => pair.Number, pair => pair.Item2);
            var byNumber = Steps.ToDictionary(step => step.Number);
            var lines = shown.Select(step => Line(step, numbers[step.Number], Seen(step), LongestStatement));
            var before = carrying.Count - shown.Count;
            return before == 0 ? [.. lines] : [$"({before} {(before == 1 ? "step" : "steps")} before these)", .. lines];

            // The steps shown that a step rests on, through those that are not.
            IReadOnlyList<int> Seen(ProofStepReport step)
            {
                var found = new SortedSet<int>();
                var visited = new HashSet<int>();
                Visit(step);
                return [.. found];

                void Visit(ProofStepReport at)
                {
                    foreach (var number in at.From.Where(visited.Add))
                    {
                        if (numbers.TryGetValue(number, out var own))
                        {
                            found.Add(own);
                        }
                        else
                        {
                            Visit(byNumber[number]);
                        }
                    }
                }
            }
        }
    }

    private static string Line(ProofStepReport step, int number, IReadOnlyList<int> from, int longest)
    {
        var statement = step.Statement.Length <= longest ? step.Statement : step.Statement[..longest] + " …";
        var detail = step.Detail is null || step.Detail.Length > longest ? "" : $": {step.Detail}";
        var premises =
            from.Count == 0
                ? ""
                : " from " + string.Join(", ", from.Select(each => each.ToString(CultureInfo.InvariantCulture)));
        var given = step.Given.Count == 0 ? "" : $" given {string.Join(", ", step.Given)}";
        return $"{number.ToString(CultureInfo.InvariantCulture), 3}  {statement}  [{step.Rule}{detail}]{premises}{given}";
    }
}

/// <summary>One step of a proof.</summary>
/// <param name="Number">1-based position.</param>
/// <param name="Statement">What holds.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Detail">What the rule chose, or null.</param>
/// <param name="From">Numbers of the steps that it rests on.</param>
/// <param name="Given">What is assumed besides the hypotheses, and quantities other than theirs.</param>
/// <param name="Carries">False for what is bookkeeping: that terms exist, numbers, domains, assumptions.</param>
public sealed record ProofStepReport(
    int Number,
    string Statement,
    string Rule,
    string? Detail,
    IReadOnlyList<int> From,
    IReadOnlyList<string> Given,
    bool Carries
);
