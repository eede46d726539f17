// An implementation under the laws: which hold, and the simplest input on which one does not.
using System.Globalization;

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
    public static string Short(double ulps) =>
        double.IsPositiveInfinity(ulps) ? "infinitely many"
        : ulps >= 1e4 ? ulps.ToString("0.0E+0", CultureInfo.InvariantCulture)
        : ulps.ToString(ulps < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
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
            _ = run.Judge(Accuracy.OnAll);
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
            var count = law.CasesOf(options.Cases);
            var cases = Enumerable
                .Range(0, count)
                .Select(i => law.Draw(subject, single, i, count, options.Seed))
                .Select(input => input is null ? null : promises.Limit(subject, input))
                .Select(input => input is null ? null : Asking(law, input))
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

            var judged = Judgements(law, cases).ToList();
            if (judged.Count == 0)
            {
                return Found(law, Outcome.NotJudged, 0, "no input was answered");
            }

            // Equally bad ones: the first.
            var measured = judged.Where(each => !double.IsNaN(each.Judgement.Ulps)).ToList();
            var worstUlps = measured.Count == 0 ? double.NaN : measured.Max(each => each.Judgement.Ulps);
            KernelInput? worstInput = measured.Find(each => each.Judgement.Ulps == worstUlps).Input;
            var broken = judged.Where(each => each.Judgement.Breach is not null).ToList();
            if (broken.Count == 0)
            {
                return Found(law, Outcome.Holds, judged.Count, "") with
                {
                    WorstUlps = worstUlps,
                    WorstInput = worstInput,
                };
            }

            // Where some results are only inaccurate they tell more than those that overflow, which other laws show too.
            var (start, judgement) = broken
                .OrderBy(each => double.IsPositiveInfinity(each.Judgement.Ulps))
                .ThenBy(each => each.Input.Row.Length)
                .First();
            var isBeyond = double.IsPositiveInfinity(judgement.Ulps);
            var simplest = Simplest(
                start,
                candidates =>
                {
                    List<Case> asked = [.. candidates.Select(each => Asking(law, each)).OfType<Case>()];
                    foreach (var (input, again) in Judged(law, asked))
                    {
                        if (again.Breach is null || double.IsPositiveInfinity(again.Ulps) != isBeyond)
                        {
                            continue;
                        }

                        judgement = again;
                        if (again.Ulps > worstUlps)
                        {
                            (worstUlps, worstInput) = (again.Ulps, input);
                        }

                        return candidates.IndexOf(input);
                    }

                    return -1;
                }
            );
            return Found(law, Outcome.Fails, judged.Count, judgement.Breach!) with
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
        private KernelInput Simplest(KernelInput failing, Func<List<KernelInput>, int> firstFailing) =>
            Shrinker.Shrink(
                subject,
                single,
                failing,
                candidates =>
                {
                    List<KernelInput> allowed =
                    [
                        .. candidates.Where(candidate =>
                            promises.Limit(subject, candidate) is { } limited
                            && limited.Parameters.AsSpan().SequenceEqual(candidate.Parameters)
                        ),
                    ];
                    var first = allowed.Count == 0 ? -1 : firstFailing(allowed);
                    return first < 0 ? -1 : candidates.IndexOf(allowed[first]);
                }
            );

        // An input with what the law asks of it.
        private sealed record Case(KernelInput Input, IReadOnlyList<KernelInput> Calls);

        // Null where the law says nothing of the input.
        private Case? Asking(Law law, KernelInput input) =>
            law.Calls(subject, input, single) is { } calls ? new(input, calls) : null;

        // What the law says of drawn inputs; how they were answered is a finding, too.
        private IEnumerable<(KernelInput Input, Judgement Judgement)> Judgements(Law law, List<Case> cases)
        {
            return _breakdowns >= MostBreakdowns ? [] : Judged(law, cases, Answered);

            void Answered(KernelInput input, Answer answer)
            {
                _asked++;
                if (answer.Fault is not { Kind: not FaultKind.NotAsked } fault)
                {
                    return;
                }

                _breakdowns += fault.Kind switch
                {
                    FaultKind.Hang => MostBreakdowns,
                    FaultKind.Crash or FaultKind.Garbage => 1,
                    _ => 0,
                };
                if (_fault is null || input.Row.Length < _fault.Value.Input.Row.Length)
                {
                    _fault = (input, fault);
                }
            }
        }

        // Each input that was answered with what the law says of it: computed all at once, judged one by one as asked for.
        private IEnumerable<(KernelInput Input, Judgement Judgement)> Judged(
            Law law,
            List<Case> cases,
            Action<KernelInput, Answer>? answered = null
        )
        {
            KernelInput[] calls = [.. cases.SelectMany(each => each.Calls)];
            var answers = Evaluate(calls);
            foreach (var (call, answer) in calls.Zip(answers))
            {
                answered?.Invoke(call, answer);
            }

            var at = 0;
            foreach (var (input, own) in cases)
            {
                Answer[] given = [.. answers.Skip(at).Take(own.Count)];
                at += own.Count;
                if (Array.TrueForAll(given, answer => answer.Fault is null))
                {
                    yield return (
                        input,
                        law.Judge(subject, single, own, [.. given.Select(answer => answer.Values)], options.Ulps)
                    );
                }
            }
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
