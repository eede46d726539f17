// The phrases that say what a symbol is: "probability vector of length K", "real in (0, 1]", "index of n".
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Bindings;

/// <summary>Parses the phrases of docs/bindings.md.</summary>
public static partial class Phrases
{
    private const string Expected =
        "expected a phrase such as 'real in (0, 1)', 'integer >= 1', 'vector of length n in [0, 1]', "
        + "'probability vector of length n', 'one-hot of length n', 'matrix n by m', 'index of n', 'index set of n', "
        + "'complement of S', 'function', or 'opaque'";

    /// <summary>
    /// A phrase without what it says besides the kind, and that as conditions in LaTeX: "real != 0", "real, x > y",
    /// "nonzero integer", "real > 0, &lt; y".
    /// </summary>
    public static (string Kind, Sequence<string> Conditions) Apart(string phrase, string symbol)
    {
        var kind = new List<string>();
        var conditions = new List<string>();
        foreach (var part in Separator().Split(phrase))
        {
            var condition = Signs(part);
            // Without a left side it is of the symbol.
            condition = Relation().Match(condition) is { Success: true, Index: 0 }
                ? $"{symbol} {condition}"
                : condition;
            if (kind.Count > 0 && Relation().IsMatch(condition) && condition.Contains(symbol, StringComparison.Ordinal))
            {
                conditions.Add(condition);
            }
            else
            {
                kind.Add(part);
            }
        }

        var first = string.Join(',', kind).Trim();
        if (Excluded().Match(Signs(first)) is { Success: true } excluded)
        {
            first = excluded.Groups["kind"].Value;
            conditions.Insert(0, $@"{symbol} \neq {excluded.Groups["value"].Value}");
        }

        if (Nonzero().Match(first) is { Success: true } nonzero)
        {
            first = nonzero.Groups["kind"].Value;
            conditions.Insert(0, $@"{symbol} \neq 0");
        }

        return (first, [.. conditions]);
    }

    /// <summary>The names of a list: <c>x, y</c>, but <c>p(x, y)</c> is one.</summary>
    public static IEnumerable<string> Several(string spellings) =>
        Separator().Split(spellings).Select(name => name.Trim()).Where(name => name.Length > 0);

    /// <summary>Relations as LaTeX, where they are written as on a keyboard.</summary>
    public static string Signs(string text) => Unequal().Replace(text, @" \neq ").Trim();

    /// <summary>The meaning of a phrase and what it depends on.</summary>
    /// <exception cref="BindingsException">The phrase is not understood.</exception>
    public static (SymbolMeaning Meaning, Sequence<string> DependsOn) Parse(
        string phrase,
        string symbol,
        string path,
        int line
    )
    {
        if (phrase.Length > 500)
        {
            throw Wrong();
        }

        var text = phrase.Trim();
        Sequence<string> dependsOn = [];
        if (Cut(ref text, "depends on") is { } parameters)
        {
            dependsOn = parameters.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).ToSequence();
        }

        var domain = Cut(ref text, "in", atStart: true);
        if (domain is null && Bare().IsMatch(text))
        {
            (text, domain) = ("real", text);
        }

        if (text.Length == 0)
        {
            text = "real";
        }

        // "integer >= 1", "real > 0": a bound without "in".
        if (domain is null && Bound().Match(text) is { Success: true } bound)
        {
            (text, domain) = (bound.Groups["kind"].Value, bound.Groups["bound"].Value);
        }

        // "positive", "nonnegative integer": the same as such a bound.
        if (domain is null && Signed().Match(text) is { Success: true } signed)
        {
            text = signed.Groups["kind"].Success ? signed.Groups["kind"].Value : "real";
            domain = signed.Groups["sign"].Value.Replace("-", "", StringComparison.Ordinal) switch
            {
                "positive" => "> 0",
                "negative" => "< 0",
                "nonnegative" => ">= 0",
                _ => "<= 0",
            };
        }

        SymbolMeaning meaning;
        if (text is "real" or "number" or "scalar")
        {
            meaning = new Quantity([], Reals(domain));
        }
        else if (text is "opaque" or "random variable")
        {
            meaning = new Opaque();
        }
        else if (text is "integer" or "natural")
        {
            meaning = new Quantity([], WholeNumbers(domain, text == "natural"));
        }
        else if (Index().Match(text) is { Success: true } index)
        {
            meaning = new Quantity([], new Integers(1, Name(index.Groups["n"].Value)));
        }
        else if (Set().Match(text) is { Success: true } set)
        {
            meaning = new Quantity(
                [],
                new IndexSet(
                    Name(set.Groups["n"].Value),
                    Optional(set.Groups["complement"]),
                    Optional(set.Groups["disjoint"])
                )
            );
        }
        else if (Array().Match(text) is { Success: true } array)
        {
            Sequence<string> dimensions = array.Groups["m"].Success
                ? [array.Groups["n"].Value, array.Groups["m"].Value]
                : [array.Groups["n"].Value];
            Domain entries = array.Groups["kind"].Value switch
            {
                "probability" => new ProbabilityVector(false),
                "positive probability" => new ProbabilityVector(true),
                "one-hot" => new OneHot(),
                "positive" => Domain.Positive,
                _ => Reals(domain),
            };
            meaning =
                domain is not null && array.Groups["kind"].Value is not ""
                    ? throw Wrong()
                    : new Quantity(dimensions, entries);
        }
        else if (Function().Match(text) is { Success: true } function)
        {
            var arity = function.Groups["arity"].Success
                ? int.Parse(function.Groups["arity"].Value, CultureInfo.InvariantCulture)
                : 1;
            meaning = Reals(domain) is RealInterval values
                ? new Quantity([], new SmoothFunction(arity, values))
                : throw Wrong();
        }
        else
        {
            throw Wrong();
        }

        return (meaning, dependsOn);

        BindingsException Wrong() => new(path, line, $"{symbol}: {Expected}; got '{phrase}'");

        static string? Optional(Group group) => group.Success ? group.Value : null;

        Domain Reals(string? words)
        {
            switch (words?.Trim())
            {
                case null or "" or "R" or "reals":
                    return Domain.Real;
            }

            if (Choices().Match(words) is { Success: true } choices)
            {
                return new Finite(choices.Groups["value"].Captures.Select(value => Number(value.Value)).ToSequence());
            }

            if (Interval().Match(words) is { Success: true } interval)
            {
                var lower = End(interval.Groups["lower"].Value);
                var upper = End(interval.Groups["upper"].Value);
                return lower > upper
                    ? throw Wrong()
                    : new RealInterval(
                        lower,
                        lower is not null && interval.Groups["open"].Value == "[",
                        upper,
                        upper is not null && interval.Groups["close"].Value == "]"
                    );
            }

            if (Inequality().Match(words) is { Success: true } inequality)
            {
                var value = Number(inequality.Groups["value"].Value);
                return inequality.Groups["sign"].Value switch
                {
                    ">" => new RealInterval(value, false, null, false),
                    ">=" => new RealInterval(value, true, null, false),
                    "<" => new RealInterval(null, false, value, false),
                    _ => new RealInterval(null, false, value, true),
                };
            }

            throw Wrong();
        }

        Domain WholeNumbers(string? words, bool natural)
        {
            if (words is null)
            {
                return new Integers(natural ? 1 : null, null);
            }

            if (Choices().Match(words) is { Success: true } choices)
            {
                return new Finite(choices.Groups["value"].Captures.Select(value => Number(value.Value)).ToSequence());
            }

            if (Range().Match(words) is { Success: true } range)
            {
                return new Integers(Name(range.Groups["from"].Value), Name(range.Groups["to"].Value));
            }

            if (Inequality().Match(words) is { Success: true } inequality)
            {
                var value = Number(inequality.Groups["value"].Value);
                if (!value.IsInteger)
                {
                    throw Wrong();
                }

                return inequality.Groups["sign"].Value switch
                {
                    ">" => new Integers(value + 1, null),
                    ">=" => new Integers(value, null),
                    "<" => new Integers(null, value - 1),
                    _ => new Integers(null, value),
                };
            }

            throw Wrong();
        }

        Rational? End(string words) => words is "inf" or "-inf" or "+inf" ? null : Number(words);

        Rational Number(string words) => Fraction(words) ?? throw Wrong();

        // A length or a bound: an integer, a symbol's spelling, or one with a number added or taken away.
        static Term Name(string words) =>
            BigInteger.TryParse(words, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? new Number(value)
            : Shifted().Match(words) is { Success: true } shifted
                ? new Add([
                    new Symbol(shifted.Groups["name"].Value),
                    new Number(
                        BigInteger.Parse(
                            shifted.Groups["sign"].Value + shifted.Groups["by"].Value,
                            CultureInfo.InvariantCulture
                        )
                    ),
                ])
            : new Symbol(words);
    }

    /// <summary>An integer, a decimal or a fraction; null when it is none.</summary>
    public static Rational? Fraction(string words)
    {
        var parts = words.Trim().Split('/');
        if (
            parts.Length > 2
            || !decimal.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var numerator)
        )
        {
            return null;
        }

        var denominator = 1m;
        return
            parts.Length == 2
            && (
                !decimal.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out denominator)
                || denominator == 0
            )
            ? null
            : Exact(numerator) / Exact(denominator);

        static Rational Exact(decimal value)
        {
            var bits = decimal.GetBits(value);
            var mantissa =
                new BigInteger((uint)bits[0])
                + (new BigInteger((uint)bits[1]) << 32)
                + (new BigInteger((uint)bits[2]) << 64);
            return new Rational(value < 0 ? -mantissa : mantissa, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
        }
    }

    // Takes what follows the last "word" off the text.
    private static string? Cut(ref string text, string word, bool atStart = false)
    {
        var at = text.LastIndexOf($" {word} ", StringComparison.Ordinal);
        if (at < 0 && text.StartsWith(word + " ", StringComparison.Ordinal) && (atStart || word.Length > 2))
        {
            at = -1;
        }
        else if (at < 0)
        {
            return null;
        }

        var rest = text[(at + word.Length + 2)..].Trim();
        text = at < 0 ? "" : text[..at].Trim();
        return rest;
    }

    [GeneratedRegex(@"^(R|reals|[\[(].*[\])]|\{.*\}|[<>]=?\s*\S+)$")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^(?<kind>real|number|scalar|integer)\s*(?<bound>[<>]=?\s*\S+)$")]
    private static partial Regex Bound();

    [GeneratedRegex(@"^(?<sign>positive|negative|non-?negative|non-?positive)( (?<kind>real|number|scalar|integer))?$")]
    private static partial Regex Signed();

    // Commas, semicolons and "and" outside of brackets.
    [GeneratedRegex(@"(?:[,;]|\band\b)(?![^(\[{]*[)\]}])")]
    private static partial Regex Separator();

    [GeneratedRegex(@"[<>=]|\\(?:neq?|leq?|geq?|lt|gt)(?![A-Za-z])|[≤≥]")]
    private static partial Regex Relation();

    [GeneratedRegex(@"^(?<kind>[^<>=\\≤≥]*?)\s*\\neq?(?![A-Za-z])\s*(?<value>[^<>=≤≥]+)$")]
    private static partial Regex Excluded();

    [GeneratedRegex(@"\s*(?:!=|≠)\s*")]
    private static partial Regex Unequal();

    [GeneratedRegex(@"^non-?zero(?: (?<kind>.*))?$")]
    private static partial Regex Nonzero();

    [GeneratedRegex(@"^(?<name>\\?[A-Za-z]+)\s*(?<sign>[+-])\s*(?<by>[0-9]+)$")]
    private static partial Regex Shifted();

    [GeneratedRegex(@"^index of (?<n>\S+)$")]
    private static partial Regex Index();

    [GeneratedRegex(
        @"^(index set of (?<n>\S+)|index set of (?<n>\S+?),? (complement of (?<complement>\S+)|disjoint from (?<disjoint>\S+)))$"
    )]
    private static partial Regex Set();

    [GeneratedRegex(
        @"^(?<kind>|probability|positive probability|one-hot|positive) ?(vector of length (?<n>\S+)|of length (?<n>\S+)|matrix (?<n>\S+) by (?<m>\S+))$"
    )]
    private static partial Regex Array();

    [GeneratedRegex(@"^(smooth )?function( of (?<arity>[1-9]) arguments?)?$")]
    private static partial Regex Function();

    [GeneratedRegex(@"^\{\s*(?<value>[^,{}]+)(,\s*(?<value>[^,{}]+))*\}$")]
    private static partial Regex Choices();

    [GeneratedRegex(@"^(?<open>[\[(])\s*(?<lower>[^,\[\]()\s]+)\s*,\s*(?<upper>[^,\[\]()\s]+)\s*(?<close>[\])])$")]
    private static partial Regex Interval();

    [GeneratedRegex(@"^(?<sign>[<>]=?)\s*(?<value>\S+)$")]
    private static partial Regex Inequality();

    [GeneratedRegex(@"^(?<from>\S+?)\.\.(?<to>\S+)$")]
    private static partial Regex Range();
}
