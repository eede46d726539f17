// The meaning of an expression: a tree over the reals with shapes. `Claims` builds terms from LaTeX; `Evidence`
// evaluates, differentiates, rewrites and prints them. Terms are immutable and equal when they are the same tree.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>
/// A mathematical expression. Its value is a real number or an array of real numbers (a vector has one dimension, a
/// matrix two). Indices count from 1. What is undefined anywhere in a term makes the whole term undefined.
/// </summary>
public abstract record Term
{
    [Computed]
    private Remembered _remembered;

    /// <summary>A term that remembers nothing.</summary>
    protected Term() { }

    /// <summary>A copy is changed, and remembers nothing.</summary>
    protected Term(Term original) { }

    /// <summary>The free names, once they were asked for.</summary>
    internal IReadOnlySet<string>? KnownNames
    {
        get => _remembered.Names;
        set => _remembered = new Remembered(value);
    }

    // No part of what makes terms equal.
    private readonly struct Remembered(IReadOnlySet<string>? names) : IEquatable<Remembered>
    {
        public IReadOnlySet<string>? Names { get; } = names;

        public bool Equals(Remembered other) => true;

        public override bool Equals(object? obj) => obj is Remembered;

        public override int GetHashCode() => 0;
    }

    /// <summary>0.</summary>
    public static Term Zero { get; } = new Number(Rational.Zero);

    /// <summary>1.</summary>
    public static Term One { get; } = new Number(Rational.One);

    /// <summary>π.</summary>
    public static Term Pi { get; } = new Constant(ConstantKind.Pi);

    /// <summary>e.</summary>
    public static Term E { get; } = new Constant(ConstantKind.E);

    /// <summary>+∞, as a bound, a limit's point or a limit's value.</summary>
    public static Term Infinity { get; } = new Constant(ConstantKind.Infinity);

    /// <summary>An integer.</summary>
    public static implicit operator Term(int value) => new Number(value);

    /// <summary>An exact fraction.</summary>
    public static implicit operator Term(Rational value) => new Number(value);

    /// <summary>Sum of two terms.</summary>
    public static Term operator +(Term left, Term right) => new Add([left, right]);

    /// <summary>Difference, as the sum with the negated term.</summary>
    public static Term operator -(Term left, Term right) => new Add([left, new Negate(right)]);

    /// <summary>Product of two terms.</summary>
    public static Term operator *(Term left, Term right) => new Multiply([left, right]);

    /// <summary>Quotient.</summary>
    public static Term operator /(Term left, Term right) => new Divide(left, right);

    /// <summary>Negation.</summary>
    public static Term operator -(Term value) => new Negate(value);

    /// <summary>e^x.</summary>
    public static Term Exp(Term x) => new Apply(Function.Exp, [x]);

    /// <summary>log x, natural.</summary>
    public static Term Log(Term x) => new Apply(Function.Log, [x]);

    /// <summary>x^y.</summary>
    public static Term Pow(Term x, Term y) => new Power(x, y);

    /// <summary>Σ over index = 1..count of body.</summary>
    public static Term SumOver(string index, Term count, Term body) =>
        new Fold(FoldKind.Sum, index, new Span(One, count), null, body);
}

/// <summary>A rational number.</summary>
public sealed record Number(Rational Value) : Term
{
    /// <summary>
    /// Digits after the point where it was printed as a decimal, else 0: what is meant may differ by up to one unit of
    /// the last digit, and an equation is refuted only when it fails for all of that.
    /// </summary>
    public int Decimals { get; init; }
}

/// <summary>π, e or +∞.</summary>
public sealed record Constant(ConstantKind Kind) : Term;

/// <summary>The named constants.</summary>
public enum ConstantKind
{
    /// <summary>π.</summary>
    Pi,

    /// <summary>e.</summary>
    E,

    /// <summary>+∞: legal as a bound, a limit's point and a limit's value only.</summary>
    Infinity,
}

/// <summary>
/// A reference: to an index that an enclosing <see cref="Fold"/> or <see cref="Tabulate"/> binds, else to the variable
/// of an enclosing <see cref="Limit"/>, <see cref="Integral"/>, <see cref="At"/> or <see cref="Extremum"/>, else to a
/// variable or a definition of the <see cref="Context"/>. The name is the canonical LaTeX spelling.
/// </summary>
public sealed record Symbol(string Name) : Term;

/// <summary>−x.</summary>
public sealed record Negate(Term Operand) : Term;

/// <summary>The sum of its terms; arrays of one shape add elementwise, a scalar adds to every element.</summary>
public sealed record Add(Sequence<Term> Operands) : Term;

/// <summary>The product of its factors; scalars with at most one array (an inner product is a <see cref="Fold"/>).</summary>
public sealed record Multiply(Sequence<Term> Operands) : Term;

/// <summary>A quotient; undefined where the denominator is zero.</summary>
public sealed record Divide(Term Numerator, Term Denominator) : Term;

/// <summary>x^y with the conventions of <see cref="IReal{T}.Pow(T, T)"/>.</summary>
public sealed record Power(Term Base, Term Exponent) : Term;

/// <summary>A known function applied to its arguments; one argument and an array: elementwise.</summary>
public sealed record Apply(Function Function, Sequence<Term> Arguments) : Term;

/// <summary>A call of a function that the context declares (free) or defines.</summary>
public sealed record Call(string Name, Sequence<Term> Arguments) : Term;

/// <summary>An element of an array: x_i, A_{ij}. Of a defined family: its definition at these indices.</summary>
public sealed record Element(Term Array, Sequence<Term> Indices) : Term;

/// <summary>The vector with the given elements.</summary>
public sealed record Listed(Sequence<Term> Elements) : Term;

/// <summary>The vector (body at index = 1, …, body at index = length); nested: a matrix.</summary>
public sealed record Tabulate(string Index, Term Length, Term Body) : Term;

/// <summary>A sum, product, maximum, … of the body over an index; empty sums are 0, empty products 1, others undefined.</summary>
public sealed record Fold(FoldKind Kind, string Index, IndexRange Range, Condition? Where, Term Body) : Term;

/// <summary>What a fold does with the values of its body.</summary>
public enum FoldKind
{
    /// <summary>Σ.</summary>
    Sum,

    /// <summary>∏.</summary>
    Product,

    /// <summary>Maximum.</summary>
    Max,

    /// <summary>Minimum.</summary>
    Min,

    /// <summary>log Σ exp.</summary>
    LogSumExp,

    /// <summary>The index at which the body is largest; undefined where there is a tie.</summary>
    ArgMax,

    /// <summary>The index at which the body is smallest; undefined where there is a tie.</summary>
    ArgMin,
}

/// <summary>What an index ranges over.</summary>
public abstract record IndexRange;

/// <summary>All integers from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
public sealed record Span(Term From, Term To) : IndexRange;

/// <summary>The members of an index set that the context declares.</summary>
public sealed record Members(string Set) : IndexRange;

/// <summary>The value of the first branch whose condition holds; none holds and no otherwise: undefined.</summary>
public sealed record Piecewise(Sequence<Branch> Branches, Term? Otherwise) : Term;

/// <summary>One case of a piecewise term.</summary>
public sealed record Branch(Condition Condition, Term Value);

/// <summary>
/// ∂ body / ∂ variable; the variable is a <see cref="Symbol"/> (a scalar) or an <see cref="Element"/> of a symbol.
/// Quantities that depend on the variable (<see cref="Variable.DependsOn"/>) have free derivatives.
/// </summary>
public sealed record Derivative(Term Body, Term Variable) : Term;

/// <summary>The vector (or, for a scalar variable, the number) of the derivatives of a scalar body.</summary>
public sealed record Gradient(Term Body, string Variable) : Term;

/// <summary>The matrix of the second derivatives of a scalar body with respect to a vector.</summary>
public sealed record Hessian(Term Body, string Variable) : Term;

/// <summary>The body, differentiations included, with a variable (or an element of it) replaced: f'(x)|_{x=0}.</summary>
public sealed record At(Term Body, Term Variable, Term Value) : Term;

/// <summary>The value, wherever the other term is defined too: a derivative exists only where its function does.</summary>
public sealed record Guarded(Term Value, Term Defined) : Term;

/// <summary>lim of the body as the variable tends to the point (±∞ allowed).</summary>
public sealed record Limit(Term Body, string Variable, Term Point, Side Side) : Term;

/// <summary>From where a limit is approached.</summary>
public enum Side
{
    /// <summary>From both sides, as far as the domain allows.</summary>
    Both,

    /// <summary>From above: x → a⁺.</summary>
    Above,

    /// <summary>From below: x → a⁻.</summary>
    Below,
}

/// <summary>∫ body d variable from lower to upper.</summary>
public sealed record Integral(Term Body, string Variable, Term Lower, Term Upper) : Term;

/// <summary>The largest or smallest value, or where it is taken, of the body over the variable's domain.</summary>
public sealed record Extremum(ExtremumKind Kind, string Variable, Term Body) : Term;

/// <summary>Which extremum.</summary>
public enum ExtremumKind
{
    /// <summary>Largest value.</summary>
    Max,

    /// <summary>Smallest value.</summary>
    Min,

    /// <summary>Least upper bound of the values, which need not be taken.</summary>
    Sup,

    /// <summary>Greatest lower bound of the values, which need not be taken.</summary>
    Inf,

    /// <summary>Where the largest value is taken.</summary>
    ArgMax,

    /// <summary>Where the smallest value is taken.</summary>
    ArgMin,
}

/// <summary>Functions whose meaning is fixed.</summary>
public enum Function
{
    /// <summary>e^x.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Logarithm to base 2.</summary>
    Log2,

    /// <summary>Logarithm to base 10.</summary>
    Log10,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>−1, 0 or 1; unresolved at 0 unless the argument is exact.</summary>
    Sign,

    /// <summary>1/(1 + e^−x).</summary>
    Sigmoid,

    /// <summary>log(1 + e^x).</summary>
    Softplus,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Hyperbolic sine.</summary>
    Sinh,

    /// <summary>Hyperbolic cosine.</summary>
    Cosh,

    /// <summary>Inverse hyperbolic sine.</summary>
    Asinh,

    /// <summary>Inverse tangent.</summary>
    Atan,

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Tangent.</summary>
    Tan,

    /// <summary>Error function.</summary>
    Erf,

    /// <summary>1 − erf.</summary>
    Erfc,

    /// <summary>Γ.</summary>
    Gamma,

    /// <summary>log |Γ(x)| for x > 0.</summary>
    LogGamma,

    /// <summary>n! = Γ(n+1).</summary>
    Factorial,

    /// <summary>The larger of the arguments (two or more).</summary>
    Max,

    /// <summary>The smaller of the arguments (two or more).</summary>
    Min,

    /// <summary>Its argument, with derivative zero.</summary>
    StopGradient,

    /// <summary>Number of members of an index set: the argument is the set's symbol.</summary>
    Cardinality,

    /// <summary>Number of elements of a vector.</summary>
    Length,

    /// <summary>Inverse sine.</summary>
    Asin,

    /// <summary>Inverse cosine.</summary>
    Acos,

    /// <summary>Inverse hyperbolic cosine.</summary>
    Acosh,

    /// <summary>Inverse hyperbolic tangent.</summary>
    Atanh,

    /// <summary>Hyperbolic cotangent.</summary>
    Coth,

    /// <summary>Secant.</summary>
    Sec,

    /// <summary>Cosecant.</summary>
    Csc,

    /// <summary>Cotangent.</summary>
    Cot,

    /// <summary>⌊x⌋; unresolved at integers unless the argument is exact.</summary>
    Floor,

    /// <summary>⌈x⌉; unresolved at integers unless the argument is exact.</summary>
    Ceiling,

    /// <summary>ψ = (log Γ)′.</summary>
    Digamma,

    /// <summary>ψ′.</summary>
    Trigamma,
}

/// <summary>What is true, false or unresolved at a point.</summary>
public abstract record Condition;

/// <summary>left relation right, between numbers (or elementwise between arrays).</summary>
public sealed record Compare(Term Left, Relation Relation, Term Right) : Condition;

/// <summary>An index is a member of a set.</summary>
public sealed record MemberOf(Term Element, string Set) : Condition;

/// <summary>All hold.</summary>
public sealed record All(Sequence<Condition> Conditions) : Condition;

/// <summary>One at least holds.</summary>
public sealed record Any(Sequence<Condition> Conditions) : Condition;

/// <summary>The condition holds for every index in the range.</summary>
public sealed record ForAll(string Index, IndexRange Range, Condition Condition) : Condition;

/// <summary>The condition does not hold.</summary>
public sealed record Not(Condition Condition) : Condition;

/// <summary>The relations that can be decided at a point.</summary>
public enum Relation
{
    /// <summary>=.</summary>
    Equal,

    /// <summary>≠.</summary>
    NotEqual,

    /// <summary>&lt;.</summary>
    Less,

    /// <summary>≤.</summary>
    LessOrEqual,

    /// <summary>>.</summary>
    Greater,

    /// <summary>≥.</summary>
    GreaterOrEqual,
}
