// "For a positive example".
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A label that the formula does not write may have been settled by words: for a positive example.</summary>
internal sealed class ValueOfLabel : Situational
{
    private const int MostReadings = 4;

    protected override IEnumerable<Reading> OfSituation(Questioned claim)
    {
        var written = claim.Written;
        return claim
            .Readings.Take(MostReadings)
            .SelectMany(reading =>
                reading
                    .Context.Variables.Where(variable =>
                        variable is { Dimensions.Count: 0, Domain: Finite { Values.Count: <= 4 } }
                        && !written.Contains(variable.Name)
                    )
                    .SelectMany(variable =>
                        ((Finite)variable.Domain).Values.Select(value =>
                            Where(reading, new Symbol(variable.Name), value, $"{variable.Name} = {value}")
                        )
                    )
            );
    }
}
