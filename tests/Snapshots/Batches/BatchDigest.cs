// One number for all bits that a batch kernel computes, so that processes can be compared.
using System.Numerics;
using System.Runtime.InteropServices;
using LossProofs.Kernels;

namespace LossProofs.Tests.Snapshots.Batches;

internal static class BatchDigest
{
    /// <summary>
    /// Small and large class counts on both sides of where the layout changes, tails of every kind, batches that threads
    /// share. What runs without vector hardware has to be small.
    /// </summary>
    public static (int Rows, int Columns)[] Shapes { get; } =
    [
        (1, 1),
        (16, 1),
        (3, 2),
        (35, 2),
        (1, 5),
        (17, 3),
        (9, 10),
        (18, 20),
        (9, 21),
        (19, 33),
        (18, 40),
        (5, 41),
        (2, 64),
        (3, 257),
        (1, 1500),
        (1100, 10),
    ];

    /// <summary>One line per kernel and precision.</summary>
    public static IEnumerable<string> Lines() => [.. Lines<float>(), .. Lines<double>()];

    private static IEnumerable<string> Lines<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        BatchCalls.Fused.Select(name =>
        {
            var hash = 14695981039346656037UL;
            // all but the one that is there for the threads, which no processor feature changes
            foreach (var (rows, columns) in Shapes[..^1])
            {
                var data = new BatchData<T>(rows, columns, false);
                Add(ref hash, Results(BatchCall<T>.Named(name), data, Reduction.Mean, 3, 1, false)!);
                Add(ref hash, Results(BatchCall<T>.Named(name), data, Reduction.None, 1, 0, false)!);
            }

            return $"{name} {typeof(T).Name} {hash:x16}";
        });

    /// <summary>Losses and output as bytes; null if the kernel refuses the data.</summary>
    /// <param name="call">The kernel.</param>
    /// <param name="data">The batch.</param>
    /// <param name="reduction">Of the losses.</param>
    /// <param name="threads">At most so many.</param>
    /// <param name="offset">Where in larger arrays everything starts: the alignment.</param>
    /// <param name="inPlace">Whether the output, if there is one, overwrites the inputs.</param>
    public static byte[]? Results<T>(
        BatchCall<T> call,
        BatchData<T> data,
        Reduction reduction,
        int threads,
        int offset,
        bool inPlace
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var arguments = Arguments(data, reduction, threads, offset, inPlace && call.WritesOutput);
        try
        {
            call.Batch(arguments);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return
        [
            .. MemoryMarshal.AsBytes(arguments.Losses.AsSpan()),
            .. MemoryMarshal.AsBytes(arguments.Output.AsSpan()),
        ];
    }

    public static BatchArguments<T> Arguments<T>(
        BatchData<T> data,
        Reduction reduction,
        int threads,
        int offset,
        bool inPlace
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var inputs = Shifted(data.Inputs, offset);
        return new()
        {
            Columns = data.Columns,
            Inputs = inputs,
            Labels = Shifted(data.Labels, offset),
            Targets = Shifted(data.Targets, offset),
            Positives = Shifted(data.Positives, offset),
            ClassWeights = Shifted(data.Weights, offset),
            Reduction = reduction,
            Threads = threads,
            Losses = Shifted(new T[reduction == Reduction.None ? data.Rows : 1], offset),
            Output = inPlace ? inputs : Shifted(new T[data.Inputs.Length], offset),
        };
    }

    private static ArraySegment<TItem> Shifted<TItem>(TItem[] items, int offset) =>
        new([.. new TItem[offset], .. items], offset, items.Length);

    private static void Add(ref ulong hash, byte[] results)
    {
        foreach (var value in results)
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }
    }
}
