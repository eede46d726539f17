// One argument of a call: a scalar, or a span at whatever address the attack chooses.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LossProofs.Kernels;

namespace LossProofs.Attack;

/// <summary>A scalar, or the contents of a span, of which <see cref="Place"/> makes the span itself.</summary>
public sealed unsafe class Argument
{
    private void* address;

    /// <summary>The parameter's name.</summary>
    public required string Name { get; init; }

    /// <summary>What a scalar is.</summary>
    public object? Scalar { get; set; }

    /// <summary>What stands in a span before the call; null for a scalar.</summary>
    public Array? Values { get; set; }

    /// <summary>Whether the call writes to the span.</summary>
    public bool IsWritten { get; init; }

    /// <summary>The columns of a batch, 0 elsewhere.</summary>
    public int Columns { get; init; }

    /// <summary>How many bytes one entry has.</summary>
    public int EntrySize => Values is null ? 0 : SizeOf(Values.GetType().GetElementType()!);

    /// <summary>How many bytes the span has.</summary>
    public int Size => (Values?.Length ?? 0) * EntrySize;

    /// <summary>Puts the span there, with its contents.</summary>
    public void Place(byte* at)
    {
        address = at;
        Contents.CopyTo(new Span<byte>(at, Size));
    }

    /// <summary>Where it stands.</summary>
    public byte* Address => (byte*)address;

    /// <summary>What stands there now, as bytes.</summary>
    public byte[] Now() => new Span<byte>(address, Size).ToArray();

    /// <summary>What stands in <see cref="Values"/>, as bytes.</summary>
    public Span<byte> Contents => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(Values!), Size);

    /// <summary>The same argument, with contents of its own.</summary>
    public Argument Copy() =>
        new()
        {
            Name = Name,
            Scalar = Scalar,
            Values = (Array?)Values?.Clone(),
            IsWritten = IsWritten,
            Columns = Columns,
        };

    /// <summary>The span, to be read.</summary>
    public ReadOnlySpan<T> Read<T>()
        where T : unmanaged => new(address, Values!.Length);

    /// <summary>The span, to be written.</summary>
    public Span<T> Write<T>()
        where T : unmanaged => new(address, Values!.Length);

    /// <summary>The span, as a batch.</summary>
    public Batch<T> Batch<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Read<T>(), Columns);

    /// <inheritdoc/>
    public override string ToString() =>
        Values is null
            ? $"{Name} {Show(Scalar!)}"
            : $"{Name} [{string.Join(", ", Values.Cast<object>().Take(12).Select(Show))}{(Values.Length > 12 ? $", … {Values.Length}" : "")}]";

    private static string Show(object value) =>
        value is IFormattable number and not Enum
            ? number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)
            : $"{value}";

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
