// From a finding to a lemma of Coq.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>
/// A theorem becomes "for all quantities in their domains with all that is assumed: both sides exist, and the relation
/// holds"; a certificate becomes "there are such quantities at which both sides exist, and the relation does not hold".
/// </summary>
internal static class CoqExport
{
    /// <summary>The lemma of a finding; null where the finding is neither a proof nor a refutation.</summary>
    public static CoqLemma? Of(Terms.Statement statement, Finding finding)
    {
        try
        {
            return finding switch
            {
                Proved proved => Theorem(Asserted(statement.Readings[0]), proved),
                Refuted refuted => Certificate(refuted.Certificates[0]),
                _ => null,
            };
        }
        catch (Exception error) when (error is NotExported or Undecidable)
        {
            return CoqLemma.None(error.Message);
        }
    }

    // What is judged by another claim (an approximation by a bound) is exported as that.
    private static Reading Asserted(Reading reading) =>
        CoqStatement.Conclusion(reading.Proposition) is Terms.Comparison or Rate ? reading
        : Lowering.Restate(reading) is [var only] ? only
        : throw new NotExported("the claim consists of several");

    private static CoqLemma Theorem(Reading reading, Proved proved)
    {
        var statement = new CoqStatement(reading);
        var given = string.Concat(statement.Assumed.Select(each => $"({each}) ->\n  "));
        var forAll =
            statement.Binders.Count == 0
                ? ""
                : $"forall {string.Join(' ', statement.Binders.Select(binder => $"({binder.Name} : {binder.Type})"))},\n  ";
        if (CoqLimits.Theorem(statement) is { } tending)
        {
            return new CoqLemma($"{forAll}{given}{tending}", CoqWays.Limit, null, null);
        }

        var (left, relation, right) = Comparison(statement);
        var holds = statement.Terms.Relate(left, relation, right);
        var (ours, theirs) = (statement.Terms.Existence(left), statement.Terms.Existence(right));
        string conclusion;
        if (proved.Proof.Where.Count > 0)
        {
            conclusion = $"({All(ours)} <-> {All(theirs)}) /\\ ({All(ours)} -> {holds})";
        }
        else
        {
            conclusion = string.Join(" /\\\n  ", ours.Union(theirs).Select(each => $"({each})").Append(holds));
        }

        var denial = Values(statement, proved.Witness) is { } values
            ? (Exists(statement, $"~ ({conclusion})"), CoqWays.AtPoint(values))
            : ((string, string)?)null;
        return new CoqLemma(
            $"{forAll}{given}{conclusion}",
            new CoqWays(statement).Theorem(left, relation, right, proved.Proof),
            denial,
            null
        );
    }

    private static CoqLemma Certificate(Certificate certificate)
    {
        if (certificate is not (SeparatedSides or EqualSides))
        {
            return CoqLemma.None($"a certificate of the kind \"{certificate.Kind}\"");
        }

        var statement = new CoqStatement(Asserted(certificate.Reading));
        var (left, relation, right) = Comparison(statement);
        if (Values(statement, certificate.Assignment) is not { } values)
        {
            return CoqLemma.None("a value of the counterexample has no form in Coq here");
        }

        var existence = statement.Terms.Existence(left).Union(statement.Terms.Existence(right)).ToList();
        var holds = statement.Terms.Relate(left, relation, right);
        return new CoqLemma(
            Exists(statement, string.Join(" /\\\n  ", existence.Select(each => $"({each})").Append($"~ ({holds})"))),
            CoqWays.AtPoint(values),
            (ClaimAt(statement, values, existence, holds), CoqWays.ClaimAtPoint),
            null
        );
    }

    private static Compare Comparison(CoqStatement statement) =>
        statement.Goal is Terms.Comparison(var left, var relation, var right)
            ? new Kinds(statement.Known).Shape(left) is { Count: > 0 }
                ? throw new NotExported("arrays are compared")
                : new Compare(left, relation, right)
            : throw new NotExported($"a {statement.Goal.GetType().Name.ToLowerInvariant()} has no form in Coq here");

    private static string All(IReadOnlyList<string> propositions) =>
        propositions.Count == 0 ? "True" : "(" + string.Join(" /\\ ", propositions.Select(each => $"({each})")) + ")";

    private static string Exists(CoqStatement statement, string conclusion) =>
        string.Concat(statement.Binders.Select(binder => $"exists {binder.Name} : {binder.Type}, "))
        + string.Concat(statement.Assumed.Select(each => $"({each}) /\\\n  "))
        + conclusion;

    // What the certificate denies: if its values are admissible and its sides exist, the relation holds.
    private static string ClaimAt(
        CoqStatement statement,
        IReadOnlyList<string> values,
        IReadOnlyList<string> existence,
        string holds
    ) =>
        string.Concat(
            statement.Binders.Zip(values, (binder, value) => $"let {binder.Name} : {binder.Type} := {value} in ")
        )
        + string.Concat(statement.Assumed.Concat(existence).Select(each => $"({each}) -> "))
        + holds;

    private static List<string>? Values(CoqStatement statement, Assignment assignment)
    {
        var found = new List<string>();
        foreach (var variable in statement.Variables)
        {
            if (
                !assignment.Values.TryGetValue(variable.Name, out var value)
                || Value(statement, variable, value) is not { } text
            )
            {
                return null;
            }

            found.Add(text);
        }

        return found;
    }

    private static string? Value(CoqStatement statement, Variable variable, ExactValue value)
    {
        return statement.Terms.Sort(variable.Name) switch
        {
            CoqSort.Natural => value is ExactNumber(var number) ? $"{number}%nat" : null,
            CoqSort.Set => value is ExactSet(var members)
                ? $"(fun i : nat => {string.Concat(members.Select(member => $"orb (Nat.eqb i {member}) ("))}false{new string(')', members.Count)})"
                : null,
            _ => Entry(value),
        };

        string? Entry(ExactValue at) =>
            at switch
            {
                ExactNumber(var number) => $"({statement.Terms.Real(number)})",
                ExactClosed(var term) => $"({statement.Terms.Real(term)})",
                ExactArray([ExactArray, ..] and var rows) => rows.Select(Entry).ToList() is var each
                && !each.Contains(null)
                    ? $"(mat [{string.Join("; ", each)}])"
                    : null,
                ExactArray(var entries) => entries.Select(Entry).ToList() is var all && !all.Contains(null)
                    ? $"(vec [{string.Join("; ", all)}])"
                    : null,
                _ => null,
            };
    }
}
