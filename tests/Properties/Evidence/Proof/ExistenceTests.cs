// The rule of existence: where terms exist, and what would follow if they did elsewhere.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class ExistenceTests
{
    [Fact]
    public void Polynomials_exist_everywhere() => Assert.NotNull(Given.MayExist(Given.Reals, Sqr(Given.X) - Given.Y));

    // 1/x · x = 1 fails at 0.
    [Fact]
    public void A_divisor_that_may_be_0() => Assert.Null(Given.MayExist(Given.Reals, Term.One / Given.X));

    // e^{log x} = x fails at −1.
    [Fact]
    public void A_logarithm_of_what_may_be_negative() => Assert.Null(Given.MayExist(Given.Reals, Log(Given.X)));

    // (√x)² = x fails at −1.
    [Fact]
    public void A_root_of_what_may_be_negative() => Assert.Null(Given.MayExist(Given.Reals, F(Function.Sqrt, Given.X)));

    // x^{1/2} x^{1/2} = x fails at −1; x^{−1/2} has no value at 0.
    [Fact]
    public void A_broken_power_of_what_may_be_negative_or_zero()
    {
        var fromZero = Given.Of(Real("x", Given.From(0, true, null, false)));

        Assert.Null(Given.MayExist(Given.Reals, new Power(Given.X, Q(1, 2))));
        Assert.NotNull(Given.MayExist(fromZero, new Power(Given.X, Q(1, 2))));
        Assert.Null(Given.MayExist(fromZero, new Power(Given.X, Q(-1, 2))));
    }

    // 0^0 = 1 holds for integer exponents only: x^y x^{−y} = 1 fails at x = 0.
    [Fact]
    public void A_real_power_of_what_may_be_0() =>
        Assert.Null(
            Given.MayExist(
                Given.Of(Real("x", Given.From(0, true, null, false)), Real("y")),
                new Power(Given.X, Given.Y)
            )
        );

    // x_{n+1} is no entry: Σ_{i=2}^{n+1} x_i = Σ_{i=1}^n x_{i+1} would be about nothing.
    [Fact]
    public void An_index_beyond_the_array()
    {
        var setting = Given.Of(Length("n"), Vector("x"), Index("k"));

        Assert.NotNull(Given.MayExist(setting, At("x", S("k"))));
        Assert.Null(Given.MayExist(setting, At("x", Given.N + 1)));
        Assert.Null(Given.MayExist(setting, At("x", 2)));
        Assert.Null(Given.MayExist(setting, At("x", Q(1, 2))));
    }

    // The places of tables that are spelled out are looked at, all of them: (i + j)_{i ≤ 2, j ≤ 3} has no entry (1, 5).
    [Fact]
    public void An_index_beyond_a_table_that_is_spelled_out()
    {
        var table = new Tabulate("i", 2, new Tabulate("j", 3, S("i") + S("j")));

        Assert.NotNull(Given.MayExist(Given.Reals, new Element(table, [1, 3])));
        Assert.Null(Given.MayExist(Given.Reals, new Element(table, [1, 5])));
        Assert.Null(Given.MayExist(Given.Reals, new Element(table, [3, 1])));
        Assert.Null(Given.MayExist(Given.Reals, new Element(new Negate(new Tabulate("i", 2, S("i"))), [5])));
    }

    // Rows of unlike lengths are no table: of (1), (1, 2) there is no column 2.
    [Fact]
    public void Rows_of_unlike_lengths() =>
        Assert.Null(Given.MayExist(Given.Reals, new Tabulate("i", 2, new Tabulate("j", S("i"), S("j")))));

    // max ∅ ≥ 0 would hold.
    [Fact]
    public void A_maximum_over_a_range_that_may_be_empty()
    {
        Fold Over(Term to) => new(FoldKind.Max, "i", new Span(1, to), null, S("i"));

        Assert.NotNull(Given.MayExist(Given.Of(Length("n")), Over(Given.N)));
        Assert.Null(Given.MayExist(Given.Of(Given.Integer("n", 0)), Over(Given.N)));
    }

    // A sum to n/2 is none.
    [Fact]
    public void A_range_whose_ends_are_no_integers() =>
        Assert.Null(
            Given.MayExist(Given.Of(Length("n")), new Fold(FoldKind.Sum, "i", new Span(1, Given.N / 2), null, S("i")))
        );

    // Cases that leave x = 0 out have no value there.
    [Fact]
    public void Cases_that_are_not_exhaustive()
    {
        Term Cases(Relation second) =>
            new Piecewise(
                [new Branch(Is(Given.X, Relation.Greater, 0), 1), new Branch(Is(Given.X, second, 0), 2)],
                null
            );

        Assert.NotNull(Given.MayExist(Given.Reals, Cases(Relation.LessOrEqual)));
        Assert.Null(Given.MayExist(Given.Reals, Cases(Relation.Less)));
    }

    // With room around: lim_{x→0} √x exists from above only.
    [Fact]
    public void A_root_of_0_has_no_room_around()
    {
        Assert.NotNull(Given.MayExist(Given.Reals, F(Function.Sqrt, 0)));
        Assert.Null(Given.MayExist(Given.Reals, F(Function.Sqrt, 0), open: true));
    }

    // Shows whatever it is asked for, in a setting without points, but the one condition under which log w exists.
    private sealed class Generous : IProofSearch
    {
        public static Setting Setting { get; } =
            Given.Nowhere(
                Length("n"),
                Real("x"),
                Real("w"),
                Vector("v"),
                Vector("u", new Integers(1, null)),
                Index("k"),
                new Variable("S", [], new IndexSet(3), Provenance.Declared)
            );

        public Theorem? Find(Setting setting, Condition statement) =>
            statement.Equals(Is(S("w"), Relation.Greater, 0)) ? null : Given.Anything(setting, statement);

        public static bool Shows(Term term, bool open = false) =>
            Theorem.Existence(Setting, term, new Generous(), open) is not null;
    }

    // Shows nothing.
    private sealed class Nothing : IProofSearch
    {
        public Theorem? Find(Setting setting, Condition statement) => null;
    }

    private static readonly Term s_none = Log(S("w"));
    private static readonly Term s_noInteger = At("u", S("w"));

    private static Fold Sum(Term from, Term to, Term body, Condition? where = null) =>
        new(FoldKind.Sum, "i", new Span(from, to), where, body);

    private static Term Where(Condition condition, Term value, Term? otherwise) =>
        new Piecewise([new Branch(condition, value)], otherwise);

    // 0·log w = 0 and log w/log w = 1 fail at w = −1: what has a part without a value has none, wherever that part stands.
    [Fact]
    public void Every_part_must_exist()
    {
        Term[] whole =
        [
            1 / S("x"),
            Term.Pow(S("x"), 2),
            Term.Pow(2, S("x")),
            F(Function.Sin, S("x")),
            new Guarded(S("x"), 1),
            Sum(1, 2, S("x")),
            new Tabulate("i", 2, S("x")),
            new Element(S("v"), [S("k")]),
            new Listed([S("x"), 1]),
            Where(Is(S("x"), Relation.Greater, 1), 1, 2),
            Where(new MemberOf(S("k"), "S"), 1, 2),
        ];
        Term[] broken =
        [
            s_none / 2,
            1 / s_none,
            Term.Pow(s_none, 2),
            Term.Pow(2, s_none),
            F(Function.Sin, s_none),
            new Guarded(s_none, 1),
            new Guarded(1, s_none),
            Sum(1, 2, s_none),
            Sum(1, s_noInteger, 1),
            Sum(s_noInteger, 2, 1),
            Sum(1, 2, 1, Is(s_none, Relation.Greater, 0)),
            new Tabulate("i", 2, s_none),
            new Tabulate("i", s_noInteger, 1),
            new Element(S("v"), [s_noInteger]),
            new Listed([1, s_none]),
            Where(Is(s_none, Relation.Greater, 1), 1, 2),
            Where(Is(1, Relation.Less, s_none), 1, 2),
            Where(new MemberOf(s_noInteger, "S"), 1, 2),
            Where(new Not(Is(s_none, Relation.Greater, 1)), 1, 2),
            Where(Is(S("x"), Relation.Greater, 1), s_none, 2),
            Where(Is(S("x"), Relation.Greater, 1), 1, s_none),
        ];

        Assert.All(whole, term => Assert.True(Generous.Shows(term)));
        Assert.All(broken, term => Assert.False(Generous.Shows(term)));
    }

    // Σ_{i=½}^{2}, a list of ½ entries, the entry ½ of a list, a member of what is no set: they are nothing, whatever is shown.
    [Fact]
    public void Integers_and_sets_are_declared()
    {
        Assert.False(Generous.Shows(Sum(S("x"), 2, 1)));
        Assert.False(Generous.Shows(Sum(1, S("x"), 1)));
        Assert.False(Generous.Shows(new Tabulate("i", S("x"), 1)));
        Assert.False(Generous.Shows(new Element(S("v"), [S("x")])));
        Assert.False(Generous.Shows(F(Function.Length, new Element(S("v"), [1, 1]))));
        Assert.False(Generous.Shows(F(Function.Length, Where(new MemberOf(S("k"), "x"), 1, 2))));
        Assert.False(Generous.Shows(new Fold(FoldKind.Sum, "i", new Members("x"), null, 1)));
        Assert.True(Generous.Shows(new Fold(FoldKind.Sum, "i", new Members("S"), null, 1)));
        Assert.False(Generous.Shows(S("S")));
    }

    // max over i > n of i ≤ n is one of nothing, although 1 ≤ n; where a maximum is taken is not said at all.
    [Fact]
    public void A_maximum_under_a_condition_may_be_empty()
    {
        Fold Over(FoldKind kind, Condition? where) => new(kind, "i", new Span(1, Given.N), where, S("i"));

        Assert.True(Generous.Shows(Over(FoldKind.Max, null)));
        Assert.False(Generous.Shows(Over(FoldKind.Max, Is(S("i"), Relation.Greater, Given.N))));
        Assert.False(Generous.Shows(Over(FoldKind.ArgMax, null)));
        Assert.False(Generous.Shows(new Fold(FoldKind.Max, "i", new Members("S"), null, S("x"))));
    }

    // x_0 is no entry.
    [Fact]
    public void An_index_before_the_array()
    {
        var setting = Given.Of(Length("n"), Vector("x"), Index("k"));

        Assert.Null(Given.MayExist(setting, At("x", 0)));
        Assert.Null(Given.MayExist(setting, At("x", S("k") - 1)));
    }

    // x^y for every real y: x > 0; for integers y < 0: x ≠ 0; e^y always. √0 has no room around, as 0^{1/2} has none.
    [Fact]
    public void Powers_by_their_bases()
    {
        var setting = Given.Of(Real("x", Domain.Positive), Real("y"));
        var unequal = Given.Reals.With(Is(Given.X, Relation.NotEqual, 0));
        var fromZero = Given.Of(Real("x", Given.From(0, true, null, false)));

        Assert.NotNull(Given.MayExist(setting, new Power(Given.X, Given.Y)));
        Assert.NotNull(Given.MayExist(setting, new Power(Given.X, Given.Y), open: true));
        Assert.NotNull(Given.MayExist(unequal, new Power(Given.X, -2)));
        Assert.Null(Given.MayExist(Given.Reals, new Power(Given.X, -2)));
        Assert.NotNull(Theorem.Existence(Given.Reals, new Power(Term.E, Given.Y), new Nothing()));
        Assert.Null(Given.MayExist(fromZero, new Power(Given.X, Q(1, 2)), open: true));
    }

    // Without an otherwise, one case that always holds is enough; x > 0 where x may be −1 is not.
    [Fact]
    public void A_case_that_always_holds()
    {
        var value = Where(Is(Given.X, Relation.Greater, 0), 1, null);

        Assert.NotNull(Given.MayExist(Given.Positive, value));
        Assert.Null(Given.MayExist(Given.Reals, value));
    }

    // 1/x exists by x ≠ 0, not by x = x: what the search gives is looked at, and named as a premise.
    [Fact]
    public void What_is_found_is_what_was_asked()
    {
        var reciprocal = Given.Exists(Given.Positive, 1 / Given.X);
        Assert.Equal(Is(Given.X, Relation.NotEqual, 0), Assert.Single(reciprocal.Premises).Statement);

        var integral = new Integral(S("t"), "t", 0, 1);
        var other = new Always(Given.Exists(Given.Reals, Given.X));
        Assert.Null(Theorem.Existence(Given.Reals, 1 / Given.X, other));
        Assert.Null(Theorem.Existence(Given.Reals, integral, other));
        var trivial = new Always(Theorem.Numbers(Given.Reals, 1, Relation.Less, 2)!);
        Assert.Null(Theorem.Existence(Given.Reals, integral, trivial));
        var nowhere = Generous.Setting;
        Assert.Single(Theorem.Existence(nowhere, -integral, new Generous())!.Premises);
    }

    private sealed class Always(Theorem theorem) : IProofSearch
    {
        public Theorem? Find(Setting setting, Condition statement) => theorem;
    }

    // A term of tens of thousands of parts is left alone.
    [Fact]
    public void Work_is_limited() =>
        Assert.Null(
            Theorem.Existence(Given.Reals, new Add(Enumerable.Repeat(Given.X, 20_001).ToSequence()), new Nothing())
        );

    [Fact]
    public void Infinity_is_no_number() => Assert.Null(Given.MayExist(Given.Reals, Term.Infinity));
}
