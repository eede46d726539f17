// The error function 2/√π ∫₀ˣ e^(−t²) dt.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The error function 2/√π ∫₀ˣ e^(−t²) dt.</summary>
internal sealed class Erf : RealFunction
{
    public override Function Key => Function.Erf;

    public override Sequence<string> Names => ["erf"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Open(-1, Term.One);

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.NonPositive,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConvex,
                new(-1, false, Term.Zero, true)
            ),
            new(
                Extent.NonNegative,
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConcave,
                new(Term.Zero, true, Term.One, false)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.One), new(Extent.MinusInfinity, Side.Both, -1)];

    public override PowerSeries? Series =>
        new(
            Rational.Zero,
            n =>
                n % 2 == 0
                    ? Term.Zero
                    : (Term)new Rational(n % 4 == 1 ? 1 : -1, n * Coefficients.Factorial(n / 2))
                        * 2
                        / new Apply(Function.Sqrt, [Term.Pi]),
            Term.Infinity
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("erf", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) =>
        (Term)2 / new Apply(Function.Sqrt, [Term.Pi]) * Term.Exp(new Negate(new Power(x, 2)));

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Erf(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        if (order == 0)
        {
            return Found(Ball.Erf(x.In(bits)));
        }

        // 2/√π (−1)ᵐ⁻¹ Hₘ₋₁(x) e^(−x²) with Hermite's polynomials Hₙ₊₁ = 2xHₙ − 2nHₙ₋₁.
        var argument = x.In(bits);
        var (before, hermite) = (Part.Zero, Part.One);
        for (var n = 0; n < order - 1; n++)
        {
            (before, hermite) = (hermite, Part.Of(2) * x * hermite + Part.Of(-2 * n) * before);
        }

        return
            Found(Ball.Exp(-(argument * argument)) * Ball.From((Rational)2, bits) / Ball.Sqrt(Ball.Pi(bits)))
                is { } slope
            ? slope * hermite * Part.Of(order % 2 == 1 ? 1 : -1)
            : null;
    }
}
