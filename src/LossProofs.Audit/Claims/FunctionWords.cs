// "Let $\sigma$ denote the logistic function", "the standard normal density $\phi$": which function words call by a letter.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class FunctionWords
{
    // "$\Phi$ and $\phi$ denote the standard normal distribution function and density".
    private const string Distribution =
        @"\frac{1}{2} \left(1 + \operatorname{erf}\left(\frac{x}{\sqrt{2}}\right)\right)";
    private const string Density = @"\frac{1}{\sqrt{2 \pi}} e^{-x^2/2}";
    private const string Digamma = @"\operatorname{digamma}(x)";

    /// <summary>Notes which letters are functions by their names, and which functions, unless a formula says it.</summary>
    public static void Collect(Surroundings surroundings, Scope scope, IReadOnlySet<string> introduced)
    {
        foreach (var inline in surroundings.Inline)
        {
            foreach (var letter in (Definitions.Members(inline.Formula) ?? [inline.Formula]).OfType<Identifier>())
            {
                var name = Names.Of(letter);
                if (
                    letter is not { Style: LetterStyle.Plain, Accents.Count: 0 }
                    || introduced.Contains(name)
                    || scope.IsDeclared(letter)
                    || scope.Definitions(name).Count > 0
                    || Called(letter.Name, surroundings, inline) is not { } body
                )
                {
                    continue;
                }

                scope.Call(name);
                if (body.Length > 0)
                {
                    scope.Define(
                        new NameDefinition(
                            0,
                            name,
                            [new Identifier("x")],
                            true,
                            FormulaParser.Parse(body).Body,
                            Provenance.Text
                        )
                        {
                            Key = $"the words on line {inline.Line}",
                        }
                    );
                }
            }
        }
    }

    // What the words of its sentence call a letter; empty where the letter means that by itself.
    private static string? Called(string letter, Surroundings surroundings, InlineStatement inline)
    {
        var lexicon = surroundings.Prose.Lexicon;
        var text = surroundings.Prose.Text;
        var behind = Sentences.First(text[(inline.Offset + 1)..Math.Min(text.Length, inline.Offset + 200)]);
        var before = inline.Sentence[(inline.Sentence.LastIndexOf('$') + 1)..];
        // "$\Phi$ and $\phi$ denote": behind the names comes a verb; "the density $\phi$": before them comes the name.
        var verb = behind.AsSpan().TrimStart(" $,").ToString();
        verb = NumberWords.AfterJoining(lexicon, verb)?.TrimStart(' ', '$') ?? verb;
        var said = lexicon.Find(Category.SymbolIs, verb) is not null ? verb[..Math.Max(verb.IndexOf('$'), 0)] : "";
        said = said.Length == 0 && lexicon.Find(Category.SymbolIs, verb) is not null ? verb : said;
        if (lexicon.Has(Category.ConditionDoubt, $"{before} {said}"))
        {
            return null;
        }

        return letter switch
        {
            "\\sigma" when Says(Category.Logistic) => "",
            "\\Phi" when Says(Category.LawStandardNormal) && Says(Category.DistributionFunction) => Distribution,
            "\\phi" or "\\varphi" when Says(Category.LawStandardNormal) && Says(Category.DensityFunction) => Density,
            "\\psi" when Says(Category.Digamma) => Digamma,
            _ => null,
        };

        // Right before the letter, or behind a verb after it.
        bool Says(Category category) =>
            lexicon.Has(category, said) || said.Length == 0 && lexicon.Has(category, before);
    }
}
