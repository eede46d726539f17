// log Γ(x) for x > 0; its least value, near −0.1215 at 1.46, has no closed form: log 0.88 is a bound.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>log Γ(x) for x > 0; its least value, near −0.1215 at 1.46, has no closed form: log 0.88 is a bound.</summary>
internal sealed class LogGamma : RealFunction
{
    public override Function Key => Function.LogGamma;

    public override Sequence<string> Names => [];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => new(Term.Log(new Rational(22, 25)), false, Term.Infinity, false);

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.StrictlyConvex;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.From(2), Monotonicity.StrictlyIncreasing, Curvature.StrictlyConvex, Extent.NonNegative),
            new(
                new(Term.Zero, false, Term.One, true),
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConvex,
                Extent.NonNegative
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Term.Zero, Side.Above, Term.Infinity)];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [new(Term.Infinity, x => x * Term.Log(x))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        Named(@"\log\Gamma", arguments);

    public override Sequence<Condition> Domain(Term x) => [Compare(x, Relation.Greater, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Apply(Function.Digamma, [x]);

    public override Rational? RationalValue(Rational x) => x == Rational.One || x == 2 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) =>
        x is Number { Value: { IsInteger: true, Sign: > 0 } n } && n <= 21
            ? Term.Log((Rational)Coefficients.Factorial((int)n.Numerator - 1))
            : null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.LogGamma(x);

    public override Part? Recalculate(Part x, int order, int bits) =>
        !x.In(bits).IsPositive
            ? null
            : Found(order == 0 ? Ball.LogGamma(x.In(bits)) : Ball.Polygamma(order - 1, x.In(bits)));
}
