// Names as the document spells them: canonical spellings, what a subscript or superscript is for, which indices a name has.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>A notation that the audit does not give a meaning to; the message tells the reader what to declare or change.</summary>
internal class NotUnderstood(string reason) : Exception(reason);

internal static partial class Names
{
    // Letters that are indices where nothing else is said.
    private static readonly HashSet<string> IndexLetters =
    [
        "i",
        "j",
        "k",
        "l",
        "m",
        "n",
        "r",
        "s",
        "t",
        "c",
        "y",
        "u",
        "v",
    ];

    private static readonly HashSet<string> RunningLetters = ["i", "j", "k", "l", "m"];

    /// <summary>The spelling under which a name is looked up.</summary>
    public static string Of(Expression expression) => Printer.Print(expression);

    /// <summary>The canonical spelling of a symbol written in a bindings file.</summary>
    public static string Canonical(string latex) => Of(FormulaParser.Parse(latex).Body);

    /// <summary>A name that can be declared or defined: x, x_i, \mathcal{L}_{CE}, f(x), p_\theta(y|x).</summary>
    public static bool IsName(Expression expression) =>
        expression switch
        {
            Identifier name => name.Name[0] != '\\'
                || !Notation.Functions.Contains(name.Name) && name.Name is not ("\\infty" or "\\nabla" or "\\partial"),
            Scripted { Base: Identifier name } scripted => IsName(name)
                && (scripted.Superscript is null || IsLabel(scripted.Superscript)),
            _ => false,
        };

    /// <summary>
    /// Whether a head takes a random quantity and not its value, so that \mathbb{E}[s] is one name and no function of s:
    /// an expectation, a variance, a covariance, a probability.
    /// </summary>
    public static bool IsOperator(Expression head) =>
        head switch
        {
            Identifier { Style: LetterStyle.Blackboard, Name: "E" or "P" or "V" } => true,
            Identifier { Name: "\\Pr" } => true,
            Identifier { Style: LetterStyle.Roman, Name: "E" or "Var" or "Cov" or "Corr" or "Std" or "Pr" } => true,
            Scripted { Base: var inner, Primes: 0 } => IsOperator(inner),
            _ => false,
        };

    /// <summary>A superscript that is part of the name: *, (t), a word, a transpose.</summary>
    public static bool IsLabel(Expression superscript) =>
        superscript
            is Identifier { Name: "*" or "+" or "-" or "\\circ" or "\\dagger" }
                or Identifier { Style: LetterStyle.Roman }
                or Delimited { Open: "(" };

    /// <summary>Whether a superscript is a transpose.</summary>
    public static bool IsTranspose(Expression? superscript) =>
        superscript is Identifier { Name: "\\top" or "\\intercal" or "T" };

    /// <summary>A subscript that tells names apart instead of counting: a word, a parameter, a set.</summary>
    public static bool IsWord(Expression part) =>
        part switch
        {
            Identifier { Style: LetterStyle.Roman } => true,
            Identifier { Style: LetterStyle.Plain } letter => letter.Name[0] == '\\'
                || char.IsAsciiLetterUpper(letter.Name[0]),
            Identifier => true,
            Product product => product.Factors.Any(factor => IsWord(factor.Value)),
            _ => false,
        };

    /// <summary>The parts of a subscript: ij and i,j have two.</summary>
    public static IReadOnlyList<Expression> Parts(Expression subscript) =>
        subscript switch
        {
            Listing listing => [.. listing.Items],
            Delimited { Open: "(" or "[", Content: Listing listing } => [.. listing.Items],
            Product product
                when product.Factors.All(factor =>
                    factor.Link.Length == 0
                    && factor.Value is Identifier { Style: LetterStyle.Plain } letter
                    && letter.Name.Length == 1
                    && char.IsAsciiLetterLower(letter.Name[0])
                ) => [.. product.Factors.Select(factor => factor.Value)],
            _ => [subscript],
        };

    /// <summary>Whether a part of a subscript can count: i, n, 2, i+1.</summary>
    public static bool CanCount(Expression part) =>
        part switch
        {
            Numeral numeral => !numeral.Digits.Contains('.', StringComparison.Ordinal),
            Identifier { Style: LetterStyle.Plain } letter => IndexLetters.Contains(letter.Name),
            Scripted { Base: var letter, Superscript: null or Identifier { Name: "*" } } => CanCount(letter),
            Additive sum => sum.Terms.All(term => CanCount(term.Term)),
            BigOperator { Operator: "\\arg\\max" or "\\arg\\min" } => true,
            _ => false,
        };

    /// <summary>Whether a part of a subscript surely runs: i, j, k.</summary>
    public static bool Runs(Expression part) =>
        part is Identifier { Style: LetterStyle.Plain } letter && RunningLetters.Contains(letter.Name);

    /// <summary>The name without bold: vectors are often set bold where they stand alone and plain with an index.</summary>
    public static Expression Plain(Expression expression) =>
        expression switch
        {
            Identifier { Style: LetterStyle.Bold } name => name with { Style = LetterStyle.Plain },
            Identifier { Accents: ["\\vec"] } name => name with { Accents = [] },
            Scripted { Base: Identifier } scripted => scripted with { Base = Plain(scripted.Base) },
            _ => expression,
        };

    /// <summary>
    /// The name of a family of so many indices: the letter itself for one index (s_i and s), with slots for more, since s_{ij}
    /// beside s_i is another quantity.
    /// </summary>
    /// <param name="bare">The name with the words of its subscript but without its indices.</param>
    /// <param name="words">The words of its subscript.</param>
    /// <param name="indices">Number of indices.</param>
    public static Expression Family(Scripted bare, IReadOnlyList<Expression> words, int indices)
    {
        IEnumerable<Expression> slots = indices < 2 ? [] : Enumerable.Repeat<Expression>(new Placeholder(), indices);
        var parts = words.Concat(slots).ToSequence();
        Expression? subscript = parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => new Listing(",", parts),
        };
        return subscript is null && bare is { Superscript: null, Primes: 0 }
            ? bare.Base
            : bare with
            {
                Subscript = subscript,
            };
    }

    /// <summary>The name of a family beside a number of the same letter: p_{\cdot} beside p.</summary>
    public static Expression Twin(Expression family) =>
        family is Scripted { Subscript: { } word } scripted
            ? scripted with
            {
                Subscript = new Listing(",", [word, new Placeholder()]),
            }
            : new Scripted(family, new Placeholder(), null, 0);

    /// <summary>All nodes of a tree, itself first.</summary>
    public static IEnumerable<Expression> Nodes(Expression root)
    {
        var stack = new Stack<Expression>();
        stack.Push(root);
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            yield return node;
            foreach (var child in Children(node).Reverse())
            {
                stack.Push(child);
            }
        }
    }

    /// <summary>
    /// The nodes that stand for quantities: of x_i and f(x) the whole and what is in the scripts and arguments, but not the
    /// letters x and f themselves.
    /// </summary>
    public static IEnumerable<Expression> Quantities(Expression root)
    {
        var stack = new Stack<Expression>();
        stack.Push(root);
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            yield return node;
            var inner = node switch
            {
                Scripted { Base: Identifier } scripted => new[]
                {
                    scripted.Subscript,
                    scripted.Superscript,
                }.OfType<Expression>(),
                Application { Head: Identifier } application => [application.Argument],
                Application { Head: Scripted { Base: Identifier } head } application => new[]
                {
                    application.Argument,
                    head.Subscript,
                    head.Superscript,
                }.OfType<Expression>(),
                _ => Children(node),
            };
            foreach (var child in inner.Reverse())
            {
                stack.Push(child);
            }
        }
    }

    /// <summary>The nodes that stand for what they are, not those that say below a letter which one is meant.</summary>
    public static IEnumerable<Expression> Numbers(Expression root)
    {
        var stack = new Stack<Expression>();
        stack.Push(root);
        while (stack.TryPop(out var node))
        {
            yield return node;
            foreach (
                var child in Children(node)
                    .Where(child => !(node is Scripted { Subscript: var place } && ReferenceEquals(child, place)))
            )
            {
                stack.Push(child);
            }
        }
    }

    /// <summary>The immediate parts of a node.</summary>
    public static IEnumerable<Expression> Children(Expression node) =>
        (
            node switch
            {
                Accented x => [x.Base],
                Scripted x => [x.Base, x.Subscript, x.Superscript],
                Fraction x => [x.Numerator, x.Denominator],
                Quotient x => [x.Numerator, x.Denominator],
                Binomial x => [x.Upper, x.Lower],
                Radical x => [x.Radicand, x.Index],
                Delimited x => [x.Content],
                Barred x => [x.Left, x.Right],
                Listing x => x.Items,
                Application x => [x.Head, x.Argument],
                BigOperator x => [x.Lower, x.Upper, x.Body],
                DerivativeQuotient x => [x.Operand, .. x.Variables.Select(variable => variable.Variable)],
                Differential x => [x.Variable],
                Additive x => x.Terms.Select(term => term.Term),
                Product x => x.Factors.Select(factor => factor.Value),
                Chain x => x.Operands,
                Connected x => x.Operands,
                Clauses x => x.Items.Select(clause => clause.Content),
                Rows x => x.Lines,
                Cases x => x.Branches.SelectMany(branch => new[] { branch.Value, branch.Condition }),
                Matrix x => x.Lines.SelectMany(line => line),
                Annotated x => [x.Base, x.Note],
                EvaluatedAt x => [x.Base, x.At],
                Postfix x => [x.Operand],
                Constructed x => x.Parts,
                _ => (IEnumerable<Expression?>)[],
            }
        ).OfType<Expression>();
}
