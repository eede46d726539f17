// Memory for arguments: between pages that no access survives, or any number of pages that are all zero; or simply apart.
using System.Runtime.InteropServices;

namespace LossProofs.Attack;

/// <summary>Whole pages between two that must not be touched.</summary>
internal sealed unsafe class Arena
{
    private const int Page = 4096;
    private const int None = 0;
    private const int ReadAndWrite = 3;
    private const int PrivateAnonymousUnreserved = 0x4022;
    private const int PrivateFixedUnreserved = 0x4012;
    private const nuint Piece = 64 << 20;

    private Arena(byte* start, nuint size)
    {
        Start = start;
        Size = size;
    }

    /// <summary>Where it begins.</summary>
    public byte* Start { get; }

    /// <summary>Its size in bytes.</summary>
    public nuint Size { get; }

    /// <summary>Where it ends.</summary>
    public byte* End => Start + Size;

    /// <summary>
    /// Of at least that many bytes, all zero, which take memory only where they are written: the same few pages over and
    /// over. (Not every kernel answers a read of anonymous memory with its one page of zeros.)
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static Arena OfZeros(nuint bytes)
    {
        var arena = Of(bytes);
        var file = CreateMemoryFile("zeros", 0);
        if (file < 0 || Truncate(file, (nint)Piece) != 0)
        {
            throw new IOException("no file in memory");
        }

        for (nuint at = 0; at < arena.Size; at += Piece)
        {
            var size = nuint.Min(Piece, arena.Size - at);
            if (MapMemory(arena.Start + at, size, ReadAndWrite, PrivateFixedUnreserved, file, 0) == (void*)-1)
            {
                throw new IOException($"no {arena.Size} bytes of address space");
            }
        }

        _ = Close(file);
        return arena;
    }

    /// <summary>Of at least that many bytes, all zero.</summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static Arena Of(nuint bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("pages that must not be touched are asked for as Linux has them");
        }

        var size = (bytes + Page - 1) / Page * Page;
        var all = MapMemory(null, size + 2 * Page, None, PrivateAnonymousUnreserved, -1, 0);
        if (all == (void*)-1 || ProtectMemory((byte*)all + Page, size, ReadAndWrite) != 0)
        {
            throw new IOException($"no {size} bytes of address space");
        }

        return new((byte*)all + Page, size);
    }

    /// <summary>Puts each span against the pages behind it, or against those before it.</summary>
    public static void Place(Argument[] arguments, Arena[] arenas, bool atEnd)
    {
        var used = 0;
        foreach (var argument in arguments.Where(a => a.Values is not null))
        {
            var arena = arenas[used++];
            argument.Place(atEnd ? arena.End - argument.Size : arena.Start);
        }
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern void* MapMemory(void* at, nuint size, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "memfd_create")]
    private static extern int CreateMemoryFile([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);

    [DllImport("libc", EntryPoint = "ftruncate")]
    private static extern int Truncate(int file, nint size);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int ProtectMemory(void* at, nuint size, int protection);
}

/// <summary>Memory in which arguments stand apart from one another.</summary>
internal sealed unsafe class Places
{
    /// <summary>More bytes than the spans of a drawn call have.</summary>
    public const int Room = 1 << 15;

    /// <summary>The first bytes; there are <see cref="Room"/> for each of twelve spans, and for two to be laid one over the other.</summary>
    public byte* Start { get; } = (byte*)NativeMemory.AlignedAlloc(14 * Room, 64);

    /// <summary>Places all spans, behind the first two rooms.</summary>
    public void Place(Argument[] arguments)
    {
        var at = 2;
        foreach (var argument in arguments.Where(a => a.Values is not null))
        {
            argument.Place(Start + at++ * Room);
        }
    }
}
