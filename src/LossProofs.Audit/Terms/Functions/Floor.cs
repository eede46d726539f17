// The largest integer ≤ x.
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The largest integer ≤ x.</summary>
internal sealed class Floor : StepFunction
{
    public override Function Key => Function.Floor;

    public override Sequence<string> Names => ["floor"];

    public override bool IsContinuous => false;

    public override bool IsSmooth => false;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.Increasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Extent.MinusInfinity)];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [new(Term.Infinity, x => x), new(Extent.MinusInfinity, x => x)];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        ($@"\lfloor {TermPrinter.Print(arguments[0])} \rfloor", Tightness.Atom);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) =>
        [Compare(new Apply(Function.Floor, [x]), Relation.NotEqual, x)];

    public override Rational? RationalValue(Rational x) => Of(x);

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override Rational? Resolve<T>(T x, int bits)
    {
        // n < x < n + 1, by doubling, then by halving; not resolved where an integer is not told apart from x.
        var (low, high) = x.Sign > 0 ? (BigInteger.Zero, BigInteger.One) : (BigInteger.MinusOne, BigInteger.Zero);
        for (var side = x.Sign; ; low *= side < 0 ? 2 : 1, high *= side > 0 ? 2 : 1)
        {
            var beyond = side > 0 ? Side(high) : -Side(low);
            if (side == 0 || beyond == 0 || high - low > s_largest)
            {
                return null;
            }

            if (beyond < 0)
            {
                break;
            }
        }

        while (high - low > 1)
        {
            var middle = (low + high) >> 1;
            switch (Side(middle))
            {
                case 0:
                    return null;
                case > 0:
                    low = middle;
                    break;
                default:
                    high = middle;
                    break;
            }
        }

        return low;

        int Side(BigInteger n) => (x - T.From(n, bits)).Sign;
    }

    public override Part? Recalculate(Part x, int order, int bits)
    {
        // Constant where both ends of the enclosure lie between the same two integers.
        if (x.Exact is { } exact)
        {
            return order == 0 ? Part.Of(Of(exact))
                : exact.IsInteger ? null
                : Part.Zero;
        }

        var argument = x.In(bits);
        if (!IsWritable(argument))
        {
            return null;
        }

        var below = Of(argument.Lower);
        return below != argument.Lower && Of(argument.Upper) == below ? Part.Of(order == 0 ? below : 0) : null;
    }

    /// <summary>The largest integer that is not larger.</summary>
    public static Rational Of(Rational x) => BigInteger.Divide(x.Numerator - Remainder(x), x.Denominator);

    private static readonly BigInteger s_largest = BigInteger.One << 256;

    // The remainder in [0, denominator).
    private static BigInteger Remainder(Rational x)
    {
        var remainder = BigInteger.Remainder(x.Numerator, x.Denominator);
        return remainder.Sign < 0 ? remainder + x.Denominator : remainder;
    }
}
