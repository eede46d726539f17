// Points at which claims break that hold everywhere else: what a sceptic would try by hand.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Zeros, ones and ends of domains; the numbers that the formula itself contains, and those just beside them; powers of
/// ten; no element, one element, thousands; equal entries, one entry unlike the others, one-hot; equal symbols.
/// </summary>
/// <param name="problem">What is claimed.</param>
/// <param name="sampler">Draws whatever is not special.</param>
/// <param name="seed">What that is drawn from.</param>
internal sealed class SpecialPoints(Problem problem, Sampler sampler, ulong seed)
{
    private const int MostConstants = 8;
    private const int MostCombinations = 160;

    private readonly IReadOnlyList<Rational> _constants = Constants(problem);
    private readonly bool _hasWaves = problem.Goal.Terms().Any(HasWaves);
    private ulong _drawn;

    private static bool HasWaves(Term term) =>
        term is Apply(Function.Sin or Function.Cos or Function.Tan, _) || term.Children().Any(HasWaves);

    private IEnumerable<Variable> Scalars =>
        problem.Variables.Where(variable => variable.Dimensions.Count == 0 && variable.Domain is not IndexSet);

    private IEnumerable<Variable> Arrays => problem.Variables.Where(variable => variable.Dimensions.Count > 0);

    /// <summary>A few for every symbol: before anything is proved.</summary>
    public IEnumerable<Assignment> First()
    {
        foreach (var variable in Scalars)
        {
            foreach (var value in Values(variable).Take(problem.Lengths.Contains(variable.Name) ? 7 : 12))
            {
                if (Draw((variable.Name, new ExactNumber(value))) is { } point)
                {
                    yield return point;
                }
            }
        }

        foreach (var point in Equal().Concat(Alike(2)).Concat(Filled()).Concat(Patterned(shortLengths: true)))
        {
            yield return point;
        }
    }

    // x \le \sqrt2: the end itself, which is no fraction.
    public static IEnumerable<(string Name, Term End)> ClosedEnds(Problem problem) =>
        problem
            .Conditions.SelectMany(Parts)
            .OfType<Compare>()
            .Where(part => part.Relation is Relation.LessOrEqual or Relation.GreaterOrEqual)
            .SelectMany(part => new[] { (part.Left, part.Right), (part.Right, part.Left) })
            .SelectMany(sides => Ends(sides.Item1, sides.Item2))
            .Where(found =>
                problem.Variable(found.Name) is { Dimensions.Count: 0, Domain: RealInterval }
                && found.End is not Number
                && found.End.FreeNames().Count == 0
            )
            .Distinct()
            .Take(MostConstants);

    // |x| \le \sqrt3 has two.
    private static IEnumerable<(string Name, Term End)> Ends(Term side, Term other) =>
        side switch
        {
            Symbol(var name) => [(name, other)],
            Apply(Function.Abs, [Symbol(var name)]) => [(name, other), (name, new Negate(other))],
            _ => [],
        };

    private static IEnumerable<Condition> Parts(Condition condition) =>
        condition is All(var parts) ? parts.SelectMany(Parts) : [condition];

    /// <summary>All others.</summary>
    public IEnumerable<Assignment> Rest()
    {
        foreach (var variable in Scalars)
        {
            foreach (var value in Values(variable).Skip(problem.Lengths.Contains(variable.Name) ? 7 : 12))
            {
                if (Draw((variable.Name, new ExactNumber(value))) is { } point)
                {
                    yield return point;
                }
            }
        }

        foreach (
            var point in OneArray(3, 4).Concat(Patterned(shortLengths: false)).Concat(Alike(12)).Concat(Combined())
        )
        {
            yield return point;
        }
    }

    /// <summary>The special values of a scalar, the most telling first; not all lie in its domain.</summary>
    public IEnumerable<Rational> Values(Variable variable) =>
        (
            variable.Domain is Integers ? Integers(problem.Lengths.Contains(variable.Name)) : Reals(variable.Domain)
        ).Distinct();

    private IEnumerable<Rational> Reals(Domain domain)
    {
        var (lower, upper) = domain is RealInterval interval ? (interval.Lower, interval.Upper) : (null, null);
        foreach (var end in new[] { lower, upper }.OfType<Rational>())
        {
            yield return end;
        }

        yield return 0;
        yield return 1;
        yield return -1;
        foreach (var constant in _constants)
        {
            yield return constant;
            yield return -constant;
        }

        yield return 100;
        yield return -100;
        foreach (var constant in _constants)
        {
            yield return constant + 1;
            yield return constant - 1;
            if (constant.Sign != 0)
            {
                yield return Rational.One / constant;
            }
        }

        // Close to the ends, to 0 and to 1.
        foreach (var exponent in new[] { 3, 9, 20, 100, 300 })
        {
            var small = new Rational(1, BigInteger.Pow(10, exponent));
            foreach (var end in new[] { lower ?? 0, upper ?? 1 }.Distinct())
            {
                yield return end + small;
                yield return end - small;
            }
        }

        foreach (var exponent in new[] { 1, 2, 3, 4, 6, 9, 15, 20, 50, 100, 200, 300 })
        {
            var power = (Rational)BigInteger.Pow(10, exponent);
            yield return power;
            yield return -power;
            yield return Rational.One / power;
            yield return -Rational.One / power;
        }

        foreach (var constant in _constants)
        {
            foreach (
                var step in new[] { new Rational(1, 2), new Rational(1, 1_000_000_000), new Rational(1, 3), 7, 1000 }
            )
            {
                yield return constant + step;
                yield return constant - step;
                yield return -constant + step;
                yield return -constant - step;
            }

            yield return 2 * constant;
            yield return constant / 2;
            yield return 1 - constant;
        }
    }

    private IEnumerable<Rational> Integers(bool areLengths)
    {
        yield return 0;
        yield return 1;
        yield return 2;
        if (!areLengths)
        {
            yield return -1;
        }

        var whole = _constants.Where(constant => constant.IsInteger && Rational.Abs(constant) <= 20_000).ToList();
        foreach (var constant in whole)
        {
            yield return constant + 1;
            yield return constant + 2;
            yield return constant;
            yield return constant - 1;
        }

        yield return 3;
        yield return 64;
        foreach (var constant in _constants.Where(constant => !constant.IsInteger || constant > 20_000))
        {
            // n² beyond 10⁴ needs n beyond 10².
            yield return (Rational)Root(constant) + 1;
            yield return (Rational)Rational.Ceiling(constant) + 1;
            // Where a step of n over 10⁶ lies.
            yield return (Rational)Rational.Ceiling(constant);
            yield return (Rational)Rational.Ceiling(constant) - 1;
        }

        foreach (var constant in whole.Where(constant => constant.Sign > 0))
        {
            yield return 2 * constant + 1;
            yield return -constant - 1;
            yield return (Rational)Root(constant) + 1;
        }

        // Near multiples of π: sin n is nearly 0 there.
        foreach (var near in _hasWaves ? new[] { 22, 355, 103_993 } : [])
        {
            yield return near;
        }

        foreach (var large in new[] { 5, 10, 37, 101, 256, 1_000, 3_001 })
        {
            yield return large;
            if (!areLengths)
            {
                yield return -large;
            }
        }

        if (!areLengths)
        {
            yield return 1_000_000;
            yield return -1_000_000;
            foreach (var exponent in new[] { 8, 16, 32 })
            {
                yield return (Rational)BigInteger.Pow(10, exponent);
            }
        }
    }

    private static BigInteger Root(Rational value)
    {
        var root = BigInteger.One << (int)(BigInteger.Abs(Rational.Floor(value)).GetBitLength() / 2 + 1);
        for (var next = root; ; root = next)
        {
            next = (root + BigInteger.Abs(Rational.Floor(value)) / root) / 2;
            if (next.IsZero || next >= root)
            {
                return root;
            }
        }
    }

    // Two symbols of one kind have one value.
    private IEnumerable<Assignment> Equal()
    {
        var pairs =
            from one in problem.Variables
            from other in problem.Variables
            where
                string.CompareOrdinal(one.Name, other.Name) < 0
                && one.Dimensions.Equals(other.Dimensions)
                && one.Domain.GetType() == other.Domain.GetType()
                && one.Domain is not (IndexSet or Terms.Integers { Upper: not null and not Number })
            select (one, other);
        foreach (var (one, other) in pairs.Take(6))
        {
            for (var repeat = 0; repeat < 2; repeat++)
            {
                if (Draw() is { } point && Draw((other.Name, point.Values[one.Name]), point) is { } equal)
                {
                    yield return equal;
                }
            }
        }
    }

    // All real symbols, and all entries of arrays, at one special value.
    private IEnumerable<Assignment> Alike(int count)
    {
        var reals = problem.Variables.Where(variable => variable.Domain is RealInterval).ToList();
        if (reals.Count < 2)
        {
            yield break;
        }

        foreach (var value in Reals(Domain.Real).Distinct().Take(count))
        {
            if (
                Draw() is { } point
                && Draw([
                    .. problem.Variables.Select(variable =>
                        (
                            variable.Name,
                            variable.Domain is RealInterval
                                ? Mapped(point.Values[variable.Name], _ => value)
                                : point.Values[variable.Name]
                        )
                    ),
                ])
                    is { } alike
            )
            {
                yield return alike;
            }
        }
    }

    // Every entry of an array is a number of the formula.
    private IEnumerable<Assignment> Filled()
    {
        foreach (var array in Arrays.Where(array => array.Domain is RealInterval).Take(3))
        {
            foreach (var constant in _constants.SelectMany(constant => new[] { constant, -constant }))
            {
                if (
                    Draw() is { } point
                    && Draw((array.Name, Mapped(point.Values[array.Name], _ => constant)), point) is { } filled
                )
                {
                    yield return filled;
                }
            }
        }
    }

    // Arrays of a pattern, at lengths that count.
    private IEnumerable<Assignment> Patterned(bool shortLengths)
    {
        var lengths = problem.Lengths.Order(StringComparer.Ordinal).ToList();
        if (!Arrays.Any())
        {
            yield break;
        }

        var counts = Integers(true)
            .Distinct()
            .Where(length => shortLengths ? length <= 2 : length > 2)
            .Take(9)
            .ToList();
        foreach (var count in counts)
        {
            for (
                var pattern = 0;
                pattern
                    < (
                        shortLengths ? 4
                        : count <= 64 ? 8
                        : 3
                    );
                pattern++
            )
            {
                if (Draw([.. lengths.Select(name => (name, (ExactValue)new ExactNumber(count)))]) is not { } point)
                {
                    break;
                }

                var given = point.Values.ToDictionary();
                foreach (var array in Arrays)
                {
                    given[array.Name] = Pattern(array, given[array.Name], pattern);
                }

                if (Draw([.. given.Select(pair => (pair.Key, pair.Value))]) is { } patterned)
                {
                    yield return patterned;
                }
            }
        }
    }

    /// <summary>
    /// A matrix without full rank, and what it takes to zero: one array of zeros, of ones, of 1 and −1 by turns, beside others.
    /// </summary>
    public IEnumerable<Assignment> Singular() => Arrays.Count() < 2 ? [] : OneArray(0, 3);

    // One array beside others: zeros, 1 and −1 by turns, ones; small numbers.
    private IEnumerable<Assignment> OneArray(int from, int to)
    {
        var arrays = Arrays.Where(array => array.Domain is RealInterval { Lower: null, Upper: null }).Take(3).ToList();
        var lengths = problem.Lengths.Order(StringComparer.Ordinal).ToList();
        if (arrays.Count == 0)
        {
            yield break;
        }

        foreach (
            var (odd, even) in ((int, int)[])
                [(Lengths.Plausible, Lengths.Plausible + 1), (Lengths.Plausible + 1, Lengths.Plausible), (1, 2), (2, 2)]
        )
        {
            foreach (var chosen in arrays)
            {
                for (var kind = from; kind < to; kind++)
                {
                    if (
                        Draw([
                            .. lengths.Select(
                                (name, place) => (name, (ExactValue)new ExactNumber(place % 2 == 0 ? odd : even))
                            ),
                        ])
                        is not { } point
                    )
                    {
                        break;
                    }

                    var given = point.Values.ToDictionary();
                    foreach (var array in arrays)
                    {
                        var at = 0;
                        var isChosen = array == chosen;
                        given[array.Name] = Mapped(
                            given[array.Name],
                            number =>
                                kind switch
                                {
                                    0 => isChosen ? 0 : number,
                                    1 => isChosen && ++at % 2 == 0 ? -1 : 1,
                                    3 => isChosen ? number / 1_000_000_000 : number,
                                    _ => isChosen ? 1 : number,
                                }
                        );
                    }

                    if (Draw([.. given.Select(pair => (pair.Key, pair.Value))]) is { } singular)
                    {
                        yield return singular;
                    }
                }
            }
        }
    }

    private ExactValue Pattern(Variable array, ExactValue drawn, int pattern)
    {
        switch (array.Domain)
        {
            case RealInterval domain:
            {
                var least = domain.Lower ?? (domain.Upper is { } most ? most - 1 : 0);
                var ends = (domain.Lower, domain.Upper, domain.LowerClosed, domain.UpperClosed) switch
                {
                    ({ } a, { } b, true, true) => (a, b),
                    ({ } a, { } b, _, true) => (a + (b - a) / 2, b),
                    ({ } a, { } b, true, _) => (a, a + (b - a) / 2),
                    ({ } a, { } b, _, _) => (a + (b - a) / 3, a + (b - a) / 2),
                    ({ } a, null, var closed, _) => (closed ? a : a + 1, a + 2),
                    (null, { } b, _, var closed) => (b - 2, closed ? b : b - 1),
                    _ => ((Rational)0, (Rational)1),
                };
                var large = domain is { Lower: null, Upper: null } || domain.Upper is null;
                var at = 0;
                return Mapped(
                    drawn,
                    _ =>
                    {
                        at++;
                        return pattern switch
                        {
                            0 => ends.Item2,
                            1 => ends.Item1,
                            2 => at == 1 ? ends.Item2 : ends.Item1,
                            3 => at % 2 == 0 ? ends.Item1 : ends.Item2,
                            4 when large => least + at,
                            5 when large => at == 1 ? least + BigInteger.Pow(10, 20) : ends.Item2,
                            6 when large => least + BigInteger.Pow(10, 9),
                            _ => ends.Item1 + (ends.Item2 - ends.Item1) / (at + 1),
                        };
                    }
                );
            }

            case ProbabilityVector:
                return AlongLast(
                    drawn,
                    count =>
                        pattern switch
                        {
                            0 => Enumerable.Repeat(new Rational(1, count), count),
                            1 => Enumerable.Range(0, count).Select(at => (Rational)(at == 0 ? 1 : 0)),
                            2 => Weighted(count, at => at == 0 ? BigInteger.Pow(10, 9) : 1),
                            3 => Weighted(count, at => at + 1),
                            4 => Enumerable.Range(0, count).Select(at => (Rational)(at == count - 1 ? 1 : 0)),
                            5 => Weighted(count, at => at < 2 ? 1 : 0),
                            6 => Weighted(count, at => BigInteger.Pow(10, 3 * Math.Min(at, 100))),
                            _ => Weighted(count, at => at == 1 ? BigInteger.Pow(10, 30) : 1),
                        }
                );
            default:
                return drawn;
        }

        static IEnumerable<Rational> Weighted(int count, Func<int, BigInteger> weight)
        {
            var weights = Enumerable.Range(0, count).Select(weight).ToList();
            var sum = weights.Aggregate(BigInteger.Zero, (x, y) => x + y);
            return weights.Select(each => new Rational(each, sum.IsZero ? 1 : sum));
        }
    }

    // Everything special at once, by chance.
    private IEnumerable<Assignment> Combined()
    {
        var scalars = Scalars.ToList();
        if (scalars.Count < 2)
        {
            yield break;
        }

        var values = scalars.ToDictionary(variable => variable.Name, variable => Values(variable).Take(40).ToList());
        for (var number = 0; number < MostCombinations; number++)
        {
            var random = RandomBits.For(seed ^ 0x5EEDUL, (ulong)number);
            var given = scalars
                .Where(_ => !random.Once(4))
                .Select(variable =>
                {
                    var pool = values[variable.Name];
                    return (
                        variable.Name,
                        (ExactValue)new ExactNumber(pool[Math.Min(random.Below(pool.Count), random.Below(pool.Count))])
                    );
                })
                .ToArray();
            if (Draw(given) is { } point)
            {
                yield return point;
            }
        }
    }

    private Assignment? Draw(params (string Name, ExactValue Value)[] given) =>
        sampler.Next(
            Evidence.Draw.Simple,
            RandomBits.For(seed, ++_drawn),
            given.ToDictionary(pair => pair.Name, pair => pair.Value)
        );

    private Assignment? Draw((string Name, ExactValue Value) changed, Assignment otherwise) =>
        Draw([
            .. otherwise.Values.Where(pair => pair.Key != changed.Name).Select(pair => (pair.Key, pair.Value)),
            changed,
        ]);

    private static ExactValue Mapped(ExactValue value, Func<Rational, Rational> image) =>
        value switch
        {
            ExactNumber(var number) => new ExactNumber(image(number)),
            ExactArray(var entries) => new ExactArray(entries.Select(entry => Mapped(entry, image)).ToSequence()),
            _ => value,
        };

    private static ExactValue AlongLast(ExactValue value, Func<int, IEnumerable<Rational>> row) =>
        value is not ExactArray(var entries) ? value
        : entries.Count > 0 && entries.All(entry => entry is ExactNumber)
            ? new ExactArray(row(entries.Count).Select(number => (ExactValue)new ExactNumber(number)).ToSequence())
        : new ExactArray(entries.Select(entry => AlongLast(entry, row)).ToSequence());

    // The numbers of the formula: those written, and those that its closed parts are worth.
    private static List<Rational> Constants(Problem problem)
    {
        var found = new List<Rational>();
        var budget = new Budget(20_000);
        foreach (var term in problem.Goal.Terms().Concat(problem.Conditions.SelectMany(condition => condition.Terms())))
        {
            Collect(term, 0);
        }

        return
        [
            .. found
                .Distinct()
                .Where(value => value.Sign != 0 && Rational.Abs(value) != Rational.One)
                .OrderByDescending(value => (value.Numerator.GetBitLength() + value.Denominator.GetBitLength()) > 3)
                .Take(MostConstants),
        ];

        void Collect(Term term, int depth)
        {
            if (depth > 60)
            {
                return;
            }

            if (term is not Number && term.Children().Count > 0 && term.FreeNames().Count == 0)
            {
                var value = new Evaluator<Ball>(new Dictionary<string, Value<Ball>>(), 64, budget).Evaluate(term);
                if (value.Exact is { } exact)
                {
                    found.Add(Rational.Abs(exact));
                    return;
                }
            }

            if (term is Number(var number))
            {
                found.Add(Rational.Abs(number));
            }

            foreach (var child in term.Children())
            {
                Collect(child, depth + 1);
            }
        }
    }
}
