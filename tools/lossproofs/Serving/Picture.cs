// A formula as a picture that Markdown can hold: MathML, which Chromium draws by itself, in an SVG at a data: address.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;

namespace LossProofs.CommandLine.Serving;

internal static partial class Picture
{
    // At a font of 16 pixels, with room on all sides: a sign is rarely wider, a line of a fraction or of limits rarely higher.
    private const int SignWidth = 11;
    private const int LineHeight = 26;
    private const int Margin = 24;

    /// <summary>An image in Markdown, with the LaTeX as its text; null where the formula cannot be read.</summary>
    public static string? Of(string latex)
    {
        var formula = FormulaParser.Parse(latex, ParserOptions.Default);
        if (!formula.IsReadable)
        {
            return null;
        }

        var drawn = MathMl
            .Element(formula.Body, latex, isDisplay: true)
            .Replace("<math ", "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" ", StringComparison.Ordinal);
        var width = Margin + SignWidth * new StringInfo(Tag().Replace(drawn, "")).LengthInTextElements;
        var height = Margin + LineHeight * (1 + Stacked(drawn));
        // An image does not know the editor's colours: it brings its own.
        var picture =
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">"
            + "<foreignObject width=\"100%\" height=\"100%\"><div xmlns=\"http://www.w3.org/1999/xhtml\" "
            + "style=\"height:100%;display:flex;align-items:center;justify-content:center;font-size:16px;background:#fff;color:#000\">"
            + $"{drawn}</div></foreignObject></svg>";
        var text = latex.Trim().ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal);
        return $"![{text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}]"
            + $"(data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(picture))})";
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    // How many lines stand on each other: those of fractions and limits within each other, and the rows of arrays.
    private static int Stacked(string drawn)
    {
        var (rows, depth, deepest) = (0, 0, 0);
        foreach (Match tag in Higher().Matches(drawn))
        {
            rows += tag.Value.StartsWith("<mtr", StringComparison.Ordinal) ? 1 : 0;
            depth += tag.Groups["closing"].Length > 0 ? -1 : 1;
            deepest = Math.Max(deepest, depth);
        }

        return rows + deepest;
    }

    [GeneratedRegex("<(?<closing>/?)(mfrac|munder|munderover|mtr)[ >]", RegexOptions.CultureInvariant)]
    private static partial Regex Higher();
}
