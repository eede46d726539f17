// Readings under which a claim says more than as it is first read: a proof has to hold for them, too.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims.Alternatives;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    // The counterpart of the alternatives, which keep a claim from being refuted. What is declared leaves no such doubt.
    private IEnumerable<Reading> Wider(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        Reading first,
        bool isOfLaw,
        Func<string?, TermBuilder> another
    )
    {
        if (note?.Role == Role.Claim)
        {
            yield break;
        }

        if (WithoutMentioned(note, near, step, first, another) is { } without)
        {
            yield return without;
        }

        if (RangesAnew(near, step, first) is { } name)
        {
            yield return Open($"{name} in another range than was said of it before", name);
        }

        if (Widened(near, first) is { } widened)
        {
            yield return widened;
        }

        if (WithZero(near, step, first) is { } withZero)
        {
            yield return withZero;
        }

        if (MeansOtherwise(equation, first) is { } other)
        {
            yield return Open($"another {other}, which the text speaks of since", other);
        }

        if (IsBuiltIn(equation, step) is { } known)
        {
            yield return Without(known, $"{known} as everybody means it", note, near, step, another);
        }

        if (SaysEverywhere(near.Words) is { } everywhere && first.Proposition.Terms().Any(MayBeUndefined))
        {
            yield return Open($"that both sides have a value in all cases ('{everywhere}')", "where it is meant");
        }

        if (GivenBeside(equation, step, first) is { } beside)
        {
            yield return Open($"{beside} as other formulas have it", beside);
        }

        if (
            first.Context.Variables.Any(variable => variable.Provenance == Provenance.Guessed)
            && near.Words.Lexicon.Find(
                Category.NoNumber,
                $"{_surroundings.Prose.Title} {near.Words.Heading} {near.Words.OfSection}"
            )
                is { Phrase: var objects }
        )
        {
            yield return Open($"about what are no real numbers ('{objects}')", "its letters");
        }

        switch (OfOneThing(equation, near, first))
        {
            case [var concrete]:
                yield return Without(concrete, $"for another {concrete}", note, near, step, another);
                break;
            case { Count: > 1 } several:
                var names = string.Join(", ", several);
                yield return Open($"for other {names}", names);
                break;
        }

        if (isOfLaw && IsGeneric(near) && IsOfLawBefore(equation, note, near))
        {
            yield return Open("for other laws than the one named before", "its role (claim)");
        }

        if (ValueOfExample(equation, near, first) is { } example)
        {
            yield return Without(example, $"for other values of {example}", note, near, step, another);
        }

        if (OtherSetting.Said(_surroundings, near, equation, step, first.Context.Variables.Count == 0) is { } setting)
        {
            yield return Open($"a formula in a setting of its own ('{setting}')", "its role (claim)");
        }

        if (RedefinedInWords.Redefined(_surroundings, near, step, first.Context, isOfLaw) is { } redefined)
        {
            yield return Open($"another {redefined}, which its words speak of", redefined);
        }

        if (
            first
                .Context.Variables.Where(variable =>
                    variable is { Provenance: not Provenance.Declared, Dimensions.Count: 0 } && IsCapital(variable.Name)
                )
                .Select(variable => variable.Name)
                .ToList()
                is { Count: > 1 } capitals
            && near.Words.Lexicon.Has(Category.Noncommuting, near.Words.OfSection)
        )
        {
            yield return Open("about matrices, which need not commute", string.Join(", ", capitals));
        }

        // Words change what was defined; what rests on no definition holds whatever they changed.
        if (
            (first.Context.Definitions.Count > 0 || first.Context.Arguments.Count > 0 || isOfLaw)
            && near.Words.Lexicon.Find(Category.Revision, near.Words.Before) is { Phrase: var revised }
        )
        {
            yield return Open($"about what words have changed ('{revised}')", "its role (claim)");
        }

        if (SaidDependence.Said(_surroundings, step) is { } dependence)
        {
            yield return Open($"of quantities that depend on each other ('{dependence}')", "what depends on what");
        }

        if (_surroundings.Marks.Of(step, equation.Latex) is { } mark)
        {
            yield return Open($"with a mark that words give a meaning ('{mark}')", "its role (claim)");
        }

        if (_surroundings.Conventions.Of(step, first.Context, equation.Ordinal) is { } convention)
        {
            yield return Open($"with a notation that words give a meaning ('{convention}')", "its role (claim)");
        }

        foreach (var (written, ordinal) in _surroundings.Conventions.WrittenBefore(step, equation.Ordinal))
        {
            yield return AsWritten(written, ordinal, near, another);
        }

        if (IsAlternative(near))
        {
            yield return Open("one of several that are joined by 'or'", "its role (claim)");
        }

        if (step.Relation == "=" && IsReordering(step) && IsGuessed(step, first))
        {
            yield return Open("about things that need not commute", "what they are");
        }

        if (
            near.Words.Unread is { Length: > 0 } unread
            && (
                first.Context.Variables.Any(IsGuessedNumber)
                || Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).Any(IsByConvention)
            )
        )
        {
            yield return Open($"what words say in a language that is not read ('{unread}')", "what they are");
        }

        if (Denied(near) is { } denied)
        {
            yield return Open($"what its words deny ('{denied}')", "its role (claim)");
        }

        // A density is no probability: what bounds a value of p, or of an entropy, need not hold for it.
        if (
            isOfLaw
            && step.Relation != "="
            && (step.Left is Application || step.Right is Application)
            && !IsBalanced(step.Left, step.Right)
            && !IsDivergence(step)
            && near.Words.Lexicon.Find(Category.Density, near.Words.OfSection) is { Phrase: var ofDensity }
        )
        {
            yield return Open($"about densities ('{ofDensity}')", "its role (claim)");
        }

        if (OtherDensity(near, step, first) is { } density)
        {
            yield return Open($"about another density, of what stands in {density}", density);
        }

        isOfLaw |= first.Context.Variables.Any(variable =>
            variable is { Domain: ProbabilityVector, Provenance: not Provenance.Declared }
        );
        if (isOfLaw && near.Words.Lexicon.Has(Category.NoLaw, near.Words.OfSection))
        {
            yield return Open("weights that are no probabilities", "what they are");
        }

        if (WithoutSum(near, first) is { } unsummed)
        {
            yield return unsummed;
        }

        if (near.Words.MentionsBase && first.Proposition is Terms.Comparison)
        {
            var written = $"{step.Left} {step.Right}";
            var isNatural = written.Contains("\\ln", StringComparison.Ordinal);
            if (isNatural && written.Contains("\\log", StringComparison.Ordinal))
            {
                yield return Open("logarithms to another base than e beside natural ones", "the base");
            }
            else if (
                !written.Contains("\\log", StringComparison.Ordinal)
                && Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).Any(Conventions.IsInformation)
            )
            {
                yield return Open("information in another unit than nats", "the base");
            }
            else if (!isNatural)
            {
                yield return OtherLogarithm.WithBase(first, 2) with
                {
                    IsEven = true,
                };
            }
        }

        if (step.Relation == "\\approx" && near.Words.Lexicon.Has(Category.Rounding, near.Words.Before))
        {
            yield return Open("a number rounded to the decimals that the words say", "its role (claim)");
        }

        if (DrawsOf(equation, note, step) > 1 && !SaysIndependent(near))
        {
            yield return Open("quantities that depend on each other", "which of its random quantities are independent");
        }
    }

    // An equation of the document under the usual meaning of its notation.
    private Reading AsWritten(Chain written, int ordinal, Nearby near, Func<string?, TermBuilder> another)
    {
        var words = $"with '{written.Operands[0]} = {written.Operands[1]}', which the document says";
        var chain = new Chain([written.Operands[0], written.Operands[1]], [new RelationSign("=")]);
        try
        {
            return Build(
                another(null),
                null,
                ordinal > 0 ? _surroundings.Of(ordinal) : near,
                new Step(
                    chain.Operands[0],
                    "=",
                    chain.Operands[1],
                    WrittenStatement.Of(chain).First(),
                    Redefines: false,
                    Later: false
                ),
                words,
                out _
            ) with
            {
                IsEven = true,
                IsBasis = true,
            };
        }
        catch (NotUnderstood)
        {
            return Open(words, written.Operands[0].ToString()) with { IsBasis = true };
        }
    }

    // KL(p \| q) \ge 0 holds for densities, too.
    private static bool IsDivergence(Step step) =>
        (step.Relation, step.Left, step.Right) switch
        {
            ("\\geq", var value, Numeral { Digits: "0" }) => IsOfTwo(value),
            ("\\leq", Numeral { Digits: "0" }, var value) => IsOfTwo(value),
            _ => false,
        };

    private static bool IsOfTwo(Expression value) =>
        value is Application { Argument: Delimited { Content: Barred { Bar: "\\|" } } };

    // What a claim says of all points, outside of what it supposes: "if f is differentiable, then" promises no value.
    private static string? SaysEverywhere(Vicinity words)
    {
        var said = $"{words.Sentence} {words.Inside} {words.AfterSentence}";
        return words
            .Lexicon.All(Category.Everywhere, said)
            .Where(found =>
                said[..found.Start] is var before
                && before[(before.LastIndexOfAny([',', ';', '，', '；']) + 1)..] is var clause
                && !words.Lexicon.Has(Category.IfClause, clause)
                && !words.Lexicon.Has(Category.Assumption, clause)
            )
            .Select(found => found.Phrase)
            .FirstOrDefault();
    }

    // "It is not true that", "which is wrong for all $n$", "this formula is false": the words of its own sentence, and what the
    // next one says of it.
    private string? Denied(Nearby near)
    {
        var (words, lexicon) = (near.Words.Sentence, near.Words.Lexicon);
        // "(display) is false, the sum is (display)": the first clause is about the display before.
        if (
            near.Words.SentenceStart is > 0 and var start
            && _surroundings.Prose.Text.AsSpan(0, start).TrimEnd() is [.., ProseReading.Display]
            && words.TrimStart() is [var first, ..]
            && char.IsLower(first)
            && words.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma
        )
        {
            words = words[comma..];
        }

        return lexicon.Find(Category.Denied, words)?.Phrase
            // Few words do not tell which language they are of: where they are not read, those of all languages count.
            ?? (
                near.Words.Unread is null
                    ? null
                    : Lexicon
                        .Shipped.All(Category.Denied, words)
                        // "Non-negative" is no "non".
                        .Where(found => found.End >= words.Length || words[found.End] != '-')
                        .Select(found => found.Phrase)
                        .FirstOrDefault()
            )
            ?? lexicon.Find(Category.Denied, near.Words.Inside)?.Phrase
            ?? lexicon.Find(Category.DeniedAfter, near.Words.AfterSentence)?.Phrase;
    }

    private static readonly char[] Joint = [' ', '\n', ',', ';', ':', ProseReading.Display];

    // "(display) or (display)".
    private static bool IsAlternative(Nearby near)
    {
        var (lexicon, sentence) = (near.Words.Lexicon, near.Words.Sentence);
        return Joins(sentence[(sentence.LastIndexOf(ProseReading.Display) + 1)..].Trim(Joint))
            || Joins(near.Words.AfterSentence.Trim(Joint));

        bool Joins(string words) =>
            words.Length > 0 && lexicon.All(Category.Disjunction, words).Any(found => found.Length == words.Length);
    }

    // Logarithms have a base, angles a unit, roots a branch: words say which.
    private static bool IsByConvention(Expression node) =>
        node
            is Radical
                or Identifier
                {
                    Name: "\\log" or "\\sin" or "\\cos" or "\\tan" or "\\arcsin" or "\\arccos" or "\\arctan"
                };

    private static bool IsGuessedNumber(Variable variable) =>
        variable is { Dimensions.Count: 0, Domain: RealInterval, Provenance: Provenance.Guessed };

    // ab = ba: the same letters in another order.
    private static bool IsReordering(Step step)
    {
        var (left, right) = (Letters(step.Left), Letters(step.Right));
        return left is { Count: > 1 }
            && right is not null
            && !left.SequenceEqual(right)
            && left.Select(Names.Of)
                .Order(StringComparer.Ordinal)
                .SequenceEqual(right.Select(Names.Of).Order(StringComparer.Ordinal));

        static List<Expression>? Letters(Expression side) =>
            side is Product product
            && product.Factors.All(factor =>
                factor.Link is "" or "\\cdot" or "\\times" or "*" && Names.IsName(factor.Value)
            )
                ? [.. product.Factors.Select(factor => factor.Value)]
            : side is Application { Head: Identifier or Scripted, Argument: Identifier } applied
                ? [applied.Head, applied.Argument]
            : null;
    }

    private static bool IsGuessed(Step step, Reading first) =>
        Names
            .Nodes(step.Left)
            .Where(Names.IsName)
            .Select(Names.Of)
            .All(name =>
                first.Context.Variables.All(variable =>
                    variable.Name != name || variable.Provenance == Provenance.Guessed
                )
            );

    // Somewhere it has no value, or may have none: a divisor that is no number, a logarithm, a derivative of what has kinks.
    private static bool MayBeUndefined(Term term) =>
        term is Divide(_, not Number) or Power(_, not Number({ Sign: > 0, IsInteger: true })) or Derivative or Gradient
        || term is Apply { Function: var function } && (function == Function.Log || function == Function.Sqrt)
        || term.Children().Any(MayBeUndefined);

    // p(B_i), P(\lambda_i): the events or things behind an index need not be all there are; values x_i of a random quantity
    // are.
    private static Reading? WithoutSum(Nearby near, Reading first)
    {
        var families = first
            .Context.Variables.Where(variable =>
                variable
                    is {
                        Domain: ProbabilityVector { Strict: true },
                        Provenance: Provenance.BuiltIn,
                        Dimensions.Count: 1
                    }
                && !(IsOfValues(variable.Name) && near.Words.Has(Category.Chance))
            )
            .ToList();
        return families.Count == 0
            ? null
            : first with
            {
                Context = first.Context with
                {
                    Variables = first.Context.Variables.Map(variable =>
                        families.Contains(variable) ? variable with { Domain = Domain.OpenUnit } : variable
                    ),
                },
                Note = "probabilities that need not sum to one",
                IsEven = true,
            };

        // p(x_{\cdot}), p(y_{\cdot}|x): a small Latin letter.
        static bool IsOfValues(string name) =>
            name.IndexOf('(', StringComparison.Ordinal) is var open and >= 0
            && open + 1 < name.Length
            && char.IsAsciiLetterLower(name[open + 1]);
    }

    private static Reading Open(string note, string what) => Unknown(note, $"it may mean {note}: declare {what}", true);

    // "with equality if and only if $x = 1$", "unless $x > 0$": the claim without what its words may only mention.
    private Reading? WithoutMentioned(
        EquationNote? note,
        Nearby near,
        Step step,
        Reading first,
        Func<string?, TermBuilder> another
    )
    {
        var inside = near.Words.Lexicon.Has(Category.ConditionDoubt, near.Words.Inside);
        // "x^2 \ge 0, \qquad x \le y" where words assert: the second may be a claim as well.
        inside |=
            near.Words.Has(Category.Assertion)
            && step.Statement is { Words.Length: 0, Conditions: { Count: > 0 } conditions }
            && conditions.All(condition =>
                condition
                    is Chain { Operands: [var name, not Numeral], Relations: [{ Symbol: not ("\\in" or "\\neq") }] }
                && _scope.IsDeclared(name)
            );
        if (near.Mentioned.Count == 0 && !(inside && step.Statement.Conditions.Count > 0))
        {
            return null;
        }

        const string words = "without a condition that its words may only mention";
        // What such a condition bounds has no domain by it, either.
        var bounded = near
            .Mentioned.OfType<Chain>()
            .SelectMany(chain => chain.Operands.Where(Names.IsName).Select(Names.Of))
            .Where(name =>
                _scope.Declaration(name) is { Provenance: Provenance.Text, Domain: RealInterval domain }
                && domain != Domain.Real
            )
            .Distinct()
            .ToList();
        if (bounded.Count > 1)
        {
            return Open(words, string.Join(", ", bounded));
        }

        try
        {
            var reading = Build(
                another(bounded.SingleOrDefault()),
                note,
                near with
                {
                    Conditions = [.. near.Conditions.Where(condition => !near.Mentioned.Contains(condition))],
                },
                inside ? step with { Statement = step.Statement with { Conditions = [] } } : step,
                words,
                out _
            );
            return Same(reading.Context, first.Context) ? null : reading with { IsEven = true };
        }
        catch (NotUnderstood reason)
        {
            return Unknown(words, reason.Message, isEven: true);
        }
    }

    // "$x > 0$" of a section before, "$x \in \mathbb{R}$" beside the claim; "$n \in \mathbb{Z}$" of a length that is guessed.
    private string? RangesAnew(Nearby near, Step step, Reading first) =>
        near
            .Conditions.Concat(step.Statement.Conditions)
            .OfType<Chain>()
            .Where(chain =>
                chain is { Operands: [_, _], Relations: [{ Symbol: "\\in" }] } && Names.IsName(chain.Operands[0])
            )
            .Where(chain =>
                TermBuilder.DomainOf(chain.Operands[1]) is { } now
                && (
                    _scope.Declaration(Names.Of(chain.Operands[0]))
                        is { Provenance: Provenance.Text, Dimensions.Count: 0, Domain: var before }
                        && !now.Equals(before)
                    || first.Context.Variable(Names.Of(chain.Operands[0]))
                        is { Provenance: Provenance.Guessed, Dimensions.Count: 0, Domain: var guessed }
                        && !now.Equals(guessed)
                )
            )
            .Select(chain => chain.Operands[0].ToString())
            // "For $x > 0$ we have", said in passing, and then "for $x \ne 0$".
            .Concat(
                near.Conditions.Where(condition => !near.Concluded.Contains(condition))
                    .OfType<Chain>()
                    .SelectMany(chain => chain.Operands.Where(Names.IsName).Select(name => (Names.Of(name), chain)))
                    .Where(said => IsOfOtherSentence(said.Item1, said.chain, near, first))
                    .Select(said => said.Item1)
            )
            // "For $n \ge -2$" of a length, "for $x := -1$".
            .Concat(
                first
                    .Context.Variables.Where(variable =>
                        variable
                            is { Provenance: not Provenance.Declared, Domain: Integers { Lower: Number(var least) } }
                            && near.Conditions.OfType<Chain>().Any(chain => IsBelow(chain, variable.Name, least))
                        || variable is { Provenance: Provenance.Text }
                            && _surroundings.Inline.Any(inline =>
                                inline.Offset >= near.Words.PremiseStart
                                && inline.Offset < near.Words.At
                                && inline.Formula is Chain { Operands: [var given, ..], Relations: [{ Symbol: ":=" }] }
                                && Names.IsName(given)
                                && Names.Of(given) == variable.Name
                            )
                    )
                    .Select(variable => variable.Name)
            )
            .Concat(
                first
                    .Context.Variables.Where(variable =>
                        variable is { Provenance: Provenance.Guessed, Dimensions.Count: 0 }
                        && _scope.Declaration(variable.Name) is { Provenance: Provenance.Text, Domain: var declared }
                        && !declared.Equals(variable.Domain)
                    )
                    .Select(variable => variable.Name)
            )
            .FirstOrDefault();

    // A range that the sentences before say in passing, where the claim's own says something else of the name.
    private bool IsOfOtherSentence(string name, Chain own, Nearby near, Reading first) =>
        first.Context.Variable(name) is { Provenance: Provenance.Text, Dimensions.Count: 0, Domain: var held }
        && held != Domain.Real
        && _surroundings.Mentions.Of(name).Where(mention => mention.IsRelation).ToList() is { Count: > 0 } said
        && said.Exists(mention => mention.Inline.Offset < near.Words.PremiseStart)
        && said.TrueForAll(mention =>
            Definitions.OrderedEach(mention.Inline.Formula) is var each
            && (
                each.All(near.Conditions.Contains)
                || mention.IsInPassing && mention.Inline.Offset < near.Words.PremiseStart
            )
            && !(mention.Inline.Offset < near.Words.PremiseStart && each.Contains(own))
        );

    // "For all $n \in \mathbb{N}$": some count 0 among the natural numbers.
    private Reading? WithZero(Nearby near, Step step, Reading first)
    {
        var saysZero = near.Words.Lexicon.Has(Category.Zero, near.Words.Before);
        var natural = first
            .Context.Variables.Where(variable =>
                variable is { Provenance: not Provenance.Declared, Domain: Integers(Number(var least), _) }
                && least == Rational.One
                && (
                    saysZero
                    || _surroundings.Mentions.Of(variable.Name).Any(mention => mention.IsNatural)
                    || _surroundings.Inline.Exists(inline => CountsFromZero(inline, near, variable.Name))
                    || near.Conditions.Concat(step.Statement.Conditions)
                        .Append(step.Left)
                        .Append(step.Right)
                        .SelectMany(Names.Nodes)
                        .OfType<Chain>()
                        .Any(chain => AdmitsZero(chain, variable.Name))
                )
            )
            .ToHashSet();
        return natural.Count == 0
            ? null
            : first with
            {
                Context = first.Context with
                {
                    Variables = first.Context.Variables.Map(variable =>
                        natural.Contains(variable)
                            ? variable with
                            {
                                Domain = ((Integers)variable.Domain) with { Lower = Term.Zero },
                            }
                            : variable
                    ),
                },
                Note = "with 0 among the natural numbers",
                IsEven = true,
            };
    }

    // "For $n = 0, 1, 2, \dots$".
    private static bool CountsFromZero(InlineStatement inline, Nearby near, string name) =>
        inline.Section == near.Section
        && inline.Offset < near.Words.AfterEnd
        && Names
            .Nodes(inline.Formula)
            .OfType<Chain>()
            .Any(chain =>
                chain is { Operands: [var left, Numeral { Digits: "0" }, ..], Relations: [{ Symbol: "=" }, ..] }
                && Names.IsName(left)
                && Names.Of(left) == name
            );

    // n \ge 0, 0 \le n, n \in \{0, 1, 2\}, n = 0.
    private static bool AdmitsZero(Chain chain, string name) =>
        chain.Operands.Any(operand => Names.IsName(operand) && Names.Of(operand) == name)
        && chain.Operands.Any(operand =>
            operand is Numeral { Digits: "0" } or Additive { Terms: [{ Sign: "-", Term: Numeral }] }
            || operand is Delimited { Content: Listing { Items: var items } }
                && items.Any(item => item is Numeral { Digits: "0" } or Additive)
        );

    private static bool IsCapital(string name) =>
        name.Split('_')[0].Replace("\\mathbf{", "").Replace("\\boldsymbol{", "").TrimStart('\\', '{')
            is [>= 'A' and <= 'Z', ..];

    // A bound that lets a name be less.
    private static bool IsBelow(Chain chain, string name, Rational least) =>
        chain is { Operands: [var left, var right], Relations: [{ Symbol: ">" or "\\geq" }] }
        && Names.IsName(left)
        && Names.Of(left) == name
        && (
            right is Numeral { Digits: var digits } && Rational.TryParse(digits, out var end) && end < least
            || right is Additive { Terms: [{ Sign: "-", Term: Numeral }] }
        );

    // "Now allow $x$ to be negative", "if $x$ is any real number", after "$x > 0$" of a section before.
    private Reading? Widened(Nearby near, Reading first)
    {
        var said = $"{near.Words.Before} {near.Words.Inside} {near.Words.AfterSentence}";
        // "For all real $x \ge -1$" names what it is of.
        var saysWhole = near
            .Words.Lexicon.All(Category.Whole, said)
            .Any(found => said.AsSpan(found.End).TrimStart() is not ['$', ..]);
        var wider = first
            .Context.Variables.Where(variable =>
                variable.Provenance == Provenance.Text
                && _scope.Declaration(variable.Name) is { Provenance: Provenance.Text, Domain: var domain }
                && domain != Domain.Real
                && _surroundings.Mentions.Of(variable.Name) is var mentions
                && (
                    saysWhole
                    || IsSaidLater(mentions, near, domain)
                    || IsSaidElsewhere(mentions, near)
                    || IsSaidInBlock(mentions, near)
                    || IsBoundAnew(variable.Name, domain, near)
                    || mentions
                        .SkipWhile(mention => !mention.IsRelation && mention.Numbers is null)
                        .Skip(1)
                        .Any(mention =>
                            mention.Inline.Offset < near.Words.At
                            && (
                                mention.RangesAnew
                                || mention.Numbers is { } numbers && !Definitions.Within(numbers, domain)
                            )
                        )
                )
            )
            .ToHashSet();
        return wider.Count == 0 ? null
            : wider.FirstOrDefault(variable => variable.Domain is not (RealInterval or Finite)) is { Name: var counted }
                ? Open($"all values of {counted}", $"over which values {counted} ranges")
            : first with
            {
                Context = first.Context with
                {
                    Variables =
                    [
                        .. first.Context.Variables.Select(variable =>
                            wider.Contains(variable)
                                ? variable with
                                {
                                    Domain = Domain.Real,
                                    Provenance = Provenance.Guessed,
                                }
                                : variable
                        ),
                    ],
                },
                Note = $"of all values of {string.Join(", ", wider.Select(variable => variable.Name))}",
                IsEven = true,
            };
    }

    // "Let $u > 4$. … Now suppose that $0 < u < 1$", "this time $u$ belongs to $(0, 1)$", "we no longer assume $|v| \le 1$".
    private bool IsBoundAnew(string name, Domain domain, Nearby near)
    {
        var before = _surroundings.Inline.Where(inline => inline.Offset < near.Words.At).ToList();
        var first = before.FindIndex(inline => inline.Formula is Chain chain && chain.Operands.Any(IsIt));
        for (var at = first + 1; first >= 0 && at < before.Count; at++)
        {
            var inline = before[at];
            var isBound =
                inline.Formula is Chain chain
                && chain.Operands.Any(operand =>
                    IsIt(operand) || operand is Delimited { Open: "|", Content: var size } && IsIt(size)
                );
            if (
                isBound
                    && (
                        !IsImplied((Chain)inline.Formula) || Suppositions.Doubt(_surroundings.Prose, inline) is not null
                    )
                || TermBuilder.IsInterval(inline.Formula)
                    && IsIt(before[at - 1].Formula)
                    && before[at - 1].Offset >= inline.Offset - inline.Sentence.Length
            )
            {
                return true;
            }
        }

        return false;

        bool IsIt(Expression operand) => Names.IsName(operand) && Names.Of(operand) == name;

        // u > 2 of a u in (4, \infty), and the like of both sides.
        bool IsImplied(Chain chain)
        {
            for (var at = 0; at < chain.Relations.Count; at++)
            {
                var (left, sign, right) = (chain.Operands[at], chain.Relations[at].Symbol, chain.Operands[at + 1]);
                // "For all $p \in (0, 1)$" again, and what says nothing of a range.
                if (
                    !IsIt(left) && !IsIt(right)
                    || sign is "=" or "\\neq"
                    || sign == "\\in"
                        && (TermBuilder.DomainOf(right) is not { } said || Definitions.Within(domain, said))
                )
                {
                    continue;
                }

                if (
                    (IsIt(left) ? right : left) is not Numeral { Digits: var digits }
                    || !Rational.TryParse(digits, out var end)
                    || sign is not ("<" or ">" or "\\leq" or "\\geq")
                    || !Definitions.Within(
                        domain,
                        (sign is ">" or "\\geq") == IsIt(left)
                            ? new RealInterval(end, sign is "\\geq" or "\\leq", null, false)
                            : new RealInterval(null, false, end, sign is "\\geq" or "\\leq")
                    )
                )
                {
                    return false;
                }
            }

            return true;
        }
    }

    // "For $x > 0$ we have", in passing, in another section.
    private static bool IsSaidElsewhere(IReadOnlyList<Mention> mentions, Nearby near) =>
        mentions.Where(mention => mention.IsRelation || mention.Numbers is not null).ToList() is { Count: > 0 } said
        && said.TrueForAll(mention => mention.IsInPassing && mention.Inline.Section != near.Section);

    // "Exercise 1. Let $0 < p < 1$", and then exercise 2; "let $n \ge 4$ in this example", and then another section.
    private bool IsSaidInBlock(IReadOnlyList<Mention> mentions, Nearby near) =>
        mentions
            .Where(mention =>
                (mention.IsRelation || mention.Numbers is not null) && mention.Inline.Offset < near.Words.AfterEnd
            )
            .ToList()
            is { Count: > 0 } said
        && said.TrueForAll(mention =>
            _surroundings.Blocks.HasEnded(mention.Inline.Offset, near.Words.At)
            || mention.Inline.Section != near.Section
                && _surroundings.Prose.Lexicon.Has(
                    Category.LocalScope,
                    $"{mention.Inline.Sentence} {SymbolWords.After(_surroundings.Prose.Text, mention.Inline.Offset + 1)}"
                )
        );

    // A range that only later words give, or that earlier ones did not have.
    private static bool IsSaidLater(IReadOnlyList<Mention> mentions, Nearby near, Domain domain) =>
        mentions.Any(mention => mention.IsRelation || mention.Numbers is not null)
        && (
            mentions
                .Where(mention => mention.IsRelation || mention.Numbers is not null)
                .All(mention => mention.Inline.Offset >= near.Words.AfterEnd)
            || mentions.Any(mention =>
                mention is { IsRelation: false, Numbers: { } numbers }
                && mention.Inline.Offset < near.Words.At
                && !Definitions.Within(numbers, domain)
            )
        );

    // "Let $f$ be an arbitrary function", "now let $f(x) = x^3$" after a definition of f.
    private string? MeansOtherwise(Equation equation, Reading first)
    {
        foreach (
            var definition in first.Context.Definitions.Where(definition => definition.Provenance == Provenance.Text)
        )
        {
            var name = definition.Name.Split('@')[0];
            if (
                _scope.Definitions(name).LastOrDefault(version => version.Ordinal <= equation.Ordinal)
                is not { } version
            )
            {
                continue;
            }

            foreach (
                var inline in _surroundings.Inline.Where(inline =>
                    inline.Ordinal >= version.Ordinal && inline.Ordinal < equation.Ordinal
                )
            )
            {
                var isNew = inline.Formula
                    is Chain { Operands: [var left, var right, ..], Relations: [{ Symbol: "=" or ":=" }, ..] }
                    ? IsOf(left, name)
                        && !right.Equals(version.Body)
                        && !(Names.IsName(right) || Questioned.IsNumber(right))
                    : Names.IsName(inline.Formula)
                        && Names.Of(inline.Formula) == name
                        && version.IsFunction
                        && _surroundings.Prose.Lexicon.Has(
                            Category.SymbolIs,
                            SymbolWords.After(_surroundings.Prose.Text, inline.Offset + 1)
                        )
                        && _surroundings.Prose.Lexicon.Has(Category.NumberLead, inline.Sentence.TrimEnd());
                if (isNew)
                {
                    return name;
                }
            }
        }

        return null;

        static bool IsOf(Expression left, string name) =>
            left is Application { Head: var head }
                ? Names.Of(head) == name
                : Names.IsName(left) && Names.Of(left) == name;
    }

    // A function with a meaning of its own that a formula of the document says something of: a definition, or a claim.
    private string? IsBuiltIn(Equation equation, Step step) =>
        Names
            .Nodes(step.Left)
            .Concat(Names.Nodes(step.Right))
            .OfType<Application>()
            .Select(application => application.Head)
            .Where(head =>
                head is Identifier { Name: var name }
                && KnownFunctions.Named(name) is not null
                && _scope
                    .Definitions(Names.Of(head))
                    .Any(version => version.Ordinal < equation.Ordinal && version.IsFunction)
            )
            .Select(Names.Of)
            .FirstOrDefault();

    // p(y) after p(x) = e^{-x}: the letters of laws say whose density it is by what stands in their brackets.
    private static string? OtherDensity(Nearby near, Step step, Reading first) =>
        near.Words.Lexicon.Has(Category.Density, near.Words.OfSection)
            ? Names
                .Nodes(step.Left)
                .Concat(Names.Nodes(step.Right))
                .OfType<Application>()
                .Where(application =>
                    application is { Head: Identifier { Name: "p" or "q" or "f" or "P" or "\\pi" or "\\rho" } }
                    && Names.IsName(Inside(application))
                    && first.Context.Definitions.Any(definition =>
                        definition.Name.Split('@')[0] == Names.Of(application.Head)
                        && definition.Parameters is [var own]
                        && own != Names.Of(Inside(application))
                    )
                )
                .Select(application => application.ToString())
                .FirstOrDefault()
            : null;

    private static Expression Inside(Application application) =>
        application.Argument is Delimited { Content: var content } ? content : application.Argument;

    // The claim where a name means what everybody means by it, or is free, although the document defines it.
    private Reading Without(
        string name,
        string words,
        EquationNote? note,
        Nearby near,
        Step step,
        Func<string?, TermBuilder> another
    )
    {
        try
        {
            return Build(another(name), note, near, step, words, out _) with { IsEven = true };
        }
        catch (NotUnderstood)
        {
            return Open(words, name);
        }
    }

    private bool IsInstance(int ordinal) =>
        _surroundings.Of(ordinal).Words is var words
        && (
            words.Lexicon.Has(Category.Instance, words.Sentence) || words.Lexicon.Has(Category.Example, words.Sentence)
        );

    // x = 4, \quad 2 x + y = 8: what a display gives a value, and "p = a = b" of a p that formulas before speak of, is nowhere shown
    // to be that.
    private string? GivenBeside(Equation equation, Step step, Reading first)
    {
        var given = first
            .Context.Definitions.Where(definition =>
                definition.Provenance == Provenance.Text
                && definition.Body.FreeNames().All(definition.Parameters.Contains)
            )
            .Select(definition => (Name: definition.Name.Split('@')[0], IsValue: definition.Parameters.Count == 0))
            .Where(given =>
                _scope.Definitions(given.Name).Where(version => version.Provenance == Provenance.Text).ToList()
                    is var versions
                && (
                    given.IsValue && versions.Exists(version => version.Ordinal == equation.Ordinal)
                    // "From $x^2 = 9$ we conclude $x = 3$", "For example, take $f(x) = x^2$": what is only given later.
                    || versions.Exists(version =>
                        version.Ordinal > equation.Ordinal && (given.IsValue || IsInstance(version.Ordinal))
                    ) && !versions.Exists(version => version.Ordinal < equation.Ordinal)
                )
            )
            .Select(given => given.Name)
            .FirstOrDefault();
        if (given is not null)
        {
            return given;
        }

        return
            first.Context.Variables.Count == 0
            && step.Statement.Formula is Chain { Operands: [var left, _, _, ..], Relations: [{ Symbol: "=" }, ..] }
            && Names.IsName(left)
            && !step.Left.Equals(left)
            && _surroundings
                .Displays.Where(display => display.Ordinal < equation.Ordinal)
                .Select(display => display.Formula)
                .Concat(
                    _surroundings
                        .Inline.Where(inline => inline.Ordinal < equation.Ordinal && inline.Formula is Chain)
                        .Select(inline => inline.Formula)
                )
                .Any(formula =>
                    Names.Nodes(formula).Contains(left)
                    && !(formula is Chain { Operands: [var defined, ..] } && defined.Equals(left))
                )
            ? Names.Of(left)
            : null;
    }

    // "For example A = …", and then "the trace of a matrix is": names with a value of their own, where the claim speaks of all
    // things of a kind, or does not go on from the example.
    private IReadOnlyList<string> OfOneThing(Equation equation, Nearby near, Reading first)
    {
        var isGeneric = IsGeneric(near);
        return
        [
            .. first
                .Context.Definitions.Where(definition =>
                    definition.Provenance == Provenance.Text
                    && definition.Body.FreeNames().All(definition.Parameters.Contains)
                    && _scope
                        .Definitions(definition.Name.Split('@')[0])
                        .LastOrDefault(version => version.Ordinal < equation.Ordinal)
                        is { Ordinal: > 0 } version
                    && (
                        isGeneric
                        || _surroundings.Of(version.Ordinal) is var given
                            && (
                                given.Words.Lexicon.Has(
                                    Category.Instance,
                                    $"{given.Words.Heading} {given.Words.Before}"
                                )
                            )
                            && (given.Section != near.Section || !Antecedents.AreDrawnOn(near.Words))
                    )
                )
                .Select(definition => definition.Name.Split('@')[0])
                .Distinct(),
        ];
    }

    // The law was said before the claim's own sentence, of some quantity.
    private bool IsOfLawBefore(Equation equation, EquationNote? note, Nearby near) =>
        RandomnessAt(equation, note).Laws.Any()
        && !_surroundings.Inline.Exists(inline =>
            inline.Offset >= near.Words.PremiseStart
            && inline.Offset < near.Words.At
            && Names
                .Nodes(inline.Formula)
                .OfType<Chain>()
                .Any(chain => chain.Relations.Any(relation => relation.Symbol == "\\sim"))
        );

    private static bool IsGeneric(Nearby near) => near.Words.Lexicon.Has(Category.Generic, near.Words.Sentence);

    // "With $p = 1/2$ we have …" and then "in general": a number that was given for an example.
    private string? ValueOfExample(Equation equation, Nearby near, Reading first) =>
        first
            .Context.Definitions.Where(definition =>
                definition is { Provenance: Provenance.Text, Parameters.Count: 0 }
                && definition.Body.FreeNames().Count == 0
            )
            .Select(definition => definition.Name.Split('@')[0])
            .FirstOrDefault(name =>
                GivenAt(name, equation, near) is { } given
                && given < near.Words.At
                && near.Words.Lexicon.Has(Category.Generality, _surroundings.Prose.Text[given..near.Words.At])
            );

    // Where the text gives a name its value, the last time before a display.
    private int? GivenAt(string name, Equation equation, Nearby near) =>
        _surroundings
            .Inline.Where(inline =>
                inline.Offset < near.Words.At
                && inline.Formula is Chain { Operands: [var left, ..], Relations: [{ Symbol: "=" or ":=" }, ..] }
                && Names.IsName(left)
                && Names.Of(left) == name
            )
            .Select(inline => (int?)inline.Offset)
            .Concat(
                _scope
                    .Definitions(name)
                    .Where(version => version.Ordinal > 0 && version.Ordinal < equation.Ordinal)
                    .Select(version => (int?)_surroundings.Of(version.Ordinal).Words.At)
            )
            .Max();

    // How many random quantities with laws of their own it has.
    private int DrawsOf(Equation equation, EquationNote? note, Step step)
    {
        var names = RandomnessAt(equation, note).Laws.SelectMany(law => law.Names).ToList();
        return Names
            .Nodes(step.Left)
            .Concat(Names.Nodes(step.Right))
            .Where(node => Names.IsName(node) && names.Exists(name => Randomness.Same(name, node)))
            .Select(Names.Of)
            .Distinct()
            .Count();
    }

    private bool SaysIndependent(Nearby near) =>
        Sentences
            .Of(near.Words.OfSection)
            .Select(sentence => near.Words.OfSection[sentence.Start..sentence.End])
            .LastOrDefault(sentence => _surroundings.Prose.Lexicon.Has(Category.Independence, sentence))
            is { } said
            // "Let us give up independence".
            && !_surroundings.Prose.Lexicon.Has(Category.ConditionDoubt, said)
        || _surroundings.Prose.Lexicon.Find(Category.OneLaw, near.Words.OfSection) is { Phrase: "iid" or "i.i.d" };
}
