// PyTorch in a child process: the same data, the same number of threads, its own autograd.
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>Seconds of wall clock and of the processor for one call, and what it computed.</summary>
internal readonly record struct Measured(double Wall, double Processor, double Loss, double Check);

/// <summary>
/// A Python that has torch, driven over its standard input: "data …" with the arrays' bytes, then "run kernel threads
/// repetitions", answered with the times. Softmax and log-softmax write to an output that exists already, as ours do;
/// losses go through autograd, which allocates its gradients.
/// </summary>
internal sealed class PyTorch : IDisposable
{
    private const string Script = """
        import sys, time
        try:
            import torch
            import torch.nn.functional as F
        except ImportError:
            sys.exit(3)
        i = sys.stdin.buffer
        def say(*words): print(*words, flush=True)
        def array(count, kind):
            size = count * {torch.int32: 4, torch.float32: 4, torch.float64: 8}[kind]
            return torch.frombuffer(bytearray(i.read(size)), dtype=kind).clone()
        say(torch.__version__, torch.get_num_threads())
        def grad(loss):
            return loss, torch.autograd.grad(loss, x)[0]
        def softmax():
            torch.softmax(z, 1, out=out)
            return torch.zeros(()), out
        def log_softmax():
            torch.log_softmax(z, 1, out=out)
            return torch.zeros(()), out
        def gamma_cross_entropy():
            p = F.log_softmax(x, 1).gather(1, labels[:, None]).exp()
            return grad((-torch.log(gamma + (1 - gamma) * p) / (1 - gamma)).mean())
        def multi_label():
            down = F.softplus(torch.logsumexp(torch.log(own) - x, 1))
            up = F.softplus(torch.logsumexp(torch.log1p(-own) + x, 1))
            return grad((down + up).mean())
        kernels = {
            'softmax': softmax,
            'log-softmax': log_softmax,
            'cross-entropy': lambda: grad(F.cross_entropy(x, labels)),
            'soft-cross-entropy': lambda: grad(F.cross_entropy(x, soft)),
            'gamma-cross-entropy': gamma_cross_entropy,
            'multi-label': multi_label,
            'sigmoid-bce': lambda: grad(F.binary_cross_entropy_with_logits(x, own, reduction='sum') / rows),
        }
        while True:
            words = i.readline().decode().split()
            if not words:
                break
            if words[0] == 'data':
                kind = torch.float32 if words[1] == 'float' else torch.float64
                rows, columns, gamma = int(words[2]), int(words[3]), float(words[4])
                labels = array(rows, torch.int32).long()
                z, soft, own = (array(rows * columns, kind).view(rows, columns) for _ in range(3))
                x = z.clone().requires_grad_()
                out = torch.zeros_like(z)
                say('ready')
            else:
                kernel, threads, count = kernels[words[1]], int(words[2]), int(words[3])
                if torch.get_num_threads() != threads:
                    torch.set_num_threads(threads)
                wall, processor = time.perf_counter(), time.process_time()
                for _ in range(count):
                    loss, result = kernel()
                wall, processor = time.perf_counter() - wall, time.process_time() - processor
                check = float((result.double() * torch.arange(1, columns + 1)).abs().sum()) if words[4] == 'check' else 0
                say(wall / count, processor / count, float(loss), check)
        """;

    private readonly Process _process;

    private PyTorch(Process process, string version) => (_process, Version) = (process, version);

    public string Version { get; }

    /// <summary>
    /// The first of the given Pythons (or, if none is given, of python3 and /usr/bin/python3) that can import torch, or
    /// null. With <paramref name="keepsMemory"/> its allocator returns nothing to the system between calls: large results
    /// then cost no page faults, which take most of PyTorch's time otherwise.
    /// </summary>
    public static PyTorch? Start(string? python, bool keepsMemory)
    {
        foreach (var candidate in python is null ? ["python3", "/usr/bin/python3"] : new[] { python })
        {
            var start = new ProcessStartInfo(candidate, ["-c", Script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (keepsMemory)
            {
                // glibc: no mapping of single blocks, no trimming of the heap
                start.Environment["MALLOC_MMAP_MAX_"] = "0";
                start.Environment["MALLOC_TRIM_THRESHOLD_"] = "17179869184";
                start.Environment["MALLOC_TOP_PAD_"] = "268435456";
            }

            try
            {
                var process = Process.Start(start)!;
                process.ErrorDataReceived += (_, _) => { };
                process.BeginErrorReadLine();
                if (process.StandardOutput.ReadLine() is { } answer)
                {
                    return new(process, answer.Split(' ')[0]);
                }

                process.WaitForExit();
                process.Dispose();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // no such program: try the next
            }
        }

        return null;
    }

    public void Load<T>(Workload<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var precision = typeof(T) == typeof(float) ? "float" : "double";
        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"data {precision} {data.Shape.Rows} {data.Shape.Columns} {Workload<T>.Gamma}"
            )
        );
        var stream = _process.StandardInput.BaseStream;
        stream.Write(MemoryMarshal.AsBytes<int>(data.Labels));
        stream.Write(MemoryMarshal.AsBytes<T>(data.Logits));
        stream.Write(MemoryMarshal.AsBytes<T>(data.SoftTargets));
        stream.Write(MemoryMarshal.AsBytes<T>(data.LabelTargets));
        stream.Flush();
        Answer();
    }

    /// <summary>The mean times of some calls; the check value only when asked for.</summary>
    public Measured Run(string kernel, int threads, int repetitions, bool check = false)
    {
        Say($"run {kernel} {threads} {repetitions} {(check ? "check" : "-")}");
        var n = Answer().Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new(n[0], n[1], n[2], n[3]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Say(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    private string Answer() =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch's process ended early");
}
