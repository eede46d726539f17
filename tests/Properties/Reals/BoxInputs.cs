// Random numbers, boxes and members of boxes that break interval arithmetic: every magnitude, ends on special points.
using LossProofs.Reals;

namespace LossProofs.Tests.Properties.Reals;

internal static class BoxInputs
{
    private static readonly double[] Special =
    [
        0,
        double.Epsilon,
        2.2250738585072014E-308,
        1e-300,
        1,
        0.5,
        2,
        3,
        10,
        100,
        1000,
        23,
        171.5,
        709.78,
        710.4,
        744.5,
        745.2,
        double.MaxValue,
        1e308,
        1 - 1.1102230246251565E-16,
        1 + 2.220446049250313E-16,
        Math.PI,
        Math.PI / 2,
        1.4616321449683623,
    ];

    /// <summary>A double of random sign whose magnitude lies between 2^low and 2^high, or a special point.</summary>
    public static double Number(Random random, int low = -40, int high = 10)
    {
        var magnitude = random.Next(8) switch
        {
            0 => Special[random.Next(Special.Length)],
            1 => random.Next(0, 40) / 2.0,
            2 => Math.ScaleB(1 + random.NextDouble(), random.Next(-1074, 1023)),
            _ => Math.ScaleB(1 + random.NextDouble(), random.Next(low, high)),
        };
        magnitude = random.Next(10) == 0 ? Math.BitIncrement(magnitude) : magnitude;
        magnitude = double.IsInfinity(magnitude) ? double.MaxValue : magnitude;
        return random.Next(2) == 0 ? -magnitude : magnitude;
    }

    /// <summary>A box around a number: a point, a few ulps, a small relative width, or anything; ends at most infinite.</summary>
    public static Interval Box(
        Random random,
        double lowest = double.NegativeInfinity,
        double highest = double.PositiveInfinity
    )
    {
        var a = Math.Clamp(Number(random), lowest, highest);
        var b = random.Next(6) switch
        {
            0 => a,
            1 => Math.BitIncrement(Math.BitIncrement(a)),
            2 => a + Math.Abs(a) * Math.ScaleB(random.NextDouble(), -random.Next(1, 50)),
            3 => a + random.NextDouble(),
            4 => random.Next(20) == 0 ? double.PositiveInfinity : a + 4 * random.NextDouble(),
            _ => Number(random),
        };
        b = Math.Clamp(b, lowest, highest);
        var (lower, upper) = (Math.Min(a, b), Math.Max(a, b));
        return new Interval(
            Math.Min(lower, double.MaxValue),
            random.Next(200) == 0 && double.IsPositiveInfinity(highest) ? double.PositiveInfinity : upper
        );
    }

    /// <summary>A member of the box: an end, a neighbour of an end, or in between.</summary>
    public static double Member(Random random, Interval box)
    {
        var (lower, upper) = (Math.Max(box.Lower, double.MinValue), Math.Min(box.Upper, double.MaxValue));
        var inside = random.Next(5) switch
        {
            0 => lower,
            1 => upper,
            2 => Math.BitIncrement(lower),
            3 => box.Midpoint,
            _ => lower + (upper - lower) * random.NextDouble(),
        };
        return double.IsFinite(inside) ? Math.Clamp(inside, lower, upper) : lower;
    }

    /// <summary>The number of doubles from the lower to the upper end.</summary>
    public static long WidthInDoubles(Interval x) => Ordinal(x.Upper) - Ordinal(x.Lower);

    private static long Ordinal(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        return bits >= 0 ? bits : long.MinValue - bits;
    }
}
