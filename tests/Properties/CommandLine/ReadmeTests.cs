// What the README and the docs show is what the program does: every transcript is run again and compared.
using System.Text.RegularExpressions;
using LossProofs.Audit.Reports;
using LossProofs.Laws;
using LossProofs.Tests.Properties.Derivations;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

[StartsFirst]
public sealed partial class ReadmeTests
{
    private const string Prompt = "$ ";
    private const string FromSource = "dotnet run --project tools/lossproofs -- ";

    /// <summary>File, line, command and what it printed, from the blocks fenced as ```console.</summary>
    public static TheoryData<string, int, string, string> Transcripts()
    {
        var data = new TheoryData<string, int, string, string>();
        var files = Directory.EnumerateFiles(Path.Combine(Tool.Root, "docs"), "*.md").Order(StringComparer.Ordinal);
        string[] readmes = [Path.Combine(Tool.Root, "README.md"), Path.Combine(Tool.Root, "README.zh.md")];
        foreach (var file in readmes.Concat(files))
        {
            var (inside, command, line, at) = (false, "", 0, 0);
            var output = new List<string>();
            foreach (var text in File.ReadLines(file))
            {
                at++;
                var fence = text.StartsWith("```", StringComparison.Ordinal);
                if (inside && (fence || text.StartsWith(Prompt, StringComparison.Ordinal)) && command.Length > 0)
                {
                    data.Add(Path.GetRelativePath(Tool.Root, file), line, command, string.Join('\n', output));
                    (command, output) = ("", []);
                }

                if (fence)
                {
                    inside = !inside && text == "```console";
                }
                else if (inside && text.StartsWith(Prompt, StringComparison.Ordinal))
                {
                    (command, line) = (text[Prompt.Length..], at);
                }
                else if (inside)
                {
                    output.Add(text);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void A_transcript_is_what_the_program_prints(string file, int line, string command, string output)
    {
        var words =
            command.StartsWith(FromSource, StringComparison.Ordinal) ? command[FromSource.Length..]
            : command.StartsWith("lossproofs ", StringComparison.Ordinal) ? command["lossproofs ".Length..]
            : null;
        Assert.True(words is not null, $"{file}:{line}: a transcript runs lossproofs, got '{command}'");

        // The audit of all derivations takes a minute, and is made for DerivationTests: here its report is compared, and
        // .ci/run compares what the command prints.
        if (words == "audit")
        {
            Assert.Equal(output.TrimEnd(), TextReport.Overview(AuditedDerivations.All).TrimEnd());
            return;
        }

        var run = Tool.RunAnew(Tool.Words(words));

        Assert.Equal(output.TrimEnd(), (run.Output + run.Error).ReplaceLineEndings("\n").TrimEnd());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh.md")]
    public void Every_page_of_the_docs_is_one_click_from_the_README(string file)
    {
        var readme = File.ReadAllText(Path.Combine(Tool.Root, file));

        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(Tool.Root, "docs"), "*.md").Select(Path.GetFileName),
            page => !readme.Contains($"](docs/{page})", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_link_between_pages_leads_to_a_file()
    {
        var pages = Directory
            .EnumerateFiles(Path.Combine(Tool.Root, "docs"), "*.md")
            .Concat(Directory.EnumerateFiles(Tool.Root, "*.md"));
        var broken =
            from page in pages
            from Match link in RelativeLink().Matches(File.ReadAllText(page))
            let target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["to"].Value)
            where !Path.Exists(target)
            select $"{Path.GetRelativePath(Tool.Root, page)}: {link.Value}";

        Assert.Empty(broken);
    }

    // [words](file.md) and [words](file.md#part), with letters in the name: f[x](y) of a formula is no link.
    [GeneratedRegex(@"\]\((?<to>[\w./-]+\.\w+)(?:#[^)\s]*)?\)")]
    private static partial Regex RelativeLink();

    [Fact]
    public void The_README_has_a_row_for_each_loss_of_the_catalogue()
    {
        var rows = File.ReadAllLines(Path.Combine(Tool.Root, "README.md"));

        Assert.Empty(
            Definition
                .All.Select(loss =>
                    $"| `{loss.Class}` | {loss.Formula.Replace("|", "\\|", StringComparison.Ordinal)} | {loss.Source} |"
                )
                .Except(rows)
        );
    }

    [Fact]
    public void The_README_has_a_transcript() => Assert.Contains(Transcripts(), row => row is ["README.md", ..]);
}
