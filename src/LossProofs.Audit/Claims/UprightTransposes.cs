// x^\mathrm{T} x: an upright T above a name transposes it in some documents; in others it is a label, the teacher's.
using System.Text.RegularExpressions;
using LossProofs.Audit.Documents;

namespace LossProofs.Audit.Claims;

internal static partial class UprightTransposes
{
    /// <summary>
    /// Whether upright letters T above transpose: one stands above brackets or in front of a factor, and no other upright
    /// capital is a superscript, but H for the conjugate transpose.
    /// </summary>
    public static bool In(Document document)
    {
        var transposes = false;
        foreach (var equation in document.Equations)
        {
            foreach (Match match in Upright().Matches(equation.Latex))
            {
                if (match.Groups["letter"].Value is not ("T" or "H"))
                {
                    return false;
                }

                transposes |=
                    match.Groups["letter"].Value == "T"
                    && (match.Groups["bracket"].Success || match.Groups["factor"].Success);
            }
        }

        return transposes;
    }

    [GeneratedRegex(
        @"(?<bracket>[)\]]\s*|\\end\s*\{[a-z]*matrix\}\s*)?\^\s*(\{\s*)?(\\(mathrm|text|textrm|textup|operatorname)\s*(\{\s*)?|\\rm\s+|\{\s*\\rm\s+)(?<letter>[A-Z])\s*\}*(?<factor>(\s|\\[,;!])*([A-Za-z(\[]|\\left|\\(hat|tilde|bar|vec|mathbf|boldsymbol|bm|mathrm|[A-Z]?[a-z]*(alpha|beta|gamma|amma|delta|elta|epsilon|eta|theta|heta|kappa|lambda|ambda|mu|nu|xi|i|psi|phi|hi|rho|sigma|igma|tau|omega|mega))\b))?"
    )]
    private static partial Regex Upright();
}
