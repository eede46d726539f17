// "A prime denotes the transpose."
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A mark of a name, of a function or of a sum that words of the document give a meaning of their own.</summary>
internal sealed class MarkInWords : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Surroundings.Marks.Of(claim.Step, claim.Equation.Latex) is { } mark
            ? [Nothing($"with a mark that words give a meaning ('{mark}')")]
            : [];
}
