// A bindings file to be accepted: what the text says of each symbol, what its uses imply, and the roles as read.
using System.Text;
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit;

/// <summary>Writes bindings files.</summary>
public static partial class BindingsStub
{
    private const int Places = 8;

    /// <summary>A bindings file for a document of which nothing is declared.</summary>
    public static string For(Document document) =>
        Write(document, ClaimReader.Read(document, BindingsFile.Empty), whole: true)!;

    // What is missing only (not whole): the guesses of the formulas that are open; null when there is none.
    internal static string? Write(
        Document document,
        DocumentClaims claims,
        bool whole,
        Func<EquationClaims, bool>? isOpen = null
    )
    {
        var said = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        var implied = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        var guessed = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        var lengths = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<(string At, string Reason)>();
        var indexed = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var hints = new Hints(document, claims);
        foreach (var equation in claims.Equations.Where(equation => isOpen?.Invoke(equation) != false))
        {
            var at = equation.Equation.Tag is { } tag ? $"({tag})" : $"#{equation.Equation.Ordinal}";
            foreach (var claim in equation.Claims)
            {
                if (claim.Reason is { } reason && claim.Statement.Readings.Count == 0)
                {
                    open.Add((at, Spelling.Plain(reason)));
                }

                // A second look puts quantities of its own in the place of what is missing: these are no symbols.
                if (claim.Statement.Missing is { } missing)
                {
                    open.Add((at, Spelling.Plain(missing)));
                    foreach (var symbol in claim.Missing)
                    {
                        indexed.TryAdd(symbol.Spelling, []);
                        indexed[symbol.Spelling].Add(at);
                    }

                    continue;
                }

                foreach (var variable in claim.Statement.Readings.SelectMany(reading => reading.Context.Variables))
                {
                    lengths.UnionWith(
                        variable.Dimensions.OfType<Symbol>().Select(length => Spelling.Plain(length.Name))
                    );
                    switch (variable.Provenance)
                    {
                        case Provenance.Text:
                            Note(said, variable, at, "");
                            break;
                        case Provenance.Guessed when hints.Of(variable) is var (hinted, why):
                            Note(implied, hinted, at, why);
                            break;
                        case Provenance.Guessed:
                            Note(guessed, variable, at, "");
                            break;
                    }
                }
            }
        }

        // What one claim implies is guessed nowhere else.
        foreach (var name in guessed.Keys.Where(implied.ContainsKey).ToList())
        {
            implied[name].At.AddRange(guessed[name].At.Except(implied[name].At).ToList());
            guessed.Remove(name);
        }

        var roles = claims
            .Equations.Where(equation => equation.Role != Role.Claim && equation.Equation.Ignored is null)
            .ToList();
        if (!whole && implied.Count + guessed.Count == 0)
        {
            return null;
        }

        var known = said.Keys.Concat(implied.Keys).Concat(guessed.Keys).ToHashSet(StringComparer.Ordinal);
        var proposed = whole ? Proposed(indexed, known, document) : [];
        var text = new StringBuilder();
        text.Append($"document: {Quoted(document.Title)}\n");
        text.Append(known.Count + proposed.Count(line => line[2] != '#') == 0 ? "symbols: {}\n" : "symbols:\n");
        if (whole && said.Count > 0)
        {
            text.Append("  # As the text says.\n");
            Append(text, said, lengths);
        }

        if (implied.Count > 0)
        {
            text.Append("  # As the words have it, or all uses imply: change what is wrong.\n");
            Append(text, implied, lengths);
        }

        if (guessed.Count > 0)
        {
            text.Append("  # Guessed: change what is wrong (docs/bindings.md lists the phrases).\n");
            Append(text, guessed, lengths);
        }

        if (proposed.Count > 0)
        {
            text.Append("  # What open formulas need: change what is wrong, complete what is dotted.\n");
            proposed.ForEach(line => text.Append(line));
        }

        if (whole && roles.Count > 0)
        {
            text.Append("equations:\n  # The roles as read; what is not listed is a claim.\n");
            foreach (var equation in roles)
            {
                var key = equation.Equation.Tag ?? equation.Equation.Label ?? $"#{equation.Equation.Ordinal}";
                text.Append($"  {Quoted(key)}: {{ role: {equation.Role.ToString().ToLowerInvariant()} }}\n");
            }
        }

        foreach (var group in open.GroupBy(entry => entry.Reason))
        {
            var at = group.Select(entry => entry.At).Distinct().ToList();
            text.Append($"# {string.Join(", ", at.Take(Places))}: {group.Key.ReplaceLineEndings(" ")}\n");
        }

        return text.ToString();
    }

    // A name with an index of which nothing is known is an entry of a vector and its index; where the document has the name as a
    // number, the whole is a quantity of its own, of which the file has to say how it depends on the others.
    private static List<string> Proposed(
        SortedDictionary<string, List<string>> missing,
        HashSet<string> known,
        Document document
    )
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var dotted = new List<string>();
        string? length = null;
        foreach (var (spelling, at) in missing)
        {
            var places = $"  # {string.Join(", ", at.Distinct().Take(Places))}\n";
            if (Indexed().Match(spelling) is not { Success: true } parts || !missing.ContainsKey(parts.Groups[2].Value))
            {
                continue;
            }

            var (name, index) = (parts.Groups[1].Value, parts.Groups[2].Value);
            length ??= s_lengths.FirstOrDefault(letter =>
                !known.Contains(letter)
                && document.Equations.All(equation => !equation.Latex.Contains(letter, StringComparison.Ordinal))
            );
            if (length is null)
            {
                continue;
            }

            lines[index] = $"  {Quoted(index)}: 'index of {length}'{places}";
            lines[length] = $"  {Quoted(length)}: 'integer >= 1'{places}";
            if (known.Contains(name))
            {
                dotted.Add($"  # {Quoted(spelling)}: {{ means: '…' }}{places}");
            }
            else
            {
                lines[name] = $"  {Quoted(name)}: 'vector of length {length}'{places}";
            }
        }

        return [.. lines.Values, .. dotted];
    }

    [GeneratedRegex(@"^(.+)_\{?(\\?[A-Za-z]+)\}?$", RegexOptions.CultureInvariant)]
    private static partial Regex Indexed();

    private static readonly string[] s_lengths = ["K", "N", "M", "D"];

    private sealed record Entry(Variable Variable, string Why, List<string> At);

    private static void Note(SortedDictionary<string, Entry> entries, Variable variable, string at, string why)
    {
        var name = NameOf(variable);
        if (!entries.TryGetValue(name, out var entry))
        {
            entries[name] = entry = new Entry(variable, why, []);
        }

        if (!entry.At.Contains(at))
        {
            entry.At.Add(at);
        }
    }

    // The engine's name of a family beside a number of its letter is no spelling.
    private static string NameOf(Variable variable)
    {
        const string slot = "_\\cdot";
        var name = Spelling.Plain(variable.Name);
        return name.EndsWith(slot, StringComparison.Ordinal) ? name[..^slot.Length] : name;
    }

    private static void Append(StringBuilder text, SortedDictionary<string, Entry> entries, HashSet<string> lengths)
    {
        foreach (var (name, (variable, why, at)) in entries)
        {
            var more = at.Count > Places ? ", …" : "";
            var where = $"# {why}{string.Join(", ", at.Take(Places))}{more}";
            var phrase = Phrase(variable, lengths.Contains(name));
            // What no phrase says stays as the text says it.
            text.Append(
                IsUnderstood(phrase, name)
                    ? $"  {Quoted(name)}: {Quoted(phrase)}  {where}\n"
                    : $"  # {name}: {phrase}  {where}\n"
            );
        }
    }

    /// <summary>What words and uses say of symbols that were guessed.</summary>
    private sealed class Hints(Document document, DocumentClaims claims)
    {
        private readonly IReadOnlyDictionary<string, WordedSymbol> _words = SymbolWords.Of(document);
        private readonly IReadOnlyDictionary<string, Domain> _uses = SymbolUses.Of(claims);

        /// <summary>The variable as words or uses have it, and which; null where they say nothing more than the guess.</summary>
        public (Variable Variable, string Why)? Of(Variable variable)
        {
            if (
                _words.TryGetValue(Plain(variable.Name), out var words) && Fitting(variable, words.Domain) is { } called
            )
            {
                var line = document.Place(words.Line).Line;
                return (variable with { Domain = called }, $"'{Spelling.Plain(words.Cue)}', line {line}; ");
            }

            return
                _uses.TryGetValue(variable.Name, out var range)
                && Fitting(variable, range) is { } used
                && !used.Equals(variable.Domain)
                ? (variable with { Domain = used }, "by its uses; ")
                : null;
        }

        private static string Plain(string name) =>
            name.EndsWith("_\\cdot", StringComparison.Ordinal) ? name[..^"_\\cdot".Length]
            : name.EndsWith("_{\\cdot}", StringComparison.Ordinal) ? name[..^"_{\\cdot}".Length]
            : name;

        // A number is no vector; entries of arrays are not counted; a bound of a number that counts is an integer.
        private static Domain? Fitting(Variable variable, Domain domain) =>
            (variable.Dimensions.Count, variable.Domain, domain) switch
            {
                (_, SmoothFunction, _) => null,
                (0, _, ProbabilityVector or OneHot) => null,
                (> 0, _, Integers) => null,
                (0, Integers, RealInterval { Lower: { IsInteger: true } lower, LowerClosed: true, Upper: null }) =>
                    new Integers(new Number(lower), null),
                (0, Integers, not (Integers or Finite)) => null,
                _ => domain,
            };
    }

    private static bool IsUnderstood(string phrase, string name)
    {
        try
        {
            Phrases.Parse(phrase, name, "", 1);
            return true;
        }
        catch (BindingsException)
        {
            return false;
        }
    }

    private static string Phrase(Variable variable, bool isLength)
    {
        var shape = variable.Dimensions.Count switch
        {
            0 => "",
            1 => $"vector of length {Plain(variable.Dimensions[0])}",
            2 => $"matrix {string.Join(" by ", variable.Dimensions.Select(Plain))}",
            _ => $"array {string.Join(" by ", variable.Dimensions.Select(Plain))}",
        };
        var kind = shape.Length == 0 ? "real" : shape;
        return variable.Domain switch
        {
            ProbabilityVector(var strict) => (strict ? "positive probability " : "probability ") + shape,
            OneHot => "one-hot " + shape,
            IndexSet(var size, _, _) => $"index set of {Plain(size)}",
            Integers(null, null) => isLength ? "integer >= 1" : "integer",
            Integers({ } lower, null) => $"integer >= {Plain(lower)}",
            Integers(null, { } upper) => $"integer <= {Plain(upper)}",
            Integers({ } lower, { } upper) => $"integer in {Plain(lower)}..{Plain(upper)}",
            Finite(var values) => $"{kind} in {{{string.Join(", ", values)}}}",
            SmoothFunction(1, _) => "function",
            SmoothFunction(var arity, _) => $"function of {arity} arguments",
            RealInterval(null, _, null, _) => kind,
            RealInterval(var lower, var lowerClosed, var upper, var upperClosed) =>
                $"{kind} in {(lowerClosed && lower is not null ? '[' : '(')}{lower?.ToString() ?? "-inf"}, {upper?.ToString() ?? "inf"}{(upperClosed && upper is not null ? ']' : ')')}",
            _ => kind,
        };
    }

    private static string Plain(Term term) =>
        Spelling.Plain(TermPrinter.Print(term)).Replace(" ", "", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
