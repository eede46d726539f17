// Draws the values of a claim's symbols: simple ones first, then corners of the domains, then at random.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>How a case is drawn.</summary>
public enum Draw
{
    /// <summary>Small fractions and short arrays.</summary>
    Simple,

    /// <summary>At and near the ends of the domains, large values, ties.</summary>
    Corner,

    /// <summary>Anywhere; lengths up to 8.</summary>
    Random,

    /// <summary>Anywhere; some tens of elements.</summary>
    Large,
}

/// <summary>
/// Exact values inside the domains: probability vectors, one-hot vectors, zero-sum derivatives and index sets are built
/// exactly, never approximately.
/// </summary>
/// <param name="variables">What to draw.</param>
/// <param name="interior">Names to keep strictly inside their domains (quantities that are differentiated).</param>
/// <param name="lengths">Names that serve as lengths, with the least length allowed.</param>
/// <param name="units">Names of vectors of which a condition says that they have length one.</param>
public sealed class Sampler(
    IReadOnlyList<Variable> variables,
    IReadOnlySet<string> interior,
    IReadOnlyDictionary<string, int> lengths,
    IReadOnlySet<string> units
)
{
    private const long MostEntries = 20_000;

    /// <summary>How far above the least every length is; null where lengths are drawn.</summary>
    public int? Above { get; init; }

    /// <summary>Names of vectors whose length stands in a condition: they are drawn with a rational one.</summary>
    public IReadOnlySet<string> RationalLengths { get; init; } = new HashSet<string>();

    private static readonly Rational[] s_simple =
    [
        new(1, 2),
        1,
        2,
        new(1, 3),
        -1,
        new(1, 4),
        3,
        new(2, 3),
        0,
        new(3, 4),
        -2,
        new(-1, 2),
        new(3, 2),
        new(1, 5),
        new(9, 10),
        new(1, 10),
    ];

    private readonly Dictionary<string, Variable> _variables = variables.ToDictionary(variable => variable.Name);

    /// <summary>One assignment; null when some domain is empty at the values drawn.</summary>
    /// <exception cref="Undecidable">A length or a bound of a domain cannot be drawn.</exception>
    public Assignment? Next(Draw draw, RandomBits random) => Next(draw, random, new Dictionary<string, ExactValue>());

    /// <summary>An assignment with some values given; null when they, or any others with them, do not fit.</summary>
    public Assignment? Next(Draw draw, RandomBits random, IReadOnlyDictionary<string, ExactValue> given)
    {
        var values = given.ToDictionary(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            if (!Add(variable, draw, random, values, 0))
            {
                return null;
            }
        }

        var assignment = new Assignment(values);
        return given.Keys.All(name => Fits(_variables[name], values[name], assignment)) ? assignment : null;
    }

    /// <summary>True when a value lies in the domain of its symbol, inside of it where that is asked for.</summary>
    public bool Fits(Variable variable, ExactValue value, Assignment assignment) =>
        (
            lengths.TryGetValue(variable.Name, out var least) is var isLength
            && (!isLength || value is ExactNumber(var length) && length >= least)
        )
        && (
            interior.Contains(variable.Name) && variable.Domain is RealInterval domain
                ? Admissible.IsIn(
                    variable with
                    {
                        Domain = domain with { LowerClosed = false, UpperClosed = false },
                    },
                    value,
                    assignment
                )
                : Admissible.IsIn(variable, value, assignment)
        );

    /// <summary>Simpler values to try in place of one, simplest first; all inside the domain.</summary>
    public IEnumerable<ExactValue> Simpler(string name, ExactValue value) =>
        _variables[name] switch
        {
            { Domain: RealInterval domain } => SimplerEntries(value, domain, interior.Contains(name)),
            _ => [],
        };

    /// <summary>The shape that an array has where its lengths are known; null where they are not.</summary>
    public static IReadOnlyList<int>? Shape(Variable variable, IReadOnlyDictionary<string, ExactValue> values) =>
        variable.Dimensions.Select(dimension => Whole(dimension, values)).ToList() is var shape
        && shape.All(length => length >= 0)
            ? shape
            : null;

    private static IEnumerable<ExactValue> SimplerEntries(ExactValue value, RealInterval domain, bool inside)
    {
        switch (value)
        {
            case ExactNumber(var number):
                foreach (
                    var simple in s_simple.Concat(Rounder(number)).Where(simple => Contains(domain, simple, inside))
                )
                {
                    if (simple == number)
                    {
                        yield break;
                    }

                    yield return new ExactNumber(simple);
                }

                break;
            case ExactArray(var entries):
                for (var at = 0; at < entries.Count; at++)
                {
                    foreach (var simpler in SimplerEntries(entries[at], domain, inside))
                    {
                        yield return new ExactArray(
                            entries.Select((entry, i) => i == at ? simpler : entry).ToSequence()
                        );
                    }
                }

                break;
        }
    }

    // Round numbers nearer to 1 than a large or small one, by size.
    private static IEnumerable<Rational> Rounder(Rational number)
    {
        var size = Rational.Abs(number);
        foreach (var round in new[] { 5, 10, 20, 50, 100, 1_000, 10_000, 1_000_000, 1_000_000_000 })
        {
            if (size > round)
            {
                yield return number.Sign * (Rational)round;
            }
            else if (size.Sign != 0 && size < new Rational(1, round))
            {
                yield return new Rational(number.Sign, round);
            }
        }
    }

    private static bool Contains(RealInterval domain, Rational value, bool inside) =>
        (domain.Lower is not { } lower || value > lower || (value == lower && domain.LowerClosed && !inside))
        && (domain.Upper is not { } upper || value < upper || (value == upper && domain.UpperClosed && !inside));

    private bool Add(Variable variable, Draw draw, RandomBits random, Dictionary<string, ExactValue> values, int depth)
    {
        if (values.ContainsKey(variable.Name))
        {
            return true;
        }

        if (depth > 16)
        {
            throw new Undecidable($"the domain of {variable.Name} depends on itself");
        }

        // What the shape and the domain mention comes first.
        var needed = variable.Dimensions.SelectMany(dimension => dimension.FreeNames()).ToList();
        switch (variable.Domain)
        {
            case Integers(var lower, var upper):
                needed.AddRange(lower?.FreeNames() ?? new HashSet<string>());
                needed.AddRange(upper?.FreeNames() ?? new HashSet<string>());
                break;
            case IndexSet(var size, var complement, var disjoint):
                needed.AddRange(size.FreeNames());
                needed.AddRange(new[] { complement, disjoint }.OfType<string>());
                break;
        }

        foreach (var name in needed)
        {
            if (!_variables.TryGetValue(name, out var other))
            {
                throw new Undecidable($"{name} is not declared; {variable.Name} needs it");
            }

            if (!Add(other, draw, random, values, depth + 1))
            {
                return false;
            }
        }

        var shape = variable.Dimensions.Select(dimension => Whole(dimension, values)).ToList();
        if (shape.Any(length => length < 0) || shape.Aggregate(1L, (product, length) => product * length) > MostEntries)
        {
            return false;
        }

        var value = Value(variable, shape, draw, random, values);
        if (value is not null)
        {
            values[variable.Name] = value;
        }

        return value is not null;
    }

    private ExactValue? Value(
        Variable variable,
        IReadOnlyList<int> shape,
        Draw draw,
        RandomBits random,
        Dictionary<string, ExactValue> values
    )
    {
        var inside = interior.Contains(variable.Name);
        switch (variable.Domain)
        {
            case RealInterval domain
                when shape is [> 0 and var count]
                    && (units.Contains(variable.Name) || RationalLengths.Contains(variable.Name)):
            {
                var length = units.Contains(variable.Name) ? Rational.One : random.Pick(s_simple);
                var entries = OnSphere([
                        .. Enumerable
                            .Range(1, count - 1)
                            .Select(_ => Real((RealInterval)Domain.Real, false, draw, random) ?? Rational.Zero),
                    ])
                    .Select(entry => entry * length)
                    .ToList();
                return entries.TrueForAll(entry => Contains(domain, entry, inside))
                    ? new ExactArray(entries.Select(entry => (ExactValue)new ExactNumber(entry)).ToSequence())
                    : null;
            }
            case RealInterval domain:
            {
                // Ties and zeros now and then: what goes wrong often goes wrong there.
                var tie = draw != Draw.Random && random.Once(6) ? Real(domain, inside, draw, random) : null;
                return Fill(
                    shape,
                    () => (tie ?? Real(domain, inside, draw, random)) is { } real ? new ExactNumber(real) : null,
                    variable.Symmetric
                );
            }
            case Finite(var choices):
                return Fill(shape, () => new ExactNumber(random.Pick([.. choices])), variable.Symmetric);
            case Integers domain:
                return Fill(shape, () => Integer(variable.Name, domain, draw, random, values), false);
            case ProbabilityVector(var strict):
                return AlongLast(shape, count => Probabilities(count, strict || inside, draw, random));
            case OneHot:
                return AlongLast(
                    shape,
                    count =>
                    {
                        var hot = random.Below(count);
                        return [.. Enumerable.Range(0, count).Select(at => (Rational)(at == hot ? 1 : 0))];
                    }
                );
            case ZeroSum(var axis):
                return ZeroSums(shape, axis, draw, random, variable.Symmetric);
            case IndexSet(var size, var complement, var disjoint):
            {
                var count = Whole(size, values);
                var all = Enumerable.Range(1, Math.Max(0, count)).ToList();
                var excluded =
                    (complement ?? disjoint) is { } other && values[other] is ExactSet(var members)
                        ? members.ToHashSet()
                        : [];
                var rest = all.Where(member => !excluded.Contains(member));
                return new ExactSet(
                    (complement is not null ? rest : rest.Where(_ => random.Once(2)).ToList()).ToSequence()
                );
            }
            default:
                throw new Undecidable($"no values can be drawn for {variable.Name}");
        }
    }

    // The stereographic projection of a rational point: a rational point on the unit sphere; any but one pole.
    private static IReadOnlyList<Rational> OnSphere(IReadOnlyList<Rational> point)
    {
        var square = point.Aggregate(Rational.Zero, (sum, x) => sum + x * x);
        return [.. point.Select(x => 2 * x / (1 + square)), (1 - square) / (1 + square)];
    }

    private static ExactValue? Fill(IReadOnlyList<int> shape, Func<ExactValue?> entry, bool symmetric)
    {
        var full = Nested(shape, 0, entry);
        return full is not null && symmetric && shape.Count >= 2 && shape[^1] == shape[^2]
            ? Mirror(full, shape.Count)
            : full;
    }

    private static ExactValue? Nested(IReadOnlyList<int> shape, int axis, Func<ExactValue?> entry)
    {
        if (axis == shape.Count)
        {
            return entry();
        }

        var entries = new List<ExactValue>();
        for (var at = 0; at < shape[axis]; at++)
        {
            if (Nested(shape, axis + 1, entry) is not { } next)
            {
                return null;
            }

            entries.Add(next);
        }

        return new ExactArray(entries.ToSequence());
    }

    private static ExactValue Mirror(ExactValue value, int rank)
    {
        var entries = ((ExactArray)value).Entries;
        return new ExactArray(
            rank > 2
                ? entries.Map(entry => Mirror(entry, rank - 1))
                : entries
                    .Select(
                        (row, i) =>
                            (ExactValue)
                                new ExactArray(
                                    ((ExactArray)row)
                                        .Entries.Select(
                                            (entry, j) => j < i ? ((ExactArray)entries[j]).Entries[i] : entry
                                        )
                                        .ToSequence()
                                )
                    )
                    .ToSequence()
        );
    }

    private static ExactValue? AlongLast(IReadOnlyList<int> shape, Func<int, IReadOnlyList<Rational>> vector) =>
        shape.Count == 0 || shape[^1] == 0
            ? null
            : Nested(
                [.. shape.SkipLast(1)],
                0,
                () => new ExactArray(vector(shape[^1]).Select(entry => (ExactValue)new ExactNumber(entry)).ToSequence())
            );

    private static ExactValue? ZeroSums(
        IReadOnlyList<int> shape,
        int axis,
        Draw draw,
        RandomBits random,
        bool symmetric
    )
    {
        if (shape[axis] == 0)
        {
            return null;
        }

        // The last slice along the axis is minus the sum of the others.
        var slices = Enumerable
            .Range(0, shape[axis] - 1)
            .Select(_ =>
                Fill(
                    [.. shape.Where((_, at) => at != axis)],
                    () => new ExactNumber(Real((RealInterval)Domain.Real, false, draw, random)!.Value),
                    symmetric
                )!
            )
            .ToList();
        var zero = Fill([.. shape.Where((_, at) => at != axis)], () => new ExactNumber(Rational.Zero), false)!;
        slices.Add(slices.Aggregate(zero, Minus));
        return axis == 0 ? new ExactArray(slices.ToSequence()) : MoveAxis(slices, axis);

        static ExactValue MoveAxis(IReadOnlyList<ExactValue> slices, int axis) =>
            axis == 0
                ? new ExactArray(slices.ToSequence())
                : new ExactArray(
                    Enumerable
                        .Range(0, ((ExactArray)slices[0]).Entries.Count)
                        .Select(at => MoveAxis([.. slices.Select(slice => ((ExactArray)slice).Entries[at])], axis - 1))
                        .ToSequence()
                );
    }

    private static ExactValue Minus(ExactValue left, ExactValue right) =>
        (left, right) switch
        {
            (ExactNumber(var a), ExactNumber(var b)) => new ExactNumber(a - b),
            (ExactArray(var xs), ExactArray(var ys)) => new ExactArray(xs.Zip(ys, Minus).ToSequence()),
            _ => throw new InvalidOperationException("arrays of one shape"),
        };

    private static Rational[] Probabilities(int count, bool strict, Draw draw, RandomBits random)
    {
        var most =
            draw == Draw.Simple ? 4
            : draw == Draw.Corner ? 1000
            : 64;
        var least = strict ? 1 : 0;
        var weights = new int[count];
        do
        {
            for (var at = 0; at < count; at++)
            {
                weights[at] = draw == Draw.Corner && random.Once(2) ? least : least + random.Below(most);
            }
        } while (weights.Sum() == 0);

        var sum = weights.Sum();
        return [.. weights.Select(weight => new Rational(weight, sum))];
    }

    private ExactNumber? Integer(
        string name,
        Integers domain,
        Draw draw,
        RandomBits random,
        IReadOnlyDictionary<string, ExactValue> values
    )
    {
        int? lower = domain.Lower is null or Negate(Constant) ? null : Whole(domain.Lower, values);
        int? upper = domain.Upper is null or Constant ? null : Whole(domain.Upper, values);
        var isLength = lengths.TryGetValue(name, out var least);
        if (isLength)
        {
            lower = Math.Max(lower ?? 0, least);
        }

        if (lower > upper)
        {
            return null;
        }

        if (isLength && Above is { } above && lower is { } start)
        {
            return new ExactNumber(Math.Min(start + above, upper ?? int.MaxValue));
        }

        // Lengths: 2 and 3 first, 1 is degenerate and comes in between; some tens where that is asked for.
        var (first, last) = (lower, upper) switch
        {
            ({ } a, { } b) => (a, b),
            ({ } a, null) => (
                a,
                a
                    + draw switch
                    {
                        Draw.Simple => 2,
                        Draw.Corner => isLength ? 4 : 12,
                        Draw.Random => isLength ? 7 : 20,
                        _ => isLength ? 40 : 60,
                    }
            ),
            (null, { } b) => (b - 10, b),
            _ => (-5, 6),
        };
        if (isLength && draw == Draw.Simple && first <= 2 && last >= 2 && !random.Once(8))
        {
            first = 2;
        }

        if (isLength && draw == Draw.Large)
        {
            first = Math.Max(first, last - 28);
        }

        return new ExactNumber(first + random.Below(Math.Min(last - first, 1_000_000) + 1));
    }

    private static Rational? Real(RealInterval domain, bool inside, Draw draw, RandomBits random)
    {
        var (lower, upper) = (domain.Lower, domain.Upper);
        if (lower is { } only && lower == upper)
        {
            return domain.LowerClosed && domain.UpperClosed ? only : null;
        }

        if (lower > upper)
        {
            return null;
        }

        if (draw == Draw.Simple)
        {
            var fitting = s_simple.Where(value => Contains(domain, value, inside)).ToList();
            if (fitting.Count > 2)
            {
                // The simplest more often than the others.
                return fitting[Math.Min(random.Below(fitting.Count), random.Below(fitting.Count))];
            }
        }

        if (draw == Draw.Corner && random.Once(2))
        {
            if (lower is { } low && (upper is null || random.Once(2)))
            {
                return domain.LowerClosed && !inside && random.Once(2)
                    ? low
                    : low + Step(upper is { } u ? u - low : 1) * new Rational(1, 1 << (2 + random.Below(20)));
            }

            if (upper is { } high)
            {
                return domain.UpperClosed && !inside && random.Once(2)
                    ? high
                    : high - Step(lower is { } l ? high - l : 1) * new Rational(1, 1 << (2 + random.Below(20)));
            }
        }

        switch (lower, upper)
        {
            case ({ } a, { } b):
                return a + (b - a) * random.Fraction();
            case ({ } a, null):
                return a + Magnitude();
            case (null, { } b):
                return b - Magnitude();
            default:
                return random.Once(2) ? Magnitude() : -Magnitude();
        }

        static Rational Step(Rational width) => width;

        // Mostly between 1/16 and 4, now and then up to 32.
        Rational Magnitude() =>
            random.Below(8) switch
            {
                0 => random.Fraction() * new Rational(1, 16) + new Rational(1, 64),
                1 when draw != Draw.Random => random.Fraction() * 32,
                1 => random.Fraction() * 12,
                < 5 => random.Fraction() * 2,
                _ => random.Fraction() * 4,
            };
    }

    // The integer value of a length or a bound: sums and products of integers and integer variables.
    private static int Whole(Term term, IReadOnlyDictionary<string, ExactValue> values)
    {
        return Exactly(term) is { IsInteger: true } whole && Rational.Abs(whole) <= 1_000_000
            ? (int)whole.Numerator
            : -1;

        Rational? Exactly(Term part) =>
            part switch
            {
                Number(var number) => number,
                Symbol(var name) when values.GetValueOrDefault(name) is ExactNumber(var number) => number,
                Negate(var x) => -Exactly(x),
                Add(var xs) => xs.Select(Exactly).Aggregate((a, b) => a + b),
                Multiply(var xs) => xs.Select(Exactly).Aggregate((a, b) => a * b),
                Apply(Function.Cardinality, [Symbol(var set)])
                    when values.GetValueOrDefault(set) is ExactSet(var members) => members.Count,
                _ => null,
            };
    }
}
