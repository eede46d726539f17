// A bindings file to be accepted: what the text says of each symbol, what its uses imply, and the roles as read.
using System.Text;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit;

/// <summary>Writes bindings files.</summary>
public static class BindingsStub
{
    private const int Places = 8;

    /// <summary>A bindings file for a document of which nothing is declared.</summary>
    public static string For(Document document) =>
        Write(document, ClaimReader.Read(document, BindingsFile.Empty), whole: true)!;

    // What is missing only (not whole): the guesses; null when there is none.
    internal static string? Write(Document document, DocumentClaims claims, bool whole)
    {
        var said = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        var guessed = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        var lengths = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<(string At, string Reason)>();
        foreach (var equation in claims.Equations)
        {
            var at = equation.Equation.Tag is { } tag ? $"({tag})" : $"#{equation.Equation.Ordinal}";
            foreach (var claim in equation.Claims)
            {
                if (claim.Reason is { } reason && claim.Statement.Readings.Count == 0)
                {
                    open.Add((at, Spelling.Plain(reason)));
                }

                foreach (var variable in claim.Statement.Readings.SelectMany(reading => reading.Context.Variables))
                {
                    lengths.UnionWith(
                        variable.Dimensions.OfType<Symbol>().Select(length => Spelling.Plain(length.Name))
                    );
                    if (variable.Provenance is Provenance.Guessed or Provenance.Text)
                    {
                        Note(variable.Provenance == Provenance.Text ? said : guessed, variable, at);
                    }
                }
            }
        }

        var roles = claims
            .Equations.Where(equation => equation.Role != Role.Claim && equation.Equation.Ignored is null)
            .ToList();
        if (!whole && guessed.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        text.Append($"document: {Quoted(document.Title)}\n");
        text.Append(said.Count + guessed.Count == 0 ? "symbols: {}\n" : "symbols:\n");
        if (whole && said.Count > 0)
        {
            text.Append("  # As the text says.\n");
            Append(text, said, lengths);
        }

        if (guessed.Count > 0)
        {
            text.Append("  # Guessed: change what is wrong (docs/bindings.md lists the phrases).\n");
            Append(text, guessed, lengths);
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

    private sealed record Entry(Variable Variable, List<string> At);

    private static void Note(SortedDictionary<string, Entry> entries, Variable variable, string at)
    {
        var name = Spelling.Plain(variable.Name);
        if (!entries.TryGetValue(name, out var entry))
        {
            entries[name] = entry = new Entry(variable, []);
        }

        if (!entry.At.Contains(at))
        {
            entry.At.Add(at);
        }
    }

    private static void Append(StringBuilder text, SortedDictionary<string, Entry> entries, HashSet<string> lengths)
    {
        foreach (var (name, (variable, at)) in entries)
        {
            var more = at.Count > Places ? ", …" : "";
            var where = $"# {string.Join(", ", at.Take(Places))}{more}";
            var phrase = Phrase(variable, lengths.Contains(name));
            // What no phrase says stays as the text says it.
            text.Append(
                IsUnderstood(phrase, name)
                    ? $"  {Quoted(name)}: {Quoted(phrase)}  {where}\n"
                    : $"  # {name}: {phrase}  {where}\n"
            );
        }
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
                $"{kind} in {(lowerClosed ? '[' : '(')}{lower?.ToString() ?? "-inf"}, {upper?.ToString() ?? "inf"}{(upperClosed ? ']' : ')')}",
            _ => kind,
        };
    }

    private static string Plain(Term term) =>
        Spelling.Plain(TermPrinter.Print(term)).Replace(" ", "", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
