// Ways on which limits, rates, integrals and least values may go wrong: sides, sequences, ends, poles, parameters.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Proposes approaches to the checkers of <see cref="LimitElsewhere"/>, <see cref="UnboundedRatio"/>, <see cref="Divergence"/> and <see cref="RangeMisses"/>.</summary>
internal sealed class LimitSearch(Problem problem, Sampler sampler, ulong seed)
{
    private const int Points = 40;
    private const int SimplePoints = 10;
    private const int MostChecks = 120;
    private const int Bits = 256;

    private static readonly (Rational? Stride, Rational Offset)[] s_sequences =
    [
        (null, 0),
        (1, 0),
        (2, 1),
        (2, 0),
        (1, new Rational(1, 2)),
        (2, new Rational(1, 2)),
        (1, new Rational(1, 4)),
        (2, new Rational(3, 2)),
    ];

    /// <summary>True when there is anything to look for.</summary>
    public bool Applies =>
        problem.Goal is Rate or Terms.Comparison(Extremum, Relation.Equal, _)
        || problem.Goal is Terms.Comparison(var left, Relation.Equal, var right)
            && (left is Limit != right is Limit || Integrals(left).Concat(Integrals(right)).Any());

    /// <summary>Certificates, each at a point where the claim fails.</summary>
    public IEnumerable<Certificate> All()
    {
        var charge = problem.Charge;
        var checks = 0;
        foreach (var point in Drawn().TakeWhile(_ => checks < MostChecks))
        {
            switch (problem.Goal)
            {
                case Rate(var body, var bound, _, var at, var side):
                    foreach (var approach in Approaches(at, side, Oscillates(body) || Oscillates(bound)))
                    {
                        checks++;
                        if (UnboundedRatio.Check(charge, point, approach, Bits) is { } rate)
                        {
                            yield return rate;
                        }
                    }

                    break;
                case Terms.Comparison(Extremum, _, _):
                    checks++;
                    if (RangeMisses.Check(charge, point, Bits) is { } missed)
                    {
                        yield return missed;
                    }

                    break;
                case Terms.Comparison(var left, _, var right):
                    if (Series.Of(left) is not null || Series.Of(right) is not null)
                    {
                        checks++;
                        if (Divergence.OfSeries(charge, point, Bits) is { } series)
                        {
                            yield return series;
                        }
                    }
                    else if ((left as Limit ?? right as Limit) is { } limit)
                    {
                        foreach (var approach in Approaches(limit.Point, limit.Side, Oscillates(limit.Body)))
                        {
                            checks++;
                            if (LimitElsewhere.Check(charge, point, approach, Bits) is { } elsewhere)
                            {
                                yield return elsewhere;
                            }
                        }
                    }

                    break;
            }
        }

        if (problem.Goal is not Terms.Comparison(var one, _, var other))
        {
            yield break;
        }

        // The ends of the range at every point first, then what may lie inside.
        var integrals = Integrals(one).Concat(Integrals(other)).ToList();
        foreach (var places in new Func<Integral, IEnumerable<Approach>>[] { Ends, Inside })
        {
            checks = 0;
            foreach (var point in integrals.Count == 0 ? [] : Drawn().TakeWhile(_ => checks < MostChecks))
            {
                foreach (var integral in integrals)
                {
                    foreach (var approach in places(integral))
                    {
                        checks++;
                        if (Divergence.Check(charge, point, integral, approach, Bits) is { } diverging)
                        {
                            yield return diverging;
                        }
                    }
                }
            }
        }
    }

    private IEnumerable<Assignment> Drawn()
    {
        if (problem.Variables.All(variable => problem.Goal is Rate rate && rate.Variable == variable.Name))
        {
            if (sampler.Next(Draw.Simple, RandomBits.For(seed, 0)) is { } only)
            {
                yield return only;
            }

            yield break;
        }

        for (var number = 0; number < SimplePoints; number++)
        {
            if (sampler.Next(Draw.Simple, RandomBits.For(seed ^ 0x11317UL, (ulong)number)) is { } point)
            {
                yield return point;
            }
        }

        foreach (var point in new SpecialPoints(problem, sampler, seed).First().Take(Points))
        {
            yield return point;
        }
    }

    private static IEnumerable<Approach> Approaches(Term point, Side side, bool oscillates)
    {
        var infinite = point is Constant or Negate(Constant);
        foreach (var (stride, offset) in s_sequences.Take(oscillates ? s_sequences.Length : 2))
        {
            if (infinite)
            {
                yield return new Approach(null, point is Negate ? -1 : 1, stride, offset);
                continue;
            }

            if (side != Side.Below)
            {
                yield return new Approach(point, 1, stride, offset);
            }

            if (side != Side.Above)
            {
                yield return new Approach(point, -1, stride, offset);
            }
        }
    }

    private static bool Oscillates(Term term) =>
        term is Apply(Function.Sin or Function.Cos or Function.Tan, _) or Power(Number { Value.Sign: < 0 } or Negate, _)
        || term.Children().Any(Oscillates);

    private static IEnumerable<Approach> Ends(Integral integral)
    {
        var zero = Rational.Zero;
        foreach (var (bound, direction) in new[] { (integral.Upper, 1), (integral.Lower, -1) })
        {
            yield return bound is Constant or Negate(Constant)
                ? new Approach(null, direction, null, zero)
                : new Approach(bound, -direction, null, zero);
        }
    }

    // What stands in divisors and logarithms is 0 at simple points, if at all.
    private static IEnumerable<Approach> Inside(Integral integral)
    {
        var zero = Rational.Zero;
        foreach (var inside in new Rational[] { 0, 1, -1, new(1, 2), 2, new(-1, 2), -2, 3, -3 })
        {
            yield return new Approach(inside, 1, null, zero);
            yield return new Approach(inside, -1, null, zero);
        }
    }

    private static IEnumerable<Integral> Integrals(Term term) =>
        term switch
        {
            Integral integral => [integral],
            Add or Multiply or Negate => term.Children().SelectMany(Integrals),
            Divide(var x, _) => Integrals(x),
            Limit limit => Integrals(limit.Body).Where(integral => !integral.FreeNames().Contains(limit.Variable)),
            _ => [],
        };
}
