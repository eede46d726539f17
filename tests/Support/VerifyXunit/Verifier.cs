// Stand-in for the package Verify.Xunit: compares a text with the one accepted earlier, kept beside the test's source.
// Names, file naming and life cycle are the original's; CONTRIBUTING.md, 'Test packages', says how to swap it in.
using System.Runtime.CompilerServices;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Checks texts against their <c>.verified.</c> files.</summary>
public static class Verifier
{
    /// <summary>
    /// Compares the text with <c>Class.Method[_parameters].verified.txt</c> beside the source file. A mismatch writes
    /// <c>.received.txt</c> and fails; renaming that to <c>.verified.txt</c> accepts it.
    /// </summary>
    public static SettingsTask Verify(
        string? target,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = ""
    ) => Verify(target, "txt", settings, sourceFile);

    /// <summary>As above, with the extension of the files.</summary>
    public static SettingsTask Verify(
        string? target,
        string extension,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = ""
    )
    {
        var test = UseVerifyAttribute.Current;
        return new(settings, resolved => Snapshot.Compare(target ?? "null", extension, resolved, test, sourceFile));
    }
}
