// The smaller of the arguments.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The smallest of two or more numbers.</summary>
internal sealed class Min : OrderStatistic
{
    public override Function Key => Function.Min;

    public override Sequence<string> Names => [@"\min"];

    public override bool TakesLargest => false;

    public override Curvature Curvature => Curvature.Concave;

    public override string? Coq => "Rmin";

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Named(@"\min", arguments);

    public override T Enclose<T>(T x, T y) => T.Min(x, y);

    public override Ball Recalculate(Ball x, Ball y) => Ball.Min(x, y);
}
