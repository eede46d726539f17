// The user's cache folder: one file per document with what its last audit found. What cannot be read or written is as if there
// were none.
using System.Security.Cryptography;
using System.Text;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine.Input;

/// <summary>The findings of a document's last audit.</summary>
internal sealed class CacheFile
{
    private const int LargestFile = 64 << 20;
    private static readonly TimeSpan s_unused = TimeSpan.FromDays(90);

    private readonly string _path;

    private CacheFile(string path, ClaimCache findings) => (_path, Findings) = (path, findings);

    /// <summary>What was found.</summary>
    public ClaimCache Findings { get; }

    /// <summary>The file for a document; null for standard input, and where the user has no folder for it.</summary>
    public static CacheFile? For(string document)
    {
        if (document == "-" || Folder() is not { } folder)
        {
            return null;
        }

        var name = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(document)));
        var path = Path.Combine(folder, Convert.ToHexStringLower(name.AsSpan(0, 16)) + ".cache");
        try
        {
            var file = new FileInfo(path);
            return new CacheFile(
                path,
                ClaimCache.Read(file.Exists && file.Length <= LargestFile ? File.ReadAllText(path) : "")
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new CacheFile(path, ClaimCache.Read(""));
        }
    }

    /// <summary>Writes what is new, whole or not at all; what a partial audit did not look at stays.</summary>
    public void Save(bool isPartial)
    {
        try
        {
            if (!Findings.HasChanged)
            {
                File.SetLastWriteTimeUtc(_path, DateTime.UtcNow);
                return;
            }

            var folder = Path.GetDirectoryName(_path)!;
            Directory.CreateDirectory(folder);
            var temporary = $"{_path}.{Environment.ProcessId}";
            File.WriteAllText(temporary, Findings.Write(isPartial));
            File.Move(temporary, _path, overwrite: true);
            Tidy(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next audit takes as long as this one.
        }
    }

    // Documents that were not audited for long may be gone.
    private static void Tidy(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.cache*"))
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc > s_unused)
            {
                file.Delete();
            }
        }
    }

    private static string? Folder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var root =
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given && Path.IsPathRooted(given)
                ? given
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : home.Length == 0 ? ""
            : Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
        return root.Length == 0 ? null : Path.Combine(root, "lossproofs");
    }
}
