// Spaces that a name is said to lie in: \mathbb{R}^n, \mathbb{R}^{n \times m}, [0,1]^d: the domain of the entries, and the dimensions.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class Spaces
{
    /// <summary>What a set says of its members; null where it is no such space.</summary>
    public static (Domain Domain, Sequence<Term> Dimensions)? Of(Expression set)
    {
        if (TermBuilder.DomainOf(set) is { } plain)
        {
            return (plain, []);
        }

        if (set is not Scripted { Superscript: { } power, Primes: 0 } scripted)
        {
            return null;
        }

        // \Delta^{K-1}: the probability vectors of K entries; with a plus, of positive ones.
        if (
            scripted
                is {
                    Base: Identifier { Name: "\\Delta", Style: LetterStyle.Plain },
                    Subscript: null or Identifier { Name: "+" }
                }
            && power
                is Additive
                {
                    Terms: [{ Sign: "+" or "", Term: var count }, { Sign: "-", Term: Numeral { Digits: "1" } }]
                }
            && Length(count) is { } entriesOfSimplex
        )
        {
            return (new ProbabilityVector(scripted.Subscript is not null), [entriesOfSimplex]);
        }

        Expression inner = scripted.Subscript is null ? scripted.Base : scripted with { Superscript = null };
        if (TermBuilder.DomainOf(inner) is not { } entries)
        {
            return null;
        }

        var dimensions = power is Product product
            ? product.Factors.All(factor => factor.Link is "" or "\\times")
                ? product.Factors.Select(
                    (factor, at) => at > 0 && factor.Link.Length == 0 ? null : Length(factor.Value)
                )
                : [null]
            : [Length(power)];
        var lengths = dimensions.ToList();
        return lengths.Contains(null) || lengths.Count > 2
            ? null
            : (entries, lengths.Select(term => term!).ToSequence());
    }

    private static Term? Length(Expression length) =>
        length switch
        {
            Numeral { Digits: var digits }
                when BigInteger.TryParse(digits, CultureInfo.InvariantCulture, out var number) => new Number(number),
            Identifier { Name: not ("+" or "*" or "\\infty") } when Names.IsName(length) => new Symbol(
                Names.Of(length)
            ),
            Scripted { Superscript: null } when Names.IsName(length) => new Symbol(Names.Of(length)),
            _ => null,
        };
}
