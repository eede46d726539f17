// O(·) is refuted where the ratio of the two sides grows beyond all bounds.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>f = O(g) fails when f/g tends to infinity along one way to the point.</summary>
public sealed class UnboundedRatio : Certificate
{
    private UnboundedRatio(Reading reading, Assignment assignment, string right, string explanation)
        : base(reading, assignment, Relation.LessOrEqual, "∞", right, explanation) { }

    /// <inheritdoc/>
    public override string Kind => "rate";

    /// <summary>Expands the ratio along the approach; null unless everything is certain.</summary>
    public static UnboundedRatio? Check(Charge charge, Assignment assignment, Approach approach, int bits)
    {
        try
        {
            return
                charge.Reading.Proposition is Rate rate
                && PointSetting.Establish(charge, assignment, bits, rate.Variable) is { } setting
                && LimitElsewhere.Leads(charge, rate.Variable, rate.Point, rate.Side, approach, setting)
                && new Germs(setting.Checker, rate.Variable, approach)
                    .Of(LimitElsewhere.Elaborated(charge, rate.Left / rate.Bound))
                    .Limit.Value
                    is null
                ? new UnboundedRatio(
                    charge.Reading,
                    assignment,
                    "any bound",
                    $"the ratio to the bound is unbounded as {rate.Variable} goes {approach}"
                )
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>By a theorem that the ratio tends to ±∞ for all values of the other quantities; null unless it says that.</summary>
    public static UnboundedRatio? ByTheorem(Charge charge, Assignment assignment, Theorem infinite, int bits)
    {
        try
        {
            if (
                charge.Reading.Proposition is not Rate rate
                || infinite.Setting.Assumptions.Count > 0
                || infinite.Setting.Variables.Any(variable => !charge.Variables.Contains(variable))
                || infinite.Statement
                    is not Said
                    (
                        Terms.Comparison
                        (
                            Limit limit,
                            Relation.Equal,
                            Constant
                                (ConstantKind.Infinity)
                                or Negate
                                (Constant(ConstantKind.Infinity))
                        )
                    )
                || limit.Variable != rate.Variable
                || !limit.Point.Equals(rate.Point)
                || limit.Side != rate.Side
                || !limit.Body.Equals(LimitElsewhere.Elaborated(charge, rate.Left / rate.Bound))
                || PointSetting.Establish(charge, assignment, bits, rate.Variable) is not { } setting
            )
            {
                return null;
            }

            var isInfinite = rate.Point is Constant or Negate(Constant);
            var approach = new[] { 1, -1 }
                .Select(direction => new Approach(isInfinite ? null : rate.Point, direction, null, Rational.Zero))
                .FirstOrDefault(way =>
                    LimitElsewhere.Leads(charge, rate.Variable, rate.Point, rate.Side, way, setting)
                );
            return approach is null
                ? null
                : new UnboundedRatio(
                    charge.Reading,
                    assignment,
                    "any bound",
                    $"the ratio to the bound is unbounded as {rate.Variable} goes {approach}"
                );
        }
        catch (Undecidable)
        {
            return null;
        }
    }
}
