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
    private static (Declared Symbol, bool Introduced)? Stated(InlineStatement inline, Scope scope)
    {
        var tail = Tail(inline.Before, 24);
        if (Array.Exists(Equivalences, word => tail.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (Members(inline.Formula) is { } members)
        {
            var common =
                members[^1] is Chain { Operands: [_, var of], Relations: [{ Symbol: "\\in" }] }
                    ? TermBuilder.DomainOf(of)
                : Array.Exists(Numbers, word => tail.TrimEnd().EndsWith(word, StringComparison.OrdinalIgnoreCase))
                    ? Domain.Real
                : null;
            return common is not null && Listed(members, common) is { } family ? (family, true) : null;
        }

        var introduced = Array.Exists(
            Domains,
            word => Tail(inline.Before, 10).Contains(word, StringComparison.OrdinalIgnoreCase)
        );
        if (inline.Formula is not Chain { Operands: [var symbol, var set], Relations: [var relation] })
        {
            return null;
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

        if (!Names.IsName(symbol))
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

    // "a standard deviation $\sigma > 0$", "with temperature $T > 0$": a noun gives the symbol its domain.
    private static bool IsQuantity(string words)
    {
        var tail = words.TrimEnd().ToLowerInvariant();
        return Array.Exists(Quantities, noun => tail.EndsWith(noun, StringComparison.Ordinal));
    }

    private static readonly string[] Quantities =
    [
        "standard deviation",
        "variance",
        "temperature",
        "learning rate",
        "step size",
        "parameter",
        "constant",
        "number",
        "coefficient",
        "every",
        "any",
        "all",
        "some",
        "标准差",
        "方差",
        "温度",
        "学习率",
        "步长",
        "常数",
        "系数",
        "任意",
        "所有",
    ];

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
