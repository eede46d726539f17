// A claim about all functions is one about each: constants, powers, steep, falling and shifted ones.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class FunctionsTests
{
    [Theory]
    [InlineData(@"f(0) \le 1", "f: function")]
    [InlineData(@"f(x) \le f(x+1)", "f: function ;; x: real >= 0")]
    [InlineData(@"f''(x) \ge -1", "f: function ;; x in (0, 1)")]
    [InlineData(@"f(x) + f(-x) \ge 0", "f: function ;; x: real")]
    [InlineData(@"f(2) > f(1)", "f: function")]
    [InlineData(@"f(0) \le 2", "f: function in (0, inf)")]
    [InlineData(@"f(0,0) \le 3", "f: function of 2 arguments")]
    public void A_concrete_function_refutes(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"f(0) > 0", "f: function in (0, inf)")]
    [InlineData(@"f(x) - f(x) = 0", "f: function ;; x: real")]
    [InlineData(@"\frac{d}{dx} f(2x) = 2 f'(2x)", "f: function ;; x: real")]
    public void What_holds_of_every_function_stands(string latex, string where) => Asked.Stands(latex, where);
}
