// The cosecant.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The cosecant.</summary>
internal sealed class Csc : RealFunction
{
    public override Function Key => Function.Csc;

    public override Sequence<string> Names => ["\\csc", "cosec"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [new(Extent.Open(Term.Zero, Term.Pi), Monotonicity.None, Curvature.StrictlyConvex, Extent.From(Term.One))];

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

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\csc", arguments);

    public override Sequence<Condition> Domain(Term x) =>
        [Compare(new Apply(Function.Sin, [x]), Relation.NotEqual, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Negate(At(x) * new Apply(Function.Cot, [x]));

    public override Rational? RationalValue(Rational x) => null;

    public override Term? ClosedForm(Term x) =>
        RationalAngle.Of(x) is { } q && RationalAngle.Sine(q) is { } sine && !sine.IsZero()
            ? Simplifying.Quotient(Term.One, sine)
            : null;

    public override Term? Definition(Term x) => Term.One / new Apply(Function.Sin, [x]);

    public override T Enclose<T>(T x, int bits) => One<T>(bits) / T.Sin(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
