// "The target $y$ depends on $w$", "$\lambda$ is a function of $w$": a derivative that takes it as fixed is another.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words that make a quantity of the claim go with what it is differentiated by, or with something else.</summary>
internal sealed class SaidDependence : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        Said(claim.Surroundings, claim.Step) is { } said
            ? [Nothing($"a derivative of quantities that depend on each other ('{said}')")]
            : [];

    /// <summary>The words that say so; null where none do, or nothing is differentiated.</summary>
    public static string? Said(Surroundings surroundings, Step step)
    {
        var nodes = Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).ToList();
        var by = nodes.SelectMany(DifferentiatedBy).Select(Names.Plain).ToHashSet();
        if (by.Count == 0)
        {
            return null;
        }

        // Of what is differentiated by itself the claim knows that it depends.
        var derived = nodes.Select(Derived).OfType<Expression>().Select(Names.Plain).ToHashSet();
        // What only says which one is meant, z_c, goes with nothing.
        var numbers = Names.Numbers(step.Left).Concat(Names.Numbers(step.Right)).Select(Names.Plain).ToHashSet();
        var quantities = Names
            .Quantities(step.Left)
            .Concat(Names.Quantities(step.Right))
            // h^2 is of h.
            .Select(node =>
                node is Scripted { Base: Identifier root, Superscript: not null, Subscript: null } ? root : node
            )
            .Where(Names.IsName)
            .SelectMany(name => name is Scripted { Base: var letter } ? new[] { name, letter } : [name])
            .Select(Names.Plain)
            .Where(name => numbers.Contains(name) && !by.Contains(name) && !derived.Contains(name))
            .ToHashSet();
        var (text, lexicon) = (surroundings.Prose.Text, surroundings.Prose.Lexicon);
        if (quantities.Count == 0 || !lexicon.Has(Category.Dependence, text))
        {
            return null;
        }

        foreach (var (start, end) in Sentences.Of(text))
        {
            var sentence = text[start..end];
            var named = surroundings.Inline.Where(inline => inline.Offset >= start && inline.Offset < end).ToList();
            foreach (var found in lexicon.All(Category.Dependence, sentence))
            {
                if (Words.Of(sentence[..found.Start]).TakeLast(2).Any(word => word is "not" or "no" or "never"))
                {
                    continue;
                }

                // "A $\theta$-dependent margin $m$".
                if (
                    found.Phrase == "dependent"
                    && named.Exists(inline => inline.Offset < start + found.Start && Has(inline.Formula, by))
                    && named.Exists(inline => inline.Offset >= start + found.End && Has(inline.Formula, quantities))
                )
                {
                    return found.Phrase;
                }

                var behind = named.Where(inline => inline.Offset >= start + found.End).ToList();
                if (
                    named.Exists(inline => inline.Offset < start + found.Start && Has(inline.Formula, quantities))
                    && (behind.Count == 0 || behind.Exists(inline => Has(inline.Formula, by)))
                )
                {
                    return found.Phrase;
                }
            }
        }

        return null;
    }

    private static bool Has(Expression formula, HashSet<Expression> names) =>
        Names.Nodes(formula).Any(node => names.Contains(Names.Plain(node)));

    private static IEnumerable<Expression> DifferentiatedBy(Expression node) =>
        node switch
        {
            DerivativeQuotient derivative => derivative.Variables.SelectMany(variable =>
                variable.Variable is Scripted { Base: var letter }
                    ? new[] { variable.Variable, letter }
                    : [variable.Variable]
            ),
            Application { Head: Scripted { Base: Identifier { Name: "\\nabla" }, Subscript: { } by } } => [by],
            Application { Head: Identifier { Name: "\\nabla" }, Argument: var operand } => Names
                .Nodes(operand)
                .Where(Names.IsName)
                .Take(1),
            _ => [],
        };

    private static Expression? Derived(Expression node) =>
        node switch
        {
            DerivativeQuotient { Operand: { } operand } => operand,
            Application { Head: DerivativeQuotient, Argument: var operand } => operand,
            Application { Head: Scripted { Base: Identifier { Name: "\\nabla" } }, Argument: var operand } => operand,
            Application { Head: Identifier { Name: "\\nabla" }, Argument: var operand } => operand,
            _ => null,
        };
}
