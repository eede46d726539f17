// A rational function of an index with rational coefficients as a polynomial and parts A/(k + b)^s.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>The parts of a sum of summands that differ in their powers and linear divisors only.</summary>
internal sealed class PartialFractions
{
    private readonly List<Rational> _polynomial = [];
    private readonly Dictionary<(Rational Shift, int Power), Rational> _poles = [];

    /// <summary>The coefficients of 1, k, k², ….</summary>
    public IReadOnlyList<Rational> Polynomial => _polynomial;

    /// <summary>A of A/(k + b)^s by b and s, none of them 0.</summary>
    public IReadOnlyDictionary<(Rational Shift, int Power), Rational> Poles => _poles;

    /// <summary>The sum of the A of A/(k + b): the function falls faster than 1/k where it is 0 and there is no polynomial.</summary>
    public Rational Residues =>
        _poles.Where(pole => pole.Key.Power == 1).Aggregate(Rational.Zero, (sum, pole) => sum + pole.Value);

    /// <summary>True for 0.</summary>
    public bool IsEmpty => _poles.Count == 0 && _polynomial.TrueForAll(coefficient => coefficient.Sign == 0);

    /// <summary>The parts of a sum of summands; null when nothing is left of it.</summary>
    public static PartialFractions? Of(IEnumerable<Summand> summands)
    {
        var parts = new PartialFractions();
        foreach (var summand in summands)
        {
            parts.Add(summand);
        }

        foreach (var pole in parts._poles.Where(pole => pole.Value.Sign == 0).Select(pole => pole.Key).ToList())
        {
            parts._poles.Remove(pole);
        }

        return parts.IsEmpty ? null : parts;
    }

    private void Add(Summand summand)
    {
        var divisors = summand
            .Divisors.GroupBy(divisor => divisor.Shift)
            .Select(group => (Shift: group.Key, Power: group.Sum(divisor => divisor.Power)))
            .ToList();
        var numerator = new Rational[summand.Degree + 1];
        numerator[summand.Degree] = summand.Weight;
        var divisor = divisors
            .SelectMany(factor => Enumerable.Repeat(factor.Shift, factor.Power))
            .Aggregate(
                (IReadOnlyList<Rational>)[Rational.One],
                (product, shift) => Polynomials.Product(product, [shift, Rational.One])
            );
        var (quotient, rest) = Polynomials.Division(numerator, divisor);
        for (var degree = 0; degree < quotient.Count; degree++)
        {
            if (_polynomial.Count <= degree)
            {
                _polynomial.Add(Rational.Zero);
            }

            _polynomial[degree] += quotient[degree];
        }

        foreach (var (shift, power) in divisors)
        {
            // With t = k + b: rest(t − b)/Π others, expanded in t.
            var series = Polynomials.Shifted(rest, -shift).Take(power).ToList();
            while (series.Count < power)
            {
                series.Add(Rational.Zero);
            }

            foreach (var (other, times) in divisors.Where(other => other.Shift != shift))
            {
                for (var i = 0; i < times; i++)
                {
                    // Divided by (t + d).
                    var d = other - shift;
                    for (var at = 0; at < power; at++)
                    {
                        series[at] = (series[at] - (at > 0 ? series[at - 1] : Rational.Zero)) / d;
                    }
                }
            }

            for (var at = 0; at < power; at++)
            {
                var key = (shift, power - at);
                _poles[key] = _poles.GetValueOrDefault(key) + series[at];
            }
        }
    }
}

/// <summary>Polynomials in one unknown as lists of rational coefficients, that of 1 first.</summary>
internal static class Polynomials
{
    private const int MaximumDegree = 8;

    /// <summary>The term as a polynomial without a leading 0; null when it is none.</summary>
    public static IReadOnlyList<Rational>? Of(Term term, string k)
    {
        switch (term)
        {
            case Number(var value):
                return [value];
            case Symbol(var name):
                return name == k ? [Rational.Zero, Rational.One] : null;
            case Negate(var inner):
                return Of(inner, k)?.Select(coefficient => -coefficient).ToList();
            case Add(var terms):
                return Trimmed(
                    terms
                        .Select(part => Of(part, k))
                        .Aggregate(
                            (IReadOnlyList<Rational>?)[Rational.Zero],
                            (sum, part) => sum is null || part is null ? null : Sum(sum, part)
                        )
                );
            case Multiply(var factors):
                return Trimmed(
                    factors
                        .Select(factor => Of(factor, k))
                        .Aggregate(
                            (IReadOnlyList<Rational>?)[Rational.One],
                            (product, factor) => product is null || factor is null ? null : Product(product, factor)
                        )
                );
            case Divide(var x, Number(var value)) when value.Sign != 0:
                return Of(x, k)?.Select(coefficient => coefficient / value).ToList();
            case Power(var basis, Number({ IsInteger: true, Sign: >= 0 } n)) when n <= MaximumDegree:
                return Of(basis, k) is { } one
                    ? Trimmed(
                        Enumerable
                            .Repeat(one, (int)n.Numerator)
                            .Aggregate((IReadOnlyList<Rational>)[Rational.One], Product)
                    )
                    : null;
            default:
                return null;
        }
    }

    /// <summary>All roots with their multiplicities, where all of them are rational; null otherwise.</summary>
    public static IReadOnlyList<Rational>? Roots(IReadOnlyList<Rational> polynomial)
    {
        if (polynomial.Count < 2 || polynomial[^1].Sign == 0)
        {
            return null;
        }

        var (roots, rest) = (new List<Rational>(), polynomial);
        while (rest.Count > 2)
        {
            // Halves, thirds and quarters of integers are tried.
            var found = Enumerable
                .Range(-96, 193)
                .SelectMany(n =>
                    new[] { new Rational(n, 1), new Rational(n, 2), new Rational(n, 3), new Rational(n, 4) }
                )
                .Where(candidate => At(rest, candidate).Sign == 0)
                .Take(1)
                .ToList();
            if (found is not [var root])
            {
                return null;
            }

            roots.Add(root);
            rest = Division(rest, [-root, Rational.One]).Quotient;
        }

        roots.Add(-rest[0] / rest[1]);
        return roots;
    }

    /// <summary>The value at a number.</summary>
    public static Rational At(IReadOnlyList<Rational> polynomial, Rational x) =>
        polynomial.Reverse().Aggregate(Rational.Zero, (value, coefficient) => value * x + coefficient);

    /// <summary>p(k + shift).</summary>
    public static IReadOnlyList<Rational> Shifted(IReadOnlyList<Rational> polynomial, Rational shift) =>
        polynomial
            .Reverse()
            .Aggregate(
                (IReadOnlyList<Rational>)[Rational.Zero],
                (value, coefficient) => Sum(Product(value, [shift, Rational.One]), [coefficient])
            );

    /// <summary>The product.</summary>
    public static IReadOnlyList<Rational> Product(IReadOnlyList<Rational> left, IReadOnlyList<Rational> right)
    {
        var product = new Rational[left.Count + right.Count - 1];
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < right.Count; j++)
            {
                product[i + j] += left[i] * right[j];
            }
        }

        return product;
    }

    /// <summary>Quotient and rest of a division by a polynomial with leading coefficient 1.</summary>
    public static (IReadOnlyList<Rational> Quotient, IReadOnlyList<Rational> Remainder) Division(
        IReadOnlyList<Rational> dividend,
        IReadOnlyList<Rational> divisor
    )
    {
        var rest = dividend.ToArray();
        var degree = divisor.Count - 1;
        var quotient = new Rational[Math.Max(0, rest.Length - degree)];
        for (var at = quotient.Length - 1; at >= 0; at--)
        {
            quotient[at] = rest[at + degree];
            for (var i = 0; i <= degree; i++)
            {
                rest[at + i] -= quotient[at] * divisor[i];
            }
        }

        return (quotient, [.. rest.Take(Math.Max(degree, 1))]);
    }

    private static IReadOnlyList<Rational> Sum(IReadOnlyList<Rational> left, IReadOnlyList<Rational> right) =>
        [
            .. Enumerable
                .Range(0, Math.Max(left.Count, right.Count))
                .Select(i => (i < left.Count ? left[i] : 0) + (i < right.Count ? right[i] : 0)),
        ];

    private static IReadOnlyList<Rational>? Trimmed(IReadOnlyList<Rational>? polynomial) =>
        polynomial is null
            ? null
            : [.. polynomial.Take(1 + Math.Max(0, polynomial.ToList().FindLastIndex(value => value.Sign != 0)))];
}
