// The hyperbolic cotangent.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The hyperbolic cotangent.</summary>
internal sealed class Coth : RealFunction
{
    public override Function Key => Function.Coth;

    public override Sequence<string> Names => ["\\coth"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.Negative,
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConcave,
                Extent.Open(Extent.MinusInfinity, -1)
            ),
            new(
                Extent.Positive,
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConvex,
                Extent.Open(Term.One, Term.Infinity)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [
            new(Term.Infinity, Side.Both, Term.One),
            new(Extent.MinusInfinity, Side.Both, -1),
            new(Term.Zero, Side.Above, Term.Infinity),
            new(Term.Zero, Side.Below, Extent.MinusInfinity),
        ];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\coth", arguments);

    public override Sequence<Condition> Domain(Term x) => [Compare(x, Relation.NotEqual, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One - new Power(At(x), 2);

    public override Rational? RationalValue(Rational x) => null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => (Term.Exp((Term)2 * x) + Term.One) / (Term.Exp((Term)2 * x) - Term.One);

    public override T Enclose<T>(T x, int bits) => One<T>(bits) / T.Tanh(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
