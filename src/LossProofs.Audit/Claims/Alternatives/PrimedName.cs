// "The second network is f'(x) = …".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A prime where no word speaks of derivatives may be a part of the name.</summary>
internal sealed class PrimedName : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        HasPrime(claim.Step)
        && !claim.Near.Words.Has(Category.Slope)
        && !Roles.Concludes(claim.Near)
        && !(
            Roles.OnlyConcludes(claim.Near.Words)
            && claim.Nodes.Where(node => node is Scripted { Primes: > 0 }).All(node => IsOfFunction(claim, node))
        )
            ? [Nothing("about another name, with a prime")]
            : [];

    // f' of an f that the document defines as a function, in a claim that applies it: a function of one number.
    private static bool IsOfFunction(Questioned claim, Expression primed) =>
        primed is Scripted { Base: var function, Subscript: null, Superscript: null }
        && Names.IsName(function)
        && claim.Scope.Definitions(Names.Of(function)) is [{ IsFunction: true, Parameters.Count: 1 }]
        && claim.Nodes.Any(node => node is Application { Head: var head } && head.Equals(primed))
        && !claim.Surroundings.Formulas.SelectMany(Names.Nodes).Any(node => IsValued(node, primed));

    // f' = …, f'(x) := …: another meaning of its own.
    private static bool IsValued(Expression node, Expression primed) =>
        node is Chain { Operands: [var left, ..], Relations: [{ Symbol: ":=" }, ..] }
        && (left.Equals(primed) || left is Application { Head: var head } && head.Equals(primed));

    /// <summary>Whether a name in it has a prime.</summary>
    public static bool HasPrime(Step step) =>
        Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).Any(node => node is Scripted { Primes: > 0 });
}
