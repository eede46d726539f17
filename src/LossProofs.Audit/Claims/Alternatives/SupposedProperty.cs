// "= 1" of a variance, p(y) = θ^y (1 - θ)^{1 - y}.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A property of a law that is supposed, or a law that is specified: one side is computed from no law.</summary>
internal sealed class SupposedProperty : OfJointLaw
{
    protected override IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world)
    {
        if (
            claim.First.Proposition is Terms.Comparison(var left, Relation.Equal, var right)
            && (!IsOfLaw(left) || !IsOfLaw(right))
        )
        {
            yield return Nothing("a property that is supposed");
        }

        bool IsOfLaw(Term side) =>
            side.FreeNames()
                .Any(name =>
                    claim.First.Context.Variable(name) is { Provenance: Provenance.BuiltIn, Domain: var domain }
                    && (domain is ProbabilityVector || domain == Domain.Unit)
                );
    }
}
