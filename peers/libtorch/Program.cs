// The operators of LibTorch that PyTorch's functions and their autograd call, under the names of LossProofs:
// `lossproofs conform --command 'dotnet run --project peers/libtorch'`.
using System.Numerics;
using LossProofs.Laws;
using LossProofs.Peers.LibTorch;
using Argument = LossProofs.Peers.LibTorch.Argument;

// It knows no temperature.
var plain = new Promises(Masks: false, new Dictionary<string, double> { ["temperature"] = 1 });
var kernels = new Delegates("LibTorch 2.10.0");
Losses<float>.Add(kernels, plain);
Losses<double>.Add(kernels, plain);
Peer.Serve(kernels, Console.OpenStandardInput(), Console.OpenStandardOutput());

internal static class Losses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    // at::Reduction
    private const long Mean = 1;
    private const long Sum = 2;
    private const long IgnoreNone = -100;

    // The defaults of softplus: β, and where it becomes linear.
    private const double Beta = 1;
    private const double Threshold = 20;

    public static void Add(Delegates kernels, Promises plain) =>
        kernels
            .Value<T>("softmax", (x, result) => Row("_softmax", x.Logits, result, Entries(x.Logits), 1, false), plain)
            .Gradient<T>("softmax", SoftmaxGradient, plain)
            .Value<T>(
                "log-softmax",
                (x, result) => Row("_log_softmax", x.Logits, result, Entries(x.Logits), 1, false),
                plain
            )
            .Value<T>("sigmoid", (x, result) => Row("sigmoid", x.Logits, result, Entries(x.Logits)))
            .Gradient<T>("sigmoid", SigmoidGradient)
            .Loss<T>("logsumexp", x => LogSumExp(x.Logits))
            .Gradient<T>("logsumexp", LogSumExpGradient)
            .Value<T>("softplus", Softplus)
            .Gradient<T>("softplus", SoftplusGradient)
            .Loss<T>("entropy", Entropy, plain)
            .Gradient<T>("entropy", EntropyGradient, plain)
            .Loss<T>(
                "entropy-of-probabilities",
                x => Total(Torch.Call<T>("special_entr", 1, Entries(x.Vector("probabilities")))[0])
            )
            .Loss<T>("cross-entropy", x => CrossEntropy(x, Label(x), Argument.None, Mean))
            .Gradient<T>("cross-entropy", (x, gradient) => LabelGradient(x, [], Mean, gradient))
            .Loss<T>(
                "cross-entropy-of-targets",
                x => CrossEntropy(x, Entries(x.Vector("targets")), Argument.None, Mean)
            )
            .Gradient<T>("cross-entropy-of-targets", TargetGradient)
            .Loss<T>(
                "weighted-cross-entropy",
                x => CrossEntropy(x, Label(x), Argument.Some(Vector(x.Vector("class-weights"))), Sum)
            )
            .Gradient<T>(
                "weighted-cross-entropy",
                (x, gradient) => LabelGradient(x, x.Vector("class-weights"), Sum, gradient)
            )
            .Loss<T>(
                "label-smoothing",
                x => CrossEntropy(x, Label(x), Argument.None, Mean, double.CreateChecked(x.Number("alpha")))
            )
            .Gradient<T>("label-smoothing", SmoothedGradient)
            .Loss<T>("kullback-leibler", KullbackLeibler)
            .Gradient<T>("kullback-leibler", TargetGradient)
            .Loss<T>(
                "binary-cross-entropy",
                x =>
                    One(
                        "binary_cross_entropy_with_logits",
                        Entries(x.Logits),
                        Entries(x.Vector("targets")),
                        Argument.None,
                        Argument.None,
                        Sum
                    )
            )
            .Gradient<T>("binary-cross-entropy", BinaryGradient)
            .Loss<T>(
                "squared-error",
                x => One("mse_loss", Entries(x.Logits), Entries(x.Vector("targets")), Sum) / T.CreateChecked(2)
            )
            .Gradient<T>("squared-error", SquaredErrorGradient);

    private static void SoftmaxGradient(Arguments<T> x, Span<T> gradient)
    {
        using var p = Torch.Call<T>("_softmax", 1, Entries(x.Logits), 1, false)[0];
        Row("_softmax_backward_data", x.Logits, gradient, Entries(x.Vector("vector")), p, 1, Torch.KindOf<T>());
    }

    private static void SigmoidGradient(Arguments<T> x, Span<T> gradient)
    {
        using var value = Torch.Call<T>("sigmoid", 1, Entries(x.Logits))[0];
        Row("sigmoid_backward", x.Logits, gradient, Same(T.One, x.Count), value);
    }

    private static T LogSumExp(ReadOnlySpan<T> logits)
    {
        using var row = new Tensor<T>(logits, 1, logits.Length);
        using var result = Torch.LogSumExp(row, 1);
        return result.Entries(1)[0];
    }

    // As autograd has it: exp(z − logsumexp(z))
    private static void LogSumExpGradient(Arguments<T> x, Span<T> gradient)
    {
        Row("exp", x.Logits, gradient, Entries(Shifted(x)));
    }

    private static void Softplus(Arguments<T> x, Span<T> result)
    {
        using var row = new Tensor<T>(x.Logits, x.Count);
        using var value = Torch.Softplus(row, Beta, Threshold);
        value.Entries(x.Count).CopyTo(result);
    }

    private static void SoftplusGradient(Arguments<T> x, Span<T> gradient)
    {
        var ones = new T[x.Count];
        Array.Fill(ones, T.One);
        using var row = new Tensor<T>(x.Logits, x.Count);
        using var outer = new Tensor<T>(ones, x.Count);
        using var value = Torch.SoftplusBackward(outer, row, Beta, Threshold);
        value.Entries(x.Count).CopyTo(gradient);
    }

    // torch.distributions.Categorical(logits).entropy(): s = z − logsumexp(z), then −Σ max(s, the least number)·softmax(s).
    private static T Entropy(Arguments<T> x)
    {
        var terms = Shifted(x);
        using var p = Torch.Call<T>("_softmax", 1, Entries(terms), 1, false)[0];
        var probabilities = p.Entries(x.Count);
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] = T.Max(terms[i], T.MinValue) * probabilities[i];
        }

        return -One("sum", Entries(terms), Argument.None);
    }

    // As autograd has it: the slopes in s by both factors, and those of s in z, of which each takes the sum from all.
    private static void EntropyGradient(Arguments<T> x, Span<T> gradient)
    {
        var shifted = Shifted(x);
        using var p = Torch.Call<T>("_softmax", 1, Entries(shifted), 1, false)[0];
        var outer = Array.ConvertAll(shifted, s => -T.Max(s, T.MinValue));
        Row("_softmax_backward_data", x.Logits, gradient, Entries(outer), p, 1, Torch.KindOf<T>());
        var probabilities = p.Entries(x.Count);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] += shifted[i] >= T.MinValue ? -probabilities[i] : T.Zero;
        }

        var sum = One("sum", Entries(gradient), Argument.None);
        using var weights = Torch.Call<T>("exp", 1, Entries(shifted))[0];
        var all = weights.Entries(x.Count);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] += -sum * all[i];
        }
    }

    private static T[] Shifted(Arguments<T> x)
    {
        var total = LogSumExp(x.Logits);
        var shifted = x.Logits.ToArray();
        for (var i = 0; i < shifted.Length; i++)
        {
            shifted[i] -= total;
        }

        return shifted;
    }

    private static T Total(Tensor<T> terms)
    {
        using (terms)
        {
            return One("sum", terms, Argument.None);
        }
    }

    private static T CrossEntropy(Arguments<T> x, Argument target, Argument weight, long reduction, double alpha = 0) =>
        One("cross_entropy_loss", Entries(x.Logits), target, weight, reduction, IgnoreNone, alpha);

    private static void LabelGradient(Arguments<T> x, ReadOnlySpan<T> weights, long reduction, Span<T> gradient)
    {
        using var logarithms = Logarithms(x);
        using var inner = LikelihoodGradient(x, logarithms, weights, reduction, T.One);
        Row("_log_softmax_backward_data", x.Logits, gradient, inner, logarithms, 1, Torch.KindOf<T>());
    }

    // (1 − α)·nll + (α/K)·Σ −log p_j: autograd adds the slopes of both in the logarithms.
    private static void SmoothedGradient(Arguments<T> x, Span<T> gradient)
    {
        var alpha = x.Number("alpha");
        using var logarithms = Logarithms(x);
        using var likelihood = LikelihoodGradient(
            x,
            logarithms,
            [],
            Mean,
            T.CreateChecked(1 - double.CreateChecked(alpha))
        );
        var smooth = T.CreateChecked(double.CreateChecked(alpha) / x.Count);
        var inner = Array.ConvertAll(likelihood.Entries(x.Count), slope => slope - smooth);
        Row("_log_softmax_backward_data", x.Logits, gradient, Entries(inner), logarithms, 1, Torch.KindOf<T>());
    }

    private static Tensor<T> Logarithms(Arguments<T> x) =>
        Torch.Call<T>("_log_softmax", 1, Entries(x.Logits), 1, false)[0];

    // The slope of the negative log-likelihood in the logarithms, times what comes from outside.
    private static Tensor<T> LikelihoodGradient(
        Arguments<T> x,
        Tensor<T> logarithms,
        ReadOnlySpan<T> weights,
        long reduction,
        T outer
    )
    {
        var forward = Torch.Call<T>(
            "nll_loss_forward",
            2,
            logarithms,
            Label(x),
            Weight(weights),
            reduction,
            IgnoreNone
        );
        using var loss = forward[0];
        using var total = forward[1];
        using var slope = new Tensor<T>([outer]);
        return Torch.Call<T>(
            "nll_loss_backward",
            1,
            slope,
            logarithms,
            Label(x),
            Weight(weights),
            reduction,
            IgnoreNone,
            total
        )[0];
    }

    // Σ −y_j log p_j, of which −y is the gradient in the logarithms.
    private static void TargetGradient(Arguments<T> x, Span<T> gradient)
    {
        using var logarithms = Logarithms(x);
        var inner = x.Vector("targets").ToArray();
        for (var i = 0; i < inner.Length; i++)
        {
            inner[i] = -inner[i];
        }

        Row("_log_softmax_backward_data", x.Logits, gradient, Entries(inner), logarithms, 1, Torch.KindOf<T>());
    }

    private static T KullbackLeibler(Arguments<T> x)
    {
        using var logarithms = Logarithms(x);
        return One("kl_div", logarithms, Entries(x.Vector("targets")), Sum, false);
    }

    // As autograd has it: (sigmoid(x) − t)·1
    private static void BinaryGradient(Arguments<T> x, Span<T> gradient)
    {
        using var value = Torch.Call<T>("sigmoid", 1, Entries(x.Logits))[0];
        var sigmoid = value.Entries(x.Count);
        var targets = x.Vector("targets");
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = sigmoid[i] - targets[i];
        }
    }

    private static void SquaredErrorGradient(Arguments<T> x, Span<T> gradient)
    {
        using var half = new Tensor<T>([T.One / T.CreateChecked(2)]);
        Row("mse_loss_backward", x.Logits, gradient, half, Entries(x.Logits), Entries(x.Vector("targets")), Sum);
    }

    // A batch of one row.
    private static Argument Entries(ReadOnlySpan<T> values)
    {
        using var tensor = new Tensor<T>(values, 1, values.Length);
        return tensor;
    }

    private static Argument Vector(ReadOnlySpan<T> values)
    {
        using var tensor = new Tensor<T>(values, values.Length);
        return tensor;
    }

    private static Argument Weight(ReadOnlySpan<T> values) =>
        values.IsEmpty ? Argument.None : Argument.Some(Vector(values));

    private static Argument Label(Arguments<T> x)
    {
        using var tensor = new Tensor<long>([x.Label], 1);
        return tensor;
    }

    private static Argument Same(T value, int count)
    {
        var values = new T[count];
        Array.Fill(values, value);
        return Entries(values);
    }

    private static T One(string name, params ReadOnlySpan<Argument> arguments)
    {
        using var result = Torch.Call<T>(name, 1, arguments)[0];
        return result.Entries(1)[0];
    }

    private static void Row(string name, ReadOnlySpan<T> like, Span<T> result, params ReadOnlySpan<Argument> arguments)
    {
        using var row = Torch.Call<T>(name, 1, arguments)[0];
        row.Entries(like.Length).CopyTo(result);
    }
}
