// Numbers as C# literals: the shortest that read back exactly, infinities and NaN by name.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Tests.Support.Generators;

/// <summary>Prints the numbers of a failing case so that they can be pasted into a test.</summary>
public static class Literal
{
    public static string Of<T>(T value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var type = typeof(T) == typeof(float) ? "float" : "double";
        if (T.IsNaN(value))
        {
            return $"{type}.NaN";
        }

        if (T.IsInfinity(value))
        {
            return $"{type}.{(T.IsNegative(value) ? "Negative" : "Positive")}Infinity";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return typeof(T) == typeof(float) ? text + "f" : text;
    }

    public static string Of<T>(T[] values)
        where T : IBinaryFloatingPointIeee754<T> => $"[{string.Join(", ", values.Select(Of))}]";
}
