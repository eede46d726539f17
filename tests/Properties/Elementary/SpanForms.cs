// The functions on spans, eight or sixteen numbers at a time: their bound, and that the place in the span changes no bit.
using LossProofs.Elementary;
using LossProofs.Reals;
using Xunit;
using Xunit.Abstractions;

namespace LossProofs.Tests.Properties.Elementary;

public class SpanForms(ITestOutputHelper output)
{
    private delegate void Map<T>(ReadOnlySpan<T> x, Span<T> destination);

    private static readonly Dictionary<string, (Map<double> Double, Map<float> Single)> Forms = new(
        StringComparer.Ordinal
    )
    {
        ["exp"] = (Portable.Exp, Portable.Exp),
        ["expm1"] = (Portable.Expm1, Portable.Expm1),
        ["log"] = (Portable.Log, Portable.Log),
        ["log1p"] = (Portable.Log1p, Portable.Log1p),
        ["softplus"] = (Portable.Softplus, Portable.Softplus),
        ["sigmoid"] = (Portable.Sigmoid, Portable.Sigmoid),
    };

    public static TheoryData<string> Names() => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Spans_are_within_their_bound(string name)
    {
        var function = ElementaryFunction.All[name];
        double[] x = [.. ElementaryFunction.Draws(1000, 3).Select(function.Argument)];
        float[] narrow = [.. x.Select(v => (float)(Math.Abs(v) is > 88 and < 1000 ? v / 7 : v))];
        var (result, narrowResult) = (new double[x.Length], new float[x.Length]);
        Forms[name].Double(x, result);
        Forms[name].Single(narrow, narrowResult);
        var (worst, worstOfNarrow) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var error = Ulp.Error(result[i], function.Exact(Ball.From(x[i]))).Upper;
            Assert.True(error <= Portable.SpanMaxUlps, $"{name}({x[i]:R}) = {result[i]:R} is {error} ulp off");
            worst = Math.Max(worst, error);
            if (!float.IsFinite(narrowResult[i]) || !float.IsFinite(narrow[i]))
            {
                Assert.Equal(function.Single(narrow[i]), narrowResult[i]);
                continue;
            }

            error = Ulp.Error(narrowResult[i], function.Exact(Ball.From(narrow[i]))).Upper;
            Assert.True(
                error <= Portable.SpanMaxUlps,
                $"{name}({narrow[i]:R}f) = {narrowResult[i]:R} is {error} ulp off"
            );
            worstOfNarrow = Math.Max(worstOfNarrow, error);
        }

        output.WriteLine($"{name}: double {worst:F4} ulp, float {worstOfNarrow:F4} ulp");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_place_in_a_span_changes_no_bit(string name)
    {
        var function = ElementaryFunction.All[name];
        double[] x = [.. ElementaryFunction.Draws(100, 4).Select(function.Argument)];
        var together = new double[x.Length];
        Forms[name].Double(x, together);
        for (var i = 0; i < x.Length; i++)
        {
            var alone = new double[1];
            Forms[name].Double([x[i]], alone);
            Assert.Equal(BitConverter.DoubleToInt64Bits(together[i]), BitConverter.DoubleToInt64Bits(alone[0]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Special_values_are_those_of_the_scalar_functions(string name)
    {
        double[] x =
        [
            0,
            -0.0,
            double.NaN,
            double.PositiveInfinity,
            double.NegativeInfinity,
            double.MaxValue,
            double.MinValue,
            double.Epsilon,
            -1,
            -800,
            800,
        ];
        var result = new double[x.Length];
        Forms[name].Double(x, result);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.Equal(ElementaryFunction.All[name].Double(x[i]), result[i]);
        }
    }
}
