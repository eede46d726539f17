// Rules about finite sums and products: telescoping, binomial sums, steps of inductions by quotients.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Telescoping.</b> Σ_{k=m}^{N} f(k) = F(N + 1) − F(m) for m ≤ N + 1 where f(k) = F(k + 1) − F(k) for all k of the
    /// range, and F(m), F(N + 1) exist; Π_{k=m}^{N} f(k) = F(N + 1)/F(m) where f(k) F(k) = F(k + 1) and F(k) ≠ 0 for all
    /// k of the range, and F(m) ≠ 0. (For N + 1 = m both sides are 0, or 1.)
    /// </summary>
    /// <param name="exists">The sum or product exists.</param>
    /// <param name="form">F as a term in the index.</param>
    /// <param name="ordered">m ≤ N + 1.</param>
    /// <param name="each">The equation, in the setting with the index in its range.</param>
    /// <param name="notZero">For products: F ≠ 0 in that setting.</param>
    /// <param name="start">F(m) exists; for products: is not 0.</param>
    /// <param name="end">F(N + 1) exists.</param>
    public static Theorem? Telescope(
        Theorem exists,
        Term form,
        Theorem ordered,
        Theorem each,
        Theorem? notZero,
        Theorem start,
        Theorem end
    )
    {
        var setting = exists.Setting;
        if (
            exists.Existing
                is not Fold
                (FoldKind.Sum or FoldKind.Product, var index, Span(var from, var to), null, var body) fold
            || new Kinds(setting.Variable).Shape(fold) is not { Count: 0 }
            || each.Setting.Variables.Count != setting.Variables.Count + 1
            || !each.Setting.Extends(setting)
            || each.Setting.Assumptions.Count != setting.Assumptions.Count
            || each.Setting.Variables[^1] is not { Dimensions.Count: 0 } bound
            || setting.Variable(bound.Name) is not null
            || !bound.Domain.Equals(new Integers(from, to))
            || form.FreeNames().Contains(bound.Name)
            || !ordered.Shows(setting, new Compare(from, Relation.LessOrEqual, to + Term.One))
        )
        {
            return null;
        }

        var k = new Symbol(bound.Name);
        var (here, next) = (form.Substitute(index, k), form.Substitute(index, k + Term.One));
        var (first, last) = (form.Substitute(index, from), form.Substitute(index, to + Term.One));
        var own = body.Substitute(index, k);
        var isSum = fold.Kind == FoldKind.Sum;
        Condition step = isSum
            ? new Compare(own, Relation.Equal, new Add([next, new Negate(here)]))
            : new Compare(own * here, Relation.Equal, next);
        return
            each.Statement.Equals(step)
            && end.Shows(setting, Exists(last))
            && (
                isSum
                    ? start.Shows(setting, Exists(first))
                    : start.Shows(setting, new Compare(first, Relation.NotEqual, Term.Zero))
                        && notZero is not null
                        && Same(notZero.Setting, each.Setting)
                        && notZero.Statement.Equals(new Compare(here, Relation.NotEqual, Term.Zero))
            )
            ? new Theorem(
                setting,
                new Compare(fold, Relation.Equal, isSum ? new Add([last, new Negate(first)]) : new Divide(last, first)),
                "telescoping",
                [exists, ordered, each, .. new[] { notZero }.OfType<Theorem>(), start, end]
            )
            : null;
    }

    /// <summary>
    /// <b>Binomial theorem.</b> Σ_{k=0}^{n} k(k−1)⋯(k−r+1) · n!/(k!(n−k)!) · x^k y^(n−k) = n(n−1)⋯(n−r+1) x^r (x+y)^(n−r)
    /// for integers n ≥ r ≥ 0 and any numbers x and y (0⁰ = 1).
    /// </summary>
    /// <param name="index">k, of which n, x and y do not speak.</param>
    /// <param name="moment">r.</param>
    /// <param name="enough">n − r ≥ 0.</param>
    /// <param name="x">x exists.</param>
    /// <param name="y">y exists.</param>
    public static Theorem? BinomialTheorem(string index, int moment, Theorem enough, Theorem x, Theorem y)
    {
        var setting = enough.Setting;
        if (
            moment < 0
            || enough.Statement
                is not Compare
                (Add([var n, Number(var least)]), Relation.GreaterOrEqual, Number { Value.Sign: 0 })
            || least != -moment
            || x.Existing is not { } a
            || y.Existing is not { } b
            || !Same(x.Setting, setting)
            || !Same(y.Setting, setting)
            || new Kinds(setting.Variable) is not { } kinds
            || !kinds.IsInteger(n)
            || kinds.Shape(a) is not { Count: 0 }
            || kinds.Shape(b) is not { Count: 0 }
            || new[] { n, a, b }.Any(term => term.FreeNames().Contains(index))
        )
        {
            return null;
        }

        Term k = new Symbol(index);
        var body = new Multiply([
            .. Falling(k, moment),
            Choose(n, k),
            new Power(a, k),
            new Power(b, new Add([n, new Negate(k)])),
        ]);
        var value = new Multiply([
            .. Falling(n, moment),
            new Power(a, moment),
            new Power(new Add([a, b]), new Add([n, new Number(-moment)])),
        ]);
        return new Theorem(
            setting,
            new Compare(new Fold(FoldKind.Sum, index, new Span(Term.Zero, n), null, body), Relation.Equal, value),
            "binomial theorem",
            [enough, x, y]
        );

        static IEnumerable<Term> Falling(Term from, int count) =>
            Enumerable.Range(0, count).Select(step => new Add([from, new Number(-step)]));
    }

    /// <summary>
    /// <b>Squares of binomials.</b> Σ_{k=0}^{n} (n!/(k!(n−k)!))² = (2n)!/(n! n!) for integers n ≥ 0: Vandermonde's identity.
    /// </summary>
    public static Theorem? SquaresOfBinomials(string index, Theorem natural) =>
        natural.Statement is Compare(var n, Relation.GreaterOrEqual, Number { Value.Sign: 0 })
        && new Kinds(natural.Setting.Variable).IsInteger(n)
        && !n.FreeNames().Contains(index)
            ? new Theorem(
                natural.Setting,
                new Compare(
                    new Fold(
                        FoldKind.Sum,
                        index,
                        new Span(Term.Zero, n),
                        null,
                        new Power(Choose(n, new Symbol(index)), 2)
                    ),
                    Relation.Equal,
                    Choose(new Multiply([2, n]), n)
                ),
                "squares of binomials",
                [natural]
            )
            : null;

    /// <summary>
    /// <b>Step by a quotient.</b> a' = b' from a = b, b ≠ 0 and a'·b = b'·a: then a'·b = b'·b.
    /// </summary>
    public static Theorem? StepByQuotient(Theorem equal, Theorem notZero, Theorem cross) =>
        equal.Statement is Compare(var a, Relation.Equal, var b)
        && notZero.Statement.Equals(new Compare(b, Relation.NotEqual, Term.Zero))
        && cross.Statement is Compare(Multiply([var next, var known]), Relation.Equal, Multiply([var other, var first]))
        && known.Equals(b)
        && first.Equals(a)
        && Common([equal, notZero, cross]) is { } setting
        && new Kinds(setting.Variable) is { } kinds
        && new[] { a, b, next, other }.All(term => kinds.Shape(term) is { Count: 0 })
            ? new Theorem(
                setting,
                new Compare(next, Relation.Equal, other),
                "step by a quotient",
                [equal, notZero, cross]
            )
            : null;

    /// <summary>n!/(k!(n − k)!).</summary>
    internal static Term Choose(Term n, Term k) =>
        new Divide(
            new Apply(Function.Factorial, [n]),
            new Multiply([
                new Apply(Function.Factorial, [k]),
                new Apply(Function.Factorial, [new Add([n, new Negate(k)])]),
            ])
        );
}
