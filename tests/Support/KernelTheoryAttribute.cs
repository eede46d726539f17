// A theory whose rows each name a kernel: a row carries the trait Kernel of the class in its first argument.
using System.ComponentModel;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Support;

/// <summary>A theory whose first argument names a kernel, as "FocalLoss: gradient" or "Softmax.Probabilities".</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("LossProofs.Tests.Support.KernelTheoryDiscoverer", "LossProofs.Tests.Support")]
public sealed class KernelTheoryAttribute : TheoryAttribute;

/// <summary>One test case for each row.</summary>
public sealed class KernelTheoryDiscoverer(IMessageSink messageSink) : TheoryDiscoverer(messageSink)
{
    /// <inheritdoc/>
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo theoryAttribute,
        object[] dataRow
    ) =>
        [
            new KernelTestCase(
                DiagnosticMessageSink,
                discoveryOptions.MethodDisplayOrDefault(),
                discoveryOptions.MethodDisplayOptionsOrDefault(),
                testMethod,
                dataRow
            ),
        ];
}

/// <summary>One row.</summary>
public sealed class KernelTestCase : XunitTestCase
{
    /// <summary>For xunit's serializer.</summary>
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public KernelTestCase() { }

    /// <summary>The test case of a row.</summary>
    public KernelTestCase(
        IMessageSink messageSink,
        TestMethodDisplay display,
        TestMethodDisplayOptions displayOptions,
        ITestMethod testMethod,
        object[] row
    )
        : base(messageSink, display, displayOptions, testMethod, row) { }

    /// <inheritdoc/>
    protected override void Initialize()
    {
        base.Initialize();
        var name = (string)TestMethodArguments[0];
        Traits["Kernel"] = [name.Split(' ', '.', ':', ',', '\t')[0]];
    }
}
