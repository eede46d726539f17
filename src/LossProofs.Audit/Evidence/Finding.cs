// What was found about a statement, with the evidence that a sceptic can re-run.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>A verdict with its evidence.</summary>
public abstract record Finding
{
    /// <summary>The verdict.</summary>
    public abstract Verdict Verdict { get; }

    /// <summary>What was assumed and bears on the claim.</summary>
    public Sequence<Hypothesis> Hypotheses { get; init; } = [];

    /// <summary>Number of cases in which the claim could be evaluated.</summary>
    public int Cases { get; init; }
}

/// <summary>False: every plausible reading has a checked counterexample.</summary>
public sealed record Refuted : Finding
{
    /// <summary>From one certificate for each reading.</summary>
    /// <exception cref="ArgumentException">There is no certificate.</exception>
    public Refuted(Sequence<Certificate> certificates)
    {
        if (certificates.Count == 0)
        {
            throw new ArgumentException("a refutation needs a certificate for every reading", nameof(certificates));
        }

        Certificates = certificates;
    }

    /// <inheritdoc/>
    public override Verdict Verdict => Verdict.Refuted;

    /// <summary>The counterexamples, the preferred reading's first.</summary>
    public Sequence<Certificate> Certificates { get; }

    /// <summary>The nearest claim that survives testing, with what was changed; null when none was found.</summary>
    public Repair? Repair { get; init; }
}

/// <summary>True on the whole domain.</summary>
/// <param name="Proof">The theorem of the rules of <c>Evidence/Proof</c>.</param>
/// <param name="Witness">A point that satisfies all hypotheses: what is proved says something.</param>
public sealed record Proved(Proof.ClaimProof Proof, Assignment Witness) : Finding
{
    /// <inheritdoc/>
    public override Verdict Verdict => Verdict.Proved;

    /// <summary>True where both sides are one and the same term.</summary>
    public bool SaysNothing => Proof.Theorem.Statement is Compare(var left, _, var right) && left.Equals(right);
}

/// <summary>No counterexample.</summary>
/// <param name="Bits">The least agreement of the two sides among the cases, in bits; for strict orders 0.</param>
/// <param name="Seed">What the cases were drawn from.</param>
/// <param name="How">How they were drawn.</param>
public sealed record Tested(int Bits, ulong Seed, string How) : Finding
{
    /// <inheritdoc/>
    public override Verdict Verdict => Verdict.Tested;
}

/// <summary>Not decided.</summary>
/// <param name="Reason">What to declare or change.</param>
public sealed record Unchecked(string Reason) : Finding
{
    /// <summary>Whether the claim fails at a point, which refutes nothing because of what the reason says.</summary>
    public bool Fails { get; init; }

    /// <inheritdoc/>
    public override Verdict Verdict => Verdict.Unchecked;
}

/// <summary>A claim that survives testing where the original was refuted.</summary>
/// <param name="Proposition">The repaired claim.</param>
/// <param name="Change">What was changed, in a few words.</param>
public sealed record Repair(Proposition Proposition, string Change);
