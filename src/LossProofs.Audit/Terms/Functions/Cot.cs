// The cotangent.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The cotangent.</summary>
internal sealed class Cot : RealFunction
{
    public override Function Key => Function.Cot;

    public override Sequence<string> Names => ["\\cot"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [new(Extent.Open(Term.Zero, Term.Pi), Monotonicity.StrictlyDecreasing, Curvature.None, Extent.All)];

    public override Sequence<EndBehaviour> Ends =>
        [
            new(Term.Infinity, Side.Both, null),
            new(Extent.MinusInfinity, Side.Both, null),
            new(Term.Zero, Side.Above, Term.Infinity),
            new(Term.Zero, Side.Below, Extent.MinusInfinity),
        ];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\cot", arguments);

    public override Sequence<Condition> Domain(Term x) =>
        [Compare(new Apply(Function.Sin, [x]), Relation.NotEqual, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Negate(Term.One + new Power(At(x), 2));

    public override Rational? RationalValue(Rational x) => null;

    public override Term? ClosedForm(Term x) =>
        RationalAngle.Of(x) is { } q ? RationalAngle.Tangent(new Rational(1, 2) - q) : null;

    public override Term? Definition(Term x) => new Apply(Function.Cos, [x]) / new Apply(Function.Sin, [x]);

    public override T Enclose<T>(T x, int bits) => T.Cos(x) / T.Sin(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
