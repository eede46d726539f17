// Limits at infinity as limits at zero, where continuity and l'Hôpital's rule reach them, so that a wrong one can be refuted.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// lim f(x) for x → ±∞ is the limit for w → 0⁺ of f written in w = e^∓x, where x occurs only in exponentials, and in
/// w = ±1/x, where x occurs only in quotients of polynomials that stay finite. Both are bijections of a neighbourhood of
/// ±∞ and one of 0⁺, so that the two limits are the same.
/// </summary>
internal static class BroughtToZero
{
    private const int LargestPower = 4;

    // No name of a document has a space in it.
    private const string Grows = "e ^ x";

    /// <summary>The same limit at zero; null where neither form fits.</summary>
    public static Limit? Of(Limit limit, Context context)
    {
        var downwards = limit.Point is Negate(Constant(ConstantKind.Infinity));
        if (!downwards && limit.Point is not Constant(ConstantKind.Infinity))
        {
            return null;
        }

        var body = Opened(limit.Body, limit.Variable, context, []);
        if (body?.FreeNames().Contains(limit.Variable) != true)
        {
            return null;
        }

        var names = body.FreeNames();
        var small = "w";
        while (names.Contains(small))
        {
            small += "'";
        }

        var form = new Form(limit.Variable, small, downwards);
        return (form.Exponential(body) ?? form.Rational(body)) is { } at
            ? new Limit(at, small, Term.Zero, Side.Above)
            : null;
    }

    // Names of numbers that depend on the variable are opened; anything else that could is not treated.
    private static Term? Opened(Term term, string variable, Context context, HashSet<string> open)
    {
        switch (term)
        {
            case Symbol(var name)
                when context.Definition(name) is { Parameters.Count: 0, Dimensions.Count: 0, Body: var body }:
                if (!open.Add(name))
                {
                    return null;
                }

                var inside = Opened(body, variable, context, open);
                open.Remove(name);
                return inside?.FreeNames().Contains(variable) == true ? inside : term;
            case Number or Constant or Symbol:
                return term;
            case Negate or Add or Multiply or Divide or Power or Apply:
            {
                var complete = true;
                var opened = term.MapChildren(child =>
                {
                    var result = Opened(child, variable, context, open);
                    complete &= result is not null;
                    return result ?? child;
                });
                return complete ? opened : null;
            }
            default:
                return MayMention(term, variable, context, []) ? null : term;
        }
    }

    // Whether the variable occurs in a term, or behind a name in it.
    private static bool MayMention(Term term, string variable, Context context, HashSet<string> seen) =>
        term.FreeNames()
            .Any(name =>
                name == variable
                || seen.Add(name)
                    && context.Definition(name) is { } definition
                    && MayMention(definition.Body, variable, context, seen)
            );

    private sealed class Form(string variable, string small, bool downwards)
    {
        private readonly Term _w = new Symbol(small);

        // In w = e^∓x: exponentials become powers of e^±x, which grows, and then the other form applies to that.
        public Term? Exponential(Term term) =>
            Grown(term) is { } grown ? new Form(Grows, small, downwards: false).Rational(grown) : null;

        // With every e^(cx + d) with a whole c written as a power of E = e^±x; null where x occurs otherwise.
        private Term? Grown(Term term)
        {
            if (!term.FreeNames().Contains(variable))
            {
                return term;
            }

            return term switch
            {
                Power(Constant(ConstantKind.E), var exponent) => Raised(exponent),
                Apply(Function.Exp, [var exponent]) => Raised(exponent),
                Apply(Function.Sigmoid, [var x]) => Raised(new Negate(x)) is { } odds
                    ? Term.One / (Term.One + odds)
                    : null,
                Apply(Function.Softplus, [var x]) => Raised(x) is { } odds ? Term.Log(Term.One + odds) : null,
                Apply(Function.Tanh, [var x]) => Raised(Simplifying.Product(new Number(2), x)) is { } odds
                    ? (odds - Term.One) / (odds + Term.One)
                    : null,
                Power(var x, var n) when !n.FreeNames().Contains(variable) => Grown(x) is { } root
                    ? new Power(root, n)
                    : null,
                Negate or Add or Multiply or Divide or Apply => Mapped(term, Grown),
                _ => null,
            };
        }

        // In w = ±1/x: quotients of polynomials that stay finite, and continuous functions of them.
        public Term? Rational(Term term)
        {
            if (!term.FreeNames().Contains(variable))
            {
                return term;
            }

            return term switch
            {
                Divide(var top, var bottom) => Quotient(top, bottom) ?? Mapped(term, Rational),
                Power(var x, Number({ IsInteger: true, Sign: < 0 } n)) => Quotient(
                    Term.One,
                    new Power(x, new Number(-n))
                ),
                Power(var x, var n) when !n.FreeNames().Contains(variable) && Rational(x) is { } root => new Power(
                    root,
                    n
                ),
                Negate or Add or Multiply or Apply => Mapped(term, Rational),
                _ => null,
            };
        }

        // (Σ a_k x^k)/(Σ b_k x^k) = (Σ a_k (±w)^(D−k))/(Σ b_k (±w)^(D−k)) with D the degree of the denominator, no less than the
        // numerator's: at w = 0 the denominator is the leading coefficient.
        private Term? Quotient(Term top, Term bottom)
        {
            // A leading coefficient that could vanish would change the degree.
            if (Polynomial(top) is not { } above || Polynomial(bottom) is not { } below || !IsNonzero(below[^1]))
            {
                return null;
            }

            var degree = below.Count - 1;
            return above.Count - 1 <= degree ? new Divide(Reversed(above), Reversed(below)) : null;

            Term Reversed(List<Term> coefficients) =>
                Simplifying.Sum([
                    .. coefficients.Select(
                        (a, k) => Simplifying.Product(a, Simplifying.Power(downwards ? -_w : _w, degree - k))
                    ),
                ]);
        }

        private static bool IsNonzero(Term term) =>
            term switch
            {
                Number(var value) => value.Sign != 0,
                Constant(ConstantKind.E) or Apply(Function.Exp, _) or Power(Constant(ConstantKind.E), _) => true,
                Multiply(var xs) => xs.All(IsNonzero),
                Negate(var x) => IsNonzero(x),
                _ => false,
            };

        // The coefficients of 1, x, x², …; null for what is no polynomial of a small degree.
        private List<Term>? Polynomial(Term term)
        {
            if (!term.FreeNames().Contains(variable))
            {
                return [term];
            }

            switch (term)
            {
                case Symbol:
                    return [Term.Zero, Term.One];
                case Negate(var x):
                    return Polynomial(x)?.ConvertAll(Simplifying.Negative);
                case Add(var xs):
                    return xs.Select(Polynomial).Aggregate((List<Term>?)[Term.Zero], Plus);
                case Multiply(var xs):
                    return xs.Select(Polynomial).Aggregate((List<Term>?)[Term.One], Times);
                case Divide(var x, var y) when !y.FreeNames().Contains(variable):
                    return Polynomial(x)?.ConvertAll(a => (Term)new Divide(a, y));
                case Power(var x, Number({ IsInteger: true, Sign: > 0 } n)) when n <= LargestPower:
                    return Enumerable.Repeat(Polynomial(x), (int)n.Numerator).Aggregate((List<Term>?)[Term.One], Times);
                default:
                    return null;
            }
        }

        private static List<Term>? Plus(List<Term>? left, List<Term>? right) =>
            left is null || right is null
                ? null
                :
                [
                    .. Enumerable
                        .Range(0, Math.Max(left.Count, right.Count))
                        .Select(k =>
                            Simplifying.Sum(
                                left.ElementAtOrDefault(k) ?? Term.Zero,
                                right.ElementAtOrDefault(k) ?? Term.Zero
                            )
                        ),
                ];

        private static List<Term>? Times(List<Term>? left, List<Term>? right)
        {
            if (left is null || right is null || left.Count + right.Count > 2 * LargestPower + 2)
            {
                return null;
            }

            var product = Enumerable.Repeat<Term>(Term.Zero, left.Count + right.Count - 1).ToList();
            foreach (var (i, a) in left.Index())
            {
                foreach (var (j, b) in right.Index())
                {
                    product[i + j] = Simplifying.Sum(product[i + j], Simplifying.Product(a, b));
                }
            }

            return product;
        }

        // e^(cx + d) with a whole c: E^±c e^d.
        private Term? Raised(Term exponent)
        {
            if (Slope(exponent) is not { IsInteger: true } slope || Reals.Rational.Abs(slope) > LargestPower)
            {
                return null;
            }

            var rest = exponent.Substitute(variable, Term.Zero);
            return Simplifying.Product(
                Simplifying.Power(new Symbol(Grows), downwards ? -slope : slope),
                Term.Exp(rest)
            );
        }

        // The coefficient of the variable in a term that is linear in it with a rational coefficient; null otherwise.
        private Rational? Slope(Term exponent)
        {
            if (!exponent.FreeNames().Contains(variable))
            {
                return 0;
            }

            switch (exponent)
            {
                case Symbol:
                    return 1;
                case Negate(var x):
                    return -Slope(x);
                case Add(var xs):
                    return xs.Aggregate((Rational?)0, (sum, x) => sum + Slope(x));
                case Multiply([Number(var factor), var x]):
                    return factor * Slope(x);
                case Divide(var x, Number({ Sign: not 0 } divisor)):
                    return Slope(x) / divisor;
                default:
                    return null;
            }
        }

        private static Term? Mapped(Term term, Func<Term, Term?> map)
        {
            var complete = true;
            var mapped = term.MapChildren(child =>
            {
                var result = map(child);
                complete &= result is not null;
                return result ?? child;
            });
            return complete ? mapped : null;
        }
    }
}
