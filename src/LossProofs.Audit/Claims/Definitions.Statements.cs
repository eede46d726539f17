// What the words between formulas say about symbols: "where $\gamma \in [0,1]$", "scores $a_1, \dots, a_C \in \mathbb{R}$".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static partial class Definitions
{
    // An equivalence speaks of some values of a symbol, not of its domain.
    private static readonly string[] Equivalences = ["当且仅当", "iff", "only if", "等价于", "equivalent to"];

    private static readonly string[] Numbers = ["real number", "real numbers", "reals", "实数"];

    // where $\gamma \in [0,1]$, $\gamma > 0$; and whether a word such as "where" introduces it.
    private static IEnumerable<(Declared Symbol, bool Introduced)> Stated(InlineStatement inline, Scope scope)
    {
        var tail = Tail(inline.Before, 24);
        if (Array.Exists(Equivalences, word => tail.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return [];
        }

        if (Members(inline.Formula) is { } members)
        {
            if (
                members[^1] is Chain { Operands: [_, var space], Relations: [{ Symbol: "\\in" }] }
                && Spaces.Of(space) is ({ } entries, { Count: > 0 } dimensions)
            )
            {
                // A, B \in \mathbb{R}^{n \times n}: each of them.
                return
                [
                    .. members
                        .Select(member => member is Chain { Operands: [var last, _] } ? last : member)
                        .Where(name => name is Identifier && Names.IsName(name))
                        .Select(name =>
                            (new Declared(Names.Of(Names.Plain(name)), dimensions, entries, Provenance.Text), true)
                        ),
                ];
            }

            var common =
                members[^1] is Chain { Operands: [_, var of], Relations: [{ Symbol: "\\in" }] }
                    ? TermBuilder.DomainOf(of)
                : Array.Exists(Numbers, word => tail.TrimEnd().EndsWith(word, StringComparison.OrdinalIgnoreCase))
                    ? Domain.Real
                : null;
            if (common is null)
            {
                return [];
            }

            // x_1, \dots, x_n, or \mu_1, \mu_2: a family, or each of them.
            return Listed(members, common) is { } family ? [(family, true)]
                : members.Any(member => member is Ellipsis) ? []
                :
                [
                    .. members
                        .Select(member => member is Chain { Operands: [var last, _] } ? last : member)
                        .Where(name => Names.IsName(name) && !IsElementOfKnown(name, scope))
                        .Select(name =>
                            // p_i, q_i \in (0,1): the entries of families.
                            Scope.Family(name, out _, out _)
                            && members[^1] is Chain { Operands: [_, var set] } last
                            && One(last with { Operands = [name, set] }, tail, string.Empty, scope) is var (entry, _)
                                ? (entry, true)
                                : (new Declared(Names.Of(name), [], common, Provenance.Text), true)
                        ),
                ];
        }

        return One(inline.Formula, tail, Tail(inline.Before, 10), scope) is { } one ? [one] : [];
    }

    private static (Declared Symbol, bool Introduced)? One(Expression formula, string tail, string close, Scope scope)
    {
        var introduced = Array.Exists(Domains, word => close.Contains(word, StringComparison.OrdinalIgnoreCase));
        if (formula is not Chain { Operands: [var symbol, var set], Relations: [var relation] })
        {
            return null;
        }

        if (
            relation.Symbol == "\\in"
            && symbol is Identifier
            && Names.IsName(symbol)
            && Spaces.Of(set) is ({ } entries, { Count: > 1 } matrix)
        )
        {
            return (new Declared(Names.Of(Names.Plain(symbol)), matrix, entries, Provenance.Text), true);
        }

        // \mathbb{R}^d: one more dimension.
        Expression? length = null;
        if (
            relation.Symbol == "\\in"
            && set
                is Scripted
                {
                    Base: Identifier { Name: "R", Style: LetterStyle.Blackboard } reals,
                    Superscript: Identifier { Name: not ("+" or "*") } or Numeral,
                    Subscript: null
                } space
        )
        {
            (length, set) = (space.Superscript, reals);
        }

        if (!Names.IsName(symbol) || IsElementOfKnown(symbol, scope))
        {
            return null;
        }

        Domain? domain = relation.Symbol switch
        {
            "\\in" => TermBuilder.DomainOf(set),
            ">" when (introduced || IsQuantity(tail)) && set is Numeral { Digits: "0" } => Domain.Positive,
            "\\geq" when (introduced || IsQuantity(tail)) && set is Numeral { Digits: "0" } => Domain.NonNegative,
            _ => null,
        };
        if (domain is null)
        {
            return null;
        }

        var elements = Scope.Family(symbol, out var name, out var indices);
        var dimensions = new List<Term>();
        if (length is not null)
        {
            if (domain != Domain.Real || (elements && Names.Sampled(symbol) is null) || indices.Count > 1)
            {
                return null;
            }

            var rows = Names.Sampled(symbol) is { } sampled
                ? Names.Of(Names.Family(sampled with { Subscript = null }, [], 2))
                : Names.Of(Names.Plain(symbol));
            foreach (var index in indices)
            {
                dimensions.Add(new Symbol(scope.Survey.Bound(Names.Of(index)) is { } bound ? Names.Of(bound) : "n"));
            }

            dimensions.Add(
                length is Numeral { Digits: var digits }
                    ? new Number(
                        System.Numerics.BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
                    )
                    : new Symbol(Names.Of(length))
            );
            return (new Declared(rows, dimensions.ToSequence(), domain, Provenance.Text), introduced);
        }

        name = elements ? name : Names.Of(symbol);
        for (var place = 0; place < indices.Count; place++)
        {
            dimensions.Add(
                new Symbol(
                    (scope.Survey.Length(name, place) ?? scope.Survey.Bound(Names.Of(indices[place]))) is { } bound
                        ? Names.Of(bound)
                        : "n"
                )
            );
        }

        return (new Declared(name, dimensions.ToSequence(), domain, Provenance.Text), introduced);
    }

    // "a standard deviation $\sigma > 0$", "the temperature $T > 0$": after a noun the symbol gets its domain; after a verb or a
    // condition something is said about some of its values.
    private static bool IsQuantity(string words)
    {
        var tail = words.TrimEnd().ToLowerInvariant();
        var start = tail.Length;
        while (start > 0 && char.IsAsciiLetter(tail[start - 1]))
        {
            start--;
        }

        var word = tail[start..];
        return word.Length > 0
            ? !Array.Exists(Sayings, other => other == word)
            : tail.Length > 0
                && tail[^1] > 127
                && char.IsLetter(tail[^1])
                && !Array.Exists(ChineseSayings, other => tail.EndsWith(other, StringComparison.Ordinal));
    }

    // x_1 and x^{(2)} beside x_i and x^{(i)}: elements of the family, no quantities of their own.
    private static bool IsElementOfKnown(Expression symbol, Scope scope)
    {
        if (
            (Names.Sampled(symbol, known: true) ?? symbol)
            is not Scripted { Base: Identifier, Subscript: { } subscript, Superscript: null, Primes: 0 } scripted
        )
        {
            return false;
        }

        var parts = Names.Parts(subscript);
        return parts.All(Names.CanCount)
            && !parts.Any(Names.Runs)
            && scope.Survey.Indices(Names.Of(Names.Family(scripted with { Subscript = null }, [], parts.Count)))
                == parts.Count;
    }

    private static bool IsConditional(string words)
    {
        var sentence = words.ToLowerInvariant();
        var stop = sentence.LastIndexOfAny(['。', '；', '，', ',', '.', ';', '\n']);
        sentence = " " + sentence[(stop + 1)..];
        if (
            Array.Exists(
                ["for", "say", "e.g.", "对于", "对"],
                word => sentence.TrimEnd().EndsWith(word, StringComparison.Ordinal)
            )
        )
        {
            return true;
        }

        return Array.Exists(
            Hypotheses,
            word =>
                char.IsAsciiLetter(word[0])
                    ? sentence.Contains(" " + word + " ", StringComparison.Ordinal)
                    : sentence.Contains(word, StringComparison.Ordinal)
        );
    }

    private static readonly string[] Hypotheses =
    [
        "if",
        "when",
        "whenever",
        "unless",
        "suppose",
        "assume",
        "assuming",
        "require",
        "at",
        "near",
        "case",
        "not",
        "until",
        "such that",
        "solve",
        "example",
        "例如",
        "比如",
        "当",
        "若",
        "如果",
        "假设",
        "假定",
        "要求",
        "使",
        "令",
        "在",
        "处",
        "取",
        "解",
        "不",
    ];

    private static readonly string[] Sayings =
    [
        "if",
        "when",
        "whenever",
        "unless",
        "iff",
        "that",
        "then",
        "have",
        "has",
        "is",
        "are",
        "be",
        "so",
        "hence",
        "thus",
        "therefore",
        "since",
        "because",
        "as",
        "but",
        "get",
        "gives",
        "give",
        "implies",
        "imply",
        "means",
        "satisfies",
        "satisfy",
        "requires",
        "require",
        "need",
        "case",
        "cases",
        "region",
        "side",
        "branch",
        "where",
        "not",
        "only",
        "clearly",
        "obviously",
        "always",
        "never",
        "until",
        "while",
        "to",
        "or",
        "on",
        "at",
        "in",
        "than",
        "show",
        "shows",
        "prove",
        "see",
        "know",
        "namely",
    ];

    private static readonly string[] ChineseSayings =
    [
        "当",
        "若",
        "如果",
        "则",
        "因此",
        "所以",
        "从而",
        "有",
        "即",
        "得",
        "得到",
        "故",
        "满足",
        "时",
        "由于",
        "因为",
        "知",
        "是",
        "使",
        "使得",
        "要求",
        "需要",
        "说明",
        "表明",
        "意味着",
        "显然",
        "总有",
        "恒有",
        "必有",
        "情形",
        "情况",
        "区域",
        "而",
        "但",
        "或",
        "在",
        "于",
    ];

    // Names that a display formula introduces: alone on its left, and nowhere before.
    private static HashSet<string> Introduced(Surroundings surroundings, Scope scope)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (ordinal, formula) in surroundings.Displays)
        {
            foreach (var statement in WrittenStatement.Of(formula))
            {
                if (
                    statement.Formula is Chain { Relations: [{ Symbol: "=" or ":=" }, ..] } chain
                    && Split(chain.Operands[0], out var name, out _, out _)
                    && scope.FirstUse(name) == ordinal
                    && chain.Operands[1] is not (Numeral or Missing)
                    && !Mentions(chain.Operands[1], name)
                )
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    // Letters that a formula makes the argument of a function, and uses there without an index.
    private static HashSet<string> ScalarArguments(Surroundings surroundings)
    {
        var letters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var formula in surroundings.Formulas)
        {
            if (
                formula is Chain { Relations: [{ Symbol: "=" or ":=" }, ..] } chain
                && Split(chain.Operands[0], out _, out var parameters, out var isFunction)
                && isFunction
            )
            {
                letters.UnionWith(
                    parameters
                        .Where(parameter => Names.Quantities(chain.Operands[1]).Contains(parameter))
                        .Select(Names.Of)
                );
            }
        }

        return letters;
    }

    // The inline formulas, each with whether the name on its left stands in none before.
    private static IEnumerable<(InlineStatement Statement, bool First)> Firsts(IEnumerable<InlineStatement> inlines)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var inline in inlines)
        {
            var first =
                inline.Formula is Chain { Operands: [var left, ..] }
                && Split(left, out var name, out _, out _)
                && !seen.Contains(name);
            foreach (var node in Names.Nodes(inline.Formula).Where(Names.IsName))
            {
                seen.Add(Names.Of(node));
                if (Scope.Family(node, out var family, out _))
                {
                    seen.Add(family);
                }
            }

            yield return (inline, first);
        }
    }

    private static IReadOnlyList<Expression>? Members(Expression formula) =>
        formula switch
        {
            Listing { Separator: "," } listing => listing.Items,
            Clauses { Items.Count: > 1 } clauses => [.. clauses.Items.Select(clause => clause.Content)],
            Chain { Operands: [Listing listing, var set], Relations: [var relation] } =>
            [
                .. listing.Items.SkipLast(1),
                new Chain([listing.Items[^1], set], [relation]),
            ],
            _ => null,
        };

    // a_1, \dots, a_C: a family of that length.
    private static Declared? Listed(IReadOnlyList<Expression> members, Domain domain) =>
        members
            is [
                Scripted { Base: Identifier, Subscript: Numeral { Digits: "1" }, Superscript: null, Primes: 0 } first,
                ..,
                Ellipsis,
                var end,
            ]
        && (end is Chain chain ? chain.Operands[0] : end)
            is Scripted { Subscript: Identifier or Scripted, Superscript: null, Primes: 0 } last
        && last.Base.Equals(first.Base)
            ? new Declared(
                Names.Of(Names.Plain(first.Base)),
                [new Symbol(Names.Of(last.Subscript!))],
                domain,
                Provenance.Text
            )
            : null;

    // w^\top x + b, \sum_k w_k x_k: what a quantity is made of, which no one would suppose for a single formula.
    private static bool IsLinear(Expression body) =>
        body switch
        {
            Additive { Terms.Count: 2 } sum => IsLinear(sum.Terms[0].Term) && Names.IsName(sum.Terms[1].Term),
            BigOperator { Operator: "\\sum", Body: Product { Factors: { Count: 2 } factors } } => factors.All(factor =>
                Names.IsName(factor.Value)
            ),
            Product { Factors: [{ Value: Scripted { Superscript: { } mark } }, { Value: Identifier or Scripted }] } =>
                Names.IsTranspose(mark),
            _ => false,
        };
}
