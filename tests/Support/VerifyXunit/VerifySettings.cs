// Where a snapshot's files lie and how texts are compared; per call, and for all calls.
using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>Compares a received text with the verified one.</summary>
public delegate Task<CompareResult> StringCompare(
    string received,
    string verified,
    IReadOnlyDictionary<string, object> context
);

/// <summary>What a comparer says: equal, or not, with a message for the failure.</summary>
public readonly struct CompareResult(bool isEqual)
{
    private CompareResult(string? message)
        : this(false) => Message = message;

    public bool IsEqual => isEqual;

    public string? Message { get; }

    public static CompareResult Equal => new(true);

    public static CompareResult NotEqual(string? message = null) => new(message);
}

/// <summary>Settings for all snapshots of an assembly, set in a module initialiser.</summary>
public static class VerifierSettings
{
    private static readonly Dictionary<string, StringCompare> Comparers = [];

    /// <summary>Compares the snapshots of one extension by something else than equality of the texts.</summary>
    public static void RegisterStringComparer(string extension, StringCompare compare) =>
        Comparers[extension] = compare;

    internal static StringCompare? ComparerFor(string extension) => Comparers.GetValueOrDefault(extension);
}

/// <summary>Settings for one snapshot.</summary>
public class VerifySettings
{
    internal string? Directory { get; private set; }
    internal string? FileName { get; private set; }
    internal string? TypeName { get; private set; }
    internal string? MethodName { get; private set; }
    internal object?[]? Parameters { get; private set; }
    internal string? TextForParameters { get; private set; }
    internal StringCompare? Comparer { get; private set; }

    public VerifySettings() { }

    public VerifySettings(VerifySettings? settings)
    {
        if (settings is not null)
        {
            (Directory, FileName, TypeName, MethodName, Parameters, TextForParameters, Comparer) = (
                settings.Directory,
                settings.FileName,
                settings.TypeName,
                settings.MethodName,
                settings.Parameters,
                settings.TextForParameters,
                settings.Comparer
            );
        }
    }

    /// <summary>The directory of the files, relative to the test's source file.</summary>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>The file name without <c>.verified.</c> and extension, instead of class and method.</summary>
    public void UseFileName(string fileName) => FileName = fileName;

    public void UseTypeName(string name) => TypeName = name;

    public void UseMethodName(string name) => MethodName = name;

    /// <summary>The values of a theory's parameters, in order; they become part of the file name.</summary>
    public void UseParameters(params object?[] parameters) => Parameters = parameters;

    public void UseTextForParameters(string parametersText) => TextForParameters = parametersText;

    public void UseStringComparer(StringCompare compare) => Comparer = compare;
}

/// <summary>A snapshot about to be checked: settings may follow, then it is awaited.</summary>
public class SettingsTask(VerifySettings? settings, Func<VerifySettings, Task> verify)
{
    private readonly VerifySettings _settings = new(settings);
    private Task? _task;

    public SettingsTask UseDirectory(string directory) => With(() => _settings.UseDirectory(directory));

    public SettingsTask UseFileName(string fileName) => With(() => _settings.UseFileName(fileName));

    public SettingsTask UseTypeName(string name) => With(() => _settings.UseTypeName(name));

    public SettingsTask UseMethodName(string name) => With(() => _settings.UseMethodName(name));

    public SettingsTask UseParameters(params object?[] parameters) => With(() => _settings.UseParameters(parameters));

    public SettingsTask UseTextForParameters(string parametersText) =>
        With(() => _settings.UseTextForParameters(parametersText));

    public SettingsTask UseStringComparer(StringCompare compare) => With(() => _settings.UseStringComparer(compare));

    public Task ToTask() => _task ??= verify(_settings);

    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    public ConfiguredTaskAwaitable ConfigureAwait(bool continueOnCapturedContext) =>
        ToTask().ConfigureAwait(continueOnCapturedContext);

    public static implicit operator Task(SettingsTask task) => task.ToTask();

    private SettingsTask With(Action set)
    {
        set();
        return this;
    }
}

/// <summary>A snapshot that is new or differs.</summary>
public class VerifyException(string message) : Exception(message);
