// What a terminal shows is folded to its width.
using FsCheck;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Audit;

public class TextReportTests
{
    [Fact]
    public void A_long_line_goes_on_where_its_words_began() =>
        Assert.Equal(
            """
            short
              claim    a b c d e f
                       g h i j
              proof that is rather
                long
              re-run   a command that stays whole

            """.ReplaceLineEndings("\n"),
            TextReport.Fold(
                "short\n  claim    a b c d e f g h i j\n  proof that is rather long\n  re-run   a command that stays whole\n",
                22
            )
        );

    [Property]
    public void Folding_changes_nothing_but_where_lines_end(NonEmptyArray<NonNegativeInt> lengths, bool isColoured)
    {
        var words = lengths.Get.Select(length => new string('a', 1 + (length.Get % 12)));
        var line = "  " + (isColoured ? "\u001b[31;1mrefuted\u001b[0m " : "") + string.Join(' ', words);
        var folded = TextReport.Fold(line, 40);

        Assert.Equal(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            folded.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.All(
            folded.Split('\n'),
            part => Assert.True(part.Replace("\u001b[31;1m", "").Replace("\u001b[0m", "").Length <= 40, part)
        );
        Assert.Equal(line, TextReport.Fold(line, null));
    }
}
