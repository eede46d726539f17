// Random inputs of every kind, adversarial on purpose, the same for the same seed.
using System.Numerics;

namespace LossProofs.Laws;

/// <summary>Draws inputs.</summary>
public static class RandomInputs
{
    /// <summary>The random input number <paramref name="index"/> of <paramref name="count"/> of a kernel; later ones are larger.</summary>
    /// <param name="kernel">Whose input it is.</param>
    /// <param name="single">The precision, whose numbers it has.</param>
    /// <param name="index">From 0.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="seed">Of the first; the others follow.</param>
    public static KernelInput Draw(Kernel kernel, bool single, int index, int count, int seed)
    {
        var (start, size) = (unchecked(seed + index), 1 + (int)(99L * index / Math.Max(1, count)));
        return single
            ? Draw<float>(kernel, start, size, kernel.LongestRow)
            : Draw<double>(kernel, start, size, kernel.LongestRow);
    }

    /// <summary>A random input of a kernel, its numbers all in the precision T. Rows mostly have up to a dozen entries, at most <paramref name="longestRow"/>.</summary>
    public static KernelInput Draw<T>(Kernel kernel, int seed, int size, int longestRow = 60)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var draw = new Draw<T>(seed, size);
        return kernel.Inputs switch
        {
            InputKind.Score => New([draw.Finite()]),
            InputKind.Row => New(Logits()),
            InputKind.RowAndTemperature => New(Logits(), parameters: draw.Temperature()),
            // What a parameter without bound raises may be the smallest number of a row.
            InputKind.Labelled => Labelled(
                kernel.Domains.Any(domain => domain.IsUnbounded) ? Steep() : Logits(),
                [.. kernel.Domains.Select(domain => domain.Draw(draw))]
            ),
            InputKind.Unmasked => Labelled(Row(), [.. kernel.Domains.Select(domain => domain.Draw(draw))]),
            InputKind.SoftLabelled => Logits() is var row
                ? New(row, Targets(row))
                : throw new InvalidOperationException(),
            InputKind.Weighted => Steep() is var row
                ? Labelled(row) with
                {
                    Second = Widen(draw.Weights(row.Length)),
                }
                : throw new InvalidOperationException(),
            InputKind.ProbabilityAndGamma => draw.InUnitInterval() is var p
                ? New([], parameters: [p, p == T.Zero ? NonZero(draw.InUnitInterval()) : draw.InUnitInterval()])
                : throw new InvalidOperationException(),
            InputKind.Distribution => New(draw.Distribution(draw.Length(12))),
            InputKind.Pair => Pair(),
            InputKind.ScoreAndTarget => New([draw.Finite()], parameters: draw.InUnitInterval()),
            InputKind.MultiLabel => Logits() is var row
                ? New(row, [.. row.Select(s => T.IsFinite(s) ? draw.InUnitInterval() : T.Zero)])
                : throw new InvalidOperationException(),
            InputKind.Positives => WithSet(Logits()),
            InputKind.Asymmetric => WithSet(Logits(), draw.Exponent(), draw.Exponent()),
            InputKind.Circle => WithSet(
                [.. Row().Select(_ => draw.Within(draw.OneIn(4) ? 30 : 1))],
                draw.Temperature(),
                draw.InUnitInterval()
            ),
            InputKind.Predictions => Row() is var row
                ? New(row, [.. row.Select(s => draw.OneIn(3) ? s : draw.Finite())])
                : throw new InvalidOperationException(),
            InputKind.Gaussian => New([], parameters: [draw.Finite(), draw.Finite(), draw.Temperature()]),
            InputKind.Attention => Logits() is var row
                ? New(row, [.. row.Select(_ => draw.Within(10))])
                : throw new InvalidOperationException(),
            InputKind.RowTemperatureAndVector => Logits() is var row
                ? New(row, [.. row.Select(_ => draw.Within(10))], draw.Temperature())
                : throw new InvalidOperationException(),
            InputKind.PositivesWithUnit => WithSet(Logits(), draw.InUnitInterval()),
            InputKind.Batch => Batch(),
            InputKind.WeightedBatch => WeightedBatch(Batch()),
            _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel.Inputs, "an input kind"),
        };

        KernelInput Batch()
        {
            var columns = draw.OneIn(8) ? 33 + draw.Below(4) : draw.Length(6);
            var rows = Enumerable
                .Range(0, draw.Length(20))
                .Select(_ => Labelled(draw.Masked(draw.Row(columns))))
                .ToArray();
            return new([.. rows.SelectMany(row => row.Row)], [.. rows.Select(row => (double)row.Label)], 0, [columns]);
        }

        KernelInput WeightedBatch(KernelInput batch)
        {
            var (columns, first) = ((int)batch.Parameters[0], (int)batch.Second[0]);
            var weights = draw.Weights(columns);
            weights[first] = weights[first] == T.Zero ? T.One : weights[first];
            return batch with { Parameters = [columns, .. Widen(weights)] };
        }

        // One row in three is steep.
        T[] Steep() => draw.OneIn(3) ? draw.Masked(draw.SteepRow(Row().Length)) : Logits();

        T[] Row() => draw.Row(Math.Min(longestRow, draw.OneIn(50) ? 30 + draw.Below(30) : draw.Length(10)));

        T[] Logits() => draw.Masked(Row());

        T NonZero(T value) => value == T.Zero ? T.Epsilon : value;

        T[] Targets(T[] row) => draw.Distribution(row.Length, i => T.IsFinite(row[i]));

        KernelInput Labelled(T[] row, params T[] parameters)
        {
            int[] finite = [.. Enumerable.Range(0, row.Length).Where(i => T.IsFinite(row[i]))];
            return New(row, parameters: parameters) with { Label = finite[draw.Below(finite.Length)] };
        }

        KernelInput WithSet(T[] row, params T[] parameters) =>
            New(row, [.. row.Select(s => T.IsFinite(s) && draw.OneIn(3) ? T.One : T.Zero)], parameters);

        KernelInput Pair()
        {
            var length = draw.Length(12);
            var p = draw.Distribution(length);
            return New(p, draw.OneIn(8) ? p : draw.Distribution(length, positive: true));
        }

        KernelInput New(T[] row, T[]? second = null, params T[] parameters) =>
            new(Widen(row), Widen(second ?? []), 0, Widen(parameters));

        static double[] Widen(T[] values) => Array.ConvertAll(values, double.CreateChecked);
    }
}
