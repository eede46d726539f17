// Targets that sum to one, vectors of unit length.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What words say of arrays: a vector of weights or targets is often declared with less than is meant.</summary>
internal sealed class ArrangedArrays : Situational
{
    private const int MostVectors = 4;

    // (A B)^{-1}: a product has an inverse where each of its factors does.
    private static bool IsInverted(Questioned claim, string name) =>
        claim.Nodes.Any(node =>
            node
                is Scripted
                {
                    Base: var body,
                    Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: "1" } }] }
                }
            && IsFactor(body, name)
        );

    private static bool IsFactor(Expression body, string name) =>
        body switch
        {
            Delimited { Content: var inner } => IsFactor(inner, name),
            Product product => product.Factors.Any(factor => IsFactor(factor.Value, name)),
            Scripted { Superscript: { } mark } transposed when Names.IsTranspose(mark) => IsFactor(
                transposed.Base,
                name
            ),
            _ => Names.IsName(body) && (Names.Of(body) == name || Names.Of(Names.Plain(body)) == name),
        };

    protected override IEnumerable<Reading> OfSituation(Questioned claim)
    {
        var (near, first) = (claim.Near, claim.First);
        var arrays = first
            .Context.Variables.Where(variable => variable is { Dimensions.Count: > 0, Domain: RealInterval })
            .ToList();
        if (arrays.Count > 0 && near.Words.Cue(Category.Arrangement) is { Phrase: var cue })
        {
            yield return Nothing($"a formula for arrays that words describe ('{cue}')");
        }

        if (
            arrays.Exists(array => array.Dimensions.Count == 2)
            && near.Words.Cue(Category.MatrixKind) is { Phrase: var kind }
        )
        {
            yield return Nothing($"a formula for matrices of a kind that words name ('{kind}')");
        }

        if (
            near.Words.Lexicon.Find(Category.Invertible, near.Words.OfSection) is { Phrase: var regular }
            && arrays.Exists(array => array.Dimensions.Count == 2 && !IsInverted(claim, array.Name))
        )
        {
            yield return Nothing($"a formula for arrays that words describe ('{regular}')");
        }

        // "For real numbers $x_1, \dots, x_n$" in a document that weighs nothing.
        if (
            (Roles.NamesObjects(near.Words) || Roles.StatesLaw(near.Words))
            && !near.Words.Has(Category.SumToOne)
            && !near.Words.Lexicon.Has(Category.Weighing, claim.Surroundings.Prose.Text)
        )
        {
            yield break;
        }

        // What an equation of the text normalises is not normalised otherwise, too.
        var vectors = arrays
            .Where(array =>
                array.Dimensions.Count == 1
                && !first.Context.Hypotheses.Any(hypothesis =>
                    hypothesis.Condition is Compare(_, Relation.Equal, _)
                    && hypothesis.Condition.FreeNames().Contains(array.Name)
                )
            )
            .ToList();
        // All of them, unless their notation alone makes them vectors.
        var together =
            vectors.Count > 1
            && (
                near.Words.Has(Category.SumToOne)
                || vectors.TrueForAll(vector => vector.Provenance is Provenance.Declared or Provenance.Text)
            );
        foreach (
            var chosen in vectors
                .Take(MostVectors)
                .Select(vector => (List<Variable>)[vector])
                .Concat(together ? [vectors] : [])
        )
        {
            yield return first with
            {
                Context = first.Context with
                {
                    Variables = first.Context.Variables.Map(variable =>
                        chosen.Contains(variable) ? variable with { Domain = new ProbabilityVector(false) } : variable
                    ),
                },
                Note = $"a formula for {string.Join(", ", chosen.Select(array => array.Name))} that sums to one",
            };
        }
    }
}
