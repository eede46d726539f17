// How xunit finds and runs a property: its own test-case pipeline (constructor, output, lifetime, timeout, skip),
// with the call of the test method replaced by an FsCheck run.
using System.ComponentModel;
using System.Reflection;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>A property that does not hold: the message shows the arguments, shrunk, and the seed.</summary>
public class PropertyFailedException : Exception
{
    public PropertyFailedException(TestResult result)
        : base(Environment.NewLine + Runner.onFinishedToString("", result)) { }

    public PropertyFailedException(string message, Exception cause)
        : base(message, cause) { }
}

/// <summary>Links <see cref="PropertyAttribute"/> to <see cref="PropertyTestCase"/>.</summary>
public class PropertyDiscoverer(IMessageSink messageSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    ) =>
        [
            new PropertyTestCase(
                messageSink,
                discoveryOptions.MethodDisplayOrDefault(),
                discoveryOptions.MethodDisplayOptionsOrDefault(),
                testMethod
            ),
        ];
}

/// <summary>One property as an xunit test case.</summary>
public class PropertyTestCase : XunitTestCase
{
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PropertyTestCase() { }

    public PropertyTestCase(
        IMessageSink diagnosticMessageSink,
        TestMethodDisplay display,
        TestMethodDisplayOptions displayOptions,
        ITestMethod testMethod
    )
        : base(diagnosticMessageSink, display, displayOptions, testMethod) { }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource
    ) => new CaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class CaseRunner(
        IXunitTestCase testCase,
        object[] constructorArguments,
        IMessageBus messageBus,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation
    )
        : XunitTestCaseRunner(
            testCase,
            testCase.DisplayName,
            testCase.SkipReason,
            constructorArguments,
            null,
            messageBus,
            aggregator,
            cancellation
        )
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test,
            IMessageBus messageBus,
            Type testClass,
            object[] constructorArguments,
            MethodInfo testMethod,
            object[] testMethodArguments,
            string skipReason,
            IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
            ExceptionAggregator aggregator,
            CancellationTokenSource cancellationTokenSource
        ) =>
            new TestRunner(
                test,
                messageBus,
                testClass,
                // A copy, because each test puts its own output in the place that xunit keeps for it.
                [.. constructorArguments],
                testMethod,
                skipReason,
                beforeAfterAttributes,
                aggregator,
                cancellationTokenSource
            );
    }

    private sealed class TestRunner(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation
    )
        : XunitTestRunner(
            test,
            messageBus,
            testClass,
            constructorArguments,
            testMethod,
            null,
            skipReason,
            beforeAfterAttributes,
            aggregator,
            cancellation
        )
    {
        private TestOutputHelper _output = new();

        // A property always has an output: the one that the test class asked for, else its own.
        protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
        {
            var place = Array.FindIndex(
                ConstructorArguments,
                argument => argument is TestOutputHelper or Func<TestOutputHelper>
            );
            if (place >= 0)
            {
                _output = ConstructorArguments[place] as TestOutputHelper ?? _output;
                ConstructorArguments[place] = _output;
            }

            _output.Initialize(MessageBus, Test);
            try
            {
                var time = await InvokeTestMethodAsync(aggregator);
                return Tuple.Create(time, _output.Output);
            }
            finally
            {
                _output.Uninitialize();
            }
        }

        protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) =>
            new Invoker(
                Test,
                MessageBus,
                TestClass,
                ConstructorArguments,
                TestMethod,
                BeforeAfterAttributes,
                aggregator,
                CancellationTokenSource,
                _output
            ).RunAsync();
    }

    private sealed class Invoker(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation,
        TestOutputHelper output
    )
        : XunitTestInvoker(
            test,
            messageBus,
            testClass,
            constructorArguments,
            testMethod,
            // xunit counts the arguments before it calls; FsCheck supplies the real ones.
            new object[testMethod.GetParameters().Length],
            beforeAfterAttributes,
            aggregator,
            cancellation
        )
    {
        // On the thread pool: FsCheck waits for asynchronous properties, which must not happen on xunit's own threads.
        protected override object CallTestMethod(object testClassInstance) =>
            Task.Run(() => Check(testClassInstance), CancellationTokenSource.Token);

        private void Check(object? target)
        {
            var recorder = new Recorder();
            var config = PropertySettings.Of(TestMethod, TestClass).ToConfig(recorder, output);
            FsCheck.Check.Method(
                config,
                TestMethod,
                target is null ? FSharpOption<object>.None : FSharpOption<object>.Some(target)
            );
            switch (recorder.Result)
            {
                case TestResult.Failed { Item4: Outcome.Failed failure } failed:
                    throw new PropertyFailedException(
                        Environment.NewLine
                            + Runner.onFailureToString(
                                "",
                                failed.Item1,
                                failed.Item2,
                                failed.Item3,
                                failed.Item5,
                                failed.Item6,
                                failed.Item7
                            ),
                        failure.Item
                    );
                case { IsPassed: true } passed:
                    output.WriteLine(Runner.onFinishedToString("", passed));
                    break;
                default:
                    throw new PropertyFailedException(recorder.Result!);
            }
        }
    }

    private sealed class Recorder : IRunner
    {
        public TestResult? Result { get; private set; }

        public void OnStartFixture(Type fixture) { }

        public void OnArguments(
            int number,
            FSharpList<object> arguments,
            FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every
        ) => every.Invoke(number).Invoke(arguments);

        public void OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> everyShrink) =>
            everyShrink.Invoke(arguments);

        public void OnFinished(string name, TestResult result) => Result = result;
    }
}
