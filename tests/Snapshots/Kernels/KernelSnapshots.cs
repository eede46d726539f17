// Every public kernel's bits on a fixed grid, frozen: one changed bit turns the suite red.
// A file changes only on purpose: CONTRIBUTING.md says how to review and accept it.
using System.Reflection;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Snapshots.Kernels;

public class KernelSnapshots
{
    public static TheoryData<string> Kernels => [.. KernelCall.All.Select(KernelCall.Name).Distinct()];

    [KernelTheory]
    [MemberData(nameof(Kernels))]
    public Task Bits(string kernel) =>
        Verifier.Verify(KernelCall.Snapshot(kernel)).UseDirectory("Bits").UseFileName(kernel);

    [Fact]
    public void Every_snapshot_belongs_to_a_kernel()
    {
        var kernels = KernelCall.All.Select(KernelCall.Name).ToHashSet();
        var files = Directory
            .EnumerateFiles(Path.Combine(ProjectFolder, "Kernels", "Bits"), "*.verified.txt")
            .Select(file => Path.GetFileName(file)[..^".verified.txt".Length]);
        // Both ways: nothing left over from a kernel that was renamed, and no kernel without a snapshot.
        Assert.Equal(kernels.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_public_static_method_is_called_and_none_is_refused_everywhere()
    {
        foreach (var kernel in KernelCall.All.Select(KernelCall.Name).Distinct())
        {
            var results = KernelCall
                .Snapshot(kernel)
                .Split('\n')
                .Where(line => line.Contains(" -> ", StringComparison.Ordinal))
                .ToList();
            Assert.NotEmpty(results);
            Assert.Contains(results, line => !line.Contains("-> refused: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_changed_bit_is_explained_with_kernel_input_old_new_and_ulps()
    {
        const string verified =
            "double Sigmoid.Value(x)\n  x 1 -> 0x1.764d8ac7b5d28p-1 (0.731)\n  x 2 -> 0x1.c2f8ec88fca7ap-1 (0.88)";
        Assert.Equal(
            "double Sigmoid.Value(x) | x 1: old 0x1.764d8ac7b5d28p-1, new 0x1.764d8ac7b5d29p-1, 1 ulp apart",
            SnapshotComparer.Explain(verified.Replace("5d28", "5d29", StringComparison.Ordinal), verified)
        );
        Assert.Equal(
            "float A.B(x) | x 1: result 1: old 0x1.0000000000000p+0, new 0x1.fffffe0000000p-1, 1 ulp apart",
            SnapshotComparer.Explain(
                "float A.B(x)\n  x 1 -> 0x1.0000000000000p-1 0x1.fffffe0000000p-1 (0, 1)",
                "float A.B(x)\n  x 1 -> 0x1.0000000000000p-1 0x1.0000000000000p+0 (0, 1)"
            )
        );
        Assert.Equal(
            "double A.B(x) | x 1: old refused: no, new 0x1.0000000000000p+0 (1)",
            SnapshotComparer.Explain(
                "double A.B(x)\n  x 1 -> 0x1.0000000000000p+0 (1)",
                "double A.B(x)\n  x 1 -> refused: no"
            )
        );
        Assert.Equal(
            "double A.B(x) | x 2: is new, inf (inf)",
            SnapshotComparer.Explain(
                "double A.B(x)\n  x 1 -> nan (NaN)\n  x 2 -> inf (inf)",
                "double A.B(x)\n  x 1 -> nan (NaN)"
            )
        );
        Assert.Null(SnapshotComparer.Explain("some text", "another"));
    }

    // Recorded at build time: the compiler's own paths are mapped in a deterministic build.
    internal static string ProjectFolder =>
        typeof(KernelSnapshots)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Verify.ProjectDirectory")
            .Value!;
}
