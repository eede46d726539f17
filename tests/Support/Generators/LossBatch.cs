// What any loss over a batch may be given: a row each of everything that a loss can be measured against.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LossProofs.Laws;

namespace LossProofs.Tests.Support.Generators;

/// <summary>
/// A batch of rows, some masked (−∞), with everything that a loss may take beside them; a loss reads what it needs. Labels,
/// positives and target mass are never on a masked class.
/// </summary>
/// <param name="Columns">Entries in a row.</param>
/// <param name="Inputs">Logits, scores or predictions, row after row.</param>
/// <param name="Labels">One class per row.</param>
/// <param name="Targets">A distribution per row.</param>
/// <param name="Chances">For each entry a number in [0, 1], 0 where masked.</param>
/// <param name="Positives">For each entry whether it is a positive label.</param>
/// <param name="ClassWeights">A weight for each column.</param>
/// <param name="Unit">A parameter in [0, 1].</param>
/// <param name="Other">Another one.</param>
/// <param name="Exponent">A parameter ≥ 0.</param>
/// <param name="Focus">Another one.</param>
public sealed record LossBatch<T>(
    int Columns,
    T[] Inputs,
    int[] Labels,
    T[] Targets,
    T[] Chances,
    bool[] Positives,
    T[] ClassWeights,
    T Unit,
    T Other,
    T Exponent,
    T Focus
)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>The number of rows.</summary>
    public int Rows => Labels.Length;

    /// <summary>The same with 0 in place of every mask, for losses that refuse masks.</summary>
    public LossBatch<T> Unmasked() =>
        this with
        {
            Inputs = Array.ConvertAll(Inputs, value => T.IsFinite(value) ? value : T.Zero),
        };

    /// <summary>The rows with these numbers.</summary>
    public LossBatch<T> OfRows(int[] rows) =>
        this with
        {
            Inputs = Entries(Inputs, rows),
            Labels = Simpler.Select(Labels, rows),
            Targets = Entries(Targets, rows),
            Chances = Entries(Chances, rows),
            Positives = Entries(Positives, rows),
        };

    /// <summary>The columns with these numbers; every label must be among them.</summary>
    public LossBatch<T> OfColumns(int[] columns)
    {
        return this with
        {
            Columns = columns.Length,
            Inputs = Kept(Inputs),
            Labels = [.. Labels.Select(label => Array.IndexOf(columns, label))],
            Targets = Kept(Targets),
            Chances = Kept(Chances),
            Positives = Kept(Positives),
            ClassWeights = Simpler.Select(ClassWeights, columns),
        };

        TItem[] Kept<TItem>(TItem[] items) =>
            [.. Enumerable.Range(0, Rows).SelectMany(row => columns.Select(column => items[row * Columns + column]))];
    }

    /// <summary>A masked column at a place, with a weight of its own.</summary>
    public LossBatch<T> WithMaskAt(int place)
    {
        return this with
        {
            Columns = Columns + 1,
            Inputs = Inserted(Inputs, T.NegativeInfinity),
            Labels = [.. Labels.Select(label => label < place ? label : label + 1)],
            Targets = Inserted(Targets, T.Zero),
            Chances = Inserted(Chances, T.Zero),
            Positives = Inserted(Positives, false),
            ClassWeights = [.. ClassWeights[..place], T.One, .. ClassWeights[place..]],
        };

        TItem[] Inserted<TItem>(TItem[] items, TItem value) =>
            [
                .. Enumerable
                    .Range(0, Rows)
                    .SelectMany(row =>
                    {
                        var start = row * Columns;
                        return (IEnumerable<TItem>)
                            [.. items[start..(start + place)], value, .. items[(start + place)..(start + Columns)]];
                    }),
            ];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Rows} x {Columns} inputs {Literal.Of(Inputs)}, labels [{string.Join(", ", Labels)}], "
        + $"targets {Literal.Of(Targets)}, chances {Literal.Of(Chances)}, "
        + $"positives [{string.Join(", ", Positives.Select(positive => positive ? 1 : 0))}], "
        + $"weights {Literal.Of(ClassWeights)}, unit {Literal.Of(Unit)}, other {Literal.Of(Other)}, "
        + $"exponent {Literal.Of(Exponent)}, focus {Literal.Of(Focus)}";

    private TItem[] Entries<TItem>(TItem[] items, int[] rows) =>
        [.. rows.SelectMany(row => items[(row * Columns)..((row + 1) * Columns)])];

    internal static LossBatch<T> Drawn(Draw<T> draw)
    {
        // Both sides of where the kernels change their layout, and tails of every kind.
        var columns = draw.OneIn(6) ? new[] { 16, 17, 31, 32, 33, 40 }[draw.Below(6)] : draw.Length(9);
        var count =
            columns > 16 ? 1 + draw.Below(4)
            : draw.OneIn(6) ? 15 + draw.Below(5)
            : 1 + draw.Below(9);
        var rows = Enumerable.Range(0, count).Select(_ => Row(draw, columns)).ToArray();
        T[] inputs = [.. rows.SelectMany(row => row)];
        return new(
            columns,
            inputs,
            [.. rows.Select(row => Unmasked(draw, row))],
            [.. rows.SelectMany(row => draw.Distribution(columns, i => T.IsFinite(row[i])))],
            [.. inputs.Select(value => T.IsFinite(value) ? draw.InUnitInterval() : T.Zero)],
            [.. inputs.Select(value => T.IsFinite(value) && draw.OneIn(2))],
            [
                .. Enumerable
                    .Range(0, columns)
                    .Select(_ => draw.OneIn(8) ? T.Zero : T.CreateTruncating(0.25 + draw.Below(8) / 4.0)),
            ],
            draw.OneIn(3) ? draw.InUnitInterval() : draw.Unit(),
            draw.OneIn(3) ? draw.InUnitInterval() : draw.Unit(),
            Focusing(draw),
            Focusing(draw)
        );
    }

    internal IEnumerable<LossBatch<T>> Simplified()
    {
        foreach (var kept in Simpler.Kept(Rows))
        {
            yield return OfRows(kept);
        }

        foreach (
            var kept in Simpler
                .Kept(Columns)
                .Where(kept => Labels.All(kept.Contains))
                .Where(kept => Targets.Where((_, i) => !kept.Contains(i % Columns)).All(T.IsZero))
        )
        {
            yield return OfColumns(kept);
        }

        // All the mass of a row on its label.
        T[] hot = [.. Targets.Select((_, i) => i % Columns == Labels[i / Columns] ? T.One : T.Zero)];
        if (!Targets.AsSpan().SequenceEqual(hot))
        {
            yield return this with
            {
                Targets = hot,
            };
        }

        if (Chances.Any(chance => chance != T.Zero))
        {
            yield return this with
            {
                Chances = new T[Chances.Length],
            };
        }

        if (Positives.Contains(true))
        {
            yield return this with
            {
                Positives = new bool[Positives.Length],
            };
        }

        if (ClassWeights.Any(weight => weight != T.One))
        {
            yield return this with
            {
                ClassWeights = [.. ClassWeights.Select(_ => T.One)],
            };
        }

        foreach (var unit in Simpler.Number(Unit, InUnit))
        {
            yield return this with
            {
                Unit = unit,
            };
        }

        foreach (var unit in Simpler.Number(Other, InUnit))
        {
            yield return this with
            {
                Other = unit,
            };
        }

        foreach (var number in Simpler.Number(Exponent, value => value >= T.Zero))
        {
            yield return this with
            {
                Exponent = number,
            };
        }

        foreach (var number in Simpler.Number(Focus, value => value >= T.Zero))
        {
            yield return this with
            {
                Focus = number,
            };
        }

        foreach (var inputs in Simpler.Entries(Inputs, value => !T.IsNaN(value) && !T.IsPositiveInfinity(value)))
        {
            // Simpler is never a new mask, so what stands on a class stays legal.
            yield return this with
            {
                Inputs = inputs,
            };
        }
    }

    private static bool InUnit(T value) => value >= T.Zero && value <= T.One;

    private static T Focusing(Draw<T> draw) =>
        draw.OneIn(2) ? T.CreateTruncating(draw.Below(5)) : T.Abs(draw.Within(4));

    private static T[] Row(Draw<T> draw, int columns)
    {
        if (draw.OneIn(2))
        {
            return draw.Masked(draw.Row(columns));
        }

        var row = new T[columns];
        var spread = draw.OneIn(3) ? 30 : 3;
        for (var i = 0; i < columns; i++)
        {
            row[i] = draw.Within(spread);
        }

        return draw.Masked(row);
    }

    private static int Unmasked(Draw<T> draw, T[] row)
    {
        int[] finite = [.. Enumerable.Range(0, row.Length).Where(i => T.IsFinite(row[i]))];
        return finite[draw.Below(finite.Length)];
    }
}
