// What a formula is for, from its form and the words around it. Where the words do not decide, nothing is refuted by them.
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static partial class Roles
{
    /// <summary>The role of an equation by its form and surroundings.</summary>
    public static Role Of(IReadOnlyList<WrittenStatement> statements, Nearby near)
    {
        var chains = statements.Select(statement => statement.Formula).OfType<Chain>().ToList();
        if (chains.Count == 0)
        {
            return statements.Any(statement => statement.Words.Any(c => c > 127)) ? Role.Empirical : Role.Definition;
        }

        var symbols = chains.SelectMany(chain => chain.Relations).Select(relation => relation.Symbol).ToList();
        if (symbols.All(symbol => symbol is "\\leftarrow" or "\\mapsto" or ":="))
        {
            return Role.Definition;
        }

        // X ∼ N is said of what is random; f ∼ g as x → 0 is claimed of functions.
        if (
            symbols.All(symbol => symbol is "\\sim" or "\\perp")
            && !statements.All(statement => (statement.Limit ?? near.Limit) is not null)
        )
        {
            return Role.Assumption;
        }

        // y = X\beta + \varepsilon, \varepsilon \sim N(0, \sigma^2): a model is laid down.
        if (
            symbols.Exists(symbol => symbol == "\\sim")
            && chains.TrueForAll(chain =>
                chain is { Operands: [var named, _], Relations: [{ Symbol: "=" or "\\sim" }] } && Names.IsName(named)
            )
            && !statements.Any(statement => statement.Limit is not null)
            && !Concludes(near)
        )
        {
            return Role.Assumption;
        }

        // Something tends to something while a model is trained: an observation, unless the limit is said.
        if (symbols.All(symbol => symbol is "\\to" or "\\uparrow" or "\\downarrow"))
        {
            return
                symbols.All(symbol => symbol == "\\to")
                && statements.All(statement => (statement.Limit ?? near.Limit) is not null)
                ? Role.Claim
                : Role.Empirical;
        }

        var words = near.Words;
        var derived = words.Has(Category.Derivation);
        derived |= IsBehindPremise(words);
        if (
            !derived
            && words.Has(Category.Assumption)
            && chains.Count == 1
            && !symbols.Exists(Notation.Implications.ContainsKey)
        )
        {
            return Role.Assumption;
        }

        if (
            !derived
            && (
                words.Has(Category.Condition)
                || words.Lexicon.Has(Category.IfClause, LastClause(words.Sentence)) && !EndsClause(words.Sentence)
            )
            && chains.Count == 1
            && chains[0].Relations.Count == 1
            && !symbols.Exists(Notation.Implications.ContainsKey)
            && !IsName(chains[0])
            && !Definitions.Introduces(words.Lexicon, words.Sentence)
        )
        {
            return Role.Condition;
        }

        if (
            !derived
            && words.Has(Category.Observation)
            && symbols.All(symbol => symbol is "\\approx" or "<" or ">" or "\\leq" or "\\geq" or "\\to" or "\\propto")
        )
        {
            return Role.Empirical;
        }

        return Role.Claim;
    }

    /// <summary>
    /// Whether the relation could be a condition although nothing says so: an equation between free quantities can be one to
    /// be solved, an inequality can be supposed.
    /// </summary>
    /// <param name="left">The left side.</param>
    /// <param name="relation">The sign.</param>
    /// <param name="right">The right side.</param>
    /// <param name="later">Whether it is a later step of a chain.</param>
    /// <param name="builder">Knows which names are free.</param>
    /// <param name="near">The words around.</param>
    public static bool MayBeCondition(
        Expression left,
        string relation,
        Expression right,
        bool later,
        TermBuilder builder,
        Nearby near
    )
    {
        if (relation is "\\Rightarrow" or "\\Leftrightarrow" or "\\Leftarrow")
        {
            return false;
        }

        var words = near.Words;
        // What a sentence asserts in passing may rest on what was said before it.
        if (!near.IsInline && (words.Has(Category.Assertion) || StatesLaw(words)) && !words.Has(Category.Condition))
        {
            return false;
        }

        if (builder.IsFree(left) || builder.IsFree(right))
        {
            return true;
        }

        if (!near.IsInline && FollowsFromObjects(words))
        {
            return false;
        }

        // f = g + O(h) is how a function behaves; nothing is solved for.
        if (relation == "=" && Names.Nodes(right).Any(IsOrder))
        {
            return false;
        }

        // "And so for x > y": the sentence says where, and concludes.
        if (
            !near.IsInline
            && relation is "<" or ">" or "\\leq" or "\\geq"
            && Concludes(near)
            && near.Conditions.Count > near.Concluded.Count
        )
        {
            return false;
        }

        if (IsConstant(left) || IsConstant(right))
        {
            return !(IsConstant(left) && IsConstant(right));
        }

        // A later step of a chain computes on, unless the words speak of a special situation.
        if (
            later
            && !near.IsInline
            && relation == "="
            && !Names.IsName(right)
            && !words.Has(Category.Case)
            && !words.Sentence.Contains('$', StringComparison.Ordinal)
        )
        {
            return false;
        }

        // "The telescoping sum is \sum … = …".
        if (
            relation == "="
            && !near.IsInline
            && words.Has(Category.Copula)
            && words.Has(Category.Computed)
            && !words.Has(Category.Condition)
            && !words.Has(Category.Assumption)
        )
        {
            return false;
        }

        // "Its logarithm is log L = …" of an L that is defined.
        if (
            relation == "="
            && (
                words.Has(Category.Copula)
                || Concludes(near)
                || words.Has(Category.Derivation) && !words.Has(Category.Condition) && !words.Has(Category.Assumption)
            )
            && IsOfDefined(left, builder)
        )
        {
            return false;
        }

        // A derivative, a limit, an integral or a defined quantity is computed, not supposed.
        return !(
            IsComputed(left)
            || IsComputed(right)
            || (relation == "=" && (Names.IsName(left) || Names.IsName(right)))
            || (relation == "=" && builder.IsDefinedValue(left))
        );
    }

    /// <summary>Whether the words say that the formula follows: then it asserts, whatever name stands on its left.</summary>
    public static bool Concludes(Nearby near) =>
        // "Then for all $n$" concludes as "so" does.
        (near.Words.Has(Category.Result) || near.Words.Has(Category.Derivation) && near.Words.Has(Category.Universal))
        && !Definitions.Introduces(near.Words.Lexicon, near.Words.Sentence)
        && !near.Words.Has(Category.Condition)
        && !near.Words.Has(Category.Assumption);

    /// <summary>Whether a sentence with formulas of its own ends before the formula and does not announce it.</summary>
    public static bool StandsAlone(Vicinity words)
    {
        var sentence = words.Sentence.AsSpan().Trim();
        return sentence is [.., '.' or '。' or '!']
            && sentence.Contains('$')
            && !words.Lexicon.Has(Category.Announcement, words.Sentence);
    }

    /// <summary>"Let $f(x) = \arctan x$. Then": the sentence has no words but that it follows.</summary>
    public static bool OnlyConcludes(Vicinity words) =>
        words.Sentence.Any(char.IsLetter)
        && !words.Lexicon.Without(words.Sentence, Category.Result, Category.Conclusion).Any(char.IsLetter);

    /// <summary>"Then": the sentence is a word that goes on from the sentence before it.</summary>
    public static bool OnlyConnects(Vicinity words) =>
        words.Sentence.Any(char.IsLetter)
        && !words.Lexicon.Without(words.Sentence, Category.Result, Category.Connective).Any(char.IsLetter);

    /// <summary>Whether a second equation for a name goes on computing it, rather than giving it a new meaning.</summary>
    public static bool Continues(Nearby near)
    {
        var words = near.Words;
        return near.SameSection
            && (words.Has(Category.Derivation) || words.Has(Category.Result))
            && !words.Has(Category.Change);
    }

    /// <summary>
    /// "For matrices $A, B \in …$,", "the bound is this: for real $x$,": the clause before the formula says nothing but what the
    /// formula is about, so the formula is what it says.
    /// </summary>
    public static bool NamesObjects(Vicinity words)
    {
        var sentence = Aside().Replace(words.Sentence, " ").AsSpan().TrimEnd(Words.Trail).ToString();
        return sentence.Contains('$', StringComparison.Ordinal)
            && Clauses(sentence)
                .Any(clause =>
                    words.Lexicon.Has(Category.ObjectLead, clause)
                    && clause.Contains('$', StringComparison.Ordinal)
                    && !words.Lexicon.Without(clause, Category.Object).Any(char.IsLetter)
                );
    }

    /// <summary>"For all real numbers we expand": said of all of a kind, of which no formula names one.</summary>
    /// <param name="words">The words.</param>
    /// <param name="category">What says so.</param>
    public static bool SaysOfAll(Vicinity words, Category category) =>
        words
            .Lexicon.All(category, words.Sentence)
            .Any(found => words.Sentence.AsSpan(found.End).TrimStart() is [] or [not ('$' or '('), ..]);

    // The sentence, and what stands behind each of its commas and colons.
    private static IEnumerable<string> Clauses(string sentence) =>
        Enumerable
            .Range(0, sentence.Length)
            .Where(at => at == 0 || sentence[at - 1] is ',' or ':' or ';')
            .Select(at => sentence[at..].TrimStart());

    // "(polarisation)".
    [GeneratedRegex(@"\([\p{L} -]+\)")]
    private static partial Regex Aside();

    /// <summary>"Let $u \in \mathbb{R}^n$ be a vector. Then": nothing but what its formula is about, and that it follows.</summary>
    public static bool FollowsFromObjects(Vicinity words)
    {
        var before = words.Before.AsSpan().TrimEnd(Words.Trail).ToString();
        return before.Contains('$', StringComparison.Ordinal)
            && new[] { Category.Result, Category.Conclusion }
                .SelectMany(category => words.Lexicon.All(category, before))
                .Any(found => found.End == before.Length)
            && !words.Lexicon.Without(before, Category.Object, Category.Result, Category.Conclusion).Any(char.IsLetter);
    }

    /// <summary>The role of an equation none of whose steps asserts anything.</summary>
    public static Role OfDefinition(IReadOnlyList<WrittenStatement> statements, Nearby near) =>
        Of(statements, near) is var role and not (Role.Claim or Role.Assumption) ? role : Role.Definition;

    // "Assuming that $x \ge 0$, …", "under the constraint we have …": the words suppose something else before.
    private static bool IsBehindPremise(Vicinity words)
    {
        var sentence = words.Sentence;
        if (words.Lexicon.All(Category.PremiseLead, sentence).LastOrDefault() is not { Phrase: not null } premise)
        {
            return false;
        }

        var rest = sentence[premise.End..];
        var end = Math.Max(
            rest.LastIndexOfAny([',', '，']) + 1,
            words.Lexicon.Find(Category.Assertion, rest) is { } assertion ? assertion.Start : 0
        );
        return end > 0
            && !words.Lexicon.Has(Category.Condition, rest[end..])
            && !words.Lexicon.Has(Category.Assumption, rest[end..]);
    }

    private static bool IsName(Chain chain) => chain.Relations[0].Symbol is "=" && Names.IsName(chain.Operands[0]);

    // "If $p$ may be any number other than $1$,": the comma ends what is supposed, and the formula is what follows.
    private static bool EndsClause(string sentence) =>
        sentence.AsSpan().TrimEnd() is [.., ',' or '，'] && sentence.Contains('$', StringComparison.Ordinal);

    /// <summary>What stands behind the last comma of a sentence, other than at its end.</summary>
    public static string LastClause(string sentence)
    {
        var end = sentence.AsSpan().TrimEnd(Words.Trail).Length;
        return sentence[(sentence.AsSpan(0, end).LastIndexOfAny(',', '，', ';') + 1)..];
    }

    // Made of defined quantities and numbers only.
    private static bool IsOfDefined(Expression side, TermBuilder builder) =>
        builder.IsDefinedValue(side)
        || (
            Names.IsName(side)
                ? !builder.IsFree(side)
                : Names.Children(side).ToList() is { Count: > 0 } parts
                    && parts.TrueForAll(part => part is Numeral || IsFunctionName(part) || IsOfDefined(part, builder))
                    && parts.Exists(part => part is not Numeral && !IsFunctionName(part))
        );

    private static bool IsFunctionName(Expression part) =>
        part is Identifier { Name: "\\log" or "\\ln" or "\\exp" or "\\pi" or "e" };

    /// <summary>"Young's inequality reads", "Cauchy and Schwarz give".</summary>
    public static bool StatesLaw(Vicinity words) => words.Has(Category.LawVerb) && words.Has(Category.LawName);

    private static bool IsOrder(Expression node) =>
        node is Application { Head: Identifier { Name: "O" or "o" or "\\mathcal{O}" } };

    /// <summary>Whether a derivative, a limit or an integral stands in it.</summary>
    public static bool IsComputed(Expression side) =>
        Names
            .Nodes(side)
            .Any(node =>
                node is DerivativeQuotient or BigOperator { Operator: "\\lim" or "\\int" }
                || node
                    is Application
                    {
                        Head: Identifier { Name: "\\nabla" }
                            or Scripted { Base: Identifier { Name: "\\nabla" } }
                            or Scripted { Primes: > 0 }
                    }
            );

    private static bool IsConstant(Expression side) =>
        !Names.Nodes(side).Any(node => node is Identifier { Name: not ("\\pi" or "e" or "\\infty") });
}
