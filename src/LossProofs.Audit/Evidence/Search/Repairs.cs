// What the author may have meant: single edits of a refuted claim, the first one that survives testing.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Tries single edits of a claim's tree, the smallest first.</summary>
public sealed class Repairs(JudgeSettings settings, ulong part)
{
    private const int MostCandidates = 400;
    private const int Cases = 120;

    // Symbols and factors in sight that are tried as missing ones.
    private const int MostInSight = 8;

    /// <summary>
    /// The nearest claim that survives, and that is defined and true where the original failed; null when none is.
    /// </summary>
    public Repair? Nearest(Reading reading, Assignment failing)
    {
        var (premises, goal) = Split(reading.Proposition);
        if (goal is not Terms.Comparison comparison)
        {
            return null;
        }

        var judge = new Judge(settings with { Cases = Cases, Work = settings.Work / 4, Proofs = false });
        var tried = new HashSet<Terms.Comparison> { comparison };
        foreach (var (candidate, change) in Candidates(comparison, reading.Context).Take(MostCandidates))
        {
            if (!tried.Add(candidate) || candidate.Left.Equals(candidate.Right))
            {
                continue;
            }

            Proposition proposition = premises.Count == 0 ? candidate : new Implication(premises, candidate);
            var repaired = reading with { Proposition = proposition };
            if (HoldsAt(repaired, failing) && judge.Survives(repaired, part))
            {
                return new Repair(proposition, change);
            }
        }

        return null;
    }

    private bool HoldsAt(Reading reading, Assignment failing)
    {
        try
        {
            return Lowering
                .Restate(reading)
                .All(claim =>
                    Problem.From(claim) is var problem
                    && problem.Variables.All(variable => failing.Values.ContainsKey(variable.Name))
                    && new Trial(problem, new Budget(settings.Work / 4)).Run(failing).Outcome == Outcome.Holds
                );
        }
        catch (Undecidable)
        {
            return false;
        }
    }

    // The value of a side without symbols, where it is a fraction.
    private static Rational? Worth(Term term) =>
        new Recalculation(Context.Empty, new Dictionary<string, Worth>(), 64, new Budget(10_000)).Number(term)?.Exact;

    private static (Sequence<Condition> Premises, Proposition Goal) Split(Proposition proposition) =>
        proposition is Implication(var premises, var conclusion) && Split(conclusion) is var (inner, goal)
            ? ([.. premises, .. inner], goal)
            : ([], proposition);

    private static IEnumerable<(Terms.Comparison Claim, string Change)> Candidates(
        Terms.Comparison claim,
        Context context
    )
    {
        var (left, relation, right) = claim;
        if (relation != Relation.Equal)
        {
            var reversed = relation switch
            {
                Relation.Less => Relation.Greater,
                Relation.LessOrEqual => Relation.GreaterOrEqual,
                Relation.Greater => Relation.Less,
                Relation.GreaterOrEqual => Relation.LessOrEqual,
                _ => Relation.Equal,
            };
            yield return (claim with { Relation = reversed }, "the direction of the relation");
            // Where the sides touch, the strict order is no repair.
            if (reversed is Relation.Less or Relation.Greater)
            {
                var weak = reversed == Relation.Less ? Relation.LessOrEqual : Relation.GreaterOrEqual;
                yield return (claim with { Relation = weak }, "the direction of the relation");
            }
        }

        // Arithmetic that is wrong has a wrong result: 1 + 4 = 5 is meant, not -1 + 4 = 3.
        if (relation == Relation.Equal && right is Number && Worth(left) is { } result)
        {
            yield return (claim with { Right = result }, "the result");
        }
        else if (relation == Relation.Equal && left is Number && Worth(right) is { } other)
        {
            yield return (claim with { Left = other }, "the result");
        }

        // The right side is what a derivation computes; the left side is what it is about. n! > -2^n says nothing that was meant.
        if (relation == Relation.Equal)
        {
            yield return (claim with { Right = Simplifying.Negative(right) }, "the sign of the right side");
        }

        foreach (var (edited, change) in Edits(right, 0))
        {
            yield return (claim with { Right = edited }, change);
        }

        if (right is Divide(var top, var bottom))
        {
            yield return (claim with { Right = new Divide(bottom, top) }, "the right side is upside down");
        }

        Sequence<Term> lengths = context
            .Variables.Where(variable => variable.Domain is Integers { Upper: null })
            .Select(variable => (Term)new Symbol(variable.Name))
            .ToSequence();
        foreach (
            var factor in new Term[] { 2, new Rational(1, 2) }
                .Concat(lengths)
                .Append(Term.Pi)
        )
        {
            yield return (
                claim with
                {
                    Right = Simplifying.Product(factor, right),
                },
                $"a factor {TermPrinter.Print(factor)}"
            );
            yield return (
                claim with
                {
                    Right = Simplifying.Quotient(right, factor),
                },
                $"a divisor {TermPrinter.Print(factor)}"
            );
        }

        var sight = InSight(left).Concat(InSight(right)).Distinct().Take(MostInSight).ToList();
        foreach (var factor in sight)
        {
            foreach (var (edited, change) in Factors(right, factor))
            {
                yield return (claim with { Right = edited }, change);
            }
        }

        foreach (var addend in sight.Prepend(Term.One))
        {
            yield return (
                claim with
                {
                    Right = Simplifying.Sum(right, addend),
                },
                $"a missing term {TermPrinter.Print(addend)}"
            );
            yield return (
                claim with
                {
                    Right = Simplifying.Sum(right, Simplifying.Negative(addend)),
                },
                $"a missing term -{TermPrinter.Print(addend)}"
            );
        }

        if (left is not (Symbol or Element or Derivative or Gradient or Limit))
        {
            foreach (var (edited, change) in Edits(left, 0))
            {
                yield return (claim with { Left = edited }, change);
            }
        }
    }

    // The term with one place in it edited.
    private static IEnumerable<(Term Edited, string Change)> Edits(Term term, int depth)
    {
        foreach (var edit in Here(term))
        {
            yield return edit;
        }

        if (depth > 12)
        {
            yield break;
        }

        var children = term.Children();
        for (var at = 0; at < children.Count; at++)
        {
            foreach (var (edited, change) in Edits(children[at], depth + 1))
            {
                var position = 0;
                yield return (term.MapChildren(child => position++ == at ? edited : child), change);
            }
        }
    }

    private static IEnumerable<(Term Edited, string Change)> Here(Term term)
    {
        switch (term)
        {
            case Number(var value):
                yield return (-value, $"the sign of {value}");
                yield return (value + 1, $"{value + 1} instead of {value}");
                yield return (value - 1, $"{value - 1} instead of {value}");
                yield return (value * 2, $"{value * 2} instead of {value}");
                if (value.Sign != 0)
                {
                    yield return (value / 2, $"{value / 2} instead of {value}");
                }

                break;
            case Negate(var x):
                yield return (x, $"the sign of {TermPrinter.Print(x)}");
                break;
            case Add(var xs):
                for (var at = 0; at < xs.Count; at++)
                {
                    yield return (
                        new Add(xs.Select((x, i) => i == at ? Simplifying.Negative(x) : x).ToSequence()),
                        $"the sign of {TermPrinter.Print(xs[at])}"
                    );
                }

                for (var at = 0; at < xs.Count; at++)
                {
                    yield return (
                        Simplifying.Sum([.. xs.Where((_, i) => i != at)]),
                        $"the term {TermPrinter.Print(xs[at])} is too much"
                    );
                    yield return (
                        new Add(xs.Select((x, i) => i == at ? Simplifying.Product(2, x) : x).ToSequence()),
                        $"a factor 2 at {TermPrinter.Print(xs[at])}"
                    );
                    yield return (
                        new Add(
                            xs.Select((x, i) => i == at ? Simplifying.Product(new Rational(1, 2), x) : x).ToSequence()
                        ),
                        $"a factor 1/2 at {TermPrinter.Print(xs[at])}"
                    );
                }

                break;
            case Multiply(var xs):
                for (var at = 0; at < xs.Count; at++)
                {
                    yield return (
                        Simplifying.Product([.. xs.Where((_, i) => i != at)]),
                        $"the factor {TermPrinter.Print(xs[at])} is too much"
                    );
                    yield return (
                        new Multiply(xs.Select((x, i) => i == at ? Inverse(x) : x).ToSequence()),
                        $"the reciprocal of {TermPrinter.Print(xs[at])}"
                    );
                    yield return (
                        new Multiply(xs.Select((x, i) => i == at ? new Power(x, 2) : x).ToSequence()),
                        $"the square of {TermPrinter.Print(xs[at])}"
                    );
                }

                break;
            case Divide(var x, var y):
                yield return (new Divide(y, x), $"{TermPrinter.Print(term)} is upside down");
                yield return (x, $"the divisor {TermPrinter.Print(y)} is too much");
                yield return (new Divide(x, new Power(y, 2)), $"the square of {TermPrinter.Print(y)}");
                yield return (new Divide(Simplifying.Negative(x), y), $"the sign of {TermPrinter.Print(term)}");
                break;
            case Power(var x, var y):
                yield return (x, $"the exponent {TermPrinter.Print(y)} is too much");
                yield return (
                    new Power(x, Simplifying.Negative(y)),
                    $"the sign of the exponent {TermPrinter.Print(y)}"
                );
                if (y is not Number)
                {
                    yield return (new Power(x, Simplifying.Sum(y, 1)), "the exponent by one");
                    yield return (new Power(x, Simplifying.Sum(y, -1)), "the exponent by one");
                }

                break;
            case Apply(Function.Exp or Function.Sigmoid or Function.Log, [var x]):
                yield return (
                    ((Apply)term) with
                    {
                        Arguments = [Simplifying.Negative(x)],
                    },
                    $"the sign of {TermPrinter.Print(x)}"
                );
                yield return (
                    ((Apply)term) with
                    {
                        Arguments = [Simplifying.Product(2, x)],
                    },
                    $"a factor 2 in {TermPrinter.Print(term)}"
                );
                yield return (
                    ((Apply)term) with
                    {
                        Arguments = [Simplifying.Quotient(x, 2)],
                    },
                    $"a factor 1/2 in {TermPrinter.Print(term)}"
                );
                break;
            case Fold { Kind: FoldKind.Sum or FoldKind.Product } fold:
                yield return (
                    fold with
                    {
                        Kind = fold.Kind == FoldKind.Sum ? FoldKind.Product : FoldKind.Sum,
                    },
                    "sum and product"
                );
                if (fold.Where is not null)
                {
                    yield return (fold with { Where = null }, "the condition under the sum");
                }

                break;
        }
    }

    private static Term Inverse(Term x) => x is Divide(var a, var b) ? new Divide(b, a) : new Divide(Term.One, x);

    // A factor in sight put to (or under) the term or one of its addends.
    private static IEnumerable<(Term Edited, string Change)> Factors(Term term, Term factor)
    {
        var text = TermPrinter.Print(factor);
        yield return (Simplifying.Product(factor, term), $"a missing factor {text}");
        yield return (Simplifying.Quotient(term, factor), $"a missing divisor {text}");
        if (term is Add(var xs))
        {
            for (var at = 0; at < xs.Count; at++)
            {
                yield return (
                    new Add(xs.Select((x, i) => i == at ? Simplifying.Product(factor, x) : x).ToSequence()),
                    $"a missing factor {text} at {TermPrinter.Print(xs[at])}"
                );
                yield return (
                    new Add(xs.Select((x, i) => i == at ? Simplifying.Quotient(x, factor) : x).ToSequence()),
                    $"a missing divisor {text} at {TermPrinter.Print(xs[at])}"
                );
            }
        }
    }

    // What a factor or addend may be made of: symbols, elements, sums in parentheses, exponentials.
    private static IEnumerable<Term> InSight(Term term)
    {
        switch (term)
        {
            case Derivative or Gradient or Hessian or Limit or Fold or Tabulate or Piecewise:
                yield break;
            case Symbol or Element(Symbol, _) or Apply or Power:
                yield return term;
                break;
            case Add when term.Size() < 12:
                yield return term;
                break;
        }

        foreach (var inner in term.Children().SelectMany(InSight))
        {
            yield return inner;
        }
    }
}
