// \int f(x) dx = 1.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>An integral without bounds over the whole range.</summary>
internal sealed class WholeRange : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        IsWholeIntegral(claim.Step.Left, claim.Step.Right) || IsWholeIntegral(claim.Step.Right, claim.Step.Left)
            ? [Nothing("an integral over the whole range")]
            : [];

    // An integral without bounds that equals what its variable does not occur in.
    private static bool IsWholeIntegral(Expression side, Expression value) =>
        Names.Nodes(side).Any(node => node is BigOperator { Operator: "\\int", Lower: null, Upper: null })
        && TermBuilder.Differentials(side).Select(differential => differential.Variable).ToList() is [var variable, ..]
        && !Names.Nodes(value).Contains(variable);
}
