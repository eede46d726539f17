// The laws of Poly-1 cross-entropy (Leng et al. 2022): what its coefficient does.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class PolyLossLawsInSingle : PolyLossLaws<float>;

public sealed class PolyLossLawsInDouble : PolyLossLaws<double>;

public abstract class PolyLossLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "PolyLoss")]
    public void At_epsilon_zero_it_is_the_cross_entropy_bit_for_bit(Labelled<T> row)
    {
        var z = row.Logits;
        Law.SameBits(PolyLoss.Loss<T>(z, row.Label, T.Zero), CrossEntropy.Loss<T>(z, row.Label), "the loss");
        var gradient = Row(z.Length, to => PolyLoss.Gradient(z, row.Label, T.Zero, to));
        var expected = Row(z.Length, to => CrossEntropy.Gradient<T>(z, row.Label, to));
        for (var j = 0; j < z.Length; j++)
            Law.SameBits(gradient[j], expected[j], $"entry {j} of the gradient");
    }

    // −log p = Σ_{k≥1} u^k/k with u = 1 − p, and ε ≥ −1 leaves the terms from the second on: between them and their
    // sum with (1+ε) times the bound u ≤ −log p of the first.
    [Property]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "PolyLoss")]
    public void It_lies_between_the_cross_entropy_and_its_multiple_by_one_plus_epsilon(Labelled<T> row, byte eighths)
    {
        var epsilon = Coefficient(eighths);
        var cross = Definitions.CrossEntropy<T>(row.Logits, row.Label);
        var multiple = (1 + Exact(epsilon)) * cross;
        var loss = True(PolyLoss.Loss<T>(row.Logits, row.Label, epsilon));
        if (epsilon >= T.Zero)
            Law.Between(cross, loss, multiple);
        else
            Law.Between(multiple, loss, cross);
    }

    // The second term of the series, u²/2, is what ε = −1 leaves of a confident prediction: at most 1 + u/(1−u) times.
    [Property]
    [Trait("Kernel", "PolyLoss")]
    public void At_epsilon_minus_one_a_small_error_counts_by_half_its_square(byte halvings)
    {
        // p = 1/(1 + e^−x) of two classes: u = e^−x/(1 + e^−x)
        var x = T.CreateChecked(1 + halvings % 40);
        T[] z = [x, T.Zero];
        var u = Ball.Sigmoid(-Exact(x));
        Law.Between(u * u / 2, True(PolyLoss.Loss<T>(z, 0, -T.One)), u * u / 2 / (1 - u));
    }

    [Property(MaxTest = 300)]
    [Trait("Kernel", "PolyLoss")]
    public void The_gradient_is_one_plus_epsilon_p_times_p_minus_one_hot(ModerateLogits<T> z, byte label, byte eighths)
    {
        var (c, epsilon) = (label % z.Count, Coefficient(eighths));
        var p = Definitions.Softmax<T>(z.Values);
        var (_, complement) = Definitions.Probability<T>(z.Values, c);
        var slope = 1 + Exact(epsilon) * p[c];
        var gradient = True(Row(z.Count, to => PolyLoss.Gradient(z.Values, c, epsilon, to)));
        for (var j = 0; j < p.Length; j++)
            Law.Equal(gradient[j], slope * (j == c ? -complement : p[j]), $"entry {j} of the gradient");
    }

    // −1 to 6
    private static T Coefficient(byte eighths) => T.CreateChecked(eighths % 57 / 8.0 - 1);
}
