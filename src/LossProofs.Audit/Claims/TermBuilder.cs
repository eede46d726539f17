// Notation -> meaning: an expression becomes a term over the variables and definitions that it uses.
//
// Names are looked up as they are written: first indices that a sum binds, then bindings and the text, then the document's
// definitions (the version in force at the equation), then the field's conventions, and what is left is guessed. Whatever
// has no meaning that could be computed is refused with a reason.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

/// <summary>Builds the terms of one claim and collects the context that they need.</summary>
internal sealed partial class TermBuilder(Scope scope, int ordinal, IReadOnlyDictionary<string, NameDefinition> chosen)
{
    private const string DefaultLength = "n";
    private const int MaximumDefinitions = 200;

    // Definitions of definitions: the stack holds this many formulas of the parser's depth.
    private const int MaximumNesting = 24;

    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Definition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Term> _abbreviated = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);
    private readonly HashSet<string> _freeIndices = new(StringComparer.Ordinal);
    private readonly List<(string Name, NameDefinition Chosen)> _versions = [];

    // The letters of the definitions used, and the displays that these are.
    private readonly SortedSet<string> _letters = new(StringComparer.Ordinal);
    private readonly HashSet<int> _defining = [];

    // Names that an enclosing sum, limit or definition binds, with their number of dimensions.
    private readonly Dictionary<string, int> _bound = new(StringComparer.Ordinal);
    private readonly int _claim = ordinal;
    private int _ordinal = ordinal;
    private int _fresh;
    private int _nesting;
    private readonly Dictionary<string, Sequence<Term>> _shapes = new(StringComparer.Ordinal);

    /// <summary>Variables and definitions that the terms built so far need.</summary>
    public Context Context(IEnumerable<Hypothesis> hypotheses) =>
        new(_variables.Values.ToSequence(), _definitions.Values.ToSequence(), hypotheses.ToSequence())
        {
            Letters = _letters.ToSequence(),
        };

    /// <summary>The displays whose definitions were used.</summary>
    public IReadOnlySet<int> Defining => _defining;

    /// <summary>Names that have several definitions, with the one taken.</summary>
    public IReadOnlyList<(string Name, NameDefinition Chosen)> Versions => _versions;

    /// <summary>Indices that stand free: the claim is made for each of their values.</summary>
    public IReadOnlyCollection<string> FreeIndices => _freeIndices;

    /// <summary>What a free index runs over.</summary>
    public Span RangeOf(string index) => new(1, ((Integers)_variables[index].Domain).Upper!);

    /// <summary>Whether a definition was used.</summary>
    public bool UsesDefinitions => _definitions.Count > 0 || _abbreviated.Count > 0;

    /// <summary>Whether conditions are declared for the equation, so that a point that it names in words is theirs.</summary>
    public bool AtSolution { get; init; }

    /// <summary>What integrals without bounds are taken over, where that is declared for the equation.</summary>
    public RealInterval? IntegralRange { get; init; }

    /// <summary>Whether a name stands for something else than it did where a later definition is not understood.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Pairs of free indices with one range that the claim could mean to differ.</summary>
    public IEnumerable<(string First, string Second)> IndexPairs() =>
        from first in _freeIndices
        from second in _freeIndices
        where
            string.CompareOrdinal(first, second) < 0
            && _variables[first].Domain is Integers one
            && _variables[second].Domain is Integers other
            && one == other
        select (first, second);

    /// <summary>Whether a name is a free quantity: declared or guessed, not defined.</summary>
    public bool IsFree(Expression name)
    {
        if (!Names.IsName(name))
        {
            return false;
        }

        return Definition(Names.Of(name)) is null
            && Definition(Names.Of(Names.Plain(name))) is null
            && (
                !Scope.Family(name, out var family, out var indices)
                || Definition(family) is not { } definition
                || definition.Parameters.Count != indices.Count
            );
    }

    /// <summary>Whether a name was taken as a later formula defines it.</summary>
    public bool RestsOnLater { get; private set; }

    /// <summary>Whether the claim has the name, or a family whose element it is.</summary>
    public bool Knows(Expression name) =>
        IsVariable(scope.Resolve(Names.Of(name)))
        || IsVariable(Names.Of(Names.Plain(name)))
        || (Scope.Family(name, out var family, out _) && IsVariable(family))
        || (
            name is Scripted { Subscript: { } } scripted
            && (
                IsVariable(Names.Of(scripted.Base))
                || IsVariable(Names.Of(new Scripted(scripted.Base, new Placeholder(), null, 0)))
            )
        );

    private bool IsVariable(string name) => _variables.ContainsKey(name) || _definitions.ContainsKey(name);

    /// <summary>Gives a variable that was guessed the domain that the text states.</summary>
    public void Restrict(string name, Domain domain, Provenance provenance)
    {
        if (
            _variables.TryGetValue(name, out var variable)
            && variable.Provenance == Provenance.Guessed
            && variable.Domain == Domain.Real
        )
        {
            _variables[name] = variable with { Domain = domain, Provenance = provenance };
        }
    }

    /// <summary>The same for a guessed family of one index, whichever name it was given.</summary>
    public bool RestrictFamily(string family, Domain domain, Provenance provenance)
    {
        foreach (
            var name in _variables
                .Values.Where(v => v is { Dimensions.Count: 1, Provenance: Provenance.Guessed })
                .Select(v => v.Name)
                .ToList()
        )
        {
            if (name == family || name == family + "_{{\\cdot}}" || name == family + "_{\\cdot}")
            {
                Restrict(name, domain, provenance);
                return true;
            }
        }

        return false;
    }

    /// <summary>The meaning of an expression.</summary>
    /// <exception cref="NotUnderstood">It has none that could be computed.</exception>
    public Term Build(Expression expression) =>
        Guessing is null ? Understand(expression) : UnderstandOrGuess(expression);

    private Term Understand(Expression expression)
    {
        switch (expression)
        {
            case Numeral numeral:
            {
                var dot = numeral.Digits.IndexOf('.', StringComparison.Ordinal);
                return new Number(Value(numeral.Digits)) { Decimals = dot < 0 ? 0 : numeral.Digits.Length - dot - 1 };
            }
            case Identifier or Scripted or Accented:
                return Drawn(BuildName(expression));
            case Fraction fraction:
                return new Divide(Build(fraction.Numerator), Divisor(Build(fraction.Denominator)));
            case Quotient quotient:
                return new Divide(Build(quotient.Numerator), Divisor(Build(quotient.Denominator)));
            case Binomial binomial:
                var (n, k) = (Build(binomial.Upper), Build(binomial.Lower));
                return Factorial(n) / (Factorial(k) * Factorial(n - k));
            case Radical { Index: null } radical:
                return new Apply(Function.Sqrt, [Build(radical.Radicand)]);
            case Radical { Index: Numeral { Digits: [.., '1' or '3' or '5' or '7' or '9'] digits } } radical
                when !digits.Contains('.', StringComparison.Ordinal) && !digits.Contains(',', StringComparison.Ordinal):
                // Odd roots are real everywhere.
                return OddRoot(Build(radical.Radicand), new Number(Value(digits)));
            case Radical { Index: { } index } radical:
                return new Power(Build(radical.Radicand), Term.One / Build(index));
            case Delimited delimited:
                return BuildFenced(delimited, null);
            case Additive
            or Product
                when Names.Children(expression).Any(child => child is Ellipsis)
                    && Continued.Expand(expression) is BigOperator continued:
                return Build(continued);
            case Additive additive:
                return BuildSum(additive);
            case Product product:
                return BuildProduct(product);
            case Application application:
                return BuildApplication(application);
            case BigOperator big:
                return BuildOperator(big);
            case DerivativeQuotient { Operand: { } operand } derivative:
                return BuildDerivative(derivative, operand);
            case Cases cases:
                return BuildCases(cases);
            case Matrix matrix:
                return BuildMatrix(matrix);
            case Constructed constructed:
                return Build(
                    constructed.Kind.Meaning(constructed.Parts) ?? throw new NotUnderstood(constructed.Kind.Reason)
                );
            case Annotated annotated:
                return annotated.Note is { } note && IsStop(note)
                    ? new Apply(Function.StopGradient, [Build(annotated.Base)])
                    : Build(annotated.Base);
            case EvaluatedAt evaluated:
                return BuildEvaluation(evaluated);
            case Postfix { Sign: "!" } postfix:
                return Factorial(Build(postfix.Operand));
            case Postfix { Sign: "\\%" } postfix:
                return Build(postfix.Operand) / 100;
            case Ellipsis:
                throw new NotUnderstood("it has dots that stand for terms which are not written");
            case Missing:
                throw new NotUnderstood("a side is missing: write what the formula goes on from");
            case TextRun run:
                throw new NotUnderstood($"words stand in the place of a term: '{run.Text}'");
            default:
                throw new NotUnderstood($"'{Shortened(expression)}' has no value that could be computed");
        }
    }

    private static Term OddRoot(Term radicand, Term index) =>
        new Multiply([
            new Apply(Function.Sign, [radicand]),
            new Power(new Apply(Function.Abs, [radicand]), Term.One / index),
        ]);

    private static string Shortened(Expression expression)
    {
        var text = expression.ToString();
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private static Rational Value(string digits)
    {
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = BigInteger.Parse(
            digits.Replace(".", string.Empty, StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );
        return dot < 0 ? whole : new Rational(whole, BigInteger.Pow(10, digits.Length - dot - 1));
    }

    private static Term Factorial(Term term) => new Apply(Function.Factorial, [term]);

    private static bool IsStop(Expression note) =>
        note is Identifier { Style: LetterStyle.Roman } word
        && word
            .Name.Replace("_", string.Empty, StringComparison.Ordinal)
            .Replace("-", string.Empty, StringComparison.Ordinal)
            .ToLowerInvariant()
            is "stopgrad"
                or "stopgradient"
                or "sg"
                or "detach"
                or "nograd";

    // ---- names ----

    /// <summary>A real number of its own that no formula names.</summary>
    public string Auxiliary(string letter)
    {
        var name = Fresh(letter);
        _variables[name] = new Variable(name, [], Domain.Real, Provenance.BuiltIn);
        return name;
    }

    private string Fresh(string letter) => $"{letter}_{{\\ast{new string('\'', _fresh++ % 7)}{_fresh}}}";

    private Term BuildScripted(Scripted scripted)
    {
        if (
            scripted.Base is Identifier { Name: "e", Style: LetterStyle.Plain or LetterStyle.Roman, Accents.Count: 0 }
            && Lookup(scripted.Base) is null
            && scripted is { Subscript: null, Primes: 0, Superscript: { } exponent }
        )
        {
            return Term.Exp(NoMatrix(Build(exponent), "an exponential"));
        }

        // \left[ x^2 \right]_0^3.
        if (
            scripted
                is {
                    Base: Delimited { Open: "[" or "(", Content: not (Listing or Missing) and var antiderivative },
                    Subscript: { } from,
                    Superscript: { } to,
                    Primes: 0
                }
            && Between(antiderivative, from, to) is { } difference
        )
        {
            return difference;
        }

        // A power of what stands without it.
        if (scripted.Superscript is { } power && !Names.IsLabel(power))
        {
            var bare = scripted with { Superscript = null };
            Expression basis = bare is { Subscript: null, Primes: 0 } ? bare.Base : bare;
            if (IsTransposition(power))
            {
                // Only a whole vector is transposed.
                return Undrawn(() => BuildTransposed(basis));
            }

            // A^{-1}_{ij} is an element of the inverse, never the inverse of an element.
            if (
                power is Additive { Terms: [{ Sign: "-" }] }
                && basis is Scripted { Base: var matrix, Subscript: { } place, Superscript: null, Primes: 0 }
                && Names.Parts(place).Count == 2
                && ArrayOf(matrix, 2) is { } whole
            )
            {
                return ElementOf(MatrixPower(whole, power), Names.Parts(place).Select(BuildIndex).ToSequence());
            }

            return PowerOf(Build(basis), power);
        }

        // \mathbb{1}_{x > 0}, \boldsymbol{1}_{\{x > 0\}}.
        if (
            scripted
                is {
                    Base: Identifier { Name: "1" or "I", Style: LetterStyle.Blackboard or LetterStyle.Bold }
                        or Numeral { Digits: "1" },
                    Subscript: { } event_,
                    Superscript: null,
                    Primes: 0
                }
            && (event_ is Delimited { Content: var held } ? held : event_) is Chain or Connected or Listing
        )
        {
            var holds = event_ is Delimited { Content: var inside } ? inside : event_;
            return new Piecewise([new Branch(BuildCondition(holds), Term.One)], Term.Zero);
        }

        switch (scripted.Base)
        {
            case Delimited delimited when scripted.Primes == 0 && scripted.Superscript is null:
                return scripted.Subscript is { } sub && IsStop(sub)
                    ? new Apply(Function.StopGradient, [Build(delimited)])
                    : BuildFenced(delimited, scripted.Subscript);
            case Application application when scripted is { Subscript: { } place, Superscript: null, Primes: 0 }:
                return IsStop(place)
                    ? new Apply(Function.StopGradient, [Build(application)])
                    : ElementOf(Build(application), Names.Parts(place).Select(BuildIndex).ToSequence());
            case Identifier:
                return BuildIndexed(scripted);
            case Missing:
                throw new NotUnderstood("a script stands without a base");
            default:
                return scripted is { Subscript: { } indices, Superscript: null, Primes: 0 }
                    ? ElementOf(Build(scripted.Base), Names.Parts(indices).Select(BuildIndex).ToSequence())
                    : throw new NotUnderstood($"the scripts of '{Shortened(scripted)}' are not understood");
        }
    }

    private Term PowerOf(Term basis, Expression exponent)
    {
        if (Shape(basis).Count == 2)
        {
            return MatrixPower(basis, exponent);
        }

        if (Shape(basis).Count > 0)
        {
            throw new NotUnderstood("a power of an array is not followed");
        }

        // \|x\|^2 is a sum of squares, which has a slope at 0, too.
        return
            exponent is Numeral { Digits: "2" } && basis is Apply(Function.Sqrt, [var squares]) && IsOfSquares(squares)
            ? squares
            : new Power(basis, Build(exponent));
    }

    private static bool IsOfSquares(Term term) =>
        term is Fold(FoldKind.Sum, _, _, null, var body)
        && (body is Power(_, Number(var two)) && two == 2 || IsOfSquares(body));

    // A name with a subscript that no declaration spells out: an element of a family, or a name of its own.
    private Term BuildIndexed(Scripted scripted)
    {
        if ((Names.Sampled(scripted) ?? OfKnownSamples(scripted)) is { } sampled)
        {
            return OfSample(scripted, sampled);
        }

        if (scripted.Subscript is null)
        {
            return Guess(scripted, 0);
        }

        var parts = Names.Parts(scripted.Subscript);
        if (
            scripted.Subscript is Identifier { Name: "\\max" or "\\min" } extreme
            && Extreme(scripted, extreme.Name) is { } value
        )
        {
            return value;
        }

        if (scripted.Base is Identifier { Name: "\\delta" } && parts.Count == 2 && parts.All(Names.CanCount))
        {
            var condition = new Compare(BuildIndex(parts[0]), Relation.Equal, BuildIndex(parts[1]));
            return new Piecewise([new Branch(condition, Term.One)], Term.Zero);
        }

        if (ConventionalArray(scripted) is { } conventional)
        {
            return conventional;
        }

        // Words in the subscript belong to the name, the rest counts.
        var words = parts.Where(part => !Countable(part)).ToList();
        var indices = parts.Where(Countable).ToList();
        if (indices.Count == 0)
        {
            return Guess(scripted, 0);
        }

        // The family of so many indices, or an array declared under its letter.
        var family = Names.Family(scripted, words, indices.Count);
        var letter = Names.Family(scripted, words, 1);
        foreach (var candidate in indices.Count == 1 ? new[] { Names.Twin(letter), letter } : [family, letter])
        {
            if (
                !IsBesidePlain(scripted, family, indices.Count)
                && Lookup(candidate) is { } array
                && (_bound.GetValueOrDefault(Names.Of(candidate)) > 0 || Shape(array).Count >= indices.Count)
            )
            {
                return ElementOf(array, indices.Select(BuildIndex).ToSequence());
            }
        }

        if ((VectorOfFamily(scripted, family, indices) ?? EntryOfMatrix(scripted, indices)) is { } known)
        {
            return known;
        }

        return scope.Survey.Indices(Names.Of(family)) == indices.Count
            ? ElementOf(
                GuessFamily(family, indices.Count),
                indices.Select((index, place) => BuildPlace(Names.Of(family), place, index)).ToSequence()
            )
            : Guess(scripted, 0);
    }

    private readonly HashSet<string> _renumbered = new(StringComparer.Ordinal);

    /// <summary>Indices that no sum binds, of families that count from 0: what they name, their numbers being others.</summary>
    public IReadOnlyCollection<string> Renumbered => _renumbered;

    // Families that sums count from 0: w_0 is their first value.
    private Term BuildPlace(string family, int place, Expression index)
    {
        if (scope.Survey.CountFromZero(family, place) is null)
        {
            return BuildIndex(index);
        }

        if (index is not Numeral && Names.IsName(index) && !_bound.ContainsKey(Names.Of(index)))
        {
            _renumbered.Add(Names.Of(index));
            return BuildIndex(index);
        }

        return BuildIndex(index) switch
        {
            Number(var value) => new Number(value + 1),
            var number => number + 1,
        };
    }

    // A family that nothing is said about; its letter alone may be a number.
    private Symbol GuessFamily(Expression family, int rank)
    {
        if (rank != 1)
        {
            return Guess(family, rank);
        }

        return Guess(Names.Twin(family), 1, Names.Of(family));
    }

    /// <summary>Where an array is expected, a letter alone stands for its family.</summary>
    private Term BuildArray(Expression expression)
    {
        return expression is Identifier or Scripted or Accented
            ? Undrawn(() => BuildWhole(expression))
            : BuildWhole(expression);
    }

    private Term BuildWhole(Expression expression)
    {
        var plain = Names.Plain(expression);
        if (plain is Identifier or Scripted && Lookup(Names.Twin(plain)) is { } twin)
        {
            return twin;
        }

        return
            expression is Identifier or Scripted
            && Lookup(expression) is null
            && (plain == expression || Lookup(plain) is null)
            && scope.Survey.Indices(Names.Of(plain)) == 1
            ? GuessFamily(plain, 1)
            : Build(expression);
    }

    private bool Countable(Expression part) =>
        Names.CanCount(part)
        || _bound.ContainsKey(Names.Of(part))
        || (Names.IsName(part) && scope.Declaration(Names.Of(part)) is { Domain: Integers, Dimensions.Count: 0 });

    // s_{\max} where s is a family.
    private Term? Extreme(Scripted scripted, string which)
    {
        var array = scripted with { Subscript = null };
        Expression family = array is { Superscript: null, Primes: 0 } ? array.Base : array;
        if (
            scope.Survey.Indices(Names.Of(family)) != 1
            && scope.Declaration(Names.Of(family)) is not { Dimensions.Count: 1 }
        )
        {
            return null;
        }

        var term = BuildArray(family);
        if (Shape(term) is not [var length])
        {
            return null;
        }

        var index = Fresh("k");
        var kind = which == "\\max" ? FoldKind.Max : FoldKind.Min;
        return new Fold(kind, index, new Span(1, length), null, new Element(term, [new Symbol(index)]));
    }

    private Term BuildIndex(Expression expression)
    {
        var name = Names.Of(expression);
        if (_bound.ContainsKey(name) || !(expression is Identifier or Scripted))
        {
            return Build(expression);
        }

        if (scope.Declaration(name) is { } declared)
        {
            return declared.Domain is Integers
                ? Use(declared)
                : throw new NotUnderstood($"{name} counts, but it is declared otherwise");
        }

        if (expression is Scripted && Lookup(expression) is { } known)
        {
            return known;
        }

        // A letter that counts: its range is the family's, see ElementOf.
        return new Symbol(name);
    }

    private Term ElementOf(Term array, Sequence<Term> indices)
    {
        var shape = Shape(array);
        if (shape.Count < indices.Count && !(array is Symbol(var symbol) && _bound.GetValueOrDefault(symbol) > 0))
        {
            throw new NotUnderstood(
                array is Symbol(var named)
                    ? $"'{named}' is indexed, but it is not an array"
                    : "what stands before an index is not an array"
            );
        }

        for (var place = 0; place < indices.Count; place++)
        {
            foreach (var name in indices[place].FreeNames())
            {
                if (
                    !_bound.ContainsKey(name)
                    && !_variables.ContainsKey(name)
                    && !_definitions.ContainsKey(name)
                    && place < shape.Count
                )
                {
                    NoteLength(shape[place]);
                    _variables[name] = new Variable(name, [], new Integers(1, shape[place]), Provenance.BuiltIn);
                    _freeIndices.Add(name);
                }
            }
        }

        return _isSpelledOut && indices.All(index => index is Number)
            ? Simplifying.ElementOf(array, indices)
            : new Element(array, indices);
    }

    private Symbol Guess(Expression expression, int rank, string? family = null)
    {
        var name = Names.Of(expression);
        if (_variables.ContainsKey(name))
        {
            return new Symbol(name);
        }

        if (
            rank == 0
            && (
                scope.Kinds.Evidence(expression)
                ?? (expression is Scripted && scope.Kinds.RankOf(expression) is (not Rank.Number, var why) ? why : null)
            )
                is { } evidence
        )
        {
            if (GuessArray(expression) is { } array)
            {
                return array;
            }

            throw new NotUnderstood(
                $"'{name}' is a vector or matrix ({evidence}), but nothing says of which size: declare it, as 'vector of "
                    + "length n' or 'matrix n by m'"
            );
        }

        if (rank == 0 && _free.Any(definition => definition.Name == name && IsArrayByForm(definition.Body)))
        {
            throw new NotUnderstood($"'{name}' is a matrix whose entries are not all written: declare it");
        }

        if (_nesting > 0 && expression is Identifier { Name: "i", Accents.Count: 0 })
        {
            throw new NotUnderstood("'i' in a definition may be the imaginary unit, or an index that nothing binds");
        }

        var dimensions = new List<Term>();
        for (var place = 0; place < rank; place++)
        {
            dimensions.Add(LengthOf(family ?? name, place, null));
        }

        var parameters = scope.Survey.Parameters.Where(parameter => parameter != name).ToSequence();
        // What nothing is said about may depend on the parameters that the document differentiates by.
        _variables[name] = new Variable(name, dimensions.ToSequence(), Domain.Real, Provenance.Guessed);
        if (
            expression is not Identifier { Name: "n" or "N" or "K" or "d" or "m" or "M" }
            && parameters.Count > 0
            && !IsHeldFixed(expression)
            && !IsData(expression)
        )
        {
            _variables[name] = _variables[name] with { DependsOn = parameters };
            foreach (var parameter in parameters)
            {
                NoteParameter(parameter);
            }
        }

        return new Symbol(name);
    }

    // x_i and y_i are what is learned from, \lambda and \eta are chosen, unless a derivative of them is written.
    private bool IsData(Expression expression) =>
        (expression as Identifier ?? (expression as Scripted)?.Base)
            is Identifier
            {
                Name: "x"
                    or "y"
                    or "t"
                    or "\\lambda"
                    or "\\eta"
                    or "\\gamma"
                    or "\\tau"
                    or "\\epsilon"
                    or "\\varepsilon"
            } letter
        && !scope.Survey.IsDerived(Names.Of(expression))
        && !scope.Survey.IsDerived(Names.Of(letter));

    // The length of a family: what a sum over it says, else the usual n.
    private Term LengthOf(string array, int place, string? index)
    {
        if (scope.Survey.CountFromZero(array, place) is { } count)
        {
            var values = count switch
            {
                Additive { Terms: [{ Term: var last }, _] } => Sizes.Of(new Symbol(Names.Of(last))) + 1,
                _ => Sizes.Of(new Symbol(Names.Of(count))),
            };
            NoteLength(values);
            return values;
        }

        var bound = scope.Survey.Length(array, place) ?? (index is null ? null : scope.Survey.Bound(index));
        if (bound is Numeral numeral)
        {
            return new Number(Value(numeral.Digits));
        }

        if (
            bound is not null
            && Definition(Names.Of(bound)) is { Parameters.Count: 0, Provenance: Provenance.Declared }
        )
        {
            return Build(bound);
        }

        var length =
            bound is not null ? Sizes.Of(new Symbol(Names.Of(bound)))
            : scope.Kinds.IsRanked(array) ? Sizes.Free($"\\dim {array}")
            : Sizes.Of(new Symbol(DefaultLength));
        NoteLength(length);
        return length;
    }

    // The length of a family in the body that an index runs over.
    private Term? LengthIn(Term body, string index)
    {
        if (body is Element(var array, var indices))
        {
            var shape = Shape(array);
            for (var place = 0; place < indices.Count && place < shape.Count; place++)
            {
                if (indices[place] is Symbol(var name) && name == index)
                {
                    return shape[place];
                }
            }
        }

        foreach (var child in body.Children())
        {
            if (LengthIn(child, index) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // ---- shapes ----

    // A function's value has the length of its argument where its body has that of its parameter.
    private Sequence<Term> ShapeOfCall(string function, Sequence<Term> arguments)
    {
        var parameters = _definitions.GetValueOrDefault(function)?.Parameters ?? [];
        return _shapes
            .GetValueOrDefault(function)
            .Map(length =>
                length is Apply(Function.Length, [Symbol(var name)])
                && parameters.ToList().IndexOf(name) is >= 0 and var place
                && place < arguments.Count
                && Shape(arguments[place]) is [var actual]
                    ? actual
                    : length
            );
    }

    /// <summary>The dimensions of a term's value; empty for a number.</summary>
    public Sequence<Term> Shape(Term term)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (term)
        {
            case Symbol(var name) when _bound.GetValueOrDefault(name) == 1 && !_variables.ContainsKey(name):
                // A parameter that is a vector.
                return [new Apply(Function.Length, [term])];
            case Symbol(var name):
                return _variables.TryGetValue(name, out var variable) ? variable.Dimensions
                    : !_definitions.TryGetValue(name, out var definition) ? []
                    : definition.Parameters.Count > 0 ? definition.Dimensions
                    : _shapes[name];
            case Element(var array, var indices):
                return Shape(array).Skip(indices.Count).ToSequence();
            case Tabulate(_, var length, var body):
                return [length, .. Shape(body)];
            case Listed(var elements):
                return [new Number(elements.Count), .. elements.Count > 0 ? Shape(elements[0]) : []];
            case Gradient(_, var parameter):
                return Shape(new Symbol(parameter));
            case Hessian(_, var by):
                return Shape(new Symbol(by)) is [var side] ? [side, side] : [];
            case Call(var name, var arguments):
                return ShapeOfCall(name, arguments);
            case Negate or Add or Multiply or Divide or Apply or Power:
                return term.Children().Select(Shape).FirstOrDefault(shape => shape.Count > 0);
            case Piecewise(var branches, _):
                return branches.Count > 0 ? Shape(branches[0].Value) : [];
            case Derivative(var body, _):
                return Shape(body);
            default:
                return [];
        }
    }
}
