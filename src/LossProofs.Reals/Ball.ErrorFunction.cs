// erf and erfc: a series of positive terms near 0, the asymptotic series far out.
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    /// <summary>Error function, 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    public static Ball Erf(Ball x) =>
        x._kind switch
        {
            Kind.Finite => Monotone(x, ErfPoint),
            Kind.PositiveInfinity => Point(1, 0, x._bits),
            Kind.NegativeInfinity => Point(-1, 0, x._bits),
            Kind.Unbounded => Round(0, 0, Magnitude.PowerOfTwo(0), x.Working),
            _ => x,
        };

    /// <summary>1 − erf(x) without cancellation.</summary>
    public static Ball Erfc(Ball x) =>
        x._kind switch
        {
            Kind.Finite => Monotone(x, ErfcPoint),
            Kind.PositiveInfinity => Point(0, 0, x._bits),
            Kind.NegativeInfinity => Point(2, 0, x._bits),
            Kind.Unbounded => Round(1, 0, Magnitude.PowerOfTwo(0), x.Working),
            _ => x,
        };

    private static Ball ErfPoint(Ball x, int bits)
    {
        var top = x.Top;
        if (x._mantissa.IsZero)
        {
            return x;
        }

        var working = bits + 16;
        if (top < -bits / 2 - 2)
        {
            // erf x = 2x/√π (1 − θx²/3), 0 < θ < 1
            var factor = Round(1, 0, Magnitude.PowerOfTwo(2 * top), working);
            return Point(x._mantissa, x._exponent + 1, working) / Sqrt(PiAt(working)) * factor;
        }

        var size = Point(BigInteger.Abs(x._mantissa), x._exponent);
        var result = IsFarOut(size, bits) ? Point(1, 0, working) - ErfcPoint(size, 16) : ErfSeries(size, working);
        return x._mantissa.Sign < 0 ? -result : result;
    }

    private static Ball ErfcPoint(Ball x, int bits)
    {
        if (x._mantissa.Sign <= 0)
        {
            return One + ErfPoint(-x, bits + 8);
        }

        if (x.Top > 32)
        {
            // e^(−2⁶²) < 2^−2⁶²
            return Round(0, 0, Magnitude.PowerOfTwo(-ExponentLimit), bits);
        }

        if (!IsFarOut(x, bits + 16))
        {
            // 1 − erf x loses about x²·log₂e + log₂(2x) bits
            var size = x.MidpointAsDouble();
            return One - ErfSeries(x, bits + 24 + (int)(1.4427 * size * size + Math.Max(0, x.Top)));
        }

        // erfc x = e^(−x²)/(x√π) Σ (−1)ⁿ (2n−1)!!/(2x²)ⁿ, the remainder below the first omitted term. The terms fall
        // until n = x², where they are near e^(−x²) < 2^−(bits+16).
        var working = bits + 16;
        var point = x.Rebits(working);
        var square = point * point;
        var inverse = One / (2 * square);
        var term = Point(1, 0, working);
        var sum = term;
        for (var n = 1; ; n++)
        {
            term = -term * inverse * (2 * n - 1);
            if (term._mantissa.IsZero || term.Top < -bits - 8)
            {
                sum = sum.Widen(term);
                break;
            }

            sum += term;
        }

        // x² exactly: its rounding would cost x² units in e^(−x²)
        var exp = ExpPoint(-(x._mantissa * x._mantissa), 2 * x._exponent, working);
        return exp * sum / (point * Sqrt(PiAt(working)));
    }

    // e^(−x²) < 2^−bits, decided in doubles with a margin: either branch is right wherever it is used.
    private static bool IsFarOut(in Ball size, int bits)
    {
        var value = size.Top > 40 ? double.PositiveInfinity : size.MidpointAsDouble();
        return value * value > 0.7 * (bits + 8) + 1;
    }

    // erf x = 2x/√π e^(−x²) Σ (2x²)ⁿ/(1·3·5···(2n+1)), all terms positive. With X = 2x² truncated to the width, every
    // term loses less than 1 unit by its floor, which all later terms together magnify at most to the sum S itself, and
    // a relative n·2^−w/(2x²) by X: S is too small by at most S·N·(1 + 1/(2x²))·2^−w, 1/(2x²) ≤ 2^(1−2·top).
    private static Ball ErfSeries(in Ball x, int working)
    {
        var top = x.Top;
        var width = FixedPoint.RoundWidth(working + 16 + Math.Max(0, -2 * top));
        var square = Scale(x._mantissa * x._mantissa, 2 * x._exponent + 1 + width);
        var term = BigInteger.One << width;
        var sum = term;
        var n = 0;
        while (!term.IsZero)
        {
            n++;
            term = ((term * square) >> width) / (2 * n + 1);
            sum += term;
        }

        // S_true ≤ 2·S, hence the factor 2
        var relative =
            Magnitude.Above((ulong)n, 1 - width) * (Magnitude.PowerOfTwo(0) + Magnitude.PowerOfTwo(1 - 2 * top));
        var series = Round(sum, -width, Magnitude.Above(sum, -width) * relative, working);
        var exp = ExpPoint(-(x._mantissa * x._mantissa), 2 * x._exponent, working);
        return Point(x._mantissa, x._exponent + 1, working) * exp * series / Sqrt(PiAt(working));
    }
}
