// `lossproofs worst` as a shell sees it.
using LossProofs.Laws;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class WorstCommandTests
{
    [Fact]
    public void It_prints_a_line_per_kernel_and_precision_that_reads_back()
    {
        var run = Tool.Run("worst softplus.v BinaryCrossEntropy: --cases 20");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitStatus);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("# kernel, precision, error in ulps, input (row;second row;label;parameters)", lines[0]);
        Assert.Equal(
            [
                ("Softplus.Value", false),
                ("Softplus.Value", true),
                ("BinaryCrossEntropy: loss", false),
                ("BinaryCrossEntropy: loss", true),
                ("BinaryCrossEntropy: gradient", false),
                ("BinaryCrossEntropy: gradient", true),
            ],
            lines.Skip(1).Select(WorstCase.Parse).Select(found => (found.Kernel, found.Single))
        );
    }

    [Fact]
    public void A_whole_name_means_that_kernel_alone()
    {
        const string name = "CrossEntropy: loss";

        Assert.True(Kernel.All.Count(kernel => kernel.Name.Contains(name, StringComparison.Ordinal)) > 1);
        Assert.Equal(name + "\n", Tool.Run(["worst", "crossentropy: loss", "--list"]).Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_result_depends_on_the_seed_and_not_on_the_threads()
    {
        var one = Tool.Run("worst Sigmoid.Value --precision double --cases 200 --seed 5 --jobs 1");
        var two = Tool.Run("worst Sigmoid.Value --precision double --cases 200 --seed 5 --jobs 2");
        var other = Tool.Run("worst Sigmoid.Value --precision double --cases 200 --seed 6000 --jobs 2");

        Assert.Equal(one.Output, two.Output);
        Assert.NotEqual(one.Output, other.Output);
    }

    [Fact]
    public void As_markdown_it_is_a_table()
    {
        var run = Tool.Run("worst Sigmoid.Value --precision float --cases 20 --format markdown");

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("| Sigmoid.Value | float | 0.", lines[2], StringComparison.Ordinal);
        Assert.Contains(" | 20 | `", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_the_kernels() =>
        Assert.Equal(
            string.Concat(Kernel.All.Select(kernel => kernel.Name + "\n")),
            Tool.Run("worst --list").Output.ReplaceLineEndings("\n")
        );

    [Theory]
    [InlineData("worst foo", "lossproofs: worst: no kernel's name contains 'foo'; --list names them")]
    [InlineData("worst --cases 0", "lossproofs: --cases: expected a positive number, got 0")]
    [InlineData("worst --jobs -3", "lossproofs: --jobs: expected a positive number, got -3")]
    public void Wrong_usage_is_one_line_and_status_2(string line, string message)
    {
        var run = Tool.Run(line);

        Assert.Equal(message, run.Error.Trim());
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.ExitStatus);
    }
}
