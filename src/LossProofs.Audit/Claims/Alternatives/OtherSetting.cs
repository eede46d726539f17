// "In Boolean algebra", "angles are in degrees", "all numbers are positive", "in a field of three elements".
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words that say of everything in a document, or of what a sentence is about, that it is no real number as usual.</summary>
internal sealed class OtherSetting : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        Said(claim.Surroundings, claim.Near, claim.Equation, claim.Step, claim.IsClosed) is { } said
            ? [Nothing($"a formula in a setting of its own ('{said}')")]
            : [];

    /// <summary>What says so; null where nothing does.</summary>
    public static string? Said(Surroundings surroundings, Nearby near, Equation equation, Step step, bool isClosed)
    {
        var lexicon = surroundings.Prose.Lexicon;
        var nodes = Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).ToList();
        var words = near.Words.Before + near.Words.AfterSentence + near.Words.Inside;
        return lexicon.Find(Category.OtherSetting, surroundings.Prose.Text)?.Phrase
            ?? lexicon.Find(Category.OtherAlgebra, words)?.Phrase
            ?? (nodes.Exists(IsImaginary) ? null : lexicon.Find(Category.ComplexKind, words)?.Phrase)
            ?? OtherNumbers(surroundings, near, equation, nodes.Exists(IsImaginary))?.ToString()
            ?? (nodes.Exists(IsFence) ? lexicon.Find(Category.FenceMeaning, surroundings.Prose.Text)?.Phrase : null)
            ?? (
                nodes.Exists(node => IsFence(node) && node is not Delimited { Open: "|" })
                    ? lexicon.Find(Category.BracketMeaning, surroundings.Prose.Text)?.Phrase
                    : null
            )
            ?? OwnOperation(surroundings, nodes)
            ?? (isClosed && nodes.TrueForAll(IsArithmetic) ? Unplain(lexicon, near.Words.Sentence) : null);
    }

    private static bool IsImaginary(Expression node) => node is Identifier { Name: "i" or "j" or "\\mathrm{i}" };

    private static bool IsFence(Expression node) =>
        node
            is Delimited { Open: "[" or "\\{" or "|" }
                or Delimited { Open: "(", Content: Numeral or Fraction or Product or Quotient };

    // "Over $\mathbb{F}_2$", "in $\mathbb{Z}_5$": a set that is none of numbers, of expectations or of probabilities.
    private static Expression? OtherNumbers(
        Surroundings surroundings,
        Nearby near,
        Equation equation,
        bool isComplex
    ) =>
        surroundings
            .Inline.Where(inline => inline.Section == near.Section && inline.Ordinal == equation.Ordinal - 1)
            .Select(inline => inline.Formula)
            .FirstOrDefault(formula =>
                Names
                    .Nodes(formula)
                    .Any(node =>
                        node
                            is Identifier
                                {
                                    Style: LetterStyle.Blackboard,
                                    Name: "F" or "H" or "K" or "Q" or "T" or "O"
                                }
                                or Scripted
                                {
                                    Base: Identifier { Style: LetterStyle.Blackboard, Name: "Z" },
                                    Subscript: Numeral { Digits: not "0" }
                                }
                                or Quotient { Numerator: Identifier { Style: LetterStyle.Blackboard, Name: "Z" } }
                        || !isComplex && node is Identifier { Style: LetterStyle.Blackboard, Name: "C" }
                    )
            );

    // "With the new product $a * b = a + b + ab$": a sign between operands that an inline formula gives a meaning.
    private static string? OwnOperation(Surroundings surroundings, List<Expression> nodes)
    {
        var signs = Signs(nodes).ToHashSet(StringComparer.Ordinal);
        return signs.Count == 0
            ? null
            : surroundings
                .Inline.Where(inline => inline.Formula is Chain { Operands: [not Identifier, ..] })
                .SelectMany(inline => Signs([((Chain)inline.Formula).Operands[0]]))
                .FirstOrDefault(signs.Contains);

        static IEnumerable<string> Signs(IEnumerable<Expression> nodes) =>
            nodes
                .OfType<Product>()
                .SelectMany(product => product.Factors.Select(factor => factor.Link))
                .Concat(nodes.OfType<Additive>().SelectMany(sum => sum.Terms.Select(term => term.Sign)))
                .Where(sign => sign is not ("" or "+" or "-" or "\\cdot" or "\\times"));
    }

    private static bool IsArithmetic(Expression node) =>
        node is Numeral or Additive or Product or Quotient or Fraction or Delimited;

    // "In octal,", "on a clock with twelve hours,", "bytes wrap around": numbers alone say nothing of what they are.
    private static string? Unplain(Lexicon lexicon, string words) =>
        lexicon.Without(words, Category.Plain, Category.Harmless, Category.Connective, Category.Denial) is var rest
        && rest.Any(char.IsLetter)
            ? string.Join(
                ' ',
                rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetter))
            )
            : null;
}
