// One formula, written once, evaluated as double, Interval, Ball and jets; derivatives against independent closed forms.
using LossProofs.Laws;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Reals;

public class GenericFormulaTests
{
    private const int Bits = 160;

    private static readonly Rational Gamma = new(1, 4);

    // The cross-entropy of a row, and its γ-form, over any number type.
    private static T CrossEntropy<T>(T[] z)
        where T : IReal<T> => LossFormulas.CrossEntropy(z, 0);

    private static T GammaCrossEntropy<T>(T[] z)
        where T : IReal<T> => LossFormulas.GammaCrossEntropy(z, 0, T.From(Gamma, z[0].Precision));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_formula_means_the_same_in_every_number_type(bool gamma)
    {
        foreach (var z in Rows(100))
        {
            var certified = gamma ? GammaCrossEntropy(Balls(z)) : CrossEntropy(Balls(z));
            var enclosed = gamma ? GammaCrossEntropy(Intervals(z)) : CrossEntropy(Intervals(z));
            var rounded = gamma ? GammaCrossEntropy(Doubles(z)) : CrossEntropy(Doubles(z));
            var jet = gamma
                ? GammaCrossEntropy(Array.ConvertAll(Balls(z), Jet<Ball>.Constant))
                : CrossEntropy(Array.ConvertAll(Balls(z), Jet<Ball>.Constant));

            Assert.True(certified.Overlaps(jet.Value));
            var (lower, upper) = certified.ToDoubleBounds();
            Assert.True(
                enclosed.Lower <= upper && lower <= enclosed.Upper,
                $"{enclosed} misses [{lower:R}, {upper:R}]"
            );
            // Each of the n + 5 operations of the formula is within one ulp; the interval's width bounds how they add up.
            Assert.True(
                Math.Abs(rounded.Value - lower) <= enclosed.Width + 2 * Ulp.Of(lower),
                $"{rounded} is not near [{lower:R}, {upper:R}]"
            );
        }
    }

    // ∂/∂z = p − onehot(c), ∂²/∂z∂zᵀ = diag(p) − p pᵀ: no jets, no chain rule.
    [Fact]
    public void Derivatives_of_the_cross_entropy_are_the_closed_forms()
    {
        foreach (var z in Rows(50))
        {
            var balls = Balls(z);
            var (_, gradient, hessian) = Derivatives.Hessian<Ball>(CrossEntropy, balls);
            var p = Probabilities(balls);
            for (var i = 0; i < z.Length; i++)
            {
                AssertMeet(gradient[i], i == 0 ? p[i] - 1 : p[i], 1);
                for (var j = 0; j < z.Length; j++)
                {
                    AssertMeet(hessian[i, j], i == j ? p[i] * (1 - p[i]) : -(p[i] * p[j]), 1);
                }
            }
        }
    }

    // With r = p/(γ + (1−γ)p): gradient r(p_j − δ), Hessian r·(diag(p) − ppᵀ)_jk − rγ/(γ+(1−γ)p)·(p_j − δ_j)(p_k − δ_k)
    [Fact]
    public void Derivatives_of_the_gamma_cross_entropy_are_the_closed_forms()
    {
        foreach (var z in Rows(50))
        {
            var balls = Balls(z);
            var (_, gradient, hessian) = Derivatives.Hessian<Ball>(GammaCrossEntropy, balls);
            var p = Probabilities(balls);
            var gamma = Ball.From(Gamma, Bits);
            var mixture = gamma + (1 - gamma) * p[0];
            var r = p[0] / mixture;
            for (var i = 0; i < z.Length; i++)
            {
                var a = i == 0 ? p[i] - 1 : p[i];
                AssertMeet(gradient[i], r * a, 1);
                for (var j = 0; j < z.Length; j++)
                {
                    var b = j == 0 ? p[j] - 1 : p[j];
                    var softmaxHessian = i == j ? p[i] * (1 - p[i]) : -(p[i] * p[j]);
                    AssertMeet(hessian[i, j], r * softmaxHessian - r * gamma / mixture * a * b, 4);
                }
            }
        }
    }

    [Fact]
    public void The_Jacobian_of_softmax_is_the_Hessian_of_log_sum_exp()
    {
        foreach (var z in Rows(30))
        {
            var (values, jacobian) = Derivatives.Jacobian<Ball>(
                v => [.. v.Select((_, i) => LossFormulas.Softmax(v, i))],
                Balls(z)
            );
            var (_, gradient, hessian) = Derivatives.Hessian<Ball>(LossFormulas.LogSumExp, Balls(z));
            for (var i = 0; i < z.Length; i++)
            {
                AssertMeet(values[i], gradient[i], 1);
                for (var j = 0; j < z.Length; j++)
                {
                    AssertMeet(jacobian[i][j], hessian[i, j], 1);
                }
            }
        }
    }

    // The gradient over a box contains the gradients at its members: what monotonicity proofs rest on.
    [Fact]
    public void A_gradient_over_a_box_contains_the_gradients_at_its_members()
    {
        foreach (var z in Rows(50))
        {
            var box = Array.ConvertAll(z, x => new Interval(x, x + 0.125));
            var (_, enclosed, curvature) = Derivatives.Hessian<Interval>(GammaCrossEntropy, box);
            var (_, gradient, hessian) = Derivatives.Hessian<Ball>(
                GammaCrossEntropy,
                Array.ConvertAll(z, x => Ball.From(x, Bits) + Ball.From(0.0625))
            );
            for (var i = 0; i < z.Length; i++)
            {
                AssertInside(enclosed[i], gradient[i]);
                for (var j = 0; j < z.Length; j++)
                {
                    AssertInside(curvature[i, j], hessian[i, j]);
                }
            }
        }
    }

    private static IEnumerable<double[]> Rows(int count)
    {
        var random = new Random(Reproducibility.SeedOf("generic formulas"));
        for (var i = Reproducibility.Cases(count); i > 0; i--)
        {
            var spread = random.Next(3) switch
            {
                0 => 1,
                1 => 10,
                _ => 40,
            };
            yield return
            [
                .. Enumerable.Range(0, 2 + random.Next(5)).Select(_ => spread * (2 * random.NextDouble() - 1)),
            ];
        }
    }

    private static Ball[] Balls(double[] z) => Array.ConvertAll(z, x => Ball.From(x, Bits));

    private static Interval[] Intervals(double[] z) => Array.ConvertAll(z, x => (Interval)x);

    private static Binary64[] Doubles(double[] z) => Array.ConvertAll(z, x => (Binary64)x);

    // e^z_i/Σ e^z_j as it stands.
    private static Ball[] Probabilities(Ball[] z)
    {
        var exponentials = Array.ConvertAll(z, Ball.Exp);
        var total = exponentials.Aggregate((a, b) => a + b);
        return Array.ConvertAll(exponentials, e => e / total);
    }

    // Overlap, and both known to 2⁻¹⁰⁰ in the absolute (160 bits, some tens of operations on numbers up to the scale).
    private static void AssertMeet(Ball left, Ball right, int scale)
    {
        Assert.True(left.IsDefined && right.IsDefined && left.Overlaps(right));
        var limit = new Rational(scale, System.Numerics.BigInteger.One << 100);
        Assert.True(left.Radius <= limit && right.Radius <= limit, $"radii {left.Radius} and {right.Radius}");
    }

    private static void AssertInside(Interval enclosure, Ball value)
    {
        Assert.True(enclosure.IsDefined);
        var (lower, upper) = value.ToDoubleBounds();
        Assert.True(enclosure.Lower <= upper && lower <= enclosure.Upper, $"{enclosure} misses [{lower:R}, {upper:R}]");
    }
}
