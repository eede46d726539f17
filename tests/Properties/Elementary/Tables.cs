// The tables of the exponential and the logarithm, recomputed entry by entry.
using LossProofs.Elementary;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Elementary;

public class Tables
{
    private const int Bits = 256;

    [Fact]
    public void Powers_of_two_are_the_nearest_words()
    {
        var table = ExponentialTable.Powers.ToArray();
        Assert.Equal(256, table.Length);
        for (var j = 0; j < 128; j++)
        {
            var power = Ball.Exp(Ball.Log(((Ball)2).WithBits(Bits)) * j / 128);
            AssertWords(power, table[2 * j], table[2 * j + 1], $"2^({j}/128)");
        }
    }

    // 2^(j/16) without the j that the steps add to the bits of its mantissa, and what its rounding left, as a share of it.
    [Fact]
    public void Roots_of_two_are_the_nearest_numbers_and_their_errors()
    {
        for (var j = 0; j < Powers.Steps; j++)
        {
            var root = Ball.Exp(Ball.Log(((Ball)2).WithBits(Bits)) * j / 16);
            var single = BitConverter.UInt32BitsToSingle(NativeSingle.Roots[j] + ((uint)j << 19));
            var full = BitConverter.UInt64BitsToDouble(NativeDouble.Roots[j] + ((ulong)j << 48));
            Assert.True(Ulp.Error(single, root).Upper <= 0.5, $"float 2^({j}/16)");
            Assert.True(Ulp.Error(full, root).Upper <= 0.5, $"double 2^({j}/16)");
            var (lostBySingle, lostByFull) = (root / Ball.From(single) - 1, root / Ball.From(full) - 1);
            var error = BitConverter.UInt32BitsToSingle(NativeSingle.RootErrors[j]);
            var fullError = BitConverter.UInt64BitsToDouble(NativeDouble.RootErrors[j]);
            // 2^-24 and 2^-53 of what is 2^-24 and 2^-53 itself
            Assert.True(Ball.Abs(lostBySingle - Ball.From(error)).ToDoubleBounds().Upper <= Math.ScaleB(1, -48));
            Assert.True(Ball.Abs(lostByFull - Ball.From(fullError)).ToDoubleBounds().Upper <= Math.ScaleB(1, -106));
        }
    }

    [Fact]
    public void Reciprocals_keep_the_reduced_argument_small_and_their_logarithms_are_the_nearest_words()
    {
        var table = LogarithmTable.Reciprocals.ToArray();
        Assert.Equal(768, table.Length);
        for (var i = 0; i < 256; i++)
        {
            var scale = i >= 106 ? new Rational(1, 2) : Rational.One;
            var (low, high) = ((1 + new Rational(i, 256)) * scale, (1 + new Rational(i + 1, 256)) * scale);
            var c = Rational.FromDouble(table[3 * i]);
            Assert.True((c * 4096).IsInteger, $"c of {i}");
            Assert.True(Rational.Abs(low * c - 1) <= new Rational(1, 256), $"lower end of {i}");
            Assert.True(Rational.Abs(high * c - 1) <= new Rational(1, 256), $"upper end of {i}");
            AssertWords(
                -Ball.Log(Ball.From(c, Bits).WithBits(Bits)),
                table[3 * i + 1],
                table[3 * i + 2],
                $"-log c of {i}"
            );
        }
    }

    private static void AssertWords(Ball truth, double high, double low, string what)
    {
        if (truth.IsExact)
        {
            Assert.True(truth.MidpointAsDouble() == high && low == 0, what);
            return;
        }

        Assert.True(truth.TryToDouble(out var nearest) && nearest == high, $"{what}: first word");
        Assert.True((truth - high).TryToDouble(out var rest) && rest == low, $"{what}: second word");
    }
}
