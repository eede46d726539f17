// What an attack is: calls that look for one kind of fault, and what they found.
namespace LossProofs.Attack;

/// <summary>One kind of fault, searched for in every function.</summary>
public interface IAttack
{
    /// <summary>As the command line has it.</summary>
    string Name { get; }

    /// <summary>What is tried, in a line.</summary>
    string Description { get; }

    /// <summary>Whether a fault may end the process, so that it is run in one of its own.</summary>
    bool NeedsProcess => false;

    /// <summary>Tries one function once, with arguments from the seed, and returns what it found.</summary>
    /// <param name="function">The function.</param>
    /// <param name="random">What the arguments are drawn from.</param>
    IEnumerable<string> Try(Function function, Random random);

    /// <summary>The functions that it is about.</summary>
    IReadOnlyList<Function> Functions => Function.All;
}

/// <summary>What a call gave: its result and its destinations, as bytes; or the exception.</summary>
internal sealed class Outcome
{
    private Outcome(object? result, Exception? exception, Argument[] arguments)
    {
        (Result, Exception) = (result, exception);
        Written = [.. arguments.Where(a => a.IsWritten).Select(a => a.Now())];
    }

    public object? Result { get; }

    public Exception? Exception { get; }

    public IReadOnlyList<byte[]> Written { get; }

    public static Outcome Of(Function function, Argument[] arguments)
    {
        try
        {
            return new(function.Call(arguments), null, arguments);
        }
        catch (Exception exception)
        {
            return new(null, exception, arguments);
        }
    }

    /// <summary>The same bits throughout.</summary>
    public bool Equals(Outcome other) =>
        Equals(Result, other.Result)
        && Written.Zip(other.Written).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
