// \tan^{-1} x: the inverse function, and in some texts the reciprocal.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class InverseOrReciprocal : Ambiguity
{
    // With an inverse that has a name of its own.
    private static readonly Dictionary<string, string> Inverses = new(StringComparer.Ordinal)
    {
        ["\\sin"] = "\\arcsin",
        ["\\cos"] = "\\arccos",
        ["\\tan"] = "\\arctan",
        ["\\sinh"] = "arcsinh",
        ["\\cosh"] = "arcosh",
        ["\\tanh"] = "artanh",
        ["\\exp"] = "\\log",
        ["\\log"] = "\\exp",
        ["\\ln"] = "\\exp",
    };

    // Injective: the inverse of a value is the argument.
    private static readonly string[] Injective = ["erf", "erfc", "sigmoid", "softplus", "\\sinh", "\\tanh", "\\exp"];

    public override string Name => "inverse-or-reciprocal";

    public override string Example => @"\tan^{-1} x";

    public override bool IsSettled => true;

    public override Sequence<string> Readings => [@"\arctan x", @"\frac{1}{\tan x}"];

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (
            node
                is not Application
                {
                    Head: Scripted
                    {
                        Base: Identifier name,
                        Subscript: null,
                        Primes: 0,
                        Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: "1" } }] }
                    },
                    Argument: var argument
                }
            || !(
                Notation.Functions.Contains(name.Name)
                || name.Style == LetterStyle.Roman && Notation.FunctionWords.ContainsKey(name.Name)
            )
        )
        {
            return null;
        }

        var content = argument is Delimited { Open: "(" or "[", Content: var inner } ? inner : argument;
        var reciprocal = new Fraction(new Numeral("1"), new Application(name, argument));
        return
        [
            new NodeReading($"the inverse function of {name}", Inverse(name, argument, content)),
            new NodeReading($"the reciprocal of {name}", reciprocal),
        ];
    }

    private static Expression? Inverse(Identifier name, Expression argument, Expression content)
    {
        if (
            Injective.Contains(name.Name)
            && content is Application { Head: Identifier head, Argument: var value }
            && head.Equals(name)
        )
        {
            return value;
        }

        if (Inverses.TryGetValue(name.Name, out var inverse))
        {
            return new Application(
                new Identifier(inverse, inverse[0] == '\\' ? LetterStyle.Plain : LetterStyle.Roman),
                argument
            );
        }

        return null;
    }
}
