// Polynomials in one unknown with rational coefficients, and how many roots they have between two numbers.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

/// <summary>A polynomial in one unknown: the coefficients, that of 1 first; the last one is not 0.</summary>
internal sealed class RealRoots
{
    private const int MostDegree = 40;
    private readonly Rational[] _coefficients;

    private RealRoots(IEnumerable<Rational> coefficients)
    {
        var all = coefficients.ToList();
        while (all.Count > 0 && all[^1].Sign == 0)
        {
            all.RemoveAt(all.Count - 1);
        }

        _coefficients = [.. all];
    }

    /// <summary>The degree; −1 for 0.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>The term as a polynomial in the symbol; null where it is none.</summary>
    public static RealRoots? Of(Term term, string name)
    {
        switch (term)
        {
            case Number(var value):
                return new([value]);
            case Symbol(var own):
                return own == name ? new([Rational.Zero, Rational.One]) : null;
            case Negate(var x):
                return Of(x, name) is { } operand ? new RealRoots([]) - operand : null;
            case Add(var xs):
                return xs.Select(x => Of(x, name))
                    .Aggregate((x, y) => x is not null && y is not null ? x - (new RealRoots([]) - y) : null);
            case Multiply(var xs):
                return xs.Select(x => Of(x, name)).Aggregate((x, y) => x is not null && y is not null ? x * y : null);
            case Divide(var x, Number({ Sign: not 0 } divisor)):
                return Of(x, name) is { } numerator ? numerator * new RealRoots([Rational.One / divisor]) : null;
            case Power(var x, Number({ IsInteger: true, Sign: >= 0 } exponent)) when exponent <= MostDegree:
            {
                var power = new RealRoots([Rational.One]);
                for (var count = 0; count < exponent.Numerator; count++)
                {
                    if (Of(x, name) is not { } factor || power * factor is not { } next)
                    {
                        return null;
                    }

                    power = next;
                }

                return power;
            }

            default:
                return null;
        }
    }

    /// <summary>
    /// True when the value is &gt; 0 (≥ 0 where not <paramref name="strict"/>) at every point of the interval, decided by
    /// Sturm's theorem on the part without repeated roots, for ≥ on that of the roots at which the sign changes.
    /// </summary>
    public bool IsPositive(RealInterval interval, bool strict)
    {
        if (Degree < 1 || interval is { Lower: { } low, Upper: { } high } && low >= high)
        {
            return Degree == 0 ? _coefficients[0].Sign > 0 : Degree < 0 && !strict;
        }

        var part = strict ? WithoutRepetition() : ChangingSign();
        foreach (
            var (end, isClosed) in new[]
            {
                (interval.Lower, interval.LowerClosed),
                (interval.Upper, interval.UpperClosed),
            }
        )
        {
            if (end is { } point && part.At(point).Sign == 0)
            {
                if (strict && isClosed)
                {
                    return false;
                }

                // A simple root at an end is none inside.
                part = part.Over(new RealRoots([-point, Rational.One])).Quotient;
            }
        }

        if (part.RootsBetween(interval.Lower, interval.Upper) != 0)
        {
            return false;
        }

        // No change of sign inside: one value that is not 0 tells.
        return Inside(interval, Degree + 2).Select(point => At(point).Sign).First(sign => sign != 0) > 0;
    }

    /// <summary>The integers at which it is 0, found between ends that are no roots by Sturm's theorem.</summary>
    public IEnumerable<BigInteger> IntegerRoots()
    {
        if (Degree < 1)
        {
            return [];
        }

        var part = WithoutRepetition();
        var leading = part._coefficients.Aggregate(
            BigInteger.One,
            (common, coefficient) =>
                common * coefficient.Denominator / BigInteger.GreatestCommonDivisor(common, coefficient.Denominator)
        );
        // A root p/q of a polynomial with whole coefficients has q dividing the first of them: at k + 1/q with a larger q, none
        // lies.
        var shift = new Rational(1, BigInteger.Abs((part._coefficients[^1] * leading).Numerator) + 1);
        // Cauchy's bound.
        var bound = Rational.Ceiling(
            1 + part._coefficients.Max(coefficient => Rational.Abs(coefficient / part._coefficients[^1]))
        );
        return Between(-bound - 1, bound);

        // In (low + shift, high + shift), which holds the integers from low + 1 to high.
        IEnumerable<BigInteger> Between(BigInteger low, BigInteger high)
        {
            if (part.RootsBetween((Rational)low + shift, (Rational)high + shift) == 0)
            {
                return [];
            }

            var middle = low + (high - low) / 2;
            return high - low > 1 ? Between(low, middle).Concat(Between(middle, high))
                : part.At((Rational)high).Sign == 0 ? [high]
                : [];
        }
    }

    // More points inside of an interval than there are roots.
    private static IEnumerable<Rational> Inside(RealInterval interval, int count)
    {
        for (var at = 1; at <= count; at++)
        {
            yield return interval switch
            {
                { Lower: { } low, Upper: { } high } => low + (high - low) * new Rational(at, count + 1),
                { Lower: { } low } => low + at,
                { Upper: { } high } => high - at,
                _ => at,
            };
        }
    }

    // The roots, each once.
    private RealRoots WithoutRepetition() => Over(CommonDivisor(this, Slope())).Quotient;

    // The roots of odd multiplicity, each once: p = Π p_k^k, and Π p_k over odd k (Yun's decomposition).
    private RealRoots ChangingSign()
    {
        var common = CommonDivisor(this, Slope());
        var rest = Over(common).Quotient;
        var other = Slope().Over(common).Quotient - rest.Slope();
        var odd = new RealRoots([Rational.One]);
        for (var multiplicity = 1; rest.Degree > 0; multiplicity++)
        {
            var own = CommonDivisor(rest, other);
            if (multiplicity % 2 == 1)
            {
                odd = (odd * own)!;
            }

            rest = rest.Over(own).Quotient;
            other = other.Over(own).Quotient - rest.Slope();
        }

        return odd;
    }

    // Sturm: the number of roots strictly between the ends, neither of which is a root, of a polynomial without repeated
    // roots; null is infinite.
    private int RootsBetween(Rational? lower, Rational? upper)
    {
        var chain = new List<RealRoots> { this, Slope() };
        while (chain[^1].Degree > 0)
        {
            chain.Add(new RealRoots([]) - chain[^2].Over(chain[^1]).Remainder);
        }

        return Changes(lower, -1) - Changes(upper, 1);

        int Changes(Rational? at, int side)
        {
            var signs = chain
                .Where(part => part.Degree >= 0)
                .Select(part =>
                    at is { } point ? part.At(point).Sign
                    : side < 0 && part.Degree % 2 == 1 ? -part._coefficients[^1].Sign
                    : part._coefficients[^1].Sign
                )
                .Where(sign => sign != 0)
                .ToList();
            return signs.Zip(signs.Skip(1)).Count(pair => pair.First != pair.Second);
        }
    }

    private Rational At(Rational point)
    {
        var value = Rational.Zero;
        for (var at = Degree; at >= 0; at--)
        {
            value = value * point + _coefficients[at];
        }

        return value;
    }

    private RealRoots Slope() => new(_coefficients.Skip(1).Select((coefficient, at) => coefficient * (at + 1)));

    private static RealRoots CommonDivisor(RealRoots x, RealRoots y)
    {
        while (y.Degree >= 0)
        {
            (x, y) = (y, x.Over(y).Remainder);
        }

        var leading = x._coefficients[^1];
        return new(x._coefficients.Select(coefficient => coefficient / leading));
    }

    private (RealRoots Quotient, RealRoots Remainder) Over(RealRoots divisor)
    {
        var rest = _coefficients.ToArray();
        var quotient = new Rational[Math.Max(0, Degree - divisor.Degree + 1)];
        for (var at = quotient.Length - 1; at >= 0; at--)
        {
            quotient[at] = rest[at + divisor.Degree] / divisor._coefficients[^1];
            for (var k = 0; k <= divisor.Degree; k++)
            {
                rest[at + k] -= quotient[at] * divisor._coefficients[k];
            }
        }

        return (new(quotient), new(rest));
    }

    public static RealRoots operator -(RealRoots x, RealRoots y) =>
        new(
            Enumerable
                .Range(0, Math.Max(x._coefficients.Length, y._coefficients.Length))
                .Select(at => x._coefficients.ElementAtOrDefault(at) - y._coefficients.ElementAtOrDefault(at))
        );

    public static RealRoots? operator *(RealRoots x, RealRoots y)
    {
        if (x.Degree < 0 || y.Degree < 0)
        {
            return new([]);
        }

        if (x.Degree + y.Degree > MostDegree)
        {
            return null;
        }

        var product = new Rational[x.Degree + y.Degree + 1];
        for (var i = 0; i <= x.Degree; i++)
        {
            for (var j = 0; j <= y.Degree; j++)
            {
                product[i + j] += x._coefficients[i] * y._coefficients[j];
            }
        }

        return new(product);
    }
}
