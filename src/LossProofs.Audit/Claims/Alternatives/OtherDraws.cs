// X ∈ {−1, 1}, said in the section of an X whose law was stated otherwise.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>An expectation of a quantity that the section restricts.</summary>
internal sealed class OtherDraws : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        IsAboutOtherDraws(claim) ? [Nothing("an expectation of a quantity that the section restricts")] : [];

    private static bool IsAboutOtherDraws(Questioned claim)
    {
        if (!claim.Nodes.Any(node => node is Application { Head: var head } && Randomness.IsOperator(head)))
        {
            return false;
        }

        var restrictions = claim
            .InlineBefore.Where(formula => formula is Chain { Relations: [{ Symbol: "\\in" }] })
            .ToList();
        if (restrictions.Count == 0)
        {
            return false;
        }

        try
        {
            var builder = claim.Builder();
            claim.Read(builder, claim.Near, claim.Step, string.Empty);
            return builder.UsedLaws.Any()
                && restrictions.Exists(restriction => DocumentReading.IsAboutDraws(restriction, builder));
        }
        catch (NotUnderstood)
        {
            return false;
        }
    }
}
