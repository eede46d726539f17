// A way in which text can be read twice. Each kind is one file in this folder; the build lists them.
//
// Some are met while the text is parsed (how far something extends): the parser asks for them where they stand. The others are
// looked for in the tree, with what the document says of its names: a kind that overrides Of needs no other file.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

/// <summary>A kind of ambiguity.</summary>
public abstract class Ambiguity
{
    private static readonly Lazy<IReadOnlyList<Ambiguity>> Registered = new(() =>
        [.. Kinds.Ambiguities().OrderBy(kind => kind.Name, StringComparer.Ordinal)]
    );

    /// <summary>All kinds, in the order of their names.</summary>
    public static IReadOnlyList<Ambiguity> All => Registered.Value;

    /// <summary>A stable name: exponent-after-bracket.</summary>
    public abstract string Name { get; }

    /// <summary>An ambiguous text.</summary>
    public abstract string Example { get; }

    /// <summary>The example's readings, each written without doubt; the conventional one first.</summary>
    public abstract Sequence<string> Readings { get; }

    /// <summary>Whether the readings are equally plausible, so that a proof needs all of them.</summary>
    public virtual bool IsEven => false;

    /// <summary>Whether all take the first reading, so that another is no more than a doubt about what fails.</summary>
    public virtual bool IsSettled => false;

    /// <summary>
    /// How a node can be read, the conventional way first; null where this ambiguity does not arise. Parts of what is
    /// given instead are looked at, too, so a node that is given again must not be ambiguous in the same way.
    /// </summary>
    /// <param name="node">A node of a claim.</param>
    /// <param name="facts">What the document says of the names in it.</param>
    internal virtual IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts) => null;

    /// <summary>The same kind.</summary>
    public sealed override bool Equals(object? other) => other is Ambiguity kind && kind.Name == Name;

    /// <inheritdoc/>
    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

/// <summary>One way to read a node.</summary>
/// <param name="Note">What was taken, in words.</param>
/// <param name="Instead">The node written without doubt; null where that cannot be computed.</param>
internal sealed record NodeReading(string Note, Expression? Instead)
{
    /// <summary>Whether it is as plausible as the first although its kind is not even.</summary>
    public bool IsEven { get; init; }
}

/// <summary>What a document says of the names in a claim.</summary>
internal interface INameFacts
{
    /// <summary>Whether something outside of the claim says what the name is: a binding, the words, a definition.</summary>
    bool IsKnown(Expression name);

    /// <summary>Whether the words between the formulas speak of the name by itself.</summary>
    bool IsMentioned(Expression name);

    /// <summary>Whether the words call the name the imaginary unit.</summary>
    bool IsImaginary(Expression name);

    /// <summary>Whether a binding declares it, which leaves no doubt.</summary>
    bool IsBinding(Expression name);

    /// <summary>Whether the name is known to be a number, by what is said or by how it is used.</summary>
    bool IsNumber(Expression name);

    /// <summary>Whether the name is a value of a random quantity of the claim, and stands in no power: e in P(E = e).</summary>
    bool IsValue(Expression name);

    /// <summary>Whether the name is known to be a vector or a matrix.</summary>
    bool IsArray(Expression name);

    /// <summary>Whether the name is known to be a matrix.</summary>
    bool IsMatrix(Expression name);

    /// <summary>Whether an enclosing operator, or one in the claim around the node, binds the name.</summary>
    bool IsBound(Expression name);

    /// <summary>Whether something in the claim is indexed with the name, or summed over it.</summary>
    bool Counts(Expression name);

    /// <summary>Whether the name stands free in the claim outside of the node.</summary>
    bool StandsOutside(Expression name, Expression node);
}
