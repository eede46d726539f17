// An implementation under the laws: which hold, and the simplest input on which one does not.
namespace LossProofs.Laws;

/// <summary>How thorough a run is, and what it allows.</summary>
/// <param name="Ulps">The error that is allowed of each result, in ulps of the true value.</param>
/// <param name="Cases">Random inputs of the law of accuracy; the others take a quarter, those of one kind of row a tenth.</param>
/// <param name="Seed">Where the random inputs start.</param>
public sealed record ConformanceOptions(double Ulps = 16, int Cases = 200, int Seed = 1);

/// <summary>What became of a law.</summary>
public enum Outcome
{
    /// <summary>It held on all inputs that were answered.</summary>
    Holds,

    /// <summary>It does not hold.</summary>
    Fails,

    /// <summary>No input was answered.</summary>
    NotJudged,
}

/// <summary>A law of a subject in a precision, judged.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Single">True for <c>float</c>, false for <c>double</c>.</param>
/// <param name="Law">The law's name.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Cases">How many inputs were judged.</param>
/// <param name="Input">The simplest failing input.</param>
/// <param name="Reason">Why it fails there, or is not judged.</param>
/// <param name="WorstUlps">The largest error seen, of laws that compare with the true value; else NaN.</param>
/// <param name="WorstInput">Where.</param>
public sealed record Finding(
    Subject Subject,
    bool Single,
    string Law,
    Outcome Outcome,
    int Cases,
    KernelInput? Input,
    string Reason,
    double WorstUlps,
    KernelInput? WorstInput
)
{
    /// <summary>"float" or "double".</summary>
    public string Precision => Single ? "float" : "double";

    /// <summary>"focal value double accuracy", as baselines name it.</summary>
    public string Key => $"{Subject} {Precision} {Law}";

    /// <summary>An error for people: "0.51", "13", "1.3E+13", "infinitely many".</summary>
    public static string Short(double ulps) => Laws.Law.Short(ulps);
}

/// <summary>Judges implementations.</summary>
public static class Conformance
{
    /// <summary>The name of the law that every legal input is answered, with as many numbers as the result has.</summary>
    public const string Answers = "answers";

    // A process that crashes or hangs on one message mostly does so on the next.
    private const int MostBreakdowns = 3;

    /// <summary>The laws of a subject, by name; the first is <see cref="Answers"/>.</summary>
    public static IEnumerable<string> LawsOf(Subject subject) =>
        Law.All.Where(law => law.Applies(subject)).Select(law => law.Name).Prepend(Answers);

    /// <summary>A law in words.</summary>
    /// <exception cref="ArgumentException">There is no law of that name.</exception>
    public static string StatementOf(string law) =>
        law == Answers
            ? "every legal input is answered with as many numbers as the result has"
            : Law.All.FirstOrDefault(each => each.Name == law)?.Statement
                ?? throw new ArgumentException($"no law is called '{law}'", nameof(law));

    /// <summary>All laws of a subject in a precision; nothing where the implementation has it not.</summary>
    public static IReadOnlyList<Finding> Judge(
        IImplementation implementation,
        Subject subject,
        bool single,
        ConformanceOptions options
    )
    {
        if (implementation.Of(subject, single) is not { } promises)
        {
            return [];
        }

        var run = new Run(implementation, subject, single, promises, options);
        Finding[] findings = [.. Law.All.Where(law => law.Applies(subject)).Select(run.Judge)];
        return [run.Answered(), .. findings];
    }

    /// <summary>One law of a subject that the implementation has.</summary>
    /// <exception cref="ArgumentException">The implementation has not this subject, or it has no law of that name.</exception>
    public static Finding Judge(
        IImplementation implementation,
        Subject subject,
        bool single,
        string law,
        ConformanceOptions options
    )
    {
        var promises =
            implementation.Of(subject, single)
            ?? throw new ArgumentException($"{implementation.Name} has no {subject}", nameof(subject));
        var run = new Run(implementation, subject, single, promises, options);
        if (law == Answers)
        {
            _ = run.Judge(new Accuracy());
            return run.Answered();
        }

        return run.Judge(
            Law.All.FirstOrDefault(each => each.Name == law && each.Applies(subject))
                ?? throw new ArgumentException(
                    $"{subject} has no law '{law}'; expected one of {string.Join(", ", LawsOf(subject))}",
                    nameof(law)
                )
        );
    }

    // One subject in one precision.
    private sealed class Run(
        IImplementation implementation,
        Subject subject,
        bool single,
        Promises promises,
        ConformanceOptions options
    )
    {
        private int _asked;
        private int _breakdowns;
        private (KernelInput Input, Fault Fault)? _fault;

        public Finding Judge(Law law)
        {
            var count = law switch
            {
                AccuracyOnRows or AccuracyOfOneClass or AccuracyUnderMasks => Math.Max(1, options.Cases / 10),
                Accuracy => options.Cases,
                _ => Math.Max(1, options.Cases / 4),
            };
            var cases = Enumerable
                .Range(0, count)
                .Select(i => law.Draw(subject, single, i, count, options.Seed))
                .Select(input => input is null ? null : promises.Limit(subject, input))
                .Select(input =>
                    input is not null && law.Calls(subject, input, single) is { } calls
                        ? new Case(input, [.. calls])
                        : null
                )
                .OfType<Case>()
                .ToList();
            if (cases.Count == 0)
            {
                var masks = law is AccuracyUnderMasks && !promises.Masks;
                return Found(
                    law,
                    Outcome.NotJudged,
                    0,
                    masks ? "the implementation does not document masks" : "no inputs"
                );
            }

            var judgements = Judgements(law, cases);
            var judged = judgements.Where(each => each.Judgement is not null).ToList();
            if (judged.Count == 0)
            {
                return Found(law, Outcome.NotJudged, 0, "no input was answered");
            }

            // Equally bad ones: the first.
            var worst = judged
                .Where(each => !double.IsNaN(each.Judgement!.Value.Ulps))
                .MaxBy(each => each.Judgement!.Value.Ulps);
            var (worstUlps, worstInput) = worst is null
                ? (double.NaN, null)
                : (worst.Judgement!.Value.Ulps, worst.Input);
            var broken = judged.Where(each => each.Judgement!.Value.Breach is not null).ToList();
            if (broken.Count == 0)
            {
                return Found(law, Outcome.Holds, judged.Count, "") with
                {
                    WorstUlps = worstUlps,
                    WorstInput = worstInput,
                };
            }

            // Where some results are only inaccurate they tell more than those that overflow, which other laws show too.
            var start = broken
                .OrderBy(each => double.IsPositiveInfinity(each.Judgement!.Value.Ulps))
                .ThenBy(each => each.Input.Row.Length)
                .First();
            var (simplest, reason) = (start.Input, start.Judgement!.Value.Breach!);
            var isBeyond = double.IsPositiveInfinity(start.Judgement!.Value.Ulps);
            simplest = Simplest(
                simplest,
                candidates =>
                {
                    var (index, judgement) = FirstBroken(law, candidates, isBeyond);
                    if (index >= 0)
                    {
                        reason = judgement.Breach!;
                        if (judgement.Ulps > worstUlps)
                        {
                            (worstUlps, worstInput) = (judgement.Ulps, candidates[index]);
                        }
                    }

                    return index;
                }
            );
            return Found(law, Outcome.Fails, judged.Count, reason) with
            {
                Input = simplest,
                WorstUlps = worstUlps,
                WorstInput = worstInput,
            };
        }

        /// <summary>What became of <see cref="Answers"/> in all that was asked so far.</summary>
        public Finding Answered()
        {
            var finding = new Finding(subject, single, Answers, Outcome.Holds, _asked, null, "", double.NaN, null);
            if (_fault is not var (input, fault))
            {
                return finding;
            }

            // A hang costs its time limit each time, a crash a start: few candidates, one by one.
            var left = fault.Kind switch
            {
                FaultKind.Hang => 3,
                FaultKind.Crash or FaultKind.Garbage => 40,
                _ => int.MaxValue,
            };
            var message = fault.Message;
            var simplest = Simplest(
                input,
                candidates =>
                {
                    if (left == int.MaxValue)
                    {
                        Answer[] answers = [.. Evaluate(candidates)];
                        var first = Array.FindIndex(answers, answer => answer.Fault?.Kind == fault.Kind);
                        message = first < 0 ? message : answers[first].Fault!.Message;
                        return first;
                    }

                    for (var i = 0; i < candidates.Count && left > 0; i++, left--)
                    {
                        if (Evaluate([candidates[i]])[0].Fault is { } again && again.Kind == fault.Kind)
                        {
                            message = again.Message;
                            return i;
                        }
                    }

                    return -1;
                }
            );
            return finding with { Outcome = Outcome.Fails, Input = simplest, Reason = message };
        }

        private Finding Found(Law law, Outcome outcome, int cases, string reason) =>
            new(subject, single, law.Name, outcome, cases, null, reason, double.NaN, null);

        // Among what the implementation promises: neither masks that are not documented nor other values of fixed parameters.
        private KernelInput Simplest(KernelInput failing, Func<IReadOnlyList<KernelInput>, int> firstFailing) =>
            Shrinker.Shrink(
                subject,
                single,
                failing,
                candidates =>
                {
                    KernelInput[] allowed =
                    [
                        .. candidates.Where(candidate =>
                            promises.Limit(subject, candidate) is { } limited
                            && limited.Parameters.AsSpan().SequenceEqual(candidate.Parameters)
                        ),
                    ];
                    var first = allowed.Length == 0 ? -1 : firstFailing(allowed);
                    return first < 0 ? -1 : candidates.IndexOf(allowed[first]);
                }
            );

        private sealed record Case(KernelInput Input, KernelInput[] Calls)
        {
            public Judgement? Judgement { get; set; }
        }

        // Each case with what the law says of it; null where an answer is missing.
        private List<Case> Judgements(Law law, List<Case> cases)
        {
            if (_breakdowns >= MostBreakdowns)
            {
                return cases;
            }

            KernelInput[] calls = [.. cases.SelectMany(each => each.Calls)];
            var answers = Evaluate(calls);
            _asked += calls.Length;
            for (var i = 0; i < calls.Length; i++)
            {
                if (answers[i].Fault is { } fault && fault.Kind != FaultKind.NotAsked)
                {
                    _breakdowns += fault.Kind switch
                    {
                        FaultKind.Hang => MostBreakdowns,
                        FaultKind.Crash or FaultKind.Garbage => 1,
                        _ => 0,
                    };
                    if (_fault is null || calls[i].Row.Length < _fault.Value.Input.Row.Length)
                    {
                        _fault = (calls[i], fault);
                    }
                }
            }

            var at = 0;
            foreach (var each in cases)
            {
                var own = answers.Skip(at).Take(each.Calls.Length).ToList();
                at += each.Calls.Length;
                if (own.TrueForAll(answer => answer.Fault is null))
                {
                    each.Judgement = law.Judge(
                        subject,
                        single,
                        each.Calls,
                        [.. own.Select(answer => answer.Values)],
                        options.Ulps
                    );
                }
            }

            return cases;
        }

        private (int Index, Judgement Judgement) FirstBroken(
            Law law,
            IReadOnlyList<KernelInput> candidates,
            bool isBeyond
        )
        {
            var asked = candidates
                .Index()
                .Select(pair => (pair.Index, Calls: law.Calls(subject, pair.Item, single)))
                .Where(pair => pair.Calls is not null)
                .ToList();
            var answers = Evaluate([.. asked.SelectMany(pair => pair.Calls!)]);
            var at = 0;
            foreach (var (index, calls) in asked)
            {
                var own = answers.Skip(at).Take(calls!.Count).ToList();
                at += calls.Count;
                if (own.Exists(answer => answer.Fault is not null))
                {
                    continue;
                }

                var found = law.Judge(subject, single, calls, [.. own.Select(answer => answer.Values)], options.Ulps);
                if (found.Breach is not null && double.IsPositiveInfinity(found.Ulps) == isBeyond)
                {
                    return (index, found);
                }
            }

            return (-1, Judgement.Holds);
        }

        private IReadOnlyList<Answer> Evaluate(IReadOnlyList<KernelInput> inputs)
        {
            if (inputs.Count == 0)
            {
                return [];
            }

            var answers = implementation.Evaluate(subject, single, inputs);
            return
            [
                .. answers.Zip(
                    inputs,
                    (answer, input) =>
                        answer.Fault is null && answer.Values.Length != subject.ResultLength(input)
                            ? Answer.Of(
                                FaultKind.WrongShape,
                                $"gave {answer.Values.Length} numbers; expected {subject.ResultLength(input)}"
                            )
                            : answer
                ),
            ];
        }
    }
}
