// A part's results as JSON Lines: the header, a line for each unit of work as it is done, and an end that vouches for them. Until
// the end stands the file has another name, and a run that is started again goes on where it stopped.
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LossProofs.Sharding;

/// <summary>The results of one part while they come in.</summary>
public sealed class ShardFile : IDisposable
{
    /// <summary>What the name of a file ends in that is not whole yet.</summary>
    public const string Unfinished = ".partial";

    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly FileStream? _stream;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private ShardFile(string path, FileStream? stream) => (_path, _stream) = (path, stream);

    /// <summary>Opens a part's file, to be begun or to be gone on with.</summary>
    /// <param name="path">The file of the whole results.</param>
    /// <param name="header">The run and the part.</param>
    /// <param name="waiting">
    /// Told, once, that another process writes the results, as where a scheduler starts a part again while the first process
    /// still runs: they are waited for. Null: that is an error.
    /// </param>
    /// <exception cref="ShardException">The results of another run are there, or another process writes them.</exception>
    public static ShardFile Open(string path, ShardHeader header, Action? waiting = null)
    {
        var partial = path + Unfinished;
        for (var tries = 0; ; tries++)
        {
            if (File.Exists(path))
            {
                return ShardLines.Whole(path).Header is var known && header.Differs(known, path) is { } difference
                        ? throw new ShardException($"{path}: results of another run are there; expected {difference}")
                    : known.Shard != header.Shard
                        ? throw new ShardException($"{path}: shard {known.Shard} is there; expected {header.Shard}")
                    : new ShardFile(path, null);
            }

            FileStream stream;
            try
            {
                // Nobody else opens it until it is closed.
                stream = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(partial) && waiting is not null)
            {
                if (tries == 0)
                {
                    waiting();
                }

                Thread.Sleep(s_pause);
                continue;
            }
            catch (IOException) when (File.Exists(partial))
            {
                throw new ShardException($"{partial}: another process writes there");
            }

            // Done since it was looked for: the file that was just made is nobody's.
            if (File.Exists(path))
            {
                stream.Dispose();
                File.Delete(partial);
                continue;
            }

            var file = new ShardFile(path, stream);
            try
            {
                if (!file.Resume(header, partial))
                {
                    return file;
                }
            }
            catch
            {
                file.Dispose();
                throw;
            }

            // All was done but the name.
            file.Dispose();
            Name(path);
        }
    }

    /// <summary>Whether the results are whole: there is nothing to be done.</summary>
    public bool IsWhole => _stream is null;

    /// <summary>How many units an earlier run did.</summary>
    public int Found { get; private set; }

    /// <summary>Whether a unit is done.</summary>
    public bool Has(string unit)
    {
        lock (_lock)
        {
            return IsWhole || _done.Contains(unit);
        }
    }

    /// <summary>Adds the result of a unit; it stands in the file when this returns.</summary>
    /// <param name="unit">Its name, once in all parts.</param>
    /// <param name="result">Writes the result, one JSON value.</param>
    public void Add(string unit, Action<Utf8JsonWriter> result)
    {
        var line = Line(json =>
        {
            json.WriteStartObject();
            json.WriteString("unit", unit);
            json.WritePropertyName("result");
            result(json);
            json.WriteEndObject();
        });
        lock (_lock)
        {
            if (_done.Add(unit))
            {
                Append(line);
            }
        }
    }

    /// <summary>Writes the end; from then on the results stand under their own name.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            if (IsWhole)
            {
                return;
            }

            var digest = Convert.ToHexStringLower(_digest.GetCurrentHash());
            Append(
                Line(json =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("end", _done.Count);
                    json.WriteString("sha256", digest);
                    json.WriteEndObject();
                })
            );
            _stream!.Flush(flushToDisk: true);
            _stream.Dispose();
            Name(_path);
        }
    }

    private static void Name(string path)
    {
        try
        {
            File.Move(path + Unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that waited for it did.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream?.Dispose();
        _digest.Dispose();
    }

    // A line that was being written when the run was stopped is no line. True where nothing is left to be done.
    private bool Resume(ShardHeader header, string partial)
    {
        var kept = 0L;
        foreach (var (line, end) in ShardLines.Of(_stream!))
        {
            if (kept == 0)
            {
                if (ShardHeader.Read(line) is not { } known)
                {
                    throw new ShardException($"{partial}: no shard; expected what --shard writes, or another name");
                }

                if (header.Differs(known, partial) is { } difference)
                {
                    throw new ShardException($"{partial}: another run was begun there; expected {difference}");
                }

                if (known.Shard != header.Shard)
                {
                    throw new ShardException(
                        $"{partial}: shard {known.Shard} was begun there; expected another name for {header.Shard}"
                    );
                }
            }
            else if (ShardLines.Unit(line) is { } unit)
            {
                _done.Add(unit.Name);
            }
            else if (ShardLines.End(line) == (_done.Count, Convert.ToHexStringLower(_digest.GetCurrentHash())))
            {
                return true;
            }
            else
            {
                break;
            }

            _digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
            kept = end;
        }

        Found = _done.Count;
        _stream!.SetLength(kept);
        _stream.Position = kept;
        if (kept == 0)
        {
            Append(Line(header.Write));
        }

        return false;
    }

    private void Append(byte[] line)
    {
        _stream!.Write(line);
        _stream.Flush();
        _digest.AppendData(line);
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            write(json);
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}
