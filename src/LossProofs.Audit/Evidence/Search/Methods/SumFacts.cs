// What is known of sums over one range: squares under sums, Cauchy and Schwarz, products of sums, tangents (Jensen, Gibbs).
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Finds theorems h ≥ 0 about the sums of a term, from the bodies that it has. All of them are sums over ranges of what
/// is not negative for every index, shown as such; nothing of them is a rule of its own.
/// </summary>
internal sealed class SumFacts(QuickSearch search, Setting setting)
{
    private const int MostBodies = 7;
    private const int MostFacts = 24;
    private const int Work = 100_000;
    private const string First = "one#";
    private const string Second = "other#";

    private readonly List<Theorem> _facts = [];
    private readonly AtomTable _table = new(Work);

    /// <summary>Theorems about the sums of the term.</summary>
    public IReadOnlyList<Theorem> Of(Term term)
    {
        try
        {
            var form = new Normaliser(setting, _table, search).Of(term);
            var sums = form
                .Terms.Keys.SelectMany(monomial => monomial.All)
                .Select(factor => factor.Atom)
                .Distinct()
                .Where(atom => atom is { Kind: AtomKind.Sum, Term: Fold { Where: null, Range: Span } })
                .ToList();
            foreach (var group in sums.GroupBy(atom => ((Fold)atom.Term).Range))
            {
                if (group.Key is Span(var from, var to) && from.FreeNames().Concat(to.FreeNames()).All(IsDeclared))
                {
                    Members(group.Key, [.. group]);
                    Pairs(group.Key, [.. group]);
                    Logarithms(form, group.Key, [.. group]);
                    Exponentials(form, group.Key, [.. group]);
                }
            }
        }
        catch (TooLarge)
        {
            // What was found is enough.
        }

        return _facts;
    }

    private bool IsDeclared(string name) => setting.Variable(name) is not null;

    // Σ_j f(j) ≥ f(i) for an index i of the range, f ≥ 0.
    private void Members(IndexRange range, List<Atom> sums)
    {
        foreach (
            var place in setting.Variables.Where(variable =>
                variable is { Dimensions.Count: 0, Domain: Integers({ } low, { } high) }
                && range.Equals(new Span(low, high))
            )
        )
        {
            var other = new Symbol(Second);
            foreach (var (_, index, _, _, body) in sums.Select(atom => (Fold)atom.Term).Take(3))
            {
                Add(
                    new Fold(
                        FoldKind.Sum,
                        Second,
                        range,
                        new Compare(other, Relation.NotEqual, new Symbol(place.Name)),
                        body.Substitute(index, other)
                    )
                );
            }
        }
    }

    // a = w g², b = w h², c = w g h for w ≥ 0: Σ w (g ± h)² ≥ 0 and Σ_i Σ_j w_i w_j (g_i h_j − g_j h_i)² ≥ 0; for a, b ≥ 0
    // Σ_i Σ_{j≠i} a_i b_j ≥ 0.
    private void Pairs(IndexRange range, List<Atom> sums)
    {
        var index = sums.Select(atom => ((Fold)atom.Term).Index).First();
        var bodies = sums.Where(atom =>
                ((Fold)atom.Term).Index == index && !((Fold)atom.Term).Body.Children().Any(HasFold)
            )
            .Select(atom => atom.Inner!.Single!.Value.Monomial)
            .Append(Monomial.One)
            .ToList();
        var within = new Normaliser(
            setting.With(
                new Variable(index, [], new Integers(((Span)range).From, ((Span)range).To), Provenance.BuiltIn)
            ),
            _table,
            search
        );
        foreach (
            var variable in setting.Variables.Where(variable =>
                variable is { Domain: ProbabilityVector, Dimensions: [var length] }
                && range is Span(_, var to)
                && length.Equals(to)
            )
        )
        {
            var entry = within.Of(new Element(new Symbol(variable.Name), [new Symbol(index)]));
            if (entry.Single is var (monomial, _) && !bodies.Contains(monomial))
            {
                bodies.Add(monomial);
            }
        }

        bodies = [.. bodies.Take(MostBodies)];
        for (var i = 0; i < bodies.Count; i++)
        {
            for (var j = 0; j < bodies.Count; j++)
            {
                if (i < j && Roots(bodies[i], bodies[j]) is var (weight, g, h))
                {
                    foreach (var (one, other) in Variants(g, h))
                    {
                        Squares(range, index, weight, one, other);
                    }
                }

                if (i <= j && bodies[i].Count > 0 && bodies[j].Count > 0 && bodies.Contains(bodies[i] * bodies[j]))
                {
                    Products(range, index, bodies[i].ToTerm(Rational.One), bodies[j].ToTerm(Rational.One));
                }
            }

            // (Σ|g|)² ≥ Σ g².
            if (bodies[i].Count > 0 && Half(bodies[i]) is { } root)
            {
                Term size = new Apply(Function.Abs, [root.ToTerm(Rational.One)]);
                Products(range, index, size, size);
            }
        }
    }

    private static bool HasFold(Term term) => term is Fold || term.Children().Any(HasFold);

    private static IEnumerable<(Term, Term)> Variants(Monomial g, Monomial h)
    {
        var (one, other) = (g.ToTerm(Rational.One), h.ToTerm(Rational.One));
        yield return (one, other);
        yield return (Size(one), Size(other));

        static Term Size(Term term) => term is Number ? term : new Apply(Function.Abs, [term]);
    }

    // The common part with the least exponents, and the roots of what is left.
    private static (Term Weight, Monomial G, Monomial H)? Roots(Monomial a, Monomial b)
    {
        var atoms = a.All.Concat(b.All).Select(factor => factor.Atom).Distinct().ToList();
        var weight = Monomial.Of(
            atoms
                .Select(atom => (atom, Least(a.ExponentOf(atom), b.ExponentOf(atom))))
                .Where(pair => pair.Item2.Sign != 0)
        );
        var inverse = weight.Raised(-Rational.One);
        return Half(a * inverse) is { } g && Half(b * inverse) is { } h ? (weight.ToTerm(Rational.One), g, h) : null;

        static Rational Least(Rational x, Rational y) => x < y ? x : y;
    }

    // The root of a monomial: even exponents halved, those of what may be a root's argument too.
    private static Monomial? Half(Monomial monomial) => monomial.Raised(new Rational(1, 2));

    private void Squares(IndexRange range, string index, Term weight, Term g, Term h)
    {
        var (one, other) = (new Symbol(First), new Symbol(Second));
        var (x, y) = (g.Substitute(index, one), h.Substitute(index, one));
        var w = weight.Substitute(index, one);
        foreach (var sign in new[] { -1, 1 })
        {
            Add(Over(range, First, Simplifying.Product(w, new Power(sign > 0 ? x + y : x - y, 2))));
        }

        var (v, z) = (g.Substitute(index, other), h.Substitute(index, other));
        var cross = new Power(x * z - v * y, 2);
        Add(Over(range, First, Over(range, Second, Simplifying.Product(w, weight.Substitute(index, other), cross))));
    }

    private void Products(IndexRange range, string index, Term a, Term b)
    {
        var (one, other) = (new Symbol(First), new Symbol(Second));
        var inner = new Fold(
            FoldKind.Sum,
            Second,
            range,
            new Compare(other, Relation.NotEqual, one),
            b.Substitute(index, other)
        );
        Add(Over(range, First, new Multiply([a.Substitute(index, one), inner])));
    }

    // Target = f·Σ w log q + K log M + …: with u = 1/(q M), Σ w (u − 1 − log u) ≥ 0.
    private void Logarithms(Polynomial form, IndexRange range, List<Atom> sums)
    {
        var inside = new List<(Monomial Factor, string Index, Monomial Weight, Term Argument, Rational Coefficient)>();
        var outside = new List<(Monomial Factor, Term Argument, Rational Coefficient)>();
        foreach (var (monomial, coefficient) in form.Terms)
        {
            foreach (var (atom, exponent) in monomial.All.Where(factor => factor.Exponent == Rational.One))
            {
                var rest = monomial.Without(atom);
                if (atom is { Kind: AtomKind.Logarithm, Term: Apply(Function.Log, [var argument]) })
                {
                    outside.Add((rest, argument, coefficient));
                }
                else if (sums.Contains(atom) && atom.Term is Fold(_, var index, _, _, _))
                {
                    var body = atom.Inner!.Single!.Value.Monomial;
                    foreach (var (own, power) in body.All)
                    {
                        if (
                            own is { Kind: AtomKind.Logarithm, Term: Apply(Function.Log, [var each]) }
                            && power == Rational.One
                        )
                        {
                            inside.Add((rest, index, body.Without(own), each, coefficient));
                        }
                    }
                }
            }
        }

        foreach (var group in inside.GroupBy(part => (part.Factor, part.Index, part.Weight)))
        {
            var at = new Symbol(First);
            var weight = group.Key.Weight.ToTerm(Rational.One).Substitute(group.Key.Index, at);
            var q = group
                .Select(part => Simplifying.Power(part.Argument.Substitute(part.Index, at), -part.Coefficient))
                .ToList();
            var means = outside
                .GroupBy(part => part.Factor)
                .Select(parts => parts.Select(part => Simplifying.Power(part.Argument, -part.Coefficient)).ToList())
                .Append([])
                .ToList();
            foreach (var mean in means)
            {
                var u = Simplifying.Product([.. q, .. mean]);
                var (inner, name) = search.Entered(setting, First, range, null);
                if (
                    search.Find(inner, new Compare(u.Substitute(First, new Symbol(name)), Relation.Greater, Term.Zero))
                    is not { } positive
                )
                {
                    continue;
                }

                Learn(inner, Theorem.LogarithmTangent(positive));
                var tangent = new Add([u, new Negate(Term.One), new Negate(Term.Log(u))]);
                Add(Over(range, First, Simplifying.Product(weight, tangent)), group.Key.Factor);
            }
        }
    }

    // Target with Σ w e^u and e^M: e^M Σ w (e^{u−M} − 1 − (u − M)) ≥ 0.
    private void Exponentials(Polynomial form, IndexRange range, List<Atom> sums)
    {
        var points = form
            .Terms.Keys.Select(monomial =>
                Simplifying.Sum([
                    .. monomial
                        .All.Where(factor => factor.Atom.Kind == AtomKind.Exponential)
                        .Select(factor => Simplifying.Product(factor.Exponent, factor.Atom.Inner!.ToTerm())),
                ])
            )
            .Distinct()
            .Where(point => !point.IsZero())
            .Take(2)
            .ToList();
        foreach (var atom in sums)
        {
            var (_, index, _, _, _) = (Fold)atom.Term;
            var body = atom.Inner!.Single!.Value.Monomial;
            var powers = body.All.ToLookup(factor => factor.Atom.Kind == AtomKind.Exponential);
            if (!powers[true].Any())
            {
                continue;
            }

            var at = new Symbol(First);
            var weight = Monomial.Of(powers[false]).ToTerm(Rational.One).Substitute(index, at);
            var exponent = Simplifying
                .Sum([
                    .. powers[true].Select(factor => Simplifying.Product(factor.Exponent, factor.Atom.Inner!.ToTerm())),
                ])
                .Substitute(index, at);
            foreach (var point in points)
            {
                var u = exponent - point;
                var (inner, name) = search.Entered(setting, First, range, null);
                if (search.Exists(inner, u.Substitute(First, new Symbol(name))) is not { } exists)
                {
                    continue;
                }

                Learn(inner, Theorem.ExponentialTangent(exists));
                var tangent = new Add([Term.Exp(u), new Negate(Term.One), new Negate(u)]);
                var sum = Over(range, First, Simplifying.Product(weight, tangent));
                Add(new Multiply([Term.Exp(point), sum]));
            }
        }
    }

    private void Learn(Setting inner, Theorem? tangent)
    {
        if (tangent is not null && ReferenceEquals(tangent.Setting, inner))
        {
            search.Learn(tangent);
        }
    }

    private static Fold Over(IndexRange range, string index, Term body) => new(FoldKind.Sum, index, range, null, body);

    private void Add(Term term, Monomial? factor = null)
    {
        if (_facts.Count >= MostFacts)
        {
            return;
        }

        if (search.Find(setting, new Compare(term, Relation.GreaterOrEqual, Term.Zero)) is not { } theorem)
        {
            return;
        }

        if (factor is { Count: > 0 })
        {
            var scale = factor.ToTerm(Rational.One);
            if (
                search.Find(setting, new Compare(scale, Relation.GreaterOrEqual, Term.Zero)) is not { } sign
                || Theorem.ProductOf(sign, theorem, quotient: false) is not { } scaled
            )
            {
                return;
            }

            theorem = scaled;
        }

        _facts.Add(theorem);
    }
}
