// Every public function of numbers alone, found by reflection: NaN in the place of any number is refused by its name.
using System.Globalization;
using System.Reflection;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.EveryLoss;

public class RefusalsOfNumbers
{
    private static readonly MethodInfo[] Methods =
    [
        .. typeof(CrossEntropy)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method =>
                method.IsGenericMethodDefinition
                && method.GetParameters().All(p => !p.ParameterType.IsByRefLike)
                && method.GetParameters().Any(p => p.ParameterType.IsGenericMethodParameter)
            ),
    ];

    public static TheoryData<string> Functions => [.. Methods.Select(Describe)];

    [KernelTheory]
    [MemberData(nameof(Functions))]
    public void Not_a_number_is_refused_by_the_name_of_its_parameter(string function)
    {
        Refuses<float>(function);
        Refuses<double>(function);
    }

    private static void Refuses<T>(string function)
    {
        var method = Methods.Single(method => Describe(method) == function).MakeGenericMethod(typeof(T));
        var parameters = method.GetParameters();
        // One half is legal everywhere, an integer 1, true.
        object?[] legal =
        [
            .. parameters.Select(p =>
                p.ParameterType == typeof(bool)
                    ? true
                    : Convert.ChangeType(0.5, p.ParameterType, CultureInfo.InvariantCulture)
            ),
        ];
        for (var i = 0; i < parameters.Length; i++)
            if (parameters[i].ParameterType == typeof(int))
                legal[i] = 1;
        method.Invoke(null, legal);
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType != typeof(T))
                continue;
            object?[] arguments = [.. legal];
            arguments[i] = Convert.ChangeType(double.NaN, typeof(T), CultureInfo.InvariantCulture);
            var refusal = Assert.Throws<TargetInvocationException>(() => method.Invoke(null, arguments)).InnerException;
            Assert.Equal(parameters[i].Name, Assert.IsAssignableFrom<ArgumentException>(refusal).ParamName);
        }
    }

    private static string Describe(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.Name))})";
}
