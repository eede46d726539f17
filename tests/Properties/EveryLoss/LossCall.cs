// Every loss that takes batches, found by reflection, with its row form and all its verbs, compiled once: no list to keep.
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using LossProofs.Kernels;
using LossProofs.Tests.Support.Generators;

namespace LossProofs.Tests.Properties.EveryLoss;

/// <summary>What one call reads and writes. A row call reads the first label, and its loss becomes the first of the losses.</summary>
public sealed class LossArguments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    public LossArguments(LossForm form, LossBatch<T> batch, Reduction reduction, int? row = null)
    {
        Columns = batch.Columns;
        Inputs = Of(batch.Inputs);
        Labels = row is { } one ? [batch.Labels[one]] : [.. batch.Labels];
        Targets = Of(form.TakesChances ? batch.Chances : batch.Targets);
        Positives = Of(batch.Positives);
        ClassWeights = [.. batch.ClassWeights];
        Reduction = reduction;
        Losses = new T[reduction == Reduction.None ? Labels.Length : 1];
        Gradient = new T[Inputs.Length];
        // An entry that is not written shows.
        Array.Fill(Losses, T.NaN);
        Array.Fill(Gradient, T.NaN);
        foreach (var name in form.Scalars)
            Scalars[name] = form.Scalar(name, batch);

        TItem[] Of<TItem>(TItem[] items) =>
            row is { } number
                ? items[(number * batch.Columns)..((number + 1) * batch.Columns)]
                : (TItem[])items.Clone();
    }

    public int Columns;
    public T[] Inputs;
    public int[] Labels;
    public T[] Targets;
    public bool[] Positives;
    public T[] ClassWeights;
    public Reduction Reduction;
    public int Threads = 1;
    public T[] Losses;
    public T[] Gradient;
    public Dictionary<string, T> Scalars = [];

    public T Scalar(string name) => Scalars[name];
}

/// <summary>One of a loss's three verbs, over batches or rows; null where a loss lacks it.</summary>
public sealed record LossVerbs<T>(
    Action<LossArguments<T>>? Loss,
    Action<LossArguments<T>>? Gradient,
    Action<LossArguments<T>> Both
)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>;

/// <summary>The compiled calls of a form.</summary>
public sealed class LossCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly Dictionary<string, LossCalls<T>> Compiled = [];

    private LossCalls(LossForm form)
    {
        Batch = Verbs(form.OfBatches);
        Row = Verbs(form.OfRows);

        static LossVerbs<T> Verbs(MethodInfo[] methods) =>
            new(Named(methods, "losses"), Named(methods, "gradient"), Named(methods, "both")!);

        static Action<LossArguments<T>>? Named(MethodInfo[] methods, string writes) =>
            methods.SingleOrDefault(method => LossForm.Writes(method) == writes) is { } found ? Compile(found) : null;
    }

    public LossVerbs<T> Batch { get; }

    public LossVerbs<T> Row { get; }

    public static LossCalls<T> Of(LossForm form)
    {
        lock (Compiled)
            return Compiled.TryGetValue(form.Name, out var calls) ? calls : Compiled[form.Name] = new(form);
    }

    private static Action<LossArguments<T>> Compile(MethodInfo definition)
    {
        var method = definition.MakeGenericMethod(typeof(T));
        var arguments = Expression.Parameter(typeof(LossArguments<T>));
        Expression call = Expression.Call(method, method.GetParameters().Select(p => Argument(p, arguments)));
        if (method.ReturnType == typeof(T))
        {
            var losses = Expression.Field(arguments, nameof(LossArguments<>.Losses));
            call = Expression.Assign(Expression.ArrayAccess(losses, Expression.Constant(0)), call);
        }

        return Expression.Lambda<Action<LossArguments<T>>>(call, arguments).Compile();
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

        return type == typeof(T)
            ? Expression.Call(arguments, nameof(LossArguments<>.Scalar), [], Expression.Constant(parameter.Name))
            : parameter.Name switch
            {
                "label" => Expression.ArrayAccess(Of("Labels"), Expression.Constant(0)),
                "reduction" => Of("Reduction"),
                "degreeOfParallelism" => Of("Threads"),
                var name => Expression.Convert(Of(LossForm.Field(name!)), type),
            };
    }
}
