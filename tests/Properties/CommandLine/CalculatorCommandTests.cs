// `lossproofs losses`, `eval` and `digits` as a shell sees them: exit status, streams, messages word for word.
using LossProofs.Laws;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class CalculatorCommandTests
{
    [Theory]
    [InlineData("eval", "eval was given no loss; expected a name that `lossproofs losses` lists, or --batch")]
    [InlineData(
        "eval cross-entropy --logits 1,2",
        "cross-entropy was given --logits; expected --logits --label [--class-weights] or --logits --targets"
    )]
    [InlineData("eval focl --logits 1,2 --label 0", "loss: 'focl' is not known; did you mean 'focal'?")]
    [InlineData("eval cross-entropy --logits 1,2 --label 5", "label is 5; expected a class from 0 to 1")]
    [InlineData(
        "eval cross-entropy --logits 1,2 --label x",
        "label: 'x' is not an integer; expected a class label such as 0"
    )]
    [InlineData("eval gamma-cross-entropy --logits 1,2 --label 0 --gamma 2", "gamma is 2; expected a number in [0, 1]")]
    [InlineData(
        "eval softmax --logits 1,oops",
        "logits: 'oops' is not a number; expected decimal (0.1), hexadecimal (0x1.8000000000000p+1), inf or -inf"
    )]
    public void Wrong_numbers_for_a_loss_are_one_line_and_status_2(string line, string message)
    {
        var run = Tool.Run(line);

        Assert.Equal((2, $"lossproofs: {message}\n", ""), (run.ExitStatus, run.Error, run.Output));
    }

    [Theory]
    [InlineData("digits", "expected either a formula or --batch FILE")]
    [InlineData("digits 'log('", "column 5: expected a number, a name or '(', found the end")]
    [InlineData("digits 'log(x)'", "'x' has no value: add --where x=VALUE")]
    [InlineData("digits 1+1 --digits 0", "--digits: expected 1 to 10000, got 0")]
    public void Wrong_usage_of_the_calculator_is_one_line_and_status_2(string line, string message)
    {
        var run = Tool.Run(line);

        Assert.Equal((2, $"lossproofs: digits: {message}\n", ""), (run.ExitStatus, run.Error, run.Output));
    }

    [Theory]
    [InlineData(
        "digits 'log(1+exp(-x))' --where x=0x1.8p+3 --digits 40",
        "0.000006144193477732805434579066208186703171258"
    )]
    [InlineData("digits 'pi' --digits 30", "3.14159265358979323846264338328")]
    [InlineData("digits '1/3' --digits 5", "0.33333")]
    public void The_calculator_prints_certain_digits(string line, string digits)
    {
        var run = Tool.Run(line);

        Assert.Equal((0, "", digits + "\n"), (run.ExitStatus, run.Error, run.Output));
    }

    [Fact]
    public void What_cannot_be_decided_is_said_and_not_printed()
    {
        var run = Tool.Run("digits 'log(0)'");

        Assert.Equal((1, ""), (run.ExitStatus, run.Output));
        Assert.StartsWith("lossproofs: digits: undefined: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_goes_on_after_a_refused_line()
    {
        var run = Tool.Run(
            ["eval", "--batch", "-"],
            "logsumexp\tlogits=0x0p+0\tignored\nsoftmax\tlogits=nan,1\nsoftmax\tlogits=0x0p+0,-inf\n"
        );

        Assert.Equal(
            "logsumexp\tlogits=0x0p+0\tvalue=0x0.0p+0;gradient=0x1.0000000000000p+0\n"
                + "softmax\tlogits=nan,1\terror: logits[0] is NaN; expected a finite number or -infinity (a mask)\n"
                + "softmax\tlogits=0x0p+0,-inf\tprobabilities=0x1.0000000000000p+0,0x0.0p+0\n",
            run.Output
        );
        Assert.Equal((2, "lossproofs: 1 of 3 lines were refused; each answer says why\n"), (run.ExitStatus, run.Error));
    }

    [Theory]
    [InlineData("nonsense", "the line has no tab; expected a loss, a tab and arguments: logits=2,1;label=0")]
    [InlineData("focl\tbeta=2", "loss: 'focl' is not known; did you mean 'focal'?")]
    [InlineData("cros-entropy\t2,1", "loss: 'cros-entropy' is not known; did you mean 'cross-entropy'?")]
    [InlineData("cross-entropy\t2,1", "'2,1' is no argument; expected NAME=VALUE, as in logits=2,1;label=0")]
    [InlineData("cross_entropy\tlogits=2,1", "loss: 'cross_entropy' is not known; did you mean 'cross-entropy'?")]
    public void A_line_that_is_refused_says_what_was_expected(string line, string message)
    {
        var run = Tool.Run(["eval", "--batch", "-"], line + "\n");

        Assert.Equal(message, run.Output.TrimEnd('\n').Split("\terror: ")[1]);
        Assert.Equal(2, run.ExitStatus);
    }

    [Fact]
    public void A_batch_takes_the_names_of_eval_and_of_its_options()
    {
        var run = Tool.Run(
            ["eval", "--batch", "-"],
            "cross-entropy\tlogits=2,1;label=0\nfocal\tprobability=0.5;beta=0\ncross-entropy\tlogits=2,1\ncross-entropy\tlogits=2;logits=1\n"
        );

        Assert.Equal(
            "cross-entropy\tlogits=2,1;label=0\tloss=0x1.40c7abfbec124p-2;gradient=-0x1.136561454ba86p-2,0x1.136561454ba86p-2\n"
                + "focal\tprobability=0.5;beta=0\tloss=0x1.62e42fefa39efp-1;gradient=-0x1.0000000000000p+1\n"
                + "cross-entropy\tlogits=2,1\terror: cross-entropy was given --logits; expected --logits --label [--class-weights] or --logits --targets\n"
                + "cross-entropy\tlogits=2;logits=1\terror: logits is given twice\n",
            run.Output
        );
        Assert.Equal(2, run.ExitStatus);
    }

    [Fact]
    public void Every_loss_that_is_listed_can_be_evaluated_by_its_name()
    {
        var listed = Tool.Run("losses").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string[] names = [.. listed.Select(line => line.Split(' ')[0])];
        Assert.Equal(Definition.All.Select(definition => definition.Name), names);
        foreach (var name in names)
        {
            // Without numbers the answer names the options, so the name itself is known.
            Assert.StartsWith(
                $"lossproofs: {name} was given no arguments; expected --",
                Tool.Run($"eval {name}").Error,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Values_are_printed_with_their_certified_error()
    {
        var run = Tool.Run("eval softmax --logits 1000,1,-inf --format json");

        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        Assert.Contains("\"errorInUlps\": ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"0x1.0000000000000p+0\"", run.Output, StringComparison.Ordinal);
    }
}
