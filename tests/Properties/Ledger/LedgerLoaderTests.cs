// The ledger's YAML: what is read, and the one line that says what is wrong.
using LossProofs.Audit.Bindings;
using LossProofs.Ledger;
using Xunit;

namespace LossProofs.Tests.Properties.Ledger;

public sealed class LedgerLoaderTests
{
    private const string Head = "document: 'A title'\nname: note\n";

    private const string Claim =
        Head
        + "claims:\n"
        + "  - id: largest-at-half\n"
        + "    at: 'section 2'\n"
        + "    line: 31\n"
        + "    kind: prose\n"
        + "    claim: 'the slope is largest at $1/2$'\n"
        + "    verdict: refuted\n"
        + "    evidence: 'at $0$'\n"
        + "    correction: 'it is not'\n";

    [Fact]
    public void A_claim_is_read()
    {
        var file = LedgerLoader.Read(Claim, "note.yaml");

        Assert.Equal(("note", "A title"), (file.Name, file.Title));
        var finding = new LedgerFinding("refuted", "at $0$", "it is not", null, null);
        Assert.Equal(
            new LedgerClaim("largest-at-half", "section 2", 31, "prose", "the slope is largest at $1/2$", finding),
            Assert.Single(file.Claims)
        );
    }

    [Fact]
    public void Notes_on_formulas_and_sections_are_read()
    {
        var file = LedgerLoader.Read(
            Head
                + "formulas:\n  \"17\": { correction: 'c', note: 'n', derivation: 'a.md (2)' }\nsections:\n  \"1.2\": softmax\n",
            "note.yaml"
        );

        Assert.Equal(new FormulaNote("17", 4, null, null, "c", null, "n", "a.md (2)"), Assert.Single(file.Formulas));
        Assert.Equal(KeyValuePair.Create("1.2", "softmax"), Assert.Single(file.Sections));
    }

    [Theory]
    [InlineData(
        "verdict: refuted",
        "verdict: wrong",
        "note.yaml:9: claim largest-at-half: verdict: expected one of refuted, proved, tested, definition, condition, assumption, empirical, unchecked; got 'wrong'"
    )]
    [InlineData(
        "kind: prose",
        "kind: poem",
        "note.yaml:7: claim largest-at-half: kind: expected one of prose, inline, table, code, figure; got 'poem'"
    )]
    [InlineData("line: 31", "line: -3", "note.yaml:6: claim largest-at-half: line: expected a number, got '-3'")]
    [InlineData(
        "at: 'section 2'",
        "where: 'section 2'",
        "note.yaml:5: a claim: unknown key 'where', expected id, at, line, kind, claim, verdict, evidence, correction, reason, derivation"
    )]
    [InlineData("    evidence: 'at $0$'\n", "", "note.yaml:4: claim largest-at-half: a refuted claim needs 'evidence'")]
    [InlineData(
        "    correction: 'it is not'\n",
        "",
        "note.yaml:4: claim largest-at-half: a refuted claim needs a 'correction'"
    )]
    [InlineData(
        "verdict: refuted",
        "verdict: unchecked",
        "note.yaml:4: claim largest-at-half: an unchecked claim needs a 'reason'"
    )]
    [InlineData(
        "verdict: refuted",
        "verdict: tested\n    reason: vague",
        "note.yaml:4: claim largest-at-half: 'reason' belongs to 'verdict: unchecked'"
    )]
    [InlineData("    kind: prose\n", "", "note.yaml:4: claim largest-at-half: expected the key 'kind'")]
    [InlineData("name: note\n", "", "note.yaml:1: the file: expected the key 'name'")]
    [InlineData(
        "claims:",
        "claim:",
        "note.yaml:3: the file: unknown key 'claim', expected document, name, claims, formulas, sections"
    )]
    public void What_is_wrong_is_said_in_one_line(string was, string now, string message)
    {
        Assert.Contains(was, Claim, StringComparison.Ordinal);
        var error = Assert.Throws<BindingsException>(() =>
            LedgerLoader.Read(Claim.Replace(was, now, StringComparison.Ordinal), "note.yaml")
        );
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void An_id_is_used_once()
    {
        var second = Claim[(Claim.IndexOf("claims:\n", StringComparison.Ordinal) + 8)..];
        var error = Assert.Throws<BindingsException>(() => LedgerLoader.Read(Claim + second, "note.yaml"));
        Assert.Equal("note.yaml:12: claim largest-at-half: the id is used twice", error.Message);
    }

    [Theory]
    [InlineData("{ verdict: refuted, correction: c }", "formula 17: 'verdict: refuted' needs 'evidence'")]
    [InlineData("{ verdict: refuted, evidence: e }", "formula 17: 'verdict: refuted' needs a 'correction'")]
    [InlineData(
        "{ verdict: tested, evidence: e, reason: vague }",
        "formula 17: 'reason' belongs to what stays unchecked"
    )]
    [InlineData(
        "{ comment: c }",
        "formula 17: unknown key 'comment', expected verdict, evidence, correction, reason, note, derivation"
    )]
    public void A_wrong_note_on_a_formula_is_said_in_one_line(string note, string message)
    {
        var error = Assert.Throws<BindingsException>(() =>
            LedgerLoader.Read($"{Head}formulas:\n  \"17\": {note}\n", "note.yaml")
        );
        Assert.Equal($"note.yaml:4: {message}", error.Message);
    }

    [Theory]
    [InlineData("a | b", @"a \| b")]
    [InlineData("at $|x| < \\|y\\|$ here", @"at $`\vert x\vert < \Vert y\Vert`$ here")]
    [InlineData("`a|b` and *c*", @"`a\|b` and \*c\*")]
    [InlineData("costs 5$ <now>", @"costs 5\$ &lt;now&gt;")]
    public void A_cell_keeps_formulas_and_code_and_escapes_the_rest(string markdown, string cell) =>
        Assert.Equal(cell, LedgerReport.Cell(markdown));
}
