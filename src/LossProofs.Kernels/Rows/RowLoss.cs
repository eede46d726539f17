// How every loss of a row is run: the checks, the row itself, and batches of rows with their reduction. A loss
// contributes its arguments' checks and its formula (IRowLoss); this file is the rest, for all of them.
using System.Numerics;
using LossProofs.Elementary;

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
    static virtual string InputName => "logits";

    /// <summary>Refuses an illegal row; <paramref name="row"/> is −1 outside a batch.</summary>
    void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, int row);

    /// <summary>Whether a whole batch, its lengths being right, is seen at once to be legal; if not, its rows are checked. And the
    /// largest magnitude of an input, if the batch is legal.</summary>
    static virtual bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<TTarget> targets, out T magnitude)
    {
        magnitude = T.PositiveInfinity;
        return false;
    }

    /// <summary>
    /// The loss, and scale·∂loss/∂input into <paramref name="gradient"/> unless that is empty. The gradient may be
    /// the inputs or the targets themselves: entry i of them is not read after entry i of it is written.
    /// </summary>
    Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Wide<T> scale, Span<T> gradient);

    /// <summary>What the row counts for in a mean: 1 unless <see cref="IsWeighted"/>.</summary>
    Wide<T> Weight(ReadOnlySpan<TTarget> targets) => Wide<T>.One;

    /// <summary>Whether rows count differently.</summary>
    static virtual bool IsWeighted => false;

    /// <summary>Whether the loss is written over lanes too.</summary>
    static virtual bool HasLanes => false;

    /// <summary>Whether the loss is a sum over entries, and an entry of the gradient depends on the entry alone.</summary>
    static virtual bool IsElementwise => false;

    /// <summary>Whether the form over lanes takes powers (<see cref="Tile{T}.References"/>) where the logits of a row are near to each other.</summary>
    static virtual bool UsesPowers => false;

    /// <summary>
    /// The losses of a tile, and scale·∂loss/∂input into its gradient unless that is empty, where
    /// <paramref name="reliable"/>: in the lanes' range. The other rows are taken again, in another form; of a tile that is not
    /// transposed nothing may have been written to their gradient, unless it is also what is kept.
    /// </summary>
    TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes> => throw new System.Diagnostics.UnreachableException();
}

internal static unsafe class RowLoss
{
    /// <summary>What messages call the targets.</summary>
    public static string TargetName<TTarget>() =>
        typeof(TTarget) == typeof(int) ? "labels"
        : typeof(TTarget) == typeof(bool) ? "positives"
        : "targets";

    /// <summary>
    /// Rows are summed in blocks, and the blocks' sums are added in order, so that the result depends on the data's
    /// shape alone and not on how many threads share the blocks. A block has some 16,384 entries where a loss is written
    /// over lanes (rows in eights), some 4,096 and at most 64 rows elsewhere.
    /// </summary>
    internal static int RowsPerBlock(int columns, bool lanes) =>
        lanes ? Math.Max(1, (16384 / columns + 15) & ~15) : Math.Clamp(4096 / columns, 1, 64);

    /// <summary>How many blocks that makes.</summary>
    internal static int BlockCount(int rows, int rowsPerBlock) => (rows - 1) / rowsPerBlock + 1;

    /// <summary>The rows of a block: from the first up to the end.</summary>
    internal static (int First, int End) BlockOf(int block, int rows, int rowsPerBlock)
    {
        var first = block * rowsPerBlock;
        return (first, first + Math.Min(rowsPerBlock, rows - first));
    }

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
        var magnitude = CheckRow(loss, inputs, targets);
        return EvaluateRow(loss, inputs, targets, default, magnitude);
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
        var magnitude = CheckRow(loss, inputs, targets);
        CheckGradient<T, TTarget, TLoss>(inputs, targets, gradient);
        return EvaluateRow(loss, inputs, targets, gradient, magnitude);
    }

    /// <summary>Returns the largest magnitude of an input, ∞ where that is not known.</summary>
    private static T CheckRow<T, TTarget, TLoss>(in TLoss loss, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        Arguments.Precision<T>();
        var width = typeof(TTarget) == typeof(int) ? 1 : inputs.Length;
        if (!inputs.IsEmpty && targets.Length == width)
            if (TLoss.AreAllLegal(new(inputs, inputs.Length), targets, out var magnitude))
                return magnitude;
        loss.Check(inputs, targets, -1);
        return T.PositiveInfinity;
    }

    private static T EvaluateRow<T, TTarget, TLoss>(
        in TLoss loss,
        ReadOnlySpan<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Span<T> gradient,
        T magnitude
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        if (!TLoss.HasLanes)
            return loss.Evaluate(inputs, targets, Wide<T>.One, gradient).Round();
        T value;
        fixed (T* z = inputs)
        fixed (TTarget* y = targets)
        fixed (T* g = gradient)
            LaneRows.Evaluate(loss, z, y, targets.Length, inputs.Length, 0, 1, Wide<T>.One, &value, g, magnitude);
        return value;
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
        var magnitude = CheckBatch(loss, inputs, targets, reduction, degreeOfParallelism);
        CheckLosses<T, TTarget, TLoss>(inputs, targets, reduction, losses);
        Run(loss, inputs, targets, reduction, losses, default, magnitude, degreeOfParallelism);
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
        var magnitude = CheckBatch(loss, inputs, targets, reduction, degreeOfParallelism);
        CheckLosses<T, TTarget, TLoss>(inputs, targets, reduction, losses);
        CheckGradient<T, TTarget, TLoss>(inputs.Values, targets, gradient);
        Arguments.Separate<T, T>(losses, nameof(losses), gradient, nameof(gradient));
        Run(loss, inputs, targets, reduction, losses, gradient, magnitude, degreeOfParallelism);
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
        var magnitude = CheckBatch(loss, inputs, targets, reduction, degreeOfParallelism);
        CheckGradient<T, TTarget, TLoss>(inputs.Values, targets, gradient);
        Run(loss, inputs, targets, reduction, default, gradient, magnitude, degreeOfParallelism);
    }

    private static void CheckGradient<T, TTarget, TLoss>(
        ReadOnlySpan<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        Arguments.SameLength(gradient.Length, nameof(gradient), inputs.Length, TLoss.InputName);
        Arguments.NoPartialOverlap<T, T>(inputs, TLoss.InputName, gradient, nameof(gradient));
        Arguments.NoPartialOverlap<TTarget, T>(targets, TargetName<TTarget>(), gradient, nameof(gradient));
    }

    private static void CheckLosses<T, TTarget, TLoss>(
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
        Arguments.Separate<T, T>(inputs.Values, TLoss.InputName, losses, nameof(losses));
        Arguments.Separate<TTarget, T>(targets, TargetName<TTarget>(), losses, nameof(losses));
    }

    /// <summary>Returns the largest magnitude of an input, ∞ where that is not known.</summary>
    private static T CheckBatch<T, TTarget, TLoss>(
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
        Arguments.NotEmpty(inputs.RowCount, TLoss.InputName);
        Arguments.InRange((int)reduction, (int)Reduction.None, (int)Reduction.Mean, nameof(reduction));
        Arguments.InRange(degreeOfParallelism, 0, int.MaxValue, nameof(degreeOfParallelism));
        if (typeof(TTarget) == typeof(int))
            Arguments.Length(targets.Length, TargetName<TTarget>(), inputs.RowCount, "one per row");
        else
            Arguments.SameLength(targets.Length, TargetName<TTarget>(), inputs.Values.Length, TLoss.InputName);
        if (AreAllLegal<T, TTarget, TLoss>(inputs, targets, degreeOfParallelism, out var magnitude))
            return magnitude;
        var width = targets.Length / inputs.RowCount;
        for (var row = 0; row < inputs.RowCount; row++)
            loss.Check(inputs.Row(row), targets.Slice(row * width, width), row);
        return T.PositiveInfinity;
    }

    /// <summary>The same as of the loss, each thread taking a part of the rows.</summary>
    public static bool AreAllLegal<T, TTarget, TLoss>(
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        int degreeOfParallelism,
        out T magnitude
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        var parts = Math.Min(Workers(degreeOfParallelism), inputs.RowCount);
        if (parts == 1 || inputs.Values.Length < 16 * ParallelThreshold)
            return TLoss.AreAllLegal(inputs, targets, out magnitude);
        fixed (T* z = inputs.Values)
        fixed (TTarget* y = targets)
        {
            var batch = new PinnedBatch<T, TTarget>(
                z,
                y,
                targets.Length / inputs.RowCount,
                inputs.ColumnCount,
                inputs.RowCount
            );
            return AreAllLegal<T, TTarget, TLoss>(batch, parts, out magnitude);
        }
    }

    private static bool AreAllLegal<T, TTarget, TLoss>(PinnedBatch<T, TTarget> batch, int parts, out T magnitude)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        var found = new (bool Legal, T Magnitude)[parts];
        Team.Run(
            parts,
            parts,
            part =>
            {
                var targets = batch.Part(part, parts, out var rows);
                found[part] = (TLoss.AreAllLegal(rows, targets, out var largest), largest);
            }
        );
        magnitude = found.Max(part => part.Magnitude);
        return found.All(part => part.Legal);
    }

    private readonly struct PinnedBatch<T, TTarget>(T* inputs, TTarget* targets, int width, int columns, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        public ReadOnlySpan<TTarget> Part(int part, int parts, out Batch<T> batch)
        {
            var (first, end) = ((int)((long)rows * part / parts), (int)((long)rows * (part + 1) / parts));
            batch = new(new ReadOnlySpan<T>(inputs + (long)first * columns, (end - first) * columns), columns);
            return new(targets + (long)first * width, (end - first) * width);
        }
    }

    /// <summary>All arguments are legal: nothing throws from here on.</summary>
    private static void Run<T, TTarget, TLoss>(
        TLoss loss,
        Batch<T> inputs,
        ReadOnlySpan<TTarget> targets,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        T magnitude,
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
            divisor = TLoss.IsWeighted ? Wide<T>.Zero : Wide<T>.OfInteger(rows);
            for (var row = 0; row < rows && TLoss.IsWeighted; row++)
                divisor += loss.Weight(targets.Slice(row * width, width));
            Arguments.TotalWeight(divisor.Round());
            scale = Wide<T>.One / divisor;
        }

        fixed (T* z = inputs.Values)
        fixed (TTarget* y = targets)
        fixed (T* l = losses)
        fixed (T* g = gradient)
        {
            var each = reduction == Reduction.None ? l : null;
            var rowsPerBlock = RowsPerBlock(columns, TLoss.HasLanes);
            var work = new BatchOfLoss<T, TTarget, TLoss>(
                loss,
                z,
                y,
                width,
                columns,
                rows,
                rowsPerBlock,
                scale,
                each,
                g,
                magnitude
            );
            var total = SumOfBlocks(work, rows, columns, rowsPerBlock, degreeOfParallelism);
            if (reduction != Reduction.None && !losses.IsEmpty)
                losses[0] = (total / divisor).Round();
        }
    }

    /// <summary>The blocks' sums, added in order whichever threads computed them.</summary>
    private static Wide<T> SumOfBlocks<T, TTarget, TLoss>(
        BatchOfLoss<T, TTarget, TLoss> work,
        int rows,
        int columns,
        int rowsPerBlock,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        var blocks = BlockCount(rows, rowsPerBlock);
        var total = Wide<T>.Zero;
        if (degreeOfParallelism == 1 || blocks == 1 || (long)rows * columns < ParallelThreshold)
        {
            for (var block = 0; block < blocks; block++)
                total += work.Block(block);
            return total;
        }

        foreach (var sum in InParallel(work, blocks, degreeOfParallelism))
            total += sum;
        return total;
    }

    // A method of its own: what the threads share is allocated where there are threads only.
    private static Wide<T>[] InParallel<T, TTarget, TLoss>(
        BatchOfLoss<T, TTarget, TLoss> work,
        int blocks,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        var sums = new Wide<T>[blocks];
        Team.Run(blocks, Workers(degreeOfParallelism), block => sums[block] = work.Block(block));
        return sums;
    }

    /// <summary>A batch whose arguments are pinned and legal.</summary>
    private readonly struct BatchOfLoss<T, TTarget, TLoss>(
        TLoss loss,
        T* inputs,
        TTarget* targets,
        int width,
        int columns,
        int rows,
        int rowsPerBlock,
        Wide<T> scale,
        T* losses,
        T* gradient,
        T magnitude
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
    {
        /// <summary>The sum of the block's losses, unless each is written; and its gradients where asked for.</summary>
        public Wide<T> Block(int block)
        {
            var (first, end) = BlockOf(block, rows, rowsPerBlock);
            if (TLoss.HasLanes)
                return LaneRows.Evaluate(
                    loss,
                    inputs,
                    targets,
                    width,
                    columns,
                    first,
                    end,
                    scale,
                    losses,
                    gradient,
                    magnitude
                );
            var sum = Wide<T>.Zero;
            for (var row = first; row < end; row++)
            {
                var value = loss.Evaluate(
                    new ReadOnlySpan<T>(inputs + (long)row * columns, columns),
                    new ReadOnlySpan<TTarget>(targets + (long)row * width, width),
                    scale,
                    gradient == null ? default : new Span<T>(gradient + (long)row * columns, columns)
                );
                if (losses != null)
                    losses[row] = value.Round();
                else
                    sum += value;
            }

            return sum;
        }
    }

    /// <summary>A label where it is used: whatever another thread made of it since it was checked, it names one of the classes.</summary>
    public static int LabelOf(ReadOnlySpan<int> targets, int classCount) =>
        (int)Math.Min((uint)targets[0], (uint)classCount - 1);

    /// <summary>0 asks for as many workers as there are processors.</summary>
    private static int Workers(int degreeOfParallelism) =>
        degreeOfParallelism == 0 ? Environment.ProcessorCount : degreeOfParallelism;

    /// <summary>Kernels that map a row to a row (softmax and its kin), written as a loss whose value is not asked for.</summary>
    public static void Map<T, TMap>(
        in TMap map,
        T* from,
        T* to,
        int rows,
        int columns,
        T magnitude,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IRowLoss<T, byte>
    {
        var rowsPerBlock = RowsPerBlock(columns, TMap.HasLanes);
        byte none = 0;
        var work = new BatchOfLoss<T, byte, TMap>(
            map,
            from,
            &none,
            0,
            columns,
            rows,
            rowsPerBlock,
            Wide<T>.One,
            null,
            to,
            magnitude
        );
        SumOfBlocks(work, rows, columns, rowsPerBlock, degreeOfParallelism);
    }
}
