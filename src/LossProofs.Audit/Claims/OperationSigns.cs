// Which operation a formula writes: \exp, \sqrt{\cdot}, \binom{n}{k}, a - b of the running text, where words may say what it
// means, and the same operation inside of a claim.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

internal static class OperationSigns
{
    /// <summary>The operation of a formula that only shows how it is written; null where it is something else.</summary>
    public static string? Shown(Expression node) =>
        node switch
        {
            Identifier { Name: ['\\', ..] } sign when IsSign(sign.Name) => sign.Name,
            Application { Head: Identifier { Name: ['\\', ..] } head, Argument: var argument }
                when (IsSign(head.Name) || head.Name == "\\sigma")
                    && IsPlace(argument is Delimited { Content: var inner } ? inner : argument) => head.Name,
            DerivativeQuotient { Operand: null } => "derivative",
            Radical { Index: null, Radicand: var radicand } when IsPlace(radicand) => "root",
            Binomial(var upper, var lower) when IsPlace(upper) && IsPlace(lower) => "binomial",
            Fraction(var above, var below) when IsPlace(above) && IsPlace(below) => "quotient",
            Quotient(var above, var below) when IsPlace(above) && IsPlace(below) => "quotient",
            Product product when product.Factors.Count == 2 && product.Factors.All(factor => IsPlace(factor.Value)) =>
                "product",
            Additive { Terms: [{ Sign: "+", Term: var one }, { Sign: var sign, Term: var other }] }
                when IsPlace(one) && IsPlace(other) => sign,
            Scripted
            {
                Superscript: Identifier { Name: not ("\\top" or "T" or "*") },
                Subscript: null,
                Base: Identifier { Name: not "e" }
            } => "power",
            Chain { Operands: [var one, var other], Relations: [{ Symbol: var sign }] }
                when sign is "<" or ">" or "\\leq" or "\\geq" && IsPlace(one) && IsPlace(other) => sign,
            _ => null,
        };

    /// <summary>Whether a part of a claim is of an operation.</summary>
    public static bool Uses(Expression node, string operation) =>
        node switch
        {
            Identifier { Name: var name } => name == operation,
            BigOperator { Operator: var sign } => sign == operation || operation == "\\" + Singular(sign),
            DerivativeQuotient => operation == "derivative",
            Radical => operation == "root",
            Binomial => operation == "binomial",
            Fraction or Quotient => operation == "quotient",
            Product => operation == "product",
            Additive sum => sum.Terms.Skip(1).Any(term => term.Sign == operation),
            Scripted { Superscript: Identifier { Name: not ("\\top" or "T" or "*") } or Numeral, Subscript: null } =>
                operation == "power",
            _ => false,
        };

    private static string Singular(string sign) => sign.TrimStart('\\');

    private static bool IsSign(string name) =>
        Notation.Functions.Contains(name) || name is "\\sum" or "\\prod" or "\\int" or "\\lim" or "\\nabla";

    private static bool IsPlace(Expression node) => node is Identifier or Placeholder or Missing;
}
