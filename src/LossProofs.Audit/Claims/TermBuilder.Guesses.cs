// A second look at a claim that makes no sense as the document stands: what it applies and never says is any function, a
// definition that is not understood leaves its name free. What holds even so holds; what fails says nothing.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims;

/// <summary>The names that a claim varies, each in its spellings.</summary>
/// <param name="Differentiated">By which it differentiates.</param>
/// <param name="Ranged">Over which it integrates or seeks an extreme, or which tend to a limit.</param>
internal sealed record Variation(IReadOnlySet<string> Differentiated, IReadOnlySet<string> Ranged)
{
    /// <summary>Whether it varies none.</summary>
    public bool IsNone => Differentiated.Count == 0 && Ranged.Count == 0;

    /// <summary>Whether what depends on the differentiated says so: f_\theta(x), p(x; \theta), L(\theta).</summary>
    public bool IsShown { get; init; }

    /// <summary>Which quantity is a function of which, where the derivatives of the claim show it.</summary>
    public Composition? Shown { get; init; }

    /// <summary>All of them.</summary>
    public IEnumerable<string> All => Differentiated.Concat(Ranged);
}

internal sealed partial class TermBuilder
{
    /// <summary>What the claim varies, in a second look at it; null in the first.</summary>
    public Variation? Guessing { get; init; }

    // Definitions whose cycle or depth is not worth following.
    private const int MostMentioned = 60;

    // A value, or nothing of what was noted on the way to where it has none.
    private T? Tried<T>(Func<T> value, bool always)
        where T : class
    {
        var variables = new Dictionary<string, Variable>(_variables);
        var indices = _freeIndices.ToList();
        try
        {
            return value();
        }
        catch (NotUnderstood reason) when (always || reason is not NeedsSize)
        {
            _variables.Clear();
            foreach (var (name, variable) in variables)
            {
                _variables[name] = variable;
            }

            _freeIndices.Clear();
            _freeIndices.UnionWith(indices);
            return null;
        }
    }

    // Names of enclosing sums and products: what counts their terms, and how far at most.
    private Dictionary<string, (string Index, Term Length)> _runs = new(StringComparer.Ordinal);

    // An index is bound by a sum or product; what is opaque in its body is another number for each of its values.
    private T Running<T>(string index, Func<T> build)
    {
        if (Guessing is not null)
        {
            _runs[index] = (index, LengthOf(string.Empty, 0, index));
        }

        return Bound(index, build);
    }

    private bool IsBoundName(Expression node) => Names.IsName(node) && Spellings(node).Any(_bound.ContainsKey);

    private Term UnderstandOrGuess(Expression expression)
    {
        if (!CanBeOpaque(expression))
        {
            return Understand(expression);
        }

        NotUnderstood? failure = null;
        return Tried(
                () =>
                {
                    try
                    {
                        return Understand(expression);
                    }
                    catch (NotUnderstood reason)
                    {
                        failure = reason;
                        throw;
                    }
                },
                always: false
            )
            ?? Opaque(expression)
            ?? throw failure!;
    }

    // What has a value of which nothing can be said: an application, an absolute value or norm, a derivative, a sum, an extreme.
    private static bool CanBeOpaque(Expression expression) =>
        expression switch
        {
            Application { Head: Identifier { Name: "\\nabla" } or Scripted { Base: Identifier { Name: "\\nabla" } } } =>
                false,
            Application or DerivativeQuotient { Operand: not null } => true,
            Delimited { Open: "|" or "\\|" } => true,
            BigOperator
            {
                Operator: "\\sum" or "\\prod" or "\\max" or "\\min" or "\\sup" or "\\inf" or "\\int",
                Lower: not null
            } => true,
            _ => false,
        };

    // A number of its own, for each value of the indices in it; it may depend on whatever is differentiated by.
    private Term? Opaque(Expression expression)
    {
        // \phi(x) beside a transposed vector: a vector.
        var isVector =
            expression is Application { Head: var function, Argument: Delimited }
            && scope.Kinds.IsVectorValued(function);
        if (
            Guessing is not { Ranged.Count: 0, Differentiated: var varied }
            || IsArrayInside(expression) && !isVector
            || Names.Nodes(expression).Any(node => node is Ellipsis or TextRun or Missing or Matrix or Differential)
        )
        {
            return null;
        }

        var places = new List<(string Name, string Index, Term Length)>();
        var slotted = Slotted(expression);
        if (slotted is null)
        {
            return null;
        }

        var name = Names.Of(slotted);
        foreach (var (_, _, length) in places)
        {
            NoteLength(length);
        }

        var lengths = places.Select(place => place.Length).ToList();
        if (isVector)
        {
            lengths.Add(Sizes.Free($"\\dim {name}"));
            NoteLength(lengths[^1]);
            _unsized.Add(name);
        }

        Note(
            new Variable(
                name,
                lengths.ToSequence(),
                // p_\theta(x) for all values of x.
                places is [{ Name: var value, Length: Symbol(['\\', '#', ..]) }]
                && JointWorld.AskedOf(expression) is { } asked
                && Names.Of(asked) == value
                    ? new ProbabilityVector(true)
                    : Domain.Real,
                Provenance.Guessed
            )
            {
                DependsOn = IsHeldFixed(expression) ? [] : varied.ToSequence(),
            }
        );
        return places.Count == 0
            ? new Symbol(name)
            : new Element(new Symbol(name), places.Select(Term (place) => new Symbol(place.Index)).ToSequence());

        Expression? Slotted(Expression node)
        {
            var bound = Names.IsName(node) ? Names.Of(node) : string.Empty;
            if (!_bound.ContainsKey(bound))
            {
                var isWhole = true;
                var mapped = node.MapChildren(child =>
                {
                    var inner = Slotted(child);
                    isWhole &= inner is not null;
                    return inner ?? child;
                });
                return isWhole ? mapped : null;
            }

            if (!_runs.TryGetValue(bound, out var run))
            {
                return null;
            }

            var at = places.FindIndex(place => place.Name == bound);
            if (at < 0)
            {
                at = places.Count;
                places.Add((bound, run.Index, run.Length));
            }

            return new Identifier($"\\#{at + 1}");
        }
    }

    // Features, \theta^\top f(x); the y and r(x) beside f_\theta(x): what depends on \theta says so there, but for values that are known to depend on all that
    // is learned, Q(s, a), and what is somewhere differentiated by itself.
    private bool IsHeldFixed(Expression expression) =>
        Guessing is { Differentiated: var varied } guesses
        && (guesses.IsShown || expression is Application { Head: var of } && scope.Kinds.IsVectorValued(of))
        && expression switch
        {
            Identifier { Name: [>= 'a' and <= 'z'] or ['\\', >= 'a' and <= 'z', ..] } => true,
            Application { Head: Identifier { Name: not ("Q" or "V" or "A" or "J" or "L" or "U") } head } => head.Style
                == LetterStyle.Plain,
            _ => false,
        }
        && !scope.Survey.IsDerived(Names.Of(expression))
        && !Names.Nodes(expression).Any(node => Names.IsName(node) && Spellings(node).Any(varied.Contains));

    // An array by its notation, itself or a factor: no number. What a function is applied to, or a norm taken of, does not count.
    private bool IsArrayInside(Expression expression) =>
        expression switch
        {
            Application { Head: var head } => IsArrayByNotation(head) || scope.Kinds.IsArrayValued(head),
            Delimited { Open: "|" or "\\|" } => false,
            _ when Names.IsName(expression) => IsArrayByNotation(expression),
            _ => Names.Children(expression).Any(IsArrayInside),
        };

    private bool IsArrayByNotation(Expression name) =>
        scope.Kinds.IsArray(name) || name is Scripted { Base: var letter } && scope.Kinds.IsArray(letter);

    // A definition that may be left out: in a second look, where it hides nothing of what is varied.
    private bool IsDispensable(NameDefinition definition) =>
        Guessing is { } varied
        && definition.Provenance == Provenance.Text
        && (varied.IsNone || !Mentioned(definition).Overlaps(varied.All));

    // The names in a definition, and in the definitions of those.
    private HashSet<string> Mentioned(NameDefinition definition)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<Expression>([definition.Body]);
        for (var followed = 0; left.TryDequeue(out var body) && followed < MostMentioned; followed++)
        {
            foreach (var node in Names.Nodes(body).Where(Names.IsName))
            {
                foreach (var name in Spellings(node))
                {
                    if (names.Add(name))
                    {
                        scope.Definitions(name).ToList().ForEach(version => left.Enqueue(version.Body));
                    }
                }
            }
        }

        return names;
    }

    /// <summary>A name as it is written, its plain letter, and the family that it belongs to.</summary>
    public static IEnumerable<string> Spellings(Expression name)
    {
        yield return Names.Of(name);
        yield return Names.Of(Names.Plain(name));
        if (name is Scripted { Base: Identifier letter })
        {
            yield return Names.Of(Names.Plain(letter));
        }

        if (Scope.Family(name, out var family, out _))
        {
            yield return family;
        }

        // \theta_j: an entry of what is written \theta_\cdot where nothing else is known of it.
        if (
            name is Scripted { Base: Identifier vector, Subscript: { } index, Superscript: null, Primes: 0 }
            && Names.CanCount(index)
        )
        {
            yield return Names.Of(Names.Twin(vector));
        }
    }

    // F(x) of an F that nothing defines: any smooth function of numbers.
    private Call? GuessedValue(Application application) =>
        Guessing is null
        || application.Argument is not Delimited { Open: "(" }
        || !Names.IsName(application.Head)
        || Names.IsOperator(application.Head)
        || application.Head is Scripted { Primes: > 0 }
        || Unfollowed.Reason(Names.Of(application.Head)) is not null
            ? null
            : Tried(() => GuessedFunction(application), always: false);

    // f' of an f that nothing defines.
    private Call? GuessedAt(Expression function, string variable)
    {
        var name = Names.Of(function);
        if (Guessing is null)
        {
            return null;
        }

        return new Call(NoteFunction(name, 1), [new Symbol(variable)]);
    }

    // \phi(x) and \phi(x, y) are two functions of one letter.
    private string NoteFunction(string name, int arity)
    {
        var any = new SmoothFunction(arity, new RealInterval(null, false, null, false));
        var variable = new Variable(name, [], any, Provenance.Guessed);
        if (_variables.TryAdd(name, variable) || _variables[name] == variable)
        {
            return name;
        }

        if (_variables[name].Domain is not SmoothFunction)
        {
            throw new NotUnderstood($"'{name}' is applied to unlike arguments");
        }

        name = $"{name}^{{\\#{arity}}}";
        _variables.TryAdd(name, variable with { Name = name });
        return name;
    }

    // A quantity of which the claim's derivatives show what it is a function of; one that is held fixed stands for itself.
    private Term? InComposition(Expression quantity, Expression? held)
    {
        if (Guessing?.Shown is not { } shown || shown.Inner(quantity) is not { } inner)
        {
            return null;
        }

        var name = Names.Of(quantity);
        if (inner.Count > 0 && !quantity.Equals(held))
        {
            var arguments = inner.Select(part => InComposition(part, held)!).ToSequence();
            return new Call(NoteFunction("\\#" + name, arguments.Count), arguments);
        }

        Note(new Variable(name, [], Domain.Real, Provenance.Guessed));
        return new Symbol(name);
    }

    // \partial f/\partial z of an f that is shown to be a function of z, and z of w: the slope of f at what z is.
    private Term? InComposition(DerivativeQuotient derivative, Expression operand)
    {
        if (
            derivative.Variables is not [{ Order: null, Variable: var variable }]
            || InComposition(operand, variable) is not { } body
            || InComposition(variable, variable) is not Symbol by
        )
        {
            return null;
        }

        var slope = new Derivative(body, by);
        return Guessing!.Shown!.Inner(variable)!.Count == 0 ? slope : new At(slope, by, InComposition(variable, null)!);
    }

    private Call GuessedFunction(Application application)
    {
        var arguments = Arguments(application.Argument).Select(Build).ToSequence();
        var name = Names.Of(application.Head);
        if (
            arguments.Any(argument => Shape(argument).Count > 0)
            || !ShowsVaried(application.Argument)
            || IsArrayInside(application)
            || Names.Nodes(application.Argument).Any(IsVariedByEntries)
            // f_k where k runs: another function for each.
            || Names.Nodes(application.Head).Any(IsBoundName)
        )
        {
            throw new NotUnderstood($"nothing says what '{Shortened(application.Head)}' is: declare it");
        }

        return new Call(NoteFunction(name, arguments.Count), arguments);
    }

    // x of f(x) where it is differentiated by x_j.
    private bool IsVariedByEntries(Expression node) =>
        node is Identifier letter && Guessing?.Differentiated.Contains(Names.Of(Names.Twin(letter))) == true;

    // \begin{bmatrix} … \end{bmatrix}, transposed or not.
    private static bool IsArrayByForm(Expression body) => Names.Nodes(body).Any(node => node is Matrix);

    // What depends on a varied quantity without showing it would have a derivative of zero by ignorance.
    private bool ShowsVaried(Expression argument) =>
        Guessing is not { Differentiated: { Count: > 0 } varied }
        || Names
            .Nodes(argument)
            .Any(node =>
                Names.IsName(node) && Spellings(node).Any(name => varied.Contains(name) || _movedOver.Contains(name))
            );

    // What runs between ends that are varied: in \frac{d}{dx} \int_a^x f(t) dt it is t that f is a function of.
    private readonly HashSet<string> _movedOver = new(StringComparer.Ordinal);
}
