// The notation of a formula as a tree. Reading goes text -> tokens (Lexer) -> tree (FormulaParser) -> text (Printer).
//
// The tree stays close to what is written: it knows fractions, scripts, fences, sums with bounds, functions with their
// arguments, chains of relations, rows and trailing conditions; it does not know what a name means. TeX braces group
// without leaving a node, visible fences do (Delimited). Where a text can be read in more than one way (how far a sum or
// a logarithm reaches, a/bc, f(x) as a product) the tree holds one reading, and the formula lists the choices that were
// made (Choice); FormulaParser.Readings enumerates the others lazily, the conventional one first. Trees are equal when
// they have the same shape: where in the source they stand does not count. Nesting is bounded by the parser, and lists
// (sums, products, chains) are flat, so that recursion over a tree is safe.
using LossProofs.Audit.Latex.Constructs;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

/// <summary>A range of the formula's source text, in UTF-16 units; the end is excluded.</summary>
public readonly record struct SourceSpan(int Start, int End)
{
    /// <summary>The part of the text that the span covers.</summary>
    public string Of(string source) =>
        Start >= 0 && End <= source.Length && Start <= End ? source[Start..End] : string.Empty;
}

/// <summary>A node of the tree.</summary>
public abstract record Expression
{
    /// <summary>Where it stands in the source; no part of equality.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Equal trees, wherever they stand.</summary>
    public virtual bool Equals(Expression? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The tree as LaTeX, in the printer's normal form.</summary>
    public sealed override string ToString() => Printer.Print(this);
}

/// <summary>How the letters of a name are set.</summary>
public enum LetterStyle
{
    /// <summary>As the letter comes: x, \alpha.</summary>
    Plain,

    /// <summary>\boldsymbol, \mathbf, \bm.</summary>
    Bold,

    /// <summary>Upright: \text, \mathrm, \operatorname, and words written as bare letters.</summary>
    Roman,

    /// <summary>\mathcal, \mathscr.</summary>
    Calligraphic,

    /// <summary>\mathbb.</summary>
    Blackboard,

    /// <summary>\mathfrak.</summary>
    Fraktur,

    /// <summary>\mathsf.</summary>
    Sans,

    /// <summary>\mathtt.</summary>
    Typewriter,
}

/// <summary>A number in digits, as printed (so that 0.50 keeps its last digit).</summary>
public sealed record Numeral(string Digits) : Expression;

/// <summary>A name without scripts: a letter, a command such as \alpha, \log or \infty, or a word.</summary>
/// <param name="Name">The letter, the command with its backslash, or the word.</param>
/// <param name="Style">How it is set.</param>
/// <param name="Accents">Commands from the inside out: \hat, \tilde, \bar, \vec, \dot, …</param>
public sealed record Identifier(string Name, LetterStyle Style, Sequence<string> Accents) : Expression
{
    /// <summary>A plain name.</summary>
    public Identifier(string name, LetterStyle style = LetterStyle.Plain)
        : this(name, style, []) { }
}

/// <summary>An accent over more than a name: \overline{x + y}.</summary>
public sealed record Accented(string Accent, Expression Base) : Expression;

/// <summary>A base with scripts. Whether a superscript is a power, a label or a transpose is not decided here.</summary>
public sealed record Scripted(Expression Base, Expression? Subscript, Expression? Superscript, int Primes) : Expression;

/// <summary>\frac{numerator}{denominator}.</summary>
public sealed record Fraction(Expression Numerator, Expression Denominator) : Expression;

/// <summary>numerator / denominator, on one line.</summary>
public sealed record Quotient(Expression Numerator, Expression Denominator) : Expression;

/// <summary>\binom{upper}{lower}.</summary>
public sealed record Binomial(Expression Upper, Expression Lower) : Expression;

/// <summary>\sqrt[index]{radicand}.</summary>
public sealed record Radical(Expression Radicand, Expression? Index) : Expression;

/// <summary>
/// Something between fences: ( ) [ ] \{ \} | \| \langle \lfloor \lceil, possibly of two kinds (an interval) or missing on
/// one side ("."). An empty pair holds <see cref="Missing"/>.
/// </summary>
public sealed record Delimited(string Open, Expression Content, string Close) : Expression;

/// <summary>left | right, left \| right or left : right inside fences or scripts: a condition, a divergence, a set.</summary>
public sealed record Barred(Expression Left, string Bar, Expression Right) : Expression;

/// <summary>Items between commas (or semicolons).</summary>
public sealed record Listing(string Separator, Sequence<Expression> Items) : Expression;

/// <summary>
/// A function or operator (\log, \operatorname{softmax}, f_i, \nabla_\theta, \frac{d}{dp}, \mathbb{E}_i) with what it is
/// applied to: a <see cref="Delimited"/> when it is written with fences.
/// </summary>
public sealed record Application(Expression Head, Expression Argument) : Expression;

/// <summary>
/// \sum, \prod, \int, \max, \min, \sup, \inf, \lim, \arg\max, \arg\min, … with what stands below and above it. The body of an
/// integral includes its differentials.
/// </summary>
public sealed record BigOperator(string Operator, Expression? Lower, Expression? Upper, Expression Body) : Expression;

/// <summary>A variable of a derivative with its order: ∂x_i².</summary>
public sealed record DifferentialVariable(Expression Variable, Expression? Order);

/// <summary>
/// \frac{\partial^2 L}{\partial x_i \partial x_j} or \frac{d}{dp}. Without an operand it is the head of an
/// <see cref="Application"/>.
/// </summary>
/// <param name="Sign">\partial or d.</param>
/// <param name="Order">The order written above, if any.</param>
/// <param name="Operand">What is differentiated, if it stands in the numerator.</param>
/// <param name="Variables">With respect to what.</param>
public sealed record DerivativeQuotient(
    string Sign,
    Expression? Order,
    Expression? Operand,
    Sequence<DifferentialVariable> Variables
) : Expression;

/// <summary>dx in an integral, or \mathrm{d}x anywhere.</summary>
public sealed record Differential(Expression Variable) : Expression;

/// <summary>A term of a sum with its sign: +, -, \pm or \mp.</summary>
public sealed record Addend(string Sign, Expression Term);

/// <summary>A sum and difference of terms; a single term with its sign is −x (or a leading +x).</summary>
public sealed record Additive(Sequence<Addend> Terms) : Expression;

/// <summary>A factor with what stands before it: nothing, \cdot, \times, *, \odot, \otimes, \circ, \bmod.</summary>
public sealed record Factor(string Link, Expression Value);

/// <summary>A product of two or more factors, in order.</summary>
public sealed record Product(Sequence<Factor> Factors) : Expression;

/// <summary>A relation sign, in canonical spelling, with what is written over and under it.</summary>
public sealed record RelationSign(string Symbol, Expression? Over = null, Expression? Under = null);

/// <summary>
/// operand REL operand REL operand …, one operand more than relations. A row that continues the one before it starts
/// with <see cref="Missing"/>. Implications (\Rightarrow, \Leftrightarrow) have chains as operands.
/// </summary>
public sealed record Chain(Sequence<Expression> Operands, Sequence<RelationSign> Relations) : Expression;

/// <summary>Statements joined by \land or \lor.</summary>
public sealed record Connected(string Connective, Sequence<Expression> Operands) : Expression;

/// <summary>A part of a line: what separates it from the part before, words that lead it, and its formula.</summary>
/// <param name="Separator">Empty, ",", ";", ":" or \quad.</param>
/// <param name="Lead">Words such as "for" or "if", or \forall, \exists; empty if there are none.</param>
/// <param name="Content">The formula; <see cref="Missing"/> where there are words only.</param>
public sealed record Clause(string Separator, string Lead, Expression Content);

/// <summary>A line of several parts: a formula with trailing conditions, or several formulas.</summary>
public sealed record Clauses(Sequence<Clause> Items) : Expression;

/// <summary>Rows of an aligned display; each a formula or the continuation of the row before.</summary>
public sealed record Rows(Sequence<Expression> Lines) : Expression;

/// <summary>One branch of a definition by cases; the condition may be missing.</summary>
public sealed record CaseBranch(Expression Value, Expression? Condition);

/// <summary>\begin{cases} … \end{cases}.</summary>
public sealed record Cases(Sequence<CaseBranch> Branches) : Expression;

/// <summary>A matrix; the fences are those of its environment, "." where there are none.</summary>
public sealed record Matrix(string Open, Sequence<Sequence<Expression>> Lines, string Close) : Expression;

/// <summary>Words in an operand's place.</summary>
public sealed record TextRun(string Text) : Expression;

/// <summary>\underbrace{base}_{note}, \overbrace{base}^{note}, \cancel{base}.</summary>
public sealed record Annotated(string Command, Expression Base, Expression? Note) : Expression;

/// <summary>base|_{at}: the value of the base at a point.</summary>
public sealed record EvaluatedAt(Expression Base, Expression At, Expression? Upper) : Expression;

/// <summary>A sign after its operand: ! or \%.</summary>
public sealed record Postfix(Expression Operand, string Sign) : Expression;

/// <summary>A construct with a file of its own (Latex/Constructs), and its parts.</summary>
public sealed record Constructed(Construct Kind, Sequence<Expression> Parts) : Expression;

/// <summary>\cdots, \ldots, \dots, \vdots, \ddots.</summary>
public sealed record Ellipsis : Expression;

/// <summary>\cdot where an argument would stand.</summary>
public sealed record Placeholder : Expression;

/// <summary>Nothing where an operand would stand: before the relation of a continued row, or between empty fences.</summary>
public sealed record Missing : Expression;

/// <summary>What could not be read.</summary>
public sealed record Unreadable(string Text) : Expression;
