// A second look at a claim that makes no sense as the document stands: what it applies and never says is any function, a
// definition that is not understood leaves its name free. What holds even so holds; what fails says nothing.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    /// <summary>
    /// The names that the claim varies (it differentiates by them, or seeks an extreme over them), in a second look at it;
    /// null in the first.
    /// </summary>
    public IReadOnlySet<string>? Guessing { get; init; }

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

    // A definition that may be left out: in a second look, where it hides nothing of what is varied.
    private bool IsDispensable(NameDefinition definition) =>
        Guessing is { } varied
        && definition.Provenance == Provenance.Text
        && (varied.Count == 0 || !Mentioned(definition).Overlaps(varied));

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
    }

    // F(x) of an F that nothing defines: any smooth function of numbers; F(x; D) of what are no numbers: a number of its own.
    private Term? GuessedValue(Application application)
    {
        if (
            Guessing is null
            || application.Argument is not Delimited { Open: "(" } fence
            || !Names.IsName(application.Head)
            || Names.IsOperator(application.Head)
            || application.Head is Scripted { Primes: > 0 }
            || Unfollowed.Reason(Names.Of(application.Head)) is not null
        )
        {
            return null;
        }

        return (Term?)Tried(() => GuessedFunction(application), always: false) ?? GuessedNumber(application, fence);
    }

    // f' of an f that nothing defines.
    private Call? GuessedAt(Expression function, string variable)
    {
        var name = Names.Of(function);
        if (Guessing is null)
        {
            return null;
        }

        NoteFunction(name, 1);
        return new Call(name, [new Symbol(variable)]);
    }

    private void NoteFunction(string name, int arity)
    {
        var any = new SmoothFunction(arity, new RealInterval(null, false, null, false));
        var variable = new Variable(name, [], any, Provenance.Guessed);
        if (!_variables.TryAdd(name, variable) && _variables[name] != variable)
        {
            throw new NotUnderstood($"'{name}' is applied to unlike arguments");
        }
    }

    private Call GuessedFunction(Application application)
    {
        var arguments = Arguments(application.Argument).Select(Build).ToSequence();
        var name = Names.Of(application.Head);
        if (arguments.Any(argument => Shape(argument).Count > 0) || !ShowsVaried(application.Argument))
        {
            throw new NotUnderstood($"nothing says what '{Shortened(application.Head)}' is: declare it");
        }

        NoteFunction(name, arguments.Count);
        return new Call(name, arguments);
    }

    private Symbol? GuessedNumber(Application application, Delimited fence)
    {
        if (
            Guessing is { Count: > 0 }
            || Names.Nodes(fence).Any(node => Names.IsName(node) && Spellings(node).Any(_bound.ContainsKey))
        )
        {
            return null;
        }

        var name = Names.Of(application);
        Note(new Variable(name, [], Domain.Real, Provenance.Guessed));
        return new Symbol(name);
    }

    // \begin{bmatrix} … \end{bmatrix}, transposed or not.
    private static bool IsArrayByForm(Expression body) => Names.Nodes(body).Any(node => node is Matrix);

    // What depends on a varied quantity without showing it would have a derivative of zero by ignorance.
    private bool ShowsVaried(Expression argument) =>
        Guessing is not { Count: > 0 } varied
        || Names.Nodes(argument).Any(node => Names.IsName(node) && Spellings(node).Any(varied.Contains));
}
