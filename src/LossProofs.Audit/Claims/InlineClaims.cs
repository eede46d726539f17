// Claims in sentences: formulas of the running text that their sentence asserts. The document is read once more with these as
// displays, by the same rules; what it says of its own displays does not change by it.
using System.Globalization;
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>Finds and reads the formulas in the running text that are claims.</summary>
public static partial class InlineClaims
{
    // A document of which every sentence claims something is judged as far as this.
    private const int MostClaims = 300;

    private static readonly HashSet<string> s_relations = new(StringComparer.Ordinal)
    {
        "=",
        "\\neq",
        "<",
        "\\leq",
        ">",
        "\\geq",
    };

    // What words can say before or after a formula that then is not, or not as it stands, asserted.
    private static readonly Category[] s_doubtsBefore =
    [
        Category.Hypothetical,
        Category.Condition,
        Category.IfClause,
        Category.Assumption,
        Category.Requirement,
        Category.Introduction,
        Category.Observation,
        Category.Denial,
        Category.Elsewhere,
        Category.Contrary,
        Category.Approximate,
    ];

    private static readonly Category[] s_doubtsAfter =
    [
        Category.Hypothetical,
        Category.Requirement,
        Category.Opener,
        Category.PlaceOpener,
        Category.StrictOpener,
        Category.Introduction,
        Category.Denial,
        Category.Elsewhere,
        Category.Approximate,
    ];

    /// <summary>The claims that a document's sentences make; those that only define something are left out.</summary>
    /// <param name="document">The document.</param>
    /// <param name="bindings">What its symbols mean.</param>
    public static Sequence<EquationClaims> Read(Document document, BindingsFile bindings)
    {
        var asserted = Asserted(document);
        if (asserted.Count == 0)
        {
            return [];
        }

        var segments = new List<Segment>();
        var equations = new List<Equation>();
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < document.Segments.Count; at++)
        {
            var ordinal = equations.Count + 1;
            var equation = document.Segments[at] switch
            {
                Display display => display.Equation with { Ordinal = ordinal },
                InlineMath math when asserted.Contains(at) => new Equation(
                    ordinal,
                    null,
                    null,
                    math.Line,
                    math.Line,
                    math.Latex.Trim().TrimEnd('.', ',', ';'),
                    math.Offset
                )
                {
                    Column = math.Column,
                },
                _ => null,
            };
            segments.Add(equation is null ? document.Segments[at] : new Display(equation.Line, equation));
            if (equation is null)
            {
                continue;
            }

            equations.Add(equation);
            if (document.Segments[at] is Display written)
            {
                renamed[Key(written.Equation.Ordinal)] = Key(ordinal);
            }
        }

        var claims = ClaimReader.Read(
            document with
            {
                Segments = segments.ToSequence(),
                Equations = equations.ToSequence(),
            },
            bindings with
            {
                Equations = bindings.Equations.Map(Renamed),
                Sections = bindings.Sections.Map(section => section with { From = Renamed(section.From) }),
            }
        );
        return claims
            .Equations.Where(equation =>
                equation is { Equation.IsInline: true, Role: Role.Claim, Unread: null, Claims.Count: > 0 }
            )
            .Select(
                (equation, at) =>
                    equation with
                    {
                        Equation = equation.Equation with
                        {
                            Ordinal = document.Equations.Count + document.CutOff.Count + at + 1,
                        },
                    }
            )
            .ToSequence();

        // A note on #3 is one on the third display.
        EquationNote Renamed(EquationNote note) =>
            renamed.TryGetValue(note.Key, out var key) ? note with { Key = key } : note;

        static string Key(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"#{ordinal}");
    }

    // The segments that are asserted formulas.
    private static HashSet<int> Asserted(Document document)
    {
        var found = new HashSet<int>();
        if (!document.Segments.Any(segment => segment is InlineMath math && HasRelation().IsMatch(math.Latex)))
        {
            return found;
        }

        var surroundings = new Surroundings(document, new ParserOptions { Macros = document.Macros });
        var prose = surroundings.Prose;
        var places = Enumerable
            .Range(0, document.Segments.Count)
            .Where(at => document.Segments[at] is InlineMath)
            .ToDictionary(at => prose.Offsets[at]);
        InlineStatement? previous = null;
        var goesOn = false;
        var premises = new List<InlineStatement>();
        foreach (var inline in surroundings.Inline)
        {
            if (previous is null || inline.Offset - inline.Sentence.Length > previous.Offset)
            {
                (goesOn, previous) = (false, null);
                premises.Clear();
            }

            var isAsserted =
                IsRelation(inline.Formula)
                && (
                    prose.Lexicon.Has(Category.Claiming, inline.Before)
                    // A list of what is asserted: "we have $a = b$ and $c = d$".
                    || goesOn && previous is not null && IsListed(prose.Text[(previous.Offset + 1)..inline.Offset])
                )
                && !s_doubtsBefore.Any(doubt => prose.Lexicon.Has(doubt, inline.Sentence))
                && premises.TrueForAll(IsDomain)
                && IsLeftAlone(prose, inline.Offset)
                && Prose.Unreadable.In(prose, [inline.Sentence]) is null;
            if (isAsserted && found.Count < MostClaims)
            {
                found.Add(places[inline.Offset]);
            }
            else if (inline.Formula is Chain)
            {
                premises.Add(inline);
            }

            (previous, goesOn) = (inline, isAsserted);
        }

        return found;
    }

    // A relation that can be judged, between sides of which one is more than a name or a number.
    private static bool IsRelation(Expression formula) =>
        formula is Chain chain
        && chain.Relations.All(relation => s_relations.Contains(relation.Symbol))
        && chain.Operands.All(operand => operand is not (Missing or TextRun or Ellipsis or Listing))
        && chain.Operands.Any(operand => operand is not Numeral && !Names.IsName(operand));

    // $x > 0$, $n \in \mathbb{N}$: where the claim is made, and no premise that it rests on.
    private static bool IsDomain(InlineStatement inline) =>
        inline.Formula
            is Chain
            {
                Relations: [{ Symbol: "\\in" or "<" or ">" or "\\leq" or "\\geq" or "\\neq" }],
                Operands: var operands
            }
        && operands.Any(Names.IsName);

    private static bool IsListed(string words) => ListWords().IsMatch(words);

    // It ends a clause, and nothing that its sentence goes on to say limits it: what a verb follows is spoken of, not claimed.
    private static bool IsLeftAlone(ProseReading prose, int offset)
    {
        var rest = Sentences.First(prose.Text[(offset + 1)..Math.Min(prose.Text.Length, offset + 400)]);
        var end = rest.IndexOf(ProseReading.Display, StringComparison.Ordinal);
        rest = end < 0 ? rest : rest[..end];
        var plain = prose.Lexicon.Without(rest, Category.Universal);
        return prose.Text.AsSpan(offset + 1).StartsWith('.')
            || (plain.Length == 0 || plain[0] == ' ' && rest[0] != ' ' || ClauseEnd().IsMatch(plain))
                && s_doubtsAfter.All(doubt => !prose.Lexicon.Has(doubt, plain));
    }

    [GeneratedRegex(@"^\s*([^\w\s$(]|(and|or|holds|及|和|与|以及|且)(?![A-Za-z]))")]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(@"^[,;]?\s*(and|as well as|or|及|和|与|以及|、|，)?\s*$")]
    private static partial Regex ListWords();

    [GeneratedRegex(@"[=<>]|\\(leq?|geq?|neq?|leqslant|geqslant|lt|gt)(?![A-Za-z])")]
    private static partial Regex HasRelation();
}
