// A law: what every implementation of a subject must keep, whatever it is written in.
using LossProofs.Reals;

namespace LossProofs.Laws;

/// <summary>What a law found in the results for one input.</summary>
/// <param name="Ulps">The error in ulps, of laws that compare with the true value; else NaN.</param>
/// <param name="Breach">Why the law is broken; null: it holds.</param>
public readonly record struct Judgement(double Ulps, string? Breach)
{
    /// <summary>It holds, and measures nothing.</summary>
    public static Judgement Holds { get; } = new(double.NaN, null);

    /// <summary>It is broken.</summary>
    public static Judgement Broken(string why) => new(double.NaN, why);
}

/// <summary>A law. All that it asks follows from one input, so that an input that breaks it can be made simpler.</summary>
/// <param name="name">As reports and baselines spell it.</param>
/// <param name="statement">The law in words.</param>
public abstract class Law(string name, string statement)
{
    /// <summary>All of them, in the order in which reports have them.</summary>
    public static IReadOnlyList<Law> All { get; } =
    [
        Accuracy.OnAll,
        new AccuracyOnRows("ties", "equal logits", RowKind.Tied),
        new AccuracyOnRows("huge-logits", "logits of ±1e308 (±3e38 in float)", RowKind.Huge),
        new AccuracyOnRows("denormals", "logits below the least normal number", RowKind.Denormal),
        new AccuracyOnRows("common-offset", "logits with a common offset of 1e6 or 1e4", RowKind.Offset),
        new AccuracyOfOneClass(),
        new AccuracyUnderMasks(),
        new ShiftInvariance(),
        new Permutation(),
        new NonNegative(),
        new SumOfProbabilities(),
        new UnitRange(),
        new ZeroSum(),
        new Monotone(),
        new GradientSign(),
        new Repeatable(),
    ];

    /// <summary>As reports and baselines spell it: "shift-invariance".</summary>
    public string Name => name;

    /// <summary>The law in words.</summary>
    public string Statement => statement;

    /// <summary>Whether it is a law of this subject.</summary>
    public abstract bool Applies(Subject subject);

    /// <summary>How many inputs it takes where the law of accuracy has so many.</summary>
    internal virtual int CasesOf(int cases) => Math.Max(1, cases / 4);

    /// <summary>The input number <paramref name="index"/> of <paramref name="count"/>; null where there is none.</summary>
    public virtual KernelInput? Draw(Subject subject, bool single, int index, int count, int seed) =>
        RandomInputs.Draw(subject.Kernel, single, index, count, seed);

    /// <summary>What is to be computed for an input; null where the law says nothing of it.</summary>
    public virtual IReadOnlyList<KernelInput>? Calls(Subject subject, KernelInput input, bool single) => [input];

    /// <summary>Judges what was computed for the calls of an input.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="single">The precision.</param>
    /// <param name="calls">What was asked.</param>
    /// <param name="results">What was answered.</param>
    /// <param name="ulps">The error that is allowed of each result.</param>
    public abstract Judgement Judge(
        Subject subject,
        bool single,
        IReadOnlyList<KernelInput> calls,
        IReadOnlyList<double[]> results,
        double ulps
    );

    /// <inheritdoc/>
    public override string ToString() => Name;

    // ulp of the largest of the values and of the magnitude of the terms: what results of the same number may differ by.
    // The true value may lie in the next binade.
    private protected static double Unit(bool single, double magnitude, params double[] values)
    {
        var largest = values.Select(value => 2 * Math.Abs(value)).Append(magnitude).Max();
        return single ? Ulp.Of((float)Math.Min(largest, float.MaxValue)) : Ulp.Of(Math.Min(largest, double.MaxValue));
    }

    /// <summary>The sums of the magnitudes of an input's terms, 0 where nothing cancels: errors are relative to them.</summary>
    private protected static double[] Magnitudes(Subject subject, KernelInput input)
    {
        var magnitudes = new double[subject.ResultLength(input)];
        if (subject.Kernel.Magnitude is { } of)
        {
            foreach (var (i, magnitude) in of(input, 128).Index())
            {
                // at least as much: a law is broken only where it surely is
                magnitudes[i] = magnitude.IsFinite ? magnitude.ToDoubleBounds().Upper : double.PositiveInfinity;
            }
        }

        return magnitudes;
    }

    // In units; what is beyond the largest number counts as it.
    private protected static double Apart(bool single, double magnitude, double one, double other)
    {
        var largest = single ? float.MaxValue : double.MaxValue;
        var (a, b) = (Math.Clamp(one, -largest, largest), Math.Clamp(other, -largest, largest));
        return Math.Abs(a / 2 - b / 2) / (Unit(single, magnitude, a, b) / 2);
    }

    private protected static string Entry(Subject subject, int i) => subject.IsVector ? $"entry {i}" : "it";

    private protected static string Text(double value, bool single) => Subject.Text(value, single);
}
