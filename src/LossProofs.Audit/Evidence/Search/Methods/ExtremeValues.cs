// Where a smallest or largest value is taken.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Tries numbers at which a bound may be reached: small ones, those of the term, ends of the domain.</summary>
internal sealed class ExtremeValues(QuickSearch quick)
{
    private const int MostPoints = 60;

    /// <summary>The theorem that the bound is the extreme value, or null.</summary>
    public Theorem? Find(Setting setting, Extremum extremum, Theorem bound)
    {
        if (
            bound.Statement is not Compare(_, _, var value)
            || setting.Variable(extremum.Variable) is not { Domain: RealInterval domain }
        )
        {
            return null;
        }

        foreach (var point in Points(extremum.Body, domain).Distinct().Take(MostPoints))
        {
            if (
                quick.Equal(setting, extremum.Body.Substitute(extremum.Variable, point), value) is { } equal
                && equal.In(setting) is { } here
                && Theorem.Attained(extremum, bound, point, here) is { } theorem
            )
            {
                return theorem;
            }
        }

        return extremum.Kind is ExtremumKind.Sup or ExtremumKind.Inf
            ? Approached(setting, extremum, bound, domain)
            : null;
    }

    private Theorem? Approached(Setting setting, Extremum extremum, Theorem bound, RealInterval domain)
    {
        if (setting.Without(extremum.Variable) is not { } others || bound.Statement is not Compare(_, _, var value))
        {
            return null;
        }

        var ends = new (Term Point, Side Side)[]
        {
            (domain.Upper is { } high ? high : Term.Infinity, domain.Upper is null ? Side.Both : Side.Below),
            (domain.Lower is { } low ? low : -Term.Infinity, domain.Lower is null ? Side.Both : Side.Above),
        };
        foreach (var (point, side) in ends)
        {
            var limit = new Limit(extremum.Body, extremum.Variable, point, side);
            if (
                new LimitValues(quick).Value(others, limit) is { Statement: Compare(_, _, var tends) } tending
                && quick.Equal(others, tends, value) is { } equal
                && Theorem.Transitive(tending, equal) is { } approach
                && Theorem.Approached(extremum, bound, approach) is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;
    }

    private static IEnumerable<Rational> Points(Term body, RealInterval domain)
    {
        var numbers = Numbers(body).Distinct().Take(8).ToList();
        var small = Enumerable.Range(0, 6).Select(value => (Rational)value);
        var parts = new[] { new Rational(1, 2), new Rational(1, 3), new Rational(1, 4), new Rational(3, 2) };
        var pairs = numbers.SelectMany(x => numbers.Where(y => y.Sign != 0).Select(y => x / y));
        return numbers
            .Concat(small)
            .Concat(parts)
            .Concat(pairs)
            .Concat(numbers.SelectMany(x => numbers.Select(y => x / (2 * (y.Sign == 0 ? Rational.One : y)))))
            .SelectMany(value => new[] { value, -value })
            .Concat(new[] { domain.Lower, domain.Upper }.OfType<Rational>());
    }

    private static IEnumerable<Rational> Numbers(Term term) =>
        term is Number(var value) ? [value] : term.Children().SelectMany(Numbers);
}
