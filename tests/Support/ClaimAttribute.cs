// The trait that ties a property to the equation it checks: `dotnet test --filter Claim=gamma-cross-entropy:21`.
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Support;

/// <summary>The claim that a test checks, as "document:tag"; a test may check several.</summary>
[TraitDiscoverer("LossProofs.Tests.Support.ClaimDiscoverer", "LossProofs.Tests.Support")]
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ClaimAttribute(string claim) : Attribute, ITraitAttribute
{
    /// <summary>The document's name, a colon and the equation's tag.</summary>
    public string Claim => claim;
}

/// <summary>Gives xunit the trait <c>Claim</c> of a <see cref="ClaimAttribute"/>.</summary>
public sealed class ClaimDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        [KeyValuePair.Create("Claim", (string)traitAttribute.GetConstructorArguments().Single())];
}
