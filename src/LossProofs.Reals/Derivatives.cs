// Drivers: the derivatives of a formula that is written once over IReal<T>.
namespace LossProofs.Reals;

/// <summary>
/// Derivatives of generic formulas at a point (or over an enclosure of points) by forward-mode jets. With
/// <c>Ball</c> or <c>Interval</c> as the number type every component encloses the true derivative.
/// </summary>
public static class Derivatives
{
    /// <summary>Value and gradient of f at x.</summary>
    public static (T Value, T[] Gradient) Gradient<T>(Func<Jet<T>[], Jet<T>> f, params T[] x)
        where T : IReal<T>
    {
        var result = f(Variables(x, order: 1));
        return (result.Value, Row(result, x.Length));
    }

    /// <summary>Value, gradient and symmetric Hessian of f at x.</summary>
    public static (T Value, T[] Gradient, T[,] Hessian) Hessian<T>(Func<Jet<T>[], Jet<T>> f, params T[] x)
        where T : IReal<T>
    {
        var result = f(Variables(x, order: 2));
        var hessian = new T[x.Length, x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
            {
                hessian[i, j] = result.Hessian(i, j);
            }
        }

        return (result.Value, Row(result, x.Length), hessian);
    }

    /// <summary>Values of a vector-valued f at x and its Jacobian, one row per component of f.</summary>
    public static (T[] Values, T[][] Jacobian) Jacobian<T>(Func<Jet<T>[], Jet<T>[]> f, params T[] x)
        where T : IReal<T>
    {
        var results = f(Variables(x, order: 1));
        return (Array.ConvertAll(results, r => r.Value), Array.ConvertAll(results, r => Row(r, x.Length)));
    }

    /// <summary>The Taylor coefficients f⁽ᵏ⁾(x)/k! of a univariate f, k = 0..order.</summary>
    public static T[] Taylor<T>(Func<TaylorSeries<T>, TaylorSeries<T>> f, T x, int order)
        where T : IReal<T>
    {
        var series = f(TaylorSeries<T>.Variable(x, order));
        return [.. Enumerable.Range(0, order + 1).Select(k => series[k])];
    }

    private static Jet<T>[] Variables<T>(T[] x, int order)
        where T : IReal<T>
    {
        var variables = new Jet<T>[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            variables[i] = Jet<T>.Variable(x[i], i, x.Length, order);
        }

        return variables;
    }

    private static T[] Row<T>(Jet<T> jet, int length)
        where T : IReal<T>
    {
        var row = new T[length];
        for (var i = 0; i < length; i++)
        {
            row[i] = jet.Gradient(i);
        }

        return row;
    }
}
