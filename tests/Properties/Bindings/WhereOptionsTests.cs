// What `--where` may say: phrases, and the spellings that a document has.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Bindings;

public class WhereOptionsTests
{
    [Theory]
    [InlineData(@"x \in (0,1)", "x in (0, 1)")]
    [InlineData(@"x ∈ (0,1]", "x in (0, 1]")]
    [InlineData(@"x in \mathbb{R}", "x: real")]
    [InlineData(@"x: \mathbb{R}", "x: real")]
    [InlineData(@"x \in \mathbb{R}^n", "x: vector of length n")]
    [InlineData(@"x \in [0, 1]^{3}", "x: vector of length 3 in [0, 1]")]
    [InlineData(@"A \in \mathbb{R}^{n \times m}", "A: matrix n by m")]
    [InlineData(@"n \in \mathbb{Z}", "n: integer")]
    [InlineData(@"n \in \mathbb{N}", "n: natural")]
    [InlineData(@"y \in \{0, 1\}", "y in {0, 1}")]
    [InlineData("x > 0", "x: positive")]
    [InlineData(@"0 \le x < 1", "x in [0, 1)")]
    [InlineData(@"-1/2 < x", "x in (-1/2, inf)")]
    public void Latex_says_what_a_phrase_says(string latex, string phrase)
    {
        var read = Assert.Single(WhereOptions.Read([latex]).Symbols);
        var expected = BindingsLoader.ReadWhere(phrase);

        Assert.Equal(expected.Spelling, read.Spelling);
        Assert.Equal(expected.Meaning, read.Meaning);
    }

    [Fact]
    public void A_list_declares_each_of_its_names()
    {
        var read = WhereOptions.Read([@"x, y \in (0, 1)"]);

        Assert.Equal(["x", "y"], read.Symbols.Select(symbol => symbol.Spelling));
        Assert.All(read.Symbols, symbol => Assert.Equal(new Quantity([], Domain.OpenUnit), symbol.Meaning));
    }

    [Fact]
    public void A_relation_of_what_is_declared_is_a_condition()
    {
        var read = WhereOptions.Read(["n > 2", "n: integer", "a + b = 1", "a > 0", "a < 1"]);

        Assert.Equal(["n", "a"], read.Symbols.Select(symbol => symbol.Spelling));
        Assert.Equal(["n > 2", "a + b = 1", "a < 1"], read.Given.Select(given => given.Latex));
    }

    [Fact]
    public void An_equation_says_what_a_name_means_that_nothing_else_declares()
    {
        Assert.IsType<Abbreviation>(Assert.Single(WhereOptions.Read([@"L = -\log p"]).Symbols).Meaning);
        Assert.Single(WhereOptions.Read([@"L = -\log p", "L: real"]).Given);
        Assert.Single(WhereOptions.Read(["x = x^2"]).Given);
    }

    [Theory]
    [InlineData("x: real != 0", "x: real", @"x \neq 0")]
    [InlineData("x: real ≠ 1/2", "x: real", @"x \neq 1/2")]
    [InlineData("x: nonzero", "x: real", @"x \neq 0")]
    [InlineData("n: non-zero integer", "n: integer", @"n \neq 0")]
    [InlineData("x: real, x != 1", "x: real", @"x \neq 1")]
    [InlineData("x: real in (0, 2), != 1", "x: real in (0, 2)", @"x \neq 1")]
    [InlineData("x: real and x < y", "x: real", "x < y")]
    [InlineData("x != 0", "x: real", @"x \neq 0")]
    [InlineData(@"x \neq 0", "x: real", @"x \neq 0")]
    public void A_kind_goes_with_conditions(string text, string phrase, string condition)
    {
        var read = WhereOptions.Read([text]);

        Assert.Equal(BindingsLoader.ReadWhere(phrase).Meaning, Assert.Single(read.Symbols).Meaning);
        Assert.Equal(condition, Assert.Single(read.Given).Latex);
    }

    [Theory]
    [InlineData("x, y: positive", "positive")]
    [InlineData("x, y: positive real", "real > 0")]
    [InlineData("x, y: nonnegative", "real >= 0")]
    [InlineData("x, y: negative number", "real < 0")]
    [InlineData("x, y: positive integer", "integer >= 1")]
    [InlineData("x, y in [0, 1)", "[0, 1)")]
    public void A_phrase_is_of_each_name_of_a_list(string text, string phrase)
    {
        var read = WhereOptions.Read([text]);

        Assert.Equal(["x", "y"], read.Symbols.Select(symbol => symbol.Spelling));
        Assert.All(
            read.Symbols,
            symbol => Assert.Equal(BindingsLoader.ReadWhere($"x: {phrase}").Meaning, symbol.Meaning)
        );
    }

    [Theory]
    [InlineData("p is real")]
    [InlineData("x: real, of sorts = what")]
    [InlineData("x: reel")]
    [InlineData(@"x \in S")]
    [InlineData(@"\sin \in (0,1)")]
    [InlineData("")]
    [InlineData(@"x \to 0")]
    public void What_is_not_understood_is_refused_in_one_line(string text)
    {
        var error = Assert.Throws<BindingsException>(() => WhereOptions.Read([text]));

        Assert.StartsWith("--where: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_symbol_is_declared_once() =>
        Assert.Throws<BindingsException>(() => WhereOptions.Read([@"x_i \in (0,1)", "x_{i}: real"]));
}
