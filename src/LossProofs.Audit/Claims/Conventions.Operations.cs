// "We write $a \cdot b$ for the greater of the two": operations that the running text shows and names.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class Conventions
{
    // "We write $a \cdot b$ for the greater of the two": products of a and b are no products.
    private string? OfOperations(List<Expression> nodes, Step step) =>
        (_operations ??= [.. Operations()])
            .Find(said =>
                said.Operation == step.Relation || nodes.Exists(node => OperationSigns.Uses(node, said.Operation))
            )
            .Words;

    private IEnumerable<(string Operation, string Words)> Operations()
    {
        foreach (var inline in surroundings.Inline)
        {
            var (shown, meaning) = inline.Formula switch
            {
                // "Superscripts are falling factorials: $x^n = x (x - 1) \cdots (x - n + 1)$".
                Chain { Operands: [var sign, { } value], Relations: [{ Symbol: "=" or ":=" }] } => (sign, value),
                var formula => (formula, null),
            };
            if (OperationSigns.Shown(shown) is not { } operation)
            {
                continue;
            }

            var before = inline.Sentence[(inline.Sentence.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..];
            var behind = SymbolWords.After(surroundings.Prose.Text, inline.Offset + 1);
            if (meaning is not null)
            {
                if (
                    Lexicon.Has(Category.NotationSaid, $"{inline.Sentence} {behind}")
                    && meaning is not Numeral
                    && !Names.IsName(meaning)
                    && !Names.Nodes(meaning).Contains(shown)
                    && !IsUsualMeaning(shown, meaning)
                )
                {
                    yield return (operation, inline.Formula.ToString());
                }
            }
            else if (
                (
                    Lexicon.Has(Category.NotationSaid, before)
                    || Lexicon.Has(Category.NotationSaid, behind)
                    || Lexicon.Has(Category.Introduction, before) && Lexicon.Has(Category.SymbolIs, behind)
                ) && (Uncommon(behind) ?? Uncommon(Rest(inline)) ?? Meant(inline)) is { } words
            )
            {
                yield return (operation, words);
            }
        }
    }

    private static string Clause(string words) =>
        words.IndexOfAny([',', ';', ':', '.', '，', '；', '：', '。']) is >= 0 and var end ? words[..end] : words;

    // The words of its sentence behind a formula, beyond other formulas.
    private string Rest(InlineStatement inline)
    {
        var rest = surroundings.Prose.Text[(inline.Offset + 1)..];
        return rest is ['.', ..] ? string.Empty : Sentences.First(rest.Length > Farthest ? rest[..Farthest] : rest);
    }

    // "We write $a b$ for $a^b$": the formula that ends the sentence is what is meant.
    private string? Meant(InlineStatement inline) =>
        surroundings.Inline.Find(next => next.Offset > inline.Offset) is { } following
        && surroundings.Prose.Text[(inline.Offset + 1)..following.Offset] is var between
        && between.AsSpan().IndexOfAny(SymbolWords.ClauseEnds) < 0
        && Sentences.Of(between).Count == 1
        && !IsUsual(following.Formula)
            ? following.Formula.ToString()
            : null;
}
