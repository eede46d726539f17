// Definite integrals with certain error: Taylor series on pieces, halved until the remainders are small.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// On a piece [m − r, m + r] with f(m + t) = Σ_{k &lt; N} c_k t^k + c_N(ξ) t^N the integral is
/// Σ_{even k &lt; N} 2 c_k r^(k+1)/(k+1) + 2 c_N(Ξ) r^(N+1)/(N+1), for even N and c_N(Ξ) an enclosure over the whole piece.
/// An integrand that may have kinks is not the sum of its series: for it N = 0, enclosures of the values alone.
/// </summary>
internal static class Quadrature
{
    private const int SmoothOrder = 28;

    // More accuracy than any equality needs is not asked for, whatever the working precision.
    private const int MostBits = 112;
    private const int MaximumDepth = 12;
    private const int MaximumPieces = 96;

    /// <summary>The integral's enclosure; undefined where a bound is infinite or the integrand has no series.</summary>
    public static Value<Ball> Integrate(Evaluator<Ball> evaluator, Integral integral, int bits, Budget budget)
    {
        var (lower, upper) = (evaluator.Evaluate(integral.Lower), evaluator.Evaluate(integral.Upper));
        if (!lower.IsNumber || !upper.IsNumber)
        {
            return Value<Ball>.Undefined;
        }

        // x = a + (b − a)u with u from 0 to 1, so that the pieces have exact ends.
        var kinks = HasKinks(integral.Body);
        var (order, deepest, most) = kinks ? (0, 8, 256) : (SmoothOrder, MaximumDepth, MaximumPieces);
        var (start, width) = (lower.Real, upper.Real - lower.Real);
        var values = evaluator.Lifted(TaylorSeries<Ball>.Constant);
        var total = Ball.From(Rational.Zero, bits);
        var tolerance = new Rational(1, System.Numerics.BigInteger.One << Math.Min(bits - 16, MostBits));
        var pieces = new Stack<(Rational From, Rational To, int Depth)>();
        pieces.Push((Rational.Zero, Rational.One, 0));
        for (var done = 0; pieces.TryPop(out var piece); )
        {
            if (!budget.Spend((4 + order * order) * bits / 256))
            {
                return Value<Ball>.Undefined;
            }

            var (from, to, depth) = piece;
            var middle = (from + to) / 2;
            var remainder = Coefficients(Ball.FromBounds(from, to, bits), order)?[order];
            var radius = Ball.From((to - from) / 2, bits);
            var rest = remainder is { } last ? 2 * last * Ball.Pow(radius, order + 1) / (order + 1) : Ball.Undefined;
            var small = rest.IsDefined && rest.IsFinite && rest.Radius <= tolerance * (to - from);
            if (!small && depth < deepest && done + pieces.Count < most)
            {
                pieces.Push((middle, to, depth + 1));
                pieces.Push((from, middle, depth + 1));
                continue;
            }

            if (
                !rest.IsDefined
                || !rest.IsFinite
                || Coefficients(Ball.From(middle, bits), Math.Max(0, order - 1)) is not { } series
            )
            {
                return Value<Ball>.Undefined;
            }

            for (var k = 0; k < order; k += 2)
            {
                total += 2 * series[k] * Ball.Pow(radius, k + 1) / (k + 1);
            }

            total += rest;
            done++;
        }

        return Value<Ball>.Of(total * width);

        TaylorSeries<Ball>? Coefficients(Ball at, int terms)
        {
            values[integral.Variable] = Value<TaylorSeries<Ball>>.Of(
                TaylorSeries<Ball>.Constant(start)
                    + TaylorSeries<Ball>.Constant(width) * TaylorSeries<Ball>.Variable(at, terms)
            );
            var value = new Evaluator<TaylorSeries<Ball>>(values, bits, budget).Evaluate(integral.Body);
            return value.IsNumber ? value.Real : null;
        }
    }

    private static bool HasKinks(Term term) =>
        term is Apply(var function, _) && KnownFunctions.Of(function) is { IsSmooth: false } and not Count
        || term
            is Fold
                (FoldKind.Max or FoldKind.Min or FoldKind.ArgMax or FoldKind.ArgMin, _, _, _, _)
                or Piecewise
                or Extremum
        || term.Children().Any(HasKinks);
}
