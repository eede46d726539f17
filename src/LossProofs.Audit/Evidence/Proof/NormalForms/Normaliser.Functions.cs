// Known functions in normal form: by exponentials and logarithms where they are such, by parity, addition theorems and
// recurrences, else as unknowns of their normal arguments.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

internal sealed partial class Normaliser
{
    private const int MostAngles = 8;
    private const int MostShift = 12;

    private Polynomial Function(Function function, Sequence<Term> arguments, Term term)
    {
        if (function is Terms.Function.Max or Terms.Function.Min)
        {
            return Largest(function, arguments);
        }

        if (arguments is not [var x])
        {
            return Opaque(function.ToString(), arguments, term);
        }

        switch (function)
        {
            case Terms.Function.Cardinality:
                return Polynomial.Of(table.Intern($"opaque {term}", AtomKind.Plain, term));
            case Terms.Function.Length:
                return _kinds.Shape(x) is [var length] ? Of(length) : throw new TooLarge();
            case Terms.Function.StopGradient:
                return Of(x);
            case Terms.Function.Exp:
                return Exponential(Of(x));
            case Terms.Function.Log:
                return Logarithm(Of(x));
            case Terms.Function.Log2:
                return Times(Logarithm(Of(x)), Inverted(Logarithm(Polynomial.Of(2))));
            case Terms.Function.Log10:
                // log 10 = log 2 + log 5 > 0.
                return Times(Logarithm(Of(x)), Inverted(Logarithm(Polynomial.Of(10))));
            case Terms.Function.Sqrt:
                return Root(Of(x), new Rational(1, 2));
            case Terms.Function.Abs:
                return Absolute(Of(x));
            case Terms.Function.Sign:
                return Sign(Of(x), strict: true) - Sign(-Of(x), strict: true);
            case Terms.Function.Sigmoid:
                return Inverted(Polynomial.One + Exponential(-Of(x)));
            case Terms.Function.Softplus:
                return Logarithm(Polynomial.One + Exponential(Of(x)));
            case Terms.Function.Tanh:
            {
                var square = Exponential(Of(x) * 2);
                return Times(square - Polynomial.One, Inverted(square + Polynomial.One));
            }

            case Terms.Function.Sinh:
                return (Exponential(Of(x)) - Exponential(-Of(x))) * new Rational(1, 2);
            case Terms.Function.Cosh:
                return (Exponential(Of(x)) + Exponential(-Of(x))) * new Rational(1, 2);
            case Terms.Function.Sin:
                return Angles(Of(x)).Sine;
            case Terms.Function.Cos:
                return Angles(Of(x)).Cosine;
            case Terms.Function.Erfc:
                return Polynomial.One - Odd(Terms.Function.Erf, Of(x));
            case Terms.Function.Erf or Terms.Function.Atan or Terms.Function.Asin or Terms.Function.Asinh:
                return Odd(function, Of(x));
            case Terms.Function.Acos:
                return Of(Term.Pi) * new Rational(1, 2) - Odd(Terms.Function.Asin, Of(x));
            case Terms.Function.Digamma:
                return Polygamma(function, Of(x), 1, Rational.One);
            case Terms.Function.Trigamma:
                return Polygamma(function, Of(x), 2, -Rational.One);
            case Terms.Function.Gamma:
                return Gamma(Of(x));
            case Terms.Function.Factorial:
                return Gamma(Of(x) + Polynomial.One);
            case Terms.Function.LogGamma:
                return Logarithm(Gamma(Of(x)));
            default:
                return KnownFunctions.Of(function).Definition(arguments) is { } definition
                    ? Of(definition)
                    : Opaque(function.ToString(), arguments, term);
        }
    }

    // f(−p) = −f(p) and f(0) = 0.
    private Polynomial Odd(Function function, Polynomial argument)
    {
        if (argument.IsZero)
        {
            return argument;
        }

        if (argument.Ordered().First().Coefficient.Sign < 0)
        {
            return -Odd(function, -argument);
        }

        // The value in closed form, of a number that the polynomial is.
        if (
            argument.Terms.Keys.All(monomial => monomial.All.All(factor => factor.Atom.Kind == AtomKind.Prime))
            && KnownFunctions.Of(function).ExactValue([argument.ToTerm()]) is { } exact
            && !exact.Equals(new Apply(function, [argument.ToTerm()]))
        )
        {
            return Of(exact);
        }

        return Polynomial.Of(
            table.Intern($"{function}({argument.Key()})", AtomKind.Plain, new Apply(function, [argument.ToTerm()]))
        );
    }

    // The larger of the arguments: those that another one surely reaches are dropped.
    private Polynomial Largest(Function function, Sequence<Term> arguments)
    {
        var forms = arguments
            .SelectMany(argument => argument is Apply(var inner, var nested) && inner == function ? nested : [argument])
            .Select(Of)
            .Distinct()
            .ToList();
        for (var at = forms.Count - 1; at >= 0; at--)
        {
            var own = forms[at];
            if (
                forms.Exists(other =>
                    !ReferenceEquals(other, own)
                    && Shown(
                        (function == Terms.Function.Max ? other - own : own - other).ToTerm(),
                        Relation.GreaterOrEqual
                    )
                )
            )
            {
                forms.RemoveAt(at);
            }
        }

        if (forms.Count == 1)
        {
            return forms[0];
        }

        forms.Sort((a, b) => string.CompareOrdinal(a.Key(), b.Key()));
        return Polynomial.Of(
            table.Intern(
                $"{function}({string.Join(',', forms.Select(form => form.Key()))})",
                AtomKind.Plain,
                new Apply(function, forms.Select(form => form.ToTerm()).ToSequence())
            )
        );
    }

    // sin and cos of a sum of monomials, by the addition theorems; of a multiple of π/2 as numbers; of integer multiples
    // of π as (−1)^n.
    private (Polynomial Sine, Polynomial Cosine) Angles(Polynomial argument)
    {
        var (sine, cosine) = (Polynomial.Zero, Polynomial.One);
        foreach (var (monomial, coefficient) in argument.Ordered())
        {
            var (s, c) = Angle(monomial, coefficient);
            (sine, cosine) = (Times(sine, c) + Times(cosine, s), Times(cosine, c) - Times(sine, s));
        }

        return (sine, cosine);
    }

    private (Polynomial Sine, Polynomial Cosine) Angle(Monomial monomial, Rational coefficient)
    {
        if (
            monomial.Count == 1
            && monomial.Factors[0] is ({ Term: Constant(ConstantKind.Pi) }, var power)
            && power == Rational.One
        )
        {
            // Quarter turns.
            var quarters = coefficient * 2;
            if (quarters.IsInteger)
            {
                return (int)(((quarters.Numerator % 4) + 4) % 4) switch
                {
                    0 => (Polynomial.Zero, Polynomial.One),
                    1 => (Polynomial.One, Polynomial.Zero),
                    2 => (Polynomial.Zero, -Polynomial.One),
                    _ => (-Polynomial.One, Polynomial.Zero),
                };
            }
        }

        // Half turns, an integer number of them: the sine is 0.
        if (
            coefficient.IsInteger
            && monomial.All.Any(factor =>
                factor.Atom.Term is Constant(ConstantKind.Pi) && factor.Exponent == Rational.One
            )
            && monomial.All.All(factor =>
                factor.Atom.Term is Constant(ConstantKind.Pi)
                || factor.Exponent is { IsInteger: true, Sign: > 0 } && _kinds.IsInteger(factor.Atom.Term)
            )
        )
        {
            var turns = Monomial.Of(monomial.All.Where(factor => factor.Atom.Term is not Constant)).ToTerm(coefficient);
            return (Polynomial.Zero, Of(new Power(-1, turns)));
        }

        // An integer multiple of an angle, by Chebyshev's recurrence; the angle has the coefficient 1/q.
        var part = table.Part(monomial.Key(), coefficient.Denominator);
        var (s, c) = Inverse(monomial, part) ?? Unit(monomial, part);
        var times = System.Numerics.BigInteger.Abs(coefficient.Numerator) * (part / coefficient.Denominator);
        if (times > MostAngles)
        {
            throw new TooLarge();
        }

        var (sine, cosine) = (Polynomial.Zero, Polynomial.One);
        for (var count = 0; count < times; count++)
        {
            (sine, cosine) = (Times(sine, c) + Times(cosine, s), Times(cosine, c) - Times(sine, s));
        }

        return (coefficient.Sign < 0 ? -sine : sine, cosine);
    }

    // sin and cos of 1/q of an angle as unknowns.
    private (Polynomial Sine, Polynomial Cosine) Unit(Monomial monomial, System.Numerics.BigInteger part)
    {
        var share = new Rational(1, part);
        var unit = monomial.ToTerm(share);
        var key = $"{monomial.Key()}/{part}";
        return (
            Polynomial.Of(table.Intern($"sin {key}", AtomKind.Plain, new Apply(Terms.Function.Sin, [unit]))),
            Polynomial.Of(
                table.Intern(
                    $"cos {key}",
                    AtomKind.Cosine,
                    new Apply(Terms.Function.Cos, [unit]),
                    Polynomial.Of(monomial, share)
                )
            )
        );
    }

    // sin arctan t = t/√(1 + t²), cos arctan t = 1/√(1 + t²) > 0; sin arcsin t = t, cos arcsin t = √(1 − t²) ≥ 0.
    private (Polynomial Sine, Polynomial Cosine)? Inverse(Monomial monomial, System.Numerics.BigInteger part)
    {
        if (
            !part.IsOne
            || monomial.Count != 1
            || monomial.Factors[0]
                is not
                ({ Term: Apply((Terms.Function.Atan or Terms.Function.Asin) and var function, [var t]) }, var power)
            || power != Rational.One
        )
        {
            return null;
        }

        var (tangent, half) = (Of(t), new Rational(1, 2));
        var square = Times(tangent, tangent);
        if (function == Terms.Function.Asin)
        {
            return (tangent, Root(Polynomial.One - square, half));
        }

        var cosine = Inverted(Root(Polynomial.One + square, half));
        return (Times(tangent, cosine), cosine);
    }

    // ψ(p + k) by ψ(p + 1) = ψ(p) + 1/p, ψ′(p + 1) = ψ′(p) − 1/p². A constant part below 1 is raised: where ψ(p) exists,
    // p is not 0 and ψ(p + 1) exists. A larger one is lowered where what ψ is taken of stays positive.
    private Polynomial Polygamma(Function function, Polynomial argument, int exponent, Rational sign)
    {
        var constant = argument.Terms.GetValueOrDefault(Monomial.One);
        var sum = Polynomial.Zero;
        for (var step = 0; step < MostShift && constant < Rational.One; step++)
        {
            sum -= Raised(Inverted(argument), exponent) * sign;
            (argument, constant) = (argument + Polynomial.One, constant + Rational.One);
        }

        for (var step = 0; step < MostShift && constant >= 2; step++)
        {
            var lower = argument - Polynomial.One;
            if (!Shown(lower.ToTerm(), Relation.Greater))
            {
                break;
            }

            sum += Raised(Inverted(lower), exponent) * sign;
            (argument, constant) = (lower, constant - Rational.One);
        }

        return sum
            + Polynomial.Of(
                table.Intern($"{function}({argument.Key()})", AtomKind.Plain, new Apply(function, [argument.ToTerm()]))
            );
    }

    // Γ(p + k) by Γ(p + 1) = p Γ(p). A constant part below 1 is raised: where Γ(p) exists, p is not 0 and Γ(p + 1) exists.
    // A larger one is lowered where what Γ is taken of stays positive. Γ(1) = 1, Γ(½) = √π.
    private Polynomial Gamma(Polynomial argument)
    {
        var constant = argument.Terms.GetValueOrDefault(Monomial.One);
        var factor = Polynomial.One;
        for (var step = 0; step < MostShift && constant < Rational.One; step++)
        {
            factor = Times(factor, Inverted(argument));
            (argument, constant) = (argument + Polynomial.One, constant + Rational.One);
        }

        for (var step = 0; step < 4 * MostShift && constant >= 2; step++)
        {
            var lower = argument - Polynomial.One;
            if (!(lower.Constant is { } number ? number.Sign > 0 : Shown(lower.ToTerm(), Relation.Greater)))
            {
                break;
            }

            factor = Times(factor, lower);
            (argument, constant) = (lower, constant - Rational.One);
        }

        if (argument.Constant is { } value)
        {
            if (value == Rational.One)
            {
                return factor;
            }

            if (value == new Rational(3, 2))
            {
                return Times(factor, Root(Of(Term.Pi), new Rational(1, 2)) * new Rational(1, 2));
            }
        }

        return Times(
            factor,
            Polynomial.Of(
                table.Intern(
                    $"Γ({argument.Key()})",
                    AtomKind.Plain,
                    new Apply(Terms.Function.Gamma, [argument.ToTerm()])
                )
            )
        );
    }
}
