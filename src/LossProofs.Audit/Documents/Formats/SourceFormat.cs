// The types of files that are read: each is one class that turns its text into Markdown or LaTeX, line by line.
namespace LossProofs.Audit.Documents;

/// <summary>A type of file: its names, its endings, how it is read.</summary>
public abstract class SourceFormat
{
    /// <summary>What `--as` calls it; the first is its usual name.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The endings of its files, with the dot.</summary>
    public abstract IReadOnlyList<string> Endings { get; }

    /// <summary>Whether its text, once translated, is LaTeX rather than Markdown.</summary>
    internal virtual bool IsLatex => false;

    /// <summary>The text as Markdown or LaTeX.</summary>
    /// <param name="text">As in the file.</param>
    /// <param name="open">The text of a file below the document's folder, or null when there is none.</param>
    /// <exception cref="InvalidDataException">The text is not of this type.</exception>
    internal abstract SourceText Translate(string text, Func<string, string?>? open);
}

/// <summary>All types of files that are read.</summary>
public static class SourceFormats
{
    /// <summary>Markdown and its kin: what is read where nothing says otherwise.</summary>
    public static SourceFormat Markdown { get; } = new MarkdownFormat();

    /// <summary>Every one.</summary>
    public static IReadOnlyList<SourceFormat> All { get; } =
    [Markdown, new LatexFormat(), new NotebookFormat(), new RestructuredFormat(), new OrgFormat()];

    /// <summary>What `--as` accepts.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.SelectMany(format => format.Names)];

    /// <summary>The endings, as a list for people.</summary>
    public static string Listed { get; } = string.Join(", ", All.SelectMany(format => format.Endings));

    /// <summary>The type of a file by its ending, or null when none has it.</summary>
    public static SourceFormat? ForPath(string path) =>
        All.FirstOrDefault(format =>
            format.Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>The type with this name, or null.</summary>
    public static SourceFormat? Named(string name) => All.FirstOrDefault(format => format.Names.Contains(name));
}
