// System.Numerics.Tensors under the names of LossProofs: `lossproofs conform --command 'dotnet run --project peers/tensor-primitives'`.
using System.Numerics;
using System.Numerics.Tensors;
using LossProofs.Laws;

// It knows no temperature.
var plain = new Promises(Masks: false, new Dictionary<string, double> { ["temperature"] = 1 });
var version = typeof(TensorPrimitives).Assembly.GetName().Version!.ToString(3);
var kernels = new Delegates($"TensorPrimitives {version} on .NET {Environment.Version}");
Add<float>();
Add<double>();
Peer.Serve(kernels, Console.OpenStandardInput(), Console.OpenStandardOutput());

void Add<T>()
    where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    kernels
        .Value<T>("softmax", (x, result) => TensorPrimitives.SoftMax(x.Logits, result), plain)
        .Value<T>("sigmoid", (x, result) => TensorPrimitives.Sigmoid(x.Logits, result));
