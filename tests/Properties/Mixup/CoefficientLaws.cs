// The coefficient of mixup: λ belongs to the first sample, 1 − λ to the second.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class CoefficientLawsInSingle : CoefficientLaws<float>;

public sealed class CoefficientLawsInDouble : CoefficientLaws<double>;

public abstract class CoefficientLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property, Claim("gamma-cross-entropy:52")]
    [Trait("Kernel", "Mixup")]
    public void A_mixed_target_is_lambda_of_the_first_and_the_rest_of_the_second(
        DistributionPair<T> pair,
        Probability<T> lambda
    )
    {
        var mixed = Row(pair.P.Length, to => Mixup.Targets(pair.P, pair.Q, lambda.Value, to));
        for (var i = 0; i < mixed.Length; i++)
            Law.Rounds(
                mixed[i],
                Exact(lambda.Value) * Exact(pair.P[i]) + (1 - Exact(lambda.Value)) * Exact(pair.Q[i]),
                $"entry {i} of the mixed target"
            );
    }

    [Property, Claim("soft-label-multilabel:41")]
    [Trait("Kernel", "Mixup")]
    public void A_mixed_binary_target_is_lambda_of_the_first_and_the_rest_of_the_second(
        Probability<T> first,
        Probability<T> second,
        Probability<T> lambda
    ) =>
        Law.Rounds(
            Mixup.Binary(first.Value, second.Value, lambda.Value),
            Exact(lambda.Value) * Exact(first.Value) + (1 - Exact(lambda.Value)) * Exact(second.Value),
            "the mixed target"
        );

    [Property, Claim("gamma-cross-entropy:52")]
    [Trait("Kernel", "Mixup")]
    public void Two_labels_are_mixed_as_their_one_hot_targets(byte first, byte second, byte more, Probability<T> lambda)
    {
        var classes = Math.Max(first, second) % 8 + 1 + more % 3;
        var (one, other) = (first % classes, second % classes);
        Law.SameBits<T>(
            Row(classes, to => Mixup.Targets(one, other, lambda.Value, to)),
            Row(classes, to => Mixup.Targets(OneHot(classes, one), OneHot(classes, other), lambda.Value, to)),
            "the mixed labels"
        );
    }

    private static T[] OneHot(int classes, int label)
    {
        var target = new T[classes];
        target[label] = T.One;
        return target;
    }
}
