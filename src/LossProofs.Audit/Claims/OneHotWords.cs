// "The label is a one-hot vector $\mathbf{y}$", "the one-hot target $y$": one entry is 1 and the others are 0.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class OneHotWords
{
    /// <summary>
    /// Declares what words call one-hot, unless something else is said of it, or the document speaks of labels that are not.
    /// </summary>
    public static void Collect(Surroundings surroundings, Scope scope, IReadOnlySet<string> introduced)
    {
        var lexicon = surroundings.Prose.Lexicon;
        if (
            !lexicon.Has(Category.OneHot, surroundings.Prose.Text)
            || lexicon.Has(Category.OtherLabels, surroundings.Prose.Text)
        )
        {
            return;
        }

        foreach (var inline in surroundings.Inline)
        {
            var written = inline.Formula is Chain { Operands: [var first, _], Relations: [{ Symbol: "\\in" }] }
                ? first
                : inline.Formula;
            if (Names.Plain(written) is not Identifier { Accents.Count: 0 } letter || !Calls(inline, surroundings))
            {
                continue;
            }

            var name = Names.Of(letter);
            if (
                !introduced.Contains(name)
                && !scope.IsDeclared(letter)
                && scope.Definitions(name).Count == 0
                && scope.Survey.Length(name, 0) is { } length
                && Names.IsName(length)
            )
            {
                scope.DeclareFromText(
                    new Declared(name, [new Symbol(Names.Of(length))], new OneHot(), Provenance.Text)
                );
            }
        }
    }

    // Nothing but what kind of a thing it is stands between.
    private static bool Calls(InlineStatement inline, Surroundings surroundings)
    {
        var lexicon = surroundings.Prose.Lexicon;
        // "Let $y$ be the one-hot label".
        var behind = SymbolWords.After(surroundings.Prose.Text, inline.Offset + 1);
        if (
            lexicon.Find(Category.OneHot, behind) is { } said
            && Words.Of(behind[..said.Start]).ToList() is { Count: 1 or 2 } verb
            && verb[0] is "be" or "is" or "are"
            && (verb.Count == 1 || verb[1] is "a" or "the" or "an")
        )
        {
            return true;
        }

        var clause = inline.Sentence[(inline.Sentence.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..];
        return lexicon.All(Category.OneHot, clause).LastOrDefault() is { } found
            && !lexicon.Without(clause[found.End..], Category.OneHotNoun).Any(char.IsLetter)
            && !lexicon.Has(Category.Denial, clause)
            && !Words
                .Of(clause[..found.Start])
                .TakeLast(4)
                .Any(word => word is "not" or "no" or "than" or "of" or "without");
    }
}
