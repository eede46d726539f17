// Runs the lossproofs tool as a child process, as a user's shell would.
using System.Diagnostics;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record Run(int ExitStatus, string Output, string Error);

internal static class Tool
{
    // Machines of CI may be slow and shared: it only ends what hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The folder that holds LossProofs.sln.</summary>
    public static string Root { get; } = FindRoot();

    // Where nothing is kept from one run of the tests to the next.
    private static readonly string s_cache = Directory.CreateTempSubdirectory("lossproofs-cache-").FullName;

    /// <summary>Runs `lossproofs` with these arguments, in the repository's folder unless another is given.</summary>
    public static Run Run(IEnumerable<string> arguments, string input = "", string? folder = null, string? cache = null)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet"
        )
        {
            WorkingDirectory = folder ?? Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = cache ?? s_cache;
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lossproofs.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(Patience), $"lossproofs {string.Join(' ', arguments)} did not end");
        return new Run(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs `lossproofs` with the words of a line, split at spaces.</summary>
    public static Run Run(string line) => Run(Words(line));

    /// <summary>The words of a shell line: spaces separate, single and double quotes hold together.</summary>
    public static IReadOnlyList<string> Words(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var (quote, open) = ('\0', false);
        foreach (var character in line)
        {
            if (quote != '\0' ? character == quote : character is '\'' or '"')
            {
                (quote, open) = (quote == '\0' ? character : '\0', true);
            }
            else if (quote == '\0' && character == ' ')
            {
                if (open || word.Length > 0)
                {
                    words.Add(word.ToString());
                }

                (word, open) = (word.Clear(), false);
            }
            else
            {
                word.Append(character);
            }
        }

        if (open || word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LossProofs.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests run inside the repository: no LossProofs.sln above them");
    }
}
