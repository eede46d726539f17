// The equations above a claim that it may follow from: "Combining (1) and (2) gives …" is a step, which is checked as one.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;

namespace LossProofs.Audit.Claims;

/// <summary>An equation of the document that is laid down, and neither defines a name nor is said to follow.</summary>
/// <param name="Source">The tag, label or number of the display that has it.</param>
/// <param name="Equation">As written.</param>
internal sealed record Antecedent(string Source, Chain Equation);

internal static class Antecedents
{
    // Displays that are looked at, from the claim upwards, and equations that are taken from them.
    private const int MostDisplays = 12;
    private const int MostEquations = 8;

    // A section goes on from the one before it.
    private const int MostSections = 1;

    /// <summary>Whether the words say that a claim is drawn from what stands before it.</summary>
    public static bool AreDrawnOn(Vicinity words) => words.Has(Category.Drawing) || words.Has(Category.Result);

    /// <summary>
    /// What a step may be drawn from, the nearest first. An equation that is itself said to follow, to hold in general, or to
    /// hold in a case only, is none: nothing may rest on it.
    /// </summary>
    public static IReadOnlyList<Antecedent> Of(
        Equation equation,
        Step step,
        Document document,
        Surroundings surroundings,
        Scope scope
    )
    {
        var near = surroundings.Of(equation);
        var claimed = (step.Left, step.Right);
        var written = new List<Antecedent>();
        foreach (
            var (ordinal, formula) in surroundings
                .Displays.Where(display => display.Ordinal < equation.Ordinal)
                .Reverse()
                .Take(MostDisplays)
                .TakeWhile(display => near.Section - surroundings.Section(display.Ordinal) <= MostSections)
        )
        {
            if (!IsLaidDown(surroundings.Of(ordinal), near, isNext: ordinal == equation.Ordinal - 1))
            {
                continue;
            }

            var display = document.Equations.First(other => other.Ordinal == ordinal);
            var source = display.Tag ?? display.Label ?? $"#{ordinal}";
            written.AddRange(
                WrittenStatement
                    .Of(formula)
                    .Where(statement => statement.Limit is null)
                    .Select(statement => statement.Formula)
                    .OfType<Chain>()
                    .SelectMany(Equations)
                    .Select(chain => new Antecedent(source, chain))
            );
        }

        // "Demand equals supply, $m_t^d = m_t$".
        written.AddRange(
            surroundings
                .Inline.Where(inline =>
                    inline.Section == near.Section
                    && inline.Offset < near.Words.At
                    && IsLaidDown(inline, surroundings.Prose.Lexicon)
                )
                .Reverse()
                .SelectMany(inline => inline.Formula is Chain chain ? Equations(chain) : [])
                .Select(chain => new Antecedent($"'{chain}'", chain))
        );
        var found = written
            .Where(antecedent => !IsDefinition(antecedent.Equation, scope) && !IsClaim(antecedent.Equation))
            .Take(MostEquations)
            .ToList();
        // An equation for every t holds at t + 1.
        return
        [
            .. found,
            .. found.SelectMany(antecedent =>
                Neighbours(antecedent.Equation)
                    .Where(shifted => !IsDefinition(shifted, scope) && !IsClaim(shifted))
                    .Select(shifted => antecedent with { Equation = shifted })
            ),
        ];

        bool IsClaim(Chain chain) =>
            claimed.Equals((chain.Operands[0], chain.Operands[1]))
            || claimed.Equals((chain.Operands[1], chain.Operands[0]));
    }

    // "The law of motion is", "we assume that", without a word that concludes, claims or denies; what is supposed for a while,
    // or in a case, reaches the next display only.
    private static bool IsLaidDown(Nearby near, Nearby claim, bool isNext)
    {
        var words = near.Words;
        var lexicon = words.Lexicon;
        return !near.IsAbsurd
            && !words.Has(Category.Drawing)
            && !words.Has(Category.Result)
            && !words.Has(Category.Assertion)
            && !words.Has(Category.Denial)
            && !lexicon.Has(Category.Theorem, $"{words.Heading} {words.Before}")
            && !words.Has(Category.Elsewhere)
            && !lexicon.Has(Category.Claiming, words.Sentence)
            && !lexicon.Has(Category.Example, words.Before)
            && (
                isNext
                || near.Section == claim.Section
                || !words.Has(Category.Assumption) && !words.Has(Category.Condition)
            )
            && (
                isNext && near.Section == claim.Section
                || !near.IsSpecial && !lexicon.Has(Category.IfClause, words.Sentence)
            );
    }

    private static bool IsLaidDown(InlineStatement inline, Lexicon lexicon) =>
        inline.Formula is Chain { Relations: [{ Symbol: "=" }], Operands: [not Missing, not (Missing or Numeral)] }
        && !lexicon.Has(Category.IfClause, inline.Sentence)
        && !lexicon.Has(Category.Hypothetical, inline.Sentence)
        && !lexicon.Has(Category.Claiming, inline.Sentence)
        && !lexicon.Has(Category.Drawing, inline.Sentence)
        && !lexicon.Has(Category.Denial, inline.Sentence);

    // The equation at t + 1 and at t − 1, for a letter that stands below names only.
    private static IEnumerable<Chain> Neighbours(Chain chain)
    {
        var below = Names
            .Nodes(chain)
            .OfType<Scripted>()
            .Select(node => node.Subscript is { } index ? Counted(index) : null)
            .OfType<(Expression Letter, int Offset)>()
            .Select(index => index.Letter)
            .Distinct()
            .ToList();
        if (below is not [var letter] || Names.Nodes(WithoutIndices(chain)).Contains(letter))
        {
            yield break;
        }

        foreach (var by in (int[])[1, -1])
        {
            if (Shifted(chain) is Chain shifted)
            {
                yield return shifted;
            }

            Expression Shifted(Expression node) =>
                node is Scripted { Subscript: { } index } name && Counted(index) is var (_, offset)
                    ? name with
                    {
                        Subscript = At(letter, offset + by),
                    }
                    : node.MapChildren(Shifted);
        }

        static Expression WithoutIndices(Expression node) =>
            node is Scripted { Subscript: { } index } name && Counted(index) is not null
                ? (name with { Subscript = null }).MapChildren(WithoutIndices)
                : node.MapChildren(WithoutIndices);
    }

    // t, t + 1, t − 1.
    private static (Expression Letter, int Offset)? Counted(Expression index) =>
        index switch
        {
            Identifier { Style: LetterStyle.Plain, Name: [>= 'a' and <= 'z'] } => (index, 0),
            Additive
            {
                Terms: [
                    { Sign: "", Term: Identifier letter },
                    { Sign: var sign, Term: Numeral { Digits: [var digit] } },
                ]
            } when char.IsAsciiDigit(digit) && sign is "+" or "-" => (letter, sign == "+" ? digit - '0' : '0' - digit),
            _ => null,
        };

    private static Expression At(Expression letter, int offset) =>
        offset == 0
            ? letter
            : new Additive([
                new Addend("", letter),
                new Addend(
                    offset > 0 ? "+" : "-",
                    new Numeral(Math.Abs(offset).ToString(System.Globalization.CultureInfo.InvariantCulture))
                ),
            ]);

    // a = b = c says a = b and b = c.
    private static IEnumerable<Chain> Equations(Chain chain) =>
        Enumerable
            .Range(0, chain.Relations.Count)
            .Where(at =>
                chain.Relations[at].Symbol == "="
                && chain.Operands[at] is not Missing
                && chain.Operands[at + 1] is not Missing
            )
            .Select(at => new Chain([chain.Operands[at], chain.Operands[at + 1]], [chain.Relations[at]]));

    // What defines a name is put in wherever the name stands.
    private static bool IsDefinition(Chain chain, Scope scope) =>
        chain.Operands[0] is var left
        && (
            left is Application { Head: var head } ? Names.Of(head)
            : Names.IsName(left) ? Names.Of(left)
            : null
        )
            is { } name
        && (
            scope.Definitions(name).Any()
            || Scope.Family(left, out var family, out _) && scope.Definitions(family).Any()
        );
}
