// Tokens -> tree: the signs between sides, with the notes over and under them.
using System.Text.RegularExpressions;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

public sealed partial class FormulaParser
{
    private static bool IsRelation(Token token) =>
        token.Kind is TokenKind.Sign or TokenKind.Command
        && (
            Notation.Relations.ContainsKey(token.Text)
            || token.Text is ":" or "\\not" or "\\xrightarrow" or "\\xleftarrow" or "\\stackrel" or "\\xlongequal"
        );

    // \overset{!}{=}, \underset{n}{\overset{!}{\leq}}: a sign between sides, with a note.
    private bool IsStackedRelation(int position)
    {
        if (_tokens[position] is not { Kind: TokenKind.Command, Text: "\\overset" or "\\underset" })
        {
            return false;
        }

        var (mark, steps) = (Mark(), _steps);
        _position = position;
        var isRelation = TryStacked(_tokens[position].Text, out _);
        Return(mark);
        _steps = steps;
        return isRelation;
    }

    private static bool IsImplication(Token token) =>
        token.Kind == TokenKind.Command && Notation.Implications.ContainsKey(token.Text);

    private bool TryImplication(out RelationSign sign)
    {
        if (Current.Kind == TokenKind.Command && Notation.Implications.TryGetValue(Current.Text, out var symbol))
        {
            _position++;
            sign = new RelationSign(symbol);
            return true;
        }

        sign = new RelationSign("=");
        return false;
    }

    private bool TryRelation(out RelationSign sign)
    {
        sign = new RelationSign("=");
        var token = Current;
        if (token.Kind is not (TokenKind.Sign or TokenKind.Command))
        {
            return false;
        }

        switch (token.Text)
        {
            case "\\not":
                if (Notation.Relations.TryGetValue(Ahead(1).Text, out var negated))
                {
                    _position += 2;
                    sign = new RelationSign(Notation.Negated.GetValueOrDefault(negated, "\\not" + negated));
                    return true;
                }

                return false;
            case ":":
                if (Ahead(1).IsSign("=") && !Ahead(1).Spaced)
                {
                    _position += 2;
                    sign = new RelationSign(":=");
                    return true;
                }

                if (_line || _set)
                {
                    return false;
                }

                _position++;
                sign = new RelationSign(":");
                return true;
            case "<" or ">" or "=" when Ahead(1).IsSign("=") && !Ahead(1).Spaced:
                _position += 2;
                sign = new RelationSign(
                    token.Text switch
                    {
                        "<" => "\\leq",
                        ">" => "\\geq",
                        _ => "=",
                    }
                );
                return true;
            case "\\xrightarrow" or "\\xleftarrow" or "\\xlongequal":
                _position++;
                Expression? under = null;
                if (Current.IsSign("["))
                {
                    _position++;
                    under = Nested(ParseSequence);
                    Expect(Current.IsSign("]"), "']'");
                }

                var over = ParseArgument();
                var symbol = token.Text switch
                {
                    "\\xrightarrow" => "\\to",
                    "\\xleftarrow" => "\\leftarrow",
                    _ => "=",
                };
                sign = new RelationSign(symbol, over is Missing ? null : over, under is Missing ? null : under);
                return true;
            case "\\stackrel" or "\\overset" or "\\underset":
                return TryStacked(token.Text, out sign);
            case "\\perp" when Ahead(1).IsCommand("\\perp"):
                _position += 2;
                sign = new RelationSign("\\perp");
                return true;
        }

        if (Notation.Relations.TryGetValue(token.Text, out var plain))
        {
            _position++;
            sign = new RelationSign(plain);
            return true;
        }

        return false;
    }

    // \stackrel{d}{=} and its kin, when the base is a relation.
    private bool TryStacked(string command, out RelationSign sign)
    {
        sign = new RelationSign("=");
        var mark = Mark();
        _position++;
        var note = Note(mark.Diagnostics);
        if (Current.Kind == TokenKind.Open)
        {
            _position++;
            if (TryRelation(out var inner) && Current.Kind == TokenKind.Close)
            {
                _position++;
                sign = command == "\\underset" ? inner with { Under = note } : inner with { Over = note };
                return true;
            }
        }
        else if (TryRelation(out var inner))
        {
            sign = command == "\\underset" ? inner with { Under = note } : inner with { Over = note };
            return true;
        }

        Return(mark);
        return false;
    }

    // What a label such as (a), 5) or ** says is no part of the claim; another note may be: "def", ?, H_0.
    private Expression? Note(int diagnostics)
    {
        var start = Here;
        var note = ParseArgument();
        var text = _source[start..Here].Trim();
        if (LabelOverSign().IsMatch(text))
        {
            _diagnostics.RemoveRange(diagnostics, _diagnostics.Count - diagnostics);
            return null;
        }

        if (_diagnostics.Count > diagnostics)
        {
            _diagnostics.RemoveRange(diagnostics, _diagnostics.Count - diagnostics);
            return new TextRun(text.Trim('{', '}', ' '));
        }

        return note;
    }

    // One letter, a Roman or another number, stars and daggers, a reference; "(a.s.)" and "(false)" are none.
    [GeneratedRegex(
        @"^\{?\s*(\\(text|mathrm|textup|textnormal)\s*\{)?\s*(\(?([A-Za-z]'?|[ivx]{1,5}|\d+([.\-]\d+)*[a-z]?|([*†‡]|\\(ast|star|dagger|ddagger)\b\s*)+)\)|([*†‡]|\\(ast|star|dagger|ddagger)\b\s*)+|\(?\\(eq|c|C|auto)?ref\s*\{[^{}]*\}\)?)\s*\}*$"
    )]
    private static partial Regex LabelOverSign();
}
