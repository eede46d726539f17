// \max_i a_i \cdot b: whether the operator reaches over the following factors.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class BodyOverFactors : Ambiguity
{
    public static readonly BodyOverFactors Kind = new();

    public override string Name => "body-over-factors";

    public override string Example => @"\max_i a_i \cdot b";

    public override Sequence<string> Readings => [@"\left(\max_i a_i\right) \cdot b", @"\max_i (a_i \cdot b)"];
}
