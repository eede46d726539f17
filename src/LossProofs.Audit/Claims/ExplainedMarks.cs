// "A prime denotes the transpose", "superscripts count the layers", "the upper limit of every sum is excluded": marks that
// words of the document give a meaning of their own.
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;

namespace LossProofs.Audit.Claims;

internal sealed partial class ExplainedMarks(Surroundings surroundings)
{
    private static readonly Category[] s_marks = [Category.PrimeMark, Category.UpperMark, Category.RangeMark];

    private List<(Category Mark, string Words)>? _said;

    /// <summary>The words that explain a mark of the step; null where it has none, or they say what everybody means.</summary>
    /// <param name="step">What is claimed.</param>
    /// <param name="latex">The display.</param>
    public string? Of(Step step, string latex)
    {
        var nodes = Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).ToList();
        return (_said ??= [.. Said()]).Find(said => nodes.Exists(node => Has(node, said.Mark))) is (_, { } words)
            ? words
            : OfFunctions(nodes, latex) ?? Powers().FirstOrDefault(power => nodes.Contains(power))?.ToString();
    }

    private IEnumerable<(Category Mark, string Words)> Said()
    {
        var (text, lexicon) = (surroundings.Prose.Text, surroundings.Prose.Lexicon);
        if (!s_marks.Any(mark => lexicon.Has(mark, text)))
        {
            yield break;
        }

        // Where superscripts stand in parentheses, words speak of those.
        var apart = surroundings
            .Formulas.SelectMany(Names.Nodes)
            .Any(node => node is Scripted { Superscript: Delimited });
        foreach (var (start, end) in Sentences.Of(text))
        {
            var sentence = text[start..end];
            foreach (var mark in s_marks.Where(mark => mark != Category.UpperMark || !apart))
            {
                if (
                    lexicon.Find(mark, sentence) is { Phrase: var phrase }
                    && lexicon.Has(Category.MarkMeaning, sentence)
                )
                {
                    yield return (mark, phrase);
                }
            }
        }
    }

    // "$f^2$ means $f$ applied twice": nobody explains a power.
    private IEnumerable<Expression> Powers() =>
        surroundings
            .Inline.Where(inline =>
                inline.Formula
                    is Chain
                    {
                        Operands: [Scripted { Superscript: Numeral }, Product { Factors: [_, { Link: "\\circ" }, ..] }]
                    }
                || inline.Formula
                    is Scripted { Superscript: Numeral or Identifier { Name: not ("T" or "\\top" or "*") } }
                    && surroundings.Prose.Lexicon.Find(
                        Category.MarkMeaning,
                        SymbolWords.After(surroundings.Prose.Text, inline.Offset + 1)
                    )
                        is { Start: <= 1 }
            )
            .Select(inline => inline.Formula is Chain chain ? chain.Operands[0] : inline.Formula);

    // "The second iterate", "the arc tangent": f^2(x) and \tan^{-1} x are no powers.
    private string? OfFunctions(List<Expression> nodes, string latex) =>
        nodes.Exists(node => node is Application { Head: Scripted { Superscript: not null } })
        || InverseOfKnown().IsMatch(latex)
            ? surroundings.Prose.Lexicon.Find(Category.FunctionPower, surroundings.Prose.Text)?.Phrase
            : null;

    [GeneratedRegex(@"\\(sin|cos|tan|cot|sec|csc|sinh|cosh|tanh)\s*\^\s*\{?\s*-")]
    private static partial Regex InverseOfKnown();

    private static bool Has(Expression node, Category mark) =>
        mark switch
        {
            Category.PrimeMark => node is Scripted { Primes: > 0 },
            Category.UpperMark => node
                is Scripted { Base: Identifier { Name: not "e" }, Superscript: Numeral or Identifier },
            _ => node is BigOperator { Upper: not null },
        };
}
