// |x|.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>|x|.</summary>
internal sealed class Abs : RealFunction
{
    public override Function Key => Function.Abs;

    public override Sequence<string> Names => [];

    public override bool IsContinuous => true;

    public override bool IsSmooth => false;

    public override Extent Values => Extent.NonNegative;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Even;

    public override Curvature Curvature => Curvature.Convex;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.NonPositive, Monotonicity.StrictlyDecreasing, Curvature.Affine, Extent.NonNegative),
            new(Extent.NonNegative, Monotonicity.StrictlyIncreasing, Curvature.Affine, Extent.NonNegative),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Term.Infinity)];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes =>
        [new(Term.Infinity, x => x), new(Extent.MinusInfinity, x => new Negate(x))];

    public override string? Coq => "Rabs";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        ($@"\left|{TermPrinter.Print(arguments[0])}\right|", Tightness.Atom);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [Compare(x, Relation.NotEqual, Term.Zero)];

    public override Slope Derivative(Term x) => x / At(x);

    public override Rational? RationalValue(Rational x) => Rational.Abs(x);

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Abs(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        var side = Sign.Of(x, bits);
        return order == 0
            ? side is { } known
                ? x * Part.Of(known)
                : Found(Ball.Abs(x.In(bits)))
            : side is not { } direction || direction == 0
                ? null
                : Part.Of(order == 1 ? direction : 0);
    }
}
