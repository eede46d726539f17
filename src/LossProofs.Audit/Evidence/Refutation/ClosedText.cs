// Closed numbers in plain text, both ways: "1/pi", "sqrt(2)/2", "log(3)".
using System.Globalization;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Terms made of fractions, pi, e, + − * / ^, sqrt, log and exp as text that <c>--at</c> reads again.</summary>
public static class ClosedText
{
    private static readonly Dictionary<Function, string> s_functions = new()
    {
        [Function.Sqrt] = "sqrt",
        [Function.Log] = "log",
        [Function.Exp] = "exp",
    };

    /// <summary>The text.</summary>
    public static string Write(Term term) => Write(term, 0);

    /// <summary>The term that a text stands for, or null.</summary>
    public static Term? Read(string text)
    {
        var at = 0;
        var term = text.Length > 200 ? null : ReadSum(text.Replace(" ", "", StringComparison.Ordinal), ref at);
        return at == text.Replace(" ", "", StringComparison.Ordinal).Length ? term : null;
    }

    // level: 0 sum, 1 product, 2 factor.
    private static string Write(Term term, int level)
    {
        var (text, mine) = term switch
        {
            Number(var value) => (
                value.ToString(),
                value.IsInteger && value.Sign >= 0 ? 2
                : value.Sign >= 0 ? 1
                : 0
            ),
            Constant(ConstantKind.Pi) => ("pi", 2),
            Constant(ConstantKind.E) => ("e", 2),
            Apply(var function, [var x]) when s_functions.TryGetValue(function, out var name) => (
                $"{name}({Write(x, 0)})",
                2
            ),
            Negate(var x) => ("-" + Write(x, 1), 0),
            Add(var xs) => (string.Join("+", xs.Select(x => Write(x, 1))), 0),
            Multiply(var xs) => (string.Join("*", xs.Select(x => Write(x, 2))), 1),
            Divide(var x, var y) => (Write(x, 1) + "/" + Write(y, 2), 1),
            _ => ("?", 2),
        };
        return mine < level ? $"({text})" : text;
    }

    private static Term? ReadSum(string text, ref int at)
    {
        var negative = Skip(text, ref at, '-');
        var sum = ReadProduct(text, ref at);
        sum = negative && sum is not null ? Simplifying.Negative(sum) : sum;
        while (sum is not null && at < text.Length && text[at] is '+' or '-')
        {
            var minus = text[at++] == '-';
            sum = ReadProduct(text, ref at) is { } next ? (minus ? sum - next : sum + next) : null;
        }

        return sum;
    }

    private static Term? ReadProduct(string text, ref int at)
    {
        var product = ReadFactor(text, ref at);
        while (product is not null && at < text.Length && text[at] is '*' or '/')
        {
            var over = text[at++] == '/';
            product = ReadFactor(text, ref at) is { } next ? (over ? product / next : product * next) : null;
        }

        return product;
    }

    private static Term? ReadFactor(string text, ref int at)
    {
        if (Skip(text, ref at, '('))
        {
            var inner = ReadSum(text, ref at);
            return Skip(text, ref at, ')') ? inner : null;
        }

        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
        {
            at++;
        }

        if (at > start)
        {
            return Rational.TryParse(text.AsSpan(start, at - start), out var number) ? number : (Term?)null;
        }

        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        var word = text[start..at].ToLower(CultureInfo.InvariantCulture);
        if (word is "pi" or "e")
        {
            return word == "pi" ? Term.Pi : Term.E;
        }

        foreach (var (function, name) in s_functions)
        {
            if (name == word && Skip(text, ref at, '(') && ReadSum(text, ref at) is { } argument)
            {
                return Skip(text, ref at, ')') ? new Apply(function, [argument]) : null;
            }
        }

        return null;
    }

    private static bool Skip(string text, ref int at, char letter)
    {
        if (at < text.Length && text[at] == letter)
        {
            at++;
            return true;
        }

        return false;
    }
}
