// What the document on soft labels says in words, where no law of the kernel says it already: series, inferences,
// information theory, geometry. A claim that is false has its counterexample here.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Ledger;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class MultiLabelStatementsLawsInSingle : MultiLabelStatementsLaws<float>;

public sealed class MultiLabelStatementsLawsInDouble : MultiLabelStatementsLaws<double>;

public abstract class MultiLabelStatementsLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T Half = Number(0.5);

    private static T Number(double value) => T.CreateChecked(value);

    private static Ball Loss(T[] scores, T[] targets) => True(MultiLabelCrossEntropy.Loss<T>(scores, targets));

    // n factors 1 + x: first order nx, all the rest (1 + x)ⁿ − 1 − nx.
    private static (Ball First, Ball Others) Orders(int classes, Ball x) =>
        (classes * x, Ball.Pow(1 + x, classes) - 1 - classes * x);

    [Fact, Claim("soft-label-multilabel:7")]
    [Claim("soft-label-multilabel:higher-order-terms-dominate")]
    [Claim("soft-label-multilabel:higher-order-terms-weigh")]
    public void A_hundred_negatives_well_below_zero_are_dominated_by_the_first_order()
    {
        var (first, rest) = Orders(100, Ball.Exp((Ball)(-10)));
        Law.Between((Ball)45 / 10_000, first, (Ball)46 / 10_000);
        Law.Between(0, rest, (Ball)11 / 1_000_000);
    }

    [
        Property,
        Claim("soft-label-multilabel:higher-order-terms-dominate"),
        Claim("soft-label-multilabel:number-of-terms")
    ]
    public void At_score_zero_the_terms_of_higher_order_are_two_to_the_n_minus_n_minus_one(byte count)
    {
        var classes = 1 + count % 60;
        var (first, rest) = Orders(classes, 1);
        Law.Equal(rest, Ball.Pow(2, classes) - classes - 1);
        Law.Equal(1 + first + rest, Ball.Pow(2, classes), "all terms");
    }

    /// <summary>1 + tx + t(t−1)/2·x² + …, so many terms.</summary>
    private static Ball BinomialSeries(Ball t, Ball x, int terms)
    {
        var (sum, term) = (Ball.Zero, Ball.One);
        for (var k = 0; k < terms; k++)
        {
            sum += term;
            term = term * (t - k) / (k + 1) * x;
        }

        return sum;
    }

    // For 0 < x < 1 and 0 < t < 1 the terms from the second on alternate and fall, so that a partial sum is off by less than
    // the next term, which is less than x^n.
    [Property(MaxTest = 200)]
    [
        Claim("soft-label-multilabel:13"),
        Claim("soft-label-multilabel:14"),
        Claim("soft-label-multilabel:binomial-theorem")
    ]
    public void Below_one_the_binomial_series_approaches_the_power(byte targets, byte scores)
    {
        var (t, x) = ((Ball)(1 + targets % 15) / 16, (Ball)(1 + scores % 15) / 16);
        const int terms = 40;
        var power = Ball.Exp(t * Ball.Log(1 + x));
        Law.Between(-Ball.Pow(x, terms), power - BinomialSeries(t, x, terms), Ball.Pow(x, terms));
    }

    [
        Fact,
        Claim("soft-label-multilabel:13"),
        Claim("soft-label-multilabel:14"),
        Claim("soft-label-multilabel:binomial-theorem")
    ]
    public void At_two_the_binomial_series_of_the_root_diverges()
    {
        var half = (Ball)1 / 2;
        Law.Equal(BinomialSeries(half, 2, 4), 2, "1 + 1 − 1/2 + 1/2");
        Law.Equal(BinomialSeries(half, 2, 5), (Ball)11 / 8, "… − 5/8");
        // the terms grow: t − k over k + 1 tends to −1, times 2
        Assert.True(Ball.CertainlyLess(1000, Ball.Abs(BinomialSeries(half, 2, 24))));
    }

    // (1+x)^t (1+y)^u to second order: for x = ah, y = bh what is left is O(h³); halving h divides it by 8.
    [Fact, Claim("soft-label-multilabel:second-order-terms"), Claim("soft-label-multilabel:15")]
    public void After_the_stated_terms_of_second_order_the_rest_of_the_product_is_of_third()
    {
        var (t, u) = ((Ball)1 / 4, (Ball)3 / 4);
        Ball Rest(Ball h)
        {
            var (x, y) = (h, 2 * h);
            var second = t * u * x * y + t * (t - 1) / 2 * x * x + u * (u - 1) / 2 * y * y;
            return Ball.Exp(t * Ball.Log(1 + x) + u * Ball.Log(1 + y)) - 1 - t * x - u * y - second;
        }

        var h = Ball.Pow(2, -20);
        var ratio = Rest(h) / Rest(h / 2);
        Law.Between((Ball)799 / 100, ratio, (Ball)801 / 100);
    }

    [Fact, Claim("soft-label-multilabel:is-original-1"), Claim("soft-label-multilabel:is-original-7")]
    public void The_original_has_the_hard_loss_first_and_the_soft_one_fifth()
    {
        var formulas = ClaimLedger.Shipped.Find("soft-label-multilabel")!.Verdicts!.Formulas;
        string Text(int ordinal) => formulas[ordinal - 1].Claims[0].Formula;
        Assert.Contains("Omega_{neg}", Text(1), StringComparison.Ordinal);
        Assert.Contains("t_i e^{-s_i}", Text(5), StringComparison.Ordinal);
        Assert.StartsWith("t_{i} =", Text(7), StringComparison.Ordinal);
        Assert.All(formulas.Take(9), formula => Assert.Null(formula.Tag));
    }

    // One class and P(t = 1) = 3/4: the soft form is binary cross-entropy, least at e^s = 3, not at e^{2s} = 3.
    [Fact, Claim("soft-label-multilabel:sigma-of-twice-the-score"), Claim("soft-label-multilabel:48")]
    [Claim("soft-label-multilabel:minimises-divergence"), Claim("soft-label-multilabel:52")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Where_hard_labels_are_drawn_the_score_is_the_whole_logit()
    {
        Ball Expected(T s) => (3 * Loss([s], [T.One]) + Loss([s], [T.Zero])) / 4;
        // log 3 = 1.0986…, half of it 0.5493…
        var (best, half) = (Number(1.0986122886681098), Number(0.5493061443340549));
        Assert.True(Ball.CertainlyLess(Expected(best), Expected(half)));
        Assert.True(Ball.CertainlyLess(Expected(best), Expected(Number(1.5))));
        // the divergence of σ(2s) from ¾ is least at half the logit
        Ball Divergence(T s) => True(BinaryCrossEntropy.Loss(T.CreateChecked(2) * s, Number(0.75)));
        Assert.True(Ball.CertainlyLess(Divergence(half), Divergence(best)));
        Assert.Equal(0.9, double.CreateChecked(MultiLabelCrossEntropy.Probability(best)), 6);
    }

    // The matrix (1, 2; 2, 1) has a positive diagonal and the eigenvalue −1, along (1, −1).
    [
        Fact,
        Claim("soft-label-multilabel:positive-diagonal-convex"),
        Claim("soft-label-multilabel:positive-diagonal-minimum")
    ]
    [Claim("soft-label-multilabel:30")]
    public void A_positive_diagonal_does_not_make_a_matrix_positive()
    {
        T[] matrix = [T.One, Number(2), Number(2), T.One];
        var (values, _) = Eigenvalues(matrix);
        Assert.Equal(-1, values.Min(), 9);
    }

    [Fact, Claim("soft-label-multilabel:convexity-proof"), Claim("soft-label-multilabel:31")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Three_positives_at_score_zero_have_minus_one_sixteenth_beside_the_diagonal()
    {
        var hessian = Row(9, h => MultiLabelCrossEntropy.Hessian<T>([T.Zero, T.Zero, T.Zero], [true, true, true], h));
        Law.Equal(True(hessian[0]), (Ball)3 / 16);
        Law.Equal(True(hessian[1]), -Ball.One / 16);
    }

    [Fact, Claim("soft-label-multilabel:odds-ratio")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_odds_of_a_label_at_score_zero_are_one_and_the_odds_ratio_compares_two_labels()
    {
        Ball Odds(T s) =>
            True(MultiLabelCrossEntropy.Probability(s)) / (1 - True(MultiLabelCrossEntropy.Probability(s)));
        Law.Equal(Odds(T.Zero), 1);
        Law.Equal(Odds(T.One) / Odds(Half), Ball.Exp(1));
    }

    // Binary problems that are independent have their optimum at σ(s) = t: temperature 1.
    [Property, Claim("soft-label-multilabel:why-one-half"), Claim("soft-label-multilabel:bce-consistent")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void Binary_cross_entropy_is_least_where_the_sigmoid_is_the_target(Score<T> score)
    {
        var target = Sigmoid.Value(score.Value);
        if (target <= T.Zero || target >= T.One)
            return;
        // σ(s) is off the target by rounding only
        Law.Equal(
            Law.True(BinaryCrossEntropy.Gradient(score.Value, target), Exact(target)),
            True(Sigmoid.Value(score.Value)) - Exact(target)
        );
    }

    [Fact, Claim("soft-label-multilabel:54"), Claim("soft-label-multilabel:is-a-likelihood")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_exponentials_of_minus_the_loss_of_all_labellings_of_two_labels_sum_to_seven_sixths()
    {
        T[] scores = [T.Zero, T.Zero];
        var sum = Ball.Zero;
        foreach (var first in new[] { false, true })
        foreach (var second in new[] { false, true })
            sum += Ball.Exp(-True(MultiLabelCrossEntropy.Loss<T>(scores, [first, second])));
        Law.Equal(sum, (Ball)7 / 6);
        Assert.True(Ball.CertainlyLess(1, sum));
    }

    [Property, Claim("soft-label-multilabel:54"), Claim("soft-label-multilabel:is-a-likelihood")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Those_of_one_label_sum_to_one(Score<T> score)
    {
        T[] s = [score.Value];
        Law.Equal(
            Ball.Exp(-True(MultiLabelCrossEntropy.Loss<T>(s, [true])))
                + Ball.Exp(-True(MultiLabelCrossEntropy.Loss<T>(s, [false]))),
            1
        );
    }

    // (50): the factor (1 − p_i)^γ depends on i, which the bracket does not.
    [Fact, Claim("soft-label-multilabel:50")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_focusing_factor_in_front_of_the_whole_loss_is_another_for_each_label()
    {
        Ball Factor(T s) => 1 - True(MultiLabelCrossEntropy.Probability(s));
        Law.Between((Ball)119 / 1000, Factor(T.One), (Ball)120 / 1000);
        Law.Equal(Factor(T.Zero), (Ball)1 / 2);
        Assert.True(Loss([T.One, T.Zero], [Number(0.25), Number(0.75)]).ToDoubleBounds().Lower > 0);
    }

    [Fact, Claim("soft-label-multilabel:bregman")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_loss_at_its_optimum_is_not_zero() => Law.Equal(Loss([T.Zero], [Half]), 2 * Ball.Log((Ball)3 / 2));

    // The difference of a Bregman divergence at two second arguments is affine in the first.
    [Fact, Claim("soft-label-multilabel:bregman")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Differences_of_the_loss_are_not_affine_in_the_target()
    {
        Ball Difference(T t) => Loss([T.One], [t]) - Loss([T.Zero], [t]);
        var (zero, half, one) = (Difference(T.Zero), Difference(Half), Difference(T.One));
        Law.Between((Ball)216 / 1000, half, (Ball)217 / 1000);
        Assert.True(Ball.CertainlyLess((zero + one) / 2, half));
    }

    [Fact, Claim("soft-label-multilabel:on-the-simplex")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Two_labels_may_both_apply()
    {
        T[] targets = [T.One, T.One];
        Assert.Equal(2.0, targets.Sum(double.CreateChecked));
        Assert.True(T.IsFinite(MultiLabelCrossEntropy.Loss<T>([T.Zero, T.Zero], targets)));
    }

    [Property, Claim("soft-label-multilabel:diffeomorphism")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_probability_does_not_fall_with_the_score(Score<T> first, Score<T> second)
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        Law.AtMost(True(MultiLabelCrossEntropy.Probability(low)), True(MultiLabelCrossEntropy.Probability(high)));
    }

    // Published: log[1 + Σ_i Σ_j e^{γ(s_n − s_p + m)}] and weights; the document has a logarithm for each side.
    [Fact, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void One_pair_at_score_zero_costs_log_2_as_published_and_twice_that_in_the_document_s_form()
    {
        var (published, stated) = (Ball.Log1p(Ball.Exp(0)), 2 * Ball.Log1p(Ball.Exp(0)));
        Law.Equal(stated, 2 * published);
        // the document's form is that of the hard multi-label loss
        Law.Equal(True(MultiLabelCrossEntropy.Loss<T>([T.Zero, T.Zero], [true, false])), stated);
        Assert.True(Ball.CertainlyLess(published, stated));
    }

    [Property(MaxTest = 200), Claim("soft-label-multilabel:uniform-prior")]
    public void A_uniform_prior_keeps_the_order_of_the_likelihoods(byte[] likelihoods)
    {
        var likelihood = likelihoods.Select(l => ((Ball)l + 1) / 256).ToList();
        var evidence = Law.Sum(likelihood.Select(l => l / likelihood.Count));
        for (var i = 0; i < likelihood.Count; i++)
        for (var j = 0; j < likelihood.Count; j++)
            if (likelihoods[i] <= likelihoods[j])
                Law.AtMost(likelihood[i] / likelihood.Count / evidence, likelihood[j] / likelihood.Count / evidence);
    }

    // A term is there when its factor t or 1 − t is not 0.
    [Property, Claim("soft-label-multilabel:no-overhead")]
    public void Soft_labels_have_two_exponentials_each_and_hard_ones_one(Probability<T> target)
    {
        static int Terms(T t) => (t > T.Zero ? 1 : 0) + (t < T.One ? 1 : 0);
        Assert.Equal((1, 1), (Terms(T.Zero), Terms(T.One)));
        Assert.Equal(target.Value > T.Zero && target.Value < T.One ? 2 : 1, Terms(target.Value));
    }

    [Fact, Claim("soft-label-multilabel:epsilon-range")]
    public void In_float_one_minus_ten_to_the_minus_eight_is_one()
    {
        Assert.Equal(1f, 1f - 1e-8f);
        Assert.NotEqual(1.0, 1.0 - 1e-8);
    }

    [Fact, Claim("soft-label-multilabel:log-of-epsilon")]
    public void The_logarithm_of_ten_to_the_minus_seven_is_minus_16_118() =>
        Law.Between((Ball)(-16119) / 1000, Ball.Log((Ball)1 / 10_000_000), (Ball)(-16118) / 1000);
}
