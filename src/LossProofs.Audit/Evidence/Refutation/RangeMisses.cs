// "The least value is v" is refuted where all values are certainly larger: by intervals over the whole domain.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// min f = v (max f = v) fails when the enclosures of f over a finite cover of the variable's domain all lie above
/// (below) v: the infimum is then at least the smallest of their ends, of which there are finitely many. So it does by a
/// theorem f ≥ w (f ≤ w) with a number w beyond v, and a smallest (largest) value, which has to be taken, by f &gt; v
/// (f &lt; v).
/// </summary>
public sealed class RangeMisses : Certificate
{
    private const int Pieces = 64;
    private const int Doublings = 20;

    private RangeMisses(Reading reading, Assignment assignment, string left, string right, string explanation)
        : base(reading, assignment, Relation.Equal, left, right, explanation) { }

    /// <inheritdoc/>
    public override string Kind => "range";

    /// <summary>Encloses the values piece by piece; null unless all of them miss the value.</summary>
    public static RangeMisses? Check(Charge charge, Assignment assignment, int bits)
    {
        if (
            charge.Reading.Proposition
                is not Terms.Comparison
                (
                    Extremum
                    (not (ExtremumKind.ArgMin or ExtremumKind.ArgMax), var name, _) extremum,
                    Relation.Equal,
                    var claimed
                )
            || charge.Reading.Context.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval domain }
            || PointSetting.Establish(charge, assignment, bits, name) is not { } setting
            || setting.Checker.Number(claimed) is not { } value
            || !value.In(bits).IsFinite
        )
        {
            return null;
        }

        try
        {
            var least = extremum.Kind is ExtremumKind.Min or ExtremumKind.Inf;
            var body = new Elaboration(charge.Reading.Context).Elaborate(extremum.Body);
            double? closest = null;
            foreach (var piece in Cover(domain))
            {
                var values = Enclose(body, name, piece, setting.Checker);
                var end = least ? values.Lower : values.Upper;
                var misses =
                    double.IsFinite(end)
                    && (
                        least
                            ? Rational.FromDouble(end) > value.In(bits).Upper
                            : Rational.FromDouble(end) < value.In(bits).Lower
                    );
                if (!misses)
                {
                    return null;
                }

                closest =
                    closest is not { } known ? end
                    : least ? Math.Min(known, end)
                    : Math.Max(known, end);
            }

            return closest is { } bound
                ? new RangeMisses(
                    charge.Reading,
                    assignment,
                    (least ? "at least " : "at most ") + Enclosures.Decimal(Rational.FromDouble(bound), up: !least),
                    Show(value, bits),
                    $"all values over the domain of {name} are {(least ? "larger" : "smaller")}"
                )
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>By a theorem that bounds all values over the variable's domain away from the value; null unless it says that.</summary>
    public static RangeMisses? ByTheorem(Charge charge, Assignment assignment, Theorem bound, int bits)
    {
        if (
            charge.Reading.Proposition
                is not Terms.Comparison
                (
                    Extremum
                    (not (ExtremumKind.ArgMin or ExtremumKind.ArgMax), var name, _) extremum,
                    Relation.Equal,
                    var claimed
                )
            || charge.Hypotheses.Count > 0
            || bound.Setting.Assumptions.Count > 0
            || bound.Setting.Variables.Any(variable => !charge.Variables.Contains(variable))
            || bound.Setting.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval }
            || bound.Statement is not Compare(var body, var relation, var limit)
            || limit.FreeNames().Contains(name)
            || claimed.FreeNames().Contains(name)
            || PointSetting.Establish(charge, assignment, bits, name) is not { } setting
        )
        {
            return null;
        }

        try
        {
            var least = extremum.Kind is ExtremumKind.Min or ExtremumKind.Inf;
            if (
                !body.Equals(new Elaboration(charge.Reading.Context).Elaborate(extremum.Body))
                || setting.Checker.Number(claimed) is not { } value
                || setting.Checker.Number(limit) is not { } end
                || !value.In(bits).IsFinite
                || !end.In(bits).IsFinite
            )
            {
                return null;
            }

            var isTaken = extremum.Kind is ExtremumKind.Min or ExtremumKind.Max;
            var strict = relation == (least ? Relation.Greater : Relation.Less);
            var misses =
                (strict || relation == (least ? Relation.GreaterOrEqual : Relation.LessOrEqual))
                && (
                    (
                        least
                            ? Ball.CertainlyLess(value.In(bits), end.In(bits))
                            : Ball.CertainlyLess(end.In(bits), value.In(bits))
                    )
                    || strict && isTaken && limit.Equals(claimed)
                );
            return misses
                ? new RangeMisses(
                    charge.Reading,
                    assignment,
                    $"{(least, strict) switch { (true, false) => "at least", (true, true) => "more than", (false, false) => "at most", _ => "less than" }} {Show(end, bits)}",
                    Show(value, bits),
                    $"all values over the domain of {name} are {(least ? "larger" : "smaller")}"
                )
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    // Closed pieces whose union holds the domain; the outermost may be unbounded.
    private static IEnumerable<Interval> Cover(RealInterval domain)
    {
        if (domain is { Lower: { } a, Upper: { } b })
        {
            for (var at = 0; at < Pieces; at++)
            {
                yield return Hull(a + (b - a) * new Rational(at, Pieces), a + (b - a) * new Rational(at + 1, Pieces));
            }

            yield break;
        }

        var start = domain.Lower ?? domain.Upper ?? Rational.Zero;
        var (up, down) = (domain.Upper is null, domain.Lower is null);
        foreach (var direction in new[] { 1, -1 }.Where(direction => direction > 0 ? up : down))
        {
            for (var at = 0; at < Pieces; at++)
            {
                yield return Hull(
                    start + direction * new Rational(at, Pieces),
                    start + direction * new Rational(at + 1, Pieces)
                );
            }

            for (var power = 0; power < Doublings; power++)
            {
                yield return Hull(
                    start + direction * Rational.Pow(2, power),
                    start + direction * Rational.Pow(2, power + 1)
                );
            }

            var last = Interval.From(start + direction * Rational.Pow(2, Doublings), 53);
            yield return direction > 0
                ? new Interval(last.Lower, double.PositiveInfinity)
                : new Interval(double.NegativeInfinity, last.Upper);
        }

        static Interval Hull(Rational x, Rational y) => Interval.Hull(Interval.From(x, 53), Interval.From(y, 53));
    }

    private static Interval Enclose(Term term, string name, Interval over, Recalculation judge)
    {
        if (!term.FreeNames().Contains(name))
        {
            var number = judge.Number(term) ?? throw new Undecidable("a part without a value");
            return number.Exact is { } exact
                ? Interval.From(exact, 53)
                : Interval.Hull(Interval.From(number.Enclosure.Lower, 53), Interval.From(number.Enclosure.Upper, 53));
        }

        Interval Of(Term part) => Enclose(part, name, over, judge);
        var value = term switch
        {
            Symbol => over,
            Negate(var x) => -Of(x),
            Add(var xs) => xs.Select(Of).Aggregate((x, y) => x + y),
            Multiply(var xs) => xs.Select(Of).Aggregate((x, y) => x * y),
            Divide(var x, var y) => Of(x) / Of(y),
            Power(var x, Number({ IsInteger: true } n)) when Rational.Abs(n) <= 64 && n.Sign != 0 => Interval.Pow(
                Of(x),
                (int)n.Numerator
            ),
            Power(var x, var y) => Interval.Pow(Of(x), Of(y)),
            Apply(Function.Max, var xs) => xs.Select(Of).Aggregate(Interval.Max),
            Apply(Function.Min, var xs) => xs.Select(Of).Aggregate(Interval.Min),
            Apply(var function, [var x]) when KnownFunctions.Of(function) is RealFunction known => known.Enclose(
                Of(x),
                53
            ),
            _ => Interval.Undefined,
        };
        return value.IsDefined ? value : throw new Undecidable("a part without an enclosure");
    }
}
