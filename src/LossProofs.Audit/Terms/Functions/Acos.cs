// The inverse cosine, the value in [0, π].
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The inverse cosine, the value in [0, π].</summary>
internal sealed class Acos : RealFunction
{
    public override Function Key => Function.Acos;

    public override Sequence<string> Names => ["\\arccos", "acos"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Closed(Term.Zero, Term.Pi);

    public override Monotonicity Monotonicity => Monotonicity.StrictlyDecreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.Closed(-1, Term.Zero),
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConvex,
                Extent.Closed(Term.Pi / 2, Term.Pi)
            ),
            new(
                Extent.Closed(Term.Zero, Term.One),
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConcave,
                Extent.Closed(Term.Zero, Term.Pi / 2)
            ),
        ];

    public override Sequence<EndBehaviour> Ends => [new(Term.One, Side.Below, Term.Zero), new(-1, Side.Above, Term.Pi)];

    public override PowerSeries? Series =>
        new(
            Rational.Zero,
            n =>
                n == 0 ? Term.Pi / 2
                : n % 2 == 0 ? Rational.Zero
                : -Rational.Abs(Coefficients.OfInverseRoot(n / 2)) / n,
            Term.One
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "acos";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\arccos", arguments);

    public override Sequence<Condition> Domain(Term x) =>
        [Compare(x, Relation.GreaterOrEqual, -1), Compare(x, Relation.LessOrEqual, Term.One)];

    public override Sequence<Condition> Differentiability(Term x) =>
        [Compare(x, Relation.Greater, -1), Compare(x, Relation.Less, Term.One)];

    public override Slope Derivative(Term x) =>
        new Negate(Term.One / new Apply(Function.Sqrt, [Term.One - new Power(x, 2)]));

    public override Rational? RationalValue(Rational x) => x == Rational.One ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) =>
        RationalAngle.Inverse(RationalAngle.Sine, x) is { } q ? RationalAngle.Times(new Rational(1, 2) - q) : null;

    public override Term? Definition(Term x) => Term.Pi / 2 - new Apply(Function.Asin, [x]);

    public override T Enclose<T>(T x, int bits)
    {
        // By the half angle from the nearer end: relative accuracy near 1.
        var (one, two) = (One<T>(bits), T.From(2, bits));
        return x.Sign > 0 ? two * T.Atan(T.Sqrt((one - x) / (one + x)))
            : x.Sign < 0 ? T.Pi(bits) - two * T.Atan(T.Sqrt((one + x) / (one - x)))
            : T.Pi(bits) / two - two * T.Atan(x / (one + T.Sqrt(one - x) * T.Sqrt(one + x)));
    }

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
