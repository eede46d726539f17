// Products multiplied out: terms as sums of monomials.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

public sealed partial class Algebra
{
    // A sum of products: coefficient and factors. Sums inside of functions and denominators stay whole.
    private List<(Rational Coefficient, List<Term> Factors)> Expand(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return [(value, [])];
            case Negate(var x):
                return [.. Expand(x).Select(monomial => (-monomial.Coefficient, monomial.Factors))];
            case Guarded(var value, _):
                return Expand(value);
            case Add(var xs):
                return Limited([.. xs.SelectMany(Expand)]);
            case Multiply(var xs):
                return xs.Select(Expand).Aggregate(Times);
            case Divide(var x, var y):
            {
                var denominator = Expand(y);
                return denominator is [var (coefficient, factors)] && coefficient.Sign != 0
                    ? Times(Expand(x), [(Rational.One / coefficient, [.. factors.Select(Reciprocal)])])
                    : Times(Expand(x), [(Rational.One, [new Power(y, -1)])]);
            }
            case Power(var x, Number({ IsInteger: true } n))
                when n.Sign > 0 && n <= 6 && x is Add or Multiply or Negate or Divide:
                return Enumerable.Repeat(Expand(x), (int)n.Numerator).Aggregate(Times);
            case Power(var x, Number({ IsInteger: true, Sign: < 0 } n))
                when n >= -1000 && Expand(x) is [var (coefficient, factors)] && coefficient.Sign != 0:
            {
                var power = Rational.One;
                for (var count = (int)-n.Numerator; count > 0; count--)
                {
                    power /= coefficient;
                }

                return [(power, [.. factors.Select(factor => Raised(factor, n))])];
            }
            case Apply(Function.StopGradient, [var x]):
                return Expand(x);
            case Apply(Function.Exp, [var x]):
                return ExpandExp(x);
            case Power(Constant(ConstantKind.E), var x):
                return ExpandExp(x);
            case Apply(Function.Log, [var x]):
            {
                var log = LogTerm(x);
                return log is Apply(Function.Log, _) ? [(Rational.One, [log])] : Expand(log);
            }
            case Apply(Function.Sigmoid, [var x]):
                return [(Rational.One, [new Power(Term.One + Term.Exp(Simplifying.Negative(x)), -1)])];
            case Element(var array, var indices)
                when Simplifying.ElementOf(array, indices) is var simplified and not Element:
                return Expand(simplified);
            case Fold(FoldKind.Sum, var index, var range, var where, var body):
                return ExpandSum(index, range, where, body);
            default:
                return [(Rational.One, [term])];
        }
    }

    // Linear, and what does not depend on the index comes out.
    private List<(Rational Coefficient, List<Term> Factors)> ExpandSum(
        string index,
        IndexRange range,
        Condition? where,
        Term body
    )
    {
        var rangeKey = RangeKey(range);
        return Within(
            index,
            Atom($"bound {_bound.Count}"),
            rangeKey,
            () =>
                Expand(body)
                    .Select(monomial =>
                    {
                        var free = monomial.Factors.Where(factor => !factor.FreeNames().Contains(index));
                        var dependent = monomial.Factors.Where(factor => factor.FreeNames().Contains(index)).ToArray();
                        var rest = new Fold(FoldKind.Sum, index, range, where, Simplifying.Product(dependent));
                        return (monomial.Coefficient, (List<Term>)[.. free, rest]);
                    })
                    .ToList()
        );
    }

    // e^(a + b) = e^a e^b, and e^(k log x) = x^k for whole numbers k.
    private List<(Rational Coefficient, List<Term> Factors)> ExpandExp(Term exponent) =>
        exponent is Add or Guarded or Negate(Add or Guarded)
            ? Expand(exponent)
                .Select(monomial =>
                    monomial is ({ IsInteger: true } whole, [Apply(Function.Log, [var x])])
                        ? Expand(Simplifying.Power(x, whole))
                        :
                        [
                            (
                                Rational.One,
                                (List<Term>)[Term.Exp(Simplifying.Product([monomial.Coefficient, .. monomial.Factors]))]
                            ),
                        ]
                )
                .Aggregate((List<(Rational, List<Term>)>)[(Rational.One, [])], Times)
            : [(Rational.One, [Term.Exp(exponent)])];

    private static Term Reciprocal(Term factor) => Raised(factor, -1);

    private static Term Raised(Term factor, Rational exponent) =>
        factor switch
        {
            Power(var b, Number({ IsInteger: true } n)) => Simplifying.Power(b, n * exponent),
            Apply(Function.Exp, [var x]) => Term.Exp(Simplifying.Product(exponent, x)),
            _ => new Power(factor, exponent),
        };

    private static List<(Rational Coefficient, List<Term> Factors)> Times(
        List<(Rational Coefficient, List<Term> Factors)> left,
        List<(Rational Coefficient, List<Term> Factors)> right
    )
    {
        if (left.Count * right.Count > MostMonomials)
        {
            throw new NotAlgebraic();
        }

        return
        [
            .. left.SelectMany(
                a => right,
                (a, b) => (a.Coefficient * b.Coefficient, (List<Term>)[.. a.Factors, .. b.Factors])
            ),
        ];
    }

    private static List<(Rational Coefficient, List<Term> Factors)> Limited(
        List<(Rational Coefficient, List<Term> Factors)> monomials
    ) => monomials.Count > MostMonomials ? throw new NotAlgebraic() : monomials;
}
