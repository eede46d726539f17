// Quotients, powers, roots, exponentials and logarithms in normal form.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

internal sealed partial class Normaliser
{
    private const int LargestPower = 12;
    private const int LargestPrime = 1000;

    // 1/p for a p that is shown not to be 0.
    private Polynomial Inverse(Polynomial value, Term term) =>
        value.Constant is { Sign: not 0 } number ? Polynomial.Of(Rational.One / number)
        : Shown(term, Relation.NotEqual) || Shown(value.ToTerm(), Relation.NotEqual) ? InParts(term, value)
        : Unknown(value);

    // 1/(a b) = (1/a)(1/b) and 1/a^n = (1/a)^n, where what is inverted is not 0, and so no part of it is.
    private Polynomial InParts(Term term, Polynomial value) =>
        term switch
        {
            Multiply(var xs) => xs.Aggregate(Polynomial.One, (product, x) => Times(product, InParts(x, Of(x)))),
            Power(var x, Number({ IsInteger: true, Sign: > 0 } n)) when n <= LargestPower => Raised(
                InParts(x, Of(x)),
                (int)n.Numerator
            ),
            Negate(var x) => -InParts(x, Of(x)),
            _ => Inverted(value),
        };

    // A quotient whose divisor may be 0 is an unknown of its own.
    private Polynomial Unknown(Polynomial divisor) =>
        Polynomial.Of(table.Intern($"reciprocal {divisor.Key()}", AtomKind.Plain, new Power(divisor.ToTerm(), -1)));

    // 1/p; the caller knows that p ≠ 0, and with it every factor of p.
    private Polynomial Inverted(Polynomial value)
    {
        var (coefficient, monomial, rest) = Split(value);
        return Reduced(
            Polynomial.Of(
                monomial.Raised(-1) * (rest is null ? Monomial.One : Monomial.Of(rest, -1)),
                Rational.One / coefficient
            )
        );
    }

    // p = c · m · w: number, monomial, and a whole with leading coefficient 1 (null for 1). A factor of all monomials
    // is taken out; a negative exponent stands there only because the atom is not 0.
    private (Rational Coefficient, Monomial Common, Atom? Whole) Split(Polynomial value)
    {
        if (value.Single is var (only, coefficient))
        {
            return (coefficient, only, null);
        }

        if (value.IsZero)
        {
            throw new TooLarge();
        }

        var exponents = new Dictionary<Atom, Rational>();
        foreach (
            var atom in value.Terms.Keys.SelectMany(monomial => monomial.All).Select(factor => factor.Atom).Distinct()
        )
        {
            if (atom.Kind != AtomKind.Prime)
            {
                exponents[atom] = value.Terms.Keys.Min(monomial => monomial.ExponentOf(atom));
            }
        }

        var common = Monomial.Of(exponents.Select(pair => (pair.Key, pair.Value)));
        var rest = value * common.Raised(-1);
        // 1 − 1/w is (w − 1)/w, and w − 1 may have a simple form.
        if (Reduced(rest) is var reduced && !reduced.Equals(rest) && !reduced.IsZero)
        {
            var (number, inner, last) = Split(reduced);
            return (number, common * inner, last);
        }

        var leading = rest.Ordered().First().Coefficient;
        rest *= Rational.One / leading;
        return (leading, common, Whole(rest));
    }

    private Atom Whole(Polynomial value) => table.Intern($"whole {value.Key()}", AtomKind.Whole, value.ToTerm(), value);

    private Polynomial Power(Term x, Term y)
    {
        var exponent = Of(y);
        if (x is Constant(ConstantKind.E))
        {
            return Exponential(exponent);
        }

        var value = Of(x);
        if (exponent.Constant is { } number)
        {
            return number.IsInteger && BigInteger.Abs(number.Numerator) <= LargestPower * 8
                ? Whole(value, x, (int)number.Numerator)
                : Root(value, number);
        }

        // 0^y = 0 for y > 0.
        if (value.IsZero && Shown(exponent.ToTerm(), Relation.Greater))
        {
            return value;
        }

        if (Shown(value.ToTerm(), Relation.Greater))
        {
            return Exponential(Times(exponent, Logarithm(value)));
        }

        // An integer exponent of anything but 0: exponents add up.
        if (
            _kinds.IsInteger(y)
            && exponent.Terms.Values.All(coefficient => coefficient.IsInteger)
            && Shown(value.ToTerm(), Relation.NotEqual)
        )
        {
            var product = Polynomial.One;
            foreach (var (monomial, coefficient) in exponent.Ordered())
            {
                var part =
                    monomial.Count == 0 && Rational.Abs(coefficient) > LargestPower * 8 ? throw new TooLarge()
                    : monomial.Count == 0 ? Whole(value, x, (int)coefficient.Numerator)
                    : Polynomial.Of(
                        Monomial.Of(
                            table.Intern(
                                $"power {value.Key()} {monomial.Key()}",
                                AtomKind.Plain,
                                new Power(value.ToTerm(), monomial.ToTerm(Rational.One))
                            ),
                            coefficient
                        ),
                        Rational.One
                    );
                product = Times(product, part);
            }

            return product;
        }

        return Polynomial.Of(
            table.Intern(
                $"power {value.Key()} {exponent.Key()}",
                AtomKind.Plain,
                new Power(value.ToTerm(), exponent.ToTerm())
            )
        );
    }

    // p^n for an integer n; a negative one only of what is not 0.
    private Polynomial Whole(Polynomial value, Term term, int exponent)
    {
        if (exponent < 0)
        {
            return Raise(Inverse(value, term), -exponent);
        }

        return Raise(value, exponent);

        Polynomial Raise(Polynomial form, int power) =>
            form.Single is var (monomial, coefficient)
                ? Reduced(Polynomial.Of(monomial.Raised(power), Rational.Pow(coefficient, power)))
            : power <= LargestPower ? Raised(form, power)
            : throw new TooLarge();
    }

    // p^q for a number q that is no integer, where p ≥ 0. Positive factors are taken out of the root; what is left is
    // split where all of it is ≥ 0, an even power of one atom gives its absolute value, else it stays whole.
    private Polynomial Root(Polynomial value, Rational exponent)
    {
        if (value.IsZero)
        {
            return exponent.Sign > 0 ? Polynomial.Zero : throw new TooLarge();
        }

        var (coefficient, common, rest) = Split(value);
        var negative = coefficient.Sign < 0;
        var result = Primes(Rational.Abs(coefficient), exponent);
        var open = new List<(Atom Atom, Rational Exponent)>();
        foreach (var factor in common.All.Concat(rest is null ? [] : [(rest, Rational.One)]))
        {
            if (IsPositive(factor.Item1))
            {
                result = Times(result, Polynomial.Of(Monomial.Of(factor.Item1, factor.Item2 * exponent), Rational.One));
            }
            else
            {
                open.Add(factor);
            }
        }

        if (open.Count == 0)
        {
            return negative ? throw new TooLarge() : result;
        }

        if (!negative && open.TrueForAll(factor => IsNonNegative(factor.Atom)))
        {
            return Times(
                result,
                Polynomial.Of(
                    Monomial.Of(open.Select(factor => (factor.Atom, factor.Exponent * exponent))),
                    Rational.One
                )
            );
        }

        if (!negative && open is [var (atom, power)] && (power / 2).IsInteger)
        {
            return Times(result, AbsolutePower(Polynomial.Of(atom), power * exponent));
        }

        if (InParts(open, negative, exponent) is { } parts)
        {
            return Times(result, parts);
        }

        var inner = Reduced(Polynomial.Of(Monomial.Of(open), negative ? -1 : 1));
        return Times(result, Polynomial.Of(Monomial.Of(Whole(inner), exponent), Rational.One));
    }

    // (±Π a_i^(e_i))^q where every factor is shown to be ≥ 0, or a power of −a with −a ≥ 0 (whose signs cancel with the
    // one in front): the product of the roots. An even power is that of the absolute value.
    private Polynomial? InParts(List<(Atom Atom, Rational Exponent)> open, bool negative, Rational exponent)
    {
        var result = Polynomial.One;
        foreach (var (atom, power) in open)
        {
            if (IsNonNegative(atom))
            {
                result = Times(result, Polynomial.Of(Monomial.Of(atom, power * exponent), Rational.One));
            }
            else if (power.IsInteger && Shown(Simplifying.Negative(atom.Term), Relation.GreaterOrEqual))
            {
                negative ^= !(power / 2).IsInteger;
                var opposite = -Polynomial.Of(atom);
                result = Times(
                    result,
                    Reduced(Polynomial.Of(Monomial.Of(Whole(opposite), power * exponent), Rational.One))
                );
            }
            else if ((power / 2).IsInteger)
            {
                result = Times(result, AbsolutePower(Polynomial.Of(atom), power * exponent));
            }
            else
            {
                return null;
            }
        }

        return negative ? null : result;
    }

    private Polynomial AbsolutePower(Polynomial value, Rational exponent)
    {
        var absolute = Absolute(value);
        return exponent.IsInteger && BigInteger.Abs(exponent.Numerator) <= LargestPower
            ? exponent.Sign > 0
                ? Raised(absolute, (int)exponent.Numerator)
                : Raised(Inverted(absolute), (int)-exponent.Numerator)
            : absolute.Single is var (monomial, coefficient) && coefficient == Rational.One
                ? Reduced(Polynomial.Of(monomial.Raised(exponent), Rational.One))
                : throw new TooLarge();
    }

    // c^q for a positive rational c, by the primes of c.
    private Polynomial Primes(Rational value, Rational exponent)
    {
        var result = Polynomial.One;
        foreach (var (prime, power) in Factored(value))
        {
            var atom = table.Intern($"prime {prime}", AtomKind.Prime, new Number(new Rational(prime, 1)));
            result = Times(result, Polynomial.Of(Monomial.Of(atom, exponent * power), Rational.One));
        }

        return result;
    }

    // Prime factors up to a bound; what is left counts as one.
    private static IEnumerable<(BigInteger Prime, int Power)> Factored(Rational value)
    {
        foreach (var (part, sign) in new[] { (value.Numerator, 1), (value.Denominator, -1) })
        {
            var rest = part;
            for (var prime = 2; prime <= LargestPrime && rest > 1; prime++)
            {
                var power = 0;
                for (; (rest % prime).IsZero; rest /= prime)
                {
                    power++;
                }

                if (power > 0)
                {
                    yield return (prime, sign * power);
                }
            }

            if (rest > 1)
            {
                yield return (rest, sign);
            }
        }
    }

    // e^(a+b) = e^a e^b; e^(c·log u) = u^c for a rational c, since log u exists only for u > 0.
    private Polynomial Exponential(Polynomial exponent)
    {
        var product = Polynomial.One;
        foreach (var (monomial, coefficient) in exponent.Ordered())
        {
            if (
                monomial.Count == 1
                && monomial.Factors[0] is var (atom, power)
                && atom.Kind == AtomKind.Logarithm
                && power == Rational.One
            )
            {
                product = Times(product, PositivePower(atom.Inner!, coefficient));
                continue;
            }

            // e^(n arsinh t) = (t + √(1 + t²))^n.
            if (
                coefficient.IsInteger
                && monomial.Count == 1
                && monomial.Factors[0] is ({ Term: Apply(Terms.Function.Asinh, [var t]) }, var first)
                && first == Rational.One
            )
            {
                var own = Of(t);
                product = Times(
                    product,
                    PositivePower(own + Root(Polynomial.One + Times(own, own), new Rational(1, 2)), coefficient)
                );
                continue;
            }

            var unit = monomial.ToTerm(Rational.One);
            var key = $"exp {monomial.Key()}";
            product = Times(
                product,
                Polynomial.Of(
                    Monomial.Of(
                        table.Intern(key, AtomKind.Exponential, Term.Exp(unit), Polynomial.Of(monomial, Rational.One)),
                        coefficient
                    ),
                    Rational.One
                )
            );
        }

        return product;
    }

    // u^c for u > 0 as a whole: factors of it need not be positive, but an integer exponent asks nothing of them.
    private Polynomial PositivePower(Polynomial value, Rational exponent)
    {
        if (exponent.IsInteger && BigInteger.Abs(exponent.Numerator) <= LargestPower)
        {
            var power = (int)BigInteger.Abs(exponent.Numerator);
            return exponent.Sign > 0 ? Raised(value, power) : Raised(Inverted(value), power);
        }

        // a^k > 0 for an odd k, or one that is no integer, makes a positive.
        return
            value.Single is var (monomial, coefficient)
            && coefficient == Rational.One
            && monomial.Count == 1
            && !(monomial.Factors[0].Exponent / 2).IsInteger
            ? Reduced(Polynomial.Of(monomial.Raised(exponent), Rational.One))
            : Root(value, exponent);
    }

    // log p for p > 0: of the positive factors and of the opposites of the negative ones one by one, of even powers by
    // absolute values, of the rest as a whole.
    private Polynomial Logarithm(Polynomial value)
    {
        if (value.IsZero)
        {
            throw new TooLarge();
        }

        var (coefficient, common, rest) = Split(value);
        var sum = Polynomial.Zero;
        foreach (var (prime, power) in Factored(Rational.Abs(coefficient)))
        {
            var number = Polynomial.Of(new Rational(prime, 1));
            sum += Polynomial.Of(Log(number)) * (Rational)power;
        }

        var negative = coefficient.Sign < 0;
        var open = new List<(Atom Atom, Rational Exponent)>();
        foreach (var (atom, exponent) in common.All)
        {
            if (atom.Kind == AtomKind.Exponential)
            {
                sum += Polynomial.Of(atom.Inner!.Single!.Value.Monomial, exponent);
            }
            else if (atom.Kind == AtomKind.Prime)
            {
                sum += Polynomial.Of(Log(Polynomial.Of(((Number)atom.Term).Value))) * exponent;
            }
            else if (IsPositive(atom))
            {
                sum += LogarithmOfAtom(atom) * exponent;
            }
            else if ((exponent / 2).IsInteger)
            {
                sum += Polynomial.Of(Log(Absolute(Polynomial.Of(atom)))) * exponent;
            }
            else if (exponent.IsInteger && Shown(Simplifying.Negative(atom.Term), Relation.Greater))
            {
                sum += Polynomial.Of(Log(Reduced(-Polynomial.Of(atom)))) * exponent;
                negative = !negative;
            }
            else
            {
                open.Add((atom, exponent));
            }
        }

        if (open.Count == 0 && rest is null)
        {
            return negative ? throw new TooLarge() : sum;
        }

        var inner = Reduced(
            Polynomial.Of(Monomial.Of(open), negative ? -1 : 1) * (rest is null ? Monomial.One : Monomial.Of(rest, 1))
        );
        return sum + Polynomial.Of(Log(inner));
    }

    private Atom Log(Polynomial value) =>
        table.Intern($"log {value.Key()}", AtomKind.Logarithm, Term.Log(value.ToTerm()), value);

    // The log of a product over a range of positive factors is the sum of their logs.
    private Polynomial LogarithmOfAtom(Atom atom)
    {
        if (atom is { Kind: AtomKind.Product, Term: Fold(FoldKind.Product, var index, var range, null, var body) })
        {
            var fresh = FreshIndex();
            var renamed = body.Substitute(index, new Symbol(fresh));
            if (Within(Entered(fresh, range, null), () => Shown(renamed, Relation.Greater)))
            {
                return OfFold(new Fold(FoldKind.Sum, fresh, range, null, Term.Log(renamed)));
            }
        }

        return Polynomial.Of(Log(Reduced(Polynomial.Of(atom))));
    }

    // |c·m| = |c|·|m|: factors of known sign and even powers come out.
    private Polynomial Absolute(Polynomial value)
    {
        if (value.Constant is { } number)
        {
            return Polynomial.Of(Rational.Abs(number));
        }

        var whole = value.ToTerm();
        if (Shown(whole, Relation.GreaterOrEqual))
        {
            return value;
        }

        if (Shown(Simplifying.Negative(whole), Relation.GreaterOrEqual))
        {
            return -value;
        }

        var (coefficient, common, rest) = Split(value);
        var result = Polynomial.Of(Rational.Abs(coefficient));
        var open = new List<(Atom Atom, Rational Exponent)>();
        foreach (var (atom, exponent) in common.All.Concat(rest is null ? [] : [(rest, Rational.One)]))
        {
            if (IsNonNegative(atom) || (exponent / 2).IsInteger)
            {
                result = Times(result, Polynomial.Of(Monomial.Of(atom, exponent), Rational.One));
            }
            else if (exponent.IsInteger && Shown(Simplifying.Negative(atom.Term), Relation.GreaterOrEqual))
            {
                result = Times(result, -Polynomial.Of(Monomial.Of(atom, exponent), Rational.One));
            }
            else
            {
                open.Add((atom, exponent));
            }
        }

        foreach (var (atom, exponent) in open)
        {
            var inner = atom.Kind == AtomKind.Whole ? atom.Inner! : Polynomial.Of(atom);
            var absolute = table.Intern(
                $"abs {inner.Key()}",
                AtomKind.Absolute,
                new Apply(Terms.Function.Abs, [inner.ToTerm()]),
                inner
            );
            result = Times(result, Polynomial.Of(Monomial.Of(absolute, exponent), Rational.One));
        }

        return result;
    }
}
