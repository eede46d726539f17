// Cases and conditions in normal form: [c] is 1 where c holds, 0 where it does not.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

internal sealed partial class Normaliser
{
    // [c₁] v₁ + (1 − [c₁]) ([c₂] v₂ + …); without an otherwise the last case holds wherever the term exists.
    private Polynomial Cases(Sequence<Branch> branches, Term? otherwise)
    {
        var value = Polynomial.Zero;
        var open = Polynomial.One;
        var present = _setting;
        for (var at = 0; at < branches.Count; at++)
        {
            var (condition, term) = branches[at];
            var holds =
                at == branches.Count - 1 && otherwise is null
                    ? Polynomial.One
                    : Within(present, () => Indicator(condition));
            if (!holds.IsZero)
            {
                var inside = present.With(condition);
                value += Times(Times(open, holds), Within(inside, () => Of(term)));
            }

            open = Times(open, Polynomial.One - holds);
            if (open.IsZero)
            {
                return value;
            }

            present = present.With(new Not(condition));
        }

        return otherwise is null ? value : value + Times(open, Within(present, () => Of(otherwise)));
    }

    // 1 where the condition holds, 0 where it does not.
    private Polynomial Indicator(Condition condition)
    {
        switch (condition)
        {
            case All(var conditions):
                return conditions.Aggregate(Polynomial.One, (product, inner) => Times(product, Indicator(inner)));
            case Any(var conditions):
                return Polynomial.One
                    - conditions.Aggregate(
                        Polynomial.One,
                        (product, inner) => Times(product, Polynomial.One - Indicator(inner))
                    );
            case Not(var inner):
                return Polynomial.One - Indicator(inner);
            case Compare(var left, var relation, var right):
                return relation switch
                {
                    Relation.NotEqual => Polynomial.One - Equality(Of(left) - Of(right)),
                    Relation.Equal => Equality(Of(left) - Of(right)),
                    Relation.LessOrEqual => Sign(Of(right) - Of(left), strict: false),
                    Relation.GreaterOrEqual => Sign(Of(left) - Of(right), strict: false),
                    Relation.Less => Sign(Of(right) - Of(left), strict: true),
                    _ => Sign(Of(left) - Of(right), strict: true),
                };
            case MemberOf(var element, var set):
                return Unknown01($"member {Of(element).Key()} {set}", condition);
            default:
                throw new TooLarge();
        }
    }

    // [p = 0], p with leading coefficient 1.
    private Polynomial Equality(Polynomial value)
    {
        if (value.Constant is { } number)
        {
            return number.Sign == 0 ? Polynomial.One : Polynomial.Zero;
        }

        // [p q = 0] = [q = 0] for p ≠ 0.
        value = WithoutCommon(value, IsNotZero);
        value *= Rational.One / value.Ordered().First().Coefficient;
        var term = value.ToTerm();
        return Shown(term, Relation.Equal) ? Polynomial.One
            : Shown(term, Relation.NotEqual) ? Polynomial.Zero
            : Unknown01($"zero {value.Key()}", new Compare(term, Relation.Equal, Term.Zero));
    }

    // [p ≥ 0] or [p > 0]; [p < 0] is what is left of 1. For integers p > 0 is p − 1 ≥ 0.
    private Polynomial Sign(Polynomial value, bool strict)
    {
        var term = value.ToTerm();
        if (strict && _kinds.IsInteger(term))
        {
            (value, strict) = (value - Polynomial.One, false);
            term = value.ToTerm();
        }

        if (value.Constant is { } number)
        {
            return (strict ? number.Sign > 0 : number.Sign >= 0) ? Polynomial.One : Polynomial.Zero;
        }

        // [p q > 0] = [q > 0] for p > 0.
        value = WithoutCommon(value, IsPositive);
        term = value.ToTerm();
        if (Shown(term, strict ? Relation.Greater : Relation.GreaterOrEqual))
        {
            return Polynomial.One;
        }

        if (Shown(Simplifying.Negative(term), strict ? Relation.GreaterOrEqual : Relation.Greater))
        {
            return Polynomial.Zero;
        }

        var isBound = value.Terms.Keys.Any(monomial => monomial.All.Any(factor => factor.Atom.Bound.Count > 0));
        var leading = value.Ordered().First().Coefficient;
        if (!isBound && leading.Sign < 0)
        {
            return Polynomial.One - Sign(-value, !strict);
        }

        value *= Rational.One / Rational.Abs(leading);
        return Unknown01(
            $"{(strict ? "positive" : "nonnegative")} {value.Key()}",
            new Compare(value.ToTerm(), strict ? Relation.Greater : Relation.GreaterOrEqual, Term.Zero)
        );
    }

    // Over the factors that all monomials have in common, as far as the law allows each of them to go.
    private static Polynomial WithoutCommon(Polynomial value, Func<Atom, bool> mayGo)
    {
        var common = value.Terms.Keys.First().All.Select(factor => factor.Atom).ToList();
        foreach (var atom in common)
        {
            var least = value.Terms.Keys.Min(monomial => monomial.ExponentOf(atom));
            var most = value.Terms.Keys.Max(monomial => monomial.ExponentOf(atom));
            if ((least.Sign > 0 || most.Sign < 0) && mayGo(atom))
            {
                value *= Monomial.Of(atom, -(least.Sign > 0 ? least : most));
            }
        }

        return value;
    }

    private Polynomial Unknown01(string key, Condition condition) =>
        Polynomial.Of(
            table.Intern(key, AtomKind.Indicator, new Piecewise([new Branch(condition, Term.One)], Term.Zero))
        );
}
