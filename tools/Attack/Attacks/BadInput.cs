// What is not legal is refused with an ArgumentException that names a parameter of the function, before anything is written.
namespace LossProofs.Attack;

/// <summary>One argument is made wrong: a number, a label, a length, an option.</summary>
public sealed class BadInput : IAttack
{
    private readonly Places places = new();

    /// <inheritdoc/>
    public string Name => "bad-input";

    /// <inheritdoc/>
    public string Description =>
        "one argument wrong: NaN, infinite, negative, out of range, too short, too long, empty";

    /// <inheritdoc/>
    public IEnumerable<string> Try(Function function, Random random)
    {
        var arguments = Drawing.For(function.Number).Draw(function, random, 40);
        var bad = arguments[random.Next(arguments.Length)];
        if (bad.Scalar is not null)
        {
            bad.Scalar = Wrong(bad.Scalar, random);
        }
        else if (random.Next(2) == 0 || bad.IsWritten)
        {
            bad.Values = Resized(bad, random);
        }
        else if (bad.Values!.Length > 0)
        {
            bad.Values.SetValue(Wrong(bad.Values.GetValue(0)!, random), random.Next(bad.Values.Length));
        }

        places.Place(arguments);

        var outcome = Outcome.Of(function, arguments);
        if (outcome.Exception is null)
        {
            yield break;
        }

        var described = $"{function} with {bad} ({string.Join("; ", arguments.AsEnumerable())})";
        if (outcome.Exception is not ArgumentException refusal)
        {
            yield return $"{described} throws {outcome.Exception.GetType().Name}: {outcome.Exception.Message}";
            yield break;
        }

        // A batch is made by its constructor, with names of its own.
        string[] names = [.. arguments.Select(a => a.Name), .. bad.Columns > 0 ? ["values"] : Array.Empty<string>()];
        if (refusal.ParamName is not { } name || !names.Contains(name, StringComparer.Ordinal))
        {
            yield return $"{described} is refused for '{refusal.ParamName}', which is no parameter: {refusal.Message}";
        }
        else if (!refusal.Message.StartsWith(name, StringComparison.Ordinal))
        {
            yield return $"{described} is refused without naming the argument first: {refusal.Message}";
        }

        // An entry of a list has one number.
        if (
            arguments.All(a => a.Columns == 0)
            && refusal.Message.StartsWith($"{refusal.ParamName}[", StringComparison.Ordinal)
            && refusal
                .Message[..refusal.Message.IndexOf(']', StringComparison.Ordinal)]
                .Contains(',', StringComparison.Ordinal)
        )
        {
            yield return $"{described} is refused for a row that it does not have: {refusal.Message}";
        }

        if (arguments.Any(a => a.Values is not null && !a.Now().AsSpan().SequenceEqual(a.Contents)))
        {
            yield return $"{described} writes before it refuses";
        }
    }

    private static object Wrong(object value, Random random)
    {
        double[] numbers =
        [
            double.NaN,
            double.PositiveInfinity,
            double.NegativeInfinity,
            -1,
            2,
            -double.Epsilon,
            1 + Math.ScaleB(1, -22),
            double.MaxValue,
        ];
        var number = numbers[random.Next(numbers.Length)];
        int[] integers = [-1, int.MinValue, int.MaxValue, 1000, 0];
        var integer = integers[random.Next(integers.Length)];
        return value switch
        {
            double => number,
            float => number == -double.Epsilon ? -float.Epsilon : (float)number,
            int => integer,
            Kernels.Reduction => (Kernels.Reduction)integer,
            bool flag => !flag,
            _ => value,
        };
    }

    private static Array Resized(Argument argument, Random random)
    {
        var (old, element) = (argument.Values!, argument.Values!.GetType().GetElementType()!);
        int[] lengths = [0, old.Length - 1, old.Length + 1, 2 * old.Length];
        var resized = Array.CreateInstance(element, lengths[random.Next(lengths.Length)]);
        Array.Copy(old, resized, Math.Min(old.Length, resized.Length));
        return resized;
    }
}
