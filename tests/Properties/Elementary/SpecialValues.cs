// Zeros, infinities, NaN, the ends of the range, and the special cases of pow.
using LossProofs.Elementary;
using Xunit;

namespace LossProofs.Tests.Properties.Elementary;

public class SpecialValues
{
    private const double Infinity = double.PositiveInfinity;
    private const double Tiny = double.Epsilon;

    [Theory]
    [InlineData("exp", -Infinity, 0.0)]
    [InlineData("exp", Infinity, Infinity)]
    [InlineData("exp", 0.0, 1.0)]
    [InlineData("exp", -0.0, 1.0)]
    [InlineData("exp", Tiny, 1.0)]
    [InlineData("exp", 709.782712893384, 1.7976931348622732e308)] // the last finite one
    [InlineData("exp", 709.7827128933841, Infinity)]
    [InlineData("exp", -745.1332191019411, Tiny)] // the last one above half the smallest double
    [InlineData("exp", -745.1332191019412, 0.0)]
    [InlineData("exp", double.MaxValue, Infinity)]
    [InlineData("exp", -double.MaxValue, 0.0)]
    [InlineData("expm1", -Infinity, -1.0)]
    [InlineData("expm1", Infinity, Infinity)]
    [InlineData("expm1", 0.0, 0.0)]
    [InlineData("expm1", -0.0, -0.0)]
    [InlineData("expm1", Tiny, Tiny)]
    [InlineData("expm1", -Tiny, -Tiny)]
    [InlineData("expm1", -740.0, -1.0)]
    [InlineData("expm1", 709.7827128933841, Infinity)]
    [InlineData("log", 0.0, -Infinity)]
    [InlineData("log", -0.0, -Infinity)]
    [InlineData("log", 1.0, 0.0)]
    [InlineData("log", Infinity, Infinity)]
    [InlineData("log", -1.0, double.NaN)]
    [InlineData("log", -Infinity, double.NaN)]
    [InlineData("log", Tiny, -744.4400719213812)]
    [InlineData("log1p", 0.0, 0.0)]
    [InlineData("log1p", -0.0, -0.0)]
    [InlineData("log1p", -1.0, -Infinity)]
    [InlineData("log1p", -1.5, double.NaN)]
    [InlineData("log1p", Infinity, Infinity)]
    [InlineData("log1p", Tiny, Tiny)]
    [InlineData("log1p", -Tiny, -Tiny)]
    [InlineData("softplus", -Infinity, 0.0)]
    [InlineData("softplus", Infinity, Infinity)]
    [InlineData("softplus", -745.1332191019411, Tiny)]
    [InlineData("softplus", double.MaxValue, double.MaxValue)]
    [InlineData("sigmoid", -Infinity, 0.0)]
    [InlineData("sigmoid", Infinity, 1.0)]
    [InlineData("sigmoid", 0.0, 0.5)]
    [InlineData("sigmoid", -745.1332191019411, Tiny)]
    [InlineData("sigmoid", double.MaxValue, 1.0)]
    [InlineData("tanh", -Infinity, -1.0)]
    [InlineData("tanh", Infinity, 1.0)]
    [InlineData("tanh", 0.0, 0.0)]
    [InlineData("tanh", -0.0, -0.0)]
    [InlineData("tanh", Tiny, Tiny)]
    [InlineData("tanh", -Tiny, -Tiny)]
    [InlineData("exp", double.NaN, double.NaN)]
    [InlineData("expm1", double.NaN, double.NaN)]
    [InlineData("log", double.NaN, double.NaN)]
    [InlineData("log1p", double.NaN, double.NaN)]
    [InlineData("softplus", double.NaN, double.NaN)]
    [InlineData("sigmoid", double.NaN, double.NaN)]
    [InlineData("tanh", double.NaN, double.NaN)]
    public void Doubles_at_the_edges(string name, double x, double expected) =>
        SameNumber(expected, ElementaryFunction.All[name].Double(x), $"{name}({x:R})");

    [Theory]
    [InlineData("exp", -103.97208f, float.Epsilon)] // the last one above half the smallest float
    [InlineData("exp", -103.97209f, 0f)]
    [InlineData("exp", 88.72283f, 3.4027985e38f)]
    [InlineData("exp", 88.72284f, float.PositiveInfinity)]
    [InlineData("log", float.Epsilon, -103.27893f)]
    [InlineData("log1p", -float.Epsilon, -float.Epsilon)]
    [InlineData("expm1", float.Epsilon, float.Epsilon)]
    [InlineData("tanh", -0f, -0f)]
    [InlineData("sigmoid", -103.97208f, float.Epsilon)]
    [InlineData("softplus", float.NaN, float.NaN)]
    public void Floats_at_the_edges(string name, float x, float expected) =>
        SameNumber(expected, ElementaryFunction.All[name].Single(x), $"{name}({x:R}f)");

    [Theory]
    // IEEE 754-2019, 9.2.1.
    [InlineData(double.NaN, 0.0, 1.0)]
    [InlineData(Infinity, -0.0, 1.0)]
    [InlineData(1.0, double.NaN, 1.0)]
    [InlineData(1.0, Infinity, 1.0)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    [InlineData(2.0, double.NaN, double.NaN)]
    [InlineData(0.0, -3.0, Infinity)]
    [InlineData(-0.0, -3.0, -Infinity)]
    [InlineData(-0.0, -2.0, Infinity)]
    [InlineData(-0.0, -2.5, Infinity)]
    [InlineData(0.0, -Infinity, Infinity)]
    [InlineData(-0.0, 3.0, -0.0)]
    [InlineData(-0.0, 2.0, 0.0)]
    [InlineData(-0.0, 0.5, 0.0)]
    [InlineData(-1.0, Infinity, 1.0)]
    [InlineData(-1.0, -Infinity, 1.0)]
    [InlineData(0.5, -Infinity, Infinity)]
    [InlineData(-0.5, Infinity, 0.0)]
    [InlineData(2.0, Infinity, Infinity)]
    [InlineData(-2.0, -Infinity, 0.0)]
    [InlineData(-Infinity, 3.0, -Infinity)]
    [InlineData(-Infinity, 2.0, Infinity)]
    [InlineData(-Infinity, -3.0, -0.0)]
    [InlineData(-Infinity, -2.0, 0.0)]
    [InlineData(Infinity, 0.5, Infinity)]
    [InlineData(Infinity, -0.5, 0.0)]
    [InlineData(-8.0, 1.5, double.NaN)]
    [InlineData(-2.0, 3.0, -8.0)]
    [InlineData(-2.0, 1024.0, Infinity)]
    [InlineData(-2.0, 1025.0, -Infinity)]
    [InlineData(-2.0, -1075.0, -0.0)]
    [InlineData(2.0, -1074.0, Tiny)]
    [InlineData(Tiny, 1.0, Tiny)]
    [InlineData(Tiny, -1.0, Infinity)]
    [InlineData(10.0, 22.0, 1e22)]
    [InlineData(2.0, 0.5, 1.4142135623730951)]
    [InlineData(0.9999999999999999, 1e300, 0.0)]
    [InlineData(-1.0, 9007199254740993.0, 1.0)] // rounds to an even integer
    [InlineData(double.MaxValue, 1.0, double.MaxValue)]
    [InlineData(3.0, Tiny, 1.0)]
    public void Powers_at_the_edges(double x, double y, double expected) =>
        SameNumber(expected, Portable.Pow(x, y), $"{x:R}^{y:R}");

    [Fact]
    public void Generic_calls_reach_the_same_functions()
    {
        Assert.Equal(Portable.Exp(1.25), Generic<double>.Exp(1.25));
        Assert.Equal(Portable.Exp(1.25f), Generic<float>.Exp(1.25f));
        var refusal = Assert.Throws<NotSupportedException>(() => Generic<int>.Exp(1));
        Assert.Equal("elementary functions take float or double, got Int32", refusal.Message);
        Assert.Equal(
            [
                Portable.Expm1(0.7),
                Portable.Log(0.7),
                Portable.Log1p(0.7),
                Portable.Softplus(0.7),
                Portable.Sigmoid(0.7),
                Portable.Tanh(0.7),
                Portable.Pow(0.7, 0.3),
            ],
            Generic<double>.Others(0.7, 0.3)
        );
        Assert.Equal(
            [
                Portable.Expm1(0.7f),
                Portable.Log(0.7f),
                Portable.Log1p(0.7f),
                Portable.Softplus(0.7f),
                Portable.Sigmoid(0.7f),
                Portable.Tanh(0.7f),
                Portable.Pow(0.7f, 0.3f),
            ],
            Generic<float>.Others(0.7f, 0.3f)
        );
    }

    // With the sign of zero.
    private static void SameNumber(double expected, double actual, string what) =>
        Assert.True(
            BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual)
                || double.IsNaN(expected) && double.IsNaN(actual),
            $"{what} = {actual:R}, expected {expected:R}"
        );

    private static class Generic<T>
        where T : unmanaged
    {
        public static T Exp(T x) => Portable.Exp(x);

        public static T[] Others(T x, T y) =>
            [
                Portable.Expm1(x),
                Portable.Log(x),
                Portable.Log1p(x),
                Portable.Softplus(x),
                Portable.Sigmoid(x),
                Portable.Tanh(x),
                Portable.Pow(x, y),
            ];
    }
}
