// A model as a kernel of the catalogue: which one, its metadata or its name tells; its inputs have the arguments' names.
using System.Globalization;
using LossProofs.Laws;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LossProofs.Peers.Onnx;

/// <summary>
/// A model: the kernel is its metadata "lossproofs.kernel" ("focal" or "focal gradient") or else the name of its file; a
/// parameter that is no input is fixed by "lossproofs.fixed" ("temperature=1;alpha=0.1").
/// </summary>
internal sealed class Model
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly List<Argument> _inputs = [];

    public Model(string file)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(file, settings);
        var metadata = _session.ModelMetadata.CustomMetadataMap;
        var name = metadata.GetValueOrDefault(
            "lossproofs.kernel",
            Path.GetFileNameWithoutExtension(file).Split('.')[0]
        );
        Subject =
            name.Split(' ') switch
            {
                [var kernel] => Subject.Find(kernel, "value"),
                [var kernel, var part] => Subject.Find(kernel, part),
                _ => null,
            }
            ?? throw new ArgumentException(
                $"'{name}' is no kernel of the catalogue; 'lossproofs conform --list' has them"
            );

        var set = Fixed(metadata.GetValueOrDefault("lossproofs.fixed", ""));
        Promises = new(metadata.GetValueOrDefault("lossproofs.masks", "false") == "true", set);
        foreach (var argument in Subject.Arguments)
        {
            if (_session.InputMetadata.ContainsKey(argument.Name))
            {
                _inputs.Add(argument);
            }
            else if (!set.ContainsKey(argument.Name))
            {
                throw new ArgumentException(
                    $"the model has no input '{argument.Name}' and does not fix it; it has "
                        + string.Join(", ", _session.InputMetadata.Keys)
                );
            }
        }

        foreach (var input in _session.InputMetadata.Keys.Where(input => !_inputs.Exists(each => each.Name == input)))
        {
            throw new ArgumentException(
                $"the model has an input '{input}'; {Subject} has the arguments "
                    + string.Join(", ", Subject.Arguments.Select(argument => argument.Name))
            );
        }

        var row = _session.InputMetadata[Subject.Arguments[0].Name].ElementDataType;
        Single = row switch
        {
            TensorElementType.Float => true,
            TensorElementType.Double => false,
            _ => throw new ArgumentException($"its first input is {row}; expected Float or Double"),
        };
        foreach (var argument in _inputs)
        {
            CheckType(argument.Name, _session.InputMetadata[argument.Name], argument.Place == Place.Label);
        }

        CheckType(_session.OutputNames[0], _session.OutputMetadata[_session.OutputNames[0]], isLabel: false);
    }

    private Dictionary<string, double> Fixed(string text)
    {
        var values = new Dictionary<string, double>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            values[part.Split('=')[0]] =
                part.Split('=') is [var name, var number]
                && Subject.Arguments.Any(argument => argument.Name == name && argument.Place == Place.Parameter)
                && double.TryParse(number, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw new ArgumentException(
                        $"'lossproofs.fixed' says '{part}'; expected a parameter of {Subject} and its number, as 'temperature=1'"
                    );
        }

        return values;
    }

    private void CheckType(string name, NodeMetadata node, bool isLabel)
    {
        var expected =
            isLabel ? TensorElementType.Int64
            : Single ? TensorElementType.Float
            : TensorElementType.Double;
        if (!node.IsTensor || node.ElementDataType != expected)
        {
            throw new ArgumentException(
                $"its '{name}' is {(node.IsTensor ? node.ElementDataType : "no tensor")}; expected {expected}"
            );
        }
    }

    public Subject Subject { get; }

    public Promises Promises { get; }

    public bool Single { get; }

    public Answer Evaluate(KernelInput input)
    {
        var values = new Dictionary<string, OrtValue>();
        try
        {
            foreach (var argument in _inputs)
            {
                values[argument.Name] = Tensor(argument, argument.Of(input));
            }

            using var results = _session.Run(_options, values, [_session.OutputNames[0]]);
            return new(
                Single
                    ? Array.ConvertAll(results[0].GetTensorDataAsSpan<float>().ToArray(), value => (double)value)
                    : results[0].GetTensorDataAsSpan<double>().ToArray()
            );
        }
        catch (OnnxRuntimeException exception)
        {
            return Answer.Of(FaultKind.Refused, exception.Message.ReplaceLineEndings(" "));
        }
        finally
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }
        }
    }

    // A vector lies along the last dimension, whatever the rank.
    private OrtValue Tensor(Argument argument, double[] values)
    {
        var rank = _session.InputMetadata[argument.Name].Dimensions.Length;
        var shape = Enumerable.Repeat(1L, rank).ToArray();
        if (rank > 0)
        {
            shape[^1] = values.Length;
        }

        return argument.Place switch
        {
            Place.Label => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (long)value), shape),
            _ when Single => OrtValue.CreateTensorValueFromMemory(
                Array.ConvertAll(values, value => (float)value),
                shape
            ),
            _ => OrtValue.CreateTensorValueFromMemory(values, shape),
        };
    }
}

/// <summary>Several models as one implementation.</summary>
internal sealed class Models(IReadOnlyList<Model> models) : IImplementation
{
    public string Name { get; } = $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}";

    public Promises? Of(Subject subject, bool single) => Find(subject, single)?.Promises;

    public IReadOnlyList<Answer> Evaluate(Subject subject, bool single, IReadOnlyList<KernelInput> inputs)
    {
        var model = Find(subject, single)!;
        return [.. inputs.Select(model.Evaluate)];
    }

    private Model? Find(Subject subject, bool single) =>
        models.FirstOrDefault(model => model.Subject == subject && model.Single == single);
}
