// Terms of the same sign as a given one in which that sign is easier to see.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

public sealed partial class SignProof
{
    private const int LargestExponent = 12;

    // The sign of the term in another form: a sum with the member that the claim is about taken out of it, logarithms
    // exponentiated, counts taken into sums.
    private string? Rewritten(Term term, bool strict)
    {
        foreach (var (form, how) in Forms(term))
        {
            for (_deepest = 0; _deepest <= 1; _deepest++)
            {
                _steps = 0;
                if (Holds(form, strict, domains, 0))
                {
                    return how;
                }
            }
        }

        return null;
    }

    // The last resort: logarithms replaced by their tangents.
    private string? ByTangents(Term term)
    {
        (_steps, _deepest) = (0, 1);
        return WithTangent(term) is { } tangent && Holds(tangent, false, domains, 0) ? "log x ≥ 1 − 1/x"
            : IsMeanOfTangents(term) ? "log x ≥ 1 − 1/x under a weighted mean"
            : null;
    }

    private IEnumerable<(Term Form, string How)> Forms(Term term)
    {
        foreach (var split in Split(term))
        {
            yield return (split, "signs of the parts, one member of a sum apart from the others");
        }

        if (WithoutLogarithms(term) is { } exponentiated)
        {
            const string how = "signs of the parts after exponentiation";
            yield return (exponentiated, how);
            foreach (var form in Split(exponentiated).Concat(Gathered(exponentiated)))
            {
                yield return (form, how);
            }
        }

        foreach (var gathered in Gathered(term))
        {
            yield return (gathered, "signs of the parts, term by term");
        }
    }

    // Σ_j f(j) over 1..n is f(i) + Σ_{j≠i} f(j) for an index i of that range.
    private IEnumerable<Term> Split(Term term)
    {
        var names = term.FreeNames();
        foreach (var variable in problem.Variables)
        {
            if (
                variable is { Dimensions.Count: 0, Domain: Integers({ } lower, { } upper) }
                && names.Contains(variable.Name)
                && Apart(term) is var split
                && !split.Equals(term)
            )
            {
                yield return split;
            }

            Term Apart(Term part)
            {
                if (part is not Fold(FoldKind.Sum, var index, Span(var from, var to) range, null, var body))
                {
                    return part is Fold or Tabulate ? part : part.MapChildren(Apart);
                }

                if (!from.Equals(lower) || !to.Equals(upper))
                {
                    return part;
                }

                // The bound index may have the name of the free one.
                var (member, other) = (new Symbol(variable.Name), index + "'");
                return Simplifying.Sum(
                    body.Substitute(index, member),
                    new Fold(
                        FoldKind.Sum,
                        other,
                        range,
                        new Compare(new Symbol(other), Relation.NotEqual, member),
                        body.Substitute(index, new Symbol(other))
                    )
                );
            }
        }
    }

    // Σ c_k log X_k + Y has the sign of Π X_k^c_k · e^Y − 1, since every X_k is positive where its logarithm is defined.
    private Term? WithoutLogarithms(Term term)
    {
        if (Logarithms(_algebra.Cancelled(term)) is not var (logarithms, others))
        {
            return null;
        }

        // Negative powers to the other side: P·e^Y − Q.
        var (scale, above, below) = Powers(logarithms);
        var exponential = Term.Exp(Simplifying.Product(scale, others));
        return Simplifying.Sum(
            Simplifying.Product(above, others.IsZero() ? Term.One : exponential),
            Simplifying.Negative(below)
        );
    }

    // c log X ≥ c (1 − 1/X) for c > 0, with X = P/Q.
    private Term? WithTangent(Term term)
    {
        var collected = _algebra.Collect(term);
        var smaller = WithoutCommonFactors(collected, new Ranges(domains)) ?? collected;
        if (Logarithms(smaller) is not var (logarithms, others))
        {
            return null;
        }

        var (scale, above, below) = Powers(logarithms);
        return above.IsOne() && below.IsOne()
            ? null
            : Simplifying.Sum(Simplifying.Product(scale, others), Term.One, Simplifying.Negative(below / above));
    }

    // Σ c_k log X_k + Y, or null when logarithms stand elsewhere.
    private static (IReadOnlyList<(Rational Coefficient, Term Argument)> Logarithms, Term Others)? Logarithms(Term term)
    {
        var logarithms = new List<(Rational Coefficient, Term Argument)>();
        var others = new List<Term>();
        foreach (var addend in Addends(term))
        {
            if (Logarithm(addend, Rational.One) is { } logarithm)
            {
                logarithms.Add(logarithm);
            }
            else if (ContainsLogarithm(addend))
            {
                return null;
            }
            else
            {
                others.Add(addend);
            }
        }

        var largest = Scale(logarithms);
        return
            logarithms.Count is 0 or > 4
            || logarithms.Exists(logarithm => Rational.Abs(logarithm.Coefficient * largest) > LargestExponent)
            ? null
            : (logarithms, Simplifying.Sum([.. others]));
    }

    // The factor that makes the coefficients whole.
    private static Rational Scale(IEnumerable<(Rational Coefficient, Term Argument)> logarithms) =>
        new(
            logarithms.Aggregate(
                BigInteger.One,
                (common, logarithm) =>
                    common
                    * logarithm.Coefficient.Denominator
                    / BigInteger.GreatestCommonDivisor(common, logarithm.Coefficient.Denominator)
            ),
            1
        );

    private static (Term Scale, Term Above, Term Below) Powers(
        IReadOnlyList<(Rational Coefficient, Term Argument)> logarithms
    )
    {
        var scale = Scale(logarithms);
        return (scale, Product(1), Product(-1));

        Term Product(int sign) =>
            Simplifying.Product([
                .. logarithms
                    .Where(logarithm => logarithm.Coefficient.Sign == sign)
                    .Select(logarithm =>
                        Simplifying.Power(logarithm.Argument, Rational.Abs(logarithm.Coefficient * scale))
                    ),
            ]);
    }

    // c·n + Σ_j f(j) over 1..n is Σ_j (c + f(j)); likewise two sums over one range.
    private IEnumerable<Term> Gathered(Term term)
    {
        var collected = _algebra.Collect(term);
        var smaller = WithoutCommonFactors(collected, new Ranges(domains)) ?? collected;
        if (smaller is not Add(var addends))
        {
            yield break;
        }

        var sums = addends.Select(addend => (Addend: addend, Sum: ScaledSum(addend))).ToList();
        foreach (var group in sums.Where(part => part.Sum is not null).GroupBy(part => part.Sum!.Value.Sum.Range))
        {
            if (group.Key is not Span(Number(var one), Symbol count) || one != Rational.One)
            {
                continue;
            }

            const string index = "each#";
            var counts = sums.Select(part => (part.Addend, Factor: Multiple(part.Addend, count))).ToList();
            var body = Simplifying.Sum([
                .. group.Select(part =>
                    Simplifying.Product(
                        part.Sum!.Value.Coefficient,
                        part.Sum.Value.Sum.Body.Substitute(part.Sum.Value.Sum.Index, new Symbol(index))
                    )
                ),
                .. counts.Where(part => part.Factor is not null).Select(part => (Term)part.Factor!.Value),
            ]);
            var rest = addends.Where(addend =>
                group.All(part => !ReferenceEquals(part.Addend, addend))
                && counts.TrueForAll(part => part.Factor is null || !ReferenceEquals(part.Addend, addend))
            );
            yield return Simplifying.Sum([new Fold(FoldKind.Sum, index, group.Key, null, body), .. rest]);
        }
    }

    private static (Rational Coefficient, Fold Sum)? ScaledSum(Term addend) =>
        addend switch
        {
            Fold { Kind: FoldKind.Sum, Where: null } sum => (Rational.One, sum),
            Negate(var x) when ScaledSum(x) is var (coefficient, sum) => (-coefficient, sum),
            Multiply([Number(var factor), Fold { Kind: FoldKind.Sum, Where: null } sum]) => (factor, sum),
            Multiply([Fold { Kind: FoldKind.Sum, Where: null } sum, Number(var factor)]) => (factor, sum),
            _ => null,
        };

    private static Rational? Multiple(Term addend, Symbol count) =>
        addend switch
        {
            Symbol symbol when symbol.Equals(count) => Rational.One,
            Negate(var x) => -Multiple(x, count),
            Multiply([Number(var factor), Symbol symbol]) when symbol.Equals(count) => factor,
            Multiply([Symbol symbol, Number(var factor)]) when symbol.Equals(count) => factor,
            _ => null,
        };

    private static (Rational Coefficient, Term Argument)? Logarithm(Term term, Rational coefficient) =>
        term switch
        {
            Apply(Function.Log, [var x]) when !ContainsLogarithm(x) => (coefficient, x),
            Apply(Function.Softplus, [var x]) => (coefficient, Term.One + Term.Exp(x)),
            Negate(var x) => Logarithm(x, -coefficient),
            Guarded(var value, _) => Logarithm(value, coefficient),
            Multiply([Number(var factor), var x]) => Logarithm(x, coefficient * factor),
            Multiply([var x, Number(var factor)]) => Logarithm(x, coefficient * factor),
            Divide(var x, Number({ Sign: not 0 } divisor)) => Logarithm(x, coefficient / divisor),
            _ => null,
        };

    private static bool ContainsLogarithm(Term term) =>
        term is Apply(Function.Log or Function.Log2 or Function.Log10 or Function.Softplus, _)
        || term.Children().Any(ContainsLogarithm);

    private static IEnumerable<Term> Addends(Term term) =>
        term switch
        {
            Add(var xs) => xs.SelectMany(Addends),
            Negate(Add(var xs)) => xs.SelectMany(Addends).Select(Simplifying.Negative),
            _ => [term],
        };

    // A factor of every addend whose sign is known, divided out; null when there is none.
    private static Term? WithoutCommonFactors(Term collected, Ranges ranges)
    {
        if (collected is not Add(var addends))
        {
            return null;
        }

        var factors = addends.Select(addend => Factors(addend).ToList()).ToList();
        var removed = false;
        foreach (var candidate in factors[0].Where(factor => factor is not Number).ToList())
        {
            if (
                factors.All(own => own.Contains(candidate))
                && ranges.Of(candidate) is { } range
                && (range.IsPositive || range.IsNegative)
            )
            {
                removed = true;
                factors.ForEach(own => own.Remove(candidate));
                if (range.IsNegative)
                {
                    factors.ForEach(own => own.Add(-1));
                }
            }
        }

        return removed ? Simplifying.Sum([.. factors.Select(own => Simplifying.Product([.. own]))]) : null;
    }

    private static IEnumerable<Term> Factors(Term addend) =>
        addend switch
        {
            Multiply(var xs) => xs.SelectMany(Factors),
            Negate(var x) => Factors(x).Append(-1),
            _ => [addend],
        };
}
