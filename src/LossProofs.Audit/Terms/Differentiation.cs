// Symbolic differentiation of computable terms, sums over symbolic ranges included.
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Terms;

/// <summary>
/// ∂/∂variable of terms without definitions. Kinks (|x| at 0, ties of a maximum, the seams of cases) are undefined, never
/// a one-sided value.
/// </summary>
internal sealed class Differentiation
{
    private readonly Elaboration _elaboration;
    private readonly string _name;
    private readonly Sequence<Term> _indices;
    private readonly Dictionary<Term, bool> _involves = new(ReferenceEqualityComparer.Instance);
    private int _work;

    public Differentiation(Elaboration elaboration, Term variable)
    {
        _elaboration = elaboration;
        (_name, _indices) = variable switch
        {
            Symbol(var name) => (name, default),
            Element(Symbol(var name), var indices) => (name, indices),
            _ => throw new Undecidable("a derivative is taken with respect to something that is not a symbol"),
        };
    }

    /// <summary>All indices are equal, one by one.</summary>
    public static Condition SameIndices(Sequence<Term> left, Sequence<Term> right)
    {
        var equalities = left.Zip(right, (a, b) => (Condition)new Compare(a, Relation.Equal, b)).ToSequence();
        return equalities.Count == 1 ? equalities[0] : new All(equalities);
    }

    /// <summary>The derivative of the body.</summary>
    public Term Of(Term body)
    {
        if (!Involves(body))
        {
            var others = body.FreeNames()
                .Where(name => _elaboration.Variable(name) is { Domain: not Integers and not IndexSet });
            if (others.Any())
            {
                // Zero only because nothing says that the quantity depends on the variable: never a ground for a verdict.
                throw new Undecidable(
                    $"nothing says how {string.Join(", ", others)} depends on {_name}; declare depends_on or a definition"
                );
            }
        }

        return D(body);
    }

    private bool Involves(Term term)
    {
        if (!_involves.TryGetValue(term, out var known))
        {
            known = term.FreeNames().Any(name => name == _name || _elaboration.Depends(name, _name));
            _involves.Add(term, known);
        }

        return known;
    }

    private bool Involves(Condition condition) =>
        condition.FreeNames().Any(name => name == _name || _elaboration.Depends(name, _name));

    private Term D(Term term)
    {
        if (++_work > Rewriting.MaximumSize)
        {
            throw new Undecidable("the derivative is too large");
        }

        if (!Involves(term))
        {
            return Term.Zero;
        }

        switch (term)
        {
            case Symbol(var name):
                return OfReference(name, []);
            case Element(Symbol(var name), var indices):
                return OfReference(name, indices);
            case Negate(var x):
                return Simplifying.Negative(D(x));
            case Add(var xs):
                return Simplifying.Sum([.. xs.Select(D)]);
            case Multiply(var xs):
                return Simplifying.Sum([
                    .. Enumerable
                        .Range(0, xs.Count)
                        .Where(at => Involves(xs[at]))
                        .Select(at => Simplifying.Product([.. xs.Select((x, i) => i == at ? D(x) : x)])),
                ]);
            case Divide(var x, var y) when !Involves(y):
                return Simplifying.Quotient(D(x), y);
            case Divide(var x, var y):
                return Simplifying.Quotient(
                    Simplifying.Sum(Simplifying.Product(D(x), y), Simplifying.Negative(Simplifying.Product(x, D(y)))),
                    new Power(y, 2)
                );
            case Power(var x, var y) when !Involves(y):
                return Simplifying.Product(y, Simplifying.Power(x, Simplifying.Sum(y, -1)), D(x));
            case Power(var x, var y):
                return Simplifying.Product(
                    term,
                    Simplifying.Sum(
                        Simplifying.Product(D(y), Term.Log(x)),
                        Simplifying.Quotient(Simplifying.Product(y, D(x)), x)
                    )
                );
            case Apply(var function, var arguments):
                return OfFunction(KnownFunctions.Of(function), arguments);
            case Call(var name, var arguments):
                return Simplifying.Sum([
                    .. Enumerable
                        .Range(0, arguments.Count)
                        .Where(at => Involves(arguments[at]))
                        .Select(at =>
                            Simplifying.Product(_elaboration.DerivativeOfCall(name, arguments, at), D(arguments[at]))
                        ),
                ]);
            case Listed(var xs):
                return new Listed(xs.Map(D));
            case Tabulate(var index, var length, var body):
            {
                var free = Uncaptured(index, [body]);
                return new Tabulate(free, length, D(Renamed(body, index, free)));
            }

            case Guarded(var value, var defined):
                return new Guarded(D(value), defined);
            case Fold fold:
                return OfFold(fold);
            case Piecewise(var branches, var otherwise):
                return OfCases(branches, otherwise);
            case Element(var array, var indices):
                return Simplifying.ElementOf(D(array), indices);
            case Integral(var body, var variable, _, _) integral
                when Uncaptured(variable, [body]) is var free && free != variable:
                return D(integral with { Body = Renamed(body, variable, free), Variable = free });
            case Integral(var body, var variable, var lower, var upper):
                return Simplifying.Sum(
                    Involves(body) ? new Integral(D(body), variable, lower, upper) : Term.Zero,
                    Simplifying.Product(body.Substitute(variable, upper), D(upper)),
                    Simplifying.Negative(Simplifying.Product(body.Substitute(variable, lower), D(lower)))
                );
            default:
                throw new Undecidable(
                    $"the derivative of this {term.GetType().Name.ToLowerInvariant()} is not followed"
                );
        }
    }

    private Term OfReference(string name, Sequence<Term> indices)
    {
        var shape = _elaboration.ShapeOf(name);
        if (indices.Count < shape.Count)
        {
            // A whole array: the array of the derivatives of its elements.
            var index = $"{name}#{indices.Count}";
            return new Tabulate(index, shape[indices.Count], OfReference(name, [.. indices, new Symbol(index)]));
        }

        if (name == _name)
        {
            if (indices.Count != _indices.Count)
            {
                throw new Undecidable($"a derivative is taken with respect to the whole array {name}");
            }

            return indices.Count == 0 || indices.Equals(_indices)
                ? Term.One
                : new Piecewise([new Branch(SameIndices(indices, _indices), Term.One)], Term.Zero);
        }

        return _elaboration.FreeDerivative(name, indices, _name, _indices);
    }

    // The chain rule; of several numbers' maximum, the winner's derivative: undefined at a tie.
    private Term OfFunction(KnownFunction function, Sequence<Term> arguments)
    {
        if (function is OrderStatistic extreme)
        {
            return new Piecewise(
                arguments.Select((winner, place) => new Branch(extreme.Wins(arguments, place), D(winner))).ToSequence(),
                null
            );
        }

        var slope = function.Derivative(arguments, 0);
        return arguments.Count != 1 || slope.Term is not { } outer ? throw new Undecidable(slope.Reason)
            : outer.IsZero() ? Term.Zero
            : Simplifying.Product(outer, D(arguments[0]));
    }

    private Term OfFold(Fold fold)
    {
        var (kind, index, range, where, body) = fold;
        if (index == _name || (where is not null && Involves(where)))
        {
            throw new Undecidable("the derivative of a sum whose range depends on the variable is not followed");
        }

        if (Uncaptured(index, where is null ? [body] : [body, .. where.Terms()]) is var free && free != index)
        {
            return OfFold(
                new Fold(kind, free, range, where?.Substitute(index, new Symbol(free)), Renamed(body, index, free))
            );
        }

        switch (kind)
        {
            case FoldKind.Sum:
                return new Fold(kind, index, range, where, D(body));
            case FoldKind.Product:
            {
                var other = index + "'";
                while (body.FreeNames().Contains(other) || _indices.Any(term => term.FreeNames().Contains(other)))
                {
                    other += "'";
                }

                Condition distinct = new Compare(new Symbol(other), Relation.NotEqual, new Symbol(index));
                var rest = new Fold(
                    FoldKind.Product,
                    other,
                    range,
                    where is null ? distinct : new All([where.Substitute(index, new Symbol(other)), distinct]),
                    body.Substitute(index, new Symbol(other))
                );
                return new Fold(FoldKind.Sum, index, range, where, Simplifying.Product(D(body), rest));
            }
            case FoldKind.Max or FoldKind.Min:
            {
                var winner = fold with { Kind = kind == FoldKind.Max ? FoldKind.ArgMax : FoldKind.ArgMin };
                return D(body).Substitute(index, winner);
            }
            case FoldKind.LogSumExp:
                return new Fold(FoldKind.Sum, index, range, where, Simplifying.Product(Term.Exp(body - fold), D(body)));
            default:
                throw new Undecidable("the derivative of an argmax is not followed");
        }
    }

    // A bound name must not capture an index of the variable: ∂/∂s_j of a sum over j.
    private string Uncaptured(string bound, IReadOnlyList<Term> scope)
    {
        if (!_indices.Any(term => term.FreeNames().Contains(bound)))
        {
            return bound;
        }

        var fresh = bound + "'";
        while (
            _indices.Any(term => term.FreeNames().Contains(fresh))
            || scope.Any(term => term.FreeNames().Contains(fresh))
        )
        {
            fresh += "'";
        }

        return fresh;
    }

    private static Term Renamed(Term body, string bound, string fresh) =>
        fresh == bound ? body : body.Substitute(bound, new Symbol(fresh));

    private Term OfCases(Sequence<Branch> branches, Term? otherwise)
    {
        var seams = new List<Condition>();
        foreach (var branch in branches)
        {
            Seams(branch.Condition);
        }

        var derivative = new Piecewise(
            branches.Map(branch => new Branch(branch.Condition, D(branch.Value))),
            otherwise is null ? null : D(otherwise)
        );
        return seams.Count == 0
            ? derivative
            : new Piecewise([new Branch(new All(seams.ToSequence()), derivative)], null);

        // On a seam (equality in a condition on the variable) the derivative is undefined.
        void Seams(Condition condition)
        {
            switch (condition)
            {
                case Compare(var left, _, var right) when Involves(condition):
                    seams.Add(new Compare(left, Relation.NotEqual, right));
                    break;
                case All(var conditions):
                    foreach (var inner in conditions)
                    {
                        Seams(inner);
                    }

                    break;
                case Any(var conditions):
                    foreach (var inner in conditions)
                    {
                        Seams(inner);
                    }

                    break;
                case Not(var inner):
                    Seams(inner);
                    break;
                case ForAll when Involves(condition):
                    throw new Undecidable("the derivative of cases under a universal condition is not followed");
            }
        }
    }
}
