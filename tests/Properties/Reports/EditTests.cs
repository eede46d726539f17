// Repairs as changes of the text: what is replaced, and where none can be told.
using LossProofs.Audit.Reports;
using LossProofs.CommandLine;
using LossProofs.Tests.Properties.CommandLine;
using Xunit;

namespace LossProofs.Tests.Properties.Reports;

public class EditTests
{
    private const string Given = "Let $x > 0$ and $y > 0$.\n\n";

    private static string? Repaired(string display, string path = "note.md")
    {
        var text = Given + display;
        var edit = Audits.Of(text, path).Documents[0].Equations[0].Edit;
        return edit?.Region.In(text) is var (start, end) ? text[Given.Length..start] + edit.Text + text[end..] : null;
    }

    [Theory]
    [InlineData(@"$$ \frac{d}{dx} x^2 = 3x \tag{1} $$", @"$$ \frac{d}{dx} x^2 = 2 x \tag{1} $$")]
    [InlineData(@"$$ x + y < y, $$", @"$$ x + y > y, $$")]
    [InlineData(@"$$ (x+y)^2 = x^2 + 2xy + y^2 = x^2 + y^2 $$", null)]
    [InlineData(@"$$ x = x $$", null)]
    public void The_repair_replaces_the_side_that_is_wrong(string display, string? repaired) =>
        Assert.Equal(repaired, Repaired(display));

    [Fact]
    public void What_is_translated_is_edited_where_the_file_has_the_same_text_and_a_notebook_is_not()
    {
        Assert.Equal(@"$$ \frac{d}{dx} x^2 = 2 x $$ {#eq-a}", Repaired(@"$$ \frac{d}{dx} x^2 = 3x $$ {#eq-a}"));
        const string notebook =
            """{"cells":[{"cell_type":"markdown","metadata":{},"source":["Let $x > 0$.\n","\n","$$ \\frac{d}{dx} x^2 = 3x $$\n"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""";
        var equation = Audits.Of(notebook, "n.ipynb").Documents[0].Equations[0];

        Assert.Equal((true, true), (equation.Edit is null, equation.Region is null));
    }

    [Fact]
    public void Fix_prints_a_patch_and_writes_when_told_to()
    {
        var folder = Directory.CreateTempSubdirectory("lossproofs-fix-");
        try
        {
            var path = Path.Combine(folder.FullName, "note.md");
            File.WriteAllText(path, Audits.WrongSign);
            var patch = Tool.Run(["audit", "note.md", "--fix"], folder: folder.FullName);
            Assert.Equal(Audits.WrongSign, File.ReadAllText(path));
            Assert.Equal(
                "--- a/note.md\n+++ b/note.md\n@@ -7,5 +7,5 @@\n so that\n \n $$\n-\\frac{dL}{dp} = \\frac{1}{p} \\tag{2}\n+\\frac{dL}{dp} = -\\frac{1}{p} \\tag{2}\n $$\n",
                patch.Output
            );

            var written = Tool.Run(["audit", "note.md", "--fix", "--yes"], folder: folder.FullName);
            var again = Tool.Run(["audit", "note.md"], folder: folder.FullName);

            Assert.Equal(
                (1, "", 0, "note.md: 1 repair written\n", 0),
                (patch.ExitStatus, patch.Error, written.ExitStatus, written.Error, again.ExitStatus)
            );
            Assert.Equal(Audits.WrongSign.Replace(@"= \frac{1}{p}", @"= -\frac{1}{p}"), File.ReadAllText(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_repair_in_an_included_file_is_written_there()
    {
        var folder = Directory.CreateTempSubdirectory("lossproofs-fix-");
        try
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, "main.tex"),
                "\\documentclass{article}\n\\begin{document}\n\\input{part}\n\\end{document}\n"
            );
            File.WriteAllText(Path.Combine(folder.FullName, "part.tex"), "\n\\[ 1 + 1 = 3 \\tag{a} \\]\n");

            var run = Tool.Run(["audit", "main.tex", "--fix"], folder: folder.FullName);

            Assert.Equal(
                (
                    1,
                    "--- a/part.tex\n+++ b/part.tex\n@@ -1,2 +1,2 @@\n \n-\\[ 1 + 1 = 3 \\tag{a} \\]\n+\\[ 1 + 1 = 2 \\tag{a} \\]\n",
                    ""
                ),
                (run.ExitStatus, run.Output, run.Error)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData(" Yes\n", true)]
    [InlineData("\n", false)]
    [InlineData("no\n", false)]
    [InlineData("", false)]
    public void Only_yes_is_yes(string answer, bool expected)
    {
        using var terminal = new StringWriter();

        Assert.Equal(
            (expected, "note.md: write 1 repair? [y/N] "),
            (Question.Yes("note.md: write 1 repair?", new StringReader(answer), terminal), terminal.ToString())
        );
    }

    [Theory]
    [InlineData("audit note.md --yes", "lossproofs: --yes goes with --fix\n")]
    public void Yes_alone_means_nothing(string line, string message)
    {
        var run = Tool.Run(line);

        Assert.Equal((2, message), (run.ExitStatus, run.Error));
    }
}
