// \cos(m-n)\theta: the angle is a product whose first factor stands in brackets.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ArgumentAfterBracket : Ambiguity
{
    public static readonly ArgumentAfterBracket Kind = new();

    public override string Name => "argument-after-bracket";

    public override string Example => @"\cos(m-n)\theta";

    public override Sequence<string> Readings => [@"\cos((m-n)\theta)", @"\left(\cos(m-n)\right)\theta"];
}
