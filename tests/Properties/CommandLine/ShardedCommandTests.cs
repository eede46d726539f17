// Commands in parts: what the parts join to is, byte for byte, what one run gives.
using System.CommandLine;
using LossProofs.Accuracy;
using LossProofs.CommandLine;
using LossProofs.CommandLine.Commands;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class ShardedCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(_folder.FullName, name);

    // In this process: what is printed goes to files.
    private static int Do(Command command, params string[] words) =>
        command.Parse(words).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private void Same(Func<Command> create, string[] words, int parts, string[] formats, int status = 0)
    {
        foreach (var part in Enumerable.Range(1, parts))
        {
            Assert.Equal(0, Do(create(), [.. words, "--shard", $"{part}/{parts}", "--out", In($"parts/{part}.jsonl")]));
        }

        foreach (var format in formats)
        {
            string[] given = formats.Length > 1 ? ["--format", format] : [];
            Assert.Equal(status, Do(create(), [.. words, .. given, "--out", In("one")]));
            Assert.Equal(status, Do(MergeCommand.Create(), [In("parts"), .. given, "--out", In("merged")]));
            Assert.Equal(File.ReadAllText(In("one")), File.ReadAllText(In("merged")));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_search_for_worst_inputs_in_parts_is_that_of_one_run(int parts) =>
        Same(
            WorstCommand.Create,
            ["Sigmoid.Value", "Softplus.Value", "--cases", "9000", "--seed", "3", "--jobs", "1"],
            parts,
            WorstCommand.Formats
        );

    [Fact]
    public void The_sweep_over_all_floats_in_parts_is_that_of_one_run() =>
        Same(ExhaustiveCommand.Create, ["--stride", "65521", "--jobs", "1"], 4, ["markdown"]);

    // 0.4 ulp are not kept by any kernel: there are failures, with inputs that were made simpler.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_laws_of_kernels_in_parts_are_those_of_one_run(int parts)
    {
        string[] words =
        [
            "--own",
            "--kernel",
            "sigmoid",
            "--kernel",
            "squared-error",
            "--ulps",
            "0.4",
            "--cases",
            "10",
        ];
        Same(ConformCommand.Create, words, parts, ConformCommand.Formats, status: 1);

        var accepted = In("accepted.txt");
        Assert.Equal(0, Do(MergeCommand.Create(), In("parts"), "--write-baseline", accepted, "--out", In("merged")));
        Assert.Equal(0, Do(MergeCommand.Create(), In("parts"), "--baseline", accepted, "--out", In("merged")));
    }

    [Fact]
    public void A_sweep_over_ranges_joins_to_the_sweep_over_all()
    {
        var sweep = FloatSweep.All[0];
        var whole = sweep.Run(8191);
        var joined = FloatSweepResult.Join([sweep.Run(8191, to: 3), sweep.Run(8191, from: 3)]);

        Assert.Equal(whole with { Violations = [] }, joined with { Violations = [] });
        Assert.Equal(whole.Violations, joined.Violations);
    }

    // A project with a part of its own, a note without a formula, notes with findings of each kind, one with a baseline's finding.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void An_audit_of_a_folder_in_parts_is_that_of_one_run(int parts)
    {
        Directory.CreateDirectory(In("docs/part"));
        File.WriteAllText(In("docs/main.tex"), "\\[ 1 + 1 = 2 \\]\n\\input{part/inner}\n");
        File.WriteAllText(In("docs/part/inner.tex"), "\\begin{equation}\\label{eq:in} 2 + 2 = 5 \\end{equation}\n");
        File.WriteAllText(In("docs/README.md"), "no formula\n");
        File.WriteAllText(
            In("docs/a.md"),
            "# A\n\nFor $p \\in (0,1)$\n\n$$ \\frac{d}{dp}(-\\log p) = \\frac1p \\tag{1} $$\n"
        );
        File.WriteAllText(In("docs/b.md"), "$$ a \\le 3 $$\n\n$$ e^x \\ge 1 + x $$\n\nFor real $x$ we have $1 = 2$.\n");
        File.WriteAllText(In("docs/c.md"), "$$ \\log(1 + e^x) \\ge x $$\n");

        Same(
            AuditCommand.Create,
            [In("docs"), "--no-config", "--no-cache", "--inline", "--jobs", "1"],
            parts,
            AuditReporting.Formats,
            status: 1
        );
    }

    [Fact]
    public void A_part_that_was_done_is_not_done_again()
    {
        File.WriteAllText(In("a.md"), "$$ 1 + 1 = 3 $$\n");
        string[] words = [In("a.md"), "--no-cache", "--shard", "1/1", "--out", In("1.jsonl")];
        Assert.Equal(0, Do(AuditCommand.Create(), words));
        var written = File.ReadAllBytes(In("1.jsonl"));
        File.WriteAllText(In("a.md"), "$$ 1 + 1 = 2 $$\n");

        Assert.Equal(0, Do(AuditCommand.Create(), words));
        Assert.Equal(written, File.ReadAllBytes(In("1.jsonl")));
        Assert.Equal(1, Do(MergeCommand.Create(), In("1.jsonl"), "--no-config", "--out", In("merged")));
    }

    [Theory]
    [InlineData("--shard 0/8 --out x", "--shard: expected a part and how many there are, such as 3/8, got '0/8'")]
    [InlineData("--shard x --out x", "--shard: expected a part and how many there are, such as 3/8, got 'x'")]
    public void A_part_that_is_none_is_refused(string words, string message) =>
        Assert.Equal(message, Assert.Single(WorstCommand.Create().Parse(words).Errors).Message);

    [Fact]
    public void A_part_needs_a_file_for_its_results() =>
        Assert.Contains(
            "--shard: expected --out FILE",
            Assert.Throws<UsageException>(() => Do(WorstCommand.Create(), "Sigmoid.Value", "--shard", "1/2")).Message,
            StringComparison.Ordinal
        );
}
