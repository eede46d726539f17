// A range of a file as editors and code scanning count it.
namespace LossProofs.Audit.Documents;

/// <summary>A range of a file's text; the end is excluded.</summary>
/// <param name="Start">Offset of its first character, in UTF-16 units.</param>
/// <param name="End">Offset behind its last.</param>
/// <param name="Line">Line of its first character, from 1.</param>
/// <param name="Column">Column of its first character, from 1, in code points.</param>
/// <param name="EndLine">Line of its end.</param>
/// <param name="EndColumn">Column of its end.</param>
public sealed record SourceRegion(int Start, int End, int Line, int Column, int EndLine, int EndColumn)
{
    internal static SourceRegion Of(string text, LineIndex lines, int start, int end)
    {
        var (line, endLine) = (lines.Of(start), lines.Of(end));
        return new SourceRegion(start, end, line, Column(line, start), endLine, Column(endLine, end));

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
}
