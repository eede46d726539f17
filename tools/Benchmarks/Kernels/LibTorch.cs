// LibTorch in this process, through PyTorch's stable C interface: the same arrays, the same number of threads.
using System.Numerics;
using System.Runtime.InteropServices;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>
/// The operations that PyTorch runs for a loss and its gradient, each into memory that exists already: no page faults, no
/// dispatch of Python, no autograd graph. So it is the fastest that LibTorch can be without another algorithm.
/// </summary>
internal sealed unsafe class LibTorch
{
    private const string Version = "2.10.0";

    private static readonly delegate* unmanaged<byte*, byte*, ulong*, int> Call;
    private static readonly delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int> FromBlob;
    private static readonly delegate* unmanaged<nint, nint*, int> NewHandle;
    private static readonly delegate* unmanaged<nint, int> Delete;
    private static readonly delegate* unmanaged<int, void> SetThreads;

    static LibTorch()
    {
        if (Folder is not { } folder)
        {
            return;
        }

        // libtorch_cpu finds the other two only once they are loaded.
        NativeLibrary.Load(Directory.GetFiles(folder, "libgomp*").Single());
        NativeLibrary.Load(Path.Combine(folder, "libc10.so"));
        var library = NativeLibrary.Load(Path.Combine(folder, "libtorch_cpu.so"));
        Call = (delegate* unmanaged<byte*, byte*, ulong*, int>)
            NativeLibrary.GetExport(library, "aoti_torch_call_dispatcher");
        FromBlob = (delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int>)
            NativeLibrary.GetExport(library, "aoti_torch_create_tensor_from_blob");
        NewHandle = (delegate* unmanaged<nint, nint*, int>)
            NativeLibrary.GetExport(library, "aoti_torch_new_tensor_handle");
        Delete = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "aoti_torch_delete_tensor_object");
        // at::set_num_threads(int), of which there is no stable form.
        SetThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "_ZN2at15set_num_threadsEi");
    }

    /// <summary>Whether `dotnet restore peers/libtorch` was run here.</summary>
    public static bool IsInstalled => Folder is not null;

    public static string Name => $"LibTorch {Version}";

    private static string? Folder
    {
        get
        {
            var packages =
                Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            var folder = Path.Combine(packages, "libtorch-cpu-linux-x64", Version, "runtimes", "linux-x64", "native");
            return Directory.Exists(folder) ? folder : null;
        }
    }

    /// <summary>The arrays of a batch as tensors; they stay where they are until this is disposed.</summary>
    public sealed class Tensors<T> : IDisposable
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const ulong Mean = 1;

        private readonly List<GCHandle> _pins = [];
        private readonly List<nint> _handles = [];
        private readonly int _rows;
        private readonly T[] _number = new T[1];
        private readonly nint _logits,
            _labels,
            _soft,
            _own,
            _output,
            _scratch,
            _loss,
            _weight,
            _one,
            _inverse,
            _negative,
            _half;

        public Tensors(Workload<T> data)
        {
            var (rows, columns) = (data.Shape.Rows, data.Shape.Columns);
            _rows = rows;
            _logits = Tensor(data.Logits, rows, columns);
            _soft = Tensor(data.SoftTargets, rows, columns);
            _own = Tensor(data.LabelTargets, rows, columns);
            _output = Tensor(data.Output, rows, columns);
            _scratch = Tensor(data.Scratch, rows, columns);
            _labels = Tensor(Array.ConvertAll(data.Labels, label => (long)label), rows);
            _loss = Tensor(_number);
            _weight = Tensor(new T[1]);
            _one = Tensor(new[] { T.One });
            _inverse = Tensor(new[] { T.One / T.CreateChecked(rows) });
            _negative = Tensor(new[] { -T.One / T.CreateChecked(rows) });
            _half = Tensor(new[] { T.One / T.CreateChecked(2 * rows) });
        }

        public static bool Has(string kernel) =>
            kernel is "softmax" or "log-softmax" or "cross-entropy" or "soft-cross-entropy" or "sigmoid-bce";

        /// <summary>The loss (0 where there is none); the gradient or the probabilities stand in the output.</summary>
        public double Run(string kernel, int threads)
        {
            SetThreads(threads);
            switch (kernel)
            {
                case "softmax":
                    Do("aten::_softmax", "out", Of(_logits), 1, 0, Of(_output));
                    return 0;
                case "log-softmax":
                    Do("aten::_log_softmax", "out", Of(_logits), 1, 0, Of(_output));
                    return 0;
                case "cross-entropy":
                    LogSoftmax();
                    Do(
                        "aten::nll_loss_forward",
                        "output",
                        Of(_scratch),
                        Of(_labels),
                        0,
                        Mean,
                        unchecked((ulong)-100L),
                        Of(_loss),
                        Of(_weight)
                    );
                    Do(
                        "aten::nll_loss_backward",
                        "grad_input",
                        Of(_one),
                        Of(_scratch),
                        Of(_labels),
                        0,
                        Mean,
                        unchecked((ulong)-100L),
                        Of(_weight),
                        Of(_output)
                    );
                    LogSoftmaxBackward();
                    return double.CreateChecked(_number[0]);
                case "soft-cross-entropy":
                    LogSoftmax();
                    Do("aten::mul", "out", Of(_scratch), Of(_soft), Of(_output));
                    Do("aten::sum", "out", Of(_output), 0, Of(_loss));
                    Do("aten::mul", "out", Of(_soft), Of(_negative), Of(_output));
                    LogSoftmaxBackward();
                    return -double.CreateChecked(_number[0]) / _rows;
                default:
                    Do("aten::binary_cross_entropy_with_logits", "out", Of(_logits), Of(_own), 0, 0, 2, Of(_loss));
                    Do("aten::sigmoid", "out", Of(_logits), Of(_scratch));
                    // (σ − t)·2·(1/2N), in one pass
                    Do("aten::mse_loss_backward", "grad_input", Of(_half), Of(_scratch), Of(_own), 2, Of(_output));
                    return double.CreateChecked(_number[0]) / _rows;
            }
        }

        public void Dispose()
        {
            _handles.ForEach(handle => Delete(handle));
            _pins.ForEach(pin => pin.Free());
        }

        private void LogSoftmax() => Do("aten::_log_softmax", "out", Of(_logits), 1, 0, Of(_scratch));

        private void LogSoftmaxBackward() =>
            Do(
                "aten::_log_softmax_backward_data",
                "out",
                Of(_output),
                Of(_scratch),
                1,
                (ulong)KindOf<T>(),
                Of(_output)
            );

        private nint Tensor<TEntry>(TEntry[] values, params long[] sizes)
            where TEntry : unmanaged
        {
            var pin = GCHandle.Alloc(values, GCHandleType.Pinned);
            _pins.Add(pin);
            nint handle;
            var strides = sizes.Length == 2 ? new[] { sizes[1], 1 } : [.. sizes.Select(_ => 1L)];
            fixed (long* size = sizes)
            fixed (long* stride = strides)
            {
                Check(
                    FromBlob(
                        (void*)pin.AddrOfPinnedObject(),
                        sizes.Length,
                        size,
                        stride,
                        0,
                        KindOf<TEntry>(),
                        0,
                        0,
                        &handle
                    ),
                    "aoti_torch_create_tensor_from_blob"
                );
            }

            _handles.Add(handle);
            return handle;
        }
    }

    // c10::ScalarType.
    private static int KindOf<TEntry>() =>
        typeof(TEntry) == typeof(float) ? 6
        : typeof(TEntry) == typeof(double) ? 7
        : 4;

    // A call takes over the handles that it is given.
    private static ulong Of(nint tensor)
    {
        nint handle;
        Check(NewHandle(tensor, &handle), "aoti_torch_new_tensor_handle");
        return (ulong)handle;
    }

    private static void Do(string name, string overload, params ReadOnlySpan<ulong> arguments)
    {
        var stack = stackalloc ulong[16];
        arguments.CopyTo(new Span<ulong>(stack, 16));
        fixed (byte* operation = System.Text.Encoding.ASCII.GetBytes(name + "\0"))
        fixed (byte* form = System.Text.Encoding.ASCII.GetBytes(overload + "\0"))
        {
            Check(Call(operation, form, stack), $"{name}.{overload}");
        }

        // Each of them returns its output.
        Delete((nint)stack[0]);
    }

    private static void Check(int status, string what)
    {
        if (status != 0)
        {
            throw new InvalidOperationException($"{what} of LibTorch failed");
        }
    }
}
