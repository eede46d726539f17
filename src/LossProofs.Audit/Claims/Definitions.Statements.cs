// What the words between formulas say about symbols: "where $\gamma \in [0,1]$", "scores $a_1, \dots, a_C \in \mathbb{R}$".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal static partial class Definitions
{
    // As <see cref="Said"/>; of a kind that no domain says ("nonzero $x$", "symmetric $A$", "any dimension $d > 0$") the domain is
    // more than what is meant, and another where the words deny it.
    private static IEnumerable<(Declared Symbol, bool Introduced)> Stated(
        InlineStatement inline,
        Domain? said,
        Scope scope,
        Surroundings surroundings
    )
    {
        // "Let $x > 0$ or $y > 0$": neither is said.
        // "The assumption $x > 0$ is dropped".
        if (
            inline.Formula is Chain
            && (
                IsDisjunct(inline, surroundings)
                || surroundings.Prose.Lexicon.Find(
                    Category.DeniedAfter,
                    SymbolWords.After(surroundings.Prose.Text, inline.Offset + 1)
                )
                    is { Start: <= 1 }
            )
        )
        {
            yield break;
        }

        var spoken = Suppositions.Doubt(surroundings.Prose, inline);
        var unread = spoken ?? (said is null ? surroundings.Mentions.Unread(inline) : null);
        foreach (var (symbol, introduced) in Said(inline, said, scope, surroundings.Prose.Lexicon))
        {
            yield return unread is null
                ? (symbol, introduced)
                : (
                    new Declared(
                        symbol.Name,
                        symbol.Dimensions,
                        spoken is not null && symbol.Domain is RealInterval ? Domain.Real : symbol.Domain,
                        spoken is not null || surroundings.Prose.Lexicon.Has(Category.ConditionDoubt, unread)
                            ? Provenance.Guessed
                            : symbol.Provenance
                    )
                    {
                        MayCount = symbol.MayCount,
                        Unread = unread,
                        IsSpokenOf = spoken is not null,
                    },
                    introduced
                );
        }
    }

    private static bool IsDisjunct(InlineStatement inline, Surroundings surroundings)
    {
        const int farthest = 12;
        var (lexicon, text) = (surroundings.Prose.Lexicon, surroundings.Prose.Text);
        var behind = text[Math.Min(text.Length, inline.Offset + 1)..Math.Min(text.Length, inline.Offset + farthest)];
        var before = inline.Sentence.TrimEnd();
        return lexicon
                .All(Category.Disjunction, behind)
                .Any(found =>
                    behind.AsSpan(0, found.Start).IsWhiteSpace() && behind[found.End..].TrimStart() is ['$', ..]
                )
            || lexicon
                .All(Category.Disjunction, before)
                .Any(found => found.End == before.Length && before[..found.Start].TrimEnd() is [.., '$']);
    }

    // where $\gamma \in [0,1]$, $\gamma > 0$; and whether a word such as "where" introduces it.
    private static IEnumerable<(Declared Symbol, bool Introduced)> Said(
        InlineStatement inline,
        Domain? said,
        Scope scope,
        Lexicon lexicon
    )
    {
        var tail = Tail(inline.Before, 24);
        if (lexicon.Has(Category.Equivalence, tail))
        {
            return [];
        }

        if (OrderedEach(inline.Formula) is { Count: > 1 } each)
        {
            return each.SelectMany(stated => Said(inline with { Formula = stated }, said, scope, lexicon));
        }

        if (Members(inline.Formula) is { } members)
        {
            if (
                members[^1] is Chain { Operands: [_, var space], Relations: [{ Symbol: "\\in" } within] }
                && Spaces.Of(space) is ({ } entries, { Count: > 0 } dimensions)
            )
            {
                // A, B \in \mathbb{R}^{n \times n}, x_i, y_i \in \mathbb{R}^n: each of them.
                return
                [
                    .. members
                        .Select(member => member is Chain { Operands: [var last, _] } ? last : member)
                        .Where(Names.IsName)
                        .Select(name =>
                            name is Identifier
                                ? (
                                    new Declared(Names.Of(Names.Plain(name)), dimensions, entries, Provenance.Text),
                                    true
                                )
                            : members.Any(member => member is Ellipsis) ? null
                            : One(new Chain([name, space], [within]), tail, tail, scope, lexicon)
                        )
                        .OfType<(Declared, bool)>(),
                ];
            }

            var common = members[^1] switch
            {
                Chain { Operands: [_, var of], Relations: [{ Symbol: "\\in" }] } => TermBuilder.DomainOf(of),
                // "Real $a, b > 0$".
                Chain { Operands: [_, Numeral { Digits: var digits }], Relations: [{ Symbol: var sign }] }
                    when said is not null => Rational.TryParse(digits, out var bound)
                    ? Bounded(said, sign, bound)
                    : null,
                _ => said,
            };
            if (common is null)
            {
                return [];
            }

            // x_1, \dots, x_n, or \mu_1, \mu_2: a family, or each of them.
            return Listed(members, common) is { } family ? [(family, true)]
                : members.Any(member => member is Ellipsis) ? []
                :
                [
                    .. members
                        .Select(member => member is Chain { Operands: [var last, _] } ? last : member)
                        .Where(name => Names.IsName(name) && !IsElementOfKnown(name, scope))
                        .Select(name =>
                            // p_i, q_i \in (0,1): the entries of families.
                            Scope.Family(name, out _, out _)
                            && members[^1] is Chain { Operands: [_, var set] } last
                            && One(last with { Operands = [name, set] }, tail, string.Empty, scope, lexicon)
                                is var (entry, _)
                                ? (entry, true)
                                : (new Declared(Names.Of(name), [], common, Provenance.Text), true)
                        ),
                ];
        }

        // "Integers $n \ge 0$": the words say what numbers, the formula which of them.
        if (said is not null && Numbers(inline.Formula, said, scope).ToList() is { Count: > 0 } numbers)
        {
            return numbers;
        }

        return One(inline.Formula, tail, Tail(inline.Before, 10), scope, lexicon) is not { } one ? []
            // Integers in an interval.
            : said is Integers whole && one.Symbol.Domain is RealInterval interval
                ?
                [
                    (
                        new Declared(
                            one.Symbol.Name,
                            one.Symbol.Dimensions,
                            Within(whole, interval),
                            one.Symbol.Provenance
                        ),
                        true
                    ),
                ]
            : [one];
    }

    // "real $x$", "real $x > 1$", "real $x < y$": a name has the numbers that the words say, within what a bound leaves.
    private static IEnumerable<(Declared Symbol, bool Introduced)> Numbers(Expression formula, Domain said, Scope scope)
    {
        var operands = formula is Chain chain
            ? chain.Relations.All(relation => relation.Symbol is "<" or ">" or "\\leq" or "\\geq" or "\\neq")
                ? chain.Operands
                : []
            : [formula];
        foreach (var (name, place) in operands.Select((operand, place) => (operand, place)))
        {
            if (
                !Names.IsName(name)
                || Scope.Family(name, out _, out _)
                || IsElementOfKnown(name, scope)
                || scope.Survey.IsApplied(Names.Of(name))
            )
            {
                continue;
            }

            var domain =
                formula
                    is Chain { Operands: [_, Numeral { Digits: var digits }], Relations: [{ Symbol: var relation }] }
                && place == 0
                && Rational.TryParse(digits, out var end)
                    ? Bounded(said, relation, end)
                    : said;
            if (domain is not null)
            {
                yield return (new Declared(Names.Of(name), [], domain, Provenance.Text), true);
            }
        }
    }

    private static Domain? Bounded(Domain said, string relation, Rational end) =>
        (said, relation) switch
        {
            (RealInterval { Upper: null } interval, ">" or "\\geq") => interval.Lower is { } low && end < low
                ? said
                : new RealInterval(
                    end,
                    relation == "\\geq" && (end != interval.Lower || interval.LowerClosed),
                    null,
                    false
                ),
            (RealInterval interval, "<" or "\\leq") => new RealInterval(
                interval.Lower,
                interval.LowerClosed,
                end,
                relation == "\\leq"
            ),
            (Integers { Upper: null } integers, ">" or "\\geq") when end.IsInteger => AtLeast(
                integers,
                relation == ">" ? end + Rational.One : end
            ),
            // "Real $x \ne 1$": the sentence leaves the value out.
            (RealInterval, "\\neq") => said,
            _ => null,
        };

    private static (Declared Symbol, bool Introduced)? One(
        Expression formula,
        string tail,
        string close,
        Scope scope,
        Lexicon lexicon
    )
    {
        var introduced = lexicon.Has(Category.DomainLead, close);
        var isGiven = introduced || lexicon.Has(Category.Universal, tail) || IsQuantity(lexicon, tail);
        if (Counted(formula, scope) is { } count)
        {
            return isGiven ? (count, true) : null;
        }

        if (Between(formula, scope) is var (inner, interval))
        {
            return isGiven ? (Plainly(inner, interval), true) : null;
        }

        if (formula is not Chain { Operands: [var symbol, var set], Relations: [var relation] })
        {
            return null;
        }

        if (
            relation.Symbol == "\\in"
            && symbol is Identifier
            && Names.IsName(symbol)
            && Spaces.Of(set) is ({ } entries, { Count: > 0 } matrix)
            && (matrix.Count > 1 || entries is ProbabilityVector)
        )
        {
            return (new Declared(Names.Of(Names.Plain(symbol)), matrix, entries, Provenance.Text), true);
        }

        // \mathbb{R}^d: one more dimension.
        Expression? length = null;
        if (
            relation.Symbol == "\\in"
            && set
                is Scripted
                {
                    Base: Identifier { Name: "R", Style: LetterStyle.Blackboard } reals,
                    Superscript: Identifier { Name: not ("+" or "*") } or Numeral,
                    Subscript: null
                } space
        )
        {
            (length, set) = (space.Superscript, reals);
        }

        // \mathbf{1} \in \mathbb{R}^n is no vector like others.
        if (
            !Names.IsName(symbol)
            || symbol is Identifier { Name: [>= '0' and <= '9', ..] }
            || IsElementOfKnown(symbol, scope)
        )
        {
            return null;
        }

        // "For any constant $C > 1$", "let $x > -1$": of all values. A letter that counts may stand for integers only.
        var counts = symbol is not Identifier letter || s_counting.Contains(letter.Name);
        var domain =
            relation.Symbol == "\\in" ? TermBuilder.DomainOf(set)
            : !isGiven ? null
            : set is Numeral { Digits: "0" } && relation.Symbol is ">" or "\\geq"
                ? introduced || IsQuantity(lexicon, tail)
                        ? relation.Symbol == ">" ? Domain.Positive
                            : Domain.NonNegative
                    : null
            : !scope.Survey.IsBound(Names.Of(symbol))
            && !scope.Survey.IsIndex(Names.Of(symbol))
            && !scope.Survey.IsChosen(Names.Of(symbol))
            && !(counts && lexicon.Has(Category.Saying, tail))
                ? HalfLine(relation.Symbol, set)
            : null;
        if (domain is null)
        {
            return null;
        }

        var elements = Scope.Family(symbol, out var name, out var indices);
        var dimensions = new List<Term>();
        if (length is not null)
        {
            if (domain != Domain.Real || (elements && Names.Sampled(symbol) is null) || indices.Count > 1)
            {
                return null;
            }

            var rows = Names.Sampled(symbol) is { } sampled
                ? Names.Of(Names.Family(sampled with { Subscript = null }, [], 2))
                : Names.Of(Names.Plain(symbol));
            foreach (var index in indices)
            {
                dimensions.Add(new Symbol(scope.Survey.Bound(Names.Of(index)) is { } bound ? Names.Of(bound) : "n"));
            }

            dimensions.Add(
                length is Numeral { Digits: var digits }
                    ? new Number(
                        System.Numerics.BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
                    )
                    : new Symbol(Names.Of(length))
            );
            return (new Declared(rows, dimensions.ToSequence(), domain, Provenance.Text), introduced);
        }

        name = elements ? name : Names.Of(symbol);
        for (var place = 0; place < indices.Count; place++)
        {
            dimensions.Add(
                new Symbol(
                    (scope.Survey.Length(name, place) ?? scope.Survey.Bound(Names.Of(indices[place]))) is { } bound
                        ? Names.Of(bound)
                        : "n"
                )
            );
        }

        return (
            new Declared(name, dimensions.ToSequence(), domain, Provenance.Text)
            {
                MayCount = counts && dimensions.Count == 0 && relation.Symbol != "\\in" && !IsNoun(lexicon, tail),
            },
            introduced
        );
    }

    // 1 \le k \le n; n \ge 0 beside n! or a binomial coefficient; k \in \{1, \dots, n\}: an integer.
    private static Declared? Counted(Expression formula, Scope scope)
    {
        var (symbol, domain) = formula switch
        {
            Chain
            {
                Operands: [Numeral low, Identifier { Style: LetterStyle.Plain } inner, var high],
                Relations: [{ Symbol: "<" or "\\leq" } first, { Symbol: "<" or "\\leq" } last]
            }
                when Whole(low) is { } least
                    && s_indexing.Contains(inner.Name)
                    && (high is Identifier { Name: var name } && s_indexing.Contains(name) || high is Numeral) => (
                inner,
                new Integers(
                    new Number(first.Symbol == "<" ? least + Rational.One : least),
                    End(high, last.Symbol == "<")
                )
            ),
            Chain
            {
                Operands: [Identifier { Style: LetterStyle.Plain } letter, Numeral low],
                Relations: [{ Symbol: ">" or "\\geq" } sign]
            }
                when Whole(low) is { } least
                    && s_indexing.Contains(letter.Name)
                    && scope.Survey.IsChosen(Names.Of(letter)) => (
                letter,
                new Integers(new Number(sign.Symbol == ">" ? least + Rational.One : least), null)
            ),
            // k \in \{1, \dots, n\}
            Chain
            {
                Operands: [Identifier { Style: LetterStyle.Plain } member, var set],
                Relations: [{ Symbol: "\\in" }]
            } when TermBuilder.CountedSet(set) is var (from, to) && Whole(from) is { } start => (
                member,
                new Integers(new Number(start), new Symbol(Names.Of(to)))
            ),
            _ => ((Identifier?)null, new Integers(null, null)),
        };
        return
            symbol is not null
            && (domain.Upper is not null || formula is Chain { Operands.Count: 2 })
            // What an index runs over is known from the families that have it.
            && !scope.Survey.IsIndex(Names.Of(symbol))
            && !scope.Survey.IsBound(Names.Of(symbol))
            ? new Declared(Names.Of(symbol), [], domain, Provenance.Text)
            : null;

        static Rational? Whole(Numeral numeral) =>
            Rational.TryParse(numeral.Digits, out var value) && value.IsInteger ? value : null;

        static Term? End(Expression high, bool isOpen) =>
            high switch
            {
                Numeral numeral => Whole(numeral) is { } end ? new Number(isOpen ? end - Rational.One : end) : null,
                _ when isOpen => new Symbol(Names.Of(high)) - Term.One,
                _ => new Symbol(Names.Of(high)),
            };
    }

    // 0 < \alpha < 1, |r| < 1, of a letter that is declared so: the letter and where it lies.
    private static (Expression Symbol, RealInterval Domain)? Between(Expression formula, Scope scope)
    {
        var (symbol, domain) = formula switch
        {
            Chain
            {
                Operands: [var low, var inner, var high],
                Relations: [{ Symbol: "<" or "\\leq" } first, { Symbol: "<" or "\\leq" } last]
            } when TermBuilder.End(low) is ({ } least, false) && TermBuilder.End(high) is ({ } greatest, false) => (
                inner,
                new RealInterval(least, first.Symbol == "\\leq", greatest, last.Symbol == "\\leq")
            ),
            Chain
            {
                Operands: [Delimited { Open: "|", Content: Identifier { Name: var letter } inner }, var bound],
                Relations: [{ Symbol: "<" or "\\leq" } sign]
            }
                // |A| and |S| count, |z| and |w| are often of complex numbers.
                when letter is not ("z" or "w" or "\\zeta")
                    && (letter is [>= 'a' and <= 'z'] || letter is ['\\', >= 'a' and <= 'z', ..])
                    && TermBuilder.End(bound) is ({ Sign: > 0 } radius, false) => (
                inner,
                new RealInterval(-radius, sign.Symbol == "\\leq", radius, sign.Symbol == "\\leq")
            ),
            _ => ((Expression?)null, new RealInterval(null, false, null, false)),
        };
        return
            symbol is Identifier { Style: LetterStyle.Plain } name
            && Names.IsName(name)
            && domain is { Lower: { } a, Upper: { } b }
            && a < b
            && !scope.Survey.IsBound(Names.Of(name))
            && scope.Survey.Indices(Names.Of(name)) == 0
            && !scope.Kinds.IsArray(name)
            ? (name, domain)
            : null;
    }

    // A letter within bounds: the letters of integers may be integers, unless hardly any lie there.
    private static Declared Plainly(Expression symbol, RealInterval domain) =>
        new(Names.Of(symbol), [], domain, Provenance.Text)
        {
            MayCount =
                symbol is Identifier { Name: var letter }
                && s_counting.Contains(letter)
                && (s_indexing.Contains(letter) || domain.Upper - domain.Lower > Rational.One),
        };

    // x > -1, x \leq 1/2.
    private static RealInterval? HalfLine(string relation, Expression end) =>
        TermBuilder.End(end) is not ({ } bound, false)
            ? null
            : relation switch
            {
                ">" or "\\geq" => new RealInterval(bound, relation == "\\geq", null, false),
                "<" or "\\leq" => new RealInterval(null, false, bound, relation == "\\leq"),
                _ => null,
            };

    /// <summary>
    /// Names that an order relates, or that lie between ends which are no numbers: "let $b > a$", "let $\theta \in (0, \pi/2)$".
    /// They are real, where nothing else is said of them.
    /// </summary>
    private static IEnumerable<Declared> Ordered(InlineStatement inline, Scope scope, Lexicon lexicon)
    {
        if (inline.Formula is not Chain { Relations: var relations, Operands: var operands })
        {
            return [];
        }

        var lies = relations is [{ Symbol: "\\in" }] && TermBuilder.IsInterval(operands[1]);
        var tail = Tail(inline.Before, 24);
        return
            lies
            || relations.All(relation => relation.Symbol is "<" or ">" or "\\leq" or "\\geq")
                && Introduces(lexicon, tail)
                && !lexicon.Has(Category.Hypothetical, inline.Sentence)
            ? (lies ? operands.Take(1) : operands)
                .Where(name =>
                    name is Identifier { Style: LetterStyle.Plain, Accents.Count: 0, Name: not ("\\pi" or "e") } letter
                    && Names.IsName(name)
                    && (lies || !s_counting.Contains(letter.Name) && !char.IsAsciiLetterUpper(letter.Name[0]))
                    && !scope.Survey.IsBound(Names.Of(name))
                    && !scope.Survey.IsApplied(Names.Of(name))
                    && !scope.Kinds.IsArray(name)
                    && scope.Definitions(Names.Of(name)).Count == 0
                )
                .Select(name => new Declared(Names.Of(name), [], Domain.Real, Provenance.Text))
            : [];
    }

    // The integers among them that an interval has.
    internal static Integers Within(Integers integers, RealInterval interval)
    {
        if (interval.Lower is { } low)
        {
            integers = AtLeast(
                integers,
                low.IsInteger && !interval.LowerClosed ? low + Rational.One : Rational.Ceiling(low)
            );
        }

        return interval.Upper is { } high && integers.Upper is null
            ? integers with
            {
                Upper = new Number(
                    high.IsInteger && !interval.UpperClosed ? high - Rational.One : Rational.Floor(high)
                ),
            }
            : integers;
    }

    private static Integers AtLeast(Integers integers, Rational least) =>
        integers.Lower is Number(var known) && known > least ? integers : integers with { Lower = new Number(least) };

    // Whether a noun stands before the formula, which says what the letter is: "a temperature $T > 0$".
    private static bool IsNoun(Lexicon lexicon, string words) =>
        !new[]
        {
            Category.NumberLead,
            Category.Introduction,
            Category.Joining,
            Category.NumberCondition,
            Category.RangeInPassing,
        }
            .SelectMany(category => lexicon.All(category, words))
            .Any(found => words.AsSpan(found.End).Trim(" ,").IsEmpty);

    // "a standard deviation $\sigma > 0$", "the temperature $T > 0$": after a noun the symbol gets its domain; after a verb or a
    // condition something is said about some of its values.
    private static bool IsQuantity(Lexicon lexicon, string words)
    {
        var tail = words.TrimEnd();
        return tail.Length > 0
            && (char.IsAsciiLetter(tail[^1]) || tail[^1] > 127 && char.IsLetter(tail[^1]))
            && !lexicon.Has(Category.Saying, tail);
    }

    // x_1 and x^{(2)} beside x_i and x^{(i)}: elements of the family, no quantities of their own.
    private static bool IsElementOfKnown(Expression symbol, Scope scope)
    {
        if (
            (Names.Sampled(symbol, known: true) ?? symbol)
            is not Scripted { Base: Identifier, Subscript: { } subscript, Superscript: null, Primes: 0 } scripted
        )
        {
            return false;
        }

        var parts = Names.Parts(subscript);
        return parts.All(Names.CanCount)
            && !parts.Any(Names.Runs)
            && scope.Survey.Indices(Names.Of(Names.Family(scripted with { Subscript = null }, [], parts.Count)))
                == parts.Count;
    }

    // Letters of integers: n \geq 2 says nothing of the numbers between.
    private static readonly HashSet<string> s_counting =
    [
        "i",
        "j",
        "k",
        "l",
        "m",
        "n",
        "r",
        "s",
        "t",
        "d",
        "p",
        "q",
        "K",
        "L",
        "M",
        "N",
        "D",
        "T",
        "\\ell",
    ];

    // Those of them that hardly stand for anything else.
    private static readonly HashSet<string> s_indexing = ["i", "j", "k", "l", "m", "n", "K", "L", "M", "N", "\\ell"];

    /// <summary>Whether a letter often stands for an integer.</summary>
    public static bool Counts(string name) => s_counting.Contains(name);

    // What is said of some values of a name: in a case, after "if" or "for $x = 0$".
    private static bool IsConditional(Lexicon lexicon, InlineStatement inline)
    {
        var sentence = inline.Sentence;
        var clause = sentence[(sentence.LastIndexOfAny(['，', ',', ';']) + 1)..];
        return lexicon.Has(Category.Example, sentence) || lexicon.Has(Category.Hypothetical, clause);
    }

    // Names that a display formula introduces: alone on its left, and nowhere before.
    private static HashSet<string> Introduced(Surroundings surroundings, Scope scope)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (ordinal, formula) in surroundings.Displays)
        {
            foreach (var statement in WrittenStatement.Of(formula))
            {
                if (
                    statement.Formula is Chain { Relations: [{ Symbol: "=" or ":=" }, ..] } chain
                    && Split(chain.Operands[0], out var name, out _, out _)
                    && scope.FirstUse(name) == ordinal
                    && chain.Operands[1] is not (Numeral or Missing)
                    && !Mentions(chain.Operands[1], name)
                )
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    // Letters that a formula makes the argument of a function, and uses there without an index.
    private static HashSet<string> ScalarArguments(Surroundings surroundings)
    {
        var letters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var formula in surroundings.Formulas)
        {
            if (
                formula is Chain { Relations: [{ Symbol: "=" or ":=" }, ..] } chain
                && Split(chain.Operands[0], out _, out var parameters, out var isFunction)
                && isFunction
            )
            {
                letters.UnionWith(
                    parameters
                        .Where(parameter => Names.Quantities(chain.Operands[1]).Contains(parameter))
                        .Select(Names.Of)
                );
            }
        }

        return letters;
    }

    // The inline formulas, each with whether the name on its left stands in none before.
    private static IEnumerable<(InlineStatement Statement, bool First)> Firsts(IEnumerable<InlineStatement> inlines)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var inline in inlines)
        {
            var first =
                inline.Formula is Chain { Operands: [var left, ..] }
                && Split(left, out var name, out _, out _)
                && !seen.Contains(name);
            foreach (var node in Names.Nodes(inline.Formula).Where(Names.IsName))
            {
                seen.Add(Names.Of(node));
                if (Scope.Family(node, out var family, out _))
                {
                    seen.Add(family);
                }
            }

            yield return (inline, first);
        }
    }

    // "$a, b > 0$", "$0 < p, q < 1$": an order that is said of each of a list of names, once for each; other formulas as they are.
    internal static IReadOnlyList<Expression> OrderedEach(Expression formula)
    {
        if (
            Members(formula) is not [var head, .., Chain { Operands: var ends } last] items
            || !IsOrder(last)
            || !items.Skip(1).SkipLast(1).All(Names.IsName)
            || !Names.IsName(ends[0])
            || ends.Skip(1).Any(Names.IsName)
        )
        {
            return [formula];
        }

        var names = items.Skip(1).SkipLast(1).Append(ends[0]);
        return head switch
        {
            _ when Names.IsName(head) =>
            [
                .. names.Prepend(head).Select(name => new Chain([name, .. ends.Skip(1)], last.Relations)),
            ],
            Chain { Operands: [Numeral low, var first], Relations: [{ Symbol: "<" or "\\leq" } above] }
                when Names.IsName(first)
                    && ends is [_, Numeral]
                    && last.Relations is [{ Symbol: "<" or "\\leq" } below] =>
            [
                .. names.Prepend(first).Select(name => new Chain([low, name, ends[1]], [above, below])),
            ],
            _ => [formula],
        };

        static bool IsOrder(Chain chain) =>
            chain.Relations.All(relation => relation.Symbol is "<" or ">" or "\\leq" or "\\geq");
    }

    /// <summary>The parts of a list, of which the last may have a relation: <c>x, y \in S</c>; null where there is one part.</summary>
    internal static IReadOnlyList<Expression>? Members(Expression formula) =>
        formula switch
        {
            Listing { Separator: "," } listing => listing.Items,
            Clauses { Items.Count: > 1 } clauses => [.. clauses.Items.Select(clause => clause.Content)],
            Chain { Operands: [Listing listing, var set], Relations: [var relation] } =>
            [
                .. listing.Items.SkipLast(1),
                new Chain([listing.Items[^1], set], [relation]),
            ],
            _ => null,
        };

    // a_1, \dots, a_C: a family of that length.
    private static Declared? Listed(IReadOnlyList<Expression> members, Domain domain) =>
        members
            is [
                Scripted { Base: Identifier, Subscript: Numeral { Digits: "1" }, Superscript: null, Primes: 0 } first,
                ..,
                Ellipsis,
                var end,
            ]
        && (end is Chain chain ? chain.Operands[0] : end)
            is Scripted { Subscript: Identifier or Scripted, Superscript: null, Primes: 0 } last
        && last.Base.Equals(first.Base)
            ? new Declared(
                Names.Of(Names.Plain(first.Base)),
                [new Symbol(Names.Of(last.Subscript!))],
                domain,
                Provenance.Text
            )
            : null;

    // w^\top x + b, \sum_k w_k x_k: what a quantity is made of, which no one would suppose for a single formula.
    private static bool IsLinear(Expression body) =>
        body switch
        {
            Additive { Terms.Count: 2 } sum => IsLinear(sum.Terms[0].Term) && Names.IsName(sum.Terms[1].Term),
            BigOperator { Operator: "\\sum", Body: Product { Factors: { Count: 2 } factors } } => factors.All(factor =>
                Names.IsName(factor.Value)
            ),
            Product { Factors: [{ Value: Scripted { Superscript: { } mark } }, { Value: Identifier or Scripted }] } =>
                Names.IsTranspose(mark),
            _ => false,
        };
}
