// 1 − erf x.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>1 − erf x.</summary>
internal sealed class Erfc : RealFunction
{
    public override Function Key => Function.Erfc;

    public override Sequence<string> Names => ["erfc"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Open(Term.Zero, 2);

    public override Monotonicity Monotonicity => Monotonicity.StrictlyDecreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.NonPositive,
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConcave,
                new(Term.One, true, 2, false)
            ),
            new(
                Extent.NonNegative,
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConvex,
                new(Term.Zero, false, Term.One, true)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Zero), new(Extent.MinusInfinity, Side.Both, 2)];

    public override PowerSeries? Series =>
        new(
            Rational.Zero,
            n =>
                n % 2 == 0
                    ? (n == 0 ? Term.One : Term.Zero)
                    : (Term)new Rational(n % 4 == 1 ? -1 : 1, n * Coefficients.Factorial(n / 2))
                        * 2
                        / new Apply(Function.Sqrt, [Term.Pi]),
            Term.Infinity
        );

    public override Sequence<Asymptote> Asymptotes =>
        [new(Term.Infinity, x => Term.Exp(new Negate(new Power(x, 2))) / (x * new Apply(Function.Sqrt, [Term.Pi])))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("erfc", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) =>
        new Negate((Term)2 / new Apply(Function.Sqrt, [Term.Pi]) * Term.Exp(new Negate(new Power(x, 2))));

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.One : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Erfc(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        return order == 0 ? Found(Ball.Erfc(x.In(bits)))
            : KnownFunctions.Real(Function.Erf).Recalculate(x, order, bits) is { } rise ? Part.MinusOne * rise
            : null;
    }
}
