// Rules: smallest and largest values, and tangents that touch at one point only.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Smallest value.</b> min_x f = v where f ≥ v for every x of its domain, v does not depend on x, and f at some
    /// number c of the domain is v; max_x f = v likewise with ≤. No assumption speaks of x: it ranges over its domain.
    /// </summary>
    /// <param name="extremum">min_x f or max_x f.</param>
    /// <param name="bound">f ≥ v (f ≤ v), in a setting with x.</param>
    /// <param name="at">c.</param>
    /// <param name="value">f at c = v, there.</param>
    public static Theorem? Attained(Extremum extremum, Theorem bound, Rational at, Theorem value)
    {
        var setting = bound.Setting;
        return
            extremum.Kind is not (ExtremumKind.ArgMin or ExtremumKind.ArgMax)
            && bound.Statement is Compare(var body, var relation, var limit)
            && body.Equals(extremum.Body)
            && relation == (IsLeast(extremum) ? Relation.GreaterOrEqual : Relation.LessOrEqual)
            && !limit.FreeNames().Contains(extremum.Variable)
            && setting.Variable(extremum.Variable) is { Dimensions.Count: 0, Domain: RealInterval domain }
            && setting.Without(extremum.Variable) is not null
            && Contains(domain, at)
            && ReferenceEquals(value.Setting, setting)
            && value.Statement.Equals(new Compare(body.Substitute(extremum.Variable, at), Relation.Equal, limit))
            ? new Theorem(
                setting,
                new Compare(extremum, Relation.Equal, limit),
                IsLeast(extremum) ? "smallest value" : "largest value",
                [bound, value],
                $"at {extremum.Variable} = {at}"
            )
            : null;
    }

    /// <summary>
    /// <b>Bound that is approached.</b> sup_x f = v where f ≤ v for every x of its domain, an interval with more than one
    /// point, v does not depend on x, and f tends to v at an end of that interval from inside; inf_x f = v likewise with ≥.
    /// No assumption speaks of x. Of a largest or smallest value it says nothing: that has to be taken.
    /// </summary>
    /// <param name="extremum">sup_x f or inf_x f.</param>
    /// <param name="bound">f ≤ v (f ≥ v), in a setting with x.</param>
    /// <param name="approach">lim f = v at the upper end from below or at the lower end from above, or at ±∞ where there is no end.</param>
    public static Theorem? Approached(Extremum extremum, Theorem bound, Theorem approach)
    {
        var setting = bound.Setting;
        return
            extremum.Kind is ExtremumKind.Sup or ExtremumKind.Inf
            && bound.Statement is Compare(var body, var relation, var limit)
            && body.Equals(extremum.Body)
            && relation == (IsLeast(extremum) ? Relation.GreaterOrEqual : Relation.LessOrEqual)
            && !limit.FreeNames().Contains(extremum.Variable)
            && setting.Variable(extremum.Variable) is { Dimensions.Count: 0, Domain: RealInterval domain }
            && (domain.Lower is not { } low || domain.Upper is not { } high || low < high)
            && setting.Without(extremum.Variable) is { } others
            && Same(approach.Setting, others)
            && approach.Statement is Compare(Limit tending, Relation.Equal, var value)
            && value.Equals(limit)
            && tending.Body.Equals(body)
            && tending.Variable == extremum.Variable
            && IsEnd(domain, tending)
            ? new Theorem(
                setting,
                new Compare(extremum, Relation.Equal, limit),
                "bound that is approached",
                [bound, approach],
                $"as {extremum.Variable} goes to an end of its domain"
            )
            : null;
    }

    private static bool IsLeast(Extremum extremum) => extremum.Kind is ExtremumKind.Min or ExtremumKind.Inf;

    private static bool IsEnd(RealInterval domain, Limit limit) =>
        limit switch
        {
            { Point: Constant(ConstantKind.Infinity) } => domain.Upper is null,
            { Point: Negate(Constant(ConstantKind.Infinity)) } => domain.Lower is null,
            { Point: Number(var point), Side: Side.Above } => domain.Lower is { } low && low == point,
            { Point: Number(var point), Side: Side.Below } => domain.Upper is { } high && high == point,
            _ => false,
        };

    /// <summary><b>Strict tangent of the exponential.</b> e^u − 1 − u &gt; 0 for u ≠ 0.</summary>
    public static Theorem? StrictExponentialTangent(Theorem different) =>
        different.Statement is Compare(var u, Relation.NotEqual, Number { Value.Sign: 0 })
            ? new Theorem(
                different.Setting,
                new Compare(new Add([Term.Exp(u), new Negate(Term.One), new Negate(u)]), Relation.Greater, Term.Zero),
                "strict tangent of the exponential",
                [different]
            )
            : null;

    /// <summary><b>Strict tangent of the logarithm.</b> u − 1 − log u &gt; 0 for u &gt; 0, u ≠ 1.</summary>
    public static Theorem? StrictLogarithmTangent(Theorem positive, Theorem different) =>
        positive.Statement is Compare(var u, Relation.Greater, Number { Value.Sign: 0 })
        && different.Statement.Equals(new Compare(new Add([u, new Negate(Term.One)]), Relation.NotEqual, Term.Zero))
        && Common([positive, different]) is { } setting
            ? new Theorem(
                setting,
                new Compare(new Add([u, new Negate(Term.One), new Negate(Term.Log(u))]), Relation.Greater, Term.Zero),
                "strict tangent of the logarithm",
                [positive, different]
            )
            : null;

    /// <summary>
    /// <b>First integer.</b> C for every integer n ≥ m from C at m and C for every n ≥ m + 1; no assumption speaks of n.
    /// </summary>
    public static Theorem? FirstInteger(Setting setting, string name, Condition statement, Theorem first, Theorem rest)
    {
        if (
            setting.Variable(name) is not { Dimensions.Count: 0, Domain: Integers(Number(var least), null) } variable
            || !least.IsInteger
            || setting.Without(name) is not { } others
            || !Same(first.Setting, others)
            || !first.Statement.Equals(statement.Substitute(name, least))
            || !Same(rest.Setting, Later(setting, variable, least))
            || !rest.Statement.Equals(statement)
        )
        {
            return null;
        }

        return new Theorem(setting, statement, "first integer", [first, rest], $"{name} = {least}");
    }

    /// <summary>The setting with an integer from one more on.</summary>
    internal static Setting Later(Setting setting, Variable variable, Rational least) =>
        Setting.Of(
            setting.Variables.Map(other =>
                ReferenceEquals(other, variable)
                    ? variable with
                    {
                        Domain = new Integers(new Number(least + 1), null),
                    }
                    : other
            ),
            setting.Assumptions
        );
}
