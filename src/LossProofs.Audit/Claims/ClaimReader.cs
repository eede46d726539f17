// Documents -> claims: what each display formula is for, what it asserts, and under which meaning of its names.
//
// Three passes. The first reads all formulas and notes how names are used (Survey). The second goes through the document in
// order and collects what bindings, words and formulas say about names (Scope): a new name alone on the left of an equality
// is defined by it. The third builds each formula's claims (TermBuilder), once for every plausible reading of the notation
// and of names that have several definitions.
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

/// <summary>Understands documents.</summary>
public static class ClaimReader
{
    /// <summary>The claims of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="bindings">What its symbols mean; <see cref="BindingsFile.Empty"/> if nothing is declared.</param>
    public static DocumentClaims Read(Document document, BindingsFile bindings)
    {
        var whole = new DocumentReading(document, bindings).Read();
        if (bindings.Sections.Count == 0)
        {
            return whole;
        }

        // Each part is read with the meanings that hold there; the rest of the document comes along for its definitions.
        var equations = whole.Equations.ToArray();
        var notes = whole.Notes.ToList();
        foreach (var section in bindings.Sections)
        {
            var first = document.Equations.ToList().FindIndex(section.From.Names);
            if (first < 0)
            {
                notes.Add($"{bindings.Path}:{section.Line}: there is no equation {section.From.Key}");
                continue;
            }

            var others = bindings.Symbols.Where(symbol =>
                !section.Symbols.Any(own => own.Spelling == symbol.Spelling || own.Also.Contains(symbol.Spelling))
            );
            var part = new DocumentReading(
                document,
                bindings with
                {
                    Symbols = [.. section.Symbols, .. others],
                }
            ).Read();
            notes.AddRange(part.Notes.Except(notes));
            for (var at = first; at < equations.Length; at++)
            {
                equations[at] = part.Equations[at];
            }
        }

        return whole with
        {
            Equations = equations.ToSequence(),
            Notes = notes.ToSequence(),
        };
    }

    /// <summary>What the words around a formula say of it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="equation">One of its display formulas.</param>
    public static IReadOnlyList<CueInWords> Cues(Document document, Equation equation)
    {
        var words = new Surroundings(document, new ParserOptions { Macros = document.Macros }).Of(equation).Words;
        var cues = words
            .All()
            .Select(cue => new CueInWords(
                cue.Category.Key(),
                cue.Line,
                cue.Phrase,
                cue.Reach.ToString().ToLowerInvariant(),
                cue.Category.Effect()!
            ));
        return
        [
            .. words.Unread is { Length: > 0 } unread
                ? [new CueInWords("unread", 0, unread, "section", "words of a language that is not read: not refuted")]
                : (CueInWords[])[],
            .. cues.OrderBy(cue => cue.Line),
        ];
    }
}

/// <summary>A phrase near a formula and what it does to the formula's reading.</summary>
/// <param name="Category">What it says, as the lexicon's files name it.</param>
/// <param name="Line">Where it stands; 0 for words inside the formula.</param>
/// <param name="Phrase">As the lexicon has it.</param>
/// <param name="Reach">How far it counts.</param>
/// <param name="Effect">What it does.</param>
public sealed record CueInWords(string Category, int Line, string Phrase, string Reach, string Effect);

internal sealed partial class DocumentReading
{
    private const int MaximumReadings = 8;

    private readonly Document _document;
    private readonly BindingsFile _bindings;
    private readonly ParserOptions _options;
    private readonly Scope _scope;
    private readonly Surroundings _surroundings;
    private readonly bool _mentionsBase;

    // Equalities with a name alone on a side, of the whole document.
    private IReadOnlyList<(Expression Name, Expression Value)>? _links;

    // Whether the claim being read takes a name as a later formula defines it.
    private bool _restsOnLater;

    // Whether it has several probabilities of one letter.
    private bool _relatesProbabilities;

    public DocumentReading(Document document, BindingsFile bindings)
    {
        (_document, _bindings) = (document, bindings);
        var macros = new ParserOptions
        {
            Macros = document.Macros,
            DifferencesAreNames = !document.Equations.Any(equation => BareDelta().IsMatch(equation.Latex)),
        };
        _scope = new Scope(bindings, macros);
        _options = macros with { IsFunction = _scope.IsFunction };
        _surroundings = new Surroundings(document, _options);
        _mentionsBase = _surroundings.Prose.Lexicon.Has(Category.Base, _surroundings.Prose.Text);
    }

    // Δ as a quantity of its own: before a sign, a fence, a superscript or the end.
    [GeneratedRegex(@"\\Delta(?![A-Za-z])\s*(?![A-Za-z_\\\s])")]
    private static partial Regex BareDelta();

    public DocumentClaims Read()
    {
        Collect();
        var equations = _document.Equations.Map(equation => InItsOwnTerms(equation).Understand(equation));
        var notes = _scope
            .Unused.Select(spelling => $"{_bindings.Path}: {spelling} is declared but occurs in no formula")
            .Concat(
                _bindings
                    .Equations.Where(note => !_document.Equations.Any(note.Names))
                    .Select(note => $"{_bindings.Path}:{note.Line}: there is no equation {note.Key}")
            );
        return new DocumentClaims(equations, notes.ToSequence());
    }

    // The document as it reads where an equation's own symbols replace the file's.
    private DocumentReading InItsOwnTerms(Equation equation)
    {
        if (_bindings.Equations.FirstOrDefault(note => note.Names(equation)) is not { Symbols: { Count: > 0 } own })
        {
            return this;
        }

        var spellings = own.SelectMany(symbol => symbol.Also.Prepend(symbol.Spelling))
            .SelectMany(Spellings)
            .ToHashSet();
        var kept = _bindings.Symbols.Where(symbol => !Spellings(symbol.Spelling).Any(spellings.Contains));
        var reading = new DocumentReading(
            _document,
            _bindings with
            {
                Symbols =
                [
                    .. kept.Select(symbol =>
                        symbol with
                        {
                            Also = symbol.Also.Where(other => !spellings.Contains(Names.Canonical(other))).ToSequence(),
                        }
                    ),
                    .. own,
                ],
            }
        );
        reading.Collect();
        return reading;

        // x_i declares the family x.
        static IEnumerable<string> Spellings(string symbol)
        {
            var name = FormulaParser.Parse(symbol).Body;
            return Scope.Family(name, out var family, out _) ? [Names.Of(name), family] : [Names.Of(name)];
        }
    }

    private void Collect()
    {
        foreach (var formula in _surroundings.Formulas)
        {
            _scope.Survey.Add(formula);
            foreach (var node in Names.Nodes(formula).Where(node => node is Application || Names.IsName(node)))
            {
                _scope.Used.Add(Names.Of(node));
                _scope.Match(node);
                if (Scope.Family(node, out var family, out _))
                {
                    _scope.Used.Add(family);
                }

                if (node is Application { Head: var head })
                {
                    _scope.Used.Add(Names.Of(head));
                }
            }
        }

        foreach (var (ordinal, formula) in _surroundings.Displays)
        {
            _scope.NoteUses(formula, ordinal);
        }

        Definitions.Collect(_document, _surroundings, _scope, _options, _bindings);
    }

    private EquationClaims Understand(Equation equation)
    {
        var note = _bindings.Equations.FirstOrDefault(candidate => candidate.Names(equation));
        if (note?.Skip is { } reason)
        {
            return new EquationClaims(equation, note.Role ?? Role.Claim, [], $"left alone: {reason}");
        }

        var formula = FormulaParser.Parse(equation.Latex, _options);
        if (!formula.IsReadable)
        {
            var first = formula.Diagnostics[0];
            return new EquationClaims(equation, note?.Role ?? Role.Claim, [], $"not readable: {first.Message}");
        }

        var near = _surroundings.Of(equation);
        if (note is { ExpectRefuted: not null, Role: null })
        {
            note = note with { Role = Role.Claim };
        }

        var statements = WrittenStatement.Of(formula.Body);
        if (note?.Role is { } stated and not Role.Claim)
        {
            return new EquationClaims(equation, stated, [], null);
        }

        var steps = Steps(formula.Body, equation, note, near);
        if (steps.Count == 0)
        {
            var chains = statements.Select(statement => statement.Formula).OfType<Chain>().ToList();
            return note?.Role == Role.Claim
                    ? new EquationClaims(equation, Role.Claim, [], "it holds no relation that could be judged")
                : chains.Exists(chain => IsRequired(chain, note, near))
                    ? new EquationClaims(equation, Role.Condition, [], null)
                : Concluded(formula.Body, near) is { } missing ? new EquationClaims(equation, Role.Claim, [], missing)
                : new EquationClaims(equation, Roles.OfDefinition(statements, near), [], null);
        }

        var role = note?.Role ?? Roles.Of(statements, near);
        if (role != Role.Claim)
        {
            return new EquationClaims(equation, role, [], null);
        }

        // Each step under the other readings of its own notation.
        var parsed = new Dictionary<string, Formula>(StringComparer.Ordinal);
        var read = new Dictionary<Formula, List<Step>>(ReferenceEqualityComparer.Instance);
        var claims = new List<Claim>();
        for (var i = 0; i < steps.Count; i++)
        {
            var others = FormulaParser.ReadingsOf(
                equation.Latex,
                _options,
                reading =>
                    StepsOf(reading) is var alternative && alternative.Count == steps.Count ? alternative[i] : null,
                MaximumReadings,
                parsed,
                out var complete
            );
            claims.Add(Claimed(equation, note, near, steps[i], others, complete));
        }

        return new EquationClaims(equation, role, claims.ToSequence(), null);

        List<Step> StepsOf(Formula reading)
        {
            if (!read.TryGetValue(reading, out var known))
            {
                read[reading] = known = IsPlausible(reading) ? Steps(reading.Body, equation, note, near) : [];
            }

            return known;
        }
    }

    // "We need T ≥ …" claims nothing of T.
    private static bool IsRequired(Chain chain, EquationNote? note, Nearby near) =>
        note?.Role != Role.Claim
        && near.IsRequired
        && chain.Relations is [{ Symbol: "<" or ">" or "\\leq" or "\\geq" or "\\neq" or "\\in" }, ..];

    // "So name = …" asserts something of the name, which has to have a meaning before.
    private static string? Concluded(Expression body, Nearby near) =>
        Roles.Concludes(near)
        && near.Words.Cue(Category.Result) is { Phrase: var cue }
        && WrittenStatement.Of(body).Select(statement => statement.Formula).OfType<Chain>().FirstOrDefault()
            is { Relations: [{ Symbol: "=" or "\\equiv" }, ..] } chain
        && chain.Operands[0] is not Missing
            ? $"'{cue}' says that it follows, but nothing before says what '{chain.Operands[0]}' is: declare it"
            : null;

    // \frac{dL}{dp} is a quotient of products only in a document where d is a quantity.
    private bool IsPlausible(Formula reading) =>
        !reading.Choices.Any(choice => choice is { Kind: ChoiceKind.DerivativeOrQuotient, Taken: 1 })
        || _scope.Declaration("d") is not null
        || _scope.Definitions("d").Count > 0
        || _scope.FirstUse("d") < int.MaxValue;

    // ---- steps ----

    /// <summary>One relation to be judged.</summary>
    private sealed record Step(
        Expression Left,
        string Relation,
        Expression Right,
        WrittenStatement Statement,
        bool Redefines,
        bool Later
    )
    {
        /// <summary>Whether both say the same; what stands in the other steps of their chains does not count.</summary>
        public bool Equals(Step? other) =>
            other is not null
            && Left.Equals(other.Left)
            && Relation == other.Relation
            && Right.Equals(other.Right)
            && (Redefines, Later) == (other.Redefines, other.Later)
            && Equals(Statement.Limit, other.Statement.Limit)
            && Statement.Conditions.SequenceEqual(other.Statement.Conditions);

        public override int GetHashCode() => HashCode.Combine(Left, Relation, Right, Redefines, Later);
    }

    private List<Step> Steps(Expression body, Equation equation, EquationNote? note, Nearby near)
    {
        var steps = new List<Step>();
        foreach (var written in WrittenStatement.Of(body))
        {
            var statement = written.Limit is null ? written with { Limit = near.Limit } : written;
            if (statement.Formula is not Chain chain)
            {
                continue;
            }

            // What words name on the left is no quantity that could be computed, and another one in each row.
            var worded = chain.Operands[0] is Missing && statement.Words.Length > 0;
            chain = worded ? chain : Continued(chain, equation);
            if (Notation.Implications.ContainsKey(chain.Relations[0].Symbol))
            {
                for (var i = 0; i < chain.Relations.Count; i++)
                {
                    steps.Add(
                        new Step(
                            chain.Operands[i],
                            chain.Relations[i].Symbol,
                            chain.Operands[i + 1],
                            statement,
                            false,
                            i > 0
                        )
                    );
                }

                continue;
            }

            var defines = Definitions.Defined(chain, _scope, equation.Ordinal, note, near);
            for (var i = 0; i < chain.Relations.Count; i++)
            {
                if (i == 0 && (defines == DefinitionKind.New || worded || IsRequired(chain, note, near)))
                {
                    continue;
                }

                // A free quantity set equal to something is solved for: nothing is asserted.
                if (
                    note?.Role != Role.Claim
                    && chain.Relations[i].Symbol == "="
                    && defines == DefinitionKind.None
                    && IsSolved(chain, i, equation)
                )
                {
                    continue;
                }

                var again = i == 0 && defines == DefinitionKind.Again;
                steps.Add(
                    new Step(
                        chain.Operands[i],
                        chain.Relations[i].Symbol,
                        chain.Operands[i + 1],
                        statement,
                        again
                            && !(
                                (
                                    Definitions.HasLabel(chain.Operands[0])
                                    || IsConcluded(chain.Operands[0], equation, near)
                                )
                                && Roles.Continues(
                                    near with
                                    {
                                        SameSection = IsSameSection(chain.Operands[0], equation, near),
                                    }
                                )
                            ),
                        i > 0
                    )
                );
            }
        }

        return steps;
    }

    // A formula that begins with its relation goes on from the last side of the one before.
    private Chain Continued(Chain chain, Equation equation) =>
        chain.Operands[0] is Missing
        && _surroundings.Displays.LastOrDefault(display => display.Ordinal < equation.Ordinal)
            is { Formula: { } before, Ordinal: var ordinal }
        && ordinal == equation.Ordinal - 1
        && WrittenStatement.Of(before).LastOrDefault()?.Formula is Chain last
        && last.Operands[^1] is not Missing
            ? chain with
            {
                Operands = [last.Operands[^1], .. chain.Operands.Skip(1)],
            }
            : chain;

    private bool IsSolved(Chain chain, int step, Equation equation)
    {
        var builder = new TermBuilder(_scope, equation.Ordinal, new Dictionary<string, NameDefinition>());
        return (step == 0 && builder.IsFree(chain.Operands[0]))
            || builder.IsFree(chain.Operands[step + 1])
            || (
                step == chain.Relations.Count - 1
                && step > 0
                && Definitions.Split(chain.Operands[^1], out var name, out _, out _)
                && _scope
                    .Definitions(name)
                    .Any(version => version.Ordinal == equation.Ordinal && version.Body.Equals(chain.Operands[^2]))
            );
    }

    // "So L = …" of an L that one formula has defined.
    private bool IsConcluded(Expression name, Equation equation, Nearby near)
    {
        Definitions.Split(name, out var spelling, out _, out _);
        return Roles.Concludes(near)
            && _scope.Definitions(spelling).Count(version => version.Ordinal < equation.Ordinal) == 1;
    }

    private bool IsSameSection(Expression name, Equation equation, Nearby near)
    {
        Definitions.Split(name, out var spelling, out _, out _);
        var before = _scope.Definitions(spelling).LastOrDefault(version => version.Ordinal < equation.Ordinal);
        return before is not null && _surroundings.Section(before.Ordinal) == near.Section;
    }

    // ---- claims ----

    private Claim Claimed(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        IEnumerable<Step> others,
        bool complete
    )
    {
        var readings = new List<Reading>();
        var conditional = !complete;
        _restsOnLater = false;
        _relatesProbabilities = false;
        string? failure = null;
        foreach (var candidate in others.Prepend(step).Distinct())
        {
            try
            {
                var stated = Read(equation, note, near, candidate, out var mayBeConditional);
                conditional |= mayBeConditional;
                foreach (var reading in stated)
                {
                    if (
                        !readings.Exists(known =>
                            known.Proposition.Equals(reading.Proposition) && Same(known.Context, reading.Context)
                        )
                    )
                    {
                        readings.Add(reading);
                    }
                }
            }
            catch (NotUnderstood reason)
            {
                // The conventional reading has to be understood; another that makes no sense is none.
                failure ??= reason.Message;
                if (ReferenceEquals(candidate, step))
                {
                    break;
                }
            }
        }

        var understood = readings.Count > 0;
        var missing = Declarations.Of(step.Left, step.Right, readings, _scope);
        if (failure is not null && missing.Count > 1)
        {
            failure += $"; in all it needs {string.Join(", ", missing.Select(symbol => $"{symbol.Spelling} ({symbol.Phrase})"))}";
        }

        return new Claim(
            step.Left.ToString(),
            step.Relation,
            step.Right.ToString(),
            new Statement(readings.ToSequence(), conditional)
            {
                Doubts = Doubtful(equation, note, near, step, readings),
            },
            understood ? null : failure ?? "no reading of it was found"
        )
        {
            Missing = missing,
        };
    }

    // How the claim may still be meant where all its readings are false; a role that is declared leaves no such doubt.
    private Sequence<Reading> Doubtful(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        List<Reading> readings
    )
    {
        if (readings.Count == 0 || note?.Role == Role.Claim)
        {
            return [];
        }

        var first = readings[0];
        var doubts = new List<Reading>();
        if (near.Words.Unread is { Length: > 0 } unread)
        {
            doubts.Add(Nothing($"what words say in a language that is not read ('{unread}')"));
        }

        if (near.Words.Cue(Category.Approximate) is { Phrase: var cue })
        {
            doubts.Add(Nothing($"what holds only approximately or at some point ('{cue}')"));
        }

        if (near.Words.Cue(Category.Denial) is { Phrase: var denial })
        {
            doubts.Add(Nothing($"an example of what is wrong ('{denial}')"));
        }

        if (near.IsAbsurd)
        {
            doubts.Add(Nothing("a step of a proof by contradiction"));
        }

        if (first.Context.Variables.Count > 0)
        {
            doubts.AddRange(Situated(equation, note, near, step, readings));
        }

        if (step.Relation == "\\neq" && first.Context.Variables.Count > 0)
        {
            doubts.Add(Nothing("'not the same in general'"));
        }

        if (_restsOnLater)
        {
            doubts.Add(Nothing("a formula before a name in it is defined"));
        }

        if (_relatesProbabilities)
        {
            doubts.Add(Nothing("a law that these probabilities obey"));
        }

        if (Doubts.HasUnusualProduct(step.Left, IsFunctionToo) || Doubts.HasUnusualProduct(step.Right, IsFunctionToo))
        {
            doubts.Add(Nothing("a value of a function"));
        }

        if (Doubts.HasInverse(step.Left) || Doubts.HasInverse(step.Right))
        {
            doubts.Add(Nothing("a formula with an inverse function"));
        }

        var (wider, widest) = (Doubts.OverAll(step.Left), Doubts.OverAll(step.Right));
        if (wider is not null || widest is not null)
        {
            try
            {
                var builder = new TermBuilder(_scope, equation.Ordinal, Chosen(note))
                {
                    Randomness = RandomnessAt(equation, note),
                };
                var whole = step with { Left = wider ?? step.Left, Right = widest ?? step.Right };
                doubts.Add(Build(builder, note, near, whole, "a derivative of all that follows", out _));
            }
            catch (NotUnderstood)
            {
                doubts.Add(Nothing("a derivative of all that follows"));
            }
        }

        if (Doubts.IsUpdate(step.Left, step.Relation, step.Right))
        {
            doubts.Add(Nothing($"the next value of '{step.Left}', or an equation for it"));
        }

        if (Doubts.MayBeImaginary(first.Context))
        {
            doubts.Add(Nothing("a formula with the imaginary unit"));
        }

        if (
            (Doubts.HasConstant(step.Left) || Doubts.HasConstant(step.Right))
            && _surroundings.Formulas.Any(Doubts.NamesConstant)
        )
        {
            doubts.Add(Nothing("a formula where e or \\pi is a name"));
        }

        if (first.Proposition is Comparison(var left, var relation, var right))
        {
            var closed = first.Context.Variables.Count == 0;
            if (
                relation == Relation.Equal
                && (Doubts.PrintedUnit(step.Right) ?? Doubts.PrintedUnit(step.Left)) is { } unit
            )
            {
                var difference = new Apply(Function.Abs, [left - right]);
                doubts.Add(
                    first with
                    {
                        Proposition = new Comparison(difference, Relation.LessOrEqual, new Number(unit)),
                        Note = "a rounded number",
                    }
                );
            }
            else if (
                relation == Relation.Equal
                && closed
                && (Doubts.HasDecimal(step.Left) || Doubts.HasDecimal(step.Right))
            )
            {
                doubts.Add(Nothing("with rounded numbers"));
            }

            var written = $"{step.Left} {step.Right}";
            if (written.Contains("\\ln", StringComparison.Ordinal))
            {
                // \ln beside \log: the second has another base.
                if (written.Contains("\\log", StringComparison.Ordinal) && (closed || _mentionsBase))
                {
                    doubts.Add(Nothing("with logarithms to another base"));
                }
            }
            else if (closed || _mentionsBase)
            {
                doubts.Add(Doubts.WithBase(first, 2));
                doubts.Add(Doubts.WithBase(first, 10));
            }
        }

        return doubts.ToSequence();
    }

    // Whether the document has a function of this name, whatever the name alone stands for.
    private bool IsFunctionToo(Expression name) =>
        _scope.Definitions(Names.Of(name)).Any(definition => definition.IsFunction);

    private static bool Same(Context one, Context other) =>
        one.Variables.Equals(other.Variables)
        && one.Definitions.Equals(other.Definitions)
        && one.Hypotheses.Equals(other.Hypotheses);

    private List<Reading> Read(Equation equation, EquationNote? note, Nearby near, Step step, out bool mayBeConditional)
    {
        var chosen = Chosen(note);
        var atSolution = note?.Given.Count > 0;
        var randomness = RandomnessAt(equation, note);
        var builder = new TermBuilder(_scope, equation.Ordinal, chosen)
        {
            AtSolution = atSolution,
            IntegralRange = note?.Over,
            Randomness = randomness,
        };
        var readings = new List<Reading> { Build(builder, note, near, step, "as written", out mayBeConditional) };

        // Two free indices may be meant to differ where nothing says so.
        foreach (var (first, second) in builder.IndexPairs().Take(2).ToList())
        {
            var differ = new Compare(new Symbol(first), Relation.NotEqual, new Symbol(second));
            var context = readings[0].Context;
            if (
                !context.Hypotheses.Any(hypothesis =>
                    hypothesis.Condition is Compare compare
                    && compare.Terms().Any(term => term == new Symbol(first))
                    && compare.Terms().Any(term => term == new Symbol(second))
                )
            )
            {
                var hypothesis = new Hypothesis(differ, Provenance.Text, $"{first} \\neq {second}");
                readings.Add(
                    readings[0] with
                    {
                        Context = context with { Hypotheses = [.. context.Hypotheses, hypothesis] },
                        Note = $"for {first} ≠ {second}",
                    }
                );
            }
        }

        // The same with the other definitions of a name that has several.
        foreach (var (name, taken) in builder.Versions.ToList())
        {
            foreach (
                var version in _scope
                    .Definitions(name)
                    .Where(version =>
                        version != taken
                        && version.Ordinal < equation.Ordinal
                        // L alone may also be meant as L(\theta).
                        && (
                            version.IsFunction == taken.IsFunction
                                && (!taken.IsFunction || version.Parameters.Count == taken.Parameters.Count)
                            || version.IsFunction && !taken.IsFunction && taken.Provenance != Provenance.Declared
                        )
                    )
                    .Take(3)
            )
            {
                try
                {
                    var other = new TermBuilder(
                        _scope,
                        equation.Ordinal,
                        new Dictionary<string, NameDefinition>(chosen) { [name] = version }
                    )
                    {
                        AtSolution = atSolution,
                        IntegralRange = note?.Over,
                        Randomness = randomness,
                    };
                    readings.Add(
                        Build(
                            other,
                            note,
                            near,
                            step,
                            $"with {name} as defined by {version.Key ?? "another formula"}",
                            out _
                        )
                    );
                }
                catch (NotUnderstood) when (version.IsFunction != taken.IsFunction)
                {
                    // A function that makes no sense without its arguments is not what the letter alone means.
                }
                catch (NotUnderstood)
                {
                    readings.Add(Nothing($"{name} as defined by {version.Key ?? "another formula"} is not understood"));
                }
            }
        }

        for (var via = 1; via < Math.Min(builder.ViaCount, 3); via++)
        {
            var other = new TermBuilder(_scope, equation.Ordinal, chosen) { AtSolution = atSolution, Via = via };
            readings.Add(Build(other, note, near, step, "with the other quantity of a substitution varied", out _));
        }

        if (HasDots(step.Left) || HasDots(step.Right))
        {
            readings.Add(Nothing("the terms that its dots stand for"));
        }

        if (TermBuilder.Comparisons.ContainsKey(step.Relation) && HasRoundedDecimal(step))
        {
            readings.Add(Nothing("its decimals are rounded"));
        }

        if (near.Conditions.FirstOrDefault(condition => IsAboutDraws(condition, builder)) is { } conditioned)
        {
            readings.Add(Nothing($"draws with {conditioned}"));
        }

        _restsOnLater |= builder.RestsOnLater;
        _relatesProbabilities |= builder.HasRelatedProbabilities;
        if (builder.IsUncertain)
        {
            readings.Add(Nothing("a name in it may have changed its meaning"));
        }

        if (builder.Supposed is { } supposed)
        {
            readings.Add(Nothing($"not about {supposed}"));
        }

        if (step.Redefines && note?.Role != Role.Claim)
        {
            readings.Add(Nothing($"'{step.Left}' is defined anew"));
        }

        return readings;
    }

    // A reading under which nothing is asserted, so that the claim cannot be refuted.
    private static Reading Nothing(string note) =>
        new(new Comparison(Term.Zero, Relation.Equal, Term.Zero), Context.Empty, note);

    private Dictionary<string, NameDefinition> Chosen(EquationNote? note)
    {
        var chosen = new Dictionary<string, NameDefinition>(StringComparer.Ordinal);
        foreach (var means in note?.Means ?? [])
        {
            var name = _scope.Resolve(Names.Canonical(means.Spelling));
            if (_scope.Definitions(name).FirstOrDefault(version => version.Key == means.Equation) is { } version)
            {
                chosen[name] = version;
            }
        }

        return chosen;
    }

    private Reading Build(
        TermBuilder builder,
        EquationNote? note,
        Nearby near,
        Step step,
        string reading,
        out bool mayBeConditional
    )
    {
        var proposition = Propose(builder, note, step);
        var hypotheses = new List<Hypothesis>();
        foreach (var written in step.Statement.Conditions)
        {
            // What restricts the claim has to be understood.
            Assume(builder, hypotheses, written, Provenance.Text, Restriction(written));
        }

        foreach (var given in (note?.Given ?? []).Concat(_bindings.Given))
        {
            var condition = FormulaParser.Parse(given.Latex, _options).Body;
            if (Randomness.Concerns(condition))
            {
                continue;
            }

            if (note?.Given.Contains(given) == true || Concerns(builder, condition))
            {
                Assume(builder, hypotheses, condition, Provenance.Declared, Restriction(condition));
            }
        }

        foreach (var nearby in near.Conditions)
        {
            if (
                !Concerns(builder, nearby)
                || Randomness.Concerns(nearby)
                || IsOverruled(nearby, note)
                || near.Concluded.Contains(nearby) && IsAboutDefined(nearby, builder)
            )
            {
                continue;
            }

            try
            {
                Assume(builder, hypotheses, nearby, Provenance.Text, Restriction(nearby));
            }
            catch (NotUnderstood)
            {
                // Words nearby that are not understood restrict nothing.
            }
        }

        var context = builder.Context(hypotheses);
        mayBeConditional =
            note?.Role != Role.Claim
            && !step.Statement.Quantified
            && !IsUniversal(near, context)
            && Roles.MayBeCondition(step.Left, step.Relation, step.Right, step.Later, builder, near);
        return new Reading(proposition, context, reading);
    }

    // What a sentence concludes of quantities that are defined is a claim, which may be false.
    private static bool IsAboutDefined(Expression concluded, TermBuilder builder) =>
        Names.Nodes(concluded).Any(node => Names.IsName(node) && !builder.IsFree(node));

    // "For all $x$" of a claim whose numbers are all named there, or have a domain.
    private static bool IsUniversal(Nearby near, Context context) =>
        near.Words.Has(Category.Universal)
        && !near.IsAbsurd
        && !near.IsRequired
        && !near.Words.Has(Category.Condition)
        && !near.Words.Has(Category.Assumption)
        && context.Variables.All(variable =>
            variable.Provenance != Provenance.Guessed
            || variable.Domain is Integers
            || near.Named.Contains(variable.Name)
        );

    // What is random here: as declared for the equation, for the document, and in the words of the section before it.
    private Randomness RandomnessAt(Equation equation, EquationNote? note)
    {
        var declared = (note?.Given ?? [])
            .Concat(_bindings.Given)
            .Select(given => (FormulaParser.Parse(given.Latex, _options).Body, Provenance.Declared));
        var section = _surroundings.Section(equation.Ordinal);
        var stated = _surroundings
            .Inline.Where(inline =>
                Randomness.Mean(inline.Formula) is not null
                || inline.Section == section
                    && (
                        inline.Ordinal < equation.Ordinal
                        // Words right after the formula count where they explain it.
                        || inline.Ordinal == equation.Ordinal && _surroundings.Explains(inline.Before)
                    )
            )
            .Reverse()
            .Select(inline => (inline.Formula, Provenance.Text));
        return Randomness.Of(declared.Concat(stated)) with
        {
            Words = _surroundings.Words(section),
            Links = declared
                .Select(given => given.Body)
                .SelectMany(Randomness.Linked)
                .Concat(_links ??= [.. _surroundings.Formulas.SelectMany(Randomness.Linked)]),
        };
    }

    // A condition on what is drawn narrows its law.
    private static bool IsAboutDraws(Expression condition, TermBuilder builder) =>
        !Randomness.Concerns(condition)
        && Restriction(condition)?.Domain != Domain.Real
        && Names
            .Nodes(condition)
            .Any(node =>
                Names.IsName(node) && builder.UsedLaws.Any(law => law.Names.Any(name => Randomness.Same(name, node)))
            );

    // What is declared about a name for the equation counts more than words nearby about the same name.
    private bool IsOverruled(Expression nearby, EquationNote? note) =>
        nearby is Chain { Operands: [var name, _], Relations: [{ Symbol: not "=" }] }
        && Names.IsName(name)
        && note?.Given.Any(given =>
            FormulaParser.Parse(given.Latex, _options).Body is Chain { Operands: [var declared, _] }
            && declared.Equals(name)
        ) == true;

    // A condition that gives one symbol its domain: the symbol's, and the domain.
    private static (Expression Symbol, Domain Domain)? Restriction(Expression condition) =>
        condition is Chain { Operands: [var left, var right], Relations: [{ Symbol: "\\in" }] }
        && Names.IsName(left)
        && TermBuilder.DomainOf(right) is { } domain
            ? (left, domain)
            : null;

    private static void Assume(
        TermBuilder builder,
        List<Hypothesis> hypotheses,
        Expression written,
        Provenance provenance,
        (Expression Symbol, Domain Domain)? restriction
    )
    {
        if (restriction is var (symbol, domain))
        {
            builder.Restrict(Names.Of(symbol), domain, provenance);
            if (domain == Domain.Real)
            {
                return;
            }
        }

        // \sum_i q_i = 1 of a family that nothing else is said about: a distribution lies in every domain that is meant.
        if (
            written
                is Chain
                {
                    Relations: [{ Symbol: "=" }],
                    Operands: [BigOperator { Operator: "\\sum", Body: Scripted element }, Numeral { Digits: "1" }]
                }
            && Scope.Family(element, out var family, out var indices)
            && indices.Count == 1
            && builder.RestrictFamily(family, new ProbabilityVector(false), provenance)
        )
        {
            return;
        }

        var claimed = builder.FreeIndices.ToHashSet();
        var condition = builder.BuildCondition(written);
        if (provenance == Provenance.Declared)
        {
            // An index that only the condition has: it holds for all of its values.
            foreach (var index in builder.FreeIndices.Except(claimed).ToList())
            {
                condition = new ForAll(index, builder.RangeOf(index), condition);
            }
        }

        var hypothesis = new Hypothesis(condition, provenance, written.ToString());
        if (!hypotheses.Exists(known => known.Condition.Equals(condition)))
        {
            hypotheses.Add(hypothesis);
        }
    }

    // Whether a condition is about names that the claim has.
    private static bool Concerns(TermBuilder builder, Expression condition) =>
        Names.Nodes(condition).Any(node => Names.IsName(node) && builder.Knows(node));
}
