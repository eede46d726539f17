// A source as one text of Markdown or LaTeX, with the place that each of its lines has in the files it comes from.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Documents;

/// <summary>Where a line of a document stands.</summary>
/// <param name="File">The included file, relative to the document's folder; null for the document itself.</param>
/// <param name="Cell">The notebook's cell, from 1; null elsewhere.</param>
/// <param name="Line">The line, from 1, in the file or in the cell.</param>
/// <param name="FileLine">The line, from 1, of the file as an editor of plain text shows it.</param>
public sealed record SourcePlace(string? File, int? Cell, int Line, int FileLine);

/// <summary>A text to be read, with the place of each of its lines.</summary>
/// <param name="Text">Markdown or LaTeX.</param>
internal sealed record SourceText(string Text)
{
    /// <summary>Of each line, in order; empty where the text's lines are the file's.</summary>
    public IReadOnlyList<SourcePlace> Places { get; init; } = [];

    /// <summary>
    /// Of each line, how much further right its content stands in the file; empty where it stands where the file has it.
    /// </summary>
    public IReadOnlyList<int> Shifts { get; init; } = [];

    /// <summary>What each of several files holds; the document itself has no name. Empty where it is the only one.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be read; lines are those of <see cref="Text"/>.</summary>
    public Sequence<DocumentDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>The included files, relative to the document's folder.</summary>
    public Sequence<string> Included { get; init; } = [];

    public string? Title { get; init; }
}
