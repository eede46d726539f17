// Laws that compare results with each other, without an oracle.
namespace LossProofs.Laws;

/// <summary>A constant added to all logits, without rounding, changes nothing but roundings.</summary>
internal sealed class ShiftInvariance : Law
{
    private static readonly double[] s_shifts = [1 << 20, 1 << 16, 1 << 10, 64, 1];

    /// <inheritdoc/>
    public override string Name => "shift-invariance";

    /// <inheritdoc/>
    public override string Statement => "a constant added to all logits changes nothing";

    /// <inheritdoc/>
    public override bool Applies(Subject subject) => subject.Traits.HasFlag(Traits.ShiftInvariant);

    /// <inheritdoc/>
    public override KernelInput? Draw(Subject subject, bool single, int index, int count, int seed)
    {
        // Sixteenths: they stay exact beside a large constant.
        var input = RandomOf(subject, single, index, count, seed);
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

    /// <inheritdoc/>
    public override Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    )
    {
        var at = Array.FindIndex(calls[0].Row, double.IsFinite);
        var shift = calls[1].Row[at] - calls[0].Row[at];
        var what = $"with {Text(shift, single)} added to all logits";
        return new(double.NaN, Difference(subject, single, calls[0], results[0], results[1], what, ulps));
    }
}

/// <summary>Another order of the entries is another order of the results.</summary>
internal sealed class Permutation : Law
{
    /// <inheritdoc/>
    public override string Name => "permutation";

    /// <inheritdoc/>
    public override string Statement => "the reversed row has the reversed results";

    /// <inheritdoc/>
    public override bool Applies(Subject subject) => subject.Traits.HasFlag(Traits.Symmetric);

    /// <inheritdoc/>
    public override IReadOnlyList<KernelInput>? Calls(Subject subject, KernelInput input, bool single) =>
        [
            input,
            input with
            {
                Row = [.. input.Row.Reverse()],
                Second = [.. input.Second.Reverse()],
                Label = subject.Arguments.Any(argument => argument.Place == Place.Label)
                    ? input.Row.Length - 1 - input.Label
                    : 0,
            },
        ];

    /// <inheritdoc/>
    public override Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    ) =>
        new(
            double.NaN,
            Difference(
                subject,
                single,
                calls[0],
                results[0],
                [.. results[1].Reverse()],
                "with the entries reversed",
                ulps
            )
        );
}

/// <summary>The same input gives the same bits, whatever is computed before it.</summary>
internal sealed class Repeatable : Law
{
    /// <inheritdoc/>
    public override string Name => "repeatable";

    /// <inheritdoc/>
    public override string Statement => "the same input gives the same bits, whatever is computed in between";

    /// <inheritdoc/>
    public override bool Applies(Subject subject) => true;

    /// <inheritdoc/>
    public override IReadOnlyList<KernelInput>? Calls(Subject subject, KernelInput input, bool single) =>
        [input, new Permutation().Calls(subject, input, single)![1], input];

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
internal sealed class Monotone : Law
{
    /// <inheritdoc/>
    public override string Name => "monotone";

    /// <inheritdoc/>
    public override string Statement =>
        "a larger logit of the label is no larger loss; a function that increases does not decrease";

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
