// The snapshots as a program, for the check of machine independence: first what this process accelerates, then every
// result of every kernel on the grid, and a digest of all bits on batches of many shapes; with the argument
// "allocations", what calls allocate. `dotnet test` does not run this; MachineIndependence and Allocations start it.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using LossProofs.Tests.Snapshots.Batches;
using LossProofs.Tests.Snapshots.Kernels;

var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
if (args is ["allocations"])
{
    foreach (var line in AllocationCount.Lines())
    {
        output.WriteLine(line);
    }

    output.Flush();
    return;
}

(string Name, bool Present)[] features =
[
    ("Vector128", Vector128.IsHardwareAccelerated),
    ("Vector256", Vector256.IsHardwareAccelerated),
    ("Vector512", Vector512.IsHardwareAccelerated),
    ("Sse41", Sse41.IsSupported),
    ("Avx2", Avx2.IsSupported),
    ("Fma", Fma.IsSupported),
    ("Avx512F", Avx512F.IsSupported),
    ("AdvSimd", AdvSimd.IsSupported),
];
foreach (var (name, present) in features)
{
    output.WriteLine($"{name} {present}");
}

// The C library chooses its implementation by what it believes the processor has, and the choices round differently.
var digest = 17L;
for (var i = 1; i <= 5000; i++)
{
    digest = unchecked(
        digest * 31 + BitConverter.DoubleToInt64Bits(Math.Exp(i / 37.0) + Math.Log(i) + Math.Pow(i, 0.3))
    );
}

output.WriteLine($"CLibrary {digest:x16}");
output.WriteLine();
foreach (var kernel in KernelCall.All.Select(KernelCall.Name).Distinct())
{
    output.WriteLine(KernelCall.Snapshot(kernel));
}

foreach (var line in BatchDigest.Lines())
{
    output.WriteLine(line);
}

output.Flush();
