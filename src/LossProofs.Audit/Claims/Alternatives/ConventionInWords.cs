// "$\|\cdot\|$ denotes the maximum norm", "juxtaposition of matrices denotes the Hadamard product".
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A norm, a product, a sum or another notation that words of the document give a meaning of their own.</summary>
internal sealed class ConventionInWords : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Surroundings.Conventions.Of(claim.Step, claim.First.Context, claim.Equation.Ordinal) is { } said
            ? [Nothing($"a notation that words give a meaning ('{said}')")]
            : [];
}
