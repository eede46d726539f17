// A strict claim, or a claim of difference, is refuted where the two sides are exactly equal.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>At an exact point both sides are the same number, by fractions or closed forms, where &lt;, &gt; or ≠ is claimed.</summary>
public sealed class EqualSides : Certificate
{
    private EqualSides(Reading reading, Assignment assignment, Relation relation, string left, string right)
        : base(reading, assignment, relation, left, right, "both sides are exactly equal there") { }

    /// <inheritdoc/>
    public override string Kind => "equal";

    /// <summary>Evaluates the claim at the point; null unless everything is certain.</summary>
    public static EqualSides? Check(Charge charge, Assignment assignment, int bits)
    {
        if (
            PointSetting.Establish(charge, assignment, bits)
                is not { Goal: Terms.Comparison(var left, var relation, var right) } setting
            || relation is not (Relation.Less or Relation.Greater or Relation.NotEqual)
            || setting.Checker.Evaluate(left) is not { } a
            || setting.Checker.Evaluate(right) is not { } b
            || setting.Checker.Decide(a, relation, b) is not false
        )
        {
            return null;
        }

        // Of arrays, one entry refutes an order; a difference is refuted by all of them together.
        return
            (relation == Relation.NotEqual ? First(a, b) : SeparatedSides.Failing(setting.Checker, a, relation, b))
                is var (x, y)
            && AreEqual(x, y)
            ? new EqualSides(charge.Reading, assignment, relation, Show(x, bits), Show(y, bits))
            : null;
    }

    internal static bool AreEqual(Part x, Part y) => (x + Part.MinusOne * y).IsZero;

    private static (Part, Part)? First(Worth left, Worth right) =>
        (left, right) switch
        {
            (Worth.Single(var x), Worth.Single(var y)) => (x.Main, y.Main),
            (Worth.Many([var x, ..]), Worth.Many([var y, ..])) => First(x, y),
            (Worth.Many([var x, ..]), _) => First(x, right),
            _ => null,
        };
}
