// The numbers that a command line or a line of a batch gives to a kernel, in the precision it runs in.
using System.Globalization;
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.CommandLine.Evaluation;

/// <summary>Named vectors of numbers, as text.</summary>
internal sealed class NamedNumbers(IReadOnlyDictionary<string, string> texts)
{
    public bool Has(string name) => texts.ContainsKey(name);

    /// <summary>The components of a vector: decimal, hexadecimal, inf, -inf; rounded to T.</summary>
    public T[] Vector<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Numbers.Vector<T>(texts[name], name);

    public T Scalar<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var vector = Vector<T>(name);
        return vector.Length == 1
            ? vector[0]
            : throw new UsageException($"{name} has {vector.Length} numbers; expected one");
    }

    /// <summary>The scalar, or what stands for it when it is not given.</summary>
    public T Scalar<T>(string name, T fallback)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Has(name) ? Scalar<T>(name) : fallback;

    public int Integer(string name) => Numbers.Integer(texts[name], name);

    /// <summary>Flags given as 0 and 1.</summary>
    public bool[] Flags(string name) => Numbers.Flags(texts[name], name);
}

internal static class Numbers
{
    public static T[] Vector<T>(string text, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parts = text.Split(',');
        var values = new T[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            values[i] = HexadecimalFloat.TryParse(parts[i], out var value)
                ? T.CreateTruncating(value)
                : throw new UsageException(
                    $"{name}: '{parts[i].Trim()}' is not a number; expected decimal (0.1), hexadecimal "
                        + "(0x1.8000000000000p+1), inf or -inf"
                );
        return values;
    }

    public static int Integer(string text, string name) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UsageException($"{name}: '{text}' is not an integer; expected a class label such as 0");

    public static bool[] Flags(string text, string name)
    {
        var values = Vector<double>(text, name);
        return Array.ConvertAll(
            values,
            value =>
                value is 0 or 1
                    ? value == 1
                    : throw new UsageException(
                        $"{name}: {text} has an entry other than 0 and 1; expected a set as flags"
                    )
        );
    }

    /// <summary>Vectors as the batch format writes them.</summary>
    public static string Hexadecimal<T>(IEnumerable<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        string.Join(',', values.Select(value => HexadecimalFloat.Format(double.CreateTruncating(value))));

    /// <summary>The shortest decimal that reads back to the same number.</summary>
    public static string Decimal<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsPositiveInfinity(value) ? "inf"
        : T.IsNegativeInfinity(value) ? "-inf"
        : T.IsNaN(value) ? "nan"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
