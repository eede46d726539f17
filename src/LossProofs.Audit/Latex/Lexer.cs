// Text -> tokens: commands, letters, digits, words set as text; spaces and comments go, the document's macros are expanded.
using System.Text;

namespace LossProofs.Audit.Latex;

internal enum TokenKind
{
    Letter,
    Digit,
    Command,
    Sign,
    Text,
    Open,
    Close,
    Subscript,
    Superscript,
    Prime,
    Align,
    NewRow,
    Begin,
    Finish,
    End,
}

/// <summary>A token; <c>Spaced</c> when something invisible stands before it.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool Spaced)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;

    public bool IsCommand(string name) => Kind == TokenKind.Command && Text == name;

    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;
}

internal sealed class Lexer(string source, IReadOnlyDictionary<string, Macro> macros)
{
    /// <summary>More tokens than this are not read: a display formula has a few hundred.</summary>
    public const int MaximumTokens = 60_000;

    private const int MaximumMacroDepth = 12;
    private readonly List<Token> _tokens = [];

    // Where a macro is expanded, all its tokens stand where the macro stands.
    private (int Start, int End)? _site;

    public bool Truncated { get; private set; }

    public List<Token> Read()
    {
        Read(source, 0);
        var end = Truncated && _tokens.Count > 0 ? _tokens[^1].End : source.Length;
        _tokens.Add(new Token(TokenKind.End, string.Empty, end, end, false));
        return _tokens;
    }

    private void Read(string text, int depth)
    {
        var spaced = false;
        var i = 0;
        while (i < text.Length)
        {
            if (_tokens.Count >= MaximumTokens)
            {
                Truncated = true;
                return;
            }

            var start = i;
            var c = text[i];
            if (c == '\\')
            {
                i = Command(text, i, depth, ref spaced);
                continue;
            }

            i++;
            if (char.IsWhiteSpace(c) || c == '~' || char.IsControl(c) || c == '\u200b' || c == '\ufeff')
            {
                spaced = true;
                continue;
            }

            if (c == '%')
            {
                while (i < text.Length && text[i] != '\n')
                {
                    i++;
                }

                spaced = true;
                continue;
            }

            if (c == '$')
            {
                continue;
            }

            if (Notation.Unicode.TryGetValue(c, out var known))
            {
                if (known.Length > 1)
                {
                    Add(TokenKind.Command, known, start, i, spaced);
                    spaced = false;
                    continue;
                }

                c = known[0];
            }

            if (c > 127 && !char.IsAsciiLetterOrDigit(c))
            {
                // Words that stand in the formula without \text.
                while (
                    i < text.Length
                    && text[i] > 127
                    && !Notation.Unicode.ContainsKey(text[i])
                    && !char.IsWhiteSpace(text[i])
                )
                {
                    i++;
                }

                Add(TokenKind.Text, text[start..i], start, i, spaced);
                spaced = false;
                continue;
            }

            var kind = c switch
            {
                '{' => TokenKind.Open,
                '}' => TokenKind.Close,
                '_' => TokenKind.Subscript,
                '^' => TokenKind.Superscript,
                '\'' => TokenKind.Prime,
                '&' => TokenKind.Align,
                _ when char.IsAsciiDigit(c) => TokenKind.Digit,
                _ when char.IsAsciiLetter(c) => TokenKind.Letter,
                _ => TokenKind.Sign,
            };
            Add(kind, c.ToString(), start, i, spaced);
            spaced = false;
        }
    }

    private void Add(TokenKind kind, string text, int start, int end, bool spaced)
    {
        var (from, to) = _site ?? (start, end);
        _tokens.Add(new Token(kind, text, from, to, spaced));
    }

    private int Command(string text, int start, int depth, ref bool spaced)
    {
        var i = start + 1;
        if (i >= text.Length)
        {
            return i;
        }

        if (!char.IsAsciiLetter(text[i]))
        {
            var sign = text[i];
            i++;
            switch (sign)
            {
                case '\\':
                    if (i < text.Length && text[i] == '*')
                    {
                        i++;
                    }

                    // The optional height of a row break: \\[2pt].
                    var j = i;
                    while (j < text.Length && text[j] is ' ' or '\t')
                    {
                        j++;
                    }

                    if (j < text.Length && text[j] == '[')
                    {
                        var close = text.IndexOf(']', j, Math.Min(12, text.Length - j));
                        if (close > 0 && IsLength(text.AsSpan(j + 1, close - j - 1)))
                        {
                            i = close + 1;
                        }
                    }

                    Add(TokenKind.NewRow, "\\\\", start, i, spaced);
                    spaced = false;
                    return i;
                case '_' or '#' or '&' or '$':
                    Add(TokenKind.Text, sign.ToString(), start, i, spaced);
                    spaced = false;
                    return i;
                case '*':
                    Add(TokenKind.Sign, "*", start, i, spaced);
                    spaced = false;
                    return i;
                case '(' or ')':
                    return i;
                case '[' or ']':
                    Add(TokenKind.Sign, sign.ToString(), start, i, spaced);
                    spaced = false;
                    return i;
            }

            if (char.IsWhiteSpace(sign) || Notation.Spaces.Contains("\\" + sign))
            {
                spaced = true;
                return i;
            }

            Add(TokenKind.Command, "\\" + sign, start, i, spaced);
            spaced = false;
            return i;
        }

        while (i < text.Length && char.IsAsciiLetter(text[i]))
        {
            i++;
        }

        var name = text[start..i];
        if (macros.TryGetValue(name, out var macro) && depth < MaximumMacroDepth)
        {
            return Expand(text, start, i, macro, depth, ref spaced);
        }

        if (depth < MaximumMacroDepth && PackageCommands.Expand(name, text, i) is var (after, written))
        {
            return Expand(written, start, after, depth, ref spaced) ?? text.Length;
        }

        if (Notation.Spaces.Contains(name))
        {
            spaced = true;
            return i;
        }

        if (Notation.TextCommands.Contains(name))
        {
            var end = Argument(text, SkipSpaces(text, i), out var words);
            Words(words, start, end, depth, spaced);
            spaced = false;
            return end;
        }

        if (Notation.Dropped.Contains(name))
        {
            i = SkipSpaces(text, i < text.Length && text[i] == '*' ? i + 1 : i);
            spaced = true;
            if (i < text.Length && text[i] == '{')
            {
                return Argument(text, i, out _);
            }

            // \kern3pt, \hskip 1em: a length without braces.
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '.' or '-'))
            {
                i++;
            }

            foreach (var unit in (string[])["pt", "em", "ex", "mu", "cm", "mm"])
            {
                if (string.CompareOrdinal(text, i, unit, 0, 2) == 0 && i > 0 && char.IsAsciiDigit(text[i - 1]))
                {
                    return i + 2;
                }
            }

            return i;
        }

        if (name is "\\begin" or "\\end")
        {
            var end = Argument(text, SkipSpaces(text, i), out var environment);
            if (
                name == "\\begin"
                && depth < MaximumMacroDepth
                && PackageCommands.Cases(environment, text, end) is var (ended, cases)
            )
            {
                return Expand(cases, start, ended, depth, ref spaced) ?? text.Length;
            }

            Add(name == "\\begin" ? TokenKind.Begin : TokenKind.Finish, environment.Trim(), start, end, spaced);
            spaced = false;
            if (
                name == "\\begin"
                && environment.TrimEnd('*') is "array" or "tabular" or "alignat" or "alignedat" or "darray"
            )
            {
                // The column specification.
                var j = SkipSpaces(text, end);
                if (j < text.Length && text[j] == '{')
                {
                    return Argument(text, j, out _);
                }
            }

            return end;
        }

        if (name is "\\newline" or "\\cr")
        {
            Add(TokenKind.NewRow, "\\\\", start, i, spaced);
            spaced = false;
            return i;
        }

        if (name is "\\eqref" or "\\ref" or "\\url" or "\\textcolor" or "\\colorbox")
        {
            var end = Argument(text, SkipSpaces(text, i), out var target);
            if (name is "\\eqref" or "\\ref")
            {
                Add(TokenKind.Text, name == "\\eqref" ? "(" + target + ")" : target, start, end, spaced);
                spaced = false;
            }

            return end;
        }

        // \left. a \middle/ b \right.: the size of a sign says nothing.
        if (name == "\\middle" && SkipSpaces(text, i) is var next && next < text.Length && text[next] == '/')
        {
            return i;
        }

        Add(TokenKind.Command, name, start, i, spaced);
        spaced = false;
        return i;
    }

    private static bool IsLength(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.Length > 2
            && char.IsAsciiLetter(text[^1])
            && char.IsAsciiLetter(text[^2])
            && text[0] is '-' or '.' or (>= '0' and <= '9');
    }

    // \text{for all $i$}: words, formula, words.
    private void Words(string words, int start, int end, int depth, bool spaced)
    {
        var parts = words.Split('$');
        for (var k = 0; k < parts.Length; k++)
        {
            if (k % 2 == 0 || k == parts.Length - 1)
            {
                if (parts[k].Length > 0 || parts.Length == 1)
                {
                    Add(TokenKind.Text, Unescape(parts[k]), start, end, spaced || k > 0);
                }
            }
            else if (depth < MaximumMacroDepth)
            {
                var outer = _site;
                _site ??= (start, end);
                Read(parts[k], depth + 1);
                _site = outer;
            }
        }
    }

    private int Expand(string text, int start, int end, Macro macro, int depth, ref bool spaced)
    {
        if (macro.IsFence)
        {
            end = PackageCommands.SkipSize(text, end);
        }

        var arguments = new string[macro.Parameters];
        for (var k = 0; k < arguments.Length; k++)
        {
            end = SkipSpaces(text, end);
            if (k > 0 || macro.Default is null)
            {
                end = Argument(text, end, out arguments[k]);
            }
            else if (PackageCommands.Bracketed(text, end) is var (past, given))
            {
                (arguments[k], end) = (given, past);
            }
            else
            {
                arguments[k] = macro.Default;
            }
        }

        var body = new StringBuilder();
        for (var k = 0; k < macro.Body.Length; k++)
        {
            if (
                macro.Body[k] == '#'
                && k + 1 < macro.Body.Length
                && macro.Body[k + 1] is >= '1' and <= '9'
                && macro.Body[k + 1] - '1' < arguments.Length
            )
            {
                body.Append(arguments[macro.Body[++k] - '1']);
            }
            else
            {
                body.Append(macro.Body[k]);
            }

            if (body.Length > 4 * MaximumTokens)
            {
                Truncated = true;
                return text.Length;
            }
        }

        return Expand(body.ToString(), start, end, depth, ref spaced) ?? text.Length;
    }

    // Reads what stands for the text from start to end; null when that is too much.
    private int? Expand(string body, int start, int end, int depth, ref bool spaced)
    {
        var outer = _site;
        _site ??= (start, end);
        Read(body, depth + 1);
        _site = outer;
        spaced = false;
        return Truncated ? null : end;
    }

    /// <summary>The braced group (or single character, or command) at a place, and where it ends.</summary>
    internal static int Argument(string text, int i, out string content)
    {
        if (i >= text.Length)
        {
            content = string.Empty;
            return i;
        }

        if (text[i] != '{')
        {
            var end = i + 1;
            if (text[i] == '\\')
            {
                while (end < text.Length && char.IsAsciiLetter(text[end]))
                {
                    end++;
                }

                end = Math.Max(end, Math.Min(i + 2, text.Length));
            }

            content = text[i..end];
            return end;
        }

        var depth = 0;
        for (var j = i; j < text.Length; j++)
        {
            if (text[j] == '\\')
            {
                j++;
            }
            else if (text[j] == '{')
            {
                depth++;
            }
            else if (text[j] == '}' && --depth == 0)
            {
                content = text[(i + 1)..j];
                return j + 1;
            }
        }

        content = text[(i + 1)..];
        return text.Length;
    }

    internal static int SkipSpaces(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }

    private static string Unescape(string words)
    {
        if (!words.Contains('\\', StringComparison.Ordinal))
        {
            return words;
        }

        var plain = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == '\\' && i + 1 < words.Length)
            {
                var next = words[++i];
                plain.Append(next is ',' or ';' or '!' or ':' || char.IsWhiteSpace(next) ? ' ' : next);
            }
            else
            {
                plain.Append(words[i] is '{' or '}' ? ' ' : words[i]);
            }
        }

        return plain.ToString();
    }
}
