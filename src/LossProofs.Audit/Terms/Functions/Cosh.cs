// The hyperbolic cosine.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The hyperbolic cosine.</summary>
internal sealed class Cosh : RealFunction
{
    public override Function Key => Function.Cosh;

    public override Sequence<string> Names => ["\\cosh"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.From(Term.One);

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Even;

    public override Curvature Curvature => Curvature.StrictlyConvex;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.NonPositive, Monotonicity.StrictlyDecreasing, Curvature.StrictlyConvex, Extent.From(Term.One)),
            new(Extent.NonNegative, Monotonicity.StrictlyIncreasing, Curvature.StrictlyConvex, Extent.From(Term.One)),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Term.Infinity)];

    public override PowerSeries? Series =>
        new(Rational.Zero, n => n % 2 != 0 ? Term.Zero : new Rational(1, Coefficients.Factorial(n)), Term.Infinity);

    public override Sequence<Asymptote> Asymptotes =>
        [new(Term.Infinity, x => Term.Exp(x) / 2), new(Extent.MinusInfinity, x => Term.Exp(new Negate(x)) / 2)];

    public override string? Coq => "cosh";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\cosh", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Apply(Function.Sinh, [x]);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.One : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => (Term.Exp(x) + Term.Exp(new Negate(x))) / 2;

    public override T Enclose<T>(T x, int bits) => T.Cosh(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
