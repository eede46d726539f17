// `lossproofs serve`: the language server, which an editor starts.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.CommandLine.Serving;

namespace LossProofs.CommandLine.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var cases = CommonOptions.Cases();
        var seed = CommonOptions.Seed();
        var jobs = CommonOptions.Jobs();
        // Editors' libraries add it.
        var stdio = new Option<bool>("--stdio")
        {
            Description = "Speak over standard input and output, which it does anyway.",
        };
        var command = new Command(
            "serve",
            "Serve an editor by the Language Server Protocol: marks under wrong formulas, hovers, repairs (docs/editors.md)."
        )
        {
            stdio,
            cases,
            seed,
            jobs,
        };
        command.SetAction(result =>
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            return new LanguageServer(
                new MessageStream(new BufferedStream(input, 1 << 16), output),
                new AuditSettings(result.GetValue(cases), result.GetValue(seed), result.GetValue(jobs))
                {
                    Inline = false,
                }
            ).Run();
        });
        return command;
    }
}
