// The search for the inputs on which a kernel is farthest from the truth.
using System.Globalization;

namespace LossProofs.Laws;

/// <summary>The worst error of one kernel in one precision, and the input that causes it.</summary>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Single">True for <c>float</c>, false for <c>double</c>.</param>
/// <param name="Ulps">The error.</param>
/// <param name="Cases">How many inputs were tried.</param>
/// <param name="Input">The input.</param>
public sealed record WorstCase(string Kernel, bool Single, double Ulps, int Cases, KernelInput Input)
{
    /// <summary>"float" or "double".</summary>
    public string Precision => Single ? "float" : "double";

    /// <summary>A line "kernel TAB precision TAB ulps TAB input", as stored with the tests.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Kernel}\t{Precision}\t{Ulps:F4}\t{Input}");

    /// <summary>Reads such a line; the error in it is what was measured when it was stored.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static WorstCase Parse(string line) =>
        line.Split('\t') is [var kernel, ("float" or "double") and var precision, var ulps, var input]
            ? new(
                kernel,
                precision == "float",
                double.Parse(ulps, CultureInfo.InvariantCulture),
                1,
                KernelInput.Parse(input)
            )
            : throw new FormatException($"a worst case is 'kernel TAB precision TAB ulps TAB input', got '{line}'");

    /// <summary>Tries random adversarial inputs, the same for the same seed.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="compute">What computes it, in the precision; called from several threads when there are several jobs.</param>
    /// <param name="single">The precision.</param>
    /// <param name="cases">How many inputs.</param>
    /// <param name="seed">The first input's seed; the others follow.</param>
    /// <param name="progress">Called after each input.</param>
    /// <param name="jobs">How many threads; the result does not depend on it.</param>
    /// <param name="from">The first input tried, from 0: others may try the rest.</param>
    /// <param name="to">The one behind the last that is tried; all when null.</param>
    public static WorstCase Search(
        Kernel kernel,
        Func<KernelInput, double[]> compute,
        bool single,
        int cases,
        int seed,
        Action? progress = null,
        int jobs = 1,
        int from = 0,
        int? to = null
    )
    {
        var worst = (Ulps: -1.0, Index: int.MaxValue, Input: (KernelInput?)null);
        var gate = new object();
        Parallel.For(
            from,
            to ?? cases,
            new ParallelOptions { MaxDegreeOfParallelism = jobs },
            i =>
            {
                var input = RandomInputs.Draw(kernel, single, i, cases, seed);
                var ulps = kernel.Errors(compute(input), input, single).Max();
                lock (gate)
                {
                    if (ulps > worst.Ulps || (ulps == worst.Ulps && i < worst.Index))
                    {
                        worst = (ulps, i, input);
                    }
                }

                progress?.Invoke();
            }
        );
        return new(kernel.Name, single, worst.Ulps, cases, worst.Input!);
    }

    /// <summary>The worst of searches in ranges of the same inputs, in their order: what one search of all of them finds.</summary>
    /// <param name="parts">At least one.</param>
    public static WorstCase Join(IReadOnlyList<WorstCase> parts) => parts.MaxBy(part => part.Ulps)!;
}
