// Laws that compare with the certified value: on adversarial inputs, and on each kind of extreme input by itself.
using System.Globalization;
using LossProofs.Reals;

namespace LossProofs.Laws;

/// <summary>Every result is within so many ulps of the true value, on inputs drawn to break software.</summary>
/// <param name="name">As reports and baselines spell it.</param>
/// <param name="inputs">The inputs, in words.</param>
internal class Accuracy(string name, string inputs)
    : Law(name, $"each result is within the allowed ulps of the true value on {inputs}")
{
    /// <summary>The law on inputs of every kind.</summary>
    public static Accuracy OnAll { get; } = new("accuracy", "adversarial inputs");

    /// <inheritdoc/>
    internal override int CasesOf(int cases) => cases;

    /// <inheritdoc/>
    public override bool Applies(Subject subject) => true;

    /// <inheritdoc/>
    public sealed override Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    )
    {
        double[] errors;
        try
        {
            errors = subject.Kernel.Errors(results[0], calls[0], single);
        }
        catch (ArithmeticException)
        {
            // Not decided: no finding.
            return Judgement.Holds;
        }

        var worst = errors.Length == 0 ? 0 : errors.Max();
        if (worst <= ulps)
        {
            return new(worst, null);
        }

        var at = Array.IndexOf(errors, worst);
        var truth = Rounded(Known(subject, calls[0], at), single);
        return new(
            worst,
            $"{Entry(subject, at)} is {Text(results[0][at], single)}, the true value {truth}: {Finding.Short(worst)} ulp off"
        );
    }

    // To more digits than are shown: large logits need more bits than others, and with few bits they are not even known to be
    // finite. Logits of 1e308 over a temperature of 5e-324 take 2,098 bits off.
    private static Ball Known(Subject subject, KernelInput input, int entry)
    {
        const int most = 4096;
        for (var bits = 256; ; bits *= 2)
        {
            var truth = subject.Kernel.Truth(input, bits)[entry];
            if (bits >= most || truth.IsInfinity || truth.IsFinite && IsSharp(truth))
            {
                return truth;
            }
        }

        static bool IsSharp(Ball truth)
        {
            var (low, high) = (truth.LowerEnd, truth.UpperEnd);
            return (high - low - Ball.Abs(low) * Math.ScaleB(1, -60)).Sign <= 0;
        }
    }

    // Two digits and the exponent, of a number of any size: 2^e by way of log10.
    private static string Leading(Ball truth)
    {
        var logarithm = Ball.Log(Ball.Abs(truth)) / Ball.Log(Ball.From(10, 256));
        var exponent = (long)Math.Floor(logarithm.MidpointAsDouble());
        var digits = Math.Pow(10, (logarithm - exponent).MidpointAsDouble());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(truth.Sign < 0 ? "-" : "")}{digits:0.0}E{(exponent < 0 ? "" : "+")}{exponent}"
        );
    }

    // A true value below the least or above the largest number of the precision is shown with its own exponent.
    private static string Rounded(Ball truth, bool single)
    {
        var value = truth.MidpointAsDouble();
        var inRange = single ? Math.Abs(value) is >= 1.2e-38 and <= float.MaxValue : double.IsFinite(value);
        return truth.IsFinite && (!inRange || value == 0) && !truth.ContainsZero
            ? "about " + Leading(truth)
            : Text(value, single);
    }
}

/// <summary>The same on inputs of one kind: a tenth as many.</summary>
internal abstract class AccuracyOnSome(string name, string inputs) : Accuracy(name, inputs)
{
    /// <inheritdoc/>
    internal sealed override int CasesOf(int cases) => Math.Max(1, cases / 10);
}

/// <summary>The same on rows of one kind of number.</summary>
internal sealed class AccuracyOnRows(string name, string rows, RowKind kind) : AccuracyOnSome(name, rows)
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) => Legality.HasFreeRow(subject.Kernel.Inputs);

    /// <inheritdoc/>
    public override KernelInput? Draw(Subject subject, bool single, int index, int count, int seed)
    {
        var input = base.Draw(subject, single, index, count, seed)!;
        return input with
        {
            Row = single
                ? Array.ConvertAll(
                    new Draw<float>(unchecked(seed + index), 50).Row(kind, input.Row.Length),
                    v => (double)v
                )
                : new Draw<double>(unchecked(seed + index), 50).Row(kind, input.Row.Length),
        };
    }
}

/// <summary>The same on rows of one entry.</summary>
internal sealed class AccuracyOfOneClass() : AccuracyOnSome("one-class", "rows of one entry")
{
    /// <inheritdoc/>
    public override KernelInput? Draw(Subject subject, bool single, int index, int count, int seed)
    {
        var input = base.Draw(subject, single, index, count, seed)!;
        var at = Array.FindIndex(input.Row, double.IsFinite);
        return at < 0 ? null
            : input with
            {
                Row = [input.Row[at]],
                Second =
                    input.Second.Length == 0 ? []
                    : subject.Kernel.Inputs is InputKind.SoftLabelled or InputKind.Pair ? [1]
                    : [input.Second[at]],
                Label = 0,
            }
                is var one
            && Legality.IsLegal(subject.Kernel, one, single)
                ? one
            : null;
    }
}

/// <summary>The same on rows with −∞ in some places, where the implementation documents that it takes them.</summary>
internal sealed class AccuracyUnderMasks() : AccuracyOnSome("masks", "rows in which −∞ masks entries")
{
    /// <inheritdoc/>
    public override bool Applies(Subject subject) => Legality.TakesMasks(subject.Kernel.Inputs);

    /// <inheritdoc/>
    public override KernelInput? Draw(Subject subject, bool single, int index, int count, int seed)
    {
        var input = base.Draw(subject, single, index, count, seed)!;
        var row = (double[])input.Row.Clone();
        // every other entry that may be masked
        for (var i = index % 2; i < row.Length; i += 2)
        {
            var before = row[i];
            row[i] = double.NegativeInfinity;
            if (!Legality.IsLegal(subject.Kernel, input with { Row = row }, single))
            {
                row[i] = before;
            }
        }

        return row.Any(double.IsNegativeInfinity) ? input with { Row = row } : null;
    }
}
