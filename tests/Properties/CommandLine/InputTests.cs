// What is typed and what is given to read: misspelt options, unknown files, folders and patterns, types, exit statuses.
using System.Text.Json;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class InputTests : IDisposable
{
    private const string Wrong = "$$ 1 + 1 = 3 \\label{eq:wrong} $$\n";
    private const string Right = "$$ 1 + 1 = 2 \\label{eq:right} $$\n";

    // Nothing says what a is: false for some values, true for others.
    private const string Open = "$$ a \\le 3 \\label{eq:open} $$\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private Run Here(params string[] arguments) => Tool.Run(arguments, folder: _folder.FullName);

    [Theory]
    [InlineData("audit a.md --fromat json", "audit: '--fromat' is not an option; did you mean '--format'?")]
    [InlineData("audit a.md --nobindings", "audit: '--nobindings' is not an option; did you mean '--no-bindings'?")]
    [InlineData("audit a.md --out --ful", "audit: '--ful' is not an option; did you mean '--full'?")]
    [InlineData("check '1=1' --were 'p in (0,1)'", "check: '--were' is not an option; did you mean '--where'?")]
    [InlineData("adit a.md", "'adit' is not a command; did you mean 'audit'?")]
    [InlineData("audit a.md --format josn", "--format: 'josn' is not known; did you mean 'json'?")]
    [InlineData("audit a.md --fail-on always", "--fail-on: expected never, refuted, unchecked, tested; got 'always'")]
    [InlineData("check 1=1 2=2", "check: '2=2' is one argument too many")]
    [InlineData(
        "audit a.txt",
        "a.txt: '.txt' is no type of document; expected .md, .markdown, .qmd, .rmd, .myst, .tex, .ltx, .latex, .ipynb, .rst, .rest, .org, or --as TYPE"
    )]
    [InlineData("audit a.ipynb", "a.ipynb: not a notebook: no JSON on line 1")]
    [InlineData("audit '*.tex'", "*.tex: no file matches")]
    [InlineData(
        "audit '*.txt'",
        "*.txt: none of the 1 files is a document (.md, .markdown, .qmd, .rmd, .myst, .tex, .ltx, .latex, .ipynb, .rst, .rest, .org)"
    )]
    [InlineData("audit a.md --out a.md/b", "--out: a.md/b: 'a.md' is a file, expected a folder")]
    [InlineData("audit a.md --out .", "--out: expected the name of a file, got the folder '.'")]
    public void What_is_not_understood_is_refused_in_one_line(string line, string message)
    {
        File("a.md", Right);
        File("a.txt", Right);
        File("a.ipynb", "words");

        var run = Here([.. Tool.Words(line)]);

        Assert.Equal((2, $"lossproofs: {message}\n", ""), (run.ExitStatus, run.Error, run.Output));
    }

    [Fact]
    public void A_formula_may_start_with_a_minus_sign() =>
        Assert.StartsWith("proved: ", Here("check", "-1 \\le 0").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("refuted", Right, 0)]
    [InlineData("refuted", Open, 0)]
    [InlineData("refuted", Wrong, 1)]
    [InlineData("unchecked", Right, 0)]
    [InlineData("unchecked", Open, 1)]
    [InlineData("never", Wrong, 0)]
    [InlineData("unchecked", "<!-- lossproofs: ignore it is open -->\n" + Open, 0)]
    [InlineData("refuted", "<!-- lossproofs: ignore it is wrong -->\n" + Wrong, 0)]
    public void The_status_says_what_it_was_asked_to(string failOn, string text, int status) =>
        Assert.Equal(status, Tool.Run(["audit", "-", "--fail-on", failOn], text).ExitStatus);

    [Fact]
    public void What_is_undecided_is_said_in_a_line_of_its_own()
    {
        var run = Tool.Run(["audit", "-"], Open + "\n" + Right);

        Assert.EndsWith(
            "\nundecided: 1 of the 2 formulas that claim something, neither confirmed nor refuted: #1 eq:open\n",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("text", "#1 eq:wrong     1  refuted")]
    [InlineData("markdown", "| #1 eq:wrong | 1 | **refuted** |")]
    [InlineData("sarif", "Formula #1 eq:wrong: ")]
    [InlineData("json", "\"label\": \"eq:wrong\"")]
    public void Labels_stand_in_every_format_and_choosing_works_in_each(string format, string expected)
    {
        var text = Wrong + "\n" + Right + "\n" + Open;
        var refuted = Tool.Run(["audit", "-", "--format", format, "--only", "refuted"], text);
        var tagged = Tool.Run(["audit", "-", "--format", format, "--tag", "eq:wrong"], text);

        foreach (var run in new[] { refuted, tagged })
        {
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("eq:right", run.Output, StringComparison.Ordinal);
            Assert.Equal((1, ""), (run.ExitStatus, run.Error));
        }
    }

    [Fact]
    public void Folders_and_patterns_give_their_documents_without_what_is_hidden()
    {
        File("notes/a.md", Right);
        File("notes/deep/b.tex", "\\[ 1 + 1 = 2 \\]");
        File("notes/.hidden.md", Wrong);
        File("notes/.git/c.md", Wrong);
        File("notes/node_modules/d.md", Wrong);
        File("notes/data.txt", Wrong);

        Assert.Equal(["notes/a.md", "notes/deep/b.tex"], Audited("notes"));
        Assert.Equal(["notes/a.md"], Audited("notes/*.md"));
        Assert.Equal(["notes/a.md", "notes/deep/b.tex"], Audited("**/*"));
        Assert.Equal(["notes/.hidden.md"], Audited("notes/.hidden.md"));
        Assert.Equal(["notes/a.md"], Audited("notes/a.md", "notes/a.md"));
    }

    [Fact]
    public void A_project_is_read_as_a_whole_with_lines_in_the_right_file()
    {
        File("main.tex", "\\documentclass{article}\n\\begin{document}\n\\input{parts/one}\n\\end{document}\n");
        File("parts/one.tex", "words\n\n\\begin{equation}\\label{eq:x}\n1 + 1 = 3\n\\end{equation}\n");

        var text = Here("audit", "main.tex");
        var sarif = Here("audit", ".", "--format", "sarif");

        Assert.Contains("\n  #1 eq:x parts/one.tex:4  refuted", text.Output, StringComparison.Ordinal);
        Assert.Contains("\nparts/one.tex:4 #1 eq:x refuted\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(1, sarif.Output.Split("\"ruleId\"").Length - 1);
        Assert.Contains("\"uri\": \"./parts/one.tex\"", sarif.Output, StringComparison.Ordinal);
        Assert.Equal(1, text.ExitStatus);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_not_followed()
    {
        File("secret.tex", "\\[ 1 + 1 = 3 \\]");
        File("paper/main.tex", "\\input{inner}\n");
        System.IO.File.CreateSymbolicLink(
            Path.Combine(_folder.FullName, "paper/inner.tex"),
            Path.Combine(_folder.FullName, "secret.tex")
        );

        var run = Here("audit", "paper/main.tex");

        Assert.Contains(
            "note: line 1: \\input{inner}: there is no such file inner.tex",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("no formula was found in this document", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rst", ".. math:: 1 + 1 = 3\n")]
    [InlineData("tex", "\\[ 1 + 1 = 3 \\]\n")]
    [InlineData("org", "* A\n\\[ 1 + 1 = 3 \\]\n")]
    [InlineData("ipynb", "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"$$1 + 1 = 3$$\"}]}")]
    public void Standard_input_is_read_as_it_is_told(string type, string text) =>
        Assert.Equal(1, Tool.Run(["audit", "-", "--as", type], text).ExitStatus);

    [Fact]
    public void A_notebook_shows_cell_and_line_in_every_format()
    {
        File(
            "n.ipynb",
            "{\"cells\": [\n{\"cell_type\": \"markdown\",\n\"source\": [\"Words\\n\",\n\"$$1 + 1 = 3$$\"]}]}"
        );

        Assert.Contains(
            "n.ipynb, cell 1, line 2 #1 refuted",
            Here("audit", "n.ipynb").Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "| cell 1:2 |",
            Here("audit", "n.ipynb", "--format", "markdown").Output,
            StringComparison.Ordinal
        );
        Assert.Contains("\"cell\": 1,", Here("audit", "n.ipynb", "--format", "json").Output, StringComparison.Ordinal);
        var sarif = Here("audit", "n.ipynb", "--format", "sarif").Output;
        Assert.Contains("Formula #1 (cell 1, line 2): ", sarif, StringComparison.Ordinal);
        Assert.Contains("\"startLine\": 4", sarif, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folders_of_a_report_are_made()
    {
        File("a.md", Right);

        var run = Here("audit", "a.md", "--out", "x/y/report.txt");

        Assert.Equal((0, "", ""), (run.ExitStatus, run.Error, run.Output));
        Assert.Equal(
            ["report.txt"],
            Directory.GetFiles(Path.Combine(_folder.FullName, "x/y")).Select(Path.GetFileName)
        );
    }

    private IEnumerable<string?> Audited(params string[] given)
    {
        var run = Here(["audit", .. given, "--format", "json", "--fail-on", "never"]);
        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        using var report = JsonDocument.Parse(run.Output);
        return
        [
            .. report
                .RootElement.GetProperty("documents")
                .EnumerateArray()
                .Select(d => d.GetProperty("path").GetString()),
        ];
    }
}
