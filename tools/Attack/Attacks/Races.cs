// Another thread changes the arguments during a call: the numbers may be wrong, but the process goes on.
using System.Runtime.InteropServices;

namespace LossProofs.Attack;

/// <summary>Inputs between pages that must not be touched are overwritten all the time, labels with any number.</summary>
public sealed unsafe class Races : IAttack
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(15);

    private readonly Lazy<Arena[]> arenas = new(() => [.. Enumerable.Range(0, 12).Select(_ => Arena.Of(1 << 19))]);

    /// <inheritdoc/>
    public string Name => "races";

    /// <inheritdoc/>
    public string Description => "inputs overwritten by another thread during calls: no access outside of spans";

    /// <inheritdoc/>
    public bool NeedsProcess => true;

    /// <inheritdoc/>
    public IReadOnlyList<Function> Functions { get; } =
    [.. Function.All.Where(f => f.Method.GetParameters().Any(p => Function.IsSpan(p) && !Function.IsDestination(p)))];

    /// <inheritdoc/>
    public IEnumerable<string> Try(Function function, Random random)
    {
        var arguments = Drawing.For(function.Number).Draw(function, random, random.Next(2) == 0 ? 20 : 400);
        Arena.Place(arguments, arenas.Value, atEnd: true);
        var stop = false;
        var seed = random.Next();
        var writer = new Thread(() => Overwrite(arguments, new Random(seed), ref stop));
        writer.Start();
        var until = DateTime.UtcNow + Duration;
        Exception? odd = null;
        while (DateTime.UtcNow < until)
        {
            odd ??= Outcome.Of(function, arguments).Exception is { } e && Unmanaged(e) ? e : null;
        }

        Volatile.Write(ref stop, true);
        writer.Join();
        if (odd is not null)
        {
            yield return $"{function}: {odd}";
        }
    }

    // Mostly with what is legal, so that calls get beyond their checks.
    private static void Overwrite(Argument[] arguments, Random random, ref bool stop)
    {
        while (!Volatile.Read(ref stop))
        {
            foreach (var input in arguments.Where(a => a.Values is not null && !a.IsWritten))
            {
                var word = random.Next(4) == 0 ? random.Next(int.MinValue, int.MaxValue) : 0;
                word &= input.Values is bool[] ? 0x01010101 : -1;
                for (var i = random.Next(4) * 4; i + 4 <= input.Size; i += 16)
                {
                    *(int*)(input.Address + i) = word;
                }

                Thread.SpinWait(random.Next(200));
                input.Place(input.Address);
            }
        }
    }

    // Refusals are right, and so is a place that no array has; anything else is not expected.
    private static bool Unmanaged(Exception exception) =>
        exception is AggregateException all
            ? all.InnerExceptions.Any(Unmanaged)
            : exception is not (ArgumentException or IndexOutOfRangeException);
}
