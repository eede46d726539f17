// Logarithms in a common form: of products as sums, of sums with the largest exponential taken out.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

public sealed partial class Algebra
{
    private BigInteger LogOf(Term x) =>
        LogTerm(x) is var expanded && expanded is Apply(Function.Log, [var atom]) ? LogAtom(atom) : Value(expanded);

    // log of products, quotients and powers as a sum of logs, at the level of terms.
    internal static Term LogTerm(Term x)
    {
        switch (x)
        {
            case Constant(ConstantKind.E):
                return Term.One;
            case Negate(var inner):
                return LogTerm(inner);
            case Guarded(var value, _):
                return LogTerm(value);
            case Multiply(var xs):
                return Simplifying.Sum([.. xs.Select(LogTerm)]);
            case Divide(var a, var b):
                return Simplifying.Sum(LogTerm(a), Simplifying.Negative(LogTerm(b)));
            case Power(var b, var e):
                return Simplifying.Product(e, LogTerm(b));
            case Apply(Function.Exp, [var inner]):
                return inner;
            case Apply(Function.Sqrt, [var inner]):
                return Simplifying.Product(new Rational(1, 2), LogTerm(inner));
            case Apply(Function.Sigmoid, [var inner]):
                return Simplifying.Negative(LogTerm(Term.One + Term.Exp(Simplifying.Negative(inner))));
            case Fold(FoldKind.Product, var index, var range, var where, var body):
                return new Fold(FoldKind.Sum, index, range, where, LogTerm(body));
            case Number({ Sign: not 0 } number):
            {
                // Prime factors up to 1000; what is left is an atom of its own.
                Term sum = Term.Zero;
                foreach (var (part, sign) in new[] { (BigInteger.Abs(number.Numerator), 1), (number.Denominator, -1) })
                {
                    var rest = part;
                    for (var prime = 2; prime <= 1000 && rest > 1; prime++)
                    {
                        for (; (rest % prime).IsZero; rest /= prime)
                        {
                            sum = Simplifying.Sum(sum, Simplifying.Product(sign, Term.Log(prime)));
                        }
                    }

                    if (rest > 1)
                    {
                        sum = Simplifying.Sum(sum, Simplifying.Product(sign, Term.Log(new Rational(rest, 1))));
                    }
                }

                return sum;
            }

            default:
                return Term.Log(x);
        }
    }

    // log of a sum: the largest exponential among its monomials is taken out, so that log(1 + e^−s) and log(e^s + 1)
    // differ by s. 'Largest' is an order of linear forms that a common shift does not change.
    private BigInteger LogAtom(Term x)
    {
        if (x is Number or Symbol or Element)
        {
            return x.IsOne() ? BigInteger.Zero : Atom("log " + Key(x));
        }

        if (x is not Add)
        {
            // A softmax as a fraction, sinh, …: whatever is a product after all.
            var expanded = Expand(x);
            return expanded is [var (one, factors)] && !(factors is [var same] && same.Equals(x))
                ? Modulo(Value(LogTerm(one)) + factors.Aggregate(BigInteger.Zero, (sum, factor) => sum + LogOf(factor)))
                : Atom("log " + Key(x));
        }

        // A sum of fractions is one fraction: log of 1 − 1/(1 + e) is log e − log(1 + e).
        var (numerator, denominator) = Limits.Fraction(WithFractions(x));
        if (!denominator.IsOne())
        {
            return Modulo(LogOf(Collect(numerator)) - LogOf(denominator));
        }

        if (Collect(x) is not Add and var single)
        {
            return LogOf(single);
        }

        var forms = new List<SortedDictionary<BigInteger, Rational>>();
        foreach (var (_, factors) in Expand(x))
        {
            var form = new SortedDictionary<BigInteger, Rational>();
            foreach (var factor in factors)
            {
                if (factor is Apply(Function.Exp, [var exponent]))
                {
                    foreach (var (coefficient, monomial) in Expand(exponent))
                    {
                        var key = monomial.Aggregate(BigInteger.One, (value, part) => value * Value(part) % s_prime);
                        form[key] = form.GetValueOrDefault(key) + coefficient;
                    }
                }
            }

            forms.Add(form);
        }

        var largest = forms.Aggregate((a, b) => IsLarger(b, a) ? b : a);
        var shift = BigInteger.Zero;
        var scale = BigInteger.One;
        foreach (var (key, coefficient) in largest)
        {
            var scaled = coefficient * Denominator;
            if (!scaled.IsInteger)
            {
                return Atom("log " + Key(x));
            }

            shift = Modulo(shift + key * Of(coefficient));
            scale = scale * PowerOf(Atom($"exp {key}"), scaled.Numerator) % s_prime;
        }

        var rest = Value(x) * Inverse(scale) % s_prime;
        return rest.IsOne ? shift : Modulo(shift + Atom($"log {rest}"));
    }

    private static Term WithFractions(Term term) =>
        term switch
        {
            Apply(Function.Sigmoid, [var x]) => Term.One / (Term.One + Term.Exp(Simplifying.Negative(x))),
            Add or Multiply or Negate or Divide or Power => term.MapChildren(WithFractions),
            Guarded(var value, _) => WithFractions(value),
            _ => term,
        };

    private static bool IsLarger(
        SortedDictionary<BigInteger, Rational> left,
        SortedDictionary<BigInteger, Rational> right
    )
    {
        foreach (var key in left.Keys.Union(right.Keys).Order())
        {
            var difference = left.GetValueOrDefault(key) - right.GetValueOrDefault(key);
            if (difference.Sign != 0)
            {
                return difference.Sign > 0;
            }
        }

        return false;
    }
}
