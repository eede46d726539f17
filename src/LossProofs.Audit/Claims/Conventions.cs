// "$\|\cdot\|$ denotes the maximum norm", "all products are taken entry by entry", "$p$ runs over the primes": what words give a
// notation as its meaning, where that is not what everybody takes it for. The lists are of what leaves a notation as it is, so
// that a word that nobody has thought of is a doubt.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class Conventions(Surroundings surroundings)
{
    // "In this section, all matrices are": so many letters may stand before what a sentence is about, so many words before its
    // verb, and so many behind that: a convention is a short sentence.
    private const int Latest = 60;
    private const int MostBetween = 5;
    private const int MostBehind = 15;

    // Equations that a proof is asked to go along with.
    private const int MostLaid = 2;

    // So many letters behind a formula are its sentence's, at most.
    private const int Farthest = 300;

    private static readonly Category[] s_subjects =
    [
        Category.SettingSubject,
        Category.SettingArrays,
        Category.SettingSums,
    ];

    // What the nouns that a sentence begins with call: "sums", "the integral sign", "all angles".
    private static readonly (Category Noun, string[] Operations)[] s_nouns =
    [
        (Category.NounSums, ["\\sum"]),
        (Category.NounProducts, ["\\prod", "product"]),
        (Category.NounIntegrals, ["\\int"]),
        (Category.NounLimits, ["\\lim"]),
        (Category.NounRoots, ["root"]),
        (Category.NounDerivatives, ["derivative", "\\nabla"]),
        (Category.NounAngles, ["\\sin", "\\cos", "\\tan", "\\cot", "\\arcsin", "\\arccos", "\\arctan"]),
        (Category.NounBinomials, ["binomial"]),
        (Category.NounPowers, ["power"]),
        (Category.NounQuotients, ["quotient"]),
        (Category.NounDifferences, ["-"]),
    ];

    private List<(string Fence, string Words)>? _fences;
    private List<(string Operation, string Words)>? _operations;
    private List<(Category Subject, string Words)>? _settings;

    private Lexicon Lexicon => surroundings.Prose.Lexicon;

    /// <summary>The words that give a notation of the step another meaning; null where none do.</summary>
    /// <param name="step">What is claimed.</param>
    /// <param name="context">What was read of its names.</param>
    /// <param name="ordinal">Of the display; what later ones say is not meant.</param>
    public string? Of(Step step, Context context, int ordinal)
    {
        var nodes = Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).ToList();
        return OfFences(nodes)
            ?? OfEquations(nodes, context, ordinal)
            ?? OfSetting(nodes, context)
            ?? OfNouns(nodes)
            ?? (
                nodes.Exists(node => node is Radical or Scripted { Superscript: Fraction or Quotient })
                    ? Lexicon.Find(Category.Branch, surroundings.Prose.Text)?.Phrase
                    : null
            )
            ?? OfOperations(nodes, step)
            ?? (nodes.Exists(node => IsNormal(node, isPlain: true)) ? OfNormal : null)
            ?? nodes.OfType<BigOperator>().Select(OfIndex).FirstOrDefault(said => said is not null)
            ?? (
                nodes.Exists(IsInformation)
                    ? Lexicon.Find(Category.OtherInformation, surroundings.Prose.Text)?.Phrase
                    : null
            );
    }

    /// <summary>Entropies and divergences.</summary>
    internal static bool IsInformation(Expression node) =>
        node is Application { Head: var head }
        && (head as Scripted)?.Base is var inner
        && (inner ?? head) is Identifier { Name: "H" or "I" or "D" or "S" or "\\mathrm{H}" or "\\mathrm{I}" };

    /// <summary>N(m, s), whose second parameter words may call the standard deviation; N(m, s^2) and N(m, 1) leave no doubt.</summary>
    internal static bool IsNormal(Expression law, bool isPlain) =>
        law
            is Application
            {
                Head: Identifier { Name: "N" or "\\mathcal{N}" },
                Argument: Delimited { Content: Listing { Items: [_, var spread] } }
            }
        && !(isPlain && spread is Scripted { Superscript: Numeral } or Numeral { Digits: "1" });

    /// <summary>The words by which the second parameter of normal laws is the standard deviation.</summary>
    internal string? OfNormal => (_normal ??= [.. Normal()]).FirstOrDefault();

    private List<string>? _normal;

    private IEnumerable<string> Normal() =>
        surroundings
            .Inline.Where(inline => IsNormal(inline.Formula, isPlain: true))
            .Select(inline => Lexicon.Find(Category.ParameterDeviation, $"{inline.Sentence} {Rest(inline)}")?.Phrase)
            .OfType<string>();

    // Norms and inner products without an index that says which.
    private string? OfFences(List<Expression> nodes)
    {
        var indexed = nodes
            .OfType<Scripted>()
            .Where(scripted => scripted.Subscript is not null)
            .Select(scripted => scripted.Base)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return nodes
            .OfType<Delimited>()
            .Where(fence =>
                fence.Open is "\\|" or "\\langle" or "|" or "\\lfloor" or "\\lceil" && !indexed.Contains(fence)
            )
            .Select(fence =>
                (_fences ??= [.. Fences()]).Find(said => said.Fence == fence.Open).Words
                ?? (fence.Open == "\\|" ? Lexicon.Find(Category.AnyNorm, surroundings.Prose.Text)?.Phrase : null)
            )
            .FirstOrDefault(words => words is not null);
    }

    private IEnumerable<(string Fence, string Words)> Fences()
    {
        var text = surroundings.Prose.Text;
        for (var at = 0; at < surroundings.Inline.Count; at++)
        {
            var inline = surroundings.Inline[at];
            if (
                inline.Formula is not (Delimited or Scripted { Subscript: null, Base: Delimited })
                || ((inline.Formula as Scripted)?.Base ?? inline.Formula)
                    is not Delimited { Open: "\\|" or "\\langle" or "|" or "\\lfloor" or "\\lceil" } fence
            )
            {
                continue;
            }

            var before = inline.Sentence[(inline.Sentence.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..];
            var behind = SymbolWords.After(text, inline.Offset + 1);
            // "$|A|$ its determinant".
            var isSaid =
                Lexicon.Has(Category.SymbolIs, behind)
                || Lexicon.Has(Category.NotationSaid, before + behind)
                || fence.Open == "|"
                    && Lexicon.All(Category.SubjectNoun, behind.TrimStart()).Any(found => found.Start == 0);
            // "For $x$ rounded to the nearest integer": the words go on behind a letter.
            var words = Unusual($"{Mentions.Noun(Lexicon, before)} {(isSaid ? Clause(Rest(inline)) : "")}");
            // "Denotes the $\ell_1$-norm", "for the inner product $x^\top M y$".
            if (
                words is null
                && isSaid
                && at + 1 < surroundings.Inline.Count
                && surroundings.Inline[at + 1] is var next
                && text[(inline.Offset + 1)..next.Offset].AsSpan().TrimEnd().Length <= behind.AsSpan().TrimEnd().Length
                && !IsUsual(next.Formula)
            )
            {
                words = next.Formula.ToString();
            }

            // "The $L^1$ norm $\|x\|$".
            if (
                words is null
                && at > 0
                && surroundings.Inline[at - 1] is var kind
                && Lexicon.Find(Category.NormNoun, text[(kind.Offset + 1)..inline.Offset]) is { Start: <= 1 }
                && !IsUsual(kind.Formula)
            )
            {
                words = kind.Formula.ToString();
            }

            if (words is not null)
            {
                yield return (fence.Open, words);
            }
        }
    }

    // A space, a name, the number two of a norm, a square that a norm is the root of.
    private static bool IsUsual(Expression formula) =>
        Names.IsName(formula) && formula is not Scripted
        || Spaces.Of(formula) is not null
        || formula is Application or Chain or Numeral { Digits: "2" }
        || formula
            is Scripted
            {
                Base: Identifier { Name: "\\ell" or "L" or "l" },
                Subscript: Numeral { Digits: "2" } or null,
                Superscript: Numeral { Digits: "2" } or null
            }
        || formula is Product { Factors: [{ Value: Scripted { Superscript: { } mark } }, { Value: Identifier }] }
            && mark is Identifier { Name: "\\top" or "T" or "\\intercal" };

    // The first words that are not known to leave things as they are; of what names an operation, fewer words are.
    private string? Unusual(string words) =>
        Left(Lexicon.Without(words, Category.Plain, Category.Preposition, Category.SettingPlain));

    private string? Uncommon(string words) =>
        Left(Lexicon.Without(words, Category.NotationSaid, Category.Preposition, Category.SettingPlain));

    private static string? Left(string rest) =>
        rest.Any(char.IsLetter)
            ? string.Join(
                ' ',
                rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetter))
            )
            : null;
}
