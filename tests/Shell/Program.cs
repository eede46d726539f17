// Runs the lossproofs tool again and again in one process, so that its code is compiled once and not for each test. Each run has
// its own arguments, folder, cache and standard streams; nothing else is passed, and the tool does not know.
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

// The requests come and the answers go where a run of the tool cannot reach: its streams are files.
using var requests = new StreamReader(new FileStream(Descriptors.Copy(0), FileAccess.Read));
using var answers = new StreamWriter(new FileStream(Descriptors.Copy(1), FileAccess.Write)) { AutoFlush = true };
var tool = Assembly.Load("lossproofs").EntryPoint!;
var output = Console.OutputEncoding;
while (requests.ReadLine() is { } line)
{
    using var request = JsonDocument.Parse(line);
    var streams = request.RootElement.GetProperty("streams");
    for (var i = 0; i < 3; i++)
    {
        Descriptors.Redirect(i, streams[i].GetString()!);
    }

    Environment.CurrentDirectory = request.RootElement.GetProperty("folder").GetString()!;
    Environment.SetEnvironmentVariable("XDG_CACHE_HOME", request.RootElement.GetProperty("cache").GetString());
    Console.SetIn(new StreamReader(Console.OpenStandardInput()));
    using (var standardOutput = new StreamWriter(Console.OpenStandardOutput(), output) { AutoFlush = true })
    using (var standardError = new StreamWriter(Console.OpenStandardError(), output) { AutoFlush = true })
    {
        Console.SetOut(standardOutput);
        Console.SetError(standardError);
        string[] arguments =
        [
            .. request.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!),
        ];
        answers.WriteLine((int)tool.Invoke(null, [arguments])!);
    }
}

internal static partial class Descriptors
{
    /// <summary>The file behind a descriptor, under another one.</summary>
    public static Microsoft.Win32.SafeHandles.SafeFileHandle Copy(int descriptor)
    {
        var copy = Duplicate(descriptor);
        return copy < 0 ? throw Failed("dup") : new(copy, ownsHandle: true);
    }

    /// <summary>Puts a file in the place of a standard stream: it is read as the input, overwritten as an output.</summary>
    public static void Redirect(int descriptor, string path)
    {
        using var file = File.OpenHandle(
            path,
            FileMode.Open,
            descriptor == 0 ? FileAccess.Read : FileAccess.Write,
            FileShare.ReadWrite
        );
        if (Duplicate((int)file.DangerousGetHandle(), descriptor) < 0)
        {
            throw Failed("dup2");
        }
    }

    private static IOException Failed(string call) => new($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);
}
