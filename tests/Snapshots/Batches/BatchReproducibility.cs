// The same bits for a row alone or in a batch, for any number of threads, in place or not, at any alignment.
using System.Numerics;
using System.Runtime.InteropServices;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Snapshots.Batches;

public class BatchReproducibility
{
    public static TheoryData<string> Kernels => [.. BatchCalls.Names];

    public static TheoryData<string> FusedKernels => [.. BatchCalls.Fused];

    [KernelTheory]
    [MemberData(nameof(FusedKernels))]
    public void A_result_does_not_depend_on_batch_threads_place_or_alignment(string kernel)
    {
        Check<float>(kernel, BatchDigest.Shapes);
        Check<double>(kernel, BatchDigest.Shapes);
    }

    [KernelTheory]
    [MemberData(nameof(Kernels))]
    public void Nor_does_a_loss_or_a_gradient_alone(string kernel)
    {
        Check<float>(kernel, [(9, 10), (2, 64)]);
        Check<double>(kernel, [(9, 10), (2, 64)]);
    }

    [Fact]
    public void Every_loss_of_a_batch_has_its_row_form()
    {
        Assert.True(BatchCall<double>.All.Count >= 40, $"found only {BatchCall<double>.All.Count} batch kernels");
        Assert.Equal([], BatchCall<double>.All.Where(call => call.Row is null).Select(call => call.Name));
    }

    private static void Check<T>(string kernel, (int Rows, int Columns)[] shapes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var call = BatchCall<T>.Named(kernel);
        var checkedShapes = 0;
        foreach (var (rows, columns) in shapes)
        {
            foreach (var masked in rows * columns < 1000 ? new[] { false, true } : [false])
            {
                var data = new BatchData<T>(rows, columns, masked);
                if (RowByRow(call.Row!, data) is not { } expected)
                {
                    Assert.True(masked, $"{kernel} refuses {rows} x {columns}");
                    continue; // not every kernel allows masks
                }

                checkedShapes++;
                Same(expected, call, data, Reduction.None, "than row by row");
                foreach (var reduction in IsLarge(data) ? [Reduction.Mean] : new[] { Reduction.Sum, Reduction.Mean })
                {
                    Same(BatchDigest.Results(call, data, reduction, 1, 0, false)!, call, data, reduction, "");
                }
            }
        }

        Assert.InRange(checkedShapes, shapes.Length, 2 * shapes.Length);
    }

    private static void Same<T>(
        byte[] expected,
        BatchCall<T> call,
        BatchData<T> data,
        Reduction reduction,
        string difference
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        (int, int, bool)[] variants = [(3, 13, false), (2, 3, true), (1, 1, false)];
        foreach (var (threads, offset, inPlace) in IsLarge(data) ? variants[..1] : variants)
        {
            var actual = BatchDigest.Results(call, data, reduction, threads, offset, inPlace)!;
            Assert.True(
                actual.AsSpan().SequenceEqual(expected),
                $"{call.Name} {typeof(T).Name} {data.Rows} x {data.Columns} {reduction}: other bits {difference} with "
                    + $"{threads} threads, offset {offset}, {(inPlace ? "" : "not ")}in place, "
                    + $"first at byte {expected.AsSpan().CommonPrefixLength(actual)} of {expected.Length}"
            );
        }
    }

    // Large ones cost seconds where the arithmetic is scalar, and are here for the threads.
    private static bool IsLarge<T>(BatchData<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> => data.Inputs.Length > 10_000;

    // Losses first, then output, each from a call with one row.
    private static byte[]? RowByRow<T>(Action<BatchArguments<T>> call, BatchData<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var all = BatchDigest.Arguments(data, Reduction.None, 1, 0, false);
        try
        {
            for (var row = 0; row < data.Rows; row++)
            {
                ArraySegment<TItem> Row<TItem>(ArraySegment<TItem> items) =>
                    items.Slice(row * data.Columns, data.Columns);
                call(
                    new()
                    {
                        Columns = data.Columns,
                        Inputs = Row(all.Inputs),
                        Labels = all.Labels.Slice(row, 1),
                        Targets = Row(all.Targets),
                        Positives = Row(all.Positives),
                        ClassWeights = all.ClassWeights,
                        Losses = all.Losses.Slice(row, 1),
                        Output = Row(all.Output),
                    }
                );
            }
        }
        catch (ArgumentException)
        {
            return null;
        }

        return [.. MemoryMarshal.AsBytes(all.Losses.AsSpan()), .. MemoryMarshal.AsBytes(all.Output.AsSpan())];
    }
}
