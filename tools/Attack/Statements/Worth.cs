// Numbers of the attack on the prover: a fraction where it is exact, else a double with a running error; or undefined.
// Nothing here is shared with the audit.
using System.Numerics;

namespace LossProofs.Attack.Statements;

/// <summary>A fraction in lowest terms.</summary>
internal readonly record struct Fraction
{
    /// <summary>The quotient of two integers, the second not 0.</summary>
    public Fraction(BigInteger above, BigInteger below)
    {
        if (below.IsOne)
        {
            (Above, Below) = (above, below);
            return;
        }

        var common = BigInteger.GreatestCommonDivisor(above, below);
        (Above, Below) = common.IsOne ? (above, below) : (above / common, below / common);
        if (Below.Sign < 0)
        {
            (Above, Below) = (-Above, -Below);
        }
    }

    /// <summary>The numerator.</summary>
    public BigInteger Above { get; }

    /// <summary>The denominator, positive.</summary>
    public BigInteger Below { get; }

    /// <summary>An integer.</summary>
    public static implicit operator Fraction(BigInteger value) => new(value, 1);

    /// <summary>An integer.</summary>
    public static implicit operator Fraction(int value) => new(value, 1);

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction x, Fraction y) =>
        x.Below == y.Below
            ? new(x.Above + y.Above, x.Below)
            : new(x.Above * y.Below + y.Above * x.Below, x.Below * y.Below);

    /// <summary>Negation.</summary>
    public static Fraction operator -(Fraction x) => new(-x.Above, x.Below);

    /// <summary>Product.</summary>
    public static Fraction operator *(Fraction x, Fraction y) => new(x.Above * y.Above, x.Below * y.Below);

    /// <summary>The sign of the difference.</summary>
    public int CompareTo(Fraction other) => (Above * other.Below).CompareTo(other.Above * Below);

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Above.Sign;

    /// <summary>Size of what is written, in bits.</summary>
    public long Bits => Above.GetBitLength() + Below.GetBitLength();

    /// <summary>The nearest double, about.</summary>
    public double Double
    {
        get
        {
            var shift = (int)(Below.GetBitLength() - BigInteger.Abs(Above).GetBitLength()) + 64;
            var scaled = shift >= 0 ? (Above << shift) / Below : Above / (Below << -shift);
            return Math.ScaleB((double)scaled, -shift);
        }
    }

    /// <summary>10^n.</summary>
    public static Fraction Ten(int power) =>
        power >= 0 ? new(BigInteger.Pow(10, power), 1) : new(1, BigInteger.Pow(10, -power));

    /// <inheritdoc/>
    public override string ToString() => Below.IsOne ? $"{Above}" : $"{Above}/{Below}";
}

/// <summary>The value of an expression at a point.</summary>
internal sealed class Worth
{
    private const int MostBits = 6_000;
    private const double Tiny = 1e-280;
    private const double Unit = 1.0 / (1L << 50);

    // The double of a fraction is computed when somebody asks: most are only added and multiplied.
    private double _value;
    private double _error;
    private bool _isNear = true;

    private Worth(Fraction? exact, double value, double error) => (Exact, _value, _error) = (exact, value, error);

    private Worth(Fraction exact) => (Exact, _isNear) = (exact, false);

    /// <summary>There is none.</summary>
    public static Worth Undefined { get; } = new(null, double.NaN, double.NaN);

    /// <summary>Whether there is one, and what it is, is not known.</summary>
    public static Worth Unknown { get; } = new(null, double.NaN, double.PositiveInfinity);

    /// <summary>The value as a fraction, where it is known to be one.</summary>
    public Fraction? Exact { get; }

    /// <summary>The value, about.</summary>
    public double Value => Near()._value;

    /// <summary>At most this far from it.</summary>
    public double Error => Near()._error;

    /// <summary>True when it exists and something is known of it.</summary>
    public bool IsKnown => Exact is not null || !double.IsNaN(_value);

    /// <summary>True when it does not exist.</summary>
    public bool IsUndefined => Exact is null && double.IsNaN(_error);

    /// <summary>An exact value; its double may be subnormal.</summary>
    public static Worth Of(Fraction value)
    {
        if (value.Bits <= MostBits)
        {
            return new(value);
        }

        var near = value.Double;
        return About(near, Math.Abs(near) < Tiny ? Tiny : 0);
    }

    private Worth Near()
    {
        if (!_isNear)
        {
            _value = Exact!.Value.Double;
            _error = Math.Abs(_value) * Unit + (Exact.Value.Sign != 0 && Math.Abs(_value) < Tiny ? Tiny : 0);
            _isNear = true;
        }

        return this;
    }

    /// <summary>A value with an error, to which rounding adds.</summary>
    public static Worth About(double value, double error) =>
        double.IsFinite(value) && double.IsFinite(error)
            ? new(null, value, error + Math.Abs(value) * Unit + 1e-300)
            : Unknown;

    /// <summary>The integer that it is, or null.</summary>
    public BigInteger? Integer => Exact is { } exact && exact.Below.IsOne ? exact.Above : null;

    /// <summary>The sign of the difference; null where it is not certain.</summary>
    public static int? Compare(Worth x, Worth y)
    {
        if (x.Exact is { } a && y.Exact is { } b)
        {
            return a.CompareTo(b);
        }

        if (!x.IsKnown || !y.IsKnown || !double.IsFinite(x.Value) || !double.IsFinite(y.Value))
        {
            return null;
        }

        var difference = x.Value - y.Value;
        return Math.Abs(difference) > 16 * (x.Error + y.Error) + 1e-290 ? Math.Sign(difference) : null;
    }

    /// <summary>The sign; null where it is not certain.</summary>
    public int? Sign => Compare(this, Zero);

    /// <summary>0.</summary>
    public static Worth Zero { get; } = Of(0);

    /// <summary>1.</summary>
    public static Worth One { get; } = Of(1);

    // What both parts leave: undefined beats unknown.
    private static Worth? Missing(Worth x, Worth y) =>
        x.IsUndefined || y.IsUndefined ? Undefined
        : x.IsKnown && y.IsKnown ? null
        : Unknown;

    /// <summary>Sum.</summary>
    public static Worth operator +(Worth x, Worth y) =>
        Missing(x, y)
        ?? (x.Exact is { } a && y.Exact is { } b ? Of(a + b) : About(x.Value + y.Value, x.Error + y.Error));

    /// <summary>Negation.</summary>
    public static Worth operator -(Worth x) =>
        !x.IsKnown ? x
        : x.Exact is { } a ? Of(-a)
        : About(-x.Value, x.Error);

    /// <summary>Product.</summary>
    public static Worth operator *(Worth x, Worth y)
    {
        if (Missing(x, y) is { } missing)
        {
            return missing;
        }

        if (x.Exact is { } a && y.Exact is { } b)
        {
            return Of(a * b);
        }

        return x.Exact?.Sign == 0 || y.Exact?.Sign == 0
            ? Zero
            : About(x.Value * y.Value, Math.Abs(x.Value) * y.Error + Math.Abs(y.Value) * x.Error + x.Error * y.Error);
    }

    /// <summary>Quotient.</summary>
    public static Worth operator /(Worth x, Worth y)
    {
        if (Missing(x, y) is { } missing)
        {
            return missing;
        }

        if (y.Exact is { } b)
        {
            return b.Sign == 0 ? Undefined : x * Of(new Fraction(b.Below, b.Above));
        }

        return y.Sign is null
            ? Unknown
            : x
                * About(
                    1 / y.Value,
                    y.Error / (Math.Abs(y.Value) * Math.Max(Math.Abs(y.Value) - y.Error, double.Epsilon))
                );
    }

    /// <summary>An integer power; 0^0 is 1.</summary>
    public static Worth Power(Worth x, BigInteger n)
    {
        if (!x.IsKnown)
        {
            return x;
        }

        if (n.Sign < 0)
        {
            return One / Power(x, -n);
        }

        if (n > 100_000)
        {
            return x.Exact is { } simple && (simple.Sign == 0 || simple.CompareTo(1) == 0 || simple.CompareTo(-1) == 0)
                ? Of(simple.Sign < 0 && !n.IsEven ? -1 : simple.Sign * simple.Sign)
                : Unknown;
        }

        var (result, factor) = (One, x);
        for (var rest = (int)n; rest > 0; rest >>= 1, factor *= factor)
        {
            result = (rest & 1) == 1 ? result * factor : result;
        }

        return result;
    }

    /// <summary>A function that is increasing between the ends of the enclosure.</summary>
    public Worth Map(Func<double, double> function, double slope) =>
        !IsKnown ? this : About(function(Value), Error * slope);
}
