// Which files are meant: names as they are; folders and globs give what lies below them, without what is hidden.
using LossProofs.Audit.Documents;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace LossProofs.CommandLine.Input;

/// <summary>A file to audit.</summary>
/// <param name="Path">Its path, as given or below the folder that was given.</param>
/// <param name="IsFound">Found in a folder or by a glob, rather than named.</param>
internal sealed record DocumentFile(string Path, bool IsFound);

internal static class DocumentFiles
{
    // A folder is no file system.
    private const int MostFiles = 10_000;

    // What tools put into a project; nobody writes derivations there.
    private static readonly string[] s_generated = ["node_modules", "bin", "obj", "_build", "_site"];

    /// <summary>The files of names, folders and globs, each once, in the order given.</summary>
    public static IReadOnlyList<DocumentFile> Find(IEnumerable<string> given, Configuration configuration)
    {
        var files = new List<DocumentFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in given)
        {
            IEnumerable<DocumentFile> found =
                path.Length == 0
                    ? throw new UsageException("audit: expected the name of a document, a folder or a pattern, got ''")
                : Directory.Exists(path) ? InFolder(path)
                : path.Contains('*', StringComparison.Ordinal) && !File.Exists(path) ? ByGlob(path)
                : [new DocumentFile(Existing(path), false)];
            files.AddRange(
                found.Where(file =>
                    (!file.IsFound || !IsExcluded(file.Path, configuration))
                    && (file.Path == "-" || seen.Add(System.IO.Path.GetFullPath(file.Path)))
                )
            );
        }

        return files;
    }

    // What is named and missing is said before anything is audited.
    private static string Existing(string path)
    {
        if (path != "-" && !File.Exists(path))
        {
            throw new UsageException(Sources.NoSuchFile(path));
        }

        return path;
    }

    // Patterns count from the configuration's folder.
    private static bool IsExcluded(string path, Configuration configuration)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(configuration.Exclude);
        var here = System.IO.Path.GetFullPath(configuration.Folder);
        return configuration.Exclude.Count > 0
            && matcher.Match(here, System.IO.Path.GetRelativePath(here, System.IO.Path.GetFullPath(path))).HasMatches;
    }

    private static IEnumerable<DocumentFile> InFolder(string folder)
    {
        var files = Below(folder, "**/*").Where(file => SourceFormats.ForPath(file) is not null).ToList();
        return files.Count == 0
            ? throw new UsageException($"{folder}: no document ({SourceFormats.Listed}) in this folder")
            : files.Select(file => new DocumentFile(file, true));
    }

    private static IEnumerable<DocumentFile> ByGlob(string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var plain = parts.TakeWhile(part => !part.Contains('*', StringComparison.Ordinal)).Count();
        var folder = string.Join('/', parts[..plain]);
        var start =
            plain == 0 ? "."
            : folder.Length == 0 ? "/"
            : folder;
        var rest = string.Join('/', parts[plain..]);
        var matched = Directory.Exists(start) ? Below(start, rest).ToList() : [];
        var files = matched.Where(file => SourceFormats.ForPath(file) is not null).ToList();
        return files.Count > 0 ? files.Select(file => new DocumentFile(file, true))
            : matched.Count > 0
                ? throw new UsageException(
                    $"{pattern}: none of the {matched.Count} files is a document ({SourceFormats.Listed})"
                )
            : throw new UsageException($"{pattern}: no file matches");
    }

    // Below the current folder, files have no folder before their names.
    private static IEnumerable<string> Below(string folder, string pattern)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(pattern);
        matcher.AddExcludePatterns([.. s_generated.Select(name => $"**/{name}/**"), "**/.*", "**/.*/**"]);
        var found = matcher
            .Execute(new VisibleFolder(new DirectoryInfo(folder)))
            .Files.Select(file => file.Path)
            .Order(StringComparer.Ordinal)
            .Take(MostFiles + 1)
            .ToList();
        return found.Count > MostFiles
            ? throw new UsageException($"{folder}: more than {MostFiles} files; expected a smaller folder")
            : found.Select(file => folder is "." or "./" ? file : System.IO.Path.Combine(folder, file));
    }

    // Folders that are hidden, made by tools or links are not even looked into.
    private sealed class VisibleFolder(DirectoryInfo folder) : DirectoryInfoBase
    {
        private static readonly EnumerationOptions s_visible = new()
        {
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };

        public override string Name => folder.Name;

        public override string FullName => folder.FullName;

        public override DirectoryInfoBase? ParentDirectory =>
            folder.Parent is null ? null : new VisibleFolder(folder.Parent);

        public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
        {
            foreach (var entry in folder.EnumerateFileSystemInfos("*", s_visible))
            {
                if (entry is DirectoryInfo inner && !s_generated.Contains(inner.Name))
                {
                    yield return new VisibleFolder(inner);
                }
                else if (entry is FileInfo file)
                {
                    yield return new FileInfoWrapper(file);
                }
            }
        }

        public override DirectoryInfoBase GetDirectory(string path) =>
            new VisibleFolder(new DirectoryInfo(System.IO.Path.Combine(folder.FullName, path)));

        public override FileInfoBase GetFile(string path) =>
            new FileInfoWrapper(new FileInfo(System.IO.Path.Combine(folder.FullName, path)));
    }
}
