// Random balls with a random point in them: every scale, every width, the ends of the ball as often as its inside.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LossProofs.Reals;
using Xunit.Sdk;

namespace LossProofs.Tests.Properties.Reals;

/// <summary>A ball and a number in it.</summary>
public sealed record Enclosed(Ball Ball, Rational Value)
{
    public override string ToString() =>
        $"{Value} ≈ {Value.ToDouble():R} in [{Ball.Midpoint} ± {Ball.Radius}] at {Ball.Precision} bits";
}

/// <summary>An exact number at 128 bits.</summary>
public sealed record Point128(Rational Value)
{
    public Ball Ball => Ball.From(Value, 128);

    public override string ToString() => $"{Value} ≈ {Value.ToDouble():R}";
}

public static class BallArbitraries
{
    private static readonly int[] s_precisions = [24, 53, 64, 100, 128, 200];

    public static Arbitrary<Enclosed> Enclosed() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => Draw(new Random(seed))), Simpler);

    public static Arbitrary<Point128> Point128() =>
        Arb.From(
            Gen.Choose(0, int.MaxValue).Select(seed => new Point128(Number(new Random(seed)))),
            point => Shorter(point.Value).Select(value => new Point128(value))
        );

    private static Enclosed Draw(Random random)
    {
        var bits = s_precisions[random.Next(s_precisions.Length)];
        var centre = Number(random);
        var radius = random.Next(6) switch
        {
            0 or 1 => Rational.Zero,
            2 => Rational.Abs(centre) * Rational.Pow(2, -random.Next(8, 200)),
            3 => Rational.Abs(centre) * new Rational(random.Next(1, 1 << 10), 1 << 9),
            4 => new Rational(random.Next(1, 1 << 20), 1 << 10),
            _ => Rational.Pow(2, -random.Next(0, 60)),
        };
        var ball = radius.Sign == 0 ? Ball.From(centre, bits) : Ball.FromBounds(centre - radius, centre + radius, bits);
        var value = random.Next(4) switch
        {
            0 => ball.Lower,
            1 => ball.Upper,
            2 => ball.Midpoint,
            _ => ball.Lower + (ball.Upper - ball.Lower) * new Rational(random.Next(0, 1 << 20), 1 << 20),
        };
        return new Enclosed(ball, value);
    }

    // Binary fractions of at most 60 bits, so that a point is exact at every precision that is tested with points.
    private static Rational Number(Random random)
    {
        var unit = new Rational(random.NextInt64(1L << 40), 1L << 40); // [0, 1)
        var sign = random.Next(2) == 0 ? 1 : -1;
        return random.Next(10) switch
        {
            0 => random.Next(-12, 13),
            1 => new Rational(random.Next(-40, 41), 4),
            2 => sign * unit,
            3 => sign * unit * 30,
            4 => sign * unit * 1000,
            5 => sign * (1 + unit) * Rational.Pow(2, -random.Next(1, 300)),
            6 => sign * (1 + unit) * Rational.Pow(2, random.Next(1, 70)),
            7 => sign + unit * Rational.Pow(2, -random.Next(1, 16)),
            8 => random.Next(-20, 21) + sign * Rational.Pow(2, -random.Next(5, 40)),
            // next to a multiple of π/2
            _ => Ball.From(random.Next(-50, 50) * Rational.FromDouble(Math.PI / 2).ToDouble()).Midpoint,
        };
    }

    private static IEnumerable<Enclosed> Simpler(Enclosed enclosed)
    {
        if (!enclosed.Ball.IsExact && enclosed.Value.Numerator.GetBitLength() <= 200)
        {
            yield return new Enclosed(Ball.FromBounds(enclosed.Value, enclosed.Value, 200), enclosed.Value);
        }

        foreach (var value in Shorter(enclosed.Value).Where(enclosed.Ball.Contains))
        {
            yield return enclosed with
            {
                Value = value,
            };
        }
    }

    // Fewer binary places.
    private static IEnumerable<Rational> Shorter(Rational value)
    {
        foreach (var places in new[] { 0, 2, 8, 20 })
        {
            var scale = BigInteger.One << places;
            var cut = new Rational(Rational.Floor(value * scale), scale);
            if (cut != value)
            {
                yield return cut;
            }
        }
    }
}

/// <summary>The checks behind the laws: the value at a much higher precision is the independent witness.</summary>
internal static class Inclusion
{
    public static void Holds(Func<Ball, Ball> function, Enclosed x) => Holds(arguments => function(arguments[0]), x);

    public static void Holds(Func<Ball, Ball, Ball> function, Enclosed x, Enclosed y) =>
        Holds(arguments => function(arguments[0], arguments[1]), x, y);

    private static void Holds(Func<Ball[], Ball> function, params Enclosed[] arguments)
    {
        var bits = arguments.Max(x => x.Ball.Precision);
        var image = function([.. arguments.Select(x => x.Ball)]);
        var truth = function([.. arguments.Select(x => Witness(x.Value, 3 * bits + 256))]);
        var where = string.Join("; ", arguments.Select(x => x.ToString()));

        if (!truth.IsDefined)
        {
            Require(!image.IsDefined || !arguments.All(IsExactly), $"undefined there, yet {image} at {where}");
            Require(!image.IsDefined, $"undefined at the point, yet the ball is {image} at {where}");
        }

        Require(image.Overlaps(truth), $"{truth} is not in {Show(image)} at {where}");
        if (arguments.All(x => x.Ball.IsExact))
        {
            Require(image.IsDefined == truth.IsDefined, $"{Show(image)} for the defined {truth} at {where}");
        }

        var twice = function([.. arguments.Select(x => x.Ball.WithBits(2 * x.Ball.Precision))]);
        Require(
            image.Overlaps(twice),
            $"{Show(image)} at {bits} bits and {Show(twice)} at {2 * bits} have nothing in common at {where}"
        );
    }

    /// <summary>
    /// At 128 bits: radius ≤ 2⁻¹²⁰ max(|f|, |x f′|), that is 2⁻¹²⁰ max(1, condition) relatively. x f′ is a symmetric
    /// difference quotient over a relative 2⁻⁶⁰ at 640 bits, good to a few parts in 2⁻¹⁰⁰ unless f varies much faster;
    /// the factor 1.01 covers that.
    /// </summary>
    public static void IsSharp(Func<Ball, Ball> function, Rational value)
    {
        var image = function(Ball.From(value, 128));
        if (!image.IsFinite)
        {
            return;
        }

        var step = Rational.Pow(2, -60);
        Ball At(Rational x) => function(Witness(x, 640));
        var slope = (At(value * (1 + step)) - At(value * (1 - step))) / Ball.From(2 * step, 640);
        var size = Ball.Max(
            Ball.Abs(At(value)),
            slope.IsFinite ? Ball.Abs(slope) * Ball.From(new Rational(101, 100), 640) : Ball.Zero
        );
        var allowed = size * Ball.From(Rational.Pow(2, -120), 640);
        var radius = Ball.From(0, 640).Widen(image - image.Centre).UpperEnd;
        Require(
            !Ball.CertainlyLess(allowed, radius),
            $"radius {radius} exceeds {allowed} for {Show(image)} at {value} ≈ {value.ToDouble():R}"
        );
    }

    // A rational that is no binary fraction cannot be a point: the witness is a ball of relative size 2^−bits.
    private static Ball Witness(Rational value, int bits) => Ball.From(value, bits);

    private static bool IsExactly(Enclosed x) => x.Ball.IsExact;

    private static string Show(Ball ball) => ball.ToDecimalBounds(25).ToString();

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new XunitException(message);
        }
    }
}
