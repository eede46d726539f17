// How many dimensions an array has of which nothing states a size: by the field's conventions (bold lower-case letters are
// vectors, bold capitals matrices), by words, by what is done with it, and by what it is added to or set equal to.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

/// <summary>What a name or a term is: an array of so many dimensions, or the transpose of a vector.</summary>
internal enum Rank
{
    Number,
    Vector,
    Row,
    Matrix,
}

internal sealed partial class Kinds
{
    private const int MaximumPasses = 4;

    private readonly Dictionary<string, (Rank Rank, string Why)> _ranks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Rank Rank, string Why)> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _conflicts = new(StringComparer.Ordinal);
    private readonly List<Expression> _formulas = [];
    private readonly List<Scripted> _transposed = [];
    private readonly HashSet<string> _turned = new(StringComparer.Ordinal);
    private bool _hasLetterT;

    /// <summary>Whether a name is transposed somewhere: it is an array, and no function.</summary>
    public bool IsTransposed(Expression name) => _turned.Contains(Names.Of(name));

    /// <summary>Whether a name is a vector or a matrix, with what says so; null where nothing does.</summary>
    public (Rank Rank, string Why)? RankOf(Expression name)
    {
        if (name is Scripted { Base: Identifier letter, Primes: 0 } scripted)
        {
            // x_1, \hat{x}^{(t)}, w_{new}: what the letter is, unless it is known by itself, or of another index.
            return Known(name)
                ?? OfFamily(scripted)
                ?? (scripted.Superscript is null || Names.IsLabel(scripted.Superscript) ? ByNotation(letter) : null);
        }

        return Known(name) ?? (name is Identifier identifier ? ByNotation(identifier) : null);
    }

    /// <summary>Whether a spelling is known to be an array's by what is done with it, or by words.</summary>
    public bool IsRanked(string spelling) => _ranks.ContainsKey(spelling) || _said.ContainsKey(spelling);

    // x_\cdot of x_n: what is said of one of them is said of all.
    private readonly Dictionary<string, (Rank Rank, string Why)> _families = new(StringComparer.Ordinal);

    private static string? FamilyOf(Scripted name) =>
        name is { Superscript: null, Primes: 0, Subscript: Identifier or Numeral } && Names.CanCount(name.Subscript)
            ? Names.Of(Names.Twin(name.Base))
            : null;

    private (Rank Rank, string Why)? OfFamily(Scripted name) =>
        FamilyOf(name) is { } family && _families.TryGetValue(family, out var each) ? each : null;

    /// <summary>Whether something is done with a name of several, x_n, that only arrays allow.</summary>
    public bool IsRankedFamily(Scripted name) => FamilyOf(name) is { } family && _families.ContainsKey(family);

    // \phi(x) behind a transposed vector.
    private readonly HashSet<string> _vectorValued = new(StringComparer.Ordinal);

    /// <summary>Whether the values of a function are vectors, as what is done with them shows.</summary>
    public bool IsVectorValued(Expression head) =>
        (head as Identifier ?? (head as Scripted)?.Base) is Identifier letter
        && IsLetter(letter)
        && !IsCapital(letter)
        && (_vectorValued.Contains(Value(head)) || IsArrayValued(head));

    /// <summary>Two things that the document says of a name and that do not fit; null where all fits.</summary>
    public string? Conflict(Expression name) => _conflicts.GetValueOrDefault(Names.Of(name));

    /// <summary>Whether the letter T stands for transposes only.</summary>
    public bool IsTransposeLetter => !_hasLetterT && _transposed.Count > 0;

    private (Rank Rank, string Why)? Known(Expression name)
    {
        var spelling = Names.Of(name);
        return _said.TryGetValue(spelling, out var said) ? said
            : _ranks.TryGetValue(spelling, out var rank) ? rank
            : null;
    }

    private static (Rank, string)? ByNotation(Identifier letter) =>
        Evident(letter) is { } evidence && IsLetter(letter)
            ? (IsCapital(letter) && letter.Style == LetterStyle.Bold ? Rank.Matrix : Rank.Vector, evidence)
            : null;

    private static bool IsLetter(Identifier name) =>
        name.Name is [>= 'a' and <= 'z'] or [>= 'A' and <= 'Z'] or ['\\', ..]
        && !Notation.Functions.Contains(name.Name)
        && name.Name is not ("\\infty" or "\\nabla" or "\\partial" or "\\pi" or "\\ell");

    private static bool IsCapital(Identifier name) => name.Name is [>= 'A' and <= 'Z'] or ['\\', >= 'A' and <= 'Z', ..];

    private void AddRanks(Expression formula)
    {
        _formulas.Add(formula);
        foreach (var node in Names.Nodes(formula))
        {
            switch (node)
            {
                case Scripted { Superscript: { } mark } written when Names.IsTranspose(mark):
                    if (mark is Identifier { Name: "T" })
                    {
                        _transposed.Add(written);
                        break;
                    }

                    var transposed = Untransposed(written);

                    ByCase(Alone(transposed), "it is transposed");
                    _turned.UnionWith(Alone(transposed).Select(Names.Of));
                    break;
                case Scripted { Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral }] }, Base: Identifier name }
                    when IsCapital(name) && Evident(name) is not null:
                    Is(name, Rank.Matrix, "its inverse is taken");
                    break;
                case Delimited { Open: "\\|", Content: var content }:
                    ByCase(Alone(content), "its norm is taken");
                    break;
                case Delimited { Open: "\\langle", Content: Listing { Items: [var left, var right] } }:
                    ByCase(Alone(left).Concat(Alone(right)), "it stands in an inner product");
                    break;
                case Application { Head: Identifier { Name: "\\det" or "tr" or "rank" } head, Argument: var argument }:
                    foreach (var name in Alone(argument).SelectMany(Factors).OfType<Identifier>().Where(IsCapital))
                    {
                        Is(name, Rank.Matrix, $"its {head.Name.TrimStart('\\')} is taken");
                    }

                    break;
            }
        }

        // A letter T outside of superscripts is a quantity of its own.
        _hasLetterT |= Names
            .Nodes(formula)
            .Any(node =>
                Names
                    .Children(node)
                    .Any(child =>
                        child is Identifier { Name: "T", Style: LetterStyle.Plain }
                        && !(node is Scripted { Superscript: { } mark } && ReferenceEquals(mark, child))
                    )
            );
    }

    // x_i of x_i^\top, which is not x.
    private static Expression Untransposed(Scripted written) =>
        written.Subscript is null ? written.Base : written with { Superscript = null };

    private void Said(Expression name, Rank rank, string why) => _said.TryAdd(Names.Of(name), (rank, why));

    // Everything that follows from what is known by notation: from the terms of sums, both sides of equations, and products.
    private void UnifyRanks(Func<string, bool> isNumber)
    {
        if (IsTransposeLetter)
        {
            foreach (var written in _transposed)
            {
                ByCase(Alone(Untransposed(written)), "it is transposed");
                foreach (var name in Summands(Untransposed(written)))
                {
                    Note(name, "it is transposed");
                }
            }
        }

        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var known = _ranks.Count;
            // What stands behind a matrix is known before a product of both is added to something.
            foreach (var product in _formulas.SelectMany(Names.Nodes).OfType<Product>())
            {
                if (product.Factors.Count < MaximumTerms)
                {
                    BehindArray(product, isNumber);
                }
            }

            foreach (var node in _formulas.SelectMany(Names.Nodes))
            {
                switch (node)
                {
                    case Additive { Terms.Count: > 1 and < MaximumTerms } sum:
                        Agree([.. sum.Terms.Select(term => term.Term)], isNumber);
                        break;
                    case Chain { Operands.Count: < MaximumTerms } chain
                        when chain.Relations.All(relation => relation.Symbol is "=" or ":=" or "\\neq" or "\\equiv"):
                        Agree([.. chain.Operands], isNumber);
                        break;
                }
            }

            if (known == _ranks.Count)
            {
                break;
            }
        }
    }

    private void Agree(IReadOnlyList<Expression> terms, Func<string, bool> isNumber)
    {
        var ranks = terms.Select(RankOfTerm).ToList();
        if (ranks.Find(rank => rank is Rank.Vector or Rank.Matrix) is not { } array)
        {
            return;
        }

        var from = terms[ranks.IndexOf(array)];
        for (var at = 0; at < terms.Count; at++)
        {
            if (array == Rank.Vector && ranks[at] is null && MatrixTimesVector(terms[at]) is var (matrix, vector))
            {
                foreach (var (factor, rank) in new[] { (matrix, Rank.Matrix), (vector, Rank.Vector) })
                {
                    if (RankOf(factor) is null && !isNumber(Names.Of(factor)))
                    {
                        Is(factor, rank, $"'{terms[at]}' is added to, or equal to, the vector '{from}'");
                        Note(factor, $"'{terms[at]}' is added to, or equal to, the vector '{from}'");
                    }
                }
            }

            if (terms[at] is not Identifier name || !Names.IsName(name) || !IsLetter(name))
            {
                continue;
            }

            if (ranks[at] is null && !isNumber(Names.Of(name)))
            {
                Is(name, array, $"it is added to, or equal to, '{from}'");
                Note(name, $"it is added to, or equal to, '{from}'");
            }
            // XW + b adds b to each row: it says nothing against either.
            else if (ranks[at] is { } other && other != array && (array, other) is not (Rank.Matrix, Rank.Vector))
            {
                _conflicts.TryAdd(
                    Names.Of(name),
                    $"'{Names.Of(name)}' is a {Word(other)} ({RankOf(name)?.Why}), but it is added to, or equal to, "
                        + $"'{from}', which is a {Word(array)}"
                );
            }
        }
    }

    // X \theta beside a vector: a capital letter before a small one, with numbers before both.
    private (Identifier Matrix, Identifier Vector)? MatrixTimesVector(Expression term) =>
        term is Product { Factors: { Count: > 1 and < MaximumTerms } factors }
        && factors[^2] is { Value: Identifier matrix }
        && factors[^1] is { Link: "", Value: Identifier vector }
        && IsLetter(matrix)
        && IsLetter(vector)
        && IsCapital(matrix)
        && !IsCapital(vector)
        && RankOf(matrix)?.Rank is null or Rank.Matrix
        && RankOf(vector)?.Rank is null or Rank.Vector
        && factors.Take(factors.Count - 2).All(factor => factor.Link is "" && RankOfTerm(factor.Value) is Rank.Number)
            ? (matrix, vector)
            : null;

    // A x, w^\top x: a small letter that ends a product behind a matrix or a transposed vector.
    private void BehindArray(Product product, Func<string, bool> isNumber)
    {
        for (var at = 1; at < product.Factors.Count; at++)
        {
            if (
                product.Factors[at] is { Link: "", Value: Application { Argument: Delimited { Open: "(" } } value }
                && (at == product.Factors.Count - 1 || product.Factors[at + 1].Link.Length > 0)
                && (value.Head as Identifier ?? (value.Head as Scripted)?.Base)
                    is Identifier { Style: LetterStyle.Plain } letter
                && IsLetter(letter)
                && !IsCapital(letter)
                && RankOfTerm(product.Factors[at - 1].Value) is Rank.Row
            )
            {
                _vectorValued.Add(Value(value.Head));
            }

            if (
                product.Factors[at] is { Link: "", Value: var written }
                && (written as Identifier ?? (written as Scripted)?.Base)
                    is Identifier { Style: LetterStyle.Plain } name
                && IsLetter(name)
                && !IsCapital(name)
                // x^{(i)} and x_i, one of several vectors.
                && (
                    written is Identifier
                    || written is Scripted { Subscript: null, Primes: 0, Superscript: Delimited { Open: "(" } }
                    || written is Scripted one && FamilyOf(one) is not null && RankOf(name) is null
                )
                && (at == product.Factors.Count - 1 || product.Factors[at + 1].Link.Length > 0)
                && RankOfTerm(product.Factors[at - 1].Value) is Rank.Matrix or Rank.Row
                && !isNumber(Names.Of(written))
                && name.Name is not ("e" or "d")
                && Known(written) is null
            )
            {
                Is(written, Rank.Vector, $"it stands behind the array '{product.Factors[at - 1].Value}'");
                Note(written, "it stands behind a matrix or a transposed vector");
            }
        }
    }

    // The rank of a term as far as the names in it tell.
    private Rank? RankOfTerm(Expression term)
    {
        switch (term)
        {
            case Numeral:
                return Rank.Number;
            case Delimited { Open: "(" or "[", Content: not Listing and var content }:
                return RankOfTerm(content);
            case Delimited { Open: "\\|" or "\\langle" }:
                return Rank.Number;
            case Additive sum:
                return sum.Terms.Select(part => RankOfTerm(part.Term)).FirstOrDefault(rank => rank is not null);
            case Scripted { Superscript: { } mark } written
                when Names.IsTranspose(mark) && (mark is not Identifier { Name: "T" } || IsTransposeLetter):
                return RankOfTerm(Untransposed(written)) switch
                {
                    Rank.Vector => Rank.Row,
                    Rank.Row => Rank.Vector,
                    var rank => rank,
                };
            case Scripted { Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral }] }, Base: var inverted }:
                return RankOfTerm(inverted) == Rank.Matrix ? Rank.Matrix : null;
            case Identifier or Scripted:
                return RankOf(term)?.Rank;
            case Application { Head: var head, Argument: Delimited } when IsVectorValued(head):
                return Rank.Vector;
            case Product product:
            {
                Rank? value = Rank.Number;
                foreach (var factor in product.Factors)
                {
                    value =
                        factor.Link is "\\odot" or "\\circ" ? value
                        : factor.Link is "" or "\\cdot"
                            ? Times(value, RankOfTerm(factor.Value) ?? Unknown(factor.Value), factor.Link)
                        : null;
                }

                return value;
            }
            default:
                return null;
        }

        // A small letter, or an element, beside arrays is a number where nothing else is said.
        static Rank? Unknown(Expression factor) =>
            factor is Identifier { Style: LetterStyle.Plain } name && !IsCapital(name)
            || factor is Scripted { Superscript: null, Subscript: not null }
            || factor is Fraction { Numerator: Numeral, Denominator: Numeral }
                ? Rank.Number
                : null;
    }

    private static Rank? Times(Rank? left, Rank? right, string link) =>
        (left, right) switch
        {
            (Rank.Number, _) => right,
            (_, Rank.Number) => left,
            (Rank.Row, Rank.Vector) => Rank.Number,
            (Rank.Vector, Rank.Vector) when link == "\\cdot" => Rank.Number,
            (Rank.Vector, Rank.Row) => Rank.Matrix,
            (Rank.Row, Rank.Matrix) => Rank.Row,
            (Rank.Matrix, Rank.Vector) => Rank.Vector,
            (Rank.Matrix, Rank.Matrix) => Rank.Matrix,
            _ => null,
        };

    // The names that stand alone, or as terms of a sum.
    private static IEnumerable<Expression> Alone(Expression expression) =>
        expression switch
        {
            Delimited { Open: "(" or "[" or "\\|", Content: var content } => Alone(content),
            Additive sum => sum.Terms.SelectMany(term => Alone(term.Term)),
            Identifier { Style: not LetterStyle.Roman }
            or Scripted { Base: Identifier } when Names.IsName(expression) => [expression],
            _ => [],
        };

    private void ByCase(IEnumerable<Expression> names, string why)
    {
        foreach (var name in names)
        {
            var letter = (name as Scripted)?.Base as Identifier ?? name as Identifier;
            if (letter is not null && IsLetter(letter) && ByNotation(letter) is null)
            {
                Is(name, IsCapital(letter) ? Rank.Matrix : Rank.Vector, why);
            }
        }
    }

    private void Is(Expression name, Rank rank, string why)
    {
        var spelling = Names.Of(name);
        if (RankOf(name) is { } known && known.Rank != rank && !_said.ContainsKey(spelling))
        {
            _conflicts.TryAdd(
                spelling,
                $"'{spelling}' is a {Word(known.Rank)} ({known.Why}), but as a {Word(rank)} {why}: declare it"
            );
            return;
        }

        _ranks.TryAdd(spelling, (rank, why));
        if (name is Scripted scripted && FamilyOf(scripted) is { } family)
        {
            _families.TryAdd(family, (rank, why));
        }
    }

    private static string Word(Rank rank) =>
        rank switch
        {
            Rank.Number => "number",
            Rank.Vector => "vector",
            Rank.Row => "transposed vector",
            _ => "matrix",
        };
}
