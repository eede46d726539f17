// Values of finite sums and products: telescoping, the binomial theorem; lemmas about special functions.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Finds theorems fold = value.</summary>
internal sealed class FiniteSums(QuickSearch quick)
{
    private const int MostMoments = 3;
    private const int MostForms = 10;

    /// <summary>The theorem, or null.</summary>
    public Theorem? Value(Setting setting, Term term) =>
        term is Fold { Kind: FoldKind.Sum or FoldKind.Product, Where: null, Range: Span } fold && !quick.IsSpent
            ? Telescoped(setting, fold) ?? Binomial(setting, fold)
            : null;

    private Theorem? Telescoped(Setting setting, Fold fold)
    {
        var (from, to) = (Span)fold.Range;
        var isSum = fold.Kind == FoldKind.Sum;
        if (
            quick.Exists(setting, fold) is not { } exists
            || quick.Find(setting, new Compare(from, Relation.LessOrEqual, to + Term.One)) is not { } ordered
        )
        {
            return null;
        }

        var (inner, name) = quick.Entered(setting, fold.Index, fold.Range, null);
        var k = new Symbol(name);
        var own = fold.Body.Substitute(fold.Index, k);
        var collected = quick.Collected(inner, own).Substitute(name, new Symbol(fold.Index));
        foreach (
            var form in Forms(fold.Body, isSum)
                .Concat(isSum ? Shifts(collected, fold.Index).Concat(Angles(fold.Body, fold.Index)) : [])
                .Where(form => form.FreeNames().Contains(fold.Index))
                .Distinct()
                .Take(MostForms)
        )
        {
            var (here, next) = (form.Substitute(fold.Index, k), form.Substitute(fold.Index, k + Term.One));
            var (first, last) = (form.Substitute(fold.Index, from), form.Substitute(fold.Index, to + Term.One));
            var each = isSum
                ? quick.Equal(inner, own, new Add([next, new Negate(here)]))
                : quick.Equal(inner, own * here, next);
            if (
                each is not null
                && quick.Exists(setting, last) is { } end
                && (
                    isSum
                        ? quick.Exists(setting, first)
                        : quick.Find(setting, new Compare(first, Relation.NotEqual, Term.Zero))
                )
                    is { } start
                && (isSum ? null : quick.Find(inner, new Compare(here, Relation.NotEqual, Term.Zero))) is var notZero
                && Theorem.Telescope(exists, form, ordered, each, notZero, start, end) is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;
    }

    private static IEnumerable<Term> Forms(Term body, bool isSum)
    {
        switch (body)
        {
            case Add([var x, Negate(var y)]) when isSum:
                return [y, new Negate(x)];
            case Add([Negate(var x), var y]) when isSum:
                return [x, new Negate(y)];
            case Divide(var x, var y) when !isSum:
                return [y, Term.One / x];
            case Apply(Function.Log, [Divide(var x, var y)]) when isSum:
                return [Term.Log(y), new Negate(Term.Log(x))];
            default:
                return [];
        }
    }

    // f(k) = g(k + 1) − g(k): each addend of f may be g(k + 1), or −g(k).
    private static IEnumerable<Term> Shifts(Term body, string index) =>
        body is Add(var addends)
            ? addends
                .Select(Simplifying.Negative)
                .Concat(addends.Select(addend => addend.Substitute(index, new Symbol(index) - Term.One)))
            : [];

    // sin u(k) = g(k + 1) − g(k) for g(k) = −cos(u(k) − h)/(2 sin h), h half of how u grows; cos u(k) likewise.
    private IEnumerable<Term> Angles(Term body, string index)
    {
        if (body is not Apply((Function.Sin or Function.Cos) and var function, [var angle]))
        {
            return [];
        }

        var k = new Symbol(index);
        var half = Simplifying.Quotient(
            Antiderivatives.Folded(
                Simplifying.Sum(angle.Substitute(index, Term.One), new Negate(angle.Substitute(index, Term.Zero)))
            ),
            2
        );
        return half.FreeNames().Contains(index)
            ? []
            :
            [
                function == Function.Sin
                    ? new Negate(new Apply(Function.Cos, [angle - half])) / ((Term)2 * new Apply(Function.Sin, [half]))
                    : new Apply(Function.Sin, [angle - half]) / ((Term)2 * new Apply(Function.Sin, [half])),
            ];
    }

    // c(k) n!/(k!(n−k)!) x^k y^(n−k) with a polynomial c of small degree; squares of binomials.
    private Theorem? Binomial(Setting setting, Fold fold)
    {
        var (from, n) = (Span)fold.Range;
        if (fold.Kind != FoldKind.Sum || !from.IsZero() || !HasFactorial(fold.Body))
        {
            return null;
        }

        if (
            quick.Find(setting, new Compare(n, Relation.GreaterOrEqual, Term.Zero)) is { } natural
            && Theorem.SquaresOfBinomials(fold.Index, natural) is { Statement: Compare(Fold squares, _, _) } squared
            && quick.Equal(setting, fold, squares) is { } same
        )
        {
            return Theorem.Transitive(same, squared);
        }

        var (polynomial, x, y, outside) = (new List<Term>(), new List<Term>(), new List<Term>(), new List<Term>());
        if (!Split(fold.Body, Term.One))
        {
            return null;
        }

        var k = new Symbol(fold.Index);
        var (a, b) = (Simplifying.Product([.. x]), Simplifying.Product([.. y]));
        var weight = Simplifying.Product([.. polynomial]);
        // c(k) = c(0) + (c(1) − c(0)) k + (c(2) − 2c(1) + c(0))/2 k(k − 1).
        var (zero, one, two) = (At(0), At(1), At(2));
        Term[] coefficients = [zero, one - zero, (two - (Term)2 * one + zero) / (Term)2];
        var (inner, _) = quick.Entered(setting, fold.Index, fold.Range, null);
        var sum = new List<Term>();
        var values = new List<Theorem>();
        for (var r = 0; r < MostMoments; r++)
        {
            var coefficient = quick.Collected(setting, Simplifying.Product([.. outside, coefficients[r]]));
            if (coefficient.IsZero())
            {
                continue;
            }

            if (
                quick.Find(setting, new Compare(n + new Number(-r), Relation.GreaterOrEqual, Term.Zero))
                    is not { } enough
                || quick.Exists(setting, a) is not { } left
                || quick.Exists(setting, b) is not { } right
                || Theorem.BinomialTheorem(fold.Index, r, enough, left, right)
                    is not { Statement: Compare(var known, _, _) } theorem
            )
            {
                return null;
            }

            values.Add(theorem);
            sum.Add(new Multiply([coefficient, known]));
        }

        if (sum.Count == 0)
        {
            return null;
        }

        Term whole = sum.Count == 1 ? sum[0] : new Add(sum.ToSequence());
        var equal = quick.Equal(setting, fold, whole);
        foreach (var value in values)
        {
            equal =
                equal?.Statement is Compare(_, _, var present)
                && quick.Exists(setting, present) is { } exists
                && Theorem.EqualsForEquals(value, exists) is { } step
                    ? Theorem.Transitive(equal, step)
                    : null;
        }

        return equal;

        Term At(int place) => weight.Substitute(fold.Index, place);

        bool Split(Term term, Term exponent)
        {
            if (!term.FreeNames().Contains(fold.Index))
            {
                // Factorials belong to the binomial.
                if (term is not Apply(Function.Factorial, _))
                {
                    outside.Add(Simplifying.Power(term, exponent));
                }

                return true;
            }

            switch (term)
            {
                case Multiply(var xs):
                    return xs.All(part => Split(part, exponent));
                case Divide(var above, var below):
                    return Split(above, exponent) && Split(below, Simplifying.Negative(exponent));
                case Negate(var part):
                    outside.Add(-Term.One);
                    return Split(part, exponent);
                case Apply(Function.Factorial, _):
                    return true;
                case Apply(Function.Exp, [var u]):
                    return Raised(Term.E, u, exponent);
                case Power(var basis, var u) when !basis.FreeNames().Contains(fold.Index):
                    return Raised(basis, u, exponent);
                default:
                    polynomial.Add(Simplifying.Power(term, exponent));
                    return exponent.IsOne();
            }
        }

        // b^(sk + t): (b^s)^k b^t, and b^(−k + t) = b^(n − k) b^(t − n).
        bool Raised(Term basis, Term u, Term exponent)
        {
            var slope = Antiderivatives.Folded(
                quick.Collected(setting, u.Substitute(fold.Index, Term.One) - u.Substitute(fold.Index, Term.Zero))
            );
            var rest = quick.Collected(setting, u.Substitute(fold.Index, Term.Zero));
            if (!exponent.IsOne() || slope is not Number({ IsInteger: true } s))
            {
                return false;
            }

            if (s.Sign > 0)
            {
                x.Add(Simplifying.Power(basis, s));
                if (!rest.IsZero())
                {
                    outside.Add(Simplifying.Power(basis, rest));
                }
            }
            else if (s == -Rational.One)
            {
                y.Add(basis);
                var left = quick.Collected(setting, rest - n);
                if (!left.IsZero())
                {
                    outside.Add(Simplifying.Power(basis, left));
                }
            }
            else
            {
                return false;
            }

            return true;
        }
    }

    /// <summary>a = b where a lemma about special functions says it; null otherwise.</summary>
    public Theorem? Lemma(Setting setting, Term left, Term right)
    {
        if (Theorem.PartOfTurn(left - right) is { } turn && OfArctangents(setting, left - right, turn) is { } angle)
        {
            return Theorem.FromDifference(angle);
        }

        foreach (var (one, other) in new[] { (left, right), (right, left) })
        {
            foreach (var lemma in Lemmas(setting, one))
            {
                if (
                    lemma.Statement is Compare(var known, _, var value)
                    && quick.Equal(setting, one, known) is { } first
                    && quick.Equal(setting, value, other) is { } second
                    && Theorem.Transitive(first, lemma) is { } half
                    && Theorem.Transitive(half, second) is { } whole
                )
                {
                    return ReferenceEquals(one, left) ? whole : Theorem.Turn(whole);
                }
            }
        }

        return null;
    }

    private Theorem? OfArctangents(Setting setting, Term difference, Term turn)
    {
        return
            quick.Exists(setting, difference) is { } exists
            && Bound(difference - turn, Relation.Less) is { } below
            && Bound(difference + turn, Relation.Greater) is { } above
            ? Theorem.SumOfArctangents(exists, below, above)
            : null;

        Theorem? Bound(Term term, Relation relation) =>
            quick.Exists(setting, term) is { } there ? Theorem.ByEnclosure(there, relation) : null;
    }

    private IEnumerable<Theorem> Lemmas(Setting setting, Term term)
    {
        foreach (var argument in Arguments(term).Distinct().Take(4))
        {
            if (quick.Find(setting, new Compare(argument, Relation.Greater, Term.Zero)) is not { } positive)
            {
                continue;
            }

            if (
                quick.Find(setting, new Compare(argument, Relation.Less, Term.One)) is { } below
                && Theorem.Reflection(positive, below) is { } reflection
            )
            {
                yield return reflection;
            }

            if (Theorem.Duplication(positive) is { } duplication)
            {
                yield return duplication;
            }
        }

        static IEnumerable<Term> Arguments(Term term) =>
            term.Children().SelectMany(Arguments).Concat(term is Apply(Function.Gamma, [var x]) ? [x] : []);
    }

    private static bool HasFactorial(Term term) =>
        term is Apply(Function.Factorial, _) || term.Children().Any(HasFactorial);
}
