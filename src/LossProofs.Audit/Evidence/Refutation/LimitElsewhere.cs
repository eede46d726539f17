// A limit is refuted by one way of approach along which the quantity tends to something else, or to infinity.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// lim f = v needs f to tend to v along every way to the point: from above and from below, along the integers, along
/// any other sequence inside of the variable's domain. The expansion of f along the way gives its limit there.
/// </summary>
public sealed class LimitElsewhere : Certificate
{
    private LimitElsewhere(Reading reading, Assignment assignment, string left, string right, string explanation)
        : base(reading, assignment, Relation.Equal, left, right, explanation) { }

    /// <inheritdoc/>
    public override string Kind => "limit";

    /// <summary>Expands the quantity along the approach; null unless everything is certain.</summary>
    public static LimitElsewhere? Check(Charge charge, Assignment assignment, Approach approach, int bits)
    {
        try
        {
            if (
                PointSetting.Establish(charge, assignment, bits)
                    is not { Goal: Terms.Comparison(var left, Relation.Equal, var right) } setting
                || (left is Limit, right is Limit) is (true, true) or (false, false)
                || Elaborated(charge, left is Limit ? left : right) is not Limit limit
                || !Leads(charge, limit.Variable, limit.Point, limit.Side, approach, setting)
            )
            {
                return null;
            }

            var claimed = left is Limit ? right : left;
            var (value, infinity) = new Germs(setting.Checker, limit.Variable, approach).Of(limit.Body).Limit;
            int? wanted =
                claimed is Constant(ConstantKind.Infinity) ? 1
                : claimed is Negate(Constant(ConstantKind.Infinity)) ? -1
                : null;
            Part? number = wanted is null ? setting.Checker.Number(claimed) : null;
            var differs = (value, wanted, number) switch
            {
                ({ } found, null, { } expected) => Separated(found, expected, bits),
                (null, null, { }) => true,
                (null, { } sign, _) => sign != infinity,
                ({ }, { }, _) => true,
                _ => false,
            };
            return differs
                ? new LimitElsewhere(
                    charge.Reading,
                    assignment,
                    value is { } shown ? Show(shown, bits) : Infinite(infinity),
                    number is { } other ? Show(other, bits) : Infinite(wanted ?? 0),
                    $"{limit.Variable} {approach}"
                )
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>True when the approach leads to the point, on the side that is meant, inside of the variable's domain.</summary>
    internal static bool Leads(
        Charge charge,
        string variable,
        Term point,
        Side side,
        Approach approach,
        PointSetting setting
    )
    {
        // What is only guessed of a variable says nothing of it: an integer may be meant.
        var domain = charge.Reading.Context.Variable(variable) is { Provenance: not Provenance.Guessed } declared
            ? declared.Domain
            : null;
        if (approach.Stride is { Sign: <= 0 })
        {
            return false;
        }

        // A sequence that jumps is a way for real variables; where nothing is said, integers may be meant.
        if (approach.Stride is not null && !approach.IsWhole && domain is not RealInterval)
        {
            return false;
        }

        if (point is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)))
        {
            return approach.Point is null
                && approach.Direction == (point is Negate ? -1 : 1)
                && domain switch
                {
                    null => approach.Stride is null || approach.IsWhole,
                    RealInterval interval => (approach.Direction > 0 ? interval.Upper : interval.Lower) is null,
                    Integers(var lower, var upper) => approach.Direction > 0
                        ? upper is null or Constant
                        : lower is null or Negate(Constant),
                    _ => false,
                };
        }

        return approach.Point is not null
            && approach.Point.Equals(point)
            && (side != Side.Above || approach.Direction > 0)
            && (side != Side.Below || approach.Direction < 0)
            && setting.Checker.Number(point) is { } at
            && domain switch
            {
                null => true,
                RealInterval interval => Fits(interval, at, approach.Direction, setting.Bits),
                _ => false,
            };
    }

    private static bool Fits(RealInterval domain, Part at, int direction, int bits)
    {
        var (low, high) = at.Exact is { } exact ? (exact, exact) : (at.In(bits).Lower, at.In(bits).Upper);
        return direction > 0
            ? (domain.Lower is not { } least || low >= least) && (domain.Upper is not { } most || high < most)
            : (domain.Lower is not { } least1 || low > least1) && (domain.Upper is not { } most1 || high <= most1);
    }

    /// <summary>The term with definitions put in and derivatives taken.</summary>
    internal static Term Elaborated(Charge charge, Term term) =>
        new Elaboration(charge.Reading.Context).Elaborate(term);

    internal static bool Separated(Part x, Part y, int bits) =>
        x.Exact is { } a && y.Exact is { } b
            ? a != b
            : Ball.CertainlyLess(x.In(bits), y.In(bits)) || Ball.CertainlyLess(y.In(bits), x.In(bits));

    private static string Infinite(int sign) => sign < 0 ? "-∞" : "∞";
}
