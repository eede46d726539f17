// Numbers other than float and double are refused, by name.
using System.Runtime.InteropServices;

namespace LossProofs.Attack;

/// <summary>Every kernel over <see cref="Half"/> and over <see cref="NFloat"/>.</summary>
public sealed class OtherTypes : IAttack
{
    private readonly Places places = new();

    /// <inheritdoc/>
    public string Name => "other-types";

    /// <inheritdoc/>
    public string Description => "Half and NFloat: refused, with the types that are meant";

    /// <inheritdoc/>
    public IReadOnlyList<Function> Functions { get; } = [.. Function.Of(typeof(Half)), .. Function.Of(typeof(NFloat))];

    /// <inheritdoc/>
    public IEnumerable<string> Try(Function function, Random random)
    {
        var arguments = Drawing.For(function.Number).Draw(function, random, 12);
        places.Place(arguments);

        var expected = $"T is {function.Number.Name}; expected float or double (Parameter 'T')";
        var exception = Outcome.Of(function, arguments).Exception;
        if (exception is not ArgumentException refusal || refusal.Message != expected)
        {
            yield return $"{function}: expected '{expected}', got {exception?.GetType().Name ?? "a result"} {exception?.Message}";
        }
    }
}
