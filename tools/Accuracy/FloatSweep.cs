// Every float there is, through the elementary functions: no draw, no search.
using LossProofs.Elementary;
using LossProofs.Reals;

namespace LossProofs.Accuracy;

/// <summary>What a sweep over the arguments of one function found.</summary>
/// <param name="Arguments">How many were tried.</param>
/// <param name="Scalar">The worst error of the scalar form in ulps, and where.</param>
/// <param name="Span">The worst error of the span form, and where.</param>
/// <param name="Differences">For how many arguments the two forms differ in their bits.</param>
/// <param name="Violations">Results beyond the published bound, or wrong at the edge of the domain; the first few.</param>
public sealed record FloatSweepResult(
    long Arguments,
    (double Ulps, float Argument) Scalar,
    (double Ulps, float Argument) Span,
    long Differences,
    IReadOnlyList<string> Violations
)
{
    internal const int ShownViolations = 5;

    /// <summary>What sweeps over parts of the arguments found together, in their order.</summary>
    /// <param name="parts">At least one.</param>
    public static FloatSweepResult Join(IReadOnlyCollection<FloatSweepResult> parts) =>
        new(
            parts.Sum(part => part.Arguments),
            parts.Select(part => part.Scalar).MaxBy(worst => worst.Ulps),
            parts.Select(part => part.Span).MaxBy(worst => worst.Ulps),
            parts.Sum(part => part.Differences),
            [.. parts.SelectMany(part => part.Violations).Take(ShownViolations)]
        );
}

/// <summary>
/// A float function's two forms. The true value of each argument is enclosed by the double function's result and its
/// neighbours (that one is within 0.501 ulp of double, which <c>ErrorBounds</c> holds against balls): a float's error is
/// then known to 2⁻²⁸ ulp. Every 65,537th argument, and whatever would exceed the bound, is judged by a ball.
/// </summary>
/// <param name="Name">exp, log, …</param>
/// <param name="Scalar">The function of one float.</param>
/// <param name="Span">The function on spans.</param>
/// <param name="Double">The function of a double.</param>
/// <param name="Exact">The function of a ball.</param>
/// <param name="ScalarBound">The published bound of the scalar form in ulps.</param>
public sealed record FloatSweep(
    string Name,
    Func<float, float> Scalar,
    FloatSweep.SpanFunction Span,
    Func<double, double> Double,
    Func<Ball, Ball> Exact,
    double ScalarBound
)
{
    /// <summary>A function on spans of floats.</summary>
    public delegate void SpanFunction(ReadOnlySpan<float> x, Span<float> destination);

    /// <summary>The functions that have both forms.</summary>
    public static IReadOnlyList<FloatSweep> All { get; } =
    [
        new("exp", Portable.Exp, Portable.Exp, Portable.Exp, Ball.Exp, Portable.ExpMaxUlps),
        new("expm1", Portable.Expm1, Portable.Expm1, Portable.Expm1, Ball.Expm1, Portable.Expm1MaxUlps),
        new("log", Portable.Log, Portable.Log, Portable.Log, Ball.Log, Portable.LogMaxUlps),
        new("log1p", Portable.Log1p, Portable.Log1p, Portable.Log1p, Ball.Log1p, Portable.Log1pMaxUlps),
        new(
            "softplus",
            Portable.Softplus,
            Portable.Softplus,
            Portable.Softplus,
            Ball.Softplus,
            Portable.SoftplusMaxUlps
        ),
        new("sigmoid", Portable.Sigmoid, Portable.Sigmoid, Portable.Sigmoid, Ball.Sigmoid, Portable.SigmoidMaxUlps),
    ];

    private const int BlockSize = 1 << 16;

    private const int BallEvery = 65_537;

    /// <summary>How many blocks of arguments there are.</summary>
    /// <param name="stride">As in <see cref="Run"/>.</param>
    public static int Blocks(int stride) => (int)((Count(stride) + BlockSize - 1) / BlockSize);

    private static long Count(int stride) => ((1L << 32) + stride - 1) / stride;

    /// <summary>Tries every <paramref name="stride"/>th of the 2³² bit patterns.</summary>
    /// <param name="stride">1 for all.</param>
    /// <param name="jobs">How many threads; the result does not depend on it.</param>
    /// <param name="progress">Called with the number of finished blocks, and of all.</param>
    /// <param name="from">The first block, from 0: others may try the rest.</param>
    /// <param name="to">The block behind the last; all when null.</param>
    public FloatSweepResult Run(
        int stride = 1,
        int jobs = 1,
        Action<int, int>? progress = null,
        int from = 0,
        int? to = null
    )
    {
        var count = Count(stride);
        var blocks = (to ?? Blocks(stride)) - from;
        var parts = new FloatSweepResult[blocks];
        var done = 0;
        Parallel.For(
            0,
            blocks,
            new ParallelOptions { MaxDegreeOfParallelism = jobs },
            block =>
            {
                var first = (long)(from + block) * BlockSize;
                parts[block] = Block(first, (int)Math.Min(BlockSize, count - first), stride);
                progress?.Invoke(Interlocked.Increment(ref done), blocks);
            }
        );
        return FloatSweepResult.Join(parts);
    }

    private FloatSweepResult Block(long first, int count, int stride)
    {
        var (x, results) = (new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            x[i] = BitConverter.UInt32BitsToSingle((uint)((first + i) * stride));
        }

        Span(x, results);
        var (worst, worstOnSpans) = ((Ulps: -1.0, Argument: 0f), (Ulps: -1.0, Argument: 0f));
        var differences = 0L;
        var violations = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var scalar = Scalar(x[i]);
            var same = BitConverter.SingleToUInt32Bits(scalar) == BitConverter.SingleToUInt32Bits(results[i]);
            differences += same || (float.IsNaN(scalar) && float.IsNaN(results[i])) ? 0 : 1;
            var judgedByBall = (first + i) % BallEvery == 0;
            var error = Error(x[i], scalar, ScalarBound, judgedByBall, "", violations);
            var spanError = same
                ? error
                : Error(x[i], results[i], Portable.SpanMaxUlps, judgedByBall, " on spans", violations);
            worst = error > worst.Ulps ? (error, x[i]) : worst;
            worstOnSpans = spanError > worstOnSpans.Ulps ? (spanError, x[i]) : worstOnSpans;
        }

        return new(count, worst, worstOnSpans, differences, violations);
    }

    // At most this error; the violation is recorded.
    private double Error(float x, float result, double bound, bool judgedByBall, string form, List<string> violations)
    {
        // Beyond a double's range there is nothing that a ball would add.
        var reference = Double(x);
        var error = Error(result, reference);
        if ((judgedByBall || error > bound) && double.IsFinite(reference))
        {
            error = Certified(x, result);
        }

        if (!(error <= bound) && violations.Count < FloatSweepResult.ShownViolations)
        {
            violations.Add($"{Name}{form}: {result:R} at {x:R} is {error} ulp off");
        }

        return error;
    }

    /// <summary>By the double's neighbours; infinite where these do not settle it.</summary>
    private static double Error(float result, double reference)
    {
        if (!double.IsFinite(reference))
        {
            return result.Equals((float)reference) ? 0 : double.PositiveInfinity;
        }

        var (low, high) = (Math.BitDecrement(reference), Math.BitIncrement(reference));
        if (float.IsInfinity(result))
        {
            // what rounds to infinity: from the largest float and half its unit on
            var threshold = float.MaxValue + Math.ScaleB(1, 103);
            return (result > 0 ? low >= threshold : high <= -threshold) ? 0 : double.PositiveInfinity;
        }

        var size = Math.Min(Math.Abs(low), Math.Abs(high));
        var exponent = size < 1.1754943508222875e-38 ? -149 : Math.Min(Math.ILogB(size), 127) - 23;
        return Math.ScaleB(Math.Max(Math.Abs(result - low), Math.Abs(result - high)), -exponent);
    }

    private double Certified(float x, float result) =>
        Ulp.Error(result, Exact(Ball.From((double)x).WithBits(160))).Upper;
}
