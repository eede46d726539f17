// \exp x + y = e^{x + y}.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>\exp without brackets, with all the terms behind it in the exponent.</summary>
internal sealed class ExponentOverTerms : Alternative
{
    private const string Meant = "an exponential of all the terms that follow";

    public override IEnumerable<Reading> Of(Questioned claim)
    {
        var (left, right) = (OverAll(claim.Step.Left), OverAll(claim.Step.Right));
        if (left is null && right is null)
        {
            return [];
        }

        var whole = claim.Step with { Left = left ?? claim.Step.Left, Right = right ?? claim.Step.Right };
        try
        {
            return [claim.Read(claim.Builder(), claim.Near, whole, Meant)];
        }
        catch (NotUnderstood)
        {
            return [Nothing(Meant)];
        }
    }

    // Null when the side does not begin with such an exponential.
    private static Application? OverAll(Expression side) =>
        side
            is Additive
            {
                Terms: [
                    {
                        Sign: "+",
                        Term: Application
                        {
                            Head: Identifier { Name: "\\exp" },
                            Argument: not Delimited and var argument
                        } exponential
                    },
                    ..,
                ] terms
            }
            ? exponential with
            {
                Argument = new Additive([new Addend("+", argument), .. terms.Skip(1)]),
            }
            : null;
}
