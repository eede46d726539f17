// Weights that sum to one, equal temperatures.
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What words say of two numbers together: that they sum to one, or are equal.</summary>
internal sealed class ArrangedNumbers : Situational
{
    private const int MostNumbers = 5;

    protected override IEnumerable<Reading> OfSituation(Questioned claim)
    {
        var first = claim.First;
        var (sums, equals) = (claim.Near.Words.Has(Category.SumToOne), claim.Near.Words.Has(Category.Equality));
        var numbers = first
            .Context.Variables.Where(variable => variable is { Dimensions.Count: 0, Domain: RealInterval })
            .Select(variable => new Symbol(variable.Name))
            .Take(MostNumbers)
            .ToList();
        foreach (
            var (one, other) in numbers.SelectMany(
                (one, place) => numbers.Skip(place + 1).Select(other => (one, other))
            )
        )
        {
            if (sums)
            {
                yield return Where(first, one + other, Rational.One, $"{one.Name} + {other.Name} = 1");
            }

            if (equals)
            {
                yield return Where(first, one - other, Rational.Zero, $"{one.Name} = {other.Name}");
            }
        }
    }
}
