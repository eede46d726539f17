// Elementary functions of numbers with nilpotent parts, by their Taylor coefficients.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

internal sealed partial class Recalculation
{
    private Worth? Compute(Function function, Sequence<Term> arguments)
    {
        switch (function)
        {
            case Function.Max or Function.Min:
                return arguments
                    .Select(Evaluate)
                    .Aggregate((x, y) => Lift(x, y, (a, b) => Extreme(a, b, function == Function.Max), 2));
            case Function.Cardinality:
                return arguments is [Symbol(var set)] && Find(set, []) is Worth.Set(var members)
                    ? Single(Part.Of(members.Count))
                    : null;
            case Function.Length:
                return arguments is [var array] && Evaluate(array) is Worth.Many(var entries)
                    ? Single(Part.Of(entries.Count))
                    : null;
            case Function.StopGradient:
                return arguments is [var inner] ? Lift(Evaluate(inner), value => Perturbed.Of(value.Main)) : null;
            default:
                return arguments is [var argument] ? Lift(Evaluate(argument), x => Compute(function, x)) : null;
        }
    }

    private Perturbed? Extreme(Perturbed x, Perturbed y, bool largest)
    {
        var first = Decide(new Worth.Single(x), Relation.Greater, new Worth.Single(y));
        return first is true ? (largest ? x : y)
            : first is false && Decide(new Worth.Single(x), Relation.Less, new Worth.Single(y)) is true
                ? (largest ? y : x)
            : !x.IsPlain || !y.IsPlain ? null
            : Perturbed.Of(
                x.Main.Exact is { } exact
                    ? Part.Of(exact)
                    : Part.Around(
                        largest
                            ? Ball.Max(x.Main.In(bits), y.Main.In(bits))
                            : Ball.Min(x.Main.In(bits), y.Main.In(bits))
                    )
            );
    }

    private Perturbed? Reciprocal(Perturbed x)
    {
        if (x.Main.IsZero || (x.Main.Exact is null && x.Main.Enclosure.ContainsZero))
        {
            return null;
        }

        // (1/x)⁽ᵐ⁾ = (−1)ᵐ m!/xᵐ⁺¹.
        var inverse = x.Main.Exact is { } exact
            ? Part.Of(Rational.One / exact)
            : Part.Around(Ball.From(Rational.One, bits) / x.Main.Enclosure);
        return x.Through(order =>
        {
            var derivative = inverse;
            for (var m = 1; m <= order; m++)
            {
                derivative = derivative * inverse * Part.Of(-m);
            }

            return derivative;
        });
    }

    private Perturbed? Exponential(Perturbed x)
    {
        var value = x.Main.IsZero ? Part.One : Part.Around(Ball.Exp(x.Main.In(bits)));
        return Kept(x.Through(_ => value));
    }

    private Perturbed? Logarithm(Perturbed x)
    {
        if (
            x.Main.Exact is { Sign: <= 0 }
            || !x.Main.In(bits).IsPositive
            || Reciprocal(Perturbed.Of(x.Main)) is not { } inverse
        )
        {
            return null;
        }

        var value = x.Main.Exact == Rational.One ? Part.Zero : Part.Around(Ball.Log(x.Main.In(bits)));
        return Kept(
            x.Through(order =>
            {
                // log⁽ᵐ⁾(x) = (−1)ᵐ⁻¹ (m−1)!/xᵐ.
                if (order == 0)
                {
                    return value;
                }

                var derivative = inverse.Main;
                for (var m = 1; m < order; m++)
                {
                    derivative = derivative * inverse.Main * Part.Of(-m);
                }

                return derivative;
            })
        );
    }

    private Perturbed? Raise(Perturbed x, Perturbed y)
    {
        if (y.IsPlain && y.Main.Exact is { IsInteger: true } n && Rational.Abs(n) <= 4096)
        {
            if (n.Sign == 0)
            {
                return x.Main.IsZero ? null : Perturbed.Of(Part.One);
            }

            // By squaring.
            var power = Perturbed.Of(Part.One);
            var square = x;
            for (var rest = BigInteger.Abs(n.Numerator); !rest.IsZero; rest >>= 1)
            {
                power = rest.IsEven ? power : power * square;
                square *= square;
            }

            return n.Sign > 0 ? Kept(power) : Reciprocal(power);
        }

        if (x.IsPlain && x.Main.IsZero)
        {
            return y.Main.In(bits).IsPositive ? Perturbed.Of(Part.Zero) : null;
        }

        return Logarithm(x) is { } logarithm ? Exponential(y * logarithm) : null;
    }

    private Perturbed? Compute(Function function, Perturbed x)
    {
        var one = Perturbed.Of(Part.One);
        switch (function)
        {
            case Function.Exp:
                return Exponential(x);
            case Function.Log:
                return Logarithm(x);
            case Function.Log2:
                return Over(Logarithm(x), Logarithm(Perturbed.Of(Part.Of(2))));
            case Function.Log10:
                return Over(Logarithm(x), Logarithm(Perturbed.Of(Part.Of(10))));
            case Function.Sqrt:
                return x is { IsPlain: true, Main.IsZero: true } ? x
                    : x.IsPlain ? Kept(Perturbed.Of(Part.Around(Ball.Sqrt(x.Main.In(bits)))))
                    : Raise(x, Perturbed.Of(Part.Of(new Rational(1, 2))));
            case Function.Abs:
                return x.Main.Exact is { Sign: >= 0 } && x.IsPlain ? x
                    : Sign(x.Main) is { } side && side != 0 ? x * Perturbed.Of(Part.Of(side))
                    : x.IsPlain ? Perturbed.Of(Part.Around(Ball.Abs(x.Main.In(bits))))
                    : null;
            case Function.Sign:
                return Sign(x.Main) is { } direction && (direction != 0 || x.IsPlain)
                    ? Perturbed.Of(Part.Of(direction))
                    : null;
            case Function.Sigmoid:
                return Exponential(-x) is { } decayed ? Reciprocal(one + decayed) : null;
            case Function.Softplus:
                return Exponential(x) is { } grown ? Logarithm(one + grown) : null;
            case Function.Tanh:
                return Exponential(x + x) is { } squared ? Over(squared + -one, squared + one) : null;
            case Function.Sinh or Function.Cosh:
            {
                if (Exponential(x) is not { } up || Exponential(-x) is not { } down)
                {
                    return null;
                }

                return (up + (function == Function.Sinh ? -down : down)) * Perturbed.Of(Part.Of(new Rational(1, 2)));
            }

            case Function.Asinh:
                return Compute(Function.Sqrt, x * x + one) is { } root ? Logarithm(x + root) : null;
            case Function.Sin or Function.Cos:
            {
                var sine = x.Main.IsZero ? Part.Zero : Part.Around(Ball.Sin(x.Main.In(bits)));
                var cosine = x.Main.IsZero ? Part.One : Part.Around(Ball.Cos(x.Main.In(bits)));
                return Kept(
                    x.Through(order =>
                        ((order + (function == Function.Cos ? 1 : 0)) % 4) switch
                        {
                            0 => sine,
                            1 => cosine,
                            2 => Part.MinusOne * sine,
                            _ => Part.MinusOne * cosine,
                        }
                    )
                );
            }

            case Function.Atan:
            {
                // 1/(1 + x²), then −2x/(1 + x²)².
                if (HighestOrder(x) > 2 || Reciprocal(Perturbed.Of(Part.One + x.Main * x.Main)) is not { } slope)
                {
                    return null;
                }

                var value = x.Main.IsZero ? Part.Zero : Part.Around(Ball.Atan(x.Main.In(bits)));
                return Kept(
                    x.Through(order =>
                        order switch
                        {
                            0 => value,
                            1 => slope.Main,
                            _ => Part.Of(-2) * x.Main * slope.Main * slope.Main,
                        }
                    )
                );
            }

            case Function.Tan:
                return Over(Compute(Function.Sin, x), Compute(Function.Cos, x));
            case Function.Erf or Function.Erfc:
            {
                var sign = function == Function.Erf ? Part.One : Part.MinusOne;
                var argument = x.Main.In(bits);
                var slope = Ball.Exp(-(argument * argument)) * Ball.From((Rational)2, bits) / Ball.Sqrt(Ball.Pi(bits));
                // Derivatives 0 to 2; the second is −2x times the first.
                return HighestOrder(x) > 2
                    ? null
                    : Kept(
                        x.Through(order =>
                            order switch
                            {
                                0 => Part.Around(function == Function.Erf ? Ball.Erf(argument) : Ball.Erfc(argument)),
                                1 => sign * Part.Around(slope),
                                _ => sign * Part.Around(slope) * x.Main * Part.Of(-2),
                            }
                        )
                    );
            }

            default:
                return x.IsPlain ? Kept(Perturbed.Of(Part.Around(Plain(function, x.Main.In(bits))))) : null;
        }
    }

    private static int HighestOrder(Perturbed x) =>
        BitOperations.PopCount((uint)x.Parts.Keys.Aggregate(0, (all, key) => all | key));

    private Ball Plain(Function function, Ball x) =>
        function switch
        {
            Function.Gamma => Ball.Gamma(x),
            Function.LogGamma => Ball.LogGamma(x),
            Function.Factorial => Ball.Gamma(x + Ball.From(Rational.One, bits)),
            _ => Ball.Undefined,
        };

    private int? Sign(Part part) =>
        part.Exact is { } exact ? exact.Sign
        : part.In(bits).IsPositive ? 1
        : part.In(bits).IsNegative ? -1
        : null;

    private Perturbed? Over(Perturbed? x, Perturbed? y) =>
        x is not null && y is not null && Reciprocal(y) is { } inverse ? x * inverse : null;

    private static Perturbed? Kept(Perturbed value) =>
        value.Parts.Values.All(part => part.Exact is not null || part.Enclosure.IsFinite) ? value : null;
}
