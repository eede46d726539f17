// What every kernel over a row refuses: entries, lengths, overlaps, labels.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class RowRefusalLawsInSingle : RowRefusalLaws<float>;

public sealed class RowRefusalLawsInDouble : RowRefusalLaws<double>;

// Each law runs through all of these.
[Trait("Kernel", "AsymmetricLoss")]
[Trait("Kernel", "BinaryCrossEntropy")]
[Trait("Kernel", "BrierScore")]
[Trait("Kernel", "Calibration")]
[Trait("Kernel", "CircleLoss")]
[Trait("Kernel", "CrossEntropy")]
[Trait("Kernel", "Entropy")]
[Trait("Kernel", "FocalLoss")]
[Trait("Kernel", "GammaCrossEntropy")]
[Trait("Kernel", "GeneralizedCrossEntropy")]
[Trait("Kernel", "KullbackLeibler")]
[Trait("Kernel", "LabelSmoothing")]
[Trait("Kernel", "LogSumExp")]
[Trait("Kernel", "MeanAbsoluteError")]
[Trait("Kernel", "MultiLabelCrossEntropy")]
[Trait("Kernel", "Sigmoid")]
[Trait("Kernel", "Softmax")]
[Trait("Kernel", "Softplus")]
public abstract class RowRefusalLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly RowKernel<T>[] OnRows = [.. RowKernel<T>.OnLogits, .. RowKernel<T>.OnScores];

    private static readonly RowKernel<T>[] Writing =
    [
        .. OnRows.Concat(RowKernel<T>.Elementwise).Where(kernel => kernel.Writes != Writes.Nothing),
    ];

    private static RowKernel<T> Pick(IReadOnlyList<RowKernel<T>> kernels, ushort choice) =>
        kernels[choice % kernels.Count];

    private static T[] With(T[] row, int place, T value)
    {
        T[] changed = [.. row];
        changed[place] = value;
        return changed;
    }

    private static void Refuses<TException>(RowKernel<T> kernel, T[] row, string parameter, string message)
        where TException : ArgumentException =>
        Refusal.Of<T, TException>(d => kernel.Run(row, d), kernel.Entries(row.Length), parameter, message);

    [Property]
    public void NaN_and_positive_infinity_are_refused_wherever_they_stand(
        ModerateLogits<T> z,
        ushort choice,
        ushort place,
        bool infinite
    )
    {
        var (kernel, at, value) = (Pick(OnRows, choice), place % z.Count, infinite ? T.PositiveInfinity : T.NaN);
        Refuses<ArgumentException>(
            kernel,
            With(z.Values, at, value),
            kernel.Input,
            $"{kernel.Input}[{at}] is {Refusal.Show(value)}; expected a finite number or -infinity (a mask)"
        );
    }

    [Property]
    public void Elementwise_kernels_refuse_NaN_wherever_it_stands(ModerateLogits<T> x, ushort choice, ushort place)
    {
        var (kernel, at) = (Pick(RowKernel<T>.Elementwise, choice), place % x.Count);
        Refuses<ArgumentException>(
            kernel,
            With(x.Values, at, T.NaN),
            kernel.Input,
            $"{kernel.Input}[{at}] is NaN; expected a number"
        );
    }

    [Property]
    public void A_row_that_is_masked_throughout_is_refused(byte count, ushort choice)
    {
        var row = new T[1 + count % 16];
        Array.Fill(row, T.NegativeInfinity);
        var kernel = Pick(RowKernel<T>.OnLogits, choice);
        Refuses<ArgumentException>(
            kernel,
            row,
            kernel.Input,
            $"{kernel.Input} has every class masked (-infinity); expected at least one finite logit"
        );
    }

    [Fact]
    public void An_empty_row_is_refused()
    {
        foreach (var kernel in OnRows)
            Refuses<ArgumentException>(
                kernel,
                [],
                kernel.Input,
                $"{kernel.Input} is empty; expected at least one entry"
            );
    }

    [Property]
    public void A_destination_of_another_length_is_refused(ModerateLogits<T> z, ushort choice, byte excess)
    {
        var kernel = Pick(Writing, choice);
        // one too few, or one to three too many
        var entries = kernel.Entries(z.Count) + (excess % 4 == 0 ? -1 : excess % 4);
        Refusal.Of<T, ArgumentException>(
            d => kernel.Run(z.Values, d),
            entries,
            kernel.Destination,
            kernel.Writes == Writes.Row
                ? $"{kernel.Destination} has {entries} entries; expected {z.Count}, as many as {kernel.Input}"
                : $"destination has {entries} entries; expected {z.Count * z.Count}, "
                    + $"the square of the length of {kernel.Input}"
        );
    }

    [Property]
    public void A_destination_that_partly_overlaps_the_row_is_refused(ModerateLogits<T> z, ushort choice)
    {
        var kernel = Pick(Writing, choice);
        T[] row = z.Count == 1 ? [z.Values[0], T.Zero] : z.Values;
        var buffer = new T[row.Length * row.Length + 1];
        row.CopyTo(buffer, 0);
        T[] before = [.. buffer];
        Refusal.Of<ArgumentException>(
            () => kernel.Run(buffer.AsSpan(0, row.Length), buffer.AsSpan(1, kernel.Entries(row.Length))),
            kernel.Destination,
            kernel.Writes == Writes.Row
                ? $"{kernel.Destination} partly overlaps {kernel.Input}; expected the same span or a separate one"
                : $"destination overlaps {kernel.Input}; expected a separate span"
        );
        Law.SameBits<T>(buffer, before, "the shared memory");
    }

    [Property]
    public void A_label_out_of_range_is_refused(ModerateLogits<T> z, ushort choice, int label)
    {
        if ((uint)label < (uint)z.Count)
            label = ~label;
        Refuses<ArgumentOutOfRangeException>(
            Pick(RowKernel<T>.OnLabelledLogits(label), choice),
            z.Values,
            "label",
            $"label is {label}; expected a class from 0 to {z.Count - 1}"
        );
    }

    [Property]
    public void The_label_of_a_masked_class_is_refused(ModerateLogits<T> z, ushort choice, ushort place)
    {
        var label = place % z.Count;
        Refuses<ArgumentException>(
            Pick(RowKernel<T>.OnLabelledLogits(label), choice),
            With([.. z.Values, T.Zero], label, T.NegativeInfinity),
            "label",
            $"label is {label}, but that class is masked (its logit is -infinity); expected the label of an unmasked class"
        );
    }
}
