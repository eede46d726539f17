// The trait of tests that find the kernels by reflection: each kernel's filter finds them.
using LossProofs.Kernels;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Support;

/// <summary>A test of every kernel: it carries the trait <c>Kernel</c> of each.</summary>
[TraitDiscoverer("LossProofs.Tests.Support.EveryKernelDiscoverer", "LossProofs.Tests.Support")]
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class EveryKernelAttribute : Attribute, ITraitAttribute;

/// <summary>Gives xunit the traits of an <see cref="EveryKernelAttribute"/>.</summary>
public sealed class EveryKernelDiscoverer : ITraitDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        typeof(FocalLoss)
            .Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: true })
            .Select(type => KeyValuePair.Create("Kernel", type.Name));
}
