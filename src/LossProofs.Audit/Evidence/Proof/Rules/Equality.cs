// Rules: equality by normal forms, its transitivity, and what it carries over to other relations.
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Normal form.</b> Two terms that exist are equal when they have one normal form: the same polynomial with
    /// rational coefficients in the same atoms, denominators multiplied out. Arrays are equal when their dimensions and
    /// all of their entries are. The laws, with the conditions under which each is applied, are those of
    /// <c>NormalForms</c>: field operations, powers, exponentials and logarithms, absolute values, addition theorems,
    /// the recurrence of Γ, linearity of sums, sums of powers, geometric sums, cases.
    /// </summary>
    public static Theorem? NormalForm(Theorem leftExists, Theorem rightExists, NormalFormSession session)
    {
        if (
            !ReferenceEquals(leftExists.Setting, rightExists.Setting)
            || leftExists.Existing is not { } left
            || rightExists.Existing is not { } right
        )
        {
            return null;
        }

        return ByEntries(leftExists, left, rightExists, right, "normal form", session, null);
    }

    /// <summary>
    /// <b>Contraction.</b> Two terms that exist are equal when they are the same sum of the same contractions
    /// Σ_i Σ_j … of products, each index along a whole axis; arrays when their dimensions and all of their entries are.
    /// Products distribute over sums, finite sums are exchanged, indices are renamed, Σ_i [i = j] f(i) = f(j).
    /// </summary>
    public static Theorem? Contraction(Theorem leftExists, Theorem rightExists, NormalFormSession session) =>
        ReferenceEquals(leftExists.Setting, rightExists.Setting)
        && leftExists.Existing is { } left
        && rightExists.Existing is { } right
            ? ByEntries(
                leftExists,
                left,
                rightExists,
                right,
                "contraction",
                session,
                (setting, x, y) => new Contractions(setting).AreEqual(x, y)
            )
            : null;

    private static Theorem? ByEntries(
        Theorem leftExists,
        Term left,
        Theorem rightExists,
        Term right,
        string rule,
        NormalFormSession session,
        Func<Setting, Term, Term, bool>? numbers
    )
    {
        var setting = leftExists.Setting;
        var premises = new List<Theorem> { leftExists, rightExists };
        try
        {
            return new EntryComparison(premises, session, numbers).AreEqual(setting, left, right)
                ? new Theorem(setting, new Compare(left, Relation.Equal, right), rule, premises.Distinct().ToSequence())
                : null;
        }
        catch (TooLarge)
        {
            return null;
        }
    }

    /// <summary>The term of which the theorem says that it exists, or null.</summary>
    public Term? Existing => Statement is Compare(var x, Relation.Equal, var y) && x.Equals(y) ? x : null;

    /// <summary><b>Transitivity.</b> From a = b and b R c follows a R c.</summary>
    public static Theorem? Transitive(Theorem equality, Theorem relation) =>
        equality.Statement is Compare(var a, Relation.Equal, var b)
        && relation.Statement is Compare(var from, var which, var to)
        && relation.Setting.Extends(equality.Setting)
        && b.Equals(from)
            ? new Theorem(relation.Setting, new Compare(a, which, to), "transitivity", [equality, relation])
            : null;

    /// <summary><b>Symmetry.</b> From a R b follows b R⁻¹ a.</summary>
    public static Theorem? Turn(Theorem theorem) =>
        theorem.Statement is Compare(var left, var relation, var right)
            ? new Theorem(theorem.Setting, new Compare(right, Turned(relation), left), "sides exchanged", [theorem])
            : null;

    /// <summary><b>Difference.</b> a R b follows from a − b R 0; the parts of a term that exists exist.</summary>
    public static Theorem? FromDifference(Theorem difference) =>
        difference.Statement is Compare(Add([var left, Negate(var right)]), var relation, Number { Value.Sign: 0 })
            ? new Theorem(difference.Setting, new Compare(left, relation, right), "difference", [difference])
            : null;

    /// <summary><b>Squares.</b> a = b from a² − b² = 0 for a, b ≥ 0.</summary>
    public static Theorem? Squares(Theorem leftSign, Theorem rightSign, Theorem difference) =>
        leftSign.Statement is Compare(var a, Relation.GreaterOrEqual, Number { Value.Sign: 0 })
        && rightSign.Statement is Compare(var b, Relation.GreaterOrEqual, Number { Value.Sign: 0 })
        && Common([leftSign, rightSign, difference]) is { } setting
        && difference.Statement.Equals(new Compare(new Power(a, 2), Relation.Equal, new Power(b, 2)))
            ? new Theorem(setting, new Compare(a, Relation.Equal, b), "squares", [leftSign, rightSign, difference])
            : null;

    private sealed class EntryComparison(
        List<Theorem> premises,
        NormalFormSession session,
        Func<Setting, Term, Term, bool>? numbers
    )
    {
        public bool AreEqual(Setting setting, Term left, Term right)
        {
            var kinds = new Kinds(setting.Variable);
            if (kinds.Shape(left) is not { } ours || kinds.Shape(right) is not { } theirs || ours.Count != theirs.Count)
            {
                return false;
            }

            if (ours.Count == 0 && numbers is not null)
            {
                return numbers(setting, left, right);
            }

            var normal = session.For(setting);
            var equal = ours.Count == 0 ? normal.AreEqual(left, right) : normal.AreEqual(ours[0], theirs[0]);
            premises.AddRange(normal.Premises);
            if (!equal || ours.Count == 0)
            {
                return equal;
            }

            var index = $"{AtomTable.BoundMark}entry{ours.Count}";
            Sequence<Term> place = [new Symbol(index)];
            var inner = setting.With(new Variable(index, [], new Integers(Term.One, ours[0]), Provenance.BuiltIn));
            return ArrayEntries.At(left, place, kinds) is { } x
                && ArrayEntries.At(right, place, kinds) is { } y
                && AreEqual(inner, x, y);
        }
    }
}
