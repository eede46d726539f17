// Where the sides of a claim about several real numbers come closest, and where its kinks are: found by going downhill.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Goes downhill in all real symbols together (Nelder and Mead 1965): on the gap between the sides of an order, and, for any
/// claim, on what stands inside of a modulus or is compared in a maximum, so that both of its branches are met. What
/// <see cref="TouchingPoints"/> follows is one symbol at a time, which stops in the first slanted valley.
/// </summary>
internal sealed class Valleys(Problem problem, Sampler sampler, ulong seed, Budget budget)
{
    private const int Bits = 128;
    private const int Starts = 3;
    private const int Rounds = 3;
    private const int Steps = 120;
    private const int MostSymbols = 5;
    private const int MostKinks = 4;

    // A gap that falls by so many bits, where nothing else becomes large, closes or all but closes.
    private const double Closing = 1e-10;
    private const double Far = 1e4;
    private const double Border = 1e-5;

    /// <summary>Where the sides of a strict order all but meet inside of the domains; null where they do not.</summary>
    public string? Narrow { get; private set; }

    /// <summary>Points to try.</summary>
    public IEnumerable<Candidate> All()
    {
        var symbols = problem
            .Variables.Where(variable => variable is { Domain: RealInterval, Dimensions.Count: 0 })
            .ToList();
        if (
            symbols.Count is < 2 or > MostSymbols
            || problem.Goal is not Terms.Comparison(var left, var relation, var right)
            || left is Limit
            || right is Limit
        )
        {
            yield break;
        }

        var gap = relation switch
        {
            Relation.Less or Relation.LessOrEqual => right - left,
            Relation.Greater or Relation.GreaterOrEqual => left - right,
            _ => null,
        };
        foreach (var slope in Kinks(left, right).Prepend(gap).OfType<Term>())
        {
            for (var start = 0; start < Starts && !budget.IsSpent; start++)
            {
                var draw = start == 0 ? Draw.Simple : Draw.Random;
                if (sampler.Next(draw, RandomBits.For(seed ^ 0x5A11UL, (ulong)start)) is not { } point)
                {
                    continue;
                }

                var (lowest, height, around) = Downhill(slope, symbols, point);
                if (lowest is null)
                {
                    continue;
                }

                yield return new Candidate(At(point, symbols, lowest, isSimple: true));
                yield return new Candidate(At(point, symbols, lowest, isSimple: false));
                if (
                    Narrow is null
                    && ReferenceEquals(slope, gap)
                    && relation is Relation.Less or Relation.Greater
                    && height >= 0
                    && height <= around * Closing
                    && IsInside(symbols, lowest)
                    && new Trial(problem, budget).IsAdmissible(At(point, symbols, lowest, isSimple: false))
                )
                {
                    Narrow = string.Join(
                        ", ",
                        symbols.Select(
                            (symbol, at) =>
                                $"{symbol.Name} = {lowest[at].ToString("G4", System.Globalization.CultureInfo.InvariantCulture)}"
                        )
                    );
                }
            }
        }
    }

    // What decides between the branches of a modulus, a maximum or a case, both ways.
    private static IEnumerable<Term> Kinks(Term left, Term right)
    {
        return Found(left)
            .Concat(Found(right))
            .Distinct()
            .Take(MostKinks)
            .SelectMany(kink => new[] { kink, new Negate(kink) });

        static IEnumerable<Term> Found(Term term)
        {
            var here = term switch
            {
                Apply(Function.Abs, [var inside]) => [inside],
                Apply { Function: Function.Max or Function.Min, Arguments: [var one, var other] } => [one - other],
                Piecewise piecewise => piecewise
                    .Branches.Select(branch => branch.Condition)
                    .OfType<Compare>()
                    .Select(compare => compare.Left - compare.Right),
                _ => (IEnumerable<Term>)[],
            };
            return here.Where(kink => kink.FreeNames().Count > 1).Concat(term.Children().SelectMany(Found));
        }
    }

    private (double[]? Lowest, double Height, double Around) Downhill(
        Term slope,
        List<Variable> symbols,
        Assignment point
    )
    {
        var from = symbols.ConvertAll(symbol =>
            point.Values[symbol.Name] is ExactNumber(var value) ? value.ToDouble() : double.NaN
        );
        if (from.Exists(value => !double.IsFinite(value)))
        {
            return (null, 0, 0);
        }

        var best = from.ToArray();
        var around = double.NaN;
        for (var round = 0; round < Rounds; round++)
        {
            var size =
                round == 0 ? 0.5
                : round == 1 ? 1e-3
                : 1e-7;
            var simplex = Enumerable
                .Range(0, best.Length + 1)
                .Select(corner =>
                    best.Select((value, at) => at == corner - 1 ? value + size * Math.Max(1, Math.Abs(value)) : value)
                        .ToArray()
                )
                .Select(corner => (At: corner, Height: Height(corner)))
                .ToList();
            if (round == 0)
            {
                around = simplex.Max(corner => double.IsFinite(corner.Height) ? corner.Height : 0);
            }

            for (var step = 0; step < Steps && !budget.IsSpent; step++)
            {
                simplex.Sort((one, other) => one.Height.CompareTo(other.Height));
                Move(simplex);
            }

            best = simplex.MinBy(corner => corner.Height).At;
        }

        var height = Height(best);
        return double.IsFinite(height) ? (best, height, around) : (null, 0, 0);

        void Move(List<(double[] At, double Height)> simplex)
        {
            var worst = simplex[^1];
            var middle = best.Select((_, at) => simplex.Take(simplex.Count - 1).Average(corner => corner.At[at]))
                .ToArray();
            var reflected = Towards(2);
            if (reflected.Height < simplex[0].Height)
            {
                var further = Towards(3);
                simplex[^1] = further.Height < reflected.Height ? further : reflected;
                return;
            }

            if (reflected.Height < simplex[^2].Height)
            {
                simplex[^1] = reflected;
                return;
            }

            var inside = Towards(reflected.Height < worst.Height ? 1.5 : 0.5);
            if (inside.Height < Math.Min(worst.Height, reflected.Height))
            {
                simplex[^1] = inside;
                return;
            }

            for (var corner = 1; corner < simplex.Count; corner++)
            {
                var nearer = simplex[corner].At.Select((value, at) => (value + simplex[0].At[at]) / 2).ToArray();
                simplex[corner] = (nearer, Height(nearer));
            }

            // From the worst corner through the middle of the others.
            (double[] At, double Height) Towards(double factor)
            {
                var to = worst.At.Select((value, at) => value + factor * (middle[at] - value)).ToArray();
                return (to, Height(to));
            }
        }

        double Height(double[] at)
        {
            if (
                budget.IsSpent
                || !at.All(double.IsFinite)
                || !symbols.Zip(at).All(pair => Lies(pair.First, pair.Second))
            )
            {
                return double.PositiveInfinity;
            }

            var value = new Evaluator<Ball>(
                At(point, symbols, at, isSimple: false).In<Ball>(Bits),
                Bits,
                budget
            ).Evaluate(slope);
            return value.Exact is { } exact ? exact.ToDouble()
                : value.IsNumber && value.Real.IsFinite ? value.Real.Midpoint.ToDouble()
                : double.PositiveInfinity;
        }
    }

    private static bool Lies(Variable symbol, double value)
    {
        var domain = (RealInterval)symbol.Domain;
        return (domain.Lower is not { } low || value > low.ToDouble() || domain.LowerClosed && value == low.ToDouble())
            && (
                domain.Upper is not { } high
                || value < high.ToDouble()
                || domain.UpperClosed && value == high.ToDouble()
            );
    }

    // Neither far out nor at the border of a domain, where sides come together that never meet.
    private static bool IsInside(List<Variable> symbols, double[] lowest) =>
        symbols
            .Zip(lowest)
            .All(pair =>
                pair.First.Domain is RealInterval domain
                && Math.Abs(pair.Second) < Far
                && (domain.Lower is not { } low || pair.Second - low.ToDouble() > Border)
                && (domain.Upper is not { } high || high.ToDouble() - pair.Second > Border)
            );

    private static Assignment At(Assignment point, List<Variable> symbols, double[] values, bool isSimple)
    {
        for (var at = 0; at < symbols.Count; at++)
        {
            var exact = Rational.FromDouble(values[at]);
            var slack = Rational.Abs(exact) / 100_000_000 + new Rational(1, 100_000_000);
            point = point.With(
                symbols[at].Name,
                new ExactNumber(isSimple ? Rational.Simplest(exact - slack, exact + slack) : exact)
            );
        }

        return point;
    }
}
