// Which formulas define a name: a new name alone on the left of an equality; words such as "let" before an inline formula.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims;

internal enum DefinitionKind
{
    /// <summary>Defines nothing.</summary>
    None,

    /// <summary>The first definition of a name.</summary>
    New,

    /// <summary>A name that is defined before: a claim about it, or a new version of it.</summary>
    Again,
}

internal static partial class Definitions
{
    /// <summary>Goes through the document and notes what it says about names.</summary>
    public static void Collect(
        Document document,
        Surroundings surroundings,
        Scope scope,
        ParserOptions options,
        BindingsFile bindings
    )
    {
        // What a formula introduces is what that says, wherever the words say it lies.
        var introduced = Introduced(surroundings, scope);
        var scalars = ScalarArguments(surroundings);
        foreach (
            var stated in surroundings
                .Inline.SelectMany(inline =>
                    Stated(inline, surroundings.Numbers.GetValueOrDefault(inline.Offset), scope, surroundings)
                )
                .Where(entry => !introduced.Contains(entry.Symbol.Name))
                .GroupBy(entry => entry.Symbol.Name)
                // A kind that is said of a name takes back what is said of it elsewhere, and says nothing by itself.
                .Where(group => group.Any(entry => entry.Introduced || entry.Symbol.Provenance != Provenance.Guessed))
        )
        {
            var agreed = Agreed([.. stated]);
            // \eta_i beside A(\eta): a family beside a number of its letter.
            scope.DeclareFromText(
                agreed.Dimensions.Count == 1 && scalars.Contains(agreed.Name)
                    ? new Declared(scope.TwinOf(agreed.Name), agreed.Dimensions, agreed.Domain, agreed.Provenance)
                    {
                        Unread = agreed.Unread,
                    }
                    : agreed
            );
        }

        var lexicon = surroundings.Prose.Lexicon;
        foreach (
            var ordered in surroundings
                .Inline.SelectMany(inline => Ordered(inline, scope, lexicon))
                .Where(symbol => !introduced.Contains(symbol.Name))
        )
        {
            scope.DeclareFromText(ordered);
        }

        foreach (var inline in surroundings.Inline)
        {
            scope.NoteRecursion(inline.Formula, inline.Ordinal);
        }

        foreach (var display in surroundings.Displays)
        {
            foreach (var statement in WrittenStatement.Of(display.Formula))
            {
                scope.NoteRecursion(statement.Formula, display.Ordinal);
            }
        }

        FunctionWords.Collect(surroundings, scope, introduced);
        OneHotWords.Collect(surroundings, scope, introduced);
        RandomRanges.Collect(surroundings, scope);
        var inlines = new Queue<(InlineStatement Statement, bool First)>(Firsts(surroundings.Inline));
        foreach (var equation in document.Equations)
        {
            while (inlines.Count > 0 && inlines.Peek().Statement.Ordinal < equation.Ordinal)
            {
                Define(inlines.Dequeue(), scope, surroundings);
            }

            // Definitions in force change how f(x) is read.
            var formula = FormulaParser.Parse(equation.Latex, options);
            if (!formula.IsReadable)
            {
                continue;
            }

            var note = bindings.Equations.FirstOrDefault(candidate => candidate.Names(equation));
            if (note?.Skip is not null || note?.Role is Role.Condition or Role.Assumption or Role.Empirical)
            {
                continue;
            }

            foreach (var statement in WrittenStatement.Of(formula.Body))
            {
                if (statement.Formula is Chain supposing && Supposed(supposing, scope, equation.Ordinal) is not null)
                {
                    continue;
                }

                if (
                    statement.Formula is Chain through
                    && DefinedBetween(through, scope, equation.Ordinal) is var (place, between)
                )
                {
                    scope.Define(
                        new NameDefinition(
                            equation.Ordinal,
                            between,
                            [],
                            false,
                            through.Operands[place + 1],
                            Provenance.Text
                        )
                        {
                            IsGuessed = true,
                            Key = equation.Tag ?? equation.Label ?? $"#{equation.Ordinal}",
                        }
                    );
                }

                if (
                    statement.Formula is Chain last
                    && DefinedLast(last, scope, equation.Ordinal, out var named, out var indices)
                )
                {
                    scope.Define(
                        new NameDefinition(equation.Ordinal, named, indices, false, last.Operands[^2], Provenance.Text)
                        {
                            Key = equation.Tag ?? equation.Label ?? $"#{equation.Ordinal}",
                        }
                    );
                }

                foreach (var explained in statement.Explained)
                {
                    Explain(explained, equation, scope);
                }

                if (
                    statement.Formula is Chain written
                    && Plain(written, scope, equation.Ordinal) is var chain
                    && Defined(chain, scope, equation.Ordinal, note, surroundings.Of(equation))
                        is not DefinitionKind.None
                )
                {
                    if (
                        Split(chain.Operands[0], out var name, out var parameters, out var isFunction)
                        || SplitNotation(chain.Operands[0], chain.Operands[1], out name, out parameters, out isFunction)
                    )
                    {
                        if (note?.Role is null && GoesOn(chain, scope, equation.Ordinal, surroundings))
                        {
                            // It is judged against the definition, which stays.
                            continue;
                        }

                        scope.Define(
                            new NameDefinition(
                                equation.Ordinal,
                                scope.NameOf(chain.Operands[0], name, parameters.Count, isFunction),
                                parameters,
                                isFunction,
                                chain.Operands[1],
                                Provenance.Text
                            )
                            {
                                Key = equation.Tag ?? equation.Label ?? $"#{equation.Ordinal}",
                                IsConcluded = note?.Role is null && Roles.Concludes(surroundings.Of(equation)),
                                IsTheorem =
                                    note?.Role is null
                                    && lexicon.Has(
                                        Category.Theorem,
                                        $"{surroundings.Of(equation).Words.Heading} {surroundings.Of(equation).Words.Before}"
                                    ),
                                IsImplied = !ReferenceEquals(chain, written) || IsOfData(chain.Operands[0]),
                                IsGuessed =
                                    isFunction
                                    && chain.Relations[0].Symbol != ":="
                                    && (
                                        parameters.Any(IsDecorated)
                                            && !Introduces(lexicon, surroundings.Of(equation).Words.Sentence)
                                        // "If $p$ is a prime, f(p) = p + 1": of some values only.
                                        || lexicon.Has(Category.IfClause, surroundings.Of(equation).Words.Sentence)
                                        || SaidInPart.Behind(lexicon, surroundings.Of(equation).Words.AfterSentence)
                                        || !HasDomainOfItsOwn(chain.Operands[1], parameters)
                                            && statement.Conditions.Any(beside =>
                                                SaidInPart.Limits(beside, [.. parameters])
                                            )
                                    ),
                            }
                        );
                    }
                }
            }
        }

        foreach (var inline in inlines)
        {
            Define(inline, scope, surroundings);
        }
    }

    /// <summary>"So L = …" of an L that one formula of the section has defined: it goes on computing it, and claims.</summary>
    public static bool GoesOn(Chain chain, Scope scope, int ordinal, Surroundings surroundings)
    {
        var near = surroundings.Of(ordinal);
        return Roles.Concludes(near)
            && Split(chain.Operands[0], out var spelling, out _, out _)
            && scope.Definitions(spelling).Where(version => version.Ordinal < ordinal).ToList() is [var only]
            && Roles.Continues(near with { SameSection = surroundings.Section(only.Ordinal) == near.Section });
    }

    /// <summary>Whether the chain's first step defines the name on its left.</summary>
    public static DefinitionKind Defined(Chain chain, Scope scope, int ordinal, EquationNote? note, Nearby near)
    {
        chain = Plain(chain, scope, ordinal);
        if (
            chain.Relations.Count > 0
            && chain.Relations[0].Symbol is "="
            && SpelledOut.Both(chain.Operands[0], chain.Operands[1]) is var (left, right)
            && JointWorld.IsIdentity(left, right, IsKnown, scope.IsDeclared, near.Words.Has(Category.Chance))
        )
        {
            return DefinitionKind.None;
        }

        if (
            note?.Role is null
            && (
                IsOfKnownFunction(chain.Operands[0], scope, ordinal, near) is not null
                || IsOfAllValues(chain.Operands[0], near)
            )
        )
        {
            return DefinitionKind.None;
        }

        // x_t = b (1 - a^t)/(1 - a) of a sequence that x_{t+1} = a x_t + b determines; x_0 = 0 is where it begins.
        if (
            note?.Role is null
            && chain.Operands.Count > 1
            && chain.Operands[1] is not Numeral
            && !Names.IsName(chain.Operands[1])
            && scope.IsDetermined(chain.Operands[0], ordinal)
        )
        {
            return DefinitionKind.None;
        }

        // s^{-1}(y) = … of an s that is defined says something of it.
        if (
            note?.Role is null
            && chain.Operands.Count > 0
            && Inverted(chain.Operands[0]) is { } inverted
            && scope.Definitions(Names.Of(inverted)).Any(version => version.Ordinal < ordinal)
        )
        {
            return DefinitionKind.None;
        }

        // f(x) = … and D(q \| p) = … are introduced, even where the letter has another meaning.
        if (
            note?.Role != Role.Claim
            && chain.Relations.Count > 0
            && chain.Relations[0].Symbol is "=" or ":=" or "\\equiv"
            && IsNotation(chain.Operands[0], scope, ordinal)
        )
        {
            return DefinitionKind.New;
        }

        if (
            chain.Relations.Count == 0
            || chain.Relations[0].Symbol is not ("=" or ":=" or "\\equiv")
            || !Split(chain.Operands[0], out var name, out var parameters, out var isFunction)
        )
        {
            return DefinitionKind.None;
        }

        if (isFunction && IsAtPoint(parameters, chain.Operands[1], scope))
        {
            return DefinitionKind.None;
        }

        name = scope.NameOf(chain.Operands[0], name, parameters.Count, isFunction);
        if (note?.Role == Role.Claim && chain.Relations.Count == 1)
        {
            return scope.Definitions(name).Any(version => version.Ordinal == ordinal)
                ? DefinitionKind.New
                : DefinitionKind.None;
        }

        var whole = Names.Of(chain.Operands[0]);
        if (
            scope.Declaration(name) is not null
            || scope.Declaration(whole) is not null
            || scope.Match(chain.Operands[0]) is not null
            || IsElement(chain.Operands[0], scope)
        )
        {
            return DefinitionKind.None;
        }

        var versions = scope.Definitions(name);
        if (versions.Any(version => version.Ordinal < ordinal && version.Provenance == Provenance.Declared))
        {
            return DefinitionKind.None;
        }

        // Declared a claim: about the name's definition before, else a chain whose first step introduces the name.
        if (note?.Role == Role.Claim)
        {
            return versions.Any(version => version.Ordinal < ordinal) ? DefinitionKind.None : DefinitionKind.New;
        }

        var before = versions.Where(version => version.Ordinal < ordinal).ToList();
        if (
            before.Any(version => version.Parameters.Count != parameters.Count)
            // The value of a function at its own symbols is no other quantity.
            && (parameters.Count > 0 || !before.All(version => version.IsFunction))
        )
        {
            // A family beside a number of the same letter.
            return DefinitionKind.New;
        }

        if (before.Count > 0)
        {
            return DefinitionKind.Again;
        }

        if (Mentions(chain.Operands[1], name))
        {
            return DefinitionKind.None;
        }

        // "For $x = 0$ we have L = …" says nothing of L elsewhere.
        if (near.IsSpecial && chain.Relations[0].Symbol == "=")
        {
            return DefinitionKind.None;
        }

        // A quantity that earlier formulas used freely is solved for, not defined, unless the words say otherwise.
        var used = scope.FirstUse(name);
        return
            used >= ordinal || Introduces(near.Words.Lexicon, near.Words.Sentence) || chain.Relations[0].Symbol == ":="
            ? DefinitionKind.New
            : DefinitionKind.None;

        bool IsKnown(Expression name) =>
            scope.IsDeclared(name) || scope.Definitions(Names.Of(name)).Any(version => version.Ordinal < ordinal);
    }

    /// <summary>
    /// f(x) = x^2 \Rightarrow f'(x) = 2x, or with an arrow: the function that is supposed, and what is concluded of it; null for
    /// others. Whether it is supposed at every x is not said: it carries neither a proof nor a refutation.
    /// </summary>
    public static (NameDefinition Given, Chain Conclusion)? Supposed(Chain chain, Scope scope, int ordinal)
    {
        var (premise, conclusion) = chain switch
        {
            { Operands: [Chain first, Chain second], Relations: [{ Symbol: "\\Rightarrow" }] } => (first, second),
            { Relations: [{ Symbol: "=" }, { Symbol: "\\to" }, ..] } when chain.Operands.Count > 3 => (
                new Chain(chain.Operands.Take(2).ToSequence(), chain.Relations.Take(1).ToSequence()),
                new Chain(chain.Operands.Skip(2).ToSequence(), chain.Relations.Skip(2).ToSequence())
            ),
            _ => (null, null),
        };
        return
            premise is { Relations: [{ Symbol: "=" }] }
            && conclusion!.Relations.All(relation => relation.Symbol is "=" or "<" or ">" or "\\leq" or "\\geq")
            && Split(premise.Operands[0], out var name, out var parameters, out var isFunction)
            && isFunction
            && !parameters.Any(IsDecorated)
            && premise.Operands[1] is not (Numeral or Missing or TextRun)
            && scope.Declaration(name) is null
            && !scope.Definitions(name).Any(version => version.Provenance == Provenance.Declared)
            && !Mentions(premise.Operands[1], name)
            && Names
                .Nodes(conclusion)
                .OfType<Application>()
                .Any(node =>
                    node.Head is Scripted { Primes: > 0 } primed && Names.Of(primed with { Primes = 0 }) == name
                    || node.Head is Scripted { Primes: > 0, Subscript: null, Superscript: null } derived
                        && Names.Of(derived.Base) == name
                )
            ? (
                new NameDefinition(ordinal, name, parameters, true, premise.Operands[1], Provenance.Text)
                {
                    IsGuessed = true,
                },
                conclusion
            )
            : null;
    }

    /// <summary>
    /// \max(x, y) = …, and \operatorname{softplus}(x) = … where the words assert: the function that everybody knows, and that
    /// the formula says something of; null for others.
    /// </summary>
    public static Identifier? IsOfKnownFunction(Expression left, Scope scope, int ordinal, Nearby near) =>
        left is Application { Head: Identifier head }
        && (
            IsOperator(head)
            || KnownFunctions.Named(head.Name) is not null
                && near.Words.Has(Category.Assertion)
                && !Introduces(near.Words.Lexicon, near.Words.Sentence)
        )
        && !scope.Definitions(Names.Of(head)).Any(version => version.Ordinal < ordinal)
        && !scope.IsDeclared(head)
            ? head
            : null;

    // The s of s^{-1}(y).
    private static Expression? Inverted(Expression left) =>
        left switch
        {
            Application { Head: Scripted head } => head,
            Product { Factors: [{ Value: Scripted factor }, { Value: Delimited }] } => factor,
            _ => null,
        }
            is Scripted { Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral }] } } inverse
            ? inverse.Base
            : null;

    /// <summary>A function with a command of its own, which nobody defines anew.</summary>
    public static bool IsOperator(Identifier head) =>
        head.Name
            is "\\max"
                or "\\min"
                or "\\exp"
                or "\\log"
                or "\\ln"
                or "\\sin"
                or "\\cos"
                or "\\tan"
                or "\\sinh"
                or "\\cosh"
                or "\\tanh"
                or "\\arcsin"
                or "\\arccos"
                or "\\arctan"
                or "\\det"
                or "tr"
                or "Tr"
                or "trace"
                or "rank";

    // "For all $x$ we have x = …": no value that x gets.
    internal static bool IsOfAllValues(Expression left, Nearby near) =>
        Names.IsName(left)
        && near.Words.Has(Category.Universal)
        && near.Words.Has(Category.Assertion)
        && near.Named.Contains(Names.Of(left));

    // s_y where s is declared as a vector, p_y where p_i is defined: an element, no new name.
    private static bool IsElement(Expression side, Scope scope) =>
        side is Scripted { Subscript: { } subscript, Superscript: null, Primes: 0 } scripted
        && Names.Parts(subscript).All(Names.CanCount)
        && Names.Of(scripted.Base) is var array
        && scope.Declaration(array) is { Dimensions.Count: > 0 };

    // … = q_i: a new name at the end of a chain.
    private static bool DefinedLast(
        Chain chain,
        Scope scope,
        int ordinal,
        out string name,
        out Sequence<Expression> parameters
    )
    {
        (name, parameters) = (string.Empty, []);
        var side = chain.Operands[^1];
        return chain.Operands.Count > 2
            && chain.Relations[^1].Symbol == "="
            && side is Identifier or Scripted
            && Split(side, out name, out parameters, out _)
            && scope.FirstUse(name) == ordinal
            && scope.Declaration(name) is null
            && scope.Declaration(Names.Of(side)) is null
            && scope.Definitions(name).Count == 0
            && !Mentions(chain.Operands[0], name)
            && !Mentions(chain.Operands[^2], name);
    }

    // f(x) \approx S = …: a new name within a chain, for what comes next.
    private static (int Place, string Name)? DefinedBetween(Chain chain, Scope scope, int ordinal)
    {
        for (var place = 1; place < chain.Operands.Count - 1; place++)
        {
            if (
                chain.Relations[place].Symbol == "="
                && chain.Operands[place] is Identifier or Scripted { Superscript: null }
                && Split(chain.Operands[place], out var name, out var parameters, out _)
                && parameters.Count == 0
                && scope.FirstUse(name) == ordinal
                && scope.Declaration(name) is null
                && scope.Definitions(name).Count == 0
                && !Names.IsName(chain.Operands[place + 1])
                && chain.Operands.Where((_, at) => at != place).All(side => !Mentions(side, name))
            )
            {
                return (place, name);
            }
        }

        return null;
    }

    private static bool Mentions(Expression expression, string name) =>
        Names
            .Quantities(expression)
            .Any(node =>
                Names.IsName(node)
                && (Names.Of(node) == name || (Scope.Family(node, out var family, out _) && family == name))
            );

    /// <summary>Whether a name is told apart by a word, so that it is not a letter that every section uses anew.</summary>
    public static bool HasLabel(Expression name) =>
        name is Scripted { Subscript: { } subscript }
        && Names.Nodes(subscript).Any(node => node is Identifier { Style: LetterStyle.Roman, Name.Length: > 1 });

    /// <summary>A side that can be defined: a name, a family with running indices, a function of plain names.</summary>
    public static bool Split(Expression side, out string name, out Sequence<Expression> parameters, out bool isFunction)
    {
        (name, parameters, isFunction) = (string.Empty, [], false);
        switch (side)
        {
            case Application { Head: var head, Argument: Delimited { Open: "(" } fence }
                when Names.IsName(head)
                    && head is not Scripted { Primes: > 0 }
                    && !Randomness.IsOperator(head)
                    // P(\Omega) = 1 says something of every law.
                    && !(
                        JointWorld.IsLaw(head)
                        && (EventNotation.IsWhole(fence.Content) || EventNotation.IsNothing(fence.Content))
                    ):
                Sequence<Expression> arguments = fence.Content is Listing { Separator: "," } listing
                    ? listing.Items
                    : [fence.Content];
                if (
                    !arguments.All(argument =>
                        argument is Identifier or Scripted { Base: Identifier, Subscript: null, Superscript: null }
                            && Names.IsName(argument)
                        || IsDecorated(argument) && !IsLaw(head)
                    )
                    || arguments.Distinct().Count() < arguments.Count
                    // f(x_i): another value for each i.
                    || Names.Slots((Application)side).Indices.Count > 0
                )
                {
                    return false;
                }

                (name, parameters, isFunction) = (Names.Of(head), arguments, true);
                return true;
            case Identifier { Name: "e" or "\\pi" or "\\delta" or "\\infty" }:
                return false;
            case Identifier or Scripted when Names.IsName(side):
                if (Scope.Family(side, out name, out parameters))
                {
                    return true;
                }

                name = Names.Of(side);
                return true;
            default:
                return false;
        }
    }

    // A parameter that is told apart from others of its letter: \beta_0, p_n, w^{(1)}.
    private static bool IsDecorated(Expression argument) =>
        argument is Scripted { Base: Identifier, Primes: 0 } scripted
        && scripted is not { Subscript: null, Superscript: null }
        && scripted.Superscript is not Identifier { Name: "*" or "+" or "-" or "\\circ" or "\\dagger" }
        && Names.IsName(argument);

    // f(x_0) = 3, f(x_1) = x_1 + x_2: such a formula may give one value, where what stands on its right is no expression in
    // the parameters, has others of their letters, or runs over their indices.
    private static bool IsAtPoint(Sequence<Expression> parameters, Expression body, Scope scope)
    {
        var decorated = parameters.Where(IsDecorated).ToList();
        if (decorated.Count == 0)
        {
            return false;
        }

        var letters = decorated.Select(parameter => ((Scripted)parameter).Base).ToHashSet();
        var indices = decorated
            .Select(parameter => ((Scripted)parameter).Subscript)
            .OfType<Expression>()
            .SelectMany(Names.Nodes)
            .Where(Names.IsName)
            .ToHashSet();
        return Names.IsName(body)
            || !scope.Mentions(body, decorated)
            || Names
                .Quantities(body)
                .Any(node =>
                    node is Scripted { Base: var letter } && letters.Contains(letter) && !Stands(node)
                    || letters.Contains(node) && !parameters.Contains(node)
                    || node is BigOperator { Lower: { } lower } && Names.Nodes(lower).Any(indices.Contains)
                );

        // Itself, or a power or transpose of it.
        bool Stands(Expression node) =>
            parameters.Contains(node)
            || node is Scripted scripted
                && (
                    parameters.Contains(scripted with { Superscript = null })
                    || parameters.Contains(Names.Plain(scripted with { Superscript = null }))
                );
    }

    // let $p = p_\theta(y|x)$, where $Z = \sum_j e^{z_j}$; a name that stands nowhere before, alone on the left.
    private static void Define((InlineStatement Statement, bool First) entry, Scope scope, Surroundings surroundings)
    {
        var (inline, first) = entry;
        var lexicon = surroundings.Prose.Lexicon;
        var chain = inline.Formula as Chain;
        chain = chain is null ? null : OfSquare(chain, scope, inline.Ordinal) ?? chain;
        if (
            chain is not { Relations: [{ Symbol: "=" or ":=" }, ..] }
            || !Split(chain.Operands[0], out var letter, out var parameters, out var isFunction)
            || chain.Operands[1] is Numeral or Missing
            || (chain.Operands[1] is Delimited)
            || isFunction && parameters.Any(IsDecorated)
            || surroundings.IsSpecial(inline)
            // Words beside it say where it holds: it is none that holds everywhere.
            || isFunction
                && SaidInPart.Of(
                    surroundings,
                    inline,
                    HasDomainOfItsOwn(chain.Operands[1], parameters) ? [] : [.. parameters],
                    law: false
                )
        )
        {
            return;
        }

        // A family beside a number of its letter.
        var name = scope.NameOf(chain.Operands[0], letter, parameters.Count, isFunction);
        if (
            !(
                Introduces(lexicon, Tail(inline.Sentence, 12))
                || (isFunction && scope.FirstApplication(name) > inline.Ordinal)
                || IsLinear(chain.Operands[1])
                || first
                    && scope.FirstUse(letter) > inline.Ordinal
                    && !Names.IsName(chain.Operands[1])
                    && Names
                        .Quantities(chain.Operands[1])
                        .Any(node => Names.IsName(node) && node is not Identifier { Name: "\\pi" or "e" })
                    && !IsConditional(lexicon, inline)
            )
            || new[] { name, Names.Of(chain.Operands[0]) }.Any(known =>
                scope.Declaration(known) is { } declared
                && (declared.Provenance == Provenance.Declared || !IsLinear(chain.Operands[1]))
            )
            || scope.Definitions(name).Count > 0
            || Mentions(chain.Operands[1], letter)
        )
        {
            return;
        }

        // Words after a display explain it: its definition holds there already.
        var explains = lexicon.Has(Category.ExplanationLead, Tail(inline.Before, 12));
        scope.Define(
            new NameDefinition(
                Math.Max(0, explains ? inline.Ordinal - 1 : inline.Ordinal),
                name,
                parameters,
                isFunction,
                chain.Operands[1],
                Provenance.Text
            )
            {
                Key = $"the formula on line {inline.Line}",
                InPassing = !Introduces(lexicon, Tail(inline.Sentence, 12)),
            }
        );
    }

    // "\hat{y} = \operatorname{softmax}(o) where \hat{y}_j = \dots": of a name that nothing has said anything of.
    private static void Explain(Chain chain, Equation equation, Scope scope)
    {
        if (
            chain.Relations is not [{ Symbol: "=" or ":=" }, ..]
            || !Split(chain.Operands[0], out var letter, out var parameters, out var isFunction)
            || chain.Operands[1] is Numeral or Missing or Delimited
            || Names.IsName(chain.Operands[1])
            || isFunction && parameters.Any(IsDecorated)
            || Mentions(chain.Operands[1], letter)
            // x = 2t is said of the x of this display.
            || chain.Operands[0] is Identifier { Accents.Count: 0 }
            // p_i = P(X_i) is said of the law that p is.
            || Names.Nodes(chain.Operands[1]).Any(node => JointWorld.AskedOf(node) is not null)
        )
        {
            return;
        }

        var name = scope.NameOf(chain.Operands[0], letter, parameters.Count, isFunction);
        if (
            scope.Declaration(name) is null
            && scope.Declaration(Names.Of(chain.Operands[0])) is null
            && scope.Definitions(name).Count == 0
            && scope.FirstUse(Names.Of(chain.Operands[0])) >= equation.Ordinal
        )
        {
            scope.Define(
                new NameDefinition(
                    Math.Max(0, equation.Ordinal - 1),
                    name,
                    parameters,
                    isFunction,
                    chain.Operands[1],
                    Provenance.Text
                )
                {
                    Key = equation.Tag ?? equation.Label ?? $"#{equation.Ordinal}",
                }
            );
        }
    }

    // x \log x has no values but for x > 0, whether that is said or not.
    private static bool HasDomainOfItsOwn(Expression body, Sequence<Expression> parameters) =>
        Names
            .Nodes(body)
            .Any(node =>
                (
                    node is Application { Head: Identifier { Name: "\\log" or "\\ln" }, Argument: var argument }
                        ? argument
                    : node
                        is Application
                        {
                            Head: Scripted { Base: Identifier { Name: "\\log" }, Superscript: null },
                            Argument: var based
                        }
                        ? based
                    : node is Radical { Radicand: var radicand } ? radicand
                    : null
                )
                    is { } inside
                && Names.Nodes(inside).Any(parameters.Contains)
            );

    // What is introduced with a word counts; where statements differ, the widest is a guess.
    private static Declared Agreed(IReadOnlyList<(Declared Symbol, bool Introduced)> all)
    {
        // "Let $x > 0$", and later "as we saw, $x > 0$ suffices": what is only spoken of says nothing more.
        var stated = all.All(entry => entry.Symbol.IsSpokenOf)
            ? all
            : all.Where(entry => !entry.Symbol.IsSpokenOf).ToList();
        var unread = stated.Select(entry => entry.Symbol.Unread).FirstOrDefault(words => words is not null);
        var counting = stated.Any(entry => entry.Introduced)
            ? stated.Where(entry => entry.Introduced).ToList()
            : stated.ToList();
        var first = (
            counting.Find(entry => entry.Symbol.Provenance != Provenance.Guessed) is { Symbol: { } known }
                ? known
                : counting[0].Symbol
        );
        // A number here and a vector there, or more than the words say.
        if (
            stated.Any(entry =>
                entry.Symbol.Dimensions.Count != first.Dimensions.Count || entry.Symbol.Provenance == Provenance.Guessed
            )
        )
        {
            return new Declared(first.Name, first.Dimensions, first.Domain, Provenance.Guessed) { Unread = unread };
        }

        if (counting.All(entry => entry.Symbol.Domain.Equals(first.Domain)))
        {
            return new Declared(first.Name, first.Dimensions, first.Domain, first.Provenance)
            {
                DependsOn = first.DependsOn,
                IsOpaque = first.IsOpaque,
                MayCount = counting.TrueForAll(entry => entry.Symbol.MayCount),
                Unread = unread,
            };
        }

        // "Let $n \in \mathbb{Z}$. For all $n \ge 0$": the bound is the sentence's, the kind the name's.
        if (
            counting.Find(entry => entry.Symbol.Domain is Integers) is { Symbol: { Provenance: Provenance.Text } whole }
            && counting.TrueForAll(entry =>
                entry.Symbol.Domain.Equals(whole.Domain)
                || entry.Symbol.Domain is RealInterval { Lower: null } or RealInterval { Upper: null }
                    && entry.Symbol.Domain != Domain.Real
            )
        )
        {
            return new Declared(whole.Name, whole.Dimensions, whole.Domain, Provenance.Text) { Unread = unread };
        }

        var widest =
            stated
                .Select(entry => entry.Symbol)
                .FirstOrDefault(symbol => stated.All(entry => Within(entry.Symbol.Domain, symbol.Domain)))
            ?? first;
        return new Declared(widest.Name, widest.Dimensions, widest.Domain, Provenance.Guessed) { Unread = unread };
    }

    /// <summary>Whether a domain certainly lies in another.</summary>
    internal static bool Within(Domain inner, Domain outer) =>
        (inner, outer) switch
        {
            (RealInterval a, RealInterval b) => (b.Lower is null || (a.Lower is { } low && low >= b.Lower))
                && (b.Upper is null || (a.Upper is { } high && high <= b.Upper)),
            (Integers(Number(var least), _), RealInterval { Upper: null } b) => b.Lower is null || least >= b.Lower,
            (Integers(Number(var least), _), Integers(Number(var low), null)) => least >= low,
            (Integers, Integers(null, null)) => true,
            (Finite a, RealInterval b) => a.Values.All(value =>
                (b.Lower is null || value >= b.Lower) && (b.Upper is null || value <= b.Upper)
            ),
            _ => inner.Equals(outer),
        };

    // The last letters, from the start of a word.
    private static string Tail(string words, int length)
    {
        var start = Math.Max(0, words.Length - length);
        while (start > 0 && Words.IsLetter(words[start - 1]) && start < words.Length && Words.IsLetter(words[start]))
        {
            start--;
        }

        return words[start..];
    }

    // The last forty letters: what introduces a formula stands close to it.
    public static bool Introduces(Lexicon lexicon, string before) =>
        lexicon.Has(Category.Introduction, Tail(before.TrimEnd(), 40));
}
