// The last stage: judges what a document asserts and fills the report.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Reports.Coq;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit;

/// <summary>How to audit.</summary>
/// <param name="Cases">Cases for a claim that is tested.</param>
/// <param name="Seed">What random cases are drawn from.</param>
/// <param name="Jobs">How many claims are judged at once; the verdicts do not depend on it.</param>
public sealed record AuditSettings(int Cases = 1000, ulong Seed = 1, int Jobs = 1)
{
    /// <summary>Whether formulas of the running text that their sentences assert are judged, too.</summary>
    public bool Inline { get; init; }

    /// <summary>Whether both sides of what is refuted are evaluated along each symbol, to be drawn.</summary>
    public bool Plots { get; init; }

    /// <summary>Whether what is proved and refuted is written as lemmas of Coq, too.</summary>
    public bool Coq { get; init; }
}

/// <summary>Judges documents.</summary>
/// <param name="settings">How thoroughly.</param>
public sealed class Auditor(AuditSettings settings)
{
    // Deeply nested formulas recurse; the readers bound the depth for a stack of this size.
    private const int StackBytes = 64 << 20;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly Judge _judge = new(new JudgeSettings(settings.Cases, settings.Seed));

    /// <summary>The report on a document.</summary>
    /// <param name="document">As read.</param>
    /// <param name="bindings">What its symbols mean; <see cref="BindingsFile.Empty"/> when nothing is declared.</param>
    /// <param name="chosen">Which equations to judge; the others are left out of the report. Null: all.</param>
    /// <param name="progress">Told how many claims are judged, of how many; may be called from any thread.</param>
    /// <param name="cache">What was found before about claims that are the same in every respect; null: all are judged.</param>
    /// <param name="cancelled">Ends it between two claims; what was found until then is in the cache.</param>
    /// <param name="partial">
    /// Told now and then which formulas are judged so far, for those who look on; from any thread, one call at a time.
    /// </param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public DocumentReport Audit(
        Document document,
        BindingsFile bindings,
        Func<Equation, bool>? chosen = null,
        Action<int, int>? progress = null,
        ClaimCache? cache = null,
        CancellationToken cancelled = default,
        Action<IReadOnlyList<EquationReport>>? partial = null
    )
    {
        // What the text asks to leave alone is what a binding could ask for.
        var ignored = document
            .Equations.Where(equation => equation.Ignored is not null)
            .Select(equation => new EquationNote($"#{equation.Ordinal}", equation.Line) { Skip = equation.Ignored })
            .ToList();
        bindings = bindings with { Equations = [.. ignored, .. bindings.Equations] };
        var claims = OnLargeStack(() => ClaimReader.Read(document, bindings));
        var inline = settings.Inline ? OnLargeStack(() => InlineClaims.Read(document, bindings)) : [];
        var cutOff = document.CutOff.Select(equation => new EquationClaims(equation, Role.Claim, [], equation.CutOff));
        var equations = claims
            .Equations.Concat(cutOff)
            .OrderBy(equation => equation.Equation.Offset)
            .Concat(inline)
            .Where(equation => chosen?.Invoke(equation.Equation) ?? true)
            .ToList();
        var work = equations.SelectMany(equation => equation.Claims).ToList();
        var reports = new ClaimReport?[work.Count];
        var words = WordsBefore(document);
        var lines = new LineIndex(document.Text);
        var (watch, looking) = (Stopwatch.StartNew(), new Lock());
        var next = -1;
        var done = 0;
        var threads = Enumerable
            .Range(0, Math.Clamp(settings.Jobs, 1, Math.Max(1, work.Count)))
            .Select(_ => new Thread(JudgeNext, StackBytes))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        cancelled.ThrowIfCancellationRequested();

        var reported = Reported();
        var open = reported.Where(equation => equation.IsUndecided).Select(equation => equation.Ordinal).ToHashSet();
        // What is declared for several documents need not occur in each.
        var unused = bindings
            .Shared.Select(spelling => $"{bindings.Path}: {spelling} is declared but occurs in no formula")
            .ToHashSet(StringComparer.Ordinal);
        var notes = claims
            .Notes.Where(note => !unused.Contains(note))
            .Concat(
                document.Diagnostics.Select(diagnostic =>
                    $"{Where(document.Place(diagnostic.Line))}: {diagnostic.Message}"
                )
            );
        if (
            document.Equations.Count + document.CutOff.Count == 0
            && !settings.Inline
            && document.Segments.OfType<InlineMath>().Count() is > 0 and var count
        )
        {
            notes = notes.Append(
                $"{count} {(count == 1 ? "formula stands" : "formulas stand")} in sentences: --inline judges what they claim"
            );
        }

        if (
            reported.Where(equation => document.CutOff.Any(cut => cut.Ordinal == equation.Ordinal)).ToList()
            is [_, ..] cut
        )
        {
            notes = notes.Append(
                $"cut off, and so not judged: {string.Join(", ", cut.Select(equation => $"{equation.Name} (line {equation.Place})"))}"
            );
        }

        return new DocumentReport(document.Path, document.Title, reported, notes.ToList())
        {
            Macros = document.Macros,
            Missing =
                open.Count == 0
                    ? null
                    : OnLargeStack(() =>
                        BindingsStub.Write(
                            document,
                            claims,
                            whole: false,
                            equation => open.Contains(equation.Equation.Ordinal)
                        )
                    ),
        };

        // The formulas of which all claims are judged.
        List<EquationReport> Reported()
        {
            var found = new List<EquationReport>();
            var at = 0;
            foreach (var equation in equations)
            {
                var mine = reports[at..(at += equation.Claims.Count)].OfType<ClaimReport>().ToList();
                if (mine.Count == equation.Claims.Count)
                {
                    found.Add(
                        Report(equation, mine, bindings, document, lines) with
                        {
                            Words = equation.Equation.IsInline
                                ? []
                                : words.GetValueOrDefault(equation.Equation.Ordinal, []),
                        }
                    );
                }
            }

            return found;
        }

        void JudgeNext()
        {
            for (
                int which;
                (which = Interlocked.Increment(ref next)) < work.Count && !cancelled.IsCancellationRequested;

            )
            {
                var claim = work[which];
                // What a claim says draws its cases, not its place: it gets the same ones alone, and after others are put in.
                var said = Encoding.UTF8.GetBytes($"{claim.Left}\n{claim.Relation}\n{claim.Right}");
                var part = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(said));
                var key = cache is null ? null : KeyOf(claim, part);
                reports[which] = Known(key, cache) ?? ReportOn(claim, part, key, cache);
                progress?.Invoke(Interlocked.Increment(ref done), work.Count);
                if (partial is not null && watch.Elapsed > s_look && looking.TryEnter())
                {
                    try
                    {
                        partial(Reported());
                        watch.Restart();
                    }
                    finally
                    {
                        looking.Exit();
                    }
                }
            }
        }
    }

    // A finding that was kept without the plots that are asked for is no use.
    private ClaimReport? Known(string? key, ClaimCache? cache) =>
        key is not null
        && cache!.Find(key) is { } known
        && !(settings.Plots && known is { Counterexample: { Plots: null } })
            ? known
            : null;

    // All that the finding depends on, besides the engine itself.
    private string? KeyOf(Claim claim, ulong part) =>
        claim.Statement is { Readings.Count: 0, Drawn: null }
            ? null
            : Fingerprint.Of(
                settings.Cases,
                settings.Seed,
                part,
                claim.Left,
                claim.Relation,
                claim.Right,
                claim.Statement
            );

    private ClaimReport ReportOn(Claim claim, ulong part, string? key, ClaimCache? cache)
    {
        if (claim.Statement is { Readings.Count: 0, Drawn: null })
        {
            return new ClaimReport(claim.Relation, claim.Left, claim.Right, Verdict.Unchecked, [], 0, "")
            {
                Reason = claim.Reason ?? "no reading of this formula was found",
            };
        }

        try
        {
            var finding = _judge.Decide(claim.Statement, part);
            var report = Describe(claim, finding);
            if (settings.Plots && finding is Refuted { Certificates: [var certificate, ..] })
            {
                report = report with
                {
                    Counterexample = report.Counterexample! with { Plots = Curves.Through(certificate) },
                };
            }

            if (settings.Coq)
            {
                report = report with { Coq = CoqExport.Of(claim.Statement, finding) };
            }

            if (key is not null)
            {
                cache?.Add(key, report);
            }

            return report;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // One formula that breaks the engine costs that formula only.
            return Describe(
                claim,
                new Unchecked(
                    error is OverflowException
                        ? "a number in it is too large to compute with"
                        : $"could not be judged because of an error in the tool, please report it ({error.GetType().Name}: {error.Message})"
                )
            );
        }
    }

    // Closeness, an interval and an update are judged as inequalities; what repairs those does not read as the formula's repair.
    private static Repair? RepairOf(Claim claim, Refuted refuted) =>
        claim.Relation is "=" or "\\approx" or "\\simeq" or "\\sim" or "\\in" or "\\leftarrow"
        && refuted.Repair is { Proposition: Comparison { Relation: not (Relation.Equal or Relation.NotEqual) } }
            ? null
            : refuted.Repair;

    internal static ClaimReport Describe(Claim claim, Finding finding)
    {
        var hypotheses = finding
            .Hypotheses.Select(hypothesis => new HypothesisReport(
                Spelling.Plain(hypothesis.Text),
                Word(hypothesis.Provenance)
            ))
            .ToList();
        var evidence = Spelling.Plain(
            finding switch
            {
                Proved proved => ProofText.Line(proved.Proof),
                Tested { Bits: > 0 } tested when claim.Relation == "=" =>
                    $"{tested.Cases} cases agree to {tested.Bits} bits; {tested.How}",
                Tested tested => $"{tested.Cases} cases hold; {tested.How}",
                _ => "",
            }
        );
        var report = new ClaimReport(
            claim.Relation,
            claim.Left,
            claim.Right,
            finding.Verdict,
            hypotheses,
            finding.Cases,
            evidence
        )
        {
            Meaning = Spelling.Plain(
                TermPrinter.Print(
                    (
                        claim.Statement.Readings is [var first, ..] ? first : claim.Statement.Drawn!.Readings[0]
                    ).Proposition
                )
            ),
        };
        return finding switch
        {
            Refuted refuted when RepairOf(claim, refuted) is var repair => report with
            {
                Counterexample = Counterexample(refuted.Certificates[0]) with { IsDeviation = IsDeviation(claim) },
                Repair = repair is null ? null : Spelling.Plain(TermPrinter.Print(repair.Proposition)),
                Reason =
                    refuted.Certificates[0].Explanation is { } explanation ? Spelling.Plain(explanation)
                    : repair is null ? null
                    : $"the repair changes {Spelling.Plain(repair.Change)}",
            },
            Proved proved => report with { Proof = Proof(proved.Proof) },
            Unchecked open => report with { Reason = Spelling.Plain(open.Reason) },
            _ => report,
        };
    }

    // Closeness is judged as |left − right| ≤ what is allowed.
    private static bool IsDeviation(Claim claim) =>
        claim.Relation is "=" or "\\approx" or "\\simeq" or "\\sim"
        && claim.Statement.Readings.All(reading =>
            reading.Proposition
                is Comparison
                {
                    Left: Apply { Function: Function.Abs }
                        or Piecewise { Branches: [{ Value: Apply { Function: Function.Abs } }] },
                    Relation: not (Relation.Equal or Relation.NotEqual)
                }
        );

    private static ProofReport Proof(ClaimProof proof) =>
        new(
            ProofText.Rules(proof),
            [.. ProofText.Hypotheses(proof).Select(Spelling.Plain)],
            [.. ProofText.Conditions(proof).Select(Spelling.Plain)],
            [
                .. ProofText
                    .Steps(proof)
                    .Select(step => new ProofStepReport(
                        step.Number,
                        Spelling.Plain(step.Statement),
                        step.Rule,
                        step.Detail is null ? null : Spelling.Plain(step.Detail),
                        step.From,
                        [.. step.Given.Select(Spelling.Plain)],
                        step.Carries
                    )),
            ]
        );

    private static CounterexampleReport Counterexample(Certificate certificate) =>
        new(
            certificate
                .Assignment.Values.Select(pair => KeyValuePair.Create(Spelling.Plain(pair.Key), pair.Value.ToString()!))
                .ToList(),
            certificate.Left,
            certificate.Right
        )
        {
            Kind = certificate.Kind,
        };

    // Of each display formula: the words since the display or heading before it.
    private static Dictionary<int, IReadOnlyList<WordsReport>> WordsBefore(Document document)
    {
        const int most = 60;
        var found = new Dictionary<int, IReadOnlyList<WordsReport>>();
        var words = new List<WordsReport>();
        foreach (var segment in document.Segments)
        {
            switch (segment)
            {
                case Passage passage:
                    words.Add(new WordsReport(passage.Text, IsFormula: false));
                    break;
                case InlineMath math:
                    words.Add(new WordsReport(math.Latex, IsFormula: true));
                    break;
                case Break:
                    words.Add(new WordsReport("\n\n", IsFormula: false));
                    break;
                case Heading:
                    words.Clear();
                    break;
                case Display display:
                    found[display.Equation.Ordinal] = [.. words.TakeLast(most)];
                    words.Clear();
                    break;
            }
        }

        return found;
    }

    private static string Where(SourcePlace place) =>
        (place.File, place.Cell) switch
        {
            ({ } file, _) => $"{file}:{place.Line}",
            (_, { } cell) => $"cell {cell}, line {place.Line}",
            _ => $"line {place.Line}",
        };

    private static EquationReport Report(
        EquationClaims equation,
        IReadOnlyList<ClaimReport> claims,
        BindingsFile bindings,
        Document document,
        LineIndex lines
    )
    {
        var source = equation.Equation;
        var note = source.IsInline ? null : bindings.Equations.FirstOrDefault(note => note.Names(source));
        if (equation.Unread is { } unread)
        {
            claims = [new ClaimReport("", source.Latex.Trim(), "", Verdict.Unchecked, [], 0, "") { Reason = unread }];
        }

        var which = source.Tag is null ? $"#{source.Ordinal}" : source.Tag;
        var place = document.Place(source.Line);
        return new EquationReport(
            source.Ordinal,
            source.Tag,
            source.Label,
            place.Line,
            source.Latex.Trim(),
            equation.Role,
            note?.ExpectRefuted,
            [
                .. claims.Select(claim =>
                    source.IsInline ? claim : claim with { Rerun = Rerun(claim, document.Path, which) }
                ),
            ]
        )
        {
            Column = source.Column,
            File = place.File is null ? null : Path.Combine(Path.GetDirectoryName(document.Path) ?? "", place.File),
            Cell = place.Cell,
            FileLine = place.FileLine,
            LeftAlone = note?.Skip ?? source.Ignored,
            Region = document.Region(lines, source.Offset, source.Offset + source.Latex.Length),
            Edit =
                source.IsInline || !claims.Any(claim => claim.Repair is not null)
                    ? null
                    : OnLargeStack(() => EditReport.Of(document, lines, source, claims)),
        };
    }

    private static string? Rerun(ClaimReport claim, string path, string which) =>
        claim.Counterexample is { Kind: "separated" or "equal" } counterexample && path != "-"
            ? $"lossproofs check --document {Quoted(path)} --tag {Quoted(which)}"
                + (
                    counterexample.Values.Count == 0
                        ? ""
                        : " --at "
                            + Quoted(
                                string.Join(", ", counterexample.Values.Select(value => $"{value.Key}={value.Value}"))
                            )
                )
            : null;

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Word(Terms.Provenance provenance) =>
        provenance switch
        {
            Terms.Provenance.Declared => "declared",
            Terms.Provenance.Text => "text",
            Terms.Provenance.BuiltIn => "built-in",
            _ => "guessed",
        };

    internal static T OnLargeStack<T>(Func<T> compute)
    {
        T result = default!;
        OnLargeStack(() =>
        {
            result = compute();
        });
        return result;
    }

    internal static void OnLargeStack(Action work)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception error)
                {
                    failure = error;
                }
            },
            StackBytes
        );
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
