// The lossproofs command line: one file per command in Commands/; wrong usage ends in one line on standard error and 2.
using System.CommandLine;
using LossProofs.CommandLine;
using LossProofs.CommandLine.Commands;

var root = new RootCommand("Executable proofs for the mathematics of loss functions.")
{
    LossesCommand.Create(),
    EvalCommand.Create(),
    DigitsCommand.Create(),
    WorstCommand.Create(),
    ConformCommand.Create(),
    ExhaustiveCommand.Create(),
    AuditCommand.Create(),
    MergeCommand.Create(),
    CheckCommand.Create(),
    ExplainCommand.Create(),
    BindingsCommand.Create(),
    ServeCommand.Create(),
    LedgerCommand.Create(),
    CompletionCommand.Create(),
};
root.Add(ManCommand.Create(root));

var parsed = root.Parse(args);

// Shells ask for completions by a directive: [suggest:7].
if (args is not [['[', ..], ..] && Usage.Fault(parsed) is { } fault)
    return Failure.Report(fault);
try
{
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception)
    when (exception
            is UsageException
                or ArgumentException
                or InvalidDataException
                or IOException
                or UnauthorizedAccessException
    )
{
    return Failure.Report(exception.Message);
}
catch (Exception exception)
{
    // The first place of our own: where .NET threw says little.
    var frames = exception.StackTrace?.Split('\n') ?? [];
    var where = (
        Array.Find(frames, frame => frame.Contains("LossProofs", StringComparison.Ordinal)) ?? frames.FirstOrDefault()
    )?.Trim();
    return Failure.Report(
        $"an error in the tool itself, please report it: {exception.GetType().Name}: {exception.Message} {where}"
    );
}
