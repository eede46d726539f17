// What is under test: it knows the catalogue's names and nothing of the laws.
namespace LossProofs.Laws;

/// <summary>Someone's kernels.</summary>
public interface IImplementation
{
    /// <summary>What it is called, with its version: "NumPy 1.24.2".</summary>
    string Name { get; }

    /// <summary>How it has a subject in <c>float</c> (<paramref name="single"/>) or <c>double</c>; null: it has not.</summary>
    Promises? Of(Subject subject, bool single);

    /// <summary>Computes a subject that it has, in one precision, on legal inputs; an answer for each, in order.</summary>
    IReadOnlyList<Answer> Evaluate(Subject subject, bool single, IReadOnlyList<KernelInput> inputs);
}

/// <summary>What the documentation of an implementation promises of a kernel, beyond having it.</summary>
/// <param name="Masks">Whether it takes −∞ as a logit that counts for nothing.</param>
/// <param name="Fixed">Parameters that it does not take, with the value that it always has: temperature 1.</param>
public sealed record Promises(bool Masks, IReadOnlyDictionary<string, double> Fixed)
{
    /// <summary>Finite logits, every parameter.</summary>
    public static Promises Plain { get; } = new(false, new Dictionary<string, double>());

    /// <summary>The input with the fixed parameters; null where it has masks that are not promised.</summary>
    public KernelInput? Limit(Subject subject, KernelInput input)
    {
        if (!Masks && input.Row.Any(double.IsNegativeInfinity))
        {
            return null;
        }

        var parameters = (double[])input.Parameters.Clone();
        foreach (var argument in subject.Arguments.Where(argument => argument.Place == Place.Parameter))
        {
            parameters[argument.Index] = Fixed.GetValueOrDefault(argument.Name, parameters[argument.Index]);
        }

        return input with
        {
            Parameters = parameters,
        };
    }
}

/// <summary>How an implementation can fail to give a result.</summary>
public enum FaultKind
{
    /// <summary>It refused a legal input, or threw.</summary>
    Refused,

    /// <summary>It gave another number of results than there are.</summary>
    WrongShape,

    /// <summary>Its process ended.</summary>
    Crash,

    /// <summary>It did not answer in time.</summary>
    Hang,

    /// <summary>It answered with what is no answer.</summary>
    Garbage,

    /// <summary>It was not asked: it had crashed or hung on another input of the same message.</summary>
    NotAsked,
}

/// <summary>A result that is missing.</summary>
/// <param name="Kind">How.</param>
/// <param name="Message">In words.</param>
public sealed record Fault(FaultKind Kind, string Message);

/// <summary>What an implementation gave for an input: values (floats are widened) or a fault.</summary>
public sealed record Answer(double[] Values, Fault? Fault = null)
{
    /// <summary>No values.</summary>
    public static Answer Of(FaultKind kind, string message) => new([], new(kind, message));
}
