// The generated half of the ledger: what the audit found about every display formula of a document.
using System.Text.Json;
using System.Text.Json.Serialization;
using LossProofs.Audit;
using LossProofs.Audit.Reports;

namespace LossProofs.Ledger;

/// <summary>What <c>ledger/NAME.verdicts.json</c> holds.</summary>
/// <param name="Version">Of the format: 1.</param>
/// <param name="Name">The document's short name.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Seed">What the audit drew its cases from.</param>
/// <param name="Cases">Cases for a claim that is tested.</param>
/// <param name="Formulas">Every display formula, in order.</param>
public sealed record RecordedVerdicts(
    int Version,
    string Name,
    string Title,
    ulong Seed,
    int Cases,
    IReadOnlyList<RecordedFormula> Formulas
)
{
    /// <summary>The file's text, ending in a line feed.</summary>
    public string Write() => JsonSerializer.Serialize(this, LedgerJson.Strict.RecordedVerdicts) + "\n";

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="JsonException">The text is not such a file.</exception>
    public static RecordedVerdicts Read(string json) =>
        JsonSerializer.Deserialize(json, LedgerJson.Strict.RecordedVerdicts)
        ?? throw new JsonException("expected recorded verdicts, found null");

    /// <summary>What an audit found, in the form in which it is recorded.</summary>
    public static RecordedVerdicts Of(string name, DocumentReport report, AuditSettings settings) =>
        new(1, name, report.Title, settings.Seed, settings.Cases, [.. report.Equations.Select(Formula)]);

    /// <summary>One line for each difference from what is recorded here; empty when nothing differs.</summary>
    public IEnumerable<string> DifferencesFrom(RecordedVerdicts fresh)
    {
        if (Title != fresh.Title)
        {
            yield return $"{Name}: the title was '{Title}', is now '{fresh.Title}'";
        }

        if ((Seed, Cases) != (fresh.Seed, fresh.Cases))
        {
            yield return $"{Name}: seed {Seed} and {Cases} cases, now seed {fresh.Seed} and {fresh.Cases} cases";
        }

        for (var index = 0; index < Math.Max(Formulas.Count, fresh.Formulas.Count); index++)
        {
            if (index >= fresh.Formulas.Count)
            {
                yield return $"{Name} {Formulas[index].Place}: the document no longer has this formula";
            }
            else if (index >= Formulas.Count)
            {
                yield return $"{Name} {fresh.Formulas[index].Place}: not recorded";
            }
            else
            {
                foreach (var difference in Formulas[index].DifferencesFrom(fresh.Formulas[index]))
                {
                    yield return $"{Name} {fresh.Formulas[index].Place}: {difference}";
                }
            }
        }
    }

    private static RecordedFormula Formula(EquationReport equation)
    {
        var role = Word(equation.Role);
        var claims = equation.Claims.Select(Claim).ToList();
        if (claims.Count == 0)
        {
            claims.Add(new RecordedClaim(OneLine(equation.Latex), role, "", null, null));
        }

        return new RecordedFormula(equation.Ordinal, equation.Tag, equation.Line, role, equation.Expectation, claims);
    }

    private static RecordedClaim Claim(ClaimReport claim)
    {
        var evidence = claim.Counterexample is { } counterexample
            ? $"{Point(counterexample)}left `{OneLine(counterexample.Left)}`, right `{OneLine(counterexample.Right)}`"
            : Short(claim.Evidence);
        var reason = claim.Verdict == Verdict.Unchecked ? claim.Reason : null;
        return new RecordedClaim(
            OneLine(Spelling.Plain($"{claim.Left} {claim.Relation} {claim.Right}")),
            Word(claim.Verdict),
            evidence,
            reason is null ? null : OneLine(reason),
            claim.Repair is { } repair ? OneLine(repair) : null
        );
    }

    private static string Point(CounterexampleReport counterexample) =>
        counterexample.Values.Count == 0
            ? ""
            : $"at `{OneLine(string.Join(", ", counterexample.Values.Select(pair => $"{pair.Key} = {pair.Value}")))}`: ";

    // "how; over which domain": the domain is in the audit's own report, a row of the ledger says how.
    private static string Short(string evidence)
    {
        var semicolon = evidence.IndexOf(';', StringComparison.Ordinal);
        var how = semicolon < 0 ? evidence : evidence[..semicolon];
        return OneLine(how.Replace(" (error below 2^−106)", "", StringComparison.Ordinal));
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>One display formula.</summary>
/// <param name="Ordinal">1-based position among the document's display formulas.</param>
/// <param name="Tag">The content of its \tag, or null.</param>
/// <param name="Line">1-based line in the document.</param>
/// <param name="Role">What it does in the document.</param>
/// <param name="Expectation">Why the bindings expect it to be refuted, or null.</param>
/// <param name="Claims">Its relations; for a formula that asserts nothing one entry with its role as the verdict.</param>
public sealed record RecordedFormula(
    int Ordinal,
    string? Tag,
    int Line,
    string Role,
    string? Expectation,
    IReadOnlyList<RecordedClaim> Claims
)
{
    /// <summary>How people refer to it: its tag in parentheses, else # and its ordinal.</summary>
    [JsonIgnore]
    public string Place => Tag is null ? $"#{Ordinal}" : $"({Tag})";

    /// <summary>The key under which notes and tests name it.</summary>
    [JsonIgnore]
    public string Key => Tag ?? $"#{Ordinal}";

    internal IEnumerable<string> DifferencesFrom(RecordedFormula fresh)
    {
        if (Key != fresh.Key)
        {
            yield return $"was {Place}";
        }

        if (Role != fresh.Role)
        {
            yield return $"role was {Role}, is now {fresh.Role}";
        }

        if (Line != fresh.Line)
        {
            yield return $"stood in line {Line}, stands now in line {fresh.Line}";
        }

        if (Expectation != fresh.Expectation)
        {
            yield return $"expectation was '{Expectation}', is now '{fresh.Expectation}'";
        }

        if (Claims.Count != fresh.Claims.Count)
        {
            yield return $"had {Claims.Count} claims, has now {fresh.Claims.Count}";
            yield break;
        }

        foreach (var (index, (was, now)) in Claims.Zip(fresh.Claims).Index())
        {
            var which = Claims.Count == 1 ? "" : $"claim {index + 1}: ";
            if (was.Verdict != now.Verdict)
            {
                yield return $"{which}was {was.Verdict}, is now {now.Verdict}{(now.Reason is { } reason ? $" ({reason})" : "")}";
            }
            else if (was != now)
            {
                yield return $"{which}still {now.Verdict}, but {What(was, now)}";
            }
        }
    }

    private static string What(RecordedClaim was, RecordedClaim now) =>
        was.Formula != now.Formula ? $"read as '{now.Formula}' instead of '{was.Formula}'"
        : was.Evidence != now.Evidence ? $"evidence was '{was.Evidence}', is now '{now.Evidence}'"
        : was.Repair != now.Repair ? $"repair was '{was.Repair}', is now '{now.Repair}'"
        : $"reason was '{was.Reason}', is now '{now.Reason}'";
}

/// <summary>One relation of a formula.</summary>
/// <param name="Formula">As LaTeX.</param>
/// <param name="Verdict">What the audit found, or the formula's role when it asserts nothing.</param>
/// <param name="Evidence">In a few words.</param>
/// <param name="Reason">Why it stays unchecked.</param>
/// <param name="Repair">The nearest formula that survives testing, for a refuted one.</param>
public sealed record RecordedClaim(string Formula, string Verdict, string Evidence, string? Reason, string? Repair);
