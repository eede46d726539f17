// The lines of a part's file, read one after the other.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LossProofs.Sharding;

internal static class ShardLines
{
    /// <summary>Whole lines, each with the offset behind its line feed.</summary>
    public static IEnumerable<(string Line, long End)> Of(Stream stream)
    {
        stream.Position = 0;
        var buffer = new byte[1 << 16];
        using var line = new MemoryStream();
        var at = 0L;
        for (int read; (read = stream.Read(buffer)) > 0; )
        {
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', start, read - start)) >= 0; start = end + 1)
            {
                line.Write(buffer, start, end - start);
                yield return (Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length), at + end + 1);
                line.SetLength(0);
            }

            line.Write(buffer, start, read - start);
            at += read;
        }
    }

    /// <summary>A line again.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">The offset of its first byte.</param>
    /// <param name="length">Its length in bytes, without the line feed.</param>
    public static string At(string path, long start, int length)
    {
        using var file = File.OpenHandle(path);
        var bytes = new byte[length];
        var read = 0;
        for (int more; read < length && (more = RandomAccess.Read(file, bytes.AsSpan(read), start + read)) > 0; )
        {
            read += more;
        }

        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    /// <summary>What is read of a line that is an object; null where it cannot be.</summary>
    public static T? Read<T>(string line, Func<JsonElement, T?> read)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : default;
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return default;
        }
    }

    /// <summary>The unit of a line and its result; null where the line is none.</summary>
    public static (string Name, JsonElement Result)? Unit(string line) =>
        Read<(string, JsonElement)?>(
            line,
            json => json.GetProperty("unit").GetString() is { } name ? (name, json.GetProperty("result").Clone()) : null
        );

    /// <summary>The header of a file that is whole, and its units with the places of their lines.</summary>
    /// <exception cref="ShardException">It is no shard, or not whole.</exception>
    public static (ShardHeader Header, List<(string Name, long Start, int Length)> Units) Whole(string path)
    {
        if (Directory.Exists(path) || !File.Exists(path))
        {
            throw new ShardException(
                $"{path}: {(Directory.Exists(path) ? "expected a file, found a folder" : "there is no such file")}"
            );
        }

        using var stream = File.OpenRead(path);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ShardHeader? header = null;
        var units = new List<(string Name, long Start, int Length)>();
        var (isEnded, start, behind) = (false, 0L, 0L);
        foreach (var (line, end) in Of(stream))
        {
            (start, behind) = (behind, end);
            if (isEnded)
            {
                throw new ShardException($"{path}: damaged: lines stand behind its end");
            }

            if (header is null)
            {
                header = ShardHeader.Read(line) ?? throw None();
            }
            else if (Unit(line) is { } unit)
            {
                units.Add((unit.Name, start, (int)(end - 1 - start)));
            }
            else if (End(line) is var (count, sum))
            {
                if (count != units.Count || sum != Convert.ToHexStringLower(digest.GetCurrentHash()))
                {
                    throw new ShardException($"{path}: damaged: its lines are not those that were written");
                }

                isEnded = true;
            }
            else
            {
                throw new ShardException($"{path}: damaged: line {units.Count + 2} is no result");
            }

            digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return header is null ? throw None()
            : isEnded ? (header, units)
            : throw new ShardException(
                $"{path}: truncated: shard {header.Shard} has no end; expected the file that its command leaves when it is done"
            );

        ShardException None() => new($"{path}: no shard; expected what --shard writes");
    }

    /// <summary>How many units the end of a file vouches for, and its digest; null where the line is none.</summary>
    public static (int Count, string Digest)? End(string line) =>
        Read<(int, string)?>(
            line,
            json => (json.GetProperty("end").GetInt32(), json.GetProperty("sha256").GetString()!)
        );
}
