// What a document asserts: each display formula with its role and the claims in it, ready to be judged.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>A document understood.</summary>
/// <param name="Equations">One entry for each display formula, in order.</param>
/// <param name="Notes">About the document as a whole: bindings that nothing used, notes on equations that do not exist.</param>
public sealed record DocumentClaims(Sequence<EquationClaims> Equations, Sequence<string> Notes);

/// <summary>A display formula understood.</summary>
/// <param name="Equation">Where it stands and its source.</param>
/// <param name="Role">What it does.</param>
/// <param name="Claims">What it asserts: one entry for each step of a chain and each row; empty unless the role is claim.</param>
/// <param name="Unread">Why nothing could be made of it (a syntax error, a binding's skip), or null.</param>
public sealed record EquationClaims(Equation Equation, Role Role, Sequence<Claim> Claims, string? Unread);

/// <summary>One relation of a formula.</summary>
/// <param name="Left">The left side as the document writes it.</param>
/// <param name="Relation">The relation as the document writes it.</param>
/// <param name="Right">The right side as the document writes it.</param>
/// <param name="Statement">What it means; without readings when it could not be understood.</param>
/// <param name="Reason">Why there is no reading: what to declare or change; null when there is one.</param>
public sealed record Claim(string Left, string Relation, string Right, Statement Statement, string? Reason)
{
    /// <summary>All symbols of which nothing says enough, in the order in which they matter.</summary>
    public Sequence<Declaration> Missing { get; init; } = [];

    /// <summary>A bindings file that declares them; empty where none is missing.</summary>
    public string Bindings =>
        Missing.Count == 0 ? string.Empty : "symbols:\n" + string.Concat(Missing.Select(symbol => symbol.Yaml + "\n"));
}
