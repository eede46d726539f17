// A source document as the audit sees it: its title, its display formulas, and the words and inline formulas around them.
//
// Reading goes: bytes -> text (broken UTF-8 becomes U+FFFD) -> blocks (front matter, code, headings are told apart) ->
// segments in the order of the source. Every segment knows its line. The LaTeX of a formula is cut out of the source
// with what is not mathematics (block-quote marks, tags, Markdown's extra backslashes) blanked character by character, so
// that an offset in the formula is an offset in the source.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Documents;

/// <summary>A Markdown or LaTeX source.</summary>
/// <param name="Path">As given; "-" for standard input.</param>
/// <param name="Title">From the front matter, \title or the first heading; empty if there is none.</param>
/// <param name="Segments">Words, formulas and breaks in order.</param>
/// <param name="Equations">The display formulas in order.</param>
/// <param name="Macros">The document's own commands.</param>
/// <param name="Diagnostics">What was wrong with the document as such, such as a file that is missing.</param>
public sealed record Document(
    string Path,
    string Title,
    Sequence<Segment> Segments,
    Sequence<Equation> Equations,
    IReadOnlyDictionary<string, Macro> Macros,
    Sequence<DocumentDiagnostic> Diagnostics
)
{
    /// <summary>Display formulas whose end is missing, numbered behind the whole ones: they are reported, and nothing else.</summary>
    public Sequence<Equation> CutOff { get; init; } = [];

    /// <summary>The place of each line where lines come from several files or cells; else empty.</summary>
    public IReadOnlyList<SourcePlace> Places { get; init; } = [];

    /// <summary>Of each line, how much further right it stands in its file; empty where it stands where the file has it.</summary>
    internal IReadOnlyList<int> Shifts { get; init; } = [];

    /// <summary>The text that was read: all parts in order, dialects brought to one notation.</summary>
    public string Text { get; init; } = "";

    /// <summary>What each file that was read holds; the document itself has no name.</summary>
    internal IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// A range of <see cref="Text"/> by lines and columns of its file; null in a notebook, whose lines are those of cells.
    /// </summary>
    internal SourceRegion? Region(LineIndex lines, int start, int end)
    {
        if (start < 0 || end < start || end > Text.Length)
        {
            return null;
        }

        var region = SourceRegion.Of(Text, lines, start, end);
        var (first, last) = (Place(region.Line), Place(region.EndLine));
        return first.Cell is null && first.File == last.File
            ? region with
            {
                Line = first.FileLine,
                Column = region.Column + Shift(region.Line),
                EndLine = last.FileLine,
                EndColumn = region.EndColumn + Shift(region.EndLine),
            }
            : null;

        int Shift(int line) => Shifts.Count == 0 ? 0 : Shifts[line - 1];
    }

    /// <summary>The same where the file has just that text there; null where the text was translated.</summary>
    internal SourceRegion? Written(LineIndex lines, int start, int end) =>
        Region(lines, start, end) is { } region
        && Files.TryGetValue(Place(lines.Of(start)).File ?? "", out var text)
        && region.In(text) is var (from, to)
        && text.AsSpan(from, to - from).SequenceEqual(Text.AsSpan(start, end - start))
            ? region
            : null;

    /// <summary>The files that it includes, relative to its folder.</summary>
    public Sequence<string> Included { get; init; } = [];

    /// <summary>Where a line stands; lines are numbered through all of the document's parts.</summary>
    public SourcePlace Place(int line) =>
        Places.Count == 0 ? new SourcePlace(null, null, line, line) : Places[Math.Clamp(line, 1, Places.Count) - 1];
}

/// <summary>What is wrong with a document, and on which line.</summary>
public sealed record DocumentDiagnostic(string Message, int Line);

/// <summary>One display formula.</summary>
/// <param name="Ordinal">Its number in the document, from 1.</param>
/// <param name="Tag">The content of its \tag, or null.</param>
/// <param name="Label">Of its \label (or :label:), or null.</param>
/// <param name="Line">The line of the source on which its content starts, from 1.</param>
/// <param name="EndLine">The line on which it ends.</param>
/// <param name="Latex">Its content without the outer dollars or environment, tags and labels blanked.</param>
/// <param name="Offset">Where the content starts in the source text.</param>
public sealed record Equation(int Ordinal, string? Tag, string? Label, int Line, int EndLine, string Latex, int Offset)
{
    /// <summary>Why the text asks to leave it alone (`lossproofs: ignore REASON`); null when it does not.</summary>
    public string? Ignored { get; init; }

    /// <summary>Why it is not known where it ends, such as dollars that are not closed; null for a whole formula.</summary>
    public string? CutOff { get; init; }

    /// <summary>The column, from 1, of a formula in the running text; null for a display.</summary>
    public int? Column { get; init; }

    /// <summary>Whether this is its tag, its label or #ordinal.</summary>
    public bool Is(string name) => name == Tag || name == Label || name == $"#{Ordinal}";

    /// <summary>Whether it is a formula in the running text that its sentence asserts.</summary>
    public bool IsInline => Column is not null;
}

/// <summary>A piece of the document.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
public abstract record Segment(int Line);

/// <summary>Words; line ends are kept.</summary>
public sealed record Passage(int Line, string Text) : Segment(Line);

/// <summary>A formula in the running text.</summary>
public sealed record InlineMath(int Line, string Latex) : Segment(Line)
{
    /// <summary>The column of the line at which its content starts, from 1, in code points.</summary>
    public int Column { get; init; } = 1;

    /// <summary>Where the content starts in the source text.</summary>
    public int Offset { get; init; }
}

/// <summary>A display formula.</summary>
public sealed record Display(int Line, Equation Equation) : Segment(Line);

/// <summary>A heading.</summary>
public sealed record Heading(int Line, int Level, string Text) : Segment(Line);

/// <summary>The end of a paragraph, list item or table.</summary>
public sealed record Break(int Line) : Segment(Line);
