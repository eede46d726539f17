// How the tool says that it cannot do what was asked: one line on standard error, exit status 2.
namespace LossProofs.CommandLine;

/// <summary>Wrong usage or unreadable input; the message says what, where and what was expected.</summary>
internal sealed class UsageException(string message) : Exception(message);

internal static class Failure
{
    public const int ExitStatus = 2;

    public static int Report(string message)
    {
        Console.Error.WriteLine($"lossproofs: {OneLine(message)}");
        return ExitStatus;
    }

    /// <summary>An exception's text without line breaks, and without .NET's note on the parameter's name.</summary>
    public static string OneLine(string message)
    {
        var note = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return (note < 0 ? message : message[..note]).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
    }
}
