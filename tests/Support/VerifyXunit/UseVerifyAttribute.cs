// Tells the verifier which test method is running. The original's package adds this attribute to the test assembly,
// and so does VerifyXunit.props here.
using System.Reflection;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>Records the running test method.</summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class UseVerifyAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MethodInfo?> Running = new();

    internal static MethodInfo Current =>
        Running.Value
        ?? throw new InvalidOperationException(
            "Verify runs inside an xunit test of an assembly (or class) that carries [UseVerify]"
        );

    public override void Before(MethodInfo methodUnderTest) => Running.Value = methodUnderTest;

    public override void After(MethodInfo methodUnderTest) => Running.Value = null;
}
