// Tokens -> tree: environments (rows, cases, matrices) and derivatives written as quotients.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

public sealed partial class FormulaParser
{
    private Expression ParseEnvironment()
    {
        var start = Here;
        var name = Current.Text;
        var kind = name.TrimEnd('*');
        if (Notation.CaseEnvironments.Contains(kind))
        {
            return Nested(ParseCaseTable, line: true, cells: true, fenced: false);
        }

        if (Notation.MatrixEnvironments.TryGetValue(kind, out var fences) && !(kind is "array" && IsAlignedArray()))
        {
            return Nested(() => ParseMatrix(start, fences.Open, fences.Close), line: true, cells: true, fenced: false);
        }

        if (!Notation.RowEnvironments.Contains(kind) && kind != "array")
        {
            Report($"unknown environment {name}", Span(Current));
        }

        return Nested(() => ParseRows(start, name), line: true, fenced: false);
    }

    private Expression ParseRows(int start, string name)
    {
        _position++;
        SkipEnvironmentOption();
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

            if (Current.Kind == TokenKind.Finish || Current.Kind == TokenKind.End)
            {
                break;
            }

            Report($"unexpected '{Describe(Current)}'", Span(Current));
            _position++;
        }

        Finish(name);
        return lines.Count switch
        {
            0 => At(start, new Missing()),
            1 => lines[0],
            _ => At(start, new Rows(lines.ToSequence())),
        };
    }

    private void SkipEnvironmentOption()
    {
        if (Current.IsSign("[") && Ahead(2).IsSign("]"))
        {
            _position += 3;
        }
    }

    private void Finish(string name)
    {
        if (Current.Kind == TokenKind.Finish)
        {
            if (Current.Text != name)
            {
                Report($"\\begin{{{name}}} is ended by \\end{{{Current.Text}}}", Span(Current));
            }

            _position++;
        }
        else
        {
            Report($"\\begin{{{name}}} is not ended", Span(Current));
        }
    }

    // An array whose columns are left side, relation, right side.
    private bool IsAlignedArray() => Scan(out var relationAfterAlign, out _) && relationAfterAlign;

    // Rows after \left\{: cases when their columns are values and conditions, a system when a column starts with a relation.
    private bool IsCaseTable()
    {
        var kind = Current.Text.TrimEnd('*');
        return (kind == "array" || Notation.RowEnvironments.Contains(kind))
            && Scan(out var relation, out var columns)
            && columns
            && !relation;
    }

    private bool Scan(out bool relationAfterAlign, out bool columns)
    {
        relationAfterAlign = false;
        columns = false;
        var depth = 0;
        for (var i = _position; i < _tokens.Count && i < _position + 4_000; i++)
        {
            var token = _tokens[i];
            depth += token.Kind switch
            {
                TokenKind.Open or TokenKind.Begin => 1,
                TokenKind.Close or TokenKind.Finish => -1,
                _ => 0,
            };
            if (depth <= 0)
            {
                return true;
            }

            if (token.Kind == TokenKind.Align && depth == 1)
            {
                var next = _tokens[Math.Min(i + 1, _tokens.Count - 1)];
                columns |= _tokens[i - 1].Kind is not (TokenKind.NewRow or TokenKind.Begin or TokenKind.Align);
                relationAfterAlign |= IsRelation(next) && _tokens[i - 1].Kind is not TokenKind.NewRow;
            }
        }

        return true;
    }

    private List<List<Expression>> ParseCells(string name)
    {
        _position++;
        SkipEnvironmentOption();
        var lines = new List<List<Expression>>();
        var line = new List<Expression>();
        while (true)
        {
            line.Add(ParseClauses());
            if (Current.Kind == TokenKind.Align)
            {
                _position++;
                continue;
            }

            if (line.Any(cell => cell is not Missing))
            {
                lines.Add(line);
            }

            line = [];
            if (Current.Kind == TokenKind.NewRow)
            {
                _position++;
                continue;
            }

            if (Current.Kind is TokenKind.Finish or TokenKind.End)
            {
                break;
            }

            Report($"unexpected '{Describe(Current)}'", Span(Current));
            _position++;
        }

        Finish(name);
        return lines;
    }

    private Expression ParseMatrix(int start, string open, string close)
    {
        var lines = ParseCells(Current.Text);
        return At(start, new Matrix(open, lines.Select(line => line.ToSequence()).ToSequence(), close));
    }

    private Expression ParseCaseTable()
    {
        var start = Here;
        var branches = new List<CaseBranch>();
        foreach (var line in ParseCells(Current.Text))
        {
            var cells = line.Where(cell => cell is not Missing).ToList();
            branches.Add(
                cells switch
                {
                    [Clauses { Items: { Count: > 1 } parts }] when parts[0].Lead.Length == 0 => new CaseBranch(
                        parts[0].Content,
                        Joined(parts.Skip(1))
                    ),
                    [var value] => new CaseBranch(value, null),
                    [var value, var condition] => new CaseBranch(value, condition),
                    [var value, .. var conditions] => new CaseBranch(
                        value,
                        Joined(
                            conditions.Select(cell =>
                                cell is Clauses { Items: [var only] } ? only : new Clause(",", string.Empty, cell)
                            )
                        )
                    ),
                    [] => new CaseBranch(new Missing(), null),
                }
            );
        }

        return At(start, new Cases(branches.ToSequence()));
    }

    private static Expression? Joined(IEnumerable<Clause> clauses)
    {
        var items = clauses
            .Select((clause, i) => i == 0 ? clause with { Separator = string.Empty } : clause)
            .ToSequence();
        return items switch
        {
            [] => null,
            [{ Lead.Length: 0 } only] => only.Content,
            _ => new Clauses(items),
        };
    }

    // ---- derivatives ----

    // \frac{\partial^2 f}{\partial x \partial y}, \frac{d}{dx}; null (and nothing read) when the fraction is another.
    private DerivativeQuotient? TryDerivative()
    {
        var start = Here;
        // \frac d{dx} has no braces around the sign.
        var braces = Ahead(1).Kind == TokenKind.Open ? 1 : 0;
        if (
            DifferentialSign(1 + braces, out var length) is not { } sign
            || braces == 0 && Ahead(1 + length).Kind != TokenKind.Open
        )
        {
            return null;
        }

        var mark = Mark();
        var depth = _depth;
        _position += 1 + braces + length;
        Expression? order = null;
        if (Current.Kind == TokenKind.Superscript)
        {
            _position++;
            order = ParseScriptArgument();
        }

        var operand = braces == 0 || Current.Kind == TokenKind.Close ? null : Nested(ParseProductOrMissing);
        if (
            braces == 1 && Current.Kind != TokenKind.Close
            || Ahead(braces).Kind != TokenKind.Open
            || operand is Missing
            || _diagnostics.Count > mark.Diagnostics
        )
        {
            Return(mark);
            return null;
        }

        _position += 1 + braces;
        var variables = new List<DifferentialVariable>();
        while (DifferentialSign(0, out length) == sign && variables.Count < 16)
        {
            _position += length;
            if (!StartsVariable(Current) && Current.Kind != TokenKind.Open)
            {
                break;
            }

            variables.Add(Nested(ParseDifferentialVariable));
        }

        if (Current.Kind != TokenKind.Close || variables.Count == 0 || _diagnostics.Count > mark.Diagnostics)
        {
            Return(mark);
            _depth = depth;
            return null;
        }

        _position++;
        if (
            sign == "d"
            && operand is not null
            && Choose(Ambiguities.DerivativeOrQuotient.Kind, start, "a derivative", "a quotient with factors d") == 1
        )
        {
            // The choice itself stays recorded, so that the readings are enumerated.
            var chosen = _choices[^1];
            Return(mark);
            _choices.Add(chosen);
            return null;
        }

        return At(start, new DerivativeQuotient(sign, order, operand, OfOrder(order, variables)));
    }

    // \frac{\partial L}{\partial \sigma^2} is no second derivative: it is by the square.
    private static Sequence<DifferentialVariable> OfOrder(
        Expression? order,
        IReadOnlyList<DifferentialVariable> variables
    ) =>
        order is null && variables is [{ Order: { } power, Variable: var variable }]
            ? [new DifferentialVariable(Raised(variable, power), null)]
            : variables.ToSequence();

    private static Scripted Raised(Expression variable, Expression power) =>
        variable is Scripted { Superscript: null } scripted
            ? scripted with
            {
                Superscript = power,
            }
            : new Scripted(variable, null, power, 0);

    private Expression ParseProductOrMissing() => StartsFactor() ? ParseProduct() : new Missing();

    private DifferentialVariable ParseDifferentialVariable()
    {
        var variable = ParseScripts(Here, ParseAtom());
        return
            variable
                is Scripted
                {
                    Superscript: Numeral or Identifier { Name: "n" or "k" or "m", Style: LetterStyle.Plain }
                } power
            ? new DifferentialVariable(
                power.Subscript is null && power.Primes == 0 ? power.Base : power with { Superscript = null },
                power.Superscript
            )
            : new DifferentialVariable(variable, null);
    }

    // \partial, d or \mathrm{d} at an offset, and its length in tokens.
    private string? DifferentialSign(int offset, out int length)
    {
        length = 1;
        var token = Ahead(offset);
        if (token.IsCommand("\\partial"))
        {
            return "\\partial";
        }

        if (token.Is(TokenKind.Letter, "d") && Ahead(offset + 1).Kind is not (TokenKind.Subscript or TokenKind.Prime))
        {
            return "d";
        }

        // {\rm d}, which is {\mathrm{d}} here.
        if (
            token.Kind == TokenKind.Open
            && Ahead(offset + 1).Kind == TokenKind.Command
            && DifferentialSign(offset + 1, out var inner) is "d"
            && Ahead(offset + 1 + inner).Kind == TokenKind.Close
        )
        {
            length = inner + 2;
            return "d";
        }

        if (
            token.Kind == TokenKind.Command
            && token.Text is "\\mathrm" or "\\operatorname"
            && Ahead(offset + 1).Kind == TokenKind.Open
            && Ahead(offset + 2).Is(TokenKind.Letter, "d")
            && Ahead(offset + 3).Kind == TokenKind.Close
        )
        {
            length = 4;
            return "d";
        }

        return null;
    }

    // \partial f / \partial x and df/dx on one line.
    private DerivativeQuotient? TryInlineDerivative(Expression numerator)
    {
        var (sign, order, operand) = numerator switch
        {
            Application { Head: Identifier { Name: "\\partial" } } application => (
                "\\partial",
                (Expression?)null,
                application.Argument
            ),
            Application
            {
                Head: Scripted { Base: Identifier { Name: "\\partial" }, Subscript: null, Superscript: { } power }
            } application => ("\\partial", power, application.Argument),
            Product
            {
                Factors: [{ Value: Identifier { Name: "d", Style: LetterStyle.Plain } }, { Link: "", Value: var rest }]
            } => ("d", null, rest),
            Differential differential => ("d", null, differential.Variable),
            _ => (string.Empty, null, null),
        };
        if (sign.Length == 0 || operand is null or Delimited || DifferentialSign(0, out var length) != sign)
        {
            return null;
        }

        var mark = Mark();
        _position += length;
        if (!StartsVariable(Current))
        {
            Return(mark);
            return null;
        }

        var variables = new List<DifferentialVariable> { Nested(ParseDifferentialVariable) };
        while (sign == "\\partial" && DifferentialSign(0, out length) == sign && variables.Count < 16)
        {
            _position += length;
            variables.Add(Nested(ParseDifferentialVariable));
        }

        return new DerivativeQuotient(sign, order, operand, OfOrder(order, variables));
    }
}
