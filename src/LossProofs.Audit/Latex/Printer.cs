// Tree -> LaTeX, such that reading the text conventionally gives the tree back.
using System.Text;

namespace LossProofs.Audit.Latex;

/// <summary>Prints trees in a normal form: \left…\right fences, braces where the structure needs them.</summary>
public static class Printer
{
    // How tightly a node binds; a node in a tighter place gets braces.
    private const int Loose = 0;
    private const int Listed = 1;
    private const int Implied = 2;
    private const int Joined = 3;
    private const int Related = 4;
    private const int Summed = 5;
    private const int Multiplied = 6;
    private const int Atomic = 7;

    /// <summary>The tree as LaTeX.</summary>
    public static string Print(Expression expression)
    {
        var text = new StringBuilder();
        Write(text, expression, Loose);
        return text.ToString();
    }

    private static int Level(Expression expression) =>
        expression switch
        {
            Rows or Clauses => Loose,
            Barred or Listing => Listed,
            Chain chain when IsImplication(chain) => Implied,
            Connected => Joined,
            Chain => Related,
            Additive => Summed,
            Product or Quotient => Multiplied,
            Application { Argument: not Delimited } or BigOperator => Multiplied,
            Application { Argument: Delimited { Open: not ("(" or "[" or "\\{") } } => Multiplied,
            DerivativeQuotient { Operand: null } => Multiplied,
            Differential => Multiplied,
            EvaluatedAt or Postfix or Constructed => Multiplied,
            _ => Atomic,
        };

    private static bool IsImplication(Chain chain) =>
        chain.Relations.Count > 0 && Notation.Implications.ContainsKey(chain.Relations[0].Symbol);

    private static void Write(StringBuilder text, Expression expression, int level)
    {
        if (Level(expression) < level)
        {
            text.Append('{');
            Write(text, expression);
            text.Append('}');
        }
        else
        {
            Write(text, expression);
        }
    }

    private static void Write(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case Numeral numeral:
                text.Append(numeral.Digits);
                break;
            case Identifier identifier:
                WriteName(text, identifier);
                break;
            case Accented accented:
                text.Append(accented.Accent == "\\bar" ? "\\overline" : accented.Accent);
                Braced(text, accented.Base);
                break;
            case Scripted scripted:
                WriteBase(text, scripted.Base);
                text.Append('\'', scripted.Primes);
                Script(text, '_', scripted.Subscript);
                Script(text, '^', scripted.Superscript);
                break;
            case Fraction fraction:
                text.Append("\\frac");
                Fractional(text, fraction.Numerator);
                Fractional(text, fraction.Denominator);
                break;
            case Quotient quotient:
                Operand(text, quotient.Numerator, alone: quotient.Numerator is Product);
                text.Append(" / ");
                Operand(text, quotient.Denominator, alone: false);
                break;
            case Binomial binomial:
                text.Append("\\binom");
                Braced(text, binomial.Upper);
                Braced(text, binomial.Lower);
                break;
            case Radical radical:
                text.Append("\\sqrt");
                if (radical.Index is { } index)
                {
                    text.Append('[');
                    Write(text, index, Listed);
                    text.Append(']');
                }

                Braced(text, radical.Radicand);
                break;
            case Delimited delimited:
                text.Append("\\left").Append(delimited.Open).Append(' ');
                if (delimited.Content is not Missing)
                {
                    Write(text, delimited.Content, Listed);
                }

                text.Append(" \\right").Append(delimited.Close);
                break;
            case Barred barred:
                Write(text, barred.Left, Listed);
                text.Append(
                    barred.Bar switch
                    {
                        "|" => " \\mid ",
                        "\\|" => " \\parallel ",
                        _ => " : ",
                    }
                );
                Write(text, barred.Right, barred.Right is Barred ? Implied : Listed);
                break;
            case Listing listing:
                for (var i = 0; i < listing.Items.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : listing.Separator + " ");
                    Write(
                        text,
                        listing.Items[i],
                        listing.Items[i] is Listing { Separator: "," } && listing.Separator == ";" ? Listed : Implied
                    );
                }

                break;
            case Application application:
                WriteApplication(text, application);
                break;
            case BigOperator big:
                text.Append(big.Operator);
                Script(text, '_', big.Lower);
                Script(text, '^', big.Upper);
                text.Append(' ');
                if (big.Body is Missing)
                {
                    break;
                }

                if (big.Operator is "\\int" or "\\iint" or "\\iiint" or "\\oint" && big.Body is Product or Differential)
                {
                    Write(text, big.Body);
                }
                else
                {
                    Operand(text, big.Body, alone: false);
                }

                break;
            case DerivativeQuotient derivative:
                text.Append("\\frac{").Append(Sign(derivative.Sign));
                Script(text, '^', derivative.Order);
                if (derivative.Operand is { } operand)
                {
                    text.Append(' ');
                    Operand(text, operand, alone: false);
                }

                text.Append("}{");
                foreach (var variable in derivative.Variables)
                {
                    text.Append(Sign(derivative.Sign)).Append(' ');
                    WriteVariable(text, variable.Variable);
                    Script(text, '^', variable.Order);
                    text.Append(' ');
                }

                text.Append('}');
                break;
            case Differential differential:
                text.Append("\\mathrm{d} ");
                WriteBase(text, differential.Variable);
                break;
            case Additive additive:
                WriteSum(text, additive);
                break;
            case Product product:
                WriteProduct(text, product);
                break;
            case Chain chain:
                WriteChain(text, chain);
                break;
            case Connected connected:
                for (var i = 0; i < connected.Operands.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : $" {connected.Connective} ");
                    Write(text, connected.Operands[i], Related);
                }

                break;
            case Clauses clauses:
                WriteClauses(text, clauses);
                break;
            case Rows rows:
                text.Append("\\begin{aligned} ");
                for (var i = 0; i < rows.Lines.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : " \\\\ ");
                    Line(text, rows.Lines[i], Loose);
                }

                text.Append(" \\end{aligned}");
                break;
            case Cases cases:
                text.Append("\\begin{cases} ");
                for (var i = 0; i < cases.Branches.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : " \\\\ ");
                    Line(text, cases.Branches[i].Value, Implied);
                    if (cases.Branches[i].Condition is { } condition)
                    {
                        text.Append(" & ");
                        Line(text, condition, Loose);
                    }
                }

                text.Append(" \\end{cases}");
                break;
            case Matrix matrix:
                WriteMatrix(text, matrix);
                break;
            case TextRun run:
                Words(text, run.Text);
                break;
            case Annotated annotated:
                WriteAnnotated(text, annotated);
                break;
            case EvaluatedAt evaluated:
                Operand(text, evaluated.Base, alone: false);
                text.Append("\\bigg|");
                Script(text, '_', evaluated.At);
                Script(text, '^', evaluated.Upper);
                break;
            case Postfix postfix:
                WriteBase(text, postfix.Operand);
                text.Append(postfix.Sign);
                break;
            case Constructed constructed:
                text.Append(constructed.Kind.Print(constructed.Parts.Map(Print)));
                break;
            case Ellipsis:
                text.Append("\\cdots");
                break;
            case Placeholder:
                text.Append("{\\cdot}");
                break;
            case Missing:
                text.Append("{}");
                break;
            case Unreadable unreadable:
                Words(text, unreadable.Text);
                break;
        }
    }

    private static string Sign(string sign) => sign == "d" ? "\\mathrm{d}" : sign;

    private static void Braced(StringBuilder text, Expression expression)
    {
        text.Append('{');
        if (expression is not Missing)
        {
            Write(text, expression, Listed);
        }

        text.Append('}');
    }

    // A numerator that would look like a derivative's gets braces of its own.
    private static void Fractional(StringBuilder text, Expression expression)
    {
        var start = text.Length;
        Braced(text, expression);
        var written = text.ToString(start, text.Length - start);
        if (
            written.StartsWith("{\\partial", StringComparison.Ordinal)
            || written.StartsWith("{d", StringComparison.Ordinal)
            || written.StartsWith("{\\mathrm{d}", StringComparison.Ordinal)
        )
        {
            text.Insert(start, '{').Append('}');
        }
    }

    private static void Script(StringBuilder text, char sign, Expression? script)
    {
        if (script is null)
        {
            return;
        }

        text.Append(sign);
        if (script is Identifier { Name: "*" or "+" or "-" or "\\pm" or "\\circ" or "\\times" } mark)
        {
            text.Append('{').Append(mark.Name).Append('}');
        }
        else if (script is Placeholder)
        {
            text.Append("{\\cdot}");
        }
        else
        {
            Braced(text, script);
        }
    }

    // x_i as it stands, so that x_i^2 is its second order.
    private static void WriteVariable(StringBuilder text, Expression variable)
    {
        if (variable is Scripted { Base: Identifier, Superscript: null })
        {
            Write(text, variable);
        }
        else
        {
            WriteBase(text, variable);
        }
    }

    // What scripts are attached to.
    private static void WriteBase(StringBuilder text, Expression expression)
    {
        var bare =
            expression is Identifier { Name: not "d" } or Delimited or Missing
            || expression
                is Application
                {
                    Head: Identifier { Style: not LetterStyle.Plain } or Scripted { Superscript: null },
                    Argument: Delimited
                }
                && IsFencedApplication((Application)expression);
        if (bare && !(expression is Identifier name && IsOperatorName(name)))
        {
            Write(text, expression);
        }
        else
        {
            Braced(text, expression);
        }
    }

    private static bool IsFencedApplication(Application application) =>
        application.Argument is Delimited { Open: "(" or "[" or "\\{" }
        && !IsPrefix(application.Head)
        && !IsFunction(application.Head);

    // An operand of a quotient, operator or function: braces unless it is an atom that cannot take more in.
    private static void Operand(StringBuilder text, Expression expression, bool alone)
    {
        if (
            alone
            || (
                expression is Identifier { Name: not "d" } or Numeral or Fraction or Radical
                && !IsOperatorLike(expression)
            )
        )
        {
            Write(text, expression);
        }
        else if (expression is Scripted { Base: Identifier } && !IsOperatorLike(expression))
        {
            Write(text, expression);
        }
        else
        {
            Braced(text, expression);
        }
    }

    private static bool IsOperatorLike(Expression expression) =>
        expression is Identifier name && IsOperatorName(name)
        || expression is Scripted scripted && IsOperatorLike(scripted.Base);

    private static bool IsOperatorName(Identifier name) =>
        Notation.Functions.Contains(name.Name)
        || name.Name is "\\nabla" or "\\partial" or "+" or "-" or "*"
        || Notation.BigOperators.ContainsKey(name.Name)
        || (name.Style == LetterStyle.Roman && (Notation.FunctionWords.ContainsKey(name.Name) || name.Name == "d"));

    private static bool IsPrefix(Expression head) =>
        head
            is DerivativeQuotient
                or Identifier { Name: "\\nabla" or "\\partial" }
                or Scripted { Base: Identifier { Name: "\\nabla" or "\\partial" } };

    private static bool IsFunction(Expression head) =>
        (head is Scripted scripted ? scripted.Base : head) is Identifier name
        && (
            Notation.Functions.Contains(name.Name)
            || Notation.BigOperators.ContainsKey(name.Name)
            || (name.Style == LetterStyle.Roman && Notation.FunctionWords.ContainsKey(name.Name))
        );

    private static void WriteApplication(StringBuilder text, Application application)
    {
        var fenced = application.Argument is Delimited { Open: "(" or "[" or "\\{" };
        var known = IsPrefix(application.Head) || IsFunction(application.Head);
        if (known)
        {
            WriteHead(text, application.Head);
            text.Append(' ');
            if (fenced)
            {
                Write(text, application.Argument);
            }
            else
            {
                Operand(text, application.Argument, alone: false);
            }
        }
        else
        {
            // \mathop makes any name a function.
            text.Append("\\mathop{");
            Write(text, application.Head);
            text.Append('}');
            Write(text, application.Argument);
        }
    }

    private static void WriteHead(StringBuilder text, Expression head)
    {
        if (head is Scripted scripted)
        {
            WriteHead(text, scripted.Base);
            text.Append('\'', scripted.Primes);
            Script(text, '_', scripted.Subscript);
            Script(text, '^', scripted.Superscript);
        }
        else
        {
            Write(text, head);
        }
    }

    private static void WriteSum(StringBuilder text, Additive additive)
    {
        for (var i = 0; i < additive.Terms.Count; i++)
        {
            var (sign, term) = additive.Terms[i];
            if (i > 0)
            {
                text.Append(' ').Append(sign).Append(' ');
            }
            else if (sign != "+" || additive.Terms.Count == 1)
            {
                text.Append(sign).Append(' ');
            }

            Write(text, term, Multiplied);
        }
    }

    private static void WriteProduct(StringBuilder text, Product product)
    {
        for (var i = 0; i < product.Factors.Count; i++)
        {
            var (link, value) = product.Factors[i];
            if (i > 0)
            {
                text.Append(' ').Append(link).Append(link.Length > 0 ? " " : string.Empty);
            }

            var last = i == product.Factors.Count - 1;
            if (i > 0 && link.Length == 0 && value is Delimited or Scripted { Base: Delimited })
            {
                text.Append("{}");
            }

            if (
                Level(value) < Atomic && !(value is Differential)
                || (value is Application known && (IsPrefix(known.Head) || IsFunction(known.Head)) && !last)
                || (value is Numeral && i > 0 && link.Length == 0)
                || value is Identifier { Name: "d" }
                || IsOperatorLike(value)
                || value is Missing
            )
            {
                Braced(text, value);
            }
            else
            {
                Write(text, value);
            }
        }
    }

    private static void WriteChain(StringBuilder text, Chain chain)
    {
        var level = IsImplication(chain) ? Joined : Summed;
        for (var i = 0; i < chain.Operands.Count; i++)
        {
            if (i > 0)
            {
                var (symbol, over, under) = chain.Relations[i - 1];
                text.Append(i > 1 || chain.Operands[0] is not Missing ? " " : string.Empty);
                if (over is null && under is null)
                {
                    text.Append(symbol);
                }
                else if (symbol is "\\to" or "\\leftarrow")
                {
                    text.Append(symbol == "\\to" ? "\\xrightarrow" : "\\xleftarrow");
                    if (under is not null)
                    {
                        text.Append('[');
                        Write(text, under, Listed);
                        text.Append(']');
                    }

                    Braced(text, over ?? new Missing());
                }
                else
                {
                    text.Append(over is not null ? "\\overset" : "\\underset");
                    Braced(text, over ?? under!);
                    text.Append('{').Append(symbol).Append('}');
                }

                text.Append(' ');
            }

            if (chain.Operands[i] is not Missing)
            {
                Write(text, chain.Operands[i], level);
            }
        }
    }

    private static void WriteClauses(StringBuilder text, Clauses clauses)
    {
        for (var i = 0; i < clauses.Items.Count; i++)
        {
            var (separator, lead, content) = clauses.Items[i];
            if (separator.Length > 0)
            {
                text.Append(separator).Append(' ');
            }

            if (lead.Length > 0)
            {
                // \forall and \exists end the words before them.
                var sign =
                    lead.LastIndexOf('\\') is var at and >= 0 && lead[at..] is "\\forall" or "\\exists" or "\\nexists"
                        ? lead[at..]
                        : string.Empty;
                var words = lead[..^sign.Length].Trim();
                if (words.Length > 0)
                {
                    Words(text, words + (Notation.IsName(words) ? " " : string.Empty));
                    text.Append(' ');
                }

                text.Append(sign).Append(' ');
            }

            if (content is not Missing)
            {
                Line(text, content, Listed);
            }

            text.Append(' ');
        }
    }

    // A line's content: a sign or relation at its start would join it to what stands before.
    private static void Line(StringBuilder text, Expression content, int level)
    {
        var start = text.Length;
        Write(text, content, level);
        var joins = content is not Chain { Relations.Count: > 0 } chain
            ? Starts(content)
            : chain.Operands[^1] is Missing || (level != Loose && chain.Operands[0] is Missing);
        if (joins)
        {
            text.Insert(start, '{').Append('}');
        }
    }

    private static bool Starts(Expression content) =>
        content switch
        {
            Additive additive => additive.Terms[0].Sign != "+" || additive.Terms.Count == 1,
            Chain chain => Starts(chain.Operands[0]),
            Listing or Barred => false,
            Clauses { Items: [{ Lead.Length: 0 } first, ..] } => Starts(first.Content),
            _ => false,
        };

    private static void WriteMatrix(StringBuilder text, Matrix matrix)
    {
        var environment = Notation
            .MatrixEnvironments.First(entry =>
                entry.Value == (matrix.Open, matrix.Close) || entry.Key == "matrix" && matrix.Open == "."
            )
            .Key;
        text.Append("\\begin{").Append(environment).Append("} ");
        for (var i = 0; i < matrix.Lines.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : " \\\\ ");
            for (var j = 0; j < matrix.Lines[i].Count; j++)
            {
                text.Append(j == 0 ? string.Empty : " & ");
                if (matrix.Lines[i][j] is not Missing)
                {
                    Line(text, matrix.Lines[i][j], Loose);
                }
            }
        }

        text.Append(" \\end{").Append(environment).Append('}');
    }

    private static void WriteAnnotated(StringBuilder text, Annotated annotated)
    {
        text.Append(annotated.Command);
        if (annotated.Command is "\\overset" or "\\underset")
        {
            Braced(text, annotated.Note ?? new Missing());
            Braced(text, annotated.Base);
            return;
        }

        Braced(text, annotated.Base);
        Script(text, annotated.Command == "\\underbrace" ? '_' : '^', annotated.Note);
    }

    private static void WriteName(StringBuilder text, Identifier identifier)
    {
        foreach (var accent in identifier.Accents.Reverse())
        {
            text.Append(accent).Append('{');
        }

        var name = identifier.Name;
        switch (identifier.Style)
        {
            case LetterStyle.Plain:
                text.Append(name);
                break;
            case LetterStyle.Roman:
                Words(text, name);
                break;
            default:
                var command = identifier.Style switch
                {
                    LetterStyle.Bold => "\\boldsymbol",
                    LetterStyle.Calligraphic => "\\mathcal",
                    LetterStyle.Blackboard => "\\mathbb",
                    LetterStyle.Fraktur => "\\mathfrak",
                    LetterStyle.Sans => "\\mathsf",
                    _ => "\\mathtt",
                };
                text.Append(command).Append('{').Append(name).Append('}');
                break;
        }

        text.Append('}', identifier.Accents.Count);
    }

    private static void Words(StringBuilder text, string words)
    {
        text.Append("\\text{");
        foreach (var c in words)
        {
            if (c is '\\' or '{' or '}' or '$')
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        text.Append('}');
    }
}
