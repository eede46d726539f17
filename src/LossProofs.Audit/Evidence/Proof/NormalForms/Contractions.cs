// Sums over whole axes of products of entries, in one form for each value: what identities of vectors and matrices of any
// size are proved by.
using System.Globalization;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

/// <summary>
/// Multiplies scalar terms out into contractions: c · Σ_{i} Σ_{j} … a product of atoms, each index from 1 to a length. What is
/// used holds for all real numbers and all lengths, empty sums included: products distribute over sums, finite sums may be
/// exchanged, a sum's index may be renamed, Σ_i [i = j] f(i) = f(j) where j runs along the same axis. Two terms with the same
/// contractions are equal wherever both exist. All arithmetic is exact.
/// </summary>
internal sealed class Contractions(Setting setting)
{
    private const int MostIndices = 6;
    private const int MostTerms = 400;
    private const int MostFactors = 24;
    private const int MostPower = 4;

    private int _fresh;
    private int _work = 8_000;

    // A product of atoms, summed over indices with their lengths.
    private sealed record Contraction(
        Rational Coefficient,
        IReadOnlyList<(string Index, Term Length)> Indices,
        IReadOnlyList<Term> Factors
    );

    /// <summary>True when both terms have the same contractions.</summary>
    /// <exception cref="TooLarge">They are larger than what is followed.</exception>
    public bool AreEqual(Term left, Term right)
    {
        var sum = new Dictionary<string, Rational>(StringComparer.Ordinal);
        Collect(left, Rational.One);
        Collect(right, -Rational.One);
        return sum.Values.All(coefficient => coefficient.Sign == 0);

        void Collect(Term term, Rational sign)
        {
            foreach (var contraction in Of(term))
            {
                var form = Canonical(Picked(contraction));
                sum[form] = sum.GetValueOrDefault(form, Rational.Zero) + sign * contraction.Coefficient;
            }
        }
    }

    private List<Contraction> Of(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return value.Sign == 0 ? [] : [new Contraction(value, [], [])];
            case Guarded(var value, _):
                return Of(value);
            case Negate(var x):
                return [.. Of(x).Select(part => part with { Coefficient = -part.Coefficient })];
            case Add(var xs):
                return Bounded([.. xs.SelectMany(Of)]);
            case Multiply(var xs):
                return xs.Select(Of).Aggregate(Times);
            case Divide(var x, Number(var divisor)) when divisor.Sign != 0:
                return [.. Of(x).Select(part => part with { Coefficient = part.Coefficient / divisor })];
            case Divide(var x, var y):
                return x.IsOne() ? [Atom(term)] : Times(Of(x), [Atom(Term.One / y)]);
            // The root exists, so that it is one of what is not negative.
            case Power(Apply(Function.Sqrt, [var radicand]), Number(var square)) when square == 2:
                return Of(radicand);
            case Power(var x, Number({ IsInteger: true, Sign: > 0 } exponent)) when exponent <= MostPower:
                return Enumerable.Repeat(0, (int)exponent.Numerator).Select(_ => Of(x)).Aggregate(Times);
            // A length that hangs on an index leaves no whole axis.
            case Fold(FoldKind.Sum, var index, Span(Number(var from), var to), null, var body)
                when from == Rational.One && IsFinite(to) && !to.FreeNames().Any(IsFresh):
            {
                var name = Fresh();
                return
                [
                    .. Of(body.Substitute(index, new Symbol(name)))
                        .Select(part => part with { Indices = [.. part.Indices, (name, to)] }),
                ];
            }

            case Piecewise([Branch(var condition, var value)], Number { Value.Sign: 0 })
                when Deltas(condition) is { } deltas && IsTotal(value):
                return Times(Of(value), [new Contraction(Rational.One, [], deltas)]);
            default:
                return [Atom(term)];
        }
    }

    // Sums to infinity may not be exchanged.
    private static bool IsFinite(Term term) => term is not Constant && term.Children().All(IsFinite);

    private static Contraction Atom(Term term) => new(Rational.One, [], [term]);

    private string Fresh() => string.Create(CultureInfo.InvariantCulture, $"{AtomTable.BoundMark}c{_fresh++}");

    private static bool IsFresh(string name) => name.StartsWith($"{AtomTable.BoundMark}c", StringComparison.Ordinal);

    // The indices of the two are different, for each sum has its own.
    private List<Contraction> Times(List<Contraction> left, List<Contraction> right)
    {
        if (left.Count * right.Count > MostTerms)
        {
            throw new TooLarge();
        }

        return Bounded([
            .. left.SelectMany(one =>
                right.Select(other => new Contraction(
                    one.Coefficient * other.Coefficient,
                    [.. one.Indices, .. other.Indices],
                    [.. one.Factors, .. other.Factors]
                ))
            ),
        ]);
    }

    private static List<Contraction> Bounded(List<Contraction> parts) =>
        parts.Count > MostTerms
        || parts.Exists(part => part.Factors.Count > MostFactors || part.Indices.Count > MostIndices)
            ? throw new TooLarge()
            : parts;

    // [i = j], [i = k][j = l].
    private static IReadOnlyList<Term>? Deltas(Condition condition) =>
        condition switch
        {
            Compare(Symbol(var one), Relation.Equal, Symbol(var other)) => [Delta(one, other)],
            All(var parts) when parts.Select(Deltas).ToList() is var all && !all.Contains(null) =>
            [
                .. all.SelectMany(part => part!),
            ],
            _ => null,
        };

    private static Piecewise Delta(string one, string other)
    {
        var (first, second) = string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);
        return new Piecewise(
            [new Branch(new Compare(new Symbol(first), Relation.Equal, new Symbol(second)), Term.One)],
            Term.Zero
        );
    }

    // What exists whatever its indices are, so that it may be multiplied by what is 0.
    private static bool IsTotal(Term term) =>
        term switch
        {
            Number or Symbol => true,
            Element(Symbol, var places) => places.All(place => place is Symbol or Number),
            Negate(var x) => IsTotal(x),
            Add(var xs) => xs.All(IsTotal),
            Multiply(var xs) => xs.All(IsTotal),
            Fold(FoldKind.Sum, _, Span(Number, Symbol), null, var body) => IsTotal(body),
            Piecewise([Branch(var condition, var value)], Number { Value.Sign: 0 }) => Deltas(condition) is not null
                && IsTotal(value),
            _ => false,
        };

    // Σ_i [i = j] f(i) = f(j) for a j that runs along the same axis.
    private Contraction Picked(Contraction contraction)
    {
        for (var at = 0; at < contraction.Factors.Count; at++)
        {
            if (
                contraction.Factors[at]
                is not Piecewise
                ([Branch(Compare(Symbol(var one), Relation.Equal, Symbol(var other)), _)], _)
            )
            {
                continue;
            }

            foreach (var (summed, kept) in new[] { (one, other), (other, one) })
            {
                var axis = contraction.Indices.FirstOrDefault(index => index.Index == summed).Length;
                if (axis is null || summed == kept || !RunsAlong(kept, axis))
                {
                    continue;
                }

                return Picked(
                    contraction with
                    {
                        Indices = [.. contraction.Indices.Where(index => index.Index != summed)],
                        Factors =
                        [
                            .. contraction
                                .Factors.Where((_, place) => place != at)
                                .Select(factor => Renamed(factor, summed, kept)),
                        ],
                    }
                );
            }
        }

        return contraction;

        bool RunsAlong(string name, Term axis) =>
            contraction.Indices.Any(index => index.Index == name && index.Length.Equals(axis))
            || setting.Variable(name) is { Dimensions.Count: 0, Domain: Integers(Number(var low), { } high) }
                && low == Rational.One
                && high.Equals(axis);
    }

    private static Term Renamed(Term factor, string name, string by) =>
        factor is Piecewise([Branch(Compare(Symbol(var one), Relation.Equal, Symbol(var other)), _)], _)
            ? Delta(one == name ? by : one, other == name ? by : other)
            : factor.Substitute(name, new Symbol(by));

    // The least text among those with the indices in every order that their places allow: the same for contractions that
    // differ by names alone.
    private string Canonical(Contraction contraction)
    {
        var alike = contraction
            .Indices.GroupBy(index => Places(contraction, index.Index, index.Length))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.ToList())
            .ToList();
        string? least = null;
        foreach (var names in Orders(alike))
        {
            Spend(contraction);
            var factors = contraction
                .Factors.Select(factor =>
                    names
                        .Select((index, place) => (index.Index, Name: Numbered(place)))
                        .Aggregate(factor, (term, pair) => Renamed(term, pair.Index, pair.Name))
                        .ToString()
                )
                .Order(StringComparer.Ordinal);
            var text = $"{string.Join(',', names.Select(index => index.Length))} {string.Join('·', factors)}";
            if (least is null || string.CompareOrdinal(text, least) < 0)
            {
                least = text;
            }
        }

        return least!;
    }

    // Where an index stands, whatever it and the others are called.
    private string Places(Contraction contraction, string index, Term length)
    {
        Spend(contraction);
        var others = contraction.Indices.Select(other => other.Index).Where(other => other != index).ToList();
        var places = contraction
            .Factors.Where(factor => factor.FreeNames().Contains(index))
            .Select(factor =>
                others
                    .Aggregate(
                        Renamed(factor, index, $"{AtomTable.BoundMark}here"),
                        (term, other) => Renamed(term, other, $"{AtomTable.BoundMark}else")
                    )
                    .ToString()
            )
            .Order(StringComparer.Ordinal);
        return $"{length} {string.Join('·', places)}";
    }

    private void Spend(Contraction contraction)
    {
        if ((_work -= 1 + contraction.Factors.Count) < 0)
        {
            throw new TooLarge();
        }
    }

    private static string Numbered(int place) =>
        string.Create(CultureInfo.InvariantCulture, $"{AtomTable.BoundMark}s{place}");

    // Every order of the members of each group, the groups in theirs.
    private static IEnumerable<IReadOnlyList<(string Index, Term Length)>> Orders(
        IReadOnlyList<List<(string Index, Term Length)>> groups
    )
    {
        IEnumerable<IReadOnlyList<(string Index, Term Length)>> orders =
        [
            [],
        ];
        foreach (var group in groups)
        {
            orders = orders.SelectMany(
                _ => OrdersOf(group),
                IReadOnlyList<(string Index, Term Length)> (before, order) => [.. before, .. order]
            );
        }

        return orders;
    }

    private static IEnumerable<IReadOnlyList<(string Index, Term Length)>> OrdersOf(
        IReadOnlyList<(string Index, Term Length)> members
    )
    {
        if (members.Count == 0)
        {
            yield return [];
            yield break;
        }

        foreach (var order in OrdersOf([.. members.SkipLast(1)]))
        {
            for (var at = 0; at < members.Count; at++)
            {
                yield return [.. order.Take(at), members[^1], .. order.Skip(at)];
            }
        }
    }
}
