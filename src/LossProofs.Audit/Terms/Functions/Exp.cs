// e^x.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>e^x.</summary>
internal sealed class Exp : RealFunction
{
    public override Function Key => Function.Exp;

    public override Sequence<string> Names => ["\\exp"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Positive;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.StrictlyConvex;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Term.Zero)];

    public override PowerSeries? Series =>
        new(Rational.Zero, n => new Rational(1, Coefficients.Factorial(n)), Term.Infinity);

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "exp";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        ($"e^{{{TermPrinter.Print(arguments[0])}}}", Tightness.Power);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => At(x);

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.One : null;

    public override Term? ClosedForm(Term x) =>
        x switch
        {
            Number(var one) when one == Rational.One => Term.E,
            Apply(Function.Log, [Number { Value.Sign: > 0 } y]) => y,
            _ => null,
        };

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Exp(x);

    public override Part? Recalculate(Part x, int order, int bits) => x.IsZero ? Part.One : Found(Ball.Exp(x.In(bits)));
}
