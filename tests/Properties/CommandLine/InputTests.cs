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
    [InlineData("audit ''", "audit: expected the name of a document, a folder or a pattern, got ''")]
    [InlineData("audit nowhere/", "nowhere/: there is no such folder")]
    [InlineData("audit a.md nowhere.md", "nowhere.md: there is no such file")]
    [InlineData("audit dangling.md", "dangling.md: a link to nowhere.md, and there is no such file")]
    [InlineData("audit a.md --cases abc", "--cases: expected an integer up to 2147483647, got 'abc'")]
    [InlineData("audit a.md --seed -1", "--seed: expected an integer from 0 to 18446744073709551615, got '-1'")]
    [InlineData("audit a.md --cases", "--cases: expected N behind it")]
    [InlineData("audit a.md --seed 1 --seed 2", "--seed is given more than once")]
    [InlineData(
        "audit a.md --shard 1/2 --out s --format json",
        "--format goes with 'lossproofs merge', not with --shard: a part is kept in a form of its own"
    )]
    [InlineData("worst --cases abc", "--cases: expected an integer up to 2147483647, got 'abc'")]
    [InlineData("conform --own --ulps abc", "--ulps: expected a number, got 'abc'")]
    [InlineData("exhaustive foo", "functions: expected exp, expm1, log, log1p, softplus, sigmoid; got 'foo'")]
    [InlineData("completion tcsh", "SHELL: expected bash, zsh, fish; got 'tcsh'")]
    [InlineData("completion", "completion: expected SHELL; 'lossproofs completion --help' says more")]
    [InlineData("explain", "explain: expected FILE and --tag NAME; 'lossproofs explain --help' says more")]
    [InlineData("explain a.md", "explain: expected --tag NAME; 'lossproofs explain --help' says more")]
    [InlineData("bindings", "expected a command: new, check; 'lossproofs bindings --help' says what each does")]
    [InlineData("bindings new", "bindings new: expected FILE; 'lossproofs bindings new --help' says more")]
    [InlineData("check ''", @"check: '': it is empty; expected a LaTeX relation such as 'x^2 \ge 0'")]
    [InlineData("check x", @"check: 'x': it holds no relation; expected a LaTeX relation such as 'x^2 \ge 0'")]
    [InlineData(
        "check 'x ='",
        @"check: 'x =': a side of the relation is missing; expected a LaTeX relation such as 'x^2 \ge 0'"
    )]
    [InlineData(
        "check 'x +'",
        @"check: 'x +': expected an operand, found 'end of the formula'; expected a LaTeX relation such as 'x^2 \ge 0'"
    )]
    [InlineData("check x=1 --tag 3", "check: --tag goes with --document, not with a formula")]
    [InlineData("check --document a.md", "check: --document goes with --tag TAG: which of its formulas is meant")]
    [InlineData("check x=1 --where 'x in (0,1)' --at x=2", "--at: x = 2 does not lie in (0, 1)")]
    [InlineData("check x=1 --where 'x: real' --at x=1/0", "--at: '1/0' has no value")]
    [InlineData("check x=1 --where 'x: real' --at 'x=1, y=2'", "--at: the formula has no 'y'; expected x")]
    [InlineData("check x=y --where 'x, y: real' --at x=1", "--at: expected a value for y")]
    [InlineData("audit a.md --out .", "--out: expected the name of a file, got the folder '.'")]
    public void What_is_not_understood_is_refused_in_one_line(string line, string message)
    {
        File("a.md", Right);
        File("a.txt", Right);
        File("a.ipynb", "words");
        System.IO.File.CreateSymbolicLink(Path.Combine(_folder.FullName, "dangling.md"), "nowhere.md");

        var run = Here([.. Tool.Words(line)]);

        Assert.Equal((2, $"lossproofs: {message}\n", ""), (run.ExitStatus, run.Error, run.Output));
    }

    [Fact]
    public void Without_a_command_the_commands_are_named()
    {
        var run = Here();

        Assert.Equal((2, ""), (run.ExitStatus, run.Output));
        Assert.StartsWith("lossproofs: expected a command: losses, eval, ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("; 'lossproofs --help' says what each does\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$$1 + 1 = 2$$")]
    [InlineData("$1 + 1 = 2$")]
    [InlineData(@"\[1 + 1 = 2\]")]
    [InlineData("1 + 1\n\n= 2")]
    public void A_formula_to_check_may_stand_in_its_marks(string formula) =>
        Assert.StartsWith("proved: 1 + 1 = 2\n", Here("check", formula).Output, StringComparison.Ordinal);

    // One line and an end, whatever the size of the numbers.
    [Theory]
    [InlineData("10^{10^{10^{10}}} = 1")]
    [InlineData("10^{-10^{10}} < 1")]
    [InlineData(@"(10^{10})! \ge 1")]
    [InlineData(@"\sum_{k=1}^{10^{12}} k = 1")]
    [InlineData(@"x^{10^{10}} \ge 0")]
    [InlineData(@"(x+1)^{1000000} \ge 0")]
    [InlineData(@"|x|^{10^{12}} \ge 0")]
    [InlineData(@"\cos^{10^{12}} x \le 1")]
    [InlineData(@"(x^2 + 1)^{x + 10^{20}} \ge 0")]
    public void Numbers_too_large_to_compute_with_are_no_error(string formula)
    {
        var where = formula.Contains('x', StringComparison.Ordinal) ? (string[])["--where", "x: real"] : [];
        var run = Here(["check", formula, .. where]);

        Assert.Equal("", run.Error);
        Assert.DoesNotContain("Exception", run.Output, StringComparison.Ordinal);
        Assert.Contains(run.ExitStatus, (int[])[0, 1]);
    }

    [Fact]
    public void A_word_of_a_million_letters_is_no_formula_to_judge()
    {
        File("a.md", $"$$ {new string('x', 1_000_000)} = 1 $$\n");

        Assert.Contains("the formula is too long", Here("audit", "a.md").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_costs_that_file_only()
    {
        File("notes/a.md", Wrong);
        File("notes/b.ipynb", "{\"cells\": [");
        File("notes/c.md", Right);
        const string said = "notes/b.ipynb: not a notebook: no JSON on line 1";

        var whole = Here("audit", "notes");
        var named = Here("audit", "notes/a.md", "notes/b.ipynb");
        var part = Here("audit", "notes", "--shard", "1/1", "--out", "part");
        var merged = Here("merge", "part");

        Assert.Equal((2, $"lossproofs: {said}\n"), (whole.ExitStatus, whole.Error));
        Assert.Equal((2, $"lossproofs: {said}\n"), (named.ExitStatus, named.Error));
        // A scheduler takes a part for done when its status is 0; the merge has the status of the run.
        Assert.Equal((0, $"lossproofs: {said}\n"), (part.ExitStatus, part.Error));

        Assert.Contains($"note: not read: {said}", whole.Output, StringComparison.Ordinal);
        Assert.Contains("2 formulas: 1 proved, 0 tested, 1 refuted", whole.Output, StringComparison.Ordinal);
        Assert.Equal((2, whole.Output), (merged.ExitStatus, merged.Output));
    }

    [Fact]
    public void Documents_without_display_formulas_are_named_with_a_way_to_judge_the_others()
    {
        File("notes/a.md", Right);
        File("notes/b.md", "Words.\n");
        File("notes/c.md", "Thus $1 + 1 = 2$.\n");

        Assert.Equal(
            "no display formula in notes/b.md, notes/c.md; formulas in sentences are judged with --inline\n",
            Here("audit", "notes").Error
        );
        Assert.Contains(
            "note: 1 formula stands in sentences: --inline judges what they claim\n",
            Here("audit", "notes/c.md").Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("$$ x = 1\n\nwords\n\n" + Right, "  1  unchecked   cut off: $$ is not closed in its paragraph\n")]
    [InlineData(Right + "\n\\begin{align} x &= 1", "  3  unchecked   cut off: \\begin{align} is not ended\n")]
    public void A_formula_that_is_cut_off_is_undecided(string text, string line)
    {
        var run = Tool.Run(["audit", "-", "--fail-on", "unchecked"], text);

        Assert.Contains(line, run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitStatus);
        Assert.Equal(0, Tool.Run(["audit", "-"], text).ExitStatus);
    }

    [Theory]
    [InlineData("1 + 4 = 3", "1 + 4 = 5")]
    [InlineData("3 = 1 + 4", "5 = 1 + 4")]
    [InlineData(@"\sum_{k=1}^4 k = 9", @"\sum_{k=1}^{4} k = 10")]
    public void Plain_arithmetic_is_repaired_by_its_result(string formula, string repair) =>
        Assert.Contains($"  repair   {repair}\n", Here("check", formula).Output, StringComparison.Ordinal);

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
    public void A_formula_of_the_command_line_is_run_again_by_itself()
    {
        var run = Tool.Run(["check", "x^2 > 0", "--where", "x: real", "--format", "json"]);
        var document = JsonDocument.Parse(run.Output).RootElement.GetProperty("documents")[0];
        var claim = document.GetProperty("equations")[0].GetProperty("claims")[0];

        Assert.Equal("-", document.GetProperty("path").GetString());
        Assert.Equal("lossproofs check 'x^2 > 0' --where 'x: real' --at 'x=0'", claim.GetProperty("rerun").GetString());
    }

    [Theory]
    [InlineData(@"\log 2 = 0.7932", true)]
    [InlineData("1 + 1 = 3", false)]
    public void Json_says_whether_values_are_a_deviation_and_what_is_allowed(string formula, bool isDeviation)
    {
        var run = Tool.Run(["check", formula, "--format", "json"]);
        var claim = JsonDocument
            .Parse(run.Output)
            .RootElement.GetProperty("documents")[0]
            .GetProperty("equations")[0]
            .GetProperty("claims")[0];

        Assert.Equal(isDeviation, claim.GetProperty("deviation").GetBoolean());
        Assert.Equal(isDeviation ? "1/20000" : "3", claim.GetProperty("rightValue").GetString());
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
        Assert.Equal(["notes/a.md", "notes/deep/b.tex"], Audited("."));
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
        Assert.Contains("\"uri\": \"parts/one.tex\"", sarif.Output, StringComparison.Ordinal);
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
        Assert.Contains("no display formula was found in this document", run.Output, StringComparison.Ordinal);
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

    // Declarations may be shared by several formulas: one too many is said, and judged is what is asked.
    [Fact]
    public void A_declaration_that_nothing_uses_is_said()
    {
        var run = Tool.Run("check 1=1 --where 'p in (0,1)'");

        Assert.StartsWith("proved: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("'p' occurs neither in the formula nor in a condition", run.Error, StringComparison.Ordinal);
    }
}
