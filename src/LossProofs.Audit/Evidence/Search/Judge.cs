// From a statement to a finding: refute, else prove, else test, under every plausible reading.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>How thoroughly to judge.</summary>
/// <param name="Cases">Cases for a claim that is tested.</param>
/// <param name="Seed">What random cases are drawn from.</param>
/// <param name="Work">Work units for the cases of one reading; about one arithmetic operation each.</param>
public sealed record JudgeSettings(int Cases = 1000, ulong Seed = 1, long Work = 400_000)
{
    /// <summary>False: claims are tested only, which is enough to choose among repairs.</summary>
    public bool Proofs { get; init; } = true;
}

/// <summary>
/// Judges statements. The same statement, settings and part give the same finding on every machine; statements may be
/// judged in parallel.
/// </summary>
public sealed class Judge(JudgeSettings settings)
{
    // Free functions are tried as this many different concrete ones.
    private const int FunctionInstances = Problem.FunctionInstances;

    /// <summary>The finding; <paramref name="part"/> separates the random numbers of different statements.</summary>
    public Finding Decide(Statement statement, ulong part = 0) =>
        Search(statement, part) switch
        {
            Refuted refuted => refuted with
            {
                Repair =
                    CoefficientRepairs.Of(statement.Readings[0])
                    ?? new Repairs(settings, part).Nearest(statement.Readings[0], refuted.Certificates[0].Assignment),
            },
            var finding => finding,
        };

    /// <summary>The finding, without a search for a repair.</summary>
    public Finding Search(Statement statement, ulong part = 0)
    {
        var finding = SearchAsWritten(statement, part);
        return finding is Unchecked && statement.Drawn is { } drawn
            ? new DrawnClaim(this, settings).Search(drawn, part) ?? finding
            : finding;
    }

    private Finding SearchAsWritten(Statement statement, ulong part)
    {
        if (statement.Missing is { } missing)
        {
            return (Finding?)Holding(statement, part) ?? new Unchecked(missing);
        }

        var findings = new List<Finding>();
        // Readings share the work of one claim.
        var judge = new Judge(settings with { Work = settings.Work / Math.Clamp(statement.Readings.Count, 1, 4) });
        foreach (var reading in statement.Readings)
        {
            var finding = judge.Decide(reading, statement.MayBeConditional, part);
            findings.Add(finding is Proved rounded && reading.IsRounded ? AsRounding(rounded) : finding);
        }

        return findings.Count == 0
            ? new Unchecked("no reading of this formula was found")
            : Combined(statement, findings, part);
    }

    // √2 = 1.41: what is shown is that they are near, not that they are equal.
    private Tested AsRounding(Proved proved) =>
        new(0, settings.Seed, "equal as a rounding: within half a unit of the last digit")
        {
            Hypotheses = proved.Hypotheses,
            Cases = 1,
        };

    // What holds with guesses in the place of what is missing; null where it does not, under any reading that counts.
    private Tested? Holding(Statement statement, ulong part)
    {
        Tested? first = null;
        foreach (var reading in statement.Readings.Where((reading, at) => at == 0 || reading.IsEven))
        {
            var tested = Decide(reading, statement.MayBeConditional, part) switch
            {
                Tested found => found,
                Proved { SaysNothing: false } proved => new Tested(
                    Trial.LastBits,
                    settings.Seed,
                    $"proved ({ProofText.Line(proved.Proof)})"
                )
                {
                    Hypotheses = proved.Hypotheses,
                    Cases = proved.Cases,
                },
                _ => null,
            };
            if (tested is null)
            {
                return null;
            }

            first ??= tested;
        }

        return first;
    }

    /// <summary>True when a few cases were evaluated and none fails: what a repair must do.</summary>
    internal bool Survives(Reading reading, ulong part) =>
        Decide(reading, mayBeConditional: false, part) is Tested or Proved;

    private Finding Combined(Statement statement, IReadOnlyList<Finding> findings, ulong part)
    {
        if (findings[0] is not (Tested or Proved) && statement.Readings.Any(reading => reading.IsBasis))
        {
            var meant = Enumerable.Range(0, findings.Count).Where(at => !statement.Readings[at].IsBasis).ToList();
            statement = statement with { Readings = meant.Select(at => statement.Readings[at]).ToSequence() };
            findings = meant.ConvertAll(at => findings[at]);
        }

        if (findings.All(finding => finding is Refuted))
        {
            if (
                statement.Doubts.FirstOrDefault(doubt =>
                    Decide(doubt, statement.MayBeConditional, part) is not Refuted
                ) is
                { } doubt
            )
            {
                return new Unchecked($"false as written, but it may be meant as {doubt.Note}: declare its role (claim)")
                {
                    Hypotheses = findings[0].Hypotheses,
                };
            }

            return new Refuted(findings.SelectMany(finding => ((Refuted)finding).Certificates).ToSequence())
            {
                Hypotheses = findings[0].Hypotheses,
                Cases = findings.Sum(finding => finding.Cases),
            };
        }

        // What holds as it is written is not doubted because of another reading, unless that is as plausible.
        if (findings[0] is Tested or Proved { SaysNothing: false })
        {
            return OfEven(statement, findings) ?? findings[0];
        }

        if (findings.Any(finding => finding is Refuted))
        {
            var refuted = statement.Readings[findings.ToList().FindIndex(finding => finding is Refuted)];
            var other = statement.Readings[findings.ToList().FindIndex(finding => finding is not Refuted)];
            return new Unchecked(
                $"ambiguous: false when read as '{refuted.Note}', not shown to be false when read as '{other.Note}'"
            )
            {
                Hypotheses = findings[0].Hypotheses,
            };
        }

        // Where what is as it is written fails at a point, another reading says nothing.
        if (findings[0] is Unchecked { Fails: true } doubtful)
        {
            return doubtful;
        }

        // What is as plausible as another reading has to hold, too.
        if (
            findings.Any(finding => finding is Tested or Proved { SaysNothing: false })
            && findings
                .Where((finding, at) => at > 0 && statement.Readings[at].IsEven && finding is Unchecked)
                .FirstOrDefault()
                is { } even
        )
        {
            return findings[0] is Unchecked ? findings[0] : even;
        }

        if (findings.FirstOrDefault(finding => finding is Tested) is { } tested)
        {
            return tested;
        }

        if (findings.All(finding => finding is Proved))
        {
            return findings[0];
        }

        // Proved when read in one way, undecided in another: no more than tested. A reading under which the claim says
        // nothing (a name equals its own definition) counts for nothing.
        for (var at = 0; at < findings.Count; at++)
        {
            if (findings[at] is Proved { SaysNothing: false } proved)
            {
                return new Tested(
                    Trial.LastBits,
                    settings.Seed,
                    $"proved ({ProofText.Line(proved.Proof)}), when read as '{statement.Readings[at].Note}'"
                )
                {
                    Hypotheses = proved.Hypotheses,
                    Cases = proved.Cases,
                };
            }
        }

        return findings.First(finding => finding is Unchecked);
    }

    // Where other readings are as plausible as the first, the weakest of their findings; null where the first stands.
    private static Finding? OfEven(Statement statement, IReadOnlyList<Finding> findings)
    {
        for (var at = 1; at < findings.Count; at++)
        {
            if (statement.Readings[at].IsEven && findings[at] is not (Tested or Proved))
            {
                return new Unchecked(
                    $"ambiguous: it holds when read as '{statement.Readings[0].Note}', which is not shown when read as "
                        + $"'{statement.Readings[at].Note}'"
                )
                {
                    Hypotheses = findings[0].Hypotheses,
                };
            }
        }

        return findings.Where((_, at) => statement.Readings[at].IsEven).FirstOrDefault(finding => finding is Tested);
    }

    // What rules say of sums to infinity comes first; with their values as they are computed, nothing is certain.
    internal Finding Decide(Reading reading, bool mayBeConditional, ulong part)
    {
        if (!Series.IsIn(reading))
        {
            return DecideAsWritten(reading, mayBeConditional, part);
        }

        if (settings.Proofs && DecideAsWritten(reading, mayBeConditional, part) is (Proved or Refuted) and var certain)
        {
            return certain;
        }

        if (Series.Computed(reading) is not { } computed)
        {
            return new Unchecked("an infinite sum or product is not followed");
        }

        return DecideAsWritten(computed, mayBeConditional, part) switch
        {
            Proved when RareFailures.EndOfSeries(Problem.From(computed), settings.Seed) is { } end => new Unchecked(
                end
            ),
            Proved proved => new Tested(
                Trial.LastBits,
                settings.Seed,
                $"with the value that is computed for an infinite sum, not derived by rules: proved ({ProofText.Line(proved.Proof)})"
            )
            {
                Hypotheses = proved.Hypotheses,
                Cases = proved.Cases,
            },
            Refuted refuted => new Unchecked(
                "fails with the value that is computed for an infinite sum, but an infinite sum is not enclosed"
            )
            {
                Hypotheses = refuted.Hypotheses,
                Fails = true,
            },
            var finding => finding,
        };
    }

    private const int FewestInstances = 2;

    private static bool IsTooLarge(Reading reading) =>
        reading
            .Proposition.Terms()
            .Concat(reading.Context.Definitions.Select(definition => definition.Body))
            .Concat(reading.Context.Hypotheses.SelectMany(hypothesis => hypothesis.Condition.Terms()))
            .Any(Rewriting.IsTooLarge);

    private Finding DecideAsWritten(Reading reading, bool mayBeConditional, ulong part)
    {
        if (reading.Unjudged is { } reason)
        {
            return new Unchecked(reason);
        }

        if (reading.Instances.Count > 0)
        {
            // The first that is refuted decides, then what is weakest: instances prove nothing of all.
            // Two sizes that can be followed are better than none.
            var followed = reading.Instances.Where(instance => !IsTooLarge(instance)).ToList();
            var instances = (followed.Count >= FewestInstances ? followed : [.. reading.Instances])
                .Select(instance => Decide(instance, mayBeConditional, part))
                .ToList();
            return instances.Find(finding => finding is Refuted)
                ?? instances.Find(finding => finding is not (Tested or Proved))
                ?? instances.Find(finding => finding is Tested)
                ?? new Tested(Trial.LastBits, settings.Seed, "proved for a few sizes")
                {
                    Hypotheses = instances[0].Hypotheses,
                    Cases = instances.Sum(finding => finding.Cases),
                };
        }

        // Without variables there is nothing that a condition could be solved for.
        mayBeConditional &= reading.Context.Variables.Count > 0;
        IReadOnlyList<Reading> claims;
        try
        {
            // Before anything recurses into a term.
            if (IsTooLarge(reading))
            {
                return new Unchecked("the formula is too large");
            }

            // Two sides that are equal are close, in every limit.
            if (
                reading.Proposition is Approximation(var left, var right, var regime)
                && Decide(
                    reading with
                    {
                        Proposition = new Comparison(left, Relation.Equal, right),
                    },
                    mayBeConditional: false,
                    part
                )
                    is (Proved or Tested)
                        and var equal
                && (regime is null || equal is Proved)
            )
            {
                return equal;
            }

            claims = Lowering.Restate(reading);
            // A limit that is brought to 0 is searched as it was written, too.
            if (
                reading.Proposition is Terms.Comparison(var one, Relation.Equal, var other)
                && (one is Limit || other is Limit)
                && !claims[0].Proposition.Equals(reading.Proposition)
                && DecideOne(reading, mayBeConditional, part, limitsOnly: true) is Refuted refuted
            )
            {
                return refuted;
            }
        }
        catch (Undecidable undecidable)
        {
            return new Unchecked(undecidable.Message);
        }

        // The conjunction of the restated claims: the first that is refuted decides, then what is weakest.
        var findings = new List<Finding>();
        foreach (var claim in claims)
        {
            var finding = DecideOne(claim, mayBeConditional, part);
            if (finding is Refuted)
            {
                return finding;
            }

            findings.Add(finding);
        }

        return findings.OrderBy(finding => finding.Verdict).First();
    }

    private Finding DecideOne(Reading reading, bool mayBeConditional, ulong part, bool limitsOnly = false)
    {
        Problem[] problems;
        try
        {
            var instances = reading.Context.Variables.Any(variable => variable.Domain is SmoothFunction)
                ? FunctionInstances
                : 1;
            problems = [.. Enumerable.Range(0, instances).Select(instance => Problem.From(reading, instance))];
            // Solutions that were lost by dividing are met by simple values, now and then.
            if (problems[0].HasOtherSolutions)
            {
                problems = [problems[0], Problem.From(reading, 0, solve: false)];
            }

            var search = new CounterexampleSearch(settings, problems, mayBeConditional, part);
            return limitsOnly ? search.Elsewhere() ?? new Unchecked("") : search.Run();
        }
        catch (Undecidable reason)
        {
            return new Unchecked(reason.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            return new Unchecked("the formula is nested too deeply");
        }
    }
}
