// Documents and bindings from files, with one-line errors.
using System.Text;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;

namespace LossProofs.CommandLine;

internal static class Sources
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads a document; its type is told by its ending, unless it is given.</summary>
    public static Document ReadDocument(string path, string? type = null) =>
        ReadDocument(
            path,
            type,
            () =>
                Text(path)
                ?? throw new UsageException(
                    $"{path}: a binary file (it has NUL characters); expected text in UTF-8, or in UTF-16 with its mark"
                )
        );

    /// <summary>Reads a text that is to stand in the file, or stands in an editor that has not written it yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">Its type, where the ending does not say it.</param>
    /// <param name="text">What it is to hold.</param>
    /// <param name="others">What files that it includes are to hold, by their full paths.</param>
    public static Document ReadDocument(
        string path,
        string? type,
        string text,
        IReadOnlyDictionary<string, string>? others = null
    ) => ReadDocument(path, type, () => text, others);

    private static Document ReadDocument(
        string path,
        string? type,
        Func<string> text,
        IReadOnlyDictionary<string, string>? others = null
    )
    {
        var format = type is null ? SourceFormats.ForPath(path) : SourceFormats.Named(type);
        if (format is null && path != "-" && File.Exists(path))
        {
            throw new UsageException(
                $"{path}: {(Path.GetExtension(path) is { Length: > 0 } ending ? $"'{ending}' is no type of document" : "the name has no ending")}"
                    + $"; expected {SourceFormats.Listed}, or --as TYPE"
            );
        }

        try
        {
            return DocumentReader.Read(path, text(), format, path == "-" ? null : name => Opened(path, name, others));
        }
        catch (InvalidDataException error)
        {
            throw new UsageException($"{path}: {error.Message}");
        }
    }

    /// <summary>Says what is wrong with the name of a formula, if anything is.</summary>
    public static void RequireFormula(Document document, string name)
    {
        if (document.CutOff.FirstOrDefault(equation => equation.Is(name)) is { } cut)
        {
            throw new UsageException($"{document.Path}:{document.Place(cut.Line).Line}: '{name}' is {cut.CutOff}");
        }

        if (!document.Equations.Any(equation => equation.Is(name)))
        {
            throw new UsageException($"{document.Path}: no formula has the tag, label or ordinal '{name}'");
        }
    }

    /// <summary>The files below a document's folder that it includes; what cannot be read includes none.</summary>
    public static IReadOnlyList<string> Included(string path, string? type)
    {
        try
        {
            return Text(path) is { } text
                ? DocumentReader.Included(
                    path,
                    text,
                    type is null ? null : SourceFormats.Named(type),
                    name => Opened(path, name)
                )
                : [];
        }
        catch (Exception error) when (error is UsageException or InvalidDataException or IOException)
        {
            return [];
        }
    }

    // Only what lies in the document's own folder is read, whatever links say.
    private static string? Opened(string document, string name, IReadOnlyDictionary<string, string>? others = null)
    {
        var folder = Path.GetFullPath(Path.GetDirectoryName(document) is { Length: > 0 } given ? given : ".");
        var path = Path.GetFullPath(Path.Combine(folder, name));
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return null;
            }
        }

        return
            path.StartsWith(
                Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar,
                StringComparison.Ordinal
            ) && File.Exists(path)
            ? others?.GetValueOrDefault(path) ?? Text(path)
            : null;
    }

    // Null where the file is a binary one: text has no NUL.
    private static string? Text(string path) =>
        DocumentReader.Text(Bytes(path, DocumentReader.MaximumBytes)) is var text && text.Contains('\0') ? null : text;

    /// <summary>A file's text, which has to be UTF-8.</summary>
    public static string Utf8(string path)
    {
        try
        {
            return Strict.GetString(Bytes(path, 4 << 20)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{path}: expected UTF-8 text");
        }
    }

    /// <summary>The text of a document that is to be written again: a mark of its encoding would be lost.</summary>
    public static string Utf8Document(string path)
    {
        var bytes = Bytes(path, DocumentReader.MaximumBytes);
        var text = DocumentReader.Text(bytes);
        return Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes)
            ? text
            : throw new UsageException($"{path}: expected UTF-8 without a mark, to write repairs into it");
    }

    public static BindingsFile ReadBindings(string path)
    {
        try
        {
            return BindingsLoader.Read(Utf8(path), path);
        }
        catch (BindingsException error)
        {
            throw new UsageException(error.Message);
        }
    }

    /// <summary>Bindings of this name hold for every document of their folder.</summary>
    public const string FolderBindings = "bindings.yaml";

    /// <summary>
    /// The first of: what was declared on the command line; the file beside the document, with its folder's; the
    /// configuration's; what is shipped for its title.
    /// </summary>
    public static BindingsFile Bindings(
        Document document,
        IReadOnlyList<BindingsFile> declared,
        IReadOnlyList<string> configured
    )
    {
        if (declared.Count > 0)
        {
            return declared.FirstOrDefault(file => ShippedBindings.IsFor(file, document))
                ?? declared.FirstOrDefault(file => file.Title is null)
                ?? declared[0];
        }

        var beside = Path.Combine(
            Path.GetDirectoryName(document.Path) ?? "",
            Path.GetFileNameWithoutExtension(document.Path) + ".bindings.yaml"
        );
        var folder = Path.Combine(Path.GetDirectoryName(document.Path) ?? "", FolderBindings);
        var found = document.Path != "-" && File.Exists(beside) ? ReadBindings(beside) : null;
        if (document.Path != "-" && File.Exists(folder))
        {
            found = (found ?? BindingsFile.Empty).Over(ReadBindings(folder));
        }

        foreach (var path in configured)
        {
            var file = ReadBindings(path);
            found =
                file.Title is null ? (found ?? BindingsFile.Empty).Over(file)
                : found is null && ShippedBindings.IsFor(file, document) ? file
                : found;
        }

        return found ?? ShippedBindings.For(document) ?? BindingsFile.Empty;
    }

    /// <summary>What is said of a name that no file has.</summary>
    public static string NoSuchFile(string path) =>
        path.Length == 0 ? "expected the name of a file, got ''"
        : Path.EndsInDirectorySeparator(path) ? $"{path}: there is no such folder"
        : new FileInfo(path).LinkTarget is { } target ? $"{path}: a link to {target}, and there is no such file"
        : $"{path}: there is no such file";

    private static FileStream Opened(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (FileNotFoundException)
        {
            throw new UsageException(NoSuchFile(path));
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: it may not be read; expected a file with permission to read it");
        }
    }

    private static byte[] Bytes(string path, int most)
    {
        if (Directory.Exists(path))
        {
            throw new UsageException($"{path}: expected a file, found a folder");
        }

        if (path != "-" && !File.Exists(path))
        {
            throw new UsageException(NoSuchFile(path));
        }

        using var source = path == "-" ? Console.OpenStandardInput() : Opened(path);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = source.Read(buffer)) > 0; )
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > most)
            {
                throw new UsageException($"{path}: larger than {most >> 20} MiB");
            }
        }

        return bytes.ToArray();
    }
}
