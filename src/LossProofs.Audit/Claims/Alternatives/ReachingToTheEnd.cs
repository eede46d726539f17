// An operator or a function without brackets at the head of a side, taken over the whole of it.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What stands at the head of a side is meant of all that follows.</summary>
/// <param name="meant">How the claim is meant then.</param>
internal abstract class ReachingToTheEnd(string meant) : Alternative
{
    public sealed override IEnumerable<Reading> Of(Questioned claim)
    {
        var (left, right) = (OverAll(claim.Step.Left), OverAll(claim.Step.Right));
        if (left is null && right is null)
        {
            return [];
        }

        var whole = claim.Step with { Left = left ?? claim.Step.Left, Right = right ?? claim.Step.Right };
        try
        {
            return [claim.Read(claim.Builder(), claim.Near, whole, meant)];
        }
        catch (NotUnderstood)
        {
            return [Nothing(meant)];
        }
    }

    /// <summary>The side with its head over all of it; null where it has no such head.</summary>
    protected abstract Expression? OverAll(Expression side);
}
