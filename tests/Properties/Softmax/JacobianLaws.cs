// The laws of softmax's derivative: the Jacobian, its spectrum, its product with a vector, the Lipschitz bounds.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class JacobianLawsInSingle : JacobianLaws<float>;

public sealed class JacobianLawsInDouble : JacobianLaws<double>;

public abstract class JacobianLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T[] Jacobian(T[] z, T temperature) =>
        Row(z.Length * z.Length, j => Softmax.Jacobian(z, temperature, j));

    [Property]
    [Claim("softmax-and-cross-entropy:1.3.1"), Claim("noise-robustness:60")]
    [Claim("softmax-and-cross-entropy:differentiable")]
    [Claim("softmax-and-cross-entropy:derivation-of-jacobian")]
    [Claim("l2-and-softmax:own-derivative")]
    [Claim("l2-and-softmax:other-derivative")]
    [Claim("l2-and-softmax:smooth")]
    [Trait("Kernel", "Softmax")]
    public void The_Jacobian_is_diagonal_minus_outer_product(Logits<T> logits, Temperature<T> temperature)
    {
        var z = Few(logits.Values);
        var jacobian = Jacobian(z, temperature.Value);
        var p = Definitions.Softmax<T>(z, temperature.Value);
        for (var i = 0; i < z.Length; i++)
        for (var j = 0; j < z.Length; j++)
        {
            // 1 − p_i is the sum of the others, so that the certified value keeps its digits too.
            var factor = i == j ? Law.Sum(p.Where((_, k) => k != i)) : -p[j];
            Law.Equal(True(jacobian[i * z.Length + j]), p[i] * factor / Exact(temperature.Value), $"J[{i}, {j}]");
        }
    }

    [Property, Claim("noise-robustness:60"), Claim("softmax-and-cross-entropy:1.3.1")]
    [Trait("Kernel", "Softmax")]
    public void The_Jacobian_is_symmetric_and_at_temperature_one_the_plain_one(Logits<T> logits)
    {
        var z = Few(logits.Values);
        var jacobian = Jacobian(z, T.One);
        Law.SameBits<T>(Row(z.Length * z.Length, j => Softmax.Jacobian(z, j)), jacobian, "J");
        for (var i = 0; i < z.Length; i++)
        for (var j = 0; j < i; j++)
            Law.SameBits(jacobian[i * z.Length + j], jacobian[j * z.Length + i], $"J[{i}, {j}] and J[{j}, {i}]");
    }

    [Property, Claim("noise-robustness:60")]
    [Trait("Kernel", "Softmax")]
    public void The_rows_of_the_Jacobian_sum_to_zero(Logits<T> logits, Temperature<T> temperature)
    {
        var z = Few(logits.Values, 12);
        var jacobian = Jacobian(z, temperature.Value);
        foreach (var row in jacobian.Chunk(z.Length))
            Law.Equal(Law.Sum(True(row)), 0);
    }

    [Property, Claim("noise-robustness:60"), Claim("softmax-and-cross-entropy:3.3.2")]
    [Trait("Kernel", "Softmax")]
    public void The_Jacobian_is_positive_semidefinite(Logits<T> logits)
    {
        var (values, slack) = Eigenvalues(Jacobian(Few(logits.Values, 8), T.One));
        Assert.True(values[0] >= -slack, $"the least eigenvalue is {values[0]:R}, below 0 by more than {slack:R}");
    }

    // λ_max ≤ max_i Σ_j |J_ij| = max 2p_i(1 − p_i) ≤ ½.
    [Property, Claim("noise-robustness:22"), Claim("noise-robustness:60")]
    [Trait("Kernel", "Softmax")]
    public void The_eigenvalues_of_the_Jacobian_are_at_most_one_half(Logits<T> logits)
    {
        var (values, slack) = Eigenvalues(Jacobian(Few(logits.Values, 8), T.One));
        Assert.True(
            values[^1] <= 0.5 + slack,
            $"the largest eigenvalue is {values[^1]:R}, above ½ by more than {slack:R}"
        );
    }

    [Fact, Claim("noise-robustness:22")]
    [Trait("Kernel", "Softmax")]
    public void Two_equal_logits_attain_the_eigenvalue_one_half()
    {
        var (values, slack) = Eigenvalues(Jacobian([T.Zero, T.Zero], T.One));
        Assert.InRange(values[^1], 0.5 - slack, 0.5 + slack);
    }

    [Property, Claim("noise-robustness:34"), Claim("noise-robustness:61")]
    [Trait("Kernel", "Softmax")]
    public void A_diagonal_entry_of_the_Jacobian_is_at_most_a_quarter(Logits<T> logits)
    {
        var z = Few(logits.Values, 8);
        var jacobian = Jacobian(z, T.One);
        for (var i = 0; i < z.Length; i++)
            Law.Between(0, True(jacobian[i * (z.Length + 1)]), Ball.One / 4, $"J[{i}, {i}]");
    }

    // p_i(v_i − Σ_j p_j v_j)/T truly cancels: the bound is in ulps of the terms' magnitudes p_i(|v_i| + Σ_j p_j|v_j|)/T.
    private static Ball[] Product(T[] z, T[] vector, T temperature)
    {
        var p = Definitions.Softmax<T>(z, temperature);
        var mean = Law.Sum(p.Select((probability, j) => probability * Ball.Abs(Exact(vector[j]))));
        var product = Row(z.Length, d => Softmax.JacobianVectorProduct(z, vector, temperature, d));
        return
        [
            .. product.Select(
                (entry, i) => Law.True(entry, p[i] * (Ball.Abs(Exact(vector[i])) + mean) / Exact(temperature))
            ),
        ];
    }

    private static T[] VectorFor(T[] z, T[] source) => [.. z.Select((_, i) => source[i % source.Length])];

    [Property, Claim("noise-robustness:58"), Claim("noise-robustness:60")]
    [Trait("Kernel", "Softmax")]
    public void The_Jacobian_vector_product_is_the_Jacobian_times_the_vector(
        Logits<T> logits,
        FiniteLogits<T> direction,
        Temperature<T> temperature
    )
    {
        var z = Few(logits.Values);
        var vector = VectorFor(z, direction.Values);
        var product = Product(z, vector, temperature.Value);
        var rows = Jacobian(z, temperature.Value).Chunk(z.Length).ToArray();
        for (var i = 0; i < z.Length; i++)
            Law.Equal(product[i], Law.Sum(rows[i].Select((entry, j) => True(entry) * Exact(vector[j]))), $"(Jv)[{i}]");
    }

    [Property, Claim("noise-robustness:60"), Claim("softmax-and-cross-entropy:1.3.2")]
    [Trait("Kernel", "Softmax")]
    public void The_Jacobian_sends_constant_vectors_to_zero(
        Logits<T> logits,
        Score<T> constant,
        Temperature<T> temperature
    )
    {
        var z = Few(logits.Values);
        foreach (var entry in Product(z, VectorFor(z, [constant.Value]), temperature.Value))
            Law.Equal(entry, 0);
    }

    [Property, Claim("noise-robustness:60")]
    [Trait("Kernel", "Softmax")]
    public void The_entries_of_a_Jacobian_vector_product_sum_to_zero(
        Logits<T> logits,
        FiniteLogits<T> direction,
        Temperature<T> temperature
    )
    {
        var z = Few(logits.Values);
        Law.Equal(Law.Sum(Product(z, VectorFor(z, direction.Values), temperature.Value)), 0);
    }

    private static (Ball[] Outputs, Ball[] Inputs) Moves(T[] z, T[] w, T temperature)
    {
        var (p, q) = (
            True(Row(z.Length, d => Softmax.Probabilities(z, temperature, d))),
            True(Row(w.Length, d => Softmax.Probabilities(w, temperature, d)))
        );
        return ([.. p.Zip(q, (x, y) => x - y)], [.. z.Zip(w, (x, y) => Exact(x) - Exact(y))]);
    }

    // The documents state the constant 1 from ℓ∞ to ℓ1 only (next law). Within one norm it is ½: the Jacobian's rows and
    // columns have absolute sums 2p_i(1 − p_i) ≤ ½.
    [Property, Claim("noise-robustness:20"), Claim("noise-robustness:22")]
    [Trait("Kernel", "Softmax")]
    public void Softmax_is_half_Lipschitz_in_every_norm_divided_by_the_temperature(
        FiniteLogits<T> z,
        FiniteLogits<T> direction,
        Temperature<T> temperature,
        int seed
    )
    {
        var (outputs, inputs) = Moves(z.Values, Moved(z.Values, direction.Values, seed), temperature.Value);
        var twice = 2 * Exact(temperature.Value);
        Law.AtMost(twice * Law.Sum(outputs.Select(Ball.Abs)), Law.Sum(inputs.Select(Ball.Abs)), "ℓ1");
        Law.AtMost(twice * Law.Max(outputs.Select(Ball.Abs)), Law.Max(inputs.Select(Ball.Abs)), "ℓ∞");
        Law.AtMost(
            twice * twice * Law.Sum(outputs.Select(move => Ball.Pow(move, 2))),
            Law.Sum(inputs.Select(move => Ball.Pow(move, 2))),
            "ℓ2, squared"
        );
    }

    [Property, Claim("noise-robustness:22")]
    [Trait("Kernel", "Softmax")]
    public void The_total_variation_of_softmax_is_at_most_the_largest_move_of_a_logit(
        FiniteLogits<T> z,
        FiniteLogits<T> direction,
        Temperature<T> temperature,
        int seed
    )
    {
        var (outputs, inputs) = Moves(z.Values, Moved(z.Values, direction.Values, seed), temperature.Value);
        Law.AtMost(
            Exact(temperature.Value) * Law.Sum(outputs.Select(Ball.Abs)),
            Law.Max(inputs.Select(Ball.Abs)),
            "ℓ∞ to ℓ1"
        );
    }

    // (58) gives the first-order change; this is its remainder. The second derivative of p_i along d is
    // p_i[(d_i − E d)² − Var d], of absolute value at most 4‖d‖∞², which Taylor's theorem halves.
    [Property, Claim("noise-robustness:58")]
    [Claim("softmax-and-cross-entropy:differentiable")]
    [Claim("l2-and-softmax:smooth")]
    [Trait("Kernel", "Softmax")]
    public void The_Jacobian_predicts_small_moves_to_second_order(
        ModerateLogits<T> z,
        ModerateLogits<T> direction,
        int seed
    )
    {
        var w = Moved(z.Values, direction.Values, seed);
        T[] step = [.. w.Zip(z.Values, (x, y) => x - y)];
        // The difference must be exact for J·d to be about this step.
        if (step.Where((d, i) => Ball.Compare(Exact(d), Exact(w[i]) - Exact(z.Values[i])) != Order.Equal).Any())
            return;
        var (outputs, _) = Moves(w, z.Values, T.One);
        var size = Law.Max(step.Select(d => Ball.Abs(Exact(d))));
        foreach (var (move, predicted) in outputs.Zip(Product(z.Values, step, T.One)))
            Law.AtMost(Ball.Abs(move - predicted), 2 * size * size);
    }
}
