// Notation -> meaning: vectors and matrices. A transpose is one, a product of matrices is one, and what has no meaning for any
// size (a determinant, an inverse) has one for sizes that are numbers, or is refused.
//
// A vector is a column; its transpose is a row, which the term does not show: the builder keeps rows apart.
using System.Numerics;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // The formula of a determinant has n! terms.
    private const int LargestDeterminant = 4;
    private const int LargestPower = 6;

    private readonly HashSet<Term> _rows = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a term is a row: a transposed vector.</summary>
    public bool IsRow(Term term) =>
        _rows.Contains(term)
        || term switch
        {
            Negate(var x) => IsRow(x),
            Divide(var x, _) => IsRow(x),
            Add(var xs) => xs.Any(IsRow),
            Multiply(var xs) => xs.Any(IsRow),
            _ => false,
        };

    private Term AsRow(Term vector)
    {
        var row = vector with { };
        _rows.Add(row);
        return row;
    }

    // x^\top: T stands for a transpose only where it is no number.
    private bool IsTransposition(Expression mark) =>
        Names.IsTranspose(mark)
        && !(
            mark is Identifier { Name: "T", Style: LetterStyle.Plain }
            && (
                _bound.ContainsKey("T")
                || scope.Declaration("T") is { Dimensions.Count: 0 }
                || scope.Definitions("T").Count > 0
                || scope.Survey.IsBound("T")
            )
        );

    private Term BuildTransposed(Expression basis)
    {
        // A^\top_{ij} is an element of the transpose.
        if (
            basis is Scripted { Base: var name, Subscript: { } subscript, Superscript: null, Primes: 0 }
            && Names.Parts(subscript) is { Count: 2 } parts
            && parts.All(Countable)
            && ArrayOf(name, 2) is { } matrix
        )
        {
            return ElementOf(Transposed(matrix, name), parts.Select(BuildIndex).ToSequence());
        }

        var value =
            basis is Identifier && ArrayOf(basis, 1) is { } array ? array
            : basis is Delimited { Open: "(" or "[", Content: not Listing and var content } ? Build(content)
            : BuildArray(basis);
        return Transposed(value, basis);
    }

    private Term? ArrayOf(Expression name, int rank) =>
        name is Identifier && (Lookup(name) ?? GuessArray(name)) is { } array && Shape(array).Count >= rank
            ? array
            : null;

    private Term Transposed(Term value, Expression written)
    {
        var shape = Shape(value);
        switch (shape.Count)
        {
            case 0 when value.FreeNames().All(name => !IsGuessed(name)):
                return value;
            case 0:
                throw new NotUnderstood(
                    $"'{Shortened(written)}' is transposed, but nothing says which size it has: declare it as a vector or matrix"
                );
            case 1 when IsRow(value):
                return EntryByEntry(shape, indices => ElementOf(value, indices));
            case 1:
                return AsRow(value);
            case 2:
                return EntryByEntry([shape[1], shape[0]], indices => ElementOf(value, [indices[1], indices[0]]));
            default:
                throw new NotUnderstood("a transpose of an array of more than two dimensions");
        }
    }

    private bool IsGuessed(string name) =>
        _variables.TryGetValue(name, out var variable) && variable.Provenance == Provenance.Guessed;

    private Term EntryByEntry(Sequence<Term> shape, Func<Sequence<Term>, Term> entry)
    {
        if (_isSpelledOut && shape.All(IsSmall))
        {
            return SpelledOut(shape, [], entry);
        }

        var indices = shape.Map(_ => Fresh("k"));
        foreach (var index in indices)
        {
            // The fresh index is bound by what is built around it.
            _bound[index] = 0;
        }

        var term = entry(indices.Map(Term (index) => new Symbol(index)));
        for (var place = shape.Count - 1; place >= 0; place--)
        {
            term = new Tabulate(indices[place], shape[place], term);
            _bound.Remove(indices[place]);
        }

        return term;
    }

    // ---- products ----

    // The product of two arrays in the order in which they stand.
    private Term ProductOf(Term left, string link, Term right)
    {
        var (first, second) = (Shape(left), Shape(right));
        if (link is "\\odot" or "\\circ")
        {
            return first.Count == second.Count && first.Count <= 2 && AreAlike(first, second)
                ? EntryByEntry(first, indices => ElementOf(left, indices) * ElementOf(right, indices))
                : throw new NotUnderstood("an elementwise product of arrays of different dimensions");
        }

        if (link is not ("" or "\\cdot"))
        {
            throw new NotUnderstood($"a product of arrays with {link}: write it with indices");
        }

        switch (first.Count, second.Count)
        {
            case (1, 1) when IsRow(left) && !IsRow(right):
            case (1, 1) when link == "\\cdot" && IsRow(left) == IsRow(right):
                Sizes.Unify(first[0], second[0]);
                return InnerProduct(left, right, second[0]);
            case (1, 1) when !IsRow(left) && IsRow(right) && link.Length == 0:
                return EntryByEntry(
                    [first[0], second[0]],
                    indices => ElementOf(left, [indices[0]]) * ElementOf(right, [indices[1]])
                );
            case (2, 1) when !IsRow(right):
                Fits(first[1], second[0]);
                return EntryByEntry(
                    [first[0]],
                    indices => Contracted(first[1], k => ElementOf(left, [indices[0], k]) * ElementOf(right, [k]))
                );
            case (1, 2) when IsRow(left):
                Fits(first[0], second[0]);
                return AsRow(
                    EntryByEntry(
                        [second[1]],
                        indices => Contracted(second[0], k => ElementOf(left, [k]) * ElementOf(right, [k, indices[0]]))
                    )
                );
            case (2, 2):
                Fits(first[1], second[0]);
                return EntryByEntry(
                    [first[0], second[1]],
                    indices =>
                        Contracted(first[1], k => ElementOf(left, [indices[0], k]) * ElementOf(right, [k, indices[1]]))
                );
            default:
                throw new NotUnderstood("a product of arrays that do not fit: write it with \\top, or with indices");
        }

        void Fits(Term columns, Term rows)
        {
            if (!columns.Equals(rows) && !Sizes.Unify(columns, rows))
            {
                throw new NotUnderstood(
                    $"a product of matrices whose sizes do not fit: {Spelled(columns)} columns, {Spelled(rows)} rows"
                );
            }
        }
    }

    private static string Spelled(Term length) =>
        length switch
        {
            Number(var value) => value.ToString()!,
            Symbol(var name) => name,
            _ => "other",
        };

    private Term Contracted(Term length, Func<Term, Term> body)
    {
        if (_isSpelledOut && IsSmall(length))
        {
            return SpelledOut([length], [], at => body(at[0])) is Listed(var terms) && terms.Count > 1
                ? new Add(terms)
                : body(Term.One);
        }

        var index = Fresh("k");
        return Bound(index, () => new Fold(FoldKind.Sum, index, new Span(1, length), null, body(new Symbol(index))));
    }

    // ---- functions of matrices ----

    private Term MatrixPower(Term matrix, Expression exponent)
    {
        if (exponent is Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: "1" } }] })
        {
            return Inverse(matrix);
        }

        if (
            exponent is not Numeral { Digits: var digits }
            || !int.TryParse(digits, out var times)
            || times is < 1 or > LargestPower
            || Square(matrix) is null
        )
        {
            throw new NotUnderstood(
                "a power of a matrix is followed for small natural exponents of square matrices only"
            );
        }

        var power = matrix;
        for (var i = 1; i < times; i++)
        {
            power = ProductOf(power, string.Empty, matrix);
        }

        return power;
    }

    // The size of a square matrix.
    private Term? Square(Term matrix) =>
        Shape(matrix) is [var rows, var columns] && (rows.Equals(columns) || Sizes.Unify(rows, columns))
            ? Sizes.Of(rows)
            : null;

    // The same sizes, or sizes that may be the same.
    private bool AreAlike(Sequence<Term> first, Sequence<Term> second) =>
        first.Zip(second).All(pair => pair.First.Equals(pair.Second) || Sizes.Unify(pair.First, pair.Second));

    private Term Trace(Expression argument)
    {
        var matrix = Build(argument);
        var size =
            Square(matrix)
            ?? throw new NotUnderstood($"the trace of '{Shortened(argument)}', which is no square matrix");
        return Contracted(size, k => ElementOf(matrix, [k, k]));
    }

    private Term DeterminantOf(Expression argument)
    {
        var matrix = Build(argument);
        return Determinant(Entries(matrix, $"the determinant of '{Shortened(argument)}'"));
    }

    private Term[][] Entries(Term matrix, string what)
    {
        var length = Square(matrix);
        if (length is not Number { Value: { IsInteger: true } size } || size < 1 || size > LargestDeterminant)
        {
            var reason =
                $"{what} has a value that could be computed only for a size that is a small number: declare a matrix 2 by 2, "
                + "say";
            if (length is Symbol(var open))
            {
                throw new NeedsSize(open, reason);
            }

            throw new NotUnderstood(
                $"{what} has a value that could be computed only for a size that is a small number: declare a matrix 2 by 2, "
                    + "say"
            );
        }

        var n = (int)size.Numerator;
        return
        [
            .. Enumerable
                .Range(1, n)
                .Select(i =>
                    Enumerable
                        .Range(1, n)
                        .Select(j => Simplifying.ElementOf(matrix, [new Number(i), new Number(j)]))
                        .ToArray()
                ),
        ];
    }

    // Along the first row.
    private static Term Determinant(Term[][] entries)
    {
        if (entries.Length == 1)
        {
            return entries[0][0];
        }

        var terms = new List<Term>();
        for (var column = 0; column < entries.Length; column++)
        {
            var term = entries[0][column] * Determinant(Minor(entries, 0, column));
            terms.Add(column % 2 == 0 ? term : new Negate(term));
        }

        return new Add(terms.ToSequence());
    }

    private static Term[][] Minor(Term[][] entries, int row, int column) =>
        [.. entries.Where((_, at) => at != row).Select(line => line.Where((_, at) => at != column).ToArray())];

    // The adjugate over the determinant.
    private Term Inverse(Term matrix)
    {
        var entries = Entries(matrix, "the inverse of a matrix");
        _isSpelledOut = true;
        var determinant = Determinant(entries);
        var n = entries.Length;
        return new Listed(
            Enumerable
                .Range(0, n)
                .Select(
                    Term (i) =>
                        new Listed(
                            Enumerable
                                .Range(0, n)
                                .Select(j =>
                                {
                                    var minor = n == 1 ? Term.One : Determinant(Minor(entries, j, i));
                                    return ((i + j) % 2 == 0 ? minor : new Negate(minor)) / determinant;
                                })
                                .ToSequence()
                        )
                )
                .ToSequence()
        );
    }

    // \begin{pmatrix} a & b \\ c & d \end{pmatrix}: one column is a vector, one row its transpose.
    private Term BuildMatrix(Matrix matrix)
    {
        if (matrix.Open is not ("(" or "[") || matrix.Lines.Any(line => line.Count != matrix.Lines[0].Count))
        {
            throw new NotUnderstood("a matrix in other fences than ( ) and [ ], or with rows of different lengths");
        }

        var rows = matrix.Lines.Map(line => line.Map(Build));
        return rows[0].Count == 1 ? new Listed(rows.Map(row => row[0]))
            : rows.Count == 1 ? AsRow(new Listed(rows[0]))
            : new Listed(rows.Map(Term (row) => new Listed(row)));
    }

    // ---- sums ----

    // A vector and its transpose, or a matrix and a number, are not added.
    private void RequireAlike(IReadOnlyList<Term> terms, IReadOnlyList<Expression> written)
    {
        var ranks = terms.Select(term => Shape(term).Count).ToList();
        if (ranks.TrueForAll(rank => rank == 0))
        {
            return;
        }

        if (ranks.Contains(2) && ranks.Exists(rank => rank != 2))
        {
            throw new NotUnderstood("a matrix is added to what is none");
        }

        var arrays = terms.Where((_, at) => ranks[at] > 0).ToList();
        for (var at = 1; at < arrays.Count; at++)
        {
            if (!AreAlike(Shape(arrays[at - 1]), Shape(arrays[at])) && arrays.Exists(IsUnsized))
            {
                throw new NotUnderstood("a sum of arrays whose sizes do not fit");
            }
        }

        if (ranks.Contains(0) && arrays.Exists(IsUnsized))
        {
            var number = written[ranks.IndexOf(0)];
            var array = written[ranks.FindIndex(rank => rank > 0)];
            throw new NotUnderstood(
                $"'{Shortened(number)}' is added to '{Shortened(array)}', which its notation shows to be an array: declare both"
            );
        }

        var vectors = terms.Where((_, at) => ranks[at] == 1).ToList();
        if (vectors.Exists(IsRow) && !vectors.TrueForAll(IsRow))
        {
            throw new NotUnderstood("a vector is added to a transposed one");
        }

        for (var at = 0; at < terms.Count; at++)
        {
            if (ranks[at] == 0 && terms[at] is Symbol(var name) && IsGuessed(name))
            {
                throw new NotUnderstood(
                    $"nothing says whether '{Shortened(written[at])}' is a number or a vector: declare it"
                );
            }
        }
    }

    /// <summary>A vector is not its transpose, and matrices have no order that is said.</summary>
    /// <exception cref="NotUnderstood">The two sides are not comparable.</exception>
    public void RequireComparable(Term left, Relation relation, Term right)
    {
        var (first, second) = (Shape(left).Count, Shape(right).Count);
        if (Math.Max(first, second) == 2 && relation is not (Relation.Equal or Relation.NotEqual))
        {
            throw new NotUnderstood(
                "an inequality between matrices: say whether it holds for the entries, or for the forms"
            );
        }

        if (first > 0 && second > 0)
        {
            if (first != second)
            {
                throw new NotUnderstood("a vector is compared with a matrix");
            }

            AreAlike(Shape(left), Shape(right));
        }
        else if (
            first + second > 0
            && (first == 0 ? left : right) is not Number { Value.Sign: 0 }
            && IsUnsized(first > 0 ? left : right)
        )
        {
            throw new NotUnderstood("an array is compared with a number: declare both");
        }

        if (first == 1 && second == 1 && IsRow(left) != IsRow(right) && !HasDerivative(left) && !HasDerivative(right))
        {
            throw new NotUnderstood("a vector is compared with a transposed one");
        }
    }

    // How a gradient is laid out is a convention of its own.
    private static bool HasDerivative(Term term) =>
        term is Derivative or Gradient or Hessian || term.Children().Any(HasDerivative);

    // What functions of a matrix mean is not what they mean of its entries.
    private Term NoMatrix(Term argument, string function) =>
        Shape(argument).Count < 2
            ? argument
            : throw new NotUnderstood($"{function} of a matrix: write it with indices where it goes entry by entry");

    private Term Divisor(Term divisor) =>
        Shape(divisor).Count == 0 ? divisor : throw new NotUnderstood("a quotient by an array: write it with indices");

    // Capital letters beside arrays may be matrices, too.
    private void RequireNumber(Term factor, Expression written)
    {
        if (
            factor is Symbol(var name)
            && IsGuessed(name)
            && written is Identifier { Name: [>= 'A' and <= 'Z'] } or Identifier { Style: LetterStyle.Bold }
        )
        {
            throw new NotUnderstood(
                $"nothing says whether '{Shortened(written)}' is a number, a vector or a matrix: declare it"
            );
        }
    }
}
