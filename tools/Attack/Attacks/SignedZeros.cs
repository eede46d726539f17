// A zero is a zero: its sign changes no result.
using System.Runtime.InteropServices;

namespace LossProofs.Attack;

/// <summary>Every zero of the arguments, numbers and entries, is given the other sign; the results are equal as numbers.</summary>
public sealed class SignedZeros : IAttack
{
    private readonly Places places = new();

    /// <inheritdoc/>
    public string Name => "signed-zeros";

    /// <inheritdoc/>
    public string Description => "all zeros with the other sign: equal results";

    /// <inheritdoc/>
    public IReadOnlyList<Function> Functions { get; } =
    [.. Function.All.Where(f => f.Method.GetParameters().Any(p => f.Number == ElementOf(p.ParameterType)))];

    /// <inheritdoc/>
    public IEnumerable<string> Try(Function function, Random random)
    {
        var arguments = Drawing.For(function.Number).Draw(function, random, 40);
        var opposite = Array.ConvertAll(arguments, a => a.Copy());
        foreach (var argument in opposite.Where(a => !a.IsWritten))
        {
            argument.Scalar = Opposite(argument.Scalar);
            for (var i = 0; i < (argument.Values?.Length ?? 0); i++)
            {
                argument.Values!.SetValue(Opposite(argument.Values.GetValue(i)), i);
            }
        }

        var (first, second) = (Numbers(function, arguments), Numbers(function, opposite));
        if (!first.SequenceEqual(second))
        {
            var i = Enumerable.Range(0, Math.Min(first.Count, second.Count)).First(k => !first[k].Equals(second[k]));
            yield return $"{function}: result {i} is {first[i]:R} for {string.Join("; ", arguments.AsEnumerable())}, "
                + $"{second[i]:R} with zeros of the other sign";
        }
    }

    private List<double> Numbers(Function function, Argument[] arguments)
    {
        places.Place(arguments);

        var outcome = Outcome.Of(function, arguments);
        var numbers = new List<double> { outcome.Exception is null ? 0 : 1 };
        Add(numbers, outcome.Result);
        foreach (var written in outcome.Written)
        {
            numbers.AddRange(
                function.Number == typeof(float)
                    ? MemoryMarshal.Cast<byte, float>(written).ToArray().Select(x => (double)x)
                    : MemoryMarshal.Cast<byte, double>(written).ToArray()
            );
        }

        return numbers;
    }

    private static void Add(List<double> numbers, object? result)
    {
        switch (result)
        {
            case float or double or int:
                numbers.Add(Convert.ToDouble(result, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case System.Runtime.CompilerServices.ITuple tuple:
                for (var i = 0; i < tuple.Length; i++)
                {
                    Add(numbers, tuple[i]);
                }

                break;
            default:
                break;
        }
    }

    private static object? Opposite(object? value) =>
        value switch
        {
            double and 0 => -(double)value,
            float and 0 => -(float)value,
            _ => value,
        };

    private static Type ElementOf(Type type) => type.IsByRefLike ? type.GetGenericArguments()[0] : type;
}
