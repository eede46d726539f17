// \frac{d}{dx}(x+y)^2, \nabla(f)^2: the exponent belongs to the bracket, and hardly ever to the derivative.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ExponentAfterBracket : Ambiguity
{
    public static readonly ExponentAfterBracket Kind = new();

    public override string Name => "exponent-after-bracket";

    public override string Example => @"\frac{d}{dx}(x+y)^2";

    public override Sequence<string> Readings =>
        [@"\frac{d}{dx}\left((x+y)^2\right)", @"\left(\frac{d}{dx}(x+y)\right)^2"];
}
