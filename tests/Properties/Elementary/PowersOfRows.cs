// e^(x−a) of rows, in float and double: how near a power is before its rounding, that it is rounded once, and exactly 1 at a.
using System.Numerics;
using LossProofs.Elementary;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace LossProofs.Tests.Properties.Elementary;

public unsafe class PowersOfRows(ITestOutputHelper output)
{
    // What NativeSingle and NativeDouble state: the share of itself by which an unrounded power is off.
    private static readonly double BoundOfSingle = Math.ScaleB(1, -27);
    private static readonly double BoundOfDouble = Math.ScaleB(1, -56);

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 20)]
    [InlineData(3, 1000)]
    [InlineData(4, 65536)]
    public void An_unrounded_float_power_is_within_its_bound(int seed, double size) =>
        Check<float, NativeSingle>(seed, size, 40, BoundOfSingle);

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 20)]
    [InlineData(3, 1000)]
    [InlineData(4, 65536)]
    public void An_unrounded_double_power_is_within_its_bound(int seed, double size) =>
        Check<double, NativeDouble>(seed, size, 300, BoundOfDouble);

    [Theory]
    [InlineData(33)]
    [InlineData(1000)]
    public void Sums_are_those_of_the_unrounded_powers(int vectors)
    {
        CheckSums<float, LanesSingle>(vectors, BoundOfSingle);
        CheckSums<double, LanesDouble>(vectors, BoundOfDouble);
    }

    private void Check<T, TNative>(int seed, double size, double distance, double bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNative : unmanaged, INative<TNative>
    {
        var random = new Random(seed);
        var lanes = sizeof(TNative) / sizeof(T);
        T[] x = new T[lanes],
            references = new T[lanes],
            powers = new T[lanes],
            errors = new T[lanes];
        var worst = 0.0;
        for (var round = 0; round < Reproducibility.Cases(1000) / lanes; round++)
        {
            double Draw(double range) => (2 * random.NextDouble() - 1) * range;
            Array.Fill(references, T.CreateTruncating(Draw(size)));
            for (var i = 1; i < lanes; i++)
            {
                var near = double.CreateChecked(references[0]) + Draw(Math.Min(size, distance));
                x[i] = T.CreateTruncating(Math.Clamp(near, -65536, 65536));
            }

            x[0] = references[0];
            fixed (
                T* from = x,
                    to = powers,
                    rest = errors,
                    a = references
            )
            {
                var (center, residue) = TNative.Reduced(TNative.Load(a));
                var (power, error) = TNative.Exp(TNative.Load(from), center, residue);
                power.Store(to);
                error.Store(rest);
            }

            Assert.Equal(T.One, powers[0]);
            for (var i = 0; i < lanes; i++)
            {
                var (power, error) = (double.CreateChecked(powers[i]), double.CreateChecked(errors[i]));
                Assert.Equal(powers[i], T.CreateTruncating(power + error));
                var exact = Ball.Exp(Ball.From(double.CreateChecked(x[i])) - Ball.From(double.CreateChecked(x[0])));
                var off = Ball.Abs((Ball.From(power) + Ball.From(error)) / exact - 1).ToDoubleBounds().Upper;
                Assert.True(off <= bound, $"e^({x[i]} − {x[0]}) is off by {off:E3} of itself, bound {bound:E3}");
                worst = Math.Max(worst, off);
            }
        }

        output.WriteLine($"worst {worst:E2} of the power, bound {bound:E2}");
    }

    // Beside what is added here, the sum has its own roundings: of doubles below 2^-40 for float, in two words for double.
    private static void CheckSums<T, TLanes>(int vectors, double bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var random = new Random(vectors);
        var lanes = TLanes.Count;
        var x = new T[lanes * vectors];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = T.CreateChecked(random.Next(-40, 40) / 8.0);
        }

        var kept = new T[x.Length];
        fixed (
            T* from = x,
                to = kept,
                references = new T[lanes]
        )
        {
            TLanes total,
                sum,
                ties;
            var shape = RowShape.OfRows(1, x.Length, lanes);
            TLanes.PowerSums(from, to, shape, references, &total);
            TLanes.PowerSumsBeside(from, null, shape, references, references, &sum, &ties);
            var expected = Ball.Zero;
            foreach (var number in x)
            {
                expected += Ball.Exp(Ball.From(double.CreateChecked(number)));
            }

            Assert.Equal(x.Count(T.IsZero), TLanes.Sum(ties).First.High);
            Assert.True(Ball.Abs(Value(TLanes.Sum(total)) / expected - 1).ToDoubleBounds().Upper <= bound);
            var whole = Value(TLanes.Sum(sum)) + Value(TLanes.Sum(ties));
            Assert.True(Ball.Abs(whole / expected - 1).ToDoubleBounds().Upper <= bound);
        }

        // Kept: rounded, by 8 times the bound at most.
        for (var i = 0; i < x.Length; i++)
        {
            var exact = Ball.Exp(Ball.From(double.CreateChecked(x[i])));
            Assert.True(
                Ball.Abs(Ball.From(double.CreateChecked(kept[i])) / exact - 1).ToDoubleBounds().Upper <= 9 * bound
            );
        }
    }

    private static Ball Value<TLanes>(TLanes lanes)
        where TLanes : unmanaged, ILanes<TLanes> => Ball.From(lanes.First.High) + Ball.From(lanes.First.Low);
}
