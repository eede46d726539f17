// Where results go: standard output, or a file that is written whole or not at all.
using System.Text;

namespace LossProofs.CommandLine;

internal static class Output
{
    private const int BufferBytes = 1 << 16;

    /// <summary>The widest line that the terminal shows, or null where output is no terminal.</summary>
    public static int? Width
    {
        get
        {
            if (Console.IsOutputRedirected)
            {
                return null;
            }

            try
            {
                return Console.WindowWidth is >= 40 and var width ? width : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Says what is wrong with the path of a result before any work is done.</summary>
    public static void Check(string? path, string option = "--out")
    {
        if (path is null)
        {
            return;
        }

        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new UsageException($"{option}: expected the name of a file, got the folder '{path}'");
        }

        var folder = Path.GetDirectoryName(path);
        for (; !string.IsNullOrEmpty(folder) && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                throw new UsageException($"{option}: {path}: '{folder}' is a file, expected a folder");
            }
        }

        // Whether a file can be made there is known when one was made there.
        try
        {
            var probe = Path.Combine(folder ?? "", $"{Path.GetFileName(path)}.{Environment.ProcessId}");
            File.Create(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"{option}: {path}: no file can be written in {(string.IsNullOrEmpty(folder) ? "this folder" : $"'{folder}'")}"
            );
        }
    }

    /// <summary>Writes a result; the folders of a file are made.</summary>
    public static void Write(string text, string? path) =>
        Write(stream => stream.Write(Encoding.UTF8.GetBytes(text)), path);

    /// <summary>Writes a result as it is composed; the folders of a file are made.</summary>
    public static void Write(Action<Stream> write, string? path)
    {
        if (path is null)
        {
            using var output = new BufferedStream(Console.OpenStandardOutput(), BufferBytes);
            write(output);
            return;
        }

        Check(path);
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var temporary = path + ".partial";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                write(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
