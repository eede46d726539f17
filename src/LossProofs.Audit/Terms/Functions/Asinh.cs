// The inverse hyperbolic sine.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The inverse hyperbolic sine.</summary>
internal sealed class Asinh : RealFunction
{
    public override Function Key => Function.Asinh;

    public override Sequence<string> Names => ["arcsinh"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.NonPositive, Monotonicity.StrictlyIncreasing, Curvature.StrictlyConvex, Extent.NonPositive),
            new(Extent.NonNegative, Monotonicity.StrictlyIncreasing, Curvature.StrictlyConcave, Extent.NonNegative),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Extent.MinusInfinity)];

    public override PowerSeries? Series =>
        new(Rational.Zero, n => n % 2 == 0 ? Rational.Zero : Coefficients.OfInverseRoot(n / 2) / n, Term.One);

    public override Sequence<Asymptote> Asymptotes =>
        [
            new(Term.Infinity, x => Term.Log((Term)2 * x)),
            new(Extent.MinusInfinity, x => new Negate(Term.Log((Term)(-2) * x))),
        ];

    public override string? Coq => "arcsinh";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("arcsinh", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One / new Apply(Function.Sqrt, [new Power(x, 2) + Term.One]);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => Term.Log(x + new Apply(Function.Sqrt, [new Power(x, 2) + Term.One]));

    public override T Enclose<T>(T x, int bits) => T.Asinh(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
