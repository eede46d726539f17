// A formula's tree -> its statements: continued rows joined to chains, trailing conditions told from further formulas.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>One formula of a display with the conditions that are written beside it.</summary>
/// <param name="Formula">A chain of relations, an implication, or an expression that asserts nothing.</param>
/// <param name="Conditions">Conditions, as written.</param>
/// <param name="Quantified">Whether a condition says "for all".</param>
/// <param name="Words">Words that stand inside the formula.</param>
internal sealed record WrittenStatement(
    Expression Formula,
    IReadOnlyList<Expression> Conditions,
    bool Quantified,
    string Words
)
{
    /// <summary>The limit in which it is meant, written beside it: "(x \to 0)", "as x \to 0"; null where none is.</summary>
    public Chain? Limit { get; init; }

    /// <summary>The statements of a tree.</summary>
    public static IReadOnlyList<WrittenStatement> Of(Expression body)
    {
        var lines = new List<Expression>();
        foreach (var line in body is Rows rows ? rows.Lines : [body])
        {
            // A row that starts with its relation goes on from the row before.
            if (
                lines.Count > 0
                && Main(line) is Chain { Operands: [Missing, ..] } rest
                && Main(lines[^1]) is Chain first
                && !IsImplication(rest)
            )
            {
                var joined = first with
                {
                    Operands = [.. first.Operands, .. rest.Operands.Skip(1)],
                    Relations = [.. first.Relations, .. rest.Relations],
                };
                lines[^1] = WithMain(lines[^1], joined, line);
            }
            else if (
                lines.Count > 0
                && Main(line) is Chain { Operands: [Missing, ..] } start
                && Main(lines[^1]) is not (Chain or Missing)
                && !IsImplication(start)
            )
            {
                lines[^1] = WithMain(
                    lines[^1],
                    start with
                    {
                        Operands = [Main(lines[^1]), .. start.Operands.Skip(1)],
                    },
                    line
                );
            }
            else
            {
                lines.Add(line);
            }
        }

        return [.. lines.SelectMany(Split)];
    }

    private static bool IsImplication(Chain chain) => Notation.Implications.ContainsKey(chain.Relations[0].Symbol);

    private static Expression Main(Expression line) => line is Clauses clauses ? clauses.Items[0].Content : line;

    private static Expression WithMain(Expression line, Expression main, Expression added)
    {
        var trailing = added is Clauses more ? more.Items.Skip(1) : [];
        var own = line is Clauses clauses ? clauses.Items : [new Clause(string.Empty, string.Empty, line)];
        Sequence<Clause> items = [own[0] with { Content = main }, .. own.Skip(1), .. trailing];
        return items.Count == 1 && items[0].Lead.Length == 0 ? main : new Clauses(items);
    }

    private static IEnumerable<WrittenStatement> Split(Expression line)
    {
        if (line is not Clauses clauses)
        {
            return [new WrittenStatement(line, [], false, string.Empty)];
        }

        if (Joined(clauses) is { } joined)
        {
            return [new WrittenStatement(joined, [], false, string.Empty)];
        }

        var formulas = new List<Expression>();
        var conditions = new List<Expression>();
        var quantified = false;
        var words = new List<string>();
        var ranging = false;
        var limits = new List<Chain>();
        var restricts = false;
        // "a → 1, b → 0" are two statements; "f ∼ g, x → 0" is one.
        var tends = clauses.Items[0].Content is Chain main && main.Relations.Any(relation => relation.Symbol == "\\to");
        for (var i = 0; i < clauses.Items.Count; i++)
        {
            var (separator, lead, content) = clauses.Items[i];
            if (lead.Length > 0)
            {
                words.Add(lead);
            }

            var conditional = lead.Length > 0 && IsConditionWord(lead);
            quantified |= lead.Contains("\\forall", StringComparison.Ordinal);
            switch (content)
            {
                case Missing:
                    break;
                case Ellipsis:
                    ranging = true;
                    break;
                case var aside
                    when i > 0 && LimitOf(aside, conditional || separator is "," or "\\quad" && !tends) is { } limit:
                    limits.Add(limit);
                    break;
                case Chain chain
                    when conditional
                        || i > 0
                            && separator is "," or "\\quad"
                            && IsConditionOnName(chain)
                            // "f(x) = 1 and x > 0" claims both.
                            && (restricts || !Prose.Lexicon.Shipped.Has(Prose.Category.Conjunction, lead)):
                    conditions.Add(chain);
                    restricts = true;
                    break;
                case Chain chain:
                    formulas.Add(chain);
                    restricts = false;
                    break;
                default:
                    if (conditional && content is Identifier or Scripted)
                    {
                        // for all x
                    }
                    else if (!ranging && !(i > 0 && content is Identifier or Scripted or Numeral))
                    {
                        formulas.Add(content);
                    }

                    break;
            }
        }

        // for i = 1, …, K is no equation.
        if (ranging)
        {
            conditions.RemoveAll(condition =>
                condition is Chain { Relations: [{ Symbol: "=" }], Operands: [Identifier, Numeral] }
            );
        }

        return Premised(formulas, clauses)
            .Select(formula => new WrittenStatement(formula, conditions, quantified, string.Join(' ', words))
            {
                // Two variables that tend somewhere one after the other, or along a path that is not said, are none.
                Limit = limits is [var only] ? only : null,
            });
    }

    // x^2 = 4 \Leftrightarrow x = 2 \text{ or } x = -2: what words join on one side of an implication is one side; "x < y or
    // y \le x" is one statement as well.
    private static Expression? Joined(Clauses clauses)
    {
        var items = clauses.Items;
        var connectives = items.Skip(1).Select(clause => Connective(clause.Lead)).ToList();
        if (
            connectives.Count == 0
            || connectives.Contains(null)
            || connectives.Distinct().Count() > 1
            || items[0].Lead.Length > 0
            || !items.All(clause => clause.Content is Chain)
        )
        {
            return null;
        }

        var chains = items.Select(clause => (Chain)clause.Content).ToList();
        var connective = connectives[0]!;
        var implications = chains.Count(IsImplication);
        if (implications == 0)
        {
            return connective == "\\lor" ? new Connected(connective, [.. chains]) : null;
        }

        var at = chains.FindIndex(IsImplication);
        if (implications > 1 || chains[at].Operands.Count != 2)
        {
            return new Connected(connective, [.. chains]);
        }

        return chains[at] with
        {
            Operands =
            [
                With(chains.Take(at).Append(chains[at].Operands[0])),
                With(chains.Skip(at + 1).Prepend(chains[at].Operands[1])),
            ],
        };

        Expression With(IEnumerable<Expression> parts) =>
            parts.ToList() is [var only] ? only : new Connected(connective, [.. parts]);
    }

    private static string? Connective(string lead) =>
        lead.Trim() switch
        {
            "or" or "或" or "或者" => "\\lor",
            "and" or "且" or "并且" => "\\land",
            _ => null,
        };

    // a \le b, c \le d \Rightarrow …: what stands before commas are premises, too.
    private static IReadOnlyList<Expression> Premised(List<Expression> formulas, Clauses clauses) =>
        formulas is [.. { Count: > 0 } premises, Chain { Relations: [{ Symbol: "\\Rightarrow" }, ..] } implication]
        && premises.TrueForAll(premise => premise is Chain chain && !IsImplication(chain))
        && clauses.Items.Skip(1).All(clause => clause.Separator == "," && clause.Lead.Length == 0)
            ?
            [
                implication with
                {
                    Operands =
                    [
                        new Connected("\\land", [.. premises, implication.Operands[0]]),
                        .. implication.Operands.Skip(1),
                    ],
                },
            ]
            : formulas;

    /// <summary>"x \to a" or "(x \to a)": a name that tends to a point; the second needs nothing else to set it apart.</summary>
    public static Chain? LimitOf(Expression aside, bool apart) =>
        (aside, apart) switch
        {
            (Delimited { Content: Chain inside }, _) => LimitOf(inside, true),
            (Chain { Relations: [{ Symbol: "\\to" }], Operands: [var name, var point] } chain, true)
                when Names.IsName(name) && !Names.IsName(point) => chain,
            _ => null,
        };

    private static bool IsConditionWord(string lead) =>
        lead.Contains("\\forall", StringComparison.Ordinal)
        || Prose.Lexicon.Shipped.Has(Prose.Category.ClauseCondition, lead);

    // γ > 0, i ≠ j, x ∈ (0,1): a relation that restricts names, not one that asserts.
    private static bool IsConditionOnName(Chain chain) =>
        chain.Relations.All(relation => relation.Symbol is "\\in" or "\\neq" or "<" or ">" or "\\leq" or "\\geq")
        && (Names.IsName(chain.Operands[0]) || (chain.Operands.Count == 3 && Names.IsName(chain.Operands[1])))
        && chain.Operands.All(operand =>
            operand is Identifier or Scripted or Numeral or Delimited or Additive or Fraction or Quotient
        );
}
