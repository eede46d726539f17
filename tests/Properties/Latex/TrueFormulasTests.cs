// True formulas as people write them, in the notations of five fields, each in several spellings: none may be refuted, whether
// nothing is said of its symbols or words stand around it.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Latex;

public class TrueFormulasTests
{
    // Counterexamples to what is misread come among the first cases.
    private static readonly AuditSettings s_settings = new(Cases: 60);

    public static TheoryData<string> Fields => [.. Names()];

    [Fact]
    public void There_are_more_than_four_hundred_in_five_fields()
    {
        Assert.Equal(5, Names().Count);
        Assert.InRange(Names().Sum(name => Formulas(name).Formulas.Count), 400, 2000);
        Assert.All(
            Names(),
            name => Assert.Equal(Formulas(name).Formulas.Count, Formulas(name).Formulas.Distinct().Count())
        );
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void None_is_refuted(string field)
    {
        var (words, formulas) = Formulas(field);
        var refuted = formulas
            .AsParallel()
            .WithDegreeOfParallelism(2)
            .SelectMany(formula =>
                new[]
                {
                    $"$$\n{formula}\n$$\n",
                    $"# Notes\n\n{words} Then\n\n$$\n{formula}\n$$\n\nas one sees at once.\n",
                }.Where(IsRefuted)
            )
            .ToList();
        Assert.Empty(refuted);
    }

    private static bool IsRefuted(string document) =>
        new Auditor(s_settings)
            .Audit(DocumentReader.Read("d.md", document), BindingsFile.Empty)
            .Equations.Any(equation => equation.Verdict == Verdict.Refuted);

    // The first line of a file says in words what the symbols are.
    private static (string Words, IReadOnlyList<string> Formulas) Formulas(string field)
    {
        using var stream = typeof(TrueFormulasTests).Assembly.GetManifestResourceStream($"TrueFormulas/{field}")!;
        using var reader = new StreamReader(stream);
        var lines = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines[0], lines[1..]);
    }

    private static List<string> Names() =>
        [
            .. typeof(TrueFormulasTests)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("TrueFormulas/", StringComparison.Ordinal))
                .Select(name => name["TrueFormulas/".Length..])
                .Order(StringComparer.Ordinal),
        ];
}
