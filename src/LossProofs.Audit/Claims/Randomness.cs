// What is said about random quantities: X \sim P, \mathbb{E}[X] = m, \text{Var}(X) = v, and \mathbb{E}_i as a mean over i.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>A law that names are drawn from: several names in one statement are drawn together.</summary>
/// <param name="Names">What is drawn; a name with a running index is a sample of independent draws.</param>
/// <param name="Law">As written.</param>
/// <param name="Provenance">Declared, or read in the text.</param>
internal sealed record LawStatement(IReadOnlyList<Expression> Names, Expression Law, Provenance Provenance);

/// <summary>A mean (or a variance) that a random quantity is said to have.</summary>
internal sealed record MomentStatement(Expression Name, bool IsVariance, Expression Value)
{
    /// <summary>Where it is said.</summary>
    public Provenance Provenance { get; init; } = Provenance.Text;
}

/// <summary>\mathbb{E}_i[·] = (1/n) Σ_{i=1}^n (·).</summary>
internal sealed record MeanStatement(Expression Operator, Expression Index, Expression Length);

/// <summary>What is known about random quantities at one formula.</summary>
internal sealed record Randomness(
    IReadOnlyList<LawStatement> Laws,
    IReadOnlyList<MomentStatement> Moments,
    IReadOnlyList<MeanStatement> Means
)
{
    /// <summary>Of whose law words say more than is read.</summary>
    public IReadOnlyList<Expression> TakenBack { get; init; } = [];

    // The nearest ones; every formula looks through them.
    private const int MaximumLaws = 64;

    /// <summary>Nothing is known.</summary>
    public static Randomness None { get; } = new([], [], []);

    /// <summary>The words of the section, which may say more of a law than its formula does.</summary>
    public string Words { get; init; } = string.Empty;

    /// <summary>Equalities with a name alone on a side: what is set equal to something random is random.</summary>
    public IEnumerable<(Expression Name, Expression Value)> Links { get; init; } = [];

    /// <summary>The names that hang on what is drawn, though no law is stated for them.</summary>
    public IEnumerable<Expression> Dependents()
    {
        var random = Laws.SelectMany(law => law.Names).Select(Root).ToHashSet(StringComparer.Ordinal);
        var found = new List<Expression>();
        for (var before = -1; before < found.Count; )
        {
            before = found.Count;
            foreach (var (name, value) in Links)
            {
                if (
                    !random.Contains(Root(name))
                    && Values(value).Any(node => Claims.Names.IsName(node) && random.Contains(Root(node)))
                )
                {
                    random.Add(Root(name));
                    found.Add(name);
                }
            }
        }

        return found;
    }

    // What an expression takes the value of; a mean or a variance is a number.
    private static IEnumerable<Expression> Values(Expression root)
    {
        var stack = new Stack<Expression>([root]);
        while (stack.TryPop(out var node))
        {
            yield return node;
            foreach (
                var child in node is Application { Head: var head } && IsOperator(head)
                    ? []
                    : Claims.Names.Children(node)
            )
            {
                stack.Push(child);
            }
        }
    }

    /// <summary>The equalities of a formula that have a name alone on a side.</summary>
    public static IEnumerable<(Expression Name, Expression Value)> Linked(Expression formula)
    {
        foreach (var chain in Claims.Names.Nodes(formula).OfType<Chain>())
        {
            for (var i = 0; i < chain.Relations.Count; i++)
            {
                var (left, right) = (chain.Operands[i], chain.Operands[i + 1]);
                if (chain.Relations[i].Symbol is not ("=" or ":=" or "\equiv"))
                {
                    continue;
                }

                if (Claims.Names.IsName(left))
                {
                    yield return (left, right);
                }

                if (Claims.Names.IsName(right))
                {
                    yield return (right, left);
                }
            }
        }
    }

    /// <summary>Whether a condition speaks about a law, a moment or a mean; such a condition restricts no point.</summary>
    public static bool Concerns(Expression condition) =>
        Law(condition, Provenance.Text) is not null || Moment(condition) is not null || Mean(condition) is not null;

    /// <summary>The statements among conditions; those that come first take precedence.</summary>
    public static Randomness Of(IEnumerable<(Expression Condition, Provenance Provenance)> conditions)
    {
        var (laws, moments, means) = (new List<LawStatement>(), new List<MomentStatement>(), new List<MeanStatement>());
        foreach (var (condition, provenance) in conditions)
        {
            if (Law(condition, provenance) is { } law)
            {
                if (
                    laws.Count < MaximumLaws
                    && !laws.Exists(known => known.Names.Any(name => law.Names.Any(other => Same(name, other))))
                )
                {
                    laws.Add(law);
                }
            }
            else if (Moment(condition) is { } moment)
            {
                moments.Add(moment with { Provenance = provenance });
            }
            else if (Mean(condition) is { } mean)
            {
                means.Add(mean);
            }
        }

        return new Randomness(laws, moments, means);
    }

    /// <summary>Whether two spellings name one quantity or elements of one family.</summary>
    public static bool Same(Expression one, Expression other) => Root(one) == Root(other);

    private static string Root(Expression name) =>
        Scope.Family(name, out var family, out _) ? family : Claims.Names.Of(name);

    /// <summary>Whether a head is the operator of an expectation, a variance or a covariance.</summary>
    public static bool IsOperator(Expression head) => Head(head) is "\\mathbb{E}" or "Var" or "Cov" or "\\mathbb{V}";

    /// <summary>The operator's name, however its letters are set.</summary>
    public static string Head(Expression head)
    {
        var name = Claims.Names.Of(head is Scripted { Base: Identifier letter } ? letter : head);
        return name.StartsWith("\\text{", StringComparison.Ordinal) ? name["\\text{".Length..^1] : name;
    }

    /// <summary>The law that a formula states, or null.</summary>
    public static LawStatement? Law(Expression condition, Provenance provenance)
    {
        if (condition is not Chain { Operands: [var left, var law], Relations: [{ Symbol: "\\sim" }] })
        {
            return null;
        }

        IReadOnlyList<Expression> names = left switch
        {
            Listing { Separator: "," } listing => [.. listing.Items],
            Delimited { Open: "(", Content: Listing { Separator: "," } listing } => [.. listing.Items],
            _ => [left],
        };
        return names.All(Claims.Names.IsName) && law is Application or Product or Identifier or Scripted
            ? new LawStatement(names, law, provenance)
            : null;
    }

    private static MomentStatement? Moment(Expression condition) =>
        condition
            is Chain
            {
                Operands: [Application { Head: var head, Argument: Delimited { Content: var name } }, var value],
                Relations: [{ Symbol: "=" }]
            }
        && Claims.Names.IsName(name)
        && Head(head) is "\\mathbb{E}" or "Var"
            ? new MomentStatement(name, Head(head) == "Var", value)
            : null;

    /// <summary>The mean over an index that a formula introduces, or null.</summary>
    public static MeanStatement? Mean(Expression condition) =>
        condition
            is Chain
            {
                Operands: [Application { Head: Scripted { Subscript: { } index } head } written, var right],
                Relations: [{ Symbol: "=" }]
            }
        && Head(head) == "\\mathbb{E}"
        && IsSlot(written.Argument)
        && right
            is Product
            {
                Factors: [
                    { Value: Fraction { Numerator: Numeral { Digits: "1" }, Denominator: var length } },
                    { Value: var sum },
                ]
            }
        && sum is BigOperator { Operator: "\\sum", Upper: var upper, Lower: { } lower, Body: var body }
        && (upper is null || upper.Equals(length))
        && (
            lower.Equals(index)
            || lower is Chain { Operands: [var running, Numeral { Digits: "1" }] } && running.Equals(index)
        )
        && IsSlot(body)
            ? new MeanStatement(head, index, length)
            : null;

    private static bool IsSlot(Expression body) =>
        body is Placeholder || body is Delimited { Content: Placeholder or Missing or Identifier { Name: "\\cdot" } };
}
