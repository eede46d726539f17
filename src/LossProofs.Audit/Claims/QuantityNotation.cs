// How quantities stand in an argument: p(x, y | z), H(X, Y | Z), \mathbb{E}[X].
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims;

/// <summary>The quantities that an argument names.</summary>
internal static class QuantityNotation
{
    private static readonly HashSet<string> Greek =
    [
        "\\theta",
        "\\phi",
        "\\varphi",
        "\\omega",
        "\\xi",
        "\\eta",
        "\\zeta",
        "\\beta",
        "\\mu",
        "\\lambda",
    ];

    /// <summary>The quantities of a list: x, y; X = x, Y = y; null where an item is none.</summary>
    public static IReadOnlyList<Slot>? ListOf(Expression? list)
    {
        var items = list switch
        {
            null => [],
            Listing { Separator: "," } listing => listing.Items,
            Chain { Operands: var sides } chain when sides.Count == 2 && chain.Relations is [{ Symbol: "=" }] =>
            [
                chain,
            ],
            _ => (Sequence<Expression>)[list],
        };
        var slots = new List<Slot>();
        foreach (var item in items)
        {
            var (name, value) = item is Chain { Operands: [var left, var right], Relations: [{ Symbol: "=" }] }
                ? (left, right)
                : (item, item);
            if (
                // A' is another event, \Omega the space.
                name is Scripted { Primes: > 0 }
                    && IsCapital(name)
                || EventNotation.IsWhole(name)
                || Key(name) is not { } key
                || !(value is Numeral || Key(value) == key)
                || slots.Exists(slot => slot.Key == key)
            )
            {
                return null;
            }

            slots.Add(new Slot(key, value));
        }

        return slots;
    }

    /// <summary>The quantity that a name stands for or is a value of: its letter in lower case.</summary>
    public static string? Key(Expression name)
    {
        switch (Names.Plain(name))
        {
            case Identifier { Accents.Count: 0, Style: LetterStyle.Plain or LetterStyle.Calligraphic } letter
                when letter.Name.Length == 1 && char.IsAsciiLetter(letter.Name[0])
                    || letter.Name[0] == '\\' && Names.IsName(letter) && Greek.Contains(letter.Name.ToLowerInvariant()):
                return Names.Of(Lower(letter));
            case Scripted { Base: Identifier letter, Superscript: null or Delimited } scripted
                when Key(letter) is not null:
                return scripted is { Subscript: null, Superscript: null }
                    ? Key(letter)
                    : Names.Of(scripted with { Base = Lower(letter), Primes = 0 });
            default:
                return null;
        }
    }

    /// <summary>A capital letter, with scripts or without.</summary>
    public static bool IsCapital(Expression expression) =>
        (expression is Scripted { Base: Identifier inner } ? inner : expression)
            is Identifier { Accents.Count: 0, Style: LetterStyle.Plain or LetterStyle.Bold, Name: [>= 'A' and <= 'Z'] };

    /// <summary>The letter that stands for a value of a quantity: x for X.</summary>
    public static Identifier Lower(Identifier letter) =>
        letter.Style == LetterStyle.Calligraphic ? letter : letter with { Name = letter.Name.ToLowerInvariant() };

    /// <summary>The quantities in all parts of an argument: I(X, Y; Z | W).</summary>
    public static IEnumerable<Slot> ListsOf(Expression argument) => PartsOf(argument)?.SelectMany(part => part) ?? [];

    /// <summary>The parts of an argument, what is given last; null where one is no list of quantities.</summary>
    public static IReadOnlyList<IReadOnlyList<Slot>>? PartsOf(Expression argument)
    {
        var content = argument is Delimited fence ? fence.Content : argument;
        var (left, given) = content is Barred { Bar: "|" } barred ? (barred.Left, barred.Right) : (content, null);
        IEnumerable<Expression?> parts = left is Listing { Separator: ";" } listing ? listing.Items : [left];
        var lists = parts.Append(given).Select(ListOf).ToList();
        return lists.TrueForAll(list => list is not null) && lists.SkipLast(1).All(list => list!.Count > 0)
            ? [.. lists.Select(list => list!)]
            : null;
    }
}
