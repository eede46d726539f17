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

    /// <summary>A law of whose parameters writers mean one of two things, where nothing says which; null where there is none.</summary>
    public string? Unsettled { get; private set; }

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
