// JSON-RPC as the Language Server Protocol frames it: a header with the length, a blank line, the message.
//
// Its own and not a package's: the packages find the methods of a server by reflection, which a native build of the tool would
// lose, and bring a dozen assemblies for what stands here in a page.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LossProofs.CommandLine.Serving;

/// <summary>Reads and writes messages; any thread may write.</summary>
internal sealed class MessageStream(Stream input, Stream output)
{
    private const int LargestMessage = 128 << 20;
    private const int LongestHeader = 4096;

    private readonly Lock _writing = new();

    /// <summary>The next message; null at the end of the input.</summary>
    /// <exception cref="InvalidDataException">What came is no message.</exception>
    public JsonElement? Read()
    {
        var length = -1;
        while (true)
        {
            if (Line() is not { } line)
            {
                return null;
            }

            if (line.Length == 0)
            {
                break;
            }

            const string name = "Content-Length:";
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                length =
                    int.TryParse(line[name.Length..], NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
                    && given is >= 0 and <= LargestMessage
                        ? given
                        : throw new InvalidDataException(
                            $"expected a length after '{name}', got '{line[name.Length..].Trim()}'"
                        );
            }
        }

        if (length < 0)
        {
            throw new InvalidDataException("expected the header Content-Length before a message");
        }

        var bytes = new byte[length];
        input.ReadExactly(bytes);
        try
        {
            using var message = JsonDocument.Parse(bytes);
            return message.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"expected a message in JSON: {error.Message}", error);
        }
    }

    private string? Line()
    {
        var line = new StringBuilder();
        while (true)
        {
            switch (input.ReadByte())
            {
                case < 0 when line.Length == 0:
                    return null;
                case < 0:
                    throw new InvalidDataException("the input ends within a header");
                case '\n':
                    return line.ToString().TrimEnd('\r');
                case var character:
                    line.Append((char)character);
                    break;
            }

            if (line.Length > LongestHeader)
            {
                throw new InvalidDataException("expected a header, got a line without an end");
            }
        }
    }

    /// <summary>Sends a message; what it is goes in first.</summary>
    public void Write(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            message.WriteTo(json);
        }

        lock (_writing)
        {
            output.Write(
                Encoding.ASCII.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")
                )
            );
            output.Write(body.GetBuffer().AsSpan(0, (int)body.Length));
            output.Flush();
        }
    }

    /// <summary>Sends what no answer is expected to.</summary>
    public void Notify(string method, JsonNode parameters) =>
        Write(new JsonObject { ["method"] = method, ["params"] = parameters });
}
