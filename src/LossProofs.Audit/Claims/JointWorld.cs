// The random quantities of one claim and their joint law: p(x), p(x|y), P(X = x), P(A \cup B), H(X|Y), \mathbb{E}[X] of a
// document that declares none of them speak of one law, and are read from it by their arguments.
//
// The law is written as a chain, p(x) p(y|x) p(z|x, y): every law on finitely many values has that form, and marginals drop
// the last factors. Each quantity takes finitely many values, as many as one likes; x is one of them.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

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
    private const int MostEvents = 3;

    private static readonly HashSet<string> s_random = ["U", "V", "W", "X", "Y", "Z"];

    private readonly Func<Expression, bool> _isKnown;
    private readonly Func<Expression, bool> _isDeclared;
    private readonly Dictionary<string, List<string>> _laws = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _arities = new(StringComparer.Ordinal);
    private bool _isBroken;

    private JointWorld(Func<Expression, bool> isKnown, Func<Expression, bool> isDeclared, Dependence dependence) =>
        (_isKnown, _isDeclared, Dependence) = (isKnown, isDeclared, dependence);

    /// <summary>How the quantities hang together.</summary>
    public Dependence Dependence { get; }

    /// <summary>Whether letters are events and not values.</summary>
    public bool HasEvents { get; private set; }

    /// <summary>Whether the numbers that quantities take count, and not only how likely they are.</summary>
    public bool UsesValues { get; private set; }

    /// <summary>Whether the document gives one of the laws by a formula: what holds for every law holds for it, and no more.</summary>
    public bool IsGiven { get; private set; }

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
    public static JointWorld? Of(
        IReadOnlyList<Expression> sides,
        Func<Expression, bool> isKnown,
        Func<Expression, bool> isDeclared,
        bool saysChance,
        Dependence dependence
    )
    {
        var nodes = sides.SelectMany(Names.Nodes).ToList();
        if (nodes.Exists(node => node is DerivativeQuotient or Differential or BigOperator { Operator: "\\int" }))
        {
            // Densities, and laws that depend on a parameter smoothly, are others.
            return null;
        }

        var world = new JointWorld(isKnown, isDeclared, dependence);
        foreach (var big in nodes.OfType<BigOperator>())
        {
            world._bound.UnionWith(Names.Nodes(big.Lower ?? new Missing()).Where(Names.IsName).Select(Names.Of));
        }

        var surely = saysChance;
        foreach (var application in nodes.OfType<Application>())
        {
            surely |= world.Enter(application);
        }

        // p(x, y) beside p(x) is no function of two arguments, and what is summed over all values is a law.
        surely |=
            world._arities.Values.Any(arities => arities.Count > 1)
            || nodes
                .OfType<BigOperator>()
                .Any(big =>
                    big is { Operator: "\\sum", Upper: null, Lower: Identifier or Listing }
                    && ListOf(big.Lower) is { Count: > 0 } over
                    && over.All(slot => world._values.Contains(Names.Of(slot.Value)))
                );

        return !surely || world._isBroken || world._laws.Count == 0 || world._laws.Values.Any(law => law.Count == 0)
                ? null
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

    private bool IsOnlyOfLaw(Expression side)
    {
        switch (side)
        {
            case Application application
                when LawOf(application.Head, SlotsOf(application.Argument)) is not null
                    || Operator(application.Head, application.Argument) is not null:
                return true;
            case Application { Head: var head, Argument: var argument }:
                return Notation.Functions.Contains(Names.Of(head)) && IsOnlyOfLaw(argument);
            case BigOperator { Operator: "\\sum", Body: var body }:
                return IsOnlyOfLaw(body);
            case Identifier or Scripted when Names.IsName(side):
                return OfLetter(side) is not null || _values.Contains(Names.Of(side));
            default:
                return Names.Children(side).All(IsOnlyOfLaw);
        }
    }

    /// <summary>The quantities of a law, in the order in which its chain has them.</summary>
    public IReadOnlyList<string> Quantities(string law) => _laws.GetValueOrDefault(law) ?? [];

    /// <summary>Whether a law of that name is in the claim.</summary>
    public bool HasLaw(string law) => _laws.ContainsKey(law);

    /// <summary>The quantity that an index is a value of; null for other names.</summary>
    public string? OfValue(string name) => _values.Contains(name) ? Key(FormulaParser.Parse(name).Body) : null;

    /// <summary>Whether a quantity takes the values 0 and 1, as the claim's own arguments say.</summary>
    public bool IsBinary(string key) => Dependence == Dependence.Binary || _numbered.Contains(key);

    /// <summary>The random quantity that a capital letter is; null for others.</summary>
    public string? OfLetter(Expression expression) =>
        IsCapital(expression) && Key(expression) is { } key && _laws.Values.Any(law => law.Contains(key)) ? key : null;

    /// <summary>The name of a law: P, \Pr and p are one.</summary>
    public string? LawOf(Expression head, Slots? slots)
    {
        var (letter, subscript) = head switch
        {
            Identifier name => (name, (Expression?)null),
            Scripted { Base: Identifier name, Superscript: null, Primes: 0 } scripted => (name, scripted.Subscript),
            _ => (null, null),
        };
        var known = letter switch
        {
            { Name: "\\Pr" } or { Name: "p" or "P", Style: LetterStyle.Plain or LetterStyle.Blackboard } => "p",
            { Name: "Pr" or "Prob", Style: LetterStyle.Roman } => "p",
            { Name: "q" or "Q", Style: LetterStyle.Plain } => "q",
            _ => null,
        };
        if (known is null || letter!.Accents.Count > 0)
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

        // p_X(x) says again whose law it is.
        if (subscript is not null && !Names.Parts(subscript).All(IsCapital))
        {
            known = $"{known}_{{{Names.Of(subscript)}}}";
        }

        return slots is { Parameters.Length: > 0 } ? $"{known}({slots.Parameters})" : known;
    }

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

        return ListOf(left) is { } asked && ListOf(right) is { } given ? new Slots(asked, given, parameters) : null;

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

    /// <summary>The quantities of a list: x, y; X = x, Y = y; null where an item is none.</summary>
    public static IReadOnlyList<Slot>? ListOf(Expression? list)
    {
        var items = list switch
        {
            null => [],
            Listing { Separator: "," } listing => listing.Items,
            Chain { Operands: var sides } chain when sides.Count == 2 && chain.Relations is [{ Symbol: "=" }] =>
            [
                chain,
            ],
            _ => (Sequence<Expression>)[list],
        };
        var slots = new List<Slot>();
        foreach (var item in items)
        {
            var (name, value) = item is Chain { Operands: [var left, var right], Relations: [{ Symbol: "=" }] }
                ? (left, right)
                : (item, item);
            if (
                Key(name) is not { } key
                || !(value is Numeral || Key(value) == key)
                || slots.Exists(slot => slot.Key == key)
            )
            {
                return null;
            }

            slots.Add(new Slot(key, value));
        }

        return slots;
    }

    /// <summary>The quantity that a name stands for or is a value of: its letter in lower case.</summary>
    public static string? Key(Expression name)
    {
        switch (Names.Plain(name))
        {
            case Identifier { Accents.Count: 0, Style: LetterStyle.Plain or LetterStyle.Calligraphic } letter
                when letter.Name.Length == 1 && char.IsAsciiLetter(letter.Name[0])
                    || letter.Name[0] == '\\' && Names.IsName(letter) && Greek.Contains(letter.Name.ToLowerInvariant()):
                return Names.Of(Lower(letter));
            case Scripted { Base: Identifier letter, Superscript: null or Delimited } scripted
                when Key(letter) is not null:
                return scripted is { Subscript: null, Superscript: null }
                    ? Key(letter)
                    : Names.Of(scripted with { Base = Lower(letter), Primes = 0 });
            default:
                return null;
        }
    }

    /// <summary>A capital letter, with scripts or without.</summary>
    public static bool IsCapital(Expression expression) =>
        (expression is Scripted { Base: Identifier inner } ? inner : expression)
            is Identifier { Accents.Count: 0, Style: LetterStyle.Plain or LetterStyle.Bold, Name: [>= 'A' and <= 'Z'] };

    private static readonly HashSet<string> Greek =
    [
        "\\theta",
        "\\phi",
        "\\varphi",
        "\\omega",
        "\\xi",
        "\\eta",
        "\\zeta",
        "\\beta",
        "\\mu",
        "\\lambda",
    ];

    private static Identifier Lower(Identifier letter) =>
        letter.Style == LetterStyle.Calligraphic ? letter : letter with { Name = letter.Name.ToLowerInvariant() };

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
                foreach (var letter in LawLetters(application.Argument))
                {
                    Add(letter, "x");
                }

                return true;
            default:
                UsesEntropy |= sort == "H";
                if (LawLetters(application.Argument) is { Count: > 0 } letters)
                {
                    letters.ForEach(letter => Add(letter, "x"));
                    return true;
                }

                foreach (var slot in ListsOf(application.Argument))
                {
                    Add(Default ?? "p", slot.Key);
                    Note(slot);
                }

                // H(X) alone may be a name.
                return sort == "I" || application.Argument is Delimited { Content: Barred or Listing };
        }
    }

    private bool EnterProbability(string law, Application application, Slots? slots)
    {
        if (slots is null)
        {
            // Events.
            var letters = Letters(application.Argument).ToList();
            HasEvents |= IsAlgebra(application.Argument);
            UsesValues |= !HasEvents;
            foreach (var letter in letters)
            {
                Add(law, Key(letter)!);
            }

            return HasEvents || letters.Count > 0;
        }

        if (!_arities.TryGetValue(law, out var arities))
        {
            _arities[law] = arities = [];
        }

        arities.Add(slots.Asked.Count + slots.Given.Count);
        foreach (var slot in slots.Asked.Concat(slots.Given))
        {
            Add(law, slot.Key);
            Note(slot);
        }

        return application.Argument
            is Delimited { Content: Barred or Chain or Delimited or Listing { Separator: ";" } };
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
                    foreach (var slot in ListOf(Unfenced(names)) ?? [])
                    {
                        Add(law, slot.Key);
                        Note(slot);
                    }

                    break;
                case Identifier or Scripted when Key(item) is { } key && !_isKnown(item):
                    Add(known, key);
                    Note(new Slot(key, item));
                    break;
            }
        }

        foreach (var letter in Letters(application.Argument))
        {
            if (!_laws.Values.Any(law => law.Contains(Key(letter)!)))
            {
                Add(known, Key(letter)!);
            }
        }
    }

    private static Expression Unfenced(Expression names) =>
        names is Delimited { Open: "(", Content: var content } ? content : names;

    // Capital letters that are random wherever nothing else is said of them.
    private IEnumerable<Expression> Letters(Expression argument) =>
        Names
            .Quantities(argument)
            .Where(node =>
                IsCapital(node)
                && Key(node) is not null
                && !_isKnown(node)
                && (
                    HasEvents
                    || IsAlgebra(argument)
                    || s_random.Contains((node as Identifier ?? (Identifier)((Scripted)node).Base).Name)
                )
                && !(node is Scripted { Subscript: { } place } && Names.Parts(place).Any(Names.Runs))
            );

    /// <summary>Which operator on random quantities a head is: E, Var, Cov, Corr, H, I or KL; null for others.</summary>
    public string? Operator(Expression head, Expression argument)
    {
        if (_isKnown(head))
        {
            return null;
        }

        var isPlain =
            head
            is Identifier { Style: LetterStyle.Plain }
                or Scripted { Base: Identifier { Style: LetterStyle.Plain } };
        return Randomness.Head(head) switch
        {
            "\\mathbb{E}" => "E",
            "E" when !isPlain || argument is Delimited { Open: "[" } || Letters(argument).Any() => "E",
            "Var" or "\\mathbb{V}" or "Cov" or "Corr" => "E",
            "H" or "\\mathbb{H}" when head is Identifier && ListsOf(argument).Any() || LawLetters(argument).Count > 0 =>
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

    /// <summary>The quantities in all parts of an argument: I(X, Y; Z | W).</summary>
    public static IEnumerable<Slot> ListsOf(Expression argument) => PartsOf(argument)?.SelectMany(part => part) ?? [];

    /// <summary>The parts of an argument, what is given last; null where one is no list of quantities.</summary>
    public static IReadOnlyList<IReadOnlyList<Slot>>? PartsOf(Expression argument)
    {
        var content = argument is Delimited fence ? fence.Content : argument;
        var (left, given) = content is Barred { Bar: "|" } barred ? (barred.Left, barred.Right) : (content, null);
        IEnumerable<Expression?> parts = left is Listing { Separator: ";" } listing ? listing.Items : [left];
        var lists = parts.Append(given).Select(ListOf).ToList();
        return lists.TrueForAll(list => list is not null) && lists.SkipLast(1).All(list => list!.Count > 0)
            ? [.. lists.Select(list => list!)]
            : null;
    }

    /// <summary>Whether an event is written with unions, intersections or complements.</summary>
    public static bool IsAlgebra(Expression argument) =>
        Names
            .Nodes(argument)
            .Any(node =>
                node is Additive sum && sum.Terms.Any(term => term.Sign is "\\cap" or "\\cup" or "\\setminus")
                || node is Connected
                || node is Identifier { Name: "\\neg" or "\\lnot" }
                || IsComplement(node)
            );

    /// <summary>A^c, \bar{A}, A'.</summary>
    public static bool IsComplement(Expression node) =>
        node
            is Scripted
                {
                    Base: Identifier { Name: [>= 'A' and <= 'Z'] },
                    Subscript: null,
                    Superscript: Identifier { Name: "c" or "C" or "\\complement" }
                }
                or Identifier { Name: [>= 'A' and <= 'Z'], Accents: ["\\bar" or "\\overline"] }
                or Accented { Accent: "\\overline" or "\\bar", Base: Identifier { Name: [>= 'A' and <= 'Z'] } };

    private void Add(string law, string key)
    {
        if (!_laws.TryGetValue(law, out var quantities))
        {
            _laws[law] = quantities = [];
        }

        // x_i under a sum over i is another quantity at each i.
        _isBroken |=
            FormulaParser.Parse(key).Body is Scripted scripted
            && Names.Nodes(scripted).Any(node => Names.IsName(node) && _bound.Contains(Names.Of(node)));
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
            case var value when !IsCapital(value):
                _values.Add(Names.Of(value));
                break;
            default:
                _values.Add(slot.Key);
                break;
        }
    }
}
