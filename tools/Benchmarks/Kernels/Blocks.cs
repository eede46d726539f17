// How the peers that have no batches of their own share rows among threads: blocks of rows, each some 16,384 entries.
namespace LossProofs.Benchmarks.Kernels;

internal static class Blocks
{
    // 64 KB of floats: a block stays in the second-level cache between the passes over it.
    private const int Entries = 16_384;

    /// <summary>The sum of what the blocks return; a block is (first row, one past the last).</summary>
    public static double Sum(Shape shape, int threads, Func<int, int, double> block)
    {
        var size = Math.Clamp(Entries / shape.Columns, 1, shape.Rows);
        var count = (shape.Rows + size - 1) / size;
        var total = 0.0;
        if (threads == 1)
        {
            for (var i = 0; i < count; i++)
            {
                total += block(i * size, Math.Min(shape.Rows, (i + 1) * size));
            }

            return total;
        }

        var sums = new double[count];
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => sums[i] = block(i * size, Math.Min(shape.Rows, (i + 1) * size))
        );
        foreach (var sum in sums)
        {
            total += sum;
        }

        return total;
    }
}
