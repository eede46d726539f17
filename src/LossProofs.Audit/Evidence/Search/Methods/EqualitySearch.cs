// Equalities: normal forms, cases, constant functions, induction.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Looks for theorems left = right.</summary>
internal sealed class EqualitySearch(QuickSearch quick)
{
    private const int MostCases = 6;
    private const int MostConstants = 4;

    /// <summary>The theorem, or null.</summary>
    public Theorem? Find(Setting setting, Term left, Term right)
    {
        if (quick.Exists(setting, left) is null || quick.Exists(setting, right) is null)
        {
            return null;
        }

        return quick.Equal(setting, left, right)
            ?? quick.Contracted(setting, left, right)
            ?? InCases(setting, left, right, MostCases)
            ?? Constant(setting, left, right)
            ?? Inductive(setting, left, right)
            ?? BySquares(setting, left, right)
            ?? Rounded(setting, left, right);
    }

    // ⌈u⌉ as −⌊−u⌋.
    private Theorem? Rounded(Setting setting, Term left, Term right)
    {
        if (
            OnFloors(left) is not { Statement: Compare(_, _, var one) } first
            || OnFloors(right) is not { Statement: Compare(_, _, var other) } second
            || one.Equals(left) && other.Equals(right)
            || quick.Equal(setting, one, other) is not { } middle
            || Theorem.Transitive(first, middle) is not { } half
            || Theorem.Turn(half) is not { } turned
            || Theorem.Transitive(second, turned) is not { } whole
        )
        {
            return null;
        }

        return Theorem.Turn(whole);

        Theorem? OnFloors(Term side)
        {
            var equal = quick.Exists(setting, side);
            foreach (var ceiling in Ceilings(side).Distinct())
            {
                if (
                    equal?.Statement is not Compare(_, _, var present)
                    || quick.Exists(setting, ceiling) is not { } exists
                    || Theorem.CeilingByFloor(exists) is not { } value
                    || quick.Exists(setting, present) is not { } there
                    || Theorem.EqualsForEquals(value, there) is not { } step
                )
                {
                    return null;
                }

                equal = Theorem.Transitive(equal, step);
            }

            return equal;
        }

        static IEnumerable<Term> Ceilings(Term term) =>
            term.Children().SelectMany(Ceilings).Concat(term is Apply(Function.Ceiling, _) ? [term] : []);
    }

    // On both sides of seams, and for equal and for different indices.
    private Theorem? InCases(Setting setting, Term left, Term right, int most)
    {
        if (most == 0 || quick.IsSpent)
        {
            return null;
        }

        foreach (var (a, order, b) in Kinks.Of(left).Concat(Kinks.Of(right)).Concat(Indices(setting, left, right)))
        {
            if (
                a.FreeNames().Concat(b.FreeNames()).Any(name => setting.Variable(name) is null)
                || quick.Find(setting, new Compare(a, order, b)) is not null
                || quick.Find(setting, new Compare(a, Theorem.Opposite(order), b)) is not null
                || quick.Exists(setting, a) is not { } x
                || quick.Exists(setting, b) is not { } y
            )
            {
                continue;
            }

            var where = Case(setting.With(new Compare(a, order, b)), order == Relation.Equal ? (a, b) : null);
            if (where is null)
            {
                return null;
            }

            var otherwise = Case(
                setting.With(new Compare(a, Theorem.Opposite(order), b)),
                order == Relation.NotEqual ? (a, b) : null
            );
            return otherwise is null ? null : Theorem.ByCases(x, y, where, otherwise);
        }

        return null;

        Theorem? Case(Setting inner, (Term, Term)? equal)
        {
            if (quick.Equal(inner, left, right) is { } theorem)
            {
                return theorem;
            }

            // One quantity in the place of another that equals it.
            if (
                equal is (Symbol(var name), var value)
                && Theorem.Assumption(inner, new Compare(new Symbol(name), Relation.Equal, value)) is { } equality
                && Find(inner, left.Substitute(name, value), right.Substitute(name, value)) is { } replaced
            )
            {
                return Theorem.Replaced(equality, new Compare(left, Relation.Equal, right), replaced);
            }

            return InCases(inner, left, right, most - 1);
        }
    }

    private static IEnumerable<(Term, Relation, Term)> Indices(Setting setting, Term left, Term right)
    {
        var names = left.FreeNames().Union(right.FreeNames()).ToHashSet(StringComparer.Ordinal);
        var indices = setting
            .Variables.Where(variable =>
                names.Contains(variable.Name)
                && variable.Domain is Integers { Lower: not null, Upper: not null }
                && variable.Dimensions.Count == 0
            )
            .ToList();
        return from one in indices
            from other in indices.TakeWhile(index => index != one)
            where other.Domain.Equals(one.Domain)
            select ((Term)new Symbol(one.Name), Relation.Equal, (Term)new Symbol(other.Name));
    }

    // Both slopes equal in every real number, and the values at one point.
    private Theorem? Constant(Setting setting, Term left, Term right)
    {
        Term difference = new Add([left, new Negate(right)]);
        var zero = Vanishes(setting, difference, MostConstants);
        return zero is null ? null : Theorem.FromDifference(zero);
    }

    private Theorem? Vanishes(Setting setting, Term difference, int most)
    {
        if (quick.Find(setting, new Compare(difference, Relation.Equal, Term.Zero)) is { } direct)
        {
            return direct;
        }

        var variable = setting.Variables.FirstOrDefault(variable =>
            variable is { Dimensions.Count: 0, Domain: RealInterval } && difference.FreeNames().Contains(variable.Name)
        );
        if (
            most == 0
            || variable?.Domain is not RealInterval domain
            || quick.Exists(setting, difference) is not { } exists
            || !Theorem.IsContinuous(difference)
            || setting.Without(variable.Name) is not { } others
            || Theorem.Slope(setting, difference, variable.Name) is not { } slope
            || quick.Find(setting, new Compare(slope, Relation.Equal, Term.Zero)) is not { } flat
        )
        {
            return null;
        }

        foreach (var point in Points(domain))
        {
            if (
                Vanishes(others, difference.Substitute(variable.Name, point), most - 1) is { } there
                && Theorem.ConstantIn(exists, variable.Name, flat, point, there) is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;
    }

    private static IEnumerable<Rational> Points(RealInterval domain)
    {
        var middle = domain is { Lower: { } low, Upper: { } high } ? (low + high) / 2 : (Rational?)null;
        return new[]
        {
            Rational.Zero,
            Rational.One,
            new Rational(1, 2),
            -Rational.One,
            domain.Lower + 1,
            domain.Upper - 1,
            middle,
            domain.Lower,
            domain.Upper,
        }
            .OfType<Rational>()
            .Distinct()
            .Where(point =>
                (domain.Lower is not { } lower || point > lower || (domain.LowerClosed && point == lower))
                && (domain.Upper is not { } upper || point < upper || (domain.UpperClosed && point == upper))
            );
    }

    private Theorem? BySquares(Setting setting, Term left, Term right) =>
        (HasRoot(left) || HasRoot(right))
        && quick.Find(setting, new Compare(left, Relation.GreaterOrEqual, Term.Zero)) is { } x
        && quick.Find(setting, new Compare(right, Relation.GreaterOrEqual, Term.Zero)) is { } y
        && quick.Equal(setting, new Power(left, 2), new Power(right, 2)) is { } equal
            ? Theorem.Squares(x, y, equal)
            : null;

    private static bool HasRoot(Term term) => term is Apply(Function.Sqrt, _) || term.Children().Any(HasRoot);

    private Theorem? Inductive(Setting setting, Term left, Term right)
    {
        var search = new InductionSearch(quick, (at, x, _, y) => quick.Equal(at, x, y));
        return search.Find(setting, new Compare(left, Relation.Equal, right));
    }
}
