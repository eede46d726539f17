// Documents -> claims: what each display formula is for, what it asserts, and under which meaning of its names.
//
// Three passes. The first reads all formulas and notes how names are used (Survey). The second goes through the document in
// order and collects what bindings, words and formulas say about names (Scope): a new name alone on the left of an equality
// is defined by it. The third builds each formula's claims (TermBuilder), once for every plausible reading of the notation
// and of names that have several definitions.
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

/// <summary>Understands documents.</summary>
public static class ClaimReader
{
    /// <summary>The claims of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="bindings">What its symbols mean; <see cref="BindingsFile.Empty"/> if nothing is declared.</param>
    public static DocumentClaims Read(Document document, BindingsFile bindings)
    {
        var whole = new DocumentReading(document, bindings).Read();
        if (bindings.Sections.Count == 0)
        {
            return whole;
        }

        // Each part is read with the meanings that hold there; the rest of the document comes along for its definitions.
        var equations = whole.Equations.ToArray();
        var notes = whole.Notes.ToList();
        foreach (var section in bindings.Sections)
        {
            var first = document.Equations.ToList().FindIndex(section.From.Names);
            if (first < 0)
            {
                notes.Add($"{bindings.Path}:{section.Line}: there is no equation {section.From.Key}");
                continue;
            }

            var others = bindings.Symbols.Where(symbol =>
                !section.Symbols.Any(own => own.Spelling == symbol.Spelling || own.Also.Contains(symbol.Spelling))
            );
            var part = new DocumentReading(
                document,
                bindings with
                {
                    Symbols = [.. section.Symbols, .. others],
                }
            ).Read();
            notes.AddRange(part.Notes.Except(notes));
            for (var at = first; at < equations.Length; at++)
            {
                equations[at] = part.Equations[at];
            }
        }

        return whole with
        {
            Equations = equations.ToSequence(),
            Notes = notes.ToSequence(),
        };
    }

    /// <summary>What the words around a formula say of it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="equation">One of its display formulas.</param>
    public static IReadOnlyList<CueInWords> Cues(Document document, Equation equation)
    {
        var words = new Surroundings(document, new ParserOptions { Macros = document.Macros }).Of(equation).Words;
        var cues = words
            .All()
            .Select(cue => new CueInWords(
                cue.Category.Key(),
                cue.Line,
                cue.Phrase,
                cue.Reach.ToString().ToLowerInvariant(),
                cue.Category.Effect()!
            ));
        return
        [
            .. words.Unread is { Length: > 0 } unread
                ? [new CueInWords("unread", 0, unread, "section", "words of a language that is not read: not refuted")]
                : (CueInWords[])[],
            .. cues.OrderBy(cue => cue.Line),
        ];
    }
}

/// <summary>A phrase near a formula and what it does to the formula's reading.</summary>
/// <param name="Category">What it says, as the lexicon's files name it.</param>
/// <param name="Line">Where it stands; 0 for words inside the formula.</param>
/// <param name="Phrase">As the lexicon has it.</param>
/// <param name="Reach">How far it counts.</param>
/// <param name="Effect">What it does.</param>
public sealed record CueInWords(string Category, int Line, string Phrase, string Reach, string Effect);
