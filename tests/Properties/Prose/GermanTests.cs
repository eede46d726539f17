// A language is one file: a few German cues, read where the document is German; it is read in part, so nothing is refuted.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Prose;

public class GermanTests
{
    private const string Before = "Wir zeigen, dass die Werte von oben mit den anderen nicht zu vergleichen sind. ";

    [Theory]
    [InlineData("Angenommen, es ist", Role.Assumption)]
    [InlineData("Dies ist die Bedingung", Role.Condition)]
    [InlineData("Daraus ergibt sich", Role.Claim)]
    public void A_cue_counts_in_a_German_document(string words, Role role) =>
        Assert.Equal(role, Only($"{Before}{words}\n\n$$a^2 + 1 < b$$").Role);

    [Fact]
    public void It_counts_in_no_other_document() =>
        Assert.Equal(
            Role.Claim,
            Only("The values are also those of the second test, falls included.\n\n$$a^2 + 1 < b$$").Role
        );

    private static EquationClaims Only(string text) =>
        Assert.Single(ClaimReader.Read(DocumentReader.Read("a.md", text), BindingsFile.Empty).Equations);
}
