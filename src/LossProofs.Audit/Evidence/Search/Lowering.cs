// Every kind of assertion in terms of a few: relations between two sides, under premises, at all points.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Restates a reading as readings whose propositions are comparisons (possibly under premises) or rates; the claim holds
/// exactly when all of them do.
/// </summary>
public static class Lowering
{
    /// <summary>The restatements.</summary>
    /// <exception cref="Undecidable">The assertion is of a kind that is never judged.</exception>
    public static IReadOnlyList<Reading> Restate(Reading reading) =>
        reading.Proposition switch
        {
            Terms.Comparison(Limit limit, Relation.Equal, var value)
                when Series.Of(limit) is null
                    && value is not (Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)))
                    && BroughtToZero.Of(limit, reading.Context) is { } atZero =>
            [
                reading with
                {
                    Proposition = new Terms.Comparison(atZero, Relation.Equal, value),
                },
            ],
            // min f = v: no value is smaller; that v is taken is another matter, which the claim itself keeps.
            Terms.Comparison(
                Extremum
                (not (ExtremumKind.ArgMin or ExtremumKind.ArgMax), _, _) extremum,
                Relation.Equal,
                var value
            ) when !value.FreeNames().Contains(extremum.Variable) =>
            [
                reading with
                {
                    Proposition = new Terms.Comparison(
                        extremum.Body,
                        extremum.Kind is ExtremumKind.Min or ExtremumKind.Inf
                            ? Relation.GreaterOrEqual
                            : Relation.LessOrEqual,
                        value
                    ),
                },
                reading,
            ],
            Terms.Comparison(var left, var relation, var right) when Limits.Depth(left) + Limits.Depth(right) <= 2 =>
            [
                reading,
            ],
            Terms.Comparison => throw new Undecidable("limits inside of limits are not followed"),
            Implication(var premises, var conclusion) =>
            [
                .. Restate(reading with { Proposition = conclusion })
                    .Select(inner => inner with { Proposition = new Implication(premises, inner.Proposition) }),
            ],
            Equivalence(var left, var right) => [.. Restate(reading, left, right), .. Restate(reading, right, left)],
            Rate => [reading],
            Approximation(_, _, null) => throw new Undecidable(
                "an approximation without a regime: declare in which limit it is meant (regime)"
            ),
            Approximation(var left, var right, { BigO: true } regime) =>
            [
                reading with
                {
                    Proposition = new Rate(
                        left - right,
                        regime.Scale ?? LastTerm(right),
                        regime.Variable,
                        regime.Point,
                        regime.Side
                    ),
                },
            ],
            Approximation(var left, var right, { } regime) =>
            [
                reading with
                {
                    Proposition = new Terms.Comparison(
                        new Limit(
                            (left - right) / (regime.Scale ?? LastTerm(right)),
                            regime.Variable,
                            regime.Point,
                            regime.Side
                        ),
                        Relation.Equal,
                        Term.Zero
                    ),
                },
            ],
            Proportionality(_, _, { Count: 0 }) => throw new Undecidable(
                "a proportionality without a variable: declare in which variable it is meant"
            ),
            Proportionality proportionality => [Restate(reading, proportionality)],
            OptimumAt optimum => [.. Restate(reading, optimum)],
            Convexity convexity => [Restate(reading, convexity)],
            Membership(var element, var domain) =>
            [
                .. InDomain(element, domain).Select(proposition => reading with { Proposition = proposition }),
            ],
            _ => throw new Undecidable("an assertion of this kind is not judged"),
        };

    private static IEnumerable<Reading> Restate(Reading reading, Condition premise, Condition conclusion) =>
        conclusion switch
        {
            Compare(var left, var relation, var right) =>
            [
                reading with
                {
                    Proposition = new Implication([premise], new Terms.Comparison(left, relation, right)),
                },
            ],
            All(var conditions) => conditions.SelectMany(condition => Restate(reading, premise, condition)),
            _ => throw new Undecidable("an equivalence of this kind is not judged"),
        };

    // L/R is the same in two cases that differ in the variables: L(x)·R(x') = L(x')·R(x), with what is assumed of x for x' too.
    private static Reading Restate(Reading reading, Proportionality claim)
    {
        var context = reading.Context;
        var (left, right) = (claim.Left, claim.Right);
        var rivals = context.Hypotheses.Where(hypothesis =>
            claim.Variables.Any(hypothesis.Condition.FreeNames().Contains)
        );
        foreach (var name in claim.Variables)
        {
            var variable =
                context.Variable(name)
                ?? throw new Undecidable($"{name} is not declared, and a proportionality is about it");
            var copy = new Symbol(name + "'");
            context = context with { Variables = [.. context.Variables, variable with { Name = copy.Name }] };
            left = new At(left, new Symbol(name), copy);
            right = new At(right, new Symbol(name), copy);
            rivals = rivals.Select(hypothesis =>
                hypothesis with
                {
                    Condition = hypothesis.Condition.MapTerms(term => new At(term, new Symbol(name), copy)),
                    Text = hypothesis.Text.Contains(" for the second case", StringComparison.Ordinal)
                        ? hypothesis.Text
                        : hypothesis.Text + " for the second case",
                }
            );
        }

        return reading with
        {
            Proposition = new Terms.Comparison(claim.Left * right, Relation.Equal, left * claim.Right),
            Context = context with { Hypotheses = [.. context.Hypotheses, .. rivals] },
        };
    }

    // The point lies in the domain; f(point) ≤ f(x) for all x, the variable itself playing the rival; and, as "the"
    // optimum says, f(point) < f(x) for all other x.
    private static IEnumerable<Reading> Restate(Reading reading, OptimumAt claim)
    {
        var name = claim.Variable;
        var least = claim.Kind is ExtremumKind.Min or ExtremumKind.ArgMin;
        if (claim.Point.FreeNames().Contains(name))
        {
            throw new Undecidable($"the optimum over {name} is given in terms of {name}");
        }

        var value = new At(claim.Body, new Symbol(name), claim.Point);
        yield return reading with
        {
            Proposition = new Terms.Comparison(
                value,
                least ? Relation.LessOrEqual : Relation.GreaterOrEqual,
                claim.Body
            ),
        };
        if (reading.Context.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval domain })
        {
            yield break;
        }

        if (domain.Lower is not null || domain.Upper is not null)
        {
            foreach (var proposition in InDomain(claim.Point, domain))
            {
                yield return reading with
                {
                    Proposition = proposition,
                };
            }
        }

        yield return reading with
        {
            Proposition = new Implication(
                [new Compare(new Symbol(name), Relation.NotEqual, claim.Point)],
                new Terms.Comparison(value, least ? Relation.Less : Relation.Greater, claim.Body)
            ),
        };
    }

    // f(λx + (1−λ)x') ≤ λf(x) + (1−λ)f(x').
    private static Reading Restate(Reading reading, Convexity claim)
    {
        var name = claim.Variable;
        var context = reading.Context;
        var variable = context.Variable(name) is { Domain: RealInterval or ProbabilityVector } found
            ? found
            : throw new Undecidable($"{name} is not declared as real, and convexity in it is stated");
        var (copy, weight) = (name + "'", "\\lambda_{" + name + "}");
        Term mean = Between(new Symbol(name), new Symbol(copy), variable.Dimensions, 0);
        var rival = new At(claim.Body, new Symbol(name), new Symbol(copy));
        return reading with
        {
            Proposition = new Terms.Comparison(
                new At(claim.Body, new Symbol(name), mean),
                claim.Concave ? Relation.GreaterOrEqual : Relation.LessOrEqual,
                Mean(claim.Body, rival)
            ),
            Context = context with
            {
                Variables =
                [
                    .. context.Variables,
                    variable with
                    {
                        Name = copy,
                    },
                    new Variable(weight, [], Domain.OpenUnit, Provenance.BuiltIn),
                ],
            },
        };

        Term Mean(Term x, Term y) => new Symbol(weight) * x + (Term.One - new Symbol(weight)) * y;

        Term Between(Term x, Term y, Sequence<Term> dimensions, int axis)
        {
            if (axis == dimensions.Count)
            {
                return Mean(x, y);
            }

            var index = $"k{axis}#";
            return new Tabulate(
                index,
                dimensions[axis],
                Between(
                    Simplifying.ElementOf(x, [new Symbol(index)]),
                    Simplifying.ElementOf(y, [new Symbol(index)]),
                    dimensions,
                    axis + 1
                )
            );
        }
    }

    private static IEnumerable<Proposition> InDomain(Term element, Domain domain)
    {
        switch (domain)
        {
            case RealInterval(var lower, var lowerClosed, var upper, var upperClosed):
                if (lower is { } low)
                {
                    yield return new Terms.Comparison(
                        element,
                        lowerClosed ? Relation.GreaterOrEqual : Relation.Greater,
                        low
                    );
                }

                if (upper is { } high)
                {
                    yield return new Terms.Comparison(
                        element,
                        upperClosed ? Relation.LessOrEqual : Relation.Less,
                        high
                    );
                }

                if (lower is null && upper is null)
                {
                    yield return new Terms.Comparison(element, Relation.Equal, element);
                }

                break;
            default:
                throw new Undecidable("membership in a domain of this kind is not judged");
        }
    }

    private static Term LastTerm(Term term) =>
        term is Add(var xs) ? LastTerm(xs[^1])
        : term is Negate(var x) ? x
        : term;
}
