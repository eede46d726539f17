// Proofs that a term is non-negative (positive) on a whole domain.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Tries, in this order: the term's range; the same without a denominator of known sign; monotonicity in one variable
/// with the value at the end of its domain; subdivision in up to three real variables.
/// </summary>
/// <param name="problem">Whose variables the term has.</param>
/// <param name="domains">Ranges of the variables.</param>
public sealed partial class SignProof(Problem problem, IReadOnlyDictionary<string, Range> domains)
{
    private const int DeepestRecursion = 4;
    private const int MostSteps = 60;
    private const int MostStepsInAll = 240;
    private const int MostBoxes = 4_000;

    private readonly Algebra _algebra = new(problem);
    private int _steps;
    private int _deepest;
    private int _total;

    /// <summary>How it was proved that the term is ≥ 0 (> 0 when strict) wherever it is defined; null when it was not.</summary>
    public string? Run(Term term, bool strict)
    {
        if (_algebra.IsZero(term))
        {
            return strict ? null : "exact algebra: both sides are the same";
        }

        // Short proofs first; then the domain cut where minima like to be.
        for (_deepest = 0; _deepest <= DeepestRecursion; _deepest++)
        {
            _steps = 0;
            if (Holds(term, strict, domains, 0))
            {
                return _deepest == 0
                    ? "signs of the parts over the whole domain"
                    : "signs of derivatives and values at the ends of the domain";
            }
        }

        var spent = _total;
        if (Rewritten(term, strict) is { } rewritten)
        {
            return rewritten;
        }

        _total = spent;

        foreach (var (name, point) in Cuts(term))
        {
            var range = domains[name];
            var below = new Dictionary<string, Range>(domains)
            {
                [name] = range with { Upper = point, UpperOpen = false },
            };
            var above = new Dictionary<string, Range>(domains)
            {
                [name] = range with { Lower = point, LowerOpen = false },
            };
            for (_deepest = 1; _deepest <= DeepestRecursion; _deepest++)
            {
                _steps = 0;
                if (Holds(term, strict, below, 0) && Holds(term, strict, above, 0))
                {
                    return string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"signs of derivatives on both sides of {name} = {point}"
                    );
                }
            }
        }

        _total = spent;
        if (!strict && ByTangents(term) is { } tangents)
        {
            return tangents;
        }

        return Subdivide(term, strict) is { } boxes ? $"interval subdivision into {boxes} boxes" : null;
    }

    private IEnumerable<(string Name, double Point)> Cuts(Term term) =>
        from variable in problem.Variables
        where
            variable is { Domain: RealInterval, Dimensions.Count: 0 }
            && term.FreeNames().Contains(variable.Name)
            && domains.ContainsKey(variable.Name)
        from point in new[] { 0.0, 1.0, 0.5 }
        where domains[variable.Name].Lower < point && point < domains[variable.Name].Upper
        select (variable.Name, point);

    private static bool Satisfies(Range? range, bool strict) =>
        range is { } known && (strict ? known.IsPositive : known.IsNonNegative);

    private bool Holds(Term term, bool strict, IReadOnlyDictionary<string, Range> box, int depth)
    {
        if (++_steps > MostSteps || ++_total > MostStepsInAll)
        {
            return false;
        }

        var ranges = new Ranges(box);
        if (Satisfies(ranges.Of(term), strict))
        {
            return true;
        }

        var cancelled = _algebra.Cancelled(term);
        if (Satisfies(ranges.Of(cancelled), strict))
        {
            return true;
        }

        var collected = _algebra.Collect(term);
        if (Satisfies(ranges.Of(collected), strict) || (!strict && _algebra.IsZero(term)))
        {
            return true;
        }

        if (depth >= _deepest)
        {
            return false;
        }

        // Without the denominator: its sign decides which way.
        var (numerator, denominator) = Limits.Fraction(term);
        if (!denominator.IsOne() && ranges.Of(denominator) is { } sign)
        {
            return sign.IsPositive && Holds(numerator, strict, box, depth)
                || sign.IsNegative && Holds(Simplifying.Negative(numerator), strict, box, depth);
        }

        // Without what all addends have in common: its sign decides which way.
        if (WithoutCommonFactors(collected, ranges) is { } rest && Holds(rest, strict, box, depth))
        {
            return true;
        }

        return IsMonotone(term, strict, box, depth)
            || (!collected.Equals(term) && IsMonotone(collected, strict, box, depth));
    }

    // Increasing in x on a domain where it is defined throughout: it suffices to look at the lower end.
    private bool IsMonotone(Term term, bool strict, IReadOnlyDictionary<string, Range> box, int depth)
    {
        if (!Limits.IsContinuousWhereDefined(term))
        {
            return false;
        }

        foreach (var variable in problem.Variables)
        {
            if (
                variable is not { Domain: RealInterval, Dimensions.Count: 0 }
                || !box.TryGetValue(variable.Name, out var range)
                || !term.FreeNames().Contains(variable.Name)
                || range.Lower >= range.Upper
            )
            {
                continue;
            }

            var slope = Limits.Derivative(term, variable.Name);
            foreach (var rising in new[] { true, false })
            {
                var (end, open) = rising ? (range.Lower, range.LowerOpen) : (range.Upper, range.UpperOpen);
                if (double.IsInfinity(end))
                {
                    continue;
                }

                var closed = new Dictionary<string, Range>(box)
                {
                    [variable.Name] = rising ? range with { LowerOpen = false } : range with { UpperOpen = false },
                };
                if (new Ranges(closed).Of(term) is null)
                {
                    continue;
                }

                // The end of the range is the end of the domain exactly, or the domain is inside.
                var atEnd = term.Substitute(variable.Name, Reals.Rational.FromDouble(end));
                var there = new Dictionary<string, Range>(box) { [variable.Name] = new Range(end, false, end, false) };
                var direction = rising ? slope : Simplifying.Negative(slope);
                var positiveThere = strict && Holds(atEnd, true, there, depth + 1);
                if (
                    positiveThere
                        ? Holds(direction, false, box, depth + 1)
                        : (!strict || open)
                            && (_algebra.IsZero(atEnd) || Holds(atEnd, false, there, depth + 1))
                            && Holds(direction, strict, box, depth + 1)
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Boxes are split along their widest side until the range over each has the sign; the count of boxes, or null.
    private int? Subdivide(Term term, bool strict)
    {
        var scalars = term.FreeNames().Where(domains.ContainsKey).ToList();
        if (
            scalars.Count is 0 or > 3
            || scalars.Any(name =>
                problem.Variables.First(v => v.Name == name) is not { Domain: RealInterval, Dimensions.Count: 0 }
            )
        )
        {
            return null;
        }

        var collected = _algebra.Collect(term);
        var pending = new Stack<Dictionary<string, Range>>([scalars.ToDictionary(name => name, name => domains[name])]);
        var count = 0;
        while (pending.TryPop(out var box))
        {
            if (++count > MostBoxes || pending.Count > 200)
            {
                return null;
            }

            if (Satisfies(new Ranges(box).Of(term), strict) || Satisfies(new Ranges(box).Of(collected), strict))
            {
                continue;
            }

            var widest = scalars.MaxBy(name => Width(box[name]))!;
            var range = box[widest];
            if (Width(range) < 1e-6)
            {
                // Equality is touched here, or the term is not defined: subdivision does not end.
                return null;
            }

            var middle =
                double.IsInfinity(range.Lower) && double.IsInfinity(range.Upper) ? 0
                : double.IsInfinity(range.Lower) ? Math.Min(-1, 2 * range.Upper)
                : double.IsInfinity(range.Upper) ? Math.Max(1, 2 * range.Lower)
                : (range.Lower / 2) + (range.Upper / 2);
            pending.Push(new(box) { [widest] = range with { Upper = middle, UpperOpen = false } });
            pending.Push(new(box) { [widest] = range with { Lower = middle, LowerOpen = false } });
        }

        return count;
    }

    // Unbounded boxes count as wide until they lie beyond 2^20.
    private static double Width(Range range) =>
        double.IsInfinity(range.Lower) || double.IsInfinity(range.Upper)
            ? Math.Abs(double.IsInfinity(range.Upper) ? range.Lower : range.Upper)
                is > 1048576
                    and < double.PositiveInfinity
                ? 0
                : double.MaxValue
            : range.Upper - range.Lower;
}
