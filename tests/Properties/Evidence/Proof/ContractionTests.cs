// The rule of contractions: each law, with the false statement that would follow without its condition.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Tests.Properties.Verdicts;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class ContractionTests
{
    private static readonly Setting s_square = Given.Of(
        Given.Integer("n", 0),
        Given.Integer("m", 0),
        Matrix("A", "n", "n"),
        Matrix("B", "n", "n"),
        Matrix("C", "n", "n"),
        Matrix("R", "n", "m"),
        Vector("x"),
        Real("a"),
        Index("k")
    );

    private static Variable Matrix(string name, string rows, string columns) =>
        new(name, [S(rows), S(columns)], Domain.Real, Provenance.Declared);

    private static Term Over(string index, string length, Term body) => Term.SumOver(index, S(length), body);

    private static Theorem? Contracted(Setting setting, Term left, Term right) =>
        new QuickSearch().Contracted(setting, left, right);

    private static Term Trace(params string[] matrices)
    {
        var names = Enumerable.Range(0, matrices.Length).Select(at => $"i{at}").ToList();
        Term body = new Multiply(
            matrices.Select((matrix, at) => At(matrix, S(names[at]), S(names[(at + 1) % names.Count]))).ToSequence()
        );
        return names.AsEnumerable().Reverse().Aggregate(body, (inner, name) => Over(name, "n", inner));
    }

    [Fact]
    public void Finite_sums_are_exchanged_and_their_indices_renamed()
    {
        Given.Says(
            Contracted(s_square, Trace("A", "B", "C"), Trace("C", "A", "B")),
            Trace("A", "B", "C"),
            Relation.Equal,
            Trace("C", "A", "B")
        );
        // Another cycle.
        Assert.Null(Contracted(s_square, Trace("A", "B", "C"), Trace("A", "C", "B")));
    }

    // Σ_i Σ_j R_ij = Σ_j Σ_i R_ij, and no Σ_i Σ_j R_ij with both indices along one axis.
    [Fact]
    public void Indices_keep_their_axes()
    {
        var entry = At("R", S("i"), S("j"));

        Assert.NotNull(
            Contracted(s_square, Over("i", "n", Over("j", "m", entry)), Over("j", "m", Over("i", "n", entry)))
        );
        Assert.Null(
            Contracted(s_square, Over("i", "n", Over("j", "m", S("a"))), Over("i", "n", Over("j", "n", S("a"))))
        );
    }

    // (Σ x_i)² = Σ_i Σ_j x_i x_j, and not Σ x_i².
    [Fact]
    public void Products_of_sums_have_indices_of_their_own()
    {
        var sum = Over("i", "n", At("x", S("i")));

        Assert.NotNull(
            Contracted(s_square, Sqr(sum), Over("i", "n", Over("j", "n", At("x", S("i")) * At("x", S("j")))))
        );
        Assert.Null(Contracted(s_square, Sqr(sum), Over("i", "n", Sqr(At("x", S("i"))))));
    }

    // Σ_i [i = k] x_i is x_k for 1 ≤ k ≤ n only.
    [Fact]
    public void A_term_is_picked_where_its_index_runs_along_the_axis()
    {
        var picked = Over(
            "i",
            "n",
            new Piecewise([new Branch(Is(S("i"), Relation.Equal, S("k")), At("x", S("i")))], Term.Zero)
        );
        var anywhere = Over(
            "i",
            "n",
            new Piecewise([new Branch(Is(S("i"), Relation.Equal, S("l")), S("a"))], Term.Zero)
        );
        var setting = s_square.With(new Variable("l", [], new Integers(1, null), Provenance.Declared));

        Assert.NotNull(Contracted(s_square, picked, At("x", S("k"))));
        // l may be n + 1.
        Assert.Null(Contracted(setting, anywhere, S("a")));
        Assert.NotNull(Contracted(setting.With(Index("r")), anywhere.Substitute("l", S("r")), S("a")));
    }

    // Σ_{j=1}^{i} of what is summed over i is no whole axis.
    [Fact]
    public void A_length_that_hangs_on_an_index_is_left_alone()
    {
        var triangle = Over("i", "n", Term.SumOver("j", S("i"), At("x", S("j"))));

        Assert.Null(Contracted(s_square, triangle, Over("i", "n", Over("j", "n", At("x", S("j"))))));
        Assert.Null(Contracted(s_square, triangle, Over("j", "n", Term.SumOver("i", S("j"), At("x", S("j"))))));
    }

    [Theory]
    [InlineData(
        @"\operatorname{tr}(ABC) = \operatorname{tr}(BCA)",
        "A: matrix n by n; B: matrix n by n; C: matrix n by n"
    )]
    [InlineData(@"(A + B)^\top = A^\top + B^\top", "A: matrix n by m; B: matrix n by m")]
    [InlineData(@"A(B + C) = AB + AC", "A: matrix n by n; B: matrix n by n; C: matrix n by n")]
    [InlineData(@"(A - B)^2 = A^2 - AB - BA + B^2", "A: matrix n by n; B: matrix n by n")]
    [InlineData(
        @"\|b - Ax\|^2 = b^\top b - 2 b^\top A x + x^\top A^\top A x",
        "A: matrix n by m; x: vector of length m; b: vector of length n"
    )]
    [InlineData(@"\nabla_x (x^\top A x) = A x + A^\top x", "A: matrix n by n; x: vector of length n")]
    [InlineData(
        @"\nabla_x \|Ax - b\|^2 = 2 A^\top (Ax - b)",
        "A: matrix n by m; x: vector of length m; b: vector of length n"
    )]
    public void Identities_of_arrays_hold_for_all_sizes(string latex, string where)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex, where);
        Assert.True(verdict == "proved", $"{latex}: {verdict} ({reason})");
    }

    [Theory]
    [InlineData(
        @"\operatorname{tr}(ABC) = \operatorname{tr}(CBA)",
        "A: matrix n by n; B: matrix n by n; C: matrix n by n"
    )]
    [InlineData(@"(A - B)^2 = A^2 - 2AB + B^2", "A: matrix n by n; B: matrix n by n")]
    [InlineData(@"\nabla_x (x^\top A x) = 2 A x", "A: matrix n by n; x: vector of length n")]
    [InlineData(@"A(B + C) = BA + CA", "A: matrix n by n; B: matrix n by n; C: matrix n by n")]
    public void What_holds_for_numbers_only_is_refuted(string latex, string where) =>
        Assert.Equal("refuted", FormulaVerdicts.Of(latex, where).Verdict);
}
