// "Now $L = …$".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words that give a name another value than its definition has.</summary>
internal sealed class RenamedQuantity : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        Renamed(claim) is { } renamed ? [Nothing($"a formula for {renamed}")] : [];

    private static Expression? Renamed(Questioned claim) =>
        claim.InlineBefore.FirstOrDefault(formula =>
            formula is Chain { Operands: [var name, var value, ..], Relations: [{ Symbol: "=" }, ..] }
            && Names.IsName(name)
            && !Questioned.IsNumber(value)
            && !Names.IsName(value)
            && claim.IsDefined(Names.Of(name))
            && claim.Scope.Definitions(Names.Of(name)).All(version => !version.Body.Equals(value))
        );
}
