// Runs the lossproofs tool outside of this process: as a user's shell would, or many times in a process that stays warm.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
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

    // Shells that wait for their next run: as many as tests ever ran at the same time.
    private static readonly ConcurrentBag<WarmShell> s_idle = [];

    /// <summary>Runs `lossproofs` with these arguments, in the repository's folder unless another is given.</summary>
    public static Run Run(IEnumerable<string> arguments, string input = "", string? folder = null, string? cache = null)
    {
        // The shell redirects its own descriptors, as POSIX has them.
        if (OperatingSystem.IsWindows())
        {
            return RunAnew(arguments, input, folder, cache);
        }

        var shell = s_idle.TryTake(out var idle) ? idle : new WarmShell();
        var run = shell.Run(arguments, input, folder ?? Root, cache ?? s_cache);
        s_idle.Add(shell);
        return run;
    }

    /// <summary>The same in a process of its own, as a user's shell would.</summary>
    public static Run RunAnew(
        IEnumerable<string> arguments,
        string input = "",
        string? folder = null,
        string? cache = null
    )
    {
        var start = Start("lossproofs.dll");
        start.WorkingDirectory = folder ?? Root;
        start.Environment["XDG_CACHE_HOME"] = cache ?? s_cache;
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

    private static ProcessStartInfo Start(string assembly) =>
        new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, assembly) },
        };

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

    /// <summary>A process of tests/Shell, which runs the tool once for each line of its input.</summary>
    private sealed class WarmShell
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-shell-");
        private readonly Process _process = Process.Start(Start("warm-shell.dll"))!;

        public WarmShell() =>
            // It ends with its input; its folder is removed with it.
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                _process.StandardInput.Close();
                _folder.Delete(recursive: true);
            };

        public Run Run(IEnumerable<string> arguments, string input, string folder, string cache)
        {
            var streams = new[] { "in", "out", "error" }.Select(name => Path.Combine(_folder.FullName, name)).ToList();
            File.WriteAllText(streams[0], input);
            File.WriteAllText(streams[1], "");
            File.WriteAllText(streams[2], "");
            _process.StandardInput.WriteLine(
                new JsonObject
                {
                    ["arguments"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]),
                    ["folder"] = folder,
                    ["cache"] = cache,
                    ["streams"] = new JsonArray([.. streams.Select(stream => JsonValue.Create(stream))]),
                }.ToJsonString()
            );
            _process.StandardInput.Flush();
            var answer = _process.StandardOutput.ReadLineAsync();
            Assert.True(answer.Wait(Patience), $"lossproofs {string.Join(' ', arguments)} did not end");
            Assert.True(
                int.TryParse(answer.Result, CultureInfo.InvariantCulture, out var status),
                $"lossproofs {string.Join(' ', arguments)} ended its process:\n{File.ReadAllText(streams[2])}"
            );
            return new Run(status, File.ReadAllText(streams[1]), File.ReadAllText(streams[2]));
        }
    }
}
