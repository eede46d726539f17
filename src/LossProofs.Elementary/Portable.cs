// exp, log and their kin for double: the same bits on every machine, each rounded once from a double-double.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

/// <summary>
/// Elementary functions made of IEEE 754 operations and fused multiply-add alone, so that they give the same bits on every
/// machine. Every function is computed to 2^-67 or better and rounded once, also where the result is subnormal: the error
/// is below the function's <c>…MaxUlps</c> over the whole range, in <c>double</c> and in <c>float</c>. NaN gives NaN.
/// </summary>
public static partial class Portable
{
    /// <summary>Proved bound on the error of <c>Exp</c>, in ulps of the result.</summary>
    public const double ExpMaxUlps = 0.501;

    /// <summary>Proved bound on the error of <c>Expm1</c>, in ulps of the result.</summary>
    public const double Expm1MaxUlps = 0.501;

    /// <summary>Proved bound on the error of <c>Log</c>, in ulps of the result.</summary>
    public const double LogMaxUlps = 0.501;

    /// <summary>Proved bound on the error of <c>Log1p</c>, in ulps of the result.</summary>
    public const double Log1pMaxUlps = 0.501;

    /// <summary>Proved bound on the error of <c>Softplus</c>, in ulps of the result.</summary>
    public const double SoftplusMaxUlps = 0.501;

    /// <summary>Proved bound on the error of <c>Sigmoid</c>, in ulps of the result.</summary>
    public const double SigmoidMaxUlps = 0.501;

    /// <summary>Proved bound on the error of <c>Tanh</c>, in ulps of the result.</summary>
    public const double TanhMaxUlps = 0.501;

    /// <summary>Proved bound on the error of <c>Pow</c>, in ulps of the result.</summary>
    public const double PowMaxUlps = 0.501;

    // e^x is 0 or infinite beyond: e^-746 < 2^-1076, e^746 > 2^1024.
    private const double ExpRange = 746;

    /// <summary>e^x; ∞ from 2^1024 − 2^970 on, 0 below 2^-1075. e^−∞ = 0, e^∞ = ∞.</summary>
    public static double Exp(double x) =>
        Math.Abs(x) < ExpRange ? ExponentialCore.Exp(new(x, 0)).Round()
        : double.IsNaN(x) ? x
        : x > 0 ? double.PositiveInfinity
        : 0;

    /// <summary>e^x − 1, accurate near 0; −1 at −∞, ∞ at ∞, ±0 at ±0.</summary>
    public static double Expm1(double x) =>
        x == 0 ? x
        : Math.Abs(x) < ExpRange ? ExponentialCore.Expm1(new(x, 0)).Round()
        : double.IsNaN(x) ? x
        : x > 0 ? double.PositiveInfinity
        : -1;

    /// <summary>Natural logarithm; −∞ at ±0, NaN below 0, ∞ at ∞.</summary>
    public static double Log(double x)
    {
        if (x is >= 2.2250738585072014e-308 and <= double.MaxValue)
        {
            return LogarithmCore.Log(new(x, 0), 0).Hi;
        }

        return x is > 0 and < 1 ? LogarithmCore.Log(new(x * 18014398509481984.0, 0), -54).Hi // 2^54 makes it normal
            : x == 0 ? double.NegativeInfinity
            : x > 0 ? x
            : double.NaN;
    }

    /// <summary>log(1 + x), accurate near 0; −∞ at −1, NaN below −1, ∞ at ∞, ±0 at ±0.</summary>
    public static double Log1p(double x) =>
        x is > -1 and <= double.MaxValue ? (x == 0 ? x : LogarithmCore.Log1p(new(x, 0)).Hi)
        : x == -1 ? double.NegativeInfinity
        : x > 0 ? x
        : double.NaN;

    /// <summary>log(1 + e^x); 0 at −∞, ∞ at ∞. The tail of negative x keeps its digits, subnormals included.</summary>
    public static double Softplus(double x) =>
        Math.Abs(x) < ExpRange ? LogarithmCore.Softplus(new(x, 0)).Round()
        : double.IsNaN(x) ? x
        : Math.Max(x, 0);

    /// <summary>1/(1 + e^−x); 0 at −∞, 1 at ∞. The tail of negative x keeps its digits, subnormals included.</summary>
    public static double Sigmoid(double x) =>
        Math.Abs(x) < ExpRange ? ExponentialCore.Sigmoid(new(x, 0)).Round()
        : double.IsNaN(x) ? x
        : x > 0 ? 1
        : 0;

    /// <summary>Hyperbolic tangent; ±1 at ±∞, ±0 at ±0.</summary>
    public static double Tanh(double x) =>
        x == 0 ? x
        : Math.Abs(x) < ExpRange ? ExponentialCore.Tanh(new(x, 0)).Round()
        : double.IsNaN(x) ? x
        : x > 0 ? 1
        : -1;

    /// <summary>
    /// x^y with the special values of IEEE 754-2019 <c>pow</c>: x^±0 = 1 and 1^y = 1 even for NaN; (±0)^y and (±∞)^y are 0 or
    /// ∞, with the sign of x for an odd integer y; (−1)^±∞ = 1; NaN for a finite x &lt; 0 and a y that is no integer.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        var size = Math.Abs(x);
        if (double.IsInfinity(y))
        {
            return size == 1 ? 1
                : (size > 1) == (y > 0) ? double.PositiveInfinity
                : 0;
        }

        var whole = Math.Floor(y) == y;
        var sign =
            x < 0 || double.IsNegative(x) ? (whole && Math.Abs(Math.IEEERemainder(y, 2)) == 1 ? -1.0 : 1.0) : 1.0;
        if (size == 0 || double.IsInfinity(size))
        {
            return sign * (size == 0 == y > 0 ? 0 : double.PositiveInfinity);
        }

        if (x < 0 && !whole)
        {
            return double.NaN;
        }

        // log x within 2^-77, times |y·log x| < 746 < 2^9.6: x^y within 2^-67.
        var log =
            size < 2.2250738585072014e-308
                ? LogarithmCore.Log(new(size * 18014398509481984.0, 0), -54) // 2^54 makes it normal
                : LogarithmCore.Log(new(size, 0), 0);
        var exponent = log * y;
        return sign
            * (
                Math.Abs(log.Hi * y) < ExpRange ? ExponentialCore.Exp(exponent).Round()
                : (log.Hi > 0) == (y > 0) ? double.PositiveInfinity
                : 0
            );
    }
}
