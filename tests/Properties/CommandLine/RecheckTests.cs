// tools/recheck as a shell sees it. Coq is a stand-in that accepts every lemma: what is tested is the script around it.
using System.Diagnostics;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class RecheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-");

    public RecheckTests()
    {
        foreach (var library in (string[])["Interval/Tactic.vo", "Coquelicot/Coquelicot.vo"])
        {
            Write($"user-contrib/{library}", "");
        }

        Program("coqc", $"[[ $1 != -where ]] || echo '{_folder.FullName}'");
        Program(
            "coqtop",
            """
            sed -nE 's/^.*Locate ([A-Za-z0-9_]+)\..*$/Constant \1/p'
            echo 'Closed under the global context'
            """
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_of_which_all_lemmas_are_accepted_has_status_0()
    {
        Write("lemmas.v", Tool.Run(["check", "1 + 1 = 2", "--format", "coq"]).Output);

        var run = Recheck("--file", "lemmas.v");

        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        Assert.Contains(
            "proved: 1, of which 1 confirmed (100 %), 0 not confirmed, 0 not exported, 0 rejected\n",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_of_which_no_lemma_is_exported_has_status_0()
    {
        Write("lemmas.v", Tool.Run(["check", @"\Gamma(5) = 24", "--format", "coq"]).Output);

        var run = Recheck("--file", "lemmas.v");

        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        Assert.Contains("proved: 1, of which 0 confirmed", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "--file words.txt",
        "--file: words.txt: no lemmas; expected what 'lossproofs audit --format coq' writes"
    )]
    [InlineData("--file nowhere.v", "--file: nowhere.v: there is no such file that can be read")]
    [InlineData("--file .", "--file: .: there is no such file that can be read")]
    [InlineData("--jobs two", "--jobs: expected a positive number, got 'two'")]
    [InlineData("--limit", "--limit: expected a value")]
    [InlineData("--file words.txt note.md", "--file goes without documents")]
    public void Wrong_usage_is_one_line_and_status_2(string line, string message)
    {
        Write("words.txt", "words\n");

        var run = Recheck([.. Tool.Words(line)]);

        Assert.Equal((2, $"recheck: {message}\n", ""), (run.ExitStatus, run.Error, run.Output));
    }

    [Fact]
    public void Help_says_what_it_takes()
    {
        var run = Recheck("--help");

        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        Assert.Contains("tools/recheck --file LEMMAS.v", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("set -", run.Output, StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Program(string name, string body)
    {
        Write(name, $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                Path.Combine(_folder.FullName, name),
                UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite
            );
        }
    }

    private Run Recheck(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var argument in arguments.Prepend(Path.Combine(Tool.Root, "tools/recheck")))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), "recheck did not end");
        return new Run(process.ExitCode, output.Result, error.Result);
    }
}
