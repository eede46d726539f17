// Walking and rewriting terms: children, free names, substitution that never captures a bound name, size and depth.
namespace LossProofs.Audit.Terms;

/// <summary>Structural operations that every stage needs.</summary>
public static class Rewriting
{
    /// <summary>The deepest tree that is processed: recursion stays far from the end of the stack.</summary>
    public const int MaximumDepth = 400;

    /// <summary>The largest tree that is processed.</summary>
    public const int MaximumSize = 30_000;

    /// <summary>The term with its immediate subterms (those in conditions and ranges too) replaced by their images.</summary>
    public static Term MapChildren(this Term term, Func<Term, Term> image) =>
        term switch
        {
            Number or Constant or Symbol => term,
            Negate(var x) => new Negate(image(x)),
            Add(var xs) => new Add(xs.Map(image)),
            Multiply(var xs) => new Multiply(xs.Map(image)),
            Divide(var x, var y) => new Divide(image(x), image(y)),
            Power(var x, var y) => new Power(image(x), image(y)),
            Apply(var function, var xs) => new Apply(function, xs.Map(image)),
            Call(var name, var xs) => new Call(name, xs.Map(image)),
            Element(var array, var indices) => new Element(image(array), indices.Map(image)),
            Listed(var xs) => new Listed(xs.Map(image)),
            Tabulate(var index, var length, var body) => new Tabulate(index, image(length), image(body)),
            Fold(var kind, var index, var range, var where, var body) => new Fold(
                kind,
                index,
                range.MapTerms(image),
                where?.MapTerms(image),
                image(body)
            ),
            Piecewise(var branches, var otherwise) => new Piecewise(
                branches.Map(branch => new Branch(branch.Condition.MapTerms(image), image(branch.Value))),
                otherwise is null ? null : image(otherwise)
            ),
            Derivative(var body, var variable) => new Derivative(image(body), image(variable)),
            Gradient(var body, var variable) => new Gradient(image(body), variable),
            Hessian(var body, var variable) => new Hessian(image(body), variable),
            At(var body, var variable, var value) => new At(image(body), image(variable), image(value)),
            Guarded(var value, var defined) => new Guarded(image(value), image(defined)),
            Limit(var body, var variable, var point, var side) => new Limit(image(body), variable, image(point), side),
            Integral(var body, var variable, var lower, var upper) => new Integral(
                image(body),
                variable,
                image(lower),
                image(upper)
            ),
            Extremum(var kind, var variable, var body) => new Extremum(kind, variable, image(body)),
            _ => throw new InvalidOperationException($"unknown term {term.GetType().Name}"),
        };

    /// <summary>The range with its bounds replaced by their images.</summary>
    public static IndexRange MapTerms(this IndexRange range, Func<Term, Term> image) =>
        range is Span(var from, var to) ? new Span(image(from), image(to)) : range;

    /// <summary>The condition with the terms in it replaced by their images.</summary>
    public static Condition MapTerms(this Condition condition, Func<Term, Term> image) =>
        condition switch
        {
            Compare(var left, var relation, var right) => new Compare(image(left), relation, image(right)),
            MemberOf(var element, var set) => new MemberOf(image(element), set),
            All(var conditions) => new All(conditions.Map(inner => inner.MapTerms(image))),
            Any(var conditions) => new Any(conditions.Map(inner => inner.MapTerms(image))),
            ForAll(var index, var range, var inner) => new ForAll(index, range.MapTerms(image), inner.MapTerms(image)),
            Not(var inner) => new Not(inner.MapTerms(image)),
            _ => throw new InvalidOperationException($"unknown condition {condition.GetType().Name}"),
        };

    /// <summary>The proposition with the terms in it replaced by their images; domains stay.</summary>
    public static Proposition MapTerms(this Proposition proposition, Func<Term, Term> image) =>
        proposition switch
        {
            Comparison(var left, var relation, var right) => new Comparison(image(left), relation, image(right)),
            Implication(var premises, var conclusion) => new Implication(
                premises.Map(premise => premise.MapTerms(image)),
                conclusion.MapTerms(image)
            ),
            Equivalence(var left, var right) => new Equivalence(left.MapTerms(image), right.MapTerms(image)),
            Rate(var left, var bound, var variable, var point, var side) => new Rate(
                image(left),
                image(bound),
                variable,
                image(point),
                side
            ),
            Approximation(var left, var right, var regime) => new Approximation(image(left), image(right), regime),
            Proportionality(var left, var right, var variables) => new Proportionality(
                image(left),
                image(right),
                variables
            ),
            OptimumAt(var kind, var variable, var body, var point) => new OptimumAt(
                kind,
                variable,
                image(body),
                image(point)
            ),
            Convexity(var body, var variable, var concave) => new Convexity(image(body), variable, concave),
            Membership(var element, var domain) => new Membership(image(element), domain),
            _ => throw new InvalidOperationException($"unknown proposition {proposition.GetType().Name}"),
        };

    /// <summary>The immediate subterms, those in conditions and ranges too.</summary>
    public static IReadOnlyList<Term> Children(this Term term)
    {
        switch (term)
        {
            case Number or Constant or Symbol:
                return [];
            case Negate(var x):
                return [x];
            case Add(var xs):
                return xs;
            case Multiply(var xs):
                return xs;
            case Divide(var x, var y):
                return [x, y];
            case Power(var x, var y):
                return [x, y];
            case Apply(_, var xs):
                return xs;
        }

        var children = new List<Term>();
        term.MapChildren(child =>
        {
            children.Add(child);
            return child;
        });
        return children;
    }

    /// <summary>The immediate terms of a condition.</summary>
    public static IReadOnlyList<Term> Terms(this Condition condition)
    {
        var terms = new List<Term>();
        condition.MapTerms(term =>
        {
            terms.Add(term);
            return term;
        });
        return terms;
    }

    /// <summary>The term and its parts, a bounded number of them.</summary>
    public static IEnumerable<Term> Parts(this Term root, int most)
    {
        var stack = new Stack<Term>([root]);
        for (var left = most; left > 0 && stack.TryPop(out var term); left--)
        {
            yield return term;
            foreach (var child in term.Children())
            {
                stack.Push(child);
            }
        }
    }

    /// <summary>Number of nodes.</summary>
    public static int Size(this Term term) => 1 + term.Children().Sum(Size);

    /// <summary>True when the tree is deeper or larger than what is processed; itself safe for any depth.</summary>
    public static bool IsTooLarge(this Term term)
    {
        var pending = new Stack<(Term Term, int Depth)>([(term, 1)]);
        for (var count = 0; pending.TryPop(out var next); count++)
        {
            if (next.Depth > MaximumDepth || count > MaximumSize)
            {
                return true;
            }

            foreach (var child in next.Term.Children())
            {
                pending.Push((child, next.Depth + 1));
            }
        }

        return false;
    }

    private static readonly SortedSet<string> s_none = [];

    /// <summary>The names that the term refers to and does not bind: variables, sets, definitions, called functions.</summary>
    public static IReadOnlySet<string> FreeNames(this Term term) =>
        term is Number or Constant ? s_none : term.KnownNames ??= Collected(term);

    /// <summary>The free names of a condition.</summary>
    public static IReadOnlySet<string> FreeNames(this Condition condition)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Collect(condition, names);
        return names;
    }

    /// <summary>The terms of a proposition, in order; those in its conditions too.</summary>
    public static IReadOnlyList<Term> Terms(this Proposition proposition) =>
        proposition switch
        {
            Comparison(var left, _, var right) => [left, right],
            Implication(var premises, var conclusion) => [.. premises.SelectMany(Terms), .. conclusion.Terms()],
            Equivalence(var left, var right) => [.. left.Terms(), .. right.Terms()],
            Rate(var left, var bound, _, var point, _) => [left, bound, point],
            Approximation(var left, var right, _) => [left, right],
            Proportionality(var left, var right, _) => [left, right],
            OptimumAt(_, _, var body, var point) => [body, point],
            Convexity(var body, _, _) => [body],
            Membership(var element, _) => [element],
            _ => throw new InvalidOperationException($"unknown proposition {proposition.GetType().Name}"),
        };

    /// <summary>
    /// The term with every free reference to the name replaced; a bound name that would capture one of the
    /// replacement is renamed, and a differentiation with respect to the replaced name is carried out first
    /// (<see cref="At"/>).
    /// </summary>
    public static Term Substitute(this Term term, string name, Term replacement) =>
        new Substitution(name, replacement).In(term);

    /// <summary>The condition with every free reference to the name replaced.</summary>
    public static Condition Substitute(this Condition condition, string name, Term replacement) =>
        new Substitution(name, replacement).In(condition);

    /// <summary>The name that a differentiation or replacement is about: of a symbol, or of an element's array.</summary>
    public static string RootName(this Term variable) =>
        variable switch
        {
            Symbol(var name) => name,
            Element(var array, _) => RootName(array),
            _ => throw new Undecidable($"cannot differentiate with respect to something that is not a symbol"),
        };

    private static IReadOnlySet<string> Collected(Term term)
    {
        // What has the names of its only part shares their set.
        switch (term)
        {
            case Negate(var x):
                return x.FreeNames();
            case Apply(_, [var x]):
                return x.FreeNames();
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        switch (term)
        {
            case Symbol(var name):
                names.Add(name);
                break;
            case Call(var name, var arguments):
                names.Add(name);
                Collect(arguments.AsSpan(), names);
                break;
            case Gradient(var body, var variable):
                names.Add(variable);
                names.UnionWith(body.FreeNames());
                break;
            case Hessian(var body, var variable):
                names.Add(variable);
                names.UnionWith(body.FreeNames());
                break;
            case Tabulate(var index, var length, var body):
                names.UnionWith(length.FreeNames());
                Within(index, names, inner => inner.UnionWith(body.FreeNames()));
                break;
            case Fold(_, var index, var range, var where, var body):
                Collect(range, names);
                Within(
                    index,
                    names,
                    inner =>
                    {
                        if (where is not null)
                        {
                            Collect(where, inner);
                        }

                        inner.UnionWith(body.FreeNames());
                    }
                );
                break;
            case Limit(var body, var variable, var point, _):
                names.UnionWith(point.FreeNames());
                Within(variable, names, inner => inner.UnionWith(body.FreeNames()));
                break;
            case Integral(var body, var variable, var lower, var upper):
                names.UnionWith(lower.FreeNames());
                names.UnionWith(upper.FreeNames());
                Within(variable, names, inner => inner.UnionWith(body.FreeNames()));
                break;
            case Piecewise(var branches, var otherwise):
                foreach (var branch in branches)
                {
                    Collect(branch.Condition, names);
                    names.UnionWith(branch.Value.FreeNames());
                }

                names.UnionWith(otherwise?.FreeNames() ?? s_none);
                break;
            case Add(var xs):
                Collect(xs.AsSpan(), names);
                break;
            case Multiply(var xs):
                Collect(xs.AsSpan(), names);
                break;
            default:
                Collect([.. term.Children()], names);
                break;
        }

        return names;
    }

    private static void Within(string name, SortedSet<string> names, Action<SortedSet<string>> visit)
    {
        var inner = new SortedSet<string>(StringComparer.Ordinal);
        visit(inner);
        inner.Remove(name);
        names.UnionWith(inner);
    }

    private static void Collect(ReadOnlySpan<Term> terms, SortedSet<string> names)
    {
        foreach (var term in terms)
        {
            names.UnionWith(term.FreeNames());
        }
    }

    private static void Collect(IndexRange range, SortedSet<string> names)
    {
        switch (range)
        {
            case Span(var from, var to):
                names.UnionWith(from.FreeNames());
                names.UnionWith(to.FreeNames());
                break;
            case Members(var set):
                names.Add(set);
                break;
        }
    }

    private static void Collect(Condition condition, SortedSet<string> names)
    {
        switch (condition)
        {
            case Compare(var left, _, var right):
                names.UnionWith(left.FreeNames());
                names.UnionWith(right.FreeNames());
                break;
            case MemberOf(var element, var set):
                names.UnionWith(element.FreeNames());
                names.Add(set);
                break;
            case All(var conditions):
                foreach (var inner in conditions)
                {
                    Collect(inner, names);
                }

                break;
            case Any(var conditions):
                foreach (var inner in conditions)
                {
                    Collect(inner, names);
                }

                break;
            case Not(var inner):
                Collect(inner, names);
                break;
            case ForAll(var index, var range, var inner):
                Collect(range, names);
                Within(index, names, own => Collect(inner, own));
                break;
            case Said(var proposition):
                foreach (var term in proposition.Terms())
                {
                    names.UnionWith(term.FreeNames());
                }

                break;
        }
    }

    private sealed class Substitution(string name, Term replacement)
    {
        private readonly IReadOnlySet<string> _captured = replacement.FreeNames();

        public Term In(Term term)
        {
            switch (term)
            {
                case Symbol(var symbol):
                    return symbol == name ? replacement : term;
                case Tabulate(var index, var length, var body):
                {
                    var fresh = Fresh(index, [body]);
                    return new Tabulate(fresh, In(length), Enter(index, fresh, body));
                }
                case Fold(var kind, var index, var range, var where, var body):
                {
                    var fresh = Fresh(index, where is null ? [body] : [body, .. where.Terms()]);
                    return new Fold(
                        kind,
                        fresh,
                        In(range),
                        where is null ? null : Enter(index, fresh, where),
                        Enter(index, fresh, body)
                    );
                }
                case Limit(var body, var variable, var point, var side):
                {
                    var fresh = Fresh(variable, [body]);
                    return new Limit(Enter(variable, fresh, body), fresh, In(point), side);
                }
                case Integral(var body, var variable, var lower, var upper):
                {
                    var fresh = Fresh(variable, [body]);
                    return new Integral(Enter(variable, fresh, body), fresh, In(lower), In(upper));
                }
                case Extremum(var kind, var variable, var body):
                {
                    var fresh = Fresh(variable, [body]);
                    return new Extremum(kind, fresh, Enter(variable, fresh, body));
                }
                case Derivative(_, var variable) when variable.RootName() == name:
                    return Renames(variable) ? term.MapChildren(In) : new At(term, new Symbol(name), replacement);
                case Gradient(_, var variable) when variable == name:
                    return new At(term, new Symbol(name), replacement);
                case Hessian(_, var variable) when variable == name:
                    return new At(term, new Symbol(name), replacement);
                case At(var body, Symbol(var variable) at, var value) when variable == name:
                    return new At(body, at, In(value));
                default:
                    return term.MapChildren(In);
            }
        }

        public Condition In(Condition condition)
        {
            switch (condition)
            {
                case ForAll(var index, var range, var inner):
                    var fresh = Fresh(index, inner.Terms());
                    return new ForAll(fresh, In(range), Enter(index, fresh, inner));
                case All(var conditions):
                    return new All(conditions.Map(In));
                case Any(var conditions):
                    return new Any(conditions.Map(In));
                case Not(var negated):
                    return new Not(In(negated));
                default:
                    return condition.MapTerms(In);
            }
        }

        // A variable replaced by another variable needs no detour over its derivative.
        private bool Renames(Term variable) => variable is Symbol && replacement is Symbol;

        private IndexRange In(IndexRange range) =>
            range is Members(var set) && set == name && replacement is Symbol(var renamed)
                ? new Members(renamed)
                : range.MapTerms(In);

        // The bound name, or a new one where the replacement would be captured.
        private string Fresh(string index, IReadOnlyList<Term> scope)
        {
            if (index == name || !_captured.Contains(index))
            {
                return index;
            }

            var fresh = index + "'";
            while (_captured.Contains(fresh) || scope.Any(term => term.FreeNames().Contains(fresh)))
            {
                fresh += "'";
            }

            return fresh;
        }

        private Term Enter(string index, string fresh, Term body) =>
            index == name ? body : In(fresh == index ? body : body.Substitute(index, new Symbol(fresh)));

        private Condition Enter(string index, string fresh, Condition condition) =>
            index == name ? condition : In(fresh == index ? condition : condition.Substitute(index, new Symbol(fresh)));
    }
}

/// <summary>Why a claim cannot be judged, in words that tell the reader what to declare or change.</summary>
public sealed class Undecidable(string reason) : Exception(reason);
