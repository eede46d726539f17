// ψ = (log Γ)′.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>ψ = (log Γ)′.</summary>
internal sealed class Digamma : RealFunction
{
    public override Function Key => Function.Digamma;

    public override Sequence<string> Names => ["digamma"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [new(Extent.Positive, Monotonicity.StrictlyIncreasing, Curvature.StrictlyConcave, Extent.All)];

    public override Sequence<EndBehaviour> Ends =>
        [
            new(Term.Infinity, Side.Both, Term.Infinity),
            new(Extent.MinusInfinity, Side.Both, null),
            new(Term.Zero, Side.Above, Extent.MinusInfinity),
            new(Term.Zero, Side.Below, Term.Infinity),
        ];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [new(Term.Infinity, x => Term.Log(x))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("digamma", arguments);

    public override Sequence<Condition> Domain(Term x) => [OffThePoles(x)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Apply(Function.Trigamma, [x]);

    public override Rational? RationalValue(Rational x) => null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Polygamma(0, x);

    public override Part? Recalculate(Part x, int order, int bits) => Found(Ball.Polygamma(order, x.In(bits)));
}
