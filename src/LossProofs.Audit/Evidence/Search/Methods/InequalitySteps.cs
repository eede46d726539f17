// Inductions for inequalities: a multiple of what is assumed taken off, more than one start, sums and products up to the
// length of an array.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Finds the steps of inductions for orders.</summary>
/// <param name="quick">Side conditions.</param>
/// <param name="sign">The sign of a term in a setting.</param>
internal sealed class InequalitySteps(QuickSearch quick, Func<Setting, Term, Relation, Theorem?> sign)
{
    private const int MostStarts = 3;

    /// <summary>left R right (≥ or &gt;), by induction on an integer of the setting or on the length of its arrays.</summary>
    public Theorem? Find(Setting setting, Compare claim) =>
        OnIntegers(setting, claim, MostStarts) ?? OnPrefixes(setting, claim);

    // The proof of a step: what is assumed is (a multiple of) a part of what is to be shown.
    private Theorem? Step(Setting inner, Compare assumed, Compare next)
    {
        if (
            Theorem.Assumption(inner, assumed) is not { } known
            || Theorem.ToDifference(known) is not { Statement: Compare(var h, _, _) } hypothesis
        )
        {
            return null;
        }

        var target = new Add([next.Left, new Negate(next.Right)]);
        if (quick.Exists(inner, target) is null)
        {
            return null;
        }

        foreach (var factor in Factors(next))
        {
            var rest = quick.Collected(inner, target - Simplifying.Product(factor, h));
            if (
                sign(inner, rest, Relation.GreaterOrEqual) is { } left
                && Theorem.Multiple(hypothesis, factor) is { } multiple
                && Theorem.SumOf([multiple, left]) is { } sum
                && quick.Transferred(inner, target, sum) is { } theorem
                && Oriented(theorem, next.Relation) is { } oriented
            )
            {
                return Theorem.FromDifference(oriented);
            }
        }

        return sign(inner, target, next.Relation) is { } direct ? Theorem.FromDifference(direct) : null;
    }

    private static Theorem? Oriented(Theorem theorem, Relation relation) =>
        theorem.Statement is not Compare(var term, var shown, var zero) ? null
        : shown == relation ? theorem
        : Theorem.Weaker(theorem, new Compare(term, relation, zero));

    // 1, and the bases of powers.
    private static IEnumerable<Rational> Factors(Compare claim)
    {
        return new[] { Rational.One }.Concat(Bases(claim.Left)).Concat(Bases(claim.Right)).Distinct().Take(3);

        static IEnumerable<Rational> Bases(Term term) =>
            term is Power(Number({ Sign: > 0 } value), not Number) ? [value] : term.Children().SelectMany(Bases);
    }

    private Theorem? OnIntegers(Setting setting, Compare claim, int starts)
    {
        foreach (var variable in setting.Variables)
        {
            if (
                variable is not { Dimensions.Count: 0, Domain: Integers(Number(var least), null) }
                || !claim.FreeNames().Contains(variable.Name)
                || setting.Without(variable.Name) is not { } others
                || quick.IsSpent
            )
            {
                continue;
            }

            var first = (Compare)claim.Substitute(variable.Name, least);
            if (
                sign(others, new Add([first.Left, new Negate(first.Right)]), claim.Relation) is not { } there
                || Theorem.FromDifference(there) is not { } start
            )
            {
                continue;
            }

            var next = (Compare)claim.Substitute(variable.Name, new Symbol(variable.Name) + Term.One);
            if (
                Step(setting.With(claim), claim, next) is { } step
                && Theorem.Induction(setting, variable.Name, claim, start, step) is { } theorem
            )
            {
                return theorem;
            }

            var later = Theorem.Later(setting, variable, least);
            if (
                starts > 1
                && OnIntegers(later, claim, starts - 1)?.In(later) is { } rest
                && Theorem.FirstInteger(setting, variable.Name, claim, start, rest) is { } whole
            )
            {
                return whole;
            }
        }

        return null;
    }

    // C with every range 1..n that runs over an array cut at k.
    private Theorem? OnPrefixes(Setting setting, Compare claim)
    {
        const string name = "k#";
        foreach (
            var length in setting
                .Variables.SelectMany(variable => variable.Dimensions)
                .OfType<Symbol>()
                .Distinct()
                .Where(length => setting.Variable(length.Name)?.Domain is Integers)
        )
        {
            var cut = new Compare(Cut(claim.Left, length, name), claim.Relation, Cut(claim.Right, length, name));
            if (
                quick.IsSpent
                || cut.Equals(claim)
                || !cut.Substitute(name, length).Equals(claim)
                || quick.Find(setting, new Compare(Term.One, Relation.LessOrEqual, length)) is not { } ordered
            )
            {
                continue;
            }

            var first = (Compare)cut.Substitute(name, Term.One);
            var inner = Theorem.Counted(setting, name, Rational.One, length).With(cut);
            var next = (Compare)cut.Substitute(name, new Symbol(name) + Term.One);
            if (
                sign(setting, new Add([first.Left, new Negate(first.Right)]), claim.Relation)?.In(setting) is { } there
                && Theorem.FromDifference(there) is { } start
                && Step(inner, cut, next)?.In(inner) is { } step
                && Theorem.InductionUpTo(name, cut, ordered, start, step) is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;
    }

    private static Term Cut(Term term, Symbol length, string name) =>
        term is Fold(FoldKind.Sum or FoldKind.Product, _, Span(Number(var one), var to), null, _) fold
        && one == Rational.One
        && to.Equals(length)
            ? fold with
            {
                Range = new Span(one, new Symbol(name)),
            }
        : term is Fold or Tabulate ? term
        : term.MapChildren(part => Cut(part, length, name));
}
