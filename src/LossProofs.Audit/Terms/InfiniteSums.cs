// Closed forms: sums to infinity of polynomials times powers, over factorials or linear factors.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>
/// Sums over k = m, m + 1, … of terms c·k^d·r^k/((k + a)!·Π (k + b)^s), c and r free of k:
/// geometric sums and their derivatives (|r| &lt; 1), exponential sums, those of log (−1 ≤ r &lt; 1), arctan, sinh, cosh,
/// sin and cos, and of rational functions, by partial fractions (ψ at integers and halves, ζ at even integers).
/// </summary>
public static class InfiniteSums
{
    private const int MaximumDegree = 8;

    /// <summary>
    /// The sum of the body over an index from a number on, undefined where it does not converge; null where no closed form
    /// is known, or it converges nowhere.
    /// </summary>
    public static Term? Of(Term body, string index, Rational from) =>
        Parts(body, index, from) is { } parts && parts.Select(Value).ToList() is var values && !values.Contains(null)
            ? Simplifying.Sum([.. values.OfType<Term>()])
            : null;

    /// <summary>What a body is the sum of, in j = index − from; null where it is nothing of that kind.</summary>
    internal static Sequence<SeriesPart>? Parts(Term body, string index, Rational from)
    {
        if (!from.IsInteger || Rational.Abs(from) > 64)
        {
            return null;
        }

        var shifted = body.Substitute(index, from.Sign == 0 ? new Symbol(index) : new Symbol(index) + from);
        if (Summands.Of(shifted, index) is not { Count: > 0 } summands)
        {
            return null;
        }

        var parts = new List<SeriesPart>();
        foreach (var group in summands.GroupBy(summand => (summand.Factor, summand.Ratio, summand.Factorial)))
        {
            if (PartialFractions.Of(group) is not { } fractions)
            {
                return null;
            }

            parts.Add(new SeriesPart(group.Key.Factor, group.Key.Ratio, group.Key.Factorial, fractions));
        }

        return parts.ToSequence();
    }

    /// <summary>The sum over j = 0, 1, …, undefined where it does not converge; null where it is not known.</summary>
    internal static Term? Value(SeriesPart part) =>
        Diverges(part.Ratio, part.Factorial, part.Fractions) ? null : Sum(part);

    // Certainly so, whatever the symbols are: terms that do not tend to 0, or fall like 1/k with one sign.
    private static bool Diverges(Ratio ratio, Factorial factorial, PartialFractions parts)
    {
        if (factorial != Factorial.None || !ratio.Rest.IsOne())
        {
            return false;
        }

        var size = Rational.Abs(ratio.Number);
        return size > 1 && !parts.IsEmpty
            || size == 1 && parts.Polynomial.Any(coefficient => coefficient.Sign != 0)
            || ratio.Number == 1 && parts.Residues.Sign != 0;
    }

    private static Term? Sum(SeriesPart part)
    {
        var (outside, ratio, factorial, parts) = part;
        if (parts.IsEmpty || parts.Poles.Keys.Any(pole => pole.Shift.IsInteger && pole.Shift.Sign <= 0))
        {
            return null;
        }

        if (factorial != Factorial.None)
        {
            return parts.Poles.Count > 0 ? null : Exponential(outside, ratio, factorial, parts.Polynomial);
        }

        if (ratio is { Number: var one, Rest: var none } && one == 1 && none.IsOne())
        {
            return parts.Poles.Count > 0 && OfFraction(parts) is { } fraction
                ? Simplifying.Product(outside, fraction)
                : null;
        }

        var terms = new List<Term>();
        if (parts.Polynomial.Any(coefficient => coefficient.Sign != 0))
        {
            terms.Add(Simplifying.Product(outside, Geometric(ratio, parts.Polynomial)));
        }

        foreach (var ((shift, power), weight) in parts.Poles)
        {
            if (OverLinear(outside, ratio, shift, power) is not { } value)
            {
                return null;
            }

            terms.Add(Simplifying.Product(weight, value));
        }

        return Simplifying.Sum([.. terms]);
    }

    // Σ P(k) r^k, with Σ k(k−1)⋯(k−i+1) r^k = i! r^i/(1−r)^(i+1) where |r| < 1.
    private static Term Geometric(Ratio ratio, IReadOnlyList<Rational> polynomial)
    {
        var r = ratio.Term;
        var rest = Simplifying.Sum(Term.One, Simplifying.Negative(r));
        var terms = Falling(polynomial)
            .Select(
                (weight, i) =>
                    weight.Sign == 0
                        ? Term.Zero
                        : Simplifying.Quotient(
                            Simplifying.Product(weight * Factorials(i), Simplifying.Power(r, i)),
                            Simplifying.Power(rest, i + 1)
                        )
            );
        return Within(ratio, Simplifying.Sum([.. terms]));
    }

    // The value where |r| < 1.
    private static Term Within(Ratio ratio, Term value)
    {
        if (ratio.Rest.IsOne())
        {
            return value;
        }

        if (ratio is { Number: var one, Rest: Apply(Function.Exp, [var rate]) } && one == 1)
        {
            return new Guarded(value, Term.Log(Simplifying.Negative(rate)));
        }

        return new Guarded(
            value,
            Term.Log(Simplifying.Sum(Term.One, Simplifying.Negative(ratio.Term)))
                + Term.Log(Simplifying.Sum(Term.One, ratio.Term))
        );
    }

    // c/u, where c has u as a factor: what is 0 at u = 0 on both sides of the fraction is c/u times what it is there.
    private static Term Over(Term product, Term factor, Term u, Rational number)
    {
        var rest = Cancelled(factor, u);
        return rest is null
            ? Simplifying.Quotient(Simplifying.Product(factor, product), Simplifying.Product(number, u))
            : Simplifying.Quotient(Simplifying.Product(rest, product), number);
    }

    private static Term? Cancelled(Term factor, Term u)
    {
        if (factor.Equals(u))
        {
            return Term.One;
        }

        if (factor is Multiply(var factors))
        {
            for (var at = 0; at < factors.Count; at++)
            {
                if (Cancelled(factors[at], u) is { } rest)
                {
                    return Simplifying.Product([.. factors.Select((one, i) => i == at ? rest : one)]);
                }
            }
        }

        var (basis, least) = u is Power(var root, Number({ IsInteger: true, Sign: > 0 } exponent))
            ? (root, exponent)
            : (u, Rational.One);
        return factor is Power(var same, Number({ IsInteger: true } most)) && same.Equals(basis) && most > least
            ? Simplifying.Power(basis, most - least)
            : null;
    }

    // c Σ r^k/(k + b)^s.
    private static Term? OverLinear(Term outside, Ratio ratio, Rational shift, int power)
    {
        var r = ratio.Term;
        if (shift.IsInteger && power == 1)
        {
            // r^(−b) (−log(1 − r) − Σ_{0<j<b} r^j/j) where −1 ≤ r < 1.
            var before = (int)shift.Numerator;
            if (before > MaximumDegree)
            {
                return null;
            }

            var head = Enumerable
                .Range(1, before - 1)
                .Select(j => Simplifying.Quotient(Simplifying.Negative(Simplifying.Power(r, j)), j));
            var value = Simplifying.Sum([
                Simplifying.Negative(Term.Log(Simplifying.Sum(Term.One, Simplifying.Negative(r)))),
                .. head,
            ]);
            var scaled = Over(
                value,
                outside,
                ratio.Rest.IsOne() ? Term.One : Simplifying.Power(ratio.Rest, before),
                Rational.Pow(ratio.Number, before)
            );
            return ratio.Rest.IsOne()
                ? scaled
                : new Guarded(scaled, new Apply(Function.Sqrt, [Simplifying.Sum(Term.One, r)]));
        }

        if (ratio.Rest.IsOne() && ratio.Number == -1 && shift.IsInteger && Zeta(power) is { } zeta && shift <= 64)
        {
            // Σ_{k≥1} (−1)^k/k^s = −(1 − 2^(1−s)) ζ(s).
            var first = (int)shift.Numerator;
            var head = Enumerable
                .Range(1, first - 1)
                .Aggregate(Rational.Zero, (sum, j) => sum + (j % 2 == 0 ? 1 : -1) / Rational.Pow(j, power));
            var whole = Simplifying.Product(Rational.Pow(2, 1 - power) - 1, zeta);
            var tail = Simplifying.Sum(whole, new Number(-head));
            return Simplifying.Product(outside, first % 2 == 0 ? tail : Simplifying.Negative(tail));
        }

        // Σ r^k/(k + ½) = 2 arctan(u)/u where r = −u², |u| ≤ 1; 2 artanh(u)/u where r = u², |u| < 1.
        if (power != 1 || shift != new Rational(1, 2))
        {
            return null;
        }

        var u =
            ratio.Rest.IsOne() ? Term.One
            : ratio.Rest is Power(var basis, Number(var two)) && two == 2 ? basis
            : null;
        if (u is null)
        {
            return null;
        }

        if (ratio.Number == -1)
        {
            var arc = Over(Simplifying.Product(2, new Apply(Function.Atan, [u])), outside, u, Rational.One);
            return u.IsOne()
                ? arc
                : new Guarded(
                    arc,
                    new Apply(Function.Sqrt, [Simplifying.Sum(Term.One, Simplifying.Negative(Simplifying.Power(u, 2)))])
                );
        }

        return ratio.Number == 1
            ? Over(Simplifying.Product(2, new Apply(Function.Atanh, [u])), outside, u, Rational.One)
            : null;
    }

    // Σ P(k) r^k/(k + b)!, with Σ j(j−1)⋯(j−i+1) r^j/j! = r^i e^r; one over (2k)! or (2k + 1)!.
    private static Term? Exponential(Term outside, Ratio ratio, Factorial factorial, IReadOnlyList<Rational> polynomial)
    {
        var r = ratio.Term;
        if (factorial.Step == 2)
        {
            var u =
                ratio.Rest.IsOne() ? Term.One
                : ratio.Rest is Power(var basis, Number(var two)) && two == 2 ? basis
                : null;
            if (
                u is null
                || Rational.Abs(ratio.Number) != 1
                || factorial.Shift is not (0 or 1)
                || polynomial.Skip(1).Any(coefficient => coefficient.Sign != 0)
            )
            {
                return null;
            }

            var function = (ratio.Number == 1, factorial.Shift) switch
            {
                (true, 0) => Function.Cosh,
                (true, _) => Function.Sinh,
                (false, 0) => Function.Cos,
                _ => Function.Sin,
            };
            Term value = new Apply(function, [u]);
            return Simplifying.Product(
                polynomial[0],
                factorial.Shift == 0 ? Simplifying.Product(outside, value) : Over(value, outside, u, Rational.One)
            );
        }

        var shift = factorial.Shift;
        if (factorial.Step != 1 || shift is < 0 or > MaximumDegree)
        {
            return null;
        }

        // In j = k + b, without the first b terms.
        var weights = Polynomials.Shifted(polynomial, -shift);
        var terms = Falling(weights)
            .Select((weight, i) => Simplifying.Product(weight, Simplifying.Power(r, i), Term.Exp(r)))
            .Concat(
                Enumerable
                    .Range(0, shift)
                    .Select(j =>
                        Simplifying.Product(
                            -Polynomials.At(weights, j) / Factorials(j),
                            j == 0 ? Term.One : Simplifying.Power(r, j)
                        )
                    )
            );
        var sum = Simplifying.Sum([.. terms]);
        return shift == 0
            ? Simplifying.Product(outside, sum)
            : Over(
                sum,
                outside,
                ratio.Rest.IsOne() ? Term.One : Simplifying.Power(ratio.Rest, shift),
                Rational.Pow(ratio.Number, shift)
            );
    }

    // Σ of a rational function that falls like 1/k² at least: Σ A/(k + b) = −Σ A ψ(b), Σ 1/(k + b)^s from ζ(s).
    private static Term? OfFraction(PartialFractions parts)
    {
        var terms = new List<Term>();
        foreach (var ((shift, power), weight) in parts.Poles)
        {
            var halves = shift * 2;
            if (!halves.IsInteger || halves.Sign <= 0 || halves > 128)
            {
                return null;
            }

            var half = !shift.IsInteger;
            var steps = (int)(half ? (halves - 1).Numerator / 2 : shift.Numerator - 1);
            var start = half ? new Rational(1, 2) : Rational.One;
            var head = Enumerable
                .Range(0, steps)
                .Aggregate(Rational.Zero, (sum, j) => sum + 1 / Rational.Pow(start + j, power));
            if (power == 1)
            {
                // ψ(b) without −γ, which cancels: the weights sum to 0.
                terms.Add(-weight * head);
                if (half)
                {
                    terms.Add(Simplifying.Product(2 * weight, Term.Log(2)));
                }

                continue;
            }

            if (Zeta(power) is not { } zeta)
            {
                return null;
            }

            terms.Add(Simplifying.Product(weight * (half ? Rational.Pow(2, power) - 1 : Rational.One), zeta));
            terms.Add(-weight * head);
        }

        return Simplifying.Sum([.. terms]);
    }

    private static Term? Zeta(int power)
    {
        Rational? factor = power switch
        {
            2 => new Rational(1, 6),
            4 => new Rational(1, 90),
            6 => new Rational(1, 945),
            8 => new Rational(1, 9450),
            _ => null,
        };
        return factor is { } known ? Simplifying.Product(known, new Power(Term.Pi, power)) : null;
    }

    // The weights of k(k−1)⋯(k−i+1).
    private static List<Rational> Falling(IReadOnlyList<Rational> polynomial)
    {
        var weights = new List<Rational>();
        var rest = polynomial.ToList();
        for (var i = 0; rest.Count > 0; i++)
        {
            // rest = (k − i)·quotient + value.
            var quotient = new Rational[rest.Count - 1];
            var carried = Rational.Zero;
            for (var degree = rest.Count - 1; degree >= 0; degree--)
            {
                carried = carried * i + rest[degree];
                if (degree > 0)
                {
                    quotient[degree - 1] = carried;
                }
            }

            weights.Add(carried);
            rest = [.. quotient];
        }

        return weights;
    }

    private static Rational Factorials(int n) =>
        Enumerable.Range(1, n).Aggregate(Rational.One, (product, i) => product * i);
}

/// <summary>
/// factor·ratio^j·(P(j) + Σ A/(j + b)^s)/(step·j + shift)! for j = 0, 1, …, without the factorial where there is none.
/// </summary>
internal sealed record SeriesPart(Term Factor, Ratio Ratio, Factorial Factorial, PartialFractions Fractions)
{
    /// <summary>The term at j.</summary>
    public Term At(Term j)
    {
        var fractions = Fractions
            .Polynomial.Select(
                (coefficient, degree) =>
                    coefficient.Sign == 0 ? Term.Zero : Simplifying.Product(coefficient, Simplifying.Power(j, degree))
            )
            .Concat(
                Fractions
                    .Poles.OrderBy(pole => pole.Key)
                    .Select(pole =>
                        Simplifying.Quotient(
                            pole.Value,
                            Simplifying.Power(Simplifying.Sum(j, pole.Key.Shift), pole.Key.Power)
                        )
                    )
            );
        var body = Simplifying.Product(Powers(j), Simplifying.Sum([.. fractions]));
        return Factorial == Factorial.None
            ? body
            : body
                / new Apply(
                    Function.Factorial,
                    [Simplifying.Sum(Simplifying.Product(Factorial.Step, j), Factorial.Shift)]
                );
    }

    // c·(a·u^m)^j as c'·a^j·u^(m j + e), where c = c'·u^e: of u = 0 nothing is divided.
    private Term Powers(Term j)
    {
        if (Ratio.Rest.IsOne())
        {
            return Ratio.Number == 1 ? Factor : Simplifying.Product(Factor, Term.Pow(new Number(Ratio.Number), j));
        }

        var (u, m) = Ratio.Rest is Power(var basis, Number({ IsInteger: true, Sign: > 0 } times))
            ? (basis, times)
            : (Ratio.Rest, Rational.One);
        var factors = Factor is Multiply(var parts) ? [.. parts] : new List<Term> { Factor };
        var at = factors.FindIndex(part => ExponentOf(part, u) is not null);
        var e = at < 0 ? Rational.Zero : ExponentOf(factors[at], u)!.Value;
        if (at >= 0)
        {
            factors.RemoveAt(at);
        }

        return Simplifying.Product([
            .. factors,
            Ratio.Number == 1 ? Term.One : Term.Pow(new Number(Ratio.Number), j),
            Term.Pow(u, Simplifying.Sum(Simplifying.Product(m, j), new Number(e))),
        ]);
    }

    private static Rational? ExponentOf(Term part, Term u) =>
        part.Equals(u) ? Rational.One
        : part is Power(var basis, Number({ IsInteger: true, Sign: > 0 } n)) && basis.Equals(u) ? n
        : null;
}
