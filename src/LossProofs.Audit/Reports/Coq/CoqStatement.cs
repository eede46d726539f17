// A claim with its whole domain, in the language of Coq.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>
/// The quantities that a claim is about, what is assumed of them, where its sides exist, and what it says. What makes a
/// lemma of it (for all, or at a counterexample) stands in <see cref="CoqExport"/>.
/// </summary>
internal sealed class CoqStatement
{
    private readonly Context _context;

    /// <summary>Prepares a reading: definitions put in, derivatives kept.</summary>
    /// <exception cref="NotExported">It has no form in Coq.</exception>
    /// <exception cref="Undecidable">It cannot be prepared.</exception>
    public CoqStatement(Reading reading)
    {
        var problem = Problem.OfAllFunctions(reading, solve: false);
        _context = problem.Concrete.Context;
        Goal = new Elaboration(_context) { KeepsDerivatives = true }.Elaborate(Conclusion(reading.Proposition));
        var named = Goal.Terms().SelectMany(term => term.FreeNames()).ToHashSet(StringComparer.Ordinal);
        Variables =
        [
            .. problem
                .Variables.Where(variable => !IsOnlyBound(variable.Name) || named.Contains(variable.Name))
                .OrderBy(variable => variable.Dimensions.Count > 0 || variable.Domain is not Integers),
        ];
        if (problem.Variables.FirstOrDefault(variable => problem.Origin(variable.Name) is not null) is { } free)
        {
            throw new NotExported($"{free.Name} is a free derivative");
        }

        Names = new CoqNames();
        Terms = new CoqTerms(Names, Variables);
        Binders = [.. Variables.Select(variable => (Names.Of(variable.Name), TypeOf(variable)))];
        Assumed =
        [
            .. Variables.SelectMany(InDomain),
            .. problem.Conditions.SelectMany(condition =>
                (string[])[.. Terms.Existence(condition), Terms.Proposition(condition)]
            ),
        ];

        // What only a limit or an optimum ranges over is no quantity of the claim.
        bool IsOnlyBound(string name) =>
            Goal is Rate rate && rate.Variable == name
            || Goal.Terms().Any(term => term is Limit limit && limit.Variable == name);
    }

    /// <summary>What a proposition says where all of its premises hold.</summary>
    public static Proposition Conclusion(Proposition proposition) =>
        proposition is Implication(_, var conclusion) ? Conclusion(conclusion) : proposition;

    /// <summary>What the claim says, definitions put in; derivatives stand as such.</summary>
    public Proposition Goal { get; }

    /// <summary>The quantities, natural numbers first.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>Their identifiers and types.</summary>
    public IReadOnlyList<(string Name, string Type)> Binders { get; }

    /// <summary>What is assumed: domains, premises, hypotheses, each a proposition.</summary>
    public IReadOnlyList<string> Assumed { get; }

    /// <summary>Identifiers.</summary>
    public CoqNames Names { get; }

    /// <summary>Writes terms.</summary>
    public CoqTerms Terms { get; }

    /// <summary>What the context says of a name.</summary>
    public Variable? Known(string name) => _context.Variable(name);

    private string TypeOf(Variable variable) =>
        Terms.Sort(variable.Name) switch
        {
            CoqSort.Natural => "nat",
            CoqSort.Set => "nat -> bool",
            CoqSort.Array => string.Concat(variable.Dimensions.Select(_ => "nat -> ")) + "R",
            _ => "R",
        };

    private IEnumerable<string> InDomain(Variable variable)
    {
        var name = Names.Of(variable.Name);
        var indices = variable.Dimensions.Select((_, axis) => Names.Of("k#" + new string('\'', axis))).ToList();
        var entry = string.Join(' ', indices.Prepend(name));
        if (variable.Symmetric)
        {
            throw new NotExported($"{variable.Name} is symmetric");
        }

        switch (variable.Domain)
        {
            case Integers(var lower, var upper):
                if (lower is not null and not Number { Value.Sign: 0 })
                {
                    yield return $"({Terms.Natural(lower)} <= {name})%nat";
                }

                if (upper is not (null or Constant))
                {
                    yield return $"({name} <= {Terms.Natural(upper)})%nat";
                }

                yield break;
            case RealInterval interval:
                if (Within(interval, entry) is { } within)
                {
                    yield return Each(within, indices.Count);
                }

                yield break;
            case Finite(var values):
                yield return Each(
                    string.Join(" \\/ ", values.Select(value => $"{entry} = {Terms.Real(value)}")),
                    indices.Count
                );
                yield break;
            case ProbabilityVector(var strict):
                yield return Each($"0 {(strict ? "<" : "<=")} {entry}", indices.Count);
                yield return Each(SumIs(1), indices.Count - 1);
                yield break;
            case OneHot:
                yield return Each($"{entry} = 0 \\/ {entry} = 1", indices.Count);
                yield return Each(SumIs(1), indices.Count - 1);
                yield break;
            case ZeroSum(var axis) when axis == indices.Count - 1:
                yield return Each(SumIs(0), indices.Count - 1);
                yield break;
            case IndexSet(var size, var complement, var disjoint):
                if (complement is not null)
                {
                    yield return $"forall k : nat, (1 <= k <= {Terms.Natural(size)})%nat -> {name} k = negb ({Names.Of(complement)} k)";
                }

                if (disjoint is not null)
                {
                    yield return $"forall k : nat, (1 <= k <= {Terms.Natural(size)})%nat -> andb ({name} k) ({Names.Of(disjoint)} k) = false";
                }

                yield break;
            default:
                throw new NotExported($"the domain of {variable.Name} has no form in Coq here");
        }

        string Each(string text, int axes) =>
            string.Concat(
                indices
                    .Take(axes)
                    .Select(
                        (index, axis) =>
                            $"forall {index} : nat, (1 <= {index} <= {Terms.Natural(variable.Dimensions[axis])})%nat -> "
                    )
            ) + text;

        string SumIs(int value) =>
            $"Sum 1%nat {Terms.Natural(variable.Dimensions[^1])} (fun {indices[^1]} => {entry}) = {value}";
    }

    private string? Within(RealInterval interval, string entry)
    {
        var below = interval.Upper is { } high
            ? $"{entry} {(interval.UpperClosed ? "<=" : "<")} {Terms.Real(high)}"
            : null;
        return interval.Lower is { } low
            ? $"{Terms.Real(low)} {(interval.LowerClosed ? "<=" : "<")} {below ?? entry}"
            : below;
    }
}
