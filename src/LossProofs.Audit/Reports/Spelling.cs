// Names as people write them: the engine's canonical spellings say more than a reader needs.
using System.Text.RegularExpressions;

namespace LossProofs.Audit.Reports;

/// <summary>Shortens canonical LaTeX: <c>\mathop{p_{\theta}}\left( y \mid x \right)</c> becomes <c>p_{\theta}(y|x)</c>.</summary>
public static partial class Spelling
{
    /// <summary>The text without what only the parser needs.</summary>
    public static string Plain(string latex)
    {
        var text = Operator().Replace(latex, "$1");
        text = Stretch().Replace(text, "$1");
        text = Bar().Replace(text, "|");
        text = Dot().Replace(text, @"\cdot");
        text = AfterOpening().Replace(text, "$1");
        return BeforeClosing().Replace(text, "$1");
    }

    [GeneratedRegex(@"\\mathop\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")]
    private static partial Regex Operator();

    [GeneratedRegex(@"\\(?:left|right)\s*([()\[\]|])")]
    private static partial Regex Stretch();

    [GeneratedRegex(@"\s*\\mid\b\s*")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\{\\cdot\}")]
    private static partial Regex Dot();

    [GeneratedRegex(@"([(\[])\s+")]
    private static partial Regex AfterOpening();

    [GeneratedRegex(@"\s+([)\]])")]
    private static partial Regex BeforeClosing();
}
