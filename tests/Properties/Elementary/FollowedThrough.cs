// The numbers that docs/architecture.md follows through rows and lanes are those of a run.
using System.Globalization;
using LossProofs.Elementary;
using LossProofs.Kernels;
using LossProofs.Tests.Properties.CommandLine;
using Xunit;

namespace LossProofs.Tests.Properties.Elementary;

[Trait("Kernel", "CrossEntropy")]
public unsafe class FollowedThrough
{
    private const int Columns = 3;
    private static readonly double[] s_logits = [2, 1, 0.1, 650, 0, 0, 800, 0, 0];
    private static readonly int[] s_labels = [0, 0, 1];
    private static readonly OnLogits<double, NegativeLog<double>> s_loss = new(default);

    [Fact]
    public void The_rows_of_the_document_are_those_of_a_run() => AssertInDocument(Rows());

    [Fact]
    public void The_lane_of_the_document_is_that_of_a_run() => AssertInDocument(Lane());

    [Fact]
    public void They_end_at_what_the_kernel_gives()
    {
        var losses = new double[s_labels.Length];
        for (var row = 0; row < losses.Length; row++)
            losses[row] = CrossEntropy.Loss<double>(s_logits.AsSpan(row * Columns, Columns), s_labels[row]);
        var gradient = new double[Columns];
        CrossEntropy.Gradient<double>(s_logits.AsSpan(0, Columns), s_labels[0], gradient);

        Assert.EndsWith($"losses                 {Numbers(losses)}\n", Rows());
        Assert.EndsWith($"gradient               {Numbers(gradient)}\n", Lane());
    }

    private static void AssertInDocument(string lines) =>
        Assert.Contains(
            $"```text\n{lines}```\n",
            File.ReadAllText(Path.Combine(Tool.Root, "docs", "architecture.md")),
            StringComparison.Ordinal
        );

    // As LaneRows takes a batch: transposed, by powers where they are near, by deviations where not, and in wide arithmetic.
    internal static string Rows()
    {
        var lines = new Lines();
        var memory = stackalloc double[24 * Columns + 24];
        double* x = memory,
            kept = x + 8 * Columns,
            references = kept + 8 * Columns,
            values = references + 8;
        var labels = stackalloc int[8];
        s_labels.CopyTo(new Span<int>(labels, 8));
        fixed (double* logits = s_logits)
            Transposition.Gather(logits, s_labels.Length, Columns, x);
        for (var i = 0; i < Columns; i++)
            lines.Add($"vector {i}", Numbers(new(x + 8 * i, 8)));

        var tile = new Tile<double>
        {
            RowCount = 8,
            ColumnCount = Columns,
            Count = Columns,
            Transposed = true,
            Inputs = new(x, Columns, null),
            Labels = labels,
            Kept = new(kept, Columns, null),
        };
        // The largest number of each row is its first here.
        new ReadOnlySpan<double>(x, 8).CopyTo(new(references, 8));
        PowerRows<double, LanesDouble>.Extreme<Least>(tile, tile.Inputs, values);
        var near = LanesDouble.Near(LanesDouble.Load(values), LanesDouble.Load(references)) & 0b111;
        lines.Add("near", Lanes(near));

        var losses = new double[3];
        tile.UsePowers(references, near);
        var left = 0b111u & ~Take(near);
        tile.UsePowers(null, uint.MaxValue);
        left &= ~Take(left);
        for (var row = 0; row < losses.Length; row++)
        {
            if ((left >> row & 1) == 0)
                continue;
            lines.Add("in wide arithmetic", Lanes(1u << row));
            losses[row] = s_loss
                .Evaluate(s_logits.AsSpan(row * Columns, Columns), s_labels.AsSpan(row, 1), Wide<double>.One, default)
                .Round();
        }

        lines.Add("losses", Numbers(losses));
        return lines.ToString();

        uint Take(uint wanted)
        {
            var value = s_loss.Evaluate(tile, LanesDouble.Of(1), out var reliable);
            value.Store(values);
            for (var row = 0; row < losses.Length; row++)
                if ((wanted & reliable) >> row is var bits && (bits & 1) != 0)
                    losses[row] = values[row];
            lines.Add(tile.References == null ? "by deviations" : "by powers", Lanes(wanted & reliable));
            return wanted & reliable;
        }
    }

    // The logit 1 of the first row in its lane, from its power to the gradient.
    internal static string Lane()
    {
        var lines = new Lines();
        var memory = stackalloc double[8 * Columns + 16];
        double* x = memory,
            references = x + 8 * Columns,
            one = references + 8;
        for (var i = 0; i < Columns; i++)
            new Span<double>(x + 8 * i, 8).Fill(s_logits[i]);
        new Span<double>(references, 8).Fill(s_logits[0]);

        var (center, residue) = NativeDouble.Reduced(NativeDouble.Load(references));
        var (centerOfLogit, residueOfLogit) = NativeDouble.Reduced(NativeDouble.Load(x + 8));
        var (n, ofReference) = (VectorMath.Magic - First(centerOfLogit), VectorMath.Magic - First(center));
        var steps = (int)(n - ofReference);
        lines.Add("n(z), n(a)", Numbers([n, ofReference]));
        lines.Add("r(z), r(a)", Numbers([First(residueOfLogit), First(residue)]));
        lines.Add("2^((n(z)−n(a))/16)", Numbers([Root(steps)]));
        var (power, error) = NativeDouble.Exp(NativeDouble.Load(x + 8), center, residue);
        lines.Add("power, what it left", Numbers([First(power), First(error)]));

        LanesDouble own = LanesDouble.Power(x, references, one),
            total = own;
        LanesDouble.PowerSums(x, null, RowShape.Transposed(Columns), references, &total);
        var others = total - own;
        LanesDouble.LogOfWhole(own, others, out var loss);
        var share = LanesDouble.Of(1) / total;
        lines.Add("Σ powers", Words(total));
        lines.Add("without the label's", Words(others));
        lines.Add("loss", Words(loss));
        loss.Store(one);
        lines.Add("  rounded", Numbers([*one]));
        lines.Add("1/Σ", Words(share));

        (-(others * share)).Store(one);
        var gradient = new double[] { *one, 0, 0 };
        for (var i = 1; i < Columns; i++)
        {
            var kept = First(NativeDouble.Exp(NativeDouble.Load(x + 8 * i), center, residue).Power);
            var (high, low) = share.First;
            gradient[i] = Math.FusedMultiplyAdd(kept, high, kept * low);
        }

        lines.Add("gradient", Numbers(gradient));
        return lines.ToString();
    }

    // As NativeDouble puts it together from its table.
    private static double Root(int steps) =>
        BitConverter.Int64BitsToDouble((long)NativeDouble.Roots[steps & 15] + ((long)steps << 48));

    private static double First(NativeDouble numbers) => numbers.Value[0];

    private static string Words(LanesDouble lanes) => Numbers([lanes.First.High, lanes.First.Low]);

    private static string Numbers(ReadOnlySpan<double> numbers) =>
        string.Join(", ", numbers.ToArray().Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    private static string Lanes(uint bits) =>
        string.Join(", ", Enumerable.Range(0, 8).Where(lane => (bits >> lane & 1) != 0));

    private sealed class Lines
    {
        private string _text = "";

        public void Add(string what, string numbers) => _text += $"{what, -23}{numbers}\n";

        public override string ToString() => _text;
    }
}
