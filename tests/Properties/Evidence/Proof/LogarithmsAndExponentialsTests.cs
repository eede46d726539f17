// The logarithm and the exponential increase; their tangents; squares.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class LogarithmsAndExponentialsTests
{
    [Fact]
    public void Orders_carry_over_to_logarithms()
    {
        var setting = Given.Positive.With(Is(Given.X, Relation.Greater, Given.Y));
        var order = Given.Sign(setting, Given.X - Given.Y, Relation.Greater);
        var (x, y) = (Given.Sign(setting, Given.X, Relation.Greater), Given.Sign(setting, Given.Y, Relation.Greater));

        Given.Says(Theorem.Logarithms(order, x, y), Log(Given.X) - Log(Given.Y), Relation.Greater, 0);
    }

    // log 1 − log(−1) > 0 is nothing.
    [Fact]
    public void Both_must_be_positive()
    {
        var setting = Given.Reals.With(Is(Given.X, Relation.Greater, Given.Y));
        var order = Given.Sign(setting, Given.X - Given.Y, Relation.Greater);
        var square = Given.Sign(setting, Sqr(Given.X), Relation.GreaterOrEqual);

        Assert.Null(Theorem.Logarithms(order, square, square));
        // One that is positive is not enough for the other: log 1 − log(−1), log(−1) − log 1.
        var high = Given.Of(Real("x", Domain.Positive), Real("y")).With(Is(Given.X, Relation.Greater, Given.Y));
        var positive = Given.Sign(high, Given.X, Relation.Greater);
        Assert.Null(Theorem.Logarithms(Given.Sign(high, Given.X - Given.Y, Relation.Greater), positive, positive));
        var low = Given.Of(Real("x", Domain.Positive), Real("y")).With(Is(Given.Y, Relation.Less, Given.X));
        positive = Given.Sign(low, Given.X, Relation.Greater);
        Assert.Null(
            Theorem.Logarithms(
                Theorem.ToDifference(Given.Assumed(low, Given.Y, Relation.Less, Given.X))!,
                positive,
                positive
            )
        );
    }

    [Fact]
    public void And_back()
    {
        var setting = Given.Positive.With(Is(Log(Given.X) - Log(Given.Y), Relation.Greater, 0));

        Given.Says(
            Theorem.Exponentials(Given.Sign(setting, Log(Given.X) - Log(Given.Y), Relation.Greater)),
            Given.X - Given.Y,
            Relation.Greater,
            0
        );
    }

    [Fact]
    public void Tangents()
    {
        var x = Given.X;

        Given.Says(
            Theorem.ExponentialTangent(Given.Exists(Given.Reals, x)),
            new Add([Exp(x), -Term.One, -x]),
            Relation.GreaterOrEqual,
            0
        );
        Given.Says(
            Theorem.LogarithmTangent(Given.Sign(Given.Positive, x, Relation.Greater)),
            new Add([x, -Term.One, -Log(x)]),
            Relation.GreaterOrEqual,
            0
        );
        Given.Says(Theorem.Square(Given.Exists(Given.Reals, x)), Sqr(x), Relation.GreaterOrEqual, 0);
    }

    // The square of a list or a table is no number: ((0, 1), (−1, 0))² = −1.
    [Fact]
    public void Only_a_number_has_a_square()
    {
        var setting = Given.Of(Length("n"), Vector("v"));

        Assert.Null(Theorem.Square(Given.Exists(setting, S("v"))));
        Assert.Null(Theorem.Square(Given.Sign(setting, Given.N, Relation.Greater)));
    }

    // log x ≤ x − 1 says that log x exists; at 0 it does not.
    [Fact]
    public void The_logarithms_tangent_asks_for_a_positive_number()
    {
        var setting = Given.Of(Real("x", Given.From(0, true, null, false)));

        Assert.Null(Theorem.LogarithmTangent(Given.Sign(setting, Given.X, Relation.GreaterOrEqual)));
    }

    // A relation is no term that exists: of x > 0 follows no e^x ≥ 1 + x by itself.
    [Fact]
    public void The_exponentials_tangent_asks_for_existence() =>
        Assert.Null(Theorem.ExponentialTangent(Given.Shown(Given.Positive, Given.X, Relation.Greater, 0)));
}
