// What it means that a call is refused: the exception's type, its message word for word, and an untouched destination.
using System.Globalization;
using System.Numerics;
using Xunit;

namespace LossProofs.Tests.Properties;

public static class Refusal
{
    /// <summary>A number as messages show it.</summary>
    public static string Show<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.IsPositiveInfinity(value) ? "+infinity"
        : T.IsNegativeInfinity(value) ? "-infinity"
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The call is refused with an <see cref="ArgumentException"/> of exactly that type and those words.</summary>
    public static void Of<TException>(Action call, string parameter, string message)
        where TException : ArgumentException
    {
        var refusal = Assert.Throws<TException>(call);
        Assert.Equal($"{message} (Parameter '{parameter}')", refusal.Message);
    }

    /// <summary>The same for a call with a destination, of which no entry may have changed.</summary>
    public static void Of<T, TException>(Action<T[]> call, int entries, string parameter, string message)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TException : ArgumentException
    {
        // a number that no kernel here writes
        var untouched = T.CreateChecked(-12345.5);
        var destination = new T[entries];
        Array.Fill(destination, untouched);
        Of<TException>(() => call(destination), parameter, message);
        Assert.All(destination, entry => Law.SameBits(entry, untouched, "the destination was written to"));
    }
}
