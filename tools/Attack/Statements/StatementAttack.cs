// The attack on the prover: statements as LaTeX, their truth from an evaluator that shares nothing with the audit.
using System.Collections.Concurrent;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Attack.Statements;

/// <summary>What an attack found.</summary>
/// <param name="Statements">How many were drawn.</param>
/// <param name="Proved">How many were proved, whatever the search of counterexamples says.</param>
/// <param name="True">How many are true by construction.</param>
/// <param name="TrueProved">How many of these were proved.</param>
/// <param name="Judged">How many got a verdict, too.</param>
/// <param name="Refuted">How many of these are refuted.</param>
/// <param name="Findings">Proved and false, refuted and true, or a crash: one line each.</param>
public sealed record StatementReport(
    int Statements,
    int Proved,
    int True,
    int TrueProved,
    int Judged,
    int Refuted,
    IReadOnlyList<string> Findings
);

/// <summary>Draws statements and attacks what the audit says of them.</summary>
public static class StatementAttack
{
    private const int StackBytes = 64 << 20;

    /// <summary>True when the prover proves every reading of every claim, whatever the search of counterexamples says.</summary>
    /// <param name="latex">The formula.</param>
    /// <param name="where">The declarations, as <c>--where</c> has them.</param>
    public static bool IsProved(string latex, IEnumerable<string> where)
    {
        var (document, bindings) = Read(latex, where);
        return AreProofs(Proofs(document, bindings));
    }

    /// <summary>
    /// Every statement goes to the prover itself, before any counterexample is searched; what is proved is replayed at
    /// many points. Every so many are judged as a document's formula, too: what is refuted may not be true by construction.
    /// </summary>
    /// <param name="count">How many statements.</param>
    /// <param name="seed">Of everything that is drawn.</param>
    /// <param name="points">At how many points a proved statement is replayed.</param>
    /// <param name="judgeEvery">Each so many statements, one is judged; 0 for none.</param>
    /// <param name="jobs">Threads.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="found">Told every finding when it is made, by one thread at a time.</param>
    public static StatementReport Run(
        int count,
        int seed,
        int points,
        int judgeEvery,
        int jobs = 1,
        Action<int>? progress = null,
        Action<string>? found = null
    )
    {
        var findings = new ConcurrentBag<(int Number, string Text)>();
        int proved = 0,
            known = 0,
            knownProved = 0,
            judged = 0,
            refuted = 0,
            next = -1;
        var threads = Enumerable.Range(0, jobs).Select(_ => new Thread(Work, StackBytes)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return new(
            count,
            proved,
            known,
            knownProved,
            judged,
            refuted,
            [.. findings.OrderBy(finding => finding.Number).Select(finding => finding.Text)]
        );

        void Work()
        {
            for (int number; (number = Interlocked.Increment(ref next)) < count; progress?.Invoke(number))
            {
                // Each statement has a seed of its own: it is the same whatever the threads do.
                var random = new Random(unchecked(seed * 1_000_003 + number));
                var statement = new Author(random).Next();
                try
                {
                    Attack(number, statement, random);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    Report(
                        number,
                        statement,
                        $"{error.GetType().Name}: {error.Message} {error.StackTrace?.Split('\n')[0].Trim()}"
                    );
                }
            }
        }

        void Attack(int number, Statement statement, Random random)
        {
            var (document, bindings) = Read(statement.Latex, statement.Where);
            Interlocked.Add(ref known, statement.IsTrue ? 1 : 0);
            var proofs = Proofs(document, bindings);
            if (AreProofs(proofs))
            {
                Interlocked.Increment(ref proved);
                Interlocked.Add(ref knownProved, statement.IsTrue ? 1 : 0);
                if (statement.Counterexample(points, random) is { } point)
                {
                    var rules = string.Join("; ", proofs.Select(readings => ProofText.Line(readings[0]!)));
                    Report(number, statement, $"PROVED ({rules}) and false at {point}");
                }
            }

            if (judgeEvery == 0 || number % judgeEvery != 0)
            {
                return;
            }

            Interlocked.Increment(ref judged);
            var verdict = new Auditor(new AuditSettings(60)).Audit(document, bindings).Equations.Single().Verdict;
            if (verdict == Verdict.Refuted)
            {
                Interlocked.Increment(ref refuted);
                if (statement.IsTrue && statement.Counterexample(points, random) is null)
                {
                    Report(number, statement, "REFUTED and true by construction");
                }
            }
            else if (verdict == Verdict.Proved && statement.Counterexample(points, random) is { } point)
            {
                Report(number, statement, $"VERDICT proved and false at {point}");
            }
        }

        void Report(int number, Statement statement, string what)
        {
            var text =
                $"#{number} {statement.Kind}: {statement.Latex}  <{string.Join(" ;; ", statement.Where)}>\n    {what}";
            findings.Add((number, text));
            lock (findings)
            {
                found?.Invoke(text);
            }
        }
    }

    private static (Document Document, BindingsFile Bindings) Read(string latex, IEnumerable<string> where) =>
        (
            DocumentReader.Read("statement.md", $"$$\n{latex}\n$$\n"),
            new BindingsFile(
                "--where",
                null,
                [.. where.Select(BindingsLoader.ReadWhere)],
                [],
                [new EquationNote("#1", 1) { Role = Role.Claim }]
            )
        );

    private static List<List<ClaimProof?>> Proofs(Document document, BindingsFile bindings) =>
        [
            .. ClaimReader
                .Read(document, bindings)
                .Equations.SelectMany(equation => equation.Claims)
                .Select(claim => claim.Statement.Readings.Select(Prover.Prove).ToList()),
        ];

    private static bool AreProofs(List<List<ClaimProof?>> proofs) =>
        proofs.Count > 0
        && proofs.TrueForAll(readings => readings.Count > 0 && readings.TrueForAll(proof => proof is not null));
}
