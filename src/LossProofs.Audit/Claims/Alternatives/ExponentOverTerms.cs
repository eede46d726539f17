// \exp x + y = e^{x + y}.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>\exp without brackets, with all the terms behind it in the exponent.</summary>
internal sealed class ExponentOverTerms() : ReachingToTheEnd("an exponential of all the terms that follow")
{
    // Null when the side does not begin with such an exponential.
    protected override Expression? OverAll(Expression side) =>
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
