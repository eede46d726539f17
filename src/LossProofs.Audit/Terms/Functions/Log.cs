// The natural logarithm.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The natural logarithm.</summary>
internal sealed class Log : RealFunction
{
    public override Function Key => Function.Log;

    public override Sequence<string> Names => ["\\log", "\\ln"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.StrictlyIncreasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.StrictlyConcave;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.Open(Term.Zero, Term.One),
                Monotonicity.StrictlyIncreasing,
                Curvature.StrictlyConcave,
                Extent.Negative
            ),
            new(Extent.From(Term.One), Monotonicity.StrictlyIncreasing, Curvature.StrictlyConcave, Extent.NonNegative),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Term.Zero, Side.Above, Extent.MinusInfinity)];

    public override PowerSeries? Series =>
        new(Rational.One, n => n == 0 ? Term.Zero : new Rational(n % 2 == 0 ? -1 : 1, n), Term.One);

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "ln";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\log", arguments);

    public override Sequence<Condition> Domain(Term x) => [Compare(x, Relation.Greater, Term.Zero)];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => Term.One / x;

    public override Rational? RationalValue(Rational x) => x == Rational.One ? Rational.Zero : null;

    public override Term? ClosedForm(Term x) =>
        x switch
        {
            Constant(ConstantKind.E) => Term.One,
            Power(Constant(ConstantKind.E), Number q) => q,
            Apply(Function.Exp, [Number q]) => q,
            _ => null,
        };

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Log(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        if (x.Exact is { Sign: <= 0 } || !x.In(bits).IsPositive || Inverse(x, bits) is not { } inverse)
        {
            return null;
        }

        if (order == 0)
        {
            return Found(Ball.Log(x.In(bits)));
        }

        // log⁽ᵐ⁾(x) = (−1)ᵐ⁻¹ (m−1)!/xᵐ.
        var derivative = inverse;
        for (var m = 1; m < order; m++)
        {
            derivative = derivative * inverse * Part.Of(-m);
        }

        return derivative;
    }
}
