// Γ(x), with poles at 0, −1, −2, ….
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>Γ(x), with poles at 0, −1, −2, ….</summary>
internal sealed class Gamma : RealFunction
{
    public override Function Key => Function.Gamma;

    public override Sequence<string> Names => ["\\Gamma"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.Positive, Monotonicity.None, Curvature.StrictlyConvex, Extent.Positive),
            new(Extent.From(2), Monotonicity.StrictlyIncreasing, Curvature.StrictlyConvex, Extent.From(Term.One)),
            new(
                new(Term.Zero, false, Term.One, true),
                Monotonicity.StrictlyDecreasing,
                Curvature.StrictlyConvex,
                Extent.From(Term.One)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [
            new(Term.Infinity, Side.Both, Term.Infinity),
            new(Extent.MinusInfinity, Side.Both, null),
            new(Term.Zero, Side.Above, Term.Infinity),
            new(Term.Zero, Side.Below, Extent.MinusInfinity),
        ];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes =>
        [new(Term.Infinity, x => new Apply(Function.Sqrt, [(Term)2 * Term.Pi / x]) * new Power(x / Term.E, x))];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\Gamma", arguments);

    public override Sequence<Condition> Domain(Term x) => [OffThePoles(x)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => At(x) * new Apply(Function.Digamma, [x]);

    public override Rational? RationalValue(Rational x) =>
        x is { IsInteger: true, Sign: > 0 } && x <= 21 ? Coefficients.Factorial((int)x.Numerator - 1) : null;

    public override Term? ClosedForm(Term x) =>
        x is Number(var half) && half.Denominator == 2 && Rational.Abs(half) <= 20
            ? OfHalf((int)(half - new Rational(1, 2)).Numerator)
            : null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Gamma(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        var argument = x.In(bits);
        var value = Ball.Gamma(argument);
        return order switch
        {
            0 => Found(value),
            1 => Found(value * Ball.Digamma(argument)),
            2 => Found(value * (Ball.Pow(Ball.Digamma(argument), 2) + Ball.Trigamma(argument))),
            _ => null,
        };
    }

    // Γ(n + ½) = √π (2n)!/(4ⁿ n!); Γ(½ − n) = √π (−4)ⁿ n!/(2n)!.
    private static Term OfHalf(int n)
    {
        var size = Math.Abs(n);
        var ratio =
            new Rational(Coefficients.Factorial(2 * size), Coefficients.Factorial(size))
            / Rational.Pow(n < 0 ? -4 : 4, size);
        return Simplifying.Product(n < 0 ? Rational.One / ratio : ratio, new Apply(Function.Sqrt, [Term.Pi]));
    }
}
