// "Never equal" is refuted by a change of order between two exact points: somewhere between them the sides are equal.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// One real symbol moves between two exact values; at the ends the sides stand in opposite orders, and over all values
/// between them both sides have finite enclosures. What is enclosed over a whole interval is composed of functions that
/// are continuous there (a branch, a sign or a quotient that could jump has no enclosure), so that the intermediate value
/// theorem gives a point where they are equal; all of the premises hold on the whole way.
/// </summary>
public sealed class SignChange : Certificate
{
    private SignChange(Reading reading, Assignment assignment, Relation relation, string left, string right, string why)
        : base(reading, assignment, relation, left, right, why) { }

    /// <inheritdoc/>
    public override string Kind => "sign change";

    /// <summary>Checks both ends and the way between them; null unless everything is certain.</summary>
    /// <param name="charge">A claim that two numbers differ.</param>
    /// <param name="from">The one end.</param>
    /// <param name="moving">The symbol that moves, alone.</param>
    /// <param name="to">Its value at the other end.</param>
    /// <param name="bits">The precision.</param>
    public static SignChange? Check(Charge charge, Assignment from, string moving, Rational to, int bits)
    {
        if (
            from.Values.GetValueOrDefault(moving) is not ExactNumber(var start)
            || charge.Variables.FirstOrDefault(variable => variable.Name == moving)
                is not { Domain: RealInterval, Dimensions.Count: 0 }
            || charge.Solutions.Count > 0
            || Difference(PointSetting.Establish(charge, from, bits)) is not { } first
            || Difference(PointSetting.Establish(charge, from.With(moving, new ExactNumber(to)), bits)) is not { } last
            || !(first.IsPositive && last.IsNegative || first.IsNegative && last.IsPositive)
        )
        {
            return null;
        }

        var (low, high) = (Rational.Min(start, to), Rational.Max(start, to));
        var way = Ball.FromBounds(low, high, bits);
        if (Difference(PointSetting.Between(charge, from, moving, way, bits)) is not { IsFinite: true })
        {
            return null;
        }

        return new SignChange(
            charge.Reading,
            from,
            Relation.NotEqual,
            Enclosures.Show(first),
            "0",
            $"left minus right is {Enclosures.Show(first)} there and {Enclosures.Show(last)} at {moving} = {to}: "
                + "between them it is 0"
        );
    }

    private static Ball? Difference(PointSetting? setting) =>
        setting?.Goal is Terms.Comparison(var left, Relation.NotEqual, var right)
        && setting.Checker.Number(left) is { } a
        && setting.Checker.Number(right) is { } b
            ? a.In(setting.Bits) - b.In(setting.Bits)
            : null;
}
