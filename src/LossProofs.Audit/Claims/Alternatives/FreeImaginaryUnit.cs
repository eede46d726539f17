// e^{i x}.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>i or j free, not declared and no index of anything: the imaginary unit in many texts.</summary>
internal sealed class FreeImaginaryUnit : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.First.Context.Variables.Any(MayBeUnit) ? [Nothing("a formula with the imaginary unit")] : [];

    private static bool MayBeUnit(Variable variable) =>
        variable
            is { Provenance: Provenance.Guessed, Domain: RealInterval, Name: "i" or "j" or "\\text{i}" or "\\text{j}" };
}
