// The laws that every loss keeps, whatever it measures: how a batch, its reduction and its gradient follow from the rows,
// and the symmetries. They are found by reflection, so a new loss is under them from its first day.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Laws;
using LossProofs.Reals;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties.EveryLoss;

#pragma warning disable xUnit1041 // the form is given by the test case: ForEachLossAttribute

public sealed class LawsOfEveryLossInSingle(string form = "") : LawsOfEveryLoss<float>(form);

public sealed class LawsOfEveryLossInDouble(string form = "") : LawsOfEveryLoss<double>(form);

public abstract class LawsOfEveryLoss<T>(string form) : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private LossForm Form { get; } = LossForm.Named(form);

    private LossCalls<T> Calls => LossCalls<T>.Of(Form);

    private LossDescription Description => LossDescription.All[Form.Name];

    [ForEachLoss]
    public void Without_a_reduction_the_results_of_a_batch_are_those_of_its_rows(LossBatch<T> drawn)
    {
        var batch = Legal(drawn);
        var whole = Run(Calls.Batch.Both, batch, Reduction.None);
        for (var row = 0; row < batch.Rows; row++)
        {
            var one = new LossArguments<T>(Form, batch, Reduction.None, row);
            Calls.Row.Both(one);
            Law.SameBits(whole.Losses[row], one.Losses[0], $"the loss of row {row}");
            Law.SameBits<T>(GradientOf(whole, row), one.Gradient, $"the gradient of row {row}");
        }
    }

    [ForEachLoss]
    public void A_sum_is_that_of_the_rows_and_a_mean_divides_it_by_their_number_or_weight(LossBatch<T> drawn)
    {
        var batch = Legal(drawn);
        var losses = Run(Calls.Batch.Both, batch, Reduction.None).Losses;
        var (rows, terms) = (Law.Sum(losses.Select(loss => LossOf(loss, batch))), Law.Sum(losses.Select(Terms)));
        var sum = Run(Calls.Batch.Both, batch, Reduction.Sum).Losses[0];
        Law.Equal(Law.True(sum, terms), rows, "the sum of the losses");
        if (Count(batch) is { } count)
        {
            var mean = Run(Calls.Batch.Both, batch, Reduction.Mean).Losses[0];
            Law.Equal(Law.True(mean, terms / count), rows / count, "their mean");
        }

        Ball Terms(T loss) => LossDescription.TermsOfLoss(Form, batch, True(loss));
    }

    [ForEachLoss]
    public void The_gradient_of_a_sum_is_that_of_each_row_and_of_a_mean_it_divided_once(LossBatch<T> drawn)
    {
        var batch = Legal(drawn);
        var rows = Run(Calls.Batch.Both, batch, Reduction.None).Gradient;
        Law.SameBits<T>(Run(Calls.Batch.Both, batch, Reduction.Sum).Gradient, rows, "the gradient of the sum");
        if (Count(batch) is not { } count)
            return;
        var mean = Run(Calls.Batch.Both, batch, Reduction.Mean).Gradient;
        for (var i = 0; i < mean.Length; i++)
        {
            var terms = Description.TermsAt(Form, batch, i);
            Law.Equal(
                Law.True(mean[i], terms / count),
                Law.True(rows[i], terms) / count,
                $"entry {i} of the gradient of the mean"
            );
        }
    }

    [ForEachLoss]
    public void The_loss_alone_and_the_gradient_alone_are_those_of_both_together(LossBatch<T> drawn)
    {
        var batch = Legal(drawn);
        foreach (var reduction in Reductions(batch))
        {
            var both = Run(Calls.Batch.Both, batch, reduction);
            if (Calls.Batch.Loss is { } loss)
            {
                var alone = Run(loss, batch, reduction).Losses;
                for (var i = 0; i < alone.Length; i++)
                    Law.SameBits(alone[i], both.Losses[i], $"loss {i} alone, {reduction}");
            }

            if (Calls.Batch.Gradient is { } gradient)
                Law.SameBits<T>(
                    Run(gradient, batch, reduction).Gradient,
                    both.Gradient,
                    $"the gradient alone, {reduction}"
                );
        }

        var row = new LossArguments<T>(Form, batch, Reduction.None, 0);
        Calls.Row.Both(row);
        if (Calls.Row.Loss is { } lossOfRow)
        {
            var alone = new LossArguments<T>(Form, batch, Reduction.None, 0);
            lossOfRow(alone);
            Law.SameBits(alone.Losses[0], row.Losses[0], "the loss of a row alone");
        }

        if (Calls.Row.Gradient is { } gradientOfRow)
        {
            var alone = new LossArguments<T>(Form, batch, Reduction.None, 0);
            gradientOfRow(alone);
            Law.SameBits<T>(alone.Gradient, row.Gradient, "the gradient of a row alone");
        }
    }

    [ForEachLoss]
    public void In_place_the_results_are_the_same(LossBatch<T> drawn)
    {
        var batch = Legal(drawn);
        foreach (var reduction in Reductions(batch))
        {
            var apart = Run(Calls.Batch.Both, batch, reduction);
            foreach (var over in Overwritten(apart))
            {
                var within = new LossArguments<T>(Form, batch, reduction);
                within.Gradient = over == "targets" ? within.Targets : within.Inputs;
                Calls.Batch.Both(within);
                Law.SameBits<T>(within.Losses, apart.Losses, $"the losses, {reduction}, the gradient over the {over}");
                Law.SameBits<T>(within.Gradient, apart.Gradient, $"the gradient over the {over}, {reduction}");
            }
        }

        var row = new LossArguments<T>(Form, batch, Reduction.None, 0);
        Calls.Row.Both(row);
        foreach (var over in Overwritten(row))
        {
            var within = new LossArguments<T>(Form, batch, Reduction.None, 0);
            within.Gradient = over == "targets" ? within.Targets : within.Inputs;
            Calls.Row.Both(within);
            Law.SameBits<T>(within.Losses, row.Losses, $"the loss of a row, the gradient over the {over}");
            Law.SameBits<T>(within.Gradient, row.Gradient, $"the gradient of a row over its {over}");
        }
    }

    [ForEachLoss]
    public void A_masked_entry_changes_nothing_and_has_gradient_0_or_masks_are_refused(LossBatch<T> drawn, byte at)
    {
        var batch = drawn.Unmasked();
        var place = at % (batch.Columns + 1);
        var masked = batch.WithMaskAt(place);
        if (!Description.TakesMasks)
        {
            // Without smoothing no mass falls on the mask.
            if (Form.Class != typeof(LabelSmoothing) || batch.Unit > T.Zero)
                Assert.ThrowsAny<ArgumentException>(() => Run(Calls.Batch.Both, masked, Reduction.None));
            return;
        }

        var (without, with) = (
            Run(Calls.Batch.Both, batch, Reduction.None),
            Run(Calls.Batch.Both, masked, Reduction.None)
        );
        for (var row = 0; row < batch.Rows; row++)
        {
            Law.Equal(LossOf(with.Losses[row], masked), LossOf(without.Losses[row], batch), $"the loss of row {row}");
            var gradient = GradientOf(with, row).ToArray();
            Assert.True(
                gradient[place] == T.Zero,
                $"the gradient of the masked entry of row {row} is {gradient[place]}"
            );
            T[] rest = [.. gradient[..place], .. gradient[(place + 1)..]];
            Close(rest, GradientOf(without, row), batch, $"the gradient of row {row}", row);
        }
    }

    [ForEachLoss]
    public void Another_order_of_the_samples_is_another_order_of_the_results(LossBatch<T> drawn, int seed)
    {
        var batch = Legal(drawn);
        var order = Permutation(batch.Rows, seed);
        var (first, second) = (
            Run(Calls.Batch.Both, batch, Reduction.None),
            Run(Calls.Batch.Both, batch.OfRows(order), Reduction.None)
        );
        for (var row = 0; row < batch.Rows; row++)
        {
            Law.SameBits(second.Losses[row], first.Losses[order[row]], $"the loss of row {order[row]}, now row {row}");
            Law.SameBits(GradientOf(second, row), GradientOf(first, order[row]), $"its gradient, now row {row}");
        }
    }

    [ForEachLoss]
    public void Another_order_of_the_classes_is_another_order_of_the_gradient(LossBatch<T> drawn, int seed)
    {
        var batch = Legal(drawn);
        var order = Permutation(batch.Columns, seed);
        var other = batch.OfColumns(order);
        var (first, second) = (
            Run(Calls.Batch.Both, batch, Reduction.None),
            Run(Calls.Batch.Both, other, Reduction.None)
        );
        for (var row = 0; row < batch.Rows; row++)
        {
            Law.Equal(
                LossOf(second.Losses[row], batch),
                LossOf(first.Losses[row], batch),
                $"the loss of row {row} in another order"
            );
            var gradient = GradientOf(first, row).ToArray();
            Close(
                GradientOf(second, row),
                [.. order.Select(column => gradient[column])],
                other,
                $"the gradient of row {row} in another order",
                row
            );
        }
    }

    [ForEachLoss]
    public void Losses_are_not_negative_stay_below_their_bound_and_slope_towards_their_target(LossBatch<T> drawn)
    {
        var batch = Legal(drawn);
        var results = Run(Calls.Batch.Both, batch, Reduction.None);
        var largest = LossDescription.Largest(Form, batch);
        for (var row = 0; row < batch.Rows; row++)
        {
            var loss = results.Losses[row];
            if (Form.Class != typeof(KullbackLeibler))
                Assert.True(loss >= T.Zero, $"the loss of row {row} is {loss}");
            if (largest is { } bound)
                Law.AtMost(True(loss), bound, $"the loss of row {row}");
        }

        for (var i = 0; i < results.Gradient.Length; i++)
        {
            var falls = Description.Slopes switch
            {
                Slopes.TowardsTheLabel => batch.Labels[i / batch.Columns] == i % batch.Columns,
                Slopes.TowardsThePositives => batch.Positives[i],
                Slopes.TowardsTheTargets => batch.Inputs[i] <= batch.Chances[i],
                _ => (bool?)null,
            };
            if (falls is { } down)
                Assert.True(
                    down ? results.Gradient[i] <= T.Zero : results.Gradient[i] >= T.Zero,
                    $"entry {i} of the gradient is {results.Gradient[i]}, on the wrong side of 0"
                );
        }
    }

    [ForEachLoss]
    public void What_is_refused_is_named_and_nothing_is_written(LossBatch<T> drawn, ushort at)
    {
        var batch = Legal(drawn);
        // In the first row, so that a place means the same in the row form.
        var place = at % batch.Columns;
        var infinite = T.PositiveInfinity;
        Refused(Form.Parameters[0], "is NaN", a => a.Inputs[place] = T.NaN);
        Refused(Form.Parameters[0], "is +infinity", a => a.Inputs[place] = infinite);
        Refused("gradient", "is longer", a => a.Gradient = [.. a.Gradient, T.NaN]);
        Refused("reduction", "is unknown", a => a.Reduction = (Reduction)7);
        Refused("degreeOfParallelism", "is negative", a => a.Threads = -1);
        Refused("losses", "is longer", a => a.Losses = [.. a.Losses, T.NaN]);
        foreach (var name in Form.Scalars)
        {
            Refused(name, "is NaN", a => a.Scalars[name] = T.NaN);
            var below = T.CreateChecked((Definition.DomainOf(name)?.Least ?? 0) - 1);
            Refused(name, "is below its domain", a => a.Scalars[name] = below);
            Refused(name, "is infinite", a => a.Scalars[name] = infinite);
        }

        foreach (var name in Form.Parameters)
            switch (name)
            {
                case "labels":
                    Refused(name, "has a negative label", a => a.Labels[0] = -1);
                    Refused(name, "has a label too large", a => a.Labels[0] = a.Columns);
                    Refused(name, "is longer", a => a.Labels = [.. a.Labels, 0]);
                    break;
                case "targets":
                    Refused(name, "has NaN", a => a.Targets[place] = T.NaN);
                    Refused(name, "is longer", a => a.Targets = [.. a.Targets, T.Zero]);
                    if (Form.Class != typeof(SquaredError))
                        Refused(name, "has a negative entry", a => a.Targets[place] = -T.One);
                    break;
                case "positives":
                    Refused(name, "is longer", a => a.Positives = [.. a.Positives, false]);
                    break;
                case "classWeights":
                    Refused(name, "has NaN", a => a.ClassWeights[place % a.Columns] = T.NaN);
                    Refused(name, "has a negative entry", a => a.ClassWeights[place % a.Columns] = -T.One);
                    // One row has as many entries as there are weights.
                    Overlapping(batch.OfRows([0]));
                    Refused(name, "has an infinite entry", a => a.ClassWeights[place % a.Columns] = infinite);
                    Refused(name, "is longer", a => a.ClassWeights = [.. a.ClassWeights, T.One]);
                    break;
                default:
                    break;
            }

        void Overlapping(LossBatch<T> one)
        {
            foreach (var call in Verbs(Calls.Batch, "gradient"))
            {
                var arguments = new LossArguments<T>(Form, one, Reduction.None);
                arguments.Gradient = arguments.ClassWeights;
                Assert.ThrowsAny<ArgumentException>(() => call(arguments));
                Law.SameBits<T>(arguments.ClassWeights, one.ClassWeights, "the weights");
            }
        }

        void Refused(string parameter, string what, Action<LossArguments<T>> spoil)
        {
            foreach (var call in Verbs(Calls.Batch, parameter))
                Refuses(call, new(Form, batch, Reduction.None), parameter, what, spoil);
            // The row form has one label, so neither too many labels nor a shape of its own for losses.
            if (
                parameter is "reduction" or "degreeOfParallelism" or "losses"
                || (parameter, what) == ("labels", "is longer")
            )
                return;
            foreach (var call in Verbs(Calls.Row, parameter))
                Refuses(
                    call,
                    new(Form, batch.OfRows([0]), Reduction.None),
                    parameter == "labels" ? "label" : parameter,
                    what,
                    spoil
                );
        }
    }

    // Those that have the parameter.
    private static IEnumerable<Action<LossArguments<T>>> Verbs(LossVerbs<T> verbs, string parameter) =>
        new[]
        {
            parameter == "gradient" ? null : verbs.Loss,
            parameter == "losses" ? null : verbs.Gradient,
            verbs.Both,
        }.OfType<Action<LossArguments<T>>>();

    private static void Refuses(
        Action<LossArguments<T>> call,
        LossArguments<T> arguments,
        string parameter,
        string what,
        Action<LossArguments<T>> spoil
    )
    {
        spoil(arguments);
        var refusal = Record.Exception(() => call(arguments));
        Assert.True(
            refusal is ArgumentException { ParamName: var named } && named == parameter,
            $"{parameter} {what}, and the call answers with {refusal?.Message ?? "no exception"}"
        );
        Assert.True(
            arguments.Losses.Concat(arguments.Gradient).All(T.IsNaN),
            $"{parameter} {what}: refused, but a result was written"
        );
    }

    /// <summary>The batch without what this loss refuses.</summary>
    private LossBatch<T> Legal(LossBatch<T> batch) => Description.TakesMasks ? batch : batch.Unmasked();

    private LossArguments<T> Run(Action<LossArguments<T>> call, LossBatch<T> batch, Reduction reduction)
    {
        var arguments = new LossArguments<T>(Form, batch, reduction);
        call(arguments);
        return arguments;
    }

    // What a mean divides by: the number of rows, or Σ w of the labels; null where that is 0 and a mean is refused.
    private Ball? Count(LossBatch<T> batch) =>
        !Form.IsWeighted ? batch.Rows
        : batch.Labels.All(label => batch.ClassWeights[label] == T.Zero) ? null
        : Law.Sum(batch.Labels.Select(label => Exact(batch.ClassWeights[label])));

    private IEnumerable<Reduction> Reductions(LossBatch<T> batch) =>
        Count(batch) is null ? [Reduction.None, Reduction.Sum] : Enum.GetValues<Reduction>();

    // The gradient may be written over the inputs, and over targets of the same kind.
    private IEnumerable<string> Overwritten(LossArguments<T> arguments) =>
        Form.Parameters.Contains("targets") && arguments.Targets.Length == arguments.Gradient.Length
            ? ["inputs", "targets"]
            : ["inputs"];

    private static ReadOnlySpan<T> GradientOf(LossArguments<T> arguments, int row) =>
        arguments.Gradient.AsSpan(row * arguments.Columns, arguments.Columns);

    private Ball LossOf(T loss, LossBatch<T> batch) =>
        Law.True(loss, LossDescription.TermsOfLoss(Form, batch, True(loss)));

    private void Close(ReadOnlySpan<T> left, ReadOnlySpan<T> right, LossBatch<T> batch, string what, int row = 0)
    {
        Assert.Equal(left.Length, right.Length);
        for (var i = 0; i < left.Length; i++)
        {
            var terms = Description.TermsAt(Form, batch, row * batch.Columns + i);
            Law.Equal(Law.True(left[i], terms), Law.True(right[i], terms), $"entry {i} of {what}");
        }
    }
}
