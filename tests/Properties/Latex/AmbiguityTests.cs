// Every ambiguity offers its readings; a claim is refuted only when all of them are, and proved only when the plausible ones are.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Latex.Ambiguities;
using LossProofs.Tests.Properties.Verdicts;
using Xunit;

namespace LossProofs.Tests.Properties.Latex;

public class AmbiguityTests
{
    public static TheoryData<string> Kinds => [.. Ambiguity.All.Select(kind => kind.Name)];

    [Fact]
    public void Names_are_distinct_and_tell_the_file() =>
        Assert.All(
            Ambiguity.All.GroupBy(kind => kind.Name),
            group =>
                Assert.Equal(
                    group.Key.Replace("-", "", StringComparison.Ordinal),
                    group.Single().GetType().Name,
                    ignoreCase: true
                )
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_ambiguity_has_an_example_of_each_reading(string name)
    {
        var kind = Ambiguity.All.Single(kind => kind.Name == name);
        Assert.True(FormulaParser.Parse(kind.Example).IsReadable);
        Assert.True(kind.Readings.Count >= 2);
        var trees = kind.Readings.Select(reading =>
        {
            var formula = FormulaParser.Parse(reading);
            Assert.True(formula.IsReadable, $"{reading}: {string.Join("; ", formula.Diagnostics)}");
            return formula.Body;
        });
        Assert.Equal(kind.Readings.Count, trees.Distinct().Count());
    }

    // Each ambiguity with statements that are true when read in the usual way, false in every way, and true in one way only.
    [Theory]
    // exponent-after-bracket
    [InlineData(@"\frac{\partial}{\partial x}(x+y)^2 = 2(x+y)", "x: real; y: real", "holds")]
    [InlineData(@"\frac{d}{dx}(1+e^{-x})^{-1} = \frac{e^{-x}}{(1+e^{-x})^2}", "x: real", "holds")]
    [InlineData(@"\frac{\partial}{\partial x}(x+y)^2 = 3(x+y)", "x: real; y: real", "refuted")]
    [InlineData(@"\frac{\partial}{\partial x}(x+y)^2 = 1", "x: real; y: real", "unchecked")]
    [InlineData(
        @"\nabla_w (w^\top x - y)^2 = 2(w^\top x - y)x",
        "w: vector of length n; x: vector of length n; y: real; n: integer >= 1",
        "holds"
    )]
    // argument-after-bracket
    [InlineData(@"\cos(m-n)t = \cos mt\cos nt + \sin mt\sin nt", "m: real; n: real; t: real", "holds")]
    [InlineData(@"\cos(m-n)t = \sin mt", "m: real; n: real; t: real", "refuted")]
    [InlineData(@"\cos(m-n)t = t\cos(m-n)", "m: real; n: real; t: real", "unchecked")]
    // argument-extent, denominator-extent
    [InlineData(@"\log xy = \log x + \log y", "x: real > 0; y: real > 0", "holds")]
    [InlineData(@"\log xy = \log x - \log y", "x: real > 0; y: real > 0", "refuted")]
    [InlineData(@"\log xy = y \log x", "x: real > 0; y: real > 0", "unchecked")]
    [InlineData(@"\sin 2x = 2\sin x\cos x", "x: real", "holds")]
    [InlineData(@"\sin 2x = 2\sin x", "x: real", "refuted")]
    [InlineData(@"1/2x + 1 > 1", "x: real > 0", "holds")]
    [InlineData(@"1/2x = \frac{2}{4x}", "x: real > 0", "unchecked")]
    [InlineData(@"1/2x = 2x", "x: real > 0", "refuted")]
    [InlineData(@"1/2x = \frac{x}{2}", "x: real > 0", "unchecked")]
    // thousands-or-list
    [InlineData(@"1,024 \times 2 = 2,048", "", "holds")]
    [InlineData(@"1,024 \times 2 = 2,148", "", "unchecked")]
    [InlineData(@"10\,000 = 10^4", "", "holds")]
    [InlineData(@"1{,}000 + 24 = 1{,}024", "", "holds")]
    [InlineData(@"1,000,000 = 10^6", "", "holds")]
    [InlineData(@"1,000,000 = 10^5", "", "refuted")]
    // decimal-comma
    [InlineData(@"1,024 = 2^{10}", "", "holds")]
    [InlineData(@"1,500 = \frac32", "", "unchecked")]
    [InlineData(@"2 \cdot 1{,}500 = 3", "", "unchecked")]
    [InlineData(@"0{,}5 + 1 = 1{,}5", "", "holds")]
    [InlineData(@"0{,}5 + 1 = 7{,}6", "", "refuted")]
    [InlineData(@"1,5 + 1,5 = 3", "", "unchecked")]
    [InlineData(@"\max(1,100) = 100", "", "holds")]
    // transpose-or-power
    [InlineData(@"2^T \ge 2T", "T: integer >= 1", "holds")]
    [InlineData(@"(1-p)^T = (1-p)", "p in (0,1); T: integer >= 1", "refuted")]
    [InlineData(@"x^T y = y^T x", "x: vector of length n; y: vector of length n; n: integer >= 1", "holds")]
    [InlineData(@"x^T y = 2 y^T x", "x: vector of length n; y: vector of length n; n: integer >= 1", "refuted")]
    [InlineData(@"A^T = A", "A: matrix n by n; n: integer >= 1", "refuted")]
    // inverse-or-reciprocal
    [InlineData(@"\tan^{-1} x + \tan^{-1} (-x) = 0", "x: real", "holds")]
    [InlineData(@"\tanh^{-1} x = \frac12\log\frac{1+x}{1-x}", "x in (-1,1)", "holds")]
    [InlineData(@"\operatorname{erf}^{-1}(\operatorname{erf}(x)) = x + 1 - 1", "x: real", "holds")]
    [InlineData(@"\sinh^{-1} x = 2x + 1", "x: real", "refuted")]
    [InlineData(@"\sinh^{-1} x = \frac{1}{\sinh x}", "x: real > 0", "unchecked")]
    // imaginary-unit
    [InlineData(@"e^{i\pi} = -1", "", "unchecked")]
    [InlineData(@"(1+i)^2 = 2i", "", "unchecked")]
    [InlineData(@"i^2 \ge 0", "", "unchecked")]
    [InlineData(@"(1+i)^2 = 1 + 2i + i^2", "i: real", "holds")]
    [InlineData(@"(1+i)^2 = 2i", "i: real", "refuted")]
    [InlineData(@"\sum_{i=1}^n i = \frac{n(n+1)}{2}", "n: integer >= 1", "holds")]
    [InlineData(@"(1+i)^2 = 3i", "", "refuted")]
    [InlineData(@"(1+\mathrm{i})^2 = 2\mathrm{i}", "", "holds")]
    [InlineData(@"(1+\mathrm{i})^2 = 2", "", "refuted")]
    [InlineData(@"|a + b\mathrm{i}|^2 = a^2 + b^2", "a: real; b: real", "holds")]
    [InlineData(@"|a + b\mathrm{i}| = a + b", "a: real; b: real", "refuted")]
    [InlineData(@"e^{\mathrm{i} x} = \cos x + \mathrm{i} \sin x", "x: real", "holds")]
    [InlineData(@"e^{\mathrm{i} x} = \cos x - \mathrm{i} \sin x", "x: real", "refuted")]
    [InlineData(@"\frac{1}{a + b\mathrm{i}} = \frac{a - b\mathrm{i}}{a^2 + b^2}", "a: real; b: real", "holds")]
    [InlineData(@"(a + b\mathrm{i}) \overline{(a + b\mathrm{i})} = a^2 + b^2", "a: real; b: real", "holds")]
    [InlineData(
        @"\exp(\mathrm{i} x + \mathrm{i} y) = \exp(\mathrm{i} x) \exp(\mathrm{i} y)",
        "x: real; y: real",
        "holds"
    )]
    [InlineData(@"\mathrm{i} > 0", "", "unchecked")]
    // euler-number-or-name
    [InlineData(@"e^2 \le e", "e: real in (0,1)", "holds")]
    [InlineData(@"e^2 \le e", "", "refuted")]
    [InlineData(@"\log e = 1", "", "holds")]
    [InlineData(@"\log e = 1", "e: real > 0", "refuted")]
    // mixed-number
    [InlineData(@"1\frac12 = \frac32", "", "unchecked")]
    [InlineData(@"1\frac12 = \frac12", "", "unchecked")]
    [InlineData(@"1\frac12 = \frac52", "", "refuted")]
    // pair-of-indices
    [InlineData(
        @"\sum_{i \ne j} x_i x_j = \left(\sum_{i=1}^n x_i\right)^2 - \sum_{i=1}^n x_i^2",
        "x: vector of length n; n: integer >= 1",
        "holds"
    )]
    [InlineData(
        @"\sum_{i \ne j} x_i x_j = \left(\sum_{i=1}^n x_i\right)^2",
        "x: vector of length n; n: integer >= 1",
        "refuted"
    )]
    [InlineData(
        @"\sum_{j\neq i} x_j = \sum_{j=1}^n x_j - x_i",
        "x: vector of length n; n: integer >= 1; i: index of n",
        "holds"
    )]
    [InlineData(
        @"\sum_{j\neq i} x_j = \sum_{j=1}^n x_j",
        "x: vector of length n; n: integer >= 1; i: index of n",
        "refuted"
    )]
    // digits-of-indices
    [InlineData(@"\det A = A_{11} A_{22} - A_{12} A_{21}", "A: matrix 2 by 2", "holds")]
    [InlineData(@"\operatorname{tr} A = A_{11} + A_{22}", "A: matrix 2 by 2", "holds")]
    [InlineData(@"\det A = A_{11} A_{22} + A_{12} A_{21}", "A: matrix 2 by 2", "refuted")]
    [InlineData(@"x_{12} \le \max_i x_i", "x: vector of length 20", "holds")]
    [InlineData(@"x_{12} \ge \max_i x_i", "x: vector of length 20", "refuted")]
    // matrix-or-number
    [InlineData(@"A B = B A", "", "unchecked")]
    [InlineData(@"A B = B A", "A: real; B: real", "holds")]
    [InlineData(@"A B = B A", "A: matrix n by n; B: matrix n by n; n: integer >= 1", "refuted")]
    // logarithm-lg
    [InlineData(@"\lg(xy) = \lg x + \lg y", "x: real > 0; y: real > 0", "holds")]
    [InlineData(@"\lg(xy) = \lg x - \lg y", "x: real > 0; y: real > 0", "refuted")]
    [InlineData(@"\lg 8 = 3", "", "unchecked")]
    // body-over-terms, body-over-factors, argument-script, argument-over-slash
    [InlineData(@"\sum_{i=1}^n x_i + 1 = 1 + \sum_{i=1}^n x_i", "x: vector of length n; n: integer >= 1", "holds")]
    [InlineData(@"\sum_{i=1}^n x_i + 1 = \sum_{i=1}^n x_i + n", "x: vector of length n; n: integer >= 2", "unchecked")]
    [InlineData(@"\sum_{i=1}^n x_i + 1 = \sum_{i=1}^n x_i - 1", "x: vector of length n; n: integer >= 2", "refuted")]
    [InlineData(@"\log(x)^2 = 2\log x", "x: real > 0", "unchecked")]
    [InlineData(@"\log(x)^2 = 3\log x", "x: real > 0", "refuted")]
    public void Every_reading_counts(string latex, string where, string expected)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex, where);
        Assert.True(
            expected switch
            {
                "holds" => verdict is "proved" or "tested",
                "unchecked" => verdict == expected && reason is not null,
                _ => verdict == expected,
            },
            $"{latex}: {verdict} ({reason}), expected: {expected}"
        );
    }

    [Fact]
    public void A_reason_names_the_readings_that_differ() =>
        Assert.Contains(
            "the exponent belongs to the derivative",
            FormulaVerdicts.Of(@"\frac{\partial}{\partial x}(x+y)^2 = 1", "x: real; y: real").Reason!,
            StringComparison.Ordinal
        );

    [Fact]
    public void Readings_belong_to_a_step()
    {
        // What can be read twice in the first steps does not keep the last from being refuted.
        var steps = string.Join(" ", Enumerable.Repeat(@"\\ &= \sum_{i=1}^n x_i - 1", 6));
        var latex =
            $@"\begin{{aligned}} \sum_{{i=1}}^n x_i - 1 &= \sum_{{i=1}}^n x_i - 1 {steps} \\ &= \sum_{{i=1}}^n x_i + 3 \end{{aligned}}";
        Assert.Equal("refuted", FormulaVerdicts.Of(latex, "x: vector of length n; n: integer >= 5").Verdict);
    }
}
