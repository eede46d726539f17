// How functions are written: what is printed is read back, and every name that is read has a meaning or a reason.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using Xunit;

namespace LossProofs.Tests.Properties.Terms.Functions;

public class ReadingTests
{
    public static TheoryData<string> Names => Points.Names;

    /// <summary>Words of the notation that take an argument, without those whose argument is no number.</summary>
    public static TheoryData<string> Words =>
        [
            .. Notation
                .Functions.Concat(Notation.FunctionWords.Values)
                .Distinct()
                .Except([@"\Pr", @"\det", "tr", "Var", "Cov", "Corr", "softmax", "logsumexp", "LSE"]),
        ];

    private static EquationClaims Read(string formula) =>
        ClaimReader
            .Read(
                DocumentReader.Read("a.md", $"Therefore\n$$\n{formula}\n$$\n"),
                BindingsLoader.Read("symbols:\n  x: real in (0, 1)\n", "a.yaml")
            )
            .Equations[^1];

    private static Term? Left(string formula) =>
        Read($"{formula} > 2").Claims
            is [{ Reason: null, Statement.Readings: [{ Proposition: Comparison(var left, _, _) }, ..] }]
            ? left
            : null;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_printed_is_read_back(string name)
    {
        var function = Points.Of(name);
        var term = Points.Applied(function, new Symbol("x"));
        if (function is Softplus or Digamma or Trigamma or Floor or Ceiling || function.Names.Count > 0)
        {
            Assert.Equal(term, Left(TermPrinter.Print(term)));
        }

        Assert.All(
            function.Names,
            written =>
                Assert.Equal(term, Left(written[0] == '\\' ? $@"{written}(x)" : $@"\operatorname{{{written}}}(x)"))
        );
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_that_takes_an_argument_has_a_meaning_or_a_reason(string word)
    {
        var equation = Read(word[0] == '\\' ? $"{word}(x) > 2" : $@"\operatorname{{{word}}}(x) > 2");
        var reason =
            equation.Unread ?? equation.Claims.Select(claim => claim.Reason).FirstOrDefault(why => why is not null);
        Assert.True(reason is null || Unfollowed.Names.Contains(word), $"{word}: {reason}");
        Assert.DoesNotContain("nothing says", reason ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_values_has_no_facts() =>
        Assert.Empty(Unfollowed.Names.Where(name => KnownFunctions.Named(name) is not null));
}
