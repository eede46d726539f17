// The inverse sine, the value in [−π/2, π/2].
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The inverse sine, the value in [−π/2, π/2].</summary>
internal sealed class Asin : RealFunction
{
    public override Function Key => Function.Asin;

    public override Sequence<string> Names => ["\\arcsin", "asin"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Closed(Term.Pi / -2, Term.Pi / 2);

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.Closed(-1, Term.Zero),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConcave,
                Extent.Closed(Term.Pi / -2, Term.Zero)
            ),
            new(
                Extent.Closed(Term.Zero, Term.One),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                Extent.Closed(Term.Zero, Term.Pi / 2)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.One, Side.Below, Term.Pi / 2), new(-1, Side.Above, Term.Pi / -2)];

    public override PowerSeries? Series =>
        new(
            Rational.Zero,
            n => n % 2 == 0 ? Rational.Zero : Rational.Abs(Coefficients.OfInverseRoot(n / 2)) / n,
            Term.One
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "asin";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\arcsin", arguments);

    public override Sequence<Condition> Domain(Term x) =>
        [Compare(x, Relation.GreaterOrEqual, -1), Compare(x, Relation.LessOrEqual, Term.One)];

    public override Sequence<Condition> Differentiability(Term x) =>
        [Compare(x, Relation.Greater, -1), Compare(x, Relation.Less, Term.One)];

    public override Slope Derivative(Term x) => Term.One / new Apply(Function.Sqrt, [Term.One - new Power(x, 2)]);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) =>
        RationalAngle.Inverse(RationalAngle.Sine, x) is { } q ? RationalAngle.Times(q) : null;

    public override Term? Definition(Term x) =>
        (Term)2 * new Apply(Function.Atan, [x / (Term.One + new Apply(Function.Sqrt, [Term.One - new Power(x, 2)]))]);

    public override T Enclose<T>(T x, int bits)
    {
        // atan(x/√(1 − x²)); next to ±1 by the half angle, whose denominator is never 0.
        var one = One<T>(bits);
        var cosine = T.Sqrt((one - x) * (one + x));
        return cosine.Sign > 0
            ? T.Atan(x / cosine)
            : T.From(2, bits) * T.Atan(x / (one + T.Sqrt(one - x) * T.Sqrt(one + x)));
    }

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
