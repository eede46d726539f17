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
                    && scope.Definitions(Names.Of(value.Head)).Count == 0;
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

    // L(y, f(x)), m(x_1, x_2, x_1 x_2): one value, written with what it depends on.
    private static bool IsValue(Application side) =>
        side.Argument is Delimited { Open: "(", Content: Listing { Separator: "," } listing }
        && side.Head is Identifier { Accents.Count: 0 } or Scripted { Primes: 0 }
        && Names.IsName(side.Head)
        && !Randomness.IsOperator(side.Head)
        && Names.Of(side.Head) is not ("p" or "P" or "H" or "I" or "D" or "O" or "E")
        && listing.Items.Any(item => !Names.IsName(item))
        && listing.Items.All(item =>
            item is Identifier or Scripted or Application
            || item is Product product && product.Factors.All(factor => Names.IsName(factor.Value))
        );

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
