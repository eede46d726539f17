// All elements of an array moved by one number, for limits in which a whole family tends to infinity.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal static class Shifting
{
    /// <summary>
    /// The term with every x_i of the array replaced by x_i − sign·log w; an exponential e^{c·x_i + …} with a whole c becomes
    /// w^{−c·sign} e^{…}, so that w → 0 can be put in.
    /// </summary>
    public static Term Shifted(Term term, string array, string small, int sign)
    {
        Term w = new Symbol(small);
        return Of(term);

        Term Of(Term node)
        {
            switch (node)
            {
                case Power(Constant(ConstantKind.E), var exponent)
                    when Slope(exponent) is { IsInteger: true, Sign: not 0 } slope:
                    return Scaled(slope, node);
                case Apply(Function.Exp, [var exponent]) when Slope(exponent) is { IsInteger: true, Sign: not 0 } slope:
                    return Scaled(slope, node);
                case Element(Symbol(var name), _) when name == array:
                    return sign > 0 ? node - Term.Log(w) : node + Term.Log(w);
                default:
                    return node.MapChildren(Of);
            }
        }

        Term Scaled(Rational slope, Term exponential) =>
            Simplifying.Product(Simplifying.Power(w, -slope * sign), exponential);

        // How often the array's elements occur in a sum of them; null where they occur otherwise.
        Rational? Slope(Term exponent)
        {
            switch (exponent)
            {
                case Element(Symbol(var name), _) when name == array:
                    return 1;
                case Negate(var x):
                    return -Slope(x);
                case Add(var xs):
                    Rational? sum = 0;
                    foreach (var x in xs)
                    {
                        sum += Slope(x);
                    }

                    return sum;
                case Multiply([Number(var factor), var x]):
                    return factor * Slope(x);
                default:
                    return exponent.FreeNames().Contains(array) ? null : 0;
            }
        }
    }
}
