// Rational multiples of π, and the values of sine and tangent there that are square roots.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The angles qπ whose sine or tangent is 0, ½, 1 or made of one of √2 and √3.</summary>
internal static class RationalAngle
{
    private static readonly Rational s_half = new(1, 2);

    /// <summary>q where the term is written as qπ (0, π, 3π/4, −π/6, …), else null.</summary>
    public static Rational? Of(Term term) =>
        term switch
        {
            Number { Value.Sign: 0 } => Rational.Zero,
            Constant(ConstantKind.Pi) => Rational.One,
            Negate(var x) when Of(x) is { } q => -q,
            Divide(var x, Number(var n)) when n.Sign != 0 && Of(x) is { } q => q / n,
            Multiply([Number(var n), var x]) when Of(x) is { } q => n * q,
            Multiply([var x, Number(var n)]) when Of(x) is { } q => n * q,
            _ => null,
        };

    /// <summary>sin qπ.</summary>
    public static Term? Sine(Rational q)
    {
        // Into [0, 2), then by the symmetries into [0, 1/2].
        q -= 2 * Floor.Of(q * s_half);
        var negative = q >= 1;
        q = negative ? q - 1 : q;
        q = q > s_half ? 1 - q : q;
        Term? value =
            q.Sign == 0 ? Term.Zero
            : q == new Rational(1, 6) ? new Number(s_half)
            : q == new Rational(1, 4) ? Root(2) / 2
            : q == new Rational(1, 3) ? Root(3) / 2
            : q == s_half ? Term.One
            : null;
        return value is null || !negative ? value : Simplifying.Negative(value);
    }

    /// <summary>cos qπ.</summary>
    public static Term? Cosine(Rational q) => Sine(q + s_half);

    /// <summary>tan qπ.</summary>
    public static Term? Tangent(Rational q)
    {
        q -= Floor.Of(q);
        var negative = q > s_half;
        q = negative ? 1 - q : q;
        Term? value =
            q.Sign == 0 ? Term.Zero
            : q == new Rational(1, 6) ? Root(3) / 3
            : q == new Rational(1, 4) ? Term.One
            : q == new Rational(1, 3) ? Root(3)
            : null;
        return value is null || !negative ? value : Simplifying.Negative(value);
    }

    /// <summary>The q in [−1/2, 1/2] for which the function at qπ is written as this term.</summary>
    public static Rational? Inverse(Func<Rational, Term?> function, Term value)
    {
        for (var twelfths = -6; twelfths <= 6; twelfths++)
        {
            var q = new Rational(twelfths, 12);
            if (function(q) is { } known && known.Equals(value))
            {
                return q;
            }
        }

        return null;
    }

    /// <summary>qπ as a term.</summary>
    public static Term Times(Rational q) =>
        q.Sign == 0 ? Term.Zero
        : q == Rational.One ? Term.Pi
        : new Number(q) * Term.Pi;

    private static Term Root(int n) => new Apply(Function.Sqrt, [n]);
}
