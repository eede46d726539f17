// "Let $\sigma$ be the rectifier", "we write $\pi$ for the prior".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A constant or function that everybody knows, of which the document's words say something else.</summary>
internal sealed class RedefinedInWords : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        Redefined(claim.Surroundings, claim.Near, claim.Step, claim.First.Context) is { } name
            ? [Nothing($"another {name}, which its words speak of")]
            : [];

    /// <summary>The first such name; null without one.</summary>
    /// <param name="surroundings">The document's words.</param>
    /// <param name="near">Those around the claim.</param>
    /// <param name="step">The claim, as written.</param>
    /// <param name="context">What was read of its names.</param>
    /// <param name="isOfLaw">Whether it is read as one of laws, as words that call a letter a law have it.</param>
    public static string? Redefined(
        Surroundings surroundings,
        Nearby near,
        Step step,
        Context context,
        bool isOfLaw = false
    ) =>
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
            .Where(head => !IsAnyFunction(head))
            .Select(Names.Of)
            .Where(name =>
                context.Variable(name) is null && !context.Definitions.Any(known => known.Name.Split('@')[0] == name)
            )
            .FirstOrDefault(name =>
                surroundings
                    .Mentions.Of(name)
                    .Any(mention =>
                        mention.Redefines
                        && !(mention.IsLaw && (isOfLaw || mention.IsApplied))
                        && !(mention.IsOfModel && IsConditional(step, name))
                        // "The probability $P$", and then "all cases are $P(E)$": what is said of a law's values.
                        && !(isOfLaw && !mention.Introduces && surroundings.Mentions.Of(name).Any(other => other.IsLaw))
                        && mention.Inline.Offset < near.Words.AfterEnd
                    )
            );

    // The reward r(s, a): a function of which nothing is taken for granted is whatever words call it.
    private static bool IsAnyFunction(Expression head) =>
        head
            is Identifier
            {
                Style: LetterStyle.Plain,
                Accents.Count: 0,
                Name: [(>= 'a' and <= 'z') or (>= 'A' and <= 'Z')]
            }
        && head is not Identifier { Name: "p" or "P" or "q" or "Q" or "f" or "F" or "E" or "H" or "I" or "D" or "e" }
        && KnownFunctions.Named(Names.Of(head)) is null;

    // p(x|z): nothing but a law is written with a condition.
    private static bool IsConditional(Step step, string name) =>
        Names
            .Nodes(step.Left)
            .Concat(Names.Nodes(step.Right))
            .Any(node =>
                node is Application application
                && (
                    Names.Of(application.Head) == name
                    || application.Head is Scripted { Base: var inner } && Names.Of(inner) == name
                )
                && Names.Nodes(application.Argument).Any(argument => argument is Barred)
            );
}
