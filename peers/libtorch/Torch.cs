// Operators of PyTorch's dispatcher by name, through its stable C interface: numbers in, numbers out. It passes neither lists nor
// numbers of any type (c10::Scalar): the three operators that take these are called as the C++ functions that they are.
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace LossProofs.Peers.LibTorch;

/// <summary>A tensor that is given to an operator, or comes from one.</summary>
internal sealed unsafe class Tensor<T> : IDisposable
    where T : unmanaged
{
    private readonly nint _handle;

    /// <summary>A copy of the entries, of this shape.</summary>
    public Tensor(ReadOnlySpan<T> entries, params ReadOnlySpan<long> sizes)
    {
        // Rows of entries that follow each other.
        Span<long> strides = stackalloc long[sizes.Length];
        for (var (i, stride) = (sizes.Length - 1, 1L); i >= 0; stride *= sizes[i], i--)
        {
            strides[i] = stride;
        }

        nint own,
            view;
        fixed (T* data = entries)
        fixed (long* size = sizes)
        fixed (long* stride = strides)
        {
            Torch.Check(
                Torch.FromBlob(data, sizes.Length, size, stride, 0, Torch.KindOf<T>(), 0, 0, &view),
                "aoti_torch_create_tensor_from_blob"
            );
            Torch.Check(Torch.Clone(view, &own), "aoti_torch_clone");
        }

        Torch.Delete(view);
        _handle = own;
    }

    internal Tensor(nint handle) => _handle = handle;

    /// <summary>Its first entries.</summary>
    public T[] Entries(int count)
    {
        void* data;
        Torch.Check(Torch.DataOf(_handle, &data), "aoti_torch_get_data_ptr");
        return new ReadOnlySpan<T>(data, count).ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => Torch.Delete(_handle);

    /// <summary>Where the tensor stands (at::Tensor*).</summary>
    internal nint Handle => _handle;

    /// <summary>As an argument: a call takes over the handle that it is given.</summary>
    public static implicit operator Argument(Tensor<T> tensor)
    {
        nint handle;
        Torch.Check(Torch.NewHandle(tensor._handle, &handle), "aoti_torch_new_tensor_handle");
        return new((ulong)handle);
    }
}

/// <summary>An argument of an operator as 64 bits.</summary>
internal readonly record struct Argument(ulong Bits)
{
    /// <summary>An optional one that is left out.</summary>
    public static Argument None => new(0);

    /// <summary>An optional one that is given: the call frees the place where it stands.</summary>
    public static unsafe Argument Some(Argument value)
    {
        var place = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *place = value.Bits;
        return new((ulong)place);
    }

    public static implicit operator Argument(long value) => new(unchecked((ulong)value));

    public static implicit operator Argument(double value) => new(BitConverter.DoubleToUInt64Bits(value));

    public static implicit operator Argument(bool value) => new(value ? 1UL : 0);
}

/// <summary>LibTorch, loaded from the folder of packages.</summary>
internal static unsafe class Torch
{
    private static readonly delegate* unmanaged<byte*, byte*, ulong*, int> Dispatch;

    internal static readonly delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int> FromBlob;
    internal static readonly delegate* unmanaged<nint, nint*, int> NewHandle;
    internal static readonly delegate* unmanaged<nint, nint*, int> Clone;
    internal static readonly delegate* unmanaged<nint, int> Delete;
    internal static readonly delegate* unmanaged<nint, void**, int> DataOf;

    private static readonly delegate* unmanaged<nint*, int> NewPlace;

    // A result that is an object is written to the place that the first argument names.
    private static readonly delegate* unmanaged<nint, nint, long*, nuint, byte, nint> LogSumExpOf;
    private static readonly delegate* unmanaged<nint, nint, Scalar*, Scalar*, nint> SoftplusOf;
    private static readonly delegate* unmanaged<nint, nint, nint, Scalar*, Scalar*, nint> SoftplusBackwardOf;

    // c10::Scalar: a tag (0: a double), and the value where a complex number may stand.
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    private struct Scalar
    {
        [FieldOffset(0)]
        public int Tag;

        [FieldOffset(16)]
        public double Value;
    }

    static Torch()
    {
        var folder = typeof(Torch)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "LibTorch")
            .Value!;
        // libtorch_cpu finds the other two only once they are loaded.
        NativeLibrary.Load(Directory.GetFiles(folder, "libgomp*").Single());
        NativeLibrary.Load(Path.Combine(folder, "libc10.so"));
        var library = NativeLibrary.Load(Path.Combine(folder, "libtorch_cpu.so"));
        Dispatch = (delegate* unmanaged<byte*, byte*, ulong*, int>)Find("aoti_torch_call_dispatcher");
        FromBlob = (delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int>)Find(
            "aoti_torch_create_tensor_from_blob"
        );
        NewHandle = (delegate* unmanaged<nint, nint*, int>)Find("aoti_torch_new_tensor_handle");
        Clone = (delegate* unmanaged<nint, nint*, int>)Find("aoti_torch_clone");
        Delete = (delegate* unmanaged<nint, int>)Find("aoti_torch_delete_tensor_object");
        DataOf = (delegate* unmanaged<nint, void**, int>)Find("aoti_torch_get_data_ptr");
        NewPlace = (delegate* unmanaged<nint*, int>)Find("aoti_torch_new_uninitialized_tensor");
        // at::_ops::logsumexp::call(Tensor const&, ArrayRef<long>, bool)
        LogSumExpOf = (delegate* unmanaged<nint, nint, long*, nuint, byte, nint>)Find(
            "_ZN2at4_ops9logsumexp4callERKNS_6TensorEN3c108ArrayRefIlEEb"
        );
        // at::_ops::softplus::call(Tensor const&, Scalar const&, Scalar const&), and softplus_backward
        SoftplusOf = (delegate* unmanaged<nint, nint, Scalar*, Scalar*, nint>)Find(
            "_ZN2at4_ops8softplus4callERKNS_6TensorERKN3c106ScalarES8_"
        );
        SoftplusBackwardOf = (delegate* unmanaged<nint, nint, nint, Scalar*, Scalar*, nint>)Find(
            "_ZN2at4_ops17softplus_backward4callERKNS_6TensorES4_RKN3c106ScalarES8_"
        );
        ((delegate* unmanaged<int, void>)Find("_ZN2at15set_num_threadsEi"))(1);

        nint Find(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <summary>The results of an operator, the first of which are given as tensors; the caller disposes of them.</summary>
    public static Tensor<T>[] Call<T>(string name, int results, params ReadOnlySpan<Argument> arguments)
        where T : unmanaged
    {
        var stack = stackalloc ulong[16];
        for (var i = 0; i < arguments.Length; i++)
        {
            stack[i] = arguments[i].Bits;
        }

        fixed (byte* operation = Encoding.ASCII.GetBytes($"aten::{name}\0"))
        fixed (byte* overload = "\0"u8)
        {
            Check(Dispatch(operation, overload, stack), name);
        }

        var tensors = new Tensor<T>[results];
        for (var i = 0; i < results; i++)
        {
            tensors[i] = new((nint)stack[i]);
        }

        return tensors;
    }

    /// <summary>aten::logsumexp along a dimension.</summary>
    public static Tensor<T> LogSumExp<T>(Tensor<T> tensor, long dimension)
        where T : unmanaged
    {
        var place = Place();
        LogSumExpOf(place, tensor.Handle, &dimension, 1, 0);
        return new(place);
    }

    /// <summary>aten::softplus.</summary>
    public static Tensor<T> Softplus<T>(Tensor<T> tensor, double beta, double threshold)
        where T : unmanaged
    {
        var (place, b, t) = (Place(), new Scalar { Value = beta }, new Scalar { Value = threshold });
        SoftplusOf(place, tensor.Handle, &b, &t);
        return new(place);
    }

    /// <summary>aten::softplus_backward.</summary>
    public static Tensor<T> SoftplusBackward<T>(Tensor<T> outer, Tensor<T> tensor, double beta, double threshold)
        where T : unmanaged
    {
        var (place, b, t) = (Place(), new Scalar { Value = beta }, new Scalar { Value = threshold });
        SoftplusBackwardOf(place, outer.Handle, tensor.Handle, &b, &t);
        return new(place);
    }

    // Where a result goes.
    private static nint Place()
    {
        nint place;
        Check(NewPlace(&place), "aoti_torch_new_uninitialized_tensor");
        return place;
    }

    /// <summary>c10::ScalarType.</summary>
    public static int KindOf<T>() =>
        typeof(T) == typeof(float) ? 6
        : typeof(T) == typeof(double) ? 7
        : 4;

    internal static void Check(int status, string what)
    {
        if (status != 0)
        {
            throw new InvalidOperationException($"{what} of LibTorch failed");
        }
    }
}
