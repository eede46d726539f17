// What the document's own usage tells about its names: which are families, how long, which are functions.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

/// <summary>Counts of how names are used in all formulas of a document.</summary>
internal sealed class Survey
{
    private readonly Dictionary<string, int> _indexed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expression> _bounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<int, Expression>> _lengths = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Array, int Place), Expression?> _fromZero = [];
    private readonly HashSet<(string Array, int Place, string End)> _fromOne = [];
    private readonly HashSet<string> _heads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bare = new(StringComparer.Ordinal);
    private readonly HashSet<string> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _differentiated = new(StringComparer.Ordinal);

    // A formula has a few sums; more than so many are not searched for their families.
    private const int MaximumSums = 100;

    /// <summary>Takes in one formula.</summary>
    public void Add(Expression formula)
    {
        var sums = 0;
        // Whatever letter a sum counts with runs in that formula.
        var running = Names
            .Nodes(formula)
            .OfType<BigOperator>()
            .Select(big => big.Lower)
            .OfType<Chain>()
            .Where(range => range.Relations is [{ Symbol: "=" }] && range.Operands[0] is Identifier)
            .Select(range => Names.Of(range.Operands[0]))
            .ToHashSet(StringComparer.Ordinal);
        Count(formula);
        foreach (var node in Names.Nodes(formula))
        {
            _counts.UnionWith(Counting(node).Select(Names.Of));
            switch (node)
            {
                case Binomial binomial:
                    _chosen.UnionWith(NamesIn(binomial.Upper, binomial.Lower));
                    break;
                case Postfix { Sign: "!", Operand: var operand }:
                    _chosen.UnionWith(NamesIn(operand));
                    break;
                case Scripted { Subscript: { } index }:
                    _indices.UnionWith(NamesIn(index));
                    break;
            }

            AddEnds(node, formula);
            switch (node)
            {
                case BigOperator
                {
                    Lower: Chain { Operands: [Identifier index, _], Relations: [{ Symbol: "=" }] },
                    Upper: { } upper
                } when Names.IsName(upper) && sums++ < MaximumSums:
                    _bounds.TryAdd(Names.Of(index), upper);
                    foreach (var (array, place) in Families(formula, Names.Of(index)))
                    {
                        if (!_lengths.TryGetValue(array, out var places))
                        {
                            _lengths[array] = places = [];
                        }

                        places.TryAdd(place, upper);
                    }

                    break;
                case Application
                {
                    Argument: Delimited { Content: Barred { Left: var slot } condition } fence
                } application when Names.Runs(slot):
                    // p(i|x) with a running index: p(\cdot|x) is a family.
                    var slotted = application with
                    {
                        Argument = fence with { Content = condition with { Left = new Placeholder() } },
                    };
                    _families.Add(Names.Of(slotted));
                    break;
                case Scripted written
                    when (Names.Sampled(written) ?? written)
                        is Scripted { Base: Identifier, Subscript: { } subscript } scripted:
                    var parts = Names.Parts(subscript);
                    if (parts.Any(IsRunning) && parts.Count(Counts) is var count)
                    {
                        var words = parts.Where(part => !Counts(part)).ToList();
                        var bare = scripted with { Superscript = Label(scripted) };
                        _indexed[Names.Of(Names.Family(bare, words, count))] = count;
                    }

                    break;
                case BigOperator { Lower: var lower } when TermBuilder.Things(lower) is (_, { } set):
                    _sets.Add(Names.Of(set));
                    break;
                case Application
                {
                    Head: Scripted { Base: Identifier { Name: "\\nabla" }, Subscript: { } parameter }
                } slope:
                    _differentiated.Add(Names.Of(parameter));
                    _derived.Add(Names.Of(slope.Argument));
                    break;
                case Application { Head: DerivativeQuotient, Argument: var derived }:
                    _derived.Add(Names.Of(derived));
                    break;
                case DerivativeQuotient { Operand: { } derived }:
                    _derived.Add(Names.Of(derived));
                    break;
            }
        }

        bool IsRunning(Expression part) => Names.Runs(part) || running.Contains(Names.Of(part));

        bool Counts(Expression part) => Names.CanCount(part) || running.Contains(Names.Of(part));
    }

    // Where sums over a family begin, and how many values they take if that is at 0.
    private void AddEnds(Expression node, Expression formula)
    {
        if (
            node
            is not BigOperator
            {
                Lower: Chain
                {
                    Operands: [Identifier index, Numeral { Digits: "0" or "1" } from],
                    Relations: [{ Symbol: "=" }]
                },
                Upper: { } end
            }
        )
        {
            return;
        }

        foreach (var place in Families(formula, Names.Of(index)))
        {
            if (from.Digits == "1")
            {
                _fromOne.Add((place.Array, place.Place, Names.Of(end)));
            }
            else if (CountToEnd(end) is { } count)
            {
                _fromZero[place] = !_fromZero.TryGetValue(place, out var known) || count.Equals(known) ? count : null;
            }
        }
    }

    // C of C - 1, N + 1 of N.
    private static Expression? CountToEnd(Expression end) =>
        end switch
        {
            Additive { Terms: [{ Sign: "+", Term: var count }, { Sign: "-", Term: Numeral { Digits: "1" } }] }
                when Names.IsName(count) => count,
            _ when Names.IsName(end) => new Additive([new Addend("+", end), new Addend("+", new Numeral("1"))]),
            _ => null,
        };

    /// <summary>
    /// The number of a family's values where sums over it begin at 0; null where none does, or where others begin at 1 and
    /// do not leave out the first.
    /// </summary>
    public Expression? CountFromZero(string array, int place) =>
        _fromZero.GetValueOrDefault((array, place)) is { } count
        && _fromOne
            .Where(sum => sum.Array == array && sum.Place == place)
            .All(sum => count is Additive { Terms: [{ Term: var last }, _] } && Names.Of(last) == sum.End)
            ? count
            : null;

    private readonly HashSet<string> _sets = new(StringComparer.Ordinal);

    /// <summary>Whether some operator runs over the members of what has this name.</summary>
    public bool IsSet(string name) => _sets.Contains(name);

    // Names that are upper bounds of sums, or dimensions of \mathbb{R}^n.
    private readonly HashSet<string> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether a name counts: it bounds a sum, or is the dimension of a space.</summary>
    public bool IsBound(string name) => _counts.Contains(name);

    // Names that stand below a letter.
    private readonly HashSet<string> _indices = new(StringComparer.Ordinal);

    // Names in a factorial or a binomial coefficient.
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);

    /// <summary>Whether a name is an index somewhere.</summary>
    public bool IsIndex(string name) => _indices.Contains(name);

    /// <summary>Whether a name stands in a factorial or a binomial coefficient somewhere.</summary>
    public bool IsChosen(string name) => _chosen.Contains(name);

    private static IEnumerable<string> NamesIn(params ReadOnlySpan<Expression> parts)
    {
        var names = new List<string>();
        foreach (var part in parts)
        {
            names.AddRange(Names.Nodes(part).Where(Names.IsName).Select(Names.Of));
        }

        return names;
    }

    private static IEnumerable<Expression> Counting(Expression node) =>
        node switch
        {
            BigOperator { Lower: Chain { Relations: [{ Symbol: "=" }] }, Upper: { } upper } => Names
                .Nodes(upper)
                .Where(Names.IsName),
            Scripted { Base: Identifier { Name: "R", Style: LetterStyle.Blackboard }, Superscript: { } power } => Names
                .Nodes(power)
                .Where(part => Names.IsName(part) && part is not Identifier { Name: "+" or "*" }),
            _ => [],
        };

    /// <summary>Whether a name is applied to arguments and never stands alone.</summary>
    public bool IsApplied(string name) => _heads.Contains(name) && !_bare.Contains(name);

    /// <summary>Whether a name stands anywhere without parentheses after it.</summary>
    public bool StandsAlone(string name) => _bare.Contains(name);

    // Which names stand before parentheses as functions, and which stand alone.
    private void Count(Expression formula)
    {
        foreach (var node in Names.Quantities(formula))
        {
            if (node is Application { Head: var head } && Names.IsName(head))
            {
                _heads.Add(Names.Of(head));
            }
            else if (Names.IsName(node))
            {
                _bare.Add(Names.Of(node));
            }
        }
    }

    /// <summary>Whether gradients are taken with respect to the name.</summary>
    public bool IsParameter(string name) => _differentiated.Contains(name);

    /// <summary>Names that gradients are taken with respect to.</summary>
    public IEnumerable<string> Parameters => _differentiated.Order(StringComparer.Ordinal);

    /// <summary>Whether p(\cdot|x) is written with a running index somewhere.</summary>
    public bool IsFamily(string slotted) => _families.Contains(slotted);

    private readonly HashSet<string> _derived = new(StringComparer.Ordinal);

    /// <summary>Whether a derivative of the name itself is written somewhere.</summary>
    public bool IsDerived(string name) => _derived.Contains(name);

    /// <summary>Number of indices that a name is used with; 0 for a name used alone only.</summary>
    public int Indices(string name) => _indexed.GetValueOrDefault(name);

    /// <summary>The length of a family along an index's place, as some sum over it says; null where none does.</summary>
    public Expression? Length(string array, int place) =>
        _lengths.TryGetValue(array, out var places) && places.TryGetValue(place, out var length) ? length : null;

    /// <summary>The upper bound that an index letter has in some sum.</summary>
    public Expression? Bound(string index) => _bounds.GetValueOrDefault(index);

    private static IEnumerable<(string Array, int Place)> Families(Expression formula, string index)
    {
        foreach (var node in Names.Nodes(formula))
        {
            if (
                node
                    is Application
                    {
                        Argument: Delimited { Content: Barred { Left: var slot } condition } fence
                    } application
                && Names.Of(slot) == index
            )
            {
                yield return (
                    Names.Of(
                        application with
                        {
                            Argument = fence with { Content = condition with { Left = new Placeholder() } },
                        }
                    ),
                    0
                );
            }

            if (
                node is Application { Argument: Delimited } applied
                && Names.Slots(applied) is { Indices.Count: > 0 } slots
                && slots.Indices.ToList().FindIndex(slot => Names.Of(slot) == index) is >= 0 and var at
            )
            {
                yield return (Names.Of(slots.Slotted), at);
            }

            if (
                node is Scripted written
                && (Names.Sampled(written) ?? written)
                    is Scripted { Base: Identifier, Subscript: { } subscript } scripted
            )
            {
                var all = Names.Parts(subscript);
                var parts = all.Where(Counts).ToList();
                for (var place = 0; place < parts.Count; place++)
                {
                    if (Names.Of(parts[place]) == index)
                    {
                        var words = all.Where(part => !Counts(part)).ToList();
                        var bare = scripted with { Superscript = Label(scripted) };
                        yield return (Names.Of(Names.Family(bare, words, parts.Count)), place);
                    }
                }
            }
        }

        bool Counts(Expression part) => Names.CanCount(part) || Names.Of(part) == index;
    }

    private static Expression? Label(Scripted scripted) =>
        scripted.Superscript is { } superscript && Names.IsLabel(superscript) ? superscript : null;
}
