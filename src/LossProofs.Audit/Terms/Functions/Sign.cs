// −1, 0 or 1; where its argument may be 0 and is not exact, it is not resolved.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>−1, 0 or 1; where its argument may be 0 and is not exact, it is not resolved.</summary>
internal sealed class Sign : StepFunction
{
    public override Function Key => Function.Sign;

    public override Sequence<string> Names => ["sign"];

    public override bool IsContinuous => false;

    public override bool IsSmooth => false;

    public override Extent Values => Extent.Closed(-1, 1);

    public override Monotonicity Monotonicity => Monotonicity.Increasing;

    public override Parity Parity => Parity.Odd;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(Extent.Negative, Monotonicity.Increasing, Curvature.Affine, Extent.Closed(-1, -1)),
            new(Extent.Positive, Monotonicity.Increasing, Curvature.Affine, Extent.Closed(1, 1)),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.One), new(Extent.MinusInfinity, Side.Both, -1)];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "sign";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("sign", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [Compare(x, Relation.NotEqual, Term.Zero)];

    public override Rational? RationalValue(Rational x) => (Rational)x.Sign;

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override Rational? Resolve<T>(T x, int bits) => x.Sign is not 0 and var side ? (Rational)side : null;

    public override Part? Recalculate(Part x, int order, int bits)
    {
        return Of(x, bits) is not { } side ? null
            : order == 0 ? Part.Of(side)
            : side == 0 ? null
            : Part.Zero;
    }

    /// <summary>The sign of a number, where it is certain.</summary>
    public static int? Of(Part x, int bits) =>
        x.Exact is { } exact ? exact.Sign
        : x.In(bits).IsPositive ? 1
        : x.In(bits).IsNegative ? -1
        : null;
}
