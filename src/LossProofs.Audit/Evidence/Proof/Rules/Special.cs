// Rules: addition theorems of special functions, as lemmas.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    private const int MostTurns = 400;

    /// <summary><b>Reflection.</b> Γ(x)Γ(1 − x) = π/sin(πx) for 0 &lt; x &lt; 1 (DLMF 5.5.3).</summary>
    public static Theorem? Reflection(Theorem positive, Theorem below) =>
        positive.Statement is Compare(var x, Relation.Greater, Number { Value.Sign: 0 })
        && Common([positive, below]) is { } setting
        && below.Statement.Equals(new Compare(x, Relation.Less, Term.One))
        && new Kinds(setting.Variable).Shape(x) is { Count: 0 }
            ? new Theorem(
                setting,
                new Compare(
                    new Multiply([
                        new Apply(Function.Gamma, [x]),
                        new Apply(Function.Gamma, [new Add([Term.One, new Negate(x)])]),
                    ]),
                    Relation.Equal,
                    new Divide(Term.Pi, new Apply(Function.Sin, [new Multiply([Term.Pi, x])]))
                ),
                "reflection of the gamma function",
                [positive, below]
            )
            : null;

    /// <summary>
    /// <b>Duplication.</b> Γ(x)Γ(x + ½) = 2^(1−2x) √π Γ(2x) for x &gt; 0 (DLMF 5.5.5).
    /// </summary>
    public static Theorem? Duplication(Theorem positive) =>
        positive.Statement is Compare(var x, Relation.Greater, Number { Value.Sign: 0 })
        && new Kinds(positive.Setting.Variable).Shape(x) is { Count: 0 }
            ? new Theorem(
                positive.Setting,
                new Compare(
                    new Multiply([
                        new Apply(Function.Gamma, [x]),
                        new Apply(Function.Gamma, [new Add([x, new Rational(1, 2)])]),
                    ]),
                    Relation.Equal,
                    new Multiply([
                        new Power(2, new Add([Term.One, new Negate(new Multiply([2, x]))])),
                        new Apply(Function.Sqrt, [Term.Pi]),
                        new Apply(Function.Gamma, [new Multiply([2, x])]),
                    ])
                ),
                "duplication of the gamma function",
                [positive]
            )
            : null;

    /// <summary>
    /// <b>Sum of arctangents.</b> D = Σ n_j arctan q_j + r π with integers n_j and rational q_j, r: arctan q is the argument
    /// of 1 + iq. Where m is the denominator of r, 2mD is a multiple of 2π exactly if Π (1 + i q_j)^(2 m n_j) · e^(2πi m r)
    /// = Π … is real and positive; then D is a multiple of π/m, and 0 where an enclosure shows |D| &lt; π/m.
    /// </summary>
    /// <param name="exists">D exists.</param>
    /// <param name="below">D − π/m &lt; 0.</param>
    /// <param name="above">D + π/m &gt; 0.</param>
    public static Theorem? SumOfArctangents(Theorem exists, Theorem below, Theorem above)
    {
        if (
            exists.Existing is not { } term
            || !Arctangents(term, Rational.One, out var angles, out var turns)
            || turns.Denominator > 24
        )
        {
            return null;
        }

        var m = new Rational(turns.Denominator, 1);
        var part = Term.Pi / new Number(m);
        if (
            Common([exists, below, above]) is not { } setting
            || !below.Statement.Equals(new Compare(term - part, Relation.Less, Term.Zero))
            || !above.Statement.Equals(new Compare(term + part, Relation.Greater, Term.Zero))
        )
        {
            return null;
        }

        // A Gaussian number whose argument is 2mD but for full turns, up to a positive factor.
        var (real, imaginary) = (BigInteger.One, BigInteger.Zero);
        foreach (var (tangent, count) in angles)
        {
            var times = count * m * 2;
            if (!times.IsInteger || Rational.Abs(times) > MostTurns)
            {
                return null;
            }

            var (x, y) = (tangent.Denominator, times.Sign < 0 ? -tangent.Numerator : tangent.Numerator);
            for (var step = 0; step < (int)Rational.Abs(times).Numerator; step++)
            {
                (real, imaginary) = (real * x - imaginary * y, real * y + imaginary * x);
            }
        }

        return imaginary.IsZero && real.Sign > 0
            ? new Theorem(
                setting,
                new Compare(term, Relation.Equal, Term.Zero),
                "sum of arctangents",
                [exists, below, above]
            )
            : null;
    }

    /// <summary>The angles π/m within which a sum of arctangents is to be shown to lie; null for other terms.</summary>
    public static Term? PartOfTurn(Term term) =>
        Arctangents(term, Rational.One, out _, out var turns)
            ? Term.Pi / new Number(new Rational(turns.Denominator, 1))
            : null;

    private static bool Arctangents(
        Term term,
        Rational factor,
        out List<(Rational Tangent, Rational Count)> angles,
        out Rational turns
    )
    {
        var (found, total) = (new List<(Rational, Rational)>(), Rational.Zero);
        var fits = Collect(term, factor);
        (angles, turns) = (found, total);
        return fits;

        bool Collect(Term part, Rational times)
        {
            switch (part)
            {
                case Number { Value.Sign: 0 }:
                    return true;
                case Negate(var x):
                    return Collect(x, -times);
                case Add(var xs):
                    return xs.All(x => Collect(x, times));
                case Multiply([Number(var c), var x]):
                    return Collect(x, times * c);
                case Multiply([var x, Number(var c)]):
                    return Collect(x, times * c);
                case Divide(var x, Number({ Sign: not 0 } c)):
                    return Collect(x, times / c);
                case Constant(ConstantKind.Pi):
                    total += times;
                    return true;
                case Apply(Function.Atan, [var x]) when Ratio(x) is { } q:
                    found.Add((q, times));
                    return true;
                default:
                    return false;
            }
        }

        static Rational? Ratio(Term x) =>
            x switch
            {
                Number(var q) => q,
                Negate(var y) => -Ratio(y),
                Divide(var a, var b) when Ratio(a) is { } p && Ratio(b) is { Sign: not 0 } q => p / q,
                _ => null,
            };
    }

    /// <summary>
    /// <b>Bounds of rounding.</b> u − ⌊u⌋ ≥ 0 and ⌊u⌋ + 1 − u &gt; 0; ⌈u⌉ − u ≥ 0 and u + 1 − ⌈u⌉ &gt; 0, for a number u.
    /// </summary>
    public static IReadOnlyList<Theorem> BoundsOfRounding(Theorem exists)
    {
        if (
            exists.Existing is not Apply((Function.Floor or Function.Ceiling) and var function, [var u]) rounded
            || new Kinds(exists.Setting.Variable).Shape(u) is not { Count: 0 }
        )
        {
            return [];
        }

        var (low, high) = function == Function.Floor ? ((Term)rounded, u) : (u, rounded);
        return
        [
            new Theorem(
                exists.Setting,
                new Compare(new Add([high, new Negate(low)]), Relation.GreaterOrEqual, Term.Zero),
                "bounds of rounding",
                [exists]
            ),
            new Theorem(
                exists.Setting,
                new Compare(new Add([low, Term.One, new Negate(high)]), Relation.Greater, Term.Zero),
                "bounds of rounding",
                [exists]
            ),
        ];
    }

    /// <summary><b>Ceiling by the floor.</b> ⌈u⌉ = −⌊−u⌋ for a number u.</summary>
    public static Theorem? CeilingByFloor(Theorem exists) =>
        exists.Existing is Apply(Function.Ceiling, [var u]) ceiling
        && new Kinds(exists.Setting.Variable).Shape(u) is { Count: 0 }
            ? new Theorem(
                exists.Setting,
                new Compare(ceiling, Relation.Equal, new Negate(new Apply(Function.Floor, [new Negate(u)]))),
                "ceiling by the floor",
                [exists]
            )
            : null;
}
