// No kernel allocates: neither on a row nor on a batch that stays on the caller's thread. Measured in a child process
// without tiered compilation: what the compiler's first tier makes still boxes, and is replaced after some calls.
using System.Numerics;
using LossProofs.Kernels;
using Xunit;

namespace LossProofs.Tests.Snapshots.Batches;

public class Allocations
{
    [Fact]
    public void A_call_on_the_callers_thread_allocates_nothing()
    {
        var lines = Child.Run(["allocations"], "DOTNET_TieredCompilation", "0").TrimEnd('\n').Split('\n');
        Assert.Equal(2 * BatchCalls.Names.Count(), lines.Length);
        Assert.Equal([], lines.Where(line => !line.EndsWith(": 0 bytes", StringComparison.Ordinal)));
    }
}

internal static class AllocationCount
{
    // So many calls: what is allocated once in a while counts too.
    private const int Calls = 4;

    /// <summary>One line per kernel and precision, with the bytes of the worst of its calls.</summary>
    public static IEnumerable<string> Lines() => [.. Lines<float>(), .. Lines<double>()];

    private static IEnumerable<string> Lines<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        BatchCall<T>.All.Select(call =>
        {
            var (bytes, where) = Worst(call);
            return $"{call.Name} {typeof(T).Name}{(bytes == 0 ? "" : " on " + where)}: {bytes} bytes";
        });

    private static (long Bytes, string Where) Worst<T>(BatchCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var worst = (Bytes: 0L, Where: "");
        foreach (var (rows, columns) in new[] { (1, 10), (1, 2000), (40, 3), (3, 1000) })
        {
            var data = new BatchData<T>(rows, columns, false);
            foreach (var inPlace in new[] { false, call.WritesOutput })
            {
                foreach (var reduction in Enum.GetValues<Reduction>())
                {
                    Consider(call.Batch, reduction, $"a batch of {rows} x {columns}, {reduction}");
                }

                if (rows == 1)
                {
                    Consider(call.Row!, Reduction.None, $"a row of {columns}");
                }

                void Consider(Action<BatchArguments<T>> form, Reduction reduction, string where)
                {
                    // Each in-place call overwrites its inputs, with what is legal again only for some kernels.
                    var inputs = Enumerable
                        .Range(0, Calls + 1)
                        .Select(_ => BatchDigest.Arguments(data, reduction, 1, 0, inPlace))
                        .ToArray();
                    var bytes = Allocated(form, inputs);
                    worst = bytes > worst.Bytes ? (bytes, where + (inPlace ? ", in place" : "")) : worst;
                }
            }
        }

        return worst;
    }

    private static long Allocated<T>(Action<BatchArguments<T>> call, BatchArguments<T>[] arguments)
    {
        call(arguments[Calls]); // the first call compiles, and may rent buffers that the pool keeps
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            call(arguments[i]);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
