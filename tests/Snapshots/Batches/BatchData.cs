// Batches that are legal for every kernel and hard for most: each row is of another kind.
using System.Numerics;

namespace LossProofs.Tests.Snapshots.Batches;

/// <summary>Rows with everything that a kernel may take beside them. Arrays may start at an offset, for odd alignments.</summary>
internal sealed class BatchData<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public BatchData(int rows, int columns, bool masked)
    {
        (Rows, Columns) = (rows, columns);
        var random = new Random(rows * 1000 + columns);
        var count = rows * columns;
        (Inputs, Targets, Positives) = (new T[count], new T[count], new bool[count]);
        (Labels, Weights) = (new int[rows], new T[columns]);
        for (var row = 0; row < rows; row++)
        {
            var label = Labels[row] = random.Next(columns);
            var total = 0.0;
            for (var i = row * columns; i < (row + 1) * columns; i++)
            {
                var column = i - row * columns;
                Inputs[i] = T.CreateTruncating(Logit(row % 6, random, column == label));
                Positives[i] = random.Next(4) == 0 || column == label;
                var target = random.Next(3) == 0 ? 0 : random.NextDouble();
                if (masked && column != label && random.Next(5) == 0)
                {
                    (Inputs[i], Positives[i], target) = (T.NegativeInfinity, false, 0);
                }

                Targets[i] = T.CreateTruncating(target + (column == label ? 0.25 : 0));
                total += double.CreateTruncating(Targets[i]);
            }

            for (var i = row * columns; i < (row + 1) * columns; i++)
            {
                Targets[i] = T.CreateTruncating(double.CreateTruncating(Targets[i]) / total);
            }
        }

        for (var i = 0; i < columns; i++)
        {
            Weights[i] = T.CreateTruncating(0.5 + random.NextDouble());
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    public T[] Inputs { get; }

    /// <summary>A distribution per row.</summary>
    public T[] Targets { get; }

    public bool[] Positives { get; }

    public int[] Labels { get; }

    public T[] Weights { get; }

    private static double Logit(int kind, Random random, bool isLabel) =>
        kind switch
        {
            0 => 10 * random.NextDouble() - 5,
            1 => random.Next(3), // ties
            2 => 1e6 + random.Next(-8, 8), // a common offset
            3 => isLabel ? 30 : random.NextDouble(), // a probability that rounds to 1
            4 => 400 * random.NextDouble() - 200, // exponentials from 1 to below the least float
            _ => 1e-310 * random.Next(-3, 3) + Math.ScaleB(random.NextDouble(), -random.Next(140)),
        };
}
