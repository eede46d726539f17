// Runs the tests of a class that the outer run does not see (xunit only discovers public classes), through xunit's own
// framework, and returns what it reported: so failing tests can be tests' subjects.
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Properties.Support;

/// <summary>What xunit reported of one test.</summary>
internal sealed record InnerResult(
    string Status,
    string DisplayName,
    string Message,
    string Stack,
    string Output,
    IReadOnlyDictionary<string, List<string>> Traits
);

internal static class InnerRun
{
    /// <summary>The only test of the class.</summary>
    public static InnerResult One<T>() => Assert.Single(All<T>());

    /// <summary>The test of that name.</summary>
    public static InnerResult Of<T>(string method) =>
        All<T>().Single(result => result.DisplayName.EndsWith("." + method, StringComparison.Ordinal));

    public static List<InnerResult> All<T>()
    {
        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(typeof(T).Assembly));
        using var found = new Sink<IDiscoveryCompleteMessage>();
        discoverer.Find(typeof(T).FullName, false, found, new Options());
        found.Wait();

        using var executor = framework.GetExecutor(typeof(T).Assembly.GetName());
        using var ran = new Sink<ITestAssemblyFinished>();
        executor.RunTests(
            found.Messages.OfType<ITestCaseDiscoveryMessage>().Select(message => message.TestCase),
            ran,
            new Options()
        );
        ran.Wait();
        return
        [
            .. ran
                .Messages.OfType<ITestResultMessage>()
                .Select(message => new InnerResult(
                    message switch
                    {
                        ITestPassed => "passed",
                        ITestFailed => "failed",
                        _ => "skipped",
                    },
                    message.Test.DisplayName,
                    message switch
                    {
                        ITestFailed failed => string.Join(Environment.NewLine, failed.Messages),
                        ITestSkipped skipped => skipped.Reason,
                        _ => "",
                    },
                    message is ITestFailed { StackTraces: var stacks } ? string.Join(Environment.NewLine, stacks) : "",
                    message.Output,
                    message.TestCase.Traits
                )),
        ];
    }

    private sealed class Sink<TLast> : LongLivedMarshalByRefObject, IMessageSink, IDisposable
        where TLast : IMessageSinkMessage
    {
        private readonly ManualResetEventSlim _last = new();

        public List<IMessageSinkMessage> Messages { get; } = [];

        public bool OnMessage(IMessageSinkMessage message)
        {
            lock (Messages)
            {
                Messages.Add(message);
            }

            if (message is TLast)
            {
                _last.Set();
            }

            return true;
        }

        public void Wait() =>
            Assert.True(_last.Wait(TimeSpan.FromMinutes(2)), "the inner run did not end within two minutes");

        public void Dispose() => _last.Dispose();
    }

    private sealed class Options
        : LongLivedMarshalByRefObject,
            ITestFrameworkDiscoveryOptions,
            ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = [];

        public TValue GetValue<TValue>(string name) =>
            _values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
