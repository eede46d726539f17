// The same bits whatever the processor offers: every snapshot is computed again in child processes that may not use some
// of its instructions. Each child first says what it accelerates, so that a setting without effect is noticed.
using System.Runtime.InteropServices;
using Xunit;
using Xunit.Abstractions;

namespace LossProofs.Tests.Snapshots;

public class MachineIndependence(ITestOutputHelper output)
{
    private static readonly Lazy<Run> Unrestricted = new(() => Start(null, null));

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", new[] { "Vector512", "Avx512F" })]
    [InlineData("DOTNET_EnableAVX2", "0", new[] { "Vector256", "Avx2", "Fma" })]
    [InlineData(
        "DOTNET_EnableHWIntrinsic",
        "0",
        new[] { "Vector128", "Vector256", "Vector512", "Avx2", "Fma", "Sse41", "AdvSimd" }
    )]
    public void Every_kernel_gives_the_same_bits_without_these_instructions(string variable, string value, string[] off)
    {
        var restricted = Compare(variable, value);
        // Vector512 is off by default on some processors that have it: only what the unrestricted run had can be lost.
        foreach (var feature in off.Where(feature => Unrestricted.Value.Features[feature] == "True"))
        {
            Assert.True(restricted.Features[feature] == "False", $"{variable}={value} left {feature} on");
        }
    }

    [Fact]
    public void Every_kernel_gives_the_same_bits_with_another_C_library_path()
    {
        var restricted = Compare("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2");
        if (RuntimeInformation.RuntimeIdentifier is "linux-x64" && Unrestricted.Value.Features["Fma"] == "True")
        {
            // The platform's own exp, log and pow do change: what the kernels are protected from is real here.
            Assert.NotEqual(Unrestricted.Value.Features["CLibrary"], restricted.Features["CLibrary"]);
        }
    }

    private Run Compare(string variable, string value)
    {
        var restricted = Start(variable, value);
        output.WriteLine("unrestricted: " + string.Join(", ", Unrestricted.Value.Features));
        output.WriteLine($"{variable}={value}: " + string.Join(", ", restricted.Features));
        Assert.True(Unrestricted.Value.Results.Length > 1000, "the child computed next to nothing");
        foreach (var (expected, actual) in Unrestricted.Value.Results.Zip(restricted.Results))
        {
            Assert.Equal(expected, actual);
        }

        Assert.Equal(Unrestricted.Value.Results.Length, restricted.Results.Length);
        return restricted;
    }

    private static Run Start(string? variable, string? value)
    {
        var text = Child.Run([], variable, value);
        var parts = text.Split("\n\n", 2);
        return new(
            parts[0].Split('\n').Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1]),
            parts[1].Split('\n')
        );
    }

    private sealed record Run(Dictionary<string, string> Features, string[] Results);
}
