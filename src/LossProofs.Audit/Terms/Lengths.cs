// How long arrays are where a document does not say.
namespace LossProofs.Audit.Terms;

/// <summary>Lengths that nothing states.</summary>
public static class Lengths
{
    /// <summary>The least length that a document surely means, too, where it states none.</summary>
    public const int Plausible = 3;
}
