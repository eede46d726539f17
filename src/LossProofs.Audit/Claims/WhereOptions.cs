// What `--where` says, in the phrases of bindings files ("p in (0,1)") or as a document writes it (x \in \mathbb{R}^n, x > 0).
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

/// <summary>Reads the texts of `--where`.</summary>
public static class WhereOptions
{
    private const string Source = "--where";

    private const string Expected =
        @"expected 'p in (0,1)', 'x: real != 0', 's: vector of length n' (docs/bindings.md lists the phrases), or LaTeX such as "
        + @"'x \in \mathbb{R}^n' or 'x > 0'";

    /// <summary>Bindings with what the texts declare; a relation that declares no symbol is a condition.</summary>
    /// <exception cref="BindingsException">A text is not understood, or a symbol is declared twice.</exception>
    public static BindingsFile Read(IReadOnlyList<string> texts)
    {
        var symbols = new List<SymbolBinding>();
        var relations = new List<(string Text, Chain Chain)>();
        var given = new List<GivenCondition>();
        foreach (var text in texts.Select(Phrases.Signs))
        {
            if (Phrase(text, out var wrong) is var (declared, conditions))
            {
                symbols.AddRange(declared);
                given.AddRange(conditions);
            }
            else if (Membership(text) is { } members)
            {
                symbols.AddRange(members);
            }
            else if (wrong is null && Formula(text) is Chain chain && IsCondition(chain))
            {
                relations.Add((text, chain));
            }
            else
            {
                throw wrong ?? new BindingsException(Source, 0, $"{Expected}; got '{text}'");
            }
        }

        foreach (var (text, chain) in relations)
        {
            // x > 0, x ≠ 0 and L = -\log p declare x and L; of what is declared they are conditions.
            var declared = Bounded(chain) ?? Defined(chain) ?? Excluded(chain);
            if (declared is var (name, meaning) && !symbols.Exists(symbol => Names.Canonical(symbol.Spelling) == name))
            {
                symbols.Add(new SymbolBinding(name, [], meaning, [], 0));
                if (Excluded(chain) is null)
                {
                    continue;
                }
            }

            given.Add(new GivenCondition(text, 0));
        }

        var twice = symbols
            .GroupBy(symbol => Names.Canonical(symbol.Spelling))
            .FirstOrDefault(same => same.Count() > 1);
        return twice is null
            ? new BindingsFile(Source, null, [.. symbols], [.. given], [])
            : throw new BindingsException(Source, 0, $"'{twice.First().Spelling}' is declared twice");
    }

    // "p in (0,1)", "s: vector of length n", "x: real != 0"; and what is wrong, where it has the form of one and is none.
    private static (Sequence<SymbolBinding>, Sequence<GivenCondition>)? Phrase(
        string text,
        out BindingsException? wrong
    )
    {
        wrong = null;
        try
        {
            var read = BindingsLoader.ReadConditional(text);
            return read.Given.FirstOrDefault(condition => !IsCondition(Formula(condition.Latex))) is { } unread
                ? throw new BindingsException(Source, 0, $"expected a relation, got '{unread.Latex}' in '{text}'")
                : read;
        }
        catch (BindingsException error)
        {
            // A backslash behind the symbol is LaTeX: 'x: \mathbb{R}^n'.
            wrong = BindingsLoader.SplitWhere(text) is var (_, phrase) && Membership(text) is null ? error : null;
            return null;
        }
    }

    // x \in (0,1); x, y \in \mathbb{R}; A \in \mathbb{R}^{n \times m}; also with the words 'in' and ':' for the sign.
    private static List<SymbolBinding>? Membership(string text)
    {
        if (BindingsLoader.SplitWhere(text) is var (spelling, phrase))
        {
            var set = phrase.StartsWith("in ", StringComparison.Ordinal) ? phrase[3..] : phrase;
            text = $@"{spelling} \in {set}";
        }

        if (
            Formula(text) is not { } formula
            || Definitions.Members(formula) is var members
                && (members is null ? formula : members[^1])
                    is not Chain { Operands: [var last, var set2], Relations: [{ Symbol: "\\in" }] }
            || Space(set2) is not var (domain, dimensions)
        )
        {
            return null;
        }

        IReadOnlyList<Expression> names = members is null ? [last] : [.. members.SkipLast(1), last];
        var lengths = dimensions.Map(length => length is Symbol(var name) ? name : TermPrinter.Print(length));
        return names.All(Names.IsName)
            ? [.. names.Select(name => new SymbolBinding(Names.Of(name), [], new Quantity(lengths, domain), [], 0))]
            : null;
    }

    // As a shell is told it: 'n in N', 'x in R^n'.
    private static (Domain Domain, Sequence<Term> Dimensions)? Space(Expression set) =>
        Spaces.Of(
            set switch
            {
                Identifier letter => OfNumbers(letter),
                Scripted { Base: Identifier letter } scripted => scripted with { Base = OfNumbers(letter) },
                _ => set,
            }
        );

    private static Identifier OfNumbers(Identifier letter) =>
        letter is { Name: "R" or "Z" or "N", Accents.Count: 0 }
            ? letter with
            {
                Style = LetterStyle.Blackboard,
            }
            : letter;

    private static Expression? Formula(string text) =>
        FormulaParser.Parse(text) is { IsReadable: true } formula ? formula.Body : null;

    private static bool IsCondition(Expression? formula) => formula is Chain chain && chain.Relations.All(IsOrder);

    private static bool IsOrder(RelationSign relation) =>
        relation.Symbol is "=" or "<" or ">" or "\\leq" or "\\geq" or "\\neq";

    // x > 0, 0 < x \le 1: a name and its bounds.
    private static (string Name, SymbolMeaning Meaning)? Bounded(Chain chain)
    {
        if (chain.Operands.Where(Names.IsName).ToList() is not [var name])
        {
            return null;
        }

        var (lower, upper) = ((Rational?)null, (Rational?)null);
        var (lowerClosed, upperClosed) = (false, false);
        for (var at = 0; at < chain.Relations.Count; at++)
        {
            var sign = chain.Relations[at].Symbol;
            var (left, right) = (chain.Operands[at], chain.Operands[at + 1]);
            var isLeft = ReferenceEquals(left, name);
            if (
                sign is not ("<" or ">" or "\\leq" or "\\geq")
                || isLeft == ReferenceEquals(right, name)
                || Phrases.Fraction(Names.Of(isLeft ? right : left).Replace(" ", "", StringComparison.Ordinal))
                    is not { } bound
            )
            {
                return null;
            }

            var closed = sign is "\\leq" or "\\geq";
            if ((sign is ">" or "\\geq") == isLeft)
            {
                if (lower is not null)
                {
                    return null;
                }

                (lower, lowerClosed) = (bound, closed);
            }
            else
            {
                if (upper is not null)
                {
                    return null;
                }

                (upper, upperClosed) = (bound, closed);
            }
        }

        return lower > upper || (lower == upper && !(lowerClosed && upperClosed))
            ? null
            : (Names.Of(name), new Quantity([], new RealInterval(lower, lowerClosed, upper, upperClosed)));
    }

    // x \neq 0: a number that is not that.
    private static (string Name, SymbolMeaning Meaning)? Excluded(Chain chain) =>
        chain is { Operands: [var name, var value], Relations: [{ Symbol: "\\neq" }] }
        && Names.IsName(name)
        && Phrases.Fraction(Names.Of(value).Replace(" ", "", StringComparison.Ordinal)) is not null
            ? (Names.Of(name), new Quantity([], Domain.Real))
            : null;

    // L = -\log p.
    private static (string Name, SymbolMeaning Meaning)? Defined(Chain chain) =>
        chain is { Operands: [var name, var body], Relations: [{ Symbol: "=" }] }
        && Names.IsName(name)
        && !Names.Nodes(body).Contains(name)
            ? (Names.Of(name), new Abbreviation(Names.Of(body)))
            : null;
}
