// What is summed to infinity, taken apart: factors free of the index, powers of the index, ratios, factorials, linear factors.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>The number r of r^k as a number times a term.</summary>
internal readonly record struct Ratio(Rational Number, Term Rest)
{
    /// <summary>1.</summary>
    public static Ratio One { get; } = new(Rational.One, Term.One);

    /// <summary>As a term.</summary>
    public Term Term => Simplifying.Product(Number, Rest);

    /// <summary>The product of two.</summary>
    public Ratio Times(Ratio other) => new(Number * other.Number, Simplifying.Product(Rest, other.Rest));
}

/// <summary>(step·k + shift)! in a divisor; a step of 0 where there is none.</summary>
internal readonly record struct Factorial(int Step, int Shift)
{
    /// <summary>No factorial.</summary>
    public static Factorial None { get; }
}

/// <summary>weight·factor·k^degree·ratio^k / (factorial · Π (k + shift)^power).</summary>
internal sealed record Summand(Rational Weight, Term Factor, int Degree, Ratio Ratio, Factorial Factorial)
{
    /// <summary>The linear factors of the divisor with their powers.</summary>
    public Sequence<(Rational Shift, int Power)> Divisors { get; init; } = [];
}

/// <summary>Takes terms apart.</summary>
internal static class Summands
{
    private const int MaximumDegree = 8;
    private const int MaximumSummands = 40;

    private static readonly Summand s_one = new(Rational.One, Term.One, 0, Ratio.One, Factorial.None);

    /// <summary>The term as a sum of summands in the index; null when it is none.</summary>
    public static IReadOnlyList<Summand>? Of(Term term, string k)
    {
        if (!term.FreeNames().Contains(k))
        {
            var (weight, factor) = Split(term);
            return weight.Sign == 0 ? null : [s_one with { Weight = weight, Factor = factor }];
        }

        switch (term)
        {
            case Symbol:
                return [s_one with { Degree = 1 }];
            case Negate(var inner):
                return Of(inner, k)?.Select(summand => summand with { Weight = -summand.Weight }).ToList();
            case Add(var terms):
            {
                var parts = terms.Select(part => Of(part, k)).ToList();
                return parts.Contains(null) ? null : Limited([.. parts.SelectMany(part => part!)]);
            }

            case Multiply(var factors):
                return factors.Select(factor => Of(factor, k)).Aggregate((IReadOnlyList<Summand>?)[s_one], Product);
            case Divide(var x, var y):
                return Product(Of(x, k), Over(y, k));
            case Power(var basis, Number({ IsInteger: true } exponent)) when Rational.Abs(exponent) <= MaximumDegree:
            {
                var one = exponent.Sign >= 0 ? Of(basis, k) : Over(basis, k);
                return Enumerable
                    .Repeat(one, (int)System.Numerics.BigInteger.Abs(exponent.Numerator))
                    .Aggregate((IReadOnlyList<Summand>?)[s_one], Product);
            }

            case Power(var basis, var exponent) when !basis.FreeNames().Contains(k):
                return OfPower(basis, exponent, k);
            case Apply(Function.Exp, [var exponent]):
                return Linear(exponent, k) is var (rate, rest)
                    ?
                    [
                        s_one with
                        {
                            Factor = rest.IsZero() ? Term.One : Term.Exp(rest),
                            Ratio = new Ratio(Rational.One, Term.Exp(rate)),
                        },
                    ]
                    : null;
            default:
                return null;
        }
    }

    // 1 over the term.
    private static IReadOnlyList<Summand>? Over(Term term, string k)
    {
        if (!term.FreeNames().Contains(k))
        {
            var (weight, factor) = Split(term);
            return weight.Sign == 0
                ? null
                : [s_one with { Weight = 1 / weight, Factor = factor.IsOne() ? factor : Term.One / factor }];
        }

        switch (term)
        {
            case Negate(var inner):
                return Product([s_one with { Weight = -1 }], Over(inner, k));
            case Multiply(var factors):
                return factors.Select(factor => Over(factor, k)).Aggregate((IReadOnlyList<Summand>?)[s_one], Product);
            case Divide(var x, var y):
                return Product(Over(x, k), Of(y, k));
            case Power(var basis, Number({ IsInteger: true, Sign: > 0 } exponent)) when exponent <= MaximumDegree:
                return Enumerable
                    .Repeat(Over(basis, k), (int)exponent.Numerator)
                    .Aggregate((IReadOnlyList<Summand>?)[s_one], Product);
            case Power(var basis, var exponent) when !basis.FreeNames().Contains(k):
                return OfPower(basis, Simplifying.Negative(exponent), k);
            case Apply(Function.Exp, [var exponent]):
                return Of(Term.Exp(Simplifying.Negative(exponent)), k);
            case Apply(Function.Factorial, [var argument]):
                return
                    Polynomials.Of(argument, k) is [var shift, var step]
                    && step.IsInteger
                    && shift.IsInteger
                    && step.Sign > 0
                    && step <= 2
                    && Rational.Abs(shift) <= 64
                    ? [s_one with { Factorial = new Factorial((int)step.Numerator, (int)shift.Numerator) }]
                    : null;
            default:
                return Polynomials.Of(term, k) is { } polynomial && Polynomials.Roots(polynomial) is { } roots
                    ?
                    [
                        s_one with
                        {
                            Weight = 1 / polynomial[^1],
                            Divisors = roots.Select(root => (-root, 1)).ToSequence(),
                        },
                    ]
                    : null;
        }
    }

    // base^(a k + b) with an integer a.
    private static IReadOnlyList<Summand>? OfPower(Term basis, Term exponent, string k)
    {
        if (Linear(exponent, k) is not (Number({ IsInteger: true } a), var rest) || Rational.Abs(a) > 4 || a.Sign == 0)
        {
            return null;
        }

        var power = (int)a.Numerator;
        var (number, symbol) = Split(basis);
        if (number.Sign == 0)
        {
            return null;
        }

        var (weight, factor) = rest switch
        {
            Number({ IsInteger: true, Sign: 0 }) => (Rational.One, Term.One),
            Number({ IsInteger: true } b) when Rational.Abs(b) <= 64 => (
                Rational.Pow(number, (int)b.Numerator),
                symbol.IsOne() ? symbol : Simplifying.Power(symbol, (int)b.Numerator)
            ),
            _ => (Rational.One, new Power(basis, rest)),
        };
        return
        [
            s_one with
            {
                Weight = weight,
                Factor = factor,
                Ratio = new Ratio(
                    Rational.Pow(number, power),
                    symbol.IsOne() || power == 1 ? symbol
                        : power > 0 ? new Power(symbol, power)
                        : Term.One / Simplifying.Power(symbol, -power)
                ),
            },
        ];
    }

    // A number times a term.
    private static (Rational Number, Term Others) Split(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return (value, Term.One);
            case Negate(var inner) when Split(inner) is var (number, rest):
                return (-number, rest);
            case Multiply(var factors):
            {
                var parts = factors.Select(Split).ToList();
                return (
                    parts.Aggregate(Rational.One, (product, part) => product * part.Number),
                    Simplifying.Product([.. parts.Select(part => part.Others)])
                );
            }

            case Divide(var x, var y)
                when (Split(x), Split(y)) is var ((above, top), (below, bottom)) && below.Sign != 0:
                return (above / below, bottom.IsOne() ? top : top / bottom);
            case Power(Number(var value), Number({ IsInteger: true } n)) when value.Sign != 0 && Rational.Abs(n) <= 64:
                return (Rational.Pow(value, (int)n.Numerator), Term.One);
            default:
                return (Rational.One, term);
        }
    }

    // term = a·k + b.
    private static (Term Slope, Term Offset)? Linear(Term term, string k)
    {
        if (!term.FreeNames().Contains(k))
        {
            return (Term.Zero, term);
        }

        switch (term)
        {
            case Symbol:
                return (Term.One, Term.Zero);
            case Negate(var inner):
                return Linear(inner, k) is var (up, from)
                    ? (Simplifying.Negative(up), Simplifying.Negative(from))
                    : null;
            case Add(var terms):
            {
                var parts = terms.Select(part => Linear(part, k)).ToList();
                return parts.Contains(null)
                    ? null
                    : (
                        Simplifying.Sum([.. parts.Select(part => part!.Value.Slope)]),
                        Simplifying.Sum([.. parts.Select(part => part!.Value.Offset)])
                    );
            }

            case Multiply(var factors) when factors.Count(factor => factor.FreeNames().Contains(k)) == 1:
            {
                var free = Simplifying.Product([.. factors.Where(factor => !factor.FreeNames().Contains(k))]);
                return Linear(factors.First(factor => factor.FreeNames().Contains(k)), k) is var (a, b)
                    ? (Simplifying.Product(free, a), Simplifying.Product(free, b))
                    : null;
            }

            case Divide(var x, var y) when !y.FreeNames().Contains(k):
                return Linear(x, k) is var (slope, rest)
                    ? (Simplifying.Quotient(slope, y), Simplifying.Quotient(rest, y))
                    : null;
            default:
                return null;
        }
    }

    private static IReadOnlyList<Summand>? Product(IReadOnlyList<Summand>? left, IReadOnlyList<Summand>? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        var products = new List<Summand>();
        foreach (var one in left)
        {
            foreach (var other in right)
            {
                if (one.Factorial != Factorial.None && other.Factorial != Factorial.None)
                {
                    return null;
                }

                products.Add(
                    new Summand(
                        one.Weight * other.Weight,
                        Simplifying.Product(one.Factor, other.Factor),
                        one.Degree + other.Degree,
                        one.Ratio.Times(other.Ratio),
                        one.Factorial == Factorial.None ? other.Factorial : one.Factorial
                    )
                    {
                        Divisors = [.. one.Divisors, .. other.Divisors],
                    }
                );
            }
        }

        return Limited(products);
    }

    private static List<Summand>? Limited(List<Summand> summands) =>
        summands.Count > MaximumSummands || summands.Exists(summand => summand.Degree > MaximumDegree)
            ? null
            : summands;
}
