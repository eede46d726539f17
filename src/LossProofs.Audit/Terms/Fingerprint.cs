// A digest of all that a value holds: two values with one digest are the same for whoever only reads them. Fields are read,
// private ones too, so that nothing a verdict depends on can be left out.
using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LossProofs.Audit.Terms;

/// <summary>Marks a field that is computed from the others and only remembered: no part of the value.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ComputedAttribute : Attribute;

/// <summary>Digests values of this library's types.</summary>
internal static class Fingerprint
{
    private const int Deepest = 4_000;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();

    /// <summary>The digest, in hexadecimal; null of what cannot be told from its fields, such as a function.</summary>
    public static string? Of(params ReadOnlySpan<object?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var value in values)
        {
            if (!Add(hash, value, 0))
            {
                return null;
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool Add(IncrementalHash hash, object? value, int depth)
    {
        switch (value)
        {
            case null:
                return Text(hash, "null");
            case string text:
                return Text(hash, "text") && Text(hash, text);
            case BigInteger number:
                return Text(hash, "integer") && Text(hash, number.ToString(CultureInfo.InvariantCulture));
            case Enum or bool or char or int or long or uint or ulong or short or ushort or byte or sbyte:
                return Text(hash, value.GetType().Name)
                    && Text(hash, Convert.ToString(value, CultureInfo.InvariantCulture)!);
            case double number:
                return Text(hash, "double")
                    && Text(hash, BitConverter.DoubleToInt64Bits(number).ToString(CultureInfo.InvariantCulture));
        }

        var type = value.GetType();
        if (depth > Deepest || value is Delegate or Type)
        {
            return false;
        }

        if (value is IList list && (type.IsArray || type.Namespace == "System.Collections.Immutable"))
        {
            var count = CountOf(list);
            Text(hash, $"list {count.ToString(CultureInfo.InvariantCulture)}");
            for (var at = 0; at < count; at++)
            {
                if (!Add(hash, list[at], depth + 1))
                {
                    return false;
                }
            }

            return true;
        }

        if (type.Namespace?.StartsWith("LossProofs.", StringComparison.Ordinal) != true)
        {
            return false;
        }

        Text(hash, type.FullName!);
        foreach (var field in s_fields.GetOrAdd(type, FieldsOf))
        {
            if (!Add(hash, field.GetValue(value), depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    // An immutable array that was never set has no elements, and says so when it is asked for their number.
    private static int CountOf(IList list)
    {
        try
        {
            return list.Count;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2070",
        Justification = "Types of this library only, all of which ILLink.Descriptors.xml keeps."
    )]
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2075",
        Justification = "Types of this library only, all of which ILLink.Descriptors.xml keeps."
    )]
    private static FieldInfo[] FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            fields.AddRange(
                at.GetFields(
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                    )
                    .Where(field => !field.IsDefined(typeof(ComputedAttribute)))
                    .OrderBy(field => field.Name, StringComparer.Ordinal)
            );
        }

        return [.. fields];
    }

    // With its length, so that no two rows of texts run together to the same.
    private static bool Text(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
        return true;
    }
}
