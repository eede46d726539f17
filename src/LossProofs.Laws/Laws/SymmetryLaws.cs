// Laws that compare results with each other, without an oracle.
namespace LossProofs.Laws;

/// <summary>Two results of what is the same number, each with what is allowed of it.</summary>
internal abstract class SameNumbers(string name, string statement) : Law(name, statement)
{
    /// <summary>How the second call differs.</summary>
    private protected abstract string Change(IReadOnlyList<KernelInput> calls, bool single);

    /// <summary>The second result as the first should be.</summary>
    private protected virtual double[] Restored(double[] result) => result;

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
        var (first, second) = (results[0], Restored(results[1]));
        for (var i = 0; i < first.Length; i++)
        {
            var (one, other) = (first[i], second[i]);
            if (double.IsNaN(one) && double.IsNaN(other))
            {
                return Judgement.Broken($"{Entry(subject, i)} is NaN");
            }

            if (one != other && !(Apart(single, magnitudes[i], one, other) <= 2 * ulps))
            {
                return Judgement.Broken(
                    $"{Entry(subject, i)} is {Text(one, single)}, {Change(calls, single)} {Text(other, single)}"
                );
            }
        }

        return Judgement.Holds;
    }
}

/// <summary>A constant added to all logits, without rounding, changes nothing but roundings.</summary>
internal sealed class ShiftInvariance()
    : SameNumbers("shift-invariance", "a constant added to all logits changes nothing")
{
    private static readonly double[] s_shifts = [1 << 20, 1 << 16, 1 << 10, 64, 1];

    /// <inheritdoc/>
    public override bool Applies(Subject subject) => subject.Traits.HasFlag(Traits.ShiftInvariant);

    /// <inheritdoc/>
    public override KernelInput? Draw(Subject subject, bool single, int index, int count, int seed)
    {
        // Sixteenths: they stay exact beside a large constant.
        var input = base.Draw(subject, single, index, count, seed)!;
        var draw = new Draw<double>(unchecked(seed + index), 50);
        return input with
        {
            Row = Array.ConvertAll(
                input.Row,
                value => double.IsFinite(value) ? Math.Round(16 * draw.Within(30)) / 16 : value
            ),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KernelInput>? Calls(Subject subject, KernelInput input, bool single)
    {
        foreach (var shift in s_shifts)
        {
            var row = Array.ConvertAll(input.Row, value => value + shift);
            if (
                row.Zip(input.Row)
                    .All(pair => pair.First - shift == pair.Second && (!single || pair.First == (float)pair.First))
            )
            {
                return [input, input with { Row = row }];
            }
        }

        return null;
    }

    private protected override string Change(IReadOnlyList<KernelInput> calls, bool single)
    {
        var at = Array.FindIndex(calls[0].Row, double.IsFinite);
        return $"with {Text(calls[1].Row[at] - calls[0].Row[at], single)} added to all logits";
    }
}

/// <summary>Another order of the entries is another order of the results.</summary>
internal sealed class Permutation() : SameNumbers("permutation", "the reversed row has the reversed results")
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) => subject.Traits.HasFlag(Traits.Symmetric);

    /// <inheritdoc/>
    public override IReadOnlyList<KernelInput>? Calls(Subject subject, KernelInput input, bool single) =>
        [input, Reversed(subject, input)];

    /// <summary>The input with its entries in the other order.</summary>
    public static KernelInput Reversed(Subject subject, KernelInput input) =>
        input with
        {
            Row = [.. input.Row.Reverse()],
            Second = [.. input.Second.Reverse()],
            Label = subject.Arguments.Any(argument => argument.Place == Place.Label)
                ? input.Row.Length - 1 - input.Label
                : 0,
        };

    private protected override string Change(IReadOnlyList<KernelInput> calls, bool single) =>
        "with the entries reversed";

    private protected override double[] Restored(double[] result) => [.. result.Reverse()];
}

/// <summary>The same input gives the same bits, whatever is computed before it.</summary>
internal sealed class Repeatable()
    : Law("repeatable", "the same input gives the same bits, whatever is computed in between")
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) => true;

    /// <inheritdoc/>
    public override IReadOnlyList<KernelInput>? Calls(Subject subject, KernelInput input, bool single) =>
        [input, Permutation.Reversed(subject, input), input];

    /// <inheritdoc/>
    public override Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    )
    {
        for (var i = 0; i < results[0].Length; i++)
        {
            if (!results[0][i].Equals(results[2][i]))
            {
                return Judgement.Broken(
                    $"{Entry(subject, i)} is {Text(results[0][i], single)}, the second time {Text(results[2][i], single)}"
                );
            }
        }

        return Judgement.Holds;
    }
}

/// <summary>A larger logit of the label is no larger loss; what increases with the logits does not decrease.</summary>
internal sealed class Monotone()
    : Law("monotone", "a larger logit of the label is no larger loss; a function that increases does not decrease")
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) =>
        subject.Traits.HasFlag(Traits.Increasing)
        || (subject.Part == Part.Value && subject.Traits.HasFlag(Traits.TowardsLabel));

    /// <inheritdoc/>
    public override IReadOnlyList<KernelInput>? Calls(Subject subject, KernelInput input, bool single)
    {
        var row = (double[])input.Row.Clone();
        for (var i = 0; i < row.Length; i++)
        {
            if (subject.Traits.HasFlag(Traits.Increasing) || i == input.Label)
            {
                row[i] = single ? (float)(row[i] + 1) : row[i] + 1;
            }
        }

        return row.Any(double.IsPositiveInfinity) || row.AsSpan().SequenceEqual(input.Row)
            ? null
            : [input, input with { Row = row }];
    }

    /// <inheritdoc/>
    public override Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    )
    {
        var increases = subject.Traits.HasFlag(Traits.Increasing);
        var magnitudes = Magnitudes(subject, calls[0]).Zip(Magnitudes(subject, calls[1]), Math.Max).ToArray();
        for (var i = 0; i < results[0].Length; i++)
        {
            var (before, after) = (results[0][i], results[1][i]);
            var (low, high) = increases ? (before, after) : (after, before);
            if (!(low <= high || Apart(single, magnitudes[i], low, high) <= 2 * ulps))
            {
                var what = increases ? "with 1 added to the logits" : "with 1 added to the label's logit";
                return Judgement.Broken($"{Entry(subject, i)} is {Text(before, single)}, {what} {Text(after, single)}");
            }
        }

        return Judgement.Holds;
    }
}
