// What an expansion should have said: the same terms, one coefficient another.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Repairs f = a₁u₁ + … + aₙuₙ + O(g), and + o(g): where all other terms are right, f without them over u_i tends to what
/// a_i should be. The repaired expansion is proved, or is none.
/// </summary>
internal static class CoefficientRepairs
{
    private const int MostTerms = 12;

    /// <summary>The repair of a refuted expansion, or null.</summary>
    public static Repair? Of(Reading reading)
    {
        var (left, right, variable, point, side) = reading.Proposition switch
        {
            Rate({ } difference, _, var name, var at, var from) when difference is Add([var f, Negate(var g)]) => (
                f,
                g,
                name,
                at,
                from
            ),
            Approximation(var f, var g, { Scale: not null } regime) => (
                f,
                g,
                regime.Variable,
                regime.Point,
                regime.Side
            ),
            _ => (Term.Zero, Term.Zero, "", Term.Zero, Side.Both),
        };
        var terms = right is Add(var addends) ? addends : [right];
        if (variable.Length == 0 || terms.Count > MostTerms)
        {
            return null;
        }

        for (var at = 0; at < terms.Count; at++)
        {
            var (coefficient, unit) = Split(terms[at]);
            if (coefficient.Sign == 0)
            {
                continue;
            }

            var rest = left - Simplifying.Sum([.. terms.Where((_, i) => i != at)]);
            if (
                Tends(reading, rest / unit, variable, point, side) is not { } value
                || value is Number(var same) && same == coefficient
            )
            {
                continue;
            }

            var (repaired, change) = value.IsZero()
                ? (Without(terms, at), $"the term {TermPrinter.Print(terms[at])} is too much")
                : (
                    With(terms, at, Scaled(value, unit)),
                    $"the coefficient of {TermPrinter.Print(unit)} is {TermPrinter.Print(value)}, not {TermPrinter.Print(new Number(coefficient))}"
                );
            var proposition = reading.Proposition switch
            {
                Rate rate => rate with { Left = left - repaired },
                Approximation approximation => approximation with { Right = repaired },
                var other => other,
            };
            if (IsProved(reading with { Proposition = proposition }))
            {
                return new Repair(proposition, change);
            }
        }

        return null;
    }

    private static Term With(Sequence<Term> terms, int at, Term term) =>
        terms.Count == 1 ? term : new Add(terms.Select((old, i) => i == at ? term : old).ToSequence());

    private static Term Without(Sequence<Term> terms, int at) => Simplifying.Sum([.. terms.Where((_, i) => i != at)]);

    private static bool IsProved(Reading reading)
    {
        try
        {
            return Lowering.Restate(reading).All(claim => Prover.Prove(claim) is not null);
        }
        catch (Undecidable)
        {
            return false;
        }
    }

    // What a ratio tends to, from the side that its domain allows.
    private static Term? Tends(Reading reading, Term ratio, string variable, Term point, Side side)
    {
        try
        {
            foreach (var from in new[] { side, Side.Above, Side.Below }.Distinct().Take(side == Side.Both ? 3 : 1))
            {
                var limit = new Limit(ratio, variable, point, from);
                var valued = Prover.Valued(
                    Problem.From(reading with { Proposition = new Terms.Comparison(limit, Relation.Equal, Term.Zero) })
                );
                if (valued is { Left: not Limit and var value })
                {
                    return value;
                }
            }
        }
        catch (Undecidable)
        {
            return null;
        }

        return null;
    }

    // A number times a term.
    private static (Rational Number, Term Unit) Split(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return (value, Term.One);
            case Negate(var x) when Split(x) is var (number, unit):
                return (-number, unit);
            case Multiply(var factors):
            {
                var parts = factors.Select(Split).ToList();
                return (
                    parts.Aggregate(Rational.One, (product, part) => product * part.Number),
                    Simplifying.Product([.. parts.Select(part => part.Unit)])
                );
            }

            case Divide(var x, var y)
                when (Split(x), Split(y)) is var ((above, top), (below, bottom)) && below.Sign != 0:
                return (above / below, bottom.IsOne() ? top : new Divide(top, bottom));
            default:
                return (Rational.One, term);
        }
    }

    // p/q times a term as one fraction.
    private static Term Scaled(Term coefficient, Term unit)
    {
        if (coefficient is not Number(var value))
        {
            return Simplifying.Product(coefficient, unit);
        }

        if (value.Sign < 0)
        {
            return new Negate(Scaled(new Number(-value), unit));
        }

        var (top, bottom) = unit is Divide(var above, var below) ? (above, below) : (unit, Term.One);
        var numerator = Simplifying.Product(new Rational(value.Numerator, 1), top);
        var denominator = Simplifying.Product(new Rational(value.Denominator, 1), bottom);
        return denominator.IsOne() ? numerator : new Divide(numerator, denominator);
    }
}
