// Every public function of the kernels, and those of the elementary functions that take spans, found by reflection.
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using LossProofs.Elementary;
using LossProofs.Kernels;

namespace LossProofs.Attack;

/// <summary>One overload in one precision, which can be called with arguments at any address.</summary>
public sealed class Function
{
    private readonly Lazy<Func<Argument[], object?>> call;

    private Function(MethodInfo method, Type number)
    {
        (Method, Number) = (method, number);
        call = new(() => Compile(method));
    }

    /// <summary>The method itself.</summary>
    public MethodInfo Method { get; }

    /// <summary>Its number type.</summary>
    public Type Number { get; }

    /// <summary>Class and method.</summary>
    public string Name => $"{Method.DeclaringType!.Name}.{Method.Name}";

    /// <summary>With the names of the parameters, as the table of aliasing has it.</summary>
    public string Signature => $"{Name}({string.Join(", ", Method.GetParameters().Select(p => p.Name))})";

    /// <summary>All of them in float and double.</summary>
    public static IReadOnlyList<Function> All { get; } = [.. Of(typeof(float)), .. Of(typeof(double))];

    /// <summary>The names of the spans that it writes to.</summary>
    public IEnumerable<string> Destinations => Method.GetParameters().Where(IsDestination).Select(p => p.Name!);

    /// <summary>The kernels over another number type, which they refuse.</summary>
    public static IEnumerable<Function> Of(Type number) =>
        Definitions
            .Where(method => method.IsGenericMethodDefinition)
            .Select(method => method.MakeGenericMethod(number))
            .Concat(Definitions.Where(method => !method.IsGenericMethodDefinition && NumberOf(method) == number))
            .Select(method => new Function(method, number));

    /// <summary>Calls it; the result is null for void.</summary>
    public object? Call(Argument[] arguments) => call.Value(arguments);

    /// <inheritdoc/>
    public override string ToString() => $"{Signature} {Number.Name}";

    /// <summary>Whether it is a span that is written to.</summary>
    public static bool IsDestination(ParameterInfo parameter) => IsOf(parameter.ParameterType, typeof(Span<>));

    /// <summary>Whether it is a span, a batch, or a destination.</summary>
    public static bool IsSpan(ParameterInfo parameter) => parameter.ParameterType.IsByRefLike;

    /// <summary>Whether it is a batch of rows.</summary>
    public static bool IsBatch(ParameterInfo parameter) => IsOf(parameter.ParameterType, typeof(Batch<>));

    private static IEnumerable<MethodInfo> Definitions =>
        new[] { typeof(Softmax).Assembly, typeof(Portable).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method =>
                !method.IsSpecialName
                && (method.DeclaringType!.Assembly == typeof(Softmax).Assembly || method.GetParameters().Any(IsSpan))
            )
            .Where(method => method.IsGenericMethodDefinition || NumberOf(method) is not null)
            .OrderBy(method => method.DeclaringType!.Name, StringComparer.Ordinal)
            .ThenBy(method => method.ToString(), StringComparer.Ordinal);

    // Of the elementary functions, which have one overload for each.
    private static Type? NumberOf(MethodInfo method) =>
        method
            .GetParameters()
            .Where(IsDestination)
            .Select(p => p.ParameterType.GetGenericArguments()[0])
            .FirstOrDefault(type => type == typeof(float) || type == typeof(double));

    private static bool IsOf(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static Func<Argument[], object?> Compile(MethodInfo method)
    {
        var arguments = Expression.Parameter(typeof(Argument[]));
        var call = Expression.Call(
            method,
            method.GetParameters().Select((p, i) => Passed(p, Expression.ArrayIndex(arguments, Expression.Constant(i))))
        );
        Expression body =
            method.ReturnType == typeof(void)
                ? Expression.Block(call, Expression.Constant(null))
                : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<Argument[], object?>>(body, arguments).Compile();
    }

    private static Expression Passed(ParameterInfo parameter, Expression argument)
    {
        var type = parameter.ParameterType;
        if (!type.IsByRefLike)
        {
            return Expression.Convert(Expression.Property(argument, nameof(Argument.Scalar)), type);
        }

        var form =
            IsDestination(parameter) ? nameof(Argument.Write)
            : IsBatch(parameter) ? nameof(Argument.Batch)
            : nameof(Argument.Read);
        return Expression.Call(argument, form, type.GetGenericArguments());
    }
}
