// Domains in words, for hypotheses and for what a proof covers.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>Domains in words.</summary>
internal static class Descriptions
{
    /// <summary>"p in (0, 1]", "z: vector of length K", "n >= 2, an integer".</summary>
    public static string Describe(Variable variable)
    {
        var (name, shape) = (variable.Name, Shape(variable));
        return variable.Domain switch
        {
            RealInterval { Lower: null, Upper: null } => shape.Length == 0 ? $"{name} real" : $"{name}: {shape}",
            RealInterval(var lower, var lowerClosed, var upper, var upperClosed) => (
                shape.Length == 0 ? name : $"{name}: {shape}"
            )
                + $" in {(lowerClosed ? "[" : "(")}{lower?.ToString() ?? "-∞"}, {upper?.ToString() ?? "∞"}{(upperClosed ? "]" : ")")}",
            Finite(var values) => (shape.Length == 0 ? name : $"{name}: {shape}")
                + $" in {{{string.Join(", ", values)}}}",
            ProbabilityVector(var strict) => $"{name}: {(strict ? "positive " : "")}probability {shape}",
            OneHot => $"{name}: one-hot {shape}",
            Integers({ } lower, { } upper) =>
                $"{name} in {{{TermPrinter.Print(lower)}, …, {TermPrinter.Print(upper)}}}",
            Integers({ } lower, null) => $"{name} >= {TermPrinter.Print(lower)}, an integer",
            Integers(null, { } upper) => $"{name} <= {TermPrinter.Print(upper)}, an integer",
            Integers => $"{name} an integer",
            IndexSet(var size, var complement, _) => complement is null
                ? $"{name} a set of indices up to {TermPrinter.Print(size)}"
                : $"{name} the complement of {complement}",
            SmoothFunction(var arity, _) => $"{name} a smooth function of {arity} arguments",
            _ => name,
        };
    }

    private static string Shape(Variable variable) =>
        variable.Dimensions switch
        {
            { Count: 0 } => "",
            [var length] => $"vector of length {TermPrinter.Print(length)}",
            [var rows, var columns] => $"matrix {TermPrinter.Print(rows)} by {TermPrinter.Print(columns)}",
            var dimensions => $"array {string.Join(" by ", dimensions.Select(TermPrinter.Print))}",
        };
}
