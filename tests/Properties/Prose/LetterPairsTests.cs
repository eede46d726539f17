// What tells at once that a phrase is not in a text: it may never say so of one that is.
using LossProofs.Audit.Prose;
using Xunit;

namespace LossProofs.Tests.Properties.Prose;

public class LetterPairsTests
{
    [Theory]
    [InlineData("Suppose that x", "suppose")]
    [InlineData("SUPPOSE", "suppo")]
    [InlineData("对任意实数", "任意")]
    [InlineData("a", "a")]
    [InlineData("", "")]
    public void A_phrase_that_is_there_is_not_left_out(string text, string phrase) =>
        Assert.True(LetterPairs.Of(text).HasAll(LetterPairs.Needed(phrase)));

    [Theory]
    [InlineData("Suppose that x", "supposed")]
    [InlineData("we have", "assume")]
    [InlineData("对所有实数", "任意")]
    public void A_phrase_of_which_a_pair_is_missing_is(string text, string phrase) =>
        Assert.False(LetterPairs.Of(text).HasAll(LetterPairs.Needed(phrase)));

    [Property]
    public void Every_part_of_a_text_is_found_in_it(string? drawn, int from, int length)
    {
        var text = drawn ?? "";
        var start = text.Length == 0 ? 0 : (int)((uint)from % text.Length);
        var part = text.Substring(start, (int)((uint)length % (text.Length - start + 1)));

        Assert.True(LetterPairs.Of(text.ToLowerInvariant()).HasAll(LetterPairs.Needed(part.ToUpperInvariant())));
    }
}
