// The tangent.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The tangent.</summary>
internal sealed class Tan : RealFunction
{
    public override Function Key => Function.Tan;

    public override Sequence<string> Names => ["\\tan"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.Open(Term.Pi / -2, Term.Pi / 2), Monotonicity.StrictlyIncreasing, Curvature.None, Extent.All),
            new(
                new(Term.Zero, true, Term.Pi / 2, false),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                Extent.NonNegative
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [
            new(Term.Infinity, Side.Both, null),
            new(Extent.MinusInfinity, Side.Both, null),
            new(Term.Pi / 2, Side.Below, Term.Infinity),
            new(Term.Pi / 2, Side.Above, Extent.MinusInfinity),
        ];

    public override PowerSeries? Series =>
        new(
            Rational.Zero,
            // From t′ = 1 + t².
            n =>
                Coefficients.At(
                    n,
                    c =>
                        c.Count == 0
                            ? Rational.Zero
                            : ((c.Count == 1 ? Rational.One : 0) + Coefficients.Square(c, c.Count - 1)) / c.Count
                ),
            Term.Pi / 2
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "tan";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\tan", arguments);

    public override Sequence<Condition> Domain(Term x) =>
        [Compare(new Apply(Function.Cos, [x]), Relation.NotEqual, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One + new Power(At(x), 2);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) => RationalAngle.Of(x) is { } q ? RationalAngle.Tangent(q) : null;

    public override Term? Definition(Term x) => new Apply(Function.Sin, [x]) / new Apply(Function.Cos, [x]);

    public override T Enclose<T>(T x, int bits) => T.Sin(x) / T.Cos(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
