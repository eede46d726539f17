// Signs of sums, means and quotients, deltas, powers, and numbers by boxes: of each kind what is true and is proved, and
// neighbours that are false and are not.
using LossProofs.Audit;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public sealed class SignsOfSumsTests
{
    // The sign of a product with a positive factor is that of the rest.
    [Theory]
    [InlineData(@"\operatorname{sign}(2x) = \operatorname{sign}(x)", "x: real")]
    [InlineData(@"\operatorname{sign}(x e^{y}) = \operatorname{sign}(x)", "x: real ;; y: real")]
    [InlineData(@"\operatorname{sign}\left(\frac{x}{1+y^2}\right) = \operatorname{sign}(x)", "x: real ;; y: real")]
    [InlineData(@"\operatorname{sign}(a x - a y) = \operatorname{sign}(x - y)", "a: real > 0 ;; x: real ;; y: real")]
    [InlineData(@"\operatorname{sign}\left(\frac{x}{T^3}\right) = \operatorname{sign}(x)", "x: real ;; T: real > 0")]
    public void Positive_factors_do_not_change_a_sign(string latex, string where) => Proved(latex, where);

    [Theory]
    [InlineData(@"\operatorname{sign}(a x) = \operatorname{sign}(x)", "x: real ;; a: real")]
    [InlineData(@"\operatorname{sign}(-2x) = \operatorname{sign}(x)", "x: real")]
    [InlineData(@"\operatorname{sign}(x y^2) = \operatorname{sign}(x)", "x: real ;; y: real")]
    [InlineData(@"\operatorname{sign}(a x) = \operatorname{sign}(x)", "x: real ;; a: real >= 0")]
    [InlineData(@"\operatorname{sign}\left(\frac{x}{T}\right) = \operatorname{sign}(x)", "x: real ;; T: real < 0")]
    public void Other_factors_do(string latex, string where) => NotProved(latex, where);

    // Second derivatives with a Kronecker delta: equal and different indices.
    [Theory]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \sum_{j=1}^n e^{z_j} = e^{z_i} \delta_{ik}",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \sum_{j=1}^n z_j^3 = 6 z_k \delta_{ik}",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \left( \sum_{j=1}^n z_j \right)^2 = 2",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \log \left( 1 + \sum_{j=1}^n e^{z_j} \right) = \frac{e^{z_i}}{1 + \sum_{j=1}^n e^{z_j}} \left( \delta_{ik} - \frac{e^{z_k}}{1 + \sum_{j=1}^n e^{z_j}} \right)",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\sum_{j=1}^n \delta_{ij} \delta_{jk} z_j = \delta_{ik} z_k",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    public void Second_derivatives_tell_equal_indices_from_different_ones(string latex, string where) =>
        Proved(latex, where);

    [Theory]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \sum_{j=1}^n e^{z_j} = e^{z_i}",
        "n: integer >= 2 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \sum_{j=1}^n z_j^3 = 6 z_k",
        "n: integer >= 2 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \left( \sum_{j=1}^n z_j \right)^2 = 2 \delta_{ik}",
        "n: integer >= 2 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\frac{\partial^2}{\partial z_i \partial z_k} \log \sum_{j=1}^n e^{z_j} = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \left( \delta_{ik} - \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \right)",
        "n: integer >= 2 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\sum_{j=1}^n \delta_{ij} \delta_{jk} z_j = z_k",
        "n: integer >= 2 ;; z: vector of length n ;; i: index of n ;; k: index of n"
    )]
    public void Wrong_second_derivatives_are_not_proved(string latex, string where) => NotProved(latex, where);

    // A weighted mean lies between the smallest and the largest member.
    [Theory]
    [InlineData(
        @"\sum_{i=1}^n p_i v_i \le \max_i v_i",
        "n: integer >= 1 ;; p: probability vector of length n ;; v: vector of length n"
    )]
    [InlineData(@"\frac{1}{n} \sum_{i=1}^n v_i \ge \min_i v_i", "n: integer >= 1 ;; v: vector of length n")]
    [InlineData(
        @"\frac{\sum_{i=1}^n w_i v_i}{\sum_{i=1}^n w_i} \le \max_i v_i",
        "n: integer >= 1 ;; w: positive vector of length n ;; v: vector of length n"
    )]
    [InlineData(
        @"\frac{\sum_{i=1}^n v_i e^{2 v_i}}{\sum_{i=1}^n e^{2 v_i}} \le \max_i v_i",
        "n: integer >= 1 ;; v: vector of length n"
    )]
    [InlineData(
        @"\log \frac{1}{n} \sum_{i=1}^n e^{v_i} + c \max_i v_i \ge \frac{1+c}{n} \sum_{i=1}^n v_i",
        "n: integer >= 1 ;; v: vector of length n ;; c: real >= 0"
    )]
    public void Means_lie_between_the_smallest_and_the_largest(string latex, string where) => Proved(latex, where);

    [Theory]
    [InlineData(
        @"\sum_{i=1}^n p_i v_i \le \max_i v_i",
        "n: integer >= 1 ;; p: vector of length n in [0,1] ;; v: vector of length n"
    )]
    [InlineData(
        @"\sum_{i=1}^n p_i v_i \ge \max_i v_i",
        "n: integer >= 2 ;; p: probability vector of length n ;; v: vector of length n"
    )]
    [InlineData(
        @"\frac{\sum_{i=1}^n w_i v_i}{\sum_{i=1}^n w_i} \le \max_i v_i",
        "n: integer >= 2 ;; w: vector of length n ;; v: vector of length n"
    )]
    [InlineData(@"\frac{1}{n} \sum_{i=1}^n v_i < \max_i v_i", "n: integer >= 1 ;; v: vector of length n")]
    [InlineData(
        @"c \max_i v_i \ge \frac{c}{n} \sum_{i=1}^n v_i",
        "n: integer >= 2 ;; v: vector of length n ;; c: real"
    )]
    public void Other_weights_and_strict_orders_are_not_proved(string latex, string where) => NotProved(latex, where);

    // 0 ≤ H ≤ log n.
    [Theory]
    [InlineData(
        @"-\sum_{i=1}^n p_i \log p_i \le \log n",
        "n: integer >= 1 ;; p: positive probability vector of length n"
    )]
    [InlineData(@"-\sum_{i=1}^n p_i \log p_i \ge 0", "n: integer >= 1 ;; p: positive probability vector of length n")]
    [InlineData(
        @"-\sum_{i=1}^n \frac{w_i}{\sum_{j=1}^n w_j} \log \frac{w_i}{\sum_{j=1}^n w_j} \le \log n",
        "n: integer >= 1 ;; w: positive vector of length n"
    )]
    [InlineData(
        @"-\sum_{i=1}^n \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \log \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \le \log n",
        "n: integer >= 1 ;; z: vector of length n"
    )]
    public void Entropies_lie_between_0_and_log_n(string latex, string where) => Proved(latex, where);

    [Theory]
    [InlineData(
        @"-\sum_{i=1}^n p_i \log p_i < \log n",
        "n: integer >= 1 ;; p: positive probability vector of length n"
    )]
    [InlineData(@"-\sum_{i=1}^n p_i \log p_i > 0", "n: integer >= 1 ;; p: positive probability vector of length n")]
    [InlineData(@"-\sum_{i=1}^n w_i \log w_i \ge 0", "n: integer >= 1 ;; w: positive vector of length n")]
    [InlineData(@"-\sum_{i=1}^n w_i \log w_i \le \log n", "n: integer >= 1 ;; w: positive vector of length n")]
    [InlineData(
        @"-\sum_{i=1}^n \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \log \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \le \frac12 \log n",
        "n: integer >= 2 ;; z: vector of length n"
    )]
    public void Entropies_touch_their_bounds(string latex, string where) => NotProved(latex, where);

    // (1 + x)^r against 1 + rx, by the range of r.
    [Theory]
    [InlineData(@"(1+x)^r \le 1 + r x", "x: real > -1 ;; r: real in [0,1]")]
    [InlineData(@"(1+x)^r \ge 1 + r x", "x: real > -1 ;; r: real >= 1")]
    [InlineData(@"(1+x)^r \ge 1 + r x", "x: real > -1 ;; r: real <= 0")]
    [InlineData(@"\log(1 + r y) \ge r \log(1+y)", "y: real >= 0 ;; r: real in (0,1)")]
    [InlineData(@"r \log(1 + x) \le \log(1 + r x)", "x: real > 0 ;; r: real in (0,1)")]
    public void Powers_lie_on_one_side_of_their_tangent(string latex, string where) => Proved(latex, where);

    [Theory]
    [InlineData(@"(1+x)^r \le 1 + r x", "x: real > -1 ;; r: real in [0,2]")]
    [InlineData(@"(1+x)^r \ge 1 + r x", "x: real > -1 ;; r: real >= 0")]
    [InlineData(@"(1+x)^r \ge 1 + r x", "x: real > -1 ;; r: real <= 1")]
    [InlineData(@"(1+x)^r < 1 + r x", "x: real > -1 ;; r: real in (0,1)")]
    [InlineData(@"\log(1 + r y) \ge r \log(1+y)", "y: real >= 0 ;; r: real in (0,2)")]
    public void Powers_cross_their_tangent_elsewhere(string latex, string where) => NotProved(latex, where);

    // A part of a sum over the sum; sums against their largest term.
    [Theory]
    [InlineData(
        @"\frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \le 1",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n"
    )]
    [InlineData(
        @"\frac{w_i}{1 + \sum_{j=1}^n w_j} < 1",
        "n: integer >= 1 ;; w: vector of length n in [0, inf) ;; i: index of n"
    )]
    [InlineData(
        @"\frac{(1-t_i) w_i}{\sum_{j=1}^n (1-t_j) w_j + 2} < 1",
        "n: integer >= 1 ;; w: positive vector of length n ;; t: vector of length n in [0,1] ;; i: index of n"
    )]
    [InlineData(
        @"w_i \left( \sum_{j=1}^n w_j - w_i \right) \ge 0",
        "n: integer >= 1 ;; w: vector of length n in [0, inf) ;; i: index of n"
    )]
    [InlineData(@"p (1-p) \le \frac14", "p: real")]
    [InlineData(
        @"\left| \frac{w_i}{\sum_{j=1}^n w_j} \left( \delta_{ik} - \frac{w_k}{\sum_{j=1}^n w_j} \right) \right| \le \frac14",
        "n: integer >= 1 ;; w: positive vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(@"\sum_{j=1}^n e^{z_j} \le n e^{\max_j z_j}", "n: integer >= 1 ;; z: vector of length n")]
    [InlineData(
        @"\frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \ge \frac{1}{n} e^{\min_j z_j - \max_j z_j}",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n"
    )]
    public void A_member_is_at_most_the_sum(string latex, string where) => Proved(latex, where);

    [Theory]
    [InlineData(
        @"\frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} < 1",
        "n: integer >= 1 ;; z: vector of length n ;; i: index of n"
    )]
    [InlineData(
        @"\frac{w_i}{1 + \sum_{j=1}^n w_j} < 1",
        "n: integer >= 2 ;; w: vector of length n in [-1/4, 1] ;; i: index of n"
    )]
    [InlineData(
        @"\frac{w_i}{\sum_{j=1}^n w_j} < 1",
        "n: integer >= 1 ;; w: positive vector of length n ;; i: index of n"
    )]
    [InlineData(
        @"w_i \left( \sum_{j=1}^n w_j - 2 w_i \right) \ge 0",
        "n: integer >= 1 ;; w: vector of length n in [0, inf) ;; i: index of n"
    )]
    [InlineData(@"p (1-p) < \frac14", "p: real")]
    [InlineData(
        @"\left| \frac{w_i}{\sum_{j=1}^n w_j} \left( \delta_{ik} - \frac{w_k}{\sum_{j=1}^n w_j} \right) \right| < \frac14",
        "n: integer >= 2 ;; w: positive vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(
        @"\left| \frac{w_i}{\sum_{j=1}^n w_j} \left( 2 \delta_{ik} - \frac{w_k}{\sum_{j=1}^n w_j} \right) \right| \le \frac14",
        "n: integer >= 1 ;; w: positive vector of length n ;; i: index of n ;; k: index of n"
    )]
    [InlineData(@"\sum_{j=1}^n e^{z_j} < n e^{\max_j z_j}", "n: integer >= 1 ;; z: vector of length n")]
    [InlineData(
        @"\frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \ge \frac{1}{n} e^{\max_j z_j - \min_j z_j}",
        "n: integer >= 2 ;; z: vector of length n ;; i: index of n"
    )]
    [InlineData(@"s_1 + s_2 - s_1 = s_3", "n: integer >= 3 ;; s: vector of length n")]
    public void A_member_may_be_the_sum(string latex, string where) => NotProved(latex, where);

    // Quotients whose divisor has a sign by its factors or by combination.
    [Theory]
    [InlineData(@"\frac{p}{g + (1-g) p} \le 1", "p: real in (0,1] ;; g: real in (0,1)")]
    [InlineData(@"\frac{-\log(g + (1-g) p)}{1-g} \ge 1 - p", "g: real in (0,1) ;; p: real in (0,1]")]
    [InlineData(@"\frac{\log u}{u-1} \le 1", "u: real > 1")]
    [InlineData(@"\frac{u \log u - u + 1}{u^2} \ge 0", "u: real > 0")]
    [InlineData(@"\frac{\log(1+x)}{x} < 1", "x: real > 0")]
    [InlineData(
        @"\frac{\partial}{\partial g} \left( -\frac{\log(g + (1-g) p)}{1-g} \right) \le 0",
        "g: real in (0,1) ;; p: real in (0,1]"
    )]
    [InlineData(@"\frac12 \frac{1}{1+2 e^{h}} + \frac12 \frac{1}{1+2e^{-h}} > \frac13", "h: real > 0")]
    [InlineData(@"\frac12 \frac{5 e^{h}}{5 e^{h}+1} + \frac12 \frac{5 e^{-h}}{5 e^{-h}+1} < \frac56", "h: real > 0")]
    [InlineData(@"\frac{1}{g+(1-g)(r+\frac{g}{1-g}(2r-1))} = \frac{1}{r(1+g)}", "g: real in (0,1) ;; r: real in (0,1)")]
    [InlineData(@"-t \log \left( 1 - \frac{1}{1+e^{-x}} \right) = t \log(1 + e^{x})", "x: real ;; t: real")]
    public void Divisors_with_a_sign_are_cleared(string latex, string where) => Proved(latex, where);

    [Theory]
    [InlineData(@"\frac{p}{g + (1-g) p} < 1", "p: real in (0,1] ;; g: real in (0,1)")]
    [InlineData(@"\frac{-\log(g + (1-g) p)}{1-g} > 1 - p", "g: real in (0,1) ;; p: real in (0,1]")]
    [InlineData(@"\frac{\log u}{u-1} \le 1", "u: real in (0,1)")]
    [InlineData(@"\frac{u \log u - u + 1}{u^2} > 0", "u: real > 0")]
    [InlineData(@"\frac{\log(1+x)}{x} < \frac{9}{10}", "x: real > 0")]
    [InlineData(@"\frac12 \frac{1}{1+2 e^{h}} + \frac12 \frac{1}{1+2e^{-h}} > \frac13", "h: real")]
    [InlineData(@"\frac12 \frac{5 e^{h}}{5 e^{h}+1} + \frac12 \frac{5 e^{-h}}{5 e^{-h}+1} < \frac56", "h: real >= 0")]
    [InlineData(
        @"\frac{1}{g+(1-g)(r+\frac{g}{1-g}(2r-1))} = \frac{1}{r(1+2g)}",
        "g: real in (0,1) ;; r: real in (0,1)"
    )]
    [InlineData(@"-t \log \left( 1 - \frac{1}{1+e^{-x}} \right) = t \log(1 + e^{-x})", "x: real ;; t: real")]
    public void Divisors_without_a_sign_and_strict_orders_are_not_proved(string latex, string where) =>
        NotProved(latex, where);

    // Numbers at one variable, by boxes and slopes.
    [Theory]
    [InlineData(@"x^2 + \cos x > \frac{99}{100}", "x: real in [-1,1]")]
    [InlineData(@"e^x - x - \sin x > \frac{1}{5}", "x: real in [-1,1]")]
    [InlineData(@"\frac{1}{x} + e^{x} \ge 3.4", "x: real in [1/10,5]")]
    [InlineData(@"\sin x + \cos 2x \le 1.1251", "x: real in [0,3]")]
    public void Boxes_and_slopes_bound_functions_of_one_number(string latex, string where) => Proved(latex, where);

    [Theory]
    [InlineData(@"x^2 + \cos x > 1", "x: real in [-1,1]")]
    [InlineData(@"e^x - x - \sin x > \frac{7}{10}", "x: real in [-1,1]")]
    [InlineData(@"x \log x \ge -0.3678", "x: real in (0,1)")]
    [InlineData(@"\sin x + \cos 2x \le 1.1249", "x: real in [0,3]")]
    public void What_boxes_do_not_show_is_not_proved(string latex, string where) => NotProved(latex, where);

    private static void Proved(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.Equal(Verdict.Proved, claim.Verdict));

    private static void NotProved(string latex, string where) =>
        Assert.Contains(
            Asked.About(latex, where),
            claim => claim.Verdict is Verdict.Refuted or Verdict.Tested or Verdict.Unchecked
        );
}
