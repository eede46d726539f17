// ONNX models under the laws: what `lossproofs conform --onnx MODEL` runs. A folder stands for the models in it.
using LossProofs.Laws;
using LossProofs.Peers.Onnx;

string[] files = [.. args.SelectMany(path => Directory.Exists(path) ? Directory.GetFiles(path, "*.onnx") : [path])];
if (files.Length == 0)
{
    Console.Error.WriteLine(
        $"lossproofs-onnx: {(args is [var folder, ..] ? $"{folder}: there is no model in this folder" : "no model is given")}; "
            + "expected the path of a model or of a folder with models"
    );
    return 2;
}

var models = new List<Model>();
foreach (var file in files.Order(StringComparer.Ordinal))
{
    try
    {
        models.Add(new Model(file));
    }
    catch (Exception exception) when (exception is ArgumentException or Microsoft.ML.OnnxRuntime.OnnxRuntimeException)
    {
        // An operator that the runtime has not in this precision; the other models are served.
        Console.Error.WriteLine($"lossproofs-onnx: {file}: {exception.Message.ReplaceLineEndings(" ")}");
    }
}

if (models.Count == 0)
{
    return 2;
}

Peer.Serve(new Models(models), Console.OpenStandardInput(), Console.OpenStandardOutput());
return 0;
