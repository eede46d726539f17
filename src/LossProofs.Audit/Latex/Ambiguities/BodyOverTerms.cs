// \sum_i a_i + b: whether the operator reaches over the following terms.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class BodyOverTerms : Ambiguity
{
    public static readonly BodyOverTerms Kind = new();

    public override string Name => "body-over-terms";

    public override string Example => @"\sum_i a_i + b";

    public override Sequence<string> Readings => [@"\left(\sum_i a_i\right) + b", @"\sum_i (a_i + b)"];
}
