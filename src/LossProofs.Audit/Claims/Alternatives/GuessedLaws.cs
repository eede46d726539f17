// p(x) of which nothing says that it is a probability.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Laws may be something else.</summary>
internal sealed class GuessedLaws : OfJointLaw
{
    protected override IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world) =>
        world.IsGuessed ? [Nothing("laws of which nothing says that they are these")] : [];
}
