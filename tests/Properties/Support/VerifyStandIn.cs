// The stand-in for Verify.Xunit does what the original does: file names, new, equal, different, accepting, comparers.
using Xunit;

namespace LossProofs.Tests.Properties.Support;

public sealed class VerifyStandIn : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lossproofs-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Files =>
        [.. Directory.EnumerateFiles(_folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_new_text_fails_and_renaming_the_received_file_accepts_it()
    {
        const string name = "VerifyStandIn.A_new_text_fails_and_renaming_the_received_file_accepts_it";
        var failure = await Assert.ThrowsAsync<VerifyException>(async () =>
            await Verifier.Verify("first\r\nline").UseDirectory(_folder)
        );
        Assert.StartsWith(
            $"Directory: {_folder}\nNew:\n  - Received: {name}.received.txt\n    Verified: {name}.verified.txt\n",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("first\nline", failure.Message, StringComparison.Ordinal);
        Assert.Equal([$"{name}.received.txt"], Files);

        File.Move(Path.Combine(_folder, $"{name}.received.txt"), Path.Combine(_folder, $"{name}.verified.txt"));
        await Verifier.Verify("first\nline").UseDirectory(_folder);
        Assert.Equal([$"{name}.verified.txt"], Files);
    }

    [Fact]
    public async Task A_different_text_fails_with_both_texts_and_the_next_success_removes_the_received_file()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "law.verified.txt"), "old text");
        var failure = await Assert.ThrowsAsync<VerifyException>(async () =>
            await Verifier.Verify("new text").UseDirectory(_folder).UseFileName("law")
        );
        Assert.Contains(
            "NotEqual:\n  - Received: law.received.txt\n    Verified: law.verified.txt\n",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Received: law.received.txt\nnew text\nVerified: law.verified.txt\nold text",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(["law.received.txt", "law.verified.txt"], Files);

        await Verifier.Verify("old text").UseDirectory(_folder).UseFileName("law");
        Assert.Equal(["law.verified.txt"], Files);
    }

    [Theory]
    [InlineData(0.5, "a/b")]
    public async Task Parameters_become_part_of_the_file_name(double gamma, string text)
    {
        await Assert.ThrowsAsync<VerifyException>(async () =>
            await Verifier.Verify("x").UseDirectory(_folder).UseMethodName("Law").UseParameters(gamma, text)
        );
        Assert.Equal(["VerifyStandIn.Law_gamma=0.5_text=a-b.received.txt"], Files);
    }

    [Fact]
    public async Task A_comparer_decides_and_its_message_is_shown()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "law.verified.txt"), "OLD");
        var settings = new VerifySettings();
        settings.UseDirectory(_folder);
        settings.UseFileName("law");
        settings.UseStringComparer(
            (received, verified, _) =>
                Task.FromResult(
                    string.Equals(received, verified, StringComparison.OrdinalIgnoreCase)
                        ? CompareResult.Equal
                        : CompareResult.NotEqual($"{verified} became {received}")
                )
        );
        await Verifier.Verify("old", settings);
        var failure = await Assert.ThrowsAsync<VerifyException>(async () => await Verifier.Verify("new", settings));
        Assert.Contains("Compare Result:\nOLD became new", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_comparer_holds_for_its_extension()
    {
        VerifierSettings.RegisterStringComparer(
            "length",
            (received, verified, _) => Task.FromResult(new CompareResult(received.Length == verified.Length))
        );
        await File.WriteAllTextAsync(Path.Combine(_folder, "law.verified.length"), "abc");
        await Verifier.Verify("xyz", "length").UseDirectory(_folder).UseFileName("law");
        await Assert.ThrowsAsync<VerifyException>(async () =>
            await Verifier.Verify("wxyz", "length").UseDirectory(_folder).UseFileName("law")
        );
    }

    [Fact]
    public async Task The_mapped_path_of_a_deterministic_build_is_found_in_the_project()
    {
        var failure = await Assert.ThrowsAsync<VerifyException>(async () =>
            await Verifier.Verify("x", sourceFile: "/_/tests/Properties/Support/VerifyStandIn.cs").UseFileName("mapped")
        );
        var folder = failure.Message.Split('\n')[0]["Directory: ".Length..];
        Assert.True(File.Exists(Path.Combine(folder, "VerifyStandIn.cs")), folder);
        File.Delete(Path.Combine(folder, "mapped.received.txt"));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(async () =>
            await Verifier.Verify("x", sourceFile: "/_/elsewhere/Nothing.cs")
        );
    }
}
