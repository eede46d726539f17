// e = y - t, an error.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>e or π, by convention constants, where the document says that they equal something.</summary>
internal sealed class ConstantAsName : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        (HasConstant(claim.Step.Left) || HasConstant(claim.Step.Right))
        && claim.Surroundings.Formulas.Any(NamesConstant)
            ? [Nothing("a formula where e or \\pi is a name")]
            : [];

    private static bool NamesConstant(Expression formula) =>
        formula is Chain { Operands: [var left, ..], Relations: [{ Symbol: "=" or ":=" or "\\in" or "\\equiv" }, ..] }
        && left is Identifier { Name: "e" or "\\pi", Accents.Count: 0 };

    // Standing alone; a base of a power such as e^x is no name.
    private static bool HasConstant(Expression side) =>
        side is Identifier { Name: "e" or "\\pi", Accents.Count: 0 }
        || Names.Children(side).Any(child => !IsPowerOfE(child) && HasConstant(child))
        || Names.Children(side).Any(child => IsPowerOfE(child) && HasConstant(((Scripted)child).Superscript!));

    private static bool IsPowerOfE(Expression expression) =>
        expression is Scripted { Base: Identifier { Name: "e" }, Superscript: not null and not Numeral };
}
