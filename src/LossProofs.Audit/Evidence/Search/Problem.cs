// A reading made ready for judging: everything unfolded and differentiated, equational conditions solved exactly.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>An elaborated claim, the conditions that a case must meet, and the symbols to be drawn.</summary>
public sealed class Problem
{
    /// <summary>How many concrete functions a free one is tried as.</summary>
    public const int FunctionInstances = 12;

    private readonly Elaboration _elaboration;

    private Problem(Reading reading, Elaboration elaboration)
    {
        Reading = reading;
        _elaboration = elaboration;
    }

    /// <summary>What was made ready.</summary>
    public Reading Reading { get; }

    /// <summary>The reading with free functions made concrete: what a certificate is about.</summary>
    public Reading Concrete { get; private set; } = null!;

    /// <summary>What the checkers of certificates are asked about.</summary>
    public Charge Charge =>
        new(Concrete, Variables, [.. Hypotheses.Select(hypothesis => hypothesis.Condition)], Solutions);

    /// <summary>What is asserted; no premises.</summary>
    public Proposition Goal { get; private set; } = null!;

    /// <summary>What a case must meet; equations that could be solved are not among them.</summary>
    public IReadOnlyList<Condition> Conditions { get; private set; } = [];

    /// <summary>
    /// Symbols that a condition determines, with the term (for a family, the array) that solves it. Already put in.
    /// </summary>
    public IReadOnlyList<(string Name, Term Value)> Solutions { get; private set; } = [];

    /// <summary>
    /// True where an equation was solved by dividing by what may be 0: then its other solutions are not among the cases,
    /// and nothing may be proved from them.
    /// </summary>
    public bool HasOtherSolutions { get; private set; }

    /// <summary>The symbols to be drawn; what their shapes and domains mention too.</summary>
    public IReadOnlyList<Variable> Variables { get; private set; } = [];

    /// <summary>Names that serve as lengths of arrays or sums.</summary>
    public IReadOnlySet<string> Lengths { get; private set; } = new HashSet<string>();

    /// <summary>Quantities that are differentiated: kept inside their domains.</summary>
    public IReadOnlySet<string> Interior { get; private set; } = new HashSet<string>();

    /// <summary>What is only guessed: real quantities, definitions and conditions (lengths have a rule of their own).</summary>
    public IReadOnlyList<string> Guesses { get; private set; } = [];

    /// <summary>The hypotheses that bear on the claim.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses { get; private set; } = [];

    /// <summary>Everything assumed: the domains of the symbols, then the hypotheses.</summary>
    public IEnumerable<Hypothesis> Assumptions =>
        Variables
            .Where(variable => _elaboration.Origin(variable.Name) is null)
            .Select(variable => new Hypothesis(new All([]), variable.Provenance, Descriptions.Describe(variable)))
            .Concat(Hypotheses);

    /// <summary>
    /// Makes a reading ready. Free functions are replaced by concrete ones, a different choice for each
    /// <paramref name="instance"/>.
    /// </summary>
    /// <exception cref="Undecidable">Something in it cannot be computed or solved.</exception>
    /// <param name="reading">The claim.</param>
    /// <param name="instance">Which concrete functions.</param>
    /// <param name="solve">False: equations among the conditions stay conditions, to be met by the values that are drawn.</param>
    public static Problem From(Reading reading, int instance = 0, bool solve = true) =>
        From(reading, (int?)instance, solve);

    /// <summary>Makes a reading ready for proofs: what is proved of a free function holds for all of them.</summary>
    /// <exception cref="Undecidable">Something in it cannot be computed or solved.</exception>
    /// <param name="reading">The reading.</param>
    /// <param name="solve">False: equations among the conditions stay conditions.</param>
    public static Problem OfAllFunctions(Reading reading, bool solve = true) => From(reading, null, solve);

    private static Problem From(Reading reading, int? instance, bool solve)
    {
        var context = WithProbabilityVectors(reading.Context);
        context = instance is { } choice ? WithFunctions(context, choice) : context;
        var problem = new Problem(reading, new Elaboration(context)) { Concrete = reading with { Context = context } };
        problem.Prepare(context, solve);
        return problem;
    }

    /// <summary>
    /// A sampler for the symbols; guessed lengths are at least <paramref name="leastGuessedLength"/>, and all lengths so far
    /// <paramref name="above"/> the least where that is given.
    /// </summary>
    public Sampler Sampler(int leastGuessedLength, int? above = null)
    {
        var lengths = Lengths
            .Where(name => !IsAnyInteger(name))
            .ToDictionary(
                name => name,
                name =>
                    Variable(name) switch
                    {
                        { Provenance: Provenance.Guessed, Domain: not Integers(Number { Value.Sign: <= 0 }, _) } =>
                            leastGuessedLength,
                        { Provenance: Provenance.Guessed } when leastGuessedLength > 1 => leastGuessedLength,
                        // Nothing at all is a length where it is said to be one.
                        { Domain: Integers(Number { Value.Sign: <= 0 }, _) } => 0,
                        _ => 1,
                    }
            );
        return new Sampler(Variables, Interior, lengths, Conditions.Select(OfUnitLength).OfType<string>().ToHashSet())
        {
            Above = above,
            RationalLengths = Conditions.SelectMany(OfRationalLength).ToHashSet(),
        };
    }

    // The end of a range that is said to be any integer: a reversed range is one, too. Nothing has so many entries.
    private bool IsAnyInteger(string name) =>
        Variable(name)
            is { Provenance: not Provenance.Guessed, Domain: Integers(null or Number { Value.Sign: < 0 } or Negate, _) }
        && !Variables.Any(variable => variable.Dimensions.Any(dimension => dimension.FreeNames().Contains(name)));

    // ‖x‖ = 1, Σ_i x_i² = 1, x·x = 1: hardly a draw would meet it.
    private static string? OfUnitLength(Condition condition) =>
        condition is Compare(var size, Relation.Equal, Number one) && one.IsOne()
            ? Squared(size is Apply(Function.Sqrt, [var square]) ? square : size)
            : null;

    // ‖u‖ in a condition, whatever it says: it is met exactly where the root is a number.
    private static IEnumerable<string> OfRationalLength(Condition condition) =>
        condition is Compare(_, Relation.Equal, _)
            ? condition.Terms().SelectMany(Roots).Select(Squared).OfType<string>()
            : [];

    private static IEnumerable<Term> Roots(Term term) =>
        (term is Apply(Function.Sqrt, [var square]) ? [square] : (IEnumerable<Term>)[]).Concat(
            term.Children().SelectMany(Roots)
        );

    // Σ_i x_i² over a vector x.
    private static string? Squared(Term square) =>
        square is Fold(FoldKind.Sum, var index, Span(Number first, _), null, var body)
        && first.IsOne()
        && body switch
        {
            Power(var entry, Number(var two)) when two == 2 => entry,
            Multiply([var entry, var again]) when entry.Equals(again) => entry,
            _ => null,
        }
            is Element(Symbol(var name), [Symbol(var at)])
        && at == index
            ? name
            : null;

    /// <summary>The same problem with another goal over the same symbols, and perhaps one more condition.</summary>
    internal Problem WithGoal(Proposition goal, Condition? condition = null) =>
        new(Reading, _elaboration)
        {
            Concrete = Concrete,
            Goal = goal,
            HasOtherSolutions = HasOtherSolutions,
            Conditions = condition is null ? Conditions : [.. Conditions, condition],
            Solutions = Solutions,
            Variables = Variables,
            Lengths = Lengths,
            Interior = Interior,
            Guesses = Guesses,
            Hypotheses = Hypotheses,
        };

    /// <summary>The same problem with one symbol in the place of another.</summary>
    internal Problem WithVariable(Variable added, string replaced) =>
        new(Reading, _elaboration)
        {
            Concrete = Concrete with
            {
                Context = Concrete.Context with
                {
                    Variables = Concrete.Context.Variables.Map(variable =>
                        variable.Name == replaced ? added : variable
                    ),
                },
            },
            Goal = Goal,
            HasOtherSolutions = HasOtherSolutions,
            Conditions = Conditions,
            Solutions = Solutions,
            Variables = [.. Variables.Where(variable => variable.Name != replaced), added],
            Lengths = Lengths,
            Interior = Interior,
            Guesses = Guesses,
            Hypotheses = Hypotheses,
        };

    /// <summary>The variable of that name, free derivatives too.</summary>
    public Variable? Variable(string name) =>
        Variables.FirstOrDefault(variable => variable.Name == name) ?? _elaboration.Variable(name);

    /// <summary>Where a free derivative comes from.</summary>
    public (string Quantity, Sequence<string> Parameters)? Origin(string name) => _elaboration.Origin(name);

    private void Prepare(Context context, bool solve)
    {
        var goal = _elaboration.Elaborate(Reading.Proposition);
        var conditions = new List<Condition>();
        while (goal is Implication(var premises, var conclusion))
        {
            conditions.AddRange(premises);
            goal = conclusion;
        }

        if (goal.Terms().Any(Rewriting.IsTooLarge))
        {
            throw new Undecidable("the formula is too large once its definitions are put in");
        }

        // The hypotheses that are connected with the claim by a shared symbol, and those connected with them.
        var names = goal.Terms().SelectMany(term => term.FreeNames()).ToHashSet();
        names.UnionWith(conditions.SelectMany(condition => condition.FreeNames()));
        // What is said of a length bears on every claim about the entries.
        names.UnionWith(names.SelectMany(LengthsOf).ToList());
        var waiting = context
            .Hypotheses.Select(hypothesis => (Hypothesis: hypothesis, Condition: Elaborated(hypothesis)))
            .ToList();
        var relevant = new List<Hypothesis>();
        for (var grown = true; grown; )
        {
            grown = false;
            foreach (var next in waiting.Where(next => next.Condition.FreeNames().Any(names.Contains)).ToList())
            {
                waiting.Remove(next);
                relevant.Add(next.Hypothesis);
                conditions.Add(next.Condition);
                names.UnionWith(next.Condition.FreeNames());
                names.UnionWith(next.Condition.FreeNames().SelectMany(LengthsOf));
                grown = true;
            }
        }

        Hypotheses = relevant;
        Goal = goal;
        Conditions = conditions;
        CollectVariables();
        if (solve)
        {
            Solve();
        }

        CollectVariables();
        Variables = [.. Variables.Select(variable => Conditions.Aggregate(variable, Narrowed))];
        Guesses =
        [
            // An index into an array has one plausible range, a length its own rule; the rest is a guess.
            .. Variables
                .Where(variable =>
                    variable.Provenance == Provenance.Guessed
                    && !Lengths.Contains(variable.Name)
                    && variable.Domain is not Integers { Lower: not null, Upper: not null }
                )
                .Select(variable => variable.Name),
            .. context
                .Definitions.Where(definition =>
                    definition.Provenance == Provenance.Guessed && _elaboration.Unfolded.Contains(definition.Name)
                )
                .Select(definition => definition.Name),
            .. relevant
                .Where(hypothesis => hypothesis.Provenance == Provenance.Guessed)
                .Select(hypothesis => hypothesis.Text),
        ];
    }

    private IEnumerable<string> LengthsOf(string name) =>
        _elaboration.Variable(name)?.Dimensions.SelectMany(dimension => dimension.FreeNames()) ?? [];

    private Condition Elaborated(Hypothesis hypothesis)
    {
        try
        {
            return _elaboration.Elaborate(hypothesis.Condition);
        }
        catch (Undecidable)
        {
            // Cannot be computed: keep it as it is; a case can then never be shown to meet it.
            return hypothesis.Condition;
        }
    }

    private void CollectVariables()
    {
        var found = new SortedDictionary<string, Variable>(StringComparer.Ordinal);
        var lengths = new HashSet<string>();
        var interior = new HashSet<string>();
        var pending = new Queue<string>(
            Goal.Terms()
                .SelectMany(term => term.FreeNames())
                .Concat(Conditions.SelectMany(condition => condition.FreeNames()))
                .Concat(Bound(Goal))
        );
        foreach (var term in Goal.Terms().Concat(Conditions.SelectMany(condition => condition.Terms())))
        {
            CollectLengths(term, lengths);
        }

        while (pending.TryDequeue(out var name))
        {
            if (found.ContainsKey(name))
            {
                continue;
            }

            if (Solutions.Any(solution => solution.Name == name))
            {
                continue;
            }

            var variable =
                _elaboration.Variable(name)
                ?? throw new Undecidable($"{name} is not declared: say what it is in a binding, or with --where");
            found.Add(name, variable);
            if (_elaboration.Origin(name) is { } origin)
            {
                interior.Add(origin.Quantity);
                pending.Enqueue(origin.Quantity);
            }

            foreach (var dimension in variable.Dimensions.SelectMany(dimension => dimension.FreeNames()))
            {
                lengths.Add(dimension);
                pending.Enqueue(dimension);
            }

            IEnumerable<string> mentioned = variable.Domain switch
            {
                Integers(var lower, var upper) => (lower?.FreeNames() ?? new HashSet<string>()).Concat(
                    upper?.FreeNames() ?? new HashSet<string>()
                ),
                IndexSet(var size, var complement, var disjoint) => size.FreeNames()
                    .Concat(new[] { complement, disjoint }.OfType<string>()),
                _ => [],
            };
            foreach (var other in mentioned)
            {
                if (_elaboration.Variable(other)?.Domain is Integers)
                {
                    lengths.Add(other);
                }

                pending.Enqueue(other);
            }
        }

        lengths.RemoveWhere(name => !found.TryGetValue(name, out var variable) || variable.Domain is not Integers);
        Variables = [.. found.Values];
        Lengths = lengths;
        Interior = interior;
    }

    // Names that the goal ranges over without their being free in its terms.
    private static IEnumerable<string> Bound(Proposition goal) =>
        goal switch
        {
            Rate(_, _, var variable, _, _) => [variable],
            OptimumAt(_, var variable, _, _) => [variable],
            Convexity(_, var variable, _) => [variable],
            _ => [],
        };

    private static void CollectLengths(Term term, HashSet<string> lengths)
    {
        switch (term)
        {
            case Fold(_, _, Span(_, Symbol(var name)), _, _):
                lengths.Add(name);
                break;
            case Tabulate(_, Symbol(var name), _):
                lengths.Add(name);
                break;
        }

        foreach (var child in term.Children())
        {
            CollectLengths(child, lengths);
        }
    }

    private void Solve()
    {
        var solutions = new List<(string Name, Term Value)>();
        var open = Conditions.ToList();
        for (var at = 0; at < open.Count; at++)
        {
            var condition = open[at];
            if (condition is All(var inner))
            {
                open.RemoveAt(at);
                open.InsertRange(at, inner);
                at--;
                continue;
            }

            // An equation about a quantity constrains its free derivatives, too: nothing here does that.
            if (condition.FreeNames().FirstOrDefault(Interior.Contains) is { } quantity && IsEquation(condition))
            {
                throw new Undecidable(
                    $"{quantity} is differentiated and a condition determines it: declare that as its definition"
                );
            }

            var solution = Solving.Solve(
                condition,
                name => Variables.FirstOrDefault(variable => variable.Name == name),
                OnlyAt
            );
            if (solution is not var (name, value, divisors))
            {
                continue;
            }

            HasOtherSolutions |= divisors.Any(divisor => !IsNeverZero(divisor));

            // The domain of what was solved for stays a condition.
            var variable = Variables.First(variable => variable.Name == name);
            open.RemoveAt(at);
            open = [.. open.Select(other => Normalized(other.Substitute(name, value)))];
            open.AddRange(Solving.InDomain(variable, value));
            solutions = [.. solutions.Select(earlier => (earlier.Name, earlier.Value.Substitute(name, value)))];
            solutions.Add((name, value));
            Goal = Replaced(Goal, name, value);
            at = -1;
        }

        Conditions = open;
        Solutions = solutions;
    }

    // x_i = … says something of one entry; of all of them only where no other is spoken of.
    private bool OnlyAt(string array, string index)
    {
        return Goal.Terms().Concat(Conditions.SelectMany(condition => condition.Terms())).All(In);

        bool In(Term term) =>
            term is Element(Symbol(var name), var indices) && name == array ? indices is [Symbol(var at)] && at == index
            : term is Symbol(var bare) && bare == array ? false
            : term is Fold(_, var bound, _, _, _) && bound == index && term.FreeNames().Contains(array) ? false
            : term.Children().All(In);
    }

    // By the domains alone.
    private bool IsNeverZero(Term term) =>
        term switch
        {
            Number(var value) => value.Sign != 0,
            Constant or Apply(Function.Exp or Function.Cosh or Function.Sigmoid or Function.Softplus, _) => true,
            Negate(var x) => IsNeverZero(x),
            Multiply(var xs) => xs.All(IsNeverZero),
            Divide(var x, _) => IsNeverZero(x),
            Power(var x, _) => IsNeverZero(x),
            Add(var xs) => xs.All(IsPositive) || xs.All(x => IsPositive(Simplifying.Negative(x))) || IsAway(xs),
            _ => IsPositive(term) || ExcludesZero(term),
        };

    private bool IsPositive(Term term) =>
        term switch
        {
            Number(var value) => value.Sign > 0,
            Constant or Apply(Function.Exp or Function.Cosh or Function.Sigmoid or Function.Softplus, _) => true,
            Multiply(var xs) => xs.All(IsPositive),
            Divide(var x, var y) => IsPositive(x) && IsPositive(y),
            Power(var x, _) => IsPositive(x),
            Add(var xs) => xs.All(IsPositive),
            _ => DomainOf(term) switch
            {
                RealInterval { Lower: { } low } domain => low.Sign > 0 || low.Sign == 0 && !domain.LowerClosed,
                Integers { Lower: Number { Value.Sign: > 0 } } => true,
                ProbabilityVector(var strict) => strict,
                _ => false,
            },
        };

    private bool ExcludesZero(Term term) =>
        DomainOf(term) switch
        {
            RealInterval { Upper: { } high } domain => high.Sign < 0 || high.Sign == 0 && !domain.UpperClosed,
            Finite(var values) => values.All(value => value.Sign != 0),
            _ => false,
        };

    // 1 − p for p in (0, 1).
    private bool IsAway(Sequence<Term> terms) =>
        terms is [Number(var constant), Negate(var x)]
        && DomainOf(x) is RealInterval domain
        && (
            domain.Upper is { } high && (high < constant || high == constant && !domain.UpperClosed)
            || domain.Lower is { } low && (low > constant || low == constant && !domain.LowerClosed)
        );

    private Domain? DomainOf(Term term) =>
        term switch
        {
            Symbol(var name) => Variables.FirstOrDefault(variable => variable.Name == name)?.Domain,
            Element(Symbol(var name), _) => Variables.FirstOrDefault(variable => variable.Name == name)?.Domain,
            _ => null,
        };

    // n = 1024 or n ≥ 3 among the conditions, for an integer with bounds that are numbers.
    private static Variable NarrowedInteger(Variable variable, Integers domain, Condition condition)
    {
        if (condition is All(var conditions))
        {
            return conditions.Aggregate(variable, Narrowed);
        }

        var (relation, value) = condition switch
        {
            Compare(Symbol(var name), var order, Number(var end)) when name == variable.Name => (order, end),
            Compare(Number(var end), var order, Symbol(var name)) when name == variable.Name => (Reversed(order), end),
            _ => (Relation.NotEqual, Reals.Rational.Zero),
        };
        if (
            !value.IsInteger
            || variable.Dimensions.Count > 0
            || domain.Lower is not (null or Number or Negate(Constant))
            || domain.Upper is not (null or Number or Constant)
        )
        {
            return variable;
        }

        Term? lower = relation switch
        {
            Relation.Equal or Relation.GreaterOrEqual => new Number(value),
            Relation.Greater => new Number(value + Reals.Rational.One),
            _ => null,
        };
        Term? upper = relation switch
        {
            Relation.Equal or Relation.LessOrEqual => new Number(value),
            Relation.Less => new Number(value - Reals.Rational.One),
            _ => null,
        };
        return variable with
        {
            Domain = new Integers(
                lower is Number(var low) && !(domain.Lower is Number(var least) && least >= low) ? lower : domain.Lower,
                upper is Number(var high) && !(domain.Upper is Number(var most) && most <= high) ? upper : domain.Upper
            ),
        };
    }

    // x > 0 among the conditions: cases need not be drawn elsewhere, and proofs may use it.
    private static Variable Narrowed(Variable variable, Condition condition)
    {
        if (variable.Domain is Integers whole)
        {
            return NarrowedInteger(variable, whole, condition);
        }

        if (variable.Domain is not RealInterval domain)
        {
            return variable;
        }

        if (condition is All(var conditions))
        {
            return conditions.Aggregate(variable, Narrowed);
        }

        var bound = condition switch
        {
            Compare(Symbol(var name), var relation, Number(var value))
                when name == variable.Name && variable.Dimensions.Count == 0 => (relation, value),
            Compare(Number(var value), var relation, Symbol(var name))
                when name == variable.Name && variable.Dimensions.Count == 0 => (Reversed(relation), value),
            ForAll(
                var index,
                Span
                (Number first, var last),
                Compare
                (Element(Symbol(var name), [Symbol(var at)]), var relation, Number(var value))
            )
                when name == variable.Name
                    && at == index
                    && first.IsOne()
                    && variable.Dimensions is [var length]
                    && length.Equals(last) => (relation, value),
            _ => ((Relation Relation, Reals.Rational Value)?)null,
        };
        return bound is not var (order, end)
            ? variable
            : order switch
            {
                Relation.Greater or Relation.GreaterOrEqual when domain.Lower is not { } lower || lower < end =>
                    variable with
                    {
                        Domain = domain with { Lower = end, LowerClosed = order == Relation.GreaterOrEqual },
                    },
                Relation.Greater when domain.Lower == end => variable with
                {
                    Domain = domain with { LowerClosed = false },
                },
                Relation.Less or Relation.LessOrEqual when domain.Upper is not { } upper || upper > end => variable with
                {
                    Domain = domain with { Upper = end, UpperClosed = order == Relation.LessOrEqual },
                },
                Relation.Less when domain.Upper == end => variable with
                {
                    Domain = domain with { UpperClosed = false },
                },
                _ => variable,
            };
    }

    private static Relation Reversed(Relation relation) =>
        relation switch
        {
            Relation.Less => Relation.Greater,
            Relation.LessOrEqual => Relation.GreaterOrEqual,
            Relation.Greater => Relation.Less,
            Relation.GreaterOrEqual => Relation.LessOrEqual,
            _ => relation,
        };

    internal static bool IsEquation(Condition condition) =>
        condition switch
        {
            Compare(_, var relation, _) => relation == Relation.Equal,
            ForAll(_, _, var inner) => IsEquation(inner),
            Any(var conditions) => conditions.Any(IsEquation),
            _ => false,
        };

    private static Proposition Replaced(Proposition goal, string name, Term value)
    {
        return goal switch
        {
            Terms.Comparison(var left, var relation, var right) => new Terms.Comparison(In(left), relation, In(right)),
            Approximation(var left, var right, var regime) => new Approximation(In(left), In(right), regime),
            Membership(var element, var domain) => new Membership(In(element), domain),
            _ => goal.Terms().Any(term => term.FreeNames().Contains(name))
                ? throw new Undecidable($"the claim holds under a condition on {name} that cannot be put in")
                : goal,
        };

        Term In(Term term) => Normalized(term.Substitute(name, value));
    }

    private static Term Normalized(Term term)
    {
        var mapped = term.MapChildren(Normalized);
        return mapped is Element(var array, var indices) ? Simplifying.ElementOf(array, indices) : mapped;
    }

    private static Condition Normalized(Condition condition) => condition.MapTerms(Normalized);

    // Σ_j p_j = 1 for a vector of non-negative numbers: then its derivatives sum to zero, too.
    private static Context WithProbabilityVectors(Context context)
    {
        foreach (var hypothesis in context.Hypotheses)
        {
            if (
                hypothesis.Condition
                    is Compare(
                        Fold
                        (
                            FoldKind.Sum,
                            var index,
                            Span
                            (Number first, var last),
                            null,
                            Element
                            (Symbol(var name), [Symbol(var at)])
                        ),
                        Relation.Equal,
                        Number sum
                    )
                && at == index
                && first.IsOne()
                && sum.IsOne()
                && context.Variable(name)
                    is {
                        Dimensions: [var length],
                        Domain: RealInterval { Lower: { Sign: >= 0 } lower } domain
                    } variable
                && lower.Sign == 0
                && length.Equals(last)
            )
            {
                var probabilities = variable with { Domain = new ProbabilityVector(!domain.LowerClosed) };
                context = context with
                {
                    Variables = context
                        .Variables.Select(other => other == variable ? probabilities : other)
                        .ToSequence(),
                    Hypotheses = context.Hypotheses.Where(other => other != hypothesis).ToSequence(),
                };
            }
        }

        return context;
    }

    // Free functions become concrete smooth ones: a counterexample may choose them, and several are tried.
    private static Context WithFunctions(Context context, int instance)
    {
        var functions = context.Variables.Where(variable => variable.Domain is SmoothFunction).ToList();
        return functions.Count == 0
            ? context
            : context with
            {
                Variables = context.Variables.Where(variable => variable.Domain is not SmoothFunction).ToSequence(),
                Definitions =
                [
                    .. context.Definitions,
                    .. functions.Select((function, at) => Instance(function, instance + 3 * at)),
                ],
            };
    }

    private static Definition Instance(Variable function, int instance)
    {
        var (arity, values) = (SmoothFunction)function.Domain;
        var parameters = Enumerable.Range(1, arity).Select(at => $"{function.Name}_{at}").ToSequence();
        Term sum = Term.Zero;
        for (var at = 0; at < arity; at++)
        {
            Term x = new Symbol(parameters[at]);
            sum = Simplifying.Sum(
                sum,
                (instance % FunctionInstances) switch
                {
                    0 => new Power(x, 2) + (Term)(at + 1) * x,
                    1 => Term.Exp(new Rational(1, 2) * x) + x,
                    2 => -new Power(x, 2) + (Term)3,
                    3 => new Apply(Function.Sin, [x]) + (Term)2 * x,
                    4 => new Power(x, 3) - (Term)(at + 1) * x,
                    // Constants that show their argument, so that they may be differentiated by it.
                    5 => (Term)6 + new Multiply([Term.Zero, x]),
                    6 => -x,
                    7 => new Apply(Function.Sigmoid, [x]) * (Term)(at + 2),
                    8 => (Term)(-6) + new Multiply([Term.Zero, x]),
                    9 => (Term)1000 * (x - new Rational(1, 3)),
                    10 => -Term.Exp(x),
                    _ => new Power(x - 1, 2) * (Term)(-50),
                }
            );
            if (at > 0)
            {
                // No function of several arguments is a sum of functions of one.
                Term before = new Symbol(parameters[at - 1]);
                sum = Simplifying.Sum(sum, (Term)(instance % 2 == 0 ? 2 : -3) * before * x);
            }
        }

        Term body = (values.Lower, values.Upper) switch
        {
            (null, null) => sum,
            ({ } low, null) => (Term)low + Term.Exp(sum / (Term)4),
            (null, { } high) => (Term)high - Term.Exp(sum / (Term)4),
            ({ } low, { } high) => (Term)low + (Term)(high - low) * new Apply(Function.Sigmoid, [sum]),
        };
        return new Definition(function.Name, parameters, body, function.Provenance);
    }
}
