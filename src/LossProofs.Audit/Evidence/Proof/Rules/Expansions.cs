// Rules: limits and O(·) by asymptotic expansions.
using LossProofs.Audit.Evidence.Proof.Asymptotics;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    private const int ExpansionWork = 400_000;

    /// <summary>
    /// <b>Limit by expansion.</b> With x = a ± t, or x = ±1/t at ±∞, f(x) = Σ c_i m_i(t) + O(m(t)) for all small t &gt; 0
    /// (<see cref="Expander"/>), the magnitudes in a Hardy field. Where all but one m_i = 1 and the error tend to 0, the
    /// limit is c_i: from both sides the same, where both are asked. The value is a term that exists.
    /// </summary>
    /// <param name="setting">Where; the limit's variable is new in it.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="search">Gives signs and existence as theorems.</param>
    /// <param name="order">How many powers are kept.</param>
    public static Theorem? LimitByExpansion(Setting setting, Limit limit, IProofSearch search, int order) =>
        Expanded(
            setting,
            search,
            field =>
            {
                Polynomial? value = null;
                foreach (var path in Paths(field, limit.Variable, limit.Point, limit.Side))
                {
                    var (large, constant, _) = new Expander(field, limit.Variable, path, order).Of(limit.Body).Split();
                    if (large.Count > 0 || value is not null && !field.IsZero(constant - value))
                    {
                        return null;
                    }

                    value ??= constant;
                }

                return value?.ToTerm() is { } term && field.Shown(Exists(term))
                    ? new Theorem(
                        setting,
                        new Compare(limit, Relation.Equal, term),
                        "limit by expansion",
                        field.Premises.ToSequence()
                    )
                    : null;
            }
        );

    /// <summary>
    /// <b>Infinite limit by expansion.</b> The same where the dominating magnitude tends to ∞ and its coefficient is
    /// positive (+∞) or negative (−∞), on all sides that are asked. That is no number: nothing else follows from it.
    /// </summary>
    public static Theorem? InfiniteByExpansion(
        Setting setting,
        Limit limit,
        bool positive,
        IProofSearch search,
        int order
    ) =>
        Expanded(
            // A declared quantity of the limit's name is another one.
            setting.Variable(limit.Variable)
                is null
                ? setting
                : setting.Without(limit.Variable),
            search,
            field =>
            {
                foreach (var path in Paths(field, limit.Variable, limit.Point, limit.Side))
                {
                    var body = new Expander(field, limit.Variable, path, order).Of(limit.Body);
                    if (body.Top?.Direction(field) is not 1 || body.Sign != (positive ? 1 : -1))
                    {
                        return null;
                    }
                }

                return new Theorem(
                    setting,
                    new Said(
                        new Terms.Comparison(
                            limit,
                            Relation.Equal,
                            positive ? Term.Infinity : new Negate(Term.Infinity)
                        )
                    ),
                    "infinite limit by expansion",
                    field.Premises.ToSequence()
                );
            }
        );

    /// <summary>
    /// <b>Order by expansion.</b> f = O(g) as x → a: f and g exist near a, g = c·m·(1 + o(1)) with c ≠ 0, and f = O(m).
    /// From the sides that are asked and that the domain of x has points on; x → ±∞ through an unbounded domain.
    /// </summary>
    /// <param name="setting">Where; x is one of its quantities, and nothing else speaks of it.</param>
    /// <param name="rate">The claim.</param>
    /// <param name="search">Gives signs and existence as theorems.</param>
    /// <param name="order">How many powers are kept.</param>
    public static Theorem? RateByExpansion(Setting setting, Rate rate, IProofSearch search, int order)
    {
        if (
            setting.Variable(rate.Variable) is not { Dimensions.Count: 0 } variable
            || setting.Without(rate.Variable) is not { } others
            || rate.Point.FreeNames().Contains(rate.Variable)
            || SideOf(variable.Domain, rate.Point, rate.Side) is not { } side
        )
        {
            return null;
        }

        return Expanded(
            others,
            search,
            field =>
            {
                foreach (var path in Paths(field, rate.Variable, rate.Point, side))
                {
                    var expander = new Expander(field, rate.Variable, path, order);
                    var (size, _) = expander.Of(rate.Bound).Leading;
                    if (expander.Of(rate.Left).Top is { } top && top.CompareTo(size, field) > 0)
                    {
                        return null;
                    }
                }

                return new Theorem(setting, new Said(rate), "order by expansion", field.Premises.ToSequence());
            }
        );
    }

    /// <summary><b>Order of equals.</b> f = O(g) as x → a through its domain, from h = O(g) where f = h on the domain.</summary>
    public static Theorem? RateOfEqual(Theorem equal, Theorem order) =>
        equal.Statement is Compare(var left, Relation.Equal, var known)
        && order.Statement is Said(Rate rate)
        && rate.Left.Equals(known)
        && Same(equal.Setting, order.Setting)
        && order.Setting.Variable(rate.Variable) is not null
            ? new Theorem(order.Setting, new Said(rate with { Left = left }), "order of equals", [equal, order])
            : null;

    /// <summary>
    /// <b>Limit along the integers.</b> A body with a sum or a product up to n + k exists for integers n only, so that its
    /// limit at ∞ is one along them: that of g, where f = g for every integer n from some number on.
    /// </summary>
    public static Theorem? LimitAlongIntegers(Limit limit, Theorem equal, Theorem value) =>
        limit.Point is Constant(ConstantKind.Infinity)
        && value.Setting.Variable(limit.Variable) is null
        && equal.Setting.Extends(value.Setting)
        && equal.Setting.Assumptions.Count == value.Setting.Assumptions.Count
        && equal.Setting.Variables.Count == value.Setting.Variables.Count + 1
        && equal.Setting.Variables[^1]
            is { Dimensions.Count: 0, Domain: Integers(Number { Value.IsInteger: true }, null) } n
        && n.Name == limit.Variable
        && IsOfIntegers(limit.Body, limit.Variable)
        && equal.Statement is Compare(var body, Relation.Equal, var form)
        && body.Equals(limit.Body)
        && value.Statement is Compare(var known, Relation.Equal, var number)
        && known.Equals(limit with { Body = form })
            ? new Theorem(
                value.Setting,
                new Compare(limit, Relation.Equal, number),
                "limit along the integers",
                [equal, value]
            )
            : null;

    // A part that exists only where the variable is an integer.
    private static bool IsOfIntegers(Term term, string variable) =>
        term switch
        {
            Fold(FoldKind.Sum or FoldKind.Product, _, Span(Number { Value.IsInteger: true }, var to), _, _)
                when to is Symbol(var name) && name == variable
                    || to is Add([Symbol(var first), Number { Value.IsInteger: true }]) && first == variable
                    || to is Add([Symbol(var second), Negate(Number { Value.IsInteger: true })])
                        && second == variable => true,
            Negate or Add or Multiply or Divide or Guarded => term.Children().Any(part => IsOfIntegers(part, variable)),
            Power(var x, _) => IsOfIntegers(x, variable),
            Apply(_, var xs) => xs.Any(x => IsOfIntegers(x, variable)),
            _ => false,
        };

    // The paths on which a point is approached, as functions of t.
    private static IEnumerable<Transseries> Paths(Field field, string variable, Term point, Side side)
    {
        if (field.Setting.Variable(variable) is not null || point.FreeNames().Contains(variable))
        {
            throw new NoExpansion();
        }

        if (point is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)))
        {
            return [Transseries.Of(field, Polynomial.Of(point is Negate ? -1 : 1), Magnitude.PowerOf(-Rational.One))];
        }

        var centre = Transseries.Of(field, field.Of(point));
        return new[] { Side.Above, Side.Below }
            .Where(one => side == Side.Both || side == one)
            .Select(one =>
                centre
                + Transseries.Of(field, Polynomial.Of(one == Side.Above ? 1 : -1), Magnitude.PowerOf(Rational.One))
            );
    }

    // From where a point is approached within a domain; null where nothing of the domain comes near.
    private static Side? SideOf(Domain domain, Term point, Side side)
    {
        var (lower, upper) = domain switch
        {
            RealInterval interval => (interval.Lower, interval.Upper),
            Integers(var least, var most)
                when least is null or Number
                    && most is null or Number
                    && point is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)) => (
                (least as Number)?.Value,
                (most as Number)?.Value
            ),
            _ => (Rational.Zero, Rational.Zero),
        };
        switch (point)
        {
            case Constant(ConstantKind.Infinity):
                return upper is null ? side : null;
            case Negate(Constant(ConstantKind.Infinity)):
                return lower is null ? side : null;
            case Number(var a):
            {
                var (below, above) = (
                    side != Side.Above && !(lower >= a) && !(upper < a),
                    side != Side.Below && !(upper <= a) && !(lower > a)
                );
                return (below, above) switch
                {
                    (true, true) => Side.Both,
                    (true, false) => Side.Below,
                    (false, true) => Side.Above,
                    _ => null,
                };
            }

            default:
                return lower is null && upper is null ? side : null;
        }
    }

    private static Theorem? Expanded(Setting? setting, IProofSearch search, Func<Field, Theorem?> prove)
    {
        try
        {
            return setting is null ? null : prove(new Field(setting, search, ExpansionWork));
        }
        catch (NoExpansion)
        {
            return null;
        }
        catch (TooLarge)
        {
            return null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }
}
