// A claim at one exact point, given by whoever wants to see a counterexample again.
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>What came out at a point.</summary>
/// <param name="Outcome">How the preferred reading came out.</param>
/// <param name="Certificate">Present exactly when it fails: both enclosures, from two computations.</param>
/// <param name="Bits">Holds: to how many bits the sides agree.</param>
/// <param name="Explanation">In words.</param>
public sealed record PointFinding(Outcome Outcome, Certificate? Certificate, int Bits, string Explanation);

/// <summary>Evaluates statements at points that are given.</summary>
public static class PointCheck
{
    private const long Work = 20_000_000;

    /// <summary>
    /// The statement at a point. It fails when one of the readings certainly does; the values must be given for every
    /// free symbol, except for lengths of arrays that are given.
    /// </summary>
    /// <exception cref="FormatException">A symbol has no value.</exception>
    public static PointFinding At(Statement statement, IReadOnlyDictionary<string, ExactValue> values)
    {
        var best = new PointFinding(Outcome.Unresolved, null, 0, "no reading of this formula was found");
        foreach (var reading in statement.Readings)
        {
            try
            {
                foreach (var claim in Lowering.Restate(reading))
                {
                    best = At(claim, values);
                    if (best.Certificate is not null)
                    {
                        return best;
                    }
                }
            }
            catch (Undecidable reason)
            {
                best = new PointFinding(Outcome.Unresolved, null, 0, reason.Message);
            }
        }

        return best;
    }

    /// <summary>The names that a point may give values to; null where they are not known.</summary>
    public static IReadOnlySet<string>? Names(Statement statement)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var claim in statement.Readings.SelectMany(Lowering.Restate))
            {
                for (var instance = 0; instance < Instances(claim); instance++)
                {
                    foreach (var variable in Problem.From(claim, instance).Variables)
                    {
                        var name = Spelling.Plain(variable.Name);
                        names.Add(name.EndsWith(Family, StringComparison.Ordinal) ? name[..^Family.Length] : name);
                        names.Add(name);
                    }
                }
            }
        }
        catch (Undecidable)
        {
            return null;
        }

        return names;
    }

    private static int Instances(Reading reading) =>
        reading.Context.Variables.Any(variable => variable.Domain is SmoothFunction) ? Problem.FunctionInstances : 1;

    private static PointFinding At(Reading reading, IReadOnlyDictionary<string, ExactValue> values)
    {
        if (Series.IsIn(reading))
        {
            return new PointFinding(Outcome.Unresolved, null, 0, "an infinite sum is not enclosed");
        }

        PointFinding? finding = null;
        for (var instance = 0; instance < Instances(reading); instance++)
        {
            var problem = Problem.From(reading, instance);
            var missing = problem.Variables.FirstOrDefault(variable => ValueOf(variable, problem, values) is null);
            if (missing is not null)
            {
                throw new FormatException($"--at: expected a value for {Spelling.Plain(missing.Name)}");
            }

            var assignment = new Assignment(
                problem.Variables.ToDictionary(
                    variable => variable.Name,
                    variable => ValueOf(variable, problem, values)!
                )
            );
            if (problem.Variables.FirstOrDefault(variable => IsOutside(variable, assignment)) is { } outside)
            {
                finding ??= new PointFinding(
                    Outcome.Inadmissible,
                    null,
                    0,
                    $"{Spelling.Plain(outside.Name)} = {assignment.Values[outside.Name]} does not lie in {TermPrinter.Print(outside.Domain)}"
                );
                continue;
            }

            var budget = new Budget(Work);
            var result = new Trial(problem, budget).Run(assignment);
            switch (result.Outcome)
            {
                case Outcome.Fails
                or Outcome.Touches
                    when Certificate.AtPoint(problem.Charge, assignment, 2 * Math.Max(result.Bits, Trial.FirstBits))
                        is { } certificate:
                    return new PointFinding(Outcome.Fails, certificate, result.Bits, "the claim fails at this point");
                case Outcome.Holds:
                    finding ??= new PointFinding(
                        Outcome.Holds,
                        null,
                        result.Bits,
                        result.Approach
                            ? "holds along the approach"
                            : $"the claim holds at this point ({result.Bits} bits)"
                    );
                    break;
                case Outcome.Inadmissible:
                    finding ??= new PointFinding(
                        Outcome.Inadmissible,
                        null,
                        0,
                        "the point lies outside what the claim is about: a hypothesis does not hold there"
                    );
                    break;
                default:
                    finding ??= new PointFinding(
                        Outcome.Unresolved,
                        null,
                        0,
                        "a side is undefined at this point, or the sides could not be separated"
                    );
                    break;
            }
        }

        return finding!;
    }

    // Of a domain that values can be compared with.
    private static bool IsOutside(Variable variable, Assignment assignment) =>
        variable is { Dimensions.Count: 0, Domain: RealInterval or Integers or Finite }
        && !Admissible.IsIn(variable, assignment.Values[variable.Name], assignment);

    private const string Family = "_\\cdot";

    // As given; r for the family r_i; a length by an array that has it.
    private static ExactValue? ValueOf(
        Variable variable,
        Problem problem,
        IReadOnlyDictionary<string, ExactValue> values
    )
    {
        var name = Spelling.Plain(variable.Name);
        if (values.TryGetValue(name, out var value))
        {
            return value;
        }

        if (
            name.EndsWith(Family, StringComparison.Ordinal)
            && values.TryGetValue(name[..^Family.Length], out var array)
            && array is ExactArray
        )
        {
            return array;
        }

        return problem
            .Variables.Where(other =>
                other != variable && other.Dimensions is [Symbol length, ..] && length.Name == variable.Name
            )
            .Select(other => ValueOf(other, problem, values))
            .OfType<ExactArray>()
            .Select(other => (ExactValue)new ExactNumber(other.Entries.Count))
            .FirstOrDefault();
    }

    /// <summary>Reads a point: <c>p=1/2, z=[0, 1], \Omega={1, 3}</c>.</summary>
    /// <exception cref="FormatException">Says what was expected.</exception>
    public static IReadOnlyDictionary<string, ExactValue> Parse(string text)
    {
        var values = new Dictionary<string, ExactValue>(StringComparer.Ordinal);
        foreach (var part in Split(text))
        {
            var equals = part.LastIndexOf('=');
            if (equals <= 0)
            {
                throw new FormatException($"--at: expected 'symbol=value', got '{part.Trim()}'");
            }

            var name = Spelling.Plain(part[..equals].Trim());
            if (!values.TryAdd(name, Value(part[(equals + 1)..].Trim())))
            {
                throw new FormatException($"--at: '{name}' is given twice");
            }
        }

        return values;
    }

    private static ExactValue Value(string text)
    {
        if (text is ['[', .. var entries, ']'])
        {
            return new ExactArray(Split(entries).Select(entry => Value(entry.Trim())).ToSequence());
        }

        if (text is ['{', .. var members, '}'])
        {
            return new ExactSet(Split(members).Select(Index).Order().ToSequence());
        }

        return Rational.TryParse(text, out var number) ? new ExactNumber(number)
            : ClosedText.Read(text) is { } closed
                ? Recalculation.Of(new ExactClosed(closed), Trial.FirstBits) is null
                        ? throw new FormatException($"--at: '{text}' has no value")
                    : new ExactClosed(closed)
            : throw new FormatException($"--at: expected a number, [array] or {{set}}, got '{text}'");
    }

    private static int Index(string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new FormatException($"--at: expected an index, got '{text.Trim()}'");

    // At the commas that stand outside all brackets.
    private static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '[' or '{' or '(':
                    depth++;
                    break;
                case ']' or '}' or ')':
                    depth--;
                    break;
                case ',' when depth == 0:
                    yield return text[start..at];
                    start = at + 1;
                    break;
            }
        }

        if (text[start..].Trim().Length > 0)
        {
            yield return text[start..];
        }
    }
}
