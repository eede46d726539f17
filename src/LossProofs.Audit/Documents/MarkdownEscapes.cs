// What stands in the source of a display and is no mathematics: Markdown's doubled backslashes, entities, \tag and \label.
namespace LossProofs.Audit.Documents;

internal static class MarkdownEscapes
{
    /// <summary>Whether \\{ stands where a fence is meant: after \left and its kin, or before a matching \\} on the line.</summary>
    public static bool IsDoubled(char[] content, int i)
    {
        var sign = content[i + 2];
        if (sign is not ('{' or '}'))
        {
            return false;
        }

        var before = new string(content, Math.Max(0, i - 8), i - Math.Max(0, i - 8)).TrimEnd();
        if (
            before.EndsWith("\\left", StringComparison.Ordinal)
            || before.EndsWith("\\right", StringComparison.Ordinal)
            || before.EndsWith("ig", StringComparison.Ordinal)
        )
        {
            return true;
        }

        // Both are found doubled, so that the braces balance.
        var (step, other) = sign == '{' ? (1, '}') : (-1, '{');
        for (var j = i + step; j >= 0 && j + 2 < content.Length && Math.Abs(j - i) < 400; j += step)
        {
            if (content[j] == '\n')
            {
                return false;
            }

            if (
                content[j + 2] == other
                && content[j + 1] == '\\'
                && (content[j] == '\\' || (sign == '}' && content[j] == ' '))
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A command with one argument in braces, \tag{1}: its argument, and where it ends.</summary>
    public static bool Command(char[] content, int i, string name, out string argument, out int end)
    {
        argument = string.Empty;
        end = i;
        if (i + name.Length >= content.Length || !content.AsSpan(i, name.Length).SequenceEqual(name))
        {
            return false;
        }

        var j = i + name.Length;
        if (content[j] == '*')
        {
            j++;
        }

        while (j < content.Length && content[j] == ' ')
        {
            j++;
        }

        if (j >= content.Length || content[j] != '{')
        {
            return false;
        }

        var depth = 0;
        for (var k = j; k < content.Length && k - j < 400; k++)
        {
            depth += content[k] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                argument = new string(content, j + 1, k - j - 1).Trim();
                end = k + 1;
                return true;
            }
        }

        return false;
    }

    /// <summary>&amp;lt; &amp;gt; &amp;amp; at the start become the sign that they stand for, with blanks behind it.</summary>
    public static void Entity(Span<char> content)
    {
        foreach (var (entity, sign) in ((string, char)[])[("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&')])
        {
            if (content.StartsWith(entity))
            {
                content[..entity.Length].Fill(' ');
                content[0] = sign;
                return;
            }
        }
    }
}
