// What sort of thing a term stands for: a theorem over terms of no kind is worth nothing.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>The sort of a term's value.</summary>
public enum Kind
{
    /// <summary>Not known, or parts that do not fit together.</summary>
    Unknown,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A real number.</summary>
    Scalar,

    /// <summary>A list of real numbers.</summary>
    Vector,

    /// <summary>A table of real numbers.</summary>
    Matrix,

    /// <summary>An array of three dimensions or more.</summary>
    Array,

    /// <summary>A set of indices.</summary>
    Set,

    /// <summary>A function.</summary>
    Function,
}

/// <summary>Kinds and shapes of terms, from those of the variables.</summary>
/// <param name="variable">What a free name stands for, or null.</param>
public sealed class Kinds(Func<string, Variable?> variable)
{
    // Bound names: those of indices are integers, those of integrals and limits are not.
    private readonly HashSet<string> _bound = [];
    private readonly HashSet<string> _indices = [];

    /// <summary>The kind of a term.</summary>
    public Kind Of(Term term)
    {
        if (term is Symbol(var name) && !_bound.Contains(name))
        {
            switch (variable(name)?.Domain)
            {
                case null:
                    return Kind.Unknown;
                case IndexSet:
                    return Kind.Set;
                case SmoothFunction:
                    return Kind.Function;
            }
        }

        return Shape(term) is not { } shape ? Kind.Unknown
            : shape.Count == 0 ? (IsInteger(term) ? Kind.Integer : Kind.Scalar)
            : shape.Count == 1 ? Kind.Vector
            : shape.Count == 2 ? Kind.Matrix
            : Kind.Array;
    }

    /// <summary>True when the value is an integer wherever it exists, by how the term is built.</summary>
    public bool IsInteger(Term term) =>
        term switch
        {
            Number(var value) => value.IsInteger,
            Symbol(var name) => _bound.Contains(name)
                ? _indices.Contains(name)
                : variable(name) is { Dimensions.Count: 0 } symbol && IsInteger(symbol.Domain),
            Element(Symbol(var name), _) => variable(name) is { } array && IsInteger(array.Domain),
            Negate(var x) => IsInteger(x),
            Add(var xs) => xs.All(IsInteger),
            Multiply(var xs) => xs.All(IsInteger),
            Power(var x, Number({ IsInteger: true, Sign: >= 0 })) => IsInteger(x),
            Apply(Function.Cardinality or Function.Length, _) => true,
            Apply(Function.Abs or Function.Max or Function.Min, var xs) => xs.All(IsInteger),
            _ => false,
        };

    /// <summary>The dimensions of a term's value (none for a number); null where the parts do not fit, or are not known.</summary>
    public Sequence<Term>? Shape(Term term)
    {
        switch (term)
        {
            case Number:
            case Constant(ConstantKind.Pi or ConstantKind.E):
                return [];
            case Symbol(var name):
                return _bound.Contains(name) ? []
                    : variable(name) is { Domain: not (IndexSet or SmoothFunction) } known ? known.Dimensions
                    : null;
            case Negate(var x):
                return Shape(x);
            case Guarded(var value, var defined):
                return Shape(defined) is null ? null : Shape(value);
            case Add(var xs):
                return xs.Select(Shape).Aggregate(Broadcast);
            case Multiply(var xs):
            {
                // A product of two arrays is no product of numbers.
                var shapes = xs.Select(Shape).ToList();
                return shapes.Contains(null) || shapes.Count(shape => shape!.Value.Count > 0) > 1
                    ? null
                    : shapes.Aggregate(Broadcast);
            }

            case Divide(var x, var y):
                return Shape(y) is { Count: 0 } ? Shape(x) : null;
            case Power(var x, var y):
                return Shape(y) is { Count: 0 } && Shape(x) is { Count: 0 } ? [] : null;
            case Apply(Function.Cardinality or Function.Length, _):
                return [];
            case Apply(_, [var x]):
                return Shape(x);
            case Apply(_, var xs):
                return xs.All(x => Shape(x) is { Count: 0 }) ? [] : null;
            case Call(var name, var xs):
                return
                    variable(name) is { Domain: SmoothFunction(var arity, _) }
                    && arity == xs.Count
                    && xs.All(x => Shape(x) is { Count: 0 })
                    ? []
                    : null;
            case Element(var array, var indices):
                return
                    indices.All(index => Shape(index) is { Count: 0 })
                    && Shape(array) is { } dimensions
                    && dimensions.Count >= indices.Count
                    ? dimensions.Skip(indices.Count).ToSequence()
                    : null;
            case Listed(var entries):
            {
                var shapes = entries.Select(Shape).ToList();
                return
                    shapes.Count > 0 && shapes.TrueForAll(shape => shape is not null && shape.Value.Equals(shapes[0]))
                    ? [new Number(entries.Count), .. shapes[0]!.Value]
                    : null;
            }

            case Tabulate(var index, var length, var body):
                return
                    Shape(length) is { Count: 0 }
                    && Within(index, () => Shape(body)) is { } rest
                    && !Mention(rest, index)
                    ? [length, .. rest]
                    : null;
            case Fold(var kind, var index, var range, var where, var body):
                return
                    OfRange(range)
                    && Within(index, () => where is null || Fits(where) ? Shape(body) : null) is { } each
                    && (kind is FoldKind.Sum || each.Count == 0)
                    && !Mention(each, index)
                    ? each
                    : null;
            case Piecewise(var branches, var otherwise):
                return branches.All(branch => Fits(branch.Condition))
                    ? branches
                        .Select(branch => Shape(branch.Value))
                        .Concat(otherwise is null ? [] : [Shape(otherwise)])
                        .Aggregate((x, y) => x is { } a && y is { } b && a.Equals(b) ? x : null)
                    : null;
            case Integral(var body, var index, var lower, var upper):
                return End(lower) && End(upper) && Within(index, () => Shape(body), isIndex: false) is { Count: 0 }
                    ? []
                    : null;
            case Limit(var body, var index, var point, _):
                return End(point) && Within(index, () => Shape(body), isIndex: false) is { Count: 0 } ? [] : null;
            default:
                return null;
        }
    }

    /// <summary>True when the sides of every relation in the condition have kinds that can be compared.</summary>
    public bool Fits(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => Shape(left) is { } x
                && Shape(right) is { } y
                && x.Count == y.Count
                && (x.Count == 0 || relation == Relation.Equal),
            MemberOf(var element, var set) => Shape(element) is { Count: 0 } && variable(set)?.Domain is IndexSet,
            All(var conditions) => conditions.All(Fits),
            Any(var conditions) => conditions.All(Fits),
            Not(var inner) => Fits(inner),
            ForAll(var index, var range, var inner) => OfRange(range) && Within(index, () => Fits(inner)),
            _ => false,
        };

    private bool End(Term term) =>
        term is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity))
        || Shape(term) is { Count: 0 };

    private bool OfRange(IndexRange range) =>
        range switch
        {
            Span(var from, var to) => Shape(from) is { Count: 0 } && Shape(to) is { Count: 0 },
            Members(var set) => variable(set)?.Domain is IndexSet,
            _ => false,
        };

    private T Within<T>(string name, Func<T> evaluate, bool isIndex = true)
    {
        var (added, wasIndex) = (_bound.Add(name), _indices.Contains(name));
        Mark(isIndex);
        var value = evaluate();
        Mark(wasIndex);
        if (added)
        {
            _bound.Remove(name);
        }

        return value;

        void Mark(bool index)
        {
            if (index)
            {
                _indices.Add(name);
            }
            else
            {
                _indices.Remove(name);
            }
        }
    }

    // Rows of unlike lengths are no table.
    private static bool Mention(Sequence<Term> dimensions, string index) =>
        dimensions.Any(dimension => dimension.FreeNames().Contains(index));

    private static Sequence<Term>? Broadcast(Sequence<Term>? left, Sequence<Term>? right) =>
        left is not { } x || right is not { } y ? null
        : x.Count == 0 ? right
        : y.Count == 0 || x.Equals(y) ? left
        : null;

    private static bool IsInteger(Domain domain) =>
        domain switch
        {
            Integers or OneHot => true,
            Finite(var values) => values.All(value => value.IsInteger),
            _ => false,
        };
}
