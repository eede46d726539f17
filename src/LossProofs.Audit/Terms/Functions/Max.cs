// The larger of the arguments.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The largest of two or more numbers.</summary>
internal sealed class Max : OrderStatistic
{
    public override Function Key => Function.Max;

    public override Sequence<string> Names => [@"\max"];

    public override bool TakesLargest => true;

    public override Curvature Curvature => Curvature.Convex;

    public override string? Coq => "Rmax";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\max", arguments);

    public override T Enclose<T>(T x, T y) => T.Max(x, y);

    public override Ball Recalculate(Ball x, Ball y) => Ball.Max(x, y);
}
