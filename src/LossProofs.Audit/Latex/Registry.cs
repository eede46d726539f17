// The classes of one kind, each in a file of its own: nothing else lists them.
using System.Diagnostics.CodeAnalysis;

namespace LossProofs.Audit.Latex;

/// <summary>Finds the classes of a kind.</summary>
internal static class Registry
{
    /// <summary>An instance of each class of this library that is a <typeparamref name="T"/>.</summary>
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "ILLink.Descriptors.xml keeps all of this library."
    )]
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2062",
        Justification = "ILLink.Descriptors.xml keeps all of this library."
    )]
    public static IReadOnlyList<T> All<T>()
        where T : class
    {
        var found = new List<T>();
        foreach (var type in typeof(Registry).Assembly.GetTypes())
        {
            if (type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
            {
                found.Add((T)Activator.CreateInstance(type)!);
            }
        }

        return found;
    }
}
