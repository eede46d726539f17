// Entropies in bits, decibels.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Logarithms to another base, in claims without quantities or in documents that speak of the base.</summary>
internal sealed class OtherLogarithm : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim)
    {
        if (claim.First.Proposition is not Terms.Comparison)
        {
            yield break;
        }

        var written = $"{claim.Step.Left} {claim.Step.Right}";
        // A factor of \ln 2 beside logarithms of another spelling, or in a claim about what is defined by them, changes the base.
        if (ChangesBase(claim))
        {
            yield return Nothing("with logarithms to another base");
        }

        if (!claim.IsClosed && !claim.MentionsBase)
        {
            yield break;
        }

        // Numbers in a base that words name are rounded, more often than not.
        if (
            claim is { IsClosed: true, MentionsBase: true }
            && Questioned.IsNumber(claim.Step.Right)
            && claim.Near.Words.Lexicon.Has(Category.Rounding, claim.Near.Words.Before + claim.Near.Words.After)
        )
        {
            yield return Nothing("rounded, with logarithms to another base");
        }

        if (
            claim.MentionsBase
            && !written.Contains("\\ln", StringComparison.Ordinal)
            && claim.Surroundings.Prose.Lexicon.Has(Category.OtherBase, claim.Surroundings.Prose.Text)
        )
        {
            yield return Nothing("with logarithms to another base");
        }

        if (!written.Contains("\\ln", StringComparison.Ordinal))
        {
            yield return WithBase(claim.First, 2);
            yield return WithBase(claim.First, 10);
        }
        else if (written.Contains("\\log", StringComparison.Ordinal))
        {
            // \ln beside \log: the second has another base.
            yield return Nothing("with logarithms to another base");
        }
    }

    private static bool ChangesBase(Questioned claim) =>
        claim.First.Context.Definitions.Any(definition => HasLogarithm(definition.Body))
        && claim.Nodes.Any(node =>
            node
                is Application
                {
                    Head: Identifier { Name: "\\ln" or "\\log" },
                    Argument: Numeral { Digits: "2" or "10" } or Delimited { Content: Numeral { Digits: "2" or "10" } }
                }
        );

    private static bool HasLogarithm(Term term) =>
        term is Apply { Function: Function.Log } || term.Children().Any(HasLogarithm);

    /// <summary>A reading with its logarithms to another base.</summary>
    public static Reading WithBase(Reading reading, int basis)
    {
        return reading with
        {
            Proposition = reading.Proposition is Terms.Comparison comparison
                ? new Terms.Comparison(In(comparison.Left), comparison.Relation, In(comparison.Right))
                : reading.Proposition,
            Context = reading.Context with
            {
                Definitions = reading.Context.Definitions.Map(definition =>
                    definition with
                    {
                        Body = In(definition.Body),
                    }
                ),
            },
            Note = $"with logarithms to the base {basis}",
        };

        Term In(Term term)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return term is Apply { Function: Function.Log } logarithm
                ? new Apply(basis == 2 ? Function.Log2 : Function.Log10, logarithm.Arguments.Map(In))
                : term.MapChildren(In);
        }
    }
}
