// A property of FsCheck.Xunit as an xunit test case, whose failure is told in the words of the law (LawFailure).
using System.ComponentModel;
using FsCheck.Xunit;
using Microsoft.FSharp.Core;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Support.Failures;

/// <summary>Makes a property a <see cref="LawTestCase"/>; named by the attribute of the suite's properties.</summary>
public sealed class LawDiscoverer(IMessageSink messageSink) : IXunitTestCaseDiscoverer
{
    /// <summary>One test case for the method.</summary>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    ) =>
        [
            new LawTestCase(
                messageSink,
                discoveryOptions.MethodDisplayOrDefault(),
                discoveryOptions.MethodDisplayOptionsOrDefault(),
                testMethod
            ),
        ];
}

/// <summary>One property; it runs as the package runs it, and its failure is rewritten on the way to the report.</summary>
public class LawTestCase : PropertyTestCase
{
    /// <summary>For xunit's serializer.</summary>
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LawTestCase() { }

    /// <summary>The test case of a method.</summary>
    public LawTestCase(
        IMessageSink messageSink,
        TestMethodDisplay display,
        TestMethodDisplayOptions displayOptions,
        ITestMethod testMethod
    )
        : base(messageSink, display, displayOptions, testMethod, FSharpOption<object[]>.None) { }

    /// <summary>What the constructor of the test class gets; as xunit made it, unless a derived case knows better.</summary>
    protected virtual object[] ConstructorArguments(object[] arguments) => arguments;

    /// <summary>What is beside the method's name in the law's sentence.</summary>
    public virtual string Subject => "";

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource
    )
    {
        var arguments = ConstructorArguments(constructorArguments);
        return base.RunAsync(
            diagnosticMessageSink,
            new ToldFailures(this, arguments, messageBus),
            arguments,
            aggregator,
            cancellationTokenSource
        );
    }

    private sealed class ToldFailures(LawTestCase law, object[] constructorArguments, IMessageBus reports)
        : LongLivedMarshalByRefObject,
            IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message) =>
            reports.QueueMessage(
                message is ITestFailed failed ? LawFailure.Of(law, constructorArguments, failed) : message
            );

        // The bus belongs to whoever passed it.
        public void Dispose() { }
    }
}
