// ψ′.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>ψ′.</summary>
internal sealed class Trigamma : RealFunction
{
    public override Function Key => Function.Trigamma;

    public override Sequence<string> Names => ["trigamma"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Positive;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [new(Extent.Positive, Monotonicity.StrictlyDecreasing, Curvature.StrictlyConvex, Extent.Positive)];

    public override Sequence<EndBehaviour> Ends =>
        [
            new(Term.Infinity, Side.Both, Term.Zero),
            new(Extent.MinusInfinity, Side.Both, null),
            new(Term.Zero, Side.Above, Term.Infinity),
            new(Term.Zero, Side.Below, Term.Infinity),
        ];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [new(Term.Infinity, x => Term.One / x)];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("trigamma", arguments);

    public override Sequence<Condition> Domain(Term x) => [OffThePoles(x)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) =>
        Slope.Unknown("the derivatives of the trigamma function have no name here");

    public override Rational? RationalValue(Rational x) => null;

    public override Term? ClosedForm(Term x) =>
        x is Number { Value: { IsInteger: true, Sign: > 0 } n } && n <= 20
            ? Simplifying.Sum(
                new Power(Term.Pi, 2) / 6,
                -Enumerable
                    .Range(1, (int)n.Numerator - 1)
                    .Aggregate(Rational.Zero, (sum, k) => sum + new Rational(1, k * k))
            )
            : null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Polygamma(1, x);

    public override Part? Recalculate(Part x, int order, int bits) => Found(Ball.Polygamma(order + 1, x.In(bits)));
}
