// The working number that belongs to a result type: double-double with a range of its own for double, double for float.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// <see cref="WideDouble"/> where T is double and <see cref="WideSingle"/> where T is float: C# has no way to say that one
/// type belongs to another, so this type says it, and the compiler drops the branch that does not apply. A kernel is then
/// one formula over T. Relative errors (see those types): + − × ÷ 2⁻¹⁰², e^x 2⁻⁹⁰, logarithms 2⁻⁷⁷ in double;
/// 2⁻⁵³ in float. Sums of opposite sign: of the larger magnitude.
/// </summary>
internal readonly struct Wide<T> : IArithmetic<Wide<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WideDouble full;
    private readonly WideSingle half;

    private Wide(WideDouble full) => this.full = full;

    private Wide(WideSingle half) => this.half = half;

    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    public static Wide<T> Zero => default;

    public static Wide<T> One => IsSingle ? new(WideSingle.One) : new(WideDouble.One);

    public static Wide<T> Half => IsSingle ? new(new WideSingle(0.5)) : new(WideDouble.From(0.5));

    public static Wide<T> PositiveInfinity =>
        IsSingle ? new(WideSingle.PositiveInfinity) : new(WideDouble.PositiveInfinity);

    public bool IsZero => IsSingle ? half.IsZero : full.IsZero;

    public bool IsFinite => IsSingle ? half.IsFinite : full.IsFinite;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Of(T value) =>
        IsSingle
            ? new(WideSingle.From(Unsafe.BitCast<T, float>(value)))
            : new(WideDouble.From(Unsafe.BitCast<T, double>(value)));

    /// <inheritdoc/>
    public static Wide<T> Of(double value) => IsSingle ? new(new WideSingle(value)) : new(WideDouble.From(value));

    /// <inheritdoc/>
    public static Wide<T> Difference(double a, double b) =>
        IsSingle ? new(new WideSingle(a - b)) : new(WideDouble.Difference(a, b));

    /// <inheritdoc/>
    public static Wide<T> WhereLess(Wide<T> a, Wide<T> b, Wide<T> then, Wide<T> otherwise) => a < b ? then : otherwise;

    /// <summary>The number as the sum of two doubles, where it is in their range.</summary>
    public (double High, double Low) Words
    {
        get
        {
            if (IsSingle)
                return (half.ToDouble(), 0);
            var (high, low, scale) = full;
            return (Math.ScaleB(high, 512 * scale), Math.ScaleB(low, 512 * scale));
        }
    }

    /// <summary>An integer below 2⁵³ in magnitude.</summary>
    public static Wide<T> OfInteger(long value) =>
        IsSingle ? new(WideSingle.FromInteger(value)) : new(WideDouble.FromInteger(value));

    /// <summary>A constant given as the sum of two doubles.</summary>
    public static Wide<T> OfSum(double high, double low) =>
        IsSingle ? new(new WideSingle(high + low)) : new(WideDouble.Sum(high, low));

    /// <summary>a − b: exact in double, to 2⁻⁵³ of it in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Difference(T a, T b) =>
        IsSingle
            ? new(WideSingle.Difference(Unsafe.BitCast<T, float>(a), Unsafe.BitCast<T, float>(b)))
            : new(WideDouble.Difference(Unsafe.BitCast<T, double>(a), Unsafe.BitCast<T, double>(b)));

    public static Wide<T> operator -(Wide<T> a) => IsSingle ? new(-a.half) : new(-a.full);

    public static Wide<T> operator +(Wide<T> a, Wide<T> b) => IsSingle ? new(a.half + b.half) : new(a.full + b.full);

    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => IsSingle ? new(a.half - b.half) : new(a.full - b.full);

    public static Wide<T> operator *(Wide<T> a, Wide<T> b) => IsSingle ? new(a.half * b.half) : new(a.full * b.full);

    public static Wide<T> operator /(Wide<T> a, Wide<T> b) => IsSingle ? new(a.half / b.half) : new(a.full / b.full);

    public static bool operator <(Wide<T> a, Wide<T> b) => IsSingle ? a.half < b.half : a.full < b.full;

    public static bool operator >(Wide<T> a, Wide<T> b) => IsSingle ? a.half > b.half : a.full > b.full;

    /// <summary>e^x.</summary>
    public static Wide<T> Exp(Wide<T> x) => IsSingle ? new(WideSingle.Exp(x.half)) : new(WideDouble.Exp(x.full));

    /// <summary>e^x − 1, accurate near 0.</summary>
    public static Wide<T> Expm1(Wide<T> x) => IsSingle ? new(WideSingle.Expm1(x.half)) : new(WideDouble.Expm1(x.full));

    /// <summary>Natural logarithm; −∞ at 0.</summary>
    public static Wide<T> Log(Wide<T> x) => IsSingle ? new(WideSingle.Log(x.half)) : new(WideDouble.Log(x.full));

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static Wide<T> Log1p(Wide<T> x) => IsSingle ? new(WideSingle.Log1p(x.half)) : new(WideDouble.Log1p(x.full));

    /// <summary>log(1 + e^x).</summary>
    public static Wide<T> Softplus(Wide<T> x) =>
        IsSingle ? new(WideSingle.Softplus(x.half)) : new(WideDouble.Softplus(x.full));

    /// <summary>1/(1 + e^−x).</summary>
    public static Wide<T> Sigmoid(Wide<T> x) =>
        IsSingle ? new(WideSingle.Sigmoid(x.half)) : new(WideDouble.Sigmoid(x.full));

    /// <summary>√x.</summary>
    public static Wide<T> Sqrt(Wide<T> x) => IsSingle ? new(WideSingle.Sqrt(x.half)) : new(WideDouble.Sqrt(x.full));

    /// <summary>
    /// To the nearest float or double, ties to even, subnormal results and overflow included. What rounds to zero is +0:
    /// the sign of an underflow would depend on the working range.
    /// </summary>
    public T Round()
    {
        var rounded = IsSingle ? Unsafe.BitCast<float, T>(half.Round()) : Unsafe.BitCast<double, T>(full.Round());
        return rounded == T.Zero ? T.Zero : rounded;
    }
}
