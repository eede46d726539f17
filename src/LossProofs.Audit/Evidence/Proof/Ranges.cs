// Ranges of terms over whole domains, ends included or not: signs that hold for every n, and boxes for subdivision.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>An interval of reals whose ends may be open or infinite; ends are rounded outwards.</summary>
public readonly record struct Range(double Lower, bool LowerOpen, double Upper, bool UpperOpen)
{
    /// <summary>All reals.</summary>
    public static Range All => new(double.NegativeInfinity, true, double.PositiveInfinity, true);

    /// <summary>True when every point is ≥ 0.</summary>
    public bool IsNonNegative => Lower >= 0;

    /// <summary>True when every point is ≤ 0.</summary>
    public bool IsNonPositive => Upper <= 0;

    /// <summary>True when every point is &gt; 0.</summary>
    public bool IsPositive => Lower > 0 || (Lower == 0 && LowerOpen);

    /// <summary>True when every point is &lt; 0.</summary>
    public bool IsNegative => Upper < 0 || (Upper == 0 && UpperOpen);

    /// <summary>Sum.</summary>
    public static Range operator +(Range x, Range y)
    {
        var lower = (Interval)0.0;
        var upper = lower;
        lower =
            double.IsInfinity(x.Lower) || double.IsInfinity(y.Lower)
                ? Interval.Entire
                : new Interval(x.Lower, x.Lower) + new Interval(y.Lower, y.Lower);
        upper =
            double.IsInfinity(x.Upper) || double.IsInfinity(y.Upper)
                ? Interval.Entire
                : new Interval(x.Upper, x.Upper) + new Interval(y.Upper, y.Upper);
        return new Range(lower.Lower, x.LowerOpen || y.LowerOpen, upper.Upper, x.UpperOpen || y.UpperOpen);
    }

    /// <summary>Negation.</summary>
    public static Range operator -(Range x) => new(-x.Upper, x.UpperOpen, -x.Lower, x.LowerOpen);

    /// <summary>Product.</summary>
    public static Range operator *(Range x, Range y)
    {
        Span<(double Low, double High, bool Open)> corners =
        [
            Corner(x.Lower, x.LowerOpen, y.Lower, y.LowerOpen),
            Corner(x.Lower, x.LowerOpen, y.Upper, y.UpperOpen),
            Corner(x.Upper, x.UpperOpen, y.Lower, y.LowerOpen),
            Corner(x.Upper, x.UpperOpen, y.Upper, y.UpperOpen),
        ];
        var (lower, lowerOpen, upper, upperOpen) = (double.PositiveInfinity, true, double.NegativeInfinity, true);
        foreach (var (low, high, open) in corners)
        {
            if (low < lower || (low == lower && !open))
            {
                (lower, lowerOpen) = (low, open);
            }

            if (high > upper || (high == upper && !open))
            {
                (upper, upperOpen) = (high, open);
            }
        }

        // 0 is reached at a closed 0 of either factor, whatever the other is.
        if (x.Reaches(0) || y.Reaches(0))
        {
            lowerOpen &= lower != 0;
            upperOpen &= upper != 0;
        }

        return new Range(lower, lowerOpen || double.IsInfinity(lower), upper, upperOpen || double.IsInfinity(upper));

        // An end that is 0 meets an end that is infinite: values between come as near to any number as one likes, but
        // those near 0 and near infinity are bounded by the other corners; 0 itself is the limit.
        static (double Low, double High, bool Open) Corner(double a, bool aOpen, double b, bool bOpen)
        {
            if ((a == 0 && double.IsInfinity(b)) || (b == 0 && double.IsInfinity(a)))
            {
                return (0, 0, true);
            }

            if (double.IsInfinity(a) || double.IsInfinity(b))
            {
                var end = a * b;
                return (end, end, true);
            }

            var product = new Interval(a, a) * new Interval(b, b);
            return (product.Lower, product.Upper, aOpen || bOpen);
        }
    }

    /// <summary>1/x; null when 0 is inside or a closed end.</summary>
    public Range? Reciprocal()
    {
        if (!IsPositive && !IsNegative)
        {
            return null;
        }

        if (IsNegative)
        {
            return -(-this).Reciprocal()!.Value;
        }

        var upper = Lower == 0 ? double.PositiveInfinity : ((Interval)1.0 / new Interval(Lower, Lower)).Upper;
        var lower = double.IsInfinity(Upper) ? 0 : ((Interval)1.0 / new Interval(Upper, Upper)).Lower;
        return new Range(lower, UpperOpen, upper, LowerOpen || double.IsInfinity(upper));
    }

    /// <summary>The image under an increasing function, given its limits at the ends of its domain.</summary>
    public Range Increasing(Func<Interval, Interval> function, double atMinusInfinity, double atInfinity)
    {
        var (lower, upper) = (Lower, Upper);
        var low = double.IsNegativeInfinity(lower) ? atMinusInfinity : End(lower).Lower;
        var high = double.IsPositiveInfinity(upper) ? atInfinity : End(upper).Upper;
        return new Range(
            Math.Max(low, atMinusInfinity),
            LowerOpen || low <= atMinusInfinity,
            Math.Min(high, atInfinity),
            UpperOpen || high >= atInfinity
        );

        // Where assumptions contradict each other a range is empty, and its ends may be anything.
        Interval End(double end) =>
            !double.IsFinite(end) ? Interval.Entire
            : function(new Interval(end, end)) is { IsDefined: true } image ? image
            : Interval.Entire;
    }

    /// <summary>What division in halves goes by: unbounded ranges are wide until they lie beyond 2^20.</summary>
    public double SplittingWidth =>
        double.IsInfinity(Lower) || double.IsInfinity(Upper)
            ? Math.Abs(double.IsInfinity(Upper) ? Lower : Upper) is > 1048576 and < double.PositiveInfinity
                ? 0
                : double.MaxValue
            : Upper - Lower;

    /// <summary>Two ranges that together hold all points of this one; null where it is too narrow to divide.</summary>
    public (Range Below, Range Above)? Halves()
    {
        const double narrowest = 1e-6;
        if (SplittingWidth < narrowest)
        {
            return null;
        }

        var middle =
            double.IsInfinity(Lower) && double.IsInfinity(Upper) ? 0
            : double.IsInfinity(Lower) ? Math.Min(-1, 2 * Upper)
            : double.IsInfinity(Upper) ? Math.Max(1, 2 * Lower)
            : (Lower / 2) + (Upper / 2);
        return (this with { Upper = middle, UpperOpen = false }, this with { Lower = middle, LowerOpen = false });
    }

    private bool Reaches(double point) =>
        (Lower < point || (Lower == point && !LowerOpen)) && (Upper > point || (Upper == point && !UpperOpen));

    /// <summary>What two ranges of one value have in common; the first where that is nothing, as no value is left.</summary>
    public static Range Meet(Range x, Range y)
    {
        var common = new Range(
            Math.Max(x.Lower, y.Lower),
            x.Lower >= y.Lower && x.LowerOpen || y.Lower >= x.Lower && y.LowerOpen,
            Math.Min(x.Upper, y.Upper),
            x.Upper <= y.Upper && x.UpperOpen || y.Upper <= x.Upper && y.UpperOpen
        );
        return common.IsEmpty ? x : common;
    }

    /// <summary>True when no number is in it: hypotheses contradict each other, and nothing is to be read off it.</summary>
    public bool IsEmpty => !(Lower < Upper || (Lower == Upper && !LowerOpen && !UpperOpen));

    /// <summary>The smallest range that holds both.</summary>
    public static Range Hull(Range x, Range y) =>
        new(
            Math.Min(x.Lower, y.Lower),
            (x.LowerOpen || x.Lower > y.Lower) && (y.LowerOpen || y.Lower > x.Lower),
            Math.Max(x.Upper, y.Upper),
            (x.UpperOpen || x.Upper < y.Upper) && (y.UpperOpen || y.Upper < x.Upper)
        );
}

/// <summary>
/// Ranges of terms over a setting: an interval that contains the value of the term at every point of the setting at which
/// it exists; that it does is shown elsewhere. Null where the work is spent.
/// </summary>
public sealed class Ranges
{
    private const int MostWork = 50_000;

    // Less than π/2.
    private const double QuarterTurn = 1.57;
    private readonly Dictionary<string, Range> _variables = [];
    private readonly Dictionary<string, Range> _functions = [];
    private readonly Dictionary<Term, Range> _facts = [];
    private readonly Dictionary<string, Range> _bound = [];
    private int _work;

    /// <summary>Over the domains of a setting and what it assumes of terms in comparison with numbers.</summary>
    /// <param name="setting">The points.</param>
    /// <param name="box">Ranges of some variables, in the place of their domains'.</param>
    public Ranges(Setting setting, IReadOnlyDictionary<string, Range>? box = null)
    {
        foreach (var variable in setting.Variables)
        {
            if (OfDomain(variable) is { } range)
            {
                _variables[variable.Name] = range.IsEmpty ? Range.All : range;
            }

            if (
                variable.Domain is SmoothFunction(_, var values)
                && OfDomain(variable with { Domain = values }) is { IsEmpty: false } image
            )
            {
                _functions[variable.Name] = image;
            }
        }

        foreach (var (name, range) in box ?? new Dictionary<string, Range>())
        {
            _variables[name] = range.IsEmpty ? Range.All : range;
        }

        foreach (var assumption in setting.Assumptions)
        {
            var (left, relation, right) = assumption switch
            {
                Compare(var l, var r, var t) => (l, r, t),
                Not(Compare(var l, var r, var t)) => (l, Theorem.Opposite(r), t),
                _ => (Term.Zero, Relation.Equal, Term.Zero),
            };
            Learn(left, relation, right);
            Learn(right, Theorem.Turned(relation), left);
        }
    }

    /// <summary>The range of a variable, or null.</summary>
    public Range? OfVariable(string name) => Variable(name);

    // term R number.
    private void Learn(Term term, Relation relation, Term bound)
    {
        if (term is Number || bound is not Number(var value))
        {
            return;
        }

        var at = Interval.From(value, 53);
        var exact = at.IsPoint;
        Range? half = relation switch
        {
            Relation.Greater => new Range(at.Lower, exact, double.PositiveInfinity, true),
            Relation.GreaterOrEqual => new Range(at.Lower, false, double.PositiveInfinity, true),
            Relation.Less => new Range(double.NegativeInfinity, true, at.Upper, exact),
            Relation.LessOrEqual => new Range(double.NegativeInfinity, true, at.Upper, false),
            Relation.Equal => new Range(at.Lower, false, at.Upper, false),
            _ => null,
        };
        if (half is not { } known)
        {
            return;
        }

        if (term is Symbol(var name) && Variable(name) is { } own)
        {
            _variables[name] = Range.Meet(own, known);
        }
        else
        {
            _facts[term] = _facts.TryGetValue(term, out var fact) ? Range.Meet(fact, known) : known;
        }
    }

    /// <summary>The range of a variable's values (entries).</summary>
    public static Range? OfDomain(Variable variable) =>
        variable.Domain switch
        {
            RealInterval(var lower, var lowerClosed, var upper, var upperClosed) => new Range(
                lower is { } a ? Interval.From(a, 53).Lower : double.NegativeInfinity,
                lower is null || !lowerClosed && IsDouble(lower),
                upper is { } b ? Interval.From(b, 53).Upper : double.PositiveInfinity,
                upper is null || !upperClosed && IsDouble(upper)
            ),
            Finite(var values) when values.Count > 0 => new Range(
                Interval.From(values.Min(), 53).Lower,
                false,
                Interval.From(values.Max(), 53).Upper,
                false
            ),
            Integers(var lower, var upper) => new Range(
                lower is Number(var a) ? Interval.From(a, 53).Lower : double.NegativeInfinity,
                lower is not Number,
                upper is Number(var b) ? Interval.From(b, 53).Upper : double.PositiveInfinity,
                upper is not Number
            ),
            ProbabilityVector(var strict) => new Range(0, strict, 1, false),
            OneHot => new Range(0, false, 1, false),
            ZeroSum => Range.All,
            _ => null,
        };

    /// <summary>The range of a term, or null where it is not known (or the term may be undefined).</summary>
    public Range? Of(Term term)
    {
        if (++_work > MostWork)
        {
            return null;
        }

        // What exists has some real value.
        var range = Computed(term) ?? Range.All;
        return _bound.Count == 0 && _facts.Count > 0 && _facts.TryGetValue(term, out var fact)
            ? Range.Meet(range, fact)
            : range;
    }

    private Range? Computed(Term term)
    {
        switch (term)
        {
            case Number(var value):
            {
                var enclosure = Interval.From(value, 53);
                return new Range(enclosure.Lower, false, enclosure.Upper, false);
            }
            case Constant(ConstantKind.Pi):
                return new Range(Interval.Pi(53).Lower, true, Interval.Pi(53).Upper, true);
            case Constant(ConstantKind.E):
                return new Range(2.718281828459045, true, 2.7182818284590455, true);
            case Symbol(var name):
                return _bound.TryGetValue(name, out var index) ? index : Variable(name);
            case Element(Symbol(var name), _):
                return Variable(name);
            case Negate(var x):
                return -Of(x);
            case Guarded(var value, _):
                return Of(value);
            case Add(var xs):
            {
                var sum = xs.Select(Of).Aggregate((x, y) => x + y);
                return sum is { } known && Affine(term) is { } affine ? Range.Meet(known, affine) : sum;
            }
            case Multiply(var xs):
                return Product(xs);
            case Divide(var x, var y):
                return Of(x) * Of(y)?.Reciprocal();
            case Power(Constant(ConstantKind.E), var y):
                return Of(Term.Exp(y));
            case Power(var x, Number({ IsInteger: true } n)) when Rational.Abs(n) <= 64:
                return Of(x) is { } power ? Integer(power, (int)n.Numerator) : null;
            case Power(var x, var y) when Of(x) is { IsPositive: true } positive && Of(y) is { } exponent:
                return Exponential(Logarithm(positive) * exponent);
            case Apply(Function.Max or Function.Min, var xs):
            {
                var max = ((Apply)term).Function == Function.Max;
                return xs.Select(Of)
                    .Aggregate(
                        (x, y) =>
                            x is { } a && y is { } b
                                ? max
                                    ? new Range(
                                        Math.Max(a.Lower, b.Lower),
                                        a.Lower >= b.Lower ? a.LowerOpen : b.LowerOpen,
                                        Range.Hull(a, b).Upper,
                                        Range.Hull(a, b).UpperOpen
                                    )
                                    : new Range(
                                        Range.Hull(a, b).Lower,
                                        Range.Hull(a, b).LowerOpen,
                                        Math.Min(a.Upper, b.Upper),
                                        a.Upper <= b.Upper ? a.UpperOpen : b.UpperOpen
                                    )
                                : null
                    );
            }
            case Apply(Function.Cardinality, _):
                return new Range(0, false, double.PositiveInfinity, true);
            case Apply(var function, [var x]):
                return Of(x) is { } argument ? Elementary(function, argument) : null;
            case Fold fold:
                return OfFold(fold);
            case Call(var name, _) when _functions.TryGetValue(name, out var values):
                return values;
            case Piecewise(var branches, var otherwise):
                return branches
                    .Select(branch => Of(branch.Value))
                    .Concat(otherwise is null ? [] : [Of(otherwise)])
                    .Aggregate((x, y) => x is { } first && y is { } second ? Range.Hull(first, second) : null);
            default:
                return null;
        }
    }

    private Range? Variable(string name) => _variables.TryGetValue(name, out var range) ? range : null;

    // A term that is affine in each of up to three numbers takes its extremes at corners of their box. An extreme is
    // reached when all corners of some face take it whose fixed sides belong to the box.
    private Range? Affine(Term term)
    {
        var names = term.FreeNames().ToList();
        if (
            names.Count is 0 or > 3
            || !names.All(name => Degree(term, name) <= 1)
            || names.Any(name =>
                _bound.ContainsKey(name)
                || Variable(name) is not { } side
                || double.IsInfinity(side.Lower)
                || double.IsInfinity(side.Upper)
            )
        )
        {
            return null;
        }

        var sides = names.ConvertAll(name => Variable(name)!.Value);
        var corners = 1 << names.Count;
        var values = new Rational[corners];
        for (var corner = 0; corner < corners; corner++)
        {
            if (AtCorner(term, names, sides, corner) is not { } value)
            {
                return null;
            }

            values[corner] = value;
        }

        var (lower, upper) = (values.Min(), values.Max());
        return new Range(
            Interval.From(lower, 53).Lower,
            !IsReached(lower) && IsDouble(lower),
            Interval.From(upper, 53).Upper,
            !IsReached(upper) && IsDouble(upper)
        );

        bool IsReached(Rational extreme)
        {
            for (var free = 0; free < corners; free++)
            {
                for (var at = 0; at < corners; at++)
                {
                    if (
                        Enumerable
                            .Range(0, corners)
                            .Where(corner => (corner & ~free) == (at & ~free))
                            .All(corner => values[corner] == extreme)
                        && Enumerable
                            .Range(0, names.Count)
                            .All(axis =>
                                (free >> axis & 1) == 1
                                || !((at >> axis & 1) == 1 ? sides[axis].UpperOpen : sides[axis].LowerOpen)
                            )
                    )
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    // Degree in a variable; 2 stands for anything else.
    private static int Degree(Term term, string name) =>
        term switch
        {
            Number => 0,
            Symbol(var symbol) => symbol == name ? 1 : 0,
            Negate(var x) => Degree(x, name),
            Add(var xs) => xs.Max(x => Degree(x, name)),
            Multiply(var xs) => Math.Min(2, xs.Sum(x => Degree(x, name))),
            Divide(var x, Number { Value.Sign: not 0 }) => Degree(x, name),
            _ => 2,
        };

    private static Rational? AtCorner(Term term, List<string> names, List<Range> sides, int corner) =>
        term switch
        {
            Number(var value) => value,
            Symbol(var name) when names.IndexOf(name) is >= 0 and var axis => Rational.FromDouble(
                (corner >> axis & 1) == 1 ? sides[axis].Upper : sides[axis].Lower
            ),
            Negate(var x) => -AtCorner(x, names, sides, corner),
            Add(var xs) => xs.Select(x => AtCorner(x, names, sides, corner)).Aggregate((x, y) => x + y),
            Multiply(var xs) => xs.Select(x => AtCorner(x, names, sides, corner)).Aggregate((x, y) => x * y),
            Divide(var x, Number(var y)) => AtCorner(x, names, sides, corner) / y,
            _ => null,
        };

    private static bool IsDouble(Rational? end) => end is { } value && Interval.From(value, 53).IsPoint;

    // Equal factors are squares.
    private Range? Product(Sequence<Term> factors)
    {
        Range? product = new Range(1, false, 1, false);
        foreach (var group in factors.GroupBy(factor => factor))
        {
            product *= Of(group.Key) is { } range ? Integer(range, group.Count()) : null;
        }

        return product;
    }

    private static Range? Integer(Range x, int n)
    {
        if (n < 0)
        {
            return Integer(x, -n)?.Reciprocal();
        }

        if (n == 0)
        {
            return new Range(1, false, 1, false);
        }

        if (n % 2 == 0)
        {
            var size =
                x.IsNonNegative ? x
                : x.IsNonPositive ? -x
                : Size(x);
            return Repeated(size, n);
        }

        return x.IsNonNegative ? Repeated(x, n)
            : x.IsNonPositive ? -Repeated(-x, n)
            : Range.Hull(
                -Repeated(new Range(0, false, -x.Lower, x.LowerOpen), n),
                Repeated(new Range(0, false, x.Upper, x.UpperOpen), n)
            );
    }

    // |x| of a range with 0 inside: where both ends are as far from 0, either may be reached.
    private static Range Size(Range x) =>
        Range.Hull(new Range(0, false, -x.Lower, x.LowerOpen), new Range(0, false, x.Upper, x.UpperOpen));

    private static Range Repeated(Range x, int n)
    {
        var power = x;
        for (var count = 1; count < n; count++)
        {
            power *= x;
        }

        return power;
    }

    private static Range? Exponential(Range? x) => x?.Increasing(Interval.Exp, 0, double.PositiveInfinity);

    private static Range? Logarithm(Range x)
    {
        if (!x.IsPositive)
        {
            return null;
        }

        // log 0⁺ = −∞; log 1 = 0 exactly.
        var lower =
            x.Lower == 0 ? double.NegativeInfinity
            : x.Lower == 1 ? 0
            : Interval.Log(new Interval(x.Lower, x.Lower)).Lower;
        var upper =
            double.IsInfinity(x.Upper) ? double.PositiveInfinity
            : x.Upper == 1 ? 0
            : Interval.Log(new Interval(x.Upper, x.Upper)).Upper;
        return new Range(lower, x.LowerOpen || double.IsInfinity(lower), upper, x.UpperOpen);
    }

    private Range? Elementary(Function function, Range x)
    {
        switch (function)
        {
            case Function.Exp:
                return Exponential(x);
            case Function.Log:
                return Logarithm(x);
            case Function.Sqrt when x.IsNonNegative:
                return x.Increasing(Interval.Sqrt, 0, double.PositiveInfinity) with { LowerOpen = x.LowerOpen };
            case Function.Abs:
                return x.IsNonNegative ? x
                    : x.IsNonPositive ? -x
                    : Size(x);
            case Function.Sigmoid:
                return x.Increasing(Interval.Sigmoid, 0, 1);
            case Function.Softplus:
                return x.Increasing(Interval.Softplus, 0, double.PositiveInfinity);
            case Function.Tanh:
                return Odd(x, Interval.Tanh, 1);
            case Function.Sinh:
                return Odd(x, Interval.Sinh, double.PositiveInfinity);
            case Function.Asinh:
                return Odd(x, Interval.Asinh, double.PositiveInfinity);
            case Function.Erf:
                return Odd(x, Interval.Erf, 1);
            case Function.Atan:
                return Odd(x, Interval.Atan, Math.BitIncrement(Math.PI / 2));
            case Function.Cosh:
                return Integer(Odd(x, Interval.Sinh, double.PositiveInfinity), 2) is { } square
                    ? (square + new Range(1, false, 1, false)).Increasing(Interval.Sqrt, 0, double.PositiveInfinity)
                    : null;
            case Function.Sin or Function.Cos:
                return Circular(function, x);
            case Function.Tan when x is { Lower: >= -QuarterTurn, Upper: <= QuarterTurn }:
                return Odd(x, y => Interval.Sin(y) / Interval.Cos(y), double.PositiveInfinity);
            case Function.StopGradient:
                return x;
            case Function.Gamma
            or Function.Factorial when x.IsPositive || function == Function.Factorial && x.IsNonNegative:
                return new Range(0, true, double.PositiveInfinity, true);
            default:
            {
                // All values that the function has.
                var (lower, hasLower, upper, hasUpper) = KnownFunctions.Of(function).Values;
                return Of(lower) is { } low && Of(upper) is { } high
                    ? new Range(low.Lower, !hasLower, high.Upper, !hasUpper)
                    : null;
            }
        }
    }

    // Of a bounded range; within half a turn from 0 on the sine has the sign of its argument.
    private static Range Circular(Function function, Range x)
    {
        var everything = new Range(-1, false, 1, false);
        if (!double.IsFinite(x.Lower) || !double.IsFinite(x.Upper) || x.IsEmpty)
        {
            return everything;
        }

        var argument = new Interval(x.Lower, x.Upper);
        var image = function == Function.Sin ? Interval.Sin(argument) : Interval.Cos(argument);
        var range = new Range(image.Lower, false, image.Upper, false);
        return function == Function.Cos ? range
            : x is { IsNonNegative: true, Upper: <= 2 * QuarterTurn } ? Signed(range, x.IsPositive)
            : x is { IsNonPositive: true, Lower: >= -2 * QuarterTurn } ? -Signed(-range, x.IsNegative)
            : range;

        static Range Signed(Range values, bool isStrict) =>
            values.Lower <= 0 ? values with { Lower = 0, LowerOpen = isStrict } : values;
    }

    // Increasing with f(0) = 0 exactly.
    private static Range Odd(Range x, Func<Interval, Interval> function, double limit)
    {
        var image = x.Increasing(function, -limit, limit);
        return new Range(
            x.Lower == 0 ? 0 : image.Lower,
            x.Lower == 0 ? x.LowerOpen : image.LowerOpen,
            x.Upper == 0 ? 0 : image.Upper,
            x.Upper == 0 ? x.UpperOpen : image.UpperOpen
        );
    }

    private Range? OfFold(Fold fold)
    {
        // A name that is bound twice has no range of its own.
        var shadows = _bound.TryGetValue(fold.Index, out var outer);
        _bound[fold.Index] =
            shadows ? Range.All
            : fold.Range is Members ? new Range(1, false, double.PositiveInfinity, true)
            : fold.Range is Span(Number(var start), _)
                ? new Range(Interval.From(start, 53).Lower, false, double.PositiveInfinity, true)
            : Range.All;
        var body = Of(fold.Body);
        if (shadows)
        {
            _bound[fold.Index] = outer;
        }
        else
        {
            _bound.Remove(fold.Index);
        }

        if (body is not { } range)
        {
            return null;
        }

        // Over a span 1..n there is at least one term; over a set or under a condition there may be none.
        var mayBeEmpty =
            fold.Where is not null
            || fold.Range is not Span(Number(var from), var to)
            || (to is Number(var last) ? Interval.From(last, 53).Lower : Of(to)?.Lower) is not { } least
            || Interval.From(from, 53).Upper > least;
        var zero = new Range(0, false, 0, false);
        switch (fold.Kind)
        {
            case FoldKind.Sum:
                var sum = new Range(
                    range.Lower >= 0 ? range.Lower : double.NegativeInfinity,
                    range.Lower < 0 || range.LowerOpen,
                    range.Upper <= 0 ? range.Upper : double.PositiveInfinity,
                    range.Upper > 0 || range.UpperOpen
                );
                return mayBeEmpty ? Range.Hull(sum, zero) : sum;
            case FoldKind.Product when range.IsPositive:
                return new Range(
                    range.Lower >= 1 && !mayBeEmpty ? range.Lower
                        : range.Lower >= 1 ? 1
                        : 0,
                    range.Lower < 1 || (range.LowerOpen && !mayBeEmpty),
                    range.Upper <= 1 ? 1 : double.PositiveInfinity,
                    range.Upper > 1
                );
            case FoldKind.Product when range.IsNonNegative:
                return new Range(0, false, range.Upper <= 1 ? 1 : double.PositiveInfinity, range.Upper > 1);
            case FoldKind.Max or FoldKind.Min:
                return range;
            default:
                return null;
        }
    }
}
