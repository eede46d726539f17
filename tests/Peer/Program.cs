// A small program with kernels, right and wrong ones, for the tests of `lossproofs conform`.
using LossProofs.Laws;

var kernels = new Delegates("small peer 1.0");
switch (args)
{
    case ["right"]:
        kernels.Value<double>(
            "sigmoid",
            (x, result) =>
            {
                for (var i = 0; i < result.Length; i++)
                {
                    var e = Math.Exp(-Math.Abs(x.Logits[i]));
                    result[i] = x.Logits[i] < 0 ? e / (1 + e) : 1 / (1 + e);
                }
            }
        );
        break;
    case ["naive-focal"]:
        kernels.Loss<double>("focal", Focal);
        break;
    // It ends, hangs, and gives too much where a row has more than two entries.
    case ["crash"]:
        kernels.Loss<double>("focal", x => x.Count > 2 ? throw End() : 0);
        break;
    case ["hang"]:
        kernels.Loss<double>("focal", x => x.Count > 2 ? Sleep() : 0);
        break;
    case ["wrong-shape"]:
        Serve(new WrongShape());
        return;
    case ["refuses"]:
        kernels.Loss<double>("focal", x => x.Count > 2 ? throw new NotSupportedException("at most two") : 0);
        break;
    case ["garbage"]:
        Console.WriteLine("loading weights ...");
        break;
    case ["silent"]:
        return;
}

Serve(kernels);

static void Serve(IImplementation implementation) =>
    Peer.Serve(implementation, Console.OpenStandardInput(), Console.OpenStandardOutput());

static double Focal(Arguments<double> x)
{
    var largest = double.NegativeInfinity;
    foreach (var logit in x.Logits)
        largest = Math.Max(largest, logit);
    var sum = 0.0;
    foreach (var logit in x.Logits)
        sum += Math.Exp(logit - largest);
    var p = Math.Exp(x.Logits[x.Label] - largest) / sum;
    return -x.Number("alpha") * Math.Pow(1 - p, x.Number("beta")) * Math.Log(p);
}

static Exception End()
{
    Console.Error.WriteLine("out of luck");
    Environment.Exit(3);
    return new InvalidOperationException();
}

static double Sleep()
{
    Thread.Sleep(Timeout.Infinite);
    return 0;
}

/// <summary>A gradient with an entry too many.</summary>
internal sealed class WrongShape : IImplementation
{
    public string Name => "small peer 1.0";

    public Promises? Of(Subject subject, bool single) =>
        subject is { Name: "focal", Part: Part.Gradient } && !single ? Promises.Plain : null;

    public IReadOnlyList<Answer> Evaluate(Subject subject, bool single, IReadOnlyList<KernelInput> inputs) =>
        [.. inputs.Select(input => new Answer(new double[input.Row.Length + 1]))];
}
