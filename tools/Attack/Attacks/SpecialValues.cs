// Special values against certified ones: zeros, the least and the largest numbers, the ends of ranges, in every combination
// that is drawn.
using LossProofs.Accuracy;
using LossProofs.Laws;

namespace LossProofs.Attack;

/// <summary>The kernels whose accuracy is measured, on rows of special values.</summary>
public static class SpecialValues
{
    /// <summary>What every kernel promises.</summary>
    public const double MaximumUlps = 2;

    private static readonly double[] Specials =
    [
        0,
        -0.0,
        double.Epsilon,
        -double.Epsilon,
        1.4012984643248171e-45, // the least float
        1.1754943508222875e-38, // the least normal one
        -87.33654,
        -103.97208,
        -104,
        -150,
        -708.3964185322641,
        -745.1332191019412,
        -746,
        1,
        -1,
        88.72284,
        709.782712893384,
        1e4,
        -1e4,
        3.4028234663852886e38,
        -3.4028234663852886e38,
        double.MaxValue,
        -double.MaxValue,
    ];

    /// <summary>A kernel on a row of special values in one precision; what is wrong, if anything is.</summary>
    public static string? Try(Kernel kernel, bool single, int seed)
    {
        var drawn = single
            ? RandomInputs.Draw<float>(kernel, seed, 20, Math.Min(kernel.LongestRow, 12))
            : RandomInputs.Draw<double>(kernel, seed, 20, Math.Min(kernel.LongestRow, 12));
        var random = new Random(seed);
        var limit = single ? float.MaxValue : double.MaxValue;
        double[] specials = [.. Specials.Where(x => Math.Abs(x) <= limit).Select(x => single ? (float)x : x)];
        // Masks stay: targets and labels fit them. The exponents of the circle loss are squares of its scores.
        var row = kernel.Inputs is InputKind.Circle or InputKind.Distribution or InputKind.Pair
            ? drawn.Row
            : Array.ConvertAll(
                drawn.Row,
                x => double.IsFinite(x) && random.Next(3) > 0 ? specials[random.Next(specials.Length)] : x
            );
        var input = drawn with { Row = row };
        try
        {
            var ulps = OwnKernels.Errors(kernel, input, single).DefaultIfEmpty(0).Max();
            return ulps <= MaximumUlps
                ? null
                : $"{kernel.Name} {(single ? "float" : "double")} is {ulps:G4} ulp off on {input}";
        }
        catch (ArgumentException refusal)
        {
            return $"{kernel.Name} {(single ? "float" : "double")} refuses {input}: {refusal.Message}";
        }
    }
}
