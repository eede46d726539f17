// The rule of normal forms: each law with its condition, and what would follow without it.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class NormalFormTests
{
    private static readonly Setting s_counted = Given.Of(Given.Integer("n", 0), Vector("x"), Real("r"), Real("a"));

    private static Fold Sum(Term from, Term to, Term body) => new(FoldKind.Sum, "i", new Span(from, to), null, body);

    [Fact]
    public void Field_identities()
    {
        var (x, y) = (Given.X, Given.Y);

        Assert.NotNull(Given.Equal(Given.Reals, (x + y) * (x - y), Sqr(x) - Sqr(y)));
        Assert.NotNull(Given.Equal(Given.Positive, x / (x + y) + y / (x + y), 1));
        Assert.Null(Given.Equal(Given.Reals, Sqr(x), Sqr(y)));
    }

    // 0·y = 0·log x has no right side at x = −1: what exists for x > 0 is not said to exist everywhere.
    [Fact]
    public void Both_exist_in_one_setting()
    {
        Theorem? Of(Setting left, Setting right) =>
            Theorem.NormalForm(
                Given.Exists(left, 0 * Given.Y),
                Given.Exists(right, 0 * Log(Given.X)),
                new NormalFormSession(new QuickSearch(), 10_000)
            );

        Assert.NotNull(Of(Given.Positive, Given.Positive));
        Assert.Null(Of(Given.Reals, Given.Positive));
    }

    // (1, 1) is neither (1, 1, 1) nor (1, 2) nor the number 1.
    [Fact]
    public void Arrays_have_the_same_sizes_and_entries()
    {
        Term Table(Term length, Term body) => new Tabulate("i", length, body);

        Assert.NotNull(Given.Equal(Given.Reals, Table(2, S("i") + 1), Table(2, 1 + S("i"))));
        Assert.Null(Given.Equal(Given.Reals, Table(2, 1), Table(3, 1)));
        Assert.Null(Given.Equal(Given.Reals, Table(2, 1), Table(2, S("i"))));
        Assert.Null(Given.Equal(Given.Reals, Table(2, 1), 1));
        Assert.Null(Given.Equal(Given.Reals, 1, Table(2, 1)));
        Assert.Null(Given.Equal(s_counted, Table(2, Table(3, 1)), Table(2, 1)));
    }

    // (2^127 − 1) max(0, x − 1000) = 0 holds modulo the prime.
    [Fact]
    public void Arithmetic_is_exact()
    {
        Term prime = new Number(Rational.Pow(2, 127) - 1);

        Assert.Null(Given.Equal(Given.Reals, prime * F(Function.Max, 0, Given.X - 1000), 0));
    }

    // log(xy) = log x + log y has no right side for x, y < 0.
    [Fact]
    public void The_logarithm_of_a_product_asks_for_positive_factors()
    {
        var (x, y) = (Given.X, Given.Y);
        var sameSign = Given.Reals.With(Is(x * y, Relation.Greater, 0));

        Assert.NotNull(Given.Equal(Given.Positive, Log(x * y), Log(x) + Log(y)));
        Assert.Null(Given.Equal(sameSign, Log(x * y), Log(x) + Log(y)));
    }

    // √(x²) = x fails at −1.
    [Fact]
    public void The_root_of_a_square_is_an_absolute_value()
    {
        var root = F(Function.Sqrt, Sqr(Given.X));

        Assert.NotNull(Given.Equal(Given.Reals, root, F(Function.Abs, Given.X)));
        Assert.Null(Given.Equal(Given.Reals, root, Given.X));
        Assert.NotNull(Given.Equal(Given.Positive, root, Given.X));
    }

    // e^{½ log x²} = x fails at −1.
    [Fact]
    public void Half_the_logarithm_of_a_square_keeps_the_sign_out()
    {
        var negative = Given.Of(Real("x", Given.From(null, false, 0, false)));
        var value = Exp(Q(1, 2) * Log(Sqr(Given.X)));

        Assert.NotNull(Given.Equal(negative, value, -Given.X));
        Assert.Null(Given.Equal(negative, value, Given.X));
    }

    // Σ_{i=3}^n a = (n − 2) a fails at n = 0.
    [Fact]
    public void A_closed_form_asks_for_a_range_that_is_not_reversed()
    {
        Assert.NotNull(Given.Equal(s_counted, Sum(1, Given.N, S("a")), Given.N * S("a")));
        Assert.Null(Given.Equal(s_counted, Sum(3, Given.N, S("a")), (Given.N - 2) * S("a")));
    }

    // Σ_{i=1}^n 1/n = 1 fails at n = 0, where the sum is 0 and 1/n is nothing.
    [Fact]
    public void A_divisor_comes_out_of_a_sum_only_where_it_is_not_0_for_an_empty_range()
    {
        var positive = Given.Of(Length("n"), Vector("x"));

        Assert.NotNull(Given.Equal(positive, Sum(1, Given.N, 1 / Given.N), 1));
        Assert.Null(Given.Equal(s_counted, Sum(1, Given.N, 1 / Given.N), 1));
        Assert.Null(Given.Equal(s_counted, Sum(1, Given.N, S("i") / Given.N), (Given.N + 1) / 2));
    }

    // Σ_{i=0}^n r^i = (r^{n+1} − 1)/(r − 1) has no right side at r = 1.
    [Fact]
    public void A_geometric_sum_asks_for_a_ratio_other_than_1()
    {
        var sum = Sum(0, Given.N, new Power(S("r"), S("i")));
        var closed = (new Power(S("r"), Given.N + 1) - 1) / (S("r") - 1);
        var inside = Given.Of(Given.Integer("n", 0), Real("r", Given.From(0, false, 1, false)));

        Assert.NotNull(Given.Equal(inside, sum, closed));
        Assert.Null(Given.Equal(s_counted, sum, Given.N + 1));
    }

    // Σ_i [i = k] x_i = x_k fails for a k beyond n.
    [Fact]
    public void A_factor_picks_a_term_only_inside_of_the_range()
    {
        var picked = new Piecewise([new Branch(Is(S("i"), Relation.Equal, S("k")), At("x", S("i")))], 0);
        var inside = Given.Of(Length("n"), Vector("x"), Index("k"));
        var anywhere = Given.Of(Length("n"), Real("a"), Given.Integer("k", 1));

        Assert.NotNull(Given.Equal(inside, Sum(1, Given.N, picked), At("x", S("k"))));
        Assert.Null(
            Given.Equal(
                anywhere,
                Sum(1, Given.N, new Piecewise([new Branch(Is(S("i"), Relation.Equal, S("k")), S("a"))], 0)),
                S("a")
            )
        );
    }

    // x/x stays where x may be 0: {1/x where x ≠ 0, else 0}·x = 1 fails at 0.
    [Fact]
    public void A_case_divides_only_inside()
    {
        var value = new Piecewise([new Branch(Is(Given.X, Relation.NotEqual, 0), 1 / Given.X)], 0);

        Assert.Null(Given.Equal(Given.Reals, value * Given.X, 1));
        Assert.NotNull(
            Given.Equal(
                Given.Reals,
                value * Given.X,
                new Piecewise([new Branch(Is(Given.X, Relation.NotEqual, 0), 1)], 0)
            )
        );
    }

    // Γ(x) = (x − 1)Γ(x − 1) has no right side at x = 1.
    [Fact]
    public void Gamma_steps_down_only_to_positive_numbers()
    {
        var x = Given.X;

        Assert.NotNull(Given.Equal(Given.Positive, F(Function.Gamma, x + 1), x * F(Function.Gamma, x)));
    }

    // A^⊤ = A fails: entries are told apart by the order of their places.
    [Fact]
    public void Entries_are_told_apart()
    {
        var setting = Given.Of(
            Length("n"),
            new Variable("A", [Given.N, Given.N], Domain.Real, Provenance.Declared),
            Index("i"),
            Index("j")
        );

        Assert.Null(Given.Equal(setting, At("A", S("i"), S("j")), At("A", S("j"), S("i"))));
    }

    // Σ_i x_i of a vector that is none of probabilities is not 1.
    [Fact]
    public void Only_the_entries_of_a_probability_vector_add_up_to_1()
    {
        var weights = Given.Of(
            Length("n"),
            new Variable("p", [Given.N], new ProbabilityVector(false), Provenance.Declared)
        );

        Assert.NotNull(Given.Equal(weights, Sum(1, Given.N, At("p", S("i"))), 1));
        Assert.Null(Given.Equal(s_counted, Sum(1, Given.N, At("x", S("i"))), 1));
    }

    // ψ(x) = ψ(x − 1) + 1/(x − 1) has no right side at x = 1, nor ψ′(x) = ψ′(x − 1) − 1/(x − 1)².
    [Fact]
    public void Polygamma_functions_step_down_only_to_positive_numbers()
    {
        var x = Given.X;
        Term Psi(Term argument) => F(Function.Digamma, argument);
        Term Slope(Term argument) => F(Function.Trigamma, argument);

        Assert.NotNull(Given.Equal(Given.Positive, Psi(x + 2), Psi(x) + 1 / x + 1 / (x + 1)));
        Assert.NotNull(Given.Equal(Given.Positive, Slope(x + 1), Slope(x) - 1 / Sqr(x)));
        Assert.NotNull(Given.Equal(Given.Positive, Psi(Q(1, 2)), Psi(Q(3, 2)) - 2));
        Assert.Null(Given.Equal(Given.Positive, Psi(x + 1), Psi(x) - 1 / x));
        Assert.Null(Given.Equal(Given.Positive, Slope(x + 1), Slope(x) + 1 / Sqr(x)));
    }

    // cos arcsin(−½) is +√3/2: the root is not the sine's sign; sin arctan x = x/√(1 + x²), not 1/√(1 + x²).
    [Fact]
    public void Circular_functions_of_their_inverses()
    {
        var x = Given.X;
        var unit = Given.Of(Real("x", Given.From(-1, true, 1, true)));
        Term Root(Term of) => F(Function.Sqrt, of);

        Assert.NotNull(Given.Equal(unit, F(Function.Cos, F(Function.Asin, x)), Root(1 - Sqr(x))));
        Assert.NotNull(Given.Equal(unit, F(Function.Sin, F(Function.Acos, x)), Root(1 - Sqr(x))));
        Assert.NotNull(Given.Equal(Given.Reals, F(Function.Sin, F(Function.Atan, x)), x / Root(1 + Sqr(x))));
        Assert.NotNull(Given.Equal(Given.Reals, Exp(F(Function.Asinh, x)), x + Root(1 + Sqr(x))));
        Assert.Null(Given.Equal(unit, F(Function.Cos, F(Function.Asin, x)), -Root(1 - Sqr(x))));
        Assert.Null(Given.Equal(Given.Reals, F(Function.Sin, F(Function.Atan, x)), 1 / Root(1 + Sqr(x))));
        Assert.Null(Given.Equal(unit, F(Function.Asin, x), F(Function.Acos, x)));
    }

    // sin x = 2 sin(x/2) cos(x/2), whichever is met first; not sin(x/2). A cosine under a bar is multiplied out.
    [Fact]
    public void Angles_and_their_parts()
    {
        var x = Given.X;
        var small = Given.Of(Real("x", Given.From(-1, true, 1, true)));
        Term Sin(Term of) => F(Function.Sin, of);
        Term Cos(Term of) => F(Function.Cos, of);

        Assert.NotNull(Given.Equal(Given.Reals, Sin(x), 2 * Sin(x / 2) * Cos(x / 2)));
        Assert.NotNull(Given.Equal(Given.Reals, 2 * Sin(x / 3) * Cos(x / 3), Sin(2 * x / 3)));
        Assert.NotNull(Given.Equal(small, 1 / Sqr(Cos(x)), 1 + Sqr(F(Function.Tan, x))));
        Assert.Null(Given.Equal(Given.Reals, Sin(x), Sin(x / 2)));
        Assert.Null(Given.Equal(small, 1 / Sqr(Cos(x)), 1 - Sqr(F(Function.Tan, x))));
    }

    // log(xy) = log(−x) + log(−y) where both are negative; at x = −1, y = 1 of the reals log(xy) does not exist.
    [Fact]
    public void The_logarithm_of_two_negative_factors()
    {
        var (x, y) = (Given.X, Given.Y);
        var negative = Given.From(null, false, 0, false);
        var both = Given.Of(Real("x", negative), Real("y", negative));
        var mixed = Given.Of(Real("x", negative), Real("y"));

        Assert.NotNull(Given.Equal(both, Log(x * y), Log(-x) + Log(-y)));
        Assert.NotNull(Given.Equal(both, Log(x / y), Log(-x) - Log(-y)));
        Assert.Null(Given.Equal(mixed.With(Is(x * y, Relation.Greater, 0)), Log(x * y), Log(-x) + Log(y)));
    }

    // max_i c x_i = c max_i x_i fails for c = −1, x = (0, 1): 0 is not −1; max −x = −min x.
    [Fact]
    public void What_comes_out_of_a_maximum_is_not_negative()
    {
        var setting = Given.Of(Length("n"), Vector("x"), Real("c"), Real("d", Given.From(0, true, null, false)));
        Term Largest(Term body) => new Fold(FoldKind.Max, "i", new Span(1, Given.N), null, body);
        Term Least(Term body) => new Fold(FoldKind.Min, "i", new Span(1, Given.N), null, body);
        var entry = At("x", S("i"));

        Assert.NotNull(Given.Equal(setting, Largest(S("d") * entry), S("d") * Largest(entry)));
        Assert.NotNull(Given.Equal(setting, Largest(-entry), -Least(entry)));
        Assert.NotNull(Given.Equal(setting, Least(1 - 2 * entry), 1 - 2 * Largest(entry)));
        Assert.Null(Given.Equal(setting, Largest(S("c") * entry), S("c") * Largest(entry)));
        Assert.Null(Given.Equal(setting, Largest(-entry), -Largest(entry)));
    }

    // Σ_{i=1}^{n} [i ≤ k] i = k(k + 1)/2 fails for k = n + 1, and from k on for k = 0 and k = n + 2.
    [Fact]
    public void A_sum_that_is_cut_is_cut_inside_of_its_range()
    {
        var setting = Given.Of(Length("n"), Index("k"), Given.Integer("m", 0));
        Term Cut(Relation relation, Term at) =>
            Sum(1, Given.N, new Piecewise([new Branch(Is(S("i"), relation, at), S("i"))], 0));
        Term Up(Term to) => to * (to + 1) / 2;

        Assert.NotNull(Given.Equal(setting, Cut(Relation.LessOrEqual, S("k")), Up(S("k"))));
        Assert.NotNull(Given.Equal(setting, Cut(Relation.GreaterOrEqual, S("k")), Up(Given.N) - Up(S("k") - 1)));
        Assert.Null(Given.Equal(setting, Cut(Relation.LessOrEqual, S("m")), Up(S("m"))));
        Assert.Null(Given.Equal(setting, Cut(Relation.GreaterOrEqual, S("m")), Up(Given.N) - Up(S("m") - 1)));
        Assert.Null(Given.Equal(setting, Cut(Relation.LessOrEqual, S("k") + 1), Up(S("k") + 1)));
    }

    // Σ_i Σ_{j ≤ i} x_j counts x_j for i = j, …, n; Σ_i Σ_{j < i} x_j once less.
    [Fact]
    public void Double_sums_are_exchanged_with_their_ranges()
    {
        var setting = Given.Of(Length("n"), Vector("x"));
        Term Nested(Term from, Term to, Term body) =>
            Sum(1, Given.N, new Fold(FoldKind.Sum, "j", new Span(from, to), null, body));
        var (i, j, n) = (S("i"), S("j"), Given.N);
        var weighted = Sum(1, n, (n - i + 1) * At("x", i));

        Assert.NotNull(Given.Equal(setting, Nested(1, i, At("x", j)), weighted));
        Assert.NotNull(Given.Equal(setting, Nested(i, n, At("x", i)), weighted));
        Assert.NotNull(Given.Equal(setting, Nested(1, n, F(Function.Abs, i - j)), (n * n * n - n) / 3));
        Assert.NotNull(Given.Equal(setting, Nested(1, n, F(Function.Min, i, j)), n * (n + 1) * (2 * n + 1) / 6));
        Assert.NotNull(Given.Equal(setting, Nested(1, n, F(Function.Max, i, j)), n * (n + 1) * (4 * n - 1) / 6));
        Assert.Null(Given.Equal(setting, Nested(1, i - 1, At("x", j)), weighted));
        Assert.Null(Given.Equal(setting, Nested(1, i, At("x", j)), Sum(1, n, i * At("x", i))));
    }

    // |i − a| for a number a between integers is no sum of squares' roots cut at a.
    [Fact]
    public void Only_integers_cut_a_range()
    {
        var setting = Given.Of(Length("n"), Real("a", Given.From(0, true, 1, true)));

        Assert.Null(
            Given.Equal(
                setting,
                Sum(1, Given.N, F(Function.Abs, S("i") - S("a") - Q(1, 2))),
                Sum(1, Given.N, S("i") - S("a") - Q(1, 2))
            )
        );
    }

    // 1/(xy) exists where x y ≠ 0 is assumed, and is (1/x)(1/y) there; where nothing is said it is an unknown of its own.
    [Fact]
    public void Divisors_are_inverted_in_parts()
    {
        var (x, y) = (Given.X, Given.Y);
        var apart = Given.Reals.With(Is(x * y, Relation.NotEqual, 0));

        Assert.NotNull(Given.Equal(apart, x / (x * y) * y, 1));
        Assert.NotNull(Given.Equal(Given.Positive, (x + 1) / (Sqr(x + 1) * (y + 1)), 1 / ((x + 1) * (y + 1))));
        Assert.Null(Given.Equal(apart, x / (x * y), 1));
    }
}
