// The square root.
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The square root.</summary>
internal sealed class Sqrt : RealFunction
{
    public override Function Key => Function.Sqrt;

    public override Sequence<string> Names => [];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.NonNegative;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.StrictlyConcave;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Term.Zero, Side.Above, Term.Zero)];

    public override PowerSeries? Series =>
        new(Rational.One, n => Coefficients.OfInverseRoot(n) * new Rational(1, 1 - 2 * n), Term.One);

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "sqrt";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        ($@"\sqrt{{{TermPrinter.Print(arguments[0])}}}", Tightness.Atom);

    public override Sequence<Condition> Domain(Term x) => [Compare(x, Relation.GreaterOrEqual, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [Compare(x, Relation.Greater, Term.Zero)];

    public override Slope Derivative(Term x) => Term.One / ((Term)2 * At(x));

    public override Rational? RationalValue(Rational x) =>
        x.Sign >= 0 && Root(x.Numerator) is { } top && Root(x.Denominator) is { } bottom
            ? new Rational(top, bottom)
            : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Sqrt(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        if (!(x.Exact is { Sign: >= 0 } || x.In(bits).IsNonNegative) || Found(Ball.Sqrt(x.In(bits))) is not { } value)
        {
            return null;
        }

        if (order == 0)
        {
            return value;
        }

        // ½(½−1)…(½−m+1) √x/xᵐ.
        if (Inverse(x, bits) is not { } inverse)
        {
            return null;
        }

        for (var m = 0; m < order; m++)
        {
            value = value * inverse * Part.Of(new Rational(1 - 2 * m, 2));
        }

        return value;
    }

    // The integer root of a square, else null. Squares end in 0, 1, 4 or 9 to base 16.
    private static BigInteger? Root(BigInteger square)
    {
        if (square.IsZero || (int)(square & 15) is not (0 or 1 or 4 or 9))
        {
            return square.IsZero ? square : null;
        }

        // Newton's iteration from above.
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + square / root) >> 1;
            if (next >= root)
            {
                return root * root == square ? root : null;
            }

            root = next;
        }
    }
}
