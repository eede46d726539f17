// The splitter of sentences, and the lexicon's files.
using LossProofs.Audit.Prose;
using Xunit;

namespace LossProofs.Tests.Properties.Prose;

public class SentencesTests
{
    [Theory]
    [InlineData("Suppose $. For all $ we have", new[] { "Suppose $.", "For all $ we have" })]
    [InlineData(
        "e.g. this one, cf. Fig. 3, i.e. 0.5. The next",
        new[] { "e.g. this one, cf. Fig. 3, i.e. 0.5.", "The next" }
    )]
    [InlineData("当$时成立。于是", new[] { "当$时成立。", "于是" })]
    [InlineData("It holds (see above.) Then", new[] { "It holds (see above.)", "Then" })]
    [InlineData("First part\nsecond part", new[] { "First part", "second part" })]
    [InlineData("The terms 1, 2, ... and so on", new[] { "The terms 1, 2, ... and so on" })]
    [InlineData("Is it so? Yes! It is", new[] { "Is it so?", "Yes!", "It is" })]
    [InlineData("the values are: one; two", new[] { "the values are: one; two" })]
    public void A_text_falls_into_sentences(string text, string[] sentences) =>
        Assert.Equal(sentences, Sentences.Of(text).Select(span => text[span.Start..span.End]));

    [Fact]
    public void Every_category_has_phrases_in_English_or_Chinese()
    {
        var whole = Lexicon.Shipped.Languages.Where(language => language.IsWhole).ToList();
        Assert.Equal(["English", "Chinese"], whole.Select(language => language.Name));
        Assert.Empty(
            Enum.GetValues<Category>().Where(category => whole.TrueForAll(language => language.Reach(category) is null))
        );
    }

    [Theory]
    [InlineData(nameof(Category.Dropped), "we absorb the constant", "absorb")]
    [InlineData(nameof(Category.Dropped), "this is absorption", null)]
    [InlineData(nameof(Category.Dropped), "the factor is swallowed by the step", "swallow")]
    [InlineData(nameof(Category.Opener), "with respect to its input", null)]
    [InlineData(nameof(Category.Opener), "with the other loss", "with")]
    [InlineData(nameof(Category.Denial), "the wrong class", null)]
    [InlineData(nameof(Category.Denial), "which is wrong", "wrong")]
    [InlineData(nameof(Category.Opener), "对数似然", null)]
    [InlineData(nameof(Category.Opener), "对正样本", "对")]
    [InlineData(nameof(Category.Conclusion), "which guarantees ", "guarantees")]
    [InlineData(nameof(Category.Conclusion), "which guarantees for all ", null)]
    public void A_phrase_is_found_where_it_stands_for_itself(string category, string words, string? phrase) =>
        Assert.Equal(phrase, Lexicon.Shipped.Find(Enum.Parse<Category>(category), words)?.Phrase);
}
