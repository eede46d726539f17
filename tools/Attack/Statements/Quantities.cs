// What names stand for, with values from the ends of the earth.
using System.Numerics;

namespace LossProofs.Attack.Statements;

/// <summary>Kinds of quantities, and exotic values of each.</summary>
internal static class Quantities
{
    private static readonly Fraction[] s_reals =
    [
        0,
        1,
        -1,
        2,
        -2,
        3,
        -3,
        4,
        5,
        7,
        10,
        -10,
        37,
        99,
        100,
        101,
        999,
        1000,
        1001,
        -100,
        -1000,
        1_000_000,
        -1_000_000,
        new(1, 2),
        new(-1, 2),
        new(1, 3),
        new(-1, 3),
        new(3, 2),
        new(-3, 2),
        new(7, 5),
        new(-22, 7),
        new(1, 10),
        new(9, 10),
        new(1, 100),
        new(99, 100),
        new(101, 100),
        new(1, 1000),
        new(999, 1000),
        new(1, 4),
        new(3, 4),
        .. new[] { 6, 12, 40, 100, 300 }.SelectMany(n =>
            new[]
            {
                Fraction.Ten(n),
                -Fraction.Ten(n),
                Fraction.Ten(-n),
                -Fraction.Ten(-n),
                1 + Fraction.Ten(-n),
                1 + -Fraction.Ten(-n),
                -1 + Fraction.Ten(-n),
            }
        ),
    ];

    /// <summary>A real number.</summary>
    public static Quantity Real(string name, Domain domain) =>
        new(name, domain.Phrase, (point, random) => point.Numbers[name] = Value(point, domain, random));

    /// <summary>An integer that is at least so large, and less than <paramref name="beyond"/> more than that.</summary>
    public static Quantity Integer(string name, int least, int beyond = 25) =>
        new(
            name,
            $"integer >= {least}",
            (point, random) =>
                point.Numbers[name] = Worth.Of(
                    least
                        + random.Next(4) switch
                        {
                            0 => 0,
                            1 => 1,
                            2 => random.Next(Math.Min(6, beyond)),
                            _ => random.Next(beyond),
                        }
                )
        );

    /// <summary>Any integer.</summary>
    public static Quantity Integer(string name) =>
        new(name, "integer", (point, random) => point.Numbers[name] = Worth.Of(random.Next(-6, 9)));

    /// <summary>A place in arrays of that length.</summary>
    public static Quantity Index(string name, string length) =>
        new(
            name,
            $"index of {length}",
            (point, random) => point.Numbers[name] = Worth.Of(1 + random.Next(Math.Max(1, Length(point, length))))
        );

    /// <summary>A list.</summary>
    public static Quantity List(string name, string length, Domain domain) =>
        new(
            name,
            domain.OfEntries(length),
            (point, random) =>
            {
                var like = random.Next(3) == 0 ? Value(point, domain, random) : null;
                var values = Enumerable
                    .Range(0, Length(point, length))
                    .Select(_ => like ?? Value(point, domain, random));
                point.Lists[name] = [.. values];
            }
        );

    /// <summary>Weights that add up to one.</summary>
    public static Quantity Weights(string name, string length) =>
        new(
            name,
            $"probability vector of length {length}",
            (point, random) =>
            {
                var parts = Enumerable
                    .Range(0, Length(point, length))
                    .Select(_ => random.Next(4) == 0 ? 0 : 1 + random.Next(random.Next(2) == 0 ? 4 : 1000))
                    .ToList();
                if (parts.Sum() == 0 && parts.Count > 0)
                {
                    parts[random.Next(parts.Count)] = 1;
                }

                point.Lists[name] = [.. parts.Select(part => Worth.Of(new Fraction(part, Math.Max(1, parts.Sum()))))];
            }
        );

    /// <summary>A table.</summary>
    public static Quantity Table(string name, string rows, string columns) =>
        new(
            name,
            $"matrix {rows} by {columns}",
            (point, random) =>
            {
                var table = new Worth[Length(point, rows), Length(point, columns)];
                for (var i = 0; i < table.GetLength(0); i++)
                {
                    for (var j = 0; j < table.GetLength(1); j++)
                    {
                        table[i, j] = Value(point, Domain.All, random);
                    }
                }

                point.Tables[name] = table;
            }
        );

    /// <summary>A smooth function.</summary>
    public static Quantity Function(string name) =>
        new(
            name,
            "function",
            (point, random) =>
            {
                var (a, b, c) = (
                    Worth.Of(random.Next(-3, 4)),
                    Worth.Of(random.Next(-3, 4)),
                    Worth.Of(random.Next(-2, 3))
                );
                point.Functions[name] = random.Next(4) switch
                {
                    0 => x => a + b * x + c * x * x,
                    1 => x => a * Apply.Of("sin", x) + b,
                    2 => x => c / (Worth.One + x * x) + a,
                    _ => x => Apply.Of("exp", -(x * x)) * b + c * x,
                };
            }
        );

    private static int Length(Point point, string length) => (int)point.Numbers[length].Integer!.Value;

    // One of the exotic values, one that stands already, or one beside an end; until it lies in the domain.
    private static Worth Value(Point point, Domain domain, Random random)
    {
        while (true)
        {
            var value = random.Next(8) switch
            {
                0 when point.Numbers.Values.Where(other => other.Exact is not null).ToList() is { Count: > 0 } others =>
                    others[random.Next(others.Count)].Exact!.Value * (random.Next(4) == 0 ? -1 : 1),
                1 or 2 => new Fraction(random.Next(-40, 41), 1 + random.Next(12)),
                3 => domain.Inside(new Fraction(random.Next(1, 1000), 1000)),
                4 => domain.Inside(random.Next(2)),
                _ => s_reals[random.Next(s_reals.Length)],
            };
            if (domain.Contains(value))
            {
                return Worth.Of(value);
            }
        }
    }
}

/// <summary>An interval.</summary>
internal sealed record Domain(int? Low, bool LowClosed, int? High, bool HighClosed)
{
    /// <summary>All reals.</summary>
    public static Domain All { get; } = new(null, false, null, false);

    /// <summary>Those that are drawn.</summary>
    public static IReadOnlyList<Domain> Some { get; } =
    [
        All,
        All,
        All,
        new(0, false, null, false),
        new(0, false, null, false),
        new(0, true, null, false),
        new(1, true, null, false),
        new(1, false, null, false),
        new(null, false, 0, true),
        new(0, false, 1, false),
        new(0, true, 1, true),
        new(0, true, 1, false),
        new(0, false, 1, true),
        new(-1, true, 1, true),
        new(-1, true, 1, false),
        new(-1, false, 1, true),
        new(-2, true, 3, false),
        new(-1, true, null, false),
    ];

    /// <summary>For <c>--where</c>.</summary>
    public string Phrase =>
        (Low, High) switch
        {
            (null, null) => "real",
            ({ } low, null) => $"real {(LowClosed ? ">=" : ">")} {low}",
            (null, { } high) => $"real {(HighClosed ? "<=" : "<")} {high}",
            _ => $"real in {(LowClosed ? '[' : '(')}{Low}, {High}{(HighClosed ? ']' : ')')}",
        };

    /// <summary>A list of such numbers.</summary>
    public string OfEntries(string length) =>
        (Low, LowClosed, High) switch
        {
            (0, false, null) => $"positive vector of length {length}",
            (not null, _, not null) =>
                $"vector of length {length} in {(LowClosed ? '[' : '(')}{Low}, {High}{(HighClosed ? ']' : ')')}",
            _ => $"vector of length {length}",
        };

    /// <summary>Membership.</summary>
    public bool Contains(Fraction value) =>
        (Low is not { } low || value.CompareTo(low) is var a && (a > 0 || a == 0 && LowClosed))
        && (High is not { } high || value.CompareTo(high) is var b && (b < 0 || b == 0 && HighClosed));

    /// <summary>Between its ends, or from the one that it has.</summary>
    public Fraction Inside(Fraction part) =>
        (Low, High) switch
        {
            ({ } low, { } high) => low + part * (high - low),
            ({ } low, null) => low + part,
            (null, { } high) => high + -part,
            _ => part,
        };
}
