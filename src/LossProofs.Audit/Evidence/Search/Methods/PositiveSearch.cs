// Signs as combinations of products of known signs and of squares: a linear program finds the multipliers.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// t ≥ 0 from t = Σ λ_k g_k with numbers λ ≥ 0, where each g is a product of known h ≥ 0, the square of a sum or
/// difference of two monomials, or a product of these (Krivine, Stengle).
/// </summary>
internal sealed partial class PositiveSearch(QuickSearch search)
{
    private const int MostFacts = 12;
    private const int MostProducts = 90;
    private const int MostMonomials = 12;
    private const int MostColumns = 1_000;
    private const int MostUnknowns = 7;
    private const int MostTerms = 60;
    private const int Work = 150_000;
    private static readonly Rational s_mostDegree = 8;
    private static readonly Rational s_largestSum = 1 << 20;

    /// <summary>What may be combined: form ≥ 0.</summary>
    /// <param name="Form">Its normal form.</param>
    /// <param name="IsStrict">It is &gt; 0.</param>
    /// <param name="Make">The theorem.</param>
    private sealed record Column(Polynomial Form, bool IsStrict, Func<Theorem?> Make);

    /// <summary>A theorem that the term is ≥ 0 (&gt; 0), or null.</summary>
    /// <param name="setting">Where.</param>
    /// <param name="term">The term.</param>
    /// <param name="relation">≥ or &gt;.</param>
    /// <param name="more">Known signs besides those of domains and assumptions.</param>
    /// <param name="products">Whether signs are multiplied and squares added.</param>
    public Theorem? Find(
        Setting setting,
        Term term,
        Relation relation,
        IReadOnlyList<Theorem>? more = null,
        bool products = true
    )
    {
        if (relation is not (Relation.Greater or Relation.GreaterOrEqual))
        {
            return null;
        }

        try
        {
            var normal = new Normaliser(setting, new AtomTable(Work, search.Effort), search);
            var target = normal.Of(term);
            var facts = Known(setting, term, target, normal, more ?? []);
            if (target.Terms.Count > MostTerms)
            {
                return null;
            }

            var columns = Columns(setting, target, facts, normal, products);
            columns.AddRange(Sizes(setting, target, facts, normal));
            return Combined(setting, term, relation, target, columns);
        }
        catch (TooLarge)
        {
            return null;
        }
    }

    private static IEnumerable<Atom> Atoms(Polynomial target, IEnumerable<Column> facts) =>
        target
            .Terms.Keys.Concat(facts.SelectMany(fact => fact.Form.Terms.Keys))
            .SelectMany(monomial => monomial.All)
            .Select(factor => factor.Atom)
            .Distinct()
            .OrderBy(atom => atom.Id);

    private List<Column> Columns(
        Setting setting,
        Polynomial target,
        List<Column> facts,
        Normaliser normal,
        bool withProducts
    )
    {
        var columns = new List<Column>(facts)
        {
            new(Polynomial.One, true, () => Theorem.Numbers(setting, Rational.One, Relation.Greater, Rational.Zero)),
        };
        var atoms = Atoms(target, facts).ToList();
        if (!withProducts || atoms.Count > MostUnknowns)
        {
            return columns;
        }

        var most = new[] { Degree(target), (Rational)2 }.Concat(facts.Select(fact => Degree(fact.Form))).Max();
        if (most > s_mostDegree)
        {
            return columns;
        }

        // Products of two and of three.
        var level = facts.Take(MostFacts).ToList();
        var products = new List<Column>();
        for (var count = 2; count <= 4 && level.Count > 0; count++)
        {
            var next = new List<Column>();
            foreach (var product in level)
            {
                foreach (var fact in facts.Take(MostFacts))
                {
                    if (
                        products.Count < MostProducts
                        && Degree(product.Form) + Degree(fact.Form) <= most
                        && Product(product, fact) is { } longer
                        && !products.Exists(known => known.Form.Equals(longer.Form))
                    )
                    {
                        products.Add(longer);
                        next.Add(longer);
                    }
                }
            }

            level = next;
        }

        columns.AddRange(products);
        var squares = Squares(target, facts, atoms, most).ToList();
        columns.AddRange(squares);
        foreach (var fact in facts.Concat(products).Where(fact => Degree(fact.Form) < most).Take(2 * MostFacts))
        {
            foreach (var square in squares)
            {
                if (columns.Count < 2 * MostColumns && Degree(square.Form) + Degree(fact.Form) <= most)
                {
                    columns.Add(Product(fact, square));
                }
            }
        }

        return columns;

        Column Product(Column x, Column y) =>
            new(
                normal.Of(new Multiply([x.Form.ToTerm(), y.Form.ToTerm()])),
                x.IsStrict && y.IsStrict,
                () =>
                    x.Make() is { } first && y.Make() is { } second
                        ? Theorem.ProductOf(first, second, quotient: false)
                        : null
            );

        IEnumerable<Column> Squares(Polynomial goal, List<Column> known, List<Atom> unknowns, Rational degree)
        {
            var monomials = Monomials(goal, known, unknowns, degree);
            for (var i = 0; i < monomials.Count; i++)
            {
                if (monomials[i].Count > 0)
                {
                    yield return Square(Polynomial.Of(monomials[i], Rational.One));
                }

                for (var j = i + 1; j < monomials.Count; j++)
                {
                    foreach (var sign in new[] { 1, -1 })
                    {
                        yield return Square(
                            Polynomial.Of(monomials[i], Rational.One) + Polynomial.Of(monomials[j], (Rational)sign)
                        );
                    }
                }
            }
        }

        Column Square(Polynomial root)
        {
            var term = root.ToTerm();
            return new(
                normal.Of(new Power(term, 2)),
                false,
                () => search.Exists(setting, term) is { } exists ? Theorem.Square(exists) : null
            );
        }
    }

    // Monomials of at most half the degree, none of them with more of an unknown than half of what there is.
    private static List<Monomial> Monomials(Polynomial target, List<Column> facts, List<Atom> atoms, Rational degree)
    {
        var all = target.Terms.Keys.Concat(facts.SelectMany(fact => fact.Form.Terms.Keys)).ToList();
        var least = facts.TrueForAll(fact => IsHomogeneous(fact.Form))
            ? target.Terms.Keys.Select(Degree).DefaultIfEmpty(Rational.Zero).Min()
            : Rational.Zero;
        var found = new List<Monomial> { Monomial.One };
        foreach (var atom in atoms)
        {
            var largest = all.Max(monomial => monomial.ExponentOf(atom));
            // Roots, where there are any.
            var isBroken = all.Exists(monomial => !monomial.ExponentOf(atom).IsInteger);
            var unit = isBroken ? new Rational(1, 2) : Rational.One;
            var extended = new List<Monomial>(found);
            for (var exponent = unit; exponent * 2 <= (isBroken || largest > 2 ? largest : 2); exponent += unit)
            {
                extended.AddRange(
                    found
                        .Select(monomial => monomial * Monomial.Of(atom, exponent))
                        .Where(monomial => Degree(monomial) * 2 <= degree)
                );
            }

            found = extended;
            if (found.Count > 200)
            {
                return [];
            }
        }

        var widest = facts.Select(fact => Degree(fact.Form)).DefaultIfEmpty(Rational.Zero).Max();
        return
        [
            .. found
                .Where(monomial => Degree(monomial) * 2 + widest >= least)
                .OrderByDescending(monomial => all.Contains(monomial.Raised(2)))
                .ThenBy(Degree)
                .Take(MostMonomials),
        ];
    }

    private static bool IsHomogeneous(Polynomial form) => form.Terms.Keys.Select(Degree).Distinct().Count() <= 1;

    private static Rational Degree(Polynomial form) =>
        form.Terms.Keys.Select(Degree).DefaultIfEmpty(Rational.Zero).Max();

    private static Rational Degree(Monomial monomial) =>
        monomial.All.Aggregate(Rational.Zero, (sum, factor) => sum + factor.Exponent);

    private Theorem? Combined(Setting setting, Term term, Relation relation, Polynomial target, List<Column> columns)
    {
        columns = Pruned(target, columns);
        if (columns.Count > MostColumns)
        {
            return null;
        }

        var rows = new Dictionary<Monomial, int>();
        foreach (var monomial in target.Terms.Keys.Concat(columns.SelectMany(column => column.Form.Terms.Keys)))
        {
            rows.TryAdd(monomial, rows.Count);
        }

        var right = new Rational[rows.Count];
        foreach (var (monomial, coefficient) in target.Terms)
        {
            right[rows[monomial]] = coefficient;
        }

        var strict = relation == Relation.Greater;
        var coefficients = columns
            .Select(column =>
            {
                var entries = column.Form.Terms.ToDictionary(part => rows[part.Key], part => part.Value);
                if (strict && column.IsStrict)
                {
                    entries.Add(rows.Count, Rational.One);
                }

                return (IReadOnlyDictionary<int, Rational>)entries;
            })
            .ToList();
        if (strict)
        {
            // The strict ones add up to at most a number, so that there is a largest solution.
            right = [.. right, Rational.One];
            coefficients.Add(new Dictionary<int, Rational> { [rows.Count] = Rational.One });
        }

        bool[]? wanted = strict ? [.. columns.Select(column => column.IsStrict), false] : null;
        var multipliers = LinearProgram.Solve(coefficients, right, wanted);
        if (multipliers is null && strict)
        {
            right[^1] = s_largestSum;
            multipliers = LinearProgram.Solve(coefficients, right, wanted);
        }

        if (multipliers is null)
        {
            return null;
        }

        var addends = new List<Theorem>();
        for (var at = 0; at < columns.Count; at++)
        {
            if (multipliers[at].Sign > 0)
            {
                if (columns[at].Make() is not { } made)
                {
                    return null;
                }

                addends.Add(Theorem.Multiple(made, multipliers[at])!);
            }
        }

        if (addends.Count == 0)
        {
            return null;
        }

        var transferred = search.Transferred(setting, term, Theorem.SumOf(addends));
        return transferred?.Statement is not Compare(_, var shown, _) ? null
            : shown == relation ? transferred
            : Theorem.Weaker(transferred, new Compare(term, relation, Term.Zero));
    }

    // Without what brings in a monomial that nothing can take away again.
    private static List<Column> Pruned(Polynomial target, List<Column> columns)
    {
        while (true)
        {
            var signs = new Dictionary<Monomial, int>();
            foreach (var (monomial, coefficient) in target.Terms)
            {
                signs[monomial] = signs.GetValueOrDefault(monomial) | (coefficient.Sign > 0 ? 2 : 1);
            }

            foreach (var (monomial, coefficient) in columns.SelectMany(column => column.Form.Terms))
            {
                signs[monomial] = signs.GetValueOrDefault(monomial) | (coefficient.Sign > 0 ? 1 : 2);
            }

            var kept = columns.FindAll(column => column.Form.Terms.All(part => signs[part.Key] == 3));
            if (kept.Count == columns.Count)
            {
                return kept;
            }

            columns = kept;
        }
    }
}
