// `lossproofs conform` with a small program of our own at the other end of the protocol: right, wrong, and broken.
using System.Text.Json;
using LossProofs.Tests.Properties.CommandLine;
using Xunit;

namespace LossProofs.Tests.Properties.Conformance;

public sealed class ConformCommandTests
{
    private static readonly string s_peer =
        $"'{Environment.ProcessPath}' '{Path.Combine(AppContext.BaseDirectory, "conformance-peer.dll")}'";

    [Fact]
    public void A_right_kernel_holds_all_laws()
    {
        var run = Conform("right");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitStatus);
        Assert.StartsWith(
            "small peer 1.0: 40 cases each, seed 1, 16 ulp allowed\n\nsigmoid value double: ",
            run.Output
        );
        Assert.Contains("  accuracy       holds, within 1", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(" hold, 0 fail, 1 not judged\n", run.Output);
    }

    [Fact]
    public void A_naive_focal_loss_fails_with_the_law_the_simplest_input_and_the_ulps()
    {
        var run = Conform("naive-focal", "--format", "json");

        Assert.Equal(1, run.ExitStatus);
        var findings = JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray().ToList();
        var accuracy = findings.Single(finding => finding.GetProperty("law").GetString() == "accuracy");
        Assert.Equal("fails", accuracy.GetProperty("outcome").GetString());
        var input = accuracy.GetProperty("input").GetString()!;
        // A person can check it by hand: two classes, whole numbers.
        Assert.Matches(@"^logits=-?\d+,-?\d+;label=[01];beta=\d;alpha=1$", input);
        Assert.Matches(@"^it is \S+, the true value \S+: \S+ ulp off$", accuracy.GetProperty("reason").GetString());
        Assert.True(accuracy.GetProperty("worstUlps").GetDouble() > 1e10);
        Assert.Contains("logits=", accuracy.GetProperty("worstInput").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crash", "ended with status 3 (out of luck)")]
    [InlineData("hang", "gave no answer within 0.1 s")]
    [InlineData("wrong-shape", "gave 2 numbers; expected 1")]
    [InlineData("refuses", "NotSupportedException: at most two")]
    public void What_breaks_down_is_a_finding_and_not_the_end(string mode, string reason)
    {
        // Two inputs, of which the second has more entries than two: each breakdown costs a start of the program.
        var run = mode == "hang" ? Conform(mode, cases: 2, "--timeout", "0.1") : Conform(mode, cases: 2);

        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitStatus);
        Assert.Contains($"  fails: {reason}\n", run.Output, StringComparison.Ordinal);
        var entries = mode == "wrong-shape" ? 1 : 3;
        var zeros = string.Join(',', Enumerable.Repeat("0", entries));
        // It is made as simple as its kind allows: a hang costs its time limit for each step.
        Assert.Matches(mode == "hang" ? "at logits=" : $"at logits={zeros};label=0;", run.Output);
    }

    [Theory]
    [InlineData("garbage", "wrote 'loading weights ...'; expected a line of JSON (other words go to standard error)")]
    [InlineData("silent", "ended with status 0 before its greeting")]
    public void What_does_not_speak_the_protocol_is_wrong_usage(string mode, string reason)
    {
        var run = Conform(mode);

        Assert.Equal($"lossproofs: conform: '{s_peer} {mode}' {reason}\n", run.Error.ReplaceLineEndings("\n"));
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.ExitStatus);
    }

    [Fact]
    public void A_baseline_accepts_failures_and_nothing_else()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("lossproofs-baseline-").FullName, "accepted.txt");

        var written = Conform("naive-focal", cases: 30, "--write-baseline", file);
        var accepted = Conform("naive-focal", cases: 30, "--baseline", file, "--format", "markdown");
        File.WriteAllLines(
            file,
            File.ReadLines(file).Where(line => !line.Contains(" accuracy:", StringComparison.Ordinal))
        );
        var news = Conform("naive-focal", cases: 30, "--baseline", file);
        File.AppendAllText(file, "focal value double permutations: 1 − p\n");
        var wrong = Conform("naive-focal", cases: 30, "--baseline", file);

        Assert.Equal(0, written.ExitStatus);
        Assert.Equal(0, accepted.ExitStatus);
        Assert.Contains("fails, accepted (no reason given yet): ", accepted.Output, StringComparison.Ordinal);
        Assert.Equal(1, news.ExitStatus);
        Assert.Equal(2, wrong.ExitStatus);
        Assert.Contains("'focal value double permutations: 1 − p' is no accepted failure", wrong.Error);
    }

    // It goes on to look for the program that runs models, or to the program, which finds none in there.
    [Fact]
    public void A_folder_stands_for_the_models_in_it()
    {
        var run = Tool.Run("conform --onnx docs");
        Assert.Equal(2, run.ExitStatus);
        Assert.Contains("lossproofs-onnx", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conform", "conform was given nothing to test; expected one of --command, --onnx and --own")]
    [InlineData("conform --own --ulps 0", "--ulps: expected a positive number, got 0")]
    [InlineData("conform --own --baseline none.txt", "--baseline: none.txt: there is no such file")]
    [InlineData("conform --onnx none.onnx", "--onnx: none.onnx: there is no such file")]
    [InlineData("conform --command 'exit 7'", "conform: 'exit 7' ended with status 7 before its greeting")]
    public void Wrong_usage_is_one_line_and_status_2(string line, string message)
    {
        var run = Tool.Run(line);

        Assert.Equal($"lossproofs: {message}", run.Error.Trim());
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.ExitStatus);
    }

    [Fact]
    public void As_HTML_it_is_one_page()
    {
        var run = Conform("right", "--format", "html");

        Assert.StartsWith("<!DOCTYPE html>\n", run.Output);
        Assert.Contains("<td>accuracy</td><td>holds, within 1", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python", "def serve(")]
    [InlineData("javascript", "function serve(")]
    public void The_adapters_travel_inside_the_tool(string language, string part) =>
        Assert.Contains(part, Tool.Run($"conform --adapter {language}").Output, StringComparison.Ordinal);

    private static Run Conform(string mode, params string[] options) => Conform(mode, 40, options);

    private static Run Conform(string mode, int cases, params string[] options)
    {
        var run = Tool.Run(["conform", "--command", $"{s_peer} {mode}", "--cases", $"{cases}", .. options]);
        return run with { Output = run.Output.ReplaceLineEndings("\n") };
    }
}
