// One document: its names are collected first, then each formula is understood in their light.
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims.Alternatives;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Latex.Ambiguities;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    private const int MaximumReadings = 8;

    private readonly Document _document;
    private readonly BindingsFile _bindings;
    private readonly ParserOptions _options;
    private readonly Scope _scope;
    private readonly Surroundings _surroundings;

    // Equalities with a name alone on a side, of the whole document.
    private IReadOnlyList<(Expression Name, Expression Value)>? _links;

    // Whether the claim being read takes a name as a later formula defines it.
    private bool _restsOnLater;

    // The joint law that the claim being read is about; null where its probabilities are declared, or there are none.
    private JointWorld? _world;

    // Whether it has probabilities that are numbers of which nothing else is said.
    private bool _guessesProbabilities;

    // Whether it has several probabilities of one letter.
    private bool _relatesProbabilities;
    private bool _hasLayouts;

    // The name on the left of a display that is judged as drawn from those before it, which it does not define then.
    private string? _solvedFor;

    public DocumentReading(Document document, BindingsFile bindings)
    {
        (_document, _bindings) = (document, bindings);
        var macros = new ParserOptions
        {
            Macros = document.Macros,
            Words = BareWords.Of(document),
            TransposesAreUpright = UprightTransposes.In(document),
            DifferencesAreNames = !document.Equations.Any(equation => BareDelta().IsMatch(equation.Latex)),
        };
        macros = macros with { IsIterate = Iterates.Of(document, macros) };
        _scope = new Scope(bindings, macros);
        _options = macros with { IsFunction = _scope.IsFunction };
        _surroundings = new Surroundings(document, _options);
        _scope.Layout = Layouts.Of(_surroundings.Prose.Lexicon, _surroundings.Prose.Text);
        _scope.HasShapedGradients = _surroundings.Formulas.SelectMany(Names.Nodes).Any(SaysShape);
        _scope.HasOwnStar = _surroundings.Inline.Exists(SaysOperation);
    }

    // Δ as a quantity of its own: before a sign, a fence, a superscript or the end.
    [GeneratedRegex(@"\\Delta(?![A-Za-z])\s*(?![A-Za-z_\\\s])")]
    private static partial Regex BareDelta();

    // "Is $$ A B = B A? $$": what is asked is not asserted.
    [GeneratedRegex(@"[?\uFF1F][\s}$]*$")]
    private static partial Regex QuestionMark();

    public DocumentClaims Read()
    {
        Collect();
        var equations = _document.Equations.Map(Understood);
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
            _scope.Kinds.Add(formula);
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

        foreach (var inline in _surroundings.Inline)
        {
            var clause = inline.Sentence[(inline.Sentence.LastIndexOfAny([':', ';']) + 1)..];
            _scope.Kinds.AddWords(
                inline.Before,
                inline.Formula,
                !_surroundings.Prose.Lexicon.Without(clause, Category.Object).Any(char.IsLetter)
            );
        }

        _scope.Kinds.Unify(name => _scope.Declaration(name) is { Dimensions.Count: 0 });
        foreach (var (ordinal, formula) in _surroundings.Displays)
        {
            _scope.NoteUses(formula, ordinal);
        }

        Definitions.Collect(_document, _surroundings, _scope, _options, _bindings);
    }

    // A fault of ours costs the formula that it strikes, and says so.
    private EquationClaims Understood(Equation equation)
    {
        try
        {
            return InItsOwnTerms(equation).Understand(equation);
        }
        catch (Exception fault)
            when (fault
                    is KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentException
                        or NullReferenceException
                        or InvalidCastException
                        or IndexOutOfRangeException
            )
        {
            return new EquationClaims(
                equation,
                Role.Claim,
                [],
                $"an error in the tool itself, please report it: {fault.GetType().Name}: {fault.Message}"
            );
        }
    }

    private EquationClaims Understand(Equation equation)
    {
        var note = _bindings.Equations.FirstOrDefault(candidate => candidate.Names(equation));
        if (note?.Skip is { } reason)
        {
            return new EquationClaims(equation, note.Role ?? Role.Claim, [], $"left alone: {reason}");
        }

        if (note?.Role is null && QuestionMark().IsMatch(equation.Latex))
        {
            return new EquationClaims(equation, Role.Condition, [], null);
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

        if (Unjudged(equation.Latex, formula.Body) is { } unjudged)
        {
            return new EquationClaims(equation, note?.Role ?? Role.Claim, [], unjudged);
        }

        // "There is a $C$ such that": a claim of its own kind.
        if (
            note?.Role is null
            && (near.IsRequired || near.Words.Has(Category.Condition))
            && near.Words.Lexicon.Find(Category.OtherQuantifier, near.Words.Sentence) is { Phrase: var some }
        )
        {
            return new EquationClaims(
                equation,
                Role.Claim,
                [],
                $"'{some}': whether there is such a value is not judged"
            );
        }

        var steps = Steps(formula.Body, equation, note, near);
        if (steps.Count == 0)
        {
            var chains = statements.Select(statement => statement.Formula).OfType<Chain>().ToList();
            return note?.Role == Role.Claim ? new EquationClaims(equation, Role.Claim, [], NoRelation)
                : chains.Exists(chain => IsRequired(chain, note, near))
                    ? new EquationClaims(equation, Role.Condition, [], null)
                : Concluded(formula.Body, near) is { } missing
                    ? SolvedFor(statements, equation, note, near, missing) is { } solved
                            ? new EquationClaims(equation, Role.Claim, [solved], null)
                        : new EquationClaims(equation, Role.Claim, [], missing)
                : note is null && ValueOfDescribed(chains, near) is { } described
                    ? new EquationClaims(equation, Role.Claim, [], described)
                : new EquationClaims(equation, Roles.OfDefinition(statements, near), [], null);
        }

        var role = note?.Role ?? Roles.Of(statements, near);
        if (role != Role.Claim)
        {
            // "Let $A$ and $B$ be invertible." has said what it assumes.
            return note?.Role is null && role == Role.Assumption && Roles.StandsAlone(near.Words)
                ? new EquationClaims(
                    equation,
                    Role.Claim,
                    [],
                    "the sentence before it assumes something and ends there; whether this formula is assumed, too, is not said: declare its role"
                )
                : new EquationClaims(equation, role, [], null);
        }

        var claims = new List<Claim>();
        for (var i = 0; i < steps.Count; i++)
        {
            // The same step under the other readings of the notation.
            var candidates = Candidates(equation, note, near, steps, i, out var complete);
            var claim = Judgeable(equation, note, near, steps[i], candidates, complete);
            claims.Add(
                claim with
                {
                    Statement = claim.Statement with
                    {
                        Drawn = Drawn(equation, note, near, steps[i], candidates, complete),
                    },
                }
            );
        }

        if (note?.Role is null && Introduced(formula.Body, equation, steps, near) is var (chain, why))
        {
            claims.Add(
                new Claim(
                    chain.Operands[0].ToString(),
                    chain.Relations[0].Symbol,
                    chain.Operands[1].ToString(),
                    new Statement([], false),
                    why
                )
            );
        }

        return new EquationClaims(equation, role, claims.ToSequence(), null);
    }

    // The claim as drawn from equations before it; null where the words do not say so, or there are none.
    private Statement? Drawn(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        List<Candidate> candidates,
        bool complete
    ) =>
        step.Relation is "=" or "<" or ">" or "\\leq" or "\\geq"
        && Antecedents.AreDrawnOn(near.Words)
        && Antecedents.Of(equation, step, _document, _surroundings, _scope) is { Count: > 0 } antecedents
        && Claimed(equation, note, near with { Antecedents = antecedents }, step, candidates, complete).Statement
            is { Readings.Count: > 0 } drawn
        && drawn.Readings[0].Context.Hypotheses.Any(hypothesis => hypothesis.Source is not null)
            ? drawn with
            {
                Doubts = [],
            }
            : null;

    // "Solving for y gives y = …": what it says of y follows from equations before it, or is not decided.
    private Claim? SolvedFor(
        IReadOnlyList<WrittenStatement> statements,
        Equation equation,
        EquationNote? note,
        Nearby near,
        string missing
    )
    {
        if (
            statements is not [{ Formula: Chain { Relations: [{ Symbol: "=" }] } chain } statement]
            || !Names.IsName(chain.Operands[0])
        )
        {
            return null;
        }

        var step = new Step(chain.Operands[0], "=", chain.Operands[1], statement, Redefines: false, Later: false);
        try
        {
            _solvedFor = _scope.Resolve(Names.Of(step.Left));
            var candidates = Candidates(equation, note, near, [step], 0, out var complete);
            return Drawn(equation, note, near, step, candidates, complete) is { } drawn
                ? new Claim(
                    step.Left.ToString(),
                    step.Relation,
                    step.Right.ToString(),
                    new Statement([], false) { Missing = missing, Drawn = drawn },
                    missing
                )
                : null;
        }
        finally
        {
            _solvedFor = null;
        }
    }

    // "Hence P = 8/10 = 0.8", "The root is x = \sqrt{2} \approx 1.414": what the words say the first relation to be is asserted,
    // too, although it reads as a definition; that the rest follows from it is not the whole.
    private (Chain Chain, string Why)? Introduced(Expression body, Equation equation, List<Step> steps, Nearby near)
    {
        var first = WrittenStatement
            .Of(body)
            .Select(statement => statement.Formula)
            .OfType<Chain>()
            .FirstOrDefault(chain =>
                chain.Operands[0] is TextRun
                || chain.Relations is [{ Symbol: "=" }, ..]
                    && chain.Operands[0] is not Missing
                    && Definitions.Defined(chain, _scope, equation.Ordinal, null, near) == DefinitionKind.New
            );
        if (first is null)
        {
            return null;
        }

        if (Concluded(body, near) is { } concluded)
        {
            return (first, concluded);
        }

        var words = near.Words;
        return
            steps.TrueForAll(step => IsClosed(step.Left) && IsClosed(step.Right))
            && words.Sentence.Any(char.IsLetter)
            && (words.Has(Category.Copula) || !Definitions.Introduces(words.Lexicon, words.Sentence))
            ? (first, $"nothing here says what '{first.Operands[0]}' is: only the arithmetic behind it could be judged")
            : null;
    }

    /// <summary>What is said of a formula that is to be a claim, and claims nothing.</summary>
    public const string NoRelation = "it holds no relation that could be judged";

    // "We need T ≥ …" claims nothing of T.
    private static bool IsRequired(Chain chain, EquationNote? note, Nearby near) =>
        note?.Role != Role.Claim
        && near.IsRequired
        && chain.Relations is [{ Symbol: "<" or ">" or "\\leq" or "\\geq" or "\\neq" or "\\in" }, ..];

    // "So name = …" asserts something of the name, which has to have a meaning before.
    private string? Concluded(Expression body, Nearby near) =>
        (Roles.Concludes(near) || Roles.OnlyConnects(near.Words))
        && (
            near.Words.Cue(Category.Result)
            ?? near.Words.Cue(Category.Derivation)
            ?? near.Words.Cue(Category.Conclusion)
        )
            is { Phrase: var cue }
        && WrittenStatement.Of(body).Select(statement => statement.Formula).OfType<Chain>().FirstOrDefault()
            is { Relations: [{ Symbol: "=" or "\\equiv" }, ..] } chain
        && chain.Operands[0] is not Missing
            ? _scope.IsDeclared(chain.Operands[0])
                ? $"'{cue}' says that it follows, but '{chain.Operands[0]}' alone on the left reads as a definition: declare its role"
                : $"'{cue}' says that it follows, but nothing before says what '{chain.Operands[0]}' is: declare it"
            : null;

    // "Let $r$ be the larger root of $x^2 - 5 x + 6$. Then r = 2": words have said what r is, and its value is asserted; so is that
    // of a_5 where a_n = n^2, and \bar z = z.
    private string? ValueOfDescribed(List<Chain> chains, Nearby near)
    {
        if (
            chains is not [{ Operands: [var left, .., var right], Relations: [{ Symbol: "=" }, ..] }]
            || !Names.IsName(left)
            || Definitions.Introduces(near.Words.Lexicon, Roles.LastClause(near.Words.Sentence))
                && !Roles.StandsAlone(near.Words)
                && !near.Words.Has(Category.Copula)
        )
        {
            return null;
        }

        if (left is Identifier { Accents.Count: > 0 } marked && (marked with { Accents = [] }).Equals(right))
        {
            return $"it says when '{left}' is '{right}', and words alone say what the mark means";
        }

        var isClosed = !Names.Nodes(right).Any(node => node is Identifier { Name: not ("e" or "\\pi") } or TextRun);
        var before = _surroundings
            .Inline.Where(inline => inline.Section == near.Section && inline.Offset < near.Words.At)
            .SelectMany(inline =>
                inline.Formula is Chain { Operands: [var first, ..] } chain
                    ? Names
                        .Nodes(chain)
                        .Where(node => node.Equals(left) && !first.Equals(left))
                        .Prepend(first)
                        .Select(node => (node, IsGiven: chain.Relations[0].Symbol is "=" or ":="))
                : Definitions.Members(inline.Formula) is { } members
                    ? members.Select(member => (member, IsGiven: false))
                : [(inline.Formula, IsGiven: false)]
            )
            .ToList();
        var isMember = left is Scripted { Subscript: not (null or Identifier) };
        return before.Any(named =>
            named.Item1.Equals(left) && isClosed
            || isMember
                && named.Item1 is Scripted { Subscript: { } index } other
                && other.Base.Equals(((Scripted)left).Base)
                && !index.Equals(((Scripted)left).Subscript)
                && (isClosed || named.IsGiven && index is Identifier)
        )
            ? $"words before it say what '{left}' is, and what its value follows from: declare it"
            : null;
    }

    // \frac{dL}{dp} is a quotient of products only in a document where d is a quantity.
    private bool IsPlausible(Formula reading) =>
        !reading.Choices.Any(choice => choice is { Kind: DerivativeOrQuotient, Taken: 1 })
        || _scope.Declaration("d") is not null
        || _scope.Definitions("d").Count > 0
        || _scope.FirstUse("d") < int.MaxValue;

    // L or L(x).
    private static bool IsOf(Expression left, string name) =>
        (left is Application { Head: var head } ? head : left) is var named
        && Names.IsName(named)
        && Names.Of(named) == name;

    private static bool HasStray(Reading reading)
    {
        var terms = reading.Proposition.Terms();
        var free = terms.SelectMany(term => term.FreeNames()).ToHashSet(StringComparer.Ordinal);
        return terms
            .SelectMany(Approached)
            .Any(name =>
                free.Contains(name) && reading.Context.Variable(name) is null or { Provenance: Provenance.Guessed }
            );

        static IEnumerable<string> Approached(Term term) =>
            term.Children().SelectMany(Approached).Concat(term is Limit limit ? [limit.Variable] : []);
    }

    private Claim Claimed(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        List<Candidate> candidates,
        bool complete
    )
    {
        var readings = new List<Reading>();
        var unusual = new List<Reading>();
        var conditional = !complete;
        _restsOnLater = false;
        _relatesProbabilities = false;
        _hasLayouts = false;
        _world = null;
        string? failure = null;
        // What is written twice is read alike.
        var repeated = step.Left.Equals(step.Right);
        foreach (var candidate in candidates.Where(other => !repeated || other.Step.Left.Equals(other.Step.Right)))
        {
            if (candidate.Unjudged is { } unjudged)
            {
                (candidate.IsDoubt ? unusual : readings).Add(Unknown(candidate.Note, unjudged, candidate.IsEven));
                continue;
            }

            try
            {
                var stated = Read(equation, note, near, candidate.Step, candidate.Note, out var mayBeConditional);
                conditional |= mayBeConditional;
                foreach (var plain in stated)
                {
                    var reading = plain with
                    {
                        IsEven = candidate.IsEven && (plain.IsEven || ReferenceEquals(plain, stated[0])),
                    };
                    var among = candidate.IsDoubt ? unusual : readings;
                    if (
                        !among.Exists(known =>
                            known.Unjudged == reading.Unjudged
                            && known.Proposition.Equals(reading.Proposition)
                            && Same(known.Context, reading.Context)
                        )
                    )
                    {
                        among.Add(reading);
                    }
                }
            }
            catch (NotUnderstood reason)
            {
                // The conventional reading has to be understood; another that makes no sense is none.
                failure ??= reason.Message;
                if (ReferenceEquals(candidate, candidates[0]))
                {
                    break;
                }

                if (candidate.IsEven)
                {
                    readings.Add(Unknown(candidate.Note, reason.Message, isEven: true));
                }
            }
        }

        // A name that a limit binds and that nothing declares is not another one beside it, where it need not be.
        if (readings.Exists(reading => !HasStray(reading)))
        {
            readings.RemoveAll(HasStray);
        }

        if (
            note?.Role != Role.Claim
            && readings.Count > 0
            && (IsItsOwnEvidence(step, readings[0]) || IsDefinedHere(step, equation, readings[0]))
        )
        {
            readings.Clear();
            failure = $"what '{step.Left}' is, only this says, or what it is to show";
        }

        var understood = readings.Count > 0;
        var missing = Declarations.Of(step.Left, step.Right, readings, _scope);
        if (failure is not null && missing.Count > 1)
        {
            failure +=
                $" (in all: {string.Join(", ", missing.Select(symbol => $"{symbol.Spelling}: {symbol.Phrase}"))})";
        }

        return new Claim(
            step.Left.ToString(),
            step.Relation,
            step.Right.ToString(),
            new Statement(readings.ToSequence(), conditional)
            {
                Doubts = [.. Doubts(equation, note, near, step, readings), .. unusual],
            },
            understood ? null : failure ?? "no reading of it was found"
        )
        {
            Missing = missing,
        };
    }

    // "Theorem: V = a. Proof: … hence V = b = a": what was taken for the meaning of V is no evidence for itself.
    private bool IsItsOwnEvidence(Step step, Reading reading) =>
        reading.Context.Definitions.Any(definition =>
            definition.Provenance == Provenance.Text
            && definition.Name.Split('@') is [var name, ..]
            && (
                IsOf(step.Left, name)
                || Scope.Family(step.Left, out var family, out _) && family == name
                || reading.Proposition is Comparison(var named, _, _) && NameOf(named) == definition.Name
            )
            && (
                reading.Proposition is Comparison(var left, Relation.Equal, var value)
                    && (definition.Body.Equals(value) || IsRepeated(reading.Context, definition, left, value))
                || _scope
                    .Definitions(name)
                    .Any(version =>
                        version.IsTheorem && (definition.Name == name || definition.Name == $"{name}@{version.Ordinal}")
                    )
            )
        );

    // What the equation alone defines is what it says, however it is read.
    private bool IsDefinedHere(Step step, Equation equation, Reading reading) =>
        step.Relation == "="
        && new[] { step.Left, step.Left is Application { Head: var head } ? head : step.Left }
            .Select(Names.Of)
            .Any(name =>
                _scope
                    .Definitions(name)
                    .Any(version => version.Ordinal == equation.Ordinal && version.Body.Equals(step.Right))
                && !_scope.Definitions(name).Any(version => version.Ordinal < equation.Ordinal)
                && reading.Context.Definitions.Any(definition => definition.Name.Split('@')[0] == name)
            );

    private static string? NameOf(Term term) =>
        term switch
        {
            Symbol(var name) => name,
            Element(Symbol(var name), _) => name,
            Call(var name, _) => name,
            _ => null,
        };

    // Both sides are one once the definition is put in, and the other says it by no other name.
    private static bool IsRepeated(Context context, Definition definition, Term left, Term right)
    {
        try
        {
            var elaboration = new Elaboration(context);
            return elaboration.Elaborate(left).Equals(elaboration.Elaborate(right))
                && context
                    .Definitions.Where(other => Mentions(right, other.Name))
                    .All(other => Mentions(definition.Body, other.Name));
        }
        catch (Undecidable)
        {
            return false;
        }

        static bool Mentions(Term term, string name) =>
            NameOf(term) == name || term.Children().Any(child => Mentions(child, name));
    }

    internal static bool Same(Context one, Context other) =>
        one.Variables.Equals(other.Variables)
        && one.Definitions.Equals(other.Definitions)
        && one.Hypotheses.Equals(other.Hypotheses);

    // Probabilities of which nothing is declared are read from one joint law, where all else has no meaning for them.
    private List<Reading> Read(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        string written,
        out bool mayBeConditional
    )
    {
        _guessesProbabilities = false;
        List<Reading> plain;
        try
        {
            plain = Read(equation, note, near, step, written, null, out mayBeConditional);
        }
        catch (NotUnderstood)
            when (!HasOwnLaw(equation, note, step)
                && WorldOf(Expanded(step, equation.Ordinal), Dependence.Any) is { } world
            )
        {
            if (InWorld(world, out mayBeConditional) is { } readings)
            {
                return readings;
            }

            throw;
        }

        // p(y = 0 | x) and p(y = 1 | x) are no two numbers that nothing relates.
        if (
            _guessesProbabilities
            && !HasOwnLaw(equation, note, step)
            && WorldOf(Expanded(step, equation.Ordinal), Dependence.Any) is { } joint
            && InWorld(joint, out var conditional) is { } inWorld
        )
        {
            mayBeConditional = conditional;
            return inWorld;
        }

        return plain;

        List<Reading>? InWorld(JointWorld world, out bool conditional)
        {
            if (
                step.Relation == "="
                && near.Words.Has(Category.Independence)
                && !near.Words.Has(Category.Denial)
                && WorldOf(Expanded(step, equation.Ordinal), Dependence.Independent) is { } independent
                && !IsComposed(independent)
                // "P and z are independent" says nothing of x.
                && (
                    independent.Everything.Count() <= 2
                    || independent.Everything.All(quantity =>
                        near.Named.Any(name => string.Equals(name, quantity, StringComparison.OrdinalIgnoreCase))
                    )
                )
            )
            {
                world = independent.Guessed();
            }

            var related = Related(world, near, step);
            try
            {
                var readings = Read(
                    equation,
                    note,
                    near,
                    Expanded(step, equation.Ordinal),
                    written,
                    related,
                    out conditional
                );
                // Of whichever way to read the text has one: what may be supposed of it is a doubt for all.
                _world ??= related;
                return readings;
            }
            catch (NotUnderstood)
            {
                conditional = false;
                return null;
            }
        }
    }

    private List<Reading> Read(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        string written,
        JointWorld? world,
        out bool mayBeConditional
    )
    {
        var chosen = Chosen(note);
        if (step.Given is { } given)
        {
            chosen[given.Name] = given;
        }

        var atSolution = note?.Given.Count > 0;
        var randomness = RandomnessAt(equation, note);
        var readings = Fitted(
            () =>
                new TermBuilder(_scope, equation.Ordinal, chosen)
                {
                    AtSolution = atSolution,
                    Kept = _solvedFor,
                    IntegralRange = note?.Over,
                    Randomness = randomness,
                    World = world,
                    Guessing = _guessing,
                },
            note,
            near,
            step,
            written,
            out var builder,
            out mayBeConditional
        );

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
                        Kept = _solvedFor,
                        IntegralRange = note?.Over,
                        Randomness = randomness,
                        World = world,
                        Guessing = _guessing,
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
                    readings.Add(
                        Alternative.Nothing(
                            $"{name} as defined by {version.Key ?? "another formula"} is not understood"
                        )
                    );
                }
            }
        }

        for (var via = 1; via < Math.Min(builder.ViaCount, 3); via++)
        {
            var other = new TermBuilder(_scope, equation.Ordinal, chosen)
            {
                AtSolution = atSolution,
                Kept = _solvedFor,
                Via = via,
                World = world,
                Guessing = _guessing,
            };
            readings.Add(Build(other, note, near, step, "with the other quantity of a substitution varied", out _));
        }

        _hasLayouts |= builder.HasLayouts;
        if (builder.HasLayouts && _scope.Layout is Layout.Unsaid or Layout.Both)
        {
            readings.AddRange(
                InOtherLayout(equation, note, near, step)
                    .Select(reading => reading with { IsEven = _scope.Layout == Layout.Both })
            );
        }

        if (builder.HasSlopes && IsLaidOutOtherwise(builder, readings[0].Proposition))
        {
            readings.Add(Open("a gradient laid out otherwise than the text says", "its role (claim)"));
        }

        if (builder.SplitsDistributions && !HasSeveralDistributions)
        {
            var other = new TermBuilder(_scope, equation.Ordinal, chosen)
            {
                AtSolution = atSolution,
                Kept = _solvedFor,
                IntegralRange = note?.Over,
                Randomness = randomness,
                IsOneDistribution = true,
                World = world,
                Guessing = _guessing,
            };
            readings.Add(
                Build(other, note, near, step, "with one distribution of one letter", out _) with
                {
                    IsEven = true,
                }
            );
        }

        if (HasDots(step.Left) || HasDots(step.Right))
        {
            readings.Add(Alternative.Nothing("the terms that its dots stand for"));
        }

        if (
            step.Relation is "\\approx" or "\\simeq" or "\\sim"
            && Decimal(step.Right) is not null
            && readings[0].Proposition is Comparison within
            && PrintedNumbers.Rounding(within) is { } rounded
        )
        {
            readings.Add(
                readings[0] with
                {
                    Proposition = rounded,
                    Note = "within half a unit of the last digit",
                    IsEven = true,
                }
            );
        }

        if (TermBuilder.Comparisons.ContainsKey(step.Relation) && HasRoundedDecimal(step))
        {
            readings.Add(Alternative.Nothing("its decimals are rounded"));
        }

        if (near.Conditions.FirstOrDefault(condition => IsAboutDraws(condition, builder)) is { } conditioned)
        {
            // "Given $X > 1$": the law is another one then.
            readings.Add(Open($"draws with {conditioned} only", "its law"));
        }

        readings.AddRange(
            Wider(
                equation,
                note,
                near,
                step,
                readings[0],
                world is not null || builder.UsedLaws.Count > 0 || builder.GuessesProbabilities,
                kept => new TermBuilder(_scope, equation.Ordinal, chosen)
                {
                    Kept = kept ?? _solvedFor,
                    AtSolution = atSolution,
                    IntegralRange = note?.Over,
                    Randomness = randomness,
                    World = world,
                    Guessing = _guessing,
                }
            )
        );

        _restsOnLater |= builder.RestsOnLater;
        _relatesProbabilities |= builder.HasRelatedProbabilities;
        _guessesProbabilities |= builder.GuessesProbabilities;
        if (builder.IsUncertain)
        {
            readings.Add(Alternative.Nothing("a name in it may have changed its meaning"));
        }

        if (builder.Unsettled is { } unsettled && note?.Role != Role.Claim)
        {
            readings.Add(Open($"other parameters of the law '{unsettled}'", "its law by words: rate, scale, mean"));
        }

        if (builder.Supposed is { } supposed)
        {
            readings.Add(Alternative.Nothing($"not about {supposed}"));
        }

        if (
            builder
                .Versions.Select(version => version.Name)
                .FirstOrDefault(name =>
                    !IsOf(step.Left, name)
                    && _scope
                        .Definitions(name)
                        .Any(version =>
                            version.Ordinal == equation.Ordinal && version.Provenance != Provenance.Declared
                        )
                ) is
            { } anew
        )
        {
            readings.Add(Alternative.Nothing($"{anew} as the same display has it"));
        }

        if (step.Redefines && note?.Role != Role.Claim)
        {
            readings.Add(Alternative.Nothing($"'{step.Left}' is defined anew"));
        }

        return readings.ConvertAll(reading => WithLetters(equation, builder.Defining, reading));
    }

    // "We write $x * y$ for", "the operation $a * b = a + b - ab$".
    private static bool SaysOperation(InlineStatement inline) =>
        (
            inline.Formula is Chain { Operands: [var left, ..], Relations: [{ Symbol: "=" or ":=" }, ..] }
                ? left
                : inline.Formula
        )
            is Product { Factors: [{ Value: var one }, { Link: "*", Value: var other }] }
        && Names.IsName(one)
        && Names.IsName(other);

    // How the claim may still be meant where all its readings are false; a role that is declared leaves few such doubts.
    private Sequence<Reading> Doubts(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        List<Reading> readings
    )
    {
        if (readings.Count == 0)
        {
            return [];
        }

        var claim = new Questioned
        {
            Equation = equation,
            IsDeclared = note?.Role == Role.Claim,
            Near = near,
            Step = step,
            Readings = readings,
            Scope = _scope,
            Surroundings = _surroundings,
            MentionsBase = near.Words.MentionsBase,
            RestsOnLater = _restsOnLater,
            RelatesProbabilities = _relatesProbabilities,
            World = _world,
            Density = _density ?? string.Empty,
            UnderDependences = () => UnderDependences(equation, note, near, step),
            Builder = () =>
                new TermBuilder(_scope, equation.Ordinal, Chosen(note))
                {
                    AtSolution = note?.Given.Count > 0,
                    IntegralRange = note?.Over,
                    Randomness = RandomnessAt(equation, note),
                },
            Read = (builder, words, other, text) => Build(builder, note, words, other, text, out _),
        };
        var doubts = Alternative
            .All.Where(alternative => alternative.OfDeclaredClaims || !claim.IsDeclared)
            .SelectMany(alternative => alternative.Of(claim));
        return _hasLayouts && _scope.Layout is not (Layout.Unsaid or Layout.Both)
            ? [.. doubts, .. InOtherLayout(equation, note, near, step)]
            : doubts.ToSequence();
    }

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
}
