// Univariate Taylor series to any order over any real-number type.
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>
/// The truncated Taylor series c₀ + c₁t + … + c_n tⁿ of a formula at a point, each coefficient an enclosure of
/// f⁽ᵏ⁾(x)/k! where <typeparamref name="T"/> encloses. A series is a real number type itself: run a generic formula on
/// <see cref="Variable"/>. <see cref="IsDefined"/> speaks of c₀, and where it is false all coefficients are undefined; so are those that do not exist. At a kink
/// (|x| at 0, min and max of equal numbers) each coefficient is the hull of the one-sided ones.
/// </summary>
public readonly partial struct TaylorSeries<T> : IReal<TaylorSeries<T>>
    where T : IReal<T>
{
    private readonly T[] _coefficients; // one entry: a constant, which fits any order

    private TaylorSeries(T[] coefficients) => _coefficients = coefficients;

    /// <summary>x + t to the given order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    public static TaylorSeries<T> Variable(T x, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        var coefficients = new T[order + 1];
        Array.Fill(coefficients, T.From(0, x.Precision));
        coefficients[0] = x;
        if (order > 0)
        {
            coefficients[1] = T.From(1, x.Precision);
        }

        return new(coefficients);
    }

    /// <summary>A number that does not depend on t.</summary>
    public static TaylorSeries<T> Constant(T value) => new([value]);

    /// <summary>The coefficients c₀, …, c_n with n ≥ 0.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TaylorSeries<T> FromCoefficients(params T[] coefficients) =>
        coefficients.Length == 0
            ? throw new ArgumentException("a Taylor series has at least its constant coefficient", nameof(coefficients))
            : new([.. coefficients]);

    /// <summary>The coefficient of t^k; 0 beyond a constant's first.</summary>
    public T this[int k] =>
        !IsDefined ? T.Undefined
        : k < _coefficients.Length ? _coefficients[k]
        : T.From(0, Precision);

    /// <summary>The order to which the series is known; 0 for a constant, which fits any order.</summary>
    public int Order => _coefficients.Length - 1;

    /// <inheritdoc/>
    public bool IsDefined => _coefficients[0].IsDefined;

    /// <inheritdoc/>
    public int Precision => _coefficients[0].Precision;

    /// <inheritdoc/>
    public int Sign => _coefficients[0].Sign;

    /// <inheritdoc/>
    public static TaylorSeries<T> Undefined => Constant(T.Undefined);

    /// <inheritdoc/>
    public static TaylorSeries<T> From(Rational value, int bits) => Constant(T.From(value, bits));

    /// <inheritdoc/>
    public static TaylorSeries<T> Pi(int bits) => Constant(T.Pi(bits));

    /// <summary>Sum.</summary>
    public static TaylorSeries<T> operator +(TaylorSeries<T> x, TaylorSeries<T> y) =>
        Build(Common(x, y), k => Add(x, y, k));

    private static T Add(TaylorSeries<T> x, TaylorSeries<T> y, int k) =>
        k > x.Order ? y[k]
        : k > y.Order ? x[k]
        : x[k] + y[k];

    /// <summary>Difference.</summary>
    public static TaylorSeries<T> operator -(TaylorSeries<T> x, TaylorSeries<T> y) => x + -y;

    /// <summary>Negation.</summary>
    public static TaylorSeries<T> operator -(TaylorSeries<T> x) => new(Array.ConvertAll(x._coefficients, c => -c));

    /// <summary>Product.</summary>
    public static TaylorSeries<T> operator *(TaylorSeries<T> x, TaylorSeries<T> y) =>
        Build(
            Common(x, y),
            k =>
            {
                // only indices that both have: a constant factor costs one product per coefficient
                var (from, to) = (Math.Max(0, k - y.Order), Math.Min(k, x.Order));
                var sum = x[from] * y[k - from];
                for (var j = from + 1; j <= to; j++)
                {
                    sum += x[j] * y[k - j];
                }

                return sum;
            }
        );

    /// <summary>Quotient; undefined when the divisor may be 0.</summary>
    public static TaylorSeries<T> operator /(TaylorSeries<T> x, TaylorSeries<T> y)
    {
        // x = q·y: q_k = (x_k − Σ_{j≥1} y_j q_{k−j})/y₀
        var quotient = new T[Common(x, y) + 1];
        for (var k = 0; k < quotient.Length; k++)
        {
            var rest = x[k];
            for (var j = 1; j <= Math.Min(k, y.Order); j++)
            {
                rest -= y[j] * quotient[k - j];
            }

            quotient[k] = rest / y[0];
        }

        return new(quotient);
    }

    /// <inheritdoc/>
    public static TaylorSeries<T> Hull(TaylorSeries<T> x, TaylorSeries<T> y) =>
        Build(Common(x, y), k => T.Hull(x[k], y[k]));

    /// <inheritdoc/>
    public static TaylorSeries<T> Abs(TaylorSeries<T> x) =>
        x.Sign switch
        {
            > 0 => x,
            < 0 => -x,
            _ => Build(x.Order, k => k == 0 ? T.Abs(x[0]) : T.Hull(x[k], -x[k])),
        };

    /// <inheritdoc/>
    public static TaylorSeries<T> Min(TaylorSeries<T> x, TaylorSeries<T> y) =>
        Extreme(x, y, T.Min(x[0], y[0]), (y[0] - x[0]).Sign);

    /// <inheritdoc/>
    public static TaylorSeries<T> Max(TaylorSeries<T> x, TaylorSeries<T> y) =>
        Extreme(x, y, T.Max(x[0], y[0]), (x[0] - y[0]).Sign);

    private static TaylorSeries<T> Extreme(TaylorSeries<T> x, TaylorSeries<T> y, T value, int sign)
    {
        var chosen =
            sign > 0 ? x
            : sign < 0 ? y
            : Hull(x, y);
        return Build(chosen.Order, k => k == 0 ? value : chosen[k]);
    }

    private static int Common(TaylorSeries<T> x, TaylorSeries<T> y)
    {
        if (x.Order != y.Order && x.Order != 0 && y.Order != 0)
        {
            throw new ArgumentException($"Taylor series of orders {x.Order} and {y.Order} do not combine");
        }

        return Math.Max(x.Order, y.Order);
    }

    private static TaylorSeries<T> Build(int order, Func<int, T> coefficient)
    {
        var coefficients = new T[order + 1];
        for (var k = 0; k <= order; k++)
        {
            coefficients[k] = coefficient(k);
        }

        return new(coefficients);
    }

    private T Number(Rational value) => T.From(value, Precision);

    private TaylorSeries<T> Series(Rational value) => Constant(Number(value));

    /// <summary>"c₀ + c₁ t + …", coefficient by coefficient.</summary>
    public override string ToString() => string.Join(", ", _coefficients);
}
