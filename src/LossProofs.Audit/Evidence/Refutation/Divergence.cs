// An equation with an integral or a series in it claims that it exists: it is refuted where that diverges.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Near an end of the range, or a point inside of it, the integrand is c·s^p(log s)^j e^S(1 + o(1)) with c ≠ 0: of one
/// sign, so that ∫ diverges together with ∫ s^p(log s)^j e^S. A series diverges when its terms are so and do not fall
/// faster than 1/n. Integrals are never principal values.
/// </summary>
public sealed class Divergence : Certificate
{
    private Divergence(Reading reading, Assignment assignment, string left, string right, string explanation)
        : base(reading, assignment, Relation.Equal, left, right, explanation) { }

    /// <inheritdoc/>
    public override string Kind => "divergence";

    /// <summary>Expands the integrand at a point; null unless everything is certain.</summary>
    /// <param name="charge">A claim of equality.</param>
    /// <param name="assignment">The point of the claim.</param>
    /// <param name="integral">The integral, elaborated, as it stands on one of the sides.</param>
    /// <param name="approach">Where the integrand is looked at.</param>
    /// <param name="bits">The precision.</param>
    public static Divergence? Check(
        Charge charge,
        Assignment assignment,
        Integral integral,
        Approach approach,
        int bits
    )
    {
        try
        {
            if (
                PointSetting.Establish(charge, assignment, bits)
                    is not { Goal: Terms.Comparison(var left, Relation.Equal, var right) } setting
                || !Claims(charge, left, right, integral)
                || !IsInRange(integral, approach, setting)
            )
            {
                return null;
            }

            var (key, factor) = new Germs(setting.Checker, integral.Variable, approach).Of(integral.Body).Leading;
            // ∫ x^(−p) at ∞ with x = 1/t: t^p; ∫ s^p at 0.
            var power = approach.Point is null ? key.Power : -key.Power;
            var diverges =
                !key.Scale.IsNone ? key.Scale.Sign > 0
                : approach.Point is null ? power < 1 || power == 1 && key.Logs >= -1
                : power > 1 || power == 1 && key.Logs >= -1;
            // What the other side is worth is asked last: it may be an integral, too.
            return diverges && factor.IsZero is false && Exists(charge, left, right, integral, setting)
                ? new Divergence(
                    charge.Reading,
                    assignment,
                    "diverges",
                    Term(setting, Contains(left, integral, charge) ? right : left),
                    $"the integral over {integral.Variable} diverges as {integral.Variable} goes {approach}"
                        + (approach.Point is { } point ? $" to {TermPrinter.Print(point)}" : "")
                )
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>Expands the terms of a series without symbols, which is a side; null unless everything is certain.</summary>
    public static Divergence? OfSeries(Charge charge, Assignment assignment, int bits)
    {
        try
        {
            if (
                PointSetting.Establish(charge, assignment, bits)
                    is not { Goal: Terms.Comparison(var left, Relation.Equal, var right) } setting
                || (Series.Of(left) is null) == (Series.Of(right) is null)
            )
            {
                return null;
            }

            var (side, other) = Series.Of(left) is not null ? (left, right) : (right, left);
            if (
                Series.Of(LimitElsewhere.Elaborated(charge, side)) is not { Kind: FoldKind.Sum } sum
                || sum.Body.FreeNames().Any(name => name != sum.Index)
                || setting.Checker.Evaluate(other) is null
            )
            {
                return null;
            }

            var approach = new Approach(null, 1, null, Rational.Zero);
            var (key, factor) = new Germs(setting.Checker, sum.Index, approach).Of(sum.Body).Leading;
            var diverges = !key.Scale.IsNone ? key.Scale.Sign > 0 : key.Power < 1 || key.Power == 1 && key.Logs >= -1;
            return diverges && Expansion.SignOf(factor) != 0
                ? new Divergence(
                    charge.Reading,
                    assignment,
                    "diverges",
                    Term(setting, other),
                    $"the terms of the sum over {sum.Index} do not fall faster than 1/{sum.Index}"
                )
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    // One side contains the integral as a term or factor, the other is not infinite.
    private static bool Claims(Charge charge, Term left, Term right, Integral integral)
    {
        var (a, b) = (Contains(left, integral, charge), Contains(right, integral, charge));
        return a != b
            && (a ? right : left) is not (Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)));
    }

    // The other side has a finite value.
    private static bool Exists(Charge charge, Term left, Term right, Integral integral, PointSetting setting) =>
        setting.Checker.Evaluate(Contains(left, integral, charge) ? right : left) is not null;

    private static bool Contains(Term side, Integral integral, Charge charge)
    {
        return In(LimitElsewhere.Elaborated(charge, side));

        bool In(Term term) =>
            term.Equals(integral)
            || term switch
            {
                Add or Multiply or Negate => term.Children().Any(In),
                Divide(var x, _) => In(x),
                // A limit in a variable that the integral does not contain.
                Limit limit => !integral.FreeNames().Contains(limit.Variable) && In(limit.Body),
                _ => false,
            };
    }

    private static bool IsInRange(Integral integral, Approach approach, PointSetting setting)
    {
        if (approach.Stride is not null)
        {
            return false;
        }

        if (approach.Point is null)
        {
            // One of the bounds is that infinity, the other is on the way to it.
            return (approach.Direction > 0 ? integral.Upper : integral.Lower) switch
            {
                Constant(ConstantKind.Infinity) => approach.Direction > 0,
                Negate(Constant(ConstantKind.Infinity)) => approach.Direction < 0,
                _ => false,
            };
        }

        if (setting.Checker.Number(approach.Point)?.Exact is not { } at)
        {
            return false;
        }

        // Just beside the point, on the side of the approach, is inside of the range.
        var low =
            integral.Lower is Negate(Constant(ConstantKind.Infinity))
            || Known(integral.Lower) is { } from && (approach.Direction > 0 ? at >= from : at > from);
        var high =
            integral.Upper is Constant(ConstantKind.Infinity)
            || Known(integral.Upper) is { } to && (approach.Direction > 0 ? at < to : at <= to);
        return low && high;

        Rational? Known(Term bound) => setting.Checker.Number(bound)?.Exact;
    }

    private static string Term(PointSetting setting, Term side) =>
        setting.Checker.Number(side) is { } number ? Show(number, setting.Bits) : "exists";
}
