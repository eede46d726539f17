// The hyperbolic tangent.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The hyperbolic tangent.</summary>
internal sealed class Tanh : RealFunction
{
    public override Function Key => Function.Tanh;

    public override Sequence<string> Names => ["\\tanh"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Open(-1, Term.One);

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.NonPositive,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                new(-1, false, Term.Zero, true)
            ),
            new(
                Extent.NonNegative,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConcave,
                new(Term.Zero, true, Term.One, false)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.One), new(Extent.MinusInfinity, Side.Both, -1)];

    public override PowerSeries? Series =>
        new(
            Rational.Zero,
            // From t′ = 1 − t².
            n =>
                Coefficients.At(
                    n,
                    c =>
                        c.Count == 0
                            ? Rational.Zero
                            : ((c.Count == 1 ? Rational.One : 0) - Coefficients.Square(c, c.Count - 1)) / c.Count
                ),
            Term.Pi / 2
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "tanh";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\tanh", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One - new Power(At(x), 2);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => (Term.Exp((Term)2 * x) - Term.One) / (Term.Exp((Term)2 * x) + Term.One);

    public override T Enclose<T>(T x, int bits) => T.Tanh(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
