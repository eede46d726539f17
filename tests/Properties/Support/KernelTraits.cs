// What calls a kernel says so: `dotnet test --filter Kernel=FocalLoss` may miss no law. Found in the code of the tests.
using System.Reflection;
using System.Reflection.Emit;
using LossProofs.Kernels;
using LossProofs.Tests.Properties.EveryLoss;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Support;

public class KernelTraits
{
    private const BindingFlags Declared =
        BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_instructions = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The test methods as they are written: those of a generic class once.</summary>
    private static IEnumerable<MethodInfo> Tests =>
        typeof(KernelTraits)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true));

    [Fact]
    public void Every_test_that_calls_a_kernel_has_the_trait_Kernel()
    {
        var missing = Tests
            .Where(test => !HasTrait(test) && Kernels(test).Count > 0)
            .Select(test => $"{test.DeclaringType!.Name}.{test.Name}: {string.Join(", ", Kernels(test))}")
            .ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void The_calls_are_seen_through_lambdas_helpers_and_tables()
    {
        Assert.Equal(["FocalLoss"], Kernels(Method(nameof(InALambda))));
        Assert.Equal(["FocalLoss"], Kernels(Method(nameof(InAHelper))));
        Assert.Equal(["BrierScore"], Kernels(Method(nameof(InATable))));
        Assert.Empty(Kernels(Method(nameof(NoKernel))));
        Assert.InRange(Tests.Count(test => Kernels(test).Count > 0), 300, int.MaxValue);

        static MethodInfo Method(string name) => typeof(KernelTraits).GetMethod(name, Declared)!;
    }

    private static readonly Func<double>[] s_table = [() => BrierScore.Loss<double>([1, 2], 0)];

    private static Func<double> InALambda() => () => FocalLoss.LossOfProbability(0.5, 2.0);

    private static double InAHelper() => InALambda()();

    private static double InATable() => s_table[0]();

    private static int NoKernel() => new Batch<double>([1, 2], 1).RowCount;

    // A row of a theory, and each loss of a law of every loss, carries the trait of its own.
    private static bool HasTrait(MethodInfo test) =>
        Lineage(test.DeclaringType!)
            .Prepend<MemberInfo>(test)
            .SelectMany(member => member.GetCustomAttributesData())
            .Any(data =>
                data.AttributeType == typeof(KernelTheoryAttribute)
                || data.AttributeType == typeof(ForEachLossAttribute)
                || data.AttributeType == typeof(EveryKernelAttribute)
                || (data.AttributeType == typeof(TraitAttribute) && data.ConstructorArguments[0].Value is "Kernel")
            );

    private static IEnumerable<Type> Lineage(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }

    // The static classes of the library whose methods the test's own class calls on its way.
    private static SortedSet<string> Kernels(MethodInfo test)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<MethodBase>();
        var pending = new Stack<MethodBase>([test]);
        while (pending.TryPop(out var method))
        {
            if (!seen.Add(method))
            {
                continue;
            }

            foreach (var member in Mentioned(method))
            {
                var type = member.DeclaringType;
                if (type is null)
                {
                    continue;
                }

                if (type.Assembly == typeof(FocalLoss).Assembly)
                {
                    if (type is { IsPublic: true, IsAbstract: true, IsSealed: true })
                    {
                        found.Add(type.Name);
                    }
                }
                else if (Outermost(type) == Outermost(test.DeclaringType!))
                {
                    if (member is MethodBase called)
                    {
                        pending.Push(called);
                    }
                    else if (type.TypeInitializer is { } initializer && !IsClosure(type))
                    {
                        pending.Push(initializer);
                    }
                }
            }
        }

        return found;
    }

    // Of the compiler, with a field for each lambda that captures nothing.
    private static bool IsClosure(Type type) => type.Name.StartsWith('<');

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.IsGenericType ? type.GetGenericTypeDefinition() : type;
    }

    private static IEnumerable<MemberInfo> Mentioned(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        for (var at = 0; at < code.Length; )
        {
            var value = code[at++] is 0xFE ? unchecked((short)(0xFE00 | code[at++])) : (short)code[at - 1];
            var instruction = s_instructions[value];
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField)
            {
                var member = method.Module.ResolveMember(
                    BitConverter.ToInt32(code, at),
                    method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                    method.IsGenericMethod ? method.GetGenericArguments() : null
                )!;
                yield return member;
            }

            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }
}
