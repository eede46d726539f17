// The random quantities of one claim and their joint law: p(x), p(x|y), P(X = x), P(A \cup B), H(X|Y), \mathbb{E}[X] of a
// document that declares none of them speak of one law, and are read from it by their arguments.
//
// The law is written as a chain, p(x) p(y|x) p(z|x, y): every law on finitely many values has that form, and marginals drop
// the last factors. Each quantity takes finitely many values, as many as one likes; x is one of them.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims;

/// <summary>How the quantities of a world hang together: any way, or as a document may suppose without a formula.</summary>
internal enum Dependence
{
    /// <summary>In any way.</summary>
    Any,

    /// <summary>Independent; so is every conditional independence and every Markov chain.</summary>
    Independent,

    /// <summary>Independent, with one law.</summary>
    Identical,

    /// <summary>All are functions of the first.</summary>
    Determined,

    /// <summary>Independent, all values equally likely.</summary>
    Uniform,

    /// <summary>With means of zero.</summary>
    Centred,

    /// <summary>With the values 0 and 1.</summary>
    Binary,

    /// <summary>Events of which no two happen together.</summary>
    Exclusive,
}

/// <summary>A quantity in the argument of a probability with the value that it takes there.</summary>
/// <param name="Key">The quantity: its letter in lower case, with its scripts.</param>
/// <param name="Value">As written: x, X, 1.</param>
internal sealed record Slot(string Key, Expression Value);

/// <summary>A probability's argument: what is asked for, what is given, and parameters that only tell laws apart.</summary>
internal sealed record Slots(IReadOnlyList<Slot> Asked, IReadOnlyList<Slot> Given, string Parameters);

/// <summary>The random quantities that a claim mentions.</summary>
internal sealed class JointWorld
{
    // Laws of more quantities take too many numbers to be tried.
    private const int MostQuantities = 4;
    private const int MostEvents = 4;
    private const int MostRelations = 64;

    private static readonly HashSet<string> s_random = ["U", "V", "W", "X", "Y", "Z"];

    private readonly Func<Expression, bool> _isKnown;
    private readonly Func<Expression, bool> _isDeclared;
    private readonly Func<Expression, bool> _isFixed;
    private readonly Dictionary<string, List<string>> _laws = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _arities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slots?> _patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _same = new(StringComparer.Ordinal);
    private readonly HashSet<(string One, string Other, bool Excludes)> _related = [];
    private bool _tellsApart;
    private bool _isBroken;

    private JointWorld(
        Func<Expression, bool> isKnown,
        Func<Expression, bool> isDeclared,
        Func<Expression, bool> isFixed,
        Dependence dependence
    ) => (_isKnown, _isDeclared, _isFixed, Dependence) = (isKnown, isDeclared, isFixed, dependence);

    /// <summary>Takes in what conditions say of events: A \subseteq B, A \cap B = \emptyset, and what follows of others.</summary>
    public JointWorld Supposing(IEnumerable<Expression> conditions)
    {
        var said = conditions
            .Select(EventNotation.RelationOf)
            .OfType<(string One, string Other, bool Excludes)>()
            .ToHashSet();
        for (var before = -1; before < said.Count && said.Count < MostRelations; )
        {
            before = said.Count;
            foreach (var (part, whole, _) in said.Where(pair => !pair.Excludes).ToList())
            {
                // A \subseteq B \subseteq C; A \subseteq B, and B excludes C.
                foreach (var (one, other, excludes) in said.ToList())
                {
                    if (one == whole)
                    {
                        said.Add((part, other, excludes));
                    }
                    else if (excludes && other == whole)
                    {
                        said.Add((one, part, true));
                    }
                }
            }
        }

        foreach (
            var pair in said.Where(pair =>
                pair.One != pair.Other && _laws.Values.Any(law => law.Contains(pair.One) && law.Contains(pair.Other))
            )
        )
        {
            _related.Add(pair);
            HasEvents = true;
            UsesValues = false;
            IsGuessed = true;
        }

        return this;
    }

    /// <summary>Whether a condition is one on events that this world is made by.</summary>
    public bool Supposes(Expression condition) =>
        EventNotation.RelationOf(condition) is { } said && _related.Contains(said);

    /// <summary>Takes for guessed what the document says of these events somewhere else.</summary>
    public JointWorld Beside(IEnumerable<Expression> formulas)
    {
        IsGuessed |= formulas.Any(formula =>
            EventNotation.RelationOf(formula) is var (one, other, _)
            && _laws.Values.Any(law => law.Contains(one) || law.Contains(other))
        );
        return this;
    }

    /// <summary>Whether an event has to happen, or may not, where others do or do not; null where it may be either.</summary>
    public bool? Forced(string key, IReadOnlyDictionary<string, bool> known)
    {
        if (_related.Count == 0)
        {
            return null;
        }

        var open = _related
            .SelectMany(pair => new[] { pair.One, pair.Other })
            .Distinct()
            .Where(other => other != key && !known.ContainsKey(other))
            .ToList();
        return (MayBe(true), MayBe(false)) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => null,
        };

        // Whether the others can be as they are said to be.
        bool MayBe(bool value)
        {
            return Enumerable
                .Range(0, 1 << open.Count)
                .Any(way =>
                    _related.All(pair =>
                        pair.Excludes
                            ? !(Happens(pair.One, way) && Happens(pair.Other, way))
                            : !Happens(pair.One, way) || Happens(pair.Other, way)
                    )
                );

            bool Happens(string name, int way) =>
                name == key ? value
                : known.TryGetValue(name, out var happens) ? happens
                : (way >> open.IndexOf(name) & 1) != 0;
        }
    }

    /// <summary>The world, with what its quantities hang together like taken from words, which may say it of others.</summary>
    public JointWorld Guessed()
    {
        IsGuessed = true;
        return this;
    }

    /// <summary>How the quantities hang together.</summary>
    public Dependence Dependence { get; }

    /// <summary>Whether letters are events and not values.</summary>
    public bool HasEvents { get; private set; }

    /// <summary>Whether the numbers that quantities take count, and not only how likely they are.</summary>
    public bool UsesValues { get; private set; }

    /// <summary>Whether the document gives one of the laws by a formula: what holds for every law holds for it, and no more.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>
    /// Whether something was supposed of the laws that nothing says: that p(z) and p_\theta(x|z) are one, that \hat p is a law
    /// for itself, that an integral runs over all values. What holds even so is no proof, what fails no counterexample.
    /// </summary>
    public bool IsGuessed { get; private set; }

    /// <summary>
    /// The quantities over which it integrates: each has a density, which is constant on cells of one width. An integral is a
    /// sum over the cells, times the width; whatever is said of all densities holds for these.
    /// </summary>
    public HashSet<string> Integrated { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an entropy is taken, which a density does not have.</summary>
    public bool UsesEntropy { get; private set; }

    /// <summary>The law that operators without one mean.</summary>
    public string? Default => _laws.Count == 1 ? _laws.Keys.First() : null;

    /// <summary>What may be supposed of the quantities without a formula.</summary>
    /// <param name="says">Whether words of the document speak of it.</param>
    public IEnumerable<Dependence> Suppositions(Func<Dependence, bool> says) =>
        Enum.GetValues<Dependence>()
            .Where(dependence =>
                dependence switch
                {
                    Dependence.Any => false,
                    // Left unsaid more often than not.
                    Dependence.Independent => true,
                    Dependence.Exclusive => HasEvents,
                    Dependence.Centred or Dependence.Binary => UsesValues || !HasEvents,
                    // X_1 and X_2 are draws from one law.
                    Dependence.Identical => says(dependence) || AreDraws,
                    _ => says(dependence),
                }
            );

    private bool AreDraws =>
        _laws
            .Values.SelectMany(law => law)
            .Select(key => FormulaParser.Parse(key).Body)
            .OfType<Scripted>()
            .GroupBy(scripted => scripted.Base)
            .Any(group => group.Count() > 1);

    /// <summary>The world of a claim; null where it mentions no probability, or none that can be told from a product.</summary>
    /// <param name="sides">The claim's sides.</param>
    /// <param name="isKnown">Whether a name is declared or defined.</param>
    /// <param name="isDeclared">Whether a binding says what a name is, so that it is no unknown law.</param>
    /// <param name="saysChance">Whether the document speaks of probabilities at all.</param>
    /// <param name="dependence">How the quantities hang together.</param>
    /// <param name="isFixed">Whether a capital letter cannot be random: it is an array, or a binding says what it is.</param>
    public static JointWorld? Of(
        IReadOnlyList<Expression> sides,
        Func<Expression, bool> isKnown,
        Func<Expression, bool> isDeclared,
        bool saysChance,
        Dependence dependence,
        Func<Expression, bool>? isFixed = null
    )
    {
        var nodes = sides.SelectMany(Names.Nodes).ToList();
        var integrals = nodes.OfType<BigOperator>().Where(big => big.Operator is "\\int" or "\\iint").ToList();
        if (
            nodes.Exists(node => node is DerivativeQuotient)
            || nodes.Count(node => node is Differential)
                != integrals.Sum(integral => OwnDifferentials(integral.Body).Count())
            || !integrals.TrueForAll(IsOverAll)
        )
        {
            // Laws that depend on a parameter smoothly, and integrals over a part, are others.
            return null;
        }

        var world = new JointWorld(isKnown, isDeclared, isFixed ?? isDeclared, dependence);
        foreach (var big in nodes.OfType<BigOperator>())
        {
            world._bound.UnionWith(Names.Nodes(big.Lower ?? new Missing()).Where(Names.IsName).Select(Names.Of));
        }

        world.Compare(sides);
        var surely = saysChance;
        // Operators are by the laws that stand beside them.
        foreach (
            var application in nodes
                .OfType<Application>()
                .OrderBy(node => world.Named(node.Head, world.SlotsOf(node.Argument)) is null)
        )
        {
            surely |= world.Enter(application);
        }

        if (integrals.Count > 0)
        {
            var over = integrals.SelectMany(integral => OwnDifferentials(integral.Body)).ToList();
            if (!over.TrueForAll(differential => world.IsValue(differential.Variable)))
            {
                return null;
            }

            surely = true;
            world.IsGuessed = true;
            world.Integrated.UnionWith(over.Select(differential => QuantityNotation.Key(differential.Variable)!));
        }

        // p(x, y) beside p(x) is no function of two arguments, and what is summed over all values is a law.
        surely |=
            world._arities.Values.Any(arities => arities.Count > 1)
            || nodes
                .OfType<BigOperator>()
                .Any(big =>
                    big is { Operator: "\\sum", Upper: null, Lower: Identifier or Scripted or Listing }
                    && QuantityNotation.ListOf(big.Lower) is { Count: > 0 } over
                    && over.All(slot => world._values.Contains(Names.Of(slot.Value)))
                );

        return !surely || world._isBroken || world._laws.Count == 0 ? null
            : !world.HasEvents && world._laws.Values.Any(law => law.Count == 0) ? null
            : world._laws.Values.Any(law => law.Count > (world.HasEvents ? MostEvents : MostQuantities)) ? null
            : world;
    }

    /// <summary>
    /// Whether an equation relates probabilities, entropies or expectations of one law, and nothing else: H(X, Y) = H(X) + H(Y|X)
    /// says something of H, it does not say what H is.
    /// </summary>
    public static bool IsIdentity(
        Expression left,
        Expression right,
        Func<Expression, bool> isKnown,
        Func<Expression, bool> isDeclared,
        bool saysChance
    )
    {
        if (
            left is not Application
            // \pi(a|s) = P(A_t = a | S_t = s): what a policy is.
            || Letter(left) is { Name: "\\pi" } policy && !Names.Nodes(right).Contains(policy)
            || Of([left, right], isKnown, isDeclared, saysChance, Dependence.Any) is not { } world
        )
        {
            return false;
        }

        return IsOfLaw(left) && IsOfLaw(right) && world.IsOnlyOfLaw(right);

        bool IsOfLaw(Expression side) =>
            Names
                .Nodes(side)
                .OfType<Application>()
                .Any(node =>
                    world.LawOf(node.Head, world.SlotsOf(node.Argument)) is not null
                    || world.Operator(node.Head, node.Argument) is not null
                );
    }

    private static Identifier? Letter(Expression application) =>
        application is Application { Head: var head }
            ? head as Identifier ?? (head as Scripted)?.Base as Identifier
            : null;

    private bool IsOnlyOfLaw(Expression side)
    {
        switch (side)
        {
            case Application application
                when LawOf(application.Head, SlotsOf(application.Argument)) is not null
                    || Operator(application.Head, application.Argument) is not null:
                return true;
            case Application application when TableOf(application) is not null:
                return true;
            case Application { Head: var head, Argument: var argument }:
                return Notation.Functions.Contains(Names.Of(head)) && IsOnlyOfLaw(argument);
            case Differential:
                return true;
            case BigOperator { Operator: "\\sum" or "\\int" or "\\iint", Body: var body }:
                return IsOnlyOfLaw(body);
            case Identifier or Scripted when Names.IsName(side):
                return OfLetter(side) is not null || _values.Contains(Names.Of(side));
            default:
                return Names.Children(side).All(IsOnlyOfLaw);
        }
    }

    /// <summary>All quantities, of whatever law.</summary>
    public IEnumerable<string> Everything => _laws.Values.SelectMany(quantities => quantities).Distinct();

    /// <summary>The quantities of a law, in the order in which its chain has them.</summary>
    public IReadOnlyList<string> Quantities(string law) => _laws.GetValueOrDefault(law) ?? [];

    /// <summary>What a law is of wherever the claim has it with its arguments, and what it is given; null where it varies.</summary>
    public Slots? PatternOf(string law) => _patterns.GetValueOrDefault(law);

    /// <summary>Whether a law of that name is in the claim.</summary>
    public bool HasLaw(string law) => _laws.ContainsKey(law);

    /// <summary>The quantity that an index is a value of; null for other names.</summary>
    public string? OfValue(string name) =>
        _values.Contains(name) ? QuantityNotation.Key(FormulaParser.Parse(name).Body) : null;

    /// <summary>Whether a name is a quantity of this world or a value of one: x, and X in P(Y | X).</summary>
    public bool IsValue(Expression name) =>
        _values.Contains(Names.Of(name))
        || QuantityNotation.IsCapital(name) && QuantityNotation.Key(name) is { } key && _values.Contains(key);

    /// <summary>Whether a quantity takes the values 0 and 1, as the claim's own arguments say.</summary>
    public bool IsBinary(string key) => Dependence == Dependence.Binary || _numbered.Contains(key);

    /// <summary>The random quantity that a capital letter is; null for others.</summary>
    public string? OfLetter(Expression expression) =>
        QuantityNotation.IsCapital(expression)
        && QuantityNotation.Key(expression) is { } key
        && _laws.Values.Any(law => law.Contains(key))
            ? key
            : null;

    /// <summary>The name of a law: P, \Pr and p are one.</summary>
    public string? LawOf(Expression head, Slots? slots)
    {
        if (Named(head, slots) is not { } name)
        {
            return null;
        }

        // Where one probability is declared, the others are what the declarations make of them.
        if (_isDeclared(head))
        {
            _isBroken = true;
            return null;
        }

        IsGiven |= _isKnown(head);
        IsGuessed |= head is Identifier { Accents.Count: > 0 } or Scripted { Superscript: not null } || name[0] == 'f';
        return _same.GetValueOrDefault(name, name);
    }

    // The law that a head names, as far as its letter and scripts say: p, \hat{p}, p^*, p_\theta, p_{X|Y}, f_X.
    private string? Named(Expression head, Slots? slots)
    {
        var (letter, subscript, label) = head switch
        {
            Identifier name => (name, (Expression?)null, (Expression?)null),
            Scripted { Base: Identifier name, Superscript: null, Primes: 0 } scripted => (
                name,
                scripted.Subscript,
                null
            ),
            Scripted { Base: Identifier name, Superscript: { } above, Primes: 0 } scripted
                when above is Identifier { Name: "*" } or Identifier { Style: LetterStyle.Roman } => (
                name,
                scripted.Subscript,
                above
            ),
            _ => (null, null, null),
        };
        // \tilde{p} is mostly what is no law yet.
        if (letter is null || letter.Accents is not ([] or ["\\hat"]))
        {
            return null;
        }

        var ofLetters = subscript is null ? null : LettersOf(subscript);
        // A density is known by the letters of its quantities.
        var known =
            LetterOf(letter, slots is { Given.Count: > 0 })
            ?? (letter is { Name: "f", Style: LetterStyle.Plain } && Repeats(ofLetters, slots) ? "f" : null);
        if (known is null)
        {
            return null;
        }

        known = letter.Accents.Count > 0 ? $"\\hat{{{known}}}" : known;
        // p_X(x) says again whose law it is.
        if (subscript is not null && (_tellsApart || ofLetters is null))
        {
            known = $"{known}_{{{Names.Of(subscript)}}}";
        }

        known = label is null ? known : $"{known}^{{{Names.Of(label)}}}";
        return slots is { Parameters.Length: > 0 } ? $"{known}({slots.Parameters})" : known;
    }

    // P, \Pr and p are one; a policy is written with a condition only, \pi(a|s).
    private static string? LetterOf(Identifier letter, bool isConditional) =>
        letter switch
        {
            { Name: "\\Pr" } or { Name: "p" or "P", Style: LetterStyle.Plain or LetterStyle.Blackboard } => "p",
            { Name: "Pr" or "Prob", Style: LetterStyle.Roman } => "p",
            { Name: "q" or "Q", Style: LetterStyle.Plain } => "q",
            { Name: "\\pi", Style: LetterStyle.Plain } when isConditional => "\\pi",
            _ => null,
        };

    /// <summary>What a law is written of, p_\theta(a|s) of a, where its letter is one of a law; null for others.</summary>
    public static Expression? AskedOf(Expression expression) =>
        expression is Application { Head: var head, Argument: Delimited { Open: "(", Content: var content } }
        && (head as Identifier ?? (head as Scripted)?.Base) is Identifier { Accents.Count: 0 } letter
        && LetterOf(letter, content is Barred) is not null
            ? content is Barred barred
                ? barred.Left
                : content
            : null;

    // The quantities whose capital letters a subscript has: X, Y; XY; Y|X. Null where it is another.
    private static IReadOnlyList<string>? LettersOf(Expression subscript)
    {
        IEnumerable<Expression> parts = subscript switch
        {
            Barred { Bar: "|" } barred => Names.Parts(barred.Left).Concat(Names.Parts(barred.Right)),
            Identifier { Style: LetterStyle.Roman, Accents.Count: 0 } word
                when word.Name.Length <= MostQuantities && word.Name.All(char.IsAsciiLetterUpper) => word.Name.Select(
                letter => new Identifier(letter.ToString())
            ),
            Product product when product.Factors.All(factor => factor.Link.Length == 0) => product.Factors.Select(
                factor => factor.Value
            ),
            _ => Names.Parts(subscript),
        };
        var letters = parts.ToList();
        return
            letters.TrueForAll(QuantityNotation.IsCapital)
            && letters.TrueForAll(letter => QuantityNotation.Key(letter) is not null)
            ? letters.ConvertAll(letter => QuantityNotation.Key(letter)!)
            : null;
    }

    private static bool Repeats(IReadOnlyList<string>? letters, Slots? slots) =>
        letters is not null
        && slots is not null
        && letters.ToHashSet().SetEquals(slots.Asked.Concat(slots.Given).Select(slot => slot.Key));

    /// <summary>Whether a head has the letter of a law, whatever it is of.</summary>
    public static bool IsLaw(Expression head) =>
        (head is Scripted { Base: var inner } ? inner : head)
            is Identifier { Name: "\\Pr" or "p" or "P" or "q" or "Q" or "Pr" or "Prob" };

    /// <summary>Whether an expression is made of probabilities or expectations.</summary>
    public static bool Speaks(Expression body) =>
        Names
            .Nodes(body)
            .OfType<Application>()
            .Any(node =>
                IsLaw(node.Head) || Randomness.IsOperator(node.Head) || IsDivergence(node.Head, node.Argument)
            );

    // Whether p_X, p_Y are laws of quantities or names of laws, as p_T and p_S are; whether p and p_\theta are one law.
    private void Compare(IReadOnlyList<Expression> sides)
    {
        var applied = sides
            .SelectMany(Names.Nodes)
            .OfType<Application>()
            .Select(application => (application.Head, Slots: SlotsOf(application.Argument)))
            .Where(pair => Named(pair.Head, pair.Slots) is not null)
            .ToList();
        var alone = sides
            .SelectMany(Names.Quantities)
            .Where(node =>
                node is Identifier or Scripted
                && Named(node, null) is not null
                && QuantityNotation.Key(node) is not null
            )
            .Where(node => !QuantityNotation.IsCapital(node))
            .ToList();
        var subscripts = applied
            .Where(pair => pair.Slots is not null)
            .Select(pair => (Letters: Letters(pair.Head), pair.Slots))
            .Concat(alone.Select(node => (Letters: Letters(node), Slots: (Slots?)null)))
            .Where(pair => pair.Letters is not null)
            .ToList();
        _tellsApart = subscripts.Exists(pair => !Repeats(pair.Letters, pair.Slots));
        _isBroken |= _tellsApart && subscripts.Exists(pair => pair.Letters!.Count > 1);

        foreach (var letter in new[] { "p", "q" })
        {
            var patterns = applied
                .Select(pair => (Law: Named(pair.Head, pair.Slots)!, Pattern: PatternOf(pair.Slots)))
                .Where(pair => pair.Law == letter || IsParameter(pair.Law, letter))
                .ToList();
            var others = patterns.Select(pair => pair.Law).Where(law => law != letter).Distinct().ToList();
            if (
                others is [var other]
                && patterns.Exists(pair => pair.Law == letter)
                && !alone.Exists(node => Named(node, null) is { } named && (named == letter || named == other))
                && !patterns
                    .Where(pair => pair.Law == letter)
                    .Select(pair => pair.Pattern)
                    .Intersect(patterns.Where(pair => pair.Law == other).Select(pair => pair.Pattern))
                    .Any()
            )
            {
                // p(z) beside p_\theta(x|z), and never p_\theta(z): the parameter is left out where there is none.
                _same[other] = letter;
                IsGuessed = true;
            }
        }

        // q(z) beside q(z|x), and x has another law: q(z) may be an average by that.
        var laws = applied
            .Where(pair => pair.Slots is not null)
            .GroupBy(pair => Named(pair.Head, pair.Slots)!)
            .Select(group => (Law: group.Key, All: group.Select(pair => pair.Slots!).ToList()))
            .ToList();
        foreach (var (law, all) in laws)
        {
            var given = all.SelectMany(slots => slots.Given).Select(slot => slot.Key).ToHashSet();
            given.ExceptWith(all.SelectMany(slots => slots.Asked).Select(slot => slot.Key));
            IsGuessed |=
                all.Exists(slots => !slots.Given.Any(slot => given.Contains(slot.Key)))
                && laws.Exists(other =>
                    other.Law != law && other.All.Exists(slots => slots.Asked.Any(slot => given.Contains(slot.Key)))
                );
        }

        static IReadOnlyList<string>? Letters(Expression head) =>
            head is Scripted { Subscript: { } subscript } ? LettersOf(subscript) : null;

        static string PatternOf(Slots? slots) =>
            slots is null
                ? string.Empty
                : $"{string.Join(",", slots.Asked.Select(slot => slot.Key).Order())}|{string.Join(",", slots.Given.Select(slot => slot.Key).Order())}";

        static bool IsParameter(string law, string letter) =>
            law.StartsWith($"{letter}_{{\\", StringComparison.Ordinal)
                && !law.Contains("\\text", StringComparison.Ordinal)
            || law.StartsWith($"{letter}(", StringComparison.Ordinal);
    }

    /// <summary>The differentials of an integral that belong to no inner one with its own.</summary>
    public static IEnumerable<Differential> OwnDifferentials(Expression body) =>
        body switch
        {
            Differential own => [own],
            BigOperator { Operator: "\\int" or "\\iint" } => [],
            _ => Names.Children(body).SelectMany(OwnDifferentials),
        };

    // Without bounds, over the line, or over the set of a quantity's values.
    private static bool IsOverAll(BigOperator integral) =>
        (integral.Lower, integral.Upper) switch
        {
            (null, null) => true,
            (
                Additive { Terms: [{ Sign: "-", Term: Identifier { Name: "\\infty" } }] },
                Identifier { Name: "\\infty" }
            ) => true,
            (Identifier { Style: LetterStyle.Calligraphic or LetterStyle.Blackboard }, null) => true,
            (Identifier lower, null) => OwnDifferentials(integral.Body)
                .Any(differential => differential.Variable.Equals(lower)),
            _ => false,
        };

    /// <summary>The quantities of a probability's argument; null where it is an event of another form.</summary>
    public Slots? SlotsOf(Expression argument)
    {
        var content = argument is Delimited fence ? fence.Content : argument;
        while (content is Delimited { Open: "\\{" or "(" or "[" } inner)
        {
            content = inner.Content;
        }

        var (left, right) = content is Barred { Bar: "|" } barred ? (barred.Left, barred.Right) : (content, null);
        var parameters = string.Empty;
        if (Parameters(ref right) is { } after)
        {
            parameters = after;
        }
        else if (right is null && Parameters(ref left!) is { } alone)
        {
            parameters = alone;
        }

        return QuantityNotation.ListOf(left) is { } asked && QuantityNotation.ListOf(right) is { } given
            ? new Slots(asked, given, parameters)
            : null;

        static string? Parameters(ref Expression? part)
        {
            if (part is not Listing { Separator: ";", Items: { Count: > 1 } items })
            {
                return null;
            }

            part = items[0];
            return string.Join(";", items.Skip(1).Select(Names.Of));
        }
    }

    // Takes in what an application says of the world; true where it can be nothing but a probability.
    private bool Enter(Application application)
    {
        var slots = SlotsOf(application.Argument);
        if (LawOf(application.Head, slots) is { } law)
        {
            return EnterProbability(law, application, slots);
        }

        if (Operator(application.Head, application.Argument) is not { } sort)
        {
            return false;
        }

        switch (sort)
        {
            case "E":
                EnterExpectation(application);
                return true;
            case "KL":
                // What is compared are laws that stand elsewhere in the claim, or laws of one quantity.
                EnterLaws(LawLetters(application.Argument));
                return true;
            default:
                UsesEntropy |= sort == "H";
                if (LawLetters(application.Argument) is { Count: > 0 } letters)
                {
                    EnterLaws(letters);
                    return true;
                }

                foreach (var slot in QuantityNotation.ListsOf(application.Argument))
                {
                    Add(Default ?? "p", slot.Key);
                    Note(slot);
                }

                // H(X) alone may be a name.
                return sort == "I" || application.Argument is Delimited { Content: Barred or Listing };
        }
    }

    // Laws as wholes are of what one of them is elsewhere in the claim.
    private void EnterLaws(List<string> letters)
    {
        var keys = letters.Select(letter => _laws.GetValueOrDefault(letter)).FirstOrDefault(known => known is not null);
        foreach (
            var (letter, key) in letters.SelectMany(letter => (keys ?? ["x"]).ToList().Select(key => (letter, key)))
        )
        {
            Add(letter, key);
        }
    }

    private bool EnterProbability(string law, Application application, Slots? slots)
    {
        if (slots is null)
        {
            // Events.
            var letters = Letters(application.Argument).ToList();
            HasEvents |= EventNotation.IsAlgebra(application.Argument);
            UsesValues |= !HasEvents;
            // A' may be another event.
            IsGuessed |= HasEvents && Names.Nodes(application.Argument).Any(node => node is Scripted { Primes: > 0 });
            if (HasEvents && !_laws.ContainsKey(law))
            {
                _laws[law] = [];
            }

            foreach (var letter in letters)
            {
                Add(law, QuantityNotation.Key(letter)!);
            }

            return HasEvents || letters.Count > 0;
        }

        if (!_arities.TryGetValue(law, out var arities))
        {
            _arities[law] = arities = [];
        }

        arities.Add(slots.Asked.Count + slots.Given.Count);
        _patterns[law] =
            !_patterns.TryGetValue(law, out var pattern) ? slots
            : pattern is not null
            && pattern.Asked.SequenceEqual(slots.Asked)
            && pattern.Given.SequenceEqual(slots.Given)
                ? pattern
            : null;
        foreach (var slot in slots.Asked.Concat(slots.Given))
        {
            Add(law, slot.Key);
            Note(slot);
        }

        return application.Argument is Delimited { Content: Barred or Chain or Delimited or Listing { Separator: ";" } }
            || application.Argument is Delimited { Content: Listing { Items: var items } }
                && items.All(item => item is Chain)
            // \Pr and \mathbb{P} are nothing else, and p_X(x) says what it is.
            || Names.IsOperator(application.Head)
            || application.Head is Scripted { Subscript: { } subscript } && Repeats(LettersOf(subscript), slots);
    }

    private void EnterExpectation(Application application)
    {
        UsesValues = true;
        var over = (application.Head as Scripted)?.Subscript;
        var known = _laws.Count == 1 ? _laws.Keys.First() : "p";
        foreach (
            var item in over is Listing { Separator: "," } listing ? listing.Items
            : over is null ? []
            : [over]
        )
        {
            switch (item)
            {
                case Chain { Operands: [var names, Identifier or Scripted], Relations: [{ Symbol: "\\sim" }] } chain
                    when LawOf(chain.Operands[1], null) is { } law:
                    foreach (var slot in QuantityNotation.ListOf(Unfenced(names)) ?? [])
                    {
                        Add(law, slot.Key);
                        Note(slot);
                    }

                    break;
                case Identifier or Scripted when QuantityNotation.Key(item) is { } key && !_isKnown(item):
                    Add(known, key);
                    Note(new Slot(key, item));
                    break;
            }
        }

        var letters = Letters(application.Argument).ToList();
        if (letters.Count == 0 && over is null && Names.IsOperator(application.Head))
        {
            // \mathbb{E}[N]: something has to be random.
            letters = [.. Letters(application.Argument, any: true)];
            IsGuessed |= letters.Count > 0;
        }

        foreach (var letter in letters)
        {
            if (!_laws.Values.Any(law => law.Contains(QuantityNotation.Key(letter)!)))
            {
                Add(known, QuantityNotation.Key(letter)!);
            }
        }
    }

    private static Expression Unfenced(Expression names) =>
        names is Delimited { Open: "(", Content: var content } ? content : names;

    // Capital letters that are random wherever nothing else is said of them. What a document says of one, and is not
    // followed here, narrows it: what holds of any holds of it.
    private IEnumerable<Expression> Letters(Expression argument, bool any = false)
    {
        var complements = Names
            .Nodes(argument)
            .OfType<Scripted>()
            .Where(EventNotation.IsComplement)
            .Select(node => node.Superscript)
            .OfType<Expression>()
            .ToHashSet(ReferenceEqualityComparer.Instance);
        var isEvents = HasEvents || EventNotation.IsAlgebra(argument);
        foreach (var node in Names.Quantities(argument).Where(node => !complements.Contains(node)))
        {
            // X^2 is of X.
            var letter =
                node is Scripted { Base: Identifier, Superscript: Numeral or Identifier } power
                && (power.Superscript is Numeral || EventNotation.IsComplement(power))
                    ? power.Subscript is null
                        ? power.Base
                        : power with
                        {
                            Superscript = null,
                        }
                    : isEvents && EventNotation.IsComplement(node)
                        ? EventNotation.Complemented(node)
                        : node;
            if (
                QuantityNotation.IsCapital(letter)
                && QuantityNotation.Key(letter) is not null
                && !_isFixed(letter)
                && (
                    isEvents
                    || any
                    || s_random.Contains((letter as Identifier ?? (Identifier)((Scripted)letter).Base).Name)
                )
                && !(letter is Scripted { Subscript: { } place } && Names.Parts(place).Any(Names.Runs))
            )
            {
                IsGuessed |= _isKnown(letter);
                yield return letter;
            }
        }
    }

    /// <summary>The values that a function of which nothing is said is taken at: f(x), f(X, Y); null for what is none.</summary>
    public IReadOnlyList<Slot>? TableOf(Application application) =>
        Squared(application.Head) is var head
        && head is Identifier or Scripted { Superscript: null, Primes: 0 }
        && Names.IsName(head)
        && !Names.IsOperator(head)
        && !_isKnown(head)
        && KnownFunctions.Named(Names.Of(head)) is null
        && QuantityNotation.ListOf(application.Argument is Delimited fence ? fence.Content : application.Argument)
            is { Count: > 0 } slots
        && slots.All(slot => _values.Contains(Names.Of(slot.Value)) || OfLetter(slot.Value) is not null)
            ? slots
            : null;

    /// <summary>The function whose square f^2(x) is; the head itself where it is none.</summary>
    public static Expression Squared(Expression head) =>
        head is Scripted { Superscript: Numeral { Digits: "2" }, Primes: 0 } square
            ? square.Subscript is null
                ? square.Base
                : square with
                {
                    Superscript = null,
                }
            : head;

    /// <summary>Which operator on random quantities a head is: E, Var, Cov, Corr, H, I or KL; null for others.</summary>
    public string? Operator(Expression head, Expression argument)
    {
        // They are what they are, even where a document says it again; but it may say something else.
        if (_isDeclared(head) || OperatorOf(head, argument) is not { } sort)
        {
            return null;
        }

        IsGuessed |= _isKnown(head);
        return sort;
    }

    private string? OperatorOf(Expression head, Expression argument)
    {
        var isPlain =
            head
            is Identifier { Style: LetterStyle.Plain }
                or Scripted { Base: Identifier { Style: LetterStyle.Plain } };
        return Randomness.Head(head) switch
        {
            "\\mathbb{E}" => "E",
            "E" when !isPlain || argument is Delimited { Open: "[" } || Letters(argument).Any() => "E",
            "Var" or "\\mathbb{V}" or "Cov" or "Corr" => "E",
            "H"
            or "\\mathbb{H}"
                when head is Identifier && QuantityNotation.ListsOf(argument).Any() || LawLetters(argument).Count > 0 =>
                "H",
            "I" or "MI" when head is Identifier && argument is Delimited { Content: Barred or Listing } => "I",
            "KL" or "D" or "D_{\\text{KL}}" or "D_{KL}" or "D_{K L}" when IsDivergence(head, argument) => "KL",
            _ when IsDivergence(head, argument) => "KL",
            _ => null,
        };
    }

    // KL(p \| q), D_{KL}(p \| q), D(p \| q): two bars say what is meant.
    private static bool IsDivergence(Expression head, Expression argument) =>
        argument is Delimited { Content: Barred { Bar: "\\|" } }
        && head is Identifier { Name: "KL" or "D" } or Scripted { Base: Identifier { Name: "D" or "\\mathbb{D}" } };

    /// <summary>The letters of laws that are compared as wholes: H(p, q), KL(p \| q).</summary>
    public List<string> LawLetters(Expression argument)
    {
        var content = argument is Delimited fence ? fence.Content : argument;
        IReadOnlyList<Expression> items = content switch
        {
            Barred { Bar: "\\|" } barred => [barred.Left, barred.Right],
            Listing { Separator: "," } listing => [.. listing.Items],
            Barred => [],
            _ => [content],
        };
        var letters = items
            .Select(item =>
                item is Identifier { Name: "p" or "q" or "P" or "Q" } or Scripted ? LawOf(item, null) : null
            )
            .ToList();
        return letters.TrueForAll(letter => letter is not null) ? [.. letters.OfType<string>()] : [];
    }

    private void Add(string law, string key)
    {
        if (!_laws.TryGetValue(law, out var quantities))
        {
            _laws[law] = quantities = [];
        }

        // x_i under a sum over i is another quantity at each i.
        _isBroken |=
            FormulaParser.Parse(key).Body is Scripted scripted
            && Names
                .Children(scripted)
                .Skip(1)
                .SelectMany(Names.Nodes)
                .Any(node => Names.IsName(node) && _bound.Contains(Names.Of(node)));
        if (!quantities.Contains(key))
        {
            quantities.Add(key);
        }
    }

    private void Note(Slot slot)
    {
        switch (slot.Value)
        {
            case Numeral { Digits: "0" or "1" }:
                _numbered.Add(slot.Key);
                break;
            case Numeral:
                // A value of which nothing says how many others there are.
                _isBroken = true;
                break;
            case var value when !QuantityNotation.IsCapital(value):
                _values.Add(Names.Of(value));
                break;
            default:
                _values.Add(slot.Key);
                break;
        }
    }
}
