// Premises: every branch of their solutions counts, and an index in them is one index.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class ConditionsTests
{
    [Theory]
    [InlineData(@"a x = a \Rightarrow a = 0", "a: real ;; x: real")]
    [InlineData(@"x y = x z \Rightarrow y = z", "x: real ;; y: real ;; z: real")]
    [InlineData(
        @"x_i = 0 \Rightarrow x_i + \sum_{j=1}^n x_j = 0",
        "x: vector of length n ;; n: integer >= 1 ;; i: index of n"
    )]
    [InlineData(@"x^2 = y^2 \Rightarrow x = y", "x: real ;; y: real")]
    public void A_solution_that_dividing_loses_is_found(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"a x = a \Rightarrow x = 1", "a: real > 0 ;; x: real")]
    [InlineData(@"x y = x z \Rightarrow y = z", "x: real > 0 ;; y: real ;; z: real")]
    [InlineData(@"2x = 4 \Rightarrow x = 2", "x: real")]
    public void What_follows_from_the_premise_stands(string latex, string where) => Asked.Stands(latex, where);
}
