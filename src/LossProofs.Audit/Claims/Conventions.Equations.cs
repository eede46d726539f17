// "Let $\|x\| = \max_i |x_i|$": equations of a document with a notation of letters alone on the left.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class Conventions
{
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

    /// <summary>
    /// Equations before a claim with one of its notations of letters alone on the left: what the document means by it, or what
    /// it says of what everybody means. A proof by the usual meaning is one where these hold by it, too.
    /// </summary>
    /// <param name="step">What is claimed.</param>
    /// <param name="ordinal">Of the display.</param>
    public IEnumerable<(Chain Equation, int Ordinal)> WrittenBefore(Step step, int ordinal)
    {
        var nodes = Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).ToList();
        return (_laid ??= [.. Laid()])
            .Where(laid =>
                laid.Ordinal < ordinal
                && !(laid.Equation.Operands[0].Equals(step.Left) && laid.Equation.Operands[1].Equals(step.Right))
                && nodes.Exists(node => OfLetters(node, anyLetters: false) == laid.Notation)
            )
            .Select(laid => (laid.Equation, laid.Ordinal))
            .Take(MostLaid);
    }

    private List<(string Notation, Chain Equation, int Ordinal)>? _laid;

    private IEnumerable<(string Notation, Chain Equation, int Ordinal)> Laid()
    {
        var inlines = surroundings.Inline.Select(inline => (inline.Formula, inline.Sentence, inline.Ordinal));
        var displays = surroundings.Displays.Select(display =>
            (display.Formula, surroundings.Of(display.Ordinal).Words.Sentence, display.Ordinal)
        );
        foreach (var (formula, sentence, ordinal) in inlines.Concat(displays))
        {
            foreach (var chain in WrittenStatement.Of(formula).Select(statement => statement.Formula).OfType<Chain>())
            {
                if (
                    chain is { Operands: [var left, var right, ..], Relations: [{ Symbol: "=" or ":=" } sign, ..] }
                    && right is not (Missing or Numeral)
                    && OfLetters(left, anyLetters: true) is { } notation
                    && (notation == "\\top" || !Names.IsName(right))
                    // a \cdot b = b \cdot a says nothing of what it is.
                    && (
                        notation is not ("\\cdot" or "|" or "\\nabla")
                        || sign.Symbol == ":="
                        || Lexicon.Has(Category.Introduction, sentence)
                        || Lexicon.Has(Category.NotationSaid, sentence)
                        || Lexicon.Has(Category.Copula, sentence)
                    )
                    && (IsLoose(notation) || !IsUsualMeaning(left, right))
                )
                {
                    yield return (notation, chain, ordinal);
                }
            }
        }
    }

    // Of these some usual forms are told by their look only roughly.
    private static bool IsLoose(string notation) => notation is "\\log" or "\\ln" or "\\exp" or "tr" or "Var" or "Cov";

    // The notation of an expression, and whether it stands for itself: Var(X), and not Var(a X + b).
    private static string? OfLetters(Expression node, bool anyLetters)
    {
        var (notation, inside) = node switch
        {
            Scripted
            {
                Base: Delimited { Content: Scripted { Superscript: Identifier { Name: "\\top" }, Base: var array } },
                Subscript: not null
            } => ("\\top", array),
            Scripted { Superscript: Identifier { Name: "\\top" }, Base: var array } when !anyLetters => (
                "\\top",
                array
            ),
            Delimited { Open: "|", Content: var size } => ("|", size),
            Product { Factors: [{ Value: var one }, { Link: "\\cdot", Value: var other }] } => (
                "\\cdot",
                Names.IsName(one) ? other : one
            ),
            Application
            {
                Head: Identifier { Name: "\\nabla" } or Scripted { Base: Identifier { Name: "\\nabla" } }
            } slope => ("\\nabla", slope.Argument is Application { Argument: var at } ? at : slope.Argument),
            Application information when IsInformation(information) => (
                Names.Of(information.Head),
                information.Argument
            ),
            Application { Argument: var argument } when NotationOf(node) is { } known and not "\\mathbb{E}" => (
                Randomness.Head(((Application)node).Head) is ['\\' or 'K', ..]
                    ? known
                    : Randomness.Head(((Application)node).Head),
                argument
            ),
            Delimited { Content: var content } when NotationOf(node) is { } known => (known, content),
            Scripted { Base: Delimited { Content: var content } } when NotationOf(node) is { } known => (
                known,
                content
            ),
            Binomial binomial => ("\\binom", binomial.Lower),
            _ => (null, null),
        };
        return notation is not null && (!anyLetters || AreNames(inside!)) ? notation : null;
    }

    private static bool AreNames(Expression inside) =>
        inside switch
        {
            Delimited { Content: var content } => AreNames(content),
            Listing listing => listing.Items.All(AreNames),
            Barred barred => Names.IsName(barred.Left) && AreNames(barred.Right),
            _ => Names.IsName(inside),
        };

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
        || Terms.Functions.KnownFunctions.Named(Randomness.Head(head)) is not null;

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
            Application { Head: Identifier { Name: "\\tanh" or "\\sigma" } } => right is Fraction or Quotient,
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
}
