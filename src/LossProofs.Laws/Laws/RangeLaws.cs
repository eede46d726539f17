// Laws of single results: their signs, their range, their sum.
using LossProofs.Reals;

namespace LossProofs.Laws;

/// <summary>A law of each entry of a result, without slack but where terms cancel.</summary>
internal abstract class EntryLaw(string name, string statement) : Law(name, statement)
{
    /// <summary>Whether an entry may be so.</summary>
    private protected abstract bool Allows(Subject subject, KernelInput input, int entry, double value);

    /// <inheritdoc/>
    public sealed override Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    )
    {
        var magnitudes = Magnitudes(subject, calls[0]);
        for (var i = 0; i < results[0].Length; i++)
        {
            var (value, slack) = (results[0][i], magnitudes[i] > 0 ? ulps * Unit(single, magnitudes[i]) : 0);
            if (
                !Allows(subject, calls[0], i, value)
                && !Allows(subject, calls[0], i, value - slack)
                && !Allows(subject, calls[0], i, value + slack)
            )
            {
                return Judgement.Broken($"{Entry(subject, i)} is {Text(value, single)}");
            }
        }

        return Judgement.Holds;
    }
}

/// <summary>The loss is not negative.</summary>
internal sealed class NonNegative() : EntryLaw("non-negative", "the result is not negative")
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) => subject.Traits.HasFlag(Traits.NonNegative);

    private protected override bool Allows(Subject subject, KernelInput input, int entry, double value) => value >= 0;
}

/// <summary>Each entry lies in [0, 1].</summary>
internal sealed class UnitRange() : EntryLaw("unit-interval", "each entry lies in [0, 1]")
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) =>
        (subject.Traits & (Traits.UnitInterval | Traits.Probabilities)) != Traits.None;

    private protected override bool Allows(Subject subject, KernelInput input, int entry, double value) =>
        value is >= 0 and <= 1;
}

/// <summary>The gradient falls towards the label and rises towards the other classes.</summary>
internal sealed class GradientSign()
    : EntryLaw("gradient-sign", "the gradient is at most 0 at the label and at least 0 elsewhere")
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) =>
        subject.Part == Part.Gradient && subject.Traits.HasFlag(Traits.TowardsLabel);

    private protected override bool Allows(Subject subject, KernelInput input, int entry, double value) =>
        entry == input.Label ? value <= 0 : value >= 0;
}

/// <summary>What adds up to a number known beforehand, up to what is allowed of each entry.</summary>
internal abstract class SumLaw(string name, string statement, int total) : Law(name, statement)
{
    /// <inheritdoc/>
    public sealed override Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    )
    {
        var magnitudes = Magnitudes(subject, calls[0]);
        var (sum, slack) = (Ball.From(-total, 256), Ball.From(0.0, 256));
        for (var i = 0; i < results[0].Length; i++)
        {
            if (double.IsNaN(results[0][i]))
            {
                return Judgement.Broken($"{Entry(subject, i)} is NaN");
            }

            if (double.IsInfinity(results[0][i]))
            {
                // It may be right: beyond the largest number. The sum says nothing.
                return Judgement.Holds;
            }

            sum += Ball.From(results[0][i], 2200);
            slack += ulps * Ball.From(Unit(single, magnitudes[i], results[0][i]), 256);
        }

        return (Ball.Abs(sum) - slack).Sign <= 0
            ? Judgement.Holds
            : Judgement.Broken($"the sum is {Text((sum + total).MidpointAsDouble(), single: false)}");
    }
}

/// <summary>The probabilities of all classes add up to 1.</summary>
internal sealed class SumOfProbabilities() : SumLaw("sum-to-one", "the probabilities add up to 1", 1)
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) => subject.Traits.HasFlag(Traits.Probabilities);
}

/// <summary>The gradient of what a common shift does not change adds up to 0.</summary>
internal sealed class ZeroSum() : SumLaw("gradient-sums-to-zero", "the entries of the gradient add up to 0", 0)
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) => subject.Traits.HasFlag(Traits.ZeroSum);
}
