// \log(x)^2: whether the power is that of the value or belongs to the argument.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ArgumentScript : Ambiguity
{
    public static readonly ArgumentScript Kind = new();

    public override string Name => "argument-script";

    public override string Example => @"\log(x)^2";

    public override Sequence<string> Readings => [@"\left(\log(x)\right)^2", @"\log((x)^2)"];
}
