// Nothing outside of a span is read or written: each stands against a page that no access survives.
namespace LossProofs.Attack;

/// <summary>An access outside ends the process; a changed input or other bits at another place are findings.</summary>
public sealed class GuardPages : IAttack
{
    private readonly Lazy<Arena[]> arenas = new(() => [.. Enumerable.Range(0, 12).Select(_ => Arena.Of(1 << 17))]);

    /// <inheritdoc/>
    public string Name => "guard-pages";

    /// <inheritdoc/>
    public string Description => "every span before, then behind, a page that must not be touched";

    /// <inheritdoc/>
    public bool NeedsProcess => true;

    /// <inheritdoc/>
    public IEnumerable<string> Try(Function function, Random random)
    {
        var arguments = Drawing.For(function.Number).Draw(function, random);
        var outcomes = new List<Outcome>();
        foreach (var atEnd in new[] { true, false })
        {
            Arena.Place(arguments, arenas.Value, atEnd);
            outcomes.Add(Outcome.Of(function, arguments));
            foreach (var input in arguments.Where(a => a.Values is not null && !a.IsWritten))
            {
                if (!input.Now().AsSpan().SequenceEqual(input.Contents))
                {
                    yield return $"{function}: the call changed its input {input}";
                }
            }
        }

        if (outcomes[0].Exception is { } exception)
        {
            yield return $"{function} refuses what it should take: {exception.Message} ({string.Join("; ", arguments.AsEnumerable())})";
        }
        else if (!outcomes[0].Equals(outcomes[1]))
        {
            yield return $"{function}: other bits at another place ({string.Join("; ", arguments.AsEnumerable())})";
        }
    }
}
