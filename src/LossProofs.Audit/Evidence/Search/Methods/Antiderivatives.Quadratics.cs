// Antiderivatives of powers and exponentials of quadratic polynomials.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

internal sealed partial class Antiderivatives
{
    // (c + b x + a x²)^n for n = −1 and n = ±1/2.
    private Term? Quadratic(Term u, Rational n)
    {
        if (Coefficients(u) is not var (a, b, c))
        {
            return null;
        }

        var shifted = X + b / ((Term)2 * a);
        var rest = collected(c - b * b / ((Term)4 * a));
        if (n == -Rational.One)
        {
            // a(y² + k): arctan(y/√k)/(a√k).
            var k = collected(rest / a);
            if (k is Number({ Sign: < 0 } square))
            {
                var root = new Apply(Function.Sqrt, [(Term)(-square)]);
                return Term.Log(new Apply(Function.Abs, [(shifted - root) / (shifted + root)])) / ((Term)2 * a * root);
            }

            var size = collected(new Apply(Function.Sqrt, [k]));
            return new Apply(Function.Atan, [collected(shifted / size)]) / (a * size);
        }

        if (n == new Rational(-1, 2) && a is Number(var leading))
        {
            var size = collected(new Apply(Function.Sqrt, [rest / (Term)Rational.Abs(leading)]));
            return new Apply(leading.Sign < 0 ? Function.Asin : Function.Asinh, [collected(shifted / size)])
                / new Apply(Function.Sqrt, [(Term)Rational.Abs(leading)]);
        }

        if (n == new Rational(1, 2) && a is Number(var sign) && sign == -Rational.One)
        {
            // √(r² − y²): (y√(r² − y²) + r² arcsin(y/r))/2.
            return (
                    shifted * new Apply(Function.Sqrt, [u])
                    + rest * new Apply(Function.Asin, [collected(shifted / new Apply(Function.Sqrt, [rest]))])
                ) / (Term)2;
        }

        return null;
    }

    private (Term A, Term B, Term C)? Coefficients(Term u)
    {
        var first = collected(Limits.Derivative(u, variable));
        var second = collected(Limits.Derivative(first, variable));
        return IsFree(second) && !second.IsZero()
            ? (
                collected(second / (Term)2),
                collected(first.Substitute(variable, Term.Zero)),
                collected(u.Substitute(variable, Term.Zero))
            )
            : null;
    }

    // x^n e^(−a x² + b x + c).
    private Term? Gaussian(Term exponent, int power)
    {
        if (Coefficients(exponent) is not var (negative, b, c) || power > 6)
        {
            return null;
        }

        var a = collected(new Negate(negative));
        if (power > 0)
        {
            // ∫ x^n e^q = (−x^(n−1) e^q + (n−1) ∫ x^(n−2) e^q + b ∫ x^(n−1) e^q)/(2a).
            if (Gaussian(exponent, power - 1) is not { } one)
            {
                return null;
            }

            var rest = power == 1 ? Term.Zero : Gaussian(exponent, power - 2);
            return rest is null
                ? null
                : (
                    new Negate(Simplifying.Product(Simplifying.Power(X, power - 1), Term.Exp(exponent)))
                    + (Term)(power - 1) * rest
                    + b * one
                ) / ((Term)2 * a);
        }

        var root = new Apply(Function.Sqrt, [a]);
        return new Apply(Function.Sqrt, [Term.Pi])
            / ((Term)2 * root)
            * Term.Exp(collected(c + b * b / ((Term)4 * a)))
            * new Apply(Function.Erf, [collected(root * X - b / ((Term)2 * root))]);
    }
}
