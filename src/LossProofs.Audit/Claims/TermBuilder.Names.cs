// Notation -> meaning: names, looked up in bindings, in the text and among definitions.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    private Term BuildName(Expression expression)
    {
        if ((InComposition(expression, null) ?? ValueInWorld(expression)) is { } value)
        {
            return value;
        }

        if (Lookup(expression) is { } known)
        {
            return known;
        }

        switch (expression)
        {
            case Identifier name:
                return BuildIdentifier(name);
            case Scripted scripted:
                return BuildScripted(scripted);
            default:
                return Guess(expression, 0);
        }
    }

    // What is written exactly so: bound, declared, or defined.
    private Term? Lookup(Expression expression)
    {
        var name = Names.Of(expression);
        if (Sizes.Instances.TryGetValue(name, out var instance) && !_bound.ContainsKey(name))
        {
            return new Number(instance);
        }

        if (
            !_bound.ContainsKey(name)
            && scope.Survey.IsParameter(name)
            && scope.Declaration(name) is null
            && Definition(name) is null
        )
        {
            NoteParameter(name);
            return new Symbol(name);
        }

        if (_bound.ContainsKey(name))
        {
            return new Symbol(name);
        }

        if (scope.Declaration(name) is { } declared && Overrides(name, declared) is var overriding)
        {
            if (overriding is null && OfEach(expression, declared) is { } each)
            {
                return each;
            }

            return overriding is null ? Use(declared) : Use(overriding);
        }

        if (scope.Match(expression) is var (pattern, slots))
        {
            return ElementOf(Use(pattern), slots.Select(BuildIndex).ToSequence());
        }

        if (Definition(name) is { } definition && Understood(definition) is { } defined)
        {
            return defined;
        }

        var plain = Names.Plain(expression);
        if (!ReferenceEquals(plain, expression) && !plain.Equals(expression))
        {
            // A vector set bold: the same as its plain letter where that is a family.
            var letter = Names.Of(plain);
            if (_bound.TryGetValue(letter, out var rank) && rank > 0)
            {
                return new Symbol(letter);
            }

            if (scope.Declaration(letter) is { Dimensions.Count: > 0 } vector)
            {
                return OfEach(plain, vector) ?? Use(vector);
            }

            if (Definition(letter) is { IsFunction: false, Parameters.Count: > 0 } family)
            {
                return Use(family);
            }
        }

        return null;
    }

    // What the text says of a name may be said again, in more detail: u \in \mathbb{R}, later u = w^\top x. From there on it is
    // so in what was written with u before, too.
    private NameDefinition? Overrides(string name, Declared declared) =>
        declared.Provenance != Provenance.Declared
            ? scope.Definitions(name).LastOrDefault(version => version.Ordinal < _claim)
            : null;

    private Term Use(Declared declared)
    {
        if (declared.IsOpaque)
        {
            throw new NotUnderstood($"{declared.Name} has no value that could be computed: it is declared opaque");
        }

        Note(OfThisSize(declared.Variable));
        foreach (var parameter in declared.DependsOn)
        {
            NoteParameter(parameter);
        }

        foreach (var dimension in declared.Dimensions)
        {
            NoteLength(dimension);
        }

        switch (declared.Domain)
        {
            case Integers(var lower, var upper):
                NoteLength(lower);
                NoteLength(upper);
                break;
            case IndexSet set:
                NoteLength(set.Size);
                if ((set.ComplementOf ?? set.DisjointFrom) is { } other && scope.Declaration(other) is { } related)
                {
                    Note(related.Variable);
                }

                break;
        }

        return new Symbol(declared.Name);
    }

    private void Note(Variable variable) => _variables.TryAdd(variable.Name, variable);

    private void NoteParameter(string name)
    {
        if (_variables.ContainsKey(name))
        {
            return;
        }

        if (scope.Declaration(name) is { } declared)
        {
            Use(declared);
        }
        else
        {
            var known = scope.Kinds.RankOf(FormulaParser.Parse(name).Body)?.Rank;
            if (known is null && name is [>= 'A' and <= 'Z'])
            {
                throw new NotUnderstood(
                    $"nothing says whether '{name}' is a vector or a matrix: declare it, as 'vector of length n' or 'matrix n by m'"
                );
            }

            var rank = known == Rank.Matrix ? 2 : 1;
            var axes = Axes(name, rank);
            foreach (var axis in axes)
            {
                NoteLength(axis);
            }

            // A gradient's variable is a vector where nothing else is said.
            _variables[name] = new Variable(
                name,
                axes,
                Domain.Real,
                rank == 1 ? Provenance.BuiltIn : Provenance.Guessed
            );
        }
    }

    // A length or bound that only stands in a declaration.
    private void NoteLength(Term? length)
    {
        foreach (var name in length?.FreeNames() ?? new HashSet<string>())
        {
            if (
                _variables.TryGetValue(name, out var known)
                && known is { Dimensions.Count: 0, Provenance: Provenance.Guessed, Domain: RealInterval }
            )
            {
                // Guessed a number before it turned out to be a length.
                _variables[name] = known with
                {
                    Domain = new Integers(1, null),
                    DependsOn = [],
                };
                continue;
            }

            if (_variables.ContainsKey(name) || _definitions.ContainsKey(name))
            {
                continue;
            }

            if (scope.Declaration(name) is { } declared)
            {
                Use(declared);
            }
            else if (Definition(name) is { } definition)
            {
                Use(definition);
            }
            else
            {
                _variables[name] = new Variable(name, [], new Integers(1, null), Provenance.Guessed);
            }
        }
    }

    // The version of a name's definition that is in force here: L(\theta) of the function, L alone of the quantity; where
    // there is only one of the two, of that.
    /// <summary>A name that means what everybody means by it, although the document defines it.</summary>
    public string? Kept { get; init; }

    private NameDefinition? Definition(string name, int arguments = 0)
    {
        name = scope.Resolve(name);
        if (name == Kept)
        {
            return null;
        }

        if (chosen.TryGetValue(name, out var stated) && (arguments == 0 || Takes(stated)))
        {
            return stated;
        }

        var versions = scope.Definitions(name);
        // What is defined later makes no other meaning of what stands here.
        var known = versions.Any(version => version.Ordinal < _ordinal);
        if (
            arguments > 0
            || versions.Count > 1 && versions.Any(version => Takes(version) && (!known || version.Ordinal < _ordinal))
        )
        {
            versions = [.. versions.Where(Takes)];
        }

        if (versions.Count == 0)
        {
            return null;
        }

        var before = versions.Where(version => version.Ordinal < _ordinal).ToList();
        var found =
            before.Count > 0
                ? before[^1]
                : versions.FirstOrDefault(version => version.Ordinal <= _ordinal) ?? versions[0];
        RestsOnLater |= found.Ordinal > _ordinal;
        if (versions.Count > 1 && !_versions.Exists(version => version.Name == name))
        {
            _versions.Add((name, found));
        }

        return found;

        bool Takes(NameDefinition version) =>
            arguments == 0 ? !version.IsFunction : version.IsFunction && version.Parameters.Count == arguments;
    }

    private Term Use(NameDefinition definition)
    {
        scope.Used.Add(definition.Name);
        var key = definition.IsFunction
            ? $"{definition.Name}@{definition.Ordinal}({string.Join(", ", definition.Parameters.Select(Names.Of))})"
            : $"{definition.Name}@{definition.Ordinal}";
        if (_abbreviated.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_inProgress.Contains(key))
        {
            throw new NotUnderstood($"{definition.Name} is defined through itself");
        }

        if (_definitions.Count + _abbreviated.Count > MaximumDefinitions || _nesting >= MaximumNesting)
        {
            throw new NotUnderstood("it rests on too many definitions");
        }

        IsUncertain |= definition.IsImplied;
        _inProgress.Add(key);
        _nesting++;
        var outerOrdinal = _ordinal;
        var outerBound = _bound.ToList();
        var outerRuns = _runs;
        _runs = new(StringComparer.Ordinal);
        _bound.Clear();
        try
        {
            // What a binding abbreviates is read where it is used.
            _ordinal = definition.Ordinal == 0 ? _claim : definition.Ordinal;
            var parameters = definition.Parameters.Map(parameter =>
                Names.Of(definition.IsFunction ? Names.Plain(parameter) : parameter)
            );
            for (var i = 0; i < parameters.Count; i++)
            {
                _bound[parameters[i]] = TakesArray(definition, i) ? 1 : 0;
            }

            var body = Build(definition.Body);
            // f(x) = 1/2 may be said of one x, not of all.
            IsUncertain |=
                definition is { IsFunction: true, Provenance: Provenance.Text }
                && parameters.Count > 0
                && !parameters.Any(body.FreeNames().Contains);

            if (definition is { Provenance: Provenance.Text, IsGuessed: false, InPassing: false, IsImplied: false })
            {
                _letters.UnionWith(body.FreeNames());
                _defining.Add(definition.Ordinal);
            }

            // Only now: an earlier version of the name may have come in with the body.
            var name = IsVariable(definition.Name) ? key : definition.Name;
            var provenance = definition.IsGuessed ? Provenance.Guessed : definition.Provenance;
            if (parameters.Count == 0)
            {
                // Another name of the same quantity, so that derivatives with respect to either agree.
                _abbreviated[key] = body is Symbol or Element
                    ? body
                    : Defined(new Definition(name, [], body, provenance));
                return _abbreviated[key];
            }

            Sequence<Term> dimensions = definition.IsFunction
                ? []
                : parameters
                    .Select(
                        (parameter, place) => LengthIn(body, parameter) ?? LengthOf(definition.Name, place, parameter)
                    )
                    .ToSequence();
            for (var place = 0; place < dimensions.Count; place++)
            {
                NoteCompared(body, parameters[place], dimensions[place]);
            }

            _abbreviated[key] = Defined(new Definition(name, parameters, body, provenance) { Dimensions = dimensions });
            return _abbreviated[key];
        }
        finally
        {
            _inProgress.Remove(key);
            _nesting--;
            _ordinal = outerOrdinal;
            _runs = outerRuns;
            _bound.Clear();
            foreach (var (bound, rank) in outerBound)
            {
                _bound[bound] = rank;
            }
        }
    }

    private Symbol Defined(Definition definition)
    {
        _shapes[definition.Name] = Shape(definition.Body);
        _definitions[definition.Name] = definition;
        return new Symbol(definition.Name);
    }

    private Term BuildIdentifier(Identifier name)
    {
        switch (name)
        {
            case { Name: "\\pi", Style: LetterStyle.Plain, Accents.Count: 0 }:
                return Term.Pi;
            case { Name: "e", Style: LetterStyle.Plain or LetterStyle.Roman, Accents.Count: 0 }:
                return Term.E;
            case { Name: "\\infty" }:
                return Term.Infinity;
            case { Name: "\\emptyset" or "\\nabla" or "\\partial" or "\\top" } or { Style: LetterStyle.Blackboard }:
                throw new NotUnderstood($"{Names.Of(name)} has no value of its own");
        }

        if (Notation.Functions.Contains(name.Name))
        {
            throw new NotUnderstood($"{name.Name} stands without an argument");
        }

        var plain = Names.Plain(name);
        var letter = Names.Of(plain);
        if (name.Accents is ["\\bar"] && MeanOf(name) is { } mean)
        {
            return mean;
        }

        if (ConventionalArray(name) is { } conventional)
        {
            return conventional;
        }

        return
            name.Style == LetterStyle.Bold
            && scope.Survey.Indices(letter) == 1
            && scope.Kinds.RankOf(name)?.Rank != Rank.Matrix
            ? GuessFamily(plain, 1)
            : Guess(name, 0);
    }

    // \bar{s} where s is a family and nothing else is said: its mean.
    private Term? MeanOf(Identifier name)
    {
        var inner = name with { Accents = [] };
        var letter = Names.Of(Names.Plain(inner));
        if (scope.Survey.Indices(letter) != 1 && scope.Declaration(letter) is not { Dimensions.Count: 1 })
        {
            return null;
        }

        // y_n = … is said of each n.
        var each = new Scripted(inner, new Identifier("n"), null, 0);
        if (Definition(Names.Of(each)) is { IsFunction: false })
        {
            var count = LengthOf(letter, 0, "n");
            return new Fold(FoldKind.Sum, "n", new Span(1, count), null, Running("n", () => Build(each))) / count;
        }

        var array = BuildArray(inner);
        return Shape(array) is [var length] ? Sum(array, length) / length : null;
    }

    private Fold Sum(Term array, Term length)
    {
        var index = Fresh("k");
        return new Fold(FoldKind.Sum, index, new Span(1, length), null, new Element(array, [new Symbol(index)]));
    }
}
