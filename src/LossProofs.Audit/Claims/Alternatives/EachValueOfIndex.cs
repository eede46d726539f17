// t_i \in \{0, 1\} \Rightarrow …
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>An index that only the premise has may stand for all of its values.</summary>
internal sealed class EachValueOfIndex : Alternative
{
    public override bool OfDeclaredClaims => true;

    public override IEnumerable<Reading> Of(Questioned claim) => claim.Readings.Select(OfAll).OfType<Reading>();

    private static Reading? OfAll(Reading reading)
    {
        if (reading.Proposition is not Implication(var premises, var conclusion))
        {
            return null;
        }

        var concluded = conclusion.Terms().SelectMany(term => term.FreeNames()).ToHashSet();
        var wide = premises.Map(Wide);
        return wide.Equals(premises)
            ? null
            : reading with
            {
                Proposition = new Implication(wide, conclusion),
                Context = reading.Context with
                {
                    Hypotheses = reading.Context.Hypotheses.Map(hypothesis =>
                        hypothesis with
                        {
                            Condition = Wide(hypothesis.Condition),
                        }
                    ),
                },
                Note = "a premise about all values of its index",
            };

        Condition Wide(Condition condition) =>
            reading
                .Context.Variables.Where(variable =>
                    !concluded.Contains(variable.Name) && condition.FreeNames().Contains(variable.Name)
                )
                .Aggregate(
                    condition,
                    (body, variable) =>
                        variable is { Dimensions.Count: 0, Domain: Integers({ } first, { } last) }
                            ? new ForAll(variable.Name, new Span(first, last), body)
                            : body
                );
    }
}
