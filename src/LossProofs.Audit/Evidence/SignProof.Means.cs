// Inequalities between a mean of logarithms and the logarithm of a mean: entropy, divergence, Jensen.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

public sealed partial class SignProof
{
    private const int MostWeights = 6;

    // For weights w_j > 0 that add up to 1 let T = Σ_j w_j E_j. Since E ≥ 1 − e^−E, T ≥ 1 − Σ_j w_j e^−E_j: where that
    // last sum is 1, T ≥ 0. What is outside of the sums counts as the mean of itself.
    private bool IsMeanOfTangents(Term term)
    {
        const string index = "mean#";
        var (sums, rest) = LinearInSums(term);
        foreach (var range in sums.Select(sum => sum.Sum.Range).Distinct())
        {
            if (range is not Span(Number(var one), Symbol count) || one != Reals.Rational.One)
            {
                continue;
            }

            var at = new Symbol(index);
            var outside = Simplifying.Sum([
                rest,
                .. sums.Where(sum => !sum.Sum.Range.Equals(range)).Select(sum => sum.Factor * sum.Sum),
            ]);
            var bodies = sums.Where(sum => sum.Sum.Range.Equals(range))
                .Select(sum => (sum.Factor, Body: sum.Sum.Body.Substitute(sum.Sum.Index, at)))
                .ToList();
            var weights = bodies.SelectMany(body => Weights(body.Body, index, range)).Distinct().Take(MostWeights);
            foreach (var weight in weights.Append(Term.One / count))
            {
                // The sign of T is that of T/n.
                foreach (var scale in new Term[] { Term.One, count })
                {
                    var each = Simplifying.Sum([
                        outside / scale,
                        .. bodies.Select(body => body.Factor / scale * Without(body.Body, weight)),
                    ]);
                    var mean = new Fold(
                        FoldKind.Sum,
                        index,
                        range,
                        null,
                        Simplifying.Product(weight, Term.Exp(_algebra.Collect(Simplifying.Negative(each))))
                    );
                    if (_algebra.AreEqual(mean, Term.One))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    // The term as a sum of factor · Σ_j …, and what has no sum over a range in it.
    private static (IReadOnlyList<(Term Factor, Fold Sum)> Sums, Term Remainder) LinearInSums(Term term)
    {
        var sums = new List<(Term Factor, Fold Sum)>();
        var rest = new List<Term>();
        Take(term, Term.One);
        return (sums, Simplifying.Sum([.. rest]));

        void Take(Term part, Term factor)
        {
            switch (part)
            {
                case Add(var xs):
                    foreach (var x in xs)
                    {
                        Take(x, factor);
                    }

                    return;
                case Negate(var x):
                    Take(x, Simplifying.Negative(factor));
                    return;
                case Guarded(var value, _):
                    Take(value, factor);
                    return;
                case Divide(var x, var y):
                    Take(x, Simplifying.Product(factor, new Power(y, -1)));
                    return;
                case Multiply(var xs)
                    when xs.FirstOrDefault(x => x is Add or Negate or Fold { Kind: FoldKind.Sum }) is { } inner:
                    Take(inner, Simplifying.Product([factor, .. xs.Where(x => !ReferenceEquals(x, inner))]));
                    return;
                case Fold { Kind: FoldKind.Sum, Where: null } sum when !factor.FreeNames().Contains(sum.Index):
                    sums.Add((factor, sum));
                    return;
                default:
                    rest.Add(Simplifying.Product(factor, part));
                    return;
            }
        }
    }

    // Positive weights among the factors of a body that add up to one over the range: entries of a positive probability
    // vector, and quotients whose denominator is the sum of the numerators.
    private IEnumerable<Term> Weights(Term body, string index, IndexRange range)
    {
        foreach (var part in Parts(body))
        {
            var isWeight = part switch
            {
                Element(Symbol(var name), [.., Symbol(var last)]) => last == index
                    && problem.Variable(name) is { Domain: ProbabilityVector(true) },
                Divide(Apply(Function.Exp, _), Fold { Kind: FoldKind.Sum }) => true,
                _ => false,
            };
            if (isWeight && _algebra.AreEqual(new Fold(FoldKind.Sum, index, range, null, part), Term.One))
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<Term> Parts(Term term) =>
        term switch
        {
            Multiply(var xs) => xs.SelectMany(Parts),
            Negate(var x) => Parts(x),
            _ => [term],
        };

    // The body over the weight.
    private static Term Without(Term body, Term weight)
    {
        switch (body)
        {
            case Negate(var x):
                return Simplifying.Negative(Without(x, weight));
            case Add(var xs):
                return Simplifying.Sum([.. xs.Select(x => Without(x, weight))]);
            case Multiply(var xs) when xs.FirstOrDefault(x => x.Equals(weight)) is { } own:
                return Simplifying.Product([.. xs.Where(x => !ReferenceEquals(x, own))]);
            default:
                return body.Equals(weight) ? Term.One : Simplifying.Product(body, new Power(weight, -1));
        }
    }
}
