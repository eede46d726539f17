// `lossproofs man`: the manual page, made from the commands' own definitions.
using System.CommandLine;
using System.Reflection;
using System.Text;

namespace LossProofs.CommandLine.Commands;

internal static class ManCommand
{
    public static Command Create(RootCommand root)
    {
        var command = new Command("man", "Print the manual page (lossproofs man > lossproofs.1).");
        command.SetAction(_ =>
        {
            Console.Out.Write(Page(root));
            return 0;
        });
        return command;
    }

    private static string Page(RootCommand root)
    {
        var version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
        var page = new StringBuilder();
        page.Append($".TH LOSSPROOFS 1 \"\" \"lossproofs {version}\" \"User Commands\"\n");
        page.Append($".SH NAME\nlossproofs \\- {Text(root.Description!).TrimEnd('.')}\n");
        page.Append(
            ".SH SYNOPSIS\n.B lossproofs\n.I COMMAND\n[\\fIARGUMENT\\fR]... [\\fIOPTION\\fR]...\n.SH COMMANDS\n"
        );
        foreach (var command in root.Subcommands)
        {
            Append(page, command, "lossproofs");
        }

        page.Append(
            ".SH EXIT STATUS\n.TP\n0\nNothing was refuted that was not expected.\n.TP\n1\nSomething was, or what "
        );
        page.Append(
            "\\fB\\-\\-fail\\-on\\fR asks for.\n.TP\n2\nWrong usage or input that cannot be read: one line on standard error.\n"
        );
        page.Append(
            $".SH FILES\n.TP\n{Text(Input.Configuration.FileName)}\nWhat a project audits, in this folder or above it.\n"
        );
        return page.ToString();
    }

    private static void Append(StringBuilder page, Command command, string before)
    {
        var arguments = string.Concat(
            command.Arguments.Select(argument =>
                argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}"
            )
        );
        page.Append($".SS {Text($"{before} {command.Name}{arguments}")}\n{Text(command.Description!)}\n");
        foreach (var argument in command.Arguments)
        {
            page.Append($".TP\n\\fI{Text(argument.Name)}\\fR\n{Text(argument.Description ?? "")}\n");
        }

        foreach (var option in command.Options.Where(option => option is not System.CommandLine.Help.HelpOption))
        {
            var value = option.ValueType == typeof(bool) ? "" : $" \\fI{Text(option.HelpName ?? "VALUE")}\\fR";
            page.Append($".TP\n\\fB{Text(option.Name)}\\fR{value}\n{Text(option.Description ?? "")}\n");
        }

        foreach (var inner in command.Subcommands)
        {
            Append(page, inner, $"{before} {command.Name}");
        }
    }

    // Backslashes and hyphens are marks of the format, and so is a dot or a quote that starts a line.
    private static string Text(string text)
    {
        var plain = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return plain.StartsWith('.') || plain.StartsWith('\'') ? "\\&" + plain : plain;
    }
}
