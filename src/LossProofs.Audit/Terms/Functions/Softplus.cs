// log(1 + e^x).
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>log(1 + e^x).</summary>
internal sealed class Softplus : RealFunction
{
    public override Function Key => Function.Softplus;

    public override Sequence<string> Names => ["softplus"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Positive;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.StrictlyConvex;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Term.Zero)];

    public override PowerSeries? Series =>
        new(Rational.Zero, n => n == 0 ? Term.Log(2) : Sigmoid.Coefficient(n - 1) / n, Term.Pi);

    public override Sequence<Asymptote> Asymptotes =>
        [new(Term.Infinity, x => x), new(Extent.MinusInfinity, x => Term.Exp(x))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("softplus", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Apply(Function.Sigmoid, [x]);

    public override Rational? RationalValue(Rational x) => null;

    public override Term? ClosedForm(Term x) => x.IsZero() ? Term.Log(2) : null;

    public override Term? Definition(Term x) => Term.Log(Term.One + Term.Exp(x));

    public override T Enclose<T>(T x, int bits) => T.Softplus(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
