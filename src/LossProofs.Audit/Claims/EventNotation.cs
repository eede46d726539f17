// How events are written: A \cap B, A^c, \Omega, and what a formula says of how two of them hang together.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims;

/// <summary>Events as they are written.</summary>
internal static class EventNotation
{
    /// <summary>Whether a formula says how two events hang together.</summary>
    public static bool RelatesEvents(Expression formula) => RelationOf(formula) is not null;

    /// <summary>The two events that a condition relates, and whether they exclude each other; else the first lies in the other.</summary>
    public static (string One, string Other, bool Excludes)? RelationOf(Expression condition) =>
        condition switch
        {
            Chain
            {
                Operands: [var one, var other],
                Relations: [
                    {
                        Symbol: ("\\subseteq" or "\\subset" or "\\subsetneq" or "\\supseteq" or "\\supset")
                            and var sign,
                    },
                ]
            }
                when QuantityNotation.IsCapital(one)
                    && QuantityNotation.IsCapital(other)
                    && QuantityNotation.Key(one) is { } first
                    && QuantityNotation.Key(other) is { } second => sign.StartsWith("\\sup", StringComparison.Ordinal)
                ? (second, first, false)
                : (first, second, false),
            Chain
            {
                Operands: [Additive { Terms: [{ Term: var one }, { Sign: "\\cap", Term: var other }] }, var nothing],
                Relations: [{ Symbol: "=" }]
            }
                when IsNothing(nothing)
                    && QuantityNotation.IsCapital(one)
                    && QuantityNotation.IsCapital(other)
                    && QuantityNotation.Key(one) is { } left
                    && QuantityNotation.Key(other) is { } right => (left, right, true),
            _ => null,
        };

    /// <summary>Whether an event is written with unions, intersections or complements.</summary>
    public static bool IsAlgebra(Expression argument) =>
        Names
            .Nodes(argument)
            .Any(node =>
                node is Additive sum && sum.Terms.Any(term => term.Sign is "\\cap" or "\\cup" or "\\setminus")
                || node is Connected
                || node is Identifier { Name: "\\neg" or "\\lnot" }
                || IsWhole(node)
                || IsNothing(node)
                || IsComplement(node)
            );

    /// <summary>The sample space.</summary>
    public static bool IsWhole(Expression node) => node is Identifier { Name: "\\Omega", Accents.Count: 0 };

    /// <summary>What never happens.</summary>
    public static bool IsNothing(Expression node) => node is Identifier { Name: "\\emptyset" or "\\varnothing" };

    /// <summary>A^c, A', \bar{A}, \overline{A \cap B}, (A \cup B)^c.</summary>
    public static bool IsComplement(Expression node) =>
        node switch
        {
            Scripted { Superscript: Identifier { Name: "c" or "C" or "\\complement" }, Primes: 0 } of => IsEvent(
                of.Base
            ),
            Scripted { Superscript: null, Primes: 1 } of => IsEvent(of.Base),
            Identifier { Name: [>= 'A' and <= 'Z'], Accents: ["\\bar" or "\\overline"] } => true,
            Accented { Accent: "\\overline" or "\\bar", Base: var inner } => IsEvent(inner),
            _ => false,
        };

    /// <summary>What a complement is the complement of.</summary>
    public static Expression Complemented(Expression complement) =>
        complement switch
        {
            Identifier letter => letter with { Accents = [] },
            Accented accented => accented.Base,
            Scripted { Subscript: null } of => of.Base,
            Scripted of => of with { Superscript = null, Primes = 0 },
            _ => complement,
        };

    /// <summary>A, A_i, (A \cup B).</summary>
    public static bool IsEvent(Expression node) =>
        node switch
        {
            Identifier { Name: [>= 'A' and <= 'Z'] } => true,
            Scripted { Base: Identifier { Name: [>= 'A' and <= 'Z'] }, Superscript: null } => true,
            Delimited { Content: var inner } => IsEvent(inner),
            Additive sum => sum.Terms.All(term => term.Sign is "+" or "\\cap" or "\\cup" or "\\setminus")
                && sum.Terms.Any(term => term.Sign != "+"),
            _ => false,
        };
}
