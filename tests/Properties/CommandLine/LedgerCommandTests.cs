// `lossproofs ledger` as a user runs it: printing, recording, comparing, refusing.
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class LedgerCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-ledger-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Document(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, name + ".md"), text);
        return _folder.FullName;
    }

    [Fact]
    public void Without_arguments_it_prints_the_ledger()
    {
        var run = Tool.Run("ledger");
        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        Assert.StartsWith("# The ledger\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("| all | 269 |", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_records_is_whole_and_says_what_the_audit_found()
    {
        var folder = Document("note", "# A note\n\n$$ 1 + 1 = 2 \\tag{1} $$\n\n$$ 2 + 2 = 5 \\tag{2} $$\n");
        var run = Tool.Run(["ledger", "note", "--documents", folder, "--update", "--ledger", folder]);
        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        var file = Path.Combine(folder, "note.verdicts.json");
        Assert.Equal(file + Environment.NewLine, run.Output);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        var recorded = LossProofs.Ledger.RecordedVerdicts.Read(File.ReadAllText(file));
        Assert.Equal(["proved", "refuted"], recorded.Formulas.Select(formula => formula.Claims[0].Verdict));
        Assert.Equal(File.ReadAllText(file), recorded.Write());
    }

    [Fact]
    public void A_document_that_is_not_recorded_is_a_difference()
    {
        var folder = Document("note", "# A note\n\n$$ 1 + 1 = 2 $$\n");
        var run = Tool.Run(["ledger", "note", "--documents", folder]);
        Assert.Equal((1, ""), (run.ExitStatus, run.Error));
        Assert.Equal(
            "note: no verdicts are recorded\n1 formula of 1 document, 1 difference\n",
            run.Output.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public void Every_kind_of_difference_is_said_in_one_line()
    {
        var recorded = new LossProofs.Ledger.RecordedVerdicts(
            1,
            "note",
            "A note",
            1,
            1000,
            [
                Formula(1, "1", new("a = b", "proved", "algebra", null, null)),
                Formula(2, "2", new("c = d", "tested", "9 cases", null, null)),
                Formula(3, null, new("e", "definition", "", null, null)),
            ]
        );
        var fresh = recorded with
        {
            Formulas =
            [
                Formula(1, "1", new("a = b", "unchecked", "", "too hard", null)),
                Formula(2, "2", new("c = d", "tested", "8 cases", null, null)),
            ],
        };
        Assert.Empty(recorded.DifferencesFrom(recorded));
        Assert.Equal(
            [
                "note (1): was proved, is now unchecked (too hard)",
                "note (2): still tested, but evidence was '9 cases', is now '8 cases'",
                "note #3: the document no longer has this formula",
            ],
            recorded.DifferencesFrom(fresh)
        );
        Assert.Equal(
            [
                "note (1): was unchecked, is now proved",
                "note (2): still tested, but evidence was '8 cases', is now '9 cases'",
                "note #3: not recorded",
            ],
            fresh.DifferencesFrom(recorded)
        );
    }

    private static LossProofs.Ledger.RecordedFormula Formula(
        int ordinal,
        string? tag,
        LossProofs.Ledger.RecordedClaim claim
    ) => new(ordinal, tag, ordinal, "claim", null, [claim]);

    [Theory]
    [InlineData("ledger --update", "ledger: --update goes with --documents FOLDER only")]
    [InlineData("ledger note --documents docs --jobs 0", "--jobs: expected a positive number, got 0")]
    [InlineData("ledger note --documents docs", "docs/note.md: there is no such file")]
    [InlineData("ledger note", "ledger: 'note' goes with --documents FOLDER only")]
    [InlineData("ledger --documents", "--documents: expected a value behind it")]
    public void Wrong_usage_is_one_line(string line, string message)
    {
        var run = Tool.Run(line);
        Assert.Equal((2, ""), (run.ExitStatus, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Without_a_folder_to_record_in_nothing_is_written()
    {
        var folder = Document("note", "# A note\n\n$$ 1 + 1 = 2 $$\n");
        var missing = Path.Combine(folder, "missing");
        var run = Tool.Run(["ledger", "note", "--documents", folder, "--update", "--ledger", missing]);
        Assert.Equal((2, ""), (run.ExitStatus, run.Output));
        Assert.Contains("--ledger: there is no folder", run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder));
    }
}
