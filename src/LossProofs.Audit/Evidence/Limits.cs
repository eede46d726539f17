// What the evaluation of limits needs to know about terms: continuity, fractions, derivatives in one bound variable.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Evidence;

/// <summary>Limits as values: continuity, else l'Hôpital's rule on exact zeros.</summary>
internal static class Limits
{
    /// <summary>How often l'Hôpital's rule is applied.</summary>
    public const int MaximumOrder = 6;

    /// <summary>How many limits are nested in the term.</summary>
    public static int Depth(Term term) =>
        (term is Limit ? 1 : 0) + term.Children().Select(Depth).DefaultIfEmpty(0).Max();

    /// <summary>True when the term is a composition of functions that are continuous wherever they are defined.</summary>
    public static bool IsContinuousWhereDefined(Term term) =>
        term switch
        {
            Piecewise or Extremum or Integral or Limit or Call => false,
            Apply(var function, _) when !KnownFunctions.Of(function).IsContinuous => false,
            Fold(FoldKind.ArgMax or FoldKind.ArgMin, _, _, _, _) => false,
            _ => term.Children().All(IsContinuousWhereDefined),
        };

    /// <summary>numerator/denominator with nested fractions, products and signs pulled together.</summary>
    public static (Term Numerator, Term Denominator) Fraction(Term term)
    {
        switch (term)
        {
            case Divide(var x, var y):
            {
                var (a, b) = Fraction(x);
                var (c, d) = Fraction(y);
                return (Simplifying.Product(a, d), Simplifying.Product(b, c));
            }
            case Negate(var x):
            {
                var (a, b) = Fraction(x);
                return (Simplifying.Negative(a), b);
            }
            case Multiply(var xs):
            {
                var parts = xs.Select(Fraction).ToList();
                return (
                    Simplifying.Product([.. parts.Select(part => part.Numerator)]),
                    Simplifying.Product([.. parts.Select(part => part.Denominator)])
                );
            }
            case Add(var xs):
            {
                var parts = xs.Select(Fraction).ToList();
                var denominator = Simplifying.Product([.. parts.Select(part => part.Denominator)]);
                var numerator = Simplifying.Sum([
                    .. parts.Select(
                        (part, at) =>
                            Simplifying.Product([
                                part.Numerator,
                                .. parts.Where((_, i) => i != at).Select(other => other.Denominator),
                            ])
                    ),
                ]);
                return (numerator, denominator);
            }
            case Power(var x, Number({ IsInteger: true, Sign: < 0 } n)):
                return (Term.One, Simplifying.Power(x, -n));
            case Guarded(var value, _):
                return Fraction(value);
            default:
                return (term, Term.One);
        }
    }

    /// <summary>The derivative with respect to the limit's variable, every other symbol held fixed.</summary>
    public static Term Derivative(Term term, string variable)
    {
        var scalar = new Variable(variable, [], Domain.Real, Provenance.BuiltIn);
        var elaboration = new Elaboration(new Context([scalar], [], []));
        return term.FreeNames().Contains(variable)
            ? new Differentiation(elaboration, new Symbol(variable)).Of(term)
            : Term.Zero;
    }
}
