// Finds the formulas in the running text and cuts the document into segments.
using System.Text;
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Documents;

internal sealed partial class SegmentScanner(string path, string text, LineIndex lines, Blocks blocks, bool latex)
{
    // An inline formula is a phrase, not a chapter.
    private const int MaximumInline = 4_000;
    private const int MaximumDisplay = 2_000_000;

    // Of a formula without an end.
    private const int LongestShown = 400;

    private readonly List<Segment> _segments = [];
    private readonly List<Equation> _equations = [];
    private readonly List<DocumentDiagnostic> _diagnostics = [];
    private readonly List<Equation> _cutOff = [];

    // Often defined at the head of a document inside of a display, which says nothing else.
    private readonly MacroReader _macros = new();
    private readonly TheoremEnvironments _theorems = new();
    private readonly StringBuilder _words = new();
    private readonly HashSet<string> _unclosed = new(StringComparer.Ordinal);
    private int _wordsLine = 1;
    private bool _worded;
    private int _skip;
    private int _heading;
    private string? _ignored;

    public Document Read()
    {
        _macros.Read(text);
        _theorems.Read(text);
        var i = 0;
        while (i < text.Length)
        {
            i = Next(i);
        }

        Flush();
        if (_ignored is not null)
        {
            _diagnostics.Add(new DocumentDiagnostic("'lossproofs: ignore' has no formula after it", lines.Count));
        }

        return new Document(
            path,
            blocks.Title ?? string.Empty,
            _segments.ToSequence(),
            _equations.ToSequence(),
            _macros.Found,
            _diagnostics.ToSequence()
        )
        {
            CutOff = _cutOff
                .Select((equation, at) => equation with { Ordinal = _equations.Count + at + 1 })
                .ToSequence(),
        };
    }

    private int Next(int i)
    {
        while (_skip < blocks.Skipped.Count && blocks.Skipped[_skip].End <= i)
        {
            _skip++;
        }

        if (_skip < blocks.Skipped.Count && blocks.Skipped[_skip] is var skipped && skipped.Start <= i)
        {
            ReadInstruction(skipped.Start, skipped.End);
            if (blocks.Formulas.FirstOrDefault(f => f.Start == skipped.Start) is { End: > 0 } formula)
            {
                AddDisplay(formula.ContentStart, formula.ContentEnd, null);
            }
            else if (!latex)
            {
                Part(i);
            }

            return Math.Max(i + 1, skipped.End);
        }

        while (_heading < blocks.Headings.Count && blocks.Headings[_heading].Start < i)
        {
            _heading++;
        }

        if (_heading < blocks.Headings.Count && blocks.Headings[_heading] is var heading && heading.Start == i)
        {
            Flush();
            _segments.Add(new Heading(lines.Of(i), heading.Level, heading.Text));
            return Math.Max(i + 1, heading.End);
        }

        var c = text[i];
        switch (c)
        {
            case '\\':
                return Backslash(i);
            case '$':
                return Dollar(i);
            case '`' when !latex:
                return Code(i);
            case '<' when !latex && Starts(i, "<script"):
                return Script(i);
            case '<' when !latex && (Starts(i, "<pre") || Starts(i, "<code")):
                var close = Starts(i, "<pre") ? "</pre>" : "</code>";
                var end = Find(close, i, MaximumDisplay);
                return end < 0 ? Word(i, 1) : end + close.Length;
            case '\n' when IsParagraphEnd(i):
                Word(i, 1);
                Part(i);
                return i + 1;
            default:
                return Word(i, 1);
        }
    }

    // <!-- lossproofs: ignore REASON --> or % lossproofs: ignore REASON leaves the next formula alone.
    private void ReadInstruction(int start, int end)
    {
        if (
            !(Starts(start, "<!--") || Starts(start, "%"))
            || Instruction().Match(text[start..Math.Min(end, start + 2_000)]) is not { Success: true } said
        )
        {
            return;
        }

        var (word, reason) = (said.Groups["word"].Value, said.Groups["reason"].Value.Trim());
        if (word == "ignore" && reason.Length > 0)
        {
            _ignored = string.Join(' ', reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        else
        {
            _diagnostics.Add(
                new DocumentDiagnostic(
                    word == "ignore"
                        ? "'lossproofs: ignore' needs a reason; the formula is judged"
                        : $"'lossproofs: {word}' is not understood; expected 'lossproofs: ignore REASON'",
                    lines.Of(start)
                )
            );
        }
    }

    [GeneratedRegex(
        @"^(?:<!--|%+)\s*lossproofs:\s*(?<word>[\w-]*)[\s:]*(?<reason>.*?)\s*(?:-->)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Instruction();

    private int Word(int i, int length)
    {
        if (!_worded && i < text.Length && !char.IsWhiteSpace(text[i]))
        {
            (_worded, _wordsLine) = (true, lines.Of(i));
        }

        _words.Append(text, i, Math.Min(length, text.Length - i));
        return i + length;
    }

    private void Flush()
    {
        if (_words.Length > 0)
        {
            var words = _words.ToString();
            if (!string.IsNullOrWhiteSpace(words))
            {
                _segments.Add(new Passage(_wordsLine, words));
            }

            _words.Clear();
            _worded = false;
        }
    }

    // A blank line, or the start of a list item, table row or heading.
    private bool IsParagraphEnd(int newline)
    {
        var i = newline + 1;
        while (i < text.Length && text[i] is ' ' or '\t' or '\r' or '>')
        {
            i++;
        }

        return i >= text.Length
            || text[i] == '\n'
            || (
                !latex
                && (
                    text[i] is '-' or '*' or '+' && i + 1 < text.Length && text[i + 1] == ' '
                    || (
                        char.IsAsciiDigit(text[i])
                        && i + 2 < text.Length
                        && text[i + 1] is '.' or ')'
                        && text[i + 2] == ' '
                    )
                )
            );
    }

    private int Backslash(int i)
    {
        if (i + 1 >= text.Length)
        {
            return Word(i, 1);
        }

        switch (text[i + 1])
        {
            case '[':
                return Bracket(i, 2, "\\]", display: true);
            case '(':
                return Bracket(i, 2, "\\)", display: false);
            case '\\' when !latex && i + 2 < text.Length && text[i + 2] is '[' or '(':
                return Bracket(i, 3, text[i + 2] == '[' ? "\\\\]" : "\\\\)", text[i + 2] == '[');
            case '$' or '`' or '\\' or '%':
                return Word(i, 2);
        }

        if (Starts(i, "\\begin{"))
        {
            var close = text.IndexOf('}', i, Math.Min(40, text.Length - i));
            if (close > 0)
            {
                var name = text[(i + 7)..close];
                var kind = name.TrimEnd('*');
                if (
                    Notation.RowEnvironments.Contains(kind) && kind != "empheq"
                    || Notation.CaseEnvironments.Contains(kind)
                    || kind is "array" && !latex
                )
                {
                    return Environment(i, close + 1, name);
                }
            }

            if (_theorems.Begin(text, i) is var (words, end))
            {
                Part(i);
                (_worded, _wordsLine) = (true, lines.Of(i));
                _words.Append(words);
                return end;
            }
        }

        if (Starts(i, "\\end{") && _theorems.End(text, i) is { } past)
        {
            Part(i);
            return past;
        }

        return Word(i, 1);
    }

    // What stands before says nothing of what comes after, like the end of a paragraph.
    private void Part(int i)
    {
        Flush();
        _segments.Add(new Break(lines.Of(i)));
    }

    // \[ … \]; in Markdown \[1\] may be an escaped bracket.
    private int Bracket(int i, int length, string closing, bool display)
    {
        var end = Find(closing, i + length, display ? MaximumDisplay : MaximumInline);
        if (end < 0 || HasBlankLine(i + length, end))
        {
            return display && (latex || LooksLikeMath(Paragraph(i + length)))
                ? CutOff(i, i + length, $"{text[i..(i + length)]} is not closed in its paragraph")
                : Word(i, length);
        }

        var content = text.AsSpan(i + length, end - i - length);
        if (display && !latex && !LooksLikeMath(content))
        {
            return Word(i, length);
        }

        if (display)
        {
            AddDisplay(i + length, end, null);
        }
        else
        {
            AddInline(i + length, end);
        }

        return end + closing.Length;
    }

    private static bool LooksLikeMath(ReadOnlySpan<char> content)
    {
        foreach (var c in content)
        {
            if (c is '\\' or '^' or '_' or '=' or '<' or '>' or '+')
            {
                return true;
            }
        }

        return false;
    }

    private int Dollar(int i)
    {
        if (i + 1 < text.Length && text[i + 1] == '$')
        {
            var end = Find("$$", i + 2, MaximumDisplay);
            if (end < 0 || HasBlankLine(i + 2, end) && !ContainsEnvironment(i + 2, end))
            {
                return LooksLikeMath(Paragraph(i + 2))
                    ? CutOff(i, i + 2, "$$ is not closed in its paragraph")
                    : Word(i, 2);
            }

            if (text.AsSpan(i + 2, end - i - 2).Trim().IsEmpty)
            {
                return end + 2;
            }

            if (IsInlineDollars(i, end))
            {
                AddInline(i + 2, end);
            }
            else
            {
                AddDisplay(i + 2, end, null);
            }

            return end + 2;
        }

        // $`…`$ is inline mathematics on some platforms.
        if (!latex && i + 1 < text.Length && text[i + 1] == '`')
        {
            var end = Find("`$", i + 2, MaximumInline);
            if (end > 0 && !HasBlankLine(i, end))
            {
                AddInline(i + 2, end);
                return end + 2;
            }
        }

        return Single(i);
    }

    // $…$: the closing dollar stands in the same paragraph; $5 and $6 is money.
    private int Single(int i)
    {
        for (var j = i + 1; j < text.Length && j - i < MaximumInline; j++)
        {
            if (text[j] == '\\')
            {
                j++;
                continue;
            }

            if (text[j] == '\n' && IsBlankAfter(j))
            {
                break;
            }

            if (text[j] != '$')
            {
                continue;
            }

            var content = text.AsSpan(i + 1, j - i - 1);
            var money =
                content.Trim().IsEmpty
                || (
                    !latex
                    && (
                        (char.IsWhiteSpace(content[^1]) && !char.IsWhiteSpace(content[0]) && !LooksLikeMath(content))
                        || (j + 1 < text.Length && char.IsAsciiDigit(text[j + 1]))
                    )
                );
            if (money)
            {
                break;
            }

            AddInline(i + 1, j);
            return j + 1;
        }

        return Word(i, 1);
    }

    // kramdown: $$…$$ inside a line of words is inline.
    private bool IsInlineDollars(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] == '\n')
            {
                return false;
            }
        }

        var before = start - 1;
        while (before >= 0 && text[before] is ' ' or '\t' or '>')
        {
            before--;
        }

        var after = end + 2;
        while (after < text.Length && text[after] is ' ' or '\t' or '\r')
        {
            after++;
        }

        var opensLine = before < 0 || text[before] == '\n';
        var closesLine = after >= text.Length || text[after] == '\n';
        return !latex && !opensLine && !closesLine && !HasSingleDollars();
    }

    // Where $…$ sets what is inline, $$…$$ among words is a display.
    private bool HasSingleDollars()
    {
        if (_singles is { } known)
        {
            return known;
        }

        var found = false;
        for (var i = 0; i < text.Length && !found; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '$')
            {
                // Over the whole of a $$…$$.
                var close = text.IndexOf("$$", i + 2, StringComparison.Ordinal);
                i = close < 0 ? text.Length : close + 1;
            }
            else if (text[i] == '$')
            {
                var close = text.IndexOfAny(['$', '\n'], i + 1);
                found = close > i + 1 && text[close] == '$' && LooksLikeMath(text.AsSpan(i + 1, close - i - 1));
                i = found || close < 0 || text[close] != '$' ? i : close;
            }
        }

        _singles = found;
        return found;
    }

    private bool? _singles;

    private int Code(int i)
    {
        var length = 0;
        while (i + length < text.Length && text[i + length] == '`')
        {
            length++;
        }

        for (var j = i + length; j < text.Length && j - i < MaximumInline; j++)
        {
            if (text[j] == '\n' && IsBlankAfter(j))
            {
                break;
            }

            if (text[j] != '`')
            {
                continue;
            }

            var close = 0;
            while (j + close < text.Length && text[j + close] == '`')
            {
                close++;
            }

            if (close == length)
            {
                // Code leaves a mark among the words, so that they do not run together.
                Word(j, 0);
                _words.Append(" ` ");
                return j + close;
            }

            j += close - 1;
        }

        return Word(i, length);
    }

    private int Script(int i)
    {
        var open = text.IndexOf('>', i, Math.Min(200, text.Length - i));
        var end = open < 0 ? -1 : Find("</script>", open, MaximumDisplay);
        if (end < 0)
        {
            return Word(i, 1);
        }

        var head = text[i..open];
        if (head.Contains("math/tex", StringComparison.OrdinalIgnoreCase))
        {
            if (head.Contains("mode=display", StringComparison.OrdinalIgnoreCase))
            {
                AddDisplay(open + 1, end, null);
            }
            else
            {
                AddInline(open + 1, end);
            }
        }

        return end + "</script>".Length;
    }

    // Environments that start a display of their own and cannot hold another.
    private static readonly HashSet<string> StandsAlone = new(
        ["equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat", "displaymath", "dmath"],
        StringComparer.Ordinal
    );

    private int Environment(int start, int contentStart, string name)
    {
        var begin = "\\begin{" + name + "}";
        var finish = "\\end{" + name + "}";
        var depth = 1;
        var i = contentStart;
        while (true)
        {
            var end = Find(finish, i, MaximumDisplay);
            if (end < 0)
            {
                return CutOff(start, contentStart, $"{begin} is not ended");
            }

            // The same environment may be nested, unless it is one that stands by itself: then this one is not ended.
            var nested = text.IndexOf(begin, i, Math.Max(0, end - i), StringComparison.Ordinal);
            if (nested >= 0 && StandsAlone.Contains(name.TrimEnd('*')))
            {
                return CutOff(start, contentStart, $"{begin} is not ended before the next one");
            }

            if (nested >= 0)
            {
                depth++;
                i = nested + begin.Length;
                if (depth > 32)
                {
                    return CutOff(start, contentStart, $"{begin} is nested more than 32 deep");
                }

                continue;
            }

            i = end + finish.Length;
            if (--depth > 0)
            {
                continue;
            }

            if (Notation.CaseEnvironments.Contains(name.TrimEnd('*')) || name is "array")
            {
                AddDisplay(start, i, null);
            }
            else
            {
                AddDisplay(contentStart, end, name.TrimEnd('*'));
            }

            return i;
        }
    }

    private void AddInline(int start, int end)
    {
        Flush();
        var content = Blanked(start, end, out _, out _);
        if (content.AsSpan().Trim().Length > 0)
        {
            var line = lines.Of(start);
            var column = text[lines.Start(line - 1)..start].EnumerateRunes().Count() + 1;
            _segments.Add(new InlineMath(line, content) { Column = column, Offset = start });
        }
    }

    // A formula of which only the start is known; its paragraph stays among the words, since it may hold some.
    private int CutOff(int start, int contentStart, string reason)
    {
        var content = Paragraph(contentStart).Trim();
        _cutOff.Add(
            new Equation(
                0,
                null,
                null,
                lines.Of(start),
                lines.Of(start),
                content.IsEmpty ? text[start..contentStart] : content.ToString(),
                start
            )
            {
                Ignored = _ignored,
                CutOff = $"cut off: {reason}",
            }
        );
        _ignored = null;
        return Word(start, contentStart - start);
    }

    // The rest of a paragraph, as far as it is worth showing.
    private ReadOnlySpan<char> Paragraph(int start)
    {
        var end = start;
        while (end < text.Length && end - start < LongestShown && !(text[end] == '\n' && IsBlankAfter(end)))
        {
            end++;
        }

        return text.AsSpan(start, end - start);
    }

    // Rows with tags of their own are equations of their own.
    private void AddDisplay(int start, int end, string? environment)
    {
        Flush();
        var rows = Rows(start, end, environment);
        if (rows.Count > 1 && rows.Count(row => HasTag(row.Start, row.End)) > 1)
        {
            foreach (var (from, to) in rows)
            {
                AddEquation(from, to);
            }
        }
        else
        {
            AddEquation(start, end);
        }

        _ignored = null;
    }

    private bool HasTag(int start, int end) =>
        text.IndexOf("\\tag", start, end - start, StringComparison.Ordinal) >= 0
        || text.IndexOf("\\label", start, end - start, StringComparison.Ordinal) >= 0;

    // The rows at the outermost level of the display (of the one environment that it may consist of).
    private List<(int Start, int End)> Rows(int start, int end, string? environment)
    {
        var content = text.AsSpan(start, end - start).Trim();
        if (environment is null && content.StartsWith("\\begin{align") && content.IndexOf('}') is var brace and > 0)
        {
            var inner =
                start + text.AsSpan(start, end - start).IndexOf("\\begin{align", StringComparison.Ordinal) + brace + 1;
            var close = text.LastIndexOf("\\end{align", end - 1, end - start, StringComparison.Ordinal);
            if (
                close > inner
                && text.IndexOf('}', close, end - close) is var last and > 0
                && text.AsSpan(last + 1, end - last - 1).Trim().IsEmpty
            )
            {
                (start, end) = (inner, close);
            }
            else
            {
                return [(start, end)];
            }
        }

        var rows = new List<(int, int)>();
        var depth = 0;
        var from = start;
        for (var i = start; i < end - 1; i++)
        {
            if (text[i] == '{')
            {
                depth++;
            }
            else if (text[i] == '}')
            {
                depth--;
            }
            else if (text[i] == '\\')
            {
                if (Starts(i, "\\begin{"))
                {
                    depth += 1;
                    i += 6;
                    depth++;
                }
                else if (Starts(i, "\\end{"))
                {
                    depth -= 1;
                    i += 4;
                    depth++;
                }
                else
                {
                    if (text[i + 1] == '\\' && depth == 0)
                    {
                        rows.Add((from, i));
                        from = i + 2;
                    }

                    i++;
                }
            }
        }

        if (!text.AsSpan(from, end - from).Trim().IsEmpty)
        {
            rows.Add((from, end));
        }

        return rows;
    }

    private void AddEquation(int start, int end)
    {
        var content = Blanked(start, end, out var tag, out var label);
        label ??= FollowingLabel(end);
        start += content.Length - content.TrimStart().Length;
        content = content.Trim();
        if (content.Length == 0)
        {
            return;
        }

        var equation = new Equation(
            _equations.Count + 1,
            tag,
            label,
            lines.Of(start),
            lines.Of(start + content.Length - 1),
            content,
            start
        )
        {
            Ignored = _ignored,
        };
        _equations.Add(equation);
        _segments.Add(new Display(equation.Line, equation));
    }

    // :label:`name` or :eqlabel:`name` after a display.
    private string? FollowingLabel(int end)
    {
        var window = text.AsSpan(end, Math.Min(200, text.Length - end));
        foreach (var mark in (string[])[":eqlabel:`", ":label:`"])
        {
            var at = window.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && window[..at].Trim("$\\]} \t\r\nendquation{align*}".AsSpan()).IsEmpty)
            {
                var from = at + mark.Length;
                var close = window[from..].IndexOf('`');
                if (close > 0)
                {
                    return window.Slice(from, close).ToString();
                }
            }
        }

        return null;
    }

    // The content with everything blanked that is not mathematics: same length, same offsets.
    private string Blanked(int start, int end, out string? tag, out string? label)
    {
        tag = null;
        label = null;
        var content = text.AsSpan(start, end - start).ToArray();
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n' && !latex)
            {
                // Block-quote marks at the start of a line.
                for (var j = i + 1; j < content.Length && content[j] is ' ' or '>' or '\t'; j++)
                {
                    if (content[j] == '>' && IsQuoted(start))
                    {
                        content[j] = ' ';
                    }
                }
            }
            else if (content[i] == '\\' && _macros.Spans.TryGetValue(start + i, out var macroEnd) && macroEnd <= end)
            {
                content.AsSpan(i, macroEnd - start - i).Fill(' ');
                i = macroEnd - start - 1;
            }
            else if (content[i] == '\\' && i + 1 < content.Length)
            {
                if (MarkdownEscapes.Command(content, i, "\\tag", out var tagged, out var tagEnd))
                {
                    tag ??= tagged;
                    content.AsSpan(i, tagEnd - i).Fill(' ');
                    i = tagEnd - 1;
                }
                else if (MarkdownEscapes.Command(content, i, "\\label", out var labelled, out var labelEnd))
                {
                    label ??= labelled;
                    content.AsSpan(i, labelEnd - i).Fill(' ');
                    i = labelEnd - 1;
                }
                else if (
                    !latex
                    && content[i + 1] == '\\'
                    && i + 2 < content.Length
                    && MarkdownEscapes.IsDoubled(content, i)
                )
                {
                    // Markdown's own escape of \{, \}, \|, \_: one backslash too many.
                    content[i] = ' ';
                    i += 2;
                }
                else
                {
                    i++;
                }
            }
            else if (content[i] == '&' && !latex)
            {
                MarkdownEscapes.Entity(content.AsSpan(i));
            }
        }

        return new string(content);
    }

    private bool IsQuoted(int offset)
    {
        var start = lines.Start(lines.Of(offset) - 1);
        return text.AsSpan(start, offset - start).TrimStart().StartsWith(">");
    }

    private bool Starts(int i, string what) => string.CompareOrdinal(text, i, what, 0, what.Length) == 0;

    // The next place of a closing mark within reach; a mark that is nowhere ahead is not looked for again.
    private int Find(string mark, int from, int reach)
    {
        if (_unclosed.Contains(mark))
        {
            return -1;
        }

        var window = Math.Min(reach, text.Length - from);
        var at = from >= text.Length ? -1 : text.IndexOf(mark, from, window, StringComparison.Ordinal);
        if (at < 0 && from + window >= text.Length)
        {
            _unclosed.Add(mark);
        }

        return at;
    }

    private bool IsBlankAfter(int newline)
    {
        for (var i = newline + 1; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                return true;
            }

            if (!char.IsWhiteSpace(text[i]) && text[i] != '>')
            {
                return false;
            }
        }

        return true;
    }

    private bool HasBlankLine(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] == '\n')
            {
                var j = i + 1;
                while (j < end && text[j] is ' ' or '\t' or '\r' or '>')
                {
                    j++;
                }

                if (j < end && text[j] == '\n')
                {
                    return true;
                }

                i = j - 1;
            }
        }

        return false;
    }

    private bool ContainsEnvironment(int start, int end) =>
        text.AsSpan(start, end - start).TrimStart().StartsWith("\\begin{");
}
