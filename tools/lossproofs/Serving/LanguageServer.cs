// The language server: an editor says what is open and how it changes, the server says what is wrong in it and what can be done.
//
// One thread reads and answers; audits run beside it, one for each document, that an edit cancels. Findings are kept by what a
// claim says, so that after an edit only what it changes is judged.
using System.Text.Json;
using System.Text.Json.Nodes;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.CommandLine.Input;

namespace LossProofs.CommandLine.Serving;

internal sealed class LanguageServer(MessageStream messages, AuditSettings settings)
{
    // While letters follow each other: long enough for the next one, short enough not to be noticed. An edit after this long a
    // silence (a word pasted, a repair applied, the first letter) is audited at once.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(500);

    // Findings kept for one document while it is written; then it starts anew.
    private const int MostFindings = 2_000;

    private const int MethodNotFound = -32601;
    private const int InvalidParameters = -32602;

    private readonly Dictionary<string, OpenDocument> _documents = new(StringComparer.Ordinal);

    // Open files that are no documents: bindings.
    private readonly Dictionary<string, string> _others = new(StringComparer.Ordinal);

    // What was sent last for each address.
    private readonly Dictionary<string, string> _published = new(StringComparer.Ordinal);

    private readonly Auditor _auditor = new(settings);
    private Configuration _configuration = Configuration.None;
    private bool _isShutDown;

    // Visual Studio Code says that marked reads its Markdown: its hovers hold pictures.
    private bool _drawsHovers;

    /// <summary>Serves until the editor ends it; the exit status.</summary>
    public int Run()
    {
        while (messages.Read() is { } message)
        {
            var method = message.TryGetProperty("method", out var name) ? name.GetString() : null;
            var id = message.TryGetProperty("id", out var given) ? JsonNode.Parse(given.GetRawText()) : null;
            var parameters = message.TryGetProperty("params", out var sent) ? sent : default;
            if (method == "exit")
            {
                break;
            }

            if (method is null)
            {
                // An answer: none is waited for.
                continue;
            }

            try
            {
                var (isKnown, result) = Handle(method, parameters);
                if (id is not null)
                {
                    messages.Write(
                        isKnown
                            ? new JsonObject { ["id"] = id, ["result"] = result }
                            : Failure(id, MethodNotFound, $"there is no method '{method}'")
                    );
                }
            }
            catch (Exception error)
                when (error
                        is KeyNotFoundException
                            or InvalidOperationException
                            or FormatException
                            or UriFormatException
                )
            {
                if (id is not null)
                {
                    messages.Write(Failure(id, InvalidParameters, $"{method}: {error.Message}"));
                }
            }
        }

        foreach (var document in _documents.Values)
        {
            document.Running?.Cancel();
        }

        return _isShutDown ? 0 : 1;
    }

    private static JsonObject Failure(JsonNode id, int code, string message) =>
        new()
        {
            ["id"] = id,
            ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
        };

    private (bool IsKnown, JsonNode? Result) Handle(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "initialize":
                return (true, Initialize(parameters));
            case "shutdown":
                _isShutDown = true;
                return (true, null);
            case "textDocument/didOpen":
                Open(parameters.GetProperty("textDocument"));
                return (true, null);
            case "textDocument/didChange":
                Change(
                    parameters.GetProperty("textDocument").GetProperty("uri").GetString()!,
                    parameters.GetProperty("contentChanges").EnumerateArray().Last().GetProperty("text").GetString()!
                );
                return (true, null);
            case "textDocument/didClose":
                Close(parameters.GetProperty("textDocument").GetProperty("uri").GetString()!);
                return (true, null);
            case "textDocument/didSave":
                // Bindings beside a document change what it means.
                if (
                    parameters
                        .GetProperty("textDocument")
                        .GetProperty("uri")
                        .GetString()!
                        .EndsWith(".yaml", StringComparison.Ordinal)
                )
                {
                    Refresh();
                }

                return (true, null);
            case "workspace/didChangeWatchedFiles":
                Refresh();
                return (true, null);
            case "notebookDocument/didOpen":
                OpenNotebook(parameters);
                return (true, null);
            case "notebookDocument/didChange":
                ChangeNotebook(parameters);
                return (true, null);
            case "notebookDocument/didClose":
                Close(parameters.GetProperty("notebookDocument").GetProperty("uri").GetString()!);
                return (true, null);
            case "textDocument/hover":
                return (true, Hover(parameters));
            case "textDocument/codeAction":
                return (true, CodeActions(parameters));
            case "textDocument/completion":
                return (true, Completion(parameters));
            default:
                // Notifications that are not known say nothing to us.
                return (false, null);
        }
    }

    private JsonObject Initialize(JsonElement parameters)
    {
        if (
            parameters.TryGetProperty("rootUri", out var root)
            && root.GetString() is { } address
            && new Uri(address) is { IsFile: true } folder
            && Directory.Exists(folder.LocalPath)
        )
        {
            Directory.SetCurrentDirectory(folder.LocalPath);
        }

        _drawsHovers =
            parameters.TryGetProperty("capabilities", out var client)
            && client.TryGetProperty("general", out var general)
            && general.TryGetProperty("markdown", out var markdown)
            && markdown.TryGetProperty("parser", out var parser)
            && parser.GetString() == "marked";

        try
        {
            _configuration = Configuration.Find();
        }
        catch (UsageException error)
        {
            Say(error.Message);
        }

        return new JsonObject
        {
            ["serverInfo"] = new JsonObject
            {
                ["name"] = "lossproofs",
                ["version"] = typeof(Auditor).Assembly.GetName().Version!.ToString(3),
            },
            ["capabilities"] = new JsonObject
            {
                ["positionEncoding"] = "utf-16",
                // Whole texts: a document of formulas is short.
                ["textDocumentSync"] = new JsonObject
                {
                    ["openClose"] = true,
                    ["change"] = 1,
                    ["save"] = true,
                },
                ["notebookDocumentSync"] = new JsonObject
                {
                    ["notebookSelector"] = new JsonArray(
                        new JsonObject { ["cells"] = new JsonArray(new JsonObject { ["language"] = "markdown" }) }
                    ),
                },
                ["hoverProvider"] = true,
                ["codeActionProvider"] = new JsonObject { ["codeActionKinds"] = new JsonArray("quickfix") },
                ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray(":", " ") },
            },
        };
    }

    private void Say(string message) =>
        messages.Notify("window/showMessage", new JsonObject { ["type"] = 1, ["message"] = message });

    private static string PathOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.IsFile ? address.LocalPath : uri;

    private void Open(JsonElement item)
    {
        var (uri, text) = (item.GetProperty("uri").GetString()!, item.GetProperty("text").GetString()!);
        var path = PathOf(uri);
        if (SourceFormats.ForPath(path) is null)
        {
            _others[uri] = text;
            CheckBindings(uri, text);
            return;
        }

        Close(uri);
        var document = new OpenDocument(uri, path);
        document.Parts.Add(new DocumentPart(uri, text, IsWords: true));
        Start(document, TimeSpan.Zero, isFirst: true);
    }

    private void Change(string uri, string text)
    {
        if (_others.ContainsKey(uri))
        {
            _others[uri] = text;
            CheckBindings(uri, text);
        }
        else if (_documents.TryGetValue(uri, out var document))
        {
            document.Parts[0] = document.Parts[0] with { Text = text };
            Start(document, document.SinceLastEdit() > s_silence ? TimeSpan.Zero : s_pause);
        }
    }

    private void Close(string uri)
    {
        _others.Remove(uri);
        if (_documents.Remove(uri, out var document))
        {
            document.Running?.Cancel();
            foreach (var part in document.Parts)
            {
                Publish(part.Uri, []);
                lock (_published)
                {
                    _published.Remove(part.Uri);
                }
            }
        }
    }

    private void OpenNotebook(JsonElement parameters)
    {
        var notebook = parameters.GetProperty("notebookDocument");
        var uri = notebook.GetProperty("uri").GetString()!;
        Close(uri);
        var document = new OpenDocument(uri, PathOf(uri)) { IsNotebook = true };
        var texts = Texts(parameters.GetProperty("cellTextDocuments"));
        document.Parts.AddRange(Cells(notebook.GetProperty("cells"), texts));
        Start(document, TimeSpan.Zero, isFirst: true);
    }

    private void ChangeNotebook(JsonElement parameters)
    {
        if (
            !_documents.TryGetValue(
                parameters.GetProperty("notebookDocument").GetProperty("uri").GetString()!,
                out var document
            ) || !parameters.GetProperty("change").TryGetProperty("cells", out var cells)
        )
        {
            return;
        }

        if (cells.TryGetProperty("structure", out var structure))
        {
            var array = structure.GetProperty("array");
            var opened = structure.TryGetProperty("didOpen", out var texts) ? Texts(texts) : [];
            var (start, count) = (array.GetProperty("start").GetInt32(), array.GetProperty("deleteCount").GetInt32());
            if (start < 0 || count < 0 || start + count > document.Parts.Count)
            {
                throw new FormatException(
                    $"expected a range of the {document.Parts.Count} cells, got {count} from {start}"
                );
            }

            foreach (var part in document.Parts.Skip(start).Take(count))
            {
                // A cell that only moves keeps its text.
                opened.TryAdd(part.Uri, part.Text);
            }

            document.Parts.RemoveRange(start, count);
            if (array.TryGetProperty("cells", out var added))
            {
                document.Parts.InsertRange(start, Cells(added, opened));
            }
        }

        if (cells.TryGetProperty("textContent", out var contents))
        {
            foreach (var content in contents.EnumerateArray())
            {
                var uri = content.GetProperty("document").GetProperty("uri").GetString()!;
                var at = document.Parts.FindIndex(part => part.Uri == uri);
                if (at >= 0)
                {
                    document.Parts[at] = document.Parts[at] with
                    {
                        Text = content.GetProperty("changes").EnumerateArray().Last().GetProperty("text").GetString()!,
                    };
                }
            }
        }

        Start(document, document.SinceLastEdit() > s_silence ? TimeSpan.Zero : s_pause);
    }

    private static Dictionary<string, string> Texts(JsonElement documents) =>
        documents
            .EnumerateArray()
            .ToDictionary(
                each => each.GetProperty("uri").GetString()!,
                each => each.GetProperty("text").GetString()!,
                StringComparer.Ordinal
            );

    private static IEnumerable<DocumentPart> Cells(JsonElement cells, Dictionary<string, string> texts)
    {
        const int markup = 1;
        return
        [
            .. cells
                .EnumerateArray()
                .Select(cell =>
                {
                    var uri = cell.GetProperty("document").GetString()!;
                    return new DocumentPart(
                        uri,
                        texts.GetValueOrDefault(uri, ""),
                        cell.GetProperty("kind").GetInt32() == markup
                    );
                }),
        ];
    }

    private void Refresh()
    {
        foreach (var document in _documents.Values)
        {
            Start(document, s_pause);
        }
    }

    // Audits what the document is now, once it has been so for a moment.
    private void Start(OpenDocument document, TimeSpan pause, bool isFirst = false)
    {
        if (isFirst)
        {
            _documents[document.Uri] = document;
            if (CacheFile.For(document.Path) is { } kept)
            {
                document.Findings = kept.Findings;
            }
        }

        document.Running?.Cancel();
        var running = new CancellationTokenSource();
        document.Running = running;
        var text = document.Text;
        if (document.Findings.Count > MostFindings)
        {
            document.Findings = ClaimCache.Read("");
        }

        var findings = document.Findings;
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await Task.Delay(pause, running.Token);
                    Audit(document, text, findings, running.Token);
                }
                catch (OperationCanceledException)
                {
                    // The next one has started.
                }
                catch (Exception error)
                {
                    Say($"{document.Path}: {error.Message}");
                }
            },
            running.Token
        );
    }

    private void Audit(OpenDocument document, string text, ClaimCache findings, CancellationToken cancelled)
    {
        try
        {
            // The cells of a notebook come as Markdown.
            var read = Sources.ReadDocument(document.Path, document.IsNotebook ? "md" : null, text);
            var meaning = CommonOptions.Meaning(read, [], none: false, _configuration);
            var report = _auditor.Audit(
                read,
                meaning,
                cache: findings,
                cancelled: cancelled,
                // A first audit takes longer than one likes to wait: what is known is shown.
                partial: document.Latest is null
                    ? equations =>
                        Show(
                            document,
                            new Audited(text, new DocumentReport(read.Path, read.Title, equations, [])),
                            cancelled
                        )
                    : null
            );
            Show(document, new Audited(text, report), cancelled);
        }
        catch (UsageException error)
        {
            Publish(document.Parts[0].Uri, new JsonArray(Whole(error.Message)));
        }
    }

    private void Show(OpenDocument document, Audited audited, CancellationToken cancelled)
    {
        if (cancelled.IsCancellationRequested)
        {
            return;
        }

        document.Latest = audited;
        foreach (var (uri, marks) in Findings.Marks(document, audited))
        {
            if (!cancelled.IsCancellationRequested)
            {
                Publish(uri, marks);
            }
        }
    }

    // What is wrong with bindings is said on their line: PATH:LINE: message.
    private void CheckBindings(string uri, string text)
    {
        if (!uri.EndsWith("bindings.yaml", StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            BindingsLoader.Read(text, "bindings");
            Publish(uri, []);
        }
        catch (BindingsException error)
        {
            var parts = error.Message.Split(':', 3);
            var line = parts.Length == 3 && int.TryParse(parts[1], out var number) ? Math.Max(0, number - 1) : 0;
            Publish(uri, new JsonArray(Whole(parts.Length == 3 ? parts[2].Trim() : error.Message, line)));
        }
    }

    private static JsonObject Whole(string message, int line = 0) =>
        new()
        {
            ["range"] = new JsonObject
            {
                ["start"] = OpenDocument.Position((line, 0)),
                ["end"] = OpenDocument.Position((line + 1, 0)),
            },
            ["severity"] = 1,
            ["source"] = "lossproofs",
            ["message"] = message,
        };

    // Marks that are there already are not sent again.
    private void Publish(string uri, JsonArray marks)
    {
        var text = marks.ToJsonString();
        lock (_published)
        {
            if (_published.GetValueOrDefault(uri) == text)
            {
                return;
            }

            _published[uri] = text;
            messages.Notify(
                "textDocument/publishDiagnostics",
                new JsonObject { ["uri"] = uri, ["diagnostics"] = marks }
            );
        }
    }

    // The document that an address belongs to: its own, or a cell's.
    private OpenDocument? DocumentOf(string uri) =>
        _documents.GetValueOrDefault(uri)
        ?? _documents.Values.FirstOrDefault(document => document.Parts.Any(part => part.Uri == uri));

    private (OpenDocument Document, OpenDocument.Places Places, DocumentReport Report)? Known(string uri)
    {
        var document = DocumentOf(uri);
        return document?.Current is { } report ? (document, document.PlacesOf(document.Text), report) : null;
    }

    private static IEnumerable<EquationReport> Between(
        DocumentReport report,
        (int Line, int Column) start,
        (int Line, int Column) end
    ) =>
        report.Equations.Where(equation =>
            equation.File is null
            && (
                equation.Region is { } region
                    ? (region.Line, region.Column).CompareTo(end) <= 0
                        && (region.EndLine, region.EndColumn).CompareTo(start) >= 0
                    : equation.FileLine >= start.Line && equation.FileLine <= end.Line
            )
        );

    private static (int Line, int Column)? Place(OpenDocument.Places places, string uri, JsonElement position) =>
        places.In(uri, position.GetProperty("line").GetInt32(), position.GetProperty("character").GetInt32());

    private JsonObject? Hover(JsonElement parameters)
    {
        var uri = parameters.GetProperty("textDocument").GetProperty("uri").GetString()!;
        if (
            Known(uri) is not var (_, places, report)
            || Place(places, uri, parameters.GetProperty("position")) is not { } at
            || Between(report, at, at).FirstOrDefault() is not { } equation
        )
        {
            return null;
        }

        return new JsonObject
        {
            ["contents"] = new JsonObject { ["kind"] = "markdown", ["value"] = Findings.Hover(equation, _drawsHovers) },
            ["range"] = Findings.Place(places, equation).Range,
        };
    }

    private JsonArray CodeActions(JsonElement parameters)
    {
        var uri = parameters.GetProperty("textDocument").GetProperty("uri").GetString()!;
        var range = parameters.GetProperty("range");
        var actions = new JsonArray();
        if (
            Known(uri) is var (document, places, report)
            && Place(places, uri, range.GetProperty("start")) is { } start
            && Place(places, uri, range.GetProperty("end")) is { } end
        )
        {
            foreach (var equation in Between(report, start, end))
            {
                foreach (var action in Actions.Of(document, places, equation, report.Missing, Read))
                {
                    actions.Add((JsonNode)action);
                }
            }
        }

        return actions;
    }

    // As an editor has it, or the disk.
    private string? Read(string path)
    {
        var uri = new Uri(Path.GetFullPath(path)).AbsoluteUri;
        return _others.TryGetValue(uri, out var text) ? text
            : File.Exists(path) ? Sources.Utf8(path)
            : null;
    }

    private JsonArray Completion(JsonElement parameters)
    {
        var uri = parameters.GetProperty("textDocument").GetProperty("uri").GetString()!;
        if (!_others.TryGetValue(uri, out var text) || !uri.EndsWith("bindings.yaml", StringComparison.Ordinal))
        {
            return [];
        }

        var stem = PathOf(uri)[..^"bindings.yaml".Length].TrimEnd('.');
        var missing = _documents
            .Values.FirstOrDefault(document => Path.ChangeExtension(document.Path, null) == stem)
            ?.Latest?.Report.Missing;
        var position = parameters.GetProperty("position");
        return Completions.Of(
            text.ReplaceLineEndings("\n").Split('\n'),
            position.GetProperty("line").GetInt32(),
            position.GetProperty("character").GetInt32(),
            missing is null ? [] : Actions.Symbols(missing)
        );
    }
}
