// The inverse hyperbolic tangent.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The inverse hyperbolic tangent.</summary>
internal sealed class Atanh : RealFunction
{
    public override Function Key => Function.Atanh;

    public override Sequence<string> Names => ["artanh"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                new(-1, false, Term.Zero, true),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConcave,
                Extent.NonPositive
            ),
            new(
                new(Term.Zero, true, Term.One, false),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                Extent.NonNegative
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.One, Side.Below, Term.Infinity), new(-1, Side.Above, Extent.MinusInfinity)];

    public override PowerSeries? Series =>
        new(Rational.Zero, n => n % 2 == 0 ? Rational.Zero : new Rational(1, n), Term.One);

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("artanh", arguments);

    public override Sequence<Condition> Domain(Term x) =>
        [Compare(x, Relation.Greater, -1), Compare(x, Relation.Less, Term.One)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One / (Term.One - new Power(x, 2));

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => Term.Log((Term.One + x) / (Term.One - x)) / 2;

    public override T Enclose<T>(T x, int bits) => (T.Log1p(x) - T.Log1p(-x)) / T.From(2, bits);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
