// Signs as combinations of known signs: a linear program over exact rationals finds the multipliers.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>t ≥ 0 from t = Σ λ_k h_k + c with numbers λ, c ≥ 0 and h_k ≥ 0 from domains and assumptions (Farkas).</summary>
internal sealed class LinearSearch(QuickSearch search)
{
    private const int MostFacts = 40;
    private const int Work = 30_000;

    public Theorem? Find(Setting setting, Term term, Relation relation, IReadOnlyList<Theorem>? more = null)
    {
        if (relation is not (Relation.Greater or Relation.GreaterOrEqual))
        {
            return null;
        }

        try
        {
            var table = new AtomTable(Work, search.Effort);
            var plain = new Normaliser(setting, table, new NothingFound());
            var target = plain.Of(term);
            if (target.Constant is { } number)
            {
                return search.Transferred(setting, term, Theorem.Numbers(setting, number, relation, Rational.Zero));
            }

            if (target.Terms.Count > 12)
            {
                return null;
            }

            var names = term.FreeNames();
            var facts = new List<(Theorem Theorem, Polynomial Form)>();
            foreach (var theorem in Facts(setting, names).Concat(more ?? []).Take(MostFacts))
            {
                if (theorem.Statement is Compare(var known, Relation.Greater or Relation.GreaterOrEqual, _))
                {
                    facts.Add((theorem, plain.Of(known)));
                }
            }

            if (facts.Count == 0 || Multipliers(target, [.. facts.Select(fact => fact.Form)]) is not { } multipliers)
            {
                return null;
            }

            return Combined(setting, term, relation, facts, multipliers, target);
        }
        catch (TooLarge)
        {
            return null;
        }
    }

    private Theorem? Combined(
        Setting setting,
        Term term,
        Relation relation,
        List<(Theorem Theorem, Polynomial Form)> facts,
        Rational[] multipliers,
        Polynomial target
    )
    {
        var addends = new List<Theorem>();
        var rest = target;
        for (var at = 0; at < facts.Count; at++)
        {
            if (multipliers[at].Sign > 0 && facts[at].Theorem.In(setting) is { } fact)
            {
                addends.Add(Theorem.Multiple(fact, multipliers[at])!);
                rest -= facts[at].Form * multipliers[at];
            }
        }

        if (rest.Constant is not { Sign: >= 0 } constant || addends.Count == 0)
        {
            return null;
        }

        if (constant.Sign > 0)
        {
            addends.Add(Theorem.Numbers(setting, constant, Relation.Greater, Rational.Zero)!);
        }

        var sum = Theorem.SumOf(addends);
        var transferred = search.Transferred(setting, term, sum);
        return transferred?.Statement is Compare(_, var shown, _) && shown != relation
            ? Theorem.Weaker(transferred, new Compare(term, relation, Term.Zero))
            : transferred;
    }

    internal static IEnumerable<Theorem> Facts(Setting setting, IReadOnlySet<string> names)
    {
        var wanted = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (var assumption in setting.Assumptions)
        {
            if (!assumption.FreeNames().Any(wanted.Contains))
            {
                continue;
            }

            if (Theorem.Assumption(setting, assumption) is { } known)
            {
                if (assumption is Not && Theorem.Denied(known) is { } relation)
                {
                    known = relation;
                }

                wanted.UnionWith(assumption.FreeNames());
                if (known.Statement is Compare(var left, var order, var right))
                {
                    foreach (
                        var side in order == Relation.Equal
                            ? new[] { Relation.GreaterOrEqual, Relation.LessOrEqual }
                            : [order]
                    )
                    {
                        var oriented = Theorem.Weaker(known, new Compare(left, side, right)) ?? known;
                        if (side is Relation.Less or Relation.LessOrEqual)
                        {
                            oriented = Theorem.Turn(oriented)!;
                        }

                        if (side != Relation.NotEqual)
                        {
                            yield return Sharpened(Theorem.ToDifference(oriented)!);
                        }
                        else if (Sharp(setting, left, right, known) is { } sharp)
                        {
                            yield return Sharpened(Theorem.ToDifference(sharp)!);
                        }
                    }
                }
            }
        }

        foreach (var variable in setting.Variables.Reverse())
        {
            if (variable.Domain is Integers(var lower, var upper) && wanted.Contains(variable.Name))
            {
                wanted.UnionWith(lower?.FreeNames() ?? wanted);
                wanted.UnionWith(upper?.FreeNames() ?? wanted);
            }
        }

        foreach (var name in wanted.Order(StringComparer.Ordinal))
        {
            foreach (var upper in new[] { false, true })
            {
                if (Theorem.DomainBound(setting, name, upper) is { } bound)
                {
                    yield return bound;
                }
            }
        }
    }

    // a > b of a ≠ b, where a ≥ b is assumed, too; b > a likewise.
    private static Theorem? Sharp(Setting setting, Term left, Term right, Theorem different)
    {
        foreach (var order in new[] { Relation.GreaterOrEqual, Relation.LessOrEqual })
        {
            if (
                Theorem.Assumption(setting, new Compare(left, order, right)) is { } weak
                && Theorem.Strict(weak, different) is { } strict
            )
            {
                return order == Relation.GreaterOrEqual ? strict : Theorem.Turn(strict);
            }
        }

        return null;
    }

    private static Theorem Sharpened(Theorem theorem) => Theorem.NextInteger(theorem) ?? theorem;

    // λ ≥ 0 with Σ λ_k h_k = t but for a constant that is as large as can be: the simplex method with Bland's rule.
    private static Rational[]? Multipliers(Polynomial target, IReadOnlyList<Polynomial> facts)
    {
        var rows = target
            .Terms.Keys.Concat(facts.SelectMany(fact => fact.Terms.Keys))
            .Where(monomial => monomial.Count > 0)
            .Distinct()
            .ToList();
        var (m, n) = (rows.Count, facts.Count);
        // Columns: facts, artificials, right side. Two objective rows: the artificials' sum, then Σ λ h₀.
        var tableau = new Rational[m + 2, n + m + 1];
        for (var i = 0; i < m; i++)
        {
            var right = target.Terms.GetValueOrDefault(rows[i]);
            var sign = right.Sign < 0 ? -1 : 1;
            for (var k = 0; k < n; k++)
            {
                tableau[i, k] = facts[k].Terms.GetValueOrDefault(rows[i]) * sign;
                tableau[m, k] -= tableau[i, k];
            }

            tableau[i, n + i] = Rational.One;
            tableau[i, n + m] = right * sign;
            tableau[m, n + m] -= right * sign;
        }

        for (var k = 0; k < n; k++)
        {
            tableau[m + 1, k] = facts[k].Terms.GetValueOrDefault(Monomial.One);
        }

        var basis = Enumerable.Range(n, m).ToArray();
        if (
            !Minimise(tableau, basis, m, m, n + m)
            || tableau[m, n + m].Sign != 0
            || !Minimise(tableau, basis, m, m + 1, n)
        )
        {
            return null;
        }

        var solution = new Rational[n];
        for (var i = 0; i < m; i++)
        {
            if (basis[i] < n)
            {
                solution[basis[i]] = tableau[i, n + m];
            }
            else if (tableau[i, n + m].Sign != 0)
            {
                return null;
            }
        }

        return solution;
    }

    private static bool Minimise(Rational[,] tableau, int[] basis, int m, int objective, int columns)
    {
        var last = tableau.GetLength(1) - 1;
        for (var step = 0; step < 200; step++)
        {
            var enter = Enumerable.Range(0, columns).FirstOrDefault(k => tableau[objective, k].Sign < 0, -1);
            if (enter < 0)
            {
                return true;
            }

            var leave = -1;
            Rational least = default;
            for (var i = 0; i < m; i++)
            {
                // An artificial variable that is left in the basis is 0 and stays so.
                if (basis[i] >= columns && tableau[i, enter].Sign != 0)
                {
                    leave = i;
                    break;
                }

                if (tableau[i, enter].Sign > 0)
                {
                    var ratio = tableau[i, last] / tableau[i, enter];
                    if (leave < 0 || ratio < least || (ratio == least && basis[i] < basis[leave]))
                    {
                        (leave, least) = (i, ratio);
                    }
                }
            }

            if (leave < 0)
            {
                return false;
            }

            var pivot = tableau[leave, enter];
            for (var k = 0; k <= last; k++)
            {
                tableau[leave, k] /= pivot;
            }

            for (var i = 0; i < tableau.GetLength(0); i++)
            {
                var factor = tableau[i, enter];
                if (i == leave || factor.Sign == 0)
                {
                    continue;
                }

                for (var k = 0; k <= last; k++)
                {
                    tableau[i, k] -= factor * tableau[leave, k];
                }
            }

            basis[leave] = enter;
        }

        return false;
    }
}

/// <summary>A search that finds nothing: normal forms by unconditional laws only.</summary>
internal sealed class NothingFound : IProofSearch
{
    /// <inheritdoc/>
    public Theorem? Find(Setting setting, Condition statement) => null;
}
