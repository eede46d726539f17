// Rules: monotone functions, the logarithm's order, and inequalities of exponentials.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Monotone function.</b> Let x be a real number of an interval of which no assumption speaks, and f a term that is
    /// made of functions that are continuous where they exist. If f exists on the interval with its end c included, the
    /// derivative by x has one sign on the interval, and f at c is ≥ 0 (&gt; 0), then f is ≥ 0 (&gt; 0) on the interval: by
    /// the mean value theorem, for every value of the other quantities. From f(c) ≥ 0 and a derivative of strict sign
    /// follows f &gt; 0 where c does not belong to the interval.
    /// </summary>
    /// <param name="setting">Where the conclusion holds.</param>
    /// <param name="name">x.</param>
    /// <param name="rising">True: c is the lower end and the slope is ≥ 0; false: the upper end, ≤ 0.</param>
    /// <param name="exists">f exists in the setting with the end included.</param>
    /// <param name="slope">f' R 0 in the setting; f' as <see cref="Slope"/> gives it.</param>
    /// <param name="atEnd">f(c) R 0 in the setting without x.</param>
    public static Theorem? Monotone(
        Setting setting,
        string name,
        bool rising,
        Theorem exists,
        Theorem slope,
        Theorem atEnd
    )
    {
        if (
            setting.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval interval } variable
            || exists.Existing is not { } term
            || setting.Without(name) is not { } others
            || (rising ? interval.Lower : interval.Upper) is not { } end
            || !IsContinuous(term)
            || Slope(setting, term, name) is not { } derivative
            || !slope.Setting.Equals(setting)
            || slope.Statement is not Compare(var direction, var sign, Number { Value.Sign: 0 })
            || !direction.Equals(derivative)
            || atEnd.Statement is not Compare(var value, var there, Number { Value.Sign: 0 })
            || !value.Equals(term.Substitute(name, end))
            || !Same(atEnd.Setting, others)
        )
        {
            return null;
        }

        var closed = rising ? interval with { LowerClosed = true } : interval with { UpperClosed = true };
        var isOpen = !(rising ? interval.LowerClosed : interval.UpperClosed);
        var isWithEnd =
            Same(exists.Setting, WithDomain(setting, variable, closed))
            || !isOpen && ReferenceEquals(exists.Setting, setting);
        var (rises, strictly) = sign switch
        {
            Relation.Greater => (true, true),
            Relation.GreaterOrEqual => (true, false),
            Relation.Less => (false, true),
            Relation.LessOrEqual => (false, false),
            _ => (!rising, false),
        };
        if (!isWithEnd || rises != rising || there is not (Relation.Greater or Relation.GreaterOrEqual))
        {
            return null;
        }

        var strict = there == Relation.Greater || (strictly && isOpen);
        return new Theorem(
            setting,
            new Compare(term, strict ? Relation.Greater : Relation.GreaterOrEqual, Term.Zero),
            "monotone function",
            [exists, slope, atEnd],
            $"in {name}, {(rising ? "rising" : "falling")} from {end}"
        );
    }

    /// <summary>
    /// <b>Increment.</b> Let a ≤ b be numbers of an interval, and F(t) a term that is made of functions that are continuous
    /// where they exist. If F exists for every t of the interval with a ≤ t ≤ b, and the derivative by t is ≥ 0 there, then
    /// F(b) − F(a) ≥ 0, by the mean value theorem; it is &gt; 0 for a derivative &gt; 0 and a &lt; b.
    /// </summary>
    /// <param name="name">t, which is new.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="exists">F exists for these t (see <see cref="Along"/>).</param>
    /// <param name="slope">F' R 0 for these t; F' as <see cref="Slope"/> gives it.</param>
    /// <param name="ordered">a ≤ b, or a &lt; b.</param>
    /// <param name="inside">a − l ≥ 0 (&gt; 0) and u − b ≥ 0 (&gt; 0) for the ends l and u that the interval has.</param>
    public static Theorem? Increment(
        string name,
        RealInterval interval,
        Theorem exists,
        Theorem slope,
        Theorem ordered,
        IReadOnlyList<Theorem> inside
    )
    {
        var setting = ordered.Setting;
        if (
            exists.Existing is not { } term
            || ordered.Statement is not Compare(var low, Relation.Less or Relation.LessOrEqual, var high) order
            || setting.Variable(name) is not null
            || new Kinds(setting.Variable) is not { } kinds
            || kinds.Shape(low) is not { Count: 0 }
            || kinds.Shape(high) is not { Count: 0 }
            || !IsContinuous(term)
            || Along(setting, name, interval, low, high) is not { } between
            || !Same(exists.Setting, between)
            || !Same(slope.Setting, between)
            || Slope(between, term, name) is not { } derivative
            || slope.Statement
                is not Compare
                (var direction, Relation.Greater or Relation.GreaterOrEqual, Number { Value.Sign: 0 })
            || !direction.Equals(derivative)
            || !Inside(interval, low, high).All(condition => inside.Any(theorem => theorem.Shows(setting, condition)))
        )
        {
            return null;
        }

        var strict = order.Relation == Relation.Less && ((Compare)slope.Statement).Relation == Relation.Greater;
        return new Theorem(
            setting,
            new Compare(
                new Add([term.Substitute(name, high), new Negate(term.Substitute(name, low))]),
                strict ? Relation.Greater : Relation.GreaterOrEqual,
                Term.Zero
            ),
            "increment",
            [exists, slope, ordered, .. inside],
            $"in {name}"
        );
    }

    /// <summary>The setting with a new number t of an interval for which a ≤ t ≤ b.</summary>
    internal static Setting Along(Setting setting, string name, RealInterval interval, Term low, Term high) =>
        setting
            .With(new Variable(name, [], interval, Provenance.BuiltIn))
            .With(new Compare(low, Relation.LessOrEqual, new Symbol(name)))
            .With(new Compare(new Symbol(name), Relation.LessOrEqual, high));

    /// <summary>What says that a and b, and so all numbers between them, lie in an interval.</summary>
    internal static IEnumerable<Condition> Inside(RealInterval interval, Term low, Term high)
    {
        if (interval.Lower is { } lower)
        {
            yield return new Compare(
                new Add([low, new Negate(lower)]),
                interval.LowerClosed ? Relation.GreaterOrEqual : Relation.Greater,
                Term.Zero
            );
        }

        if (interval.Upper is { } upper)
        {
            yield return new Compare(
                new Add([upper, new Negate(high)]),
                interval.UpperClosed ? Relation.GreaterOrEqual : Relation.Greater,
                Term.Zero
            );
        }
    }

    /// <summary>The derivative of a term by a real number, all other symbols held fixed; null where it is not followed.</summary>
    public static Term? Slope(Setting setting, Term term, string name)
    {
        if (!term.FreeNames().Contains(name))
        {
            return null;
        }

        try
        {
            var others = setting.Variables.Select(variable => variable with { DependsOn = [] }).ToSequence();
            var elaboration = new Elaboration(new Context(others, [], []));
            return new Guarded(new Differentiation(elaboration, new Symbol(name)).Of(term), term);
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>The setting with a real number in another interval: what <see cref="Monotone"/> asks existence in.</summary>
    internal static Setting WithDomain(Setting setting, Variable variable, RealInterval domain) =>
        Setting.Of(
            setting.Variables.Map(other =>
                ReferenceEquals(other, variable) ? variable with { Domain = domain } : other
            ),
            setting.Assumptions
        );

    /// <summary>
    /// <b>Division of a domain.</b> What holds where x ≤ c and where x ≥ c, holds; c lies in the domain of x.
    /// </summary>
    public static Theorem? Divided(Setting setting, string name, Rational at, Theorem below, Theorem above)
    {
        if (
            setting.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval domain }
            || !Contains(domain, at)
            || !below.Statement.Equals(above.Statement)
            || !Same(below.Setting, setting.Within(name, domain with { Upper = at, UpperClosed = true }))
            || !Same(above.Setting, setting.Within(name, domain with { Lower = at, LowerClosed = true }))
        )
        {
            return null;
        }

        return new Theorem(setting, below.Statement, "division of the domain", [below, above], $"{name} = {at}");
    }

    /// <summary>
    /// <b>Closure.</b> A term that is made of functions continuous where they exist, that exists in a setting, and that is
    /// ≥ 0 where a real number x lies inside of its interval, is ≥ 0 at the interval's ends too; no assumption speaks of x.
    /// </summary>
    public static Theorem? Closure(Theorem exists, string name, Theorem inside)
    {
        var setting = exists.Setting;
        if (
            exists.Existing is not { } term
            || inside.Statement is not Compare(var value, Relation.GreaterOrEqual, Number { Value.Sign: 0 })
            || !value.Equals(term)
            || setting.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval domain } variable
            || domain.Lower is { } low && domain.Upper is { } high && low >= high
            || setting.Without(name) is null
            || !IsContinuous(term)
            || !Same(
                inside.Setting,
                WithDomain(setting, variable, domain with { LowerClosed = false, UpperClosed = false })
            )
        )
        {
            return null;
        }

        return new Theorem(setting, inside.Statement, "closure", [exists, inside], $"at the ends of {name}");
    }

    /// <summary><b>Logarithm.</b> log a − log b R 0 from a − b R 0 for a, b &gt; 0: the logarithm increases.</summary>
    public static Theorem? Logarithms(Theorem order, Theorem leftPositive, Theorem rightPositive) =>
        order.Statement is Compare(Add([var a, Negate(var b)]), var relation, Number { Value.Sign: 0 })
        && Common([order, leftPositive, rightPositive]) is { } setting
        && leftPositive.Statement.Equals(new Compare(a, Relation.Greater, Term.Zero))
        && rightPositive.Statement.Equals(new Compare(b, Relation.Greater, Term.Zero))
            ? new Theorem(
                setting,
                new Compare(new Add([Term.Log(a), new Negate(Term.Log(b))]), relation, Term.Zero),
                "the logarithm increases",
                [order, leftPositive, rightPositive]
            )
            : null;

    /// <summary><b>Exponential.</b> a − b R 0 from log a − log b R 0: the exponential increases.</summary>
    public static Theorem? Exponentials(Theorem order) =>
        order.Statement
            is Compare(
                Add
                ([Apply(Function.Log, [var a]), Negate(Apply(Function.Log, [var b]))]),
                var relation,
                Number { Value.Sign: 0 }
            )
            ? new Theorem(
                order.Setting,
                new Compare(new Add([a, new Negate(b)]), relation, Term.Zero),
                "the exponential increases",
                [order]
            )
            : null;

    /// <summary><b>Tangent of the exponential.</b> e^u − 1 − u ≥ 0 for every u that exists.</summary>
    public static Theorem? ExponentialTangent(Theorem exists) =>
        exists.Existing is { } u
            ? new Theorem(
                exists.Setting,
                new Compare(
                    new Add([Term.Exp(u), new Negate(Term.One), new Negate(u)]),
                    Relation.GreaterOrEqual,
                    Term.Zero
                ),
                "tangent of the exponential",
                [exists]
            )
            : null;

    /// <summary><b>Tangent of the logarithm.</b> u − 1 − log u ≥ 0 for u &gt; 0.</summary>
    public static Theorem? LogarithmTangent(Theorem positive) =>
        positive.Statement is Compare(var u, Relation.Greater, Number { Value.Sign: 0 })
            ? new Theorem(
                positive.Setting,
                new Compare(
                    new Add([u, new Negate(Term.One), new Negate(Term.Log(u))]),
                    Relation.GreaterOrEqual,
                    Term.Zero
                ),
                "tangent of the logarithm",
                [positive]
            )
            : null;

    /// <summary><b>Square.</b> u² ≥ 0 for every number u that exists.</summary>
    public static Theorem? Square(Theorem exists) =>
        exists.Existing is { } u && new Kinds(exists.Setting.Variable).Shape(u) is { Count: 0 }
            ? new Theorem(
                exists.Setting,
                new Compare(new Power(u, 2), Relation.GreaterOrEqual, Term.Zero),
                "square",
                [exists]
            )
            : null;

    /// <summary>True when the term is a composition of functions that are continuous wherever they exist.</summary>
    internal static bool IsContinuous(Term term) =>
        term switch
        {
            Piecewise or Extremum or Integral or Limit or Call => false,
            Apply(Function.Cardinality or Function.Length or Function.StopGradient, _) => false,
            Apply(var function, _) when !KnownFunctions.Of(function).IsContinuous => false,
            Fold(FoldKind.ArgMax or FoldKind.ArgMin, _, _, _, _) => false,
            Fold { Where: not null } => false,
            _ => term.Children().All(IsContinuous),
        };

    private static bool Same(Setting left, Setting right) =>
        left.Variables.Equals(right.Variables) && left.Assumptions.Equals(right.Assumptions);
}
