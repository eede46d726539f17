// How every loss of a row is run: the checks, the row itself, and batches of rows with their reduction. A loss
// contributes its arguments' checks and its formula (IRowLoss); this file is the rest, for all of them.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// A loss of one row of <typeparamref name="T"/> logits, scores or predictions against targets of
/// <typeparamref name="TTarget"/>: one int (class label), or as many values or flags as the row has columns.
/// </summary>
internal interface IRowLoss<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>What messages call the row: logits, scores, predictions.</summary>
    string InputName { get; }

    /// <summary>What messages call the targets.</summary>
    string TargetName { get; }

    /// <summary>Refuses an illegal row; <paramref name="row"/> is −1 outside a batch.</summary>
    void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, int row);

    /// <summary>
    /// The loss, and scale·∂loss/∂input into <paramref name="gradient"/> unless that is empty. The gradient may be
    /// the inputs or the targets themselves: entry i of them is not read after entry i of it is written.
    /// </summary>
    Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Wide<T> scale, Span<T> gradient);

    /// <summary>What the row counts for in a mean.</summary>
    Wide<T> Weight(ReadOnlySpan<TTarget> targets);
}

internal static unsafe class RowLoss
{
    /// <summary>
    /// Rows are summed in blocks, and the blocks' sums are added in order, so that the result depends on the data's
    /// shape alone and not on how many threads share the blocks. A block has some 4,096 entries, at most 64 rows.
    /// </summary>
    private static int RowsPerBlock(int columns) => Math.Clamp(4096 / columns, 1, 64);

    /// <summary>
    /// Below this many entries a batch stays on one thread: at some 50 ns an entry in wide arithmetic that is half a
    /// millisecond, where starting workers (tens of microseconds) stops mattering.
    /// </summary>
    private const int ParallelThreshold = 10_000;

    public static T Loss<T, TTarget, TLoss>(in TLoss loss, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        Arguments.Precision<T>();
        loss.Check(inputs, targets, -1);
        return loss.Evaluate(inputs, targets, Wide<T>.One, default).Round();
    }

    public static T LossAndGradient<T, TTarget, TLoss>(
        in TLoss loss,
        ReadOnlySpan<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        Arguments.Precision<T>();
        loss.Check(inputs, targets, -1);
        CheckGradient(loss, inputs, targets, gradient);
        return loss.Evaluate(inputs, targets, Wide<T>.One, gradient).Round();
    }

    public static void Loss<T, TTarget, TLoss>(
        in TLoss loss,
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        CheckBatch(loss, inputs, targets, reduction, degreeOfParallelism);
        CheckLosses(loss, inputs, targets, reduction, losses);
        Run(loss, inputs, targets, reduction, losses, default, degreeOfParallelism);
    }

    public static void LossAndGradient<T, TTarget, TLoss>(
        in TLoss loss,
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        CheckBatch(loss, inputs, targets, reduction, degreeOfParallelism);
        CheckLosses(loss, inputs, targets, reduction, losses);
        CheckGradient(loss, inputs.Values, targets, gradient);
        Arguments.Separate<T>(losses, nameof(losses), gradient, nameof(gradient));
        Run(loss, inputs, targets, reduction, losses, gradient, degreeOfParallelism);
    }

    public static void Gradient<T, TTarget, TLoss>(
        in TLoss loss,
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Reduction reduction,
        Span<T> gradient,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        CheckBatch(loss, inputs, targets, reduction, degreeOfParallelism);
        CheckGradient(loss, inputs.Values, targets, gradient);
        Run(loss, inputs, targets, reduction, default, gradient, degreeOfParallelism);
    }

    private static void CheckGradient<T, TTarget, TLoss>(
        in TLoss loss,
        ReadOnlySpan<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        Arguments.SameLength(gradient.Length, nameof(gradient), inputs.Length, loss.InputName);
        Arguments.NoPartialOverlap<T, T>(inputs, loss.InputName, gradient, nameof(gradient));
        Arguments.NoPartialOverlap<TTarget, T>(targets, loss.TargetName, gradient, nameof(gradient));
    }

    private static void CheckLosses<T, TTarget, TLoss>(
        in TLoss loss,
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Reduction reduction,
        Span<T> losses
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        var count = reduction == Reduction.None ? inputs.RowCount : 1;
        Arguments.Length(losses.Length, nameof(losses), count, reduction == Reduction.None ? "one per row" : "reduced");
        Arguments.Separate<T>(inputs.Values, loss.InputName, losses, nameof(losses));
        Arguments.NoPartialOverlap<TTarget, T>(targets, loss.TargetName, losses, nameof(losses));
    }

    private static void CheckBatch<T, TTarget, TLoss>(
        in TLoss loss,
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Reduction reduction,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        Arguments.Precision<T>();
        Arguments.NotEmpty(inputs.RowCount, loss.InputName);
        Arguments.InRange((int)reduction, (int)Reduction.None, (int)Reduction.Mean, nameof(reduction));
        Arguments.InRange(degreeOfParallelism, 0, int.MaxValue, nameof(degreeOfParallelism));
        if (typeof(TTarget) == typeof(int))
            Arguments.Length(targets.Length, "labels", inputs.RowCount, "one per row");
        else
            Arguments.SameLength(targets.Length, loss.TargetName, inputs.Values.Length, loss.InputName);
        var width = targets.Length / inputs.RowCount;
        for (var row = 0; row < inputs.RowCount; row++)
            loss.Check(inputs.Row(row), targets.Slice(row * width, width), row);
    }

    /// <summary>All arguments are legal: nothing throws from here on.</summary>
    private static void Run<T, TTarget, TLoss>(
        TLoss loss,
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        var (rows, columns, width) = (inputs.RowCount, inputs.ColumnCount, targets.Length / inputs.RowCount);
        var (scale, divisor) = (Wide<T>.One, Wide<T>.One);
        if (reduction == Reduction.Mean)
        {
            divisor = Wide<T>.Zero;
            for (var row = 0; row < rows; row++)
                divisor += loss.Weight(targets.Slice(row * width, width));
            Arguments.TotalWeight(divisor.Round());
            scale = Wide<T>.One / divisor;
        }

        fixed (T* z = inputs.Values)
        fixed (TTarget* y = targets)
        fixed (T* l = losses)
        fixed (T* g = gradient)
        {
            T* input = z,
                output = reduction == Reduction.None ? l : null,
                slope = g;
            var target = y;
            var rowsPerBlock = RowsPerBlock(columns);
            Wide<T> Block(int block)
            {
                var sum = Wide<T>.Zero;
                var end = Math.Min(rows, (block + 1) * rowsPerBlock);
                for (var row = block * rowsPerBlock; row < end; row++)
                {
                    var value = loss.Evaluate(
                        new ReadOnlySpan<T>(input + (long)row * columns, columns),
                        new ReadOnlySpan<TTarget>(target + (long)row * width, width),
                        scale,
                        slope == null ? default : new Span<T>(slope + (long)row * columns, columns)
                    );
                    if (output != null)
                        output[row] = value.Round();
                    else
                        sum += value;
                }

                return sum;
            }

            var blocks = (rows + rowsPerBlock - 1) / rowsPerBlock;
            var total = Wide<T>.Zero;
            if (degreeOfParallelism == 1 || blocks == 1 || inputs.Values.Length < ParallelThreshold)
                for (var block = 0; block < blocks; block++)
                    total += Block(block);
            else
            {
                var sums = new Wide<T>[blocks];
                Parallel.For(
                    0,
                    blocks,
                    new ParallelOptions { MaxDegreeOfParallelism = Workers(degreeOfParallelism) },
                    block => sums[block] = Block(block)
                );
                foreach (var sum in sums)
                    total += sum;
            }

            if (reduction != Reduction.None && !losses.IsEmpty)
                losses[0] = (total / divisor).Round();
        }
    }

    /// <summary>0 asks for as many workers as there are processors.</summary>
    private static int Workers(int degreeOfParallelism) =>
        degreeOfParallelism == 0 ? Environment.ProcessorCount : degreeOfParallelism;

    /// <summary>The same sharing of rows for kernels that map a row to a row (softmax and its kin).</summary>
    public static void ForEachRow(int rows, int columns, int degreeOfParallelism, Action<int> apply)
    {
        if (degreeOfParallelism == 1 || rows == 1 || (long)rows * columns < ParallelThreshold)
        {
            for (var row = 0; row < rows; row++)
                apply(row);
            return;
        }

        var size = RowsPerBlock(columns);
        Parallel.For(
            0,
            (rows + size - 1) / size,
            new ParallelOptions { MaxDegreeOfParallelism = Workers(degreeOfParallelism) },
            block =>
            {
                for (var row = block * size; row < Math.Min(rows, (block + 1) * size); row++)
                    apply(row);
            }
        );
    }
}
