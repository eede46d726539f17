// A property that runs for each form of each loss: one test case per form, with the loss's name as its trait Kernel.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using LossProofs.Tests.Support.Failures;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Properties.EveryLoss;

/// <summary>
/// A law of every loss that takes batches. The test class's constructor takes the name of the form; a loss that is added
/// to the library is among them.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("LossProofs.Tests.Properties.EveryLoss.ForEachLossDiscoverer", "LossProofs.Tests.Properties")]
public sealed class ForEachLossAttribute : PropertyAttribute
{
    public ForEachLossAttribute([CallerMemberName] string law = "")
        : base(law)
    {
        MaxTest = 60;
        EndSize = 60;
    }
}

/// <summary>One test case for each form.</summary>
public sealed class ForEachLossDiscoverer(IMessageSink messageSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    ) =>
        LossForm.All.Select(form => new LossTestCase(
            messageSink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod,
            form.Name
        ));
}

/// <summary>A law about one form.</summary>
public sealed class LossTestCase : LawTestCase
{
    private string _form = "";

    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LossTestCase() { }

    public LossTestCase(
        IMessageSink messageSink,
        TestMethodDisplay display,
        TestMethodDisplayOptions displayOptions,
        ITestMethod testMethod,
        string form
    )
        : base(messageSink, display, displayOptions, testMethod) => _form = form;

    public override string Subject => _form;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("Form", _form);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        _form = data.GetValue<string>("Form");
        base.Deserialize(data);
    }

    protected override void Initialize()
    {
        base.Initialize();
        DisplayName += $"({_form})";
        Traits["Kernel"] = [LossForm.Named(_form).Class.Name];
    }

    protected override string GetUniqueID() => $"{base.GetUniqueID()} {_form}";

    protected override object[] ConstructorArguments(object[] arguments) => [_form];
}
