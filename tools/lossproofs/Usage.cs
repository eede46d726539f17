// What was typed and is not understood: named, with what may have been meant.
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace LossProofs.CommandLine;

internal static partial class Usage
{
    /// <summary>What is wrong with the command line, or null.</summary>
    public static string? Fault(ParseResult parsed)
    {
        // System.CommandLine takes a misspelt option for an argument, or for the value of the option before it.
        var literal = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Count();
        var command = parsed.CommandResult.Command;
        foreach (var token in parsed.Tokens.Take(literal))
        {
            if (token.Type == TokenType.Argument && LooksLikeOption().IsMatch(token.Value))
            {
                return Unknown(token.Value.Split('=')[0], "an option", command, command.Options.SelectMany(Names));
            }
        }

        foreach (var word in parsed.UnmatchedTokens)
        {
            return LooksLikeOption().IsMatch(word)
                    ? Unknown(word.Split('=')[0], "an option", command, command.Options.SelectMany(Names))
                : command.Subcommands.Count > 0
                    ? Unknown(word, "a command", command, command.Subcommands.SelectMany(Names))
                : $"{command.Name}: '{word}' is one argument too many";
        }

        return parsed.Errors.Count == 0
            ? null
            : string.Join("; ", parsed.Errors.Select(error => error.Message).Distinct());
    }

    private static IEnumerable<string> Names(Symbol symbol) =>
        symbol switch
        {
            Option option => option.Aliases.Prepend(option.Name),
            Command command => command.Aliases.Prepend(command.Name),
            _ => [symbol.Name],
        };

    private static string Unknown(string word, string what, Command command, IEnumerable<string> known)
    {
        var at = command is RootCommand ? "" : $"{command.Name}: ";
        var names = known.Where(name => name.Length > 2 || word.Length <= 2).Distinct().ToList();
        return $"{at}'{word}' is not {what}; {Hint(word, names)}";
    }

    /// <summary>That a word is none of those expected, and which of them may be meant.</summary>
    public static string Instead(string word, IReadOnlyList<string> expected)
    {
        var hint = Hint(word, expected);
        return hint[0] == 'd' ? $"'{word}' is not known; {hint}" : $"{hint}; got '{word}'";
    }

    private static string Hint(string word, IReadOnlyList<string> names)
    {
        var nearest = names
            .Select(name => (Name: name, Distance: Distance(word, name)))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault();
        // A third of the letters may be wrong.
        return nearest.Name is { } name && nearest.Distance <= Math.Max(1, name.Length / 3)
            ? $"did you mean '{name}'?"
            : $"expected {string.Join(", ", names.Where(each => each[^1] != '?'))}";
    }

    // Damerau–Levenshtein: letters left out, put in, replaced, or swapped with the next.
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] =
                    i == 0 || j == 0
                        ? i + j
                        : Math.Min(
                            Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                            table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                        );
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }

    [GeneratedRegex(@"^(?:--[A-Za-z][A-Za-z0-9-]*(?:=.*)?|-[A-Za-z?])$", RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeOption();
}
