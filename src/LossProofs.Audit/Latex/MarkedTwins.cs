// E_{x \sim p}[\log p(\mathbf{x})], \int p(\vec{x})\,dx: what an operator binds is set plain below it and bold in its body, or the
// other way round.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

internal static class MarkedTwins
{
    /// <summary>The formula with each bound name as the operator's body has it, where the body has it in one way only.</summary>
    public static Expression Bound(Expression formula)
    {
        return Nodes(formula)
            .Any(node => node is Identifier { Style: LetterStyle.Bold } or Identifier { Accents: ["\\vec"] })
            ? Of(formula)
            : formula;
    }

    private static Expression Of(Expression node)
    {
        var mapped = node.MapChildren(Of);
        switch (mapped)
        {
            case Application { Head: Scripted { Base: Identifier, Subscript: { } below } head } application:
                return Renamed(Values(below), application.Argument) is { Count: > 0 } renamed
                    ? application with
                    {
                        Head = head with { Subscript = Put(below, renamed) },
                        Argument = InDifferentials(application.Argument, renamed),
                    }
                    : mapped;
            case BigOperator { Body: var body } big:
                var names = Nodes(body).OfType<Differential>().Select(differential => differential.Variable);
                return
                    Renamed(big.Lower is { } lower ? names.Concat(Values(lower)) : names, body) is { Count: > 0 } twins
                    ? big with
                    {
                        Lower = big.Lower is { } range ? Put(range, twins) : null,
                        Body = InDifferentials(body, twins),
                    }
                    : mapped;
            default:
                return mapped;
        }
    }

    // What stands below an operator and is bound by it: x, x \sim p, x \in X, q(z|x).
    private static IEnumerable<Expression> Values(Expression below) =>
        below switch
        {
            Chain { Operands: [var first, ..], Relations: [{ Symbol: "\\sim" or "\\in" }, ..] } => Values(first),
            Listing list => list.Items.SelectMany(Values),
            Application { Argument: Delimited { Content: Barred { Left: var values } } } => Values(values),
            Application { Argument: Delimited { Content: var values } } => Values(values),
            Identifier => [below],
            _ => [],
        };

    private static Dictionary<Expression, Expression> Renamed(IEnumerable<Expression> bound, Expression body)
    {
        var used = Nodes(body, inDifferentials: false).ToHashSet();
        return bound
            .OfType<Identifier>()
            .Distinct()
            .Where(name => !used.Contains(name))
            .Select(name => (Name: name, Used: Twins(name).Where(used.Contains).ToList()))
            .Where(renamed => renamed.Used.Count == 1)
            .ToDictionary(Expression (renamed) => renamed.Name, Expression (renamed) => renamed.Used[0]);
    }

    // The bold letter of a plain one, and the one below an arrow; the plain one of these.
    private static IEnumerable<Identifier> Twins(Identifier name) =>
        name switch
        {
            { Style: LetterStyle.Plain, Accents.Count: 0, Name: not ("e" or "d" or "\\pi" or "\\infty") } =>
            [
                name with
                {
                    Style = LetterStyle.Bold,
                },
                name with
                {
                    Accents = ["\\vec"],
                },
            ],
            { Style: LetterStyle.Bold, Accents.Count: 0 } => [name with { Style = LetterStyle.Plain }],
            { Style: LetterStyle.Plain, Accents: ["\\vec"] } => [name with { Accents = [] }],
            _ => [],
        };

    private static Expression Put(Expression node, Dictionary<Expression, Expression> names) =>
        names.TryGetValue(node, out var twin) ? twin : node.MapChildren(child => Put(child, names));

    private static Expression InDifferentials(Expression node, Dictionary<Expression, Expression> names) =>
        node is Differential ? Put(node, names) : node.MapChildren(child => InDifferentials(child, names));

    private static IEnumerable<Expression> Nodes(Expression root, bool inDifferentials = true)
    {
        var stack = new Stack<Expression>([root]);
        while (stack.TryPop(out var node))
        {
            yield return node;
            if (inDifferentials || node is not Differential)
            {
                foreach (var part in node.Parts())
                {
                    stack.Push(part);
                }
            }
        }
    }
}
