// What an equation with a printed decimal on one side claims.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

/// <summary>
/// 0.1 + 0.2 = 0.3 is exact: a number that has an end as a decimal stands for itself. √2 = 1.41 and 1/3 = 0.33 claim a
/// rounding: the value is within half a unit of the last digit. What lies between half a unit and one unit further from 0
/// may have been cut off (1.73205 as 1.732): of that nothing is said.
/// </summary>
internal static class PrintedNumbers
{
    /// <summary>The claim.</summary>
    /// <param name="value">The side that is computed.</param>
    /// <param name="printed">The decimal.</param>
    /// <param name="unit">One unit of its last digit.</param>
    public static Comparison Claim(Term value, Term printed, Rational unit)
    {
        if (Exactly(printed) is not { } number)
        {
            return Rounded(value, printed, unit);
        }

        return Exactly(value) is { } exact && Ends(exact)
            ? new Comparison(exact, Relation.Equal, number)
            : Rounded(value, number, unit);
    }

    /// <summary>
    /// That the number of π ≈ 3.14 is a rounding. One that is off by more than half a unit (π ≈ 3.15, e ≈ 2.71) is not:
    /// some allow it, others call it wrong.
    /// </summary>
    /// <param name="near">That the two sides are within one unit of the last digit.</param>
    public static Comparison? Rounding(Comparison near) =>
        near is { Left: Apply({ } function, _), Right: Number(var unit) } && function == Function.Abs
            ? near with
            {
                Right = new Number(unit / 2),
            }
            : null;

    /// <summary>
    /// π = 3.14159…: the digits go on. One that may have been rounded (2/3 = 0.6667…), and the end that only nines reach, say
    /// nothing; digits that repeat (1/3 = 0.333…) are all digits.
    /// </summary>
    /// <param name="value">The side that is computed.</param>
    /// <param name="digits">The digits that are written.</param>
    /// <param name="unit">One unit of the last.</param>
    public static Comparison GoingOn(Term value, string digits, Rational unit)
    {
        var shown = Rational.TryParse(digits, out var number)
            ? number
            : throw new NotUnderstood($"the digits '{digits}' are no number");
        var exact = Exactly(value);
        if (Repeating(digits, unit) is { } repeated)
        {
            return exact is { } whole && (whole == repeated || whole < shown - unit / 2 || whole > shown + unit)
                ? new Comparison(whole, Relation.Equal, repeated)
                : throw new NotUnderstood("digits that repeat, and may go on otherwise: write the fraction");
        }

        var middle = shown + unit / 2;
        return new Comparison(
            new Piecewise(
                [
                    new Branch(
                        new Any([
                            new Compare(value, Relation.Less, shown - unit / 2),
                            new All([
                                new Compare(value, Relation.GreaterOrEqual, shown),
                                new Compare(value, Relation.NotEqual, shown + unit),
                            ]),
                        ]),
                        new Apply(Function.Abs, [value - (Term)middle])
                    ),
                ],
                null
            ),
            Relation.LessOrEqual,
            unit / 2
        );
    }

    // 0.333 and 0.142857142857: what the digits at the end repeat, three times if it is one digit, twice if more.
    private static Rational? Repeating(string digits, Rational unit)
    {
        var decimals = digits[(digits.IndexOf('.', StringComparison.Ordinal) + 1)..];
        for (var length = 1; 2 * length <= decimals.Length; length++)
        {
            var times = length == 1 ? 3 : 2;
            var block = decimals[^length..];
            if (
                times * length > decimals.Length
                || !Enumerable
                    .Range(1, times)
                    .All(at => string.CompareOrdinal(decimals, decimals.Length - at * length, block, 0, length) == 0)
            )
            {
                continue;
            }

            // The digits that are written, and the block again and again behind them.
            var nines = Rational.Pow(new Rational(10, 1), length) - Rational.One;
            return Rational.TryParse(digits, out var shown) && Rational.TryParse(block, out var again)
                ? shown + unit * again / nines
                : null;
        }

        return null;
    }

    private static Comparison Rounded(Term value, Term printed, Rational unit)
    {
        var size = printed is Number({ Sign: < 0 }) ? -value : value;
        var shown = printed is Number(var number) ? Rational.Abs(number) : printed;
        var half = unit / 2;
        return new Comparison(
            new Piecewise(
                [
                    new Branch(
                        new Any([
                            new Compare(size, Relation.LessOrEqual, shown + (Term)half),
                            new Compare(size, Relation.GreaterOrEqual, shown + (Term)unit),
                        ]),
                        new Apply(Function.Abs, [value - printed])
                    ),
                ],
                null
            ),
            Relation.LessOrEqual,
            half
        );
    }

    // A number that has an end as a decimal: nothing but 2 and 5 divides the denominator.
    private static bool Ends(Rational value)
    {
        var rest = value.Denominator;
        foreach (var prime in new[] { 2, 5 })
        {
            while ((rest % prime).IsZero)
            {
                rest /= prime;
            }
        }

        return rest.IsOne;
    }

    private static Rational? Exactly(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return value;
            case Negate(var x):
                return -Exactly(x);
            case Add(var xs):
                return xs.Select(Exactly).Aggregate((a, b) => a + b);
            case Multiply(var xs):
                return xs.Select(Exactly).Aggregate((a, b) => a * b);
            case Divide(var x, var y):
                return Exactly(y) is { Sign: not 0 } divisor ? Exactly(x) / divisor : null;
            case Power(var x, Number({ IsInteger: true } n)) when BigInteger.Abs(n.Numerator) <= 64:
                return Exactly(x) is { } root && (root.Sign != 0 || n.Sign > 0)
                    ? Rational.Pow(root, (int)n.Numerator)
                    : null;
            default:
                return null;
        }
    }
}
