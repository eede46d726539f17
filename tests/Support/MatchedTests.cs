// xunit's framework as it is, which leaves a mark when it is given tests to run: so a run of the whole solution knows
// whether its filter matched anything (Directory.Solution.targets).
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossProofs.Tests.Support;

/// <summary>The framework of the test projects.</summary>
public sealed class MatchedTests(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink messageSink)
        : XunitTestFrameworkExecutor(assembly, sources, messageSink)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions
        )
        {
            var tests = testCases.ToArray();
            if (tests.Length > 0 && Mark() is { } file)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, $"{tests.Length}\n");
            }

            base.RunTestCases(tests, executionMessageSink, executionOptions);
        }

        // obj/matched-tests of the project, which its build wrote into the assembly.
        private string? Mark() =>
            Assembly
                .Load(AssemblyInfo.Name)
                .GetCustomAttributes<AssemblyMetadataAttribute>()
                .FirstOrDefault(data => data.Key == "MatchedTests")
                ?.Value;
    }
}
