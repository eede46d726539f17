// Probabilities, expectations and entropies of which a document says nothing but their arguments: read from one joint law.
//
// A value x of a quantity is an index; what the quantity is there, where it counts, is an entry of the vector of its values.
// Inside of an expectation a capital letter is the entry at the index over which the expectation sums.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // The index over which an expectation sums a quantity.
    private const string Random = "\\#";

    /// <summary>The random quantities of the claim; null where its probabilities are read as they are declared.</summary>
    public JointWorld? World { get; init; }

    /// <summary>Whether a term depends on the world's laws.</summary>
    public bool IsOfWorld(Term term) => term.FreeNames().Any(_ofWorld.Contains);

    private static readonly HashSet<string> s_constants = ["a", "b", "c", "k", "\\mu", "\\alpha", "\\beta", "\\lambda"];

    private readonly HashSet<string> _ofWorld = new(StringComparer.Ordinal);
    private readonly HashSet<Term> _likelihoods = new(ReferenceEqualityComparer.Instance);

    // ---- what a name or an application means in the world ----

    private Term? InWorld(Application application)
    {
        if (World is null)
        {
            return null;
        }

        var slots = World.SlotsOf(application.Argument);
        if (World.LawOf(application.Head, slots) is { } law)
        {
            return slots is null ? ProbabilityOf(law, application.Argument)
                : World.HasLaw(law) ? Conditional(law, slots)
                : null;
        }

        if (World.Operator(application.Head, application.Argument) is not { } sort)
        {
            var function = JointWorld.Squared(application.Head);
            return IsFree(function) && scope.Declaration(Names.Of(function)) is null ? Table(application) : null;
        }

        var argument = application.Argument is Delimited fence ? fence.Content : application.Argument;
        return (sort, Randomness.Head(application.Head)) switch
        {
            ("E", "Cov" or "Corr") when argument is Listing { Items: [var left, var right] } => Covariance(
                left,
                right,
                Randomness.Head(application.Head) == "Corr"
            ),
            ("E", "Var" or "\\mathbb{V}") => VarianceOf(application.Head, argument),
            ("E", _) => ExpectationOf(application.Head, argument),
            ("H", _) => EntropyOf(application.Argument),
            ("I", _) => InformationOf(application.Argument),
            ("KL", _) => DivergenceOf(argument),
            _ => null,
        };
    }

    // A letter of the world among other terms: the number that its quantity is.
    private Element? ValueInWorld(Expression name)
    {
        if (World is null || scope.Declaration(Names.Of(name)) is not null && World.OfLetter(name) is null)
        {
            return null;
        }

        if (World.LawOf(name, null) is { } law && World.HasLaw(law) && World.OfLetter(name) is null)
        {
            throw new NotUnderstood($"the law {law} stands in the place of a number");
        }

        if (World.OfLetter(name) is { } random)
        {
            return World.UsesValues ? new Element(Values(random), [RandomIndex(random)]) : null;
        }

        return Names.Of(name) is var spelled && World.OfValue(spelled) is { } key && !QuantityNotation.IsCapital(name)
            ? new Element(Values(key), [Index(spelled, key)])
            : null;
    }

    private static readonly HashSet<string> Functions = ["f", "g", "h", "\\phi", "\\varphi", "\\psi"];

    // f(x): a function that nothing is said about, on finitely many values.
    private Term? Table(Application application)
    {
        if (World!.TableOf(application) is not { } slots)
        {
            return null;
        }

        var head = JointWorld.Squared(application.Head);
        if (!ReferenceEquals(head, application.Head))
        {
            return Table(application with { Head = head }) is { } root ? new Power(root, 2) : null;
        }

        var name = Names.Of(head);
        Note(
            new Variable(
                name,
                slots.Select(slot => LengthInWorld(slot.Key)).ToSequence(),
                Domain.Real,
                // \phi(X) of which nothing is said is any function of X.
                Functions.Contains(name)
                    ? Provenance.BuiltIn
                    : Provenance.Guessed
            )
        );
        return new Element(new Symbol(name), slots.Select(IndexOf).ToSequence());
    }

    // ---- the law ----

    private Term LengthInWorld(string key)
    {
        if (World!.IsBinary(key))
        {
            return new Number(2);
        }

        // Quantities with one law, or of which one determines the others, have as many values.
        var name = World.Dependence is Dependence.Identical or Dependence.Determined ? "\\#" : $"\\#{key}";
        Note(new Variable(name, [], new Integers(1, null), Provenance.BuiltIn));
        return new Symbol(name);
    }

    private Term Values(string key)
    {
        if (World!.IsBinary(key))
        {
            return new Listed([Term.Zero, Term.One]);
        }

        var letter = FormulaParser.Parse(World.Dependence == Dependence.Identical ? "x" : key).Body;
        var name = Names.Of(Capital(letter));
        // "A nonnegative random variable $X$", "$X > 0$": so are its values.
        var range = scope.Declaration(name)
            is { Provenance: Provenance.Text or Provenance.Declared, Dimensions.Count: 0, Domain: RealInterval said }
            ? said
            : Domain.Real;
        Note(new Variable(name, [LengthInWorld(key)], range, Provenance.BuiltIn));
        if (World.Dependence != Dependence.Centred || World.Default is not { } law)
        {
            return new Symbol(name);
        }

        var (at, each) = (Fresh("k"), Fresh("k"));
        var mean = Bound(
            each,
            () =>
                new Fold(
                    FoldKind.Sum,
                    each,
                    new Span(1, LengthInWorld(key)),
                    null,
                    Marginal(law, new() { [key] = new Symbol(each) })
                        * new Element(new Symbol(name), [new Symbol(each)])
                )
        );
        return new Tabulate(at, LengthInWorld(key), new Element(new Symbol(name), [new Symbol(at)]) - mean);

        static Expression Capital(Expression letter) =>
            letter switch
            {
                Scripted { Base: var inner } scripted => scripted with { Base = Capital(inner) },
                Identifier { Name: [>= 'a' and <= 'z'] } name => name with { Name = name.Name.ToUpperInvariant() },
                _ => letter,
            };
    }

    // The index that a slot's value is.
    private Term IndexOf(Slot slot) =>
        slot.Value switch
        {
            // A definition may have it of what the claim itself does not say to be 0 or 1.
            Numeral when !World!.IsBinary(slot.Key) => throw new NotUnderstood(
                $"a probability of {slot.Key} = {Printer.Print(slot.Value)}, and nothing says which values it has"
            ),
            Numeral { Digits: "0" } => Term.One,
            Numeral { Digits: "1" } => 2,
            _ when QuantityNotation.IsCapital(slot.Value) => World!.UsesValues
                ? RandomIndex(slot.Key)
                : Index(slot.Key, slot.Key),
            _ => Index(Names.Of(slot.Value), slot.Key),
        };

    // A value that nothing binds: the claim is made for each.
    private Symbol Index(string name, string key)
    {
        if (!_bound.ContainsKey(name) && _variables.TryAdd(name, IndexVariable(name, key)))
        {
            _freeIndices.Add(name);
        }

        return new Symbol(name);
    }

    private Symbol RandomIndex(string key)
    {
        var name = Random + "_" + key;
        if (!_bound.ContainsKey(name) && _variables.TryAdd(name, IndexVariable(name, key)))
        {
            _freeIndices.Add(name);
        }

        return new Symbol(name);
    }

    private Variable IndexVariable(string name, string key) =>
        new(name, [], new Integers(1, LengthInWorld(key)), Provenance.BuiltIn);

    // The chain's factor of the quantity at a place: its law given those before it.
    private Term Factor(string law, int place, IReadOnlyList<Term> values)
    {
        var keys = World!.Quantities(law);
        var (key, before) = (keys[place], keys.Take(place).ToList());
        switch (World.Dependence)
        {
            case Dependence.Uniform:
                return Term.One / LengthInWorld(key);
            case Dependence.Determined when place > 0:
                return new Piecewise([new Branch(new Compare(values[place], Relation.Equal, values[0]), Term.One)], 0);
            case Dependence.Independent or Dependence.Determined:
                before = [];
                break;
            case Dependence.Identical:
                (key, before) = (keys[0], []);
                break;
        }

        var name = LawName(law, key, before);
        Note(
            new Variable(
                name,
                [.. before.Select(LengthInWorld), LengthInWorld(key)],
                new ProbabilityVector(false),
                Provenance.BuiltIn
            )
        );
        _ofWorld.Add(name);
        return new Element(new Symbol(name), [.. before.Count == 0 ? [] : values.Take(place), values[place]]);
    }

    // p(y | x), as the counterexample shows it.
    private string LawName(string law, string key, List<string> before)
    {
        return Names.Canonical(
            before.Count == 0
                ? $"{law}({Shown(key)})"
                : $"{law}({Shown(key)} | {string.Join(", ", before.Select(Shown))})"
        );

        string Shown(string letter) => World!.HasEvents && letter.Length == 1 ? letter.ToUpperInvariant() : letter;
    }

    // The probability that quantities have the values: the others are summed out; those after the last one sum to 1.
    private Term Marginal(string law, Dictionary<string, Term> values)
    {
        var keys = World!.Quantities(law);
        var last = keys.Select((key, place) => values.ContainsKey(key) ? place : -1).Append(-1).Max();
        var independent = World.Dependence is Dependence.Independent or Dependence.Identical or Dependence.Uniform;
        var summed = new List<(string Index, string Key)>();
        var all = new List<Term>();
        foreach (var key in keys.Take(last + 1))
        {
            if (!values.TryGetValue(key, out var value))
            {
                var index = Fresh("k");
                summed.Add((index, key));
                value = new Symbol(index);
            }

            all.Add(value);
        }

        var factors = Enumerable
            .Range(0, last + 1)
            .Where(place => !independent || values.ContainsKey(keys[place]))
            .Select(place => Factor(law, place, all))
            .ToList();
        Term body = factors.Count switch
        {
            0 => Term.One,
            1 => factors[0],
            _ => new Multiply(factors.ToSequence()),
        };
        foreach (var (index, key) in independent ? [] : Enumerable.Reverse(summed))
        {
            body = new Fold(FoldKind.Sum, index, new Span(1, LengthInWorld(key)), null, body);
        }

        return body;
    }

    private Term Conditional(string law, Slots slots)
    {
        if (World!.HasEvents)
        {
            return ProbabilityOf(law, slots);
        }

        if (!slots.Asked.Concat(slots.Given).All(slot => World.Quantities(law).Contains(slot.Key)))
        {
            throw new NotUnderstood($"the law {law} is not one of these quantities");
        }

        var given = slots.Given.ToDictionary(slot => slot.Key, IndexOf);
        var both = new Dictionary<string, Term>(given);
        foreach (var slot in slots.Asked)
        {
            both[slot.Key] = IndexOf(slot);
        }

        var probability = Given(law, both, given);
        if (slots.Asked.Where(slot => World.Integrated.Contains(slot.Key)).ToList() is { Count: > 0 } dense)
        {
            probability /= Widths(dense.Select(slot => slot.Key));
        }

        _likelihoods.Add(probability);
        return probability;
    }

    private Term Given(string law, Dictionary<string, Term> all, Dictionary<string, Term> given) =>
        given.Count == 0 ? Marginal(law, all) : Marginal(law, all) / Marginal(law, given);

    /// <summary>
    /// That the laws are what a world with something supposed takes them for: a condition that no law breaks, so that what
    /// rests on it is no more than a guess. Null where nothing is supposed.
    /// </summary>
    public Hypothesis? SupposedLaws =>
        World is { IsGuessed: true }
        && _ofWorld.Where(_variables.ContainsKey).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } laws
            ? new Hypothesis(
                new Compare(
                    _variables[laws[0]].Dimensions.Count == 0
                        ? new Symbol(laws[0])
                        : new Element(new Symbol(laws[0]), _variables[laws[0]].Dimensions.Map(_ => (Term)Term.One)),
                    Relation.GreaterOrEqual,
                    Term.Zero
                ),
                Provenance.Guessed,
                string.Join(", ", laws)
            )
            : null;

    // The product of the widths of the cells on which the densities of quantities are constant.
    private Term Widths(IEnumerable<string> keys) =>
        Simplifying.Product([
            .. keys.Where(World!.Integrated.Contains)
                .Select(key =>
                {
                    var name = $"\\Delta {key}";
                    Note(new Variable(name, [], Domain.Positive, Provenance.BuiltIn));
                    return (Term)new Symbol(name);
                }),
        ]);

    // Over all values of quantities that have densities; null where the claim is about no laws.
    private Term? IntegralOfWorld(BigOperator integral)
    {
        if (World is not { Integrated.Count: > 0 })
        {
            return null;
        }

        var keys = JointWorld
            .OwnDifferentials(integral.Body)
            .Select(differential => differential.Variable)
            .Select(variable =>
                QuantityNotation.IsCapital(variable) && QuantityNotation.Key(variable) is { } random
                    ? (Name: World.UsesValues ? Random + "_" + random : random, Key: (string?)random)
                    : (Name: Names.Of(variable), Key: World.OfValue(Names.Of(variable)))
            )
            .ToList();
        var build = keys.Aggregate(
            () => Build(WithoutDifferential(integral.Body)),
            (Func<Term> inner, (string Name, string? Key) over) => () => Bound(over.Name, inner)
        );
        var sum = build();
        foreach (var (name, key) in keys)
        {
            sum = new Fold(FoldKind.Sum, name, new Span(1, LengthInWorld(key!)), null, sum);
        }

        return Simplifying.Product(Widths(keys.Select(pair => pair.Key!)), sum);
    }

    private string LawOfOperators =>
        World!.Default ?? throw new NotUnderstood("nothing says by which of the laws an expectation is taken");

    // ---- expectations ----

    private Term ExpectationOf(Expression head, Expression argument)
    {
        var (body, given) = argument is Barred { Bar: "|" } barred ? (barred.Left, barred.Right) : (argument, null);
        // \mathbb{E}[f(x)] without a capital letter: over the values that it names.
        var values = Names.Nodes(body).Where(node => World!.OfValue(Names.Of(node)) is not null).Distinct().ToList();
        var over =
            (head as Scripted)?.Subscript
            ?? (
                given is null
                && values.Count > 0
                && values.TrueForAll(value => !_bound.ContainsKey(Names.Of(value)))
                && !Names.Nodes(body).Any(node => World!.OfLetter(node) is not null)
                    ? values.Count == 1
                        ? values[0]
                        : new Listing(",", values.ToSequence())
                    : null
            );
        return Mean(over, given, () => Build(body));
    }

    private Term VarianceOf(Expression head, Expression argument)
    {
        var (body, given) = argument is Barred { Bar: "|" } barred ? (barred.Left, barred.Right) : (argument, null);
        var over = (head as Scripted)?.Subscript;
        return Mean(over, given, () => new Power(Build(body), 2)) - new Power(Mean(over, given, () => Build(body)), 2);
    }

    private Term Covariance(Expression left, Expression right, bool scaled)
    {
        var (bare, given) = right is Barred { Bar: "|" } barred ? (barred.Left, barred.Right) : (right, null);
        var covariance =
            Mean(null, given, () => Build(left) * Build(bare))
            - Mean(null, given, () => Build(left)) * Mean(null, given, () => Build(bare));
        return scaled ? covariance / new Apply(Function.Sqrt, [Spread(left) * Spread(bare)]) : covariance;

        Term Spread(Expression side) =>
            Mean(null, given, () => new Power(Build(side), 2)) - new Power(Mean(null, given, () => Build(side)), 2);
    }

    private Term Mean(Expression? over, Expression? given, Func<Term> body)
    {
        if (QuantityNotation.ListOf(given) is not { } conditions)
        {
            throw new NotUnderstood($"what an expectation is given, '{Shortened(given!)}', is not followed");
        }

        switch (over)
        {
            case null:
                return MeanOfLetters(LawOfOperators, null, conditions, body);
            case Listing { Separator: "," } listing when listing.Items.All(item => item is Chain):
                return listing.Items.Reverse().Aggregate(body, (inner, item) => () => Mean(item, given, inner))();
            case Chain { Operands: [var names, Application law], Relations: [{ Symbol: "\\sim" }] }
                when conditions.Count == 0
                    && QuantityNotation.ListOf(names is Delimited fenced ? fenced.Content : names) is { } drawn
                    && World!.SlotsOf(law.Argument) is { } slots
                    && drawn.Select(slot => slot.Key).ToHashSet().SetEquals(slots.Asked.Select(slot => slot.Key))
                    && World.LawOf(law.Head, slots) is { } named:
                return MeanOver(named, drawn, slots.Given, body);
            case Chain { Operands: [var names, Identifier or Scripted], Relations: [{ Symbol: "\\sim" }] } chain
                when QuantityNotation.ListOf(names is Delimited fenced ? fenced.Content : names) is { } drawn
                    && World!.LawOf(chain.Operands[1], null) is { } named
                    && World.HasLaw(named):
                return MeanOver(named, drawn, conditions, body);
            case Application application
                when conditions.Count == 0
                    && World!.SlotsOf(application.Argument) is { } slots
                    && World.LawOf(application.Head, slots) is { } named:
                return MeanOver(named, slots.Asked, slots.Given, body);
            case Identifier or Scripted when World!.LawOf(over, null) is { } named && World.HasLaw(named):
                // \mathbb{E}_q[\log q(z|x)]: over what q is of, where that is written in lower case.
                return
                    World.PatternOf(named) is { } pattern
                    && pattern.Asked.All(slot =>
                        !QuantityNotation.IsCapital(slot.Value) && !_bound.ContainsKey(Names.Of(slot.Value))
                    )
                    ? MeanOver(named, pattern.Asked, [.. pattern.Given, .. conditions], body)
                    : MeanOfLetters(named, null, conditions, body);
            case Identifier or Scripted or Listing when QuantityNotation.ListOf(over) is { } listed:
                return listed.All(slot => QuantityNotation.IsCapital(slot.Value))
                    ? MeanOfLetters(LawOfOperators, [.. listed.Select(slot => slot.Key)], conditions, body)
                    : MeanOver(LawOfOperators, listed, conditions, body);
            default:
                throw new NotUnderstood($"the law of an expectation, '{Shortened(over)}', is not followed");
        }
    }

    // Over values that are written in lower case: the letters are bound.
    private Term MeanOver(string law, IReadOnlyList<Slot> drawn, IReadOnlyList<Slot> conditions, Func<Term> body)
    {
        if (
            drawn.Any(slot => slot.Value is not (Identifier or Scripted))
            || !drawn.Concat(conditions).All(slot => World!.Quantities(law).Contains(slot.Key))
        )
        {
            throw new NotUnderstood("an expectation over what is no quantity of its law");
        }

        var names = drawn.Select(slot => NameOfValue(slot)).ToList();
        var build = names.Aggregate(body, (inner, name) => () => Bound(name, inner));
        var value = build();
        if (value.FreeNames().Any(name => name.StartsWith(Random + "_", StringComparison.Ordinal)))
        {
            throw new NotUnderstood("an expectation over some of the random quantities only is not followed");
        }

        var given = conditions.ToDictionary(slot => slot.Key, IndexOf);
        var all = new Dictionary<string, Term>(given);
        foreach (var (slot, name) in drawn.Zip(names))
        {
            all[slot.Key] = new Symbol(name);
        }

        var sum = Weighing(Given(law, all, given), value);
        foreach (var (slot, name) in drawn.Zip(names).Reverse())
        {
            sum = new Fold(FoldKind.Sum, name, new Span(1, LengthInWorld(slot.Key)), null, sum);
        }

        return sum;
    }

    private static string NameOfValue(Slot slot) =>
        QuantityNotation.IsCapital(slot.Value) ? Random + "_" + slot.Key : Names.Of(slot.Value);

    // Over the quantities whose capital letters stand in the body.
    private Term MeanOfLetters(
        string law,
        IReadOnlyCollection<string>? over,
        IReadOnlyList<Slot> conditions,
        Func<Term> body
    )
    {
        var known = _variables.Keys.ToHashSet();
        var value = body();
        var keys = World!
            .Quantities(law)
            .Where(key => value.FreeNames().Contains(Random + "_" + key) && !conditions.Any(slot => slot.Key == key))
            .ToList();
        if (over is not null && (keys.Exists(key => !over.Contains(key)) || conditions.Count > 0))
        {
            throw new NotUnderstood("an expectation over some of the random quantities only is not followed");
        }

        // E[X + c] = E[X] + E[c]: a letter that is a constant by custom, beside what is random.
        if (keys.Count == 0 && conditions.Count == 0 && value is Symbol(var constant) && s_constants.Contains(constant))
        {
            World.Guessed();
            return value;
        }

        if (
            keys.Count == 0
            && conditions.Count == 0
            && (!IsOfWorld(value) || value.FreeNames().Any(name => _freeIndices.Contains(name) && IsValueOf(law, name)))
        )
        {
            throw new NotUnderstood("nothing says what is random in an expectation");
        }

        var given = conditions.ToDictionary(slot => slot.Key, IndexOf);
        var all = new Dictionary<string, Term>(given);
        foreach (var key in keys)
        {
            all[key] = new Symbol(Random + "_" + key);
        }

        // What is given is put in for its letter, X = x.
        foreach (var slot in conditions)
        {
            value = Replaced(value, Random + "_" + slot.Key, given[slot.Key]);
        }

        var sum = keys.Count == 0 ? value : Weighing(Given(law, all, given), value);
        foreach (var key in Enumerable.Reverse(keys))
        {
            var name = Random + "_" + key;
            sum = new Fold(FoldKind.Sum, name, new Span(1, LengthInWorld(key)), null, sum);
            if (!known.Contains(name))
            {
                _variables.Remove(name);
                _freeIndices.Remove(name);
            }
        }

        return sum;
    }

    // A value in lower case that an expectation may be over.
    private bool IsValueOf(string law, string name) =>
        World!.OfValue(name) is { } key && World.Quantities(law).Contains(key);

    // p log p is 0 where p is.
    private static Term Weighing(Term weight, Term value) =>
        HasLogarithm(value) ? Weighted(weight, value) : weight * value;

    private static bool HasLogarithm(Term term) =>
        term is Apply(Function.Log or Function.Log2 or Function.Log10, _) || term.Children().Any(HasLogarithm);

    // A product of a probability and a logarithm: 0 where the probability is.
    private Term? Weighing(List<Term> factors) =>
        World is not null
        && factors.FindIndex(_likelihoods.Contains) is >= 0 and var place
        && factors.Where((_, at) => at != place).ToList() is { Count: > 0 } others
        && others.Exists(HasLogarithm)
            ? Weighted(factors[place], others.Count == 1 ? others[0] : new Multiply(others.ToSequence()))
            : null;

    private static Term Replaced(Term term, string name, Term value) =>
        term switch
        {
            Symbol(var symbol) when symbol == name => value,
            Fold(_, var index, _, _, _) when index == name => term,
            Tabulate(var index, _, _) when index == name => term,
            _ => term.MapChildren(child => Replaced(child, name, value)),
        };
}
