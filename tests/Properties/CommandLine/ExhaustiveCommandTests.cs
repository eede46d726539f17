// `lossproofs exhaustive` as a shell sees it, on a part of the floats.
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class ExhaustiveCommandTests
{
    [Fact]
    public void Both_forms_of_every_function_keep_their_bounds_on_one_float_in_65521()
    {
        var run = Tool.Run("exhaustive --stride 65521");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitStatus);
        var rows = run.Output.Split('\n').Where(line => line.Contains("| 65,552 |", StringComparison.Ordinal));
        Assert.Equal(["exp", "expm1", "log", "log1p", "softplus", "sigmoid"], rows.Select(row => row.Split(' ')[1]));
    }

    [Theory]
    [InlineData("exhaustive --stride 0", "--stride is at least 1, got 0")]
    [InlineData("exhaustive sin", "sin")]
    public void Wrong_usage_is_refused(string command, string message)
    {
        var run = Tool.Run(command);

        Assert.Equal(2, run.ExitStatus);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
