// \operatorname{E}[(\hat\theta - \theta)^2] = \operatorname{Var}(\hat\theta) + (\operatorname{E}[\hat\theta] - \theta)^2: what is
// estimated is random, and its own letter is not.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

internal static class Estimators
{
    // Letters that are read as random quantities.
    private static readonly string[] s_random = ["X", "Y", "Z", "W", "V", "U"];

    /// <summary>
    /// Both sides with a random letter in the place of each estimator; null where something else stands in a mean, which may
    /// be random, too.
    /// </summary>
    public static (Expression Left, Expression Right)? Of(Expression left, Expression right, Scope scope)
    {
        var nodes = Names.Nodes(left).Concat(Names.Nodes(right)).ToList();
        var arguments = nodes
            .OfType<Application>()
            .Where(node => Randomness.Head(node.Head) is "E" or "\\mathbb{E}" or "Var" or "\\mathbb{V}" or "Cov")
            .Select(node => node.Argument)
            .ToList();
        var estimated = arguments.SelectMany(Names.Nodes).OfType<Identifier>().Where(IsEstimator).Distinct().ToList();
        if (
            estimated.Count is 0 or > 2
            || nodes
                .OfType<Scripted>()
                .Any(node => estimated.Contains(node.Base) && node is not { Subscript: null, Superscript: Numeral })
            || arguments
                .SelectMany(NotationNames.In)
                .Any(name =>
                    !estimated.Contains(name)
                    && !estimated.Exists(estimator => name.Equals(estimator with { Accents = [] }))
                    && !arguments.Any(argument =>
                        Names.Nodes(argument).Any(node => node is Application { Head: var head } && head.Equals(name))
                    )
                )
        )
        {
            return null;
        }

        var letters = s_random
            .Select(letter => new Identifier(letter))
            .Where(letter => !nodes.Contains(letter) && !scope.IsDeclared(letter) && !scope.Kinds.IsArray(letter))
            .ToList();
        if (letters.Count < estimated.Count)
        {
            return null;
        }

        var put = estimated
            .Zip(letters)
            .ToDictionary(Expression (pair) => pair.First, Expression (pair) => pair.Second);
        return (Put(left), Put(right));

        Expression Put(Expression node) => put.GetValueOrDefault(node) ?? node.MapChildren(Put);
    }

    private static bool IsEstimator(Identifier name) => name.Accents is ["\\hat"];
}
