// Exact solutions of equational conditions: a claim under a condition is judged only where it is parametrised exactly.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Solves an equation for a symbol in it: linear equations, and chains of invertible functions.</summary>
public static class Solving
{
    /// <summary>
    /// A symbol of the condition with the one term (for a family, the array) that solves it, or null. Every point that
    /// meets the condition is reached, where none of the divisors is 0: then the solution is unique.
    /// </summary>
    /// <param name="condition">An equation, or one for every index.</param>
    /// <param name="variable">What a name stands for.</param>
    /// <param name="onlyAt">True when an array is used at that index only.</param>
    public static (string Name, Term Value, IReadOnlyList<Term> Divisors)? Solve(
        Condition condition,
        Func<string, Variable?> variable,
        Func<string, string, bool> onlyAt
    )
    {
        var divisors = new List<Term>();
        switch (condition)
        {
            case Compare(var left, Relation.Equal, var right):
            {
                foreach (var unknown in Unknowns(left).Concat(Unknowns(right)).Distinct())
                {
                    if (
                        unknown is Symbol(var name)
                        && variable(name) is { Dimensions.Count: 0, Domain: RealInterval }
                        && For(unknown, left, right, divisors) is { } value
                    )
                    {
                        return (name, value, divisors);
                    }

                    // One element of a vector, at an index that is free in the claim: for every value of the index.
                    if (
                        unknown is Element(Symbol(var array), [Symbol(var at)])
                        && variable(array) is { Dimensions: [var length], Domain: RealInterval }
                        && variable(at) is { Domain: Integers }
                        && onlyAt(array, at)
                        && For(unknown, left, right, divisors) is { } entry
                        && !entry.FreeNames().Contains(array)
                    )
                    {
                        return (array, new Tabulate(at, length, entry), divisors);
                    }
                }

                return null;
            }

            case ForAll(var index, Span(Number first, var last), Compare(var left, Relation.Equal, var right))
                when first.IsOne():
            {
                foreach (var unknown in Unknowns(left).Concat(Unknowns(right)).Distinct())
                {
                    if (
                        unknown is Element(Symbol(var array), [Symbol(var at)])
                        && at == index
                        && variable(array) is { Dimensions: [var length], Domain: RealInterval }
                        && length.Equals(last)
                        && For(unknown, left, right, divisors) is { } entry
                        && !entry.FreeNames().Contains(array)
                    )
                    {
                        return (array, new Tabulate(index, length, entry), divisors);
                    }
                }

                return null;
            }

            default:
                return null;
        }
    }

    /// <summary>The conditions that the solution lies in the domain of what it was found for.</summary>
    public static IEnumerable<Condition> InDomain(Variable variable, Term value)
    {
        if (variable.Domain is not RealInterval domain)
        {
            yield break;
        }

        if (domain.Lower is { } lower)
        {
            yield return new Compare(value, domain.LowerClosed ? Relation.GreaterOrEqual : Relation.Greater, lower);
        }

        if (domain.Upper is { } upper)
        {
            yield return new Compare(value, domain.UpperClosed ? Relation.LessOrEqual : Relation.Less, upper);
        }
    }

    /// <summary>The unique solution of left = right for the unknown, not containing it; null where none is found.</summary>
    public static Term? For(Term unknown, Term left, Term right) => For(unknown, left, right, []);

    private static Term? For(Term unknown, Term left, Term right, List<Term> divisors)
    {
        divisors.Clear();
        if (Count(left, unknown) + Count(right, unknown) == 0)
        {
            return null;
        }

        if (Isolate(unknown, left, right, divisors) is { } isolated)
        {
            return isolated;
        }

        divisors.Clear();
        if (Isolate(unknown, right, left, divisors) is { } found)
        {
            return found;
        }

        divisors.Clear();
        return Linear(unknown, left, right, divisors);
    }

    private static IEnumerable<Term> Unknowns(Term term) =>
        term switch
        {
            Symbol or Element(Symbol, _) => [term],
            // What a sum binds is no candidate; what else it contains is left alone, too.
            Fold or Tabulate or Limit or Integral or Extremum or Piecewise => [],
            _ => term.Children().SelectMany(Unknowns),
        };

    private static int Count(Term term, Term unknown)
    {
        if (term.Equals(unknown))
        {
            return 1;
        }

        // An array that occurs otherwise (another index, inside of a sum) can hide the unknown.
        if (term is Symbol(var name) && name == unknown.RootName())
        {
            return 2;
        }

        return term.Children().Sum(child => Count(child, unknown));
    }

    // side = other with the unknown once, on this side: undo the outermost operation again and again.
    private static Term? Isolate(Term unknown, Term side, Term other, List<Term> divisors)
    {
        if (Count(side, unknown) != 1 || Count(other, unknown) != 0)
        {
            return null;
        }

        while (!side.Equals(unknown))
        {
            bool Holds(Term term) => Count(term, unknown) == 1;
            switch (side)
            {
                case Negate(var x):
                    (side, other) = (x, Simplifying.Negative(other));
                    break;
                case Guarded(var value, _):
                    side = value;
                    break;
                case Add(var xs):
                {
                    var at = xs.First(Holds);
                    other = Simplifying.Sum([
                        other,
                        .. xs.Where(x => !ReferenceEquals(x, at)).Select(Simplifying.Negative),
                    ]);
                    side = at;
                    break;
                }
                case Multiply(var xs):
                {
                    var at = xs.First(Holds);
                    divisors.AddRange(xs.Where(x => !ReferenceEquals(x, at)));
                    other = Simplifying.Quotient(
                        other,
                        Simplifying.Product([.. xs.Where(x => !ReferenceEquals(x, at))])
                    );
                    side = at;
                    break;
                }
                case Divide(var x, var y) when Holds(x):
                    (side, other) = (x, Simplifying.Product(other, y));
                    break;
                case Divide(var x, var y):
                    (side, other) = (y, Simplifying.Quotient(x, other));
                    break;
                case Power(Constant(ConstantKind.E), var x):
                    (side, other) = (x, Term.Log(other));
                    break;
                case Apply(Function.Exp, [var x]):
                    (side, other) = (x, Term.Log(other));
                    break;
                case Apply(Function.Log, [var x]):
                    (side, other) = (x, Term.Exp(other));
                    break;
                case Apply(Function.Sigmoid, [var x]):
                    (side, other) = (x, Term.Log(Simplifying.Quotient(other, Term.One - other)));
                    break;
                default:
                    return null;
            }
        }

        return other;
    }

    // left − right = a·x + b with a, b free of x: x = −b/a.
    private static Term? Linear(Term unknown, Term left, Term right, List<Term> divisors)
    {
        if (Affine(Simplifying.Sum(left, Simplifying.Negative(right)), unknown) is not var (a, b) || a.IsZero())
        {
            return null;
        }

        divisors.Add(a);
        return Simplifying.Quotient(Simplifying.Negative(b), a);
    }

    private static (Term Slope, Term Offset)? Affine(Term term, Term unknown)
    {
        if (Count(term, unknown) == 0)
        {
            return (Term.Zero, term);
        }

        switch (term)
        {
            case var _ when term.Equals(unknown):
                return (Term.One, Term.Zero);
            case Guarded(var value, _):
                return Affine(value, unknown);
            case Negate(var x) when Affine(x, unknown) is var (a, b):
                return (Simplifying.Negative(a), Simplifying.Negative(b));
            case Add(var xs):
            {
                var parts = xs.Select(x => Affine(x, unknown)).ToList();
                return parts.All(part => part is not null)
                    ? (
                        Simplifying.Sum([.. parts.Select(part => part!.Value.Slope)]),
                        Simplifying.Sum([.. parts.Select(part => part!.Value.Offset)])
                    )
                    : null;
            }
            case Multiply(var xs) when xs.Count(x => Count(x, unknown) > 0) == 1:
            {
                var others = xs.Where(x => Count(x, unknown) == 0).ToArray();
                return Affine(xs.First(x => Count(x, unknown) > 0), unknown) is var (a, b)
                    ? (Simplifying.Product([a, .. others]), Simplifying.Product([b, .. others]))
                    : null;
            }
            case Divide(var x, var y) when Count(y, unknown) == 0 && Affine(x, unknown) is var (a, b):
                return (Simplifying.Quotient(a, y), Simplifying.Quotient(b, y));
            default:
                return null;
        }
    }
}
