// What names mean in a document: bindings first, then what the text says, then the document's own definitions by version.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>A definition that the document (or a binding) makes.</summary>
/// <param name="Ordinal">The equation that makes it; 0 for bindings and inline formulas before all equations.</param>
/// <param name="Name">Canonical spelling without indices or arguments.</param>
/// <param name="Parameters">Indices or arguments, as written.</param>
/// <param name="IsFunction">Whether the parameters are arguments in parentheses.</param>
/// <param name="Body">The definiens as written.</param>
/// <param name="Provenance">Declared, or read in the text.</param>
internal sealed record NameDefinition(
    int Ordinal,
    string Name,
    Sequence<Expression> Parameters,
    bool IsFunction,
    Expression Body,
    Provenance Provenance
)
{
    /// <summary>The equation's tag or label, for notes that say which definition is meant.</summary>
    public string? Key { get; init; }

    /// <summary>Whether only its place says that it is a definition: where it is not understood, the name stays free.</summary>
    public bool InPassing { get; init; }

    /// <summary>Whether it is a likelihood's kind of notation, L(\beta; y) or \log L(\beta): a constant may have been dropped.</summary>
    public bool IsImplied { get; init; }

    /// <summary>
    /// Whether it is taken for a definition without a word for it: f(x_0) = … may give the value at one point, a name within a
    /// chain be solved for.
    /// </summary>
    public bool IsGuessed { get; init; }

    /// <summary>Whether the words say that it follows: a result about a name that nothing else defines.</summary>
    public bool IsConcluded { get; init; }

    /// <summary>Whether it stands in a theorem, which a proof is to show.</summary>
    public bool IsTheorem { get; init; }
}

/// <summary>A symbol that a binding or the text declares.</summary>
internal sealed class Declared(string name, Sequence<Term> dimensions, Domain domain, Provenance provenance)
{
    public string Name { get; } = name;

    public Sequence<Term> Dimensions { get; } = dimensions;

    public Domain Domain { get; } = domain;

    public Provenance Provenance { get; } = provenance;

    public Sequence<string> DependsOn { get; init; } = [];

    public bool IsOpaque { get; init; }

    /// <summary>Whether its letter often stands for an integer, and only bounds say that it is a number: "let $p > 1$".</summary>
    public bool MayCount { get; init; }

    /// <summary>Words beside its declaration that may say more of its values than the domain; null where there are none.</summary>
    public string? Unread { get; init; }

    /// <summary>Whether the words may only speak of what bounds it, and suppose nothing.</summary>
    public bool IsSpokenOf { get; init; }

    public int Uses { get; set; }

    public Variable Variable => new(Name, Dimensions, Domain, Provenance) { DependsOn = DependsOn };
}

/// <summary>All names of a document.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, Declared> _declared = new(StringComparer.Ordinal);
    private readonly List<(Expression Pattern, Declared Symbol)> _patterns = [];
    private readonly Dictionary<string, List<NameDefinition>> _definitions = new(StringComparer.Ordinal);
    private readonly List<(Expression Spelling, string Name)> _scalars = [];
    private readonly Dictionary<NameDefinition, HashSet<string>> _namesIn = new(ReferenceEqualityComparer.Instance);

    // A cycle of definitions is short.
    private const int MostFollowed = 200;
    private readonly Dictionary<string, int> _firstUse = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _firstApplication = new(StringComparer.Ordinal);

    // Families whose letter alone is a number, with the name that they have instead.
    private readonly Dictionary<string, string> _twins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<(string Spelling, string Canonical, Declared? Symbol)> _bindings = [];

    public Scope(BindingsFile bindings, ParserOptions options)
    {
        Bindings = bindings;
        foreach (var symbol in bindings.Symbols)
        {
            Declare(symbol, options);
        }

        LinkElements();
    }

    public BindingsFile Bindings { get; }

    public Survey Survey { get; } = new();

    /// <summary>Which names are vectors or matrices, as far as the document tells.</summary>
    public Kinds Kinds { get; } = new();

    /// <summary>How derivatives by vectors are laid out.</summary>
    public Layout Layout { get; set; }

    /// <summary>Whether a formula says that a derivative by a matrix has that matrix's shape.</summary>
    public bool HasShapedGradients { get; set; }

    /// <summary>Whether words say what x * y is: "we write $x * y$ for", "define $a * b = a + b - ab$".</summary>
    public bool HasOwnStar { get; set; }

    /// <summary>Names of bindings that formulas used.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>Spellings that no formula used, in the order of the file.</summary>
    public IEnumerable<string> Unused =>
        _bindings
            .Where(binding => !Used.Contains(binding.Canonical) && !Used.Contains(Resolve(binding.Canonical)))
            .Select(binding => binding.Spelling);

    /// <summary>The canonical name that a spelling stands for.</summary>
    public string Resolve(string name) => _aliases.GetValueOrDefault(name, name);

    /// <summary>What is declared under the spelling.</summary>
    public Declared? Declaration(string name)
    {
        var found = _declared.GetValueOrDefault(Resolve(name));
        if (found is not null)
        {
            Used.Add(found.Name);
            Used.Add(name);
        }

        return found;
    }

    /// <summary>Adds what the text says about a symbol, unless a binding or an earlier text did.</summary>
    public void DeclareFromText(Declared symbol) => _declared.TryAdd(symbol.Name, symbol);

    /// <summary>Whether an array of that length is declared.</summary>
    public bool IsLength(string name) =>
        _declared.Values.Any(declared => declared.Dimensions.Contains(new Symbol(name)));

    /// <summary>A declared pattern with slots (p_\theta(\cdot|x)) that the expression fits, and what stands in the slots.</summary>
    public (Declared Symbol, IReadOnlyList<Expression> Slots)? Match(Expression expression)
    {
        foreach (var (pattern, symbol) in _patterns)
        {
            var slots = new List<Expression>();
            if (Fits(pattern, expression, slots))
            {
                Used.Add(symbol.Name);
                return (symbol, slots);
            }
        }

        return null;
    }

    /// <summary>The first display formula (by ordinal) that uses a name; a large number when none does.</summary>
    public int FirstUse(string name) => _firstUse.GetValueOrDefault(name, int.MaxValue);

    /// <summary>The first display formula (by ordinal) that applies a name to an argument; a large number when none does.</summary>
    public int FirstApplication(string name) => _firstApplication.GetValueOrDefault(name, int.MaxValue);

    private readonly List<(Scripted Left, int Ordinal)> _recursions = [];

    private static Expression Place(Scripted member) =>
        member.Superscript is Delimited { Content: var place } ? place : member.Subscript!;

    // t + 1 and t.
    private static bool AreNeighbours(Expression one, Expression other) =>
        (one is Additive || other is Additive)
        && !one.Equals(other)
        && Names.Nodes(one).OfType<Identifier>().Intersect(Names.Nodes(other).OfType<Identifier>()).Any();

    // x_t, w^{(t)}; x^t is a power.
    private static bool IsMember(Expression node) =>
        node
            is Scripted { Subscript: not null, Superscript: null }
                or Scripted { Superscript: Delimited { Open: "(" } };

    /// <summary>Notes an equation that says what a sequence is by its other members: x_{t+1} = a x_t + b.</summary>
    public void NoteRecursion(Expression formula, int ordinal)
    {
        if (
            formula
                is Chain
                {
                    Operands: [Scripted { Base: var letter } left, var right, ..],
                    Relations: [{ Symbol: "=" or ":=" or "\\leftarrow" }, ..]
                }
            && IsMember(left)
            && Names
                .Nodes(right)
                .OfType<Scripted>()
                .Any(other => IsMember(other) && other.Base.Equals(letter) && AreNeighbours(Place(left), Place(other)))
        )
        {
            _recursions.Add((left, ordinal));
        }
    }

    /// <summary>Whether an equation before says what the sequence is that a name is another member of.</summary>
    public bool IsDetermined(Expression name, int ordinal) =>
        name is Scripted { Base: var letter } member
        && IsMember(member)
        && _recursions.Exists(known =>
            known.Ordinal < ordinal && known.Left.Base.Equals(letter) && !known.Left.Equals(member)
        )
        && !_recursions.Exists(known => known.Ordinal < ordinal && known.Left.Equals(member));

    /// <summary>Notes the names that a display formula uses.</summary>
    public void NoteUses(Expression formula, int ordinal)
    {
        foreach (var node in Names.Quantities(formula))
        {
            if (node is Application { Head: var head })
            {
                _firstApplication.TryAdd(Names.Of(head), ordinal);
            }

            if (Names.IsName(node) || node is Application)
            {
                _firstUse.TryAdd(Names.Of(node), ordinal);
                if (Family(node, out var family, out _))
                {
                    _firstUse.TryAdd(family, ordinal);
                }
            }
        }
    }

    /// <summary>The name under which a family is kept: its own where the letter alone is a number.</summary>
    public string NameOf(Expression side, string name, int parameters, bool isFunction) =>
        parameters > 0 && !isFunction && side is Scripted && IsNumber(name) ? TwinOf(name) : name;

    private bool IsNumber(string name) =>
        _declared.TryGetValue(name, out var declared) && declared.Dimensions.Count == 0
        || _definitions.TryGetValue(name, out var versions)
            && versions.Exists(version => version.Parameters.Count == 0 && version.Provenance == Provenance.Declared);

    /// <summary>The name of a family beside a number of its letter.</summary>
    public string TwinOf(string name)
    {
        if (!_twins.TryGetValue(name, out var twin))
        {
            _twins[name] = twin = Names.Of(Names.Twin(FormulaParser.Parse(name).Body));
        }

        return twin;
    }

    /// <summary>Adds a definition.</summary>
    public void Define(NameDefinition definition)
    {
        if (!_definitions.TryGetValue(definition.Name, out var versions))
        {
            _definitions[definition.Name] = versions = [];
        }

        versions.Add(definition);
        // What would be defined through itself is no definition.
        if (definition.Provenance == Provenance.Text && IsCyclic(definition))
        {
            versions.Remove(definition);
            if (versions.Count == 0)
            {
                _definitions.Remove(definition.Name);
            }
        }
    }

    // Whether the definitions in force at a definition, and at those, lead back to it.
    private bool IsCyclic(NameDefinition definition)
    {
        var seen = new HashSet<NameDefinition>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<NameDefinition>([definition]);
        while (stack.TryPop(out var current) && seen.Count < MostFollowed)
        {
            foreach (var name in NamesIn(current))
            {
                if (
                    !_definitions.TryGetValue(Resolve(name), out var versions)
                    || (versions.FindLast(version => version.Ordinal < current.Ordinal) ?? versions[0]) is not { } next
                )
                {
                    continue;
                }

                if (ReferenceEquals(next, definition))
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    stack.Push(next);
                }
            }
        }

        return false;
    }

    /// <summary>Whether an expression has all of the names, itself or by what it is defined with.</summary>
    public bool Mentions(Expression body, IReadOnlyCollection<Expression> names)
    {
        var left = names.Select(Names.Of).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<NameDefinition>(ReferenceEqualityComparer.Instance);
        var bodies = new Queue<Expression>([body]);
        while (left.Count > 0 && seen.Count < MostFollowed && bodies.TryDequeue(out var next))
        {
            foreach (var node in Names.Nodes(next).Where(Names.IsName))
            {
                left.Remove(Names.Of(node));
                var name = Family(node, out var family, out _) ? family : Names.Of(node);
                foreach (var version in _definitions.GetValueOrDefault(Resolve(name)) ?? [])
                {
                    if (seen.Add(version))
                    {
                        bodies.Enqueue(version.Body);
                    }
                }
            }
        }

        return left.Count == 0;
    }

    private HashSet<string> NamesIn(NameDefinition definition)
    {
        if (!_namesIn.TryGetValue(definition, out var names))
        {
            _namesIn[definition] = names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in Names.Quantities(definition.Body))
            {
                if (node is Application { Head: var head })
                {
                    names.Add(Names.Of(head));
                }

                if (Names.IsName(node))
                {
                    names.Add(Family(node, out var family, out _) ? family : Names.Of(node));
                }
            }

            names.ExceptWith(definition.Parameters.Select(Names.Of));
        }

        return names;
    }

    /// <summary>The versions of a name's definition, in the order of the document.</summary>
    public IReadOnlyList<NameDefinition> Definitions(string name) =>
        _definitions.TryGetValue(Resolve(name), out var versions) ? versions : [];

    /// <summary>What a name is defined as, by itself, as a function or as a member of a family.</summary>
    public IEnumerable<NameDefinition> Versions(Expression name) =>
        Definitions(Names.Of(name)).Concat(Family(name, out var family, out _) ? Definitions(family) : []);

    /// <summary>Whether a binding or the words say what a name is, or what a head is for some arguments: p(x, y).</summary>
    public bool IsDeclared(Expression head)
    {
        var written = "\\mathop{" + Names.Of(head) + "}";
        return Declaration(Names.Of(head)) is not null
            || Definitions(Names.Of(head)).Any(version => version.Provenance == Provenance.Declared)
            || _declared.Keys.Concat(_aliases.Keys).Any(key => key.StartsWith(written, StringComparison.Ordinal))
            || _definitions.Any(entry =>
                entry.Key.StartsWith(written, StringComparison.Ordinal)
                && entry.Value.Exists(version => version.Provenance == Provenance.Declared)
            );
    }

    // Letters that words call a function.
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);

    /// <summary>Notes that words call a letter a function.</summary>
    public void Call(string name) => _called.Add(name);

    /// <summary>Whether a head before parentheses is a function: declared, defined, or neither.</summary>
    public bool? IsFunction(Expression head)
    {
        // \sigma'(z) of a \sigma that words call the logistic function.
        if (
            _called.Contains(
                Names.Of(
                    head is Scripted { Primes: > 0, Subscript: null, Superscript: null, Base: var derived }
                        ? derived
                        : head
                )
            )
        )
        {
            return true;
        }

        // A^\top (x - y) is a product.
        if (
            head is Scripted { Superscript: { } mark, Primes: 0 }
            && Names.IsTranspose(mark)
            && mark is not Identifier { Name: "T" }
        )
        {
            return false;
        }

        // p_\theta(i|x) is declared: p_\theta(y|x) is an application, whatever p_\theta alone may stand for.
        var written = "\\mathop{" + Names.Of(head) + "}";
        if (_declared.Keys.Any(key => key.StartsWith(written, StringComparison.Ordinal)))
        {
            return true;
        }

        // h^{(i)}(1 - h^{(i)}): a sample's value, unless a function of such a name is defined.
        if (
            Names.Sampled(head) is not null
            && Family(head, out var family, out var indices)
            && (
                _declared.ContainsKey(family)
                || _definitions.ContainsKey(family)
                || (Survey.Indices(family) == indices.Count && Survey.StandsAlone(Names.Of(head)))
            )
        )
        {
            return _definitions.TryGetValue(Names.Of(head), out var own) && own.Exists(version => version.IsFunction);
        }

        // x_i (a + b) where x is an array is a product.
        if (
            head is Scripted { Base: Identifier letter, Subscript: { } counted, Superscript: null, Primes: 0 }
            && _declared.GetValueOrDefault(Resolve(Names.Of(letter)))
                is { Dimensions.Count: > 0, Domain: not SmoothFunction }
            && Names.Parts(counted).All(Names.CanCount)
            && !_declared.ContainsKey(Resolve(Names.Of(head)))
            && !_definitions.ContainsKey(Resolve(Names.Of(head)))
        )
        {
            return false;
        }

        // P_i(1 - P_i) where P_i = … is a family of numbers, whatever the letter suggests.
        if (
            Family(head, out var members, out var places)
            && !_declared.ContainsKey(Resolve(Names.Of(head)))
            && !_definitions.ContainsKey(Resolve(Names.Of(head)))
            && _definitions.TryGetValue(members, out var families)
            && families.TrueForAll(version => !version.IsFunction && version.Parameters.Count == places.Count)
        )
        {
            return false;
        }

        var name = Resolve(Names.Of(head));
        if (Kinds.IsTransposed(head) && !_declared.ContainsKey(name) && !_definitions.ContainsKey(name))
        {
            return false;
        }

        if (_declared.TryGetValue(name, out var declared))
        {
            // A number that has a function's letter: \sigma and \sigma(x) can both be declared.
            return declared.Domain is SmoothFunction
                || _definitions.TryGetValue(name, out var bound)
                    && bound.Any(version => version.IsFunction && version.Provenance == Provenance.Declared);
        }

        if (_definitions.TryGetValue(name, out var versions))
        {
            return versions.Any(version => version.IsFunction);
        }

        return
            _declared.Keys.Any(key => key.StartsWith("\\mathop{" + name + "}", StringComparison.Ordinal))
            || Survey.IsApplied(name)
            ? true
            : null;
    }

    // p_\theta(y|x) declared beside p_\theta(i|x) is one of its entries: the two are not independent.
    private void LinkElements()
    {
        foreach (var (spelling, name) in _scalars)
        {
            if (Match(spelling) is null)
            {
                continue;
            }

            _declared.Remove(name);
            foreach (var alias in _aliases.Where(entry => entry.Value == name).Select(entry => entry.Key).ToList())
            {
                _aliases.Remove(alias);
                Define(new NameDefinition(0, alias, [], false, spelling, Provenance.Declared));
            }
        }
    }

    private void Declare(SymbolBinding binding, ParserOptions options)
    {
        var spelling = FormulaParser.Parse(binding.Spelling, options with { IsFunction = _ => true }).Body;
        var name = Names.Of(spelling);
        switch (binding.Meaning)
        {
            case Quantity quantity:
                var symbol = new Declared(
                    name,
                    quantity.Dimensions.Map(Length),
                    Renamed(quantity.Domain),
                    Provenance.Declared
                )
                {
                    DependsOn = binding.DependsOn.Map(Names.Canonical),
                };
                Add(symbol);
                break;
            case Opaque:
                Add(new Declared(name, [], Domain.Real, Provenance.Declared) { IsOpaque = true });
                break;
            case Abbreviation abbreviation:
                var body = FormulaParser.Parse(abbreviation.Latex, options).Body;
                if (
                    spelling is Application { Argument: Delimited { Content: var content } } introduced
                    && !Names.IsOperator(introduced.Head)
                    && (content is Barred || Names.Slots(introduced).Indices.Count > 0)
                    && Claims.Definitions.SplitNotation(
                        introduced,
                        body,
                        out var notation,
                        out var slots,
                        out var takes
                    )
                )
                {
                    name = notation;
                    Define(new NameDefinition(0, name, slots, takes, body, Provenance.Declared));
                }
                else if (
                    spelling is Application { Argument: Delimited fence } application
                    && !Names.IsOperator(application.Head)
                )
                {
                    var parameters = fence.Content is Listing listing ? listing.Items : [fence.Content];
                    name = Names.Of(application.Head);
                    Define(new NameDefinition(0, name, parameters, true, body, Provenance.Declared));
                }
                else if (Family(spelling, out var family, out var indices))
                {
                    name = family;
                    Define(new NameDefinition(0, name, indices, false, body, Provenance.Declared));
                }
                else
                {
                    Define(new NameDefinition(0, name, [], false, body, Provenance.Declared));
                }

                break;
        }

        _bindings.Add((binding.Spelling, name, null));
        foreach (var other in binding.Also)
        {
            var alias = FormulaParser.Parse(other, options with { IsFunction = _ => true }).Body;
            _aliases[
                Names.Of(
                    alias is Application { Argument: Delimited } applied && binding.Meaning is Abbreviation
                        ? applied.Head
                        : alias
                )
            ] = name;
        }

        void Add(Declared symbol)
        {
            // A number and a family of one letter, in either order.
            if (
                symbol.Dimensions.Count == 0
                && _declared.TryGetValue(name, out var known)
                && known.Dimensions.Count > 0
                && spelling is not Application
            )
            {
                Keep(TwinOf(name), known);
            }

            if (symbol.Dimensions.Count > 0 && Family(spelling, out var beside, out _) && IsNumber(beside))
            {
                name = TwinOf(beside);
                Keep(name, symbol);
                return;
            }

            _declared[name] = symbol;
            if (symbol.Dimensions.Count == 0 && spelling is Application)
            {
                _scalars.Add((spelling, name));
            }

            if (symbol.Dimensions.Count > 0 && Slotted(spelling) is { } pattern)
            {
                _declared.Remove(name);
                name = Names.Of(pattern);
                _declared[name] = new Declared(name, symbol.Dimensions, symbol.Domain, symbol.Provenance)
                {
                    DependsOn = symbol.DependsOn,
                };
                _patterns.Add((pattern, _declared[name]));
            }
            else if (symbol.Dimensions.Count > 0 && Family(spelling, out var array, out _))
            {
                // Declared with its index: p_i is the vector p.
                _declared.Remove(name);
                Keep(array, symbol);
                name = array;
            }
        }

        void Keep(string under, Declared symbol) =>
            _declared[under] = new Declared(under, symbol.Dimensions, symbol.Domain, symbol.Provenance)
            {
                DependsOn = symbol.DependsOn,
            };
    }

    // p(\cdot|x) or p(i|x): the place of the index.
    private static Expression? Slotted(Expression spelling)
    {
        if (Names.Nodes(spelling).Any(node => node is Placeholder))
        {
            return spelling;
        }

        return
            spelling
                is Application
                {
                    Argument: Delimited { Content: Barred { Left: var index } condition } fence
                } application
            && Names.Runs(index)
            ? application with
            {
                Argument = fence with { Content = condition with { Left = new Placeholder() } },
            }
            : null;
    }

    /// <summary>p_i, t_{ij}: a name with indices that run.</summary>
    public static bool Family(Expression spelling, out string name, out Sequence<Expression> indices)
    {
        name = string.Empty;
        indices = [];
        if (
            (Names.Sampled(spelling) ?? spelling)
            is not Scripted { Base: Identifier, Subscript: { } subscript } scripted
        )
        {
            return false;
        }

        var parts = Names.Parts(subscript);
        var running = parts.Where(Names.Runs).ToSequence();
        if (running.Count == 0 || running.Count < parts.Count(Names.CanCount))
        {
            return false;
        }

        var words = parts.Where(part => !Names.CanCount(part)).ToList();
        if (words.Count > 1)
        {
            return false;
        }

        indices = running;
        name = Names.Of(Names.Family(scripted, words, running.Count));
        return true;
    }

    // Lengths and bounds come with the file's spelling.
    private static Term Length(string spelling) =>
        System.Numerics.BigInteger.TryParse(spelling, out var number)
            ? new Number(number)
            : new Symbol(Names.Canonical(spelling));

    private static Domain Renamed(Domain domain) =>
        domain switch
        {
            Integers(var lower, var upper) => new Integers(Rename(lower), Rename(upper)),
            IndexSet(var size, var complement, var disjoint) => new IndexSet(
                Rename(size)!,
                complement is null ? null : Names.Canonical(complement),
                disjoint is null ? null : Names.Canonical(disjoint)
            ),
            _ => domain,
        };

    private static Term? Rename(Term? term) =>
        term switch
        {
            Symbol(var name) => new Symbol(Names.Canonical(name)),
            Add(var parts) => new Add(parts.Map(part => Rename(part)!)),
            _ => term,
        };

    private static bool Fits(Expression pattern, Expression expression, List<Expression> slots)
    {
        if (pattern is Placeholder)
        {
            slots.Add(expression);
            return true;
        }

        if (pattern.GetType() != expression.GetType())
        {
            return false;
        }

        var inner = Names.Children(pattern).ToList();
        var others = Names.Children(expression).ToList();
        if (inner.Count == 0 || inner.Count != others.Count)
        {
            return inner.Count == 0 && pattern.Equals(expression);
        }

        return inner.Zip(others).All(pair => Fits(pair.First, pair.Second, slots));
    }
}
