// Forward-mode derivatives: a value, its gradient and its Hessian in m variables, over any real-number type.
namespace LossProofs.Reals;

/// <summary>
/// The second-order Taylor data of a formula at a point: value, gradient and (when asked for) Hessian, each an enclosure
/// where <typeparamref name="T"/> encloses. A jet is a real number type itself: run a generic formula on jets made by
/// <see cref="Variable"/> and read the derivatives off the result (<see cref="Derivatives"/> does both).
/// <para>
/// <see cref="IsDefined"/> speaks of the value, and where it is false all derivatives are undefined; a derivative that
/// does not exist at a defined value (√x at 0) is an undefined component. At a kink (|x| at 0, min and max of equal numbers), and over an enclosure that may contain one, each
/// component is the hull of all one-sided ones.
/// </para>
/// </summary>
public readonly partial struct Jet<T> : IReal<Jet<T>>
    where T : IReal<T>
{
    private readonly T[]? _gradient; // null for a constant
    private readonly T[]? _hessian; // row by row the lower triangle: (i, j), j ≤ i, at i(i+1)/2 + j; null for order 1

    private Jet(T value, T[]? gradient, T[]? hessian)
    {
        Value = value;
        _gradient = gradient;
        _hessian = hessian;
    }

    /// <summary>The value.</summary>
    public T Value { get; }

    /// <summary>How many variables the derivatives are taken in; 0 for a constant, which fits any number.</summary>
    public int Dimension => _gradient?.Length ?? 0;

    /// <summary>True when no derivative is carried: all are zero.</summary>
    public bool IsConstant => _gradient is null;

    /// <summary>A number that depends on no variable.</summary>
    public static Jet<T> Constant(T value) => new(value, null, null);

    /// <summary>Variable number <paramref name="index"/> of <paramref name="dimension"/>, with derivatives to order 1 or 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below the dimension, or the order is not 1 or 2.</exception>
    public static Jet<T> Variable(T value, int index, int dimension, int order = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, dimension);
        if (order is not (1 or 2))
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, $"a jet has order 1 or 2, got {order}");
        }

        var zero = T.From(0, value.Precision);
        var gradient = Filled(dimension, zero);
        gradient[index] = T.From(1, value.Precision);
        return new(value, gradient, order == 1 ? null : Filled(Packed(dimension), zero));
    }

    /// <summary>∂/∂x_i.</summary>
    public T Gradient(int i) =>
        !IsDefined ? T.Undefined
        : _gradient is null ? T.From(0, Value.Precision)
        : _gradient[i];

    /// <summary>∂²/∂x_i∂x_j.</summary>
    /// <exception cref="InvalidOperationException">The variables were made with order 1.</exception>
    public T Hessian(int i, int j)
    {
        if (_gradient is null || !IsDefined)
        {
            return IsDefined ? T.From(0, Value.Precision) : T.Undefined;
        }

        if (_hessian is null)
        {
            throw new InvalidOperationException(
                "this jet carries first derivatives only; make its variables with order 2"
            );
        }

        return i >= j ? _hessian[Packed(i) + j] : _hessian[Packed(j) + i];
    }

    /// <inheritdoc/>
    public bool IsDefined => Value.IsDefined;

    /// <inheritdoc/>
    public int Precision => Value.Precision;

    /// <inheritdoc/>
    public int Sign => Value.Sign;

    /// <inheritdoc/>
    public static Jet<T> Undefined => Constant(T.Undefined);

    /// <inheritdoc/>
    public static Jet<T> From(Rational value, int bits) => Constant(T.From(value, bits));

    /// <inheritdoc/>
    public static Jet<T> Pi(int bits) => Constant(T.Pi(bits));

    /// <summary>Sum.</summary>
    public static Jet<T> operator +(Jet<T> x, Jet<T> y) =>
        Merge(x, y, x.Value + y.Value, (a, b) => a + b, a => a, b => b);

    /// <summary>Difference.</summary>
    public static Jet<T> operator -(Jet<T> x, Jet<T> y) =>
        Merge(x, y, x.Value - y.Value, (a, b) => a - b, a => a, b => -b);

    /// <summary>Negation.</summary>
    public static Jet<T> operator -(Jet<T> x) => x.Map(-x.Value, a => -a);

    /// <summary>Product.</summary>
    public static Jet<T> operator *(Jet<T> x, Jet<T> y)
    {
        var (a, b) = (x.Value, y.Value);
        if (x.IsConstant)
        {
            return y.Map(a * b, v => a * v);
        }

        return y.IsConstant
            ? x.Map(a * b, v => v * b)
            : Compose(x, y, a * b, b, a, null, mixed: T.From(1, a.Precision));
    }

    /// <summary>Quotient; undefined when the divisor may be 0.</summary>
    public static Jet<T> operator /(Jet<T> x, Jet<T> y)
    {
        var q = x.Value / y.Value;
        if (y.IsConstant)
        {
            return x.Map(q, v => v / y.Value);
        }

        // q = x/y: x = q·y, so q' = (x' − q y')/y and q'' = (x'' − q y'' − q'y'ᵀ − y'q'ᵀ)/y.
        var m = y.Dimension;
        var gradient = new T[m];
        for (var i = 0; i < m; i++)
        {
            var shared = q * y._gradient![i];
            gradient[i] = (x._gradient is null ? -shared : x._gradient[i] - shared) / y.Value;
        }

        if (y._hessian is null || (x._gradient is not null && x._hessian is null))
        {
            return new(q, gradient, null);
        }

        var hessian = new T[Packed(m)];
        for (int i = 0, at = 0; i < m; i++)
        {
            for (var j = 0; j <= i; j++, at++)
            {
                var shared = q * y._hessian[at] + gradient[i] * y._gradient![j] + y._gradient[i] * gradient[j];
                hessian[at] = (x._hessian is null ? -shared : x._hessian[at] - shared) / y.Value;
            }
        }

        return new(q, gradient, hessian);
    }

    /// <inheritdoc/>
    public static Jet<T> Hull(Jet<T> x, Jet<T> y)
    {
        var zero = T.From(0, x.Value.Precision);
        return Merge(x, y, T.Hull(x.Value, y.Value), T.Hull, a => T.Hull(a, zero), b => T.Hull(b, zero));
    }

    /// <summary>|x|; at 0 the derivatives are the hull of those of x and −x.</summary>
    public static Jet<T> Abs(Jet<T> x) =>
        x.Sign switch
        {
            > 0 => x,
            < 0 => -x,
            _ => x.Map(T.Abs(x.Value), a => T.Hull(a, -a)),
        };

    /// <summary>The smaller; where neither is certain, the derivatives are the hull of both.</summary>
    public static Jet<T> Min(Jet<T> x, Jet<T> y) => Extreme(x, y, T.Min(x.Value, y.Value), (y.Value - x.Value).Sign);

    /// <summary>The larger; where neither is certain, the derivatives are the hull of both.</summary>
    public static Jet<T> Max(Jet<T> x, Jet<T> y) => Extreme(x, y, T.Max(x.Value, y.Value), (x.Value - y.Value).Sign);

    private static Jet<T> Extreme(Jet<T> x, Jet<T> y, T value, int sign)
    {
        var chosen =
            sign > 0 ? x
            : sign < 0 ? y
            : Hull(x, y);
        return new(value, chosen._gradient, chosen._hessian);
    }

    // Applies a linear map to all derivatives.
    private Jet<T> Map(T value, Func<T, T> map) =>
        new(
            value,
            _gradient is null ? null : Array.ConvertAll(_gradient, v => map(v)),
            _hessian is null ? null : Array.ConvertAll(_hessian, v => map(v))
        );

    // Combines the derivatives of two jets component by component; a constant's are zero, which left and right treat.
    private static Jet<T> Merge(Jet<T> x, Jet<T> y, T value, Func<T, T, T> both, Func<T, T> left, Func<T, T> right)
    {
        if (x.IsConstant)
        {
            return y.Map(value, right);
        }

        if (y.IsConstant)
        {
            return x.Map(value, left);
        }

        CheckDimensions(x, y);
        return new(
            value,
            Zip(x._gradient!, y._gradient!),
            x._hessian is null || y._hessian is null ? null : Zip(x._hessian, y._hessian)
        );

        T[] Zip(T[] a, T[] b)
        {
            var result = new T[a.Length];
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = both(a[i], b[i]);
            }

            return result;
        }
    }

    // f(x): gradient f'·g, Hessian f'·H + f''·g gᵀ.
    private static Jet<T> Compose(Jet<T> x, T value, Func<T> first, Func<T> second)
    {
        if (x._gradient is null)
        {
            return Constant(value);
        }

        var f1 = first();
        var gradient = Array.ConvertAll(x._gradient, g => f1 * g);
        if (x._hessian is null)
        {
            return new(value, gradient, null);
        }

        var f2 = second();
        var hessian = new T[x._hessian.Length];
        for (int i = 0, at = 0; i < gradient.Length; i++)
        {
            var curvature = f2 * x._gradient[i];
            for (var j = 0; j <= i; j++, at++)
            {
                hessian[at] = f1 * x._hessian[at] + curvature * x._gradient[j];
            }
        }

        return new(value, gradient, hessian);
    }

    // f(x, y) of two jets in the same variables, from its partial derivatives; absent second ones are zero.
    private static Jet<T> Compose(Jet<T> x, Jet<T> y, T value, T byX, T byY, (T XX, T YY)? pure, T mixed)
    {
        CheckDimensions(x, y);
        var (gx, gy) = (x._gradient!, y._gradient!);
        var gradient = new T[gx.Length];
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = byX * gx[i] + byY * gy[i];
        }

        if (x._hessian is null || y._hessian is null)
        {
            return new(value, gradient, null);
        }

        var hessian = new T[x._hessian.Length];
        for (int i = 0, at = 0; i < gradient.Length; i++)
        {
            for (var j = 0; j <= i; j++, at++)
            {
                var sum = byX * x._hessian[at] + byY * y._hessian[at] + mixed * (gx[i] * gy[j] + gy[i] * gx[j]);
                hessian[at] = pure is { } p ? sum + p.XX * gx[i] * gx[j] + p.YY * gy[i] * gy[j] : sum;
            }
        }

        return new(value, gradient, hessian);
    }

    private static void CheckDimensions(Jet<T> x, Jet<T> y)
    {
        if (x.Dimension != y.Dimension)
        {
            throw new ArgumentException($"jets in {x.Dimension} and in {y.Dimension} variables do not combine");
        }
    }

    private static int Packed(int m) => m * (m + 1) / 2;

    private static T[] Filled(int length, T value)
    {
        var result = new T[length];
        Array.Fill(result, value);
        return result;
    }

    /// <summary>The value and, for a jet with derivatives, "with gradient (…)".</summary>
    public override string ToString() =>
        IsConstant ? $"{Value}" : $"{Value} with gradient ({string.Join(", ", _gradient!)})";
}
