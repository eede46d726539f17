// Which arguments of a function may be the same span: the table in docs/aliasing.md, read as it stands there.
namespace LossProofs.Attack;

/// <summary>One row for each destination of each function: the inputs that it may be.</summary>
public static class AliasingTable
{
    private static readonly Dictionary<(string Function, string Destination), string[]> Rows = Read();

    /// <summary>The functions and destinations that have a row.</summary>
    public static IEnumerable<(string Function, string Destination)> Keys => Rows.Keys;

    /// <summary>Whether the destination may be exactly that input.</summary>
    /// <exception cref="KeyNotFoundException">The table has no row for it.</exception>
    public static bool Allows(Function function, string destination, string other) =>
        Rows.TryGetValue((function.Signature, destination), out var inputs)
            ? inputs.Contains(other, StringComparer.Ordinal)
            : throw new KeyNotFoundException(
                $"docs/aliasing.md has no row for {destination} of {function.Signature}; `attack table` prints the rows that there should be"
            );

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
