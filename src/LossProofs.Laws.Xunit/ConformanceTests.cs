// The laws as tests: one test for each law of each kernel that a derived class hands over.
using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace LossProofs.Laws.Xunit;

/// <summary>
/// Derive a class and hand over kernels; every law of every one of them is a test. It needs a public constructor without
/// parameters.
/// </summary>
public abstract class ConformanceTests
{
    /// <summary>What is under test.</summary>
    protected abstract IImplementation Implementation { get; }

    /// <summary>What is allowed, and how many inputs are tried.</summary>
    protected virtual ConformanceOptions Options { get; } = new();

    /// <summary>The laws that are not tested, as "focal value double accuracy", with the reason why they may fail.</summary>
    protected virtual IReadOnlyDictionary<string, string> Accepted { get; } = new Dictionary<string, string>();

    /// <summary>A law holds on every input that was tried.</summary>
    /// <param name="kernel">The catalogue name.</param>
    /// <param name="part">"value" or "gradient".</param>
    /// <param name="precision">"float" or "double".</param>
    /// <param name="law">The law's name.</param>
    [Theory]
    [LawsOfTheClass]
    public void The_law_holds(string kernel, string part, string precision, string law)
    {
        var subject = Subject.Find(kernel, part)!;
        var finding = Conformance.Judge(Implementation, subject, precision == "float", law, Options);
        Assert.True(finding.Outcome != Outcome.Fails, Failure(finding));
    }

    internal IEnumerable<object[]> Cases()
    {
        var has =
            from subject in Subject.All
            from single in new[] { false, true }
            where Implementation.Of(subject, single) is not null
            select (Subject: subject, Precision: single ? "float" : "double");
        return has.Any()
            ? from each in has
            from law in Conformance.LawsOf(each.Subject)
            where !Accepted.ContainsKey($"{each.Subject} {each.Precision} {law}")
            select new object[] { each.Subject.Name, each.Subject.PartName, each.Precision, law }
            : throw new InvalidOperationException(
                $"{GetType().Name}: '{Implementation.Name}' has no kernel; expected at least one of the catalogue"
            );
    }

    private string Failure(Finding finding) =>
        finding.Input is null
            ? ""
            : $"{finding.Law} of {Implementation.Name}, {finding.Subject} in {finding.Precision}: {finding.Reason}\n"
                + $"at {finding.Subject.Describe(finding.Input, finding.Single)}\n"
                + $"law: {Conformance.StatementOf(finding.Law)}\n"
                + $"formula: {finding.Subject.Formula}"
                + (
                    finding.WorstInput is null
                        ? ""
                        : $"\nworst: {Finding.Short(finding.WorstUlps)} ulp at {finding.Subject.Describe(finding.WorstInput, finding.Single)}"
                );
}

/// <summary>The rows of a theory: the laws of the kernels of the class that is tested, which need not be the one that declares it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LawsOfTheClassAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Activator.CreateInstance(testMethod.ReflectedType!) is ConformanceTests tests
            ? tests.Cases()
            : throw new InvalidOperationException(
                $"{testMethod.ReflectedType} does not derive from {nameof(ConformanceTests)}"
            );
}
