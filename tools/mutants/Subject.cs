// What is mutated, and what is to notice.
using Microsoft.CodeAnalysis;

namespace LossProofs.Mutants;

/// <summary>A library, the part of it that is mutated, and the tests that judge.</summary>
/// <param name="Library">The project's name.</param>
/// <param name="Sampled">The folder whose code is mutated.</param>
/// <param name="Operators">The mutants of a file.</param>
/// <param name="HandWritten">The list of bugs by hand beside this tool, if there is one.</param>
/// <param name="Equivalent">The list of those that change nothing, beside this tool.</param>
/// <param name="IsLaw">By the name of a test's class and the names of its traits: whether it judges.</param>
internal sealed record Subject(
    string Library,
    string Sampled,
    Func<SyntaxTree, IEnumerable<(string Operator, Place Place)>> Operators,
    string? HandWritten,
    string Equivalent,
    Func<string, ICollection<string>, bool> IsLaw
)
{
    /// <summary>The losses: laws are what carries the trait of a kernel and rests on no stored number.</summary>
    public static Subject Kernels { get; } =
        new(
            "LossProofs.Kernels",
            "Losses/",
            Mutants.Operators.Of,
            "bugs.txt",
            "equivalent.txt",
            (_, traits) => traits.Contains("Kernel") && !traits.Contains("Evidence")
        );

    /// <summary>The rules of proof, without one of their conditions: each has a test of what would follow.</summary>
    public static Subject Rules { get; } =
        new(
            "LossProofs.Audit",
            "Evidence/Proof/Rules/",
            SideConditions.Of,
            null,
            "equivalent-rules.txt",
            (name, _) =>
                name.Contains(".Evidence.Proof.", StringComparison.Ordinal)
                && !name.EndsWith("StatementAttackTests", StringComparison.Ordinal)
        );

    /// <summary>By the name of the library.</summary>
    public static Subject Of(string library) => library == Rules.Library ? Rules : Kernels;
}
