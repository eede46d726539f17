// A claim that the words draw from equations above it: it is confirmed where it holds at all solutions of these. Nothing is
// refuted here, since the document may lay down more than was read.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

internal sealed class DrawnClaim(Judge judge, JudgeSettings settings)
{
    /// <summary>What is found where every reading that counts holds; null otherwise.</summary>
    public Finding? Search(Statement statement, ulong part)
    {
        Finding? first = null;
        foreach (var reading in statement.Readings.Where((reading, at) => at == 0 || reading.IsEven))
        {
            if (
                Determined(EntriesApart.Of(reading)) is not var (drawn, sources)
                || Confirmed(drawn, sources, part) is not { } found
            )
            {
                return null;
            }

            first = first is null || found.Verdict < first.Verdict ? found : first;
        }

        return first;
    }

    private Finding? Confirmed(Reading drawn, string sources, ulong part) =>
        judge.Decide(drawn, mayBeConditional: false, part) switch
        {
            Tested { Cases: > 0 } tested => tested with { How = $"{tested.How}; drawn from {sources}" },
            // That an equation holds by those above it is shown for these, which nothing proves.
            Proved { SaysNothing: false, Cases: > 0 } proved => new Tested(
                Trial.LastBits,
                settings.Seed,
                $"proved ({ProofText.Line(proved.Proof)}), drawn from {sources}"
            )
            {
                Hypotheses = proved.Hypotheses,
                Cases = proved.Cases,
            },
            _ => null,
        };

    // With those of its equations that determine a quantity each: what follows from them does not follow from a contradiction.
    private static (Reading Reading, string Sources)? Determined(Reading reading)
    {
        if (reading.Unjudged is not null || reading.Instances.Count > 0)
        {
            return null;
        }

        var kept = Without(reading, []);
        var sources = new List<string>();
        foreach (var hypothesis in reading.Context.Hypotheses.Where(hypothesis => hypothesis.Source is not null))
        {
            var more = Without(reading, [.. kept.Context.Hypotheses, hypothesis]);
            if (IsSolved(more, kept))
            {
                kept = more;
                sources.Add(hypothesis.Source!);
            }
        }

        return sources.Count == 0 ? null : (kept, string.Join(", ", sources.Distinct()));
    }

    // The reading with the hypotheses without a source, and with the given ones.
    private static Reading Without(Reading reading, IReadOnlyList<Hypothesis> given) =>
        reading with
        {
            Context = reading.Context with
            {
                Hypotheses =
                [
                    .. reading.Context.Hypotheses.Where(hypothesis =>
                        hypothesis.Source is null || given.Contains(hypothesis)
                    ),
                ],
            },
        };

    private static bool IsSolved(Reading reading, Reading before)
    {
        try
        {
            return Problem.From(reading).Conditions.Count(Problem.IsEquation)
                <= Problem.From(before).Conditions.Count(Problem.IsEquation);
        }
        catch (Undecidable)
        {
            return false;
        }
    }
}
