// Values of sums to infinity: in closed form.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Finds theorems about values of sums to infinity.</summary>
internal sealed class SeriesValues(QuickSearch quick)
{
    /// <summary>A theorem that the sum has a value in closed form, or null.</summary>
    public Theorem? Value(Setting setting, Limit series)
    {
        if (
            Series.Of(series) is not { Kind: FoldKind.Sum, Range: Span(Number({ IsInteger: true } from), _) } fold
            || InfiniteSums.Parts(fold.Body, fold.Index, from) is not { } parts
            || Theorem.ValueOfParts(parts) is not { } value
            || quick.Exists(setting, value) is not { } exists
        )
        {
            return null;
        }

        var name = fold.Index + "#";
        return
            Theorem.TermsOf(setting, name) is { } inner
            && new Symbol(name) is var j
            && quick.Equal(inner, fold.Body.Substitute(fold.Index, j + from), Theorem.SumOfParts(parts, j)) is { } equal
            ? Theorem.SeriesInClosedForm(series, parts, equal, exists)
            : null;
    }

    /// <summary>A theorem that the sum is ±∞, or null.</summary>
    public Theorem? Infinite(Setting setting, Limit series, bool positive)
    {
        const int order = 4;
        return
            Series.Of(series) is { Range: Span(Number({ IsInteger: true } from), _) } fold
            && fold.Index + "#" is var name
            && Theorem.TermsOf(setting, name) is { } inner
            && quick.Exists(inner, fold.Body.Substitute(fold.Index, new Symbol(name) + from)) is { } each
            ? Theorem.InfiniteSeries(setting, series, positive, each, quick, order)
            : null;
    }
}
