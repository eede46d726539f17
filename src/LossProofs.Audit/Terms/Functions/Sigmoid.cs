// The logistic function 1/(1 + e^−x).
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The logistic function 1/(1 + e^−x).</summary>
internal sealed class Sigmoid : RealFunction
{
    public override Function Key => Function.Sigmoid;

    public override Sequence<string> Names => ["sigmoid"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Open(Term.Zero, Term.One);

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.NonPositive,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                new(Term.Zero, false, new Rational(1, 2), true)
            ),
            new(
                Extent.NonNegative,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConcave,
                new(new Rational(1, 2), true, Term.One, false)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.One), new(Extent.MinusInfinity, Side.Both, Term.Zero)];

    public override PowerSeries? Series => new(Rational.Zero, n => Coefficient(n), Term.Pi);

    public override Sequence<Asymptote> Asymptotes => [new(Extent.MinusInfinity, x => Term.Exp(x))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\sigma", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => At(x) * (Term.One - At(x));

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? new Rational(1, 2) : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => Term.One / (Term.One + Term.Exp(new Negate(x)));

    public override T Enclose<T>(T x, int bits) => T.Sigmoid(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;

    /// <summary>From s′ = s − s².</summary>
    public static Rational Coefficient(int n) =>
        Coefficients.At(
            n,
            c => c.Count == 0 ? new Rational(1, 2) : (c[^1] - Coefficients.Square(c, c.Count - 1)) / c.Count
        );
}
