// Notations that a formula introduces on its left: L(\theta) where L is a quantity too, P(y | x) = …, \ell(y^{(i)}, \hat y^{(i)}) = ….
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static partial class Definitions
{
    // A letter applied to plain names: a product would not stand alone on a side.
    private static bool IsNotation(Expression side, Scope scope, int ordinal)
    {
        switch (side)
        {
            case Product
            {
                Factors: [{ Value: Identifier or Scripted }, { Link: "", Value: Delimited { Open: "(" } fence }]
            }:
                return fence.Content is Identifier;
            case Application value when IsValue(value) && scope.FirstUse(Names.Of(value)) >= ordinal:
                return scope.Declaration(Names.Of(value.Head)) is null
                    && scope.Match(value) is null
                    && !scope.Definitions(Names.Of(value.Head)).Any(version => version.Ordinal < ordinal);
            case Application { Head: var head, Argument: Delimited { Open: "(", Content: var content } } application
                when Names.IsName(head)
                    && (
                        content is Barred { Left: Identifier or Scripted or Chain, Right: var right }
                            && right is Identifier or Scripted or Listing
                        || Names.Slots(application).Indices.Count > 0 && Names.Arguments(content) is not null
                    ):
                return scope.Declaration(Names.Of(side)) is null
                    && scope.Match(side) is null
                    && scope.FirstUse(Names.Of(side)) >= ordinal
                    && scope.IsFunction(head) is not false
                    && Names.Of(head) is not ("\\text{KL}" or "D_{\\text{KL}}");
            default:
                return false;
        }
    }

    // L(y, f(x)), m(x_1, x_2, x_1 x_2), L(\beta; y), L(\{x_n\}): one value, written with what it depends on.
    private static bool IsValue(Application side)
    {
        if (
            side.Argument is not Delimited { Open: "(", Content: var content }
            || !(side.Head is Identifier { Accents.Count: 0 } or Scripted { Primes: 0 })
            || !Names.IsName(side.Head)
            || Randomness.IsOperator(side.Head)
            || IsLaw(side.Head)
        )
        {
            return false;
        }

        var items = content is Listing listing ? Items(listing).ToList() : [content];
        return (IsOfData(side) || items.Count > 1 && items.Exists(item => !Names.IsName(item)))
            && items.TrueForAll(item =>
                item is Identifier or Scripted or Application or Ellipsis
                || IsSet(item)
                || item is Product product && product.Factors.All(factor => Names.IsName(factor.Value))
            );
    }

    // Letters of probabilities, and of what is taken of them.
    private static bool IsLaw(Expression head) =>
        (head is Scripted { Base: var letter } ? letter : head)
            is Identifier { Name: "p" or "P" or "q" or "Q" or "H" or "I" or "D" or "O" or "E" or "\\Pr" };

    private static IEnumerable<Expression> Items(Listing listing) =>
        listing.Items.SelectMany(item => item is Listing inner ? Items(inner) : [item]);

    // \{y_n\}, \{y_n\}_{n=1}^N.
    private static bool IsSet(Expression item) =>
        item is Delimited { Open: "\\{" } or Scripted { Base: Delimited { Open: "\\{" } };

    // L(\beta; y), L(\{x_n\}).
    private static bool IsOfData(Expression side) =>
        side is Application { Argument: Delimited { Open: "(", Content: var content } }
        && (content is Listing { Separator: ";" } || IsSet(content));

    // \hat\sigma^2 = …: what a standard deviation is, where nothing says it before.
    private static Chain? OfSquare(Chain chain, Scope scope, int ordinal)
    {
        if (
            chain.Relations.Count == 0
            || chain.Relations[0].Symbol is not ("=" or ":=")
            || chain.Operands[0]
                is not Scripted
                {
                    Base: Identifier { Name: "\\sigma" or "s" } letter,
                    Superscript: Numeral { Digits: "2" },
                    Primes: 0
                } square
            || chain.Operands[1] is Missing or Numeral
        )
        {
            return null;
        }

        Expression name = square.Subscript is null ? letter : square with { Superscript = null };
        var root = new Radical(chain.Operands[1], null);
        return
            !scope.IsDeclared(name)
            && !scope.IsDeclared(letter)
            && scope.FirstUse(Names.Of(name)) >= ordinal
            && scope.FirstUse(Names.Of(square)) >= ordinal
            && !Names.Nodes(chain.Operands[1]).Contains(letter)
            && scope.Definitions(Names.Of(name)).All(version => version.Ordinal > ordinal || version.Body.Equals(root))
            ? chain with
            {
                Operands = [name, root, .. chain.Operands.Skip(2)],
            }
            : null;
    }

    // \log L = … of an L that nothing says before says what L is.
    private static Chain Plain(Chain chain, Scope scope, int ordinal) =>
        OfSquare(chain, scope, ordinal) ?? OfLogarithm(chain, scope, ordinal);

    private static Chain OfLogarithm(Chain chain, Scope scope, int ordinal) =>
        chain.Relations.Count > 0
        && chain.Relations[0].Symbol == "="
        && chain.Operands[0] is Application { Head: Identifier { Name: "\\log" or "\\ln" }, Argument: var inner }
        && (inner is Delimited { Content: Application fenced } ? fenced : inner) is Application value
        && Names.IsName(value.Head)
        && !IsLaw(value.Head)
        && !Randomness.IsOperator(value.Head)
        && scope.FirstUse(Names.Of(value)) >= ordinal
        && scope.FirstApplication(Names.Of(value.Head)) >= ordinal
        && scope.FirstUse(Names.Of(value.Head)) >= ordinal
        && (IsValue(value) || Split(value, out _, out _, out _))
        && !Mentions(chain.Operands[1], Names.Of(value.Head))
        && new Application(new Identifier("\\exp"), new Delimited("(", chain.Operands[1], ")")) is var exponential
        // L(\mu) = …, \log L(\mu) = … in one display: the second says something of the first.
        && new[] { Names.Of(value), Names.Of(value.Head) }
            .SelectMany(scope.Definitions)
            .All(version => version.Ordinal > ordinal || version.Body.Equals(exponential))
            ? chain with
            {
                Operands = [value, exponential, .. chain.Operands.Skip(2)],
            }
            : chain;

    // What such a left side defines: a function of what the right side mentions, a family over running indices, or one value.
    public static bool SplitNotation(
        Expression side,
        Expression body,
        out string name,
        out Sequence<Expression> parameters,
        out bool isFunction
    )
    {
        (name, parameters, isFunction) = (string.Empty, [], false);
        switch (side)
        {
            case Product { Factors: [{ Value: var letter }, { Value: Delimited { Content: Identifier argument } }] }:
                (name, parameters, isFunction) = (Names.Of(letter), [argument], true);
                return true;
            case Application written when IsValue(written):
                name = Names.Of(written);
                return true;
            case Application { Argument: Delimited } application:
                var (slotted, indices) = Names.Slots(application);
                if (indices.Count > 0)
                {
                    (name, parameters) = (Names.Of(slotted), indices);
                    return true;
                }

                if (
                    Names.Class(application) is var (distribution, place)
                    && place is not Chain { Operands: [_, Numeral] }
                    && Names.OnlyCounts(body, place is Chain { Operands: [_, var value] } ? value : place)
                )
                {
                    (name, parameters) = (
                        Names.Of(distribution),
                        [place is Chain { Operands: [_, var counted] } ? counted : place]
                    );
                    return true;
                }

                name = Names.Of(application);
                parameters = (Names.Arguments(application.Argument) ?? [])
                    .Where(argument => Mentions(body, Names.Of(argument)))
                    .ToSequence();
                isFunction = parameters.Count > 0;
                return true;
            default:
                return false;
        }
    }
}
