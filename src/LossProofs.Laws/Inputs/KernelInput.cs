// One input of one kernel, in a form that fits all kernels and can be written down and read back exactly.
using System.Globalization;

namespace LossProofs.Laws;

/// <summary>
/// A row, a second row (targets, weights, values, or 0/1 for sets), a class label, and parameters; what a kernel does not
/// take is empty or 0. Numbers are doubles (floats are widened) and print as shortest round-trip decimals.
/// </summary>
public sealed record KernelInput(double[] Row, double[] Second, int Label, double[] Parameters)
{
    /// <summary>"row;second;label;parameters" with commas within each: the format of the stored worst cases.</summary>
    public override string ToString() => $"{Text(Row)};{Text(Second)};{Label};{Text(Parameters)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static KernelInput Parse(string text)
    {
        var parts = text.Split(';');
        return parts.Length == 4
            ? new(
                Numbers(parts[0]),
                Numbers(parts[1]),
                int.Parse(parts[2], CultureInfo.InvariantCulture),
                Numbers(parts[3])
            )
            : throw new FormatException($"a kernel input is 'row;second;label;parameters', got '{text}'");
    }

    private static string Text(double[] numbers) =>
        string.Join(
            ',',
            numbers.Select(x => double.IsNegativeInfinity(x) ? "-inf" : x.ToString("R", CultureInfo.InvariantCulture))
        );

    private static double[] Numbers(string text) =>
        text.Length == 0
            ? []
            :
            [
                .. text.Split(',')
                    .Select(part =>
                        part == "-inf" ? double.NegativeInfinity : double.Parse(part, CultureInfo.InvariantCulture)
                    ),
            ];
}
