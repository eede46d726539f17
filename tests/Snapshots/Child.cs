// This assembly as a program, under another setting of the runtime.
using System.Diagnostics;
using Xunit;

namespace LossProofs.Tests.Snapshots;

internal static class Child
{
    /// <summary>What the program prints; fails the test if the program fails.</summary>
    public static string Run(string[] arguments, string? variable, string? value)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(Child).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (variable is not null)
        {
            start.Environment[variable] = value;
        }

        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEndAsync();
        var text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, $"the child failed: {error.Result}");
        return text;
    }
}
