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

    // Nobody writes out so many terms.
    private const int MostTerms = 30;

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
        if (Series(sum, dots) is { } series)
        {
            return series;
        }

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

    // A term b^k over a number: 1, c, x^2/2!.
    private sealed record Power(BigInteger Exponent, BigInteger Divisor);

    // 1 + c + c^2 + \cdots + c^T, a + a r + a r^2 + \cdots + a r^{n-1}: powers of one base from a number to the last one. Without
    // a last one, to infinity: 1 + x + x^2/2! + \cdots, x - x^3/3 + x^5/5 - \cdots.
    private static BigOperator? Series(Additive sum, int dots)
    {
        var isEndless = dots == sum.Terms.Count - 1;
        if (dots < (isEndless ? 3 : 2) || !(isEndless || dots == sum.Terms.Count - 2))
        {
            return null;
        }

        var terms = sum.Terms.Take(dots).ToList();
        var alternates = terms.Exists(term => term.Sign == "-");
        if (
            terms.Where((term, at) => term.Sign != (alternates && at % 2 == 1 ? "-" : "+")).Any()
            || alternates && !isEndless
            || !isEndless && (sum.Terms[dots].Sign != "+" || sum.Terms[^1].Sign != "+")
            || Array.Find(Letters, letter => !Contains(sum, letter)) is not { } index
        )
        {
            return null;
        }

        var letter = new Identifier(index);
        // The last power that is written shows the base, and what stands before it in every term.
        var (shape, factors) = Numerator(isEndless ? terms[^1].Term : sum.Terms[^1].Term) is Product product
            ? (product.Factors[^1].Value, product.Factors.Take(product.Factors.Count - 1).ToList())
            : (Numerator(isEndless ? terms[^1].Term : sum.Terms[^1].Term), []);
        if (
            shape
                is not Scripted
                {
                    Base: Identifier or Scripted or Delimited,
                    Subscript: null,
                    Superscript: { } end,
                    Primes: 0
                } last
            || factors.Exists(factor => factor.Link is not ("" or "\\cdot"))
            || isEndless && factors.Count > 0
        )
        {
            return null;
        }

        // c^T: the last of some powers is not transposed.
        end = end is Identifier { Name: "\\top" } ? new Identifier("T") : end;
        var powers = terms.Select(term => Read(term.Term)).ToList();
        if (powers.Exists(power => power is null))
        {
            return null;
        }

        var from = powers[0]!.Exponent;
        var step = powers[1]!.Exponent - from;
        if (
            step < 1
            || step > (isEndless ? 2 : 1)
            || from > 1
            || powers.Where((power, at) => power!.Exponent != from + step * at).Any()
            || !isEndless && end is Numeral { Digits: var most } && !(Value(most) > from + dots - 1)
        )
        {
            return null;
        }

        var isPlain = powers.TrueForAll(power => power!.Divisor.IsOne);
        var byFactorial = powers.TrueForAll(power => power!.Divisor == FactorialOf(power.Exponent));
        var byNumber = powers.TrueForAll(power => power!.Divisor == power.Exponent);
        // x + x^2/2 + \cdots could go on either way.
        if (!isPlain && (byFactorial == byNumber || !isEndless))
        {
            return null;
        }

        Expression exponent = step.IsOne
            ? letter
            : new Additive([
                new Addend("+", new Product([new Factor(string.Empty, Number(2)), new Factor(string.Empty, letter)])),
                .. from.IsZero ? (Addend[])[] : [new Addend("+", Number(from))],
            ]);
        Expression body = new Scripted(last.Base, null, exponent, 0);
        if (!isPlain)
        {
            var below = exponent is Additive ? new Delimited("(", exponent, ")") : exponent;
            body = new Fraction(body, byFactorial ? new Postfix(below, "!") : below);
        }

        if (alternates)
        {
            var sign = new Delimited("(", new Additive([new Addend("-", Number(1))]), ")");
            var at =
                step.IsOne && !from.IsZero
                    ? new Additive([new Addend("+", letter), new Addend("-", Number(from))])
                    : (Expression)letter;
            factors = [new Factor(string.Empty, new Scripted(sign, null, at, 0))];
        }

        return new BigOperator(
            "\\sum",
            new Chain([letter, Number(step.IsOne ? from : 0)], [new RelationSign("=")]),
            isEndless ? new Identifier("\\infty") : end,
            factors.Count == 0 ? body : new Product([.. factors, new Factor(string.Empty, body)])
        );

        Power? Read(Expression term)
        {
            var (numerator, below) = term switch
            {
                Fraction(var top, var bottom) => (top, bottom),
                Quotient { Numerator: var top, Denominator: var bottom } => (top, bottom),
                _ => (term, null),
            };
            var over = below switch
            {
                null => BigInteger.One,
                Numeral { Digits: var plain } => Value(plain),
                Postfix { Sign: "!", Operand: Numeral { Digits: var factor } } => Value(factor) is { } of
                    ? FactorialOf(of)
                    : null,
                _ => null,
            };
            if (over is not { Sign: > 0 } divisor)
            {
                return null;
            }

            // 1, c, c^2; a, a c, a c^2.
            var parts = numerator is Product written ? written.Factors.ToList() : [new Factor(string.Empty, numerator)];
            if (
                parts.Count < factors.Count
                || parts.Take(factors.Count).Where((part, at) => !part.Value.Equals(factors[at].Value)).Any()
                || parts.Count > factors.Count + 1
            )
            {
                return null;
            }

            return parts.Count == factors.Count ? new Power(BigInteger.Zero, divisor)
                : parts[^1].Value is var power && power.Equals(last.Base) ? new Power(BigInteger.One, divisor)
                : power is Scripted { Subscript: null, Primes: 0, Superscript: Numeral { Digits: var digits } } raised
                && raised.Base.Equals(last.Base)
                && Value(digits) is { } exponent
                    ? new Power(exponent, divisor)
                : factors.Count == 0 && power is Numeral { Digits: "1" } ? new Power(BigInteger.Zero, divisor)
                : null;
        }

        static Expression Numerator(Expression term) =>
            term switch
            {
                Fraction(var top, _) => top,
                Quotient { Numerator: var top } => top,
                _ => term,
            };

        static BigInteger FactorialOf(BigInteger number)
        {
            var product = BigInteger.One;
            for (var factor = number; factor > 1 && number < MostTerms; factor--)
            {
                product *= factor;
            }

            return product;
        }
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
