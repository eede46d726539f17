// The laws of softmax: normalisation, symmetries, order, the two-class case, temperature.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class SoftmaxLawsInSingle : SoftmaxLaws<float>;

public sealed class SoftmaxLawsInDouble : SoftmaxLaws<double>;

public abstract class SoftmaxLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T[] Probabilities(T[] logits, T temperature) =>
        Row(logits.Length, p => Softmax.Probabilities(logits, temperature, p));

    private static T[] LogProbabilities(T[] logits) => Row(logits.Length, p => Softmax.LogProbabilities(logits, p));

    [Property, Claim("softmax-and-cross-entropy:1.1"), Claim("gamma-cross-entropy:61"), Claim("gamma-cross-entropy:62")]
    [Trait("Kernel", "Softmax")]
    public void Probabilities_are_the_defining_quotients(Logits<T> z)
    {
        var p = Probabilities(z.Values);
        var certified = Definitions.Softmax(z.Span);
        for (var i = 0; i < p.Length; i++)
            Law.Equal(True(p[i]), certified[i], $"p[{i}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.1"), Claim("noise-robustness:46")]
    [Claim("softmax-and-cross-entropy:sum-is-one")]
    [Claim("softmax-and-cross-entropy:vector-to-distribution")]
    [Claim("l2-and-softmax:sum-is-one")]
    [Claim("l2-and-softmax:dividing-by-the-sum")]
    [Claim("l2-and-softmax:probability-axioms")]
    [Claim("noise-robustness:softmax-is-a-distribution")]
    [Trait("Kernel", "Softmax")]
    public void Probabilities_sum_to_one(Logits<T> z) => Law.Equal(Law.Sum(True(Probabilities(z.Values))), 1);

    // The documents put every probability in the open interval (0, 1). One class has p = 1, and so, once rounded, has any
    // class that leads by more than about 37 (double); a probability below the smallest number is 0.
    [Property, Claim("softmax-and-cross-entropy:1.1")]
    [Claim("softmax-and-cross-entropy:open-interval")]
    [Claim("l2-and-softmax:open-interval")]
    [Claim("l2-and-softmax:interval-lost")]
    [Trait("Kernel", "Softmax")]
    public void Probabilities_lie_in_the_closed_unit_interval(Logits<T> z) =>
        Assert.All(Probabilities(z.Values), p => Assert.InRange(p, T.Zero, T.One));

    // z_i + c rounds to z_i + c + δ_i. With Δ = max |δ_i| the exponentials change by factors in [e^−Δ, e^Δ], their
    // quotients by factors in [e^−2Δ, e^2Δ].
    [Property, Claim("softmax-and-cross-entropy:1.3.2"), Claim("gamma-cross-entropy:62")]
    [Claim("l2-and-softmax:common-shift")]
    [Trait("Kernel", "Softmax")]
    public void Softmax_is_invariant_under_a_common_shift(Logits<T> z, Score<T> shift)
    {
        var c = shift.Value;
        var shifted = Array.ConvertAll(z.Values, logit => logit + c);
        if (shifted.Any(T.IsPositiveInfinity) || !shifted.Any(T.IsFinite))
            return;
        var finite = Enumerable.Range(0, z.Count).Where(i => T.IsFinite(z.Values[i]) && T.IsFinite(shifted[i]));
        var delta = Law.Max(
            finite.Select(i => Ball.Abs(Exact(shifted[i]) - Exact(z.Values[i]) - Exact(c))).Prepend(Ball.Zero)
        );
        if (shifted.Where((logit, i) => T.IsFinite(z.Values[i]) && !T.IsFinite(logit)).Any())
            return;
        var (p, q) = (True(Probabilities(z.Values)), True(Probabilities(shifted)));
        var factor = Ball.Exp(2 * delta);
        for (var i = 0; i < p.Length; i++)
        {
            Law.AtMost(q[i], p[i] * factor, $"p[{i}] after the shift");
            Law.AtMost(p[i], q[i] * factor, $"p[{i}] before the shift");
        }
    }

    // On multiples of 2⁻¹⁰ of at most 30, whole shifts up to 255 are exact in 24 bits: the true probabilities stay the same.
    [Property, Claim("softmax-and-cross-entropy:1.3.2")]
    [Trait("Kernel", "Softmax")]
    public void An_exact_shift_changes_softmax_by_roundings_only(ModerateLogits<T> z, byte shift)
    {
        var grid = Array.ConvertAll(z.Values, logit => T.ScaleB(T.Round(T.ScaleB(logit, 10)), -10));
        var shifted = Array.ConvertAll(grid, logit => logit + T.CreateChecked(shift));
        var (before, after) = (Probabilities(grid), Probabilities(shifted));
        for (var i = 0; i < grid.Length; i++)
            Law.Equal(True(before[i]), True(after[i]), $"p[{i}]");
    }

    // Not only up to roundings: 1/K of K equal logits, whatever they are, is e^0/(K·e^0).
    [Property, Claim("softmax-and-cross-entropy:1.2.2")]
    [Trait("Kernel", "Softmax")]
    public void Equal_logits_are_equally_likely_to_the_last_bit(short logit, byte scale, ushort count)
    {
        var value = T.ScaleB(T.CreateChecked(logit), scale % 32 - 20);
        var classes = count % 3000 + 1;
        var row = new T[classes];
        Array.Fill(row, value);
        var expected = T.One / T.CreateChecked(classes);
        Assert.All(Probabilities(row), p => Assert.Equal(expected, p));
    }

    [Property, Claim("softmax-and-cross-entropy:1.2.2")]
    [Claim("softmax-and-cross-entropy:order-kept")]
    [Claim("softmax-and-cross-entropy:predicted-class")]
    [Claim("l2-and-softmax:order-kept")]
    [Claim("l2-and-softmax:two-steps")]
    [Trait("Kernel", "Softmax")]
    public void Softmax_preserves_order_and_ties(Logits<T> z)
    {
        var p = Probabilities(z.Values);
        var ascending = Enumerable.Range(0, p.Length).OrderBy(i => z.Values[i]).ToArray();
        foreach (var (lower, upper) in ascending.Zip(ascending.Skip(1)))
        {
            Law.AtMost(True(p[lower]), True(p[upper]), $"p[{lower}] ≤ p[{upper}]");
            if (z.Values[lower] == z.Values[upper])
                Law.SameBits(p[lower], p[upper], $"the tie of {lower} and {upper}");
        }
    }

    [Property, Claim("softmax-and-cross-entropy:1.1")]
    [Trait("Kernel", "Softmax")]
    public void Softmax_is_equivariant_under_permutations(Logits<T> z, int seed)
    {
        var places = Permutation(z.Count, seed);
        var expected = Permuted(Probabilities(z.Values), places);
        var actual = Probabilities(Permuted(z.Values, places));
        for (var i = 0; i < z.Count; i++)
            Law.Equal(True(actual[i]), True(expected[i]), $"p[{i}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.1"), Claim("noise-robustness:77")]
    [Trait("Kernel", "Softmax")]
    public void A_masked_class_has_probability_zero_and_leaves_the_others_alone(Logits<T> z, ushort place)
    {
        var at = place % (z.Count + 1);
        T[] widened = [.. z.Values[..at], T.NegativeInfinity, .. z.Values[at..]];
        var (p, q) = (Probabilities(z.Values), Probabilities(widened));
        Law.SameBits(q[at], T.Zero, "the masked class");
        for (var i = 0; i < p.Length; i++)
            Law.Equal(True(q[i < at ? i : i + 1]), True(p[i]), $"p[{i}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.1")]
    [Trait("Kernel", "Softmax")]
    public void Two_probabilities_are_in_the_ratio_of_their_exponentials(Logits<T> z, int seed)
    {
        var p = Probabilities(z.Values);
        var finite = Enumerable.Range(0, z.Count).Where(i => T.IsFinite(z.Values[i])).ToArray();
        var random = new Random(seed);
        var (i, j) = (finite[random.Next(finite.Length)], finite[random.Next(finite.Length)]);
        if (z.Values[i] > z.Values[j])
            (i, j) = (j, i);
        Law.Equal(True(p[i]), True(p[j]) * Ball.Exp(Exact(z.Values[i]) - Exact(z.Values[j])), $"p[{i}] : p[{j}]");
    }

    [Property, Claim("softmax-and-cross-entropy:2.1.2"), Claim("soft-label-multilabel:1")]
    [Claim("softmax-and-cross-entropy:two-classes")]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softmax")]
    public void With_two_classes_softmax_is_the_sigmoid_of_the_difference(Score<T> difference)
    {
        var p = Probabilities([difference.Value, T.Zero]);
        Law.Equal(True(p[0]), True(Sigmoid.Value(difference.Value)), "p[0]");
        Law.Equal(True(p[1]), True(Sigmoid.Value(-difference.Value)), "p[1]");
    }

    [Property, Claim("noise-robustness:28"), Claim("noise-robustness:40")]
    [Trait("Kernel", "Softmax")]
    public void Equal_logits_share_the_mass_equally(Score<T> logit, ushort count)
    {
        var row = new T[1 + count % 1000];
        Array.Fill(row, logit.Value);
        foreach (var p in Probabilities(row))
            Law.Equal(True(p), Ball.One / row.Length);
    }

    [Property, Claim("noise-robustness:30"), Claim("softmax-and-cross-entropy:4.1.2")]
    [Trait("Kernel", "Softmax")]
    public void Log_probabilities_are_the_logarithms_of_the_probabilities(Logits<T> z)
    {
        var (p, logP) = (Probabilities(z.Values), LogProbabilities(z.Values));
        for (var i = 0; i < z.Count; i++)
        {
            if (T.IsNegativeInfinity(z.Values[i]))
                Law.SameBits(logP[i], T.NegativeInfinity, $"log p[{i}] of a masked class");
            else
                Law.Equal(Ball.Exp(True(logP[i])), True(p[i]), $"p[{i}]");
        }
    }

    [Property, Claim("noise-robustness:30"), Claim("softmax-and-cross-entropy:4.1.2")]
    [Trait("Kernel", "LogSumExp")]
    [Trait("Kernel", "Softmax")]
    public void Log_probabilities_are_logits_minus_their_LogSumExp(Logits<T> z)
    {
        var logP = LogProbabilities(z.Values);
        var total = Law.True(LogSumExp.Value(z.Span), LogSumExpLaws<T>.Magnitudes(z.Values));
        for (var i = 0; i < z.Count; i++)
            if (T.IsFinite(z.Values[i]))
                Law.Equal(True(logP[i]), Exact(z.Values[i]) - total, $"log p[{i}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.4.3"), Claim("gamma-cross-entropy:58"), Claim("noise-robustness:38")]
    [Trait("Kernel", "Softmax")]
    public void A_temperature_divides_the_logits(Logits<T> z, Temperature<T> temperature)
    {
        var p = Probabilities(z.Values, temperature.Value);
        var certified = Definitions.Softmax(z.Span, temperature.Value);
        for (var i = 0; i < p.Length; i++)
            Law.Equal(True(p[i]), certified[i], $"p[{i}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.4.3"), Claim("soft-label-multilabel:34")]
    [Trait("Kernel", "Softmax")]
    public void A_temperature_keeps_the_order(Logits<T> z, Temperature<T> temperature)
    {
        var p = Probabilities(z.Values, temperature.Value);
        var ascending = Enumerable.Range(0, p.Length).OrderBy(i => z.Values[i]).ToArray();
        foreach (var (lower, upper) in ascending.Zip(ascending.Skip(1)))
            Law.AtMost(True(p[lower]), True(p[upper]), $"p[{lower}] ≤ p[{upper}]");
    }

    // T → ∞ with its rate: with R = max z − min z every exponential is within e^±R/T of every other, so that n·p_i is in
    // [e^−R/T, e^R/T].
    [Property, Claim("noise-robustness:40"), Claim("softmax-and-cross-entropy:1.4.3")]
    [Trait("Kernel", "Softmax")]
    public void A_high_temperature_tends_to_uniform_as_the_range_over_the_temperature(
        FiniteLogits<T> z,
        Temperature<T> temperature
    )
    {
        var range = Definitions.Greatest(z.Span) + Definitions.Greatest<T>(Array.ConvertAll(z.Values, logit => -logit));
        var factor = Ball.Exp(range / Exact(temperature.Value));
        foreach (var p in True(Probabilities(z.Values, temperature.Value)))
        {
            Law.AtMost(p * z.Count, factor);
            Law.AtMost(1, p * z.Count * factor);
        }
    }

    // T → 0 with its rate. The documents let α_i tend to the one-hot vector of *the* argmax; with m largest logits, each of
    // them tends to 1/m (two equal logits: ½ and ½ at every temperature). With a gap g to the next logit,
    // p ≥ 1/(m + (n−m)e^−g/T).
    [Property, Claim("noise-robustness:39"), Claim("noise-robustness:32"), Claim("noise-robustness:54")]
    [Claim("l2-and-softmax:approximates-argmax")]
    [Trait("Kernel", "Softmax")]
    public void A_low_temperature_tends_to_uniform_on_the_largest_logits(FiniteLogits<T> z, Temperature<T> temperature)
    {
        var greatest = z.Values.Max();
        var others = z.Values.Where(logit => logit < greatest).ToArray();
        var ties = z.Count - others.Length;
        var tail =
            others.Length == 0
                ? Ball.Zero
                : others.Length * Ball.Exp((Exact(others.Max()) - Exact(greatest)) / Exact(temperature.Value));
        var p = Probabilities(z.Values, temperature.Value);
        for (var i = 0; i < p.Length; i++)
            if (z.Values[i] == greatest)
                Law.Between(Ball.One / (ties + tail), True(p[i]), Ball.One / ties, $"p[{i}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.4.3"), Claim("noise-robustness:39")]
    [Claim("softmax-and-cross-entropy:high-temperature")]
    [Claim("softmax-and-cross-entropy:low-temperature")]
    [Trait("Kernel", "Softmax")]
    public void A_higher_temperature_lowers_the_largest_probability(Logits<T> z, Temperature<T> t, Temperature<T> u)
    {
        var (cool, warm) = (T.Min(t.Value, u.Value), T.Max(t.Value, u.Value));
        var (hard, soft) = (Probabilities(z.Values, cool), Probabilities(z.Values, warm));
        Law.AtMost(True(soft.Max()), True(hard.Max()));
    }

    [Property, Claim("noise-robustness:41"), Claim("softmax-and-cross-entropy:1.4.3")]
    [Claim("soft-label-multilabel:hot-is-smoother")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_does_not_decrease_in_temperature(Logits<T> z, Temperature<T> t, Temperature<T> u)
    {
        var (cool, warm) = (T.Min(t.Value, u.Value), T.Max(t.Value, u.Value));
        Law.AtMost(True(Entropy.OfSoftmax(z.Span, cool)), True(Entropy.OfSoftmax(z.Span, warm)));
    }

    [Property]
    [Trait("Kernel", "Softmax")]
    public void Softmax_in_place_gives_the_same_bits(Logits<T> z, Temperature<T> temperature)
    {
        var expected = Probabilities(z.Values, temperature.Value);
        T[] row = [.. z.Values];
        Softmax.Probabilities(row, temperature.Value, row);
        Law.SameBits<T>(row, expected, "p");
        z.Values.CopyTo(row, 0);
        Softmax.LogProbabilities<T>(row, row);
        Law.SameBits<T>(row, LogProbabilities(z.Values), "log p");
    }

    [Property]
    [Trait("Kernel", "Softmax")]
    public void A_batch_gives_each_row_its_own_bits_on_any_number_of_threads(
        LabelledBatch<T> batch,
        Temperature<T> temperature
    )
    {
        foreach (var threads in new[] { 0, 1, 3 })
        {
            var rows = new Batch<T>(batch.Logits, batch.Classes);
            var (p, logP) = (new T[batch.Logits.Length], new T[batch.Logits.Length]);
            Softmax.Probabilities(rows, temperature.Value, p, threads);
            Softmax.LogProbabilities(rows, T.One, logP, threads);
            for (var row = 0; row < batch.Rows; row++)
            {
                var entries = new Range(row * batch.Classes, (row + 1) * batch.Classes);
                Law.SameBits<T>(p[entries], Probabilities(batch.Row(row), temperature.Value), $"p of row {row}");
                Law.SameBits<T>(logP[entries], LogProbabilities(batch.Row(row)), $"log p of row {row}");
            }
        }
    }
}
