// Work is counted, not timed: the same verdict on a slow machine.
namespace LossProofs.Audit.Evidence;

/// <summary>An allowance of work units; one unit is about one arithmetic operation at working precision.</summary>
public sealed class Budget(long units)
{
    /// <summary>What is left; negative once it is overdrawn.</summary>
    public long Left { get; private set; } = units;

    /// <summary>True when nothing is left.</summary>
    public bool IsSpent => Left <= 0;

    /// <summary>Takes some units; false when there are none left.</summary>
    public bool Spend(long units)
    {
        Left -= units;
        return Left > 0;
    }
}
