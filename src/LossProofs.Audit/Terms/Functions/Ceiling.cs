// The smallest integer ≥ x.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The smallest integer ≥ x.</summary>
internal sealed class Ceiling : StepFunction
{
    public override Function Key => Function.Ceiling;

    public override Sequence<string> Names => ["ceil", "ceiling"];

    public override bool IsContinuous => false;

    public override bool IsSmooth => false;

    public override Extent Values => Extent.All;

    public override Monotonicity Monotonicity => Monotonicity.Increasing;

    public override Parity Parity => Parity.None;

    public override Curvature Curvature => Curvature.None;

    public override Sequence<Piece> Pieces => [];

    public override Sequence<EndBehaviour> Ends =>
        [new(Term.Infinity, Side.Both, Term.Infinity), new(Extent.MinusInfinity, Side.Both, Extent.MinusInfinity)];

    public override PowerSeries? Series => null;

    public override Sequence<Asymptote> Asymptotes => [new(Term.Infinity, x => x), new(Extent.MinusInfinity, x => x)];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        ($@"\lceil {TermPrinter.Print(arguments[0])} \rceil", Tightness.Atom);

    public override Sequence<Condition> Domain(Term x) => [];

    public override Sequence<Condition> Differentiability(Term x) =>
        [Compare(new Apply(Function.Floor, [x]), Relation.NotEqual, x)];

    public override Rational? RationalValue(Rational x) => -Floor.Of(-x);

    public override Term? ClosedForm(Term x) => null;

    public override Term? Definition(Term x) => null;

    public override Rational? Resolve<T>(T x, int bits)
    {
        return KnownFunctions.Step(Function.Floor).Resolve(-x, bits) is { } below ? -below : null;
    }

    public override Part? Recalculate(Part x, int order, int bits)
    {
        return KnownFunctions.Real(Function.Floor).Recalculate(Part.MinusOne * x, order, bits) is { } below
            ? Part.MinusOne * below
            : null;
    }
}
