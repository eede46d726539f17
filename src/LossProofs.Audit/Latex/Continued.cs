// Dots that continue a pattern: x_1 + x_2 + \cdots + x_n is \sum_{i=1}^n x_i when its terms differ in one place only, where they
// count from a number to the end.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

internal static class Continued
{
    // Letters for the index, of which the first is taken that the terms do not have.
    private static readonly string[] Letters = ["i", "k", "j", "l", "m"];

    /// <summary>The expression with such dots written as sums and products; other dots stay.</summary>
    public static Expression Expand(Expression expression)
    {
        var inner = expression.MapChildren(Expand);
        return inner switch
        {
            Additive sum => Sum(sum) ?? inner,
            Product product => Product(product) ?? inner,
            _ => inner,
        };
    }

    private static Expression? Sum(Additive sum)
    {
        var dots = sum.Terms.ToList().FindIndex(term => term.Term is Ellipsis);
        if (
            dots < 1
            || dots + 2 != sum.Terms.Count
            || sum.Terms.Any(term => term.Sign != "+")
            || sum.Terms.Count(term => term.Term is Ellipsis) > 1
        )
        {
            return null;
        }

        return Operator("\\sum", [.. sum.Terms.Take(dots).Select(term => term.Term)], sum.Terms[^1].Term);
    }

    private static Expression? Product(Product product)
    {
        var factors = product.Factors;
        var dots = factors.ToList().FindIndex(factor => factor.Value is Ellipsis);
        if (
            dots < 1
            || dots + 2 != factors.Count
            || factors.Any(factor => factor.Link is not ("" or "\\cdot" or "\\times"))
            || factors.Count(factor => factor.Value is Ellipsis) > 1
        )
        {
            return null;
        }

        return Operator("\\prod", [.. factors.Take(dots).Select(factor => factor.Value)], factors[^1].Value);
    }

    // The first terms and the last as values of one body.
    private static BigOperator? Operator(string sign, List<Expression> first, Expression last)
    {
        var index = Array.Find(Letters, letter => !Contains(first[0], letter) && !Contains(last, letter));
        if (index is null || Start(first[0], last) is not { } from)
        {
            return null;
        }

        Expression? end = null;
        var letter = new Identifier(index);
        var body = Pattern(first[0], last);
        if (
            body is null
            || end is null
            // 1 + 2 + … + 10 counts too, when the last number comes after those that are written.
            || end is Numeral { Digits: var digits } && !(Value(digits) > from + first.Count - 1)
        )
        {
            return null;
        }

        for (var at = 1; at < first.Count; at++)
        {
            if (!At(body, from + at).Equals(first[at]))
            {
                return null;
            }
        }

        return new BigOperator(sign, new Chain([letter, Number(from)], [new RelationSign("=")]), end, body);

        Expression? Pattern(Expression one, Expression other)
        {
            if (one is Numeral { Digits: var start } && Value(start) == from && !one.Equals(other))
            {
                if (end is not null && !end.Equals(other))
                {
                    return null;
                }

                end = other;
                return letter;
            }

            if (one.Equals(other))
            {
                return one;
            }

            var (parts, others) = (one.Parts(), other.Parts());
            if (one.GetType() != other.GetType() || parts.Count != others.Count || parts.Count == 0)
            {
                return null;
            }

            var place = 0;
            var failed = false;
            var mapped = one.MapChildren(part =>
            {
                var read = Pattern(part, others[place++]);
                failed |= read is null;
                return read ?? part;
            });
            // What is no part (a sign, a command) has to agree as well.
            place = 0;
            return failed || !one.MapChildren(_ => others[place++]).Equals(other) ? null : mapped;
        }

        Expression At(Expression pattern, BigInteger value) =>
            pattern.Equals(letter) ? Number(value) : pattern.MapChildren(part => At(part, value));
    }

    // The number at the first place where the first term differs from the last.
    private static BigInteger? Start(Expression one, Expression other)
    {
        if (one.Equals(other))
        {
            return null;
        }

        if (one is Numeral { Digits: var digits })
        {
            return Value(digits);
        }

        return one.Parts()
            .Zip(other.Parts())
            .Select(pair => Start(pair.First, pair.Second))
            .FirstOrDefault(found => found is not null);
    }

    private static BigInteger? Value(string digits) =>
        BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Numeral Number(BigInteger value) => new(value.ToString(CultureInfo.InvariantCulture));

    private static bool Contains(Expression expression, string letter) =>
        expression is Identifier name && name.Name == letter || expression.Parts().Any(part => Contains(part, letter));
}
