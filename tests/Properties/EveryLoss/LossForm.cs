// A loss against one kind of target: the methods of its class that differ in nothing but the verb.
using System.Numerics;
using System.Reflection;
using LossProofs.Kernels;
using LossProofs.Laws;
using LossProofs.Tests.Support.Generators;

namespace LossProofs.Tests.Properties.EveryLoss;

/// <summary>One form of a loss, as <c>BrierScore(logits, labels)</c>.</summary>
public sealed record LossForm(string Name, Type Class, string[] Parameters, MethodInfo[] OfBatches, MethodInfo[] OfRows)
{
    private static readonly string[] Results = ["reduction", "losses", "gradient", "degreeOfParallelism"];

    /// <summary>Every public loss over batches.</summary>
    public static IReadOnlyList<LossForm> All { get; } =
    [
        .. typeof(CrossEntropy)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => TakesBatch(method) && Writes(method).Length > 0)
            .GroupBy(method => NameOf(method.DeclaringType!, Inputs(method)))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new LossForm(
                group.Key,
                group.First().DeclaringType!,
                [.. Inputs(group.First())],
                [.. group],
                [
                    .. group
                        .First()
                        .DeclaringType!.GetMethods(BindingFlags.Public | BindingFlags.Static)
                        .Where(method =>
                            !TakesBatch(method)
                            && method.GetParameters()[0].ParameterType.IsByRefLike
                            && group.Any(batch =>
                                batch.Name == method.Name && Inputs(batch).SequenceEqual(Inputs(method))
                            )
                        ),
                ]
            )),
    ];

    /// <summary>The form of that name.</summary>
    public static LossForm Named(string name) => All.Single(form => form.Name == name);

    /// <summary>The parameters that are numbers.</summary>
    public IEnumerable<string> Scalars =>
        OfBatches[0].GetParameters().Where(p => p.ParameterType.IsGenericMethodParameter).Select(p => p.Name!);

    /// <summary>Whether its soft targets are numbers in [0, 1] apart from each other, not a distribution.</summary>
    public bool TakesChances => Parameters[0] != "logits" || Class == typeof(BinaryCrossEntropy);

    /// <summary>Whether rows count by their weights in a mean.</summary>
    public bool IsWeighted => Parameters.Contains("classWeights");

    /// <summary>"losses", "gradient", "both", or "" for a method that is no loss.</summary>
    public static string Writes(MethodInfo method)
    {
        var gradient = method.GetParameters().Any(p => p.Name == "gradient");
        var losses = method.GetParameters().Any(p => p.Name == "losses") || method.ReturnType.IsGenericMethodParameter;
        return (losses, gradient) switch
        {
            (true, true) => "both",
            (true, false) => TakesBatch(method) && method.ReturnType != typeof(void) ? "" : "losses",
            (false, true) => "gradient",
            _ => "",
        };
    }

    /// <summary>Where a call's arguments keep what a parameter of this name takes.</summary>
    public static string Field(string parameter) =>
        parameter switch
        {
            "logits" or "scores" or "predictions" => "Inputs",
            "labels" => "Labels",
            "targets" => "Targets",
            "positives" => "Positives",
            "classWeights" => "ClassWeights",
            "losses" => "Losses",
            "gradient" => "Gradient",
            _ => throw new NotSupportedException($"no argument is known for a parameter '{parameter}': add it here"),
        };

    /// <summary>The value that a batch holds for a number of this name.</summary>
    public T Scalar<T>(string parameter, LossBatch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var positive = batch.Unit == T.Zero ? T.One : batch.Unit;
        return (Class.Name, parameter) switch
        {
            (_, "gamma") or ("LabelSmoothing", "alpha") => batch.Unit,
            (_, "q") or ("FocalLoss", "alpha") => positive,
            (_, "beta" or "positiveFocus") => batch.Exponent,
            (_, "negativeFocus") => batch.Focus,
            (_, "margin") => batch.Other / T.CreateChecked(2),
            (_, "scale") => T.One + batch.Exponent,
            _ when Definition.DomainOf(parameter) is { IsUnbounded: true, HasLeast: true, Least: var least } =>
                T.CreateChecked(least) + batch.Exponent,
            _ => throw new NotSupportedException($"no number is known for '{parameter}' of {Name}: add it here"),
        };
    }

    public override string ToString() => Name;

    private static bool TakesBatch(MethodInfo method) =>
        method.GetParameters().Any(p => p.ParameterType.Name.StartsWith("Batch`", StringComparison.Ordinal));

    // What is common to all verbs, a label of a row called as the labels of a batch.
    private static IEnumerable<string> Inputs(MethodInfo method) =>
        method.GetParameters().Select(p => p.Name == "label" ? "labels" : p.Name!).Except(Results);

    private static string NameOf(Type type, IEnumerable<string> inputs) => $"{type.Name}({string.Join(", ", inputs)})";
}
