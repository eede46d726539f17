// 2,718 and 2{,}718: a comma between thousands, or a decimal one. What is taken for one number holds for the whole formula.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class DecimalComma : Ambiguity
{
    public static readonly DecimalComma Kind = new();

    public override string Name => "decimal-comma";

    public override string Example => "2,718";

    public override Sequence<string> Readings => ["2718", "2.718"];
}
