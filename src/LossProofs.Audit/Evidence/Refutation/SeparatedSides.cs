// The commonest certificate: at an exact point the enclosures of the two sides do not meet.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>Both sides exist at an exact point, and their enclosures show that the relation fails there.</summary>
public sealed class SeparatedSides : Certificate
{
    private SeparatedSides(Reading reading, Assignment assignment, Relation relation, string left, string right)
        : base(reading, assignment, relation, left, right, null) { }

    /// <inheritdoc/>
    public override string Kind => "separated";

    /// <summary>Evaluates the claim at the point; null unless everything is certain.</summary>
    public static SeparatedSides? Check(Charge charge, Assignment assignment, int bits) =>
        PointSetting.Establish(charge, assignment, bits)
            is { Goal: Terms.Comparison(var left, var relation, var right) } setting
        && setting.Checker.Evaluate(left) is { } a
        && setting.Checker.Evaluate(right) is { } b
        && setting.Checker.Decide(a, relation, b) is false
        && Failing(setting.Checker, a, relation, b) is var (x, y)
        && !EqualSides.AreEqual(x, y)
        && (relation != Relation.Equal || FailsForAllDecimals(setting, left, right))
            ? new SeparatedSides(charge.Reading, assignment, relation, Show(x, bits), Show(y, bits))
            : null;

    // What was printed with some digits is refuted only beyond what rounding explains.
    private static bool FailsForAllDecimals(PointSetting setting, Term left, Term right)
    {
        var judge = setting.Widened();
        return judge.Evaluate(left) is { } a
            && judge.Evaluate(right) is { } b
            && judge.Decide(a, Relation.Equal, b) is false;
    }

    // The first pair of numbers for which the relation certainly fails.
    internal static (Part Left, Part Right)? Failing(Recalculation judge, Worth left, Relation relation, Worth right)
    {
        switch (left, right)
        {
            case (Worth.Single(var x), Worth.Single(var y)):
                return judge.Decide(left, relation, right) is false ? (x.Main, y.Main) : null;
            case (Worth.Many(var xs), Worth.Many(var ys)):
                return xs.Zip(ys, (x, y) => Failing(judge, x, relation, y)).FirstOrDefault(pair => pair is not null);
            case (Worth.Many(var xs), _):
                return xs.Select(x => Failing(judge, x, relation, right)).FirstOrDefault(pair => pair is not null);
            default:
                return null;
        }
    }
}
