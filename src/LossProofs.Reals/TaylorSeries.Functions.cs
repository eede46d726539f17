// The functions of the number contract on Taylor series. Nearly all follow from one recurrence: when h = f(u) and
// h' = d·u', then k h_k = Σ_{j=1..k} j u_j d_{k−j}; d may itself depend on the h found so far.
namespace LossProofs.Reals;

public readonly partial struct TaylorSeries<T>
{
    /// <summary>√x; at 0 its derivatives are undefined.</summary>
    public static TaylorSeries<T> Sqrt(TaylorSeries<T> x)
    {
        // h² = x: 2 h₀ h_k = x_k − Σ_{0<j<k} h_j h_{k−j}
        var h = new T[x.Order + 1];
        h[0] = T.Sqrt(x[0]);
        var twice = h[0] + h[0];
        for (var k = 1; k <= x.Order; k++)
        {
            var rest = x[k];
            for (var j = 1; j < k; j++)
            {
                rest -= h[j] * h[k - j];
            }

            h[k] = rest / twice;
        }

        return new(h);
    }

    /// <inheritdoc/>
    public static TaylorSeries<T> Exp(TaylorSeries<T> x) => Recur(x, T.Exp(x[0]), (h, k) => h[k]);

    /// <inheritdoc/>
    public static TaylorSeries<T> Expm1(TaylorSeries<T> x)
    {
        var e = Exp(x);
        return Build(x.Order, k => k == 0 ? T.Expm1(x[0]) : e[k]);
    }

    /// <inheritdoc/>
    public static TaylorSeries<T> Log(TaylorSeries<T> x) => Integrate(x, T.Log(x[0]), x.Series(1) / x);

    /// <inheritdoc/>
    public static TaylorSeries<T> Log1p(TaylorSeries<T> x) =>
        Integrate(x, T.Log1p(x[0]), x.Series(1) / (x.Series(1) + x));

    /// <inheritdoc/>
    public static TaylorSeries<T> Log2(TaylorSeries<T> x) =>
        Integrate(x, T.Log2(x[0]), x.Series(1) / (x * Constant(T.Log(x.Number(2)))));

    /// <inheritdoc/>
    public static TaylorSeries<T> Log10(TaylorSeries<T> x) =>
        Integrate(x, T.Log10(x[0]), x.Series(1) / (x * Constant(T.Log(x.Number(10)))));

    /// <inheritdoc/>
    public static TaylorSeries<T> Sigmoid(TaylorSeries<T> x)
    {
        // σ' = σ − σ²; the leading coefficient as σ(x)σ(−x), without cancellation
        var slope = T.Sigmoid(x[0]) * T.Sigmoid(-x[0]);
        return Recur(x, T.Sigmoid(x[0]), (h, k) => k == 0 ? slope : h[k] - Convolve(h, h, k));
    }

    /// <inheritdoc/>
    public static TaylorSeries<T> Softplus(TaylorSeries<T> x) => Integrate(x, T.Softplus(x[0]), Sigmoid(x));

    /// <inheritdoc/>
    public static TaylorSeries<T> Tanh(TaylorSeries<T> x)
    {
        // 1 − h², its leading coefficient as 4σ(2x)σ(−2x)
        var twice = x[0] + x[0];
        var slope = x.Number(4) * T.Sigmoid(twice) * T.Sigmoid(-twice);
        return Recur(x, T.Tanh(x[0]), (h, k) => k == 0 ? slope : -Convolve(h, h, k));
    }

    /// <inheritdoc/>
    public static TaylorSeries<T> Sinh(TaylorSeries<T> x) =>
        Pair(x, T.Sinh(x[0]), T.Cosh(x[0]), alternating: false).First;

    /// <inheritdoc/>
    public static TaylorSeries<T> Cosh(TaylorSeries<T> x) =>
        Pair(x, T.Sinh(x[0]), T.Cosh(x[0]), alternating: false).Second;

    /// <inheritdoc/>
    public static TaylorSeries<T> Sin(TaylorSeries<T> x) => Pair(x, T.Sin(x[0]), T.Cos(x[0]), alternating: true).First;

    /// <inheritdoc/>
    public static TaylorSeries<T> Cos(TaylorSeries<T> x) => Pair(x, T.Sin(x[0]), T.Cos(x[0]), alternating: true).Second;

    /// <inheritdoc/>
    public static TaylorSeries<T> Asinh(TaylorSeries<T> x) =>
        Integrate(x, T.Asinh(x[0]), x.Series(1) / Sqrt(x.Series(1) + Pow(x, 2)));

    /// <inheritdoc/>
    public static TaylorSeries<T> Atan(TaylorSeries<T> x) =>
        Integrate(x, T.Atan(x[0]), x.Series(1) / (x.Series(1) + Pow(x, 2)));

    /// <inheritdoc/>
    public static TaylorSeries<T> Erf(TaylorSeries<T> x) => Integrate(x, T.Erf(x[0]), Gaussian(x, 2));

    /// <inheritdoc/>
    public static TaylorSeries<T> Erfc(TaylorSeries<T> x) => Integrate(x, T.Erfc(x[0]), Gaussian(x, -2));

    // ±(2/√π) e^(−x²)
    private static TaylorSeries<T> Gaussian(TaylorSeries<T> x, int two) =>
        Constant(x.Number(two) / T.Sqrt(T.Pi(x.Precision))) * Exp(-Pow(x, 2));

    /// <inheritdoc/>
    public static TaylorSeries<T> Gamma(TaylorSeries<T> x)
    {
        if (x.Order == 0)
        {
            return Constant(T.Gamma(x[0]));
        }

        var digamma = Polygamma(0, x)._coefficients;
        return Recur(x, T.Gamma(x[0]), (h, k) => Convolve(h, digamma, k));
    }

    /// <inheritdoc/>
    public static TaylorSeries<T> LogGamma(TaylorSeries<T> x) =>
        x.Order == 0 ? Constant(T.LogGamma(x[0])) : Integrate(x, T.LogGamma(x[0]), Polygamma(0, x));

    /// <inheritdoc/>
    public static TaylorSeries<T> Polygamma(int order, TaylorSeries<T> x)
    {
        // Outer coefficients ψ⁽ᵐ⁺ⁱ⁾(x₀)/i!, composed with x − x₀ by Horner's rule.
        var inner = Build(x.Order, k => k == 0 ? x.Number(0) : x[k]);
        var factorial = Rational.One;
        var outer = new T[x.Order + 1];
        for (var i = 0; i <= x.Order; i++)
        {
            factorial *= Math.Max(1, i);
            outer[i] = T.Polygamma(order + i, x[0]) / x.Number(factorial);
        }

        var result = Constant(outer[^1]);
        for (var i = x.Order - 1; i >= 0; i--)
        {
            result = result * inner + Constant(outer[i]);
        }

        return result;
    }

    /// <inheritdoc/>
    public static TaylorSeries<T> Pow(TaylorSeries<T> x, int n)
    {
        if (n < 0)
        {
            // the leading coefficient directly, so that it keeps the number type's own tightness
            var series = x.Series(1) / Pow(x, -n);
            return Build(x.Order, k => k == 0 ? T.Pow(x[0], n) : series[k]);
        }

        var result = Build(x.Order, k => k == 0 ? T.Pow(x[0], 0) : x.Number(0));
        var (power, rest) = (x, n);
        while (rest > 0)
        {
            if ((rest & 1) == 1)
            {
                result *= power;
            }

            rest >>= 1;
            power = rest > 0 ? power * power : power;
        }

        return Build(x.Order, k => k == 0 ? T.Pow(x[0], n) : result[k]);
    }

    /// <summary>x^y; where the exponent is a constant by the recurrence of binomial series, else as exp(y log x).</summary>
    public static TaylorSeries<T> Pow(TaylorSeries<T> x, TaylorSeries<T> y)
    {
        var value = T.Pow(x[0], y[0]);
        if (y.Order != 0)
        {
            var series = Exp(y * Log(x));
            return Build(series.Order, k => k == 0 ? value : series[k]);
        }

        // h' x = y h x': k x₀ h_k = Σ_{j=1..k} (y j − (k − j)) x_j h_{k−j}
        var h = new T[x.Order + 1];
        h[0] = value;
        for (var k = 1; k <= x.Order; k++)
        {
            var sum = x.Number(0);
            for (var j = 1; j <= k; j++)
            {
                sum += (y[0] * x.Number(j) - x.Number(k - j)) * x[j] * h[k - j];
            }

            h[k] = sum / (x.Number(k) * x[0]);
        }

        return new(h);
    }

    // h with h(x₀) = value and h' = d(h, …)·x', where d's coefficient k may use h₀ … h_k.
    private static TaylorSeries<T> Recur(TaylorSeries<T> x, T value, Func<T[], int, T> derivative)
    {
        var (h, d) = (new T[x.Order + 1], new T[x.Order + 1]);
        h[0] = value;
        for (var k = 1; k <= x.Order; k++)
        {
            d[k - 1] = derivative(h, k - 1);
            h[k] = Step(x, d, k);
        }

        return new(h);
    }

    private static TaylorSeries<T> Integrate(TaylorSeries<T> x, T value, TaylorSeries<T> derivative) =>
        Build(x.Order, k => k == 0 ? value : Step(x, derivative._coefficients, k));

    // (1/k) Σ_{j=1..k} j x_j d_{k−j}
    private static T Step(TaylorSeries<T> x, T[] d, int k)
    {
        var sum = x.Number(0);
        for (var j = 1; j <= k; j++)
        {
            sum += x.Number(j) * x[j] * d[k - j];
        }

        return sum / x.Number(k);
    }

    private static T Convolve(T[] a, T[] b, int k)
    {
        var sum = a[0] * b[k];
        for (var j = 1; j <= k; j++)
        {
            sum += a[j] * b[k - j];
        }

        return sum;
    }

    // s' = c x', c' = ±s x': sine and cosine (alternating) or their hyperbolic kin.
    private static (TaylorSeries<T> First, TaylorSeries<T> Second) Pair(
        TaylorSeries<T> x,
        T sine,
        T cosine,
        bool alternating
    )
    {
        var (s, c) = (new T[x.Order + 1], new T[x.Order + 1]);
        (s[0], c[0]) = (sine, cosine);
        for (var k = 1; k <= x.Order; k++)
        {
            s[k] = Step(x, c, k);
            c[k] = alternating ? -Step(x, s, k) : Step(x, s, k);
        }

        return (new(s), new(c));
    }
}
