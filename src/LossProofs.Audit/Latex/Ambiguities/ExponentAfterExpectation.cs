// E(X-\mu)^2: the mean of the square, or the square of the mean.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ExponentAfterExpectation : Ambiguity
{
    public static readonly ExponentAfterExpectation Kind = new();

    public override string Name => "exponent-after-expectation";

    public override string Example => @"\mathbb{E}(X-\mu)^2";

    public override Sequence<string> Readings =>
        [@"\mathbb{E}\left((X-\mu)^2\right)", @"\left(\mathbb{E}(X-\mu)\right)^2"];

    public override bool IsEven => true;
}
