// The inverse tangent, the value in (−π/2, π/2).
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The inverse tangent, the value in (−π/2, π/2).</summary>
internal sealed class Atan : RealFunction
{
    public override Function Key => Function.Atan;

    public override Sequence<string> Names => ["\\arctan", "atan"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Open(Term.Pi / -2, Term.Pi / 2);

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.NonPositive,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                new(Term.Pi / -2, false, Term.Zero, true)
            ),
            new(
                Extent.NonNegative,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConcave,
                new(Term.Zero, true, Term.Pi / 2, false)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Pi / 2), new(Extent.MinusInfinity, Side.Both, Term.Pi / -2)];

    public override PowerSeries? Series =>
        new(Rational.Zero, n => n % 2 == 0 ? Rational.Zero : new Rational(n % 4 == 1 ? 1 : -1, n), Term.One);

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "atan";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\arctan", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One / (Term.One + new Power(x, 2));

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) =>
        RationalAngle.Inverse(RationalAngle.Tangent, x) is { } q ? RationalAngle.Times(q) : null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Atan(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        if (order == 0)
        {
            return x.IsZero ? Part.Zero : Found(Ball.Atan(x.In(bits)));
        }

        // f⁽ᵐ⁾ = Pₘ(x)/(1 + x²)ᵐ with P₁ = 1 and Pₘ₊₁ = (1 + x²)Pₘ′ − 2mxPₘ.
        List<Rational> polynomial = [Rational.One];
        for (var m = 1; m < order; m++)
        {
            var next = new Rational[polynomial.Count + 1];
            for (var k = 0; k < polynomial.Count; k++)
            {
                next[k + 1] += (k - 2 * m) * polynomial[k];
                if (k > 0)
                {
                    next[k - 1] += k * polynomial[k];
                }
            }

            polynomial = [.. next];
        }

        var value = Enumerable.Reverse(polynomial).Aggregate(Part.Zero, (sum, c) => sum * x + Part.Of(c));
        if (Inverse(Part.One + x * x, bits) is not { } inverse)
        {
            return null;
        }

        for (var m = 0; m < order; m++)
        {
            value *= inverse;
        }

        return value;
    }
}
