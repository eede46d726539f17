// (1,024 and f(1,100)): a comma inside fences parts thousands, or items.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ThousandsOrList : Ambiguity
{
    public static readonly ThousandsOrList Kind = new();

    public override string Name => "thousands-or-list";

    public override string Example => @"f(1,100)";

    public override Sequence<string> Readings => [@"f(1, 100)", @"f(1100)"];
}
