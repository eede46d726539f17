// Expressions of the attack on the prover: each prints itself as LaTeX and has a value at a point.
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace LossProofs.Attack.Statements;

/// <summary>What names stand for: numbers, lists, tables, functions.</summary>
internal sealed class Point
{
    /// <summary>Numbers and bound indices.</summary>
    public Dictionary<string, Worth> Numbers { get; } = [];

    /// <summary>Lists, counted from 1.</summary>
    public Dictionary<string, Worth[]> Lists { get; } = [];

    /// <summary>Tables, counted from 1.</summary>
    public Dictionary<string, Worth[,]> Tables { get; } = [];

    /// <summary>Functions of one number.</summary>
    public Dictionary<string, Func<Worth, Worth>> Functions { get; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(
            ", ",
            Numbers
                .Select(pair => $"{pair.Key} = {pair.Value.Exact}")
                .Concat(Lists.Select(pair => $"{pair.Key} = [{string.Join("; ", pair.Value.Select(v => v.Exact))}]"))
                .Concat(
                    Tables.Select(pair =>
                        $"{pair.Key} = [{string.Join("; ", pair.Value.Cast<Worth>().Select(v => v.Exact))}]"
                    )
                )
        );
}

/// <summary>An expression.</summary>
internal abstract record Expr
{
    /// <summary>An integer.</summary>
    public static implicit operator Expr(int value) => new Num(value);

    /// <summary>Sum.</summary>
    public static Expr operator +(Expr x, Expr y) => new Sum(x, y);

    /// <summary>Difference.</summary>
    public static Expr operator -(Expr x, Expr y) => new Minus(x, y);

    /// <summary>Product.</summary>
    public static Expr operator *(Expr x, Expr y) => new Product(x, y);

    /// <summary>Quotient.</summary>
    public static Expr operator /(Expr x, Expr y) => new Quotient(x, y);

    /// <summary>Its LaTeX.</summary>
    public abstract string Latex { get; }

    /// <summary>True when nothing around it can be taken for a part of it.</summary>
    public virtual bool IsAtom => false;

    /// <summary>Its LaTeX, in parentheses unless it is an atom.</summary>
    public string Closed => IsAtom ? Latex : $@"\left({Latex}\right)";

    /// <summary>Its value.</summary>
    public abstract Worth At(Point point);
}

internal sealed record Num(Fraction Value) : Expr
{
    public override string Latex =>
        Value.Below.IsOne ? Value.Above.ToString(CultureInfo.InvariantCulture)
        : Value.Sign < 0 ? $@"-\frac{{{-Value.Above}}}{{{Value.Below}}}"
        : $@"\frac{{{Value.Above}}}{{{Value.Below}}}";

    public override bool IsAtom => Value.Sign >= 0;

    public override Worth At(Point point) => Worth.Of(Value);
}

internal sealed record Var(string Name) : Expr
{
    public override string Latex => Name;

    public override bool IsAtom => true;

    public override Worth At(Point point) => point.Numbers[Name];
}

internal sealed record Entry(string Array, params Expr[] Places) : Expr
{
    public override string Latex =>
        $"{Array}_{{{string.Join(Places.All(p => p is Var) ? "" : ", ", Places.Select(p => p.Latex))}}}";

    public override bool IsAtom => true;

    public override Worth At(Point point)
    {
        var places = Places.Select(place => place.At(point).Integer).ToList();
        if (places.Contains(null))
        {
            return Worth.Undefined;
        }

        var (row, column) = (places[0]!.Value - 1, places[^1]!.Value - 1);
        if (point.Tables.TryGetValue(Array, out var table))
        {
            return row < 0 || column < 0 || row >= table.GetLength(0) || column >= table.GetLength(1)
                ? Worth.Undefined
                : table[(int)row, (int)column];
        }

        var list = point.Lists[Array];
        return row < 0 || row >= list.Length ? Worth.Undefined : list[(int)row];
    }
}

internal sealed record Sum(Expr X, Expr Y) : Expr
{
    public override string Latex => $"{X.Latex} + {(Y is Negative or Num { Value.Sign: < 0 } ? Y.Closed : Y.Latex)}";

    public override Worth At(Point point) => X.At(point) + Y.At(point);
}

internal sealed record Minus(Expr X, Expr Y) : Expr
{
    public override string Latex => $"{X.Latex} - {(Y is Product or Quotient or Power or Apply ? Y.Latex : Y.Closed)}";

    public override Worth At(Point point) => X.At(point) + -Y.At(point);
}

internal sealed record Negative(Expr X) : Expr
{
    public override string Latex => $"-{(X is Product or Quotient or Power or Apply ? X.Latex : X.Closed)}";

    public override Worth At(Point point) => -X.At(point);
}

internal sealed record Product(Expr X, Expr Y) : Expr
{
    public override string Latex =>
        $@"{(X is Product or Power or Apply or Quotient ? X.Latex : X.Closed)} \cdot {(Y is Power or Apply or Quotient ? Y.Latex : Y.Closed)}";

    public override Worth At(Point point) => X.At(point) * Y.At(point);
}

internal sealed record Quotient(Expr X, Expr Y) : Expr
{
    public override string Latex => $@"\frac{{{X.Latex}}}{{{Y.Latex}}}";

    public override Worth At(Point point) => X.At(point) / Y.At(point);
}

/// <summary>x^n for an exponent that is an integer at every point.</summary>
internal sealed record Power(Expr X, Expr N) : Expr
{
    public override string Latex => $"{(X is Apply ? $@"\left({X.Latex}\right)" : X.Closed)}^{{{N.Latex}}}";

    public override Worth At(Point point) =>
        N.At(point) is var n && n.Integer is { } whole ? Worth.Power(X.At(point), whole)
        : n.IsUndefined ? n
        : Worth.Unknown;
}

/// <summary>x^q for a real exponent.</summary>
internal sealed record RealPower(Expr X, Expr Q) : Expr
{
    public override string Latex => $"{(X is Apply ? $@"\left({X.Latex}\right)" : X.Closed)}^{{{Q.Latex}}}";

    public override Worth At(Point point)
    {
        var (x, q) = (X.At(point), Q.At(point));
        return x.IsUndefined || q.IsUndefined ? Worth.Undefined
            : x.Sign == 0
                ? q.Sign is > 0 ? Worth.Zero
                    : q.Sign is null ? Worth.Unknown
                    // 0^0 is 1 where the exponent is an integer by what is written, not by the point: 0^{-0}.
                    : q.Exact?.Sign == 0 && IsWritten ? Worth.One
                    : Worth.Undefined
            // A negative base has powers with integer exponents only, however these are written: (-2)^{\min(1, -2)}.
            : x.Sign is < 0
                ? q.Integer is { } whole ? Worth.Power(x, whole)
                    : q.Exact is null ? Worth.Unknown
                    : Worth.Undefined
            : x.Sign is null ? Worth.Unknown
            : Apply.Of("exp", q * Apply.Of("log", x));
    }

    // The exponent names no quantity.
    private bool IsWritten => !Regex.IsMatch(Q.Latex, @"(?<![A-Za-z\\])[A-Za-z]");
}

/// <summary>A function of one number that has a name.</summary>
internal sealed record Apply(string Name, Expr X) : Expr
{
    public override string Latex =>
        Name switch
        {
            "exp" => $"e^{{{X.Latex}}}",
            "sqrt" => $@"\sqrt{{{X.Latex}}}",
            "abs" => $@"\left|{X.Latex}\right|",
            "floor" => $@"\lfloor {X.Latex} \rfloor",
            "sigma" => $@"\frac{{1}}{{1 + e^{{-{X.Closed}}}}}",
            _ => $@"\{Name}\left({X.Latex}\right)",
        };

    public override bool IsAtom => Name is "abs" or "floor" or "sqrt";

    public override Worth At(Point point) => Of(Name, X.At(point));

    public static Worth Of(string name, Worth x)
    {
        if (!x.IsKnown)
        {
            return x;
        }

        if (!double.IsFinite(x.Value))
        {
            return name == "abs" && x.Exact is { } huge ? (huge.Sign < 0 ? -x : x) : Worth.Unknown;
        }

        var (v, e) = (x.Value, x.Error);
        switch (name)
        {
            case "exp":
                return x.Exact?.Sign == 0 ? Worth.One
                    : v > 700 || e > 1 ? Worth.Unknown
                    : Worth.About(Math.Exp(v), 3 * e * Math.Exp(v));
            case "log":
                return x.Sign is not { } sign ? Worth.Unknown
                    : sign <= 0 ? Worth.Undefined
                    : x.Exact?.CompareTo(1) == 0 ? Worth.Zero
                    : Worth.About(Math.Log(v), 2 * e / v);
            case "sqrt":
                return x.Sign switch
                {
                    null => Worth.Unknown,
                    < 0 => Worth.Undefined,
                    0 => Worth.Zero,
                    _ => x.Exact is { } square && Root(square.Above) is { } a && Root(square.Below) is { } b
                        ? Worth.Of(new Fraction(a, b))
                        : Worth.About(Math.Sqrt(v), e / Math.Sqrt(v)),
                };
            case "abs":
                return x.Sign is { } side ? (side < 0 ? -x : x) : Worth.About(Math.Abs(v), e);
            case "floor":
                return x.Exact is { } exact
                    ? Worth.Of(
                        BigInteger.Divide(
                            exact.Above - ((exact.Above % exact.Below) + exact.Below) % exact.Below,
                            exact.Below
                        )
                    )
                    : Worth.Unknown;
            case "sigma":
                return Worth.One / (Worth.One + Of("exp", -x));
            case "sin":
                return x.Exact?.Sign == 0 ? Worth.Zero
                    : Math.Abs(v) > 1e6 ? Worth.Unknown
                    : x.Map(Math.Sin, 1);
            case "cos":
                return x.Exact?.Sign == 0 ? Worth.One
                    : Math.Abs(v) > 1e6 ? Worth.Unknown
                    : x.Map(Math.Cos, 1);
            case "tanh":
                return x.Exact?.Sign == 0 ? Worth.Zero : x.Map(Math.Tanh, 1);
            case "arctan":
                return x.Exact?.Sign == 0 ? Worth.Zero : x.Map(Math.Atan, 1);
            default:
                throw new ArgumentException(name);
        }
    }

    private static BigInteger? Root(BigInteger value)
    {
        if (value.GetBitLength() > 1000)
        {
            return null;
        }

        var low = BigInteger.Zero;
        var high = BigInteger.One << (int)(value.GetBitLength() / 2 + 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = middle * middle <= value ? (middle, high) : (low, middle - 1);
        }

        return low * low == value ? low : null;
    }
}

/// <summary>The larger or smaller of two.</summary>
internal sealed record Larger(bool Max, Expr X, Expr Y) : Expr
{
    public override string Latex => $@"\{(Max ? "max" : "min")}\left({X.Latex}, {Y.Latex}\right)";

    public override bool IsAtom => true;

    public override Worth At(Point point)
    {
        var (x, y) = (X.At(point), Y.At(point));
        return x.IsUndefined || y.IsUndefined ? Worth.Undefined
            : Worth.Compare(x, y) is not { } order
                ? x.IsKnown && y.IsKnown && double.IsFinite(x.Value) && double.IsFinite(y.Value)
                        ? Worth.About(Max ? Math.Max(x.Value, y.Value) : Math.Min(x.Value, y.Value), x.Error + y.Error)
                    : Worth.Unknown
            : order > 0 == Max ? x
            : y;
    }
}

/// <summary>A sum, product, maximum or minimum over a range.</summary>
internal sealed record Over(string Kind, string Index, Expr From, Expr To, Expr Body) : Expr
{
    public override string Latex =>
        Kind is "max" or "min"
            ? $@"\{Kind}_{{{From.Latex} \le {Index} \le {To.Latex}}} {Body.Closed}"
            : $@"\{Kind}_{{{Index}={From.Latex}}}^{{{To.Latex}}} {Body.Closed}";

    public override Worth At(Point point)
    {
        var (from, to) = (From.At(point), To.At(point));
        if (from.Integer is not { } first || to.Integer is not { } last)
        {
            return Worth.Undefined;
        }

        if (last - first > 400)
        {
            return Worth.Unknown;
        }

        var had = point.Numbers.GetValueOrDefault(Index);
        Worth? total = Kind switch
        {
            "sum" => Worth.Zero,
            "prod" => Worth.One,
            _ => null,
        };
        for (var at = first; at <= last; at++)
        {
            point.Numbers[Index] = Worth.Of(at);
            var value = Body.At(point);
            total = Kind switch
            {
                "sum" => total! + value,
                "prod" => total! * value,
                _ => total is null ? value : Choose(total, value),
            };
            if (total.IsUndefined)
            {
                break;
            }
        }

        point.Numbers.Remove(Index);
        if (had is not null)
        {
            point.Numbers[Index] = had;
        }

        return total ?? Worth.Undefined;

        Worth Choose(Worth x, Worth y) =>
            x.IsUndefined || y.IsUndefined ? Worth.Undefined
            : Worth.Compare(x, y) is { } order ? (order > 0 == (Kind == "max") ? x : y)
            : Worth.Unknown;
    }
}

/// <summary>x where a R b, else y.</summary>
internal sealed record Cases(Relation Condition, Expr X, Expr Y) : Expr
{
    public override string Latex =>
        $@"\begin{{cases}} {X.Latex} & {Condition.Latex} \\ {Y.Latex} & \text{{otherwise}} \end{{cases}}";

    public override bool IsAtom => true;

    public override Worth At(Point point) =>
        Condition.Holds(point) switch
        {
            true => X.At(point),
            false => Y.At(point),
            _ => Condition.X.At(point).IsUndefined || Condition.Y.At(point).IsUndefined
                ? Worth.Undefined
                : Worth.Unknown,
        };
}

/// <summary>A limit, integral or derivative, printed as such, with its value (and where it has none) given by another expression.</summary>
internal sealed record Known(string Text, Expr Value, Relation[]? Where = null) : Expr
{
    public override string Latex => Text;

    public override Worth At(Point point) =>
        (Where ?? []).Select(condition => condition.Holds(point)).ToList() is var known && known.Contains(false)
            ? Worth.Undefined
        : known.Contains(null) ? Worth.Unknown
        : Value.At(point);
}

/// <summary>A function of which nothing is known.</summary>
internal sealed record Call(string Name, Expr X) : Expr
{
    public override string Latex => $"{Name}({X.Latex})";

    public override bool IsAtom => true;

    public override Worth At(Point point) =>
        X.At(point) is { IsKnown: true } x ? point.Functions[Name](x) : X.At(point);
}

/// <summary>x R y.</summary>
internal sealed record Relation(Expr X, string Sign, Expr Y)
{
    public string Latex => $"{X.Latex} {Sign} {Y.Latex}";

    /// <summary>Whether it holds; null where that is not known or a side is undefined.</summary>
    public bool? Holds(Point point) =>
        Worth.Compare(X.At(point), Y.At(point)) is not { } order
            ? null
            : Sign switch
            {
                "=" => order == 0,
                @"\ne" => order != 0,
                "<" => order < 0,
                @"\le" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };

    /// <summary>Whether it certainly fails: both sides exist and it does not hold, or one exists and the other does not.</summary>
    public bool Fails(Point point)
    {
        var (x, y) = (X.At(point), Y.At(point));
        return x.IsUndefined || y.IsUndefined
            ? x.IsUndefined != y.IsUndefined && (x.IsKnown || y.IsKnown)
            : Holds(point) == false;
    }
}
