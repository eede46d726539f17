// Rules about closed terms, about constant functions, and about sums by their upper limits.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Enclosure.</b> The sign of a term without symbols, from a ball that contains its value; the precision is raised
    /// until the ball does not contain 0. Only orders and ≠ can be shown.
    /// </summary>
    public static Theorem? ByEnclosure(Theorem exists, Relation relation)
    {
        if (exists.Existing is not { } term || term.FreeNames().Count > 0)
        {
            return null;
        }

        for (var bits = 128; bits <= 4096; bits *= 4)
        {
            var budget = new Budget(2_000_000);
            var value = new Recalculation(Context.Empty, new Dictionary<string, Worth>(), bits, budget)
                .Number(term)
                ?.In(bits);
            if (value is not { } ball || !ball.IsFinite)
            {
                return null;
            }

            if (!ball.ContainsZero)
            {
                return Holds(ball.IsPositive ? Rational.One : -Rational.One, relation, Rational.Zero)
                    ? new Theorem(exists.Setting, new Compare(term, relation, Term.Zero), "enclosure", [exists])
                    : null;
            }
        }

        return null;
    }

    /// <summary>
    /// <b>Constant function.</b> Let x be a real number of an interval of which no assumption speaks, f a term made of
    /// functions that are continuous where they exist, that exists on the interval with slope 0: then f is what it is at
    /// any point c of the interval.
    /// </summary>
    public static Theorem? ConstantIn(Theorem exists, string name, Theorem slope, Rational at, Theorem there)
    {
        var setting = exists.Setting;
        if (
            exists.Existing is not { } term
            || setting.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval domain }
            || setting.Without(name) is not { } others
            || !IsContinuous(term)
            || Slope(setting, term, name) is not { } derivative
            || !ReferenceEquals(slope.Setting, setting)
            || !slope.Statement.Equals(new Compare(derivative, Relation.Equal, Term.Zero))
            || !Contains(domain, at)
            || !Same(there.Setting, others)
            || !there.Statement.Equals(new Compare(term.Substitute(name, at), Relation.Equal, Term.Zero))
        )
        {
            return null;
        }

        return new Theorem(
            setting,
            new Compare(term, Relation.Equal, Term.Zero),
            "constant function",
            [exists, slope, there],
            $"slope 0 in {name}, value at {at}"
        );
    }

    /// <summary>
    /// <b>Induction on an integer.</b> Let n be an integer with a number m as its least value, of which no assumption
    /// speaks. C holds for every n when it holds for n = m, and for n + 1 where it holds for n.
    /// </summary>
    /// <param name="setting">Where the conclusion holds.</param>
    /// <param name="name">n.</param>
    /// <param name="statement">C.</param>
    /// <param name="start">C at m, in the setting without n.</param>
    /// <param name="step">C at n + 1, in the setting where C is assumed.</param>
    public static Theorem? Induction(Setting setting, string name, Condition statement, Theorem start, Theorem step)
    {
        if (
            setting.Variable(name) is not { Dimensions.Count: 0, Domain: Integers(Number(var least), null) }
            || !least.IsInteger
            || setting.Without(name) is not { } others
            || !Same(start.Setting, others)
            || !start.Statement.Equals(statement.Substitute(name, least))
            || !Same(step.Setting, setting.With(statement))
            || !step.Statement.Equals(statement.Substitute(name, new Symbol(name) + Term.One))
        )
        {
            return null;
        }

        return new Theorem(setting, statement, "induction", [start, step], $"on {name} from {least}");
    }

    /// <summary>
    /// <b>Last member.</b> Σ_{i=a}^{b+1} f(i) = Σ_{i=a}^{b} f(i) + f(b+1) for a ≤ b + 1, and so for products; both exist.
    /// </summary>
    public static Theorem? LastMember(Theorem exists, Theorem longer, Theorem ordered)
    {
        if (
            longer.Existing
                is not Fold
                (
                    FoldKind.Sum
                        or FoldKind.Product,
                    var index,
                    Span
                    (var from, Add([var before, Number(var one)]) to),
                    null,
                    var body
                ) fold
            || one != Rational.One
            || Common([exists, longer, ordered]) is not { } setting
            || !ordered.Statement.Equals(new Compare(from, Relation.LessOrEqual, to))
        )
        {
            return null;
        }

        var shorter = fold with { Range = new Span(from, before) };
        var last = body.Substitute(index, to);
        Term split = fold.Kind == FoldKind.Sum ? new Add([shorter, last]) : new Multiply([shorter, last]);
        return split.Equals(exists.Existing)
            ? new Theorem(
                setting,
                new Compare(fold, Relation.Equal, split),
                "last member of a range",
                [exists, longer, ordered]
            )
            : null;
    }

    private static bool Contains(RealInterval domain, Rational value) =>
        (domain.Lower is not { } low || value > low || (domain.LowerClosed && value == low))
        && (domain.Upper is not { } high || value < high || (domain.UpperClosed && value == high));
}
