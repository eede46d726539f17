// Dependencies point one way (docs/architecture.md): read from the projects, not from what happens to be loaded.
using System.Xml.Linq;
using LossProofs.Tests.Properties.CommandLine;
using Xunit;

namespace LossProofs.Tests.Properties.Packages;

public sealed class DependencyTests
{
    [Theory]
    [InlineData("LossProofs.Elementary")]
    [InlineData("LossProofs.Kernels", "LossProofs.Elementary")]
    [InlineData("LossProofs.Reals", "LossProofs.Elementary")]
    [InlineData("LossProofs.Laws", "LossProofs.Reals")]
    [InlineData("LossProofs.Laws.Xunit", "LossProofs.Laws")]
    [InlineData("LossProofs.Audit", "LossProofs.Reals")]
    [InlineData("LossProofs.Ledger", "LossProofs.Audit")]
    public void A_library_uses_these_and_no_other(string library, params string[] used) =>
        Assert.Equal(used, References($"src/{library}/{library}.csproj"));

    [Fact]
    public void Every_library_is_in_the_graph() =>
        Assert.Equal(
            Directory.GetDirectories(Path.Combine(Tool.Root, "src")).Length,
            typeof(DependencyTests)
                .GetMethod(nameof(A_library_uses_these_and_no_other))!
                .GetCustomAttributesData()
                .Count(data => data.AttributeType == typeof(InlineDataAttribute))
        );

    // The laws do not know whose kernels they judge.
    [Fact]
    public void The_laws_mention_no_kernel_of_ours() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(Path.Combine(Tool.Root, "src", "LossProofs.Laws"), "*.cs", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file).Contains("using LossProofs.Kernels", StringComparison.Ordinal))
        );

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(Path.Combine(Tool.Root, project))
            .Descendants("ProjectReference")
            // What runs in the compiler is no part of the library.
            .Where(reference => reference.Attribute("OutputItemType")?.Value != "Analyzer")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
