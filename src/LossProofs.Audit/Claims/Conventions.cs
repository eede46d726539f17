// "$\|\cdot\|$ denotes the maximum norm", "all products are taken entry by entry", "$p$ runs over the primes": what words give a
// notation as its meaning, where that is not what everybody takes it for. The lists are of what leaves a notation as it is, so
// that a word that nobody has thought of is a doubt.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed class Conventions(Surroundings surroundings)
{
    // "In this section, all matrices are": so many letters may stand before what a sentence is about, so many words before its
    // verb, and so many behind that: a convention is a short sentence.
    private const int Latest = 60;
    private const int MostBetween = 5;
    private const int MostBehind = 15;

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
            ?? nodes.OfType<BigOperator>().Select(OfIndex).FirstOrDefault(said => said is not null)
            ?? (
                nodes.Exists(IsInformation)
                    ? Lexicon.Find(Category.OtherInformation, surroundings.Prose.Text)?.Phrase
                    : null
            );
    }

    private static bool IsInformation(Expression node) =>
        node is Application { Head: var head }
        && (head as Scripted)?.Base is var inner
        && (inner ?? head) is Identifier { Name: "H" or "I" or "D" or "S" or "\\mathrm{H}" or "\\mathrm{I}" };

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

    // "Let $\|x\| = \max_i |x_i|$", "we abbreviate $\operatorname{Var}(X) = \sqrt{\dots}$": what a formula of the text gives a
    // notation as its meaning, where that is not what everybody takes it for.
    private string? OfEquations(List<Expression> nodes, Context context, int ordinal) =>
        (_given ??= [.. Given(), .. GivenInDisplays()])
            .Find(given =>
                given.Ordinal < ordinal
                && !context.Definitions.Any(definition => definition.Name.Split('@')[0] == given.Notation)
                && nodes.Exists(node => NotationOf(node) == given.Notation || IsPowerOf(node, given.Notation))
            )
            .Words;

    private List<(string Notation, string Words, int Ordinal)>? _given;

    private IEnumerable<(string Notation, string Words, int Ordinal)> Given()
    {
        var text = surroundings.Prose.Text;
        for (var at = 0; at < surroundings.Inline.Count; at++)
        {
            var inline = surroundings.Inline[at];
            var behind = SymbolWords.After(text, inline.Offset + 1);
            var isSaid =
                Lexicon.Has(Category.Introduction, inline.Sentence)
                || Lexicon.Has(Category.NotationSaid, $"{inline.Sentence} {behind}");
            var (left, right, sign) = inline.Formula switch
            {
                Chain { Operands: [var one, var other, ..], Relations: [{ Symbol: "=" or ":=" } relation, ..] } => (
                    one,
                    other,
                    relation.Symbol
                ),
                // "$\sin^2 x$ means $\sin(\sin x)$".
                Application written
                    when at + 1 < surroundings.Inline.Count
                        && text[(inline.Offset + 1)..surroundings.Inline[at + 1].Offset]
                            .IndexOfAny(['.', '。', ';', '\n']) < 0
                        && Lexicon.Has(Category.NotationSaid, behind) => (
                    written,
                    surroundings.Inline[at + 1].Formula,
                    ":="
                ),
                _ => (null, null, null),
            };
            if (
                left is null
                || right is null or Missing
                || NotationOf(left) is not { } notation
                || (right is Numeral || Names.IsName(right)) && !(isSaid && left is Application)
                || IsUsualMeaning(left, right)
                || left is not (Delimited or Scripted { Base: Delimited }) && sign == "=" && !isSaid
            )
            {
                continue;
            }

            yield return (notation, inline.Formula.ToString(), -1);
        }
    }

    private IEnumerable<(string Notation, string Words, int Ordinal)> GivenInDisplays()
    {
        foreach (var (ordinal, display) in surroundings.Displays)
        {
            var sentence = surroundings.Of(ordinal).Words.Sentence;
            var isSaid = Lexicon.Has(Category.Introduction, sentence) || Lexicon.Has(Category.NotationSaid, sentence);
            foreach (var chain in WrittenStatement.Of(display).Select(statement => statement.Formula).OfType<Chain>())
            {
                if (
                    chain is { Operands: [var left, var right, ..], Relations: [{ Symbol: "=" or ":=" } sign, ..] }
                    && (isSaid || sign.Symbol == ":=" || left is Delimited or Scripted { Base: Delimited })
                    && NotationOf(left) is { } notation
                    && right is not (Numeral or Missing)
                    && !Names.IsName(right)
                    && !IsUsualMeaning(left, right)
                )
                {
                    yield return (notation, chain.ToString(), ordinal);
                }
            }
        }
    }

    // Norms, inner products, brackets, binomial coefficients, and what is written with the name of an operator.
    private static string? NotationOf(Expression node) =>
        node switch
        {
            Scripted { Base: Delimited fence, Subscript: null, Superscript: null or Numeral { Digits: "2" } } =>
                NotationOf(fence),
            Scripted { Base: Delimited { Open: "\\|" } fence, Subscript: { } index } => $"{fence.Open}_{index}",
            Delimited { Open: "\\|" or "\\langle" or "\\lfloor" or "\\lceil" } fence => fence.Open,
            Binomial => "\\binom",
            Application { Argument: Delimited { Content: Barred { Bar: "\\|" } } } => "KL",
            Application { Head: Scripted { Base: Identifier { Name: ['\\', ..] } letter, Superscript: Numeral power } }
                when Notation.Functions.Contains(letter.Name) => $"{letter.Name}^{power.Digits}",
            Application { Head: var head, Argument: var written }
                when (written is Delimited { Content: var inner } ? inner : written) is var argument
                    && (
                        head is Identifier { Style: LetterStyle.Roman } or Identifier { Name: ['\\', ..] }
                        || Randomness.IsOperator(head)
                    )
                    && (Notation.Functions.Contains(Names.Of(head)) || Randomness.IsOperator(head) || IsNamed(head))
                    && argument is not Additive => Names.Of(head),
            _ => null,
        };

    // \cosh^2 x is of \cosh.
    private static bool IsPowerOf(Expression node, string notation) =>
        node is Application { Head: Scripted { Base: Identifier letter, Subscript: null } } && letter.Name == notation;

    private static bool IsNamed(Expression head) =>
        head is Identifier { Name: "tr" or "sgn" or "sign" or "diag" or "rank" or "Var" or "Cov" }
        || Terms.Functions.KnownFunctions.Named(Names.Of(head)) is not null;

    private static bool IsUsualMeaning(Expression left, Expression right) =>
        left switch
        {
            Scripted { Base: Delimited { Open: "\\|" }, Superscript: Numeral, Subscript: null } => IsSquare(right),
            Delimited { Open: "\\|" } => right is Radical { Index: null, Radicand: var squares } && IsSquare(squares)
                || right is Scripted { Base: Delimited { Open: "\\|" }, Subscript: Numeral { Digits: "2" } },
            Delimited { Open: "\\langle" } => IsSquare(right),
            Application { Argument: Delimited { Content: Barred { Bar: "\\|", Left: var first } } } => Names
                .Nodes(right)
                .FirstOrDefault(node => Names.IsName(node) && Names.Of(node) is "p" or "q" or "P" or "Q")
                is var letter
                && letter is not null
                && Names.Of(letter).Equals(Names.Of(first), StringComparison.OrdinalIgnoreCase),
            Application { Head: Identifier { Name: "\\cosh" or "\\sinh" } } => right
                is Fraction { Denominator: Numeral { Digits: "2" } }
                    or Product { Factors: [{ Value: Fraction { Denominator: Numeral { Digits: "2" } } }, _] },
            Application { Head: Identifier { Name: "\\tanh" } } => right is Fraction or Quotient,
            Application { Head: Identifier { Name: "\\log" or "\\ln" } } => right is Application or BigOperator,
            Application { Head: Identifier { Name: "\\exp" } } => right
                is Scripted { Base: Identifier { Name: "e" } }
                    or BigOperator,
            Application { Head: Identifier { Name: "H" or "\\mathbb{H}" } } => Names
                .Nodes(right)
                .Any(node => node is Identifier { Name: "\\log" or "\\ln" }),
            Binomial => right
                is Fraction { Numerator: Postfix { Sign: "!", Operand: Identifier }, Denominator: var below }
                && Names.Nodes(below).Any(node => node is Postfix { Operand: Delimited { Content: Additive } }),
            Application { Head: Identifier { Name: "tr" } } => right is BigOperator { Operator: "\\sum" },
            Application { Head: var head } when Randomness.IsOperator(head) => !Names
                .Nodes(right)
                .Any(node => node is Radical),
            _ => false,
        };

    // x^\top x, \sum_i x_i^2, x_1^2 + x_2^2, x_1 y_1 + x_2 y_2, without factors.
    private static bool IsSquare(Expression value) =>
        value switch
        {
            Delimited { Open: "\\langle" } => true,
            Product product => product.Factors.Count == 2
                && product.Factors.All(factor => factor.Value is Identifier or Scripted),
            BigOperator { Operator: "\\sum", Body: var body } => IsSquare(body),
            Scripted { Superscript: Numeral { Digits: "2" } } => true,
            Additive sum => sum.Terms.All(term => term.Sign == "+" && (term.Term is Ellipsis || IsSquare(term.Term))),
            _ => false,
        };

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
                    Lexicon.Has(Category.NotationSaid, inline.Sentence)
                    && meaning is not Numeral
                    && !Names.IsName(meaning)
                    && !Names.Nodes(meaning).Contains(shown)
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
            var words = Unusual($"{Mentions.Noun(Lexicon, before)} {(isSaid ? behind : "")}");
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

    private string? OfSetting(List<Expression> nodes, Context context) =>
        (_settings ??= [.. Settings()])
            .Find(said =>
                said.Subject switch
                {
                    Category.SettingArrays => context.Variables.Any(variable => variable.Dimensions.Count > 0),
                    Category.SettingSums => nodes.Exists(node => node is BigOperator { Operator: "\\sum" or "\\prod" }),
                    _ => true,
                }
            )
            .Words;

    private IEnumerable<(Category Subject, string Words)> Settings()
    {
        var text = surroundings.Prose.Text;
        foreach (var (start, end) in Sentences.Of(text))
        {
            var sentence = text[start..end];
            foreach (var subject in s_subjects)
            {
                if (
                    Lexicon.Find(subject, sentence) is { Start: <= Latest } about
                    && Lexicon
                        .All(Category.SettingVerb, sentence)
                        .Where(verb =>
                            verb.Start >= about.End && Words.Of(sentence[about.End..verb.Start]).Count() <= MostBetween
                        )
                        .Select(verb => (int?)verb.End)
                        .Min()
                        is { } behind
                    && Words.Of(sentence[behind..]).Count() <= MostBehind
                    && Unusual(sentence[behind..]) is { } words
                )
                {
                    yield return (subject, $"{about.Phrase}: {words}");
                }
            }
        }
    }

    // "Sums skip the multiples of three", "the integral sign denotes the mean value", "here all limits are from the right".
    private string? OfNouns(List<Expression> nodes) =>
        (_nouns ??= [.. Nouns()])
            .Find(said => nodes.Exists(node => said.Operations.Any(operation => OperationSigns.Uses(node, operation))))
            .Words;

    private List<(string[] Operations, string Words)>? _nouns;

    private IEnumerable<(string[] Operations, string Words)> Nouns()
    {
        var text = surroundings.Prose.Text;
        foreach (var (start, end) in Sentences.Of(text))
        {
            var sentence = text[start..end];
            // A heading is none: "Limits at infinity".
            if (sentence[^1] is not ('.' or '。' or ':' or '：' or ';' or ',' or '，' or ')'))
            {
                continue;
            }

            foreach (var (noun, operations) in s_nouns)
            {
                if (
                    Lexicon
                        .All(noun, sentence)
                        .FirstOrDefault(found =>
                            !Lexicon.Without(sentence[..found.Start], Category.SettingPlace).Any(char.IsLetter)
                        )
                        is { Phrase: { } subject, End: var behind }
                    && sentence[behind..] is var said
                    && Words.Of(said).Count() <= MostBehind
                    && (
                        Lexicon.Has(Category.SettingVerb, sentence[..^said.Length])
                        || Lexicon
                            .All(Category.SettingVerb, said)
                            .Any(verb => Words.Of(said[..verb.Start]).Count() <= MostBetween)
                    )
                    && Uncommon(said) is { } words
                )
                {
                    yield return (operations, $"{subject}: {words}");
                }
            }
        }
    }

    // "In what follows $p$ runs over the primes": the index of a sum that takes fewer values than are written.
    private string? OfIndex(BigOperator sum) =>
        sum.Lower is { } lower
        && (lower is Chain { Operands: [var first, ..] } ? first : lower) is var index
        && Names.IsName(index)
            ? surroundings
                .Mentions.Of(Names.Of(index))
                .Select(mention => Narrowed(mention.Inline))
                .FirstOrDefault(said => said is not null)
            : null;

    // In the clause of the index.
    private string? Narrowed(InlineStatement inline) =>
        Lexicon
            .Find(
                Category.IndexNarrowing,
                $"{inline.Sentence[(inline.Sentence.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..]} {SymbolWords.After(surroundings.Prose.Text, inline.Offset + 1)}"
            )
            ?.Phrase;

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
