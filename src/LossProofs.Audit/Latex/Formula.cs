// What reading a formula yields: the tree, what was wrong with the text, and which choices its reading made.
using LossProofs.Audit.Latex.Ambiguities;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

/// <summary>What is wrong with a formula, and where.</summary>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Span">Where.</param>
public sealed record Diagnostic(string Message, SourceSpan Span);

/// <summary>A point where the text can be read in more than one way, and how it was read.</summary>
/// <param name="Kind">The ambiguity.</param>
/// <param name="Options">Number of readings of this point.</param>
/// <param name="Taken">The one taken; 0 is the conventional one.</param>
/// <param name="Note">What was taken, in words.</param>
/// <param name="Span">Where.</param>
public sealed record Choice(Ambiguity Kind, int Options, int Taken, string Note, SourceSpan Span);

/// <summary>A formula that was read.</summary>
/// <param name="Source">The text.</param>
/// <param name="Body">The tree.</param>
/// <param name="Diagnostics">What was wrong; empty for a readable formula.</param>
/// <param name="Choices">The choices that this reading made, in the order of the text.</param>
public sealed record Formula(string Source, Expression Body, Sequence<Diagnostic> Diagnostics, Sequence<Choice> Choices)
{
    /// <summary>Whether the whole text was understood as notation.</summary>
    public bool IsReadable => Diagnostics.Count == 0;

    /// <summary>Whether every choice was the conventional one.</summary>
    public bool IsConventional => Choices.All(choice => choice.Taken == 0);
}

/// <summary>A document's own command: \newcommand{\R}[1]{…}.</summary>
/// <param name="Parameters">Number of arguments.</param>
/// <param name="Body">What replaces it, with #1, #2, … for the arguments.</param>
public sealed record Macro(int Parameters, string Body)
{
    /// <summary>What the first argument is where it is not given in brackets; null: it stands in braces as the others do.</summary>
    public string? Default { get; init; }

    /// <summary>A pair of fences: a star or a size in brackets may stand before the arguments, and says nothing.</summary>
    public bool IsFence { get; init; }
}

/// <summary>What the parser is told about the document.</summary>
public sealed record ParserOptions
{
    /// <summary>Nothing known.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>
    /// Whether a head (a name with its scripts) followed by fences is a function applied to them: true, false, or null
    /// where the parser has to choose.
    /// </summary>
    public Func<Expression, bool?>? IsFunction { get; init; }

    /// <summary>
    /// Whether \Delta before a name belongs to it: Δx is one quantity, a change of x, and not a product.
    /// </summary>
    public bool DifferencesAreNames { get; init; }

    /// <summary>Whether an upright T above a name transposes it: x^\mathrm{T}. Elsewhere it is a label, as of a teacher.</summary>
    public bool TransposesAreUpright { get; init; }

    /// <summary>Whether the superscript of a name is the number of a step, and no exponent: w^{t+1}.</summary>
    public Func<Scripted, bool>? IsIterate { get; init; }

    /// <summary>Runs of bare letters that are one name in the document: FL, CE.</summary>
    public IReadOnlySet<string> Words { get; init; } = new HashSet<string>();

    /// <summary>The document's own commands, by name with backslash.</summary>
    public IReadOnlyDictionary<string, Macro> Macros { get; init; } = new Dictionary<string, Macro>();
}
