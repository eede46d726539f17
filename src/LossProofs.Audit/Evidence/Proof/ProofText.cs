// Proofs for readers: one line, or all steps.
using System.Globalization;
using System.Text;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>Prints proofs.</summary>
public static class ProofText
{
    /// <summary>The rules that carry the proof, in the order of their first use, and where the sides exist.</summary>
    public static string Line(ClaimProof proof)
    {
        var rules = Rules(proof)
            .Where(rule => rule is not ("existence" or "range" or "numbers" or "domain" or "assumption"));
        var text = string.Join(", ", rules.DefaultIfEmpty(proof.Theorem.Rule));
        return proof.Where.Count == 0
            ? text
            : $"{text}; where {string.Join(", ", proof.Where.Select(TermPrinter.Print))}";
    }

    /// <summary>The names of the rules used, in the order of their first use.</summary>
    public static IReadOnlyList<string> Rules(ClaimProof proof) =>
        [
            .. proof
                .Theorem.Steps()
                .Concat(proof.Domains.SelectMany(domain => domain.Steps()))
                .Select(step => step.Rule)
                .Distinct(),
        ];

    /// <summary>Every step: its number, what holds, the rule, the steps that it rests on.</summary>
    public static string Whole(ClaimProof proof)
    {
        var text = new StringBuilder();
        var steps = proof.Theorem.Steps();
        var numbers = new Dictionary<Theorem, int>(ReferenceEqualityComparer.Instance);
        foreach (var step in steps)
        {
            numbers[step] = numbers.Count + 1;
            var premises = step.Premises.Select(premise => numbers[premise]).Distinct();
            var given =
                step.Setting.Assumptions.Count == 0
                    ? ""
                    : $"  given {string.Join(", ", step.Setting.Assumptions.Select(TermPrinter.Print))}";
            var statement = step.Existing is { } term
                ? $"{TermPrinter.Print(term)} exists"
                : TermPrinter.Print(step.Statement);
            text.Append(CultureInfo.InvariantCulture, $"{numbers[step], 4}  {statement}  [{step.Rule}");
            if (step.Detail is { } detail)
            {
                text.Append(CultureInfo.InvariantCulture, $": {detail}");
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"]{(step.Premises.Count == 0 ? "" : " from " + string.Join(", ", premises))}{given}\n"
            );
        }

        return text.ToString();
    }
}
