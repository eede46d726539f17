// Notation -> meaning: limits and integrals.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    private Term BuildLimit(BigOperator big)
    {
        if (
            big.Lower is not Chain { Operands: [var variable, var point], Relations: [{ Symbol: "\\to" }] }
            || !Names.IsName(variable)
        )
        {
            throw new NotUnderstood("a limit does not say what tends to what");
        }

        var symbol =
            Build(variable) as Symbol ?? throw new NotUnderstood("a limit is taken over what is not a variable");
        var (at, side) = Point(point);
        return new Limit(Build(big.Body), symbol.Name, at, side);
    }

    /// <summary>Where a variable tends, and from which side: 0^+, \infty.</summary>
    public (Term Point, Side Side) Point(Expression point) =>
        point is Scripted { Superscript: Identifier { Name: "+" or "-" } side, Subscript: null } sided
            ? (Build(sided.Base), side.Name == "+" ? Side.Above : Side.Below)
            : (Build(point), Side.Both);

    // \int_0^1 \int_0^2 f dx dy: the inner integral has the first differential.
    private static BigOperator Iterated(BigOperator big)
    {
        if (
            big.Body is not BigOperator { Operator: "\\int" } inner
            || Differentials(inner.Body) is not { Count: > 1 } differentials
            || inner.Body is not Product product
            || product.Factors[^1].Value is not Differential outermost
            || differentials.Count > 3
        )
        {
            return big;
        }

        var rest = product.Factors.SkipLast(1).ToSequence();
        var integral = inner with { Body = rest.Count == 1 ? rest[0].Value : new Product(rest) };
        return big with
        {
            Body = new Product([new Factor(string.Empty, integral), new Factor(string.Empty, outermost)]),
        };
    }

    private Term BuildIntegral(BigOperator big)
    {
        if (IntegralOfWorld(big) is { } overAll)
        {
            return overAll;
        }

        big = Iterated(big);
        if (
            OwnDifferentials(big.Body) is not [var differential]
            || !Names.IsName(differential.Variable)
            || big.Lower is null != big.Upper is null
        )
        {
            throw new NotUnderstood("an integral without bounds, or in several variables");
        }

        var name = Names.Of(differential.Variable);
        if (big.Lower is null || big.Upper is null)
        {
            return IntegralRange is { Lower: { } least, Upper: { } greatest }
                ? new Integral(
                    Bound(name, () => Build(WithoutDifferential(big.Body))),
                    name,
                    new Number(least),
                    new Number(greatest)
                )
                : throw new NotUnderstood("an integral without bounds: declare over which interval it is taken (over)");
        }

        var (lower, upper) = (Build(big.Lower), Build(big.Upper));
        var moves = (ShowsVaried(big.Lower) || ShowsVaried(big.Upper)) && _movedOver.Add(name);
        Term body;
        try
        {
            body = Bound(name, () => Build(WithoutDifferential(big.Body)));
        }
        finally
        {
            if (moves)
            {
                _movedOver.Remove(name);
            }
        }

        return Moments.Integral(body, name, lower, upper) is { } closed && MayExist(closed)
            ? closed
            : new Integral(body, name, lower, upper);
    }

    // Where what is declared lets an integral diverge, it stays one: that it diverges can be shown of it alone.
    private bool MayExist(Term closed) =>
        closed switch
        {
            Piecewise
            {
                Branches: [{ Condition: Compare(var rate, var relation, Number zero) } branch],
                Otherwise: null
            } when zero.IsZero() => MayExist(branch.Value) && HasSign(rate, relation == Relation.Greater ? 1 : -1),
            Piecewise { Otherwise: null } => false,
            _ => closed.Children().All(MayExist),
        };

    // Whether c·a has that sign for every value that a is declared to have; true of what is only guessed.
    private bool HasSign(Term rate, int sign)
    {
        var (factor, rest) = rate switch
        {
            Negate(var negated) => (-Rational.One, negated),
            Multiply([Number(var number), var other]) => (number, other),
            Multiply([var other, Number(var number)]) => (number, other),
            Divide(var other, Number(var number)) when number.Sign != 0 => (Rational.One / number, other),
            _ => (Rational.One, rate),
        };
        if (rest is Number(var value))
        {
            return (factor * value).Sign == sign;
        }

        return rest is not Symbol(var name)
            || !_variables.TryGetValue(name, out var variable)
            || variable.Provenance == Provenance.Guessed
            || variable.Domain switch
            {
                RealInterval interval => factor.Sign == sign
                    ? interval.Lower is { } low && (low.Sign > 0 || low.Sign == 0 && !interval.LowerClosed)
                    : interval.Upper is { } high && (high.Sign < 0 || high.Sign == 0 && !interval.UpperClosed),
                Integers(Number(var least), _) => factor.Sign == sign && least.Sign > 0,
                Integers => false,
                _ => true,
            };
    }

    // Those that belong to no inner integral.
    private static IReadOnlyList<Differential> OwnDifferentials(Expression body) =>
        body switch
        {
            Differential own => [own],
            BigOperator { Operator: "\\int", Lower: not null } => [],
            _ => [.. Names.Children(body).SelectMany(OwnDifferentials)],
        };

    /// <summary>The differentials of an integrand.</summary>
    public static IReadOnlyList<Differential> Differentials(Expression body) =>
        [.. Names.Nodes(body).OfType<Differential>()];

    /// <summary>The integrand.</summary>
    public static Expression WithoutDifferential(Expression body) =>
        body switch
        {
            Differential => new Numeral("1"),
            Product product
                when product.Factors.Where(factor => factor.Value is not Differential).ToList() is var rest =>
                rest.Count switch
                {
                    0 => new Numeral("1"),
                    1 => WithoutDifferential(rest[0].Value),
                    _ => new Product(
                        rest.Select((factor, i) => i == 0 ? factor with { Link = string.Empty } : factor).ToSequence()
                    ),
                },
            Additive additive => new Additive(
                additive.Terms.Map(term => term with { Term = WithoutDifferential(term.Term) })
            ),
            Fraction fraction => fraction with { Numerator = WithoutDifferential(fraction.Numerator) },
            _ => body,
        };
}
