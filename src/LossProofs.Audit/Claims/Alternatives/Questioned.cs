// A claim whose readings may all be false, with what its document says around it.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A claim of which it is asked how else it may be meant.</summary>
internal sealed class Questioned
{
    /// <summary>The display that it stands in.</summary>
    public required Equation Equation { get; init; }

    /// <summary>Whether a binding declares it a claim.</summary>
    public required bool IsDeclared { get; init; }

    /// <summary>What stands near it.</summary>
    public required Nearby Near { get; init; }

    /// <summary>The relation.</summary>
    public required Step Step { get; init; }

    /// <summary>How it is read; at least one.</summary>
    public required IReadOnlyList<Reading> Readings { get; init; }

    /// <summary>The document's names.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The document's words.</summary>
    public required Surroundings Surroundings { get; init; }

    /// <summary>Whether the document speaks of the base of its logarithms.</summary>
    public required bool MentionsBase { get; init; }

    /// <summary>Whether the claim takes a name as a later formula defines it.</summary>
    public required bool RestsOnLater { get; init; }

    /// <summary>Whether it has several probabilities of one letter.</summary>
    public required bool RelatesProbabilities { get; init; }

    /// <summary>The joint law that it is about; null where there is none.</summary>
    public required JointWorld? World { get; init; }

    /// <summary>What the document says of densities; empty where it says nothing.</summary>
    public required string Density { get; init; }

    /// <summary>The dependences that its world allows, each with the claim as it reads under it.</summary>
    public required Func<IEnumerable<Reading>> UnderDependences { get; init; }

    /// <summary>A builder of terms with what is declared where the claim stands.</summary>
    public required Func<TermBuilder> Builder { get; init; }

    /// <summary>Another step read with that builder beside those words. May throw <see cref="NotUnderstood"/>.</summary>
    public required Func<TermBuilder, Nearby, Step, string, Reading> Read { get; init; }

    /// <summary>The conventional reading.</summary>
    public Reading First => Readings[0];

    /// <summary>The parts of both sides.</summary>
    public IEnumerable<Expression> Nodes => Names.Nodes(Step.Left).Concat(Names.Nodes(Step.Right));

    /// <summary>The names in both sides.</summary>
    public IReadOnlySet<string> Written => Nodes.Where(Names.IsName).Select(Names.Of).ToHashSet();

    /// <summary>Whether one of the sides is differentiated.</summary>
    public bool HasDerivative =>
        Nodes.Any(node => node is DerivativeQuotient or Scripted { Primes: > 0 } or Identifier { Name: "\\nabla" });

    /// <summary>Whether the claim has no quantities.</summary>
    public bool IsClosed => First.Context.Variables.Count == 0;

    /// <summary>Inline formulas before the claim in its section.</summary>
    public IEnumerable<Expression> InlineBefore => Surroundings.InlineBefore(Equation.Ordinal, Near.Section);

    /// <summary>Whether the reading has a definition of the name; definitions carry their version: L@3.</summary>
    public bool IsDefined(string name) =>
        First.Context.Definitions.Any(definition => definition.Name.Split('@')[0] == name);

    /// <summary>A side that is a number as written: 3, −1/2.</summary>
    public static bool IsNumber(Expression side) =>
        !Names.Nodes(side).Any(node => node is not (Numeral or Additive or Quotient or Fraction));
}
