// Its argument, which differentiation takes for a constant: its derivative is 0 by convention.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>Its argument, which differentiation takes for a constant: its derivative is 0 by convention.</summary>
internal sealed class StopGradient : RealFunction
{
    public override Function Key => Function.StopGradient;

    public override Sequence<string> Names => [];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.Affine;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Extent.MinusInfinity)];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [new(Term.Infinity, x => x), new(Extent.MinusInfinity, x => x)];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        Word("stopgradient", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.Zero;

    public override Rational? RationalValue(Rational x) => x;

    public override Term? ClosedForm(Term x) => x;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => x;

    public override Part? Recalculate(Part x, int order, int bits) => order == 0 ? x : Part.Zero;
}
