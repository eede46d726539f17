// O(·) is refuted where the ratio of the two sides grows beyond all bounds.
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
}
