// Calls any public kernel on the grid, found by reflection: spans and batches cannot be boxed, so each call is compiled
// from arrays. Every public static method is covered, or the suite says which parameter the grid does not know.
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;
using LossProofs.Kernels;

namespace LossProofs.Tests.Snapshots.Kernels;

/// <summary>All results of one overload in one precision, as lines of text.</summary>
internal static class KernelCall
{
    // Calls whose parameters are all scalars have no scenes; so many combinations of their values are shown.
    private const int ScalarCases = 24;

    private const int Rows = 2;

    private static readonly ConcurrentDictionary<string, Lazy<string>> s_snapshots = new();

    /// <summary>Every public static method of the library, in the order of their names.</summary>
    public static MethodInfo[] All { get; } =
    [
        .. typeof(Softmax)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName)
            .OrderBy(Name, StringComparer.Ordinal)
            .ThenBy(method => method.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>A kernel's name: class and method. Overloads share a snapshot.</summary>
    public static string Name(MethodInfo method) => $"{TypeName(method.DeclaringType!)}.{method.Name}";

    /// <summary>The snapshot of a kernel, computed once in a process.</summary>
    public static string Snapshot(string kernel) =>
        s_snapshots
            .GetOrAdd(
                kernel,
                name => new(() => string.Join('\n', All.Where(method => Name(method) == name).SelectMany(Lines)))
            )
            .Value;

    private static IEnumerable<string> Lines(MethodInfo method)
    {
        IEnumerable<string> lines = method.IsGenericMethodDefinition
            ?
            [
                .. Lines<double>(method.MakeGenericMethod(typeof(double)), "double"),
                .. Lines<float>(method.MakeGenericMethod(typeof(float)), "float"),
            ]
            : Lines<double>(method, "");
        return lines;
    }

    private static IEnumerable<string> Lines<T>(MethodInfo method, string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var parameters = method.GetParameters();
        yield return $"{precision} {Name(method)}({string.Join(", ", parameters.Select(p => p.Name))})".TrimStart();
        var call = Compile(method);
        var scenes = Grid.Scenes<T>();
        var usesRows = parameters.Any(p => p.ParameterType.IsByRefLike || p.Name is "label");
        var inBatches = parameters.Any(p => IsBatch(p.ParameterType));
        for (var number = 0; number < (usesRows ? scenes.Length : ScalarCases); number++)
        {
            // Batches take every other scene: their rows are computed by the same code.
            if (inBatches && number % 2 == 1)
            {
                continue;
            }

            var scene = scenes[number % scenes.Length];
            var arguments = new object[parameters.Length];
            var shown = new List<string>();
            var scalars = 0;
            for (var i = 0; i < parameters.Length; i++)
            {
                if (IsDestination(parameters[i]))
                {
                    continue;
                }

                arguments[i] = Argument(method, parameters[i], scene, inBatches, number, ref scalars);
                if (parameters[i].Name is not "degreeOfParallelism")
                {
                    shown.Add($"{parameters[i].Name} {Show<T>(arguments[i])}");
                }
            }

            for (var i = 0; i < parameters.Length; i++)
            {
                if (IsDestination(parameters[i]))
                {
                    var length = DestinationLength(method, parameters[i].Name!, scene, inBatches, arguments);
                    arguments[i] = Array.CreateInstance(parameters[i].ParameterType.GetGenericArguments()[0], length);
                }
            }

            yield return $"  {(usesRows ? scene.Name + ": " : "")}{string.Join(", ", shown)} -> {Result<T>(call, parameters, arguments)}";
        }
    }

    private static string Result<T>(Func<object[], object?> call, ParameterInfo[] parameters, object[] arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        object? returned;
        try
        {
            returned = call(arguments);
        }
        catch (ArgumentException refusal)
        {
            return "refused: " + refusal.Message.ReplaceLineEndings(" ");
        }

        var results = new List<string>();
        if (returned is not null)
        {
            results.Add(Bits<T>(returned));
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (IsDestination(parameters[i]))
            {
                results.Add($"{parameters[i].Name} {Bits<T>(arguments[i])}");
            }
        }

        return string.Join("; ", results);
    }

    private static object Argument<T>(
        MethodInfo method,
        ParameterInfo parameter,
        Scene<T> scene,
        bool inBatches,
        int number,
        ref int scalars
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var (name, type) = (parameter.Name!, parameter.ParameterType);
        object? argument;
        if (type == typeof(Batch<T>))
        {
            argument = Batched(Grid.Row(scene, name), inBatches);
        }
        else if (type == typeof(ReadOnlySpan<T>))
        {
            // Where it is the kernel's only row, 'values' is the row itself, not the values of attention.
            var row = name == "values" && method.DeclaringType == typeof(LogSumExp) ? scene.Row : Grid.Row(scene, name);
            argument = Batched(row, inBatches && name != "classWeights");
        }
        else if (type == typeof(ReadOnlySpan<bool>))
        {
            argument = Batched(Grid.Flags(scene, name), inBatches);
        }
        else if (type == typeof(ReadOnlySpan<int>))
        {
            argument = name == "labels" ? new[] { scene.Label, OtherLabel(scene) } : null;
        }
        else if (type == typeof(T))
        {
            argument = Pick(Grid.Scalars<T>(name), number, scalars++);
        }
        else if (type == typeof(int))
        {
            argument = name == "label" ? scene.Label : Pick(Grid.Integers(name), number, scalars++);
        }
        else if (type == typeof(ulong))
        {
            argument = Pick(Grid.Words(name), number, scalars++);
        }
        else if (type == typeof(bool))
        {
            argument = number / 2 % 2 == 0;
        }
        else
        {
            argument = type == typeof(Reduction) ? (Reduction)(number / 2 % 3) : null;
        }

        return argument
            ?? throw new NotSupportedException(
                $"the snapshot grid has no values for {type} '{name}' of {Name(method)}: add them to tests/Snapshots/Kernels/Grid.cs"
            );
    }

    // The value lists are read at different speeds, so that combinations vary.
    private static object? Pick<TValue>(TValue[]? values, int number, int position) =>
        values is null
            ? null
            : values[(position == 0 ? number : number * (2 * position + 1) + number / values.Length) % values.Length];

    // A batch has two rows: the scene's, and the same reversed.
    private static TValue[]? Batched<TValue>(TValue[]? row, bool inBatches) =>
        row is null || !inBatches ? row : [.. row, .. row.Reverse()];

    // The label of the reversed row: a class that can have it, another one than the first row's where there is one.
    private static int OtherLabel<T>(Scene<T> scene)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var reversed = scene.Row.Reverse().ToArray();
        var mirrored = scene.Length - 1 - scene.Label;
        return Enumerable
            .Range(1, scene.Length)
            .Select(step => (mirrored - step + scene.Length) % scene.Length)
            .First(label => T.IsFinite(reversed[label]));
    }

    private static int DestinationLength<T>(
        MethodInfo method,
        string name,
        Scene<T> scene,
        bool inBatches,
        object[] arguments
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        (method.Name, name) switch
        {
            (_, "losses") => arguments.OfType<Reduction>().Single() == Reduction.None ? Rows : 1,
            (_, "bins") => Grid.Bins,
            ("Jacobian" or "Hessian", _) => scene.Length * scene.Length,
            ("OutputJacobian", _) => scene.Length * Grid.Dimension,
            ("Output" or "HardOutput", "destination") => Grid.Dimension,
            _ => inBatches ? Rows * scene.Length : scene.Length,
        };

    private static bool IsDestination(ParameterInfo parameter) =>
        parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Span<>);

    private static bool IsBatch(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Batch<>);

    private static Func<object[], object?> Compile(MethodInfo method)
    {
        var arguments = Expression.Parameter(typeof(object[]));
        var call = Expression.Call(
            method,
            method
                .GetParameters()
                .Select(
                    (parameter, i) =>
                        Unbox(parameter.ParameterType, Expression.ArrayIndex(arguments, Expression.Constant(i)))
                )
        );
        Expression body =
            method.ReturnType == typeof(void)
                ? Expression.Block(call, Expression.Constant(null))
                : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object[], object?>>(body, arguments).Compile();
    }

    private static Expression Unbox(Type type, Expression boxed)
    {
        if (!type.IsByRefLike)
        {
            return Expression.Convert(boxed, type);
        }

        var element = type.GetGenericArguments()[0];
        var array = Expression.Convert(boxed, element.MakeArrayType());
        if (!IsBatch(type))
        {
            return Expression.Convert(array, type);
        }

        var span = Expression.Convert(array, typeof(ReadOnlySpan<>).MakeGenericType(element));
        var columns = Expression.Divide(Expression.ArrayLength(array), Expression.Constant(Rows));
        return Expression.New(type.GetConstructor([span.Type, typeof(int)])!, span, columns);
    }

    private static string Show<T>(object argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        argument switch
        {
            T value => Short(value),
            T[] values => $"[{string.Join(", ", values.Select(Short))}]",
            bool[] flags => $"[{string.Join(", ", flags.Select(flag => flag ? 1 : 0))}]",
            int[] labels => $"[{string.Join(", ", labels)}]",
            bool flag => flag ? "true" : "false",
            _ => string.Create(CultureInfo.InvariantCulture, $"{argument}"),
        };

    /// <summary>Hexadecimal numbers first, their decimals in brackets.</summary>
    private static string Bits<T>(object result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        result switch
        {
            T value => $"{Hexadecimal(value)} ({Rough(value)})",
            T[] values => $"{string.Join(' ', values.Select(Hexadecimal))} ({string.Join(", ", values.Select(Rough))})",
            ITuple tuple => string.Join("; ", Enumerable.Range(0, tuple.Length).Select(i => Bits<T>(tuple[i]!))),
            Array records => string.Join("; ", records.Cast<object>().Select(Bits<T>)),
            int or ulong or Enum => string.Create(CultureInfo.InvariantCulture, $"{result}"),
            _ => string.Join(
                "; ",
                result
                    .GetType()
                    .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Select(property => $"{property.Name} {Bits<T>(property.GetValue(result)!)}")
            ),
        };

    private static string Hexadecimal<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> => HexadecimalFloat.Format(double.CreateTruncating(value));

    private static string Short<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.IsPositiveInfinity(value) ? "inf"
        : T.IsNegativeInfinity(value) ? "-inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    // The bits are beside it; this is for the eye.
    private static string Rough<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : Short(value);

    private static string TypeName(Type type) => type.Name.Split('`')[0];
}
