// A document in an editor: its text as it is being written, and what was found in it last.
using System.Diagnostics;
using System.Text.Json.Nodes;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine.Serving;

/// <summary>A part of a document with an address of its own: the whole text, or a notebook's cell.</summary>
/// <param name="Uri">Its address.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsWords">False for a cell of code, which holds no formulas.</param>
internal sealed record DocumentPart(string Uri, string Text, bool IsWords);

/// <summary>What was found in a text.</summary>
/// <param name="Text">The text, so that places in it are not taken for places in another.</param>
/// <param name="Report">The findings.</param>
internal sealed record Audited(string Text, DocumentReport Report);

internal sealed class OpenDocument(string uri, string path)
{
    /// <summary>Its address.</summary>
    public string Uri { get; } = uri;

    /// <summary>Its path, beside which its bindings stand.</summary>
    public string Path { get; } = path;

    /// <summary>In order.</summary>
    public List<DocumentPart> Parts { get; } = [];

    /// <summary>What was found, by what the claims say: an edit changes few of them.</summary>
    public ClaimCache Findings { get; set; } = ClaimCache.Read("");

    /// <summary>The audit that runs.</summary>
    public CancellationTokenSource? Running { get; set; }

    /// <summary>The last that was finished.</summary>
    public Audited? Latest { get; set; }

    private long _edited;

    /// <summary>How long ago it was edited before; from now on it counts as edited now.</summary>
    public TimeSpan SinceLastEdit()
    {
        var before = _edited;
        _edited = Stopwatch.GetTimestamp();
        return before == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(before, _edited);
    }

    /// <summary>Whether it is a notebook, of which the parts are cells.</summary>
    public bool IsNotebook { get; init; }

    /// <summary>All words, as one text.</summary>
    public string Text => IsNotebook ? string.Concat(Parts.Select(Words)) : Parts[0].Text;

    // Paragraphs end with their cell.
    private static string Words(DocumentPart part) => part.IsWords ? part.Text + "\n\n" : "";

    /// <summary>The findings, if they are of the text as it stands now.</summary>
    public DocumentReport? Current => Latest is { } latest && latest.Text == Text ? latest.Report : null;

    /// <summary>The places of a text, to be asked for many.</summary>
    public Places PlacesOf(string text) => new(this, text);

    /// <summary>Offsets and lines of a text as the places of its parts.</summary>
    public sealed class Places
    {
        private readonly string _text;
        private readonly LineIndex _lines;
        private readonly List<(string Uri, int Line)> _starts = [];

        public Places(OpenDocument document, string text)
        {
            (_text, _lines) = (text, new LineIndex(text));
            var offset = 0;
            foreach (var part in document.Parts.Where(part => part.IsWords))
            {
                _starts.Add((part.Uri, document.IsNotebook ? _lines.Of(Math.Min(offset, text.Length)) - 1 : 0));
                offset += Words(part).Length;
            }
        }

        /// <summary>The address of the part, and the range in it as the protocol counts.</summary>
        public (string Uri, JsonObject Range) Of(SourceRegion region)
        {
            var (uri, first) = _starts.FindLast(start => start.Line < region.Line);
            return (
                uri,
                Range(
                    (region.Line - 1 - first, Character(region.Line, region.Column)),
                    (region.EndLine - 1 - first, Character(region.EndLine, region.EndColumn))
                )
            );
        }

        /// <summary>A whole line, from 1.</summary>
        public (string Uri, JsonObject Range) OfLine(int line)
        {
            var known = Math.Clamp(line, 1, _lines.Count);
            var (uri, first) = _starts.FindLast(start => start.Line < known);
            return (uri, Range((known - 1 - first, 0), (known - 1 - first, Character(known, int.MaxValue))));
        }

        /// <summary>The line, from 1, and the column in code points of a place in a part.</summary>
        public (int Line, int Column)? In(string uri, int line, int character)
        {
            var at = _starts.FindIndex(start => start.Uri == uri);
            var whole = at < 0 ? 0 : _starts[at].Line + line + 1;
            if (at < 0 || whole < 1 || whole > _lines.Count)
            {
                return null;
            }

            var content = Line(whole);
            var points = 0;
            foreach (var _ in content[..Math.Clamp(character, 0, content.Length)].EnumerateRunes())
            {
                points++;
            }

            return (whole, points + 1);
        }

        /// <summary>The text of a line, from 1, without its end.</summary>
        public ReadOnlySpan<char> Line(int line) =>
            _text.AsSpan(_lines.Start(line - 1), _lines.End(line - 1) - _lines.Start(line - 1)).TrimEnd("\r\n");

        // Columns count code points, the protocol counts UTF-16 units.
        private int Character(int line, int column)
        {
            if (line > _lines.Count)
            {
                return 0;
            }

            var units = 0;
            var points = 1;
            foreach (var rune in Line(line).EnumerateRunes())
            {
                if (points++ >= column)
                {
                    break;
                }

                units += rune.Utf16SequenceLength;
            }

            return units;
        }

        private static JsonObject Range((int Line, int Character) start, (int Line, int Character) end) =>
            new() { ["start"] = Position(start), ["end"] = Position(end) };
    }

    /// <summary>A place as the protocol writes it.</summary>
    public static JsonObject Position((int Line, int Character) at) =>
        new() { ["line"] = at.Line, ["character"] = at.Character };
}
