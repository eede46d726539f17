// Every [Property] of this project: FsCheck's, with a reproducible seed and a number of cases that can be multiplied.
// Failures are told by LossProofs.Tests.Support.Failures. It stands in the namespace around all properties, so that C# finds it before FsCheck.Xunit's own.
using System.Runtime.CompilerServices;
using LossProofs.Tests.Support;
using Xunit.Sdk;

namespace LossProofs.Tests.Properties;

/// <summary>
/// A law checked on 1,000 random cases, the same in every run: the seed is derived from the law's name, unless
/// LOSSPROOFS_SEED says otherwise. LOSSPROOFS_CASES multiplies the number of cases, also a stated one. LOSSPROOFS_REPLAY
/// repeats the case that a failure printed. LOSSPROOFS_SHARD=3/8 runs an eighth of the laws.
/// </summary>
[XunitTestCaseDiscoverer("LossProofs.Tests.Support.Failures.LawDiscoverer", "LossProofs.Tests.Support")]
[AttributeUsage(AttributeTargets.Method)]
public class PropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    public PropertyAttribute([CallerMemberName] string law = "")
    {
        Replay = Reproducibility.Replay(law);
        Skip = Reproducibility.Skip(law);
        MaxTest = Reproducibility.DefaultCases;
    }

    /// <summary>The number of cases in the default run.</summary>
    public new int MaxTest
    {
        get => base.MaxTest;
        set
        {
            base.MaxTest = Reproducibility.Cases(value);
            // A precondition may turn down nine cases in ten.
            MaxRejected = 10 * base.MaxTest;
        }
    }
}
