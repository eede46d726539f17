// Names of a document as identifiers of Coq.
using System.Globalization;
using System.Text;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>Gives every name one identifier, readable and unlike all others.</summary>
internal sealed class CoqNames
{
    // Words of Coq and of the prelude, and what its libraries call in one or two letters.
    private static readonly HashSet<string> s_taken =
    [
        .. (
            "as at cofix else end exists fix for forall fun if in let match mod return then using where with Prop Set Type "
            + "R Z Q N S O I E D C PI exp ln sqrt sin cos tan atan asin acos sinh cosh tanh arcsinh pow Rpower Rabs Rmax "
            + "Rmin INR IZR Sum Prod Max Min delta upd vec Derive RInt is_lim sign up"
        ).Split(' '),
    ];

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = [.. s_taken];

    /// <summary>The identifier of a name; the same for the same name.</summary>
    public string Of(string name)
    {
        if (!_known.TryGetValue(name, out var identifier))
        {
            identifier = Fresh(name);
            _known[name] = identifier;
        }

        return identifier;
    }

    /// <summary>An identifier that is like the name and belongs to no other.</summary>
    public string Fresh(string name)
    {
        var root = Plain(name);
        var identifier = root;
        for (var number = 1; !_used.Add(identifier); number++)
        {
            identifier = string.Create(CultureInfo.InvariantCulture, $"{root}_{number}");
        }

        return identifier;
    }

    /// <summary>Letters, digits and single underscores of a text, from a letter on.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                plain.Append(letter);
            }
            else if (plain.Length > 0 && plain[^1] != '_')
            {
                plain.Append('_');
            }
        }

        var found = plain.ToString().TrimEnd('_');
        return found.Length == 0 ? "x"
            : char.IsAsciiDigit(found[0]) ? "x" + found
            : found;
    }
}
