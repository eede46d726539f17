// Which arguments of a function may be the same span: the rule and the table in docs/aliasing.md, read as it stands there.
namespace LossProofs.Attack;

/// <summary>For each destination of each function the inputs that it may be.</summary>
public static class AliasingTable
{
    private static readonly Dictionary<(string Function, string Destination), string[]> Rows = Read();

    /// <summary>The functions and destinations that have a row.</summary>
    public static IEnumerable<(string Function, string Destination)> Keys => Rows.Keys;

    /// <summary>Whether the destination may be exactly that input.</summary>
    /// <exception cref="KeyNotFoundException">The table has no row for it, and it is none of a loss's verbs.</exception>
    public static bool Allows(Function function, string destination, string other) =>
        (
            Rows.GetValueOrDefault((function.Signature, destination))
            ?? OfVerb(function, destination)
            ?? throw new KeyNotFoundException(
                $"docs/aliasing.md has no row for {destination} of {function.Signature}; `attack table` prints the rows that there should be"
            )
        ).Contains(other, StringComparer.Ordinal);

    /// <summary>What the verbs of the losses have in common; null for other functions.</summary>
    public static string[]? OfVerb(Function function, string destination)
    {
        var inputs = function.Method.GetParameters().Where(Function.IsSpan).Select(p => p.Name!).ToArray();
        return (function.Method.Name, destination) switch
        {
            ("Loss" or "LossAndGradient", "losses") => [],
            ("Gradient" or "LossAndGradient", "gradient") => [inputs[0], .. inputs.Where(name => name == "targets")],
            _ => null,
        };
    }

    private static Dictionary<(string, string), string[]> Read()
    {
        using var reader = new StreamReader(typeof(AliasingTable).Assembly.GetManifestResourceStream("aliasing.md")!);
        return reader
            .ReadToEnd()
            .Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5 && cells[1].StartsWith('`'))
            .ToDictionary(
                cells => (cells[1].Trim('`'), cells[2]),
                cells => cells[3] == "–" ? [] : cells[3].Split(", ")
            );
    }
}
