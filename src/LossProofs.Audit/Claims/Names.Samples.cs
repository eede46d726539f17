// Samples: y^{(i)}_j is y_{ij} with the sample's number set above; P(y_i | x_i) and \ell(y^{(i)}, \hat y^{(i)}) are families of
// values, one for each i, though no subscript of their own says so.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static partial class Names
{
    /// <summary>
    /// y^{(i)}_j as y_{i,j} under a name of its own, y^{(\cdot)}, since y_j beside it is another quantity; null where nothing
    /// that runs stands in parentheses above.
    /// </summary>
    /// <param name="expression">The name.</param>
    /// <param name="known">Whether the family is known, so that y^{(1)} and y^{(i+1)} are of it, too.</param>
    public static Scripted? Sampled(Expression expression, bool known = false) =>
        expression
            is Scripted
            {
                Base: Identifier name,
                Superscript: Delimited { Open: "(", Content: var place },
                Primes: 0
            } scripted
        && (Runs(place) || (known && CanCount(place)))
            ? new Scripted(
                new Identifier(Of(Plain(name)) + "^{(\\cdot)}"),
                scripted.Subscript is { } subscript ? new Listing(",", [place, .. Parts(subscript)]) : place,
                null,
                0
            )
            : null;

    /// <summary>The application with slots for the running indices of its arguments, and the indices: P(y_\cdot|x_\cdot) and i.</summary>
    public static (Application Slotted, Sequence<Expression> Indices) Slots(Application application)
    {
        var indices = new List<Expression>();
        var slotted = application with
        {
            Argument = Mapped(
                application.Argument,
                scripted =>
                {
                    var above = scripted.Superscript is Delimited { Open: "(", Content: var place } && Runs(place);
                    return scripted with
                    {
                        Superscript = above
                            ? Slot(((Delimited)scripted.Superscript!).Content, scripted.Superscript)
                            : scripted.Superscript,
                        Subscript = scripted.Subscript is null
                            ? null
                            : new Listing(",", Parts(scripted.Subscript).Select(part => Slot(part, part)).ToSequence()),
                    };
                },
                value => value
            ),
        };
        return (slotted, indices.ToSequence());

        Expression Slot(Expression index, Expression otherwise)
        {
            if (!Runs(index))
            {
                return otherwise;
            }

            if (!indices.Contains(index))
            {
                indices.Add(index);
            }

            return new Placeholder();
        }
    }

    /// <summary>The application without the running indices of its arguments, and the arguments: P(y|x) and y_i, x_i.</summary>
    public static (Application Bare, Sequence<Expression> Values) WithoutIndices(Application application)
    {
        var values = new List<Expression>();
        var bare = application with
        {
            Argument = Mapped(
                application.Argument,
                scripted =>
                {
                    values.Add(scripted);
                    var above = scripted.Superscript is Delimited { Open: "(", Content: var place } && Runs(place);
                    var rest = scripted.Subscript is null
                        ? []
                        : Parts(scripted.Subscript).Where(part => !Runs(part)).ToSequence();
                    var stripped = scripted with
                    {
                        Superscript = above ? null : scripted.Superscript,
                        Subscript = rest.Count switch
                        {
                            0 => null,
                            1 => rest[0],
                            _ => new Listing(",", rest),
                        },
                    };
                    return stripped is { Subscript: null, Superscript: null, Primes: 0 } ? stripped.Base : stripped;
                },
                name =>
                {
                    values.Add(name);
                    return name;
                }
            ),
        };
        return (bare, values.ToSequence());
    }

    /// <summary>
    /// p(y|x), P(Y = i|x): the distribution with a slot for the class, and the class as it is written; null for others.
    /// </summary>
    public static (Application Distribution, Expression Class)? Class(Application application) =>
        application.Argument is Delimited { Open: "(", Content: Barred { Bar: "|", Left: var left } condition } fence
        && (
            left is Identifier && CanCount(left)
            || left is Chain { Operands: [Identifier, var value], Relations: [{ Symbol: "=" }] } && CanCount(value)
        )
            ? (
                application with
                {
                    Argument = fence with
                    {
                        Content = condition with
                        {
                            Left = left is Chain chain
                                ? chain with
                                {
                                    Operands = [chain.Operands[0], new Placeholder()],
                                }
                                : new Placeholder(),
                        },
                    },
                },
                left
            )
            : null;

    /// <summary>Whether a letter occurs in an expression, and only where something counts: in subscripts.</summary>
    public static bool OnlyCounts(Expression expression, Expression letter)
    {
        var all = Nodes(expression).Count(node => node.Equals(letter));
        var counting = Nodes(expression)
            .OfType<Scripted>()
            .Where(scripted => scripted.Subscript is not null)
            .Sum(scripted => Nodes(scripted.Subscript!).Count(node => node.Equals(letter)));
        return all > 0 && all == counting;
    }

    /// <summary>The names that a function or a probability is applied to, left to right; null when an argument is no plain name.</summary>
    public static Sequence<Expression>? Arguments(Expression argument) =>
        argument switch
        {
            Delimited { Open: "(" or "[" } fenced => Arguments(fenced.Content),
            Listing listing => Joined(listing.Items),
            Barred { Bar: "|" or ";" } barred => Joined([barred.Left, barred.Right]),
            Identifier { Style: not LetterStyle.Roman } or Scripted when IsName(argument) => [argument],
            _ => null,
        };

    private static Sequence<Expression>? Joined(IEnumerable<Expression> parts)
    {
        var all = new List<Expression>();
        foreach (var part in parts)
        {
            if (Arguments(part) is not { } names)
            {
                return null;
            }

            all.AddRange(names);
        }

        return all.ToSequence();
    }

    private static Expression Mapped(
        Expression expression,
        Func<Scripted, Expression> indexed,
        Func<Expression, Expression> plain
    ) =>
        expression switch
        {
            Delimited fenced => fenced with { Content = Mapped(fenced.Content, indexed, plain) },
            Listing listing => listing with { Items = listing.Items.Map(item => Mapped(item, indexed, plain)) },
            Barred barred => barred with
            {
                Left = Mapped(barred.Left, indexed, plain),
                Right = Mapped(barred.Right, indexed, plain),
            },
            Chain chain => chain with { Operands = chain.Operands.Map(operand => Mapped(operand, indexed, plain)) },
            Scripted { Base: Identifier } scripted => indexed(scripted),
            Identifier => plain(expression),
            _ => expression,
        };
}
