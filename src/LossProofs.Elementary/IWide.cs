// The arithmetic that kernels work in: wider than their type in digits and in range, rounded once at the end.
namespace LossProofs.Elementary;

/// <summary>
/// A working number for results of type T: at least 23 bits more than T in every operation, and a range in which the
/// intermediate values of a loss neither over- nor underflow. One generic kernel over (T, TWide) then serves float
/// (<see cref="WideSingle"/>) and double (<see cref="WideDouble"/>).
/// Infinite operands follow IEEE 754 (∞ + finite = ∞, ∞ − ∞ = NaN, 0·∞ = NaN, x/0 = ±∞), and the functions take their
/// limits there: e^−∞ = 0, log 0 = −∞, log ∞ = ∞.
/// </summary>
/// <typeparam name="TSelf">The working number.</typeparam>
/// <typeparam name="T">The type it is rounded to.</typeparam>
public interface IWide<TSelf, T>
    where TSelf : struct, IWide<TSelf, T>
    where T : unmanaged
{
    /// <summary>0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>1.</summary>
    static abstract TSelf One { get; }

    /// <summary>∞.</summary>
    static abstract TSelf PositiveInfinity { get; }

    /// <summary>log 2.</summary>
    static abstract TSelf Ln2 { get; }

    /// <summary>The value, exactly.</summary>
    static abstract TSelf From(T value);

    /// <summary>The integer, exactly up to 2^53 in magnitude.</summary>
    static abstract TSelf FromInteger(long value);

    /// <summary>a + b: exact for float up to 2^-53 of the sum, for double up to 2^-212.</summary>
    static abstract TSelf Sum(T a, T b);

    /// <summary>a − b: exact for float up to 2^-53 of the difference, for double up to 2^-212.</summary>
    static abstract TSelf Difference(T a, T b);

    /// <summary>a·b, exactly.</summary>
    static abstract TSelf Product(T a, T b);

    /// <summary>The nearest T, ties to even: one rounding, also to a subnormal; ±∞ beyond the largest.</summary>
    T Round();

    /// <summary>True for 0.</summary>
    bool IsZero { get; }

    /// <summary>True unless infinite or NaN.</summary>
    bool IsFinite { get; }

    /// <summary>−1, 0 or 1; 0 for NaN.</summary>
    int Sign { get; }

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>Sum with a T.</summary>
    static abstract TSelf operator +(TSelf x, T y);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>Difference with a T.</summary>
    static abstract TSelf operator -(TSelf x, T y);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>Product with a T.</summary>
    static abstract TSelf operator *(TSelf x, T y);

    /// <summary>Quotient.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>Opposite.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>x &lt; y; false for NaN.</summary>
    static abstract bool operator <(TSelf x, TSelf y);

    /// <summary>x &gt; y; false for NaN.</summary>
    static abstract bool operator >(TSelf x, TSelf y);

    /// <summary>x ≤ y; false for NaN.</summary>
    static abstract bool operator <=(TSelf x, TSelf y);

    /// <summary>x ≥ y; false for NaN.</summary>
    static abstract bool operator >=(TSelf x, TSelf y);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The larger one.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller one.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>√x; NaN below 0.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>e^x.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>e^x − 1, accurate near 0.</summary>
    static abstract TSelf Expm1(TSelf x);

    /// <summary>Natural logarithm; −∞ at 0, NaN below.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>log(1 + x), accurate near 0; −∞ at −1, NaN below.</summary>
    static abstract TSelf Log1p(TSelf x);

    /// <summary>log(1 + e^x).</summary>
    static abstract TSelf Softplus(TSelf x);

    /// <summary>1/(1 + e^−x).</summary>
    static abstract TSelf Sigmoid(TSelf x);

    /// <summary>tanh x.</summary>
    static abstract TSelf Tanh(TSelf x);

    /// <summary>
    /// x^y = e^(y·log x) for x ≥ 0 (0^0 = 1, 0^y = ∞ for y &lt; 0; NaN for x &lt; 0): the relative error is that of the logarithm
    /// times |y·log x|.
    /// </summary>
    static abstract TSelf Pow(TSelf x, TSelf y);
}
