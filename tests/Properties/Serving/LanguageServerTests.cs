// `lossproofs serve` as an editor sees it.
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace LossProofs.Tests.Properties.Serving;

public sealed class LanguageServerTests : IDisposable
{
    private const string Wrong =
        "# A note\n\nFor $p \\in (0,1)$:\n\n$$ \\frac{d}{dp} (-\\log p) = \\frac{1}{p} \\tag{1} $$\n";
    private const string Right =
        "# A note\n\nFor $p \\in (0,1)$:\n\n$$ \\frac{d}{dp} (-\\log p) = -\\frac{1}{p} \\tag{1} $$\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-serve-");
    private readonly LanguageClient _client;
    private readonly string _note;

    public LanguageServerTests()
    {
        _client = new LanguageClient(_folder.FullName);
        _note = new Uri(Path.Combine(_folder.FullName, "note.md")).AbsoluteUri;
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static JsonObject At(string uri, int line, int character) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["position"] = Position(line, character),
        };

    private static JsonObject Position(int line, int character) => new() { ["line"] = line, ["character"] = character };

    private static string Range(JsonElement range) =>
        string.Join(
            ':',
            new[] { range.GetProperty("start"), range.GetProperty("end") }.Select(each =>
                $"{each.GetProperty("line").GetInt32()},{each.GetProperty("character").GetInt32()}"
            )
        );

    private List<JsonElement> Actions(string uri, int line) =>
        [
            .. _client
                .Request(
                    "textDocument/codeAction",
                    new JsonObject
                    {
                        ["textDocument"] = new JsonObject { ["uri"] = uri },
                        ["range"] = new JsonObject { ["start"] = Position(line, 5), ["end"] = Position(line, 5) },
                        ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
                    }
                )
                .EnumerateArray(),
        ];

    [Fact]
    public void A_wrong_formula_is_marked_and_a_correction_takes_the_mark_away()
    {
        _client.Open(_note, Wrong);
        var mark = Assert.Single(_client.Marks(_note));

        Assert.Equal("4,3:4,39", Range(mark.GetProperty("range")));
        Assert.Equal((1, "separated"), (mark.GetProperty("severity").GetInt32(), mark.GetProperty("code").GetString()));
        Assert.StartsWith(
            "Formula (1): false at p = 1/2: left -2, right 2",
            mark.GetProperty("message").GetString(),
            StringComparison.Ordinal
        );

        _client.Change(_note, Right);
        Assert.Empty(_client.Marks(_note));
        Assert.Equal(0, _client.Exit());
    }

    [Fact]
    public void A_repair_is_offered_and_what_it_writes_is_right()
    {
        _client.Open(_note, Wrong);
        _client.Marks(_note);

        var actions = Actions(_note, 4);
        var edit = actions[0].GetProperty("edit").GetProperty("changes").GetProperty(_note)[0];

        Assert.Equal(
            [
                @"Write what holds: -\frac{1}{p}",
                "Mark (1) as known to be wrong in note.bindings.yaml",
                "Leave (1) alone",
            ],
            actions.Select(action => action.GetProperty("title").GetString())
        );
        Assert.Equal(
            (@"-\frac{1}{p}", "4,28:4,39"),
            (edit.GetProperty("newText").GetString(), Range(edit.GetProperty("range")))
        );
        var ignore = actions[2].GetProperty("edit").GetProperty("changes").GetProperty(_note)[0];
        Assert.Equal("4,0:4,0", Range(ignore.GetProperty("range")));
        _client.Change(_note, Wrong.Replace("$$ \\frac", ignore.GetProperty("newText").GetString() + "$$ \\frac"));
        Assert.Empty(_client.Marks(_note));
    }

    [Fact]
    public void Known_errors_and_declarations_go_to_the_bindings_and_count_once_saved()
    {
        var bindings = Path.Combine(_folder.FullName, "note.bindings.yaml");
        _client.Open(_note, Wrong + "\nFor all $a$, $b$, $c$ we have\n\n$$ a b \\le c $$\n");
        // What is judged first may be shown first.
        var first = _client.Marks(_note);
        first = first.Count < 2 ? _client.Marks(_note) : first;
        Assert.Equal([1, 3], first.Select(mark => mark.GetProperty("severity").GetInt32()));

        var known = Inserted(Actions(_note, 4)[1], creates: true);
        File.WriteAllText(bindings, known);
        var declared = Inserted(Actions(_note, 8)[0], creates: false);
        Assert.Equal("symbols:\n  'a': 'real'\n  'b': 'real'\n  'c': 'real'\n", declared);
        File.AppendAllText(bindings, declared);
        Notify(bindings);

        // The known error is a hint now; the other formula fails for real numbers.
        var marks = _client.Marks(_note);
        Assert.Equal([4, 1], marks.Select(mark => mark.GetProperty("severity").GetInt32()));

        static string Inserted(JsonElement action, bool creates)
        {
            var changes = action.GetProperty("edit").GetProperty("documentChanges").EnumerateArray().ToList();
            Assert.Equal(creates, changes[0].TryGetProperty("kind", out _));
            return changes[^1].GetProperty("edits")[0].GetProperty("newText").GetString()!;
        }

        void Notify(string path) =>
            _client.Notify(
                "textDocument/didSave",
                new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = new Uri(path).AbsoluteUri } }
            );
    }

    [Fact]
    public void A_hover_shows_how_a_formula_was_read_and_on_what_it_rests()
    {
        _client.Open(_note, Wrong);
        _client.Marks(_note);

        var hover = _client
            .Request("textDocument/hover", At(_note, 4, 10))
            .GetProperty("contents")
            .GetProperty("value")
            .GetString()!;

        Assert.StartsWith("**(1)** refuted\n\nread as\n\n$$\n", hover, StringComparison.Ordinal);
        Assert.Contains("- `p in (0, 1)` (text)\n", hover, StringComparison.Ordinal);
        Assert.Contains("fails at `p = 1/2`: left `-2`, right `2`", hover, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, _client.Request("textDocument/hover", At(_note, 0, 0)).ValueKind);
    }

    [Fact]
    public void A_hover_draws_its_formulas_where_the_client_shows_pictures()
    {
        using var drawing = new LanguageClient(
            _folder.FullName,
            new JsonObject { ["general"] = new JsonObject { ["markdown"] = new JsonObject { ["parser"] = "marked" } } }
        );
        drawing.Open(_note, Wrong);
        drawing.Marks(_note);

        var hover = drawing
            .Request("textDocument/hover", At(_note, 4, 10))
            .GetProperty("contents")
            .GetProperty("value")
            .GetString()!;

        var pictures = Regex.Matches(hover, @"!\[.*\]\(data:image/svg\+xml;base64,(?<bits>[A-Za-z0-9+/=]+)\)");
        Assert.Equal(2, pictures.Count);
        Assert.All(
            pictures,
            picture =>
                Assert.Contains(
                    XDocument
                        .Parse(Encoding.UTF8.GetString(Convert.FromBase64String(picture.Groups["bits"].Value)))
                        .Descendants(),
                    element => element.Name == XName.Get("mfrac", "http://www.w3.org/1998/Math/MathML")
                )
        );
        Assert.DoesNotContain("$$", hover, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_is_marked_in_its_cells()
    {
        const string book = "file:///notes/book.ipynb";
        string[] cells = ["cell:1", "cell:2", "cell:3"];
        string[] texts =
        [
            "Let $p \\in (0,1)$.",
            "print(1)",
            "So 𝔼 is\n\n$$ \\frac{d}{dp} (-\\log p) = \\frac{1}{p} $$",
        ];
        _client.Notify(
            "notebookDocument/didOpen",
            new JsonObject
            {
                ["notebookDocument"] = new JsonObject
                {
                    ["uri"] = book,
                    ["cells"] = new JsonArray([
                        .. cells.Select(
                            (cell, at) => new JsonObject { ["kind"] = at == 1 ? 2 : 1, ["document"] = cell }
                        ),
                    ]),
                },
                ["cellTextDocuments"] = new JsonArray([
                    .. cells.Zip(texts, (cell, text) => new JsonObject { ["uri"] = cell, ["text"] = text }),
                ]),
            }
        );

        Assert.Empty(_client.Marks("cell:1"));
        Assert.Equal("2,3:2,39", Range(Assert.Single(_client.Marks("cell:3")).GetProperty("range")));

        _client.Notify(
            "notebookDocument/didChange",
            new JsonObject
            {
                ["notebookDocument"] = new JsonObject { ["uri"] = book },
                ["change"] = new JsonObject
                {
                    ["cells"] = new JsonObject
                    {
                        ["structure"] = new JsonObject
                        {
                            ["array"] = new JsonObject
                            {
                                ["start"] = 1,
                                ["deleteCount"] = 1,
                                ["cells"] = new JsonArray(),
                            },
                        },
                        ["textContent"] = new JsonArray(
                            new JsonObject
                            {
                                ["document"] = new JsonObject { ["uri"] = "cell:3" },
                                ["changes"] = new JsonArray(
                                    new JsonObject { ["text"] = texts[2].Replace("= ", "= -") }
                                ),
                            }
                        ),
                    },
                },
            }
        );
        Assert.Empty(_client.Marks("cell:3"));
    }

    [Fact]
    public void Bindings_are_completed_and_checked_as_they_are_written()
    {
        var uri = new Uri(Path.Combine(_folder.FullName, "note.bindings.yaml")).AbsoluteUri;
        _client.Open(_note, "$$ a b \\le c $$\n");
        _client.Marks(_note);
        _client.Open(uri, "symbols:\n  a: \n  \n");
        _client.Marks(uri);

        Assert.Contains("probability vector of length n", Labels(1, 5));
        Assert.Contains("'b': 'real'", Labels(2, 2));
        _client.Change(uri, "symbols:\n  a: vektor\n");
        var mark = Assert.Single(_client.Marks(uri));
        Assert.Equal(1, mark.GetProperty("range").GetProperty("start").GetProperty("line").GetInt32());

        List<string> Labels(int line, int character) =>
            [
                .. _client
                    .Request("textDocument/completion", At(uri, line, character))
                    .EnumerateArray()
                    .Select(item => item.GetProperty("label").GetString()!),
            ];
    }

    [Fact]
    public void What_is_not_known_is_answered_and_what_is_no_message_ends_it()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            _client.Request("workspace/nonsense", new JsonObject())
        );
        Assert.Equal("there is no method 'workspace/nonsense'", error.Message);
        Assert.Throws<InvalidOperationException>(() => _client.Request("textDocument/hover", new JsonObject()));

        _client.Raw("nonsense\r\n\r\n");
        Assert.Equal(2, _client.Ended());
    }
}
