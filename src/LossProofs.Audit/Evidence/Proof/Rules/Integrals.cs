// Rules: integrals by antiderivatives on open intervals, their sums, and known ones; equals in the place of equals.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>The setting with an integral's variable strictly between its ends, the lower of which is said.</summary>
    public static Setting? Inside(Setting setting, Integral integral, bool ascending)
    {
        if (
            setting.Variable(integral.Variable) is not null
            || integral.Lower.FreeNames().Contains(integral.Variable)
            || integral.Upper.FreeNames().Contains(integral.Variable)
        )
        {
            return null;
        }

        var (low, high) = ascending ? (integral.Lower, integral.Upper) : (integral.Upper, integral.Lower);
        var x = new Symbol(integral.Variable);
        var domain = new RealInterval(low is Number(var a) ? a : null, false, high is Number(var b) ? b : null, false);
        var inside = setting.With(new Variable(integral.Variable, [], domain, Provenance.BuiltIn));
        inside = low is Number || IsInfinite(low) ? inside : inside.With(new Compare(x, Relation.Greater, low));
        return high is Number || IsInfinite(high) ? inside : inside.With(new Compare(x, Relation.Less, high));
    }

    /// <summary>The limit of an antiderivative that belongs to the lower or the higher end of an interval.</summary>
    public static Limit AtEnd(Term antiderivative, string variable, Term end, bool higher) =>
        new(
            antiderivative,
            variable,
            end,
            IsInfinite(end) ? Side.Both
                : higher ? Side.Below
                : Side.Above
        );

    /// <summary>
    /// <b>Improper integral.</b> Between low &lt; high, either of which may be infinite: where F exists on the open
    /// interval with F' = f, f and F made of functions that are continuous where they exist, and F has limits A at low and
    /// B at high, ∫ f from low to high is B − A, as a Riemann integral or an improper one that converges at both ends.
    /// </summary>
    /// <param name="integral">∫ f; from high to low where it is not ascending, with the value A − B.</param>
    /// <param name="ascending">Whether the lower limit is the lower end.</param>
    /// <param name="ordered">low &lt; high; null where an end is infinite on its side.</param>
    /// <param name="exists">F exists inside.</param>
    /// <param name="equal">F' = f inside.</param>
    /// <param name="atLow">The limit of F at the lower end.</param>
    /// <param name="atHigh">The limit of F at the higher end.</param>
    public static Theorem? ImproperIntegral(
        Integral integral,
        bool ascending,
        Theorem? ordered,
        Theorem exists,
        Theorem equal,
        Theorem atLow,
        Theorem atHigh
    )
    {
        var setting = atLow.Setting;
        var (low, high) = ascending ? (integral.Lower, integral.Upper) : (integral.Upper, integral.Lower);
        var isOrdered =
            IsMinusInfinity(low) && !IsMinusInfinity(high)
            || IsPlusInfinity(high) && !IsPlusInfinity(low)
            || ordered?.Shows(setting, new Compare(low, Relation.Less, high)) == true;
        if (
            !isOrdered
            || Inside(setting, integral, ascending) is not { } inside
            || !Same(atHigh.Setting, setting)
            || !Same(exists.Setting, inside)
            || !Same(equal.Setting, inside)
            || exists.Existing is not { } antiderivative
            || Slope(inside, antiderivative, integral.Variable) is not { } slope
            || !equal.Statement.Equals(new Compare(slope, Relation.Equal, integral.Body))
            || !IsContinuous(integral.Body)
            || !IsContinuous(antiderivative)
            || atLow.Statement is not Compare(var lower, Relation.Equal, var a)
            || atHigh.Statement is not Compare(var higher, Relation.Equal, var b)
            || !lower.Equals(AtEnd(antiderivative, integral.Variable, low, higher: false))
            || !higher.Equals(AtEnd(antiderivative, integral.Variable, high, higher: true))
        )
        {
            return null;
        }

        return new Theorem(
            setting,
            new Compare(
                integral,
                Relation.Equal,
                ascending ? new Add([b, new Negate(a)]) : new Add([a, new Negate(b)])
            ),
            "integral by limits of an antiderivative",
            ordered is null ? [exists, equal, atLow, atHigh] : [ordered, exists, equal, atLow, atHigh]
        );
    }

    /// <summary>
    /// <b>Fundamental theorem within an interval.</b> ∫_a^b f = F(b) − F(a) in whatever order a and b are, where both lie in
    /// an interval on which F exists and F' exists and equals f; f and F made of functions continuous where they exist.
    /// </summary>
    public static Theorem? IntegralWithin(
        Setting setting,
        Integral integral,
        RealInterval interval,
        Theorem exists,
        Theorem equal,
        IReadOnlyList<Theorem> contained
    )
    {
        if (
            setting.Variable(integral.Variable) is not null
            || integral.Lower.FreeNames().Contains(integral.Variable)
            || integral.Upper.FreeNames().Contains(integral.Variable)
            || !Same(exists.Setting, Over(setting, integral, interval))
            || !Same(equal.Setting, exists.Setting)
            || exists.Existing is not { } antiderivative
            || Slope(exists.Setting, antiderivative, integral.Variable) is not { } slope
            || !equal.Statement.Equals(new Compare(slope, Relation.Equal, integral.Body))
            || !IsContinuous(integral.Body)
            || !IsContinuous(antiderivative)
            || !Containments(integral, interval)
                .All(condition => contained.Any(theorem => theorem.Shows(setting, condition)))
        )
        {
            return null;
        }

        return new Theorem(
            setting,
            new Compare(
                integral,
                Relation.Equal,
                new Add([
                    antiderivative.Substitute(integral.Variable, integral.Upper),
                    new Negate(antiderivative.Substitute(integral.Variable, integral.Lower)),
                ])
            ),
            "fundamental theorem of calculus",
            [exists, equal, .. contained]
        );
    }

    /// <summary>The setting with an integral's variable in an interval.</summary>
    public static Setting Over(Setting setting, Integral integral, RealInterval interval) =>
        setting.With(new Variable(integral.Variable, [], interval, Provenance.BuiltIn));

    /// <summary>That both ends exist and lie in an interval.</summary>
    public static IEnumerable<Condition> Containments(Integral integral, RealInterval interval)
    {
        foreach (var end in new[] { integral.Lower, integral.Upper })
        {
            yield return Exists(end);
            if (interval.Lower is { } low)
            {
                yield return new Compare(
                    end,
                    interval.LowerClosed ? Relation.GreaterOrEqual : Relation.Greater,
                    new Number(low)
                );
            }

            if (interval.Upper is { } high)
            {
                yield return new Compare(
                    end,
                    interval.UpperClosed ? Relation.LessOrEqual : Relation.Less,
                    new Number(high)
                );
            }
        }
    }

    /// <summary>
    /// <b>Parts of an integral.</b> ∫_a^b f = ∫_a^c f + ∫_c^b f for a ≤ c ≤ b, where both exist; a and b may be infinite.
    /// </summary>
    public static Theorem? IntegralOfParts(Theorem left, Theorem right, Theorem? below, Theorem? above)
    {
        if (
            left.Statement is not Compare(Integral first, Relation.Equal, var x)
            || right.Statement is not Compare(Integral second, Relation.Equal, var y)
            || !first.Body.Equals(second.Body)
            || first.Variable != second.Variable
            || !first.Upper.Equals(second.Lower)
            || IsInfinite(first.Upper)
            || !Same(left.Setting, right.Setting)
            || !IsBelow(first.Lower, first.Upper, below)
            || !IsBelow(second.Lower, second.Upper, above)
        )
        {
            return null;
        }

        return new Theorem(
            left.Setting,
            new Compare(first with { Upper = second.Upper }, Relation.Equal, new Add([x, y])),
            "parts of an integral",
            [left, right, .. new[] { below, above }.OfType<Theorem>()]
        );

        bool IsBelow(Term low, Term high, Theorem? theorem) =>
            IsMinusInfinity(low)
            || IsPlusInfinity(high)
            || theorem is not null && theorem.Shows(left.Setting, new Compare(low, Relation.LessOrEqual, high));
    }

    /// <summary><b>Integrand.</b> ∫_a^b f = ∫_a^b g where f = g strictly between a &lt; b, and ∫ g exists.</summary>
    public static Theorem? IntegrandOf(Integral integral, Theorem? ordered, Theorem equal, Theorem value)
    {
        var setting = value.Setting;
        return
            value.Statement is Compare(Integral known, Relation.Equal, var number)
            && equal.Statement is Compare(var body, Relation.Equal, var form)
            && body.Equals(integral.Body)
            && known.Equals(integral with { Body = form })
            && Inside(setting, integral, ascending: true) is { } inside
            && Same(equal.Setting, inside)
            && (
                IsMinusInfinity(integral.Lower)
                || IsPlusInfinity(integral.Upper)
                || ordered?.Shows(setting, new Compare(integral.Lower, Relation.Less, integral.Upper)) == true
            )
            ? new Theorem(
                setting,
                new Compare(integral, Relation.Equal, number),
                "equal integrands",
                ordered is null ? [equal, value] : [ordered, equal, value]
            )
            : null;
    }

    /// <summary><b>Constant factor.</b> ∫ c f = c ∫ f for a number c without the integral's variable, where ∫ f exists.</summary>
    public static Theorem? ConstantFactor(Theorem value, Theorem factor) =>
        value.Statement is Compare(Integral integral, Relation.Equal, var number)
        && factor.Existing is { } c
        && Same(value.Setting, factor.Setting)
        && new Kinds(factor.Setting.Variable).Shape(c) is { Count: 0 }
        && !c.FreeNames().Contains(integral.Variable)
            ? new Theorem(
                value.Setting,
                new Compare(
                    integral with
                    {
                        Body = new Multiply([c, integral.Body]),
                    },
                    Relation.Equal,
                    new Multiply([c, number])
                ),
                "constant factor of an integral",
                [value, factor]
            )
            : null;

    /// <summary>
    /// <b>Euler's integrals.</b> ∫_0^∞ t^(s−1) e^(−λt) dt = Γ(s)/λ^s for s, λ &gt; 0 (DLMF 5.9.1);
    /// ∫_0^1 t^(s−1) (1 − t)^(λ−1) dt = Γ(s)Γ(λ)/Γ(s + λ) for s, λ &gt; 0 (DLMF 5.12.1).
    /// </summary>
    /// <param name="variable">t, which is new in the setting.</param>
    /// <param name="beta">Whether it is the second.</param>
    /// <param name="first">s is positive.</param>
    /// <param name="second">λ is positive.</param>
    public static Theorem? EulerIntegral(string variable, bool beta, Theorem first, Theorem second)
    {
        var setting = first.Setting;
        if (
            setting.Variable(variable) is not null
            || !Same(second.Setting, setting)
            || first.Statement is not Compare(var s, Relation.Greater, Number { Value.Sign: 0 })
            || second.Statement is not Compare(var rate, Relation.Greater, Number { Value.Sign: 0 })
            || s.FreeNames().Contains(variable)
            || rate.FreeNames().Contains(variable)
            || new Kinds(setting.Variable).Shape(s) is not { Count: 0 }
            || new Kinds(setting.Variable).Shape(rate) is not { Count: 0 }
        )
        {
            return null;
        }

        Term t = new Symbol(variable);
        var power = new Power(t, s - Term.One);
        var other = beta ? new Power(Term.One - t, rate - Term.One) : Term.Exp(new Negate(rate * t));
        var gamma = new Apply(Function.Gamma, [s]);
        Term value = beta
            ? new Divide(
                new Multiply([gamma, new Apply(Function.Gamma, [rate])]),
                new Apply(Function.Gamma, [s + rate])
            )
            : new Divide(gamma, new Power(rate, s));
        return new Theorem(
            setting,
            new Compare(
                new Integral(new Multiply([power, other]), variable, Term.Zero, beta ? Term.One : Term.Infinity),
                Relation.Equal,
                value
            ),
            "Euler's integral",
            [first, second]
        );
    }

    /// <summary>
    /// <b>Equals for equals.</b> C[a] = C[b] from a = b, where C[a] exists: a in the places where no name in it is bound.
    /// </summary>
    public static Theorem? EqualsForEquals(Theorem equality, Theorem exists) =>
        equality.Statement is Compare(var a, Relation.Equal, var b)
        && exists.Existing is { } whole
        && exists.Setting.Extends(equality.Setting)
        && Exchanged(whole, a, b, a.FreeNames().Union(b.FreeNames()).ToHashSet(StringComparer.Ordinal)) is var other
            ? new Theorem(
                exists.Setting,
                new Compare(whole, Relation.Equal, other),
                "equals for equals",
                [equality, exists]
            )
            : null;

    private static Term Exchanged(Term term, Term known, Term by, IReadOnlySet<string> names)
    {
        if (term.Equals(known))
        {
            return by;
        }

        return term switch
        {
            Negate or Add or Multiply or Divide or Power or Apply or Guarded => term.MapChildren(part =>
                Exchanged(part, known, by, names)
            ),
            Fold { Where: null, Index: var index } when !names.Contains(index) => term.MapChildren(part =>
                Exchanged(part, known, by, names)
            ),
            _ => term,
        };
    }

    private static bool IsPlusInfinity(Term term) => term is Constant(ConstantKind.Infinity);

    private static bool IsMinusInfinity(Term term) => term is Negate(Constant(ConstantKind.Infinity));

    private static bool IsInfinite(Term term) => IsPlusInfinity(term) || IsMinusInfinity(term);
}
