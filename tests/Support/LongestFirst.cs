// The order of test classes: those that take longest start first, so that no core waits for the last of them at the end.
using Xunit;
using Xunit.Abstractions;

namespace LossProofs.Tests.Support;

/// <summary>A class of tests that takes long, or waits long for other processes: it starts before the others.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StartsFirstAttribute : Attribute;

/// <summary>Classes with <see cref="StartsFirstAttribute"/>, then the others, each by name.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // xunit's name of the collection that a class without one is.
    private const string Prefix = "Test collection for ";

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections
            .OrderBy(collection => StartsFirst(collection) ? 0 : 1)
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    private static bool StartsFirst(ITestCollection collection) =>
        collection.DisplayName.StartsWith(Prefix, StringComparison.Ordinal)
        && collection
            .TestAssembly.Assembly.GetType(collection.DisplayName[Prefix.Length..])
            ?.GetCustomAttributes(typeof(StartsFirstAttribute).AssemblyQualifiedName)
            .Any() == true;
}
