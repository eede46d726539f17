// One relation of a display.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

/// <summary>One relation to be judged.</summary>
internal sealed record Step(
    Expression Left,
    string Relation,
    Expression Right,
    WrittenStatement Statement,
    bool Redefines,
    bool Later
)
{
    /// <summary>The function that it supposes: f(x) = x^2 \Rightarrow f'(x) = 2x.</summary>
    public NameDefinition? Given { get; init; }

    /// <summary>Whether both say the same; what stands in the other steps of their chains does not count.</summary>
    public bool Equals(Step? other) =>
        other is not null
        && Left.Equals(other.Left)
        && Relation == other.Relation
        && Right.Equals(other.Right)
        && (Redefines, Later) == (other.Redefines, other.Later)
        && Equals(Given, other.Given)
        && Equals(Statement.Limit, other.Statement.Limit)
        && Statement.Conditions.SequenceEqual(other.Statement.Conditions);

    public override int GetHashCode() => HashCode.Combine(Left, Relation, Right, Redefines, Later);
}
