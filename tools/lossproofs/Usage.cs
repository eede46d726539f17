// What was typed and is not understood: named, with what may have been meant.
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
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

        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        var path = string.Join(' ', Above(parsed.CommandResult).Reverse());
        if (command.Subcommands.Count > 0)
        {
            var names = string.Join(", ", command.Subcommands.Select(inner => inner.Name));
            return $"expected a command: {names}; '{$"lossproofs {path}".Trim()} --help' says what each does";
        }

        var missing = command
            .Arguments.Where(argument =>
                argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 }
            )
            .Select(argument => argument.Name)
            .Concat(
                command
                    .Options.Where(option => option.Required && parsed.GetResult(option) is not { Tokens.Count: > 0 })
                    .Select(option => $"{option.Name} {option.HelpName}")
            )
            .ToList();
        if (missing.Count > 0)
        {
            return $"{path}: expected {string.Join(" and ", missing)}; 'lossproofs {path} --help' says more";
        }

        return parsed
                .CommandResult.Children.OfType<OptionResult>()
                .Select(NotOfItsType)
                .FirstOrDefault(fault => fault is not null)
            ?? string.Join("; ", parsed.Errors.Select(error => error.Message).Distinct());
    }

    // The names of a command and of those that it is one of, without the program's.
    private static IEnumerable<string> Above(CommandResult result)
    {
        for (
            SymbolResult? at = result;
            at is CommandResult { Command: not RootCommand and var command };
            at = at.Parent
        )
        {
            yield return command.Name;
        }
    }

    // A value that is no number where one is expected, or none at all.
    private static string? NotOfItsType(OptionResult given)
    {
        var option = given.Option;
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var culture = CultureInfo.InvariantCulture;
        var word = given.Tokens is [.., var last] ? last.Value : null;
        return given.Implicit ? null
            : word is null && option.Arity.MinimumNumberOfValues > 0
                ? $"{option.Name}: expected {option.HelpName ?? "a value"} behind it"
            : word is null ? null
            : given.Tokens.Count > option.Arity.MaximumNumberOfValues ? $"{option.Name} is given more than once"
            : type == typeof(int) && !int.TryParse(word, NumberStyles.AllowLeadingSign, culture, out _)
                ? $"{option.Name}: expected an integer up to {int.MaxValue}, got '{word}'"
            : type == typeof(ulong) && !ulong.TryParse(word, NumberStyles.None, culture, out _)
                ? $"{option.Name}: expected an integer from 0 to {ulong.MaxValue}, got '{word}'"
            : type == typeof(double) && !double.TryParse(word, NumberStyles.Float, culture, out _)
                ? $"{option.Name}: expected a number, got '{word}'"
            : null;
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
