// Tree -> MathML (the Core that browsers draw by themselves), as Printer is tree -> LaTeX.
//
// The tree knows no space and no size: fences stretch, functions and products are set with the invisible signs that screen
// readers speak. Nodes that are marked stand in a group of their own, by which a style sheet shows them.
using System.Globalization;
using System.Text;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

/// <summary>Writes trees as MathML.</summary>
public static class MathMl
{
    private const char Times = '\u2062';
    private const char Applied = '\u2061';

    // What command or character stands for which sign, beside those of Notation.Unicode.
    private static readonly Dictionary<string, string> s_signs = Signs(
        "\\mathrm{d} d,\\ell ℓ,\\hbar ℏ,\\Re ℜ,\\Im ℑ,\\imath ı,\\jmath ȷ,\\epsilon ϵ,\\varepsilon ε,\\phi ϕ,\\varphi φ,"
            + "\\vartheta ϑ,\\varrho ϱ,\\varpi ϖ,\\varkappa ϰ,\\varnothing ∅,\\emptyset ∅,\\top ⊤,\\bot ⊥,\\intercal ⊺,\\dagger †,"
            + "\\prime ′,\\star ⋆,\\ast ∗,* ∗,\\circ ∘,\\bullet •,\\cdot ⋅,\\times ×,\\odot ⊙,\\otimes ⊗,\\oplus ⊕,\\ominus ⊖,"
            + "\\oslash ⊘,\\wedge ∧,\\vee ∨,\\land ∧,\\lor ∨,\\neg ¬,\\lnot ¬,\\bmod mod,\\pm ±,\\mp ∓,- −,\\cup ∪,\\cap ∩,"
            + "\\setminus ∖,\\leq ≤,\\geq ≥,\\neq ≠,\\simeq ≃,\\cong ≅,\\mapsto ↦,\\leftarrow ←,\\ni ∋,\\supset ⊃,\\supseteq ⊇,"
            + "\\subsetneq ⊊,\\gg ≫,\\prec ≺,\\preceq ⪯,\\succ ≻,\\succeq ⪰,:= ≔,\\doteq ≐,\\asymp ≍,\\lesssim ≲,\\gtrsim ≳,"
            + "\\perp ⊥,\\leftrightarrow ↔,\\uparrow ↑,\\downarrow ↓,\\models ⊨,\\vdash ⊢,\\nleq ≰,\\ngeq ≱,\\nsim ≁,"
            + "\\lessgtr ≶,\\not\\equiv ≢,\\Rightarrow ⇒,\\Leftarrow ⇐,\\Leftrightarrow ⇔,\\forall ∀,\\exists ∃,\\nexists ∄,"
            + "\\sum ∑,\\prod ∏,\\coprod ∐,\\int ∫,\\iint ∬,\\iiint ∭,\\oint ∮,\\bigcup ⋃,\\bigcap ⋂,\\bigoplus ⨁,\\bigotimes ⨂,"
            + "\\bigvee ⋁,\\bigwedge ⋀,\\{ {,\\} },\\| ‖,\\langle ⟨,\\rangle ⟩,\\lfloor ⌊,\\rfloor ⌋,\\lceil ⌈,\\rceil ⌉,"
            + "\\llbracket ⟦,\\rrbracket ⟧,\\backslash ∖,\\% %,\\aleph ℵ,\\triangle △,\\Box □,\\clubsuit ♣,\\angle ∠"
    );

    // Accents as the characters that stand over (or under) a base.
    private static readonly Dictionary<string, string> s_accents = Signs(
        "\\hat ^,\\tilde ~,\\bar ¯,\\overline ¯,\\dot ˙,\\ddot ¨,\\vec →,\\check ˇ,\\breve ˘,\\acute ´,\\grave `,\\mathring ˚,"
            + "\\underline _"
    );

    /// <summary>The formula as one MathML element.</summary>
    /// <param name="formula">The tree.</param>
    /// <param name="latex">Its source, which those who do not see it get too.</param>
    /// <param name="isDisplay">Whether it stands on a line of its own.</param>
    /// <param name="marked">Nodes of this very tree that are shown as changed.</param>
    public static string Element(
        Expression formula,
        string latex,
        bool isDisplay,
        IReadOnlySet<Expression>? marked = null
    )
    {
        var writer = new Writer(marked ?? new HashSet<Expression>());
        writer.Write(formula);
        return $"<math{(isDisplay ? " display=\"block\"" : "")} alttext=\"{Escape(latex.Trim())}\"><mrow>{writer}</mrow></math>";
    }

    /// <summary>A set of nodes by where they stand: equal nodes elsewhere in a tree are not in it.</summary>
    public static HashSet<Expression> Nodes() => new(ReferenceEqualityComparer.Instance);

    /// <summary>Text that is safe as content and as an attribute of HTML and XML.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(
                rune.Value switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    '"' => "&quot;",
                    '\'' => "&#39;",
                    '\n' => "\n",
                    '\t' => " ",
                    // Controls are no characters of XML.
                    < ' ' or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => "\uFFFD",
                    _ => rune.ToString(),
                }
            );
        }

        return safe.ToString();
    }

    private static Dictionary<string, string> Signs(string entries)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries.Split(','))
        {
            var space = entry.LastIndexOf(' ');
            table[entry[..space]] = entry[(space + 1)..];
        }

        foreach (var (character, command) in Notation.Unicode.Where(pair => pair.Value.Length > 1))
        {
            table.TryAdd(command, character.ToString());
        }

        return table;
    }

    private static string Sign(string command) =>
        s_signs.TryGetValue(command, out var sign) ? sign : command.TrimStart('\\');

    private sealed class Writer(IReadOnlySet<Expression> marked)
    {
        private readonly StringBuilder _text = new();

        public override string ToString() => _text.ToString();

        public void Write(Expression node)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            if (marked.Contains(node))
            {
                _text.Append("<mrow class=\"changed\">");
                Node(node);
                _text.Append("</mrow>");
            }
            else
            {
                Node(node);
            }
        }

        // Exactly one element, as the children of scripts and fractions have to be.
        private void One(Expression? node)
        {
            _text.Append("<mrow>");
            if (node is not null)
            {
                Write(node);
            }

            _text.Append("</mrow>");
        }

        private void Leaf(string element, string content, string attributes = "") =>
            _text
                .Append('<')
                .Append(element)
                .Append(attributes)
                .Append('>')
                .Append(Escape(content))
                .Append("</")
                .Append(element)
                .Append('>');

        private void Operator(string sign, string attributes = "") => Leaf("mo", sign, attributes);

        private void Space(string width = "1em") => _text.Append($"<mspace width=\"{width}\"></mspace>");

        private void Node(Expression node)
        {
            switch (node)
            {
                case Numeral numeral:
                    Leaf("mn", numeral.Digits);
                    break;
                case Identifier identifier:
                    Name(identifier);
                    break;
                case Accented accented:
                    Accent(
                        accented.Accent == "\\bar" ? "\\overline" : accented.Accent,
                        () => One(accented.Base),
                        isWide: true
                    );
                    break;
                case Scripted scripted:
                    Scripts(() => One(scripted.Base), scripted.Subscript, scripted.Superscript, scripted.Primes);
                    break;
                case Fraction fraction:
                    Pair("mfrac", fraction.Numerator, fraction.Denominator);
                    break;
                case Quotient quotient:
                    Write(quotient.Numerator);
                    Operator("/");
                    Write(quotient.Denominator);
                    break;
                case Binomial binomial:
                    Operator("(");
                    _text.Append("<mfrac linethickness=\"0\">");
                    One(binomial.Upper);
                    One(binomial.Lower);
                    _text.Append("</mfrac>");
                    Operator(")");
                    break;
                case Radical { Index: null } root:
                    _text.Append("<msqrt>");
                    Write(root.Radicand);
                    _text.Append("</msqrt>");
                    break;
                case Radical root:
                    Pair("mroot", root.Radicand, root.Index!);
                    break;
                case Delimited delimited:
                    Fenced(delimited.Open, () => Write(delimited.Content), delimited.Close);
                    break;
                case Barred barred:
                    Write(barred.Left);
                    Operator(barred.Bar == "|" ? "|" : Sign(barred.Bar), " lspace=\"0.28em\" rspace=\"0.28em\"");
                    Write(barred.Right);
                    break;
                case Listing listing:
                    Joined(listing.Items, (_, _) => Operator(listing.Separator), Write);
                    break;
                case Application application:
                    Write(application.Head);
                    Operator(Applied.ToString());
                    if (application is { Argument: not Delimited, Head: not DerivativeQuotient })
                    {
                        Space("0.17em");
                    }

                    Write(application.Argument);
                    break;
                case BigOperator big:
                    Big(big);
                    break;
                case DerivativeQuotient derivative:
                    Derivative(derivative);
                    break;
                case Differential differential:
                    Space("0.17em");
                    Leaf("mi", "d", " mathvariant=\"normal\"");
                    Write(differential.Variable);
                    break;
                case Additive additive:
                    for (var at = 0; at < additive.Terms.Count; at++)
                    {
                        var (sign, term) = additive.Terms[at];
                        // A term is marked with its sign.
                        var isMarked = marked.Contains(term);
                        _text.Append(isMarked ? "<mrow class=\"changed\">" : "");
                        if (at > 0 || sign != "+" || additive.Terms.Count == 1)
                        {
                            Operator(Sign(sign), at == 0 ? " form=\"prefix\"" : " form=\"infix\"");
                        }

                        Node(term);
                        _text.Append(isMarked ? "</mrow>" : "");
                    }

                    break;
                case Product product:
                    Joined(
                        product.Factors,
                        (_, next) => Operator(next.Link.Length == 0 ? Times.ToString() : Sign(next.Link)),
                        factor => Write(factor.Value)
                    );
                    break;
                case Chain chain:
                    Write(chain.Operands[0]);
                    Rest(chain);
                    break;
                case Connected connected:
                    Joined(
                        connected.Operands,
                        (_, _) => Operator(Sign(connected.Connective), " lspace=\"0.5em\" rspace=\"0.5em\""),
                        Write
                    );
                    break;
                case Clauses clauses:
                    Clauses(clauses, 0);
                    break;
                case Rows rows:
                    _text.Append("<mtable class=\"rows\">");
                    foreach (var line in rows.Lines)
                    {
                        Row(line);
                    }

                    _text.Append("</mtable>");
                    break;
                case Cases cases:
                    Operator("{", " stretchy=\"true\"");
                    _text.Append("<mtable class=\"cases\">");
                    foreach (var branch in cases.Branches)
                    {
                        Cells([branch.Value, branch.Condition ?? new Missing()]);
                    }

                    _text.Append("</mtable>");
                    break;
                case Matrix matrix:
                    Fenced(
                        matrix.Open,
                        () =>
                        {
                            _text.Append("<mtable>");
                            foreach (var line in matrix.Lines)
                            {
                                Cells(line);
                            }

                            _text.Append("</mtable>");
                        },
                        matrix.Close
                    );
                    break;
                case TextRun run:
                    Leaf("mtext", $"\u00A0{run.Text.Trim()}\u00A0");
                    break;
                case Annotated annotated:
                    Annotation(annotated);
                    break;
                case EvaluatedAt evaluated:
                    Scripts(
                        () =>
                        {
                            _text.Append("<mrow>");
                            Write(evaluated.Base);
                            Operator("|", " stretchy=\"true\"");
                            _text.Append("</mrow>");
                        },
                        evaluated.At,
                        evaluated.Upper,
                        0
                    );
                    break;
                case Postfix postfix:
                    Write(postfix.Operand);
                    Operator(Sign(postfix.Sign));
                    break;
                case Constructed constructed:
                    _text.Append(constructed.Kind.Markup(constructed.Parts.Map(Element)));
                    break;
                case Ellipsis:
                    Leaf("mi", "⋯");
                    break;
                case Placeholder:
                    Leaf("mi", "⋅");
                    break;
                case Unreadable unreadable:
                    Leaf("mtext", unreadable.Text, " class=\"unreadable\"");
                    break;
            }
        }

        private string Element(Expression part)
        {
            var inner = new Writer(marked);
            inner.One(part);
            return inner.ToString();
        }

        private static void Joined<T>(IReadOnlyList<T> items, Action<int, T> separate, Action<T> write)
        {
            for (var at = 0; at < items.Count; at++)
            {
                if (at > 0)
                {
                    separate(at, items[at]);
                }

                write(items[at]);
            }
        }

        private void Pair(string element, Expression first, Expression second)
        {
            _text.Append('<').Append(element).Append('>');
            One(first);
            One(second);
            _text.Append("</").Append(element).Append('>');
        }

        private void Name(Identifier identifier)
        {
            if (identifier.Accents.Count > 0)
            {
                Accent(
                    identifier.Accents[^1],
                    () => Name(identifier with { Accents = [.. identifier.Accents.SkipLast(1)] }),
                    isWide: identifier.Name.Length > 1 && identifier.Name[0] != '\\'
                );
                return;
            }

            var name = Sign(identifier.Name);
            switch (identifier.Style)
            {
                // Signs without a base of their own: x^*, x^+.
                case LetterStyle.Plain when name is "∗" or "+" or "−" or "±" or "∘" or "×":
                    Operator(name);
                    break;
                case LetterStyle.Plain:
                    // Greek capitals and symbols are upright.
                    Leaf(
                        "mi",
                        name,
                        identifier.Name[0] == '\\'
                        && name.EnumerateRunes().Count() == 1
                        && (char.IsUpper(name[0]) || !char.IsLetter(name[0]))
                            ? " mathvariant=\"normal\""
                            : ""
                    );
                    break;
                case LetterStyle.Roman:
                    Leaf("mi", name, " mathvariant=\"normal\"");
                    break;
                case LetterStyle.Bold:
                    Leaf("mi", name, " class=\"bold\"");
                    break;
                case LetterStyle.Sans:
                    Leaf("mi", name, " class=\"sans\"");
                    break;
                case LetterStyle.Typewriter:
                    Leaf("mi", name, " class=\"typewriter\"");
                    break;
                default:
                    Leaf("mi", Alphabet(name, identifier.Style));
                    break;
            }
        }

        // Unicode's mathematical letters; those that were there before have places of their own.
        private static string Alphabet(string name, LetterStyle style)
        {
            var (upper, lower, special) = style switch
            {
                LetterStyle.Blackboard => (0x1D538, 0x1D552, "CℂHℍNℕPℙQℚRℝZℤ"),
                LetterStyle.Calligraphic => (0x1D49C, 0x1D4B6, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
                _ => (0x1D504, 0x1D51E, "CℭHℌIℑRℜZℨ"),
            };
            var text = new StringBuilder();
            foreach (var letter in name)
            {
                var known = special.IndexOf(letter, StringComparison.Ordinal);
                text.Append(
                    letter == '1' && style == LetterStyle.Blackboard ? "𝟙"
                    : known >= 0 && known % 2 == 0 ? special[known + 1].ToString()
                    : letter is >= 'A' and <= 'Z' ? char.ConvertFromUtf32(upper + letter - 'A')
                    : letter is >= 'a' and <= 'z' ? char.ConvertFromUtf32(lower + letter - 'a')
                    : letter.ToString()
                );
            }

            return text.ToString();
        }

        private void Accent(string accent, Action inner, bool isWide)
        {
            var below = accent == "\\underline";
            _text.Append(below ? "<munder accentunder=\"true\">" : "<mover accent=\"true\">");
            inner();
            Operator(
                s_accents.GetValueOrDefault(accent) ?? Sign(accent),
                isWide ? " stretchy=\"true\"" : " stretchy=\"false\""
            );
            _text.Append(below ? "</munder>" : "</mover>");
        }

        private void Scripts(Action inner, Expression? below, Expression? above, int primes)
        {
            var raised = above is not null || primes > 0;
            var element = (below is not null, raised) switch
            {
                (true, true) => "msubsup",
                (true, false) => "msub",
                (false, true) => "msup",
                _ => "mrow",
            };
            _text.Append('<').Append(element).Append('>');
            inner();
            if (below is not null)
            {
                One(below);
            }

            if (raised)
            {
                _text.Append("<mrow>");
                if (primes > 0)
                {
                    Operator(new string('′', primes));
                }

                if (above is not null)
                {
                    Write(above);
                }

                _text.Append("</mrow>");
            }

            _text.Append("</").Append(element).Append('>');
        }

        private void Fenced(string open, Action inner, string close)
        {
            _text.Append("<mrow>");
            Fence(open, "prefix");
            inner();
            Fence(close, "postfix");
            _text.Append("</mrow>");
        }

        private void Fence(string fence, string form)
        {
            if (fence is not ("." or ""))
            {
                Operator(Sign(fence), $" form=\"{form}\" stretchy=\"true\"");
            }
        }

        private void Big(BigOperator big)
        {
            var isIntegral = big.Operator is "\\int" or "\\iint" or "\\iiint" or "\\oint";
            var isSign = s_signs.ContainsKey(big.Operator);
            var sign = isSign
                ? Sign(big.Operator)
                : big.Operator.Replace("\\arg\\", "arg ", StringComparison.Ordinal).TrimStart('\\');
            var element = (big.Lower is not null, big.Upper is not null) switch
            {
                (true, true) => isIntegral ? "msubsup" : "munderover",
                (true, false) => isIntegral ? "msub" : "munder",
                (false, true) => isIntegral ? "msup" : "mover",
                _ => "mrow",
            };
            _text.Append('<').Append(element).Append('>');
            Operator(
                sign.Replace(' ', '\u00A0'),
                isIntegral ? " largeop=\"true\""
                    : isSign ? " largeop=\"true\" movablelimits=\"true\""
                    : " movablelimits=\"true\" form=\"prefix\" lspace=\"0\" rspace=\"0\""
            );
            if (big.Lower is { } lower)
            {
                One(lower);
            }

            if (big.Upper is { } upper)
            {
                One(upper);
            }

            _text.Append("</").Append(element).Append('>');
            if (!isSign)
            {
                Operator(Applied.ToString());
                Space("0.17em");
            }

            Write(big.Body);
        }

        private void Derivative(DerivativeQuotient derivative)
        {
            var isTotal = derivative.Sign == "d";
            _text.Append("<mfrac><mrow>");
            Scripts(D, null, derivative.Order, 0);
            if (derivative.Operand is { } operand)
            {
                Write(operand);
            }

            _text.Append("</mrow><mrow>");
            foreach (var variable in derivative.Variables)
            {
                D();
                Scripts(() => One(variable.Variable), null, variable.Order, 0);
            }

            _text.Append("</mrow></mfrac>");

            void D() => Leaf("mi", isTotal ? "d" : "∂", " mathvariant=\"normal\"");
        }

        private void Rest(Chain chain)
        {
            for (var at = 1; at < chain.Operands.Count; at++)
            {
                Relation(chain.Relations[at - 1]);
                Write(chain.Operands[at]);
            }
        }

        private void Relation(RelationSign relation)
        {
            var attributes = " stretchy=\"false\" lspace=\"0.28em\" rspace=\"0.28em\"";
            if (relation is { Over: null, Under: null })
            {
                Operator(Sign(relation.Symbol), attributes);
                return;
            }

            var element = (relation.Under is not null, relation.Over is not null) switch
            {
                (true, true) => "munderover",
                (true, false) => "munder",
                _ => "mover",
            };
            _text.Append('<').Append(element).Append('>');
            Operator(
                Sign(relation.Symbol),
                relation.Symbol is "\\to" or "\\leftarrow" ? " stretchy=\"true\"" : attributes
            );
            if (relation.Under is { } under)
            {
                One(under);
            }

            if (relation.Over is { } over)
            {
                One(over);
            }

            _text.Append("</").Append(element).Append('>');
        }

        // From the clause at this place on.
        private void Clauses(Clauses clauses, int from)
        {
            for (var at = from; at < clauses.Items.Count; at++)
            {
                var (separator, lead, content) = clauses.Items[at];
                if (separator == "\\quad")
                {
                    Space();
                }
                else if (separator.Length > 0)
                {
                    Operator(separator);
                    Space("0.5em");
                }

                if (lead.Length > 0)
                {
                    var sign =
                        lead.LastIndexOf('\\') is var slash and >= 0 && s_signs.ContainsKey(lead[slash..])
                            ? lead[slash..]
                            : "";
                    if (lead[..^sign.Length].Trim() is { Length: > 0 } words)
                    {
                        Leaf("mtext", $"\u00A0{words}\u00A0");
                    }

                    if (sign.Length > 0)
                    {
                        Operator(Sign(sign));
                    }
                }

                Write(content);
            }
        }

        // Aligned at the first relation.
        private void Row(Expression line)
        {
            var first = line is Clauses { Items: [{ Lead.Length: 0, Separator.Length: 0 } clause, ..] }
                ? clause.Content
                : line;
            _text.Append("<mtr><mtd class=\"before\">");
            if (first is not Chain chain)
            {
                _text.Append("</mtd><mtd class=\"after\">");
                Write(line);
            }
            else
            {
                Write(chain.Operands[0]);
                _text.Append("</mtd><mtd class=\"after\">");
                _text.Append(marked.Contains(chain) ? "<mrow class=\"changed\">" : "<mrow>");
                Rest(chain);
                _text.Append("</mrow>");
                if (line is Clauses clauses)
                {
                    Clauses(clauses, 1);
                }
            }

            _text.Append("</mtd></mtr>");
        }

        private void Cells(IEnumerable<Expression> cells)
        {
            _text.Append("<mtr>");
            foreach (var cell in cells)
            {
                _text.Append("<mtd>");
                Write(cell);
                _text.Append("</mtd>");
            }

            _text.Append("</mtr>");
        }

        private void Annotation(Annotated annotated)
        {
            switch (annotated.Command)
            {
                case "\\overset" or "\\underset":
                    _text.Append(annotated.Command == "\\overset" ? "<mover>" : "<munder>");
                    One(annotated.Base);
                    One(annotated.Note);
                    _text.Append(annotated.Command == "\\overset" ? "</mover>" : "</munder>");
                    break;
                case "\\underbrace" or "\\overbrace":
                    var element = annotated.Command == "\\underbrace" ? "munder" : "mover";
                    _text.Append(CultureInfo.InvariantCulture, $"<{element}><{element}>");
                    One(annotated.Base);
                    Operator(element == "munder" ? "⏟" : "⏞", " stretchy=\"true\"");
                    _text.Append(CultureInfo.InvariantCulture, $"</{element}>");
                    One(annotated.Note);
                    _text.Append(CultureInfo.InvariantCulture, $"</{element}>");
                    break;
                default:
                    _text.Append("<mrow class=\"struck\">");
                    Write(annotated.Base);
                    _text.Append("</mrow>");
                    if (annotated.Note is { } note)
                    {
                        Write(note);
                    }

                    break;
            }
        }
    }
}
