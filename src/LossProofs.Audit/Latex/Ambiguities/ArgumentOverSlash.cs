// \log n / d: whether the function takes the quotient.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ArgumentOverSlash : Ambiguity
{
    public static readonly ArgumentOverSlash Kind = new();

    public override string Name => "argument-over-slash";

    public override string Example => @"\log n / d";

    public override Sequence<string> Readings => [@"\log(n) / d", @"\log(n / d)"];
}
