// The side that asks: another program's kernels. A crash, a hang or an answer that is none is a fault of the inputs that
// were asked for, and the program is started again.
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace LossProofs.Laws;

/// <summary>A program that speaks the protocol.</summary>
public sealed class PeerProcess : IImplementation, IDisposable
{
    // What a program says of its own end is in its last lines.
    private const int LastLines = 3;

    // An interpreter and its packages may take long to start.
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(1);

    // Short messages: what follows a crash or a hang is not asked.
    private const int MostInputs = 64;

    private readonly string _command;
    private readonly TimeSpan _patience;
    private readonly Dictionary<(Subject, bool), Promises> _promised = [];
    private readonly Queue<string> _errors = new();
    private Process? _process;
    private Stream? _output;

    /// <summary>Starts the program and asks for its kernels.</summary>
    /// <param name="command">A line for the shell.</param>
    /// <param name="patience">How long an answer may take; the greeting, a minute.</param>
    /// <exception cref="ProtocolException">It does not greet as the protocol says.</exception>
    public PeerProcess(string command, TimeSpan patience)
    {
        (_command, _patience) = (command, patience);
        try
        {
            var header = Greet();
            Name =
                Text(header, "name") + (header.TryGetProperty("version", out _) ? " " + Text(header, "version") : "");
            Learn(header);
        }
        catch
        {
            Stop();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Kernels that the program has and the catalogue has not.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    /// <inheritdoc/>
    public Promises? Of(Subject subject, bool single) => _promised.GetValueOrDefault((subject, single));

    /// <inheritdoc/>
    public IReadOnlyList<Answer> Evaluate(Subject subject, bool single, IReadOnlyList<KernelInput> inputs) =>
        [.. inputs.Chunk(MostInputs).SelectMany(chunk => Ask(subject, single, chunk))];

    /// <summary>Ends the program.</summary>
    public void Dispose() => Stop();

    // One message; where it brings the program down, the half that does, until one input is left.
    private Answer[] Ask(Subject subject, bool single, KernelInput[] inputs)
    {
        if (Exchange(subject, single, inputs) is var (answers, fault) && fault is null)
        {
            return answers;
        }

        if (inputs.Length == 1)
        {
            return [new([], fault)];
        }

        var half = inputs.Length / 2;
        var first = Ask(subject, single, inputs[..half]);
        if (Array.Exists(first, answer => answer.Fault?.Kind is FaultKind.Crash or FaultKind.Hang or FaultKind.Garbage))
        {
            return [.. first, .. inputs[half..].Select(_ => Answer.Of(FaultKind.NotAsked, "not asked"))];
        }

        var second = Ask(subject, single, inputs[half..]);
        // Each half alone is answered: it takes them together.
        return Array.Exists(
            second,
            answer => answer.Fault?.Kind is FaultKind.Crash or FaultKind.Hang or FaultKind.Garbage
        )
            ? [.. first, .. second]
            : [new([], fault), .. inputs[1..].Select(_ => Answer.Of(FaultKind.NotAsked, "not asked"))];
    }

    private (Answer[] Answers, Fault? Fault) Exchange(Subject subject, bool single, KernelInput[] inputs)
    {
        try
        {
            if (_process is null)
            {
                Greet();
            }

            var (header, payload) = Within(
                _patience,
                () =>
                {
                    Request(subject, single, inputs);
                    return Reply();
                }
            );
            return (Answers(header, payload, single, inputs.Length), null);
        }
        catch (ProtocolException exception)
        {
            return ([], Breakdown(FaultKind.Garbage, exception.Message));
        }
        catch (TimeoutException exception)
        {
            return ([], Breakdown(FaultKind.Hang, exception.Message));
        }
        catch (IOException)
        {
            return ([], Breakdown(FaultKind.Crash, Ended()));
        }
    }

    private Fault Breakdown(FaultKind kind, string message)
    {
        Stop();
        return new(kind, message);
    }

    private JsonElement Greet()
    {
        Start();
        try
        {
            return Within(
                s_start,
                () =>
                {
                    Messages.Write(
                        _process!.StandardInput.BaseStream,
                        writer => writer.WriteString("message", "hello")
                    );
                    return Reply();
                }
            ).Header;
        }
        catch (IOException)
        {
            throw new ProtocolException($"{Ended()} before its greeting");
        }
        catch (TimeoutException exception)
        {
            throw new ProtocolException($"{exception.Message} to the greeting");
        }
    }

    private void Start()
    {
        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        var start = new ProcessStartInfo(shell, [option, _command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        _process = Process.Start(start)!;
        _output = new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16);
        lock (_errors)
        {
            _errors.Clear();
        }

        _process.ErrorDataReceived += (_, line) =>
        {
            if (string.IsNullOrWhiteSpace(line.Data))
            {
                return;
            }

            lock (_errors)
            {
                _errors.Enqueue(line.Data.Trim());
                while (_errors.Count > LastLines)
                {
                    _errors.Dequeue();
                }
            }
        };
        _process.BeginErrorReadLine();
    }

    private void Stop()
    {
        if (_process is { } process)
        {
            _process = null;
            try
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(_patience);
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }

            process.Dispose();
        }
    }

    // How a program ended whose output is at its end: its status, or its signal, and its last words.
    private string Ended()
    {
        var process = _process!;
        if (!process.WaitForExit(_patience))
        {
            return "closed its output";
        }

        // Without a limit, the last lines of its errors are waited for; a child of its own may hold them open.
        Task.Run(process.WaitForExit).Wait(TimeSpan.FromSeconds(1));
        string said;
        lock (_errors)
        {
            said = string.Join(" | ", _errors);
        }

        return $"ended with status {process.ExitCode}{(said.Length == 0 ? "" : $" ({said})")}";
    }

    // A read or a write on a pipe cannot be cancelled everywhere: the end of the process ends it.
    private TResult Within<TResult>(TimeSpan patience, Func<TResult> exchange)
    {
        var task = Task.Run(exchange);
        try
        {
            if (task.Wait(patience))
            {
                return task.Result;
            }
        }
        catch (AggregateException aggregate)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(aggregate.InnerException!);
        }

        Stop();
        // Its exception, when the pipe breaks, is nobody's.
        _ = task.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        throw new TimeoutException(
            FormattableString.Invariant($"gave no answer within {patience.TotalSeconds:0.###} s")
        );
    }

    private (JsonElement Header, byte[] Payload) Reply() =>
        Messages.Read(_output!) ?? throw new EndOfStreamException("the program ended");

    private void Request(Subject subject, bool single, KernelInput[] inputs)
    {
        using var payload = new MemoryStream();
        foreach (var argument in subject.Arguments)
        {
            foreach (var input in inputs)
            {
                Messages.Append(payload, argument.Of(input), Messages.TypeOf(argument, single));
            }
        }

        Messages.Write(
            _process!.StandardInput.BaseStream,
            writer =>
            {
                writer.WriteString("message", "evaluate");
                writer.WriteString("kernel", subject.Name);
                writer.WriteString("part", subject.PartName);
                writer.WriteString("precision", single ? "float" : "double");
                writer.WriteNumber("cases", inputs.Length);
                writer.WriteStartArray("lengths");
                foreach (var input in inputs)
                {
                    writer.WriteNumberValue(input.Row.Length);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("arguments");
                foreach (var argument in subject.Arguments)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", argument.Name);
                    writer.WriteString("type", Messages.TypeOf(argument, single));
                    writer.WriteString("per", argument.IsVector ? "entry" : "case");
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            },
            payload.ToArray()
        );
    }

    private static Answer[] Answers(JsonElement header, byte[] payload, bool single, int count)
    {
        if (header.TryGetProperty("unsupported", out var unsupported))
        {
            return [.. Enumerable.Repeat(Answer.Of(FaultKind.Refused, $"unsupported: {unsupported}"), count)];
        }

        if (!header.TryGetProperty("lengths", out var array) || array.ValueKind != JsonValueKind.Array)
        {
            throw new ProtocolException(
                "wrote an answer without \"lengths\"; expected the number of results of each case"
            );
        }

        var lengths = new List<int>();
        foreach (var length in array.EnumerateArray())
        {
            lengths.Add(
                length.ValueKind == JsonValueKind.Number && length.TryGetInt32(out var number) && number >= 0
                    ? number
                    : throw new ProtocolException($"wrote a length of {length}; expected a number from 0 up")
            );
        }

        var type = Messages.TypeOf(single);
        if (lengths.Count != count)
        {
            throw new ProtocolException($"answered {lengths.Count} cases; expected {count}");
        }

        if (lengths.Sum(length => (long)length) * Messages.SizeOf(type) != payload.Length)
        {
            throw new ProtocolException(
                $"sent {payload.Length} bytes for {lengths.Sum(length => (long)length)} numbers of type {type}"
            );
        }

        var refused = header.TryGetProperty("refused", out var said) && said.ValueKind == JsonValueKind.Object;
        var at = 0;
        var answers = new Answer[count];
        for (var i = 0; i < count; i++)
        {
            var values = new double[lengths[i]];
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = Messages.Number(payload, at++, type);
            }

            answers[i] =
                refused && said.TryGetProperty($"{i}", out var message)
                    ? Answer.Of(FaultKind.Refused, message.ToString().ReplaceLineEndings(" "))
                    : new(values);
        }

        return answers;
    }

    private void Learn(JsonElement header)
    {
        if (!header.TryGetProperty("kernels", out var kernels) || kernels.ValueKind != JsonValueKind.Array)
        {
            throw new ProtocolException("greeted without \"kernels\"; expected the list of what it has");
        }

        var unknown = new List<string>();
        foreach (var entry in kernels.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object)
            {
                throw new ProtocolException($"greeted with the kernel {entry}; expected an object");
            }

            var (kernel, part) = (
                Text(entry, "kernel"),
                entry.TryGetProperty("part", out _) ? Text(entry, "part") : "value"
            );
            if (Subject.Find(kernel, part) is not { } subject)
            {
                unknown.Add($"{kernel} {part}");
                continue;
            }

            var promises = new Promises(
                entry.TryGetProperty("masks", out var masks) && masks.ValueKind == JsonValueKind.True,
                Fixed(entry, subject)
            );
            var precisions =
                entry.TryGetProperty("precisions", out var listed) && listed.ValueKind == JsonValueKind.Array
                    ? listed.EnumerateArray().Select(precision => precision.ToString()).ToArray()
                    : ["double"];
            foreach (var precision in precisions)
            {
                _promised[
                    (
                        subject,
                        precision switch
                        {
                            "float" => true,
                            "double" => false,
                            _ => throw new ProtocolException(
                                $"greeted with the precision '{precision}'; expected float or double"
                            ),
                        }
                    )
                ] = promises;
            }
        }

        Unknown = unknown;
    }

    private static Dictionary<string, double> Fixed(JsonElement entry, Subject subject)
    {
        var values = new Dictionary<string, double>();
        if (entry.TryGetProperty("fixed", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in given.EnumerateObject())
            {
                values[member.Name] =
                    member.Value.ValueKind == JsonValueKind.Number
                    && subject.Arguments.Any(argument =>
                        argument.Name == member.Name && argument.Place == Place.Parameter
                    )
                        ? member.Value.GetDouble()
                        : throw new ProtocolException(
                            $"fixes '{member.Name}' of {subject} at {member.Value}; expected a parameter and its number"
                        );
            }
        }

        return values;
    }

    private static string Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new ProtocolException($"greeted without \"{member}\"; expected a text");
}
