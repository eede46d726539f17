// Every public function of rows, found by reflection: a row that is longer than the others is refused, nothing is written.
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.EveryLoss;

public class RefusalsOfLengths
{
    private const int Length = 4;

    private static readonly MethodInfo[] Methods =
    [
        .. typeof(CrossEntropy)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsGenericMethodDefinition && Spans(method).Count() > 1)
            // Batches have shapes of their own: LawsOfEveryLoss, BatchRefusalLaws.
            .Where(method =>
                method.GetParameters().All(p => !p.ParameterType.Name.StartsWith("Batch`", StringComparison.Ordinal))
            ),
    ];

    public static TheoryData<string> Functions => [.. Methods.Select(Describe)];

    [KernelTheory]
    [MemberData(nameof(Functions))]
    public void A_row_of_another_length_than_the_rest_is_refused_and_nothing_is_written(string function)
    {
        var method = Methods.Single(method => Describe(method) == function).MakeGenericMethod(typeof(double));
        var call = Compile(method);
        var parameters = method.GetParameters();
        call(Legal(method));
        // Any number of bins is legal.
        foreach (var longer in Spans(method).Where(p => p.Name != "bins"))
        {
            var arguments = Legal(method);
            var row = (Array)arguments[longer.Position];
            var more = Array.CreateInstance(row.GetType().GetElementType()!, row.Length + 1);
            row.CopyTo(more, 0);
            arguments[longer.Position] = more;
            Assert.ThrowsAny<ArgumentException>(() => call(arguments));
            Assert.All(
                parameters.Where(IsDestination),
                p =>
                    Assert.All(
                        ((Array)arguments[p.Position]).Cast<object>(),
                        entry => Assert.Equal(Activator.CreateInstance(entry.GetType()), entry)
                    )
            );
        }
    }

    private static object[] Legal(MethodInfo method) => [.. method.GetParameters().Select(p => Legal(method, p))];

    private static object Legal(MethodInfo method, ParameterInfo parameter)
    {
        var (type, name) = (parameter.ParameterType, parameter.Name!);
        if (type.IsByRefLike)
        {
            var element = type.GetGenericArguments()[0];
            if (IsDestination(parameter))
                return Array.CreateInstance(element, Entries(method, name));
            if (element != typeof(double))
                return Array.CreateInstance(element, Length);
            double[] row = name switch
            {
                "targets" or "p" or "q" or "probabilities" or "first" or "second" => [0.25, 0.25, 0.25, 0.25],
                "keys" => [1, 0, 0, 1, 1, 1, -1, 0],
                "query" => [1, -0.5],
                _ => [0.5, 0.25, 1, 0],
            };
            return row;
        }

        return type == typeof(double) ? 0.5
            : type == typeof(bool) ? true
            : Convert.ChangeType(1, type, CultureInfo.InvariantCulture);
    }

    private static int Entries(MethodInfo method, string name) =>
        (method.Name, name) switch
        {
            ("Jacobian" or "Hessian", _) => Length * Length,
            // Values have one entry for each key.
            ("Output" or "HardOutput", "destination") => 1,
            _ => Length,
        };

    private static IEnumerable<ParameterInfo> Spans(MethodInfo method) =>
        method.GetParameters().Where(p => p.ParameterType.IsByRefLike);

    private static bool IsDestination(ParameterInfo parameter) =>
        parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Span<>);

    private static Action<object[]> Compile(MethodInfo method)
    {
        var arguments = Expression.Parameter(typeof(object[]));
        var call = Expression.Call(
            method,
            method
                .GetParameters()
                .Select(p =>
                {
                    var given = Expression.ArrayIndex(arguments, Expression.Constant(p.Position));
                    return p.ParameterType.IsByRefLike
                        ? Expression.Convert(
                            Expression.Convert(given, p.ParameterType.GetGenericArguments()[0].MakeArrayType()),
                            p.ParameterType
                        )
                        : Expression.Convert(given, p.ParameterType);
                })
        );
        return Expression.Lambda<Action<object[]>>(call, arguments).Compile();
    }

    private static string Describe(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => $"{p.Name}{(p.ParameterType.IsByRefLike ? "[]" : "")}"))})";
}
