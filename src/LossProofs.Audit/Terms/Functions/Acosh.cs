// The inverse hyperbolic cosine, the value ≥ 0.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The inverse hyperbolic cosine, the value ≥ 0.</summary>
internal sealed class Acosh : RealFunction
{
    public override Function Key => Function.Acosh;

    public override Sequence<string> Names => ["arcosh", "arccosh", "acosh"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.NonNegative;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.StrictlyConcave;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Term.One, Side.Above, Term.Zero)];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [new(Term.Infinity, x => Term.Log((Term)2 * x))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("arcosh", arguments);

    public override Sequence<Condition> Domain(Term x) => [Compare(x, Relation.GreaterOrEqual, Term.One)];

    public override Sequence<Condition> Differentiability(Term x) => [Compare(x, Relation.Greater, Term.One)];

    public override Slope Derivative(Term x) => Term.One / new Apply(Function.Sqrt, [new Power(x, 2) - Term.One]);

    public override Rational? RationalValue(Rational x) => x == Rational.One ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) =>
        Term.Log(x + new Apply(Function.Sqrt, [x - Term.One]) * new Apply(Function.Sqrt, [x + Term.One]));

    public override T Enclose<T>(T x, int bits)
    {
        // log(1 + t + √t·√(t + 2)), t = x − 1: without cancellation near 1.
        var t = x - One<T>(bits);
        return T.Log1p(t + T.Sqrt(t) * T.Sqrt(t + T.From(2, bits)));
    }

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
