// The two words that every stage shares: what an equation is for, and what was found about it.
namespace LossProofs.Audit;

/// <summary>What an equation does in its document. Only a <see cref="Claim"/> can be refuted.</summary>
public enum Role
{
    /// <summary>Asserts something.</summary>
    Claim,

    /// <summary>Introduces notation.</summary>
    Definition,

    /// <summary>An equation to be solved, or a step that holds only at its solution.</summary>
    Condition,

    /// <summary>Something supposed.</summary>
    Assumption,

    /// <summary>A statement about data or experience.</summary>
    Empirical,
}

/// <summary>
/// What was found. The order of the members is the order of precedence: an equation's verdict is the first of these
/// that one of its claims has.
/// </summary>
public enum Verdict
{
    /// <summary>False under the document's hypotheses, with a certified counterexample.</summary>
    Refuted,

    /// <summary>Not decided; the reason says what to declare or change.</summary>
    Unchecked,

    /// <summary>No counterexample among the cases tried.</summary>
    Tested,

    /// <summary>True on the whole stated domain.</summary>
    Proved,

    /// <summary>Asserts nothing: notation, a condition, an assumption or an empirical statement.</summary>
    Definition,
}
