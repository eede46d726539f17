// Notation -> meaning: arrays of which nothing states a size. Their rank is what the document's notation says (Kinds), their
// sizes are what the claim's own products, sums and equations leave open (Sizes); all of it is a guess.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    /// <summary>The lengths that the claim leaves open.</summary>
    public Sizes Sizes { get; set; } = new();

    /// <summary>Whether derivatives that can be laid out in two ways are laid out as the document does not.</summary>
    public bool HasOtherLayout { get; init; }

    /// <summary>Whether something in the claim is laid out in one of two ways.</summary>
    public bool HasLayouts { get; private set; }

    /// <summary>Whether a number is derived by a vector: a column, or a row.</summary>
    public bool HasSlopes { get; private set; }

    private readonly HashSet<string> _unsized = new(StringComparer.Ordinal);

    // A name that the notation shows to be an array; null where nothing says of which rank.
    private Symbol? GuessArray(Expression expression)
    {
        if (scope.Kinds.Conflict(expression) is { } conflict)
        {
            throw new NotUnderstood(conflict);
        }

        var plain = Names.Plain(expression);
        switch (scope.Kinds.RankOf(expression)?.Rank)
        {
            case Rank.Vector when expression is Identifier && scope.Survey.Indices(Names.Of(plain)) == 1:
                var vector = GuessFamily(plain, 1);
                _unsized.Add(vector.Name);
                return vector;
            case Rank.Vector:
                return Unsized(Names.Of(expression), 1);
            case Rank.Matrix:
                return Unsized(Names.Of(expression), 2);
            default:
                return null;
        }
    }

    private Symbol Unsized(string name, int rank)
    {
        var axes = Axes(name, rank);
        foreach (var axis in axes)
        {
            NoteLength(axis);
        }

        // "For matrices $A$ and $B$": of any size, if not of the least ones.
        var isSaid =
            scope.Kinds.IsSaidPlainly(FormulaParser.Parse(name).Body)
            && axes.All(axis => axis is not Number(var size) || size >= Lengths.Plausible);
        _variables[name] = new Variable(name, axes, Domain.Real, isSaid ? Provenance.Text : Provenance.Guessed);
        _unsized.Add(name);
        return new Symbol(name);
    }

    private Sequence<Term> Axes(string name, int rank) =>
        rank == 1 ? [Sizes.Free($"\\dim {name}")] : [Sizes.Free($"\\rows {name}"), Sizes.Free($"\\columns {name}")];

    // \boldsymbol{x}_n with an index that runs: a vector for each, rows of a table; null where it is no such family.
    private Term? VectorOfFamily(Scripted scripted, Expression family, IReadOnlyList<Expression> indices)
    {
        if (
            indices is not [var index]
            || scope.Kinds.RankOf(scripted)?.Rank != Rank.Vector
            || Names.Plain(scripted.Base) == scripted.Base && !scope.Kinds.IsRankedFamily(scripted)
            || scope.Survey.Indices(Names.Of(family)) != 1 && !_bound.ContainsKey(Names.Of(index))
        )
        {
            return null;
        }

        return RowOf(Names.Twin(family), family, index);
    }

    // One of several vectors of which nothing says how many or how long they are.
    private Term RowOf(Expression table, Expression family, Expression index)
    {
        var name = Names.Of(table);
        if (!_variables.ContainsKey(name))
        {
            var rows = LengthOf(Names.Of(family), 0, _bound.ContainsKey(Names.Of(index)) ? Names.Of(index) : null);
            var length = Sizes.Free($"\\dim {Names.Of(family)}");
            NoteLength(length);
            _variables[name] = new Variable(name, [rows, length], Domain.Real, Provenance.Guessed);
            _unsized.Add(name);
        }

        return ElementOf(new Symbol(name), [BuildIndex(index)]);
    }

    // x_n \in \mathbb{R}^D where n runs: the text says it of each of them.
    private Term? OfEach(Expression name, Declared declared)
    {
        if (
            declared is { Provenance: Provenance.Declared } or { Dimensions.Count: > 1 }
            || declared.Domain is not RealInterval
            || name
                is not Scripted { Base: Identifier, Subscript: Identifier index, Superscript: null, Primes: 0 } scripted
            || declared.Name != Names.Of(name)
            || !Names.CanCount(index)
            || !_bound.ContainsKey(Names.Of(index)) && scope.Survey.Bound(Names.Of(index)) is null
        )
        {
            return null;
        }

        var family = Names.Family(scripted, [], 1);
        var each = Names.Of(Names.Twin(family));
        if (!_variables.ContainsKey(each))
        {
            var count = LengthOf(Names.Of(family), 0, Names.Of(index));
            foreach (var length in declared.Dimensions)
            {
                NoteLength(length);
            }

            _variables[each] = new Variable(
                each,
                [count, .. declared.Dimensions.Map(Sizes.Of)],
                declared.Domain,
                declared.Provenance
            )
            {
                DependsOn = declared.DependsOn,
            };
        }

        return ElementOf(new Symbol(each), [BuildIndex(index)]);
    }

    // \boldsymbol{\mu}_k where \mu_k is something else: a vector for each, and no entry of \boldsymbol{\mu}.
    private bool IsBesidePlain(Scripted scripted, Expression family, int count) =>
        Names.Plain(scripted.Base) is var plain
        && plain != scripted.Base
        && scope.Kinds.RankOf(scripted)?.Rank == Rank.Vector
        && scope.Declaration(Names.Of(family)) is null
        && Definition(Names.Of(family)) is null
        && scope.Survey.Indices(Names.Of(Names.Plain(family))) == count
        && scope.Survey.Indices(Names.Of(family)) == count;

    // A_{ij} where A is a matrix.
    private Term? EntryOfMatrix(Scripted scripted, IReadOnlyList<Expression> indices)
    {
        Expression whole = scripted with { Subscript = null } is { Superscript: null, Primes: 0 } bare
            ? bare.Base
            : scripted with
            {
                Subscript = null,
            };
        return
            indices.Count == 2
            && scope.Kinds.RankOf(whole)?.Rank == Rank.Matrix
            && (Lookup(whole) ?? GuessArray(whole)) is { } matrix
            && Shape(matrix).Count == 2
            ? ElementOf(matrix, indices.Select(BuildIndex).ToSequence())
            : null;
    }

    /// <summary>Whether a term can have the shape that a space says; null where it has another rank.</summary>
    public bool? HasShape(Term term, Sequence<Term> axes)
    {
        var shape = Shape(term);
        foreach (var axis in axes)
        {
            NoteLength(axis);
        }

        return shape.Count == axes.Count && AreAlike(shape, axes) ? true
            : shape.Count == axes.Count ? false
            : null;
    }

    // ---- ones and identities: of the size that fits ----

    // \boldsymbol{1}, \mathbf{I}, I_n: what they are where nothing else defines them is a convention, and so a guess.
    private Term? ConventionalArray(Expression expression)
    {
        var letter = expression as Identifier ?? (expression as Scripted)?.Base as Identifier;
        var subscript = (expression as Scripted)?.Subscript;
        if (letter is null || expression is Scripted { Superscript: not null } or Scripted { Primes: > 0 })
        {
            return null;
        }

        var length = subscript switch
        {
            null => Sizes.Free($"\\dim {Names.Of(letter)}@{expression.Span.Start}.{_ordinal}"),
            Numeral { Digits: var digits } when int.TryParse(digits, out var number) && number is > 0 and < 100 =>
                new Number(number),
            Identifier name when Names.IsName(name) && !_bound.ContainsKey(Names.Of(name)) => Sizes.Of(
                new Symbol(Names.Of(name))
            ),
            _ => null,
        };
        switch (letter)
        {
            case { Name: "0", Style: LetterStyle.Bold, Accents.Count: 0 }:
                return Term.Zero;
            case { Name: "1", Style: LetterStyle.Bold, Accents.Count: 0 } when length is not null:
                return Conventional(expression, EntryByEntry(Noted(length), _ => Term.One));
            case { Name: "I", Accents.Count: 0 }
                when length is not null
                    && (
                        letter.Style is LetterStyle.Bold or LetterStyle.Blackboard
                        || letter.Style == LetterStyle.Plain && (subscript is not null || _besideMatrix > 0)
                    )
                    && (subscript is null || subscript is Numeral || IsSize(subscript)):
                return Conventional(
                    expression,
                    EntryByEntry(
                        [.. Noted(length), length],
                        at => new Piecewise(
                            [new Branch(new Compare(at[0], Relation.Equal, at[1]), Term.One)],
                            Term.Zero
                        )
                    )
                );
            default:
                return null;
        }

        Sequence<Term> Noted(Term size)
        {
            NoteLength(size);
            return [size];
        }
    }

    // n of I_n counts; I_{t} of a number at each time does not.
    private bool IsSize(Expression subscript) =>
        subscript is Identifier { Name: "n" or "N" or "d" or "D" or "p" or "P" or "K" or "m" or "M" } name
        && !_bound.ContainsKey(Names.Of(name));

    private Symbol Conventional(Expression written, Term value)
    {
        var name = $"{Names.Of(written)}@{written.Span.Start}.{_ordinal}";
        return _definitions.ContainsKey(name)
            ? new Symbol(name)
            : Defined(new Definition(name, [], value, Provenance.Guessed));
    }

    // While what is built stands beside a matrix: there I is the identity.
    private int _besideMatrix;

    /// <summary>Whether an expression has a matrix among its names.</summary>
    public bool HasMatrix(Expression expression) =>
        Names
            .Nodes(expression)
            .Any(node =>
                node is Identifier or Scripted
                && (
                    scope.Kinds.RankOf(node)?.Rank == Rank.Matrix
                    || scope.Declaration(Names.Of(node)) is { Dimensions.Count: 2 }
                )
            );

    /// <summary>Builds the sides of a claim that has matrices.</summary>
    public void BesideMatrix() => _besideMatrix++;

    // ---- small matrices, entry by entry ----

    // An inverse has a formula for each entry: what it is multiplied with is spelled out, too.
    private bool _isSpelledOut;

    private static bool IsSmall(Term length) =>
        length is Number { Value: { IsInteger: true } value } && value >= 1 && value <= LargestDeterminant;

    private static Term SpelledOut(Sequence<Term> shape, Sequence<Term> at, Func<Sequence<Term>, Term> entry) =>
        at.Count == shape.Count
            ? entry(at)
            : new Listed(
                Enumerable
                    .Range(1, (int)((Number)shape[at.Count]).Value.Numerator)
                    .Select(index => SpelledOut(shape, [.. at, new Number(index)], entry))
                    .ToSequence()
            );

    // ---- sums of arrays, derivatives by arrays ----

    // A sum of vectors or matrices: one for each entry.
    private Term Summed(FoldKind kind, string index, IndexRange over, Condition? where, Term body)
    {
        var shape = Shape(body);
        if (shape.Count == 0)
        {
            return new Fold(kind, index, over, where, body);
        }

        if (kind != FoldKind.Sum)
        {
            throw new NotUnderstood("an operator over arrays that is no sum: write it with indices");
        }

        var sum = EntryByEntry(shape, at => new Fold(kind, index, over, where, ElementOf(body, at)));
        return IsRow(body) ? AsRow(sum) : sum;
    }

    // \nabla_x x^\top A x: the derivative of the form, never of the transposed vector that it begins with; null where no
    // derivative stands so.
    private static Expression? OfWholeForm(Product product)
    {
        for (var at = 0; at < product.Factors.Count - 1; at++)
        {
            var (head, argument) = product.Factors[at].Value switch
            {
                Application { Argument: Scripted { Superscript: { } mark } transposed } application
                    when Names.IsTranspose(mark) => (application.Head, (Expression?)transposed),
                Application
                {
                    Argument: Product { Factors: [{ Value: Scripted { Superscript: { } mark } }, ..] } begun
                } application when Names.IsTranspose(mark) => (application.Head, begun),
                Scripted { Base: Application application, Superscript: { } mark } scripted
                    when Names.IsTranspose(mark) => (application.Head, scripted with { Base = application.Argument }),
                _ => (null!, null),
            };
            if (
                argument is not null
                && head
                    is DerivativeQuotient { Operand: null }
                        or Identifier { Name: "\\nabla" }
                        or Scripted { Base: Identifier { Name: "\\nabla" } }
            )
            {
                var form = new Product([
                    .. argument is Product inner ? inner.Factors : [new Factor(string.Empty, argument)],
                    .. product.Factors.Skip(at + 1),
                ]);
                Factor derivative = new(product.Factors[at].Link, new Application(head, form));
                return at == 0 ? derivative.Value : new Product([.. product.Factors.Take(at), derivative]);
            }
        }

        return null;
    }

    // The derivative of a term by a number, a vector or a matrix.
    private Term Derived(Term body, Term by, bool isGradient = false)
    {
        var (value, parameter) = (Shape(body), Shape(by));
        switch (value.Count, parameter.Count)
        {
            case (_, 0):
                return new Derivative(body, by);
            case (0, 1):
                HasSlopes = true;
                return ByEach(body, by, parameter);
            // \nabla_X f has the shape of X, and so has what (\partial f/\partial X)_{ij} = \partial f/\partial X_{ij} is said of.
            case (0, 2)
                when scope.Layout is Prose.Layout.Unsaid or Prose.Layout.Jacobian
                    && (isGradient || scope.HasShapedGradients):
                return ByEach(body, by, parameter);
            case (0, 2):
                HasLayouts = true;
                return scope.Layout == Prose.Layout.Numerator == HasOtherLayout
                    ? ByEach(body, by, parameter)
                    : EntryByEntry(
                        [parameter[1], parameter[0]],
                        at => new Derivative(body, Simplifying.ElementOf(by, [at[1], at[0]]))
                    );
            case (1, 1) when IsRow(body) && body is Symbol:
                // \nabla_x x^\top A x: never of its first factor alone.
                throw new NotUnderstood("a derivative of a transposed vector: write it with indices");
            case (1, 1):
                HasLayouts = true;
                return scope.Layout == Prose.Layout.Denominator == HasOtherLayout
                    ? EntryByEntry(
                        [value[0], parameter[0]],
                        at => new Derivative(ElementOf(body, [at[0]]), Simplifying.ElementOf(by, [at[1]]))
                    )
                    : EntryByEntry(
                        [parameter[0], value[0]],
                        at => new Derivative(ElementOf(body, [at[1]]), Simplifying.ElementOf(by, [at[0]]))
                    );
            default:
                throw new NotUnderstood("a derivative with more than two indices: write it with indices");
        }
    }

    private Term ByEach(Term body, Term by, Sequence<Term> shape) =>
        by is Symbol(var name)
            ? new Gradient(body, name)
            : EntryByEntry(shape, at => new Derivative(body, Simplifying.ElementOf(by, at)));

    // Whether an array in the term is one by its notation only.
    private bool IsUnsized(Term term) => term.FreeNames().Any(name => _unsized.Contains(name));

    // A declared array in a reading that is about one size: one of those declared where its length is declared, too.
    private Variable OfThisSize(Variable variable)
    {
        var axes = variable.Dimensions.Map(Sizes.Of);
        return axes.Equals(variable.Dimensions)
            ? variable
            : variable with
            {
                Dimensions = axes,
                Provenance = variable
                    .Dimensions.Zip(axes)
                    .All(axis =>
                        axis.First.Equals(axis.Second)
                        || IsDeclaredLength(axis.First)
                        || axis is (Symbol(var open), Number(var size))
                            && scope.Declaration(open) is null
                            && size >= Lengths.Plausible
                    )
                    ? variable.Provenance
                    : Provenance.Guessed,
            };
    }

    private bool IsDeclaredLength(Term length) =>
        length is Symbol(var name)
        && scope.Declaration(name) is { Provenance: Provenance.Declared, Dimensions.Count: 0, Domain: Integers };
}
