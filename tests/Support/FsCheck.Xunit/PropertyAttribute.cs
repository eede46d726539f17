// Stand-in for the package FsCheck.Xunit 3.x: the attributes that make a method a random test.
// Names, defaults and meaning are the original's; see DESIGN.md, 'Packages'.
using Xunit;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>Runs this method as an FsCheck property: its parameters are drawn at random.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = false)]
[XunitTestCaseDiscoverer("FsCheck.Xunit.PropertyDiscoverer", "LossProofs.Tests.Support")]
public class PropertyAttribute : FactAttribute
{
    /// <summary>The seed to start from, as a failure prints it: "(seed,gamma)", or "(seed,gamma,size)" to repeat one case.</summary>
    public string? Replay
    {
        get => Settings.Replay;
        set => Settings = Settings with { Replay = string.IsNullOrEmpty(value) ? null : value };
    }

    /// <summary>If set, the cases run on this many threads.</summary>
    public int Parallelism
    {
        get => Settings.Parallelism ?? -1;
        set => Settings = Settings with { Parallelism = value };
    }

    /// <summary>The number of cases, 100 unless set.</summary>
    public int MaxTest
    {
        get => Settings.MaxTest ?? -1;
        set => Settings = Settings with { MaxTest = value };
    }

    /// <summary>How many cases a precondition may reject before the property counts as exhausted, 1000 unless set.</summary>
    public int MaxRejected
    {
        get => Settings.MaxRejected ?? -1;
        set => Settings = Settings with { MaxRejected = value };
    }

    /// <summary>The size of the first case, 1 unless set.</summary>
    public int StartSize
    {
        get => Settings.StartSize ?? -1;
        set => Settings = Settings with { StartSize = value };
    }

    /// <summary>The size of the last case, 100 unless set; it grows linearly in between.</summary>
    public int EndSize
    {
        get => Settings.EndSize ?? -1;
        set => Settings = Settings with { EndSize = value };
    }

    /// <summary>Prints the arguments of every case and of every shrink.</summary>
    public bool Verbose
    {
        get => Settings.Verbose ?? false;
        set => Settings = Settings with { Verbose = value };
    }

    /// <summary>Types whose static members say how to draw arguments; those in front win.</summary>
    public Type[] Arbitrary
    {
        get => Settings.Arbitrary;
        set => Settings = Settings with { Arbitrary = value };
    }

    /// <summary>Prints nothing when the property holds.</summary>
    public bool QuietOnSuccess
    {
        get => Settings.QuietOnSuccess ?? false;
        set => Settings = Settings with { QuietOnSuccess = value };
    }

    internal PropertySettings Settings { get; private set; } = new();
}

/// <summary>Settings for every property of a class (and the classes nested in it) or of an assembly.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = false)]
public class PropertiesAttribute : PropertyAttribute;
