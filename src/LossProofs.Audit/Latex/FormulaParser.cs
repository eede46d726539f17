// Tokens -> tree, by recursive descent. This part: the entry, the readings, rows, clauses, lists and chains of relations.
//
// From loose to tight: rows, clauses (parts of a line), lists, implications, connectives, chains of relations, sums,
// products and quotients, functions and big operators with bare arguments, scripts, atoms. Errors are recorded and
// repaired locally; only nesting beyond the limit gives a formula up.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

/// <summary>Reads the LaTeX of one formula.</summary>
public sealed partial class FormulaParser
{
    /// <summary>Groups, fences, scripts and arguments may be nested this deep.</summary>
    public const int MaximumDepth = 96;

    // Far above what any formula needs: a term of some hundred tokens takes some thousand steps.
    private const int StepsPerToken = 400;

    private readonly string _source;
    private readonly List<Token> _tokens;
    private readonly ParserOptions _options;
    private readonly IReadOnlyList<int> _forced;
    private readonly List<Choice> _choices = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly bool _truncated;
    private int _position;
    private int _depth;
    private long _steps;

    // What the enclosing constructs change: the bar that would close the innermost |…|, whether & and \\ end a cell,
    // whether this is a line (where commas and words part clauses), the style of letters, and whether d marks a differential.
    private string? _bar;
    private bool _cells;
    private bool _line = true;
    private bool _script;
    private bool _fenced;
    private bool _set;
    private LetterStyle _style = LetterStyle.Plain;
    private int _integrals;

    private FormulaParser(
        string source,
        List<Token> tokens,
        bool truncated,
        ParserOptions options,
        IReadOnlyList<int> forced
    )
    {
        (_source, _tokens, _truncated, _options, _forced) = (source, tokens, truncated, options, forced);
    }

    private sealed class GivenUpException(string message) : Exception(message);

    /// <summary>
    /// The conventional reading of a formula. Never throws for bad notation: what is wrong is in the diagnostics.
    /// </summary>
    /// <param name="latex">The formula without its outer dollars or environment (an inner environment is fine).</param>
    /// <param name="options">What is known about the document.</param>
    public static Formula Parse(string latex, ParserOptions? options = null) => Parse(latex, options, []);

    /// <summary>
    /// The readings of a formula, lazily: the conventional one first, then those with one unconventional choice, then two, …
    /// Readings with equal trees are given once.
    /// </summary>
    /// <param name="latex">The formula.</param>
    /// <param name="options">What is known about the document.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="concerns">Which part of the text has to be read in all ways; null: the whole.</param>
    public static IEnumerable<Formula> Readings(
        string latex,
        ParserOptions? options = null,
        int limit = 64,
        Func<SourceSpan, bool>? concerns = null
    )
    {
        var seen = new HashSet<Expression>();
        var queue = new Queue<int[]>();
        queue.Enqueue([]);
        for (var tries = 0; queue.Count > 0 && seen.Count < limit && tries < 4 * limit; tries++)
        {
            var forced = queue.Dequeue();
            var formula = Parse(latex, options, forced);
            if (seen.Add(formula.Body) && (formula.IsReadable || forced.Length == 0))
            {
                yield return formula;
            }

            for (var point = forced.Length; point < formula.Choices.Count && queue.Count < 4 * limit; point++)
            {
                if (concerns?.Invoke(formula.Choices[point].Span) == false)
                {
                    continue;
                }

                for (var option = 1; option < formula.Choices[point].Options; option++)
                {
                    queue.Enqueue([.. forced, .. new int[point - forced.Length], option]);
                }
            }
        }
    }

    private static Formula Parse(string latex, ParserOptions? options, IReadOnlyList<int> forced)
    {
        options ??= ParserOptions.Default;
        var lexer = new Lexer(latex, options.Macros);
        var tokens = WithoutSpacingGroups(lexer.Read());
        var parser = new FormulaParser(latex, tokens, lexer.Truncated, options, forced);
        var body = MarkedTwins.Bound(parser.ParseFormula());
        body = options?.IsIterate is { } isIterate ? Iterated(body, isIterate) : body;
        return new Formula(latex, body, parser._diagnostics.ToSequence(), parser._choices.ToSequence());
    }

    // w^{t+1} as w^{(t+1)}.
    private static Expression Iterated(Expression node, Func<Scripted, bool> isIterate) =>
        node.MapChildren(child => Iterated(child, isIterate)) is var inner
        && node is Scripted { Superscript: { } above } written
        && isIterate(written)
            ? ((Scripted)inner) with
            {
                Superscript = new Delimited("(", above, ")"),
            }
            : inner;

    // {=}, {+} and {,} are signs with other spacing; 1{,}000 is one number.
    private static List<Token> WithoutSpacingGroups(List<Token> tokens)
    {
        var kept = new List<Token>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var before = kept.Count == 0 ? TokenKind.NewRow : kept[^1].Kind;
            if (
                tokens[i].Kind == TokenKind.Open
                && i + 2 < tokens.Count
                && tokens[i + 2].Kind == TokenKind.Close
                && before is not (TokenKind.Subscript or TokenKind.Superscript or TokenKind.Command or TokenKind.Close)
                && (
                    tokens[i + 1] is { Kind: TokenKind.Sign, Text: "," or "=" or "+" or "-" or "<" or ">" or ":" }
                    || (IsRelation(tokens[i + 1]) && tokens[i + 1].Kind == TokenKind.Command)
                )
            )
            {
                if (
                    tokens[i + 1].Text == ","
                    && before == TokenKind.Digit
                    && i + 3 < tokens.Count
                    && tokens[i + 3].Kind == TokenKind.Digit
                )
                {
                    // 0{,}5 has a decimal comma; three digits after it may be thousands.
                    var digits = tokens.Skip(i + 3).TakeWhile(token => token.Kind == TokenKind.Digit).Take(4).Count();
                    var sign = digits == 3 && !LeadsWithZero(kept) ? "{,}" : ".";
                    kept.Add(tokens[i + 1] with { Text = sign, Spaced = false });
                    i += 2;
                    continue;
                }

                kept.Add(tokens[i + 1]);
                i += 2;
                continue;
            }

            kept.Add(tokens[i]);
        }

        return kept;
    }

    // Whether the number that ends here begins with 0.
    private static bool LeadsWithZero(List<Token> tokens)
    {
        var first = tokens.Count - 1;
        while (first > 0 && tokens[first - 1].Kind == TokenKind.Digit)
        {
            first--;
        }

        return tokens[first].Text == "0" && !(first > 0 && tokens[first - 1].IsSign("{,}"));
    }

    private Expression ParseFormula()
    {
        var whole = new SourceSpan(0, _source.Length);
        if (_truncated)
        {
            Report($"the formula is too long: more than {Lexer.MaximumTokens} signs", whole);
            return new Unreadable(string.Empty) { Span = whole };
        }

        try
        {
            var lines = new List<Expression>();
            while (true)
            {
                var line = ParseClauses();
                if (line is not Missing)
                {
                    lines.Add(line);
                }

                if (Current.Kind == TokenKind.NewRow)
                {
                    _position++;
                    continue;
                }

                if (Current.Kind == TokenKind.End)
                {
                    break;
                }

                Report($"unexpected '{Describe(Current)}'", Span(Current));
                _position++;
            }

            Expression body = lines.Count switch
            {
                0 => new Missing(),
                1 => lines[0],
                _ => new Rows(lines.ToSequence()),
            };
            return body with { Span = whole };
        }
        catch (GivenUpException givenUp)
        {
            _diagnostics.Clear();
            _choices.Clear();
            Report(givenUp.Message, whole);
            return new Unreadable(string.Empty) { Span = whole };
        }
    }

    // ---- tokens ----

    private Token Current => _tokens[_position];

    private Token Ahead(int count) => _tokens[Math.Min(_position + count, _tokens.Count - 1)];

    private int Here => Current.Start;

    private T At<T>(int start, T node)
        where T : Expression =>
        (T)(
            node with
            {
                Span = new SourceSpan(start, _position > 0 ? Math.Max(start, _tokens[_position - 1].End) : start),
            }
        );

    private static SourceSpan Span(Token token) => new(token.Start, token.End);

    private static string Describe(Token token) =>
        token.Kind switch
        {
            TokenKind.End => "end of the formula",
            TokenKind.Begin => $"\\begin{{{token.Text}}}",
            TokenKind.Finish => $"\\end{{{token.Text}}}",
            _ => token.Text,
        };

    private void Report(string message, SourceSpan span)
    {
        if (_diagnostics.Count < 20)
        {
            _diagnostics.Add(new Diagnostic(message, span));
        }
    }

    private void Step()
    {
        if (++_steps > StepsPerToken * (long)_tokens.Count + 20_000)
        {
            throw new GivenUpException("the formula is too involved to read");
        }
    }

    private int Choose(Ambiguities.Ambiguity kind, int start, string taken, string otherwise)
    {
        var index = _choices.Count;
        var option = index < _forced.Count ? Math.Min(_forced[index], 1) : 0;
        var end = _position > 0 ? Math.Max(start, _tokens[_position - 1].End) : start;
        _choices.Add(new Choice(kind, 2, option, option == 0 ? taken : otherwise, new SourceSpan(start, end)));
        return option;
    }

    private (int Position, int Choices, int Diagnostics) Mark() => (_position, _choices.Count, _diagnostics.Count);

    private void Return((int Position, int Choices, int Diagnostics) mark)
    {
        _position = mark.Position;
        _choices.RemoveRange(mark.Choices, _choices.Count - mark.Choices);
        _diagnostics.RemoveRange(mark.Diagnostics, _diagnostics.Count - mark.Diagnostics);
    }

    // Runs a reader one level deeper, with its own surroundings.
    private T Nested<T>(
        Func<T> read,
        string? bar = null,
        bool line = false,
        bool cells = false,
        bool script = false,
        bool fenced = true,
        bool set = false
    )
    {
        var outer = (_bar, _line, _cells, _script, _fenced, _set, _style);
        (_bar, _line, _cells, _script, _fenced, _set) = (bar, line, cells, script, fenced, set);
        var result = Deeper(read);
        (_bar, _line, _cells, _script, _fenced, _set, _style) = outer;
        return result;
    }

    // Runs a reader one level deeper, in the same surroundings.
    private T Deeper<T>(Func<T> read)
    {
        if (++_depth > MaximumDepth)
        {
            throw new GivenUpException($"the formula is nested more than {MaximumDepth} deep");
        }

        var result = read();
        _depth--;
        return result;
    }

    // ---- rows and clauses ----

    // An alignment mark, or a row break inside fences, that means nothing here.
    private bool IsSoftBreak(Token token) =>
        !_cells && (token.Kind == TokenKind.Align || (token.Kind == TokenKind.NewRow && _fenced));

    private bool IsWide(Token token) =>
        token.Kind == TokenKind.Command && token.Text is "\\quad" or "\\qquad" or "\\hspace";

    // Before a sign that joins: skips alignment, wide spaces, and a row break after which the formula goes on.
    private void SkipToJoin()
    {
        Step();
        var ahead = 0;
        var rows = 0;
        while (true)
        {
            var token = Ahead(ahead);
            if (IsSoftBreak(token) || IsWide(token) || (token.Kind == TokenKind.NewRow && !_cells && rows++ == 0))
            {
                ahead++;
                continue;
            }

            break;
        }

        if (ahead == 0)
        {
            return;
        }

        var next = Ahead(ahead);
        var joins =
            IsAddition(next)
            || (IsMultiplication(next) && Ahead(ahead + 1).Text is not ("," or ")"))
            || next.IsSign("/")
            || (rows == 0 && (IsRelation(next) || IsImplication(next) || IsStackedRelation(_position + ahead)));
        if (joins && (rows == 0 || !HasRelationInRow(_position + ahead)))
        {
            _position += ahead;
        }
    }

    // Before an operand: alignment, spaces and row breaks after a sign mean nothing.
    private void SkipToOperand(bool joined)
    {
        while (
            (!_cells && Current.Kind == TokenKind.Align)
            || IsSoftBreak(Current)
            || (joined && (IsWide(Current) || (Current.Kind == TokenKind.NewRow && !_cells)))
        )
        {
            _position++;
        }
    }

    private bool HasRelationInRow(int position)
    {
        var depth = 0;
        for (var i = position; i < _tokens.Count && i < position + 4_000; i++)
        {
            var token = _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Open or TokenKind.Begin:
                    depth++;
                    break;
                case TokenKind.Close or TokenKind.Finish:
                    if (--depth < 0)
                    {
                        return false;
                    }

                    break;
                case TokenKind.NewRow when depth == 0:
                    return false;
                case TokenKind.Sign or TokenKind.Command:
                    if (token.Text is "(" or "[" or "\\{" or "\\left")
                    {
                        depth++;
                    }
                    else if (token.Text is ")" or "]" or "\\}" or "\\right")
                    {
                        depth--;
                    }
                    else if (depth <= 0 && (IsRelation(token) || IsImplication(token) || IsStackedRelation(i)))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private bool EndsLine(Token token) =>
        token.Kind switch
        {
            TokenKind.End or TokenKind.Close or TokenKind.Finish or TokenKind.NewRow => true,
            TokenKind.Align => _cells,
            TokenKind.Command => token.Text is "\\right" or "\\middle",
            _ => false,
        };

    private Expression ParseClauses()
    {
        var start = Here;
        var clauses = new List<Clause>();
        var separator = string.Empty;
        while (true)
        {
            Step();
            while (IsWide(Current) || (Current.Kind == TokenKind.Align && !_cells))
            {
                separator = separator.Length == 0 && clauses.Count > 0 ? "\\quad" : separator;
                _position++;
            }

            var lead = ParseLead();
            SkipToOperand(joined: false);
            while (IsWide(Current))
            {
                _position++;
            }

            Expression content =
                EndsLine(Current) || Separator(Current) is not null ? new Missing() : ParseBarred(ParseImplications);
            if (lead.Length > 0 || content is not Missing)
            {
                clauses.Add(new Clause(clauses.Count == 0 ? string.Empty : separator, lead, content));
                separator = string.Empty;
            }

            if (EndsLine(Current))
            {
                break;
            }

            if (Separator(Current) is { } sign)
            {
                separator = sign.Length > 0 ? sign : separator;
                _position++;
            }
            else if (
                !(IsWide(Current) || IsLeadWord(Current) || Current.Kind == TokenKind.Align)
                && content is Missing
                && lead.Length == 0
            )
            {
                Report($"unexpected '{Describe(Current)}'", Span(Current));
                _position++;
            }
            else if (!IsWide(Current) && !IsLeadWord(Current) && Current.Kind != TokenKind.Align && clauses.Count > 0)
            {
                Report($"unexpected '{Describe(Current)}' after a complete formula", Span(Current));
                _position++;
            }
        }

        return clauses switch
        {
            [] => new Missing(),
            [{ Lead.Length: 0 } only] => only.Content,
            _ => At(start, new Clauses(clauses.ToSequence())),
        };
    }

    // What parts clauses; a full stop at the end leaves no trace.
    private string? Separator(Token token) =>
        token.Kind switch
        {
            TokenKind.Sign when token.Text is "," or ";" => token.Text,
            TokenKind.Sign when token.Text is ":" && !Ahead(1).IsSign("=") => ":",
            TokenKind.Sign when token.Text is "." && Ahead(1).Kind != TokenKind.Digit && !Ahead(1).IsSign(".") =>
                string.Empty,
            TokenKind.Command when token.Text is "\\colon" => ":",
            _ => null,
        };

    private static bool IsLeadWord(Token token) =>
        token.Kind == TokenKind.Text
            ? !Notation.IsName(token.Text.Trim()) || token.Text != token.Text.Trim() && !IsPlainName(token.Text)
            : token.Kind == TokenKind.Command && token.Text is "\\forall" or "\\exists" or "\\nexists";

    private static bool IsPlainName(string text) => Notation.IsName(text.Trim()) && text.Trim() == text;

    // Words that only join a relation to what stands before.
    private static readonly string[] Joining =
    [
        "so",
        "then",
        "hence",
        "thus",
        "therefore",
        "and",
        "or",
        "by",
        "since",
        "because",
        "as",
        "if",
        "when",
        "where",
        "for",
        "with",
        "i.e.",
        "that",
        "which",
        "is",
        "are",
        "所以",
        "因此",
        "即",
        "则",
        "故",
        "从而",
        "于是",
        "当",
        "若",
        "且",
        "有",
    ];

    // \text{cost of the first} = 36: words that are the left side of a relation.
    private bool StandsForSide()
    {
        var ahead = 1;
        while (Ahead(ahead) is { Kind: TokenKind.Align } || IsWide(Ahead(ahead)))
        {
            ahead++;
        }

        var next = Ahead(ahead);
        var text = Current.Text.Trim().TrimStart('(', '[').ToLowerInvariant();
        return text.Length > 0
            && text == Current.Text.Trim().ToLowerInvariant()
            && text[^1] is not (',' or '，' or ':' or '：' or '.' or '。')
            && next.Kind is TokenKind.Sign or TokenKind.Command
            && Notation.Relations.ContainsKey(next.Text)
            && !Array.Exists(
                Joining,
                word =>
                    text.StartsWith(word, StringComparison.Ordinal)
                    && (word[0] > 127 || text.Length == word.Length || text[word.Length] == ' ')
            );
    }

    private string ParseLead()
    {
        var words = new List<string>();
        while (true)
        {
            var token = Current;
            if (token.Kind == TokenKind.Command && token.Text is "\\forall" or "\\exists" or "\\nexists")
            {
                _position++;
                words.Add(token.Text);
                return string.Join(' ', words);
            }

            if (token.Kind == TokenKind.Text && IsLeadWord(token) && !(words.Count == 0 && StandsForSide()))
            {
                _position++;
                if (token.Text.Trim().Length > 0)
                {
                    words.Add(token.Text.Trim());
                }

                while (words.Count > 0 && IsWide(Current))
                {
                    _position++;
                }

                continue;
            }

            return string.Join(' ', words);
        }
    }

    // ---- bars, lists, implications, chains ----

    private Expression ParseBarred(Func<Expression> part)
    {
        var start = Here;
        var left = part();
        while (TryBar(out var bar))
        {
            SkipToOperand(joined: true);
            var right = part();
            if (right is Missing)
            {
                Report($"nothing stands after '{bar}'", new SourceSpan(start, Here));
            }

            left = At(start, new Barred(left, bar, right));
            if (++_steps < 0 || left.Span.End <= start)
            {
                break;
            }

            // A | B | C is read as (A | B) | C; a long run of bars is no notation.
            if (++_bars > 32)
            {
                throw new GivenUpException("the formula has too many bars in a row");
            }
        }

        _bars = 0;
        return left;
    }

    private int _bars;

    private bool TryBar(out string bar)
    {
        var token = Current;
        bar = string.Empty;
        if (
            _set
            && token.Kind is TokenKind.Sign or TokenKind.Command
            && token.Text is ":" or "\\colon"
            && !Ahead(1).IsSign("=")
        )
        {
            bar = ":";
            _position++;
            return true;
        }

        if (token.IsCommand("\\mid") || token.IsCommand("\\parallel"))
        {
            bar = token.Text == "\\mid" ? "|" : "\\|";
            _position++;
            return true;
        }

        var size =
            token.Kind == TokenKind.Command && (Notation.Sizes.Contains(token.Text) || token.Text == "\\middle")
                ? 1
                : 0;
        var sign = Ahead(size);
        if (Bar(sign) is not { } kind || (_bar is not null && (size == 0 || _bar == kind)))
        {
            return false;
        }

        var count = 1;
        if (kind == "|" && Bar(Ahead(size + 1)) == "|" && !Ahead(size + 1).Spaced)
        {
            (kind, count) = ("\\|", 2);
        }

        if (Ahead(size + count).Kind == TokenKind.Subscript)
        {
            return false;
        }

        _position += size + count;
        bar = kind;
        return true;
    }

    private static string? Bar(Token token) =>
        token.Kind == TokenKind.Sign && token.Text == "|" ? "|"
        : token.Kind == TokenKind.Command && token.Text is "\\vert" or "\\lvert" or "\\rvert" ? "|"
        : token.Kind == TokenKind.Command && token.Text is "\\|" or "\\Vert" or "\\lVert" or "\\rVert" ? "\\|"
        : null;

    private Expression ParseSequence() => ParseBarred(() => ParseList(";", () => ParseList(",", ParseImplications)));

    private Expression ParseList(string separator, Func<Expression> item)
    {
        var start = Here;
        var first = item();
        if (!IsSeparator(separator))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (IsSeparator(separator))
        {
            Step();
            _position++;
            SkipToOperand(joined: true);
            if (EndsGroup(Current))
            {
                break;
            }

            items.Add(item());
        }

        return items.Count == 1 ? first : At(start, new Listing(separator, items.ToSequence()));
    }

    private bool IsSeparator(string separator)
    {
        while (IsWide(Current) && !_line)
        {
            _position++;
        }

        return Current.IsSign(separator);
    }

    private bool EndsGroup(Token token) =>
        EndsLine(token)
        || (Notation.Closing.ContainsKey(token.Text) && token.Kind is TokenKind.Sign or TokenKind.Command);

    private Expression ParseImplications() => ParseChain(ParseConnected, TryImplication, outer: true);

    private Expression ParseConnected()
    {
        var start = Here;
        var first = ParseRelations();
        if (Current.Kind != TokenKind.Command || !Notation.Connectives.ContainsKey(Current.Text))
        {
            return first;
        }

        var connective = Current.Text;
        var operands = new List<Expression> { first };
        while (Current.IsCommand(connective))
        {
            Step();
            _position++;
            SkipToOperand(joined: true);
            operands.Add(ParseRelations());
        }

        return At(start, new Connected(connective, operands.ToSequence()));
    }

    private Expression ParseRelations() => ParseChain(ParseAdditive, TryRelation);

    private delegate bool SignReader(out RelationSign sign);

    private Expression ParseChain(Func<Expression> operand, SignReader read, bool outer = false)
    {
        var start = Here;
        SkipToJoin();
        var operands = new List<Expression> { Operand() };
        var relations = new List<RelationSign>();
        while (true)
        {
            SkipToJoin();
            if (!read(out var sign))
            {
                break;
            }

            Step();
            relations.Add(sign);
            SkipToOperand(joined: true);
            operands.Add(Operand());
        }

        return relations.Count == 0 ? operands[0] : At(start, new Chain(operands.ToSequence(), relations.ToSequence()));

        // A side that is missing before a sign is left to the relations inside.
        Expression Operand() =>
            IsStackedRelation(_position) || IsRelation(Current)
                ? outer
                    ? operand()
                    : new Missing()
                : StartsOperand()
                    ? operand()
                    : new Missing();
    }

    private bool StartsOperand() =>
        IsAddition(Current)
        || StartsFactor()
        || IsFactorSign(Current)
        || (Current.Kind == TokenKind.Text && !_line)
        || (Current.Kind == TokenKind.Text && !IsLeadWord(Current))
        || (Current.Kind == TokenKind.Text && StandsForSide())
        || (Current.Kind == TokenKind.Text && _position > 0 && IsRelation(_tokens[_position - 1]));

    private static bool IsFactorSign(Token token) =>
        token.Kind == TokenKind.Command && token.Text is "\\cdot" or "\\circ";

    private void Expect(bool found, string what)
    {
        if (found)
        {
            _position++;
        }
        else
        {
            Report($"expected {what}, found '{Describe(Current)}'", Span(Current));
        }
    }
}
