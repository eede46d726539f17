// Where the two sides of an inequality touch, or cross: found numerically, then made exact.
using System.Numerics;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>A point to try; for a claim of difference perhaps a pair of values between which the sides cross.</summary>
/// <param name="Assignment">The point.</param>
/// <param name="Crossing">The symbol and the value to which it moves from the point.</param>
internal sealed record Candidate(Assignment Assignment, (string Name, Rational To)? Crossing = null);

/// <summary>
/// Follows one symbol (or entry of an array) at a time along its domain: the least values of the difference, by golden
/// section, become fractions (the simplest nearby), square roots, multiples of π and e, logarithms and exponentials.
/// </summary>
internal sealed class TouchingPoints(Problem problem, Sampler sampler, ulong seed, Budget budget)
{
    private const int Bits = 192;
    private const int Bases = 4;
    private const int MostLines = 6;
    private const int MostValleys = 3;
    private const int Steps = 74;

    // Steps of bisection: a zero to within 2⁻¹⁸⁰ shows that a square is below 10⁻⁶⁰.
    private const int FewSteps = 60;
    private const int ManySteps = 180;

    // Golden section narrows a valley to 0.618^74 = 2⁻⁵¹ of its width: what is left of a modulus is 2⁻⁵⁰ of its height beside
    // it, of a square 2⁻¹⁰⁰. Ten bits are for valleys that are not even.
    private const int NarrowBits = 40;

    // x known to 2^−46 of its size names a fraction with numerator and denominator of 44 bits together.
    private const int LocationBits = 46;
    private const int FractionBits = 44;
    private const int ClosedBits = 22;
    private const int MostExponent = 5_000;

    private static readonly Rational s_golden = new(
        (BigInteger.One << 80) * 618033988749894848 / 1_000_000_000_000_000_000,
        BigInteger.One << 80
    );

    /// <summary>
    /// Where the sides of an order came together inside of a domain, within <see cref="NarrowBits"/> bits of how far they are
    /// apart beside it; null where they did not.
    /// </summary>
    public (string Name, Rational At)? Narrow { get; private set; }

    /// <summary>f of f² &gt; c and of |f| &gt; c with c ≥ 0, which are about the zeros of f; null for other claims.</summary>
    public static Term? Signed(Term left, Relation relation, Term right)
    {
        var (greater, lesser) = relation is Relation.Less or Relation.LessOrEqual ? (right, left) : (left, right);
        return lesser is not Number({ Sign: >= 0 }) ? null
            : greater is Power(var root, Number({ IsInteger: true, Sign: > 0 } exponent)) && exponent.Numerator.IsEven
                ? root
            : greater is Apply(Function.Abs, [var inside]) ? inside
            : null;
    }

    /// <summary>Points to try, for a relation between two numbers.</summary>
    public IEnumerable<Candidate> All()
    {
        if (
            problem.Goal is not Terms.Comparison(var left, var relation, var right)
            || relation == Relation.Equal
            || left is Limit
            || right is Limit
        )
        {
            yield break;
        }

        // The claim is that this is positive (or not zero).
        var gap = relation is Relation.Less or Relation.LessOrEqual ? right - left : left - right;
        var signed = relation == Relation.NotEqual ? gap : Signed(left, relation, right);
        for (var number = 0; number < Bases && !budget.IsSpent; number++)
        {
            var draw = number == Bases - 1 ? Draw.Random : Draw.Simple;
            if (sampler.Next(draw, RandomBits.For(seed ^ 0x70CCUL, (ulong)number)) is not { } point)
            {
                continue;
            }

            foreach (var candidate in signed is null ? [] : AtIntegers(signed, point))
            {
                yield return candidate;
            }

            var lines = Lines(point).Take(MostLines).ToList();
            // Twice around when there is more than one direction: the second time from where the first has led.
            foreach (var line in lines.Concat(lines.Count > 1 ? lines : []))
            {
                Assignment? lowest = null;
                foreach (
                    var candidate in relation == Relation.NotEqual || signed is null
                        ? []
                        : Along(line, point, signed, differs: true, ManySteps)
                )
                {
                    yield return candidate;
                }

                foreach (var candidate in Along(line, point, gap, relation == Relation.NotEqual, FewSteps))
                {
                    if (candidate.Crossing is null)
                    {
                        lowest ??= candidate.Assignment;
                    }

                    yield return candidate;
                }

                point = lowest ?? point;
                if (budget.IsSpent)
                {
                    yield break;
                }
            }
        }
    }

    // The integer zeros of what is a polynomial in one of the symbols, where the others are what they are at the point.
    private IEnumerable<Candidate> AtIntegers(Term signed, Assignment point)
    {
        foreach (var variable in problem.Variables)
        {
            if (variable is not { Domain: Integers(var lower, var upper), Dimensions.Count: 0 })
            {
                continue;
            }

            var others = signed
                .FreeNames()
                .Where(name => name != variable.Name)
                .Aggregate(
                    signed,
                    (term, name) =>
                        point.Values.GetValueOrDefault(name) is ExactNumber(var value)
                            ? term.Substitute(name, value)
                            : term
                );
            foreach (
                var root in RealRoots.Of(others, variable.Name)?.IntegerRoots().Select(root => (Rational)root) ?? []
            )
            {
                if (!(lower is Number(var least) && root < least || upper is Number(var most) && root > most))
                {
                    yield return new Candidate(point.With(variable.Name, new ExactNumber(root)));
                }
            }
        }
    }

    private sealed record Line(string Name, int? Entry, RealInterval Domain);

    private IEnumerable<Line> Lines(Assignment point)
    {
        foreach (var variable in problem.Variables)
        {
            if (variable.Domain is not RealInterval domain)
            {
                continue;
            }

            if (variable.Dimensions.Count == 0)
            {
                yield return new Line(variable.Name, null, domain);
            }
            else if (variable.Dimensions.Count == 1 && point.Values[variable.Name] is ExactArray(var entries))
            {
                for (var at = 0; at < Math.Min(2, entries.Count); at++)
                {
                    yield return new Line(variable.Name, at, domain);
                }
            }
        }
    }

    private static Assignment At(Assignment point, Line line, ExactValue value) =>
        line.Entry is not { } entry
            ? point.With(line.Name, value)
            : point.With(
                line.Name,
                new ExactArray(
                    ((ExactArray)point.Values[line.Name])
                        .Entries.Select((other, at) => at == entry ? value : other)
                        .ToSequence()
                )
            );

    private IEnumerable<Candidate> Along(Line line, Assignment point, Term gap, bool differs, int bisections)
    {
        var grid = Grid(line.Domain).ToList();
        var heights = grid.Select(Height).ToList();
        if (differs)
        {
            for (var at = 1; at < grid.Count; at++)
            {
                if (heights[at - 1] is { } before && heights[at] is { } after && before.Sign * after.Sign < 0)
                {
                    var (from, to) = Bisected(grid[at - 1], grid[at], before.Sign);
                    foreach (var value in Exact((from + to) / 2))
                    {
                        yield return new Candidate(At(point, line, value));
                    }

                    yield return new Candidate(At(point, line, new ExactNumber(from)));
                    if (line.Entry is null)
                    {
                        yield return new Candidate(At(point, line, new ExactNumber(from)), (line.Name, to));
                    }

                    break;
                }
            }
        }

        // For a difference the least of |gap|; for an order the least of the gap.
        var sizes = heights
            .Select(height => height is { } known ? (differs ? Rational.Abs(known) : known) : (Rational?)null)
            .ToList();
        var valleys = Enumerable
            .Range(0, grid.Count)
            .Where(at =>
                sizes[at] is { } here
                && (at == 0 || sizes[at - 1] is not { } before || here <= before)
                && (at == grid.Count - 1 || sizes[at + 1] is not { } after || here <= after)
            )
            .OrderBy(at => sizes[at]!.Value)
            .Take(MostValleys);
        foreach (var at in valleys.ToList())
        {
            yield return new Candidate(At(point, line, new ExactNumber(grid[at])));
            if (at == 0 || at == grid.Count - 1 || sizes[at - 1] is null || sizes[at + 1] is null)
            {
                continue;
            }

            var lowest = Golden(grid[at - 1], grid[at + 1]);
            if (
                !differs
                && Narrow is null
                && line.Entry is null
                && Height(lowest) is { Sign: >= 0 } height
                && height * Rational.Pow(2, NarrowBits) < Rational.Min(sizes[at - 1]!.Value, sizes[at + 1]!.Value)
                && IsMeant(line, point, lowest)
            )
            {
                Narrow = (
                    line.Name,
                    Rational.Simplest(lowest - new Rational(1, 1_000), lowest + new Rational(1, 1_000))
                );
            }

            foreach (var value in Exact(lowest))
            {
                yield return new Candidate(At(point, line, value));
            }
        }

        Rational? Height(Rational x)
        {
            if (budget.IsSpent)
            {
                return null;
            }

            var value = new Evaluator<Ball>(At(point, line, new ExactNumber(x)).In<Ball>(Bits), Bits, budget).Evaluate(
                gap
            );
            return value.Items is { } items ? Least(items)
                : value.Exact is { } exact ? exact
                : value.IsNumber ? Middle(value.Real)
                : null;
        }

        // Of an array under an order, the entry that is nearest to failing.
        Rational? Least(IReadOnlyList<Value<Ball>> items) =>
            differs || items.Count == 0 || items.Any(item => !item.IsNumber || Middle(item.Real) is null)
                ? null
                : items.Select(item => Middle(item.Real)!.Value).Min();

        (Rational From, Rational To) Bisected(Rational from, Rational to, int sign)
        {
            for (var step = 0; step < bisections; step++)
            {
                var middle = Shortened((from + to) / 2, (to - from) / 8);
                if (Height(middle) is not { } height || height.Sign == 0)
                {
                    break;
                }

                (from, to) = height.Sign == sign ? (middle, to) : (from, middle);
            }

            return (from, to);
        }

        Rational Golden(Rational from, Rational to)
        {
            var (low, high) = (to - (to - from) * s_golden, from + (to - from) * s_golden);
            var (atLow, atHigh) = (Size(low), Size(high));
            for (var step = 0; step < Steps; step++)
            {
                // A probe that is kept for many steps drifts from its place, since probes are rounded.
                if (high - low < (to - from) / 8 || low - from < (to - from) / 8 || to - high < (to - from) / 8)
                {
                    low = Shortened(to - (to - from) * s_golden, (to - from) / 4096);
                    high = Shortened(from + (to - from) * s_golden, (to - from) / 4096);
                    (atLow, atHigh) = (Size(low), Size(high));
                }

                if (atLow is not { } a || atHigh is not { } b)
                {
                    break;
                }

                if (a < b)
                {
                    (to, high, atHigh) = (high, low, atLow);
                    low = Shortened(to - (to - from) * s_golden, (to - from) / 4096);
                    atLow = Size(low);
                }
                else
                {
                    (from, low, atLow) = (low, high, atHigh);
                    high = Shortened(from + (to - from) * s_golden, (to - from) / 4096);
                    atHigh = Size(high);
                }
            }

            return (from + to) / 2;
        }

        Rational? Size(Rational x) => Height(x) is { } height ? (differs ? Rational.Abs(height) : height) : null;
    }

    // Neither the point nor one of the numbers that it may be is excluded: e^x > 1 + x of x ≠ 0 touches where it says nothing.
    private bool IsMeant(Line line, Assignment point, Rational lowest)
    {
        var trial = new Trial(problem, budget);
        return Exact(lowest)
            .Prepend(new ExactNumber(lowest))
            .All(value => trial.IsAdmissible(At(point, line, value)) && Lies(value));

        bool Lies(ExactValue value) =>
            value is not ExactNumber(var number)
            || (line.Domain.Lower is not { } low || number > low)
                && (line.Domain.Upper is not { } high || number < high);
    }

    // What lies beyond all use is as good as the end of it.
    private static Rational? Middle(Ball value) =>
        !value.IsFinite ? null
        : value.ContainsZero ? (!value.IsExact && value.RadiusExponent > 0 ? null : Rational.Zero)
        : Math.Abs(value.MidpointExponent) < MostExponent ? value.Midpoint
        : value.MidpointExponent < 0 ? Rational.Zero
        : value.Sign * (Rational)BigInteger.Pow(2, MostExponent);

    // The simplest number nearby: golden section does not need more.
    private static Rational Shortened(Rational value, Rational slack) =>
        slack.Sign > 0 ? Rational.Simplest(value - slack, value + slack) : value;

    private static IEnumerable<Rational> Grid(RealInterval domain)
    {
        switch (domain.Lower, domain.Upper)
        {
            case ({ } a, { } b):
                for (var exponent = 20; exponent > 5; exponent -= 5)
                {
                    yield return a + (b - a) / (1 << exponent);
                }

                for (var at = 1; at < 24; at++)
                {
                    yield return a + (b - a) * new Rational(at, 24);
                }

                for (var exponent = 10; exponent <= 20; exponent += 5)
                {
                    yield return b - (b - a) / (1 << exponent);
                }

                break;
            case ({ } a, null):
                foreach (var step in Magnitudes())
                {
                    yield return a + step;
                }

                break;
            case (null, { } b):
                foreach (var step in Magnitudes().Reverse())
                {
                    yield return b - step;
                }

                break;
            default:
                foreach (var step in Magnitudes().Reverse())
                {
                    yield return -step;
                }

                yield return 0;
                foreach (var step in Magnitudes())
                {
                    yield return step;
                }

                break;
        }

        static IEnumerable<Rational> Magnitudes()
        {
            for (var exponent = -20; exponent < -2; exponent += 4)
            {
                yield return Rational.Pow(2, exponent);
            }

            for (var at = 1; at < 8; at++)
            {
                yield return new Rational(at, 4);
            }

            foreach (var value in new[] { 2, 3, 4, 6, 9, 14, 20, 40, 100, 300, 1_000, 10_000, 1_000_000 })
            {
                yield return value;
            }
        }
    }

    // What a number that is known to 46 bits may be, the simplest first.
    private static IEnumerable<ExactValue> Exact(Rational x)
    {
        var slack = Rational.Pow(2, (int)(x.Numerator.GetBitLength() - x.Denominator.GetBitLength()) - LocationBits);
        slack = x.Sign == 0 || slack < Rational.Pow(2, -60) ? Rational.Pow(2, -60) : slack;
        foreach (var loose in new[] { slack, slack * (1 << 14), slack * (1 << 28) })
        {
            var fraction = Rational.Simplest(x - loose, x + loose);
            if (Length(fraction) <= FractionBits)
            {
                yield return new ExactNumber(fraction);
            }
        }

        var ball = Ball.FromBounds(x - slack, x + slack, 128);
        var pi = Ball.Pi(128);
        var e = Ball.Exp(Ball.From(Rational.One, 128));
        foreach (var (unit, value) in new[] { (Term.Pi, pi), (Term.E, e) })
        {
            if (Named(ball / value) is { } multiple)
            {
                yield return new ExactClosed(Simplifying.Product(multiple, unit));
            }

            if (Named(ball * value) is { } over)
            {
                yield return new ExactClosed(new Divide(over, unit));
            }
        }

        // a ± √s.
        foreach (var shift in new[] { Rational.Zero, new Rational(1, 2), new Rational(-1, 2), 1, -1, 2, -2 })
        {
            var moved = ball - Ball.From(shift, 128);
            if (moved.ContainsZero || Named(moved * moved) is not { } square || square.Sign <= 0)
            {
                continue;
            }

            Term root = new Apply(Function.Sqrt, [square]);
            root = moved.IsNegative ? new Negate(root) : root;
            yield return new ExactClosed(shift.Sign == 0 ? root : (Term)shift + root);
        }

        if (ball.IsPositive && Named(Ball.Log(ball)) is { } logarithm)
        {
            yield return new ExactClosed(Term.Exp(logarithm));
        }

        if (Rational.Abs(x) < 100 && Named(Ball.Exp(ball)) is { } power)
        {
            yield return new ExactClosed(Term.Log(power));
        }
    }

    private static Rational? Named(Ball value)
    {
        if (!value.IsFinite || value.ContainsZero)
        {
            return null;
        }

        var fraction = Rational.Simplest(value.Lower, value.Upper);
        return fraction.Sign != 0 && Length(fraction) <= ClosedBits ? fraction : null;
    }

    private static long Length(Rational value) => value.Numerator.GetBitLength() + value.Denominator.GetBitLength();
}
