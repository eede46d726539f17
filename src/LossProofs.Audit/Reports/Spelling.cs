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

    /// <summary>The digits that are certain: <c>[0.36978, 0.36979]</c> becomes <c>0.3697…</c>; what is no such interval stays.</summary>
    public static string Digits(string enclosure)
    {
        if (Enclosure().Match(enclosure) is not { Success: true } ends)
        {
            return enclosure;
        }

        var (low, high) = (ends.Groups["low"].Value, ends.Groups["high"].Value);
        var shared = low.Zip(high).TakeWhile(pair => pair.First == pair.Second).Count();
        var digits = low[..shared].SkipWhile(character => character is '-' or '0' or '.').Count(char.IsAsciiDigit);
        // Cut behind the decimal point only: then the value begins with what is shown.
        return digits >= 3 && low.IndexOf('.', StringComparison.Ordinal) is > 0 and var point && point < shared - 1
            ? low[..shared] + "…"
            : enclosure;
    }

    [GeneratedRegex(@"^\[(?<low>-?\d+\.\d+), (?<high>-?\d+\.\d+)\]$")]
    private static partial Regex Enclosure();

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
