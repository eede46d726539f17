// The side that has kernels: C# programs that speak the protocol on standard input and output.
using System.Text.Json;

namespace LossProofs.Laws;

/// <summary>Serves an implementation to <c>lossproofs conform</c>.</summary>
public static class Peer
{
    /// <summary>Answers messages until the input ends. What else the program prints must not go to this output.</summary>
    /// <param name="implementation">The kernels.</param>
    /// <param name="input">Usually standard input.</param>
    /// <param name="output">Usually standard output.</param>
    /// <exception cref="ProtocolException">A message is none of the protocol.</exception>
    public static void Serve(IImplementation implementation, Stream input, Stream output)
    {
        using var buffered = new BufferedStream(input);
        while (Messages.Read(buffered) is var (header, payload))
        {
            if (header.TryGetProperty("kernel", out _))
            {
                Evaluate(implementation, header, payload, output);
            }
            else
            {
                Messages.Write(output, writer => Greet(implementation, writer));
            }
        }
    }

    private static void Greet(IImplementation implementation, Utf8JsonWriter writer)
    {
        writer.WriteString("name", implementation.Name);
        writer.WriteStartArray("kernels");
        foreach (var subject in Subject.All)
        {
            foreach (var single in new[] { false, true })
            {
                if (implementation.Of(subject, single) is not { } promises)
                {
                    continue;
                }

                writer.WriteStartObject();
                writer.WriteString("kernel", subject.Name);
                writer.WriteString("part", subject.PartName);
                writer.WriteStartArray("precisions");
                writer.WriteStringValue(single ? "float" : "double");
                writer.WriteEndArray();
                writer.WriteBoolean("masks", promises.Masks);
                writer.WriteStartObject("fixed");
                foreach (var (name, value) in promises.Fixed)
                {
                    writer.WriteNumber(name, value);
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    private static void Evaluate(IImplementation implementation, JsonElement header, byte[] payload, Stream output)
    {
        var (kernel, part) = (header.GetProperty("kernel").GetString()!, header.GetProperty("part").GetString()!);
        var single = header.GetProperty("precision").GetString() == "float";
        if (Subject.Find(kernel, part) is not { } subject || implementation.Of(subject, single) is null)
        {
            Messages.Write(output, writer => writer.WriteString("unsupported", $"{kernel} {part}"));
            return;
        }

        var answers = implementation.Evaluate(subject, single, Inputs(subject, single, header, payload));
        using var values = new MemoryStream();
        foreach (var answer in answers)
        {
            Messages.Append(values, answer.Values, Messages.TypeOf(single));
        }

        Messages.Write(
            output,
            writer =>
            {
                writer.WriteStartArray("lengths");
                foreach (var answer in answers)
                {
                    writer.WriteNumberValue(answer.Values.Length);
                }

                writer.WriteEndArray();
                writer.WriteStartObject("refused");
                foreach (var (i, answer) in answers.Index())
                {
                    if (answer.Fault is { } fault)
                    {
                        writer.WriteString($"{i}", fault.Message);
                    }
                }

                writer.WriteEndObject();
            },
            values.ToArray()
        );
    }

    private static KernelInput[] Inputs(Subject subject, bool single, JsonElement header, byte[] payload)
    {
        int[] lengths = [.. header.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt32())];
        var inputs = lengths.Select(_ => new KernelInput([], [], 0, new double[ParametersOf(subject)])).ToArray();
        var rest = payload.AsSpan();
        foreach (var argument in subject.Arguments)
        {
            var type = Messages.TypeOf(argument, single);
            for (var i = 0; i < inputs.Length; i++)
            {
                var values = new double[argument.IsVector ? lengths[i] : 1];
                for (var j = 0; j < values.Length; j++)
                {
                    values[j] = Messages.Number(rest, j, type);
                }

                rest = rest[(values.Length * Messages.SizeOf(type))..];
                inputs[i] = argument.Place switch
                {
                    Place.Row => inputs[i] with { Row = values },
                    Place.Label => inputs[i] with { Label = (int)values[0] },
                    Place.Parameter => WithParameter(inputs[i], argument.Index, values[0]),
                    _ => inputs[i] with { Second = values },
                };
            }
        }

        return inputs;
    }

    private static int ParametersOf(Subject subject) =>
        subject.Arguments.Count(argument => argument.Place == Place.Parameter);

    private static KernelInput WithParameter(KernelInput input, int index, double value)
    {
        input.Parameters[index] = value;
        return input;
    }
}
