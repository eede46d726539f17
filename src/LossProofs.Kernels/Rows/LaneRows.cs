// How a loss that is written over lanes is run over the rows of a block: tiles in, losses and gradients out, and the rows
// that leave the lanes' range handed to the wide arithmetic, one by one.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

internal static unsafe class LaneRows
{
    /// <summary>The sum of the losses of rows <paramref name="first"/> to <paramref name="end"/>, or each into
    /// <paramref name="losses"/>; and their gradients unless <paramref name="gradient"/> is null. To know the
    /// largest magnitude of an input saves passes; ∞ where it is not known.</summary>
    public static Wide<T> Evaluate<T, TTarget, TLoss>(
        in TLoss loss,
        T* inputs,
        TTarget* targets,
        int width,
        int columns,
        int first,
        int end,
        Wide<T> scale,
        T* losses,
        T* gradient,
        T magnitude
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget> =>
        typeof(T) == typeof(float)
            ? new Run<T, TTarget, TLoss, LanesSingle>(
                loss,
                inputs,
                targets,
                width,
                columns,
                scale,
                losses,
                gradient,
                magnitude
            ).Rows(first, end)
            : new Run<T, TTarget, TLoss, LanesDouble>(
                loss,
                inputs,
                targets,
                width,
                columns,
                scale,
                losses,
                gradient,
                magnitude
            ).Rows(first, end);

    [SkipLocalsInit]
    private readonly struct Run<T, TTarget, TLoss, TLanes>(
        TLoss loss,
        T* inputs,
        TTarget* targets,
        int width,
        int columns,
        Wide<T> scale,
        T* losses,
        T* gradient,
        T magnitude
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        private static int Lanes => TLanes.Count;

        private bool IsModerate => magnitude <= T.CreateChecked(Powers.Moderate);

        public Wide<T> Rows(int first, int end) =>
            !HoldsScale ? InWide(first, end)
            : TLoss.IsElementwise && losses == null && magnitude <= T.CreateChecked(LargestElementwise)
                ? AsOneRow(first, end)
            : columns <= Tile<T>.WidestTransposed ? Transposed(first, end)
            : AsTheyAre(first, end);

        // With e^-600 every term of every row is in the range of the lanes: a gradient is the same as in its row alone.
        private const double LargestElementwise = 600;

        // The rows of which only the sum is asked for, one after the other, as long as they stay in the cache between two passes.
        private Wide<T> AsOneRow(int first, int end)
        {
            var (together, total) = (Math.Max(1, 16384 / columns), Wide<T>.Zero);
            for (int row = first, count; row < end; row += count)
            {
                count = Math.Min(together, end - row);
                var start = (long)row * columns;
                total += new Run<T, TTarget, TLoss, TLanes>(
                    loss,
                    inputs + start,
                    targets + (long)row * width,
                    count * width,
                    count * columns,
                    scale,
                    null,
                    gradient == null ? null : gradient + start,
                    magnitude
                ).AsTheyAre(0, 1);
            }

            return total;
        }

        // A mean over weights next to the least or the largest number is divided by what the lanes cannot hold.
        private bool HoldsScale =>
            !TLanes.IsLimited
            || (TLanes.Within(Broadcast(scale), TLanes.Least, TLanes.Most) & TLanes.All) == TLanes.All;

        private Wide<T> InWide(int first, int end)
        {
            var total = Wide<T>.Zero;
            for (var row = first; row < end; row++)
                total += EvaluateWide(row);
            return losses == null ? total : Wide<T>.Zero;
        }

        private Wide<T> Transposed(int first, int end)
        {
            // Vectors that stand across two cache lines would be written and read in two parts.
            var cells = Lanes * Tile<T>.WidestTransposed;
            var memory = stackalloc T[3 * cells + 3 * 16];
            T* x = Aligned(memory),
                y = x + cells,
                g = y + cells,
                references = g + cells;
            var labels = stackalloc int[Lanes];
            var results = gradient == null ? default : new Strip<T>(g, columns, null);
            Unsafe.SkipInit(out Tile<T> tile);
            (tile.RowCount, tile.ColumnCount, tile.Count, tile.Transposed) = (Lanes, columns, columns, true);
            tile.Inputs = new(x, columns, null);
            tile.Targets = new(y, columns, null);
            tile.Labels = labels;
            tile.Kept = tile.Gradient = results;
            tile.UsePowers(null, uint.MaxValue);
            var (factor, total) = (Broadcast(scale), new Total());
            for (int row = first, count; row < end; row += count)
            {
                count = Math.Min(Lanes, end - row);
                var left = (1u << count) - 1;
                Transposition.Gather(inputs + (long)row * columns, count, columns, x);
                if (typeof(TTarget) == typeof(int))
                    ReadLabels(row, count, labels);
                else
                    GatherTargets(row, count, y);
                if (TLoss.UsesPowers)
                {
                    var near = References(tile, references) & left;
                    if (near != 0)
                    {
                        tile.UsePowers(references, near);
                        var value = loss.Evaluate(tile, factor, out var reliable);
                        Take(row, count, near & reliable, value, g, ref total);
                        left &= ~(near & reliable);
                        tile.UsePowers(null, uint.MaxValue);
                    }
                }

                if (left != 0)
                {
                    var value = loss.Evaluate(tile, factor, out var reliable);
                    Take(row, count, left & reliable, value, g, ref total);
                    left &= ~reliable;
                }

                for (var lane = 0; left >> lane != 0; lane++)
                    if ((left >> lane & 1) != 0)
                        total.Wide += EvaluateWide(row + lane);
            }

            return ValueOf(total);
        }

        private Wide<T> ValueOf(in Total total) =>
            losses == null ? total.Wide + FirstOf(TLanes.Sum(total.Lanes)) : Wide<T>.Zero;

        // The rows whose numbers are near to each other, and their references: the first number of the row, or the largest where one
        // is large, so that the powers of both ends are in range.
        private uint References(in Tile<T> tile, T* references)
        {
            if (tile.Transposed)
                *(Vector512<T>*)references = *(Vector512<T>*)tile.Inputs.Values;
            else
                for (var row = 0; row < Lanes; row++)
                    references[row] = tile.Inputs.Values[(long)Math.Min(row, tile.RowCount - 1) * columns];
            if (IsModerate)
                return TLanes.All;
            T* smallest = stackalloc T[Lanes],
                largest = stackalloc T[Lanes];
            PowerRows<T, TLanes>.Extreme<Least>(tile, tile.Inputs, smallest);
            PowerRows<T, TLanes>.Extreme<Most>(tile, tile.Inputs, largest);
            var (least, most) = (TLanes.Load(smallest), TLanes.Load(largest));
            var large = ~(
                TLanes.Within(least, -Powers.Moderate, Powers.Moderate)
                & TLanes.Within(most, -Powers.Moderate, Powers.Moderate)
            );
            for (var row = 0; row < tile.RowCount; row++)
                if ((large >> row & 1) != 0)
                    references[row] = largest[row];
            return TLanes.Near(least, most);
        }

        // The results of some lanes of a transposed tile.
        private void Take(int row, int count, uint lanes, in TLanes value, T* tile, ref Total total)
        {
            if (losses == null)
                total.Lanes += lanes == TLanes.All ? value : TLanes.Only(lanes, value);
            else
            {
                var values = stackalloc T[Lanes];
                value.Store(values);
                for (var lane = 0; lane < count; lane++)
                    if ((lanes >> lane & 1) != 0)
                        losses[row + lane] = values[lane];
            }

            if (gradient == null)
                return;
            if (lanes == (1u << count) - 1)
                Transposition.Scatter(tile, count, columns, gradient + (long)row * columns);
            else
                for (var lane = 0; lane < count; lane++)
                    if ((lanes >> lane & 1) != 0)
                        for (var i = 0; i < columns; i++)
                            gradient[(long)(row + lane) * columns + i] = tile[i * Lanes + lane];
        }

        // The losses of some rows of a tile that is not transposed: row i's stands in lane i.
        private void TakeRows(int row, uint rows, in TLanes value, ref Total total)
        {
            if (losses == null)
            {
                total.Lanes += rows == TLanes.All ? value : TLanes.Only(rows, value);
                return;
            }

            var values = stackalloc T[Lanes];
            value.Store(values);
            for (var i = 0; rows >> i != 0; i++)
                if ((rows >> i & 1) != 0)
                    losses[row + i] = values[i];
        }

        private struct Total()
        {
            public TLanes Lanes = TLanes.Of(0);

            public Wide<T> Wide = Wide<T>.Zero;
        }

        // Several rows are taken together, so that what is done once per row is done for as many rows as there are lanes; but not
        // so many that they leave the cache between two passes.
        private Wide<T> AsTheyAre(int first, int end)
        {
            var together = TLoss.UsesPowers ? Math.Clamp(16384 / columns, 1, Lanes) : 1;
            T* references = stackalloc T[Lanes],
                numbers = stackalloc T[3 * Lanes];
            var labels = stackalloc int[Lanes];
            // What is kept between passes may stand in the gradient only while that is not also an input.
            var shared =
                gradient != null
                && (gradient == inputs || (typeof(TTarget) == typeof(T) && (void*)gradient == targets));
            using var keep = new Scratch<T>(shared ? together * columns : 0);
            using var flags = new Scratch<T>(typeof(TTarget) == typeof(bool) ? together * columns : 0);
            var total = new Total();
            Unsafe.SkipInit(out Tile<T> tile);
            (tile.ColumnCount, tile.Count, tile.Transposed) = (columns, (columns + Lanes - 1) / Lanes, false);
            tile.Labels = typeof(TTarget) == typeof(int) ? labels : null;
            tile.UsePowers(null, uint.MaxValue);
            fixed (T* scratch = keep)
            fixed (T* converted = flags)
            {
                for (int row = first, count; row < end; row += count)
                {
                    count = Math.Min(together, end - row);
                    if (typeof(TTarget) == typeof(int))
                        ReadLabels(row, count, labels);
                    var start = (long)row * columns;
                    for (var i = 0; i < count * columns && typeof(TTarget) == typeof(bool); i++)
                        converted[i] = Number(((bool*)targets)[start + i]);
                    var weights =
                        typeof(TTarget) == typeof(bool) ? converted
                        : typeof(TTarget) == typeof(T) ? (T*)targets + start
                        : null;
                    var to = gradient == null ? null : gradient + start;
                    tile.RowCount = count;
                    tile.Inputs = StripOf(inputs + start, null);
                    tile.Targets = StripOf(weights, null);
                    tile.Kept = StripOf(shared ? scratch : to, null);
                    tile.Gradient = StripOf(to, null);
                    var left = (1u << count) - 1;
                    if (TLoss.UsesPowers)
                    {
                        var near = References(tile, references) & left;
                        if (near != 0)
                        {
                            tile.UsePowers(references, near);
                            var value = loss.Evaluate(tile, Broadcast(scale), out var reliable);
                            TakeRows(row, near & reliable, value, ref total);
                            left &= ~(near & reliable);
                            tile.UsePowers(null, uint.MaxValue);
                        }
                    }

                    for (var i = 0; left >> i != 0; i++)
                        if ((left >> i & 1) != 0)
                            OneByOne(row + i, tile.Row(i), numbers, ref total);
                }
            }

            return ValueOf(total);
        }

        private Strip<T> StripOf(T* values, T* end) => new(values, columns / Lanes, end, columns);

        // One row, its last vector filled up: with masked inputs that have no target.
        private void OneByOne(int row, in Tile<T> tile, T* numbers, ref Total total)
        {
            T* x = numbers,
                y = x + Lanes,
                g = y + Lanes;
            var (full, filled) = (columns / Lanes, columns % Lanes);
            if (filled > 0)
                Fill(tile.Inputs.Values + full * Lanes, filled, x, T.NegativeInfinity);
            if (filled > 0 && !tile.Targets.IsEmpty)
                Fill(tile.Targets.Values + full * Lanes, filled, y, T.Zero);
            var filledUp = tile with
            {
                Inputs = StripOf(tile.Inputs.Values, x),
                Targets = StripOf(tile.Targets.Values, y),
                Kept = StripOf(tile.Kept.Values, g),
                Gradient = StripOf(tile.Gradient.Values, g),
            };
            var value = loss.Evaluate(filledUp, Broadcast(scale), out var reliable);
            if ((reliable & 1) == 0)
            {
                total.Wide += EvaluateWide(row);
                return;
            }

            TakeRows(row, 1, value, ref total);
            if (gradient != null && filled > 0)
                new ReadOnlySpan<T>(g, filled).CopyTo(new Span<T>(tile.Gradient.Values + full * Lanes, filled));
        }

        private Wide<T> EvaluateWide(int row)
        {
            var value = loss.Evaluate(
                new ReadOnlySpan<T>(inputs + (long)row * columns, columns),
                new ReadOnlySpan<TTarget>(targets + (long)row * width, width),
                scale,
                gradient == null ? default : new Span<T>(gradient + (long)row * columns, columns)
            );
            if (losses != null)
                losses[row] = value.Round();
            return value;
        }

        // The labels of some rows, each made one of the classes whatever another thread wrote there since it was checked: entries are
        // read and written by them without another look. In lanes without a row it is 0.
        private void ReadLabels(int row, int count, int* labels)
        {
            var own = (uint*)targets + row;
            var last = (uint)columns - 1;
            if (count == 16)
                Vector512.Min(Vector512.Load(own), Vector512.Create(last)).Store((uint*)labels);
            else if (count == 8 && Lanes == 8)
                Vector256.Min(Vector256.Load(own), Vector256.Create(last)).Store((uint*)labels);
            else
                for (var lane = 0; lane < Lanes; lane++)
                    labels[lane] = lane < count ? (int)Math.Min(own[lane], last) : 0;
        }

        private void GatherTargets(int row, int count, T* y)
        {
            if (typeof(TTarget) == typeof(bool))
            {
                // Labels that are in or out, as the numbers 1 and 0.
                new Span<T>(y, Lanes * columns).Clear();
                for (var lane = 0; lane < count; lane++)
                for (var i = 0; i < columns; i++)
                    y[i * Lanes + lane] = Number(((bool*)targets)[(long)(row + lane) * columns + i]);
            }
            else if (typeof(TTarget) == typeof(T))
                Transposition.Gather((T*)targets + (long)row * columns, count, columns, y);
        }

        private static T Number(bool value) => value ? T.One : T.Zero;

        // The first number of a cache line: at most 60 bytes further on.
        private static T* Aligned(T* memory) => (T*)(((nint)memory + 63) & ~(nint)63);

        private static void Fill(T* from, int count, T* to, T padding)
        {
            var span = new Span<T>(to, Lanes);
            new ReadOnlySpan<T>(from, count).CopyTo(span);
            span[count..].Fill(padding);
        }

        private static TLanes Broadcast(Wide<T> value)
        {
            var (high, low) = value.Words;
            return TLanes.Of(high) + TLanes.Of(low);
        }

        private static Wide<T> FirstOf(TLanes lanes)
        {
            var (high, low) = lanes.First;
            return Wide<T>.OfSum(high, low);
        }
    }
}
