// Proofs for readers: one line, or all steps.
using System.Text.RegularExpressions;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>One step of a proof, as text.</summary>
/// <param name="Number">1-based position; premises before conclusions.</param>
/// <param name="Statement">What holds.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Detail">What the rule chose, or null.</param>
/// <param name="From">Numbers of the steps that it rests on.</param>
/// <param name="Given">What is assumed besides the claim's hypotheses, and quantities other than the claim's.</param>
/// <param name="Carries">False for bookkeeping: that terms exist and why, numbers, domains, assumptions.</param>
public sealed record ProofLine(
    int Number,
    string Statement,
    string Rule,
    string? Detail,
    Sequence<int> From,
    Sequence<string> Given,
    bool Carries
);

/// <summary>Prints proofs.</summary>
public static partial class ProofText
{
    /// <summary>The rules that carry the proof, in the order of their first use, and where the sides exist.</summary>
    public static string Line(ClaimProof proof)
    {
        var carrying = Carrying(proof);
        var rules = Theorems(proof).Where(carrying.Contains).Select(step => step.Rule).Distinct();
        var text = string.Join(", ", rules.DefaultIfEmpty(proof.Theorem.Rule));
        return proof.Where.Count == 0 ? text : $"{text}; where {string.Join(", ", Conditions(proof))}";
    }

    /// <summary>The names of the rules used, in the order of their first use.</summary>
    public static IReadOnlyList<string> Rules(ClaimProof proof) =>
        [.. Theorems(proof).Select(step => step.Rule).Distinct()];

    /// <summary>What the proof is about: quantities with their domains, and assumptions.</summary>
    public static IReadOnlyList<string> Hypotheses(ClaimProof proof) =>
        [.. proof.Setting.Variables.Select(Print), .. proof.Setting.Assumptions.Select(TermPrinter.Print)];

    /// <summary>Where both sides exist; nothing where they do everywhere.</summary>
    public static IReadOnlyList<string> Conditions(ClaimProof proof) => [.. proof.Where.Select(TermPrinter.Print)];

    /// <summary>Every step: first that both sides exist at the same points, then the claim, the last of all.</summary>
    public static IReadOnlyList<ProofLine> Steps(ClaimProof proof)
    {
        var numbers = new Dictionary<Theorem, int>(ReferenceEqualityComparer.Instance);
        var lines = new List<ProofLine>();
        var carrying = Carrying(proof);
        foreach (var step in Theorems(proof))
        {
            numbers[step] = numbers.Count + 1;
            lines.Add(
                new ProofLine(
                    numbers[step],
                    Plain(
                        step.Existing is { } term
                            ? $"{TermPrinter.Print(term)} exists"
                            : TermPrinter.Print(step.Statement)
                    ),
                    step.Rule,
                    step.Detail is null ? null : Plain(step.Detail),
                    step.Premises.Select(premise => numbers[premise]).Distinct().Order().ToSequence(),
                    step.Setting.Variables.Except(proof.Setting.Variables)
                        .Select(Print)
                        .Concat(step.Setting.Assumptions.Except(proof.Setting.Assumptions).Select(TermPrinter.Print))
                        .Select(Plain)
                        .ToSequence(),
                    carrying.Contains(step)
                )
            );
        }

        return lines;
    }

    // The theorems that the two sides' domains are one, and then the claim itself.
    private static IEnumerable<Theorem> Theorems(ClaimProof proof) =>
        proof
            .Domains.SelectMany(domain => domain.Steps())
            .Concat(proof.Theorem.Steps())
            .Distinct<Theorem>(ReferenceEqualityComparer.Instance);

    // Names that rules choose are marked, so that no document has them.
    private static string Plain(string text) =>
        Unnamed().Replace(text, "k_{$1}").Replace("#", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![A-Za-z0-9}])#(\d+)")]
    private static partial Regex Unnamed();

    // What the claim rests on besides bookkeeping, and besides what shows only that terms exist
    // or under which conditions a normal form's laws were applied.
    private static HashSet<Theorem> Carrying(ClaimProof proof)
    {
        var visited = new HashSet<Theorem>(ReferenceEqualityComparer.Instance);
        foreach (var theorem in proof.Domains.Append(proof.Theorem))
        {
            Visit(theorem);
        }

        visited.RemoveWhere(step =>
            step.Existing is not null
            || step.Rule is "range" or "numbers" or "domain" or "assumption" or "restriction" or "integers"
        );
        return visited;

        void Visit(Theorem theorem)
        {
            if (visited.Add(theorem) && theorem.Existing is null && theorem.Rule != "normal form")
            {
                foreach (var premise in theorem.Premises)
                {
                    Visit(premise);
                }
            }
        }
    }

    private static string Print(Variable variable)
    {
        var shape =
            variable.Dimensions.Count == 0
                ? ""
                : $" of shape {string.Join(" by ", variable.Dimensions.Select(TermPrinter.Print))}";
        return $"{variable.Name}{shape} in {TermPrinter.Print(variable.Domain)}";
    }
}
