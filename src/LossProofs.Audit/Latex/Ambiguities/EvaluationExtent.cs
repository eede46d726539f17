// a b|_{x=0}: whether the bar belongs to the product.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class EvaluationExtent : Ambiguity
{
    public static readonly EvaluationExtent Kind = new();

    public override string Name => "evaluation-extent";

    public override string Example => @"a b|_{x=0}";

    public override Sequence<string> Readings => [@"a (b|_{x=0})", @"(a b)|_{x=0}"];
}
