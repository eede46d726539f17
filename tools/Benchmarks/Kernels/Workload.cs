// The data that all contestants of a comparison share: logits, labels, soft targets, independent labels.
using System.Numerics;
using LossProofs.Kernels;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>The size of a batch.</summary>
/// <param name="Rows">Samples.</param>
/// <param name="Columns">Classes.</param>
internal sealed record Shape(int Rows, int Columns)
{
    /// <summary>The shapes that are compared unless others are asked for.</summary>
    public static Shape[] All { get; } =
    [
        .. new[]
        {
            2,
            3,
            5,
            8,
            10,
            16,
            20,
            32,
            33,
            40,
            50,
            64,
            100,
            128,
            200,
            256,
            500,
            512,
            1000,
            2000,
            10_000,
            32_000,
            50_257,
            131_072,
        }.Select(columns => OfEntries(1 << 20, columns)),
        new(4096, 1000),
    ];

    /// <summary>As many rows as make some number of entries.</summary>
    public static Shape OfEntries(int entries, int columns) => new(Math.Max(1, entries / columns), columns);

    /// <summary>Reads "4096x1000"; null if it is not of that form.</summary>
    public static Shape? Parse(string text) =>
        text.Split('x') is [var rows, var columns]
        && int.TryParse(rows, out var r)
        && int.TryParse(columns, out var c)
        && r > 0
        && c > 0
        && (long)r * c < 1 << 28
            ? new(r, c)
            : null;

    /// <summary>"4096x1000".</summary>
    public override string ToString() => $"{Rows}x{Columns}";
}

/// <summary>One batch with its targets and a place for results, as arrays, so that threads can share them.</summary>
internal sealed class Workload<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>γ of the γ-cross-entropy.</summary>
    public const double Gamma = 0.25;

    public Workload(Shape shape)
    {
        Shape = shape;
        var random = new Random(17);
        var count = shape.Rows * shape.Columns;
        (Logits, SoftTargets, LabelTargets) = (new T[count], new T[count], new T[count]);
        (Output, Scratch) = (new T[count], new T[count]);
        Labels = new int[shape.Rows];
        for (var row = 0; row < shape.Rows; row++)
        {
            var from = row * shape.Columns;
            Labels[row] = random.Next(shape.Columns);
            var total = 0.0;
            for (var i = from; i < from + shape.Columns; i++)
            {
                // about normal with a deviation of 3, as an untrained to half-trained network gives them
                var sum = random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble();
                Logits[i] = T.CreateTruncating((sum - 2) * 5.2);
                LabelTargets[i] = T.CreateTruncating(random.NextDouble());
                Scratch[i] = T.CreateTruncating(0.01 + random.NextDouble());
                total += double.CreateTruncating(Scratch[i]);
            }

            for (var i = from; i < from + shape.Columns; i++)
            {
                SoftTargets[i] = T.CreateTruncating(double.CreateTruncating(Scratch[i]) / total);
            }
        }
    }

    public Shape Shape { get; }

    public T[] Logits { get; }

    /// <summary>A class for each row.</summary>
    public int[] Labels { get; }

    /// <summary>A distribution for each row.</summary>
    public T[] SoftTargets { get; }

    /// <summary>Each in [0, 1], on its own.</summary>
    public T[] LabelTargets { get; }

    /// <summary>Gradients or probabilities.</summary>
    public T[] Output { get; }

    /// <summary>As long as the batch, for peers that need a second array.</summary>
    public T[] Scratch { get; }

    /// <summary>The logits as our kernels take them.</summary>
    public Batch<T> Batch => new(Logits, Shape.Columns);
}
