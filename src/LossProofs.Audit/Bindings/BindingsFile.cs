// What the symbols of a document mean, as declared in a YAML file (docs/bindings.md describes the format).
using LossProofs.Audit.Documents;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Bindings;

/// <summary>The contents of one bindings file.</summary>
/// <param name="Path">Where it was read, for messages.</param>
/// <param name="Title">The title (or slug) of the document that it is for; null when it does not say.</param>
/// <param name="Symbols">In the order of the file.</param>
/// <param name="Given">Hypotheses for every equation, as LaTeX.</param>
/// <param name="Equations">Notes on single equations.</param>
public sealed record BindingsFile(
    string Path,
    string? Title,
    Sequence<SymbolBinding> Symbols,
    Sequence<GivenCondition> Given,
    Sequence<EquationNote> Equations
)
{
    /// <summary>No bindings at all.</summary>
    public static BindingsFile Empty { get; } = new("", null, [], [], []);

    /// <summary>Symbols that have another meaning from some formula on, in the order of the file.</summary>
    public Sequence<SectionBindings> Sections { get; init; } = [];

    /// <summary>Spellings that a file for several documents declares: a document need not use them.</summary>
    public Sequence<string> Shared { get; init; } = [];

    /// <summary>This file with what one for several documents adds: its own meanings stand before those.</summary>
    public BindingsFile Over(BindingsFile shared)
    {
        var own = Symbols.SelectMany(symbol => symbol.Also.Prepend(symbol.Spelling)).ToHashSet(StringComparer.Ordinal);
        var added = shared.Symbols.Where(symbol => !symbol.Also.Prepend(symbol.Spelling).Any(own.Contains)).ToList();
        return this with
        {
            Path = Path.Length == 0 ? shared.Path : Path,
            Symbols = [.. Symbols, .. added],
            Given = [.. Given, .. shared.Given],
            Shared = [.. Shared, .. added.SelectMany(symbol => symbol.Also.Prepend(symbol.Spelling))],
        };
    }
}

/// <summary>What symbols mean in a part of a document: from a formula to the next part's, or to the end.</summary>
/// <param name="From">The tag, label or ordinal of its first formula.</param>
/// <param name="Symbols">They stand before the file's own.</param>
/// <param name="Line">1-based line in the file.</param>
public sealed record SectionBindings(EquationNote From, Sequence<SymbolBinding> Symbols, int Line);

/// <summary>The meaning of one symbol.</summary>
/// <param name="Spelling">As LaTeX; of a defined function with its parameters: <c>w_\gamma(p)</c>.</param>
/// <param name="Also">Other spellings of the same symbol.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="DependsOn">Spellings of the parameters that it is a smooth function of.</param>
/// <param name="Line">1-based line in the file.</param>
public sealed record SymbolBinding(
    string Spelling,
    Sequence<string> Also,
    SymbolMeaning Meaning,
    Sequence<string> DependsOn,
    int Line
);

/// <summary>What a symbol is.</summary>
public abstract record SymbolMeaning;

/// <summary>A free quantity: a number, an array, an index set or a function.</summary>
/// <param name="Dimensions">Lengths, as LaTeX symbols or numbers.</param>
/// <param name="Domain">
/// Its domain; symbols in it (bounds of integers, sizes of index sets) are <see cref="Symbol"/>s with the file's spelling.
/// </param>
public sealed record Quantity(Sequence<string> Dimensions, Domain Domain) : SymbolMeaning;

/// <summary>An abbreviation for a LaTeX expression.</summary>
public sealed record Abbreviation(string Latex) : SymbolMeaning;

/// <summary>Has no value that could be computed: a data set, a model, an event. Formulas with it stay unchecked.</summary>
public sealed record Opaque : SymbolMeaning;

/// <summary>A hypothesis as LaTeX.</summary>
public sealed record GivenCondition(string Latex, int Line);

/// <summary>A note on one equation.</summary>
/// <param name="Key">Its tag, its label, or # and its ordinal.</param>
/// <param name="Line">1-based line in the file.</param>
public sealed record EquationNote(string Key, int Line)
{
    /// <summary>Its role, where the file says it.</summary>
    public Role? Role { get; init; }

    /// <summary>Hypotheses for this equation only.</summary>
    public Sequence<GivenCondition> Given { get; init; } = [];

    /// <summary>What symbols mean in this equation only; these replace the file's.</summary>
    public Sequence<SymbolBinding> Symbols { get; init; } = [];

    /// <summary>In which limit ≈ or O(·) is meant.</summary>
    public RegimeNote? Regime { get; init; }

    /// <summary>The error up to which an approximation counts as one, as LaTeX; null when none is declared.</summary>
    public string? Within { get; init; }

    /// <summary>What differs between two cases of a proportionality, as LaTeX.</summary>
    public Sequence<string> Varies { get; init; } = [];

    /// <summary>The bounded interval over which integrals without bounds are taken; null when none is declared.</summary>
    public RealInterval? Over { get; init; }

    /// <summary>What an update is to bring about; null when nothing is declared.</summary>
    public UpdateNote? Update { get; init; }

    /// <summary>Which equation (tag, label or #ordinal) defines a name that is used here, by spelling.</summary>
    public Sequence<MeansNote> Means { get; init; } = [];

    /// <summary>Why the equation is expected to be refuted; null when it is not.</summary>
    public string? ExpectRefuted { get; init; }

    /// <summary>Why the equation is to be left alone; null when it is not.</summary>
    public string? Skip { get; init; }

    /// <summary>Whether this note is on that equation: by its tag, its label or # and its ordinal.</summary>
    public bool Names(Equation equation) =>
        Key == equation.Tag || Key == equation.Label || Key == $"#{equation.Ordinal}";
}

/// <summary>The limit in which an approximation is meant.</summary>
/// <param name="Limit">As LaTeX: <c>\gamma \to 0</c>.</param>
/// <param name="Scale">What the error is small against (or, with <c>BigO</c>, of the order of), as LaTeX; null: the last term.</param>
/// <param name="BigO">The error is O(scale) instead of o(scale).</param>
public sealed record RegimeNote(string Limit, string? Scale, bool BigO);

/// <summary>The purpose of an update x ← f: it moves a quantity that depends on x towards a target.</summary>
/// <param name="Moves">The quantity, as LaTeX.</param>
/// <param name="Towards">The target, as LaTeX.</param>
public sealed record UpdateNote(string Moves, string Towards);

/// <summary>A name and the equation that defines it here.</summary>
public sealed record MeansNote(string Spelling, string Equation);

/// <summary>A bindings file that cannot be used: one line that says where, what and what was expected.</summary>
public sealed class BindingsException(string path, int line, string message)
    : Exception(line == 0 ? $"{path}: {message}" : $"{path}:{line}: {message}")
{
    /// <summary>1-based line; 0 where there are no lines, as on a command line.</summary>
    public int Line { get; } = line;
}
