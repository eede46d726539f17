// Smallest and largest values that are claimed where all values are elsewhere.
using LossProofs.Audit;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public sealed class RangeMissesByTheoremTests
{
    [Theory]
    [InlineData(@"\sup_{x \in (0,\infty)} \frac{x}{1+x} = 2")]
    [InlineData(@"\inf_{x \in (0,\infty)} \left(x + \frac{2}{x}\right) = 2")]
    [InlineData(@"\min_{x \in (0,\infty)} e^{-x} = -1")]
    public void A_value_that_is_neither_taken_nor_approached_is_refuted(string latex) => Asked.Refuted(latex);

    // The infimum is approached, though never taken; the smallest value is taken.
    [Theory]
    [InlineData(@"\inf_{x \in (0,\infty)} e^{-x} = 0")]
    [InlineData(@"\sup_{x \in (0,\infty)} \frac{x}{1+x} = 1")]
    [InlineData(@"\inf_{x \in (0,\infty)} \left(x + \frac{1}{x}\right) = 2")]
    public void What_holds_stands(string latex) => Asked.Stands(latex);
}
