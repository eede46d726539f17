// What a loss says of itself for tools/KernelGenerator, which writes its verbs from it when this library is compiled.
using System.Diagnostics;

namespace LossProofs.Kernels;

/// <summary>
/// On the class of a loss, once for each kind of target: it has the verbs <c>Loss</c>, <c>Gradient</c> and
/// <c>LossAndGradient</c>, for a row and for a batch with a reduction. Their parameters are the row, the targets and those
/// of the term that have a <see cref="DomainAttribute"/> and no default.
/// </summary>
/// <param name="term">The formula: an <see cref="IProbabilityLoss{T}"/> or <see cref="IRowLoss{T, TTarget}"/>.</param>
/// <param name="loss">The summary of <c>Loss</c>.</param>
/// <param name="gradient">The formula of the gradient; null where there is no verb for it alone.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[Conditional("KERNEL_GENERATOR")]
internal sealed class VerbsAttribute(Type term, string loss, string? gradient) : Attribute
{
    public Type Term => term;

    public string Loss => loss;

    public string? Gradient => gradient;

    /// <summary>The name of the row's parameter.</summary>
    public string Row { get; init; } = "logits";

    /// <summary>Whether a term that takes several kinds of targets takes flags here.</summary>
    public bool ArePositives { get; init; }

    /// <summary>The end of the verbs' names.</summary>
    public string Suffix { get; init; } = "";
}

/// <summary>On a parameter of a term's primary constructor: the term has <c>Checked</c>, which refuses what is outside.</summary>
/// <param name="check">The method of <see cref="Arguments"/> that refuses.</param>
/// <param name="bounds">The bounds that it takes.</param>
[AttributeUsage(AttributeTargets.Parameter)]
[Conditional("KERNEL_GENERATOR")]
internal sealed class DomainAttribute(string check, params int[] bounds) : Attribute
{
    public string Check => check;

    public int[] Bounds => bounds;
}
