// An editor's side of the language server: starts `lossproofs serve` and speaks to it over its standard streams.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LossProofs.Tests.Properties.CommandLine;

namespace LossProofs.Tests.Properties.Serving;

internal sealed class LanguageClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _server;
    private readonly BlockingCollection<JsonElement> _received = [];
    private readonly List<JsonElement> _unread = [];
    private int _requests;

    public LanguageClient(string? folder = null, JsonObject? capabilities = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder ?? Tool.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = Directory.CreateTempSubdirectory("lossproofs-cache-").FullName;
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lossproofs.dll"));
        start.ArgumentList.Add("serve");
        _server = Process.Start(start)!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        var reader = new Thread(Receive) { IsBackground = true };
        reader.Start();
        Capabilities = Request(
                "initialize",
                new JsonObject
                {
                    ["processId"] = null,
                    ["rootUri"] = folder is null ? null : new Uri(folder).AbsoluteUri,
                    ["capabilities"] = capabilities ?? new JsonObject(),
                }
            )
            .GetProperty("capabilities");
        Notify("initialized", new JsonObject());
    }

    public JsonElement Capabilities { get; }

    /// <summary>Sends bytes as they are.</summary>
    public void Raw(string text)
    {
        var stream = _server.StandardInput.BaseStream;
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }

    public void Notify(string method, JsonObject parameters) =>
        Send(new JsonObject { ["method"] = method, ["params"] = parameters });

    /// <summary>The result; an error is thrown as its message.</summary>
    public JsonElement Request(string method, JsonObject parameters)
    {
        var id = ++_requests;
        Send(
            new JsonObject
            {
                ["id"] = id,
                ["method"] = method,
                ["params"] = parameters,
            }
        );
        var answer = Next(message =>
            message.TryGetProperty("id", out var given)
            && given.GetInt32() == id
            && !message.TryGetProperty("method", out _)
        );
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException(error.GetProperty("message").GetString())
            : answer.GetProperty("result");
    }

    public void Open(string uri, string text) =>
        Notify(
            "textDocument/didOpen",
            new JsonObject
            {
                ["textDocument"] = new JsonObject
                {
                    ["uri"] = uri,
                    ["languageId"] = "markdown",
                    ["version"] = 1,
                    ["text"] = text,
                },
            }
        );

    public void Change(string uri, string text) =>
        Notify(
            "textDocument/didChange",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = 2 },
                ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = text }),
            }
        );

    /// <summary>The next marks of a document.</summary>
    public List<JsonElement> Marks(string uri) =>
        [
            .. Next(message =>
                    message.TryGetProperty("method", out var method)
                    && method.GetString() == "textDocument/publishDiagnostics"
                    && message.GetProperty("params").GetProperty("uri").GetString() == uri
                )
                .GetProperty("params")
                .GetProperty("diagnostics")
                .EnumerateArray(),
        ];

    /// <summary>Ends it as an editor does; the exit status.</summary>
    public int Exit()
    {
        Request("shutdown", new JsonObject());
        Notify("exit", new JsonObject());
        return Ended();
    }

    public int Ended() =>
        _server.WaitForExit(s_patience) ? _server.ExitCode : throw new TimeoutException("the server did not end");

    private JsonElement Next(Func<JsonElement, bool> isWanted)
    {
        var at = _unread.FindIndex(message => isWanted(message));
        if (at >= 0)
        {
            var found = _unread[at];
            _unread.RemoveAt(at);
            return found;
        }

        while (_received.TryTake(out var message, s_patience))
        {
            if (isWanted(message))
            {
                return message;
            }

            _unread.Add(message);
        }

        throw new TimeoutException("the server did not answer");
    }

    private void Send(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        var body = message.ToJsonString();
        Raw(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
            )
        );
    }

    private void Receive()
    {
        var stream = _server.StandardOutput.BaseStream;
        var header = new StringBuilder();
        for (int next; (next = stream.ReadByte()) >= 0; )
        {
            header.Append((char)next);
            if (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                continue;
            }

            var length = int.Parse(header.ToString().Split(':')[1], NumberStyles.Integer, CultureInfo.InvariantCulture);
            var body = new byte[length];
            stream.ReadExactly(body);
            _received.Add(JsonDocument.Parse(body).RootElement.Clone());
            header.Clear();
        }
    }

    public void Dispose()
    {
        if (!_server.HasExited)
        {
            _server.Kill();
        }

        _server.Dispose();
        _received.Dispose();
    }
}
