// A construct of notation. Each is one file in this folder that says how it is read, printed, and what it means; the build
// lists them.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Constructs;

/// <summary>A construct.</summary>
public abstract class Construct
{
    private static readonly Lazy<IReadOnlyList<Construct>> Registered = new(() =>
        [.. Kinds.Constructs().OrderBy(construct => construct.Name, StringComparer.Ordinal)]
    );

    private static readonly Lazy<Dictionary<string, Construct>> ByCommand = new(() =>
        All.SelectMany(construct => construct.Commands.Select(command => (command, construct)))
            .ToDictionary(entry => entry.command, entry => entry.construct, StringComparer.Ordinal)
    );

    /// <summary>All constructs, in the order of their names.</summary>
    public static IReadOnlyList<Construct> All => Registered.Value;

    /// <summary>The construct that a command starts, if any.</summary>
    public static Construct? Of(string command) => ByCommand.Value.GetValueOrDefault(command);

    /// <summary>A stable name: double-factorial.</summary>
    public abstract string Name { get; }

    /// <summary>A text that holds it.</summary>
    public abstract string Example { get; }

    /// <summary>The commands that it starts with, if it does with a command.</summary>
    public virtual IReadOnlyList<string> Commands => [];

    /// <summary>Its node, once its command is read.</summary>
    internal virtual Expression Read(FormulaParser parser, int start) => new Missing();

    /// <summary>Its node where it stands after an operand; null (and nothing read) where it does not.</summary>
    internal virtual Expression? After(FormulaParser parser, int start, Expression operand) => null;

    /// <summary>The LaTeX of its node, from that of its parts.</summary>
    public abstract string Print(Sequence<string> parts);

    /// <summary>The MathML of its node, from that of its parts, one element each.</summary>
    public abstract string Markup(Sequence<string> parts);

    /// <summary>The same in notation that has a meaning of its own; null where it has none that could be computed.</summary>
    internal abstract Expression? Meaning(Sequence<Expression> parts);

    /// <summary>Why it has no meaning that could be computed, where it has none.</summary>
    public virtual string Reason => $"'{Example}' is notation that is read, but not judged";

    /// <summary>The same construct.</summary>
    public sealed override bool Equals(object? other) => other is Construct construct && construct.Name == Name;

    /// <inheritdoc/>
    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
