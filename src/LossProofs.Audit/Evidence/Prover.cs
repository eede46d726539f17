// Proofs over whole domains: exact algebra for identities, signs and subdivision for inequalities.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>What is proved is true at every point of the domain where both sides are defined.</summary>
public static class Prover
{
    /// <summary>A proof of the problem's goal, or null.</summary>
    public static (string How, string Over)? Prove(Problem problem) => null;

    /// <summary>True when it is proved that the goal holds at no point at all, whatever the guessed domains.</summary>
    public static bool ProveNever(Problem problem) => false;
}
