// A destination shares memory with another argument only as docs/aliasing.md says, and then the result is the same.
namespace LossProofs.Attack;

/// <summary>Each destination is laid over each other span: exactly, by one entry, by all but one, by a byte, and just beside it.</summary>
public sealed unsafe class Overlaps : IAttack
{
    private readonly Places places = new();

    /// <inheritdoc/>
    public string Name => "overlaps";

    /// <inheritdoc/>
    public string Description => "every destination over every other span, whole, in part and beside it";

    /// <inheritdoc/>
    public IReadOnlyList<Function> Functions { get; } = [.. Function.All.Where(f => f.Destinations.Any())];

    /// <inheritdoc/>
    public IEnumerable<string> Try(Function function, Random random)
    {
        var arguments = Drawing.For(function.Number).Draw(function, random);
        var apart = Apart(function, arguments);
        if (apart.Exception is { } exception)
        {
            return
            [
                $"{function} refuses what it should take: {exception.Message} ({string.Join("; ", arguments.AsEnumerable())})",
            ];
        }

        return
        [
            .. from destination in arguments
            where destination.IsWritten
            from other in arguments
            where other.Values is not null && other != destination
            from offset in Offsets(destination, other)
            let finding = Laid(function, arguments, destination, other, offset, apart)
            where finding is not null
            select $"{function}, {destination.Name} {offset} bytes from {other.Name}: {finding} ({string.Join("; ", arguments.AsEnumerable())})",
        ];
    }

    /// <summary>The rows of the table as the functions behave, for the document; none for what the rule of the verbs says.</summary>
    public static IEnumerable<string> Table()
    {
        var attack = new Overlaps();
        foreach (var function in Function.All.Where(f => f.Number == typeof(float)))
        {
            foreach (var destination in function.Destinations)
            {
                string[] same =
                [
                    .. function
                        .Method.GetParameters()
                        .Where(p => Function.IsSpan(p) && p.Name != destination)
                        .Select(p => p.Name!)
                        .Where(other => attack.Takes(function, destination, other)),
                ];
                if (AliasingTable.OfVerb(function, destination)?.SequenceEqual(same) is true)
                    continue;
                yield return $"| `{function.Signature}` | {destination} | {(same.Length == 0 ? "–" : string.Join(", ", same))} |";
            }
        }
    }

    private bool Takes(Function function, string destination, string other) =>
        Enumerable
            .Range(0, 200)
            .Select(seed => Drawing.For(function.Number).Draw(function, new Random(seed)))
            .Any(arguments =>
            {
                var (d, o) = (arguments.Single(a => a.Name == destination), arguments.Single(a => a.Name == other));
                if (d.EntrySize != o.EntrySize || d.Size != o.Size)
                {
                    return false;
                }

                Place(arguments, d, o, 0);
                return Outcome.Of(function, arguments).Exception is null;
            });

    private static IEnumerable<int> Offsets(Argument destination, Argument other) =>
        new[]
        {
            0,
            1,
            destination.EntrySize,
            -destination.EntrySize,
            other.Size - other.EntrySize,
            destination.EntrySize - destination.Size,
            other.Size,
            -destination.Size,
        }.Distinct();

    private string? Laid(
        Function function,
        Argument[] arguments,
        Argument destination,
        Argument other,
        int offset,
        Outcome apart
    )
    {
        Place(arguments, destination, other, offset);
        var before = new Span<byte>(places.Start, 2 * Places.Room).ToArray();
        var outcome = Outcome.Of(function, arguments);
        var overlap = offset < other.Size && -offset < destination.Size;
        var exact =
            offset == 0
            && destination.Values!.GetType() == other.Values!.GetType()
            && destination.Values.Length == other.Values.Length;
        if (overlap && !(exact && !other.IsWritten && AliasingTable.Allows(function, destination.Name, other.Name)))
        {
            return outcome.Exception is not ArgumentException refusal ? "is not refused"
                : refusal.ParamName != destination.Name && !(other.IsWritten && refusal.ParamName == other.Name)
                    ? $"the refusal is about '{refusal.ParamName}'"
                : !refusal.Message.Contains("overlaps", StringComparison.Ordinal) ? $"is refused as '{refusal.Message}'"
                : !new Span<byte>(places.Start, 2 * Places.Room).SequenceEqual(before)
                    ? "something was written before the refusal"
                : null;
        }

        return outcome.Exception is { } exception ? $"is refused: {exception.Message}"
            : !outcome.Equals(apart) ? "other bits than apart"
            : null;
    }

    // Everything apart; the two one over the other, so far apart, the other's contents on top.
    private void Place(Argument[] arguments, Argument destination, Argument other, int offset)
    {
        places.Place(arguments);
        new Span<byte>(places.Start, 2 * Places.Room).Clear();
        destination.Place(places.Start + Places.Room + offset);
        other.Place(places.Start + Places.Room);
    }

    private Outcome Apart(Function function, Argument[] arguments)
    {
        places.Place(arguments);
        return Outcome.Of(function, arguments);
    }
}
