// The protocol between the laws and a program that has kernels, version 1: docs/conformance.md describes it.
// A message is one line of JSON, and after it as many bytes as its "bytes" says.
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LossProofs.Laws;

/// <summary>What is no message of the protocol.</summary>
/// <param name="message">What was read and what was expected.</param>
public sealed class ProtocolException(string message) : Exception(message);

internal static class Messages
{
    /// <summary>The version of the protocol.</summary>
    public const int Version = 1;

    /// <summary>The longest line: the list of a program's kernels, the lengths of some thousand rows.</summary>
    public const int LongestLine = 1 << 20;

    /// <summary>The most bytes that follow a line.</summary>
    public const int MostBytes = 1 << 28;

    private static readonly JsonWriterOptions s_readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a message.</summary>
    public static void Write(Stream stream, Action<Utf8JsonWriter> members, byte[]? payload = null)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, s_readable))
        {
            writer.WriteStartObject();
            writer.WriteNumber("lossproofs", Version);
            members(writer);
            if (payload is not null)
            {
                writer.WriteNumber("bytes", payload.Length);
            }

            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        stream.Write(line.GetBuffer(), 0, (int)line.Length);
        stream.Write(payload ?? []);
        stream.Flush();
    }

    /// <summary>Reads a message: null at the end of the stream.</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static (JsonElement Header, byte[] Payload)? Read(Stream stream)
    {
        if (Line(stream) is not { } line)
        {
            return null;
        }

        JsonElement header;
        try
        {
            using var document = JsonDocument.Parse(line);
            header = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new ProtocolException(
                $"wrote {Quoted(line)}; expected a line of JSON (other words go to standard error)"
            );
        }

        if (header.ValueKind != JsonValueKind.Object || !header.TryGetProperty("lossproofs", out var version))
        {
            throw new ProtocolException($"wrote {Quoted(line)}; expected a message of the protocol");
        }

        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
        {
            throw new ProtocolException($"speaks version {version} of the protocol; expected {Version}");
        }

        var bytes = 0;
        if (
            header.TryGetProperty("bytes", out var size)
            && (size.ValueKind != JsonValueKind.Number || !size.TryGetInt32(out bytes) || bytes is < 0 or > MostBytes)
        )
        {
            throw new ProtocolException($"announced {size} bytes; expected a number from 0 to {MostBytes}");
        }

        var payload = new byte[bytes];
        var read = stream.ReadAtLeast(payload, bytes, throwOnEndOfStream: false);
        return read == bytes
            ? (header, payload)
            : throw new ProtocolException($"ended after {read} of {bytes} announced bytes");
    }

    /// <summary>Numbers as little-endian bytes.</summary>
    public static void Append(MemoryStream to, IEnumerable<double> values, string type)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var value in values)
        {
            switch (type)
            {
                case "float32":
                    BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                    break;
                case "int64":
                    BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value);
                    break;
                case "uint8":
                    bytes[0] = (byte)value;
                    break;
                default:
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                    break;
            }

            to.Write(bytes[..SizeOf(type)]);
        }
    }

    /// <summary>The number at an index of little-endian bytes.</summary>
    public static double Number(ReadOnlySpan<byte> bytes, int index, string type)
    {
        var at = bytes.Slice(index * SizeOf(type), SizeOf(type));
        return type switch
        {
            "float32" => BinaryPrimitives.ReadSingleLittleEndian(at),
            "int64" => BinaryPrimitives.ReadInt64LittleEndian(at),
            "uint8" => at[0],
            _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
        };
    }

    /// <summary>The bytes of a number.</summary>
    public static int SizeOf(string type) =>
        type switch
        {
            "uint8" => 1,
            "float32" => 4,
            _ => 8,
        };

    /// <summary>"float32" or "float64".</summary>
    public static string TypeOf(bool single) => single ? "float32" : "float64";

    /// <summary>The type of an argument's numbers.</summary>
    public static string TypeOf(Argument argument, bool single) =>
        argument.Place switch
        {
            Place.Label => "int64",
            Place.Flags => "uint8",
            _ => TypeOf(single),
        };

    // Without its end; null when the stream ends before any byte of it.
    private static byte[]? Line(Stream stream)
    {
        using var line = new MemoryStream();
        for (int next; (next = stream.ReadByte()) != '\n'; )
        {
            if (next < 0)
            {
                return line.Length == 0 ? null : throw new ProtocolException($"ended after {Quoted(line.ToArray())}");
            }

            line.WriteByte((byte)next);
            if (line.Length > LongestLine)
            {
                throw new ProtocolException($"wrote a line of more than {LongestLine} bytes");
            }
        }

        return line.ToArray();
    }

    private static string Quoted(byte[] line)
    {
        var text = Encoding.UTF8.GetString(line.AsSpan(0, Math.Min(line.Length, 60)));
        return $"'{string.Concat(text.Select(c => char.IsControl(c) ? '?' : c))}{(line.Length > 60 ? "…" : "")}'";
    }
}
