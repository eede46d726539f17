// a/bc: whether c is below the line.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class DenominatorExtent : Ambiguity
{
    public static readonly DenominatorExtent Kind = new();

    public override string Name => "denominator-extent";

    public override string Example => @"a/bc";

    public override bool IsEven => true;

    public override Sequence<string> Readings => [@"a/(b c)", @"(a/b) c"];
}
