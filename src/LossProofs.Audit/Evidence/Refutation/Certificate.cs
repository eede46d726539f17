// What a refutation is built from: one of a few kinds of certificates, each with its own checker.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// What a checker is asked about: the claim as it was read, and what the search adds that is not in it. Checkers trust
/// none of the search's computations: they evaluate the reading itself, at the precision they are given or beyond, with
/// <see cref="Recalculation"/>.
/// </summary>
/// <param name="Reading">The reading, free functions made concrete: a claim about all functions is one about these.</param>
/// <param name="Variables">The symbols that a point gives values to; free derivatives of quantities too.</param>
/// <param name="Hypotheses">What the context assumes and bears on the claim.</param>
/// <param name="Solutions">Symbols whose values follow from equations among the conditions, with the term that gives them.</param>
public sealed record Charge(
    Reading Reading,
    IReadOnlyList<Variable> Variables,
    IReadOnlyList<Condition> Hypotheses,
    IReadOnlyList<(string Name, Term Value)> Solutions
);

/// <summary>
/// A checked proof that a claim is false. The only way to one is the checker of its kind, and the only way to a
/// refutation is through one.
/// </summary>
public abstract class Certificate
{
    private protected Certificate(
        Reading reading,
        Assignment assignment,
        Relation relation,
        string left,
        string right,
        string? explanation
    )
    {
        Reading = reading;
        Assignment = assignment;
        Relation = relation;
        Left = left;
        Right = right;
        Explanation = explanation;
    }

    /// <summary>The kind, in a word that reports use.</summary>
    public abstract string Kind { get; }

    /// <summary>What is refuted: the reading with free functions made concrete.</summary>
    public Reading Reading { get; }

    /// <summary>The point.</summary>
    public Assignment Assignment { get; }

    /// <summary>The relation that fails there.</summary>
    public Relation Relation { get; }

    /// <summary>What the left side is there (of the first entry that fails, for arrays).</summary>
    public string Left { get; }

    /// <summary>What the right side is there.</summary>
    public string Right { get; }

    /// <summary>Why that refutes the claim, where the two values do not say it.</summary>
    public string? Explanation { get; }

    /// <summary>The certificate of a claim's failure at one point, of the kind that applies; null where none does.</summary>
    /// <param name="charge">What is claimed.</param>
    /// <param name="assignment">The point.</param>
    /// <param name="bits">Twice the precision at which the failure was found.</param>
    public static Certificate? AtPoint(Charge charge, Assignment assignment, int bits) =>
        SeparatedSides.Check(charge, assignment, bits) as Certificate ?? EqualSides.Check(charge, assignment, bits);

    private protected static string Show(Part part, int bits) =>
        part.Exact is { } exact && exact.Numerator.GetBitLength() + exact.Denominator.GetBitLength() < 256
            ? exact.ToString()
            : Enclosures.Show(part.In(bits));
}
