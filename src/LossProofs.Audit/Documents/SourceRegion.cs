// A range of a file as editors and code scanning count it.
namespace LossProofs.Audit.Documents;

/// <summary>A range of a file's text; the end is excluded.</summary>
/// <param name="Line">Line of its first character, from 1.</param>
/// <param name="Column">Column of its first character, from 1, in code points.</param>
/// <param name="EndLine">Line of its end.</param>
/// <param name="EndColumn">Column of its end.</param>
public sealed record SourceRegion(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The offsets of its ends in the text of its file, in UTF-16 units; null where the text has no such range.</summary>
    public (int Start, int End)? In(string text)
    {
        var lines = new LineIndex(text);
        return
            Offset(text, lines, Line, Column) is { } start
            && Offset(text, lines, EndLine, EndColumn) is { } end
            && start <= end
            ? (start, end)
            : null;
    }

    internal static SourceRegion Of(string text, LineIndex lines, int start, int end)
    {
        var (line, endLine) = (lines.Of(start), lines.Of(end));
        return new SourceRegion(line, Column(line, start), endLine, Column(endLine, end));

        int Column(int number, int offset)
        {
            var points = 1;
            foreach (var _ in text.AsSpan(lines.Start(number - 1), offset - lines.Start(number - 1)).EnumerateRunes())
            {
                points++;
            }

            return points;
        }
    }

    private static int? Offset(string text, LineIndex lines, int line, int column)
    {
        if (line < 1 || line > lines.Count || column < 1)
        {
            return null;
        }

        var (offset, points) = (lines.Start(line - 1), 1);
        foreach (var rune in text.AsSpan(offset, lines.End(line - 1) - offset).EnumerateRunes())
        {
            if (points++ == column)
            {
                return offset;
            }

            offset += rune.Utf16SequenceLength;
        }

        return points == column ? offset : null;
    }
}
