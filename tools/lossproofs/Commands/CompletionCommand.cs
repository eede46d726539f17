// `lossproofs completion`: the script that makes a shell complete commands, options and their words.
using System.CommandLine;

namespace LossProofs.CommandLine.Commands;

internal static class CompletionCommand
{
    // The tool itself knows the completions: `lossproofs [suggest:POSITION] LINE` prints them.
    private static readonly Dictionary<string, string> s_scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _lossproofs() {
                local IFS=$'\n'
                COMPREPLY=($(lossproofs "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
            }
            complete -o default -F _lossproofs lossproofs
            """,
        ["zsh"] = """
            _lossproofs() {
                local -a words_found
                words_found=("${(@f)$(lossproofs "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                compadd -- $words_found || _files
            }
            compdef _lossproofs lossproofs
            """,
        ["fish"] = """
            complete -c lossproofs -a '(lossproofs "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = $"{string.Join(", ", s_scripts.Keys)}." };
        shell.OnlyOneOf([.. s_scripts.Keys]);
        var command = new Command("completion", "Print the script that makes a shell complete this command.") { shell };
        command.SetAction(result =>
        {
            Console.Out.Write(s_scripts[result.GetValue(shell)!].ReplaceLineEndings("\n") + "\n");
            return 0;
        });
        return command;
    }
}
