// The bindings that come with the tool (bindings/*.yaml, embedded), found by the document's title.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;

namespace LossProofs.Audit;

/// <summary>Bindings that are part of this assembly.</summary>
public static class ShippedBindings
{
    private const string Prefix = "bindings/";

    private static readonly Lazy<IReadOnlyList<BindingsFile>> s_files = new(() =>
    {
        var assembly = typeof(ShippedBindings).Assembly;
        var files = new List<BindingsFile>();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                files.Add(BindingsLoader.Read(reader.ReadToEnd(), name));
            }
        }

        return files;
    });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BindingsFile> Files => s_files.Value;

    /// <summary>Those for this document, or null.</summary>
    public static BindingsFile? For(Document document) => Files.FirstOrDefault(file => IsFor(file, document));

    /// <summary>Whether the file names the document's title; white space and case aside.</summary>
    public static bool IsFor(BindingsFile file, Document document) =>
        file.Title is { } title && document.Title.Length > 0 && Folded(title) == Folded(document.Title);

    private static string Folded(string title) =>
        string.Concat(title.Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant();
}
