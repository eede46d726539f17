// Signs from one quantity to another: functions that rise between two numbers, and factors that are known to be ≥ 0.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

internal sealed partial class SignSearch
{
    private const int MostFactors = 10;
    private const string Between = "between#";
    private static readonly Relation[] s_weak = [Relation.LessOrEqual];
    private static readonly Relation[] s_strict = [Relation.Less, Relation.LessOrEqual];

    // T(a, b) R 0 for numbers a and b of one interval: T(a, a) ≥ 0, and T(a, t) rises in t from a to b where a ≤ b, and
    // in t from b to a, falling, where b ≤ a.
    private Theorem? Increments(Setting setting, Term term, Relation relation)
    {
        if (!Theorem.IsContinuous(term) || term.Size() > LargestSlope || Kinks.Of(term).Any())
        {
            return null;
        }

        var names = term.FreeNames();
        var numbers = setting
            .Variables.Where(variable =>
                variable is { Dimensions.Count: 0, Domain: RealInterval } && names.Contains(variable.Name)
            )
            .ToList();
        foreach (var moving in numbers)
        {
            foreach (var fixedAt in numbers)
            {
                if (
                    !quick.IsSpent
                    && !ReferenceEquals(moving, fixedAt)
                    && moving.Domain.Equals(fixedAt.Domain)
                    && Increment(setting, term, relation, moving, new Symbol(fixedAt.Name)) is { } theorem
                )
                {
                    return theorem;
                }
            }
        }

        return null;
    }

    private Theorem? Increment(Setting setting, Term term, Relation relation, Variable moving, Symbol start)
    {
        var end = new Symbol(moving.Name);
        var there = term.Substitute(moving.Name, start);
        if (
            setting.Variable(Between) is not null
            || quick.Exists(setting, there) is null
            || quick.Transferred(
                setting,
                there,
                quick.Find(setting, new Compare(quick.Collected(setting, there), Relation.GreaterOrEqual, Term.Zero))
            )
                is not { } first
        )
        {
            return null;
        }

        var above = new Compare(start, Relation.LessOrEqual, end);
        var below = new Compare(start, Relation.Greater, end);
        foreach (var order in relation == Relation.Greater ? s_strict : s_weak)
        {
            if (quick.Find(setting, new Compare(start, order, end)) is { } upwards)
            {
                return Part(setting, upwards);
            }

            if (quick.Find(setting, new Compare(end, order, start)) is { } downwards)
            {
                return Part(setting, downwards);
            }
        }

        var (over, under) = (setting.With(above), setting.With(below));
        return
            relation == Relation.GreaterOrEqual
            && Theorem.Assumption(over, above) is { } rising
            && Theorem.Assumption(under, below) is { } falling
            && Theorem.Turn(falling) is { } turned
            && Part(over, rising)?.In(over) is { } high
            && Part(under, turned)?.In(under) is { } low
            && quick.Exists(setting, start) is { } x
            && quick.Exists(setting, end) is { } y
            ? Theorem.ByCases(x, y, high, low)
            : null;

        // From a to b, whichever of them moves.
        Theorem? Part(Setting inner, Theorem ordered)
        {
            var (low, _, high) = (Compare)ordered.Statement;
            var isRising = low.Equals(start);
            var form = term.Substitute(moving.Name, new Symbol(Between));
            form = isRising ? form : new Negate(form);
            var interval = (RealInterval)moving.Domain;
            var between = Theorem.Along(inner, Between, interval, low, high);
            var inside = Theorem
                .Inside(interval, low, high)
                .Select(condition => quick.Find(inner, condition))
                .OfType<Theorem>()
                .ToList();
            if (
                ordered.In(inner) is not { } order
                || quick.Exists(between, form) is not { } exists
                || Theorem.Slope(between, form, Between) is not { } slope
                || slope.Size() > LargestSlope
            )
            {
                return null;
            }

            var strict = relation == Relation.Greater && order.Statement is Compare(_, Relation.Less, _);
            var sign = Risen(between, slope, strict ? Relation.Greater : Relation.GreaterOrEqual);
            return
                sign?.In(between) is { } risen
                && Theorem.Increment(Between, interval, exists, risen, order, inside) is { } increment
                && Theorem.SumOf([increment, first.In(inner)!]) is { } sum
                && quick.Transferred(inner, term, sum) is { Statement: Compare(_, var shown, _) } theorem
                ? shown == relation
                    ? theorem
                    : relation == Relation.GreaterOrEqual
                        ? Theorem.Weaker(theorem, new Compare(term, relation, Term.Zero))
                        : null
                : null;
        }
    }

    // Absolute values, maxima and minima as what they are in a setting that decides it.
    private Term Unfolded(Setting setting, Term term)
    {
        var inner = term is Fold or Tabulate ? term : term.MapChildren(part => Unfolded(setting, part));
        return inner switch
        {
            Apply(Function.Abs, [var x]) => IsOrdered(x, Term.Zero) ? x
            : IsOrdered(Term.Zero, x) ? Simplifying.Negative(x)
            : inner,
            Apply(Function.Max, [var x, var y]) => IsOrdered(x, y) ? x
            : IsOrdered(y, x) ? y
            : inner,
            Apply(Function.Min, [var x, var y]) => IsOrdered(x, y) ? y
            : IsOrdered(y, x) ? x
            : inner,
            _ => inner,
        };

        bool IsOrdered(Term larger, Term smaller) =>
            quick.Find(setting, new Compare(larger, Relation.GreaterOrEqual, smaller)) is not null;
    }

    private Theorem? Risen(Setting between, Term slope, Relation relation)
    {
        for (_deepest = 0; _deepest <= 2; _deepest++)
        {
            if (Attempt(between, slope, relation, 0) is { } theorem)
            {
                return theorem;
            }
        }

        return quick.Transferred(
            between,
            slope,
            ByLogarithms(between, quick.Collected(between, slope), relation, early: true)
        );
    }

    // h·q R 0 from q R 0, for a known h ≥ 0 (> 0) that divides the term: h = ±(x − r), and the term vanishes at x = r.
    private Theorem? WithoutFactor(Setting setting, Term term, Relation relation, int depth)
    {
        try
        {
            var normal = new Normaliser(setting, new AtomTable(LargestForm, quick.Effort), new NothingFound());
            var form = normal.Of(term);
            if (form.Terms.Count < 2)
            {
                return null;
            }

            foreach (var fact in LinearSearch.Facts(setting, term.FreeNames()).Take(MostFactors))
            {
                if (
                    fact.In(setting) is { Statement: Compare(var factor, var sign, _) } known
                    && (sign == relation || sign == Relation.Greater)
                    && Divided(form, normal.Of(factor)) is { } rest
                    && Holds(setting, rest.ToTerm(), relation, depth) is { } smaller
                    && Theorem.ProductOf(known, smaller, quotient: false) is { } product
                    && quick.Transferred(setting, term, product) is { } theorem
                )
                {
                    return theorem;
                }
            }
        }
        catch (TooLarge)
        {
            // Nothing is divided out of it.
        }

        return null;
    }

    // The quotient by c·x + r, c a number and x a symbol that stands nowhere else in r or inside of other unknowns.
    private static Polynomial? Divided(Polynomial form, Polynomial factor)
    {
        foreach (var (monomial, coefficient) in factor.Terms)
        {
            if (
                monomial.Count != 1
                || monomial.Factors[0] is not ({ Term: Symbol(var name) } atom, var exponent)
                || exponent != Rational.One
                || factor.Terms.Count < 2
                || form.Terms.Keys.Concat(factor.Terms.Keys)
                    .SelectMany(other => other.All)
                    .Any(part =>
                        part.Atom == atom
                            ? part.Exponent is not { IsInteger: true, Sign: > 0 } || part.Exponent > MostSteps
                            : part.Atom.Term.FreeNames().Contains(name)
                    )
            )
            {
                continue;
            }

            // With x = r + (the factor)/c: Horner's scheme.
            var root = (Polynomial.Of(monomial, coefficient) - factor) * (Rational.One / coefficient);
            if (root.Terms.Keys.Any(other => other.ExponentOf(atom).Sign != 0))
            {
                continue;
            }

            var degree = (int)form.Terms.Keys.Max(other => other.ExponentOf(atom)).Numerator;
            var (carried, quotient) = (Polynomial.Zero, Polynomial.Zero);
            for (var power = degree; power >= 0; power--)
            {
                carried =
                    carried * root
                    + Polynomial.Sum(
                        form.Terms.Where(part => part.Key.ExponentOf(atom) == power)
                            .Select(part => Polynomial.Of(part.Key.Without(atom), part.Value))
                    );
                if (power > 0)
                {
                    quotient += carried * Monomial.Of(atom, power - 1);
                }
            }

            if (carried.IsZero && degree > 0)
            {
                return quotient * (Rational.One / coefficient);
            }
        }

        return null;
    }
}
