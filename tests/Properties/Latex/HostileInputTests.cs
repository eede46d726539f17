// A formula is hostile input: whatever it is, reading ends soon, in bounded memory, without an exception.
using System.Diagnostics;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Latex;

public class HostileInputTests
{
    // Ten times what the slowest case takes on a busy machine: this catches what is quadratic, not what is slow.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string, string, string, int> Bombs =>
        new()
        {
            { "braces", "{", "}", 100_000 },
            { "open braces", "{", "", 100_000 },
            { "close braces", "", "}", 100_000 },
            { "parentheses", "(", ")", 100_000 },
            { "left right", "\\left(", "\\right)", 30_000 },
            { "lefts", "\\left(", "", 100_000 },
            { "fractions", "\\frac{1}{1+", "}", 100_000 },
            { "superscripts", "x^{", "}", 100_000 },
            { "bare superscripts", "x^", "", 100_000 },
            { "roots", "\\sqrt{", "}", 100_000 },
            { "bars", "|", "", 100_000 },
            { "spaced bars", "| a ", "", 50_000 },
            { "norms", "\\| a ", "", 50_000 },
            { "signs", "-", "", 100_000 },
            { "logs", "\\log ", "", 100_000 },
            { "sums", "\\sum_i ", "", 100_000 },
            { "nablas", "\\nabla ", "", 100_000 },
            { "primes", "'", "", 100_000 },
            { "factorials", "!", "", 100_000 },
            { "slashes", "a/", "b", 100_000 },
            { "environments", "\\begin{aligned}", "\\end{aligned}", 50_000 },
            { "cases", "\\begin{cases}", "\\end{cases}", 50_000 },
            { "styles", "\\mathbf{", "}", 100_000 },
            { "accents", "\\hat", "", 100_000 },
            { "integrals", "\\int ", "dx", 50_000 },
            { "derivatives", "\\frac{d}{dx}", "", 50_000 },
            { "derivative operands", "\\frac{d ", "}{dx}", 50_000 },
            { "evaluations", "x|_{0}", "", 50_000 },
            { "applications", "f(", ")", 100_000 },
            { "digits", "7", "", 100_000 },
            { "letters", "x", "", 100_000 },
            { "rows", "a &= b \\\\ ", "", 50_000 },
            { "commas", ",", "", 100_000 },
            { "texts", "\\text{", "", 100_000 },
            { "underset", "\\underset{x}{", "}", 50_000 },
            { "mathop", "\\mathop{", "}", 50_000 },
            { "not", "\\not", "", 100_000 },
            { "sizes", "\\big", "", 100_000 },
            { "comparisons", "a < ", "b", 100_000 },
            { "row heights", "\\\\[", "", 100_000 },
        };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Repetition_is_read_or_given_up_in_time(string name, string open, string close, int count)
    {
        Assert.NotEmpty(name);
        var text = string.Concat(Enumerable.Repeat(open, count)) + "x" + string.Concat(Enumerable.Repeat(close, count));
        var clock = Stopwatch.StartNew();
        var formula = FormulaParser.Parse(text);
        _ = formula.Body.ToString();
        _ = formula.Body.GetHashCode();
        Assert.True(clock.Elapsed < Patience, $"{name}: {clock.Elapsed}");
    }

    [Fact]
    public void A_formula_of_a_megabyte_is_refused_with_a_reason()
    {
        var formula = FormulaParser.Parse(string.Join(" + ", Enumerable.Repeat("x_i", 250_000)));
        Assert.False(formula.IsReadable);
        Assert.Equal("the formula is too long: more than 60000 signs", Assert.Single(formula.Diagnostics).Message);
    }

    [Fact]
    public void Deep_nesting_is_refused_with_a_reason()
    {
        var formula = FormulaParser.Parse(new string('{', 100_000) + "x" + new string('}', 20_000));
        Assert.False(formula.IsReadable);
        var nested = FormulaParser.Parse(new string('(', 5_000) + "x" + new string(')', 5_000));
        Assert.Equal("the formula is nested more than 96 deep", Assert.Single(nested.Diagnostics).Message);
    }

    [Fact]
    public void A_small_stack_is_enough()
    {
        Exception? failure = null;
        var deepest = string.Concat(Enumerable.Repeat("\\frac{(", 200)) + "x";
        var thread = new Thread(
            () =>
            {
                try
                {
                    _ = FormulaParser.Parse(deepest).Body.ToString();
                    _ = FormulaParser
                        .Parse(
                            string.Concat(Enumerable.Repeat("{", 95)) + "x" + string.Concat(Enumerable.Repeat("}", 95))
                        )
                        .Body.ToString();
                    _ = FormulaParser
                        .Parse(
                            string.Concat(Enumerable.Repeat("\\sqrt{1+", 90))
                                + "x"
                                + string.Concat(Enumerable.Repeat("}", 90))
                        )
                        .Body.ToString();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            maxStackSize: 1 << 20
        );
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    // A thousand documents by default; LOSSPROOFS_CASES=100 makes it the hundred thousand of the documentation.
    [Fact]
    public void Mutated_documents_are_read_without_an_exception()
    {
        var random = new Random(Reproducibility.SeedOf(nameof(Mutated_documents_are_read_without_an_exception)));
        for (var i = Reproducibility.Cases(); i > 0; i--)
        {
            var bytes = Mutation.Document(random);
            try
            {
                foreach (var path in (string[])["a.md", "a.tex"])
                {
                    var document = DocumentReader.Read(path, bytes);
                    foreach (var equation in document.Equations)
                    {
                        var formula = FormulaParser.Parse(
                            equation.Latex,
                            new ParserOptions { Macros = document.Macros }
                        );
                        _ = FormulaParser.Parse(formula.Body.ToString());
                    }
                }
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception.GetType().Name}: {exception.Message} on {Convert.ToBase64String(bytes)}");
            }
        }
    }
}
