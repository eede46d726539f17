// x! = Γ(x + 1).
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>x! = Γ(x + 1).</summary>
internal sealed class Factorial : RealFunction
{
    public override Function Key => Function.Factorial;

    public override Sequence<string> Names => [];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.Open(-1, Term.Infinity), Monotonicity.None, Curvature.StrictlyConvex, Extent.Positive),
            new(
                Extent.From(Term.One),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                Extent.From(Term.One)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [
            new(Term.Infinity, Side.Both, Term.Infinity),
            new(Extent.MinusInfinity, Side.Both, null),
            new(-1, Side.Above, Term.Infinity),
            new(-1, Side.Below, Extent.MinusInfinity),
        ];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes =>
        [new(Term.Infinity, x => new Apply(Function.Sqrt, [(Term)2 * Term.Pi * x]) * new Power(x / Term.E, x))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        (TermPrinter.Print(arguments[0], Tightness.Atom) + "!", Tightness.Power);

    public override Sequence<Condition> Domain(Term x) => [OffThePoles(x + Term.One)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => At(x) * new Apply(Function.Digamma, [x + Term.One]);

    public override Rational? RationalValue(Rational x) =>
        x is { IsInteger: true, Sign: >= 0 } && x <= 20 ? Coefficients.Factorial((int)x.Numerator) : null;

    public override Term? ClosedForm(Term x) =>
        x is Number(var half) ? KnownFunctions.Real(Function.Gamma).ClosedForm(half + Rational.One) : null;

    public override Term? Definition(Term x) => new Apply(Function.Gamma, [x + Term.One]);

    public override T Enclose<T>(T x, int bits) => T.Gamma(x + One<T>(bits));

    public override Part? Recalculate(Part x, int order, int bits) => null;
}
