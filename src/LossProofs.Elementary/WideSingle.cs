// The working arithmetic of the float kernels: a double.
namespace LossProofs.Elementary;

/// <summary>
/// A double that is rounded to float at the end: 53 bits in every operation (the functions within 0.501 ulp of double),
/// exponents from −1074 to 1023. So e^x is 0 from x = −745.2 on, far below the smallest float (2^-149 = e^-103.3).
/// </summary>
public readonly struct WideSingle(double value) : IWide<WideSingle, float>
{
    private readonly double _value = value;

    /// <summary>The value itself.</summary>
    public double ToDouble() => _value;

    /// <inheritdoc/>
    public static WideSingle Zero => new(0);

    /// <inheritdoc/>
    public static WideSingle One => new(1);

    /// <inheritdoc/>
    public static WideSingle PositiveInfinity => new(double.PositiveInfinity);

    /// <inheritdoc/>
    public static WideSingle Ln2 => new(0.6931471805599453); // nearest double

    /// <inheritdoc/>
    public static WideSingle From(float value) => new(value);

    /// <inheritdoc/>
    public static WideSingle FromInteger(long value) => new(value);

    /// <inheritdoc/>
    public static WideSingle Sum(float a, float b) => new((double)a + b);

    /// <inheritdoc/>
    public static WideSingle Difference(float a, float b) => new((double)a - b);

    /// <inheritdoc/>
    public static WideSingle Product(float a, float b) => new((double)a * b);

    /// <inheritdoc/>
    public float Round() => (float)_value;

    /// <inheritdoc/>
    public bool IsZero => _value == 0;

    /// <inheritdoc/>
    public bool IsFinite => double.IsFinite(_value);

    /// <inheritdoc/>
    public int Sign =>
        _value > 0 ? 1
        : _value < 0 ? -1
        : 0;

    /// <inheritdoc/>
    public static WideSingle operator +(WideSingle x, WideSingle y) => new(x._value + y._value);

    /// <inheritdoc/>
    public static WideSingle operator +(WideSingle x, float y) => new(x._value + y);

    /// <inheritdoc/>
    public static WideSingle operator -(WideSingle x, WideSingle y) => new(x._value - y._value);

    /// <inheritdoc/>
    public static WideSingle operator -(WideSingle x, float y) => new(x._value - y);

    /// <inheritdoc/>
    public static WideSingle operator *(WideSingle x, WideSingle y) => new(x._value * y._value);

    /// <inheritdoc/>
    public static WideSingle operator *(WideSingle x, float y) => new(x._value * y);

    /// <inheritdoc/>
    public static WideSingle operator /(WideSingle x, WideSingle y) => new(x._value / y._value);

    /// <inheritdoc/>
    public static WideSingle operator -(WideSingle x) => new(-x._value);

    /// <inheritdoc/>
    public static bool operator <(WideSingle x, WideSingle y) => x._value < y._value;

    /// <inheritdoc/>
    public static bool operator >(WideSingle x, WideSingle y) => x._value > y._value;

    /// <inheritdoc/>
    public static bool operator <=(WideSingle x, WideSingle y) => x._value <= y._value;

    /// <inheritdoc/>
    public static bool operator >=(WideSingle x, WideSingle y) => x._value >= y._value;

    /// <inheritdoc/>
    public static WideSingle Abs(WideSingle x) => new(Math.Abs(x._value));

    /// <inheritdoc/>
    public static WideSingle Max(WideSingle x, WideSingle y) => new(Math.Max(x._value, y._value));

    /// <inheritdoc/>
    public static WideSingle Min(WideSingle x, WideSingle y) => new(Math.Min(x._value, y._value));

    /// <inheritdoc/>
    public static WideSingle Sqrt(WideSingle x) => new(Math.Sqrt(x._value));

    /// <inheritdoc/>
    public static WideSingle Exp(WideSingle x) => new(Portable.Exp(x._value));

    /// <inheritdoc/>
    public static WideSingle Expm1(WideSingle x) => new(Portable.Expm1(x._value));

    /// <inheritdoc/>
    public static WideSingle Log(WideSingle x) => new(Portable.Log(x._value));

    /// <inheritdoc/>
    public static WideSingle Log1p(WideSingle x) => new(Portable.Log1p(x._value));

    /// <inheritdoc/>
    public static WideSingle Softplus(WideSingle x) => new(Portable.Softplus(x._value));

    /// <inheritdoc/>
    public static WideSingle Sigmoid(WideSingle x) => new(Portable.Sigmoid(x._value));

    /// <inheritdoc/>
    public static WideSingle Tanh(WideSingle x) => new(Portable.Tanh(x._value));

    /// <inheritdoc/>
    public static WideSingle Pow(WideSingle x, WideSingle y) =>
        x._value < 0 ? new(double.NaN) : new(Portable.Pow(x._value, y._value));

    /// <summary>The value in round-trip decimal digits.</summary>
    public override string ToString() => _value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
