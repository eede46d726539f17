// Random quantities -> terms: expectations, variances and covariances become closed forms or sums over a finite law, and
// sums over a large sample become its length times an expectation.
//
// A law that has a name is used in closed form. One that has none ("ε_i ∼ Q") stands for every law; the term is written for
// the laws on finitely many points, whose weights and values are variables of the claim.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // What one name is drawn from. Names of one group are drawn together, groups independently.
    private sealed record Draw(string Name, int Group, bool IsFamily, LawStatement? Law)
    {
        // Whether the law is stated for an element, so that the letter alone can mean one draw.
        public bool IsSample { get; init; }

        public Expression? Mean { get; init; }

        public Expression? Variance { get; init; }
    }

    // One draw of a group: at these indices.
    private readonly record struct Unit(int Group, Sequence<Term> Indices);

    private readonly List<Draw> _draws = [];
    private readonly List<string> _dependents = [];
    private readonly Dictionary<string, string> _single = new(StringComparer.Ordinal);
    private bool _drawsKnown;
    private bool _wordsOnMoments;
    private int _drawing;

    /// <summary>What is known about random quantities.</summary>
    public Randomness Randomness { get; init; } = Randomness.None;

    /// <summary>What was taken for granted about random quantities because the words seem to say so; null when nothing was.</summary>
    public string? Supposed { get; private set; }

    // What a binding does not say may be meant otherwise: a law without a name may have properties that only words state.
    private void Suppose(Provenance provenance, string what)
    {
        if (provenance != Provenance.Declared)
        {
            Supposed ??= what;
        }
    }

    /// <summary>Laws that were used to take an expectation.</summary>
    public HashSet<LawStatement> UsedLaws { get; } = [];

    // ---- operators ----

    private Term? RandomOperator(Expression head, IReadOnlyList<Expression> arguments)
    {
        if (!Randomness.IsOperator(head))
        {
            return null;
        }

        var subscript = (head as Scripted)?.Subscript;
        if (subscript is not null && arguments is [var averaged] && MeanOver(head, subscript, averaged) is { } mean)
        {
            return mean;
        }

        if (subscript is not null && arguments is [var weighed] && Expectation(subscript, weighed) is { } weighted)
        {
            return weighted;
        }

        // \mathbb{E}_{x \sim P}: the law stands in the operator.
        if (subscript is not null && Stated(subscript) is { Count: > 0 } laws)
        {
            if (
                laws is [{ Names: [var index], Law: var weights }]
                && arguments is [var each]
                && Weighed(index, weights, each) is { } sum
            )
            {
                return sum;
            }

            KnowDraws();
            var hidden = _draws.ToList();
            foreach (var law in laws)
            {
                Enter(law, _draws.Select(draw => draw.Group).DefaultIfEmpty(-1).Max() + 1);
            }

            NoteDependents();

            try
            {
                return Operated(head, null, arguments);
            }
            finally
            {
                _draws.Clear();
                _draws.AddRange(hidden);
            }
        }

        return Operated(
            head,
            subscript switch
            {
                null => null,
                Identifier or Scripted => [subscript],
                Listing { Separator: "," } listing => [.. listing.Items],
                _ => throw new NotUnderstood(
                    "the distribution of an expectation has no value that could be computed: declare it"
                ),
            },
            arguments
        );
    }

    private static List<LawStatement> Stated(Expression subscript)
    {
        var statements = subscript is Listing { Separator: "," } listing ? listing.Items : [subscript];
        var laws = statements.Select(statement => Randomness.Law(statement, Provenance.Text)).ToList();
        return laws.TrueForAll(law => law is not null) ? [.. laws.OfType<LawStatement>()] : [];
    }

    // \mathbb{E}_{i \sim p}[a_i] with a probability vector p: Σ_i p_i a_i.
    private Fold? Weighed(Expression index, Expression weights, Expression body)
    {
        if (
            !Names.Runs(index)
            || !Names.IsName(weights)
            || Vector(weights) is not var (array, length)
            || array is not Symbol(var name)
            || _variables.GetValueOrDefault(name)?.Domain is not ProbabilityVector
        )
        {
            return null;
        }

        var letter = Names.Of(index);
        return Bound(
            letter,
            () =>
                new Fold(
                    FoldKind.Sum,
                    letter,
                    new Span(1, length),
                    null,
                    new Element(array, [new Symbol(letter)]) * Build(body)
                )
        );
    }

    private Term Operated(Expression head, IReadOnlyList<Expression>? over, IReadOnlyList<Expression> arguments)
    {
        return (Randomness.Head(head), arguments) switch
        {
            ("\\mathbb{E}", [var body]) => Expected(over, [body], terms => Expectation(terms[0])),
            ("Var" or "\\mathbb{V}", [var body]) => Expected(over, [body], terms => Variance(terms[0])),
            ("Cov", [var left, var right]) => Expected(
                over,
                [left, right],
                terms =>
                    Simplifying.Sum(
                        Expectation(Simplifying.Product(terms[0], terms[1])),
                        Simplifying.Negative(Simplifying.Product(Expectation(terms[0]), Expectation(terms[1])))
                    )
            ),
            _ => throw new NotUnderstood($"'{Shortened(head)}' of so many arguments is not known"),
        };
    }

    // \mathbb{E}_i[…] where the document says that it is the mean over i.
    private Fold? Sample(Expression index, Expression length, Expression body)
    {
        var name = Names.Of(index);
        var count = BuildBound(length);
        return Bound(name, () => new Fold(FoldKind.Sum, name, new Span(1, count), null, Build(body)));
    }

    private Divide? MeanOver(Expression head, Expression index, Expression body)
    {
        var stated = Randomness.Means.FirstOrDefault(mean => mean.Operator.Equals(head) && mean.Index.Equals(index));
        return stated is null ? null : new Divide(Sample(index, stated.Length, body)!, BuildBound(stated.Length));
    }

    private Term Expected(
        IReadOnlyList<Expression>? over,
        IReadOnlyList<Expression> bodies,
        Func<IReadOnlyList<Term>, Term> compute
    )
    {
        KnowDraws();
        if (_draws.Count == 0)
        {
            throw new NotUnderstood(
                "nothing says what is random in an expectation: declare it (given: X \\sim P, or X \\sim \\mathcal{N}(0, 1))"
            );
        }

        var known = _variables.Keys.ToHashSet();
        List<Term> terms;
        _drawing++;
        try
        {
            terms = [.. bodies.Select(Build)];
        }
        finally
        {
            _drawing--;
        }

        if (terms.Exists(term => Shape(term).Count > 0))
        {
            throw new NotUnderstood("an expectation of an array is not followed: write it for an element");
        }

        terms = [.. terms.Select(Unfolded)];
        if (over is not null && !terms.SelectMany(Units).All(unit => over.Any(name => IsOver(name, unit))))
        {
            throw new NotUnderstood("an expectation over some of the random quantities only is not followed");
        }

        if (over is not null && !over.All(name => _draws.Exists(draw => Covers(draw, name))))
        {
            throw new NotUnderstood("nothing says what an expectation is taken over: declare it (given: X \\sim P)");
        }

        if (!terms.Exists(IsRandom))
        {
            Suppose(Provenance.Text, "constants in an expectation");
        }

        var free = terms.SelectMany(term => term.FreeNames()).ToHashSet();
        if (_dependents.Find(free.Contains) is { } dependent)
        {
            throw new NotUnderstood($"'{dependent}' hangs on what is random: declare what it means");
        }

        if (!terms.Exists(IsRandom) && !terms.TrueForAll(IsDeclared))
        {
            throw new NotUnderstood("nothing in an expectation is declared as random (given: X \\sim P)");
        }

        var value = compute(terms);

        // What was integrated out is no longer there.
        var used = value.FreeNames();
        foreach (var draw in _draws.Where(draw => !known.Contains(draw.Name) && !used.Contains(draw.Name)))
        {
            if (_variables.GetValueOrDefault(draw.Name)?.Provenance == Provenance.Guessed)
            {
                _variables.Remove(draw.Name);
            }
        }

        return value;
    }

    private bool IsOver(Expression name, Unit unit) =>
        _draws.Any(draw => draw.Group == unit.Group && Covers(draw, name));

    private static bool Covers(Draw draw, Expression name) =>
        draw.Law is { } law
        && law.Names.Any(written => Randomness.Same(written, name) || Names.Of(written) == Names.Of(name));

    // Definitions put in, but for names that are said to be drawn themselves.
    private Term Unfolded(Term term)
    {
        var context = Context([]);
        context = context with
        {
            Definitions = context
                .Definitions.Where(definition => !_draws.Exists(draw => draw.Name == definition.Name))
                .ToSequence(),
        };
        try
        {
            return new Elaboration(context).Elaborate(term);
        }
        catch (Undecidable reason)
        {
            throw new NotUnderstood(reason.Message);
        }
    }

    // ---- who is random ----

    // Names are resolved as the document's formulas are; what this brings in is kept only where a claim uses it.
    private void KnowDraws()
    {
        if (_drawsKnown)
        {
            return;
        }

        _drawsKnown = true;
        var group = 0;
        foreach (var law in Randomness.Laws)
        {
            Enter(law, group++);
        }

        NoteDependents();
        foreach (var moment in Randomness.Moments)
        {
            // What was said first counts: bindings, then the nearest words.
            if (
                Resolved(moment.Name) is var (root, _)
                && _draws.FindIndex(draw => draw.Name == root) is >= 0 and var at
                && (moment.IsVariance ? _draws[at].Variance : _draws[at].Mean) is null
            )
            {
                _draws[at] = moment.IsVariance
                    ? _draws[at] with
                    {
                        Variance = moment.Value,
                    }
                    : _draws[at] with
                    {
                        Mean = moment.Value,
                    };
                _wordsOnMoments |= moment.Provenance != Provenance.Declared;
            }
        }
    }

    // What is set equal to something random is random too, though no law is stated for it.
    private void NoteDependents()
    {
        var laws = _draws.Select(draw => draw.Law).OfType<LawStatement>().Distinct().ToList();
        foreach (var name in (Randomness with { Laws = laws }).Dependents())
        {
            if (Resolved(name) is var (root, _) && !_draws.Exists(draw => draw.Name == root))
            {
                _dependents.Add(root);
            }
        }
    }

    // The names of a law become draws; a name that had another law until here loses it.
    private void Enter(LawStatement law, int group)
    {
        foreach (var name in law.Names)
        {
            if (Resolved(name) is var (root, isFamily))
            {
                _draws.RemoveAll(draw => draw.Name == root);
                _draws.Add(new Draw(root, group, isFamily, law) { IsSample = Scope.Family(name, out _, out _) });
            }
        }
    }

    private (string Root, bool IsFamily)? Resolved(Expression name)
    {
        var (variables, definitions, abbreviated, indices) = (
            _variables.ToDictionary(),
            _definitions.ToDictionary(),
            _abbreviated.ToDictionary(),
            _freeIndices.ToList()
        );
        try
        {
            var running = name is Scripted { Subscript: { } subscript }
                ? Names.Parts(subscript).Where(Names.CanCount).Select(Names.Of).ToList()
                : [];
            var term = running.Aggregate(
                () => Build(name),
                (Func<Term> build, string index) => () => Bound(index, build)
            )();
            return term switch
            {
                Element(Symbol(var array), _) => (array, true),
                Symbol(var symbol) => (symbol, Shape(term).Count > 0),
                _ => null,
            };
        }
        catch (NotUnderstood)
        {
            return null;
        }
        finally
        {
            Restore(_variables, variables);
            Restore(_definitions, definitions);
            Restore(_abbreviated, abbreviated);
            _freeIndices.Clear();
            _freeIndices.UnionWith(indices);
        }
    }

    private static void Restore<T>(Dictionary<string, T> current, Dictionary<string, T> before)
    {
        foreach (var key in current.Keys.Except(before.Keys).ToList())
        {
            current.Remove(key);
        }
    }

    // In an expectation the letter of a sample alone means one draw of it.
    private Term Drawn(Term term)
    {
        if (_drawing == 0 || term is not Symbol(var name) || _bound.ContainsKey(name) || Shape(term).Count != 1)
        {
            return term;
        }

        KnowDraws();
        if (_draws.Find(draw => draw.Name == name) is not { IsFamily: true, IsSample: true } family)
        {
            return term;
        }

        if (!_single.TryGetValue(name, out var single))
        {
            single = name.Replace("_{{\\cdot}}", "", StringComparison.Ordinal)
                .Replace("_\\cdot", "", StringComparison.Ordinal);
            single = $"{single}^{{\\ast}}";
            _single[name] = single;
            _draws.Add(family with { Name = single, IsFamily = false });
        }

        Note(_variables[name] with { Name = single, Dimensions = [] });
        return new Symbol(single);
    }

    // Where letters mean whole vectors, or nothing random.
    private TResult Undrawn<TResult>(Func<TResult> build)
    {
        var outer = _drawing;
        _drawing = 0;
        try
        {
            return build();
        }
        finally
        {
            _drawing = outer;
        }
    }

    private bool IsRandom(Term term) => Units(term).Any();

    private IEnumerable<Unit> Units(Term term)
    {
        switch (term)
        {
            case Symbol(var name):
                foreach (var draw in _draws.Where(draw => draw.Name == name))
                {
                    yield return draw.IsFamily
                        ? throw new NotUnderstood($"an expectation with all of {name} is not followed")
                        : new Unit(draw.Group, []);
                }

                break;
            case Element(Symbol(var array), var indices):
                foreach (var draw in _draws.Where(draw => draw.Name == array))
                {
                    yield return new Unit(draw.Group, indices);
                }

                foreach (var unit in indices.SelectMany(Units))
                {
                    yield return unit;
                }

                break;
            case Fold(_, var index, _, _, _):
                foreach (var unit in term.Children().SelectMany(Units))
                {
                    yield return Inside(unit, index);
                }

                break;
            case Tabulate(var index, _, _):
                foreach (var unit in term.Children().SelectMany(Units))
                {
                    yield return Inside(unit, index);
                }

                break;
            default:
                foreach (var unit in term.Children().SelectMany(Units))
                {
                    yield return unit;
                }

                break;
        }
    }

    // The draws that a sum runs over are none of those outside, even where the letter is the same.
    private static Unit Inside(Unit unit, string index) =>
        unit with
        {
            Indices = unit.Indices.Map(at => at is Symbol(var name) && name == index ? new Symbol(Run + index) : at),
        };

    private const string Run = "\\in ";

    private static bool Runs(Unit unit) =>
        unit.Indices.Any(index => index is Symbol(var name) && name.StartsWith(Run, StringComparison.Ordinal));

    // Draws of one sample at indices that could coincide are neither surely the same nor surely independent.
    private List<Unit> Separate(Term term)
    {
        var units = Units(term).Distinct().ToList();
        foreach (var (one, other) in units.SelectMany(one => units.Select(other => (one, other))))
        {
            if (
                one.Group == other.Group
                && one != other
                && !(one.Indices.All(index => index is Number) && other.Indices.All(index => index is Number))
            )
            {
                throw new NotUnderstood("an expectation of a product over two indices of one sample is not followed");
            }
        }

        return units;
    }

    // ---- expectations ----

    private Term Expectation(Term term)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!IsRandom(term))
        {
            return term;
        }

        switch (term)
        {
            case Guarded(var value, _):
                return Expectation(value);
            case Power(Apply(Function.Sqrt, [var radicand]), Number(var square)) when square == 2:
                return Expectation(radicand);
            case Negate(var x):
                return Simplifying.Negative(Expectation(x));
            case Add(var xs):
                return Simplifying.Sum([.. xs.Select(Expectation)]);
            case Multiply or Divide or Apply(Function.Exp, _):
                return OfFactors(Factors(term).ToList());
            case Fold(FoldKind.Sum, var index, var range, var where, var body)
                when !(where?.Terms().Any(IsRandom) ?? false):
                return new Fold(FoldKind.Sum, index, range, where, Expectation(body));
            case Fold(FoldKind.Product, var index, var range, null, var body) when IsIndexedBy(body, index):
                SupposeIndependence(Units(body));
                return new Fold(FoldKind.Product, index, range, null, Expectation(body));
            case Power(var basis, Number { Value: var two })
                when two == 2 && IsOverDraws(basis) && Spread(basis) is { } spread:
                return Simplifying.Sum(spread, Simplifying.Power(Expectation(basis), 2));
            default:
                return UnderLaw(term);
        }
    }

    private static IEnumerable<Term> Factors(Term term) =>
        term switch
        {
            Multiply(var xs) => xs.SelectMany(Factors),
            Negate(var x) => Factors(x).Prepend(-1),
            Guarded(var value, _) => Factors(value),
            Divide(var x, var y) => [.. Factors(x), .. Factors(y).Select(Reciprocal)],
            Apply(Function.Exp, [Add(var xs)]) => xs.SelectMany(x => Factors(Term.Exp(x))),
            Apply(Function.Exp, [Guarded(var value, _)]) => Factors(Term.Exp(value)),
            _ => [term],
        };

    private static Term Reciprocal(Term term) =>
        term switch
        {
            Apply(Function.Exp, [var x]) => Term.Exp(Simplifying.Negative(x)),
            _ => Simplifying.Quotient(Term.One, term),
        };

    private Term OfFactors(List<Term> factors)
    {
        var constant = factors.Where(factor => !IsRandom(factor)).ToList();
        var random = factors.Except(constant).ToList();
        random = [.. factors.Where(factor => !constant.Contains(factor))];
        Separate(new Multiply(random.ToSequence()));

        if (random.SelectMany(Units).Distinct().Count() > 1)
        {
            SupposeIndependence(random.SelectMany(Units));
        }

        // Independent factors apart.
        var parts = new List<(List<Term> Factors, HashSet<Unit> Units)>();
        foreach (var factor in random)
        {
            var units = Units(factor).ToHashSet();
            var touched = parts.Where(part => part.Units.Overlaps(units)).ToList();
            parts.RemoveAll(touched.Contains);
            parts.Add(
                (
                    [.. touched.SelectMany(part => part.Factors), factor],
                    [.. touched.SelectMany(part => part.Units), .. units]
                )
            );
        }

        return Simplifying.Product([
            .. constant,
            .. parts.Select(part =>
                part.Factors is [var only] && only is not (Multiply or Divide or Apply)
                    ? Expectation(only)
                    : OfPart(part.Factors)
            ),
        ]);
    }

    private void SupposeIndependence(IEnumerable<Unit> units)
    {
        foreach (var unit in units)
        {
            Suppose(LawOf(unit).Provenance, "draws that are independent");
        }
    }

    private LawStatement LawOf(Unit unit) => _draws.Find(draw => draw.Group == unit.Group)!.Law!;

    private Term OfPart(List<Term> factors)
    {
        // e to a sum over a sample is a product of independent factors.
        if (
            factors is [Apply(Function.Exp, [Fold(FoldKind.Sum, var index, var range, null, var body)])]
            && IsIndexedBy(body, index)
        )
        {
            SupposeIndependence(Units(body));
            return new Fold(FoldKind.Product, index, range, null, Expectation(Term.Exp(body)));
        }

        // A sum among factors that depend on it: the others go inside.
        if (
            factors.Count > 1
            && factors.Find(factor => factor is Fold { Kind: FoldKind.Sum, Where: null }) is Fold sum
            // One of them: both factors of a square may be the same node.
            && factors.Where((_, at) => at != factors.FindIndex(factor => ReferenceEquals(factor, sum))).ToList()
                is var others
            && !others.Exists(other => other.FreeNames().Contains(sum.Index))
        )
        {
            return Expectation(sum with { Body = Simplifying.Product([.. others, sum.Body]) });
        }

        return UnderLaw(Simplifying.Product([.. factors]));
    }

    // The expectation over one unit at a time.
    private Term UnderLaw(Term term)
    {
        if (Separate(term) is not [var unit, ..] units)
        {
            return term;
        }

        if (units.Exists(Runs))
        {
            throw new NotUnderstood("an expectation of a function of all of a sample is not followed");
        }

        if (units.Count > 1)
        {
            SupposeIndependence(units);
        }

        // The draws of a sum are many, though they are written as one.
        if (IsOverDraws(term))
        {
            throw new NotUnderstood("an expectation of a function of a sum over a sample is not followed");
        }

        var draws = _draws.Where(draw => draw.Group == unit.Group).ToList();
        var law = draws[0].Law!;
        UsedLaws.Add(law);
        if (Doubts.Narrowing(Randomness.Words) is { } cue)
        {
            Suppose(law.Provenance, $"a law '{Shortened(law.Law)}' as it stands, without '{cue}'");
        }

        var value = Named(law.Law, law.Provenance) is var (named, parameters)
            ? Closed(term, unit, draws, named, parameters)
            : Moment(term, unit, draws) ?? Discrete(term, unit, draws, law.Law);
        return IsRandom(value) ? Expectation(value) : value;
    }

    private static Term Replaced(Term term, Unit unit, string name, Term value) =>
        term switch
        {
            Element(Symbol(var array), var indices) when array == name && indices.Equals(unit.Indices) => value,
            Fold(_, var index, _, _, _) when unit.Indices.Contains(new Symbol(index)) => term,
            Tabulate(var index, _, _) when unit.Indices.Contains(new Symbol(index)) => term,
            Symbol(var symbol) when symbol == name && unit.Indices.Count == 0 => value,
            _ => term.MapChildren(child => Replaced(child, unit, name, value)),
        };

    private Term Closed(Term term, Unit unit, List<Draw> draws, NamedLaw law, Sequence<Term> parameters)
    {
        const string x = "\\#x";
        foreach (var draw in draws)
        {
            term = Replaced(term, unit, draw.Name, new Symbol(x));
        }

        return
            Moments.Waves(term, x) is { } waves
            && Moments.Expectation(law, parameters, waves) is { } value
            && !value.FreeNames().Contains(x)
            ? value
            : throw new NotUnderstood("an expectation has no closed form that is known here");
    }

    // Up to second moments by the mean and the variance that are stated.
    private Term? Moment(Term term, Unit unit, List<Draw> draws)
    {
        if (draws.TrueForAll(draw => draw.Mean is null && draw.Variance is null))
        {
            return null;
        }

        const string x = "\\#x";
        if (draws.Select(draw => draw.Law).Distinct().Count() != 1 || draws[0].Law!.Names.Count > 1)
        {
            throw new NotUnderstood("moments of quantities that are drawn together are not followed");
        }

        var (mean, variance) = (
            draws.Find(draw => draw.Mean is not null),
            draws.Find(draw => draw.Variance is not null)
        );
        foreach (var draw in draws)
        {
            term = Replaced(term, unit, draw.Name, new Symbol(x));
        }

        if (Moments.Waves(term, x) is not { } waves || !waves.All(wave => wave.Rate.IsZero() && wave.Degree <= 2))
        {
            if (variance is null)
            {
                return null;
            }

            throw new NotUnderstood("an expectation needs more than the mean and the variance that are stated");
        }

        if (
            waves.Any(wave => wave.Degree > 0) && mean is null
            || waves.Any(wave => wave.Degree == 2) && variance is null
        )
        {
            throw new NotUnderstood("a mean or a variance is needed that is not stated (given)");
        }

        if (_wordsOnMoments)
        {
            Suppose(Provenance.Text, "a mean or a variance that words state");
        }

        var first = mean is null ? Term.Zero : Undrawn(() => Build(mean.Mean!));
        var spread = variance is null ? Term.Zero : Undrawn(() => Build(variance.Variance!));
        return Simplifying.Sum([
            .. waves.Select(wave =>
                Simplifying.Product(
                    wave.Coefficient,
                    wave.Degree switch
                    {
                        0 => Term.One,
                        1 => first,
                        _ => Simplifying.Sum(spread, first.IsZero() ? Term.Zero : Simplifying.Power(first, 2)),
                    }
                )
            ),
        ]);
    }

    // Every law on finitely many points.
    private Fold Discrete(Term term, Unit unit, List<Draw> draws, Expression law)
    {
        Suppose(draws[0].Law!.Provenance, "any law");
        var name = Names.Of(law);
        var (count, weights) = ($"\\#{name}", $"\\Pr_{{{name}}}");
        Note(new Variable(count, [], new Integers(1, null), Provenance.Declared));
        Note(new Variable(weights, [new Symbol(count)], new ProbabilityVector(false), Provenance.Declared));
        var index = Fresh("a");
        foreach (var draw in draws)
        {
            var array = _single.FirstOrDefault(pair => pair.Value == draw.Name).Key ?? draw.Name;
            var domain = (_variables.GetValueOrDefault(array) ?? _variables.GetValueOrDefault(draw.Name))?.Domain;
            var values =
                $"{array.Replace("_{{\\cdot}}", "", StringComparison.Ordinal).Replace("_\\cdot", "", StringComparison.Ordinal)}^{{{name}}}";
            Note(new Variable(values, [new Symbol(count)], domain ?? Domain.Real, Provenance.Declared));
            Term value = new Element(new Symbol(values), [new Symbol(index)]);
            if (draw.Mean is { } mean)
            {
                if (domain is not null && domain != Domain.Real)
                {
                    throw new NotUnderstood("a mean of a quantity with a domain of its own is not followed");
                }

                // Moved so that the mean is the stated one.
                var at = Fresh("b");
                var centre = new Fold(
                    FoldKind.Sum,
                    at,
                    new Span(1, new Symbol(count)),
                    null,
                    new Element(new Symbol(weights), [new Symbol(at)])
                        * new Element(new Symbol(values), [new Symbol(at)])
                );
                value = Simplifying.Sum(value, Simplifying.Negative(centre), Undrawn(() => Build(mean)));
            }

            term = Replaced(term, unit, draw.Name, value);
        }

        return new Fold(
            FoldKind.Sum,
            index,
            new Span(1, new Symbol(count)),
            null,
            Simplifying.Product(new Element(new Symbol(weights), [new Symbol(index)]), term)
        );
    }

    private (NamedLaw Law, Sequence<Term> Parameters)? Named(Expression law, Provenance provenance)
    {
        var (head, arguments) = law switch
        {
            Application { Head: var name, Argument: Delimited { Content: var content } } => (name, Listed(content)),
            Product { Factors: [{ Value: var name }, { Value: Delimited { Content: var content } }] } => (
                name,
                Listed(content)
            ),
            _ => (law, (IReadOnlyList<Expression>)[]),
        };
        if (head is not Identifier { Name: var letters } || arguments.Count == 0)
        {
            return null;
        }

        NamedLaw? kind = (letters, arguments.Count) switch
        {
            ("N" or "Normal" or "normal" or "Gaussian", 2) => NamedLaw.Normal,
            ("U" or "Uniform" or "uniform" or "Unif", 2) => NamedLaw.Uniform,
            ("Laplace" or "Lap", 2) => NamedLaw.Laplace,
            ("Gumbel", 2) => NamedLaw.Gumbel,
            ("Exp" or "Exponential", 1) => NamedLaw.Exponential,
            ("Bernoulli" or "Bern" or "Ber", 1) => NamedLaw.Bernoulli,
            _ => throw new NotUnderstood($"the law '{Shortened(law)}' is not known"),
        };
        if (
            kind == NamedLaw.Normal && !IsVariance(arguments[1])
            || kind is NamedLaw.Exponential or NamedLaw.Gumbel && !IsOne(arguments[^1])
        )
        {
            // σ for σ², a mean for a rate: writers differ.
            Suppose(provenance, $"a law '{Shortened(law)}' with parameters in the usual order");
        }

        var parameters = Undrawn(() => arguments.Select(Build).ToSequence());
        return (kind.Value, parameters);

        static bool IsOne(Expression expression) => expression is Numeral { Digits: "1" or "0" };

        static bool IsVariance(Expression expression) =>
            IsOne(expression)
            || expression is Scripted { Superscript: Numeral { Digits: "2" } }
            || expression is Product product
                && product.Factors.All(factor =>
                    factor.Value is Numeral or Scripted { Superscript: Numeral { Digits: "2" } }
                );

        static IReadOnlyList<Expression> Listed(Expression content) =>
            content is Listing { Separator: "," } listing ? [.. listing.Items] : [content];
    }

    // ---- variances ----

    private Term Variance(Term term)
    {
        if (Spread(term) is { } spread)
        {
            return spread;
        }

        var mean = Expectation(term);
        return Simplifying.Sum(
            Expectation(Simplifying.Product(term, term)),
            mean.IsZero() ? Term.Zero : Simplifying.Negative(Simplifying.Power(mean, 2))
        );
    }

    // Whether the term sums (or the like) over draws, so that the index of a draw is bound in it.
    private bool IsOverDraws(Term term) =>
        term is Fold fold && (Units(fold.Body).Any(unit => Mentions(unit, fold.Index)) || IsOverDraws(fold.Body))
        || term is not Fold && term.Children().Any(IsOverDraws);

    private static bool Mentions(Unit unit, string index) => unit.Indices.Any(at => at.FreeNames().Contains(index));

    // The variance by the rules for sums of independent terms and constant factors; null where they do not apply.
    private Term? Spread(Term term)
    {
        if (!IsRandom(term))
        {
            return Term.Zero;
        }

        switch (term)
        {
            case Guarded(var value, _):
                return Variance(value);
            case Negate(var x):
                return Variance(x);
            case Add(var xs):
            {
                var random = xs.Where(IsRandom).ToList();
                if (random.Count == 1)
                {
                    return Variance(random[0]);
                }

                Separate(term);
                var units = random.Select(x => Units(x).ToHashSet()).ToList();
                if (
                    Enumerable
                        .Range(0, units.Count)
                        .All(at => Enumerable.Range(0, at).All(before => !units[at].Overlaps(units[before])))
                )
                {
                    SupposeIndependence(units.SelectMany(unit => unit));
                    return Simplifying.Sum([.. random.Select(Variance)]);
                }

                break;
            }

            case Fold(FoldKind.Sum, var index, var range, null, var body) when IsIndexedBy(body, index):
                SupposeIndependence(Units(body));
                return new Fold(FoldKind.Sum, index, range, null, Variance(body));
            case Multiply or Divide:
            {
                var factors = Factors(term).ToList();
                var constant = factors.Where(factor => !IsRandom(factor)).ToList();
                if (constant.Count > 0)
                {
                    var rest = Simplifying.Product([.. factors.Where(IsRandom)]);
                    return Simplifying.Product(
                        Simplifying.Power(Simplifying.Product([.. constant]), 2),
                        Variance(rest)
                    );
                }

                break;
            }
        }

        return null;
    }

    // Whether every draw in the body is the one at the index, so that bodies at different indices are independent.
    private bool IsIndexedBy(Term body, string index)
    {
        var units = Units(body).ToList();
        return units.Count > 0
            && units.TrueForAll(unit => unit.Indices.Contains(new Symbol(index)))
            && units.TrueForAll(unit => unit.Indices.All(at => at is Number or Symbol));
    }

    // ---- large samples ----

    /// <summary>
    /// The term with every sum over a sample of the length replaced by the length times the expectation of its body (the law
    /// of large numbers); null when nothing is random.
    /// </summary>
    /// <remarks>Refused where a sum's own fluctuation could grow with the length: √n times a mean is not settled by it.</remarks>
    public Term? OverLargeSample(Term term, string length)
    {
        KnowDraws();
        if (_draws.Count == 0)
        {
            return null;
        }

        var elaborated = Unfolded(term);
        var fluctuations = 0;
        var replaced = Replace(elaborated, Expectation);
        if (IsRandom(replaced))
        {
            throw new NotUnderstood("a large sample enters otherwise than by its sums");
        }

        var size = Growth.Of(Replace(elaborated, Fluctuation), length);
        return size is null || size.Keys.Any(order => order.Power.Sign > 0)
            ? throw new NotUnderstood("a sum over a sample is magnified: the law of large numbers does not settle it")
            : replaced;

        Term Replace(Term part, Func<Term, Term> mean)
        {
            var inner = part.MapChildren(child => Replace(child, mean));
            return
                inner is Fold(FoldKind.Sum, var index, Span(Number(var from), Symbol(var to)), null, var body)
                && from == LossProofs.Reals.Rational.One
                && to == length
                && IsIndexedBy(body, index)
                ? Simplifying.Product(new Symbol(length), Supposing(body, mean))
                : inner;
        }

        Term Supposing(Term body, Func<Term, Term> mean)
        {
            SupposeIndependence(Units(body));
            return mean(body);
        }

        // A number of its own, as large as the body is.
        Term Fluctuation(Term body)
        {
            var order = Growth.Of(body, length) is { Count: > 0 } growth ? growth.Keys.Max() : Order.One;
            Term symbol = new Symbol(length);
            return Simplifying.Product(
                Simplifying.Power(symbol, order.Power),
                Simplifying.Power(Term.Log(symbol), (LossProofs.Reals.Rational)order.Logs),
                new Symbol($"\\#{++fluctuations}")
            );
        }
    }
}
