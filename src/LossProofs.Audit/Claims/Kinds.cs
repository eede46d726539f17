// Which names are vectors or matrices: by what their notation and the words before them say, and by what they are added to
// or set equal to. What is an array of unknown size is never taken for a number.
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

/// <summary>The kinds of a document's names.</summary>
internal sealed partial class Kinds
{
    // Formulas are short; sums of more terms than this are not unified.
    private const int MaximumTerms = 64;

    private static readonly string[] Vectors = ["vector", "vectors", "向量", "矢量"];
    private static readonly string[] Matrices = ["matrix", "matrices", "矩阵"];

    // Words that may stand between the noun and the formula.
    private static readonly string[] Fillers = ["", "the", "a", "an", "let", "both", "some", "any"];

    // Names that the words call matrices or vectors, and say nothing more of.
    private readonly HashSet<string> _plainly = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _arrays = new(StringComparer.Ordinal);
    private readonly List<((string Key, bool IsMarked) One, (string Key, bool IsMarked) Other)> _alike = [];

    // Letters of which it is said as they are, and not only of their bold ones: beside \mathbf{x}, x is a name of its own.
    private readonly HashSet<string> _unmarked = new(StringComparer.Ordinal);

    /// <summary>Why a name is a vector or matrix; null where nothing says so.</summary>
    public string? Evidence(Expression name) =>
        name is Identifier letter && Evident(letter) is { } mark ? _arrays.GetValueOrDefault(Key(name)) ?? mark
        : (name as Identifier ?? (name as Scripted)?.Base) is Identifier plain
        && Evident(plain) is null
        && !_unmarked.Contains(Key(name))
            ? null
        : _arrays.GetValueOrDefault(Key(name));

    /// <summary>Whether a name is a vector or matrix.</summary>
    public bool IsArray(Expression name) => Evidence(name) is not null;

    /// <summary>Whether the values of a function are arrays: they are transposed, a norm of them is taken.</summary>
    public bool IsArrayValued(Expression head) => _arrays.ContainsKey(Value(head));

    /// <summary>Takes in the notation of one formula.</summary>
    public void Add(Expression formula)
    {
        AddRanks(formula);
        foreach (var node in Names.Nodes(formula))
        {
            switch (node)
            {
                case Scripted { Superscript: Identifier { Name: "\\top" or "\\intercal" } } written:
                    foreach (var name in Summands(Untransposed(written)))
                    {
                        Note(name, "it is transposed");
                    }

                    break;
                case Delimited { Open: "\\|", Content: var content }:
                    foreach (var name in Summands(content))
                    {
                        Note(name, "its norm is taken");
                    }

                    break;
                case Delimited { Open: "\\langle", Content: Listing { Items: [var left, var right] } }:
                    foreach (var name in Summands(left).Concat(Summands(right)))
                    {
                        Note(name, "it stands in an inner product");
                    }

                    break;
                case Application
                {
                    Head: Identifier { Name: "\\det" or "tr" or "diag" or "rank" } head,
                    Argument: var argument
                }:
                    foreach (var name in Summands(argument).SelectMany(Factors))
                    {
                        Note(name, $"its {head.Name.TrimStart('\\')} is taken");
                    }

                    break;
                case Additive { Terms.Count: < MaximumTerms } sum:
                    Alike(sum.Terms.Select(term => term.Term));
                    break;
                case Chain { Operands.Count: < MaximumTerms } chain
                    when chain.Relations.All(relation => relation.Symbol is "=" or ":=" or "\\neq"):
                    Alike(chain.Operands);
                    break;
            }
        }
    }

    /// <summary>Whether the words call it an array, of any size, and choose none among these.</summary>
    public bool IsSaidPlainly(Expression name) => _plainly.Contains(Key(name));

    /// <summary>Takes in the words before an inline formula: "matrices $A$".</summary>
    /// <param name="before">The words.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="plainly">Whether they say nothing else of it.</param>
    public void AddWords(string before, Expression formula, bool plainly)
    {
        // matrices $A$ and $B$: the words before $B$ go on from $A$.
        var words = Continuing().Replace(before.TrimEnd().ToLowerInvariant(), string.Empty).TrimEnd();
        var kind =
            Ends(words, Matrices) ? "matrix"
            : Ends(words, Vectors) ? "vector"
            : null;
        if (kind is null)
        {
            return;
        }

        var names = formula switch
        {
            Listing listing => listing.Items,
            Clauses clauses => clauses.Items.Select(clause => clause.Content),
            _ => [formula],
        };
        foreach (var name in names.Select(name => name is Chain chain ? chain.Operands[0] : name))
        {
            if (name is Identifier)
            {
                Note(name, $"the text calls it a {kind}");
                if (plainly)
                {
                    _plainly.Add(Key(name));
                }
                Said(name, kind == "matrix" ? Rank.Matrix : Rank.Vector, $"the text calls it a {kind}");
            }
        }
    }

    /// <summary>Carries what is known over to what is added to it, or equal to it.</summary>
    /// <param name="isNumber">Whether a name is declared a number.</param>
    public void Unify(Func<string, bool> isNumber)
    {
        UnifyRanks(isNumber);
        for (var changed = true; changed; )
        {
            changed = false;
            foreach (var (one, other) in _alike)
            {
                changed |= Carry(one, other) | Carry(other, one);
            }
        }

        bool Carry((string Key, bool IsMarked) from, (string Key, bool IsMarked) to) =>
            (from.IsMarked ? _arrays.ContainsKey(from.Key) : _unmarked.Contains(from.Key))
            && !isNumber(to.Key)
            && (
                _arrays.TryAdd(to.Key, $"it is added to, or equal to, the array {from.Key}")
                | (!to.IsMarked && _unmarked.Add(to.Key))
            );
    }

    [GeneratedRegex(@"(\$\s*((,|and|or|、|和|与|及)\s*)?)+$")]
    private static partial Regex Continuing();

    private static bool Ends(string words, string[] nouns)
    {
        if (Array.Exists(nouns, noun => noun[0] > 127 && words.EndsWith(noun, StringComparison.Ordinal)))
        {
            return true;
        }

        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = parts.Length - 1;
        while (last > 0 && Fillers.Contains(parts[last]))
        {
            last--;
        }

        return last >= 0 && nouns.Contains(parts[last]);
    }

    // Bold letters and letters with an arrow; \mathbf{1} and bold digits are no names.
    private static string? Evident(Identifier name) =>
        name.Accents.Contains("\\vec") ? "an arrow marks it"
        : name.Style == LetterStyle.Bold && !char.IsAsciiDigit(name.Name[0]) ? "it is set bold"
        : null;

    private void Note(Expression name, string evidence)
    {
        _arrays.TryAdd(Key(name), evidence);
        if ((name as Identifier ?? (name as Scripted)?.Base) is not Identifier letter || Evident(letter) is null)
        {
            _unmarked.Add(Key(name));
        }
    }

    private void Alike(IEnumerable<Expression> terms)
    {
        var names = terms
            .OfType<Identifier>()
            .Where(Names.IsName)
            .Select(name => (Key(name), Evident(name) is not null))
            .ToList();
        _alike.AddRange(names.Zip(names.Skip(1)));
    }

    private static IEnumerable<Expression> Summands(Expression expression) =>
        expression switch
        {
            Delimited { Open: "(" or "[" or "\\|", Content: var content } => Summands(content),
            Additive sum => sum.Terms.SelectMany(term => Summands(term.Term)),
            Identifier { Style: not LetterStyle.Roman } when Names.IsName(expression) => [expression],
            Application { Head: var head } when Names.IsName(head) => [expression],
            _ => [],
        };

    private static IEnumerable<Expression> Factors(Expression expression) =>
        expression is Product product ? product.Factors.SelectMany(factor => Summands(factor.Value)) : [expression];

    private static string Key(Expression name) =>
        name is Application { Head: var head } ? Value(head) : Names.Of(Names.Plain(name));

    // Of a function's values.
    private static string Value(Expression head) => $"{Names.Of(head)}(\\cdot)";
}
