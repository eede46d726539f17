// How a loss that is written over lanes is run over the rows of a block: tiles in, losses and gradients out, and the rows
// that leave the lanes' range handed to the wide arithmetic, one by one.
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

internal static unsafe class LaneRows
{
    /// <summary>The sum of the losses of rows <paramref name="first"/> to <paramref name="end"/>, or each into
    /// <paramref name="losses"/>; and their gradients unless <paramref name="gradient"/> is null.</summary>
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
        T* gradient
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
                gradient
            ).Rows(first, end)
            : new Run<T, TTarget, TLoss, LanesDouble>(
                loss,
                inputs,
                targets,
                width,
                columns,
                scale,
                losses,
                gradient
            ).Rows(first, end);

    private readonly struct Run<T, TTarget, TLoss, TLanes>(
        TLoss loss,
        T* inputs,
        TTarget* targets,
        int width,
        int columns,
        Wide<T> scale,
        T* losses,
        T* gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TLoss : struct, IRowLoss<T, TTarget>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        private static int Lanes => TLanes.Count;

        public Wide<T> Rows(int first, int end) =>
            columns <= Tile<T>.WidestTransposed ? Transposed(first, end) : OneByOne(first, end);

        [SkipLocalsInit]
        private Wide<T> Transposed(int first, int end)
        {
            var x = stackalloc T[Lanes * Tile<T>.WidestTransposed];
            var y = stackalloc T[Lanes * Tile<T>.WidestTransposed];
            var labels = stackalloc int[Lanes];
            var values = stackalloc T[Lanes];
            var strip = new Strip<T>(x, columns, null);
            var tile = new Tile<T>
            {
                Count = columns,
                Transposed = true,
                Inputs = strip,
                Targets = new(y, columns, null),
                Labels = labels,
                Kept = gradient == null ? default : strip,
                Gradient = gradient == null ? default : strip,
            };
            var factor = Broadcast(scale);
            var sum = TLanes.Of(0);
            var rest = Wide<T>.Zero;
            for (var row = first; row < end; row += Lanes)
            {
                var count = Math.Min(Lanes, end - row);
                Transposition.Gather(inputs + (long)row * columns, count, columns, x);
                if (typeof(TTarget) == typeof(int))
                {
                    var own = (int*)targets + row;
                    if (count < Lanes)
                    {
                        new Span<int>(labels, Lanes).Clear();
                        new ReadOnlySpan<int>(own, count).CopyTo(new(labels, Lanes));
                    }

                    tile = tile with { Labels = count < Lanes ? labels : own };
                }
                else
                    GatherTargets(row, count, y);
                var value = loss.Evaluate(tile, factor, out var reliable);
                var present = (1u << count) - 1;
                var doubtful = ~reliable & present;
                if (losses != null)
                {
                    value.Store(values);
                    new ReadOnlySpan<T>(values, count).CopyTo(new(losses + row, count));
                }

                if (doubtful == 0)
                {
                    if (gradient != null)
                        Transposition.Scatter(x, count, columns, gradient + (long)row * columns);
                }
                else
                {
                    for (var lane = 0; lane < count; lane++)
                        if ((doubtful >> lane & 1) != 0)
                            rest += EvaluateWide(row + lane);
                        else if (gradient != null)
                            for (var i = 0; i < columns; i++)
                                gradient[(long)(row + lane) * columns + i] = x[i * Lanes + lane];
                    present &= reliable;
                }

                if (losses == null)
                    sum += present == TLanes.All ? value : TLanes.Only(present, value);
            }

            return losses == null ? rest + FirstOf(TLanes.Sum(sum)) : Wide<T>.Zero;
        }

        [SkipLocalsInit]
        private Wide<T> OneByOne(int first, int end)
        {
            var full = columns / Lanes;
            var filled = columns % Lanes;
            T* x = stackalloc T[Lanes],
                y = stackalloc T[Lanes],
                g = stackalloc T[Lanes],
                value = stackalloc T[Lanes];
            // What is kept between passes may stand in the gradient only while that is not also an input.
            var shared =
                gradient != null
                && (gradient == inputs || (typeof(TTarget) == typeof(T) && (void*)gradient == targets));
            var rented = shared ? ArrayPool<T>.Shared.Rent(columns) : null;
            var numbers = typeof(TTarget) == typeof(bool) ? ArrayPool<T>.Shared.Rent(columns) : null;
            var (sum, rest) = (TLanes.Of(0), Wide<T>.Zero);
            var factor = Broadcast(scale);
            fixed (T* scratch = rented)
            fixed (T* converted = numbers)
            {
                for (var row = first; row < end; row++)
                {
                    var start = (long)row * columns;
                    for (var i = 0; i < columns && typeof(TTarget) == typeof(bool); i++)
                        converted[i] = Number(((bool*)targets)[start + i]);
                    var weights =
                        typeof(TTarget) == typeof(bool) ? converted
                        : typeof(TTarget) == typeof(T) ? (T*)targets + start
                        : null;
                    if (filled > 0)
                    {
                        Fill(inputs + start + full * Lanes, filled, x, T.NegativeInfinity);
                        if (weights != null)
                            Fill(weights + full * Lanes, filled, y, T.Zero);
                    }

                    var output = gradient == null ? default : new Strip<T>(gradient + start, full, g);
                    var tile = new Tile<T>
                    {
                        Count = full + (filled > 0 ? 1 : 0),
                        Transposed = false,
                        Inputs = new(inputs + start, full, x),
                        Targets = weights == null ? default : new(weights, full, y),
                        Labels = typeof(TTarget) == typeof(int) ? (int*)targets + row : null,
                        Kept = shared ? new(scratch, full, g) : output,
                        Gradient = output,
                    };
                    var result = loss.Evaluate(tile, factor, out var reliable);
                    if (reliable != TLanes.All)
                    {
                        rest += EvaluateWide(row);
                        continue;
                    }

                    if (gradient != null && filled > 0)
                        new ReadOnlySpan<T>(g, filled).CopyTo(new(gradient + start + full * Lanes, filled));
                    if (losses == null)
                        sum += result;
                    else
                    {
                        result.Store(value);
                        losses[row] = value[0];
                    }
                }
            }

            if (rented != null)
                ArrayPool<T>.Shared.Return(rented);
            if (numbers != null)
                ArrayPool<T>.Shared.Return(numbers);
            return losses == null ? rest + FirstOf(sum) : Wide<T>.Zero;
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
