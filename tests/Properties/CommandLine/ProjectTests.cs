// What a project keeps beside its documents: the configuration, a baseline, bindings.
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class ProjectTests : IDisposable
{
    private const string Wrong = "$$ 1 + 1 = 3 \\label{eq:wrong} $$\n\n";
    private const string Right = "$$ 1 + 1 = 2 $$\n\n";
    private const string Open = "$$ a \\le 3 \\label{eq:open} $$\n\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-");

    public void Dispose() => _folder.Delete(recursive: true);

    private void File(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
    }

    private string Text(string name) => System.IO.File.ReadAllText(Path.Combine(_folder.FullName, name));

    private Run Here(string line, string folder = "") =>
        Tool.Run(Tool.Words(line), folder: Path.Combine(_folder.FullName, folder));

    [Fact]
    public void The_configuration_is_found_upwards_and_its_paths_count_from_its_folder()
    {
        File(".lossproofs.yaml", "files: [notes, '*.tex']\nexclude: notes/old/**\nfail-on: unchecked\n");
        File("notes/a.md", Right);
        File("notes/old/b.md", Wrong);
        File("c.tex", "\\[ 1 + 1 = 2 \\]");

        var here = Here("audit --full");
        var below = Here("audit --full", "notes/old");

        Assert.Equal((0, ""), (here.ExitStatus, here.Error));
        Assert.Contains("notes/a.md\n", here.Output, StringComparison.Ordinal);
        Assert.Contains("c.tex\n", here.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("b.md", here.Output, StringComparison.Ordinal);
        Assert.Contains("../../notes/a.md\n", below.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("b.md", below.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit a.md", 1)]
    [InlineData("audit a.md --fail-on refuted", 0)]
    [InlineData("audit a.md --no-config", 0)]
    [InlineData("audit a.md --config other.yaml", 0)]
    public void What_is_typed_stands_before_what_is_configured(string line, int status)
    {
        File(".lossproofs.yaml", "fail-on: unchecked\n");
        File("other.yaml", "fail-on: never\n");
        File("a.md", Open);

        Assert.Equal((status, ""), (Here(line).ExitStatus, Here(line).Error));
    }

    [Theory]
    [InlineData(
        "fails-on: never",
        ".lossproofs.yaml:1: the file: unknown key 'fails-on', expected files, exclude, bindings, fail-on, severities, baseline, cases, seed"
    )]
    [InlineData(
        "fail-on: allways",
        ".lossproofs.yaml:1: fail-on: expected never, refuted, unchecked, tested; got 'allways'"
    )]
    [InlineData("\ncases: 0", ".lossproofs.yaml:2: cases: expected a number from 1 to 2147483647, got '0'")]
    [InlineData("seed: [1]", ".lossproofs.yaml:1: seed: expected a text, got a list")]
    [InlineData("words", ".lossproofs.yaml:1: the file: expected a mapping of keys to values, got 'words'")]
    [InlineData(
        "severities: { refuted: eror }",
        ".lossproofs.yaml:1: refuted: 'eror' is not known; did you mean 'error'?"
    )]
    [InlineData("baseline: missing.json", ".lossproofs.yaml:1: baseline: missing.json: there is no such file")]
    [InlineData("bindings: missing.yaml", ".lossproofs.yaml:1: bindings: missing.yaml: there is no such file")]
    public void What_is_wrong_in_a_configuration_is_said_in_one_line(string text, string message)
    {
        File(".lossproofs.yaml", text);
        File("a.md", Right);

        var run = Here("audit a.md");

        Assert.Equal((2, $"lossproofs: {message}\n", ""), (run.ExitStatus, run.Error, run.Output));
    }

    [Fact]
    public void Severities_are_the_levels_of_the_SARIF_report()
    {
        File(".lossproofs.yaml", "severities: { unchecked: warning, refuted: note }\n");
        File("a.md", Open + Wrong);

        var levels = Here("audit a.md --format sarif")
            .Output.Split('\n')
            .Where(line => line.Contains("\"level\"", StringComparison.Ordinal));

        Assert.Equal(["\"level\": \"warning\",", "\"level\": \"note\","], levels.Select(line => line.Trim()));
    }

    [Fact]
    public void A_baseline_makes_only_what_is_new_a_failure()
    {
        File("notes/a.md", Wrong + Open);
        var written = Here("audit notes/a.md --write-baseline known/base.json --fail-on unchecked");
        File("notes/a.md", Right + Open + Wrong);
        var moved = Here("audit notes/a.md --baseline known/base.json --fail-on unchecked");
        File("notes/a.md", Wrong + Open + Wrong);
        var twice = Here("audit notes/a.md --baseline known/base.json --fail-on unchecked");
        File("notes/a.md", Open);
        var mended = Here("audit notes/a.md --baseline known/base.json --fail-on unchecked");

        Assert.Equal((0, "known/base.json: 2 findings\n"), (written.ExitStatus, written.Error));
        Assert.Contains("\"document\": \"../notes/a.md\"", Text("known/base.json"), StringComparison.Ordinal);
        Assert.Equal(0, moved.ExitStatus);
        Assert.Contains("(in the baseline)", moved.Output, StringComparison.Ordinal);
        Assert.Equal(1, twice.ExitStatus);
        Assert.Equal(0, mended.ExitStatus);
        Assert.Contains(
            "note: 1 of the baseline's findings is gone: --write-baseline makes it anew",
            mended.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("words")]
    [InlineData("{}")]
    [InlineData("{\"version\": 1, \"findings\": [1]}")]
    public void What_is_no_baseline_is_refused(string text)
    {
        File("a.md", Right);
        File("base.json", text);

        Assert.Equal(
            (2, "lossproofs: base.json: no baseline; expected what --write-baseline writes\n"),
            (Here("audit a.md --baseline base.json").ExitStatus, Here("audit a.md --baseline base.json").Error)
        );
    }

    [Fact]
    public void Bindings_of_a_folder_hold_for_all_of_its_documents_below_those_of_a_document()
    {
        File("bindings.yaml", "symbols:\n  a: real in [0, 3]\n  b: real in [0, 3]\n");
        File("x.md", "$$ a \\le 3 $$\n");
        File("y.md", "$$ b \\le 3 $$\n");
        File("y.bindings.yaml", "symbols:\n  b: real in [4, 5]\n");

        var (x, y) = (Here("audit x.md"), Here("audit y.md"));

        Assert.Contains("1 proved", x.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", x.Output, StringComparison.Ordinal);
        Assert.Contains("1 refuted", y.Output, StringComparison.Ordinal);
        Assert.Equal((0, 1), (x.ExitStatus, y.ExitStatus));
    }

    [Fact]
    public void A_new_bindings_file_holds_what_the_text_says_what_is_guessed_and_the_roles()
    {
        File(
            "a.md",
            "# Notes\n\nFor $p \\in (0,1)$ let\n\n$$ L = -\\log p \\tag{1} $$\n\nThen\n\n$$ L \\ge c \\sum_{i=1}^n x_i^2 \\tag{2} $$\n"
        );

        var stub = Here("bindings new a.md --out b/a.bindings.yaml");
        var check = Here("bindings check b/a.bindings.yaml --document a.md");
        var text = Text("b/a.bindings.yaml");

        Assert.Equal((0, "", ""), (stub.ExitStatus, stub.Error, stub.Output));
        Assert.StartsWith(
            "document: 'Notes'\nsymbols:\n  # As the text says.\n  'p': 'real in (0, 1)'  # ",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "  # Guessed: change what is wrong (docs/bindings.md lists the phrases).\n  'c': 'real'  # (2)\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("  'n': 'integer >= 1'  # (2)\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "equations:\n  # The roles as read; what is not listed is a claim.\n  '1': { role: definition }\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Equal((0, ""), (check.ExitStatus, check.Error));
        Assert.EndsWith("; checked with a.md\n", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_block_stands_in_the_Markdown_report()
    {
        File("a.md", Open);

        Assert.Contains(
            "\n```yaml\ndocument: ''\nsymbols:\n  # Guessed: change what is wrong (docs/bindings.md lists the phrases).\n  'a': 'real'  # #1\n```\n",
            Here("audit a.md --format markdown").Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Checking_bindings_says_what_nothing_uses()
    {
        File("a.md", Open);
        File("a.bindings.yaml", "symbols:\n  a: real in [0, 3]\n  b: real\nequations:\n  \"7\": { role: claim }\n");

        var run = Here("bindings check a.bindings.yaml");

        Assert.Equal((1, ""), (run.ExitStatus, run.Error));
        Assert.Equal(
            "a.bindings.yaml: b is declared but occurs in no formula\n"
                + "a.bindings.yaml:5: there is no equation 7\n"
                + "a.bindings.yaml: 2 symbols, 0 conditions, 1 equation; checked with a.md\n",
            run.Output
        );
    }

    [Fact]
    public void Checking_bindings_that_cannot_be_read_is_one_line_and_status_2()
    {
        File("a.bindings.yaml", "symbols:\n  a: reel\n");

        var run = Here("bindings check a.bindings.yaml");

        Assert.Equal(2, run.ExitStatus);
        Assert.StartsWith("lossproofs: a.bindings.yaml:2: a: expected a phrase", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }
}
