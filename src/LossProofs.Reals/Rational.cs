// An exact fraction: counterexamples, constants of formulas and substitutions are made of these.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>An exact rational number in lowest terms with a positive denominator.</summary>
public readonly partial struct Rational
    : IEquatable<Rational>,
        IComparable<Rational>,
        IAdditionOperators<Rational, Rational, Rational>,
        ISubtractionOperators<Rational, Rational, Rational>,
        IMultiplyOperators<Rational, Rational, Rational>,
        IDivisionOperators<Rational, Rational, Rational>,
        IUnaryNegationOperators<Rational, Rational>,
        IComparisonOperators<Rational, Rational, bool>
{
    private readonly BigInteger _denominatorMinusOne; // so that default(Rational) is 0/1

    /// <summary>numerator/denominator, reduced; the denominator must not be zero.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("a rational number has a non-zero denominator");
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            divisor = -divisor;
        }

        Numerator = numerator / divisor;
        _denominatorMinusOne = denominator / divisor - 1;
    }

    // An integer: in lowest terms as it is.
    private Rational(BigInteger integer) => Numerator = integer;

    /// <summary>The numerator, which carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, at least 1.</summary>
    public BigInteger Denominator => _denominatorMinusOne + 1;

    /// <summary>Zero.</summary>
    public static Rational Zero => default;

    /// <summary>One.</summary>
    public static Rational One => new(BigInteger.One);

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>True when the denominator is 1.</summary>
    public bool IsInteger => _denominatorMinusOne.IsZero;

    /// <summary>An integer as a rational number.</summary>
    public static implicit operator Rational(int value) => new((BigInteger)value);

    /// <summary>An integer as a rational number.</summary>
    public static implicit operator Rational(BigInteger value) => new(value);

    /// <summary>The exact value of a finite double.</summary>
    /// <exception cref="ArgumentException">The value is infinite or not a number.</exception>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException(
                $"a rational number is finite, got {value.ToString(CultureInfo.InvariantCulture)}",
                nameof(value)
            );
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xFFFFFFFFFFFFFL;
        var mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        var exponent = Math.Max(biased, 1) - 1075;
        var signed = bits < 0 ? -mantissa : mantissa;
        return exponent >= 0
            ? new Rational(new BigInteger(signed) << exponent, 1)
            : new Rational(signed, BigInteger.One << -exponent);
    }

    /// <summary>The exact value of a decimal.</summary>
    public static Rational FromDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var mantissa = ((((BigInteger)(uint)parts[2] << 32) | (uint)parts[1]) << 32) | (uint)parts[0];
        return new Rational(parts[3] < 0 ? -mantissa : mantissa, BigInteger.Pow(10, (parts[3] >> 16) & 0xFF));
    }

    /// <summary>value^exponent; 0^0 = 1.</summary>
    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    public static Rational Pow(Rational value, int exponent) =>
        exponent >= 0
            ? new Rational(BigInteger.Pow(value.Numerator, exponent), BigInteger.Pow(value.Denominator, exponent))
            : One / Pow(value, checked(-exponent));

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational left, Rational right) =>
        left.IsInteger && right.IsInteger
            ? new(left.Numerator + right.Numerator)
            : new(
                left.Numerator * right.Denominator + right.Numerator * left.Denominator,
                left.Denominator * right.Denominator
            );

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>Product.</summary>
    public static Rational operator *(Rational left, Rational right) =>
        left.IsInteger && right.IsInteger
            ? new(left.Numerator * right.Numerator)
            : new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Negation.</summary>
    public static Rational operator -(Rational value) =>
        value.IsInteger ? new(-value.Numerator) : new(-value.Numerator, value.Denominator);

    /// <inheritdoc/>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <inheritdoc/>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <inheritdoc/>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <inheritdoc/>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <inheritdoc/>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <inheritdoc/>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>Absolute value.</summary>
    public static Rational Abs(Rational value) => value.Sign < 0 ? -value : value;

    /// <inheritdoc/>
    public int CompareTo(Rational other) =>
        IsInteger && other.IsInteger
            ? Numerator.CompareTo(other.Numerator)
            : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) =>
        Numerator == other.Numerator && _denominatorMinusOne == other._denominatorMinusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorMinusOne);

    /// <summary>"3", "-1/2".</summary>
    public override string ToString() =>
        IsInteger
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
