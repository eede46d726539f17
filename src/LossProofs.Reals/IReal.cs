// The contract between formulas and number types: a formula written once against IReal<T> is evaluated as
// Ball, Interval, a jet over either, or a plain double.
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>
/// A real-number type. Every operation obeys the inclusion principle where the type encloses (Ball, Interval): for
/// all x in X, f(x) is in F(X). What is undefined on any part of its arguments is a value whose
/// <see cref="IsDefined"/> is false, and so is everything computed from it; nothing throws on a domain error.
/// </summary>
/// <typeparam name="TSelf">The number type itself.</typeparam>
public interface IReal<TSelf>
    : IAdditionOperators<TSelf, TSelf, TSelf>,
        ISubtractionOperators<TSelf, TSelf, TSelf>,
        IMultiplyOperators<TSelf, TSelf, TSelf>,
        IDivisionOperators<TSelf, TSelf, TSelf>,
        IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : IReal<TSelf>
{
    /// <summary>False when the value is undefined for some point of the arguments it was computed from.</summary>
    bool IsDefined { get; }

    /// <summary>The precision in bits that operations on this value round to (53 for the types made of doubles).</summary>
    int Precision { get; }

    /// <summary>1 when the value is certainly &gt; 0, −1 when it is certainly &lt; 0, 0 when neither is certain (or it is zero or undefined).</summary>
    int Sign { get; }

    /// <summary>The value that is undefined.</summary>
    static abstract TSelf Undefined { get; }

    /// <summary>
    /// What is known of a number that lies between x and y: the smallest enclosure of both. A type that holds one
    /// number only (double) is undefined here unless both agree. Derivatives at kinks are made of this.
    /// </summary>
    static abstract TSelf Hull(TSelf x, TSelf y);

    /// <summary>The rational number, enclosed to <paramref name="bits"/> bits where the type has a precision.</summary>
    static abstract TSelf From(Rational value, int bits);

    /// <summary>π to <paramref name="bits"/> bits.</summary>
    static abstract TSelf Pi(int bits);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The smaller of the two.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>The larger of the two.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>√x; undefined for x &lt; 0.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>e^x.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>e^x − 1 without cancellation.</summary>
    static abstract TSelf Expm1(TSelf x);

    /// <summary>Natural logarithm; undefined for x ≤ 0.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>log(1 + x) without cancellation; undefined for x ≤ −1.</summary>
    static abstract TSelf Log1p(TSelf x);

    /// <summary>Logarithm to base 2.</summary>
    static abstract TSelf Log2(TSelf x);

    /// <summary>Logarithm to base 10.</summary>
    static abstract TSelf Log10(TSelf x);

    /// <summary>1/(1 + e^−x).</summary>
    static abstract TSelf Sigmoid(TSelf x);

    /// <summary>log(1 + e^x).</summary>
    static abstract TSelf Softplus(TSelf x);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract TSelf Tanh(TSelf x);

    /// <summary>Hyperbolic sine.</summary>
    static abstract TSelf Sinh(TSelf x);

    /// <summary>Hyperbolic cosine.</summary>
    static abstract TSelf Cosh(TSelf x);

    /// <summary>Inverse hyperbolic sine.</summary>
    static abstract TSelf Asinh(TSelf x);

    /// <summary>Inverse tangent.</summary>
    static abstract TSelf Atan(TSelf x);

    /// <summary>Sine.</summary>
    static abstract TSelf Sin(TSelf x);

    /// <summary>Cosine.</summary>
    static abstract TSelf Cos(TSelf x);

    /// <summary>Error function.</summary>
    static abstract TSelf Erf(TSelf x);

    /// <summary>1 − erf(x) without cancellation.</summary>
    static abstract TSelf Erfc(TSelf x);

    /// <summary>Γ(x); undefined at 0, −1, −2, ….</summary>
    static abstract TSelf Gamma(TSelf x);

    /// <summary>log |Γ(x)| for x > 0; undefined for x ≤ 0.</summary>
    static abstract TSelf LogGamma(TSelf x);

    /// <summary>
    /// The derivative of order <paramref name="order"/> + 1 of log Γ: digamma for 0, trigamma for 1, …; undefined at
    /// 0, −1, −2, ….
    /// </summary>
    static virtual TSelf Polygamma(int order, TSelf x) => PolygammaSeries.Enclose(order, x);

    /// <summary>x^n; x^0 = 1; undefined at x = 0 for n &lt; 0.</summary>
    static abstract TSelf Pow(TSelf x, int n);

    /// <summary>x^y = exp(y log x) for x > 0; 0^y = 0 for y > 0; integer y (an exact point) takes any x; else undefined.</summary>
    static abstract TSelf Pow(TSelf x, TSelf y);
}
