// How the adversarial numbers and rows are drawn. Sources of difficulty are mixed on purpose: each row picks one.
using System.Numerics;

namespace LossProofs.Laws;

/// <summary>What a row of numbers is made of.</summary>
public enum RowKind
{
    /// <summary>One finite number of any kind, repeated.</summary>
    Tied,

    /// <summary>Ties among 0, 1 and 2.</summary>
    FewValues,

    /// <summary>A common offset of ±1e6 or 1e4: the differences are all that counts.</summary>
    Offset,

    /// <summary>±1e308 (±3e38 in float): as far apart as can be.</summary>
    Huge,

    /// <summary>A winner so clear that its probability rounds to 1.</summary>
    Winner,

    /// <summary>Apart by few ulp.</summary>
    NearTies,

    /// <summary>Numbers below the least normal one.</summary>
    Denormal,

    /// <summary>Every kind of number in one row.</summary>
    Mixed,

    /// <summary>From −800 to 800.</summary>
    Wide,

    /// <summary>Small numbers.</summary>
    Moderate,
}

/// <summary>Draws from one seeded generator; <paramref name="size"/> grows from 1 to 100 during a run.</summary>
public sealed class Draw<T>(int seed, int size)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    // System.Random with a seed keeps its sequence on every platform and version (a documented promise since .NET Core).
    private readonly Random _random = new(seed);

    /// <summary>1e308 for double, 3e38 for float: finite, but the sum of two of them is not.</summary>
    public static T Huge => typeof(T) == typeof(float) ? T.CreateChecked(3e38) : T.CreateChecked(1e308);

    /// <summary>The smallest number with a full mantissa.</summary>
    private static T SmallestNormal =>
        typeof(T) == typeof(float) ? T.CreateChecked(1.17549435e-38) : T.CreateChecked(2.2250738585072014e-308);

    /// <summary>A whole number from 0 to count − 1, uniformly.</summary>
    public int Below(int count) => _random.Next(count);

    /// <summary>True once in so many calls.</summary>
    public bool OneIn(int count) => _random.Next(count) == 0;

    /// <summary>Uniform in [0, 1).</summary>
    public T Unit() => T.CreateTruncating(_random.NextDouble()) is var unit && unit < T.One ? unit : T.Zero;

    /// <summary>Uniform in (−magnitude, magnitude).</summary>
    public T Within(double magnitude) => T.CreateTruncating((2 * _random.NextDouble() - 1) * magnitude);

    /// <summary>A finite number of any kind.</summary>
    public T Finite() =>
        Below(12) switch
        {
            0 => T.Zero,
            1 => T.NegativeZero,
            2 => T.CreateTruncating(Below(9) - 4),
            3 => Denormal(),
            4 => Sign(T.Epsilon),
            5 => Sign(Huge),
            6 => Sign(T.MaxValue),
            7 => Exponential(),
            8 => T.CreateTruncating(Below(20)) - T.CreateTruncating(10) + T.CreateTruncating(0.5),
            9 => Within(800),
            _ => Within(1 + size / 4.0),
        };

    /// <summary>A number in [0, 1] of any kind; one in three is an end or next to one.</summary>
    public T InUnitInterval() =>
        Below(15) switch
        {
            0 => T.Zero,
            1 => T.One,
            2 => T.BitDecrement(T.One),
            3 => T.Epsilon,
            4 => T.Abs(Denormal()),
            5 => T.One - Unit() * T.CreateTruncating(1e-6),
            6 => Unit() * T.CreateTruncating(1e-6),
            7 => T.CreateTruncating(Below(9)) / T.CreateTruncating(8),
            8 => T.CreateTruncating(0.5) + Within(1e-3),
            9 => T.ScaleB(T.One + Unit(), -1 - Below(100)),
            _ => Unit(),
        };

    /// <summary>A moderate number ≥ 0 for an exponent: half of them whole.</summary>
    public T Exponent() => OneIn(2) ? T.CreateTruncating(Below(6)) : T.CreateTruncating(5) * InUnitInterval();

    /// <summary>A positive finite temperature: 1 often, small whole numbers, any power of two from 2⁻³⁰ to 2³⁰.</summary>
    public T Temperature() =>
        Below(8) switch
        {
            0 or 1 => T.One,
            2 => T.CreateTruncating(1 + Below(8)),
            3 => T.CreateTruncating(0.5),
            4 => T.ScaleB(T.One + Unit(), Below(60) - 30),
            _ => T.ScaleB(T.One + Unit(), Below(20) - 10),
        };

    /// <summary>How long a row is: mostly short, at most <paramref name="most"/>, 1 and 2 often.</summary>
    public int Length(int most) =>
        Below(20) switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => 1 + Below(Math.Min(most, 2 + size / 3)),
        };

    /// <summary>A row of finite numbers; one in 250 has thousands of entries.</summary>
    public T[] Row(int? length = null)
    {
        var row = new T[length ?? (OneIn(250) ? 1000 + Below(4000) : Length(40))];
        Fill(row, (RowKind)Math.Min(Below(11), (int)RowKind.Moderate));
        return row;
    }

    /// <summary>A row of finite numbers of one kind.</summary>
    public T[] Row(RowKind kind, int length)
    {
        var row = new T[length];
        Fill(row, kind);
        return row;
    }

    private void Fill(T[] row, RowKind kind)
    {
        switch (kind)
        {
            case RowKind.Tied:
                Array.Fill(row, Finite());
                break;
            case RowKind.FewValues:
                Fill(row, () => T.CreateTruncating(Below(3)));
                break;
            case RowKind.Offset:
                var offset = Below(3) switch
                {
                    0 => 1e6,
                    1 => -1e6,
                    _ => 1e4,
                };
                Fill(row, () => T.CreateTruncating(offset) + Within(10));
                break;
            case RowKind.Huge:
                Fill(row, () => Sign(Huge));
                break;
            case RowKind.Winner:
                Fill(row, () => Within(2));
                row[Below(row.Length)] += T.CreateTruncating(30 + 800 * _random.NextDouble());
                break;
            case RowKind.NearTies:
                var centre = Within(10);
                Fill(row, () => centre * (T.One + T.CreateTruncating(Below(9) - 4) * (T.BitIncrement(T.One) - T.One)));
                break;
            case RowKind.Denormal:
                Fill(row, Denormal);
                break;
            case RowKind.Mixed:
                Fill(row, Finite);
                break;
            case RowKind.Wide:
                Fill(row, () => Within(800));
                break;
            default:
                Fill(row, () => Within(1 + size / 10.0));
                break;
        }
    }

    /// <summary>
    /// A row some of whose exponentials e^(z − max z) are next to the least positive numbers, just below them, or so far below
    /// that only a large factor brings them back: down to 2^−150 and to 2^−300 in float, 2^−1074 and 2^−2148 in double.
    /// </summary>
    public T[] SteepRow(int length)
    {
        var reach = (typeof(T) == typeof(float) ? 150 : 1074) * Math.Log(2);
        var centre = Within(20);
        var row = new T[length];
        Fill(
            row,
            () =>
                Below(5) switch
                {
                    0 => centre,
                    1 => centre + Within(2),
                    2 => centre - T.CreateTruncating(reach * (0.8 + 0.2 * _random.NextDouble())),
                    3 => centre - T.CreateTruncating(reach * (1 + 0.02 * _random.NextDouble())),
                    _ => centre - T.CreateTruncating(reach * (1 + _random.NextDouble())),
                }
        );
        return row;
    }

    /// <summary>A positive finite number: moderate, or of any magnitude, the ends of the range and their neighbours included.</summary>
    public T Positive() =>
        Below(10) switch
        {
            0 => T.MaxValue,
            1 => T.Epsilon,
            2 => T.Max(T.Abs(Denormal()), T.Epsilon),
            3 => SmallestNormal * (T.One + Unit()),
            4 => T.MaxValue * (T.One - Unit() / T.CreateTruncating(2)),
            5 or 6 => T.Abs(Exponential()),
            7 => T.CreateTruncating(1 + Below(20)),
            _ => T.One - Unit() + T.CreateTruncating(Below(4)),
        };

    /// <summary>Class weights: one in eight is 0; all moderate, or of any magnitude.</summary>
    public T[] Weights(int length)
    {
        var moderate = OneIn(3);
        var weights = new T[length];
        Fill(
            weights,
            () =>
                OneIn(8) ? T.Zero
                : moderate ? T.Abs(Within(4))
                : Positive()
        );
        return weights;
    }

    /// <summary>One row in four has some entries masked, all but at least one.</summary>
    public T[] Masked(T[] row)
    {
        if (OneIn(4))
        {
            var kept = Below(row.Length);
            var rate = 1 + Below(3);
            for (var i = 0; i < row.Length; i++)
            {
                if (i != kept && Below(4) < rate)
                {
                    row[i] = T.NegativeInfinity;
                }
            }
        }

        return row;
    }

    /// <summary>Weights normalised to sum 1 up to rounding over the allowed entries, zero elsewhere.</summary>
    public T[] Distribution(int length, Func<int, bool>? allowed = null, bool positive = false)
    {
        var places = Enumerable.Range(0, length).Where(i => allowed is null || allowed(i)).ToArray();
        var weights = new double[length];
        var kind = positive ? 3 + Below(4) : Below(7);
        foreach (var i in places)
        {
            weights[i] = kind switch
            {
                1 => Below(2), // uniform on a subset
                2 => Below(3) * _random.NextDouble(), // with zeros
                3 => 1, // uniform
                4 => Math.ScaleB(1, -Below(40)), // very uneven
                5 => 1 + Below(8), // small integers
                _ => 1e-3 + _random.NextDouble(),
            };
        }

        var sum = weights.Sum();
        var distribution = new T[length];
        if (kind == 0 || sum == 0)
        {
            distribution[places[Below(places.Length)]] = T.One;
            return distribution;
        }

        // Each entry is off by at most an ulp of itself, so the sum is off by at most K·2⁻⁵² (K·2⁻²³ for float).
        foreach (var i in places)
        {
            distribution[i] = T.CreateTruncating(weights[i] / sum);
        }

        return distribution;
    }

    private T Denormal() => Sign(SmallestNormal * Unit());

    private T Sign(T value) => OneIn(2) ? value : -value;

    /// <summary>A random exponent over the whole range of the type.</summary>
    private T Exponential()
    {
        var largest = typeof(T) == typeof(float) ? 126 : 1022;
        return Sign(T.ScaleB(T.One + Unit(), Below(2 * largest) - largest));
    }

    private static void Fill(T[] row, Func<T> next)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = next();
        }
    }
}
