// The cosine.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The cosine.</summary>
internal sealed class Cos : RealFunction
{
    public override Function Key => Function.Cos;

    public override Sequence<string> Names => ["\\cos"];

    public override bool IsContinuous => true;

    public override bool IsSmooth => true;

    public override Extent Values => Extent.Closed(-1, Term.One);

    public override Monotonicity Monotonicity => Monotonicity.None;

    public override Parity Parity => Parity.Even;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces =>
        [
            new(
                Extent.Closed(Term.Zero, Term.Pi),
                Monotonicity.StrictlyDecreasing,
                Curvature.None,
                Extent.Closed(-1, Term.One)
            ),
            new(
                Extent.Closed(Term.Pi / -2, Term.Pi / 2),
                Monotonicity.None,
                Curvature.StrictlyConcave,
                Extent.Closed(Term.Zero, Term.One)
            ),
        ];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, null), new(Extent.MinusInfinity, Side.Both, null)];

    public override PowerSeries? Series =>
        new(
            Rational.Zero,
            n => n % 2 == 0 ? new Rational(n % 4 <= 1 ? 1 : -1, Coefficients.Factorial(n)) : Term.Zero,
            Term.Infinity
        );

    public override Sequence<Asymptote> Asymptotes => [];

    public override string? Coq => "cos";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\cos", arguments);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) => [];

    public override Slope Derivative(Term x) => new Negate(new Apply(Function.Sin, [x]));

    public override Rational? RationalValue(Rational x) => x.Sign == 0 ? Rational.One : null;

    public override Term? ClosedForm(Term x) => RationalAngle.Of(x) is { } q ? RationalAngle.Cosine(q) : null;

    public override Term? Definition(Term x) => null;

    public override T Enclose<T>(T x, int bits) => T.Cos(x);

    public override Part? Recalculate(Part x, int order, int bits)
    {
        var sine = x.IsZero ? Part.Zero : Found(Ball.Sin(x.In(bits)));
        var cosine = x.IsZero ? Part.One : Found(Ball.Cos(x.In(bits)));
        return ((order + 1) % 4) switch
        {
            0 => sine,
            1 => cosine,
            2 => Part.MinusOne * sine,
            _ => Part.MinusOne * cosine,
        };
    }
}
