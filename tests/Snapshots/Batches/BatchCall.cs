// Every kernel that takes batches, and the same kernel on a row, found by reflection and compiled once: no list to keep.
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using LossProofs.Kernels;
using LossProofs.Tests.Snapshots.Kernels;

namespace LossProofs.Tests.Snapshots.Batches;

/// <summary>
/// What one call reads and writes. A row call is a batch of one row: it takes the first label, and its loss becomes the
/// first of the losses.
/// </summary>
internal sealed class BatchArguments<T>
{
    public int Columns;
    public ArraySegment<T> Inputs;
    public ArraySegment<int> Labels;
    public ArraySegment<T> Targets;
    public ArraySegment<bool> Positives;
    public ArraySegment<T> ClassWeights;
    public Reduction Reduction;
    public int Threads = 1;
    public ArraySegment<T> Losses;
    public ArraySegment<T> Output;
}

/// <summary>A kernel with its two forms; <see cref="Row"/> is null where only batches are taken.</summary>
internal sealed record BatchCall<T>(
    string Name,
    bool WritesOutput,
    Action<BatchArguments<T>> Batch,
    Action<BatchArguments<T>>? Row
)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Every public static method with a batch and a destination of the batch's number type.</summary>
    public static IReadOnlyList<BatchCall<T>> All { get; } =
    [
        .. BatchCalls.Methods.Select(method => new BatchCall<T>(
            BatchCalls.Describe(method),
            method.GetParameters().Any(p => p.Name is "gradient" or "destination"),
            Compile(method),
            RowForm(method) is { } row ? Compile(row) : null
        )),
    ];

    public static BatchCall<T> Named(string name) => All.Single(call => call.Name == name);

    // The overload that lacks the reduction, the losses and the threads, and has a span (an int) for the batch (the labels).
    private static MethodInfo? RowForm(MethodInfo batch)
    {
        var wanted = batch
            .GetParameters()
            .Where(p => p.Name is not ("reduction" or "losses" or "degreeOfParallelism"))
            .Select(p => p.Name == "labels" ? "label" : p.Name);
        return batch
            .DeclaringType!.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.Name == batch.Name && !BatchCalls.TakesBatch(method))
            .SingleOrDefault(method => method.GetParameters().Select(p => p.Name).SequenceEqual(wanted));
    }

    private static Action<BatchArguments<T>> Compile(MethodInfo definition)
    {
        var method = definition.MakeGenericMethod(typeof(T));
        var arguments = Expression.Parameter(typeof(BatchArguments<T>));
        Expression call = Expression.Call(method, method.GetParameters().Select(p => Argument(p, arguments)));
        if (method.ReturnType == typeof(T))
        {
            var losses = Expression.Field(arguments, nameof(BatchArguments<T>.Losses));
            call = Expression.Assign(Expression.Property(losses, "Item", Expression.Constant(0)), call);
        }

        return Expression.Lambda<Action<BatchArguments<T>>>(call, arguments).Compile();
    }

    private static Expression Argument(ParameterInfo parameter, Expression arguments)
    {
        Expression Of(string field) => Expression.Field(arguments, field);
        var type = parameter.ParameterType;
        if (type == typeof(Batch<T>))
        {
            var span = Expression.Convert(Of("Inputs"), typeof(ReadOnlySpan<T>));
            return Expression.New(type.GetConstructor([span.Type, typeof(int)])!, span, Of("Columns"));
        }

        if (type == typeof(T))
        {
            var values =
                Grid.Scalars<T>(parameter.Name!)
                ?? throw new NotSupportedException(
                    $"tests/Snapshots/Kernels/Grid.cs has no values for '{parameter.Name}'"
                );
            return Expression.Constant(values[0]);
        }

        return parameter.Name switch
        {
            "label" => Expression.Property(Of("Labels"), "Item", Expression.Constant(0)),
            "reduction" => Of("Reduction"),
            "degreeOfParallelism" => Of("Threads"),
            var name => Expression.Convert(
                Of(
                    name switch
                    {
                        "logits" or "scores" or "predictions" => "Inputs",
                        "labels" => "Labels",
                        "targets" => "Targets",
                        "positives" => "Positives",
                        "classWeights" => "ClassWeights",
                        "losses" => "Losses",
                        "gradient" or "destination" => "Output",
                        _ => throw new NotSupportedException(
                            $"no argument is known for '{name}' of {parameter.Member}"
                        ),
                    }
                ),
                type
            ),
        };
    }
}

internal static class BatchCalls
{
    public static IEnumerable<MethodInfo> Methods =>
        KernelCall.All.Where(method =>
            TakesBatch(method) && method.GetParameters().Any(p => p.Name is "losses" or "gradient" or "destination")
        );

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Names => Methods.Select(Describe);

    /// <summary>Those that compute all that there is: not the loss without its gradient, or the gradient alone.</summary>
    public static IEnumerable<string> Fused =>
        Methods.Where(method => !Methods.Any(other => IsPartOf(method, other))).Select(Describe);

    private static bool IsPartOf(MethodInfo part, MethodInfo whole)
    {
        var (names, all) = (part.GetParameters().Select(p => p.Name), whole.GetParameters().Select(p => p.Name));
        return part.DeclaringType == whole.DeclaringType
            && names.Count() < all.Count()
            && all.Where(name => name is not ("losses" or "gradient"))
                .SequenceEqual(names.Where(name => name is not ("losses" or "gradient")));
    }

    public static bool TakesBatch(MethodInfo method) =>
        method
            .GetParameters()
            .Any(p => p.ParameterType.IsGenericType && p.ParameterType.GetGenericTypeDefinition() == typeof(Batch<>));

    public static string Describe(MethodInfo method) =>
        $"{KernelCall.Name(method)}({string.Join(", ", method.GetParameters().Select(p => p.Name))})";
}
