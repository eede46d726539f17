// The Kullback-Leibler divergence of two distributions as a function of the second: its slopes, and where q is 0.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class DivergenceLawsInSingle : DivergenceLaws<float>;

public sealed class DivergenceLawsInDouble : DivergenceLaws<double>;

[Trait("Kernel", "KullbackLeibler")]
public abstract class DivergenceLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    // The constant distribution 1/n rounds to a sum within the tolerance of a distribution's.
    [Property]
    public void The_slope_in_q_is_minus_p_over_q(Distribution<T> drawn, bool swapped)
    {
        var n = drawn.Values.Length;
        T[] equal = [.. drawn.Values.Select(_ => T.One / T.CreateChecked(n))];
        var (p, q) = swapped ? (equal, drawn.Values) : (drawn.Values, equal);
        var gradient = Row(n, to => KullbackLeibler.Gradient<T>(p, q, to));
        for (var i = 0; i < n; i++)
        {
            var expected =
                p[i] == T.Zero ? T.Zero
                : q[i] == T.Zero ? T.NegativeInfinity
                : -(p[i] / q[i]); // one correctly rounded operation
            Assert.True(gradient[i] == expected, $"p = {p[i]}, q = {q[i]}: {gradient[i]}, not {expected}");
        }
    }

    [Fact]
    public void What_q_excludes_costs_infinitely_much_where_p_has_it_and_nothing_where_not()
    {
        T[] first = [T.One, T.Zero];
        T[] second = [T.Zero, T.One];
        Assert.True(T.IsPositiveInfinity(KullbackLeibler.Loss<T>(first, second)));
        Assert.Equal(T.Zero, KullbackLeibler.Loss<T>(first, first));
    }
}
