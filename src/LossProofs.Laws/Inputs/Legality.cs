// Which inputs a kernel must take: what its documentation allows, and nothing that it may refuse.
namespace LossProofs.Laws;

/// <summary>The domains of the kinds of inputs.</summary>
public static class Legality
{
    /// <summary>
    /// Whether an input lies in the domain of a kernel: every number is one of the precision, rows have an unmasked entry,
    /// nothing that counts stands on a masked class, and parameters and distributions are what they are called.
    /// </summary>
    public static bool IsLegal(Kernel kernel, KernelInput input, bool single)
    {
        if (input.Row.Concat(input.Second).Concat(input.Parameters).Any(value => !IsNumber(value, single)))
        {
            return false;
        }

        var (row, second, p) = (input.Row, input.Second, input.Parameters);
        return kernel.Inputs switch
        {
            InputKind.Score => row is [var x] && double.IsFinite(x),
            InputKind.Row => IsRow(row),
            InputKind.RowAndTemperature => IsRow(row) && Positive(p[0]),
            InputKind.RowTemperatureAndVector => IsRow(row) && Beside(row, second, double.IsFinite) && Positive(p[0]),
            InputKind.Labelled => IsLabelled(input) && InDomains(),
            InputKind.Unmasked => IsLabelled(input) && row.All(double.IsFinite) && InDomains(),
            InputKind.Weighted => IsLabelled(input) && Beside(row, second, NotNegative),
            InputKind.SoftLabelled => IsRow(row)
                && OnUnmasked(row, second, NotNegative)
                && IsDistribution(second, single),
            InputKind.MultiLabel => IsRow(row) && OnUnmasked(row, second, Unit),
            InputKind.Positives => IsRow(row) && OnUnmasked(row, second, Flag),
            InputKind.PositivesWithUnit => IsRow(row) && OnUnmasked(row, second, Flag) && Unit(p[0]),
            InputKind.Asymmetric => IsRow(row)
                && OnUnmasked(row, second, Flag)
                && NotNegative(p[0])
                && NotNegative(p[1]),
            InputKind.Circle => IsRow(row)
                && row.All(double.IsFinite)
                && OnUnmasked(row, second, Flag)
                && Positive(p[0])
                && Unit(p[1]),
            InputKind.Distribution => IsDistribution(row, single),
            InputKind.Pair => IsDistribution(row, single)
                && IsDistribution(second, single)
                && Beside(row, second, NotNegative)
                && row.Zip(second).All(pair => pair.First == 0 || pair.Second > 0),
            InputKind.Predictions => row.Length > 0 && row.All(double.IsFinite) && Beside(row, second, double.IsFinite),
            InputKind.Attention => IsRow(row) && Beside(row, second, double.IsFinite),
            InputKind.ScoreAndTarget => row is [var x] && double.IsFinite(x) && Unit(p[0]),
            InputKind.ProbabilityAndGamma => Unit(p[0]) && Unit(p[1]) && p[0] + p[1] > 0,
            InputKind.Gaussian => double.IsFinite(p[0]) && double.IsFinite(p[1]) && Positive(p[2]),
            InputKind.Batch or InputKind.WeightedBatch => IsBatch(
                input,
                weighted: kernel.Inputs == InputKind.WeightedBatch
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel.Inputs, "an input kind"),
        };

        bool InDomains() =>
            p.Length == kernel.Domains.Count && p.Zip(kernel.Domains).All(pair => pair.Second.Contains(pair.First));
    }

    /// <summary>Whether a row of this kind holds logits or scores of any size, which may be replaced by others.</summary>
    internal static bool HasFreeRow(InputKind kind) =>
        kind
            is not (
                InputKind.Distribution
                or InputKind.Pair
                or InputKind.Circle
                or InputKind.ProbabilityAndGamma
                or InputKind.Gaussian
                or InputKind.Batch
                or InputKind.WeightedBatch
            );

    /// <summary>Whether −∞ may stand in a row of this kind.</summary>
    internal static bool TakesMasks(InputKind kind) =>
        HasFreeRow(kind)
        && kind is not (InputKind.Score or InputKind.ScoreAndTarget or InputKind.Predictions or InputKind.Unmasked);

    private static bool IsNumber(double value, bool single) =>
        !double.IsNaN(value) && !double.IsPositiveInfinity(value) && (!single || value == (float)value);

    private static bool IsRow(double[] row) => row.Any(double.IsFinite);

    private static bool IsLabelled(KernelInput input) =>
        input.Label >= 0 && input.Label < input.Row.Length && double.IsFinite(input.Row[input.Label]);

    private static bool Beside(double[] row, double[] second, Func<double, bool> allowed) =>
        row.Length == second.Length && second.All(allowed);

    private static bool OnUnmasked(double[] row, double[] second, Func<double, bool> allowed) =>
        Beside(row, second, allowed) && row.Zip(second).All(pair => double.IsFinite(pair.First) || pair.Second == 0);

    // As the kernels accept it: see Targets in LossProofs.Kernels.
    private static bool IsDistribution(double[] values, bool single) =>
        values.Length > 0
        && values.All(Unit)
        && Math.Abs(values.Sum() - 1) <= values.Length * Math.ScaleB(1, single ? -22 : -50);

    private static bool IsBatch(KernelInput input, bool weighted)
    {
        var columns = (int)input.Parameters[0];
        return columns > 0
            && input.Row.Length == columns * input.Second.Length
            && input.Second.Length > 0
            && input.Second.Index().All(row => InRow(row.Index, row.Item))
            && (
                !weighted
                || (input.Parameters[1..].All(NotNegative) && input.Second.Any(c => input.Parameters[1 + (int)c] > 0))
            );

        bool InRow(int row, double label) =>
            label >= 0 && label < columns && double.IsFinite(input.Row[row * columns + (int)label]);
    }

    private static bool Flag(double value) => value is 0 or 1;

    private static bool Unit(double value) => value is >= 0 and <= 1;

    private static bool NotNegative(double value) => value >= 0 && double.IsFinite(value);

    private static bool Positive(double value) => value > 0 && double.IsFinite(value);
}
