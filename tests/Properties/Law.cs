// How a law over the reals is checked on kernels that round. A kernel's output stands for every real number within its
// error bound; a law fails only when no choice of such numbers satisfies it. So there are no tolerances: the slack of a
// law is what its kernels' bounds imply, carried through by ball arithmetic.
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties;

public static class Law
{
    /// <summary>
    /// The error, in ulps, that every kernel stays within (of its result; of the sum of the terms' magnitudes where
    /// terms of opposite sign truly cancel).
    /// </summary>
    public const int KernelUlps = 2;

    // What is beyond the largest number is reported as infinity: it stands for up to 2²⁴ times that. A loss is less than
    // twice the largest number, and a data set here has fewer than 2²³ rows. (A ball's radius has some 30 bits: a wider
    // enclosure would no longer tell the largest number from 0.) Reciprocals, which go further, use Rounds.
    private static Ball Overflow<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Ball.Hull(Largest<T>(), Largest<T>() * Ball.Pow(2, 24));

    /// <summary>The input itself, exactly.</summary>
    public static Ball Exact<T>(T input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Ball.From(double.CreateChecked(input));

    /// <summary>The inputs themselves, exactly.</summary>
    public static Ball[] Exact<T>(ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var balls = new Ball[inputs.Length];
        for (var i = 0; i < balls.Length; i++)
            balls[i] = Exact(inputs[i]);
        return balls;
    }

    /// <summary>The real numbers that a kernel's output may stand for: those less than its bound away.</summary>
    public static Ball True<T>(T output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var value = double.CreateChecked(output);
        Assert.False(double.IsNaN(value), "the kernel returned NaN");
        if (double.IsInfinity(value))
            return Overflow<T>() * Math.Sign(value);
        // The bound is in ulps of the true value, which may lie in the next binade: that of |y| + 2·KernelUlps ulps.
        var size = Math.Abs(value);
        return Ball.From(value).Widen(KernelUlps * Ulp<T>(size + 2 * KernelUlps * Ulp<T>(size)));
    }

    /// <summary>The real numbers that each of a kernel's outputs may stand for.</summary>
    public static Ball[] True<T>(ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var balls = new Ball[outputs.Length];
        for (var i = 0; i < balls.Length; i++)
            balls[i] = True(outputs[i]);
        return balls;
    }

    /// <summary>The same where terms truly cancel: the bound is in ulps of the sum of their magnitudes.</summary>
    public static Ball True<T>(T output, Ball magnitudes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var terms = Math.Min(magnitudes.ToDoubleBounds().Upper, Largest<T>());
        var value = True(output);
        return double.IsInfinity(double.CreateChecked(output)) ? value : value.Widen(KernelUlps * Ulp<T>(terms));
    }

    /// <summary>The distance of neighbouring numbers of the type T at a magnitude.</summary>
    public static double Ulp<T>(double magnitude)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (precision, least, greatest) = typeof(T) == typeof(float) ? (24, -126, 127) : (53, -1022, 1023);
        var exponent = magnitude == 0 ? least : Math.Clamp(Math.ILogB(magnitude), least, greatest);
        return Math.ScaleB(1, exponent - (precision - 1));
    }

    /// <summary>The largest finite number of the type T.</summary>
    public static double Largest<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;

    /// <summary>left = right, unless the two enclosures have no number in common.</summary>
    public static void Equal(Ball left, Ball right, [CallerArgumentExpression(nameof(left))] string what = "")
    {
        Defined(left, right, what);
        if (!left.Overlaps(right))
            Broken(left, "=", right, what);
    }

    /// <summary>
    /// The output is the certified value within the kernel's bound; ±∞ only where that is beyond the largest number.
    /// </summary>
    public static void Rounds<T>(T output, Ball certified, [CallerArgumentExpression(nameof(output))] string what = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsInfinity(output))
            AtMost(Largest<T>(), certified * (T.IsPositive(output) ? 1 : -1), what);
        else
            Equal(True(output), certified, what);
    }

    /// <summary>left ≤ right, unless every number of the first exceeds every number of the second.</summary>
    public static void AtMost(Ball left, Ball right, [CallerArgumentExpression(nameof(left))] string what = "")
    {
        Defined(left, right, what);
        if (Ball.CertainlyLess(right, left))
            Broken(left, "≤", right, what);
    }

    /// <summary>least ≤ value ≤ most.</summary>
    public static void Between(
        Ball least,
        Ball value,
        Ball most,
        [CallerArgumentExpression(nameof(value))] string what = ""
    )
    {
        AtMost(least, value, what);
        AtMost(value, most, what);
    }

    /// <summary>Two outputs are the same number, bit for bit.</summary>
    public static void SameBits<T>(T left, T right, [CallerArgumentExpression(nameof(left))] string what = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Equals separates +0 and −0 by the sign, and takes NaN to be itself.
        if (!left.Equals(right) || T.IsNegative(left) != T.IsNegative(right))
            Assert.Fail(
                $"{what}: {Show(left)} and {Show(right)} are not the same number; they are {Steps(left, right)} apart"
            );
    }

    /// <summary>Two rows of outputs are the same, bit for bit.</summary>
    public static void SameBits<T>(
        ReadOnlySpan<T> left,
        ReadOnlySpan<T> right,
        [CallerArgumentExpression(nameof(left))] string what = ""
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(left.Length, right.Length);
        for (var i = 0; i < left.Length; i++)
            SameBits(left[i], right[i], $"{what}[{i}]");
    }

    /// <summary>Σ of the balls.</summary>
    public static Ball Sum(IEnumerable<Ball> terms) => terms.Aggregate(Ball.Zero, (sum, term) => sum + term);

    /// <summary>The largest of the balls.</summary>
    public static Ball Max(IEnumerable<Ball> values) => values.Aggregate(Ball.Max);

    private static void Defined(Ball left, Ball right, string what)
    {
        if (!left.IsDefined || !right.IsDefined)
            Assert.Fail($"{what}: the check itself is undefined: {Show(left)} against {Show(right)}");
    }

    private static void Broken(Ball left, string relation, Ball right, string what) =>
        Assert.Fail($"{what}: {Show(left)} is not {relation} {Show(right)}; {Apart(left, right)}");

    // Between the two enclosures, in units of the error that they allow for: KernelUlps of each output that went in.
    private static string Apart(Ball left, Ball right)
    {
        var ((a, b), (c, d)) = (left.ToDoubleBounds(), right.ToDoubleBounds());
        var (gap, slack) = (Math.Max(a - d, c - b), (b - a + d - c) / 2);
        return slack > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"they are {KernelUlps * gap / slack:G3} ulps of the outputs further apart than {KernelUlps} ulps of each allow"
            )
            : string.Create(CultureInfo.InvariantCulture, $"both are exact, and {gap:G3} apart");
    }

    private static string Steps<T>(T left, T right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (
            typeof(T) == typeof(float)
                ? UlpDistance.Between(float.CreateChecked(left), float.CreateChecked(right))
                : UlpDistance.Between(double.CreateChecked(left), double.CreateChecked(right))
        )
            is { } steps
            ? $"{steps} ulps"
            : "NaN";

    private static string Show(Ball ball)
    {
        var (lower, upper) = ball.ToDoubleBounds();
        return $"[{Show(lower)}, {Show(upper)}]";
    }

    private static string Show<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => value.ToString("R", CultureInfo.InvariantCulture);
}
