// The ledger keeps its word: every claim is there, what counts as checked has a test, and every test checks something.
using System.Reflection;
using LossProofs.Audit.Documents;
using LossProofs.Ledger;
using LossProofs.Tests.Properties.CommandLine;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Ledger;

public sealed class LedgerTests
{
    private static ClaimLedger Shipped => ClaimLedger.Shipped;

    /// <summary>Every trait of this assembly: "document:claim" and the tests that carry it, as "Class.Method".</summary>
    private static SortedDictionary<string, IReadOnlyList<string>> Properties()
    {
        var found = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var tests =
            from type in typeof(LedgerTests).Assembly.GetTypes()
            // A private class is what another test looks at.
            where type is { IsAbstract: false, IsNestedPrivate: false }
            from method in type.GetMethods()
            where method.GetCustomAttributes<FactAttribute>().Any()
            from claim in method
                .GetCustomAttributes<ClaimAttribute>()
                .Concat(type.GetCustomAttributes<ClaimAttribute>())
            select (claim.Claim, Test: $"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name}");
        foreach (var group in tests.GroupBy(test => test.Claim, test => test.Test))
        {
            found.Add(group.Key, [.. group.Distinct().Order(StringComparer.Ordinal)]);
        }

        return found;
    }

    private static (string Document, string Claim) Split(string trait)
    {
        var colon = trait.IndexOf(':', StringComparison.Ordinal);
        return (trait[..colon], trait[(colon + 1)..]);
    }

    [Fact]
    public void The_list_of_properties_is_up_to_date() =>
        MustBe(Path.Combine("ledger", "properties.json"), ClaimLedger.WriteProperties(Properties()));

    [Fact]
    public void The_printed_ledger_is_up_to_date() =>
        MustBe(Path.Combine("docs", "ledger.md"), LedgerReport.Write(Shipped));

    /// <summary>As with snapshots: what differs is left beside the file, and renaming it accepts the change.</summary>
    private static void MustBe(string path, string text)
    {
        var file = Path.Combine(Tool.Root, path);
        var received = Path.ChangeExtension(file, ".received" + Path.GetExtension(file));
        if (File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(
            $"{path} is not up to date. Compare it with {Path.GetRelativePath(Tool.Root, received)}; to accept the change, rename that."
        );
    }

    [Fact]
    public void The_269_tagged_formulas_are_there()
    {
        (string Name, int Tags)[] expected =
        [
            ("entropy-invariance", 63),
            ("gamma-cross-entropy", 67),
            ("noise-robustness", 80),
            ("soft-label-multilabel", 59),
        ];
        foreach (var (name, tags) in expected)
        {
            var found = Shipped.Find(name)!.Verdicts!.Formulas.Select(formula => formula.Tag).OfType<string>();
            Assert.Equal(Enumerable.Range(1, tags).Select(tag => $"{tag}"), found);
        }

        Assert.Equal(269, expected.Sum(document => document.Tags));
    }

    [Fact]
    public void Every_document_with_bindings_is_in_the_ledger()
    {
        foreach (var bindings in LossProofs.Audit.ShippedBindings.Files)
        {
            Assert.Contains(Shipped.Documents, document => document.Title == bindings.Title);
        }
    }

    [Fact]
    public void Every_checked_claim_has_a_test_that_carries_it()
    {
        var properties = Properties();
        var bare =
            from document in Shipped.Documents
            from claim in document.File?.Claims ?? []
            where claim.Finding.Verdict is "refuted" or "proved" or "tested"
            where !properties.ContainsKey($"{document.Name}:{claim.Id}")
            select $"{document.Name}:{claim.Id} is {claim.Finding.Verdict}";
        var byHand =
            from document in Shipped.Documents
            from note in document.File?.Formulas ?? []
            where note.Verdict is not null && !properties.ContainsKey($"{document.Name}:{note.Key}")
            select $"{document.Name}:{note.Key} is {note.Verdict} by hand";
        None(bare.Concat(byHand), "without a test that carries its Claim trait");
    }

    [Fact]
    public void Every_trait_names_a_claim_of_the_ledger() =>
        None(
            Properties()
                .Keys.Where(trait => Split(trait) is var (name, claim) && Shipped.Find(name)?.Knows(claim) != true),
            "named by a test, but in no ledger"
        );

    [Fact]
    public void Every_refuted_row_has_evidence_and_a_correction() =>
        None(
            from document in Shipped.Documents
            from row in document.Rows
            where row.Verdict == "refuted" && (row.Evidence.Length == 0 || string.IsNullOrEmpty(row.Correction))
            select $"{document.Name} {row.Place}",
            "refuted without evidence or correction"
        );

    [Fact]
    public void Every_note_on_a_formula_names_one_that_is_there_and_contradicts_no_verdict_of_the_audit() =>
        None(
            from document in Shipped.Documents
            from note in document.File?.Formulas ?? []
            let formula = document.Verdicts?.Formulas.FirstOrDefault(formula =>
                formula.Key == note.Key || $"#{formula.Ordinal}" == note.Key
            )
            let verdicts = formula?.Claims.Select(claim => claim.Verdict).ToList()
            let fault = formula is null ? "no such formula"
            : note.Verdict is not null && verdicts.All(verdict => verdict is "refuted" or "proved" or "tested")
                ? $"'verdict: {note.Verdict}' on a formula that the audit decides"
            : note.Reason is not null && !verdicts.Contains("unchecked") ? "'reason' on a formula that is not unchecked"
            : null
            where fault is not null
            select $"{document.Name}: {note.Key}: {fault}",
            "that cannot be"
        );

    [Fact]
    public void Every_derivation_that_a_row_names_has_that_formula() =>
        None(
            from document in Shipped.Documents
            from row in document.Rows
            where row.Derivation is { } derivation && !HasFormula(derivation)
            select $"{document.Name} {row.Place}: {row.Derivation}",
            "a derivation is named as 'file.md (tag)'"
        );

    private static bool HasFormula(string derivation)
    {
        var space = derivation.IndexOf(" (", StringComparison.Ordinal);
        var path = space < 0 ? null : Path.Combine(Tool.Root, "derivations", derivation[..space]);
        return path is not null
            && File.Exists(path)
            && DocumentReader
                .Read(path, File.ReadAllBytes(path))
                .Equations.Any(equation => $"({equation.Tag})" == derivation[(space + 1)..]);
    }

    [Fact]
    public void Every_hand_written_title_is_the_document_s() =>
        None(
            from document in Shipped.Documents
            where document.File is { } file && document.Verdicts is { } verdicts && file.Title != verdicts.Title
            select $"{document.Name}: '{document.File!.Title}' instead of '{document.Verdicts!.Title}'",
            "with another title"
        );

    private static void None(IEnumerable<string> faults, string what)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, $"{found.Count} {what}:\n{string.Join('\n', found)}");
    }
}
