// The public surface of the library, frozen: types, members, names and defaults of their parameters.
using System.Globalization;
using System.Reflection;
using LossProofs.Kernels;
using Xunit;

namespace LossProofs.Tests.Snapshots.Kernels;

public class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public Task Members() =>
        Verifier
            .Verify(string.Join('\n', Lines(typeof(Softmax).Assembly)))
            .UseDirectory("Surface")
            .UseFileName("LossProofs.Kernels");

    internal static IEnumerable<string> Lines(Assembly library) =>
        library
            .GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type =>
                type.GetMembers(Declared)
                    .Where(member => member is not MethodInfo { IsSpecialName: true } and not TypeInfo)
                    .Select(member => "  " + Shown(member))
                    .Order(StringComparer.Ordinal)
                    .Prepend(
                        Shown(type)
                            + (type.BaseType is { } parent && parent != typeof(object) ? $" : {Shown(parent)}" : "")
                    )
            );

    private static string Shown(MemberInfo member) =>
        member switch
        {
            MethodInfo method =>
                $"{Shown(method.ReturnType)} {method.Name}{Generic(method.GetGenericArguments())}{Parameters(method)}",
            ConstructorInfo constructor => $"new{Parameters(constructor)}",
            PropertyInfo property =>
                $"{Shown(property.PropertyType)} {property.Name}{(property.CanWrite ? " { get; set; }" : "")}",
            FieldInfo { IsLiteral: true } constant =>
                $"{constant.Name} = {Convert.ToString(constant.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
            FieldInfo field => $"{Shown(field.FieldType)} {field.Name}",
            _ => member.ToString()!,
        };

    private static string Parameters(MethodBase method) =>
        $"({string.Join(", ", method.GetParameters().Select(p => $"{Shown(p.ParameterType)} {p.Name}{Default(p)}"))})";

    private static string Default(ParameterInfo parameter) =>
        parameter.HasDefaultValue
            ? $" = {(parameter.DefaultValue is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : "default")}"
            : "";

    private static string Shown(Type type) =>
        type.IsGenericParameter ? type.Name
        : type.IsByRef || type.IsArray ? Shown(type.GetElementType()!) + (type.IsByRef ? "&" : "[]")
        : type.Name.Split('`')[0] + Generic(type.GetGenericArguments());

    private static string Generic(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Shown))}>";
}
