// A second look at a step that makes no sense as the document stands: with guesses in the place of what is missing.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    // What the step varies, in a second look at it; null in the first.
    private Variation? _guessing;

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
        if (claim.Reason is not { } reason)
        {
            return claim;
        }

        _guessing = Varied(step);
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

    // The names by which a step differentiates, and those over which it integrates, seeks an extreme or takes a limit.
    private static Variation Varied(Step step)
    {
        var differentiated = new HashSet<string>(StringComparer.Ordinal);
        var ranged = new HashSet<string>(StringComparer.Ordinal);
        var nodes = Names.Nodes(step.Left).Concat(Names.Nodes(step.Right));
        if (step.Statement.Limit is { } limit)
        {
            nodes = nodes.Concat(Names.Nodes(limit));
            Add(ranged, limit);
        }

        foreach (var node in nodes)
        {
            switch (node)
            {
                case DerivativeQuotient derivative:
                    derivative.Variables.ToList().ForEach(variable => Add(differentiated, variable.Variable));
                    break;
                case Differential differential:
                    Add(ranged, differential.Variable);
                    break;
                case BigOperator { Operator: "\\sum" or "\\prod" }:
                    break;
                case BigOperator { Operator: "\\max" or "\\min" or "\\sup" or "\\inf" } extreme
                    when TermBuilder.Things(extreme.Lower) is not null:
                    break;
                case BigOperator { Lower: { } over }:
                    Add(ranged, over);
                    break;
                case Application { Head: Scripted { Base: Identifier { Name: "\\nabla" }, Subscript: { } parameter } }:
                    Add(differentiated, parameter);
                    break;
                case Application { Head: Identifier { Name: "\\nabla" }, Argument: var argument }:
                    Add(differentiated, argument);
                    break;
            }
        }

        return new Variation(differentiated, ranged);

        static void Add(HashSet<string> names, Expression by) =>
            names.UnionWith(Names.Nodes(by).Where(Names.IsName).SelectMany(TermBuilder.Spellings));
    }
}
