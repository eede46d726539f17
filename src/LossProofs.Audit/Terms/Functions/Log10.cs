// The logarithm to base 10.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The logarithm to base 10.</summary>
internal sealed class Log10 : RealFunction
{
    public override Function Key => Function.Log10;

    public override Sequence<string> Names => [];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.StrictlyConcave;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Term.Zero, Side.Above, Extent.MinusInfinity)];

    public override PowerSeries? Series =>
        new(
            Rational.One,
            n => n == 0 ? Term.Zero : new Number(new Rational(n % 2 == 0 ? -1 : 1, n)) / Term.Log(10),
            Term.One
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        Named(@"\log_{10}", arguments);

    public override Sequence<Condition> Domain(Term x) => [Compare(x, Relation.Greater, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One / (x * Term.Log(10));

    public override Rational? RationalValue(Rational x) => Exponent.Of(x, 10);

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => Term.Log(x) / Term.Log(10);

    public override T Enclose<T>(T x, int bits) => T.Log10(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
