// Kernels as C# functions: spans in, spans out.
using System.Numerics;

namespace LossProofs.Laws;

/// <summary>The arguments of one evaluation.</summary>
public readonly ref struct Arguments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Subject _subject;
    private readonly KernelInput _input;

    internal Arguments(Subject subject, KernelInput input) => (_subject, _input) = (subject, input);

    /// <summary>The logits; for other first arguments see <see cref="Vector"/>.</summary>
    public ReadOnlySpan<T> Logits => Narrow(_input.Row);

    /// <summary>The class that is the label, counted from 0.</summary>
    public int Label => _input.Label;

    /// <summary>The number of entries of the row.</summary>
    public int Count => _input.Row.Length;

    /// <summary>An argument with as many entries as the row: "targets", "class-weights", "positives" (1 and 0).</summary>
    /// <exception cref="ArgumentException">The kernel has no such argument.</exception>
    public ReadOnlySpan<T> Vector(string name) => Narrow(Argument(name).Of(_input));

    /// <summary>A parameter: "gamma", "temperature".</summary>
    /// <exception cref="ArgumentException">The kernel has no such argument.</exception>
    public T Number(string name) => T.CreateTruncating(Argument(name).Of(_input)[0]);

    private Argument Argument(string name) =>
        _subject.Arguments.FirstOrDefault(argument => argument.Name == name)
        ?? throw new ArgumentException(
            $"{_subject} has no argument '{name}'; it has {string.Join(", ", _subject.Arguments.Select(each => each.Name))}",
            nameof(name)
        );

    private static T[] Narrow(double[] values) => Array.ConvertAll(values, T.CreateTruncating);
}

/// <summary>Computes one number.</summary>
public delegate T ValueFunction<T>(Arguments<T> arguments)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Computes as many numbers as the row has.</summary>
public delegate void VectorFunction<T>(Arguments<T> arguments, Span<T> result)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>An implementation that is made of functions.</summary>
/// <param name="name">What it is called.</param>
public sealed class Delegates(string name) : IImplementation
{
    private readonly Dictionary<(Subject, bool), (Func<KernelInput, double[]> Compute, Promises Promises)> _functions =
    [];

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Adds the loss of a catalogue name, in the precision of <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentException">No kernel with one number as its value has that name.</exception>
    public Delegates Loss<T>(string kernel, ValueFunction<T> function, Promises? promises = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Add<T>(
            Named(kernel, Part.Value, isVector: false),
            (subject, input) => [double.CreateChecked(function(new(subject, input)))],
            promises
        );

    /// <summary>Adds a function whose value has an entry for each of the row's: softmax, sigmoid.</summary>
    /// <exception cref="ArgumentException">No kernel with such a value has that name.</exception>
    public Delegates Value<T>(string kernel, VectorFunction<T> function, Promises? promises = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Add(Named(kernel, Part.Value, isVector: true), function, promises);

    /// <summary>Adds the gradient of a catalogue name.</summary>
    /// <exception cref="ArgumentException">No kernel with a gradient has that name.</exception>
    public Delegates Gradient<T>(string kernel, VectorFunction<T> function, Promises? promises = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Add(Named(kernel, Part.Gradient, isVector: true), function, promises);

    /// <inheritdoc/>
    public Promises? Of(Subject subject, bool single) =>
        _functions.TryGetValue((subject, single), out var known) ? known.Promises : null;

    /// <inheritdoc/>
    public IReadOnlyList<Answer> Evaluate(Subject subject, bool single, IReadOnlyList<KernelInput> inputs)
    {
        var compute = _functions[(subject, single)].Compute;
        return [.. inputs.Select(Answered)];

        Answer Answered(KernelInput input)
        {
            try
            {
                return new(compute(input));
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Whatever a kernel throws on a legal input is its finding.
                return Answer.Of(
                    FaultKind.Refused,
                    $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}"
                );
            }
        }
    }

    private Delegates Add<T>(Subject subject, VectorFunction<T> function, Promises? promises)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Add<T>(
            subject,
            (subject, input) =>
            {
                var result = new T[subject.ResultLength(input)];
                // Entries that are not written are found.
                Array.Fill(result, T.NaN);
                function(new(subject, input), result);
                return Array.ConvertAll(result, double.CreateChecked);
            },
            promises
        );

    private Delegates Add<T>(Subject subject, Func<Subject, KernelInput, double[]> compute, Promises? promises)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new ArgumentException(
                $"{typeof(T).Name} is not a precision; expected float or double",
                nameof(compute)
            );
        }

        _functions[(subject, typeof(T) == typeof(float))] = (
            input => compute(subject, input),
            promises ?? Promises.Plain
        );
        return this;
    }

    private static Subject Named(string kernel, Part part, bool isVector) =>
        Subject.All.FirstOrDefault(subject =>
            subject.Name == kernel && subject.Part == part && subject.IsVector == isVector
        )
        ?? throw new ArgumentException(
            $"'{kernel}' is no kernel with such a result; expected one of "
                + string.Join(
                    ", ",
                    Subject.All.Where(each => each.Part == part && each.IsVector == isVector).Select(each => each.Name)
                ),
            nameof(kernel)
        );
}
