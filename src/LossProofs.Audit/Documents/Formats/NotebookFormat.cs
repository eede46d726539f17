// Jupyter notebooks: the words of their cells, with cell and line; code and its results are left out.
using System.Text;
using System.Text.Json;

namespace LossProofs.Audit.Documents;

internal sealed class NotebookFormat : SourceFormat
{
    public override IReadOnlyList<string> Names => ["ipynb"];

    public override IReadOnlyList<string> Endings => [".ipynb"];

    internal override SourceText Translate(string text, Func<string, string?>? open)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var cells = new List<Cell>();
        try
        {
            var reader = new Utf8JsonReader(
                bytes,
                new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject || !Notebook(ref reader, cells, new RawLines(bytes)))
            {
                throw new InvalidDataException("not a notebook: expected an object with \"cells\"");
            }
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"not a notebook: no JSON on line {(error.LineNumber ?? 0) + 1}", error);
        }

        var markdown = new StringBuilder();
        var places = new List<SourcePlace>();
        for (var number = 1; number <= cells.Count; number++)
        {
            if (cells[number - 1] is not { IsWords: true } cell)
            {
                continue;
            }

            var line = 0;
            foreach (var (content, raw) in cell.Lines)
            {
                markdown.Append(content).Append('\n');
                places.Add(new SourcePlace(null, number, ++line, raw));
            }

            // Paragraphs end with their cell.
            markdown.Append('\n');
            places.Add(
                new SourcePlace(null, number, Math.Max(1, line), cell.Lines.Count == 0 ? 1 : cell.Lines[^1].Raw)
            );
        }

        return MarkdownFormat.Dialects(new SourceText(markdown.ToString()) { Places = places });
    }

    private sealed record Cell(bool IsWords, IReadOnlyList<(string Text, int Raw)> Lines);

    // The line of the file on which a byte is; asked in order.
    private sealed class RawLines(byte[] bytes)
    {
        private long _at;
        private int _line = 1;

        public int Of(long offset)
        {
            for (; _at < offset; _at++)
            {
                _line += bytes[_at] == '\n' ? 1 : 0;
            }

            return _line;
        }
    }

    // Version 3 keeps the cells in worksheets.
    private static bool Notebook(ref Utf8JsonReader reader, List<Cell> cells, RawLines lines)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isCells, isSheets) = (reader.ValueTextEquals("cells"), reader.ValueTextEquals("worksheets"));
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray || !(isCells || isSheets))
            {
                reader.Skip();
                continue;
            }

            found = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    reader.Skip();
                }
                else if (isCells)
                {
                    cells.Add(ReadCell(ref reader, lines));
                }
                else
                {
                    Notebook(ref reader, cells, lines);
                }
            }
        }

        return found;
    }

    private static Cell ReadCell(ref Utf8JsonReader reader, RawLines lines)
    {
        var (type, level) = ("", 1);
        var pieces = new List<(string Text, int Raw)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name, reader.TokenType)
            {
                case ("cell_type", JsonTokenType.String):
                    type = reader.GetString()!;
                    break;
                case ("level", JsonTokenType.Number):
                    level = reader.TryGetInt32(out var given) ? Math.Clamp(given, 1, 6) : 1;
                    break;
                case ("source", JsonTokenType.String):
                    pieces.Add((reader.GetString()!, lines.Of(reader.TokenStartIndex)));
                    break;
                case ("source", JsonTokenType.StartArray):
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        if (reader.TokenType == JsonTokenType.String)
                        {
                            pieces.Add((reader.GetString()!, lines.Of(reader.TokenStartIndex)));
                        }
                        else
                        {
                            reader.Skip();
                        }
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new Cell(type is "markdown" or "heading" or "raw", Split(pieces, type == "heading" ? level : 0));
    }

    private static List<(string, int)> Split(List<(string Text, int Raw)> pieces, int level)
    {
        var lines = new List<(string, int)>();
        var line = new StringBuilder(level > 0 ? new string('#', level) + " " : "");
        var start = 0;
        foreach (var (text, raw) in pieces)
        {
            foreach (var character in text.ReplaceLineEndings("\n"))
            {
                start = start == 0 ? raw : start;
                if (character == '\n')
                {
                    lines.Add((line.ToString(), start));
                    line.Clear();
                    start = 0;
                }
                else
                {
                    line.Append(character);
                }
            }
        }

        if (line.Length > 0)
        {
            lines.Add((line.ToString(), Math.Max(1, start)));
        }

        return lines;
    }
}
