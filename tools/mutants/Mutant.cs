// One wrong kernel: a piece of the source, and what is put in its place.
using Microsoft.CodeAnalysis;

namespace LossProofs.Mutants;

/// <summary>Where in a tree a mutant can be woven in, the smallest piece first.</summary>
/// <param name="Original">A node of the source.</param>
/// <param name="Replacement">What the mutant has there.</param>
internal sealed record Place(SyntaxNode Original, SyntaxNode Replacement);

/// <summary>A mutant of the kernels.</summary>
/// <param name="Number">From 1; 0 is the source as it is.</param>
/// <param name="Name">The bug in words, or file, member, operator and the change.</param>
/// <param name="File">Relative to the kernels' folder.</param>
/// <param name="IsHandWritten">Whether a person thought of it.</param>
/// <param name="Places">Where it can be woven in.</param>
internal sealed record Mutant(int Number, string Name, string File, bool IsHandWritten, IReadOnlyList<Place> Places);

/// <summary>What the laws said of a mutant.</summary>
/// <param name="Mutant">Which.</param>
/// <param name="Law">The first law that broke, by display name; empty where none did.</param>
/// <param name="Reason">Its message, the first line of the reason.</param>
internal sealed record Verdict(Mutant Mutant, string Law, string Reason)
{
    public bool IsKilled => Law.Length > 0;
}
