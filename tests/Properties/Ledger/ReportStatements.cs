// What the two reports on the collection count and show: sums that are right, sums that are not, three sample formulas.
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Ledger;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties.Ledger;

public sealed class ReportStatements
{
    private static readonly int[] s_topics = [24, 13, 16, 14, 10, 9, 8, 6];

    private static IReadOnlyList<RecordedFormula> Formulas(string name) =>
        ClaimLedger.Shipped.Find(name)!.Verdicts!.Formulas;

    private static int Tags(string name) => Formulas(name).Count(formula => formula.Tag is not null);

    [Fact]
    [Claim("loss-report:tags-soft-label"), Claim("loss-report:tags-gamma"), Claim("loss-report:tags-noise")]
    [Claim("loss-report:tags-entropy"), Claim("loss-report:count-269")]
    public void The_four_documents_have_59_67_80_and_63_tagged_formulas()
    {
        Assert.Equal(
            (59, 67, 80, 63),
            (
                Tags("soft-label-multilabel"),
                Tags("gamma-cross-entropy"),
                Tags("noise-robustness"),
                Tags("entropy-invariance")
            )
        );
        Assert.Equal(269, 59 + 67 + 80 + 63);
    }

    [Fact, Claim("loss-report:all-tagged")]
    public void The_articles_inside_have_8_and_9_formulas_without_a_tag()
    {
        Assert.Equal(8, Formulas("gamma-cross-entropy").Count(formula => formula.Tag is null));
        Assert.Equal(9, Formulas("soft-label-multilabel").Count(formula => formula.Tag is null));
    }

    [Fact, Claim("loss-report:line-counts")]
    public void The_lines_add_up()
    {
        Assert.Equal(405, 124 + 107 + 90 + 84);
        Assert.Equal(3560, 812 + 866 + 940 + 942);
        Assert.Equal(3155, 688 + 759 + 850 + 858);
        Assert.Equal(789, Math.Round(3155 / 4.0));
    }

    [Fact]
    [Claim("project-report:eight-topics-86-files"), Claim("project-report:processed-91")]
    [Claim("project-report:about-100-processed")]
    public void The_eight_topics_have_100_documents_and_the_first_six_86()
    {
        Assert.Equal((100, 86), (s_topics.Sum(), s_topics.Take(6).Sum()));
        Assert.Equal(91, s_topics.Take(6).Sum() + 5);
        Assert.Equal(75, 100 * (s_topics.Sum() + 5) / 140);
    }

    [Fact]
    [Claim("project-report:share-of-the-rest"), Claim("project-report:topics-done")]
    [Claim("project-report:lines-added"), Claim("project-report:averages")]
    public void The_other_numbers_of_the_table_agree_with_each_other()
    {
        Assert.Equal((12.5, 35), (100.0 * 5 / 40, 40 - 5));
        Assert.Equal(89, Math.Round(100.0 * 8 / 9));
        Assert.Equal(55_000, 10_000 + 6_000 + 8_000 + 10_000 + 5_000 + 6_000 + 5_000 + 5_000);
        Assert.Equal((604, 38), ((int)Math.Round(55_000.0 / 91), (int)(3_500.0 / 91)));
    }

    // Two dimensions, equally likely points (a, b): Σ = E[xxᵀ] − μμᵀ, all exact.
    [Property, Claim("project-report:quadratic-form"), Claim("project-report:quadratic-form-parts")]
    public void The_mean_of_a_quadratic_form_is_the_trace_with_the_covariance_plus_the_form_of_the_mean(
        (sbyte X, sbyte Y)[] points,
        (sbyte P, sbyte Q, sbyte R, sbyte S) matrix
    )
    {
        if (points.Length == 0)
            return;
        Ball Form(Ball x, Ball y) => matrix.P * x * x + (matrix.Q + (Ball)matrix.R) * x * y + matrix.S * y * y;
        Ball Mean(Func<(sbyte X, sbyte Y), Ball> of) => Law.Sum(points.Select(of)) / points.Length;
        var (x, y) = (Mean(point => point.X), Mean(point => point.Y));
        var (xx, xy, yy) = (
            Mean(point => (Ball)point.X * point.X) - x * x,
            Mean(point => (Ball)point.X * point.Y) - x * y,
            Mean(point => (Ball)point.Y * point.Y) - y * y
        );
        var trace = matrix.P * xx + matrix.Q * xy + matrix.R * xy + matrix.S * yy;
        Law.Equal(Mean(point => Form(point.X, point.Y)), trace + Form(x, y));
        if (points.Distinct().Count() == 1)
            Law.Equal(trace, 0, "a constant");
    }

    // x ← x − η(m̂/(√v̂ + ε) + λx), β₁ = 0.9, β₂ = 0.999: the first part is about 1 while x < 10, so that x stays near 1/λ.
    [Theory, Claim("project-report:adamw-convergence")]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void With_weight_decay_one_AdamW_never_comes_near_the_optimum_at_ten(double rate)
    {
        var (x, first, second) = (0.0, 0.0, 0.0);
        for (var step = 1; step <= 20_000; step++)
        {
            var slope = x - 10;
            first = 0.9 * first + 0.1 * slope;
            second = 0.999 * second + 0.001 * slope * slope;
            var (mean, square) = (first / (1 - Math.Pow(0.9, step)), second / (1 - Math.Pow(0.999, step)));
            // 10⁻⁸ is the ε of the optimiser as it is described.
            x -= rate / Math.Sqrt(step) * (mean / (Math.Sqrt(square) + 1e-8) + x);
            Assert.True(x < 1.1 && slope * slope / 2 > 39, $"step {step}: {x}");
        }
    }

    [Property, Claim("project-report:lipschitz-means")]
    [Trait("Kernel", "Softplus")]
    public void The_slope_of_softplus_is_at_most_one_as_are_its_difference_quotients(Score<double> x, Score<double> y)
    {
        Assert.InRange(Softplus.Gradient(x.Value), 0, 1);
        Law.AtMost(
            Ball.Abs(Law.True(Softplus.Value(x.Value)) - Law.True(Softplus.Value(y.Value))),
            Ball.Abs(Law.Exact(x.Value) - Law.Exact(y.Value))
        );
    }

    [Property, Claim("project-report:bounded-gradient-and-strong-convexity")]
    public void Half_the_square_outgrows_every_Lipschitz_constant(byte constant)
    {
        var far = 2 * (Ball)constant + 1;
        Assert.True(Ball.CertainlyLess(constant * far, far * far / 2));
    }

    [Fact, Claim("loss-report:convexity-proved")]
    public void The_document_s_proof_of_convexity_is_refuted_here()
    {
        var claims = ClaimLedger.Shipped.Find("soft-label-multilabel")!.File!.Claims;
        Assert.Equal("refuted", claims.Single(claim => claim.Id == "convexity-proof").Finding.Verdict);
        var formula = Formulas("soft-label-multilabel").Single(formula => formula.Tag == "31");
        Assert.Equal("refuted", formula.Claims[0].Verdict);
    }

    [Property, Claim("project-report:log-sum-exp-code")]
    [Trait("Kernel", "LogSumExp")]
    public void The_shifted_log_sum_exp_neither_overflows_nor_vanishes(sbyte[] exponents)
    {
        if (exponents.Length == 0)
            return;
        var entries = exponents.Select(e => Math.Sign(e) * Math.Pow(10, Math.Abs((int)e) % 31)).ToArray();
        var greatest = entries.Max();
        var shifted = greatest + Math.Log(entries.Sum(entry => Math.Exp(entry - greatest)));
        // n terms with an error of a few ulp each: below n·2⁻⁵¹ relative to the sum, hence absolute in its logarithm;
        // for up to 200 terms that is 10⁻¹³. The last sum, and the kernel, round once more: 2⁻⁵² of the value.
        Assert.InRange(
            shifted - LogSumExp.Value<double>(entries),
            -Math.ScaleB(Math.Abs(shifted), -52) - 1e-13,
            Math.ScaleB(Math.Abs(shifted), -52) + 1e-13
        );
    }

    [Fact, Claim("project-report:log-sum-exp-code")]
    public void Of_nothing_but_minus_infinity_the_shifted_log_sum_exp_is_not_a_number()
    {
        const double lowest = double.NegativeInfinity;
        Assert.True(double.IsNaN(lowest + Math.Log(Math.Exp(lowest - lowest))));
    }
}
