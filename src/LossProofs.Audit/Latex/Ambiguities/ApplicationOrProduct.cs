// f(x): applied, or multiplied.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ApplicationOrProduct : Ambiguity
{
    public static readonly ApplicationOrProduct Kind = new();

    public override string Name => "application-or-product";

    public override string Example => @"f(x)";

    public override Sequence<string> Readings => [@"\mathop{f}(x)", @"f \cdot (x)"];
}
