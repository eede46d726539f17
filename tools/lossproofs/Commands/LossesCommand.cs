// `lossproofs losses`: the kernels with formula, source and arguments.
using System.CommandLine;
using LossProofs.CommandLine.Evaluation;
using LossProofs.Laws;

namespace LossProofs.CommandLine.Commands;

internal static class LossesCommand
{
    public static Command Create()
    {
        var command = new Command(
            "losses",
            "List the losses that 'lossproofs eval' evaluates, with formula, source and arguments."
        );
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var name = Definition.All.Max(entry => entry.Name.Length);
        var formula = Definition.All.Max(entry => entry.Formula.Length);
        var source = Definition.All.Max(entry => entry.Source.Length);
        foreach (var entry in Definition.All)
        {
            Console.Out.WriteLine(
                $"{entry.Name.PadRight(name)}  {entry.Formula.PadRight(formula)}  {entry.Source.PadRight(source)}  {Evaluator.Options(entry)}"
            );
        }

        return 0;
    }
}
