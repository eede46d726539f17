// \operatorname{softplus}(x) = …, \psi(x) = ….
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A function of the document's own that has the name of one that everybody knows: its formula defines it.</summary>
internal sealed class OwnFunction : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Step is { Left: Application { Head: Identifier head }, Relation: "=", Later: false }
        && !Definitions.IsOperator(head)
        // What is said of a function by itself, \Gamma(x + 1) = x \Gamma(x), presupposes it.
        && !Names.Nodes(claim.Step.Right).Contains(head)
        && Definitions.IsOfKnownFunction(claim.Step.Left, claim.Scope, claim.Equation.Ordinal, claim.Near) is { } known
            ? [Nothing($"a definition of {known}")]
            : [];
}
