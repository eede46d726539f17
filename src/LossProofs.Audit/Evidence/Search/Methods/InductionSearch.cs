// Statements about every integer from a number on, by induction.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Finds the start and the step of inductions.</summary>
/// <param name="quick">Side conditions.</param>
/// <param name="prove">Proves what is left: left R right in a setting.</param>
internal sealed class InductionSearch(QuickSearch quick, Func<Setting, Term, Relation, Term, Theorem?> prove)
{
    /// <summary>The statement by induction on one of its integers, or null.</summary>
    public Theorem? Find(Setting setting, Compare statement)
    {
        foreach (var variable in setting.Variables)
        {
            if (
                variable is not { Dimensions.Count: 0, Domain: Integers(Number(var least), null) }
                || !statement.FreeNames().Contains(variable.Name)
                || setting.Without(variable.Name) is not { } others
                || others.Variables.Any(other =>
                    other.Dimensions.Any(dimension => dimension.FreeNames().Contains(variable.Name))
                )
            )
            {
                continue;
            }

            var first = (Compare)statement.Substitute(variable.Name, least);
            if (prove(others, first.Left, first.Relation, first.Right) is not { } start)
            {
                continue;
            }

            var inner = setting.With(statement);
            var next = (Compare)statement.Substitute(variable.Name, new Symbol(variable.Name) + Term.One);
            if (
                Step(inner, variable.Name, statement, next) is { } step
                && Theorem.Induction(setting, variable.Name, statement, start, step) is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;
    }

    // The ranges of the next statement shortened by their last member, then what was assumed put in.
    private Theorem? Step(Setting inner, string name, Compare assumed, Compare next)
    {
        if (
            Shortened(inner, next.Left) is not var (left, leftEqual)
            || Shortened(inner, next.Right) is not var (right, rightEqual)
        )
        {
            return null;
        }

        if (assumed.Relation == Relation.Equal && ByQuotient(inner, assumed, next) is { } quotient)
        {
            return quotient;
        }

        Theorem? proof;
        if (assumed.Relation == Relation.Equal)
        {
            // S(n) → what it equals.
            var known = Theorem.Assumption(inner, assumed);
            var replaced = Replace(left, assumed.Left, assumed.Right);
            var equal = known is null ? null : Same(inner, left, replaced, assumed);
            var rest = prove(inner, replaced, Relation.Equal, right);
            proof = equal is null || rest is null ? null : Theorem.Transitive(equal, rest);
        }
        else
        {
            proof = prove(inner, left, next.Relation, right);
        }

        if (proof is null)
        {
            return null;
        }

        if (leftEqual is not null)
        {
            proof = Theorem.Transitive(leftEqual, proof);
        }

        if (
            rightEqual is not null
            && proof is not null
            && Theorem.Turn(proof) is { } turned
            && Theorem.Transitive(rightEqual, turned) is { } joined
        )
        {
            proof = Theorem.Turn(joined);
        }

        return proof;
    }

    // a' = b' from a'·b = b'·a and a = b ≠ 0, all ranges of a' and b' shortened by their last member.
    private Theorem? ByQuotient(Setting inner, Compare assumed, Compare next)
    {
        if (
            new Kinds(inner.Variable).Shape(assumed.Left) is not { Count: 0 }
            || HasSum(next.Left)
            || HasSum(next.Right)
            || quick.Find(inner, new Compare(assumed.Right, Relation.NotEqual, Term.Zero)) is not { } notZero
            || Theorem.Assumption(inner, assumed) is not { } equal
            || Within(inner, next.Left) is not { Statement: Compare(_, _, var left) } leftEqual
            || Within(inner, next.Right) is not { Statement: Compare(_, _, var right) } rightEqual
            || quick.Equal(inner, new Multiply([left, assumed.Right]), new Multiply([right, assumed.Left]))
                is not { } cross
            || Theorem.StepByQuotient(equal, notZero, cross) is not { } middle
            || Theorem.Transitive(leftEqual, middle) is not { } half
            || Theorem.Turn(half) is not { } turned
            || Theorem.Transitive(rightEqual, turned) is not { } whole
        )
        {
            return null;
        }

        return Theorem.Turn(whole);

        static bool HasSum(Term term) => term is Fold { Kind: FoldKind.Sum } || term.Children().Any(HasSum);
    }

    // The term with its ranges shortened.
    private Theorem? Within(Setting inner, Term term)
    {
        var equal = quick.Exists(inner, term);
        foreach (var fold in Folds(term).Distinct())
        {
            if (
                Shortened(inner, fold) is (_, { } shorter)
                && equal?.Statement is Compare(_, _, var present)
                && quick.Exists(inner, present) is { } exists
                && Theorem.EqualsForEquals(shorter, exists) is { } step
            )
            {
                equal = Theorem.Transitive(equal, step);
            }
        }

        return equal;

        static IEnumerable<Term> Folds(Term part) => part is Fold ? [part] : part.Children().SelectMany(Folds);
    }

    // C[a] = C[b] from a = b: a + x = b + x and a·x = b·x.
    private Theorem? Same(Setting inner, Term left, Term replaced, Compare assumed)
    {
        if (left.Equals(replaced))
        {
            return quick.Exists(inner, left);
        }

        var difference = left - replaced;
        var factor =
            left is Multiply(var xs) && xs.Count(x => x.Equals(assumed.Left)) == 1
                ? new Multiply(xs.Where(x => !x.Equals(assumed.Left)).ToSequence())
                : Term.One;
        return
            Theorem.Assumption(inner, assumed) is { } known
            && Theorem.ToDifference(known) is { } zero
            && quick.Find(inner, new Compare(factor * factor, Relation.GreaterOrEqual, Term.Zero)) is not null
            && Theorem.ProductOf(Unsigned(inner, factor) ?? zero, zero, quotient: false) is { } product
            && quick.Transferred(inner, difference, product) is { } vanishing
            ? Theorem.FromDifference(vanishing)
            : null;
    }

    private Theorem? Unsigned(Setting inner, Term factor) =>
        new[] { Relation.NotEqual, Relation.GreaterOrEqual, Relation.LessOrEqual }
            .Select(relation => quick.Find(inner, new Compare(factor, relation, Term.Zero)))
            .FirstOrDefault(found => found is not null);

    private static Term Replace(Term term, Term known, Term by) =>
        term.Equals(known) ? by
        : term is Fold ? term
        : term.MapChildren(part => Replace(part, known, by));

    private (Term Term, Theorem? Equal)? Shortened(Setting inner, Term term)
    {
        if (
            term
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
        )
        {
            return (term, null);
        }

        var shorter = fold with { Range = new Span(from, before) };
        var last = body.Substitute(index, to);
        Term split = fold.Kind == FoldKind.Sum ? new Add([shorter, last]) : new Multiply([shorter, last]);
        return
            quick.Exists(inner, split) is { } exists
            && quick.Exists(inner, fold) is { } longer
            && quick.Find(inner, new Compare(from, Relation.LessOrEqual, to)) is { } ordered
            && Theorem.LastMember(exists, longer, ordered) is { } equal
            ? (split, equal)
            : null;
    }
}
