// Lengths up to what .NET allows: in arithmetic alone, where memory and time would not do. `attack sizes` computes with some.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Elementary;
using LossProofs.Kernels;
using Xunit;

namespace LossProofs.Tests.Properties.Faults;

public unsafe class SizeLaws
{
    // No memory stands there: the spans are compared, not read.
    private const long Base = 1L << 46;

    private static int Length(uint drawn, byte shift) => (int)((drawn | 1u << 31) >> (1 + shift % 31));

    [Property]
    public void Spans_of_any_length_overlap_where_their_intervals_of_bytes_do(
        uint first,
        byte firstShift,
        uint second,
        byte secondShift,
        int offset,
        byte near
    )
    {
        var (a, b) = (Length(first, firstShift), Length(second, secondShift));
        // Anywhere, or next to where one begins when the other ends.
        var distance = (near % 4) switch
        {
            0 => (long)offset << (firstShift ^ secondShift) % 31,
            1 => a * 8L + offset % 3,
            2 => -(b * 4L) + offset % 3,
            _ => offset % 3,
        };
        var x = new ReadOnlySpan<double>((void*)Base, a);
        var y = new ReadOnlySpan<float>((void*)(Base + distance), b);
        var overlap =
            BigInteger.Max(Base, Base + distance)
            < BigInteger.Min(Base + 8 * (BigInteger)a, Base + distance + 4 * (BigInteger)b);
        Assert.Equal(overlap, Aliasing.Overlap(x, y));
        Assert.Equal(overlap, Aliasing.Overlap(y, x));
        Assert.False(Aliasing.AreSame(x, y));
        Assert.Equal(distance == 0, Aliasing.AreSame(x, new ReadOnlySpan<double>((void*)(Base + distance), a)));
    }

    // The attack on sizes found it: the count of equal floats stood still at 2^24 in each of sixteen lanes.
    [Fact]
    [Trait("Kernel", "CrossEntropy")]
    public void More_equal_floats_than_floats_count_are_all_counted() =>
        Assert.Empty(Attack.Sizes.Run("more equal floats"));

    [Fact]
    public void Empty_spans_overlap_nothing_and_are_the_same()
    {
        var (empty, full) = (new ReadOnlySpan<double>((void*)Base, 0).Length, 5);
        Assert.Equal(0, empty);
        Assert.False(
            Aliasing.Overlap(new ReadOnlySpan<double>((void*)Base, 0), new ReadOnlySpan<double>((void*)Base, full))
        );
        Assert.False(
            Aliasing.Overlap(new ReadOnlySpan<double>((void*)Base, full), new ReadOnlySpan<float>((void*)Base, 0))
        );
        Assert.True(Aliasing.AreSame<double, double>(default, new ReadOnlySpan<double>((void*)Base, 0)));
    }

    [Property]
    public void Blocks_are_all_rows_once_and_in_order(
        uint rowsDrawn,
        byte shift,
        ushort columnsDrawn,
        bool lanes,
        uint which
    )
    {
        var rows = Length(rowsDrawn, shift);
        var perBlock = RowLoss.RowsPerBlock(1 + columnsDrawn, lanes);
        var count = RowLoss.BlockCount(rows, perBlock);
        // Any block, and the ends: each begins where the one before it ends.
        foreach (var block in new[] { 0, (int)(which % (uint)count), count - 1 })
        {
            var (first, end) = RowLoss.BlockOf(block, rows, perBlock);
            Assert.InRange(end - first, 1, perBlock);
            Assert.Equal(block == 0 ? 0 : RowLoss.BlockOf(block - 1, rows, perBlock).End, first);
            Assert.Equal(block == count - 1, end == rows);
        }
    }

    [Property]
    public void A_row_that_a_batch_does_not_have_is_refused(
        int low,
        byte rowShift,
        uint rowsDrawn,
        byte shift,
        byte columnsDrawn
    )
    {
        var row = low << rowShift % 31;
        var columns = 1 + columnsDrawn;
        var rows = 1 + Length(rowsDrawn, shift) % (int.MaxValue / columns);
        ArgumentOutOfRangeException? refusal = null;
        try
        {
            var batch = new Batch<float>(new ReadOnlySpan<float>((void*)Base, rows * columns), columns);
            var entries = batch.Row(row);
            fixed (float* place = entries)
            {
                Assert.Equal(Base + 4L * row * columns, (long)place);
                Assert.Equal(columns, entries.Length);
            }
        }
        catch (ArgumentOutOfRangeException exception)
        {
            refusal = exception;
        }

        Assert.Equal(
            (uint)row < (uint)rows ? null : $"row is {row}; expected 0 to {rows - 1} (Parameter 'row')",
            refusal?.Message
        );
    }
}
