// Kullback–Leibler divergence: between two distributions, and from a target to a softmax.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// D(p‖q) = Σ p_i(log p_i − log q_i) over p_i &gt; 0, both used as given; D(y‖softmax(z)) on logits, with gradient
/// (Σy)·softmax(z) − y. Source: gamma-cross-entropy (48), (49); softmax-and-cross-entropy 3.1; noise-robustness (47).
/// </summary>
/// <remarks>
/// Each term is p·log1p((p−q)/q) where p/q is near 1, so that terms keep their digits; between nearly equal distributions
/// the terms truly cancel: at most 1 ulp of the sum of their magnitudes, in practice 1 ulp down to D of 2⁻⁴⁰. +∞ where
/// q_i = 0 under a positive p_i. Refused (<see cref="ArgumentException"/>): p negative, or its sum off 1 by more than
/// K·2⁻⁴⁸ (double), K·2⁻²⁰ (float); q outside [0, 1]; logits empty, NaN, +∞, masked throughout or under target mass;
/// wrong lengths, partial overlaps.
/// </remarks>
[Verbs(typeof(DivergenceFromTarget<>), "D(y‖softmax(z)).", null, Suffix = "OfLogits")]
public static partial class KullbackLeibler
{
    /// <summary>D(p‖q).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(p, q);
        return typeof(T) == typeof(float) ? Divergence<T, LanesSingle>.Of(p, q) : Divergence<T, LanesDouble>.Of(p, q);
    }

    /// <summary>Its gradient in q: −p_i/q_i, 0 where p_i = 0, −∞ where only q_i is 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(p, q);
        Arguments.SameLength(gradient.Length, nameof(gradient), p.Length, nameof(p));
        Arguments.NoPartialOverlap<T, T>(p, nameof(p), gradient, nameof(gradient));
        Arguments.NoPartialOverlap<T, T>(q, nameof(q), gradient, nameof(gradient));
        ProbabilityLoss.NegativeRatios(p, q, gradient);
    }

    private static void Check<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Distribution(p, nameof(p));
        Arguments.SameLength(q.Length, nameof(q), p.Length, nameof(p));
        Arguments.Probabilities(q, nameof(q));
    }

    /// <summary>log(p/q), given p − q as well: log1p((p−q)/q) while |p−q| ≤ q/2.</summary>
    internal static Wide<T> LogRatio<T>(T p, Wide<T> q, Wide<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var relative = difference / q;
        return relative < Wide<T>.Half && -relative < Wide<T>.Half
            ? Wide<T>.Log1p(relative)
            : Wide<T>.Log(Wide<T>.Of(p) / q);
    }
}

/// <summary>
/// D(p‖q) over lanes. Where p and q are near to each other, |s| ≤ 0.17 with s = (p−q)/(p+q), p·log(p/q) is (p−q) and
/// (p−q)·s·(1 + s(1+s)·(artanh s − s)/s³) ≥ 0; the differences are exact and summed apart, so that what is left where p
/// approaches q does not cancel. The other terms are p·log(p/q).
/// </summary>
[SkipLocalsInit]
internal static unsafe class Divergence<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Terms of smaller p do not count.</summary>
    private const double LeastProbability = 1e-290;

    /// <summary>What must be left of the sum, so that these do not count.</summary>
    private const double LeastSum = 1e-250;

    private struct Sums
    {
        public TLanes Terms,
            Differences,
            Magnitude,
            MagnitudeOfDifferences;

        /// <summary>Whether every q is.</summary>
        public bool IsInRange;
    }

    public static T Of(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
    {
        fixed (T* first = p)
        fixed (T* second = q)
        {
            SumOver(first, second, p.Length, out var sums);
            var sum = sums.Terms + sums.Differences;
            // Logarithms and the excess are right to 2^-42 (float) or 2^-56 of themselves; a sum of so many differences to
            // 2^-53 or 2^-98 of their magnitudes, times their number.
            var (left, leftOfDifferences) = TLanes.IsLimited
                ? (0.125, 9.094947017729282e-13) // 2^-3, 2^-40
                : (6.103515625e-05, 1.4901161193847656e-08); // 2^-14, 2^-26
            var least =
                TLanes.Of(left) * sums.Magnitude
                + TLanes.Of(leftOfDifferences * (1 + p.Length / TLanes.Count)) * sums.MagnitudeOfDifferences;
            var reliable =
                TLanes.Within(LaneFunctions.Abs(sum) - least, LeastSum, double.MaxValue) | TLanes.Within(least, 0, 0);
            if (!sums.IsInRange || (reliable & 1) == 0)
                return InWide(p, q);
            var (high, low) = sum.First;
            return Wide<T>.OfSum(high, low).Round();
        }
    }

    // One loop with one body: with more the compiler's budget for inlining would end before the arithmetic does.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumOver(T* p, T* q, int count, out Sums sums)
    {
        var (zero, one, least, near) = (TLanes.Of(0), TLanes.Of(1), TLanes.Of(LeastProbability), TLanes.Of(Near));
        var (terms, differences, magnitude, ofDifferences) = (zero, zero, zero, zero);
        var inRange = TLanes.All;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var part = count - i;
            var (x, y) =
                part < TLanes.Count
                    ? (TLanes.LoadPart(p + i, part), TLanes.LoadPart(q + i, part))
                    : (TLanes.Load(p + i), TLanes.Load(q + i));
            y = TLanes.WhereLess(x, least, one, y);
            x = TLanes.WhereLess(x, least, one, x);
            inRange &= TLanes.Within(y, LeastProbability, 1);
            var difference = TLanes.Deviation(x, y);
            var s = difference / (x + y);
            var term = difference * s * (one + s * (one + s) * TLanes.ArtanhExcess(s));
            var size = LaneFunctions.Abs(s);
            if ((TLanes.Within(size, 0, Near) & TLanes.All) != TLanes.All)
            {
                term = TLanes.WhereLess(near, size, x * TLanes.Log(x / y), term);
                difference = TLanes.WhereLess(near, size, zero, difference);
            }

            terms += term;
            differences += difference;
            magnitude += LaneFunctions.Abs(term);
            ofDifferences += LaneFunctions.Abs(difference);
        }

        sums = new()
        {
            Terms = TLanes.Sum(terms),
            Differences = TLanes.Sum(differences),
            Magnitude = TLanes.Sum(magnitude),
            MagnitudeOfDifferences = TLanes.Sum(ofDifferences),
            IsInRange = inRange == TLanes.All,
        };
    }

    private const double Near = 0.17;

    private static T InWide(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
    {
        var sum = Wide<T>.Zero;
        for (var i = 0; i < p.Length; i++)
            if (p[i] > T.Zero)
                sum +=
                    q[i] == T.Zero
                        ? Wide<T>.PositiveInfinity
                        : Wide<T>.Of(p[i])
                            * KullbackLeibler.LogRatio(p[i], Wide<T>.Of(q[i]), Wide<T>.Difference(p[i], q[i]));
        return sum.Round();
    }
}

/// <summary>Σ y_i(log y_i − log p_i): y_i − p_i is (1−p_i)y_i − p_i(1−y_i), exact for a one-hot target.</summary>
[SkipLocalsInit]
internal readonly unsafe struct DivergenceFromTarget<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row) =>
        new SoftTarget<T>().Check(inputs, targets, row);

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<T> targets, out T magnitude) =>
        SoftTarget<T>.AreAllLegal(inputs, targets, out magnitude);

    public static bool HasLanes => true;

    public static bool UsesPowers => true;

    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        reliable = 0;
        return tile.References == null
            ? TLanes.Of(0)
            : SoftTarget<T>.OfPowers<TLanes, Divergence>(tile, scale, out reliable);
    }

    /// <summary>Σ y(log y + (m − z) + log Σ e^(z−m)). The three are right to 2^-35 (float) or 2^-56 (double) of themselves, so that
    /// where they do not cancel beyond 2^-8 or 2^-3 of their magnitudes the sum is right to a quarter of an ulp, or to one.</summary>
    private readonly struct Divergence : SoftTarget<T>.IMeasure
    {
        /// <summary>Smaller targets do not count, and their logarithms are not taken.</summary>
        private const double LeastTarget = 1e-290;

        /// <summary>What must be left of the magnitudes, so that these targets do not count.</summary>
        private const double LeastMagnitude = 1e-250;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static TLanes Of<TLanes>(
            in Tile<T> tile,
            T* largest,
            in TLanes deviation,
            in TLanes mass,
            in TLanes logTotal,
            ref uint reliable
        )
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes* sums = stackalloc TLanes[TLanes.Count],
                magnitudes = stackalloc TLanes[TLanes.Count],
                entropies = stackalloc TLanes[TLanes.Count];
            var shape = tile.Shape;
            for (var row = 0; row < shape.Count; row++)
            {
                T* z = tile.Inputs.Values + (long)row * shape.Stride,
                    y = tile.Targets.Values + (long)row * shape.Stride;
                var top = tile.Transposed ? TLanes.Load(largest) : TLanes.LoadOne(largest + row);
                var ownTotal = tile.Transposed ? logTotal : TLanes.Broadcast(logTotal, row);
                (sums[row], magnitudes[row], entropies[row]) = (TLanes.Of(0), TLanes.Of(0), TLanes.Of(0));
                for (var i = 0; i < shape.Full; i++, z += TLanes.Count, y += TLanes.Count)
                    Add(
                        TLanes.Deviation(top, TLanes.Load(z)) + ownTotal,
                        TLanes.Load(y),
                        ref sums[row],
                        ref magnitudes[row],
                        ref entropies[row]
                    );
                if (shape.Rest > 0)
                    Add(
                        TLanes.Deviation(top, TLanes.LoadPart(z, shape.Rest)) + ownTotal,
                        TLanes.LoadPart(y, shape.Rest),
                        ref sums[row],
                        ref magnitudes[row],
                        ref entropies[row]
                    );
            }

            var magnitude = PowerRows<T, TLanes>.SumOfEach(tile, magnitudes);
            var all = PowerRows<T, TLanes>.SumOfEach(tile, entropies) + deviation + mass * logTotal;
            var left = TLanes.Of(TLanes.IsLimited ? 0.125 : 0.00390625) * all;
            reliable &= TLanes.Within(magnitude - left, LeastMagnitude, double.MaxValue);
            return PowerRows<T, TLanes>.SumOfEach(tile, sums);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add<TLanes>(
            TLanes negativeLog,
            TLanes target,
            ref TLanes sum,
            ref TLanes magnitude,
            ref TLanes entropy
        )
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var least = TLanes.Of(LeastTarget);
            var log = TLanes.Log(TLanes.WhereLess(target, least, least, target));
            var term = target * (log + negativeLog);
            sum += term;
            magnitude += LaneFunctions.Abs(term);
            entropy -= target * log;
        }
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Wide<T> scale, Span<T> gradient)
    {
        var row = SoftmaxRow<T>.Of(inputs);
        var sum = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (targets[i] == T.Zero)
                continue;
            var (target, probability) = (Wide<T>.Of(targets[i]), row.Probability(inputs[i]));
            var difference =
                row.Complement(inputs[i], i) * target - probability * Wide<T>.Difference(T.One, targets[i]);
            var term =
                probability < target * Wide<T>.Half
                    ? Wide<T>.Log(target) + row.NegativeLog(inputs[i])
                    : KullbackLeibler.LogRatio(targets[i], probability, difference);
            sum += target * term;
        }

        if (!gradient.IsEmpty)
            new SoftTarget<T>().Evaluate(inputs, targets, scale, gradient);
        return sum;
    }
}
