// \frac{da}{db}: a derivative, or a quotient of products with a factor d.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class DerivativeOrQuotient : Ambiguity
{
    public static readonly DerivativeOrQuotient Kind = new();

    public override string Name => "derivative-or-quotient";

    public override string Example => @"\frac{da}{db}";

    public override Sequence<string> Readings => [@"\frac{d a}{d b}", @"\frac{d \cdot a}{d \cdot b}"];
}
