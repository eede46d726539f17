// The secant.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The secant.</summary>
internal sealed class Sec : RealFunction
{
    public override Function Key => Function.Sec;

    public override Sequence<string> Names => ["\\sec"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Even;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.Open(Term.Pi / -2, Term.Pi / 2),
                Monotonicity.None,
                Curvature.StrictlyConvex,
                Extent.From(Term.One)
            ),
            new(
                new(Term.Zero, true, Term.Pi / 2, false),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                Extent.From(Term.One)
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
            // Σ cₖ · (cosine's coefficient n − k) = 0 for n > 0.
            n =>
                Coefficients.At(
                    n,
                    c =>
                        c.Count == 0
                            ? Rational.One
                            : -c.Select(
                                    (known, k) =>
                                        (c.Count - k) % 2 != 0
                                            ? Rational.Zero
                                            : known
                                                * new Rational(
                                                    (c.Count - k) % 4 == 0 ? 1 : -1,
                                                    Coefficients.Factorial(c.Count - k)
                                                )
                                )
                                .Aggregate(Rational.Zero, (sum, next) => sum + next)
                ),
            Term.Pi / 2
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\sec", arguments);

    public override Sequence<Condition> Domain(Term x) =>
        [Compare(new Apply(Function.Cos, [x]), Relation.NotEqual, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => At(x) * new Apply(Function.Tan, [x]);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.One : null;

    public override Term? ClosedForm(Term x) =>
        RationalAngle.Of(x) is { } q && RationalAngle.Cosine(q) is { } cosine && !cosine.IsZero()
            ? Simplifying.Quotient(Term.One, cosine)
            : null;

    public override Term? Definition(Term x) => Term.One / new Apply(Function.Cos, [x]);

    public override T Enclose<T>(T x, int bits) => One<T>(bits) / T.Cos(x);

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
