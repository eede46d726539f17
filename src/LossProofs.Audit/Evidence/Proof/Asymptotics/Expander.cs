// Terms as asymptotic expansions in a small positive t that one of their variables is a function of.
using System.Globalization;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.Asymptotics;

/// <summary>
/// Expands terms. An expansion that is given shows that the term exists for all small t &gt; 0: divisors have a leading
/// term that is not 0, arguments of logarithms and roots a positive one, parts without the variable exist by theorems.
/// </summary>
/// <param name="field">The coefficients; the variable is no quantity of its setting.</param>
/// <param name="variable">The variable.</param>
/// <param name="value">What it is.</param>
/// <param name="order">How many powers of what tends to 0 are kept.</param>
internal sealed partial class Expander(Field field, string variable, Transseries value, int order)
{
    private const int MostWork = 600;
    private const int MostUnrolled = 16;
    private const int MostPower = 24;

    private readonly Dictionary<Term, Transseries> _known = [];
    private int _work;

    /// <summary>The expansion.</summary>
    /// <exception cref="NoExpansion">It is not followed.</exception>
    public Transseries Of(Term term)
    {
        if (!term.FreeNames().Contains(variable))
        {
            return Number(field.Of(term));
        }

        if (_known.TryGetValue(term, out var known))
        {
            return known;
        }

        if (++_work > MostWork)
        {
            throw new NoExpansion();
        }

        return _known[term] = Expanded(term);
    }

    private Transseries Expanded(Term term)
    {
        switch (term)
        {
            case Symbol:
                return value;
            case Guarded(var inner, var defined):
                _ = Of(defined);
                return Of(inner);
            case Negate(var x):
                return -Of(x);
            case Add(var xs):
                return xs.Select(Of).Aggregate((x, y) => x + y);
            case Multiply(var xs):
                return xs.Select(Of).Aggregate((x, y) => x * y);
            case Divide(var x, var y):
                return Of(x) * Of(y).Reciprocal(order);
            case Power(var x, var y):
                return Power(x, y);
            case Apply(Terms.Function.Max or Terms.Function.Min, var arguments):
            {
                var largest = ((Apply)term).Function == Terms.Function.Max;
                return arguments.Select(Of).Aggregate((x, y) => (x - y).Sign >= 0 == largest ? x : y);
            }

            case Apply(var function, [var x]):
                return Function(function, x);
            case Piecewise(var branches, var otherwise):
                foreach (var branch in branches)
                {
                    if (Holds(branch.Condition))
                    {
                        return Of(branch.Value);
                    }
                }

                return otherwise is null ? throw new NoExpansion() : Of(otherwise);
            case Fold fold:
                return Fold(fold);
            default:
                throw new NoExpansion();
        }
    }

    private Transseries Number(Polynomial number) => Transseries.Of(field, number);

    private Transseries Number(Rational number) => Transseries.Of(field, number);

    // For all small t; what is undecided throws.
    private bool Holds(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => ((Of(left) - Of(right)).Sign, relation) switch
            {
                (var sign, Relation.Equal) => sign == 0,
                (var sign, Relation.NotEqual) => sign != 0,
                (var sign, Relation.Less) => sign < 0,
                (var sign, Relation.LessOrEqual) => sign <= 0,
                (var sign, Relation.Greater) => sign > 0,
                var (sign, _) => sign >= 0,
            },
            All(var conditions) => conditions.Select(Holds).ToList().TrueForAll(holds => holds),
            Any(var conditions) => conditions.Select(Holds).ToList().Exists(holds => holds),
            Not(var inner) => !Holds(inner),
            _ => throw new NoExpansion(),
        };

    private Transseries Power(Term x, Term y)
    {
        if (x is Constant(ConstantKind.E))
        {
            return Of(y).Exp(order);
        }

        if (!y.FreeNames().Contains(variable))
        {
            var (basis, exponent) = (Of(x), field.Of(y));
            if (exponent.Constant is { IsInteger: true } n)
            {
                return Rational.Abs(n) <= MostPower ? basis.Power((int)n.Numerator, order)
                    : basis.Sign > 0 ? basis.Power(exponent, order)
                    : throw new NoExpansion();
            }

            return basis.IsZero && field.Is(exponent, Relation.Greater) ? basis : basis.Power(exponent, order);
        }

        return (Of(y) * Of(x).Log(order)).Exp(order);
    }

    private Transseries Fold(Fold fold)
    {
        var (kind, index, range, where, body) = fold;
        if (
            kind is not (FoldKind.Sum or FoldKind.Product or FoldKind.LogSumExp)
            || range is not Span(var from, var to)
            || from.FreeNames().Contains(variable)
            || to.FreeNames().Contains(variable)
            || where?.FreeNames().Contains(variable) == true
        )
        {
            throw new NoExpansion();
        }

        if (kind == FoldKind.LogSumExp)
        {
            return Fold(new Fold(FoldKind.Sum, index, range, where, Term.Exp(body))).Log(order);
        }

        if (where is null && from is Number(var first) && to is Number(var last) && last - first < MostUnrolled)
        {
            if (!first.IsInteger || !last.IsInteger)
            {
                throw new NoExpansion();
            }

            var members = Enumerable
                .Range(0, Math.Max(0, (int)(last - first).Numerator + 1))
                .Select(at => Of(body.Substitute(index, first + at)));
            return kind == FoldKind.Sum
                ? members.Aggregate(Number(Rational.Zero), (x, y) => x + y)
                : members.Aggregate(Number(Rational.One), (x, y) => x * y);
        }

        return kind == FoldKind.Sum
            ? Summed(fold, (inner, term) => inner.Of(term))
            // The product of what is positive.
            : Summed(fold, (inner, term) => inner.Of(term).Log(order)).Exp(order);
    }

    // Member by member, in a setting with the index: finitely many.
    private Transseries Summed(Fold fold, Func<Expander, Term, Transseries> expand)
    {
        var (_, index, range, where, body) = fold;
        var (from, to) = (Span)range;
        var kinds = new Kinds(field.Setting.Variable);
        if (
            !kinds.IsInteger(from)
            || !kinds.IsInteger(to)
            || !field.Shown(Theorem.Exists(from))
            || !field.Shown(Theorem.Exists(to))
        )
        {
            throw new NoExpansion();
        }

        var level = 0;
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{AtomTable.BoundMark}g{level++}");
        } while (field.Setting.Variable(name) is not null);

        var symbol = new Symbol(name);
        var setting = field.Setting.With(new Variable(name, [], new Integers(from, to), Provenance.BuiltIn));
        var condition = where?.Substitute(index, symbol);
        if (condition is not null)
        {
            // The condition exists for every index.
            if (
                !condition.Terms().All(term => field.Within(setting).Shown(Theorem.Exists(term)))
                || condition is not Compare
            )
            {
                throw new NoExpansion();
            }

            setting = setting.With(condition);
        }

        var inner = field.Within(setting);
        var members = expand(new Expander(inner, variable, value, order), body.Substitute(index, symbol));
        return members.Summed(
            field,
            name,
            factor =>
            {
                // The coefficient as a term of its own, so that the sum over it exists.
                var term = factor.ToTerm();
                return inner.Shown(Theorem.Exists(term))
                    ? field.Of(new Fold(FoldKind.Sum, name, range, condition, term))
                    : throw new NoExpansion();
            }
        );
    }
}
