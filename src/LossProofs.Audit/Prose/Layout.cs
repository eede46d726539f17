// Numerator or denominator layout: which of two transposed arrays a derivative by a vector or matrix is.
namespace LossProofs.Audit.Prose;

/// <summary>What a document's words say of how its derivatives by vectors and matrices are laid out.</summary>
internal enum Layout
{
    /// <summary>Nothing: a Jacobian has a row for each component, a gradient the shape of what it is by.</summary>
    Unsaid,

    /// <summary>It speaks of Jacobians, which have a row for each component; of gradients it says nothing.</summary>
    Jacobian,

    /// <summary>The gradient of a number is a row, and ∂y/∂x has a row for each component of y.</summary>
    Numerator,

    /// <summary>The gradient of a number has the shape of what it is by, and ∂y/∂x a column for each component of y.</summary>
    Denominator,

    /// <summary>It speaks of both: which is meant is open.</summary>
    Both,
}

internal static class Layouts
{
    /// <summary>What the words of a document say.</summary>
    public static Layout Of(Lexicon lexicon, string text) =>
        (lexicon.Has(Category.NumeratorLayout, text), lexicon.Has(Category.DenominatorLayout, text)) switch
        {
            (true, true) => Layout.Both,
            (true, false) => Layout.Numerator,
            (false, true) => Layout.Denominator,
            _ => lexicon.Has(Category.JacobianLayout, text) ? Layout.Jacobian : Layout.Unsaid,
        };
}
