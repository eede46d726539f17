// Names of functions that are read, but whose values are not followed, and why.
namespace LossProofs.Audit.Terms.Functions;

/// <summary>What a formula with such a function is answered: the reason, and what to write instead.</summary>
internal static class Unfollowed
{
    private static readonly Dictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        [@"\lg"] = @"the base of \lg is 10 in some texts and 2 in others: write \log_{10} or \log_2",
        ["erfi"] = "the imaginary error function has no certified enclosure here: write it as an integral",
        ["erfinv"] = "the inverse error function has no certified enclosure here: name y and write x = erf(y)",
        ["arccot"] =
            "the values of arccot are in (0, π) in some texts and in (−π/2, π/2) in others: write it with arctan",
        ["arcsec"] = "write arccos(1/x)",
        ["arccsc"] = "write arcsin(1/x)",
        ["arcoth"] = "write artanh(1/x)",
        ["sech"] = "write 1/cosh(x)",
        ["csch"] = "write 1/sinh(x)",
        [@"\dim"] = "a dimension is not a number that is computed here: declare it",
        [@"\ker"] = "a kernel is a set, and only numbers and arrays have values here",
        [@"\deg"] = "a degree is not followed: declare it as an integer",
        [@"\gcd"] = "a greatest common divisor is not followed",
        ["rank"] = "the rank of a matrix is not followed: declare it as an integer",
        ["diag"] = "a diagonal matrix is not followed: write its entries",
        ["div"] = "a divergence of a field is not followed: write its partial derivatives",
        ["grad"] = @"write a gradient as \nabla",
        ["clip"] = "the order of arguments of clip differs between texts: write min and max",
        ["LayerNorm"] = "a layer normalization has parameters that are not written: write it out",
        ["sparsemax"] = "sparsemax is not followed: write out the projection",
    };

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => s_reasons.Keys;

    /// <summary>Why the function of this name is not followed; null where nothing is known of the name.</summary>
    public static string? Reason(string name) => s_reasons.GetValueOrDefault(name);
}
