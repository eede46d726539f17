// \log xy: whether the function takes the next factor; \log x \cdot y.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ArgumentExtent : Ambiguity
{
    public static readonly ArgumentExtent Kind = new();

    public override string Name => "argument-extent";

    public override string Example => @"\log xy";

    public override Sequence<string> Readings => [@"\log(x y)", @"\log(x) \cdot y"];
}
