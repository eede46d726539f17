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
        Func<TermBuilder> another
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

        if (WithZero(near, first) is { } withZero)
        {
            yield return withZero;
        }

        if (MeansOtherwise(equation, first) is { } other)
        {
            yield return Open($"another {other}, which the text speaks of since", other);
        }

        if (IsBuiltIn(equation, step) is { } known)
        {
            yield return Open($"{known} as everybody means it", known);
        }

        if (OtherSetting.Said(_surroundings, near, equation, step, first.Context.Variables.Count == 0) is { } setting)
        {
            yield return Open($"a formula in a setting of its own ('{setting}')", "its role (claim)");
        }

        if (RedefinedInWords.Redefined(_surroundings, near, step, first.Context) is { } redefined)
        {
            yield return Open($"another {redefined}, which its words speak of", redefined);
        }

        if (
            first
                .Context.Variables.Where(variable =>
                    variable is { Provenance: Provenance.Guessed, Dimensions.Count: 0 } && IsCapital(variable.Name)
                )
                .Select(variable => variable.Name)
                .ToList()
                is { Count: > 1 } capitals
            && near.Words.Lexicon.Has(Category.Noncommuting, near.Words.OfSection)
        )
        {
            yield return Open("about matrices, which need not commute", string.Join(", ", capitals));
        }

        if (near.Words.Lexicon.Find(Category.Revision, near.Words.Before) is { Phrase: var revised })
        {
            yield return Open($"about what words have changed ('{revised}')", "its role (claim)");
        }

        isOfLaw |= first.Context.Variables.Any(variable =>
            variable is { Domain: ProbabilityVector, Provenance: not Provenance.Declared }
        );
        if (isOfLaw && near.Words.Lexicon.Has(Category.NoLaw, near.Words.OfSection))
        {
            yield return Open("weights that are no probabilities", "what they are");
        }

        if (near.Words.MentionsBase && first.Proposition is Terms.Comparison)
        {
            var written = $"{step.Left} {step.Right}";
            var isNatural = written.Contains("\\ln", StringComparison.Ordinal);
            if (isNatural && written.Contains("\\log", StringComparison.Ordinal))
            {
                yield return Open("logarithms to another base than e beside natural ones", "the base");
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

    private static Reading Open(string note, string what) => Unknown(note, $"it may mean {note}: declare {what}", true);

    // "with equality if and only if $x = 1$", "unless $x > 0$": the claim without what its words may only mention.
    private Reading? WithoutMentioned(
        EquationNote? note,
        Nearby near,
        Step step,
        Reading first,
        Func<TermBuilder> another
    )
    {
        var inside = near.Words.Lexicon.Has(Category.ConditionDoubt, near.Words.Inside);
        if (near.Mentioned.Count == 0 && !(inside && step.Statement.Conditions.Count > 0))
        {
            return null;
        }

        const string words = "without a condition that its words may only mention";
        try
        {
            var reading = Build(
                another(),
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
            // "For $n \\ge -2$" of a length, "for $x := -1$".
            .Concat(
                first
                    .Context.Variables.Where(variable =>
                        variable is { Provenance: Provenance.Guessed, Domain: Integers { Lower: Number(var least) } }
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

    // "For all $n \\in \\mathbb{N}$": some count 0 among the natural numbers.
    private Reading? WithZero(Nearby near, Reading first)
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

    // "For $n = 0, 1, 2, \\dots$".
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
        var wider = first
            .Context.Variables.Where(variable =>
                variable.Provenance == Provenance.Text
                && _scope.Declaration(variable.Name) is { Provenance: Provenance.Text, Domain: var domain }
                && domain != Domain.Real
                && _surroundings.Mentions.Of(variable.Name) is var mentions
                && mentions
                    .SkipWhile(mention => !mention.IsRelation && mention.Numbers is null)
                    .Skip(1)
                    .Any(mention =>
                        mention.Inline.Offset < near.Words.At
                        && (
                            mention.RangesAnew || mention.Numbers is { } numbers && !Definitions.Within(numbers, domain)
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
            .Select(head => head.ToString())
            .FirstOrDefault();

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
        _surroundings.Prose.Lexicon.Has(Category.Independence, near.Words.OfSection)
        || _surroundings.Prose.Lexicon.Has(Category.Independence, _surroundings.Prose.Text);
}
