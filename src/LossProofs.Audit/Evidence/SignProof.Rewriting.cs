// Terms of the same sign as a given one in which that sign is easier to see.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

public sealed partial class SignProof
{
    private const int LargestExponent = 12;

    // The sign of the term in another form: a sum with the member that the claim is about taken out of it, logarithms
    // exponentiated, or both.
    private string? Rewritten(Term term, bool strict)
    {
        var logarithmic = WithoutLogarithms(term);
        var forms = Split(term).Concat(logarithmic is null ? [] : Split(logarithmic).Prepend(logarithmic));
        foreach (var form in forms)
        {
            for (_deepest = 0; _deepest <= 1; _deepest++)
            {
                _steps = 0;
                if (Holds(form, strict, domains, 0))
                {
                    return logarithmic is null
                        ? "signs of the parts, one member of a sum apart from the others"
                        : "signs of the parts after exponentiation";
                }
            }
        }

        return null;
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
        var logarithms = new List<(Rational Coefficient, Term Argument)>();
        var others = new List<Term>();
        foreach (var addend in Addends(_algebra.Cancelled(term)))
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

        if (logarithms.Count is 0 or > 4)
        {
            return null;
        }

        var scale = logarithms.Aggregate(
            BigInteger.One,
            (common, logarithm) =>
                common
                * logarithm.Coefficient.Denominator
                / BigInteger.GreatestCommonDivisor(common, logarithm.Coefficient.Denominator)
        );
        var whole = new Rational(scale, 1);
        if (logarithms.Any(logarithm => Rational.Abs(logarithm.Coefficient * whole) > LargestExponent))
        {
            return null;
        }

        // Negative powers to the other side: P·e^Y − Q.
        var exponential = Term.Exp(Simplifying.Product(whole, Simplifying.Sum([.. others])));
        return Simplifying.Sum(
            Simplifying.Product([.. Powers(1), others.Count == 0 ? Term.One : exponential]),
            Simplifying.Negative(Simplifying.Product([.. Powers(-1)]))
        );

        IEnumerable<Term> Powers(int sign) =>
            logarithms
                .Where(logarithm => logarithm.Coefficient.Sign == sign)
                .Select(logarithm =>
                    Simplifying.Power(logarithm.Argument, Rational.Abs(logarithm.Coefficient * whole))
                );
    }

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
