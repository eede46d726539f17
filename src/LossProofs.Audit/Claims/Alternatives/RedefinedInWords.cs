// "Let $\sigma$ be the rectifier", "we write $\\pi$ for the prior".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A constant or function that everybody knows, of which the document's words say something else.</summary>
internal sealed class RedefinedInWords : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        Redefined(claim.Surroundings, claim.Near, claim.Step, claim.First.Context) is { } name
            ? [Nothing($"another {name}, which its words speak of")]
            : [];

    /// <summary>The first such name; null without one.</summary>
    public static string? Redefined(Surroundings surroundings, Nearby near, Step step, Context context) =>
        Names
            .Nodes(step.Left)
            .Concat(Names.Nodes(step.Right))
            .SelectMany(node =>
                node switch
                {
                    Application { Head: var head } => [head, (head as Scripted)?.Base],
                    Identifier { Name: "\\pi" or "e", Accents.Count: 0 } => [node],
                    _ => (IEnumerable<Expression?>)[],
                }
            )
            .OfType<Expression>()
            .Select(Names.Of)
            .Where(name =>
                context.Variable(name) is null && !context.Definitions.Any(known => known.Name.Split('@')[0] == name)
            )
            .FirstOrDefault(name =>
                surroundings
                    .Mentions.Of(name)
                    .Any(mention => mention.Redefines && mention.Inline.Offset < near.Words.AfterEnd)
            );
}
