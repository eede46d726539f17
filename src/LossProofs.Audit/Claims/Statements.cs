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
    /// <summary>What stands beside it and is no formula or condition of its own, words first; empty where nothing does.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>What stands beside it that is read as nothing: "(2 \mid n)", "mod 7".</summary>
    public string? Unread { get; init; }

    /// <summary>The equations beside it that say what something in it is: "where \hat{y}_j = \dots".</summary>
    public IReadOnlyList<Chain> Explained { get; init; } = [];

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

        return Problem(lines) is { } problem ? [problem] : [.. lines.SelectMany(Split)];
    }

    // max f(x) subject to g(x) \le 0, in rows: what is sought, and constraints, none of which is claimed.
    private static WrittenStatement? Problem(List<Expression> lines)
    {
        var from = lines.FindIndex(line => LeadsConstraints(line is Clauses clauses ? clauses.Items[0].Lead : ""));
        if (from < 1 || Objective(Main(lines[0])) is not { } objective)
        {
            return null;
        }

        var constraints = lines
            .Skip(from)
            .SelectMany(line => line is Clauses clauses ? clauses.Items.Select(item => item.Content) : [line])
            .OfType<Chain>()
            .ToList();
        return constraints.Exists(IsImplication)
            ? null
            : new WrittenStatement(objective, constraints, false, string.Empty);

        static bool LeadsConstraints(string words) => Prose.Lexicon.Shipped.Has(Prose.Category.ConstraintLead, words);

        // \max_x f(x), or \max_x z = f(x), which names it.
        static Expression? Objective(Expression main) =>
            main switch
            {
                BigOperator { Operator: "\\max" or "\\min" or "\\sup" or "\\inf" or "\\arg\\max" or "\\arg\\min" } =>
                    main,
                Chain
                {
                    Operands: [
                        BigOperator
                        {
                            Operator: "\\max" or "\\min",
                            Lower: not null,
                            Body: Identifier or Scripted
                        } named,
                        _,
                    ],
                    Relations: [{ Symbol: "=" }]
                } when !Names.Nodes(named.Lower!).Contains(named.Body) => named,
                Additive { Terms: [{ Term: var first }, ..] } when Objective(first) is not null => main,
                _ => null,
            };
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

        clauses = Listed(Opened(clauses));
        if (Joined(clauses) is { } joined)
        {
            return [new WrittenStatement(joined, [], false, string.Empty)];
        }

        var formulas = new List<Expression>();
        var conditions = new List<Expression>();
        var quantified = false;
        var words = new List<string>();
        string? unread = null;
        var ranging = false;
        var explained = new List<Chain>();
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

            if (i > 0 && content is Delimited { Content: Chain aside } && LimitOf(content, true) is null)
            {
                conditions.Add(aside);
                continue;
            }

            if (Enumerated(clauses.Items, i) is (> 0 and var more, var values))
            {
                conditions.AddRange(values);
                unread ??= IsStepped(clauses.Items.Skip(i).Take(more + 1)) ? $"{content}, …" : null;
                quantified |= lead.Contains("\\forall", StringComparison.Ordinal);
                i += more;
                continue;
            }

            var conditional = lead.Length > 0 && IsConditionWord(lead);
            quantified |= lead.Contains("\\forall", StringComparison.Ordinal);
            switch (content)
            {
                case Missing:
                    break;
                case Ellipsis:
                    ranging = true;
                    unread ??= i > 0 ? "\\dots" : null;
                    break;
                case var tending
                    when i > 0 && LimitOf(tending, conditional || separator is "," or "\\quad" && !tends) is { } limit:
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
                    if (i > 0 && Prose.Lexicon.Shipped.Has(Prose.Category.ExplanationLead, lead))
                    {
                        explained.Add(chain);
                    }

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
                        unread ??= i > 0 ? content.ToString() : null;
                    }
                    else
                    {
                        unread ??= $"{lead} {content}".Trim();
                    }

                    break;
            }
        }

        return Premised(formulas, clauses)
            .Select(formula => new WrittenStatement(formula, conditions, quantified, string.Join(' ', words))
            {
                Beside = words,
                Explained = explained,
                Unread = unread,
                // Two variables that tend somewhere one after the other, or along a path that is not said, are none.
                Limit = limits is [var only] ? only : null,
            });
    }

    // x, y \ge 0: what is said of the last name of a list is said of each.
    private static Clauses Listed(Clauses clauses)
    {
        var items = new List<Clause>();
        var names = new List<Clause>();
        foreach (var clause in clauses.Items)
        {
            if (names.Count > 0 && clause is { Separator: ",", Lead: "" } && Said(clause.Content) is var (chain, rest))
            {
                var each = names
                    .Select(name => (Expression)(chain with { Operands = [name.Content, .. chain.Operands.Skip(1)] }))
                    .Append(chain)
                    .ToList();
                if (rest is { } implication)
                {
                    items.Add(
                        names[0] with
                        {
                            Content = implication with
                            {
                                Operands = [new Connected("\\land", [.. each]), .. implication.Operands.Skip(1)],
                            },
                        }
                    );
                }
                else
                {
                    items.AddRange(
                        each.Select(
                            (said, place) =>
                                (place == 0 ? names[0] : clause) with
                                {
                                    Content = said,
                                    Lead = names[0].Lead,
                                }
                        )
                    );
                }

                names.Clear();
                continue;
            }

            if (names.Count > 0 && clause is not { Separator: ",", Lead: "" })
            {
                items.AddRange(names);
                names.Clear();
            }

            // "1 - x, y = 2" lists no names, and "x = 1, y" has begun with something else.
            if (clause.Content is Identifier or Scripted && Names.IsName(clause.Content))
            {
                names.Add(clause);
                continue;
            }

            items.AddRange(names);
            names.Clear();
            items.Add(clause);
        }

        items.AddRange(names);
        return new([.. items]);

        // The relation of a name, and the implication that it is the premise of.
        static (Chain Said, Chain? Implication)? Said(Expression content) =>
            content switch
            {
                Chain { Relations: [{ Symbol: "\\Rightarrow" }, ..], Operands: [Chain premise, ..] } implication
                    when OfName(premise) => (premise, implication),
                Chain chain when OfName(chain) => (chain, null),
                _ => null,
            };

        static bool OfName(Chain chain) =>
            chain
                is {
                    Operands: [var name, _],
                    Relations: [{ Symbol: ">" or "<" or "\\geq" or "\\leq" or "\\in" or "\\neq" }]
                }
            && Names.IsName(name)
            && name is Identifier or Scripted;
    }

    // f = g \quad (x > 0, n = 1, 2, \ldots): what stands in parentheses behind a formula is about it, one clause at a time.
    private static Clauses Opened(Clauses clauses) =>
        new([
            .. clauses.Items.Take(1),
            .. clauses
                .Items.Skip(1)
                .SelectMany(clause =>
                    Aside(clause.Content)
                        .Select(
                            (part, place) =>
                                place > 0
                                    ? part
                                    : part with
                                    {
                                        Separator = clause.Separator,
                                        Lead = clause.Lead + part.Lead,
                                    }
                        )
                        .DefaultIfEmpty(clause)
                ),
        ]);

    private static IReadOnlyList<Clause> Aside(Expression content) =>
        content switch
        {
            Delimited { Open: "(", Close: ")", Content: Clauses { Items: var items } } => items,
            Delimited { Open: "(", Close: ")", Content: Listing { Items: var items, Separator: var separator } }
                when items.Any(item => item is Chain) =>
            [
                .. items.Select(item => new Clause(separator, string.Empty, item)),
            ],
            _ => [],
        };

    // t = 0, 1, \ldots, T - 1, and k = 1, 2, 3: the values that a name goes through are no equation. How many clauses go on
    // with them, and what restricts the name to them.
    // n = 1, 3, 5, \dots: not all of the numbers between.
    private static bool IsStepped(IEnumerable<Clause> values)
    {
        var written = values
            .Select(clause => clause.Content is Chain { Operands: [_, var first] } ? first : clause.Content)
            .TakeWhile(value => value is Numeral)
            .Select(value => int.TryParse(((Numeral)value).Digits, out var number) ? number : 0)
            .ToList();
        return values.Any(clause => clause.Content is Ellipsis)
            && written.Zip(written.Skip(1)).Any(pair => pair.Second - pair.First != 1);
    }

    private static (int More, IReadOnlyList<Expression> Values) Enumerated(Sequence<Clause> clauses, int start)
    {
        if (
            clauses[start].Content is not Chain { Operands: [var name, var first], Relations: [{ Symbol: "=" }] }
            || !Names.IsName(name)
        )
        {
            return (0, []);
        }

        var values = clauses
            .Skip(start + 1)
            .TakeWhile(clause =>
                clause
                    is { Separator: ",", Lead: "", Content: Numeral or Identifier or Scripted or Additive or Ellipsis }
            )
            .Select(clause => clause.Content)
            .Prepend(first)
            .ToList();
        return (values.Count - 1, values.Exists(value => value is Ellipsis) ? Between() : [OneOf()]);

        Expression OneOf() =>
            new Connected("\\lor", values.Select(value => (Expression)Related(name, "=", value)).ToSequence());

        IReadOnlyList<Expression> Between() =>
            [
                .. new[] { first }.Where(value => value is not Ellipsis).Select(low => Related(low, "\\leq", name)),
                .. values
                    .TakeLast(1)
                    .Where(value => value is not Ellipsis)
                    .Select(high => Related(name, "\\leq", high)),
            ];

        static Chain Related(Expression left, string relation, Expression right) =>
            new([left, right], [new RelationSign(relation)]);
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
        && (
            Names.IsName(chain.Operands[0])
                // x \le x^2 says something.
                && !chain.Operands.Skip(1).Any(operand => Names.Nodes(operand).Contains(chain.Operands[0]))
            || chain.Operands.Count == 3 && Names.IsName(chain.Operands[1])
        )
        && chain.Operands.All(operand =>
            operand is Identifier or Scripted or Numeral or Delimited or Additive or Fraction or Quotient
        );
}
