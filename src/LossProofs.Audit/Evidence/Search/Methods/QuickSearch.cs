// The side conditions of proofs: assumptions, ranges, factors and linear combinations; fast, and never trusted.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Finds the theorems that rules ask for, as far as they are near at hand.</summary>
/// <param name="effort">What all rewriting may cost.</param>
public sealed class QuickSearch(int effort = QuickSearch.MostEffort) : IProofSearch
{
    /// <summary>What the rewriting for a proof may cost: some times what those need that are found.</summary>
    public const int MostEffort = 120_000;

    /// <summary>What it may cost where many proofs are tried, or one that is seldom there.</summary>
    public const int LittleEffort = 80_000;

    private const int MostWork = 6_000;
    private const int MostRewriting = 60_000;
    private const int DeepestNesting = 10;

    private readonly Dictionary<(Setting, Condition), Theorem?> _found = [];
    private readonly HashSet<(Setting, Condition)> _open = [];
    private readonly List<NormalFormSession> _sessions = [];
    private int _work;
    private int _cycles;

    /// <summary>True when the work allowed for one proof is spent.</summary>
    public bool IsSpent => _work > MostWork || Effort.IsSpent;

    /// <summary>What all rewriting for this proof may cost.</summary>
    public Effort Effort { get; } = new(effort);

    /// <summary>Theorems found elsewhere, for this search to use.</summary>
    public void Learn(Theorem theorem) => _found[(theorem.Setting, theorem.Statement)] = theorem;

    /// <inheritdoc/>
    public Theorem? Find(Setting setting, Condition statement)
    {
        if (_found.TryGetValue((setting, statement), out var known))
        {
            return known;
        }

        // A question that comes up while it is being answered has no answer yet.
        if (++_work > MostWork || Effort.IsSpent || _open.Count > DeepestNesting || !_open.Add((setting, statement)))
        {
            _cycles++;
            return null;
        }

        var cycles = _cycles;
        var theorem = Theorem.Assumption(setting, statement) ?? Search(setting, statement);
        _open.Remove((setting, statement));
        // What was not found only because of open questions may be found later.
        if (theorem is not null || cycles == _cycles || _open.Count == 0)
        {
            _found[(setting, statement)] = theorem;
        }

        return theorem;
    }

    // Normal forms are remembered for each depth of open questions.
    private NormalFormSession Session
    {
        get
        {
            while (_sessions.Count <= _open.Count)
            {
                _sessions.Add(new NormalFormSession(this, MostRewriting >> Math.Min(4, _sessions.Count), Effort));
            }

            return _sessions[_open.Count];
        }
    }

    /// <summary>The theorem that a term exists.</summary>
    public Theorem? Exists(Setting setting, Term term) => Find(setting, Theorem.Exists(term));

    /// <summary>The theorem that two terms are equal, by normal forms.</summary>
    public Theorem? Equal(Setting setting, Term left, Term right) =>
        Exists(setting, left) is { } x && Exists(setting, right) is { } y ? Theorem.NormalForm(x, y, Session) : null;

    /// <summary>Whether two terms are equal by their contractions; only for terms with sums or arrays.</summary>
    public Theorem? Contracted(Setting setting, Term left, Term right) =>
        (HasSum(left) || HasSum(right)) && Exists(setting, left) is { } x && Exists(setting, right) is { } y
            ? Theorem.Contraction(x, y, Session)
            : null;

    private static bool HasSum(Term term) => term is Fold { Kind: FoldKind.Sum } || term.Children().Any(HasSum);

    /// <summary>term R 0 from other R 0, where the two are equal.</summary>
    public Theorem? Transferred(Setting setting, Term term, Theorem? other)
    {
        if (other?.Statement is not Compare(var known, var relation, Number { Value.Sign: 0 }))
        {
            return null;
        }

        return known.Equals(term) ? other.In(setting)
            : Equal(setting, term, known) is { } equal && other.In(setting) is { } here
                ? Theorem.Transitive(equal, here)
            : null;
    }

    /// <summary>The normal form of a scalar term as a term, or the term itself.</summary>
    public Term Collected(Setting setting, Term term)
    {
        try
        {
            return new Kinds(setting.Variable).Shape(term) is { Count: 0 }
                ? Session.For(setting).Of(term).ToTerm()
                : term;
        }
        catch (TooLarge)
        {
            return term;
        }
    }

    /// <summary>
    /// The product of what stands under the addends of a term, each with its largest exponent, and the term times that.
    /// With <paramref name="content"/>, what all addends have in common is taken out, too.
    /// </summary>
    public (Term Scale, Term Whole) Cleared(Setting setting, Term term, bool content = false)
    {
        try
        {
            if (new Kinds(setting.Variable).Shape(term) is not { Count: 0 })
            {
                return (Term.One, term);
            }

            var normal = Session.For(setting);
            var form = normal.Of(term);
            var scale = Monomial.Of(
                form.Terms.Keys.SelectMany(monomial => monomial.All)
                    .Select(factor => factor.Atom)
                    .Distinct()
                    .Where(atom => atom.Kind is not (AtomKind.Exponential or AtomKind.Prime))
                    .Select(atom => (atom, -form.Terms.Keys.Min(monomial => monomial.ExponentOf(atom))))
                    .Where(factor => factor.Item2.Sign > 0 || content && form.Terms.Count > 1)
            );
            return (scale.ToTerm(Rational.One), normal.Product(form, Polynomial.Of(scale, Rational.One)).ToTerm());
        }
        catch (TooLarge)
        {
            return (Term.One, term);
        }
    }

    private Theorem? Search(Setting setting, Condition statement)
    {
        switch (statement)
        {
            case Compare(var left, Relation.Equal, var right) when left.Equals(right):
                return left is Integral or Limit ? null : Theorem.Existence(setting, left, this);
            case Compare(Number(var a), var relation, Number(var b)):
                return Theorem.Numbers(setting, a, relation, b);
            case Compare(var term, var relation, Number { Value.Sign: 0 }):
                return Sign(setting, term, relation);
            case Compare(var left, Relation.Equal, var right):
                return Equal(setting, left, right);
            // The bounds of an index, as they are declared.
            case Compare(var lower, Relation.LessOrEqual, Symbol(var name))
                when Theorem.DomainBound(setting, name, upper: false)
                    is { Statement: Compare(Add([_, Negate(var least)]), _, _) } bound
                    && least.Equals(lower):
                return Theorem.Turn(Theorem.FromDifference(bound)!);
            case Compare(Symbol(var name), Relation.LessOrEqual, var upper)
                when Theorem.DomainBound(setting, name, upper: true)
                    is { Statement: Compare(Add([var most, _]), _, _) } bound
                    && most.Equals(upper):
                return Theorem.Turn(Theorem.FromDifference(bound)!);
            case Compare(var left, var relation, var right):
            {
                var difference = Sign(setting, new Add([left, new Negate(right)]), relation);
                return difference is null ? null : Theorem.FromDifference(difference);
            }

            case Any(var conditions) any:
                foreach (var condition in conditions)
                {
                    if (Find(setting, condition) is not { } member)
                    {
                        continue;
                    }

                    var others = conditions
                        .Where(other => !other.Equals(condition))
                        .SelectMany(other => other.Terms())
                        .Where(term => term is not Number)
                        .Distinct();
                    var exist = others.Select(term => Exists(setting, term)).ToList();
                    return exist.Contains(null) ? null : Theorem.OneOf(any, member, exist!);
                }

                return null;
            default:
                return null;
        }
    }

    private Theorem? Sign(Setting setting, Term term, Relation relation)
    {
        if (relation is Relation.Less or Relation.LessOrEqual)
        {
            // a < 0 as −a > 0.
            var negated = Simplifying.Negative(term);
            return Find(setting, new Compare(negated, Theorem.Turned(relation), Term.Zero)) is { } positive
                ? Transferred(setting, term, Theorem.NegationOf(positive))
                : null;
        }

        if (Exists(setting, term) is not { } exists)
        {
            return null;
        }

        if (relation == Relation.Equal)
        {
            return Theorem.ByRange(exists, relation) ?? (term.IsZero() ? null : Equal(setting, term, Term.Zero));
        }

        if (
            relation == Relation.Greater
            && setting.Assumptions.Any(assumption =>
                assumption is Compare(var a, Relation.NotEqual, Number { Value.Sign: 0 })
                && (a.Equals(term) || Simplifying.Negative(a).Equals(term))
            )
            && Find(setting, new Compare(term, Relation.GreaterOrEqual, Term.Zero)) is { } weak
            && Find(setting, new Compare(term, Relation.NotEqual, Term.Zero)) is { } different
        )
        {
            return Theorem.Stricter(weak, different);
        }

        return Theorem.ByRange(exists, relation)
            ?? ByParts(setting, term, exists, relation)
            ?? (
                relation == Relation.NotEqual
                    ? new[] { Relation.Greater, Relation.Less }
                        .Select(order => Find(setting, new Compare(term, order, Term.Zero)))
                        .Where(found => found is not null)
                        .Select(found => Theorem.Weaker(found!, new Compare(term, Relation.NotEqual, Term.Zero)))
                        .FirstOrDefault()
                    : new LinearSearch(this).Find(setting, term, relation)
            )
            ?? AtAnEnd(setting, term, relation)
            ?? OfRoot(setting, term, relation)
            ?? OfNumerator(setting, term, relation)
            ?? Different(setting, term, relation)
            ?? InNormalForm(setting, term, relation);
    }

    // A sum with quotients in it, all put together: a/(1 − a) (1 − b) + … as one quotient, whose parts have signs.
    private Theorem? InNormalForm(Setting setting, Term term, Relation relation)
    {
        if (term is not Add || !HasQuotient(term))
        {
            return null;
        }

        var (scale, whole) = Cleared(setting, term);
        if (scale.IsOne())
        {
            return whole.Equals(term) ? null : Transferred(setting, term, Combined(whole, relation));
        }

        foreach (var below in new[] { Relation.Greater, Relation.Less })
        {
            if (Find(setting, new Compare(scale, below, Term.Zero)) is { } divisor)
            {
                return Combined(whole, below == Relation.Greater ? relation : Theorem.Turned(relation)) is { } above
                    ? Transferred(setting, term, Theorem.ProductOf(above, divisor, quotient: true))
                    : null;
            }
        }

        return null;

        // As it is, or as a combination of products of known signs.
        Theorem? Combined(Term part, Relation sign)
        {
            if (Find(setting, new Compare(part, sign, Term.Zero)) is { } direct)
            {
                return direct;
            }

            var isTurned = sign is Relation.Less or Relation.LessOrEqual;
            var form = isTurned ? Collected(setting, Simplifying.Negative(part)) : part;
            return new PositiveSearch(this).Find(setting, form, isTurned ? Theorem.Turned(sign) : sign) is { } found
                ? Transferred(setting, part, isTurned ? Theorem.NegationOf(found) : found)
                : null;
        }

        static bool HasQuotient(Term part) =>
            part is Divide(_, not Number) or Power(_, Number { Value.Sign: < 0 })
            || part is Add or Negate or Multiply or Divide or Power && part.Children().Any(HasQuotient);
    }

    // a − b ≠ 0 and b − a ≠ 0 from an assumed a ≠ b.
    private Theorem? Different(Setting setting, Term term, Relation relation)
    {
        if (relation != Relation.NotEqual)
        {
            return null;
        }

        var names = term.FreeNames();
        foreach (var assumption in setting.Assumptions)
        {
            if (
                names.SetEquals(assumption.FreeNames())
                && Theorem.Assumption(setting, assumption) is { } known
                && Theorem.ToDifference(known) is { Statement: Compare(_, Relation.NotEqual, _) } difference
                && (
                    Transferred(setting, term, difference) ?? Transferred(setting, term, Theorem.NegationOf(difference))
                )
                    is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;
    }

    // The sign of what stands above a positive divisor, where something is assumed that may tell.
    private Theorem? OfNumerator(Setting setting, Term term, Relation relation)
    {
        if (
            setting.Assumptions.Count == 0
            || relation is not (Relation.Greater or Relation.GreaterOrEqual)
            || term is not Add
        )
        {
            return null;
        }

        var (scale, whole) = Cleared(setting, term);
        return
            !scale.IsOne()
            && Find(setting, new Compare(scale, Relation.Greater, Term.Zero)) is { } below
            && new LinearSearch(this).Find(setting, whole, relation) is { } above
            ? Transferred(setting, term, Theorem.ProductOf(above, below, quotient: true))
            : null;
    }

    // a − b R 0 from a² − b² R 0 for a root a.
    private Theorem? OfRoot(Setting setting, Term term, Relation relation)
    {
        if (
            relation is not (Relation.Greater or Relation.GreaterOrEqual)
            || term is not Add(var addends)
            || addends.Count > 3
            || addends.FirstOrDefault(addend => addend is Apply(Function.Sqrt, _)) is not { } root
        )
        {
            return null;
        }

        var other = Simplifying.Negative(Simplifying.Sum([.. addends.Where(addend => !ReferenceEquals(addend, root))]));
        var squares = new Add([new Power(root, 2), new Negate(new Power(other, 2))]);
        return
            Find(setting, new Compare(root, Relation.GreaterOrEqual, Term.Zero)) is { } sign
            && Transferred(
                setting,
                squares,
                Find(setting, new Compare(Collected(setting, squares), relation, Term.Zero))
            )
                is { } order
            ? Transferred(setting, term, Theorem.SquareOrder(sign, order))
            : null;
    }

    // t·x + (1 − t)·y > 0 for 0 ≤ t ≤ 1: at an end of the domain of t, and elsewhere.
    private Theorem? AtAnEnd(Setting setting, Term term, Relation relation)
    {
        if (relation != Relation.Greater || term is not Add(var addends) || addends.Count > 4)
        {
            return null;
        }

        foreach (
            var name in addends
                .OfType<Multiply>()
                .SelectMany(product => product.Operands)
                .OfType<Symbol>()
                .Select(symbol => symbol.Name)
                .Distinct()
        )
        {
            if (
                setting.Variable(name)
                    is not {
                        Dimensions.Count: 0,
                        Domain: RealInterval { Lower: { } end, LowerClosed: true, Upper: not null }
                    }
                || setting.Assumptions.Any(assumption => assumption.FreeNames().Contains(name))
            )
            {
                continue;
            }

            var symbol = new Symbol(name);
            var inside = setting.With(new Compare(symbol, Relation.Greater, end));
            var at = setting.With(new Compare(symbol, Relation.LessOrEqual, end));
            var statement = new Compare(term, relation, Term.Zero);
            return
                Exists(setting, symbol) is { } x
                && Exists(setting, end) is { } y
                && Either(inside) is { } elsewhere
                && Either(at) is { } there
                && elsewhere.In(inside) is { } above
                && there.In(at) is { } below
                ? Theorem.ByCases(x, y, above, below)
                : null;

            Theorem? Either(Setting part) =>
                Find(part, statement) ?? new PositiveSearch(this).Find(part, term, relation);
        }

        return null;
    }

    private Theorem? ByParts(Setting setting, Term term, Theorem exists, Relation relation)
    {
        var found = term switch
        {
            Negate(var x) => Find(setting, new Compare(x, Theorem.Turned(relation), Term.Zero)) is { } inner
                ? Theorem.NegationOf(inner)
                : null,
            Divide(var x, var y) => Of(x, y, quotient: true),
            Multiply([var x, var y]) => Of(x, y, quotient: false),
            Multiply(var xs) when xs.Count > 2 => Transferred(
                setting,
                term,
                Of(ProductOf(xs.Take(xs.Count / 2)), ProductOf(xs.Skip(xs.Count / 2)), quotient: false)
            ),
            Power(var u, _) when relation is Relation.NotEqual or Relation.Greater => Find(
                setting,
                new Compare(u, relation, Term.Zero)
            )
                is { } sign
                ? Theorem.PowerOf(exists, sign)
                : null,
            Apply(Function.Sin, [Multiply([Constant(ConstantKind.Pi), var u])]) when relation is not Relation.Less =>
                Find(setting, new Compare(u, Relation.Greater, Term.Zero)) is { } above
                && Find(setting, new Compare(u, Relation.Less, Term.One)) is { } below
                    ? Theorem.SineInHalfTurn(above, below)
                    : null,
            Apply(Function.Gamma, [var x]) when relation is not Relation.Less => Find(
                setting,
                new Compare(x, Relation.Greater, Term.Zero)
            )
                is { } positive
                ? Theorem.GammaPositive(positive, Function.Gamma)
                : null,
            Apply(Function.Factorial, [var x]) when relation is not Relation.Less => Find(
                setting,
                new Compare(x, Relation.GreaterOrEqual, Term.Zero)
            )
                is { } natural
                ? Theorem.GammaPositive(natural, Function.Factorial)
                : null,
            Guarded(var value, _) => Find(setting, new Compare(value, relation, Term.Zero)) is { } inner
                ? Transferred(setting, term, inner)
                : null,
            Fold(FoldKind.Sum, var index, var range, var where, var body) when relation is not Relation.NotEqual =>
                OverRange(setting, exists, index, range, where, body, relation),
            _ => null,
        };
        return found is null ? null
            : found.Statement is Compare(_, var shown, _) && shown == relation ? found
            : Theorem.Weaker(found, new Compare(term, relation, Term.Zero));

        static Term ProductOf(IEnumerable<Term> factors) =>
            factors.ToSequence() is var all && all.Count == 1 ? all[0] : new Multiply(all);

        Theorem? Of(Term x, Term y, bool quotient)
        {
            if (relation == Relation.NotEqual)
            {
                return
                    Find(setting, new Compare(x, relation, Term.Zero)) is { } a
                    && Find(setting, new Compare(y, relation, Term.Zero)) is { } b
                    ? Theorem.ProductOf(a, b, quotient)
                    : null;
            }

            var weak = relation == Relation.GreaterOrEqual;
            foreach (
                var (first, second) in new[]
                {
                    (Relation.Greater, Relation.Greater),
                    (
                        weak ? Relation.GreaterOrEqual : Relation.Less,
                        weak && !quotient ? Relation.GreaterOrEqual
                        : weak ? Relation.Greater
                        : Relation.Less
                    ),
                    (
                        weak ? Relation.LessOrEqual : Relation.Less,
                        weak && !quotient ? Relation.LessOrEqual : Relation.Less
                    ),
                }
            )
            {
                if (
                    Find(setting, new Compare(y, second, Term.Zero)) is { } b
                    && Find(setting, new Compare(x, first, Term.Zero)) is { } a
                )
                {
                    return Theorem.ProductOf(a, b, quotient);
                }
            }

            return null;
        }
    }

    /// <summary>The sign of a sum over a range from that of its body.</summary>
    public Theorem? OverRange(
        Setting setting,
        Theorem exists,
        string index,
        IndexRange range,
        Condition? where,
        Term body,
        Relation relation,
        Func<Setting, Term, Relation, Theorem?>? each = null
    )
    {
        var (inner, name) = Entered(setting, index, range, where);
        var term = body.Substitute(index, new Symbol(name));
        each ??= (at, of, sign) => Find(at, new Compare(of, sign, Term.Zero));
        if (relation == Relation.Greater && range is Span(var from, var to) && where is null)
        {
            return
                Find(setting, new Compare(from, Relation.LessOrEqual, to)) is { } notEmpty
                && each(inner, term, Relation.Greater) is { } positive
                ? Theorem.SumOverRange(exists, positive, notEmpty)
                : null;
        }

        return relation == Relation.GreaterOrEqual && each(inner, term, Relation.GreaterOrEqual) is { } theorem
            ? Theorem.SumOverRange(exists, theorem, null)
            : null;
    }

    private readonly Dictionary<(Setting, IndexRange, Condition?), (Setting, string)> _entered = [];

    /// <summary>The setting with one more index, that of a range, and its condition.</summary>
    public (Setting Inner, string Name) Entered(Setting setting, string index, IndexRange range, Condition? where)
    {
        var key = (setting, range, where?.Substitute(index, new Symbol("#")));
        if (!_entered.TryGetValue(key, out var entered))
        {
            var level = 0;
            while (setting.Variable($"#s{level}") is not null)
            {
                level++;
            }

            var name = $"#s{level}";
            Domain domain = range is Span(var from, var to) ? new Integers(from, to) : new Integers(Term.One, null);
            var inner = setting.With(new Variable(name, [], domain, Provenance.BuiltIn));
            if (where is not null)
            {
                inner = inner.With(where.Substitute(index, new Symbol(name)));
            }

            entered = (inner, name);
            _entered.Add(key, entered);
        }

        return entered;
    }
}
