// Every loss is its defining formula, and every gradient the derivative of it: certified jets of the formula, no kernel.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Laws;
using LossProofs.Reals;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties.EveryLoss;

#pragma warning disable xUnit1041 // the form is given by the test case: ForEachLossAttribute

public sealed class DerivativesOfEveryLossInSingle(string form = "") : DerivativesOfEveryLoss<float>(form);

public sealed class DerivativesOfEveryLossInDouble(string form = "") : DerivativesOfEveryLoss<double>(form);

public abstract class DerivativesOfEveryLoss<T>(string form) : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private LossForm Form { get; } = LossForm.Named(form);

    private LossDescription Description => LossDescription.All[Form.Name];

    [ForEachLoss(MaxTest = 25)]
    public void The_losses_of_a_batch_are_those_of_the_defining_formula(LossBatch<T> drawn)
    {
        var (batch, inputs) = Few(drawn);
        var arguments = new LossArguments<T>(Form, batch, Reduction.None);
        LossCalls<T>.Of(Form).Batch.Both(arguments);
        Within(arguments.Losses, Description.Loss, inputs, 1, "loss");
    }

    [ForEachLoss(MaxTest = 25)]
    public void The_gradient_of_a_batch_is_the_derivative_of_the_defining_formula(LossBatch<T> drawn)
    {
        var (batch, inputs) = Few(drawn);
        var weight = Form.IsWeighted
            ? batch.Labels.Sum(label => double.CreateChecked(batch.ClassWeights[label]))
            : batch.Rows;
        var arguments = new LossArguments<T>(Form, batch, weight > 0 ? Reduction.Mean : Reduction.Sum);
        LossCalls<T>.Of(Form).Batch.Both(arguments);
        Within(arguments.Gradient, Description.Gradient, inputs, weight > 0 ? weight : 1, "entry of the gradient");
    }

    // Certified derivatives of long rows take long: a few rows do.
    private (LossBatch<T> Batch, KernelInput[] Inputs) Few(LossBatch<T> drawn)
    {
        var batch = (Description.TakesMasks ? drawn : drawn.Unmasked()).OfRows([
            .. Enumerable.Range(0, Math.Min(drawn.Rows, drawn.Columns > 8 ? 1 : 3)),
        ]);
        if (Form.Class == typeof(AsymmetricLoss) && !IsClearOfTheMargin(batch))
            batch = batch with { Other = T.Zero };
        return (batch, [.. Enumerable.Range(0, batch.Rows).Select(row => LossDescription.InputOf(Form, batch, row))]);
    }

    // p − m truly cancels where a probability is near the margin: beyond a sixteenth of p it costs less than five bits of the
    // wide numbers, which have twenty-eight more than the result. A margin below 2⁻¹⁰ is as near to a p of its own size: such rows
    // are drawn without it. These are inputs left out, no tolerance.
    private bool IsClearOfTheMargin(LossBatch<T> batch)
    {
        var margin = double.CreateChecked(Form.Scalar("margin", batch));
        return margin > Math.ScaleB(1, -10)
            && batch.Inputs.All(score =>
                1 / (1 + Math.Exp(-double.CreateChecked(score))) is var p && Math.Abs(p - margin) >= p / 16
            );
    }

    private static void Within(T[] computed, Kernel formula, KernelInput[] rows, double divisor, string what)
    {
        var errors = Certified.Errors(
            Array.ConvertAll(computed, double.CreateChecked),
            typeof(T) == typeof(float),
            bits => [.. rows.SelectMany(row => formula.Truth(row, bits)).Select(value => value / divisor)],
            formula.Magnitude is null
                ? null
                : bits => [.. rows.SelectMany(row => formula.Magnitude(row, bits)).Select(value => value / divisor)]
        );
        for (var i = 0; i < errors.Length; i++)
            Assert.True(
                errors[i] <= Law.KernelUlps,
                $"{what} {i} is {computed[i]}, {errors[i]:G4} ulps off the formula of {formula.Name}"
            );
    }
}

/// <summary>That nothing is forgotten.</summary>
public class CompletenessOfEveryLoss
{
    [Fact]
    public void Every_loss_is_described() =>
        Assert.Equal(LossForm.All.Select(loss => loss.Name), LossDescription.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_loss_over_batches_has_a_row_form_of_each_verb() =>
        Assert.All(
            LossForm.All,
            loss =>
                Assert.Equal(
                    loss.OfBatches.Select(LossForm.Writes).Order(),
                    loss.OfRows.Select(LossForm.Writes).Order()
                )
        );
}
