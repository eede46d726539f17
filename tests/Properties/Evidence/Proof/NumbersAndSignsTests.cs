// What is common to many rules: a sign is an order against 0, a quantity is a number, an equation has one sign.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class NumbersAndSignsTests
{
    private static readonly Setting s_void = Given.Nowhere(
        Real("x", Given.From(0, true, 1, true)),
        Real("y"),
        Length("n")
    );

    // x > −1 is no sign: −½ + −½ > 0, (−½)² > ½, log(−½), Γ(−½) > 0, sin(−π/2) > 0 and the like fail.
    [Fact]
    public void A_sign_is_an_order_against_0()
    {
        Theorem Above(Term term, Term bound) => Given.Anything(s_void, term, Relation.Greater, bound);
        Theorem Least(Term term, Term bound) => Given.Anything(s_void, term, Relation.GreaterOrEqual, bound);
        Theorem Apart(Term term, Term bound) => Given.Anything(s_void, term, Relation.NotEqual, bound);
        Theorem?[] Signs(Term bound) =>
            [
                Theorem.SumOf([Above(Given.X, bound), Above(Given.Y, bound)]),
                Theorem.ProductOf(Above(Given.X, bound), Above(Given.Y, 0), quotient: false),
                Theorem.ProductOf(Above(Given.X, 0), Above(Given.Y, bound), quotient: true),
                Theorem.NegationOf(Above(Given.X, bound)),
                Theorem.Multiple(Above(Given.X, bound), 2),
                Theorem.NextInteger(Above(Given.N, bound)),
                Theorem.PowerOf(Given.Anywhere(s_void, new Power(Given.X, 3)), Above(Given.X, bound)),
                Theorem.Stricter(Least(Given.X, bound), Apart(Given.X, 0)),
                Theorem.Stricter(Least(Given.X, 0), Apart(Given.X, bound)),
                Theorem.GammaPositive(Above(Given.X, bound), Function.Gamma),
                Theorem.Reflection(Above(Given.X, bound), Given.Anything(s_void, Given.X, Relation.Less, 1)),
                Theorem.SineInHalfTurn(Above(Given.X, bound), Given.Anything(s_void, Given.X, Relation.Less, 1)),
                Theorem.Duplication(Above(Given.X, bound)),
                Theorem.EulerIntegral("t", beta: true, Above(Given.X, bound), Above(Given.Y, 0)),
                Theorem.EulerIntegral("t", beta: true, Above(Given.X, 0), Above(Given.Y, bound)),
                Theorem.SquaresOfBinomials("k", Least(Given.N, bound)),
                Theorem.BinomialTheorem(
                    "k",
                    0,
                    Least(new Add([Given.N, 0]), bound),
                    Given.Anywhere(s_void, Given.X),
                    Given.Anywhere(s_void, Given.Y)
                ),
                Theorem.LogarithmTangent(Above(Given.X, bound)),
                Theorem.StrictLogarithmTangent(Above(Given.X, bound), Apart(Given.X - 1, 0)),
                Theorem.StrictExponentialTangent(Apart(Given.X, bound)),
                Theorem.Logarithms(Above(Given.X - Given.Y, bound), Above(Given.X, 0), Above(Given.Y, 0)),
                Theorem.Logarithms(Above(Given.X - Given.Y, 0), Above(Given.X, bound), Above(Given.Y, 0)),
                Theorem.Exponentials(Above(Log(Given.X) - Log(Given.Y), bound)),
                Theorem.FromDifference(Above(Given.X - Given.Y, bound)),
                Theorem.Squares(
                    Least(Given.X, bound),
                    Least(Given.Y, 0),
                    Given.Anything(s_void, Sqr(Given.X), Relation.Equal, Sqr(Given.Y))
                ),
                Theorem.SquareOrder(Least(Given.X, bound), Least(Sqr(Given.X) - Sqr(Given.Y), 0)),
                Theorem.SquareOrder(Least(Given.X, 0), Least(Sqr(Given.X) - Sqr(Given.Y), bound)),
            ];

        Assert.All(Signs(0), Assert.NotNull);
        Assert.All(Signs(-1), Assert.Null);
        Assert.Null(Theorem.Contradiction(Above(0, -1), Theorem.Exists(Given.X)));
        Assert.Null(Theorem.Contradiction(Above(1, 0), Theorem.Exists(Given.X)));
    }

    // What holds of a number x of an interval or of an integer n ≥ 1 is not said of lists: of v in [0, 1]² with v_1 = 0 and
    // v_2 = 1 neither v ≤ ½ nor v ≥ ½ holds.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_quantity_is_a_number(bool isList)
    {
        var dimensions = isList ? new Sequence<Term>([2]) : [];
        Variable Quantity(Domain domain) => new("x", dimensions, domain, Provenance.Declared);
        Setting On(Domain domain) => Given.Nowhere(Quantity(domain), Real("y"));
        var (closed, open) = (Given.From(0, true, 1, true), Given.From(0, false, 1, true));
        var setting = On(closed);
        var others = setting.Without("x")!;
        var term = Sqr(Given.X) + Given.Y;
        var slope = new Guarded(2 * Given.X, term);
        Theorem Is0(Setting where, Relation relation) => Given.Anything(where, term, relation, 0);
        Theorem At0(Relation relation) => Given.Anything(others, term.Substitute("x", 0), relation, 0);
        var rate = new Rate(Given.X, Given.X, "x", 0, Side.Above);
        var integers = On(new Integers(1, null));
        var claim = Is(Given.X, Relation.GreaterOrEqual, Given.Y);
        Theorem?[] rules =
        [
            Theorem.Closure(
                Given.Anywhere(setting, term),
                "x",
                Is0(
                    Setting.Of([Quantity(Given.From(0, false, 1, false)), Real("y")], setting.Assumptions),
                    Relation.GreaterOrEqual
                )
            ),
            Theorem.Attained(
                new Extremum(ExtremumKind.Min, "x", term),
                Given.Anything(setting, term, Relation.GreaterOrEqual, Given.Y),
                0,
                Given.Anything(setting, term.Substitute("x", 0), Relation.Equal, Given.Y)
            ),
            Theorem.Approached(
                new Extremum(ExtremumKind.Inf, "x", term),
                Given.Anything(setting, term, Relation.GreaterOrEqual, Given.Y),
                Given.Anything(others, new Limit(term, "x", 0, Side.Above), Relation.Equal, Given.Y)
            ),
            Theorem.Induction(
                integers,
                "x",
                claim,
                Given.Anything(integers.Without("x")!, claim.Substitute("x", 1)),
                Given.Anything(integers.With(claim), claim.Substitute("x", Given.X + 1))
            ),
            Theorem.FirstInteger(
                integers,
                "x",
                claim,
                Given.Anything(integers.Without("x")!, claim.Substitute("x", 1)),
                Given.Anything(Setting.Of([Quantity(new Integers(2, null)), Real("y")], integers.Assumptions), claim)
            ),
            Theorem.RateByExpansion(setting, rate, new QuickSearch(), 4),
            Theorem.PolynomialSign(Given.Anywhere(setting, Sqr(Given.X) + 1), "x", Relation.Greater),
            Theorem.DomainBound(setting, "x", upper: false),
            Theorem.Replaced(
                Given.Anything(setting, Given.X, Relation.Equal, 1),
                claim,
                Given.Anything(setting, claim.Substitute("x", 1))
            ),
            Theorem.BySubdivision(Given.Anywhere(setting, 1 + Sqr(Given.Y)), Relation.Greater, ["x"], 10),
        ];

        Assert.All(rules, theorem => Assert.Equal(isList, theorem is null));
        if (isList)
        {
            Assert.Null(
                Theorem.Monotone(
                    On(open),
                    "x",
                    true,
                    Given.Anywhere(setting, term),
                    Given.Anything(On(open), slope, Relation.GreaterOrEqual, 0),
                    At0(Relation.GreaterOrEqual)
                )
            );
            Assert.Null(
                Theorem.ConstantIn(
                    Given.Anywhere(setting, term),
                    "x",
                    Given.Anything(setting, slope, Relation.Equal, 0),
                    0,
                    At0(Relation.Equal)
                )
            );
            Assert.Null(
                Theorem.Divided(
                    setting,
                    "x",
                    new Rational(1, 2),
                    Is0(setting, Relation.Greater),
                    Is0(setting, Relation.Greater)
                )
            );
            Assert.Null(
                Theorem.Beside(
                    setting.With(Is(Given.X, Relation.NotEqual, Q(1, 2))),
                    "x",
                    new Rational(1, 2),
                    above: true
                )
            );
        }
    }
}
