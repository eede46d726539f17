// Bytes or text -> Document. Blocks are found line by line, formulas by one scan over the characters.
using System.Text;
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Documents;

/// <summary>Reads documents. Never throws for bad content: what cannot be read is a diagnostic.</summary>
public static class DocumentReader
{
    /// <summary>Larger documents are refused: 64 MiB.</summary>
    public const int MaximumBytes = 64 << 20;

    /// <summary>Reads a document from bytes; broken UTF-8 is replaced, a byte order mark is dropped.</summary>
    /// <param name="path">Its path, by whose ending its type is told; Markdown or LaTeX by its look, where none has it.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="format">Its type, where the ending does not say it.</param>
    /// <param name="open">The text of a file below the document's folder, or null when there is none; null: nothing is included.</param>
    /// <exception cref="InvalidDataException">The document is larger than <see cref="MaximumBytes"/>, or not of its type.</exception>
    public static Document Read(
        string path,
        ReadOnlySpan<byte> bytes,
        SourceFormat? format = null,
        Func<string, string?>? open = null
    )
    {
        if (bytes.Length > MaximumBytes)
        {
            throw new InvalidDataException($"{path}: {bytes.Length} bytes, expected at most {MaximumBytes}");
        }

        return Read(path, Text(bytes), format, open);
    }

    /// <summary>The text of bytes: UTF-8, or UTF-16 with its mark.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
            _ => Encoding.UTF8.GetString(bytes),
        };

    /// <summary>Reads a document from text.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">Its content.</param>
    /// <param name="format">Its type, where the path's ending does not say it.</param>
    /// <param name="open">The text of a file below the document's folder, or null when there is none; null: nothing is included.</param>
    /// <exception cref="InvalidDataException">The text is not of its type.</exception>
    public static Document Read(
        string path,
        string text,
        SourceFormat? format = null,
        Func<string, string?>? open = null
    )
    {
        format = FormatOf(path, text, format);
        var source = format.Translate(text, open);
        var lines = new LineIndex(source.Text);
        var blocks = format.IsLatex ? LatexBlocks.Find(source.Text, lines) : MarkdownBlocks.Find(source.Text, lines);
        blocks.Title = source.Title ?? blocks.Title;
        var document = new SegmentScanner(path, source.Text, lines, blocks, format.IsLatex).Read();
        return document with
        {
            Text = source.Text,
            Files = source.Files.Count > 0 ? source.Files : new Dictionary<string, string> { [""] = text },
            Places = source.Places,
            Shifts = source.Shifts,
            Included = source.Included,
            Diagnostics = [.. source.Diagnostics, .. document.Diagnostics],
        };
    }

    /// <summary>The files that a document includes, relative to its folder, without reading its formulas.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">Its content.</param>
    /// <param name="format">Its type, where the path's ending does not say it.</param>
    /// <param name="open">The text of a file below the document's folder, or null when there is none.</param>
    public static IReadOnlyList<string> Included(
        string path,
        string text,
        SourceFormat? format,
        Func<string, string?> open
    ) => FormatOf(path, text, format) is { IsLatex: true } latex ? latex.Translate(text, open).Included : [];

    // Standard input, and a file that is called Markdown, may hold LaTeX.
    private static SourceFormat FormatOf(string path, string text, SourceFormat? format)
    {
        format ??= SourceFormats.ForPath(path) ?? SourceFormats.Markdown;
        return
            format == SourceFormats.Markdown
            && text.Contains("\\documentclass", StringComparison.Ordinal)
            && text.Contains("\\begin{document}", StringComparison.Ordinal)
            ? SourceFormats.Named("tex")!
            : format;
    }
}

/// <summary>What a block pass found: where nothing is to be read, the headings, the title, fenced formulas.</summary>
internal sealed class Blocks
{
    public List<(int Start, int End)> Skipped { get; } = [];

    public List<(int Start, int End, int Level, string Text)> Headings { get; } = [];

    // Content of ```math fences: a display formula each.
    public List<(int Start, int End, int ContentStart, int ContentEnd)> Formulas { get; } = [];

    public string? Title { get; set; }
}

/// <summary>Offsets to line numbers; CRLF, LF and CR end lines.</summary>
internal sealed class LineIndex
{
    private readonly List<int> _starts = [0];

    public LineIndex(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _starts.Add(i + 1);
            }
        }

        Length = text.Length;
    }

    public int Count => _starts.Count;

    private int Length { get; }

    public int Start(int line) => _starts[line];

    public int End(int line) => line + 1 < _starts.Count ? _starts[line + 1] : Length;

    /// <summary>The number, from 1, of the line that an offset is on.</summary>
    public int Of(int offset)
    {
        var found = _starts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }
}

/// <summary>Front matter, fences, indented code, HTML comments and headings of Markdown.</summary>
internal static partial class MarkdownBlocks
{
    public static Blocks Find(string text, LineIndex lines)
    {
        var blocks = new Blocks();
        var first = FrontMatter(text, lines, blocks);
        var inList = false;
        var blank = true;
        var display = false;
        for (var line = first; line < lines.Count; line++)
        {
            var start = lines.Start(line);
            var end = lines.End(line);
            var content = Unquoted(text.AsSpan(start, end - start), out var quote);
            var trimmed = content.Trim();
            var indent = Indent(content);
            if (trimmed.IsEmpty)
            {
                blank = true;
                display = false;
                continue;
            }

            if (!display && FenceLength(trimmed) is var fence and > 0 && (indent < 4 || inList))
            {
                line = Fenced(text, lines, blocks, line, quote, trimmed[0], fence, trimmed[fence..].Trim().ToString());
                blank = false;
                continue;
            }

            var item = ListItem().IsMatch(trimmed);
            if (indent < 4 && item)
            {
                inList = true;
            }
            else if (indent == 0 && blank)
            {
                inList = false;
            }

            // Indented code needs a blank line before it and no list around it.
            if (indent >= 4 && blank && !inList && !display)
            {
                while (
                    line + 1 < lines.Count
                    && text.AsSpan(lines.Start(line + 1), lines.End(line + 1) - lines.Start(line + 1)) is var next
                    && (Indent(next) >= 4 || next.Trim().IsEmpty)
                )
                {
                    line++;
                }

                blocks.Skipped.Add((start, lines.End(line)));
                blank = true;
                continue;
            }

            blank = false;
            if (!display && indent < 4 && trimmed[0] == '#')
            {
                var level = 0;
                while (level < trimmed.Length && trimmed[level] == '#')
                {
                    level++;
                }

                if (level <= 6 && (level == trimmed.Length || char.IsWhiteSpace(trimmed[level])))
                {
                    var heading = trimmed[level..].Trim().TrimEnd('#').Trim().ToString();
                    blocks.Headings.Add((start, end, level, heading));
                    blocks.Title ??= heading.Length > 0 ? heading : null;
                    continue;
                }
            }

            // Inside $$ … $$ an indented line is no code.
            for (var i = trimmed.IndexOf("$$", StringComparison.Ordinal); i >= 0; )
            {
                display = !display;
                var rest = trimmed[(i + 2)..].IndexOf("$$", StringComparison.Ordinal);
                i = rest < 0 ? -1 : i + 2 + rest;
            }

            if (line + 1 < lines.Count && !display && !item)
            {
                var under = text.AsSpan(lines.Start(line + 1), lines.End(line + 1) - lines.Start(line + 1)).Trim();
                if (
                    under.Length > 1
                    && (under.Trim('=').IsEmpty || (under.Length > 2 && under.Trim('-').IsEmpty))
                    && indent < 4
                )
                {
                    var heading = trimmed.ToString();
                    if (
                        !heading.Contains('$', StringComparison.Ordinal)
                        && !heading.Contains('|', StringComparison.Ordinal)
                    )
                    {
                        blocks.Headings.Add((start, lines.End(line + 1), under[0] == '=' ? 1 : 2, heading));
                        blocks.Title ??= heading;
                        line++;
                        blank = true;
                    }
                }
            }
        }

        Comments(text, blocks);
        blocks.Skipped.Sort();
        return blocks;
    }

    // --- … --- at the top, with a title; TOML's +++ too.
    private static int FrontMatter(string text, LineIndex lines, Blocks blocks)
    {
        var mark = text.AsSpan(0, Math.Min(4, text.Length)).TrimEnd().ToString();
        if (mark is not ("---" or "+++"))
        {
            return 0;
        }

        for (var line = 1; line < lines.Count && line < 400; line++)
        {
            var content = text.AsSpan(lines.Start(line), lines.End(line) - lines.Start(line)).TrimEnd();
            if (content.SequenceEqual(mark) || (mark == "---" && content is "..."))
            {
                blocks.Skipped.Add((0, lines.End(line)));
                return line + 1;
            }

            if (blocks.Title is null && FrontMatterTitle().Match(content.ToString()) is { Success: true } title)
            {
                var value = title.Groups[1].Value.Trim();
                if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0])
                {
                    value = value[1..^1];
                }

                blocks.Title = value.Length > 0 ? value : null;
            }
        }

        blocks.Title = null;
        return 0;
    }

    // Skips to the closing fence; ```math holds a display formula.
    private static int Fenced(
        string text,
        LineIndex lines,
        Blocks blocks,
        int line,
        int quote,
        char mark,
        int length,
        string info
    )
    {
        var start = lines.Start(line);
        var contentStart = lines.End(line);
        var last = line + 1;
        for (; last < lines.Count; last++)
        {
            var content = Unquoted(text.AsSpan(lines.Start(last), lines.End(last) - lines.Start(last)), out _).Trim();
            if (content.Length >= length && content.Trim(mark).IsEmpty)
            {
                break;
            }
        }

        var contentEnd = last < lines.Count ? lines.Start(last) : text.Length;
        var end = last < lines.Count ? lines.End(last) : text.Length;
        if (info.Split(' ')[0].Trim('{', '}', '.') is "math" && quote == 0)
        {
            blocks.Formulas.Add((start, end, contentStart, contentEnd));
        }

        blocks.Skipped.Add((start, end));
        return last;
    }

    private static void Comments(string text, Blocks blocks)
    {
        for (var start = text.IndexOf("<!--", StringComparison.Ordinal); start >= 0; )
        {
            var end = text.IndexOf("-->", start, StringComparison.Ordinal);
            if (end < 0)
            {
                return;
            }

            if (!blocks.Skipped.Exists(s => s.Start <= start && start < s.End))
            {
                blocks.Skipped.Add((start, end + 3));
            }

            if (blocks.Skipped.Count > 10_000)
            {
                return;
            }

            start = text.IndexOf("<!--", end, StringComparison.Ordinal);
        }
    }

    private static int FenceLength(ReadOnlySpan<char> line)
    {
        if (line[0] is not ('`' or '~'))
        {
            return 0;
        }

        var length = 0;
        while (length < line.Length && line[length] == line[0])
        {
            length++;
        }

        // An inline code span that starts a line is no fence.
        return length >= 3 && (line[0] == '~' || !line[length..].Contains('`')) ? length : 0;
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> line, out int quote)
    {
        quote = 0;
        while (true)
        {
            var trimmed = line.TrimStart(' ');
            if (trimmed.Length > 0 && trimmed[0] == '>' && line.Length - trimmed.Length < 4)
            {
                quote++;
                line = trimmed[1..];
                line = line.Length > 0 && line[0] == ' ' ? line[1..] : line;
                continue;
            }

            return line;
        }
    }

    private static int Indent(ReadOnlySpan<char> line)
    {
        var indent = 0;
        foreach (var c in line)
        {
            if (c == ' ')
            {
                indent++;
            }
            else if (c == '\t')
            {
                indent += 4 - (indent % 4);
            }
            else
            {
                break;
            }
        }

        return indent;
    }

    [GeneratedRegex(@"^(?:[-*+]|\d{1,9}[.)])(?:\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^title\s*[:=]\s*(.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FrontMatterTitle();
}

/// <summary>Comments, verbatim text, title and headings of LaTeX.</summary>
internal static partial class LatexBlocks
{
    public static Blocks Find(string text, LineIndex lines)
    {
        var blocks = new Blocks();
        var body = text.IndexOf("\\begin{document}", StringComparison.Ordinal);
        if (body >= 0)
        {
            blocks.Skipped.Add((0, body + "\\begin{document}".Length));
        }

        if (Title().Match(text) is { Success: true } title)
        {
            blocks.Title = title.Groups[1].Value.Trim();
        }

        var from = Math.Max(0, body);
        blocks.Skipped.AddRange(Unread(text, lines, from));
        if (body >= 0 && text.IndexOf("\\end{document}", body, StringComparison.Ordinal) is > 0 and var end)
        {
            blocks.Skipped.Add((end, text.Length));
        }

        foreach (Match section in Section().Matches(text, from))
        {
            var level = section.Groups[1].Value switch
            {
                "part" or "chapter" => 1,
                "section" => 2,
                "subsection" => 3,
                _ => 4,
            };
            blocks.Headings.Add((section.Index, section.Index + section.Length, level, section.Groups[2].Value.Trim()));
            blocks.Title ??= section.Groups[2].Value.Trim();
        }

        blocks.Skipped.Sort();
        return blocks;
    }

    /// <summary>Comments, and from an offset on verbatim text.</summary>
    public static List<(int Start, int End)> Unread(string text, LineIndex lines, int from)
    {
        var unread = new List<(int, int)>();
        foreach (Match verbatim in Verbatim().Matches(text, from))
        {
            unread.Add((verbatim.Index, verbatim.Index + verbatim.Length));
        }

        for (var line = 0; line < lines.Count; line++)
        {
            var start = lines.Start(line);
            for (var i = start; i < lines.End(line); i++)
            {
                if (text[i] == '\\')
                {
                    i++;
                }
                else if (text[i] == '%')
                {
                    unread.Add((i, Math.Max(i, lines.End(line) - 1)));
                    break;
                }
            }
        }

        return unread;
    }

    [GeneratedRegex(@"\\title\s*(?:\[[^\]]{0,200}\])?\s*\{([^{}]{0,400})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(
        @"\\(part|chapter|section|subsection|subsubsection|paragraph)\*?\s*\{([^{}\n]{0,400})\}",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Section();

    [GeneratedRegex(
        @"\\begin\{(verbatim|lstlisting|minted|comment|Verbatim)\*?\}[\s\S]{0,100000}?\\end\{\1\*?\}|\\verb\*?([|!+@])[^\n]{0,400}?\2",
        RegexOptions.CultureInvariant,
        2000
    )]
    private static partial Regex Verbatim();
}
