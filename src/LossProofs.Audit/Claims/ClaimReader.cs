// Documents -> claims: what each display formula is for, what it asserts, and under which meaning of its names.
//
// Three passes. The first reads all formulas and notes how names are used (Survey). The second goes through the document in
// order and collects what bindings, words and formulas say about names (Scope): a new name alone on the left of an equality
// is defined by it. The third builds each formula's claims (TermBuilder), once for every plausible reading of the notation
// and of names that have several definitions.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
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
    public static DocumentClaims Read(Document document, BindingsFile bindings) =>
        new DocumentReading(document, bindings).Read();
}

internal sealed class DocumentReading
{
    private const int MaximumReadings = 8;

    private readonly Document _document;
    private readonly BindingsFile _bindings;
    private readonly ParserOptions _options;
    private readonly Scope _scope;
    private readonly Surroundings _surroundings;
    private readonly bool _mentionsBase;

    // Whether the claim being read takes a name as a later formula defines it.
    private bool _restsOnLater;

    public DocumentReading(Document document, BindingsFile bindings)
    {
        (_document, _bindings) = (document, bindings);
        var macros = new ParserOptions { Macros = document.Macros };
        _scope = new Scope(bindings, macros);
        _options = macros with { IsFunction = _scope.IsFunction };
        _surroundings = new Surroundings(document, _options);
        _mentionsBase = document.Segments.Any(segment => segment is Prose prose && Doubts.MentionsBase(prose.Text));
    }

    public DocumentClaims Read()
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
        var equations = _document.Equations.Map(Understand);
        var notes = _scope
            .Unused.Select(spelling => $"{_bindings.Path}: {spelling} is declared but occurs in no formula")
            .Concat(
                _bindings
                    .Equations.Where(note => !_document.Equations.Any(note.Names))
                    .Select(note => $"{_bindings.Path}:{note.Line}: there is no equation {note.Key}")
            );
        return new DocumentClaims(equations, notes.ToSequence());
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
            return note?.Role == Role.Claim
                ? new EquationClaims(equation, Role.Claim, [], "it holds no relation that could be judged")
                : new EquationClaims(equation, Roles.OfDefinition(statements, near), [], null);
        }

        var role = note?.Role ?? Roles.Of(statements, near);
        if (role != Role.Claim)
        {
            return new EquationClaims(equation, role, [], null);
        }

        // The same step under the other readings of the notation.
        var others = new List<IReadOnlyList<Step>>();
        var complete = true;
        foreach (var other in FormulaParser.Readings(equation.Latex, _options, MaximumReadings + 1).Skip(1))
        {
            if (others.Count == MaximumReadings - 1)
            {
                complete = false;
                break;
            }

            if (!IsPlausible(other))
            {
                continue;
            }

            var alternative = Steps(other.Body, equation, note, near);
            if (alternative.Count == steps.Count)
            {
                others.Add(alternative);
            }
        }

        var claims = new List<Claim>();
        for (var i = 0; i < steps.Count; i++)
        {
            claims.Add(Claimed(equation, note, near, steps[i], others.Select(steps => steps[i]), complete));
        }

        return new EquationClaims(equation, role, claims.ToSequence(), null);
    }

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
    );

    private List<Step> Steps(Expression body, Equation equation, EquationNote? note, Nearby near)
    {
        var steps = new List<Step>();
        foreach (var statement in WrittenStatement.Of(body))
        {
            if (statement.Formula is not Chain chain)
            {
                continue;
            }

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
                if (i == 0 && defines == DefinitionKind.New)
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
                                Definitions.HasLabel(chain.Operands[0])
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
        return new Claim(
            step.Left.ToString(),
            step.Relation,
            step.Right.ToString(),
            new Statement(readings.ToSequence(), conditional)
            {
                Doubts = Doubtful(equation, note, near, step, readings),
            },
            understood ? null : failure ?? "no reading of it was found"
        );
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
        if (Doubts.Approximate(near) is { } cue)
        {
            doubts.Add(Nothing($"what holds only approximately or at some point ('{cue.Trim()}')"));
        }

        if (Doubts.Disclaimed(near) is { } disclaimer)
        {
            doubts.Add(Nothing($"an example of what is wrong ('{disclaimer}')"));
        }

        if (step.Relation == "\\neq" && first.Context.Variables.Count > 0)
        {
            doubts.Add(Nothing("'not the same in general'"));
        }

        if (_restsOnLater)
        {
            doubts.Add(Nothing("a formula before a name in it is defined"));
        }

        if (Doubts.HasUnusualProduct(step.Left) || Doubts.HasUnusualProduct(step.Right))
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
                var builder = new TermBuilder(_scope, equation.Ordinal, Chosen(note));
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
            if (!written.Contains("\\ln", StringComparison.Ordinal) && (closed || _mentionsBase))
            {
                doubts.Add(Doubts.WithBase(first, 2));
                doubts.Add(Doubts.WithBase(first, 10));
            }
        }

        return doubts.ToSequence();
    }

    private static bool Same(Context one, Context other) =>
        one.Variables.Equals(other.Variables)
        && one.Definitions.Equals(other.Definitions)
        && one.Hypotheses.Equals(other.Hypotheses);

    private List<Reading> Read(Equation equation, EquationNote? note, Nearby near, Step step, out bool mayBeConditional)
    {
        var chosen = Chosen(note);
        var atSolution = note?.Given.Count > 0;
        var builder = new TermBuilder(_scope, equation.Ordinal, chosen) { AtSolution = atSolution };
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
                    .Where(version => version != taken && version.Ordinal < equation.Ordinal)
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
                catch (NotUnderstood)
                {
                    readings.Add(Nothing($"{name} as defined by {version.Key ?? "another formula"} is not understood"));
                }
            }
        }

        if (HasDots(step.Left) || HasDots(step.Right))
        {
            readings.Add(Nothing("the terms that its dots stand for"));
        }

        if (TermBuilder.Comparisons.ContainsKey(step.Relation) && HasRoundedDecimal(step))
        {
            readings.Add(Nothing("its decimals are rounded"));
        }

        _restsOnLater |= builder.RestsOnLater;
        if (builder.IsUncertain)
        {
            readings.Add(Nothing("a name in it may have changed its meaning"));
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
            if (note?.Given.Contains(given) == true || Concerns(builder, condition))
            {
                Assume(builder, hypotheses, condition, Provenance.Declared, Restriction(condition));
            }
        }

        foreach (var nearby in near.Conditions)
        {
            if (!Concerns(builder, nearby))
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

        mayBeConditional =
            note?.Role != Role.Claim
            && !step.Statement.Quantified
            && Roles.MayBeCondition(step.Left, step.Relation, step.Right, step.Later, builder, near);
        return new Reading(proposition, builder.Context(hypotheses), reading);
    }

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

    private Proposition Propose(TermBuilder builder, EquationNote? note, Step step)
    {
        var (left, relation, right) = (step.Left, step.Relation, step.Right);
        if (relation is "=" && note?.Regime is not null && (HasDots(left) || HasDots(right)))
        {
            // Dots stand for what is small in the regime against the last term written.
            (left, right, relation) = (WithoutDots(left), WithoutDots(right), "\\approx");
        }

        switch (relation)
        {
            case "\\Rightarrow" when Tending(builder, left, right) is { } limit:
                return limit;
            case "\\Rightarrow":
                return Imply(builder, note, left, right, step);
            case "\\Leftarrow":
                return Imply(builder, note, right, left, step);
            case "\\Leftrightarrow":
                return new Equivalence(builder.BuildCondition(left), builder.BuildCondition(right));
            case "\\approx" or "\\simeq" or "\\sim" when Decimal(right) is { } unit:
                // A printed decimal: within one unit of its last digit.
                return Within(builder, left, right, unit);
            case "\\approx" or "\\simeq":
                return Approximate(builder, note, left, right);
            case "\\propto":
                return new Proportionality(builder.Build(left), builder.Build(right), []);
            case "\\in":
                return TermBuilder.DomainOf(right) is { } domain
                    ? new Membership(builder.Build(left), domain)
                    : Between(builder, left, right);
            case "\\to" when RegimeOf(builder, note) is { } regime:
                return new Comparison(
                    new Limit(builder.Build(left), regime.Variable, regime.Point, regime.Side),
                    Relation.Equal,
                    builder.Build(right)
                );
        }

        if (!TermBuilder.Comparisons.TryGetValue(relation, out var comparison))
        {
            throw new NotUnderstood($"the relation {relation} is not judged");
        }

        if (comparison == Relation.Equal && Rate(builder, note, left, right) is { } rate)
        {
            return rate;
        }

        if (
            comparison == Relation.Equal
            && Antiderivative(builder, left, right, step.Statement.Formula) is { } integral
        )
        {
            return integral;
        }

        if (comparison == Relation.Equal && Optimum(builder, left, right) is { } optimum)
        {
            return optimum;
        }

        // A printed decimal: within one unit of its last digit.
        if (comparison == Relation.Equal && (Decimal(right) ?? Decimal(left)) is { } digit)
        {
            return Within(builder, left, right, digit);
        }

        return new Comparison(builder.Build(left), comparison, builder.Build(right));
    }

    private static Comparison Within(TermBuilder builder, Expression left, Expression right, Rational unit) =>
        new(
            new Apply(Function.Abs, [builder.Build(left) - builder.Build(right)]),
            Relation.LessOrEqual,
            new Number(unit)
        );

    // Decimals inside a formula that may stand for the numbers they were rounded from: 0.5, 0.07 and 0.125 are what they
    // are (one digit, or a dyadic fraction), 0.4745 and 0.33 need not be. A side that is one decimal has its own rule.
    private static bool HasRoundedDecimal(Step step) =>
        new[] { step.Left, step.Right }
            .Where(side => step.Relation != "=" || Decimal(side) is null)
            .SelectMany(Names.Nodes)
            .OfType<Numeral>()
            .Select(numeral => numeral.Digits)
            .Where(digits => digits.Contains('.', StringComparison.Ordinal))
            .Any(digits =>
                digits.Count(char.IsAsciiDigit)
                    - digits.TakeWhile(letter => letter is '0' or '.').Count(char.IsAsciiDigit)
                    > 1
                && !(Rational.TryParse(digits, out var value) && System.Numerics.BigInteger.IsPow2(value.Denominator))
            );

    // x → a ⇒ f(x) → b.
    private static Comparison? Tending(TermBuilder builder, Expression premise, Expression conclusion)
    {
        if (
            premise is not Chain { Operands: [var variable, var point], Relations: [{ Symbol: "\\to" }] }
            || conclusion is not Chain { Operands: [var body, var value], Relations: [{ Symbol: "\\to" }] }
        )
        {
            return null;
        }

        if (builder.Build(variable) is not Symbol(var name))
        {
            throw new NotUnderstood("what tends to a limit is not a variable");
        }

        var (at, side) = builder.Point(point);
        var tends = builder.Build(body);
        // A gradient may vanish: how it tends to infinity depends on more than the variable.
        return Names
            .Nodes(body)
            .Any(node =>
                node
                    is Application
                    {
                        Head: Identifier { Name: "\\nabla" } or Scripted { Base: Identifier { Name: "\\nabla" } }
                    }
            )
            ? throw new NotUnderstood("how a gradient tends to a limit depends on more than the variable")
            : new Comparison(new Limit(tends, name, at, side), Relation.Equal, builder.Build(value));
    }

    private Implication Imply(
        TermBuilder builder,
        EquationNote? note,
        Expression premise,
        Expression conclusion,
        Step step
    )
    {
        if (conclusion is not Chain { Operands: [var left, var right], Relations: [var relation] })
        {
            throw new NotUnderstood("the conclusion of an implication is not one relation");
        }

        var proposition = Propose(builder, note, step with { Left = left, Relation = relation.Symbol, Right = right });
        return new Implication([builder.BuildCondition(premise)], proposition);
    }

    // An interval whose ends are terms: two comparisons at once.
    private static Implication Between(TermBuilder builder, Expression element, Expression set)
    {
        if (
            set
            is not Delimited
            {
                Open: "(" or "[",
                Close: ")" or "]",
                Content: Listing { Items: [var low, var high] }
            } interval
        )
        {
            throw new NotUnderstood($"the set '{set}' is not understood");
        }

        // x ∈ [a, b] as: where x ≥ a fails nothing remains to be shown is no claim; so one side is the premise's negation.
        var value = builder.Build(element);
        var lower = new Compare(value, interval.Open == "[" ? Relation.Less : Relation.LessOrEqual, builder.Build(low));
        return new Implication(
            [],
            new Comparison(
                new Piecewise([new Branch(lower, builder.Build(high) + 1)], value),
                interval.Close == "]" ? Relation.LessOrEqual : Relation.Less,
                builder.Build(high)
            )
        );
    }

    private static Rational? Decimal(Expression expression)
    {
        var digits = expression switch
        {
            Numeral numeral => numeral.Digits,
            Additive { Terms: [{ Term: Numeral negative }] } => negative.Digits,
            _ => string.Empty,
        };
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : Rational.Pow(new Rational(1, 10), digits.Length - dot - 1);
    }

    private Approximation Approximate(TermBuilder builder, EquationNote? note, Expression left, Expression right)
    {
        var (one, other) = (builder.Build(left), builder.Build(right));
        if (
            note?.Regime is not { Scale: null } written
            || FormulaParser.Parse(written.Limit, _options).Body
                is not Chain { Operands: [var variable, var point], Relations: [{ Symbol: "\\to" }] }
            || builder.Build(variable) is not Element(Symbol(var array), [_])
            || builder.Shape(new Symbol(array)).Count != 1
        )
        {
            return new Approximation(one, other, RegimeOf(builder, note));
        }

        // All elements of a family tend to infinity, from anywhere, along with one number r; where only exponentials have
        // it, the number w = e^{-r} (or e^{r}) tends to zero instead, which derivatives reach.
        var (at, side) = builder.Point(point);
        var sign = at is Negate ? -1 : 1;
        if (at is Constant { Kind: ConstantKind.Infinity } or Negate(Constant { Kind: ConstantKind.Infinity }))
        {
            var small = builder.Auxiliary("w");
            var (first, second) = (
                Shifting.Shifted(one, array, small, sign),
                Shifting.Shifted(other, array, small, sign)
            );
            return new Approximation(first, second, new Regime(small, Term.Zero, Side.Above, null, written.BigO));
        }

        throw new NotUnderstood(
            $"the regime '{written.Limit}' is not understood: elements of a family tend to infinity"
        );
    }

    private static bool HasDots(Expression side) => Names.Nodes(side).Any(IsDots);

    private static bool IsDots(Expression term) =>
        term is Ellipsis or TextRun or Delimited { Content: TextRun } or Annotated { Base: TextRun };

    // Sums without the dots (or words such as "higher order terms") that end them.
    private static Expression WithoutDots(Expression side) =>
        side switch
        {
            Additive sum when sum.Terms.Where(term => !IsDots(term.Term)).ToList() is var kept => kept
                is [{ Sign: "+", Term: var only }]
                ? WithoutDots(only)
                : new Additive(kept.Select(term => term with { Term = WithoutDots(term.Term) }).ToSequence()),
            Delimited fence => fence with { Content = WithoutDots(fence.Content) },
            Product product => new Product(
                product.Factors.Map(factor => factor with { Value = WithoutDots(factor.Value) })
            ),
            BigOperator big => big with { Body = WithoutDots(big.Body) },
            Application application => application with { Argument = WithoutDots(application.Argument) },
            Scripted scripted => scripted with { Base = WithoutDots(scripted.Base) },
            _ => side,
        };

    private Regime? RegimeOf(TermBuilder builder, EquationNote? note)
    {
        if (note?.Regime is not { } written)
        {
            return null;
        }

        if (
            FormulaParser.Parse(written.Limit, _options).Body
                is not Chain { Operands: [var variable, var point], Relations: [{ Symbol: "\\to" }] }
            || builder.Build(variable) is not Symbol(var name)
        )
        {
            throw new NotUnderstood($"the regime '{written.Limit}' is not understood: expected 'variable \\to point'");
        }

        var (at, side) = builder.Point(point);
        var scale = written.Scale is null ? null : builder.Build(FormulaParser.Parse(written.Scale, _options).Body);
        return new Regime(name, at, side, scale, written.BigO);
    }

    // f = g + O(h) with a regime.
    private Rate? Rate(TermBuilder builder, EquationNote? note, Expression left, Expression right)
    {
        var terms = right is Additive sum ? sum.Terms.ToList() : [new Addend("+", right)];
        if (
            terms.Find(term => term.Term is Application { Head: Identifier { Name: "O" } })
            is not { Term: Application { Argument: Delimited bound } } order
        )
        {
            return null;
        }

        if (RegimeOf(builder, note) is not { } regime)
        {
            throw new NotUnderstood("O(·) without the limit in which it is meant: declare it (regime)");
        }

        terms.Remove(order);
        var rest = builder.Build(left);
        if (terms.Count > 0)
        {
            rest -= builder.Build(new Additive(terms.ToSequence()));
        }

        return new Rate(rest, builder.Build(bound.Content), regime.Variable, regime.Point, regime.Side);
    }

    // Indefinite integrals: both sides have the same derivative.
    private static Comparison? Antiderivative(TermBuilder builder, Expression left, Expression right, Expression whole)
    {
        var integrals = Names
            .Nodes(left)
            .Concat(Names.Nodes(right))
            .OfType<BigOperator>()
            .Where(big => big is { Operator: "\\int", Lower: null, Upper: null })
            .ToList();
        if (integrals.Count == 0)
        {
            return null;
        }

        // The chain's other integrals may say it: ∫ f dg after ∫ f g' dx.
        var variables = TermBuilder.Differentials(whole).Select(differential => differential.Variable).ToList();
        var variable =
            variables.Find(Names.IsName)
            ?? throw new NotUnderstood("an integral does not say over which variable it is taken");
        var by = builder.Build(variable);
        return by is Symbol or Element(Symbol, _)
            ? new Comparison(Differentiated(builder, left, by), Relation.Equal, Differentiated(builder, right, by))
            : throw new NotUnderstood("an integral over what is not a variable");
    }

    private static Term Differentiated(TermBuilder builder, Expression side, Term by)
    {
        switch (side)
        {
            case Additive sum:
                return new Add(
                    sum.Terms.Map(term =>
                        term.Sign switch
                        {
                            "+" => Differentiated(builder, term.Term, by),
                            "-" => new Negate(Differentiated(builder, term.Term, by)),
                            _ => throw new NotUnderstood($"the sign {term.Sign} stands for more than one value"),
                        }
                    )
                );
            case BigOperator { Operator: "\\int", Lower: null, Upper: null } integral:
                var differential = TermBuilder.Differentials(integral.Body) is [var only]
                    ? only
                    : throw new NotUnderstood("an integral in several variables");
                var integrand = builder.Build(TermBuilder.WithoutDifferential(integral.Body));
                // ∫ f dg = ∫ f g' dx.
                return Names.IsName(differential.Variable) && builder.Build(differential.Variable).Equals(by)
                    ? integrand
                    : integrand * new Derivative(builder.Build(differential.Variable), by);
            case Product product
                when product.Factors.Count(factor => factor.Value is BigOperator { Operator: "\\int" }) == 1:
                var factors = product
                    .Factors.Select(factor =>
                        factor.Value is BigOperator
                            ? Differentiated(builder, factor.Value, by)
                            : Constant(builder.Build(factor.Value))
                    )
                    .ToSequence();
                return new Multiply(factors);
            default:
                return Names.Nodes(side).Any(node => node is BigOperator { Operator: "\\int" })
                        ? throw new NotUnderstood("an integral stands inside of another operation")
                    : builder.Build(side) is var value && builder.DependsOn(value, by.RootName())
                        ? new Derivative(value, by)
                    : Term.Zero;
        }

        Term Constant(Term factor) =>
            factor.FreeNames().Contains(by.RootName())
                ? throw new NotUnderstood("an integral is multiplied by what depends on its variable")
                : factor;
    }

    // x = \arg\min_s f(s) as a statement about f.
    private static OptimumAt? Optimum(TermBuilder builder, Expression left, Expression right)
    {
        var (point, operation) =
            right is BigOperator { Operator: "\\arg\\min" or "\\arg\\max" } big ? (left, big)
            : left is BigOperator { Operator: "\\arg\\min" or "\\arg\\max" } other ? (right, other)
            : (null, null);
        if (
            operation is null
            || point is BigOperator
            || builder.Build(operation) is not Extremum(var kind, var variable, var body)
        )
        {
            return null;
        }

        return new OptimumAt(
            kind == ExtremumKind.ArgMin ? ExtremumKind.Min : ExtremumKind.Max,
            variable,
            body,
            builder.Build(point!)
        );
    }
}
