// Functions of one real number: applied to an array, they go element by element.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>A function from a set of real numbers to the real numbers, with the two routes to its values.</summary>
internal abstract class RealFunction : KnownFunction
{
    // Of numbers that the checker writes as fractions.
    private const int LongestExponent = 4096;

    /// <inheritdoc/>
    public sealed override (int Least, int? Most) Arity => (1, 1);

    /// <summary>The function is defined exactly where all of these hold.</summary>
    public abstract Sequence<Condition> Domain(Term x);

    /// <summary>Within the domain, it is differentiable exactly where all of these hold.</summary>
    public abstract Sequence<Condition> Differentiability(Term x);

    /// <summary>f′(x).</summary>
    public abstract Slope Derivative(Term x);

    /// <summary>The value where argument and value are rational, else null (also: not known).</summary>
    public abstract Rational? RationalValue(Rational x);

    /// <summary>The value at other simple arguments in closed form (multiples of π, 1 under an arc function), else null.</summary>
    public abstract Term? ClosedForm(Term x);

    /// <summary>An equal term in simpler functions with the same domain, or null.</summary>
    public abstract Term? Definition(Term x);

    /// <summary>
    /// The evaluator's route: an enclosure of all values over the enclosed arguments; undefined where one of them is
    /// outside of the domain or the value is not resolved.
    /// </summary>
    public abstract T Enclose<T>(T x, int bits)
        where T : IReal<T>;

    /// <summary>
    /// The checker's route: f and its derivatives at x, order by order; null where there is none or it is not resolved.
    /// A function with a <see cref="Definition(Term)"/> has no other route: null always.
    /// </summary>
    public abstract Part? Recalculate(Part x, int order, int bits);

    /// <inheritdoc/>
    public sealed override Sequence<Condition> Domain(Sequence<Term> arguments) => Domain(arguments[0]);

    /// <inheritdoc/>
    public sealed override Sequence<Condition> Differentiability(Sequence<Term> arguments) =>
        Differentiability(arguments[0]);

    /// <inheritdoc/>
    public sealed override Slope Derivative(Sequence<Term> arguments, int place) => Derivative(arguments[0]);

    /// <inheritdoc/>
    public sealed override Term? Definition(Sequence<Term> arguments) => Definition(arguments[0]);

    /// <inheritdoc/>
    public sealed override Term? ExactValue(Sequence<Term> arguments) =>
        arguments is [Number(var x)] && RationalValue(x) is { } value ? value : ClosedForm(arguments[0]);

    /// <summary>x relation y.</summary>
    protected static Condition Compare(Term x, Relation relation, Term y) => new Compare(x, relation, y);

    /// <summary>Not 0, −1, −2, …: where Γ has no pole.</summary>
    protected static Condition OffThePoles(Term x) =>
        new Any([
            new Compare(x, Relation.Greater, Term.Zero),
            new Compare(new Apply(Function.Floor, [x]), Relation.NotEqual, x),
        ]);

    /// <summary>1 in the number type.</summary>
    protected static T One<T>(int bits)
        where T : IReal<T> => T.From(Rational.One, bits);

    /// <summary>The enclosure as a part: exact when it holds one number only; null when it is undefined or unbounded.</summary>
    protected static Part? Found(Ball value) =>
        !value.IsFinite ? null
        : value.IsExact && IsWritable(value) ? Part.Of(value.ToRational())
        : Part.Around(value);

    /// <summary>True when its ends are fractions of moderate length.</summary>
    protected static bool IsWritable(Ball value) =>
        value.IsFinite
        && (value.IsExact || Math.Abs(value.RadiusExponent) <= LongestExponent)
        && (value.Centre.Sign == 0 || Math.Abs(value.MidpointExponent) <= LongestExponent);

    /// <summary>1/x.</summary>
    protected static Part? Inverse(Part x, int bits) =>
        x.Exact is { } exact ? (exact.Sign == 0 ? null : Part.Of(Rational.One / exact))
        : x.Enclosure.ContainsZero ? null
        : Found(Ball.From(Rational.One, bits) / x.Enclosure);
}
