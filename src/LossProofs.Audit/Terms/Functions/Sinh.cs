// The hyperbolic sine.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The hyperbolic sine.</summary>
internal sealed class Sinh : RealFunction
{
    public override Function Key => Function.Sinh;

    public override Sequence<string> Names => ["\\sinh"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.NonPositive, Monotonicity.StrictlyIncreasing, Curvature.StrictlyConcave, Extent.NonPositive),
            new(Extent.NonNegative, Monotonicity.StrictlyIncreasing, Curvature.StrictlyConvex, Extent.NonNegative),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Extent.MinusInfinity)];

    public override PowerSeries? Series =>
        new(Rational.Zero, n => n % 2 == 0 ? Term.Zero : new Rational(1, Coefficients.Factorial(n)), Term.Infinity);

    public override Sequence<Asymptote> Asymptotes =>
        [
            new(Term.Infinity, x => Term.Exp(x) / 2),
            new(Extent.MinusInfinity, x => new Negate(Term.Exp(new Negate(x)) / 2)),
        ];

    public override string? Coq => "sinh";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\sinh", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Apply(Function.Cosh, [x]);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => (Term.Exp(x) - Term.Exp(new Negate(x))) / 2;

    public override T Enclose<T>(T x, int bits) => T.Sinh(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
