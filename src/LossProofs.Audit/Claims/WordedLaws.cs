// "Let $X$ be exponential with rate $\lambda$", "$X$ follows a Poisson distribution with mean $\mu$", $X$ 服从参数为 $\lambda$ 的泊松分布:
// laws that words state, with what their parameters are; and "$X_1, \dots, X_n$ are i.i.d. with mean $\mu$".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;

namespace LossProofs.Audit.Claims;

internal static class WordedLaws
{
    private const int Farthest = 80;

    // What a parameter is called; the law that the words name decides what it may be.
    private static readonly (Category Word, string Role)[] Roles =
    [
        (Category.ParameterDeviation, "deviation"),
        (Category.ParameterVariance, "variance"),
        (Category.ParameterMean, "mean"),
        (Category.ParameterRate, "rate"),
        (Category.ParameterScale, "scale"),
        (Category.ParameterShape, "shape"),
        (Category.ParameterChance, "chance"),
        (Category.ParameterOfAny, "any"),
        (Category.ParameterInterval, "interval"),
    ];

    private static readonly (Category Word, string Law)[] Laws =
    [
        (Category.LawStandardNormal, "standard"),
        (Category.LawNormal, "normal"),
        (Category.LawExponential, "exponential"),
        (Category.LawPoisson, "poisson"),
        (Category.LawBernoulli, "bernoulli"),
        (Category.LawGamma, "gamma"),
        (Category.LawLaplace, "laplace"),
        (Category.LawUniform, "uniform"),
    ];

    private static readonly Category[] All =
    [
        Category.LawFiller,
        .. Laws.Select(law => law.Word),
        .. Roles.Select(role => role.Word),
    ];

    /// <summary>The laws that words give to single names, each as a formula X \sim P at the name's place.</summary>
    public static IReadOnlyList<InlineStatement> Of(Surroundings surroundings)
    {
        var (inlines, prose) = (surroundings.Inline, surroundings.Prose);
        var laws = new List<InlineStatement>();
        for (var at = 0; at < inlines.Count; at++)
        {
            var inline = inlines[at];
            var sample = Sampled(inline.Formula);
            if (
                (Names.IsName(inline.Formula) || sample is not null)
                // "Given $Y = y$, $X$ is …": the law that it has then.
                && !inline.Sentence.Contains('$', StringComparison.Ordinal)
                // "$X$ and $Y$ are exponential": not of the last alone.
                && !(at > 0 && inlines[at - 1].Ordinal == inline.Ordinal && IsListed(prose, inlines[at - 1], inline))
            )
            {
                laws.AddRange(
                    Said(prose, inlines, at, sample ?? inline.Formula, sample is not null)
                        .Select(formula => inline with { Formula = formula })
                );
            }
        }

        return laws;
    }

    private static bool IsListed(ProseReading prose, InlineStatement before, InlineStatement inline) =>
        prose.Text[(before.Offset + 1)..inline.Offset].Trim() is { Length: < 12 } between
        && prose.Lexicon.Without(between.Trim(',', '，', '、'), Category.Conjunction).Trim().Length == 0;

    // X_1, \dots, X_n: one of them, by its running index.
    private static Scripted? Sampled(Expression formula) =>
        Definitions.Members(formula) is { Count: > 1 } items
        && items[0] is Scripted { Base: Identifier letter, Subscript: Numeral { Digits: "1" }, Superscript: null }
        && items[^1] is Scripted { Base: Identifier last, Subscript: Identifier, Superscript: null }
        && last.Equals(letter)
        && items.Any(item => item is Ellipsis)
            ? new Scripted(letter, new Identifier("i"), null, 0)
            : null;

    private static IEnumerable<Expression> Said(
        ProseReading prose,
        List<InlineStatement> inlines,
        int at,
        Expression name,
        bool isSample
    )
    {
        var words = string.Empty;
        var parameters = new List<(string Role, Expression Value)>();
        for (var place = at; ; place++)
        {
            var next =
                place + 1 < inlines.Count && inlines[place + 1].Ordinal == inlines[at].Ordinal
                    ? inlines[place + 1]
                    : null;
            var start = inlines[place].Offset + 1;
            var rest = SymbolWords.After(prose.Text, start);
            var isNext =
                next is not null
                && start + rest.Length <= next.Offset
                && prose.Text.AsSpan()[(start + rest.Length)..next.Offset].IsWhiteSpace();
            var part = Leading(prose.Lexicon, rest, out var whole);
            words += " " + part;
            if (!isNext || !whole)
            {
                break;
            }

            var role = Roles
                .Where(role => prose.Lexicon.Has(role.Word, part))
                .Select(role => role.Role)
                .FirstOrDefault();
            if (role is null || parameters.Count == 2 || parameters.Exists(known => known.Role == role))
            {
                // Another formula begins here.
                if (parameters.Count == 0)
                {
                    return [];
                }

                break;
            }

            // "Uniform on $[a, b]$".
            if (role == "interval")
            {
                if (next!.Formula is not Delimited { Content: Listing { Items: [var low, var high] } })
                {
                    break;
                }

                parameters.Add(("from", low));
                parameters.Add(("to", high));
                continue;
            }

            // "with rate $\lambda > 0$".
            parameters.Add(
                (
                    role,
                    next!.Formula
                        is Chain { Operands: [var bounded, Numeral], Relations: [{ Symbol: ">" or "\\geq" or "\\in" }] }
                        ? bounded
                        : next.Formula
                )
            );
        }

        var law = Laws.Where(law => prose.Lexicon.Has(law.Word, words)).Select(law => law.Law).ToList();
        // A sample whose draws may hang together says nothing here.
        if (
            isSample
            && !(
                prose.Lexicon.Find(Category.OneLaw, words) is { Phrase: var same }
                && (prose.Lexicon.Has(Category.Independence, words) || same is "iid" or "i.i.d")
            )
        )
        {
            return [];
        }

        if (law is [var only] || law is ["standard", "normal"] && (only = law[0]) is not null)
        {
            return Written(only, parameters) is { } written ? [Drawn(written)] : [];
        }

        return
            isSample
            && law.Count == 0
            && parameters.Count > 0
            && parameters.TrueForAll(parameter => parameter.Role is "mean" or "variance" or "deviation")
            ? [Drawn(new Identifier("any law", LetterStyle.Roman)), .. parameters.Select(Moment)]
            : [];

        Chain Drawn(Expression from) => new([name, from], [new RelationSign("\\sim")]);

        Chain Moment((string Role, Expression Value) parameter) =>
            new(
                [
                    new Application(
                        parameter.Role == "mean"
                            ? new Identifier("E", LetterStyle.Blackboard)
                            : new Identifier("Var", LetterStyle.Roman),
                        new Delimited("[", name, "]")
                    ),
                    parameter.Role == "deviation"
                        ? new Scripted(parameter.Value, null, new Numeral("2"), 0)
                        : parameter.Value,
                ],
                [new RelationSign("=")]
            );
    }

    // The words that are read, from the first on; whether they are all.
    private static string Leading(Lexicon lexicon, string words, out bool whole)
    {
        if (words.Length > Farthest)
        {
            words = words[..Farthest];
        }

        var left = lexicon.Without(words, All);
        var end = left.AsSpan().IndexOfAnyExcept(" \n\r\t-.的") is var first && first < 0 ? words.Length : first;
        whole = end == words.Length;
        return words[..end];
    }

    private static Expression? Written(string law, List<(string Role, Expression Value)> parameters)
    {
        var roles = string.Join(' ', parameters.Select(parameter => parameter.Role).Order(StringComparer.Ordinal));
        Expression Of(string role) => parameters.First(parameter => parameter.Role == role).Value;
        return (law, roles) switch
        {
            ("standard", "") => Named("normal by variance", new Numeral("0"), new Numeral("1")),
            ("normal", "mean variance") => Named("normal by variance", Of("mean"), Of("variance")),
            ("normal", "deviation mean") => Named(
                "normal by variance",
                Of("mean"),
                new Scripted(Of("deviation"), null, new Numeral("2"), 0)
            ),
            ("exponential", "rate") => Named("exponential by rate", Of("rate")),
            ("exponential", "mean" or "scale") => Named(
                "exponential by rate",
                new Fraction(new Numeral("1"), parameters[0].Value)
            ),
            ("exponential", "any") => Named("Exp", Of("any")),
            ("poisson", "rate" or "mean" or "any") => Named("Poisson", parameters[0].Value),
            ("bernoulli", "chance" or "mean" or "any") => Named("Bernoulli", parameters[0].Value),
            ("gamma", "rate shape") => Named("gamma by rate", Of("shape"), Of("rate")),
            ("gamma", "scale shape") => Named(
                "gamma by rate",
                Of("shape"),
                new Fraction(new Numeral("1"), Of("scale"))
            ),
            ("uniform", "from to") => Named("Uniform", Of("from"), Of("to")),
            ("laplace", "mean scale") => Named("Laplace", Of("mean"), Of("scale")),
            _ => null,
        };
    }

    private static Application Named(string name, params Expression[] parameters) =>
        new(
            new Identifier(name, LetterStyle.Roman),
            new Delimited("(", parameters is [var only] ? only : new Listing(",", [.. parameters]), ")")
        );
}
