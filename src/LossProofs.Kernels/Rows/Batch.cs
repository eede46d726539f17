// A batch of rows (row-major, one row per sample) and how the rows' losses are reduced to one number.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// A row-major batch: <see cref="RowCount"/> rows (samples) of <see cref="ColumnCount"/> logits, scores or
/// probabilities each. It is a view: nothing is copied.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Views <paramref name="values"/> as rows of <paramref name="columnCount"/> entries.</summary>
    /// <exception cref="ArgumentException">T is another type, the batch is empty, the column count is not positive, or the number of
    /// values is not a multiple of it.</exception>
    public Batch(ReadOnlySpan<T> values, int columnCount)
    {
        Arguments.Precision<T>();
        Arguments.Positive(columnCount, nameof(columnCount));
        if (values.IsEmpty || values.Length % columnCount != 0)
            throw new ArgumentException(
                $"values has {values.Length} entries; expected a positive multiple of the column count {columnCount}",
                nameof(values)
            );
        Values = values;
        ColumnCount = columnCount;
    }

    /// <summary>All entries, row after row.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>The number of entries in a row (classes, labels).</summary>
    public int ColumnCount { get; }

    /// <summary>The number of rows (samples).</summary>
    public int RowCount => ColumnCount == 0 ? 0 : Values.Length / ColumnCount;

    /// <summary>Row number <paramref name="row"/>, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> Row(int row)
    {
        // Without a division: a legal row starts inside, and so do only they.
        var start = (long)row * ColumnCount;
        if ((ulong)start >= (ulong)Values.Length)
            Arguments.InRange(row, 0, RowCount - 1, nameof(row));
        return Values.Slice((int)start, ColumnCount);
    }
}

/// <summary>How the losses of a batch's rows become the result.</summary>
public enum Reduction
{
    /// <summary>One loss per row; the gradient is each row's own.</summary>
    None,

    /// <summary>The sum over the rows, rounded once; the gradient is each row's own.</summary>
    Sum,

    /// <summary>
    /// The sum divided by the number of rows (by the sum of the weights used, where classes are weighted), rounded
    /// once; the gradient is divided in the same way.
    /// </summary>
    Mean,
}
