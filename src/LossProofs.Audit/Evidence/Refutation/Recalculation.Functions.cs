// Functions of numbers with nilpotent parts: by their definitions, or by their derivatives.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

internal sealed partial class Recalculation
{
    private static readonly RealFunction s_exp = KnownFunctions.Real(Function.Exp);
    private static readonly RealFunction s_log = KnownFunctions.Real(Function.Log);
    private static readonly OrderStatistic s_max = (OrderStatistic)KnownFunctions.Of(Function.Max);
    private static readonly OrderStatistic s_min = (OrderStatistic)KnownFunctions.Of(Function.Min);

    /// <summary>A function of a number; null where it is undefined.</summary>
    internal Part? Apply(Function function, Part argument) =>
        Compute(KnownFunctions.Real(function), Perturbed.Of(argument))?.Main;

    /// <summary>1/x; null where x may be 0.</summary>
    internal Part? Inverse(Part argument) => Reciprocal(Perturbed.Of(argument))?.Main;

    private Worth? Compute(Function function, Sequence<Term> arguments)
    {
        switch (KnownFunctions.Of(function))
        {
            case OrderStatistic extreme:
                return arguments.Select(Evaluate).Aggregate((x, y) => Lift(x, y, (a, b) => Extreme(extreme, a, b), 2));
            case Count when arguments is [Symbol(var set)] && Find(set, []) is Worth.Set(var members):
                return Single(Part.Of(members.Count));
            case Count when function == Function.Length && arguments is [var array]:
                return Evaluate(array) is Worth.Many(var entries) ? Single(Part.Of(entries.Count)) : null;
            case RealFunction known when arguments is [var argument]:
                return Lift(Evaluate(argument), x => Compute(known, x));
            default:
                return null;
        }
    }

    // By its definition where it has one; else by its derivatives.
    private Perturbed? Compute(RealFunction function, Perturbed x)
    {
        const string Argument = "x";
        return function.Definition(new Symbol(Argument)) is { } definition
            ? Bound(Argument, new Worth.Single(x), false, () => Scalar(definition))
            : Through(function, x);
    }

    private Perturbed? Through(RealFunction function, Perturbed x)
    {
        var isKnown = true;
        var value = x.Through(order =>
        {
            if (function.Recalculate(x.Main, order, bits) is not { } derivative)
            {
                isKnown = false;
                return Part.Zero;
            }

            return derivative is { Exact: null, Closed: null } && x.Main.Form is { } form
                ? Part.Of(derivative.Enclosure, ExactForm.Of(function.Key, order, form))
                : derivative;
        });
        return isKnown ? Kept(value) : null;
    }

    private Perturbed? Extreme(OrderStatistic extreme, Perturbed x, Perturbed y)
    {
        var (left, right) = (new Worth.Single(x), new Worth.Single(y));
        if (Decide(left, Relation.NotEqual, right) is true)
        {
            return Decide(left, Relation.Greater, right) == extreme.TakesLargest ? x : y;
        }

        // At a tie the parts of a derivative differ; where nothing is resolved, only an enclosure is known.
        return !x.IsPlain || !y.IsPlain ? null
            : Decide(left, Relation.Equal, right) is true ? x
            : Perturbed.Of(Part.Around(extreme.Recalculate(x.Main.In(bits), y.Main.In(bits))));
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
            : Part.Of(Ball.From(Rational.One, bits) / x.Main.Enclosure, x.Main.Form?.Reciprocal());
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

    private Perturbed? Exponential(Perturbed x) => Through(s_exp, x);

    private Perturbed? Logarithm(Perturbed x) => Through(s_log, x);

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

    private static Perturbed? Kept(Perturbed value) =>
        value.Parts.Values.All(part => part.Exact is not null || part.Enclosure.IsFinite) ? value : null;
}
