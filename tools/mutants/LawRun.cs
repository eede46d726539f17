// The other process: the property suite on the woven library, in xunit's own framework. It says which law reaches which
// mutant, then switches on one after the other and runs what reaches it until a law breaks.
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Mutants;

internal sealed class LawRun
{
    private const string Suite = "LossProofs.Tests.Properties";

    private readonly XunitTestFramework _framework = new(new NullMessageSink());
    private readonly ITestFrameworkExecutor _executor;
    private readonly Dictionary<string, ITestCase> _laws;
    private readonly FieldInfo _active;
    private readonly bool[] _reached;

    public LawRun(string folder, Subject subject)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            File.Exists(Path.Combine(folder, name.Name + ".dll"))
                ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"))
                : null;
        var library = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, subject.Library + ".dll"));
        var mutation = library.GetType("LossProofs.Mutated.Mutation")!;
        _active = mutation.GetField("Active")!;
        _reached = (bool[])mutation.GetField("Reached")!.GetValue(null)!;
        var suite = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, Suite + ".dll"));
        using var discoverer = _framework.GetDiscoverer(Reflector.Wrap(suite));
        using var found = new Sink<IDiscoveryCompleteMessage>();
        discoverer.Find(false, found, new Options());
        found.Wait();
        _laws = found
            .Messages.OfType<ITestCaseDiscoveryMessage>()
            .Select(message => message.TestCase)
            .Where(law => subject.IsLaw(law.TestMethod.TestClass.Class.Name, law.Traits.Keys))
            .GroupBy(law => law.UniqueID)
            .ToDictionary(group => group.Key, group => group.First());
        _executor = _framework.GetExecutor(suite.GetName());
    }

    /// <summary>One line per law: its time in milliseconds, the mutants it reaches, its id; a law that breaks is an error.</summary>
    public void Survey(string path)
    {
        using var file = new StreamWriter(path);
        foreach (var (id, law) in _laws)
        {
            Array.Clear(_reached);
            var watch = Stopwatch.StartNew();
            var broken = Run(law);
            if (broken is not null)
            {
                throw new InvalidOperationException($"without a mutant '{law.DisplayName}' breaks: {broken}");
            }

            var reached = Enumerable.Range(0, _reached.Length).Where(i => _reached[i]);
            file.WriteLine($"{watch.ElapsedMilliseconds}\t{string.Join(',', reached)}\t{id}");
            Console.WriteLine($"surveyed {law.DisplayName}");
        }
    }

    /// <summary>Runs the laws that reach each of the mutants, the fastest first.</summary>
    public void Judge(string survey, IEnumerable<int> mutants)
    {
        var laws = File.ReadLines(survey)
            .Select(line => line.Split('\t'))
            .Select(parts =>
                (
                    Time: long.Parse(parts[0]),
                    Reached: parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToHashSet(),
                    Law: _laws[parts[2]]
                )
            )
            .OrderBy(law => law.Time)
            .ToArray();
        foreach (var mutant in mutants)
        {
            Console.WriteLine($"begin {mutant}");
            var (name, reason) = ("", "");
            var count = 0;
            foreach (var (_, _, law) in laws.Where(law => law.Reached.Contains(mutant)))
            {
                count++;
                _active.SetValue(null, mutant);
                var broken = Run(law);
                _active.SetValue(null, 0);
                if (broken is null)
                {
                    continue;
                }

                // The law must hold again without the mutant: else this process is no judge any more.
                if (Run(law) is { } still)
                {
                    Console.WriteLine($"spoilt {mutant} {still}");
                    return;
                }

                (name, reason) = (law.DisplayName, broken);
                break;
            }

            Console.WriteLine(name.Length > 0 ? $"killed {mutant}\t{name}\t{reason}" : $"survived {mutant}\t{count}");
        }
    }

    // The first line of the reason of a failure; null if it holds.
    private string? Run(ITestCase law)
    {
        using var ran = new Sink<ITestAssemblyFinished>();
        _executor.RunTests([law], ran, new Options());
        ran.Wait();
        return ran.Messages.OfType<ITestFailed>().FirstOrDefault() is { } failed
            ? Reason(string.Join('\n', failed.Messages))
            : null;
    }

    private static string Reason(string message)
    {
        var lines = message.Split('\n');
        return (lines.FirstOrDefault(line => line.StartsWith("because ", StringComparison.Ordinal)) ?? lines[0])
            .Replace('\t', ' ')
            .Trim();
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

        public void Wait() => _last.Wait();

        public void Dispose() => _last.Dispose();
    }

    private sealed class Options
        : LongLivedMarshalByRefObject,
            ITestFrameworkDiscoveryOptions,
            ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new()
        {
            ["xunit.execution.DisableParallelization"] = true,
        };

        public TValue GetValue<TValue>(string name) =>
            _values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
