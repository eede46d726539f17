// Rule: a term exists where its parts do and no divisor, root, logarithm, index or range stands in the way.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    private const string ExistenceRule = "existence";
    private const string OpenExistenceRule = "existence with room around";

    /// <summary>
    /// <b>Existence.</b> A term exists at a point when its parts do, its kinds fit, and: a divisor is not 0; the arguments
    /// of functions lie in their natural domains; x^y has an integer y ≥ 0, an integer y and x ≠ 0, x &gt; 0, or x ≥ 0
    /// and y &gt; 0; an index is an integer within its array; the ends of a range are integers, that of a maximum is not
    /// empty, and the body exists for every index in it (under the condition of the sum); a case exists where its
    /// condition holds and no earlier one, and without an otherwise some condition holds. The derivative of a term is the
    /// term that the rules of differentiation give, wherever that exists together with the term: it is undefined at every
    /// kink (<see cref="Differentiation"/>).
    /// </summary>
    /// <param name="setting">Where.</param>
    /// <param name="term">What exists.</param>
    /// <param name="search">Gives the conditions as theorems.</param>
    /// <param name="open">True: a root needs a positive argument, so that a term in a variable exists near a point, too.</param>
    public static Theorem? Existence(Setting setting, Term term, IProofSearch search, bool open = false)
    {
        if (new Kinds(setting.Variable).Of(term) is Kind.Unknown or Kind.Set or Kind.Function)
        {
            return null;
        }

        var premises = new List<Theorem>();
        return new ExistenceCheck(search, premises, open).Holds(setting, term)
            ? new Theorem(
                setting,
                Exists(term),
                open ? OpenExistenceRule : ExistenceRule,
                premises.Distinct().ToSequence()
            )
            : null;
    }

    private sealed class ExistenceCheck(IProofSearch search, List<Theorem> premises, bool open)
    {
        private const int MostWork = 20_000;
        private int _fresh;
        private int _work;

        public bool Holds(Setting setting, Term term)
        {
            if (++_work > MostWork)
            {
                return false;
            }

            switch (term)
            {
                case Number:
                case Constant(ConstantKind.Pi or ConstantKind.E):
                    return true;
                case Symbol(var name):
                    return setting.Variable(name) is { Domain: not (SmoothFunction or IndexSet) };
                case Negate or Add or Multiply or Call:
                    return AllHold(setting, term.Children());
                case Guarded(var value, var defined):
                    return Holds(setting, defined) && Holds(setting, value);
                case Divide(var x, var y):
                    return Holds(setting, x) && Holds(setting, y) && Shown(setting, y, Relation.NotEqual);
                case Power(var x, var y):
                    return Holds(setting, x) && Holds(setting, y) && Power(setting, x, y);
                case Apply(Function.Cardinality, [Symbol(var set)]):
                    return setting.Variable(set)?.Domain is IndexSet;
                case Apply(Function.Length, [var array]):
                    return Holds(setting, array);
                case Apply(var function, var arguments):
                    return AllHold(setting, arguments)
                        && NaturalDomain.Of(function, arguments, open).All(condition => Shown(setting, condition));
                case Element(var array, var indices):
                    return Entry(setting, array, indices);
                case Listed(var entries):
                    return AllHold(setting, entries);
                case Tabulate(var index, var length, var body):
                    return Holds(setting, length)
                        && IsInteger(setting, length)
                        && Bound(setting, index, new Span(Term.One, length), null, body);
                case Fold(var kind, var index, var range, var where, var body):
                    return Range(setting, range)
                        && (where is null || Condition(setting, index, range, where))
                        && Bound(setting, index, range, where, body)
                        && (
                            kind is FoldKind.Sum or FoldKind.Product
                            || kind is FoldKind.Max or FoldKind.Min or FoldKind.LogSumExp
                                && where is null
                                && range is Span(var from, var to)
                                && Shown(setting, new Compare(from, Relation.LessOrEqual, to))
                        );
                case Piecewise(var branches, var otherwise):
                    return Cases(setting, branches, otherwise);
                default:
                    // Integrals and limits exist by theorems of their own.
                    return search.Find(setting, Exists(term)) is { } own
                        && own.Shows(setting, Exists(term))
                        && own.Rule is not (ExistenceRule or OpenExistenceRule)
                        && Used(own);
            }
        }

        private bool AllHold(Setting setting, IEnumerable<Term> terms) => terms.All(term => Holds(setting, term));

        private bool Power(Setting setting, Term x, Term y)
        {
            if (IsInteger(setting, y))
            {
                return (y is Number(var n) ? n.Sign >= 0 : Shown(setting, y, Relation.GreaterOrEqual))
                    || Shown(setting, x, Relation.NotEqual);
            }

            return x is Constant(ConstantKind.E)
                || Shown(setting, x, Relation.Greater)
                || !open && Shown(setting, x, Relation.GreaterOrEqual) && Shown(setting, y, Relation.Greater);
        }

        private bool Entry(Setting setting, Term array, Sequence<Term> indices)
        {
            // Every place lies within the array, however it is spelled out.
            if (
                new Kinds(setting.Variable).Shape(array) is not { } shape
                || indices.Count > shape.Count
                || !AllHold(setting, indices)
                || !Enumerable.Range(0, indices.Count).All(at => Inside(setting, indices[at], shape[at]))
            )
            {
                return false;
            }

            var simplified = Simplifying.ElementOf(array, indices);
            return simplified is Element(var root, var places)
                ? root is Element(var outer, var earlier)
                    ? Entry(setting, outer, [.. earlier, .. places])
                    : Holds(setting, root)
                : Holds(setting, simplified);
        }

        private bool Inside(Setting setting, Term place, Term length) =>
            IsInteger(setting, place)
            && Shown(setting, new Compare(Term.One, Relation.LessOrEqual, place))
            && Shown(setting, new Compare(place, Relation.LessOrEqual, length));

        private bool Range(Setting setting, IndexRange range) =>
            range is Members(var set)
                ? setting.Variable(set)?.Domain is IndexSet
                : range is Span(var from, var to)
                    && Holds(setting, from)
                    && Holds(setting, to)
                    && IsInteger(setting, from)
                    && IsInteger(setting, to);

        // The body exists for every index in the range.
        private bool Bound(Setting setting, string index, IndexRange range, Condition? where, Term body)
        {
            var (inner, name) = Enter(setting, range);
            var symbol = new Symbol(name);
            if (where is not null)
            {
                inner = inner.With(where.Substitute(index, symbol));
            }

            return Holds(inner, body.Substitute(index, symbol));
        }

        private bool Condition(Setting setting, string index, IndexRange range, Condition where)
        {
            var (inner, name) = Enter(setting, range);
            return Terms(inner, where.Substitute(index, new Symbol(name)));
        }

        // The terms of a condition exist.
        private bool Terms(Setting setting, Condition condition) =>
            condition switch
            {
                Compare(var left, _, var right) => Holds(setting, left) && Holds(setting, right),
                MemberOf(var element, var set) => Holds(setting, element) && setting.Variable(set)?.Domain is IndexSet,
                All(var conditions) => conditions.All(inner => Terms(setting, inner)),
                Any(var conditions) => conditions.All(inner => Terms(setting, inner)),
                Not(var inner) => Terms(setting, inner),
                _ => false,
            };

        private bool Cases(Setting setting, Sequence<Branch> branches, Term? otherwise)
        {
            var present = setting;
            foreach (var (condition, value) in branches)
            {
                if (!Terms(present, condition) || !Holds(present.With(condition), value))
                {
                    return false;
                }

                present = present.With(new Not(condition));
            }

            return otherwise is not null
                ? Holds(present, otherwise)
                : branches.Any(branch => Shown(setting, branch.Condition)) || Exhaust(branches);
        }

        // a ≥ b and a < b, and the like: one of two opposite relations holds.
        private static bool Exhaust(Sequence<Branch> branches) =>
            branches.Any(one =>
                one.Condition is Compare(var a, var relation, var b)
                && branches.Any(other =>
                    other.Condition is Compare(var x, var opposite, var y)
                    && (
                        x.Equals(a) && y.Equals(b) && opposite == Opposite(relation)
                        || x.Equals(b) && y.Equals(a) && opposite == Turned(Opposite(relation))
                    )
                )
            );

        private (Setting Inner, string Name) Enter(Setting setting, IndexRange range)
        {
            string name;
            do
            {
                name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#x{_fresh++}");
            } while (setting.Variable(name) is not null);

            Domain domain = range is Span(var from, var to) ? new Integers(from, to) : new Integers(Term.One, null);
            return (setting.With(new Variable(name, [], domain, Provenance.BuiltIn)), name);
        }

        private static bool IsInteger(Setting setting, Term term) => new Kinds(setting.Variable).IsInteger(term);

        private bool Shown(Setting setting, Term term, Relation relation) =>
            Shown(setting, new Compare(term, relation, Term.Zero));

        private bool Shown(Setting setting, Condition condition) =>
            condition is Compare(Number(var a), var relation, Number(var b))
                ? Theorem.Holds(a, relation, b)
                : search.Find(setting, condition) is { } theorem && theorem.Shows(setting, condition) && Used(theorem);

        private bool Used(Theorem theorem)
        {
            premises.Add(theorem);
            return true;
        }
    }

    private static bool Holds(Rational left, Relation relation, Rational right) =>
        relation switch
        {
            Relation.Equal => left == right,
            Relation.NotEqual => left != right,
            Relation.Less => left < right,
            Relation.LessOrEqual => left <= right,
            Relation.Greater => left > right,
            _ => left >= right,
        };
}
