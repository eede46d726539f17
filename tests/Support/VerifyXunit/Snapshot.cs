// One comparison of a received text with its verified file: naming, files, message.
using System.Globalization;
using System.Reflection;
using System.Text;
using VerifyTests;

namespace VerifyXunit;

internal static class Snapshot
{
    private static readonly Dictionary<string, object> NoContext = [];

    public static async Task Compare(
        string target,
        string extension,
        VerifySettings settings,
        MethodInfo test,
        string sourceFile
    )
    {
        var directory = SourceDirectory(sourceFile, test.ReflectedType!.Assembly);
        if (settings.Directory is not null)
        {
            directory = Path.GetFullPath(Path.Combine(directory, settings.Directory));
        }

        var name = settings.FileName ?? FileName(settings, test);
        var received = new FileInfo(Path.Combine(directory, $"{name}.received.{extension}"));
        var verified = new FileInfo(Path.Combine(directory, $"{name}.verified.{extension}"));
        Directory.CreateDirectory(directory);
        received.Delete();

        var text = WithUnixLines(target);
        if (!verified.Exists)
        {
            await WriteAsync(received, text);
            throw new VerifyException(
                Message(directory, "New", received, verified, $"Received: {received.Name}\n{text}\n")
            );
        }

        var accepted = WithUnixLines(await File.ReadAllTextAsync(verified.FullName));
        var comparer = settings.Comparer ?? VerifierSettings.ComparerFor(extension);
        var result = comparer is null
            ? new CompareResult(string.Equals(text, accepted, StringComparison.Ordinal))
            : await comparer(text, accepted, NoContext);
        if (!result.IsEqual)
        {
            await WriteAsync(received, text);
            var detail = result.Message is null
                ? $"Received: {received.Name}\n{text}\nVerified: {verified.Name}\n{accepted}\n"
                : $"Received: {received.Name}\nVerified: {verified.Name}\nCompare Result:\n{result.Message}\n";
            throw new VerifyException(Message(directory, "NotEqual", received, verified, detail));
        }
    }

    private static string FileName(VerifySettings settings, MethodInfo test)
    {
        var name = $"{settings.TypeName ?? TypeName(test.ReflectedType!)}.{settings.MethodName ?? test.Name}";
        if (settings.TextForParameters is { } text)
        {
            return $"{name}_{text}";
        }

        var parameters = test.GetParameters()
            .Zip(settings.Parameters ?? [])
            .Select(pair => $"{pair.First.Name}={Show(pair.Second)}");
        var joined = string.Join('_', [name, .. parameters]);
        // Characters that some file system refuses; the set is the same on all.
        return string.Concat(
            joined.Select(c => c < ' ' || "\"<>|:*?\\/".Contains(c, StringComparison.Ordinal) ? '-' : c)
        );
    }

    private static string TypeName(Type type) =>
        type.DeclaringType is { } outer ? $"{TypeName(outer)}.{type.Name}" : type.Name;

    private static string Show(object? value) =>
        value switch
        {
            null => "null",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    // A deterministic build writes mapped paths ("/_/tests/…") into the assembly: then the directory is found from the
    // project directory that VerifyXunit.props recorded, by the longest ending of the mapped path that exists there.
    private static string SourceDirectory(string sourceFile, Assembly assembly)
    {
        if (File.Exists(sourceFile))
        {
            return Path.GetDirectoryName(sourceFile)!;
        }

        var project = assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "Verify.ProjectDirectory")
            ?.Value;
        if (project is not null)
        {
            var parts = sourceFile.Split('/', '\\');
            for (var start = 0; start < parts.Length; start++)
            {
                var candidate = Path.Combine([project, .. parts[start..]]);
                if (File.Exists(candidate))
                {
                    return Path.GetDirectoryName(candidate)!;
                }
            }
        }

        throw new DirectoryNotFoundException(
            $"the source file '{sourceFile}' of the test is not there, nor below the project directory '{project}'"
        );
    }

    private static string WithUnixLines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    // With a byte order mark, as the original writes its files.
    private static Task WriteAsync(FileInfo file, string text) =>
        File.WriteAllTextAsync(file.FullName, text, Encoding.UTF8);

    private static string Message(string directory, string kind, FileInfo received, FileInfo verified, string detail) =>
        $"""
            Directory: {directory}
            {kind}:
              - Received: {received.Name}
                Verified: {verified.Name}

            FileContent:

            {kind}:

            {detail}
            """;
}
