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
        if ((claim.Reason ?? Estimated(step, equation) ?? Proportional(step)) is not { } reason)
        {
            return claim;
        }

        // As a chain rule, as a mean of draws, with dots written out; with guesses.
        foreach (var (other, guesses) in SecondLooks(step, candidates, equation))
        {
            _guessing = guesses;
            try
            {
                var guessed = Claimed(equation, note, near, other[0].Step, other, complete);
                if (guessed.Statement.Readings.Count > 0)
                {
                    return claim with
                    {
                        Statement = guessed.Statement with
                        {
                            Readings = guessed.Statement.Readings.Map(InOrder),
                            Doubts = [],
                            Missing = reason,
                        },
                        Reason = null,
                    };
                }
            }
            finally
            {
                _guessing = null;
            }
        }

        return claim;
    }

    // \sum_{n=s}^t f(n) = \sum_{n=s}^j f(n) + \sum_{n=j+1}^t f(n): where nothing says in which order the ends lie, no range goes
    // backwards.
    private static Reading InOrder(Reading reading)
    {
        var ends = reading.Proposition.Terms().SelectMany(term => Ends(term, [])).Distinct().ToList();
        return ends.TrueForAll(end => end.From is Number)
            ? reading
            : reading with
            {
                Context = reading.Context with
                {
                    Hypotheses =
                    [
                        .. reading.Context.Hypotheses,
                        .. ends.Select(end => new Hypothesis(
                            new Compare(end.To, Relation.GreaterOrEqual, end.From - Term.One),
                            Provenance.Guessed,
                            "no range goes backwards"
                        )),
                    ],
                },
            };

        static IEnumerable<Span> Ends(Term term, IReadOnlyList<string> bound)
        {
            var inside = term is Fold { Index: var index } ? [.. bound, index] : bound;
            return term.Children()
                .SelectMany(child => Ends(child, inside))
                .Concat(
                    term is Fold { Kind: FoldKind.Sum or FoldKind.Product, Range: Span span }
                    && !bound.Intersect(span.From.FreeNames().Concat(span.To.FreeNames())).Any()
                        ? [span]
                        : []
                );
        }
    }

    // An average over draws is near the mean, and nothing says how near.
    private string? Estimated(Step step, Equation equation) =>
        Mean(step, equation) is null
            ? null
            : "an approximation without a regime: declare in which limit it is meant (regime)";

    // In which variable is read from what stands before a bar: a guess.
    private static string? Proportional(Step step) =>
        Proportion.Of(step.Statement.Formula as Chain, step.Relation, step.Left, step.Right) is null
            ? null
            : "a proportionality without a variable: declare in which variable it is meant";

    // The mean that an average over draws stands for, itself or by the name that the document gives it.
    private Expression? Mean(Step step, Equation equation) =>
        step.Relation != "\\approx" ? null
        : Names.IsName(step.Right)
            ? _scope
                    .Definitions(Names.Of(step.Right))
                    .LastOrDefault(version => version.Ordinal <= equation.Ordinal && version.Parameters.Count == 0)
                    is { } definition
                    ? Sampling.Of(step.Left, definition.Body)
                : null
        : Sampling.Of(step.Left, step.Right);

    // Dots are written out for so many terms: so that the pattern shows, and for the least that have one.
    private static readonly int[] s_written = [4, 3];

    private IEnumerable<(List<Candidate> Candidates, Variation? Guesses)> SecondLooks(
        Step step,
        List<Candidate> candidates,
        Equation equation
    )
    {
        if (step.Relation == "=" && Estimators.Of(step.Left, step.Right, _scope) is var (random, equalled))
        {
            var estimated = step with { Left = random, Right = equalled };
            yield return ([new Candidate(estimated, candidates[0].Note, true, null)], null);
        }

        if (step.Relation == "=" && Composition.Of(step.Left, step.Right, _scope) is var (left, right, shown))
        {
            var composed = step with { Left = left, Right = right };
            yield return (
                [new Candidate(composed, candidates[0].Note, true, null)],
                Varied(composed) with
                {
                    Shown = shown,
                }
            );
        }

        if (Mean(step, equation) is { } mean)
        {
            var exact = new Candidate(step with { Relation = "=", Right = mean }, candidates[0].Note, true, null);
            yield return ([exact], null);
            yield return ([exact], Varied(exact.Step));
        }

        if (Proportion.Of(step.Statement.Formula as Chain, step.Relation, step.Left, step.Right) is var (one, other))
        {
            var crossed = new Candidate(
                step with
                {
                    Left = one,
                    Relation = "=",
                    Right = other,
                },
                candidates[0].Note,
                true,
                null
            );
            yield return ([crossed], null);
        }

        if (step.Relation == "=" && NumberedValues.Of(step.Left, step.Right) is var (values, unnumberedValues))
        {
            var unnumbered = step with { Left = values, Right = unnumberedValues };
            yield return ([new Candidate(unnumbered, candidates[0].Note, true, null)], null);
        }

        if (step.Relation == "=" && PlainDensity.Of(step.Left, step.Right, _scope) is var (averaged, weighed))
        {
            var dense = step with { Left = averaged, Right = weighed };
            yield return ([new Candidate(dense, candidates[0].Note, true, null)], null);
        }

        if (
            step.Relation == "="
            && FunctionAlgebra.OfEquation(step.Left, step.Right, _scope.IsFunction) is var (function, same)
        )
        {
            var atPoint = step with { Left = function, Right = same };
            yield return ([new Candidate(atPoint, candidates[0].Note, true, null)], null);
            yield return ([new Candidate(atPoint, candidates[0].Note, true, null)], Varied(atPoint));
        }

        if (step.Relation == "=" && WrittenMeans.Of(step.Left, step.Right) is var (summed, equal))
        {
            var sums = step with { Left = summed, Right = equal };
            yield return ([new Candidate(sums, candidates[0].Note, true, null)], Varied(sums));
        }

        var both = new Listing(",", [step.Left, step.Right]);
        var dots =
            Names.Nodes(both).Any(node => node is Ellipsis) && SpelledOut.End(both) is { } end
                ? s_written
                    .Select(count => Written(candidates, new SpelledOut(end), count))
                    .OfType<List<Candidate>>()
                    .ToList()
                : [];
        foreach (var written in dots)
        {
            yield return (written, null);
        }

        yield return (candidates, Varied(step));
        foreach (var written in dots)
        {
            yield return (written, Varied(written[0].Step));
        }
    }

    // Another way to read the text under which its dots make no sense is none.
    private static List<Candidate>? Written(List<Candidate> candidates, SpelledOut dots, int count)
    {
        var written = candidates.ConvertAll(candidate =>
            (Candidate: candidate, Step: Written(candidate.Step, dots, count))
        );
        return written[0].Step is null
            ? null
            :
            [
                .. written
                    .Where(pair => pair.Step is not null)
                    .Select(pair => pair.Candidate with { Step = pair.Step! }),
            ];
    }

    private static Step? Written(Step step, SpelledOut dots, int count) =>
        dots.Of(step.Left, count) is { } left && dots.Of(step.Right, count) is { } right
            ? step with
            {
                Left = left,
                Right = right,
            }
            : null;

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

        return new Variation(differentiated, ranged)
        {
            IsShown = Names
                .Nodes(step.Left)
                .Concat(Names.Nodes(step.Right))
                .Any(node =>
                    node switch
                    {
                        Scripted { Base: not Identifier { Name: "\\nabla" or "\\partial" }, Subscript: { } below } =>
                            Has(below),
                        Application { Head: Identifier { Name: not "\\nabla" }, Argument: Delimited argument } => (
                            Names.Arguments(argument)?.Any(Has) ?? false
                        ),
                        _ => false,
                    }
                ),
        };

        bool Has(Expression part) => Names.IsName(part) && TermBuilder.Spellings(part).Any(differentiated.Contains);

        static void Add(HashSet<string> names, Expression by) =>
            names.UnionWith(Names.Nodes(by).Where(Names.IsName).SelectMany(TermBuilder.Spellings));
    }
}
