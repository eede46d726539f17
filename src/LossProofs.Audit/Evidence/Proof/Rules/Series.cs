// Rules: sums to infinity in closed form, those that diverge.
using LossProofs.Audit.Evidence.Proof.Asymptotics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Series in closed form.</b> Σ_{k=m}^∞ f(k) = Σ_i v_i where f(m + j) = Σ_i g_i(j) for every integer j ≥ 0, each g_i
    /// is of a kind of which the sum is known (<see cref="InfiniteSums"/>), and v_i, which has no value where Σ g_i
    /// diverges, has one: Σ P(j) r^j for |r| &lt; 1; Σ P(j) r^j/(j + b)!, and over (2j)! and (2j + 1)!; Σ r^j/(j + b) for
    /// −1 ≤ r &lt; 1 (Abel's theorem at −1); Σ r^j/(j + ½); Σ of rational functions that fall like 1/j² at least, by
    /// ψ(b + 1) = ψ(b) + 1/b, ψ(½) = ψ(1) − 2 log 2 and ζ(2), ζ(4), ζ(6), ζ(8); Σ (−1)^j/(j + b)^s. (DLMF 4.6.1, 4.2.19,
    /// 4.24.3, 4.33.1, 5.7.6, 25.6.1.)
    /// </summary>
    /// <param name="series">The sum.</param>
    /// <param name="parts">The g_i.</param>
    /// <param name="equal">f(m + j) = Σ g_i(j), in the setting with an integer j ≥ 0.</param>
    /// <param name="exists">The value exists, with all of its conditions.</param>
    internal static Theorem? SeriesInClosedForm(Limit series, Sequence<SeriesPart> parts, Theorem equal, Theorem exists)
    {
        var setting = exists.Setting;
        return
            Series.Of(series) is { Kind: FoldKind.Sum, Range: Span(Number({ IsInteger: true } from), _) } fold
            && EachTerm(setting, equal.Setting) is { } j
            && !parts.Any(part => part.Factor.FreeNames().Contains(j) || part.Ratio.Rest.FreeNames().Contains(j))
            && equal.Statement.Equals(
                new Compare(
                    fold.Body.Substitute(fold.Index, new Symbol(j) + from),
                    Relation.Equal,
                    SumOfParts(parts, new Symbol(j))
                )
            )
            && ValueOfParts(parts) is { } value
            && exists.Existing?.Equals(value) == true
            && new Kinds(setting.Variable).Shape(value) is { Count: 0 }
            ? new Theorem(
                setting,
                new Compare(series, Relation.Equal, Unguarded(value)),
                "series in closed form",
                [equal, exists]
            )
            : null;
    }

    /// <summary>
    /// <b>Series to infinity.</b> Σ_{k=m}^∞ f(k) = ∞ where every term exists and f(k) = c·s(k)·(1 + o(1)) by an expansion with
    /// c &gt; 0 and a magnitude s that is at least 1/k: the terms are at least those of a harmonic series from some k on;
    /// −∞ likewise for c &lt; 0. That is no number: nothing else follows from it.
    /// </summary>
    /// <param name="series">The sum.</param>
    /// <param name="positive">Whether it is +∞.</param>
    /// <param name="each">f(m + j) exists, in the setting with an integer j ≥ 0.</param>
    /// <param name="setting">Where.</param>
    /// <param name="search">Gives signs and existence as theorems.</param>
    /// <param name="order">How many powers are kept.</param>
    public static Theorem? InfiniteSeries(
        Setting setting,
        Limit series,
        bool positive,
        Theorem each,
        IProofSearch search,
        int order
    ) =>
        Series.Of(series) is { Kind: FoldKind.Sum, Range: Span(Number({ IsInteger: true } from), _) } fold
        && EachTerm(setting, each.Setting) is { } j
        && each.Existing?.Equals(fold.Body.Substitute(fold.Index, new Symbol(j) + from)) == true
        && setting.Variable(fold.Index) is null
            ? Expanded(
                setting,
                search,
                field =>
                {
                    foreach (var path in Paths(field, fold.Index, Term.Infinity, Side.Both))
                    {
                        var body = new Expander(field, fold.Index, path, order).Of(fold.Body);
                        if (
                            body.Terms.Count == 0
                            || body.Terms[0].Size.CompareTo(Magnitude.PowerOf(Rational.One), field) < 0
                            || body.Sign != (positive ? 1 : -1)
                        )
                        {
                            return null;
                        }
                    }

                    return new Theorem(
                        setting,
                        new Said(
                            new Terms.Comparison(
                                series,
                                Relation.Equal,
                                positive ? Term.Infinity : new Negate(Term.Infinity)
                            )
                        ),
                        "series to infinity",
                        [each, .. field.Premises]
                    );
                }
            )
            : null;

    /// <summary>The setting with an integer j ≥ 0 that counts the terms of a series.</summary>
    public static Setting? TermsOf(Setting setting, string j) =>
        setting.Variable(j) is null
            ? setting.With(new Variable(j, [], new Integers(Term.Zero, null), Provenance.BuiltIn))
            : null;

    /// <summary>Σ g_i(j).</summary>
    internal static Term SumOfParts(Sequence<SeriesPart> parts, Term j) =>
        Simplifying.Sum([.. parts.Select(part => part.At(j))]);

    /// <summary>Σ v_i, guarded by where they converge; null where one is not known.</summary>
    internal static Term? ValueOfParts(Sequence<SeriesPart> parts)
    {
        var values = parts.Select(InfiniteSums.Value).ToList();
        return values.Contains(null) ? null : new Add(values.OfType<Term>().ToSequence());
    }

    // The name of j where a setting is another one with an integer j ≥ 0.
    private static string? EachTerm(Setting setting, Setting inner) =>
        inner.Variables.Count == setting.Variables.Count + 1
        && inner.Assumptions.Count == setting.Assumptions.Count
        && inner.Extends(setting)
        && inner.Variables[^1] is { Dimensions.Count: 0, Domain: Integers(Number { Value.Sign: 0 }, null) } j
        && setting.Variable(j.Name) is null
            ? j.Name
            : null;

    // What exists with its guards has its value without them.
    private static Term Unguarded(Term term) =>
        term is Guarded(var value, _) ? Unguarded(value) : term.MapChildren(Unguarded);
}
