// A second look at a step that makes no sense as the document stands: with guesses in the place of what is missing.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    // What the step varies, in a second look at it; null in the first.
    private IReadOnlySet<string>? _guessing;

    private Claim Judgeable(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        List<Candidate> candidates,
        bool complete
    )
    {
        var claim = Claimed(equation, note, near, step, candidates, complete);
        if (claim.Reason is not { } reason || Varied(step) is not { } varied)
        {
            return claim;
        }

        _guessing = varied;
        try
        {
            var guessed = Claimed(equation, note, near, step, candidates, complete);
            return guessed.Statement.Readings.Count == 0
                ? claim
                : claim with
                {
                    Statement = guessed.Statement with { Doubts = [], Missing = reason },
                    Reason = null,
                };
        }
        finally
        {
            _guessing = null;
        }
    }

    // The names by which a step differentiates or integrates, over which it seeks an extreme, that tend to a limit; null where
    // it does not say which.
    private static HashSet<string>? Varied(Step step)
    {
        var varied = new HashSet<string>(StringComparer.Ordinal);
        var nodes = Names.Nodes(step.Left).Concat(Names.Nodes(step.Right));
        if (step.Statement.Limit is { } limit)
        {
            nodes = nodes.Concat(Names.Nodes(limit));
            Add(limit);
        }

        foreach (var node in nodes)
        {
            switch (node)
            {
                case DerivativeQuotient derivative:
                    derivative.Variables.ToList().ForEach(variable => Add(variable.Variable));
                    break;
                case Differential differential:
                    Add(differential.Variable);
                    break;
                case BigOperator { Operator: "\\sum" or "\\prod" }:
                    break;
                case BigOperator { Lower: { } over }:
                    Add(over);
                    break;
                case BigOperator:
                case Application { Head: Identifier { Name: "\\nabla" } }:
                    return null;
                case Application { Head: Scripted { Base: Identifier { Name: "\\nabla" }, Subscript: var parameter } }:
                    if (parameter is null)
                    {
                        return null;
                    }

                    Add(parameter);
                    break;
            }
        }

        return varied;

        void Add(Expression by) =>
            varied.UnionWith(Names.Nodes(by).Where(Names.IsName).SelectMany(TermBuilder.Spellings));
    }
}
