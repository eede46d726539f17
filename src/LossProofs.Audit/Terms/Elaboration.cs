// From what a claim says to what can be computed: definitions unfolded, derivatives taken, replacements carried out.
namespace LossProofs.Audit.Terms;

/// <summary>
/// Unfolds definitions and carries out differentiation. The result contains no <see cref="Derivative"/>,
/// <see cref="Gradient"/>, <see cref="Hessian"/>, <see cref="At"/> or defined name. Derivatives of quantities that
/// depend on a parameter become new variables, listed in <see cref="Derived"/>.
/// </summary>
public sealed class Elaboration(Context context)
{
    private readonly Dictionary<string, (string Quantity, Sequence<string> Parameters)> _origins = [];
    private readonly Dictionary<string, Variable> _derived = [];
    private readonly Dictionary<string, (string Function, int[] Places)> _functions = [];
    private readonly HashSet<string> _unfolding = [];
    private readonly HashSet<string> _bound = [];
    private readonly HashSet<string> _unfolded = [];
    private int _work;

    /// <summary>
    /// True: derivatives stay, their bodies and variables elaborated; of what is only said to depend on the variable there
    /// is none.
    /// </summary>
    public bool KeepsDerivatives { get; init; }

    /// <summary>The free derivatives that came up.</summary>
    public IEnumerable<Variable> Derived => _derived.Values;

    /// <summary>The definitions that were used.</summary>
    public IReadOnlySet<string> Unfolded => _unfolded;

    /// <summary>The context that the claim was made in.</summary>
    public Context Context => context;

    /// <summary>The term, computable.</summary>
    /// <exception cref="Undecidable">A derivative or a definition cannot be resolved.</exception>
    public Term Elaborate(Term term)
    {
        if (++_work > Rewriting.MaximumSize)
        {
            throw new Undecidable("the formula is too large once its definitions are put in");
        }

        switch (term)
        {
            case Symbol(var name) when !_bound.Contains(name) && context.Definition(name) is { } definition:
                return Unfold(definition, []);
            case Element(Symbol(var name), var indices)
                when !_bound.Contains(name) && context.Definition(name) is { Parameters.Count: > 0 } definition:
                return Unfold(definition, indices.Map(Elaborate));
            case Element(var array, var indices):
                return Simplifying.ElementOf(Elaborate(array), indices.Map(Elaborate));
            case Call(var name, var arguments) when context.Definition(name) is { } definition:
                return Unfold(definition, arguments.Map(Elaborate));
            case Derivative(var body, var variable):
            {
                var by = Elaborate(variable);
                if (by is not (Symbol or Element(Symbol, _)))
                {
                    return ByDefined(body, variable);
                }

                var inner = Elaborate(body);
                if (KeepsDerivatives)
                {
                    return inner.FreeNames().FirstOrDefault(other => Depends(other, by.RootName())) is { } dependent
                        ? throw new Undecidable($"{dependent} is a free function of {by.RootName()}")
                        : new Derivative(inner, by);
                }

                return new Guarded(new Differentiation(this, by).Of(inner), inner);
            }
            case Gradient(var body, var variable):
                return Elaborate(GradientOf(body, variable));
            case Hessian(var body, var variable):
            {
                var first = Unused("k", body, variable);
                var second = Unused("l", body, variable);
                var size = SizeOf(variable);
                var byFirst = new Derivative(body, new Element(new Symbol(variable), [new Symbol(first)]));
                var byBoth = new Derivative(byFirst, new Element(new Symbol(variable), [new Symbol(second)]));
                return Elaborate(new Tabulate(first, size, new Tabulate(second, size, byBoth)));
            }
            case At(var body, var variable, var value):
                return Replace(Elaborate(body), variable.MapChildren(Elaborate), Elaborate(value));
            case Tabulate(var index, _, _):
                return Bind(index, term);
            case Fold(_, var index, _, _, _):
                return Bind(index, term);
            case Limit(_, var variable, _, _):
                return Bind(variable, term);
            case Integral(_, var variable, _, _):
                return Bind(variable, term);
            case Extremum(_, var variable, _):
                return Bind(variable, term);
            default:
                return term.MapChildren(Elaborate);
        }
    }

    /// <summary>The condition with its terms elaborated.</summary>
    public Condition Elaborate(Condition condition) => condition.MapTerms(Elaborate);

    /// <summary>The proposition with its terms elaborated.</summary>
    public Proposition Elaborate(Proposition proposition) =>
        proposition switch
        {
            Comparison(var left, var relation, var right) => new Comparison(
                Elaborate(left),
                relation,
                Elaborate(right)
            ),
            Implication(var premises, var conclusion) => new Implication(
                premises.Map(Elaborate),
                Elaborate(conclusion)
            ),
            Equivalence(var left, var right) => new Equivalence(Elaborate(left), Elaborate(right)),
            Rate(var left, var bound, var variable, var point, var side) => new Rate(
                Elaborate(left),
                Elaborate(bound),
                variable,
                Elaborate(point),
                side
            ),
            Approximation(var left, var right, var regime) => new Approximation(
                Elaborate(left),
                Elaborate(right),
                regime is null
                    ? null
                    : regime with
                    {
                        Point = Elaborate(regime.Point),
                        Scale = regime.Scale is null ? null : Elaborate(regime.Scale),
                    }
            ),
            Proportionality(var left, var right, var variables) => new Proportionality(
                Elaborate(left),
                Elaborate(right),
                variables
            ),
            OptimumAt(var kind, var variable, var body, var point) => new OptimumAt(
                kind,
                variable,
                Elaborate(body),
                Elaborate(point)
            ),
            Convexity(var body, var variable, var concave) => new Convexity(Elaborate(body), variable, concave),
            Membership(var element, var domain) => new Membership(Elaborate(element), domain),
            _ => throw new InvalidOperationException($"unknown proposition {proposition.GetType().Name}"),
        };

    /// <summary>The variable of that name: declared, or a free derivative.</summary>
    public Variable? Variable(string name) => context.Variable(name) ?? _derived.GetValueOrDefault(name);

    /// <summary>True when the variable is a smooth function of the parameter.</summary>
    internal bool Depends(string quantity, string parameter) =>
        Variable(quantity) is { } variable && variable.DependsOn.Contains(parameter);

    /// <summary>
    /// The free derivative of a quantity with respect to a parameter: its dimensions are the quantity's, then those of
    /// the parameters in the order of their names.
    /// </summary>
    internal Term FreeDerivative(
        string quantity,
        Sequence<Term> indices,
        string parameter,
        Sequence<Term> parameterIndices
    )
    {
        var (root, parameters) = _origins.TryGetValue(quantity, out var origin) ? origin : (quantity, default);
        var variable = Variable(root)!;
        var rank = variable.Dimensions.Count;
        // Mixed derivatives commute: sort by parameter so that ∂²q/∂a∂b and ∂²q/∂b∂a are one variable.
        var blocks = new List<(string Parameter, Sequence<Term> Indices)>();
        var position = rank;
        foreach (var earlier in parameters)
        {
            var width = ShapeOf(earlier).Count;
            blocks.Add((earlier, indices.Skip(position).Take(width).ToSequence()));
            position += width;
        }

        blocks.Add((parameter, parameterIndices));
        blocks = [.. blocks.OrderBy(block => block.Parameter, StringComparer.Ordinal)];
        var symmetric =
            blocks.Count == 2 && blocks[0].Parameter == blocks[1].Parameter && ShapeOf(parameter).Count == 1;
        if (blocks.Count > 2 && blocks.Any(block => ShapeOf(block.Parameter).Count > 0))
        {
            throw new Undecidable($"third derivatives of {root} are not followed; define it explicitly");
        }

        if (blocks.Count > 1 && blocks.Any(block => ShapeOf(block.Parameter).Count > 1))
        {
            throw new Undecidable($"second derivatives with respect to a matrix are not followed");
        }

        var names = blocks.Select(block => block.Parameter).ToSequence();
        var name = $"\\partial_{{{string.Join(" ", names)}}} {root}";
        if (!_derived.ContainsKey(name))
        {
            var dimensions = variable.Dimensions.Concat(names.SelectMany(parameter => ShapeOf(parameter))).ToSequence();
            var domain = variable.Domain is ProbabilityVector or OneHot ? new ZeroSum(rank - 1) : Domain.Real;
            _derived[name] = new Variable(name, dimensions, domain, variable.Provenance)
            {
                DependsOn = variable.DependsOn,
                Symmetric = symmetric,
            };
            _origins[name] = (root, names);
        }

        Sequence<Term> all = [.. indices.Take(rank), .. blocks.SelectMany(block => block.Indices)];
        return all.Count == 0 ? new Symbol(name) : new Element(new Symbol(name), all);
    }

    /// <summary>
    /// The partial derivative of a free function with respect to one of its arguments, a smooth function of as many;
    /// mixed derivatives commute: they are named by the function and the places, in order.
    /// </summary>
    internal Term DerivativeOfCall(string function, Sequence<Term> arguments, int place)
    {
        var (root, places) = _functions.TryGetValue(function, out var origin) ? origin : (function, []);
        var arity = Variable(root) is { Domain: SmoothFunction(var count, _) }
            ? count
            : throw new Undecidable($"the derivative of {function} is not followed");
        if (arity != arguments.Count)
        {
            throw new Undecidable($"{root} takes {arity} arguments and is used with {arguments.Count}");
        }

        int[] all = [.. places.Append(place).Order()];
        var name = $"\\partial_{{{string.Join(' ', all.Select(at => $"#{at + 1}"))}}} {root}";
        if (_functions.TryAdd(name, (root, all)))
        {
            _derived[name] = new Variable(
                name,
                [],
                new SmoothFunction(arity, new RealInterval(null, false, null, false)),
                Variable(root)!.Provenance
            );
        }

        return new Call(name, arguments);
    }

    /// <summary>Which quantity a free derivative belongs to, and by which parameters; null for other names.</summary>
    public (string Quantity, Sequence<string> Parameters)? Origin(string name) =>
        _origins.TryGetValue(name, out var origin) ? origin : null;

    internal Sequence<Term> ShapeOf(string name) =>
        Variable(name)?.Dimensions
        ?? throw new Undecidable($"{name} is not declared, and a derivative is taken with respect to it");

    private Term SizeOf(string name) =>
        ShapeOf(name) is { Count: 1 } shape
            ? shape[0]
            : throw new Undecidable($"{name} is not a vector, and a matrix of second derivatives is taken");

    private Term GradientOf(Term body, string variable)
    {
        Term at = new Symbol(variable);
        var shape = ShapeOf(variable);
        var indices = new List<Term>();
        for (var axis = 0; axis < shape.Count; axis++)
        {
            indices.Add(new Symbol(Unused("k" + new string('\'', axis), body, variable)));
        }

        Term gradient = new Derivative(body, shape.Count == 0 ? at : new Element(at, indices.ToSequence()));
        for (var axis = shape.Count - 1; axis >= 0; axis--)
        {
            gradient = new Tabulate(((Symbol)indices[axis]).Name, shape[axis], gradient);
        }

        return gradient;
    }

    // With respect to a defined quantity: as if it were free, its definition put in afterwards.
    private Term ByDefined(Term body, Term variable)
    {
        var name = variable.RootName();
        var definition =
            context.Definition(name) is { } found && found.Dimensions.Count == found.Parameters.Count
                ? found
                : throw new Undecidable($"a derivative is taken with respect to {name}, which is not a variable");
        var free = new Variable(name, definition.Dimensions, Domain.Real, definition.Provenance);
        var without = new Elaboration(
            context with
            {
                Variables = [.. context.Variables, free],
                Definitions = context.Definitions.Where(other => other.Name != name).ToSequence(),
            }
        );
        // What else depends on the variables that the definition is made of would vary, too, or would not: two meanings.
        var array = Unfold(definition, []);
        var inner = without.Elaborate(body).FreeNames();
        if (
            array
                .FreeNames()
                .FirstOrDefault(other => inner.Contains(other) && Variable(other)?.Domain is not Integers) is
            { } shared
        )
        {
            throw new Undecidable(
                $"a derivative is taken with respect to {name}, and what is differentiated depends on {shared} besides, as {name} does"
            );
        }

        var derivative = without.Elaborate(new Derivative(body, variable));
        return without._derived.Count == 0
            ? Normalize(derivative.Substitute(name, array))
            : throw new Undecidable($"a derivative is taken with respect to {name}, which is defined");
    }

    private string Unused(string name, Term body, string variable)
    {
        var taken = body.FreeNames();
        while (
            taken.Contains(name)
            || name == variable
            || context.Variable(name) is not null
            || context.Definition(name) is not null
            || _bound.Contains(name)
        )
        {
            name += "'";
        }

        return name;
    }

    private Term Unfold(Definition definition, Sequence<Term> arguments)
    {
        if (!_unfolding.Add(definition.Name))
        {
            throw new Undecidable($"{definition.Name} is defined through itself");
        }

        _unfolded.Add(definition.Name);
        try
        {
            if (arguments.Count == 0 && definition.Parameters.Count > 0)
            {
                if (definition.Dimensions.Count != definition.Parameters.Count)
                {
                    // The bare name of a function means its value at the symbols that it was defined with.
                    if (definition.Parameters.All(parameter => context.Variable(parameter) is { Dimensions.Count: 0 }))
                    {
                        return Elaborate(definition.Body);
                    }

                    throw new Undecidable($"{definition.Name} is used without its arguments");
                }

                var array = definition.Body;
                for (var axis = definition.Parameters.Count - 1; axis >= 0; axis--)
                {
                    array = new Tabulate(definition.Parameters[axis], definition.Dimensions[axis], array);
                }

                return Elaborate(array);
            }

            if (arguments.Count < definition.Parameters.Count)
            {
                throw new Undecidable(
                    $"{definition.Name} takes {definition.Parameters.Count} arguments and is used with {arguments.Count}"
                );
            }

            // Simultaneous replacement: parameters first become names that occur nowhere.
            var body = definition.Body;
            for (var at = 0; at < definition.Parameters.Count; at++)
            {
                body = body.Substitute(definition.Parameters[at], new Symbol($"{definition.Parameters[at]}#{at}"));
            }

            // The arguments are elaborated already; names that they use freely are looked up outside of the definition.
            var bound = definition.Parameters.Select((parameter, at) => $"{parameter}#{at}").Where(_bound.Add).ToList();
            var unfolded = Elaborate(body);
            bound.ForEach(name => _bound.Remove(name));
            for (var at = 0; at < definition.Parameters.Count; at++)
            {
                unfolded = unfolded.Substitute($"{definition.Parameters[at]}#{at}", arguments[at]);
            }

            if (unfolded.IsTooLarge())
            {
                throw new Undecidable("the formula is too large once its definitions are put in");
            }

            return Simplifying.ElementOf(unfolded, arguments.Skip(definition.Parameters.Count).ToSequence());
        }
        finally
        {
            _unfolding.Remove(definition.Name);
        }
    }

    // A bound name hides a definition of the same name.
    private Term Bind(string name, Term term)
    {
        var added = _bound.Add(name);
        var elaborated = term.MapChildren(Elaborate);
        if (added)
        {
            _bound.Remove(name);
        }

        return elaborated;
    }

    private static Term Replace(Term body, Term variable, Term value)
    {
        if (variable is Symbol(var name))
        {
            return Normalize(body.Substitute(name, value));
        }

        var (root, indices) = variable is Element(Symbol(var array), var at)
            ? (array, at)
            : throw new Undecidable("only a symbol or an element of it can be replaced");
        return In(body);

        Term In(Term term) =>
            term is Element(Symbol(var other), var places) && other == root
                ? new Piecewise([new Branch(Differentiation.SameIndices(places, indices), value)], term)
                : term.MapChildren(In);
    }

    // Elements of arrays that a replacement spelled out are read off.
    private static Term Normalize(Term term)
    {
        var mapped = term.MapChildren(Normalize);
        return mapped is Element(var array, var indices) ? Simplifying.ElementOf(array, indices) : mapped;
    }
}
