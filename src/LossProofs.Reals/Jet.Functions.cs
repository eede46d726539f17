// The functions of the number contract on jets: each is its value, its first and its second derivative.
namespace LossProofs.Reals;

public readonly partial struct Jet<T>
{
    /// <summary>√x; at 0 its derivatives are undefined.</summary>
    public static Jet<T> Sqrt(Jet<T> x)
    {
        var root = T.Sqrt(x.Value);
        return Compose(
            x,
            root,
            () => x.Number(1) / (x.Number(2) * root),
            () => x.Number(-1) / (x.Number(4) * root * x.Value)
        );
    }

    /// <inheritdoc/>
    public static Jet<T> Exp(Jet<T> x)
    {
        var e = T.Exp(x.Value);
        return Compose(x, e, () => e, () => e);
    }

    /// <inheritdoc/>
    public static Jet<T> Expm1(Jet<T> x)
    {
        var e = T.Exp(x.Value);
        return Compose(x, T.Expm1(x.Value), () => e, () => e);
    }

    /// <inheritdoc/>
    public static Jet<T> Log(Jet<T> x) => Logarithm(x, T.Log(x.Value), x.Value, x.Number(1));

    /// <inheritdoc/>
    public static Jet<T> Log1p(Jet<T> x) => Logarithm(x, T.Log1p(x.Value), x.Number(1) + x.Value, x.Number(1));

    /// <inheritdoc/>
    public static Jet<T> Log2(Jet<T> x) => Logarithm(x, T.Log2(x.Value), x.Value, T.Log(x.Number(2)));

    /// <inheritdoc/>
    public static Jet<T> Log10(Jet<T> x) => Logarithm(x, T.Log10(x.Value), x.Value, T.Log(x.Number(10)));

    // log(a)/c for a with da = dx: 1/(c a), −1/(c a²).
    private static Jet<T> Logarithm(Jet<T> x, T value, T argument, T scale)
    {
        var first = x.Number(1) / (argument * scale);
        return Compose(x, value, () => first, () => -first / argument);
    }

    /// <inheritdoc/>
    public static Jet<T> Sigmoid(Jet<T> x)
    {
        // σ' = σ(x)σ(−x), σ'' = σ'·(σ(−x) − σ(x)) = −σ' tanh(x/2)
        var s = T.Sigmoid(x.Value);
        var slope = s * T.Sigmoid(-x.Value);
        return Compose(x, s, () => slope, () => -slope * T.Tanh(x.Value / x.Number(2)));
    }

    /// <inheritdoc/>
    public static Jet<T> Softplus(Jet<T> x)
    {
        var s = T.Sigmoid(x.Value);
        return Compose(x, T.Softplus(x.Value), () => s, () => s * T.Sigmoid(-x.Value));
    }

    /// <inheritdoc/>
    public static Jet<T> Tanh(Jet<T> x)
    {
        // 1 − tanh² x = 4σ(2x)σ(−2x), which neither cancels nor overflows.
        var t = T.Tanh(x.Value);
        var twice = x.Value + x.Value;
        var slope = x.Number(4) * T.Sigmoid(twice) * T.Sigmoid(-twice);
        return Compose(x, t, () => slope, () => x.Number(-2) * t * slope);
    }

    /// <inheritdoc/>
    public static Jet<T> Sinh(Jet<T> x)
    {
        var value = T.Sinh(x.Value);
        return Compose(x, value, () => T.Cosh(x.Value), () => value);
    }

    /// <inheritdoc/>
    public static Jet<T> Cosh(Jet<T> x)
    {
        var value = T.Cosh(x.Value);
        return Compose(x, value, () => T.Sinh(x.Value), () => value);
    }

    /// <inheritdoc/>
    public static Jet<T> Asinh(Jet<T> x)
    {
        // (1 + x²)^−½ and −x(1 + x²)^−3/2
        var first = x.Number(1) / T.Sqrt(x.Number(1) + T.Pow(x.Value, 2));
        return Compose(x, T.Asinh(x.Value), () => first, () => -x.Value * T.Pow(first, 3));
    }

    /// <inheritdoc/>
    public static Jet<T> Atan(Jet<T> x)
    {
        var first = x.Number(1) / (x.Number(1) + T.Pow(x.Value, 2));
        return Compose(x, T.Atan(x.Value), () => first, () => x.Number(-2) * x.Value * T.Pow(first, 2));
    }

    /// <inheritdoc/>
    public static Jet<T> Sin(Jet<T> x)
    {
        var value = T.Sin(x.Value);
        return Compose(x, value, () => T.Cos(x.Value), () => -value);
    }

    /// <inheritdoc/>
    public static Jet<T> Cos(Jet<T> x)
    {
        var value = T.Cos(x.Value);
        return Compose(x, value, () => -T.Sin(x.Value), () => -value);
    }

    /// <inheritdoc/>
    public static Jet<T> Erf(Jet<T> x) => ErrorFunction(x, T.Erf(x.Value), 2);

    /// <inheritdoc/>
    public static Jet<T> Erfc(Jet<T> x) => ErrorFunction(x, T.Erfc(x.Value), -2);

    // ±(2/√π) e^(−x²) and its derivative −2x times itself.
    private static Jet<T> ErrorFunction(Jet<T> x, T value, int two)
    {
        var first = x.Number(two) * T.Exp(-T.Pow(x.Value, 2)) / T.Sqrt(T.Pi(x.Precision));
        return Compose(x, value, () => first, () => x.Number(-2) * x.Value * first);
    }

    /// <summary>Γ(x), with Γ' = Γψ and Γ'' = Γ(ψ² + ψ').</summary>
    public static Jet<T> Gamma(Jet<T> x)
    {
        var gamma = T.Gamma(x.Value);
        var digamma = x.IsConstant ? gamma : T.Polygamma(0, x.Value);
        return Compose(x, gamma, () => gamma * digamma, () => gamma * (T.Pow(digamma, 2) + T.Polygamma(1, x.Value)));
    }

    /// <inheritdoc/>
    public static Jet<T> LogGamma(Jet<T> x) =>
        Compose(x, T.LogGamma(x.Value), () => T.Polygamma(0, x.Value), () => T.Polygamma(1, x.Value));

    /// <inheritdoc/>
    public static Jet<T> Polygamma(int order, Jet<T> x) =>
        Compose(
            x,
            T.Polygamma(order, x.Value),
            () => T.Polygamma(order + 1, x.Value),
            () => T.Polygamma(order + 2, x.Value)
        );

    /// <inheritdoc/>
    public static Jet<T> Pow(Jet<T> x, int n) =>
        n switch
        {
            0 => Compose(x, T.Pow(x.Value, 0), () => x.Number(0), () => x.Number(0)),
            1 => x,
            _ => Compose(
                x,
                T.Pow(x.Value, n),
                () => x.Number(n) * T.Pow(x.Value, n - 1),
                () => x.Number((Rational)n * (n - 1)) * T.Pow(x.Value, n - 2)
            ),
        };

    /// <summary>
    /// x^y; the derivatives by x are y x^(y−1) and y(y−1)x^(y−2), those by y need log x and so x &gt; 0.
    /// </summary>
    public static Jet<T> Pow(Jet<T> x, Jet<T> y)
    {
        var (a, b) = (x.Value, y.Value);
        var value = T.Pow(a, b);
        if (x.IsConstant && y.IsConstant)
        {
            return Constant(value);
        }

        var one = x.Number(1);
        if (y.IsConstant)
        {
            return Compose(x, value, () => b * T.Pow(a, b - one), () => b * (b - one) * T.Pow(a, b - x.Number(2)));
        }

        var log = T.Log(a);
        if (x.IsConstant)
        {
            return Compose(y, value, () => value * log, () => value * T.Pow(log, 2));
        }

        var lower = T.Pow(a, b - one);
        return Compose(
            x,
            y,
            value,
            b * lower,
            value * log,
            (b * (b - one) * T.Pow(a, b - x.Number(2)), value * T.Pow(log, 2)),
            lower * (one + b * log)
        );
    }

    private T Number(Rational value) => T.From(value, Value.Precision);
}
