// Functions made of functions, written without arguments: fg, f/g, cf + g, f \circ g.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

/// <summary>
/// Sums, products, quotients and compositions of functions, which are functions themselves: (fg)(x) = f(x)g(x),
/// (f ∘ g)(x) = f(g(x)).
/// </summary>
internal static class FunctionAlgebra
{
    /// <summary>
    /// Whether brackets hold a composition, or with primes any combination of functions: (f \circ g), (fg)', (f/g)'. Without
    /// primes (f + g)(x) may be a product as well.
    /// </summary>
    /// <param name="head">What stands before an argument.</param>
    /// <param name="known">Whether a name is a function, where something says so.</param>
    public static bool IsFunction(Expression head, Func<Expression, bool?>? known) =>
        head switch
        {
            Scripted
            {
                Base: Delimited { Open: "(" or "[", Content: var content },
                Subscript: null,
                Superscript: null,
                Primes: 1 or 2
            } => IsCombination(content, known),
            Delimited { Open: "(", Content: Product { Factors: [_, { Link: "\\circ" }, ..] } composed } =>
                IsCombination(composed, known),
            _ => false,
        };

    /// <summary>What a combination is at a point.</summary>
    /// <param name="combination">The functions, combined.</param>
    /// <param name="point">Where.</param>
    /// <param name="known">Whether a name is a function, where something says so.</param>
    public static Expression At(Expression combination, Expression point, Func<Expression, bool?>? known)
    {
        switch (combination)
        {
            case Delimited { Open: "(" or "[", Content: var content } fence:
                return fence with { Content = At(content, point, known) };
            case Product { Factors: var factors } when factors.Any(factor => factor.Link == "\\circ"):
                return factors.Reverse().Aggregate(point, (inner, factor) => At(factor.Value, inner, known));
            case Product product:
                return new Product(
                    product.Factors.Map(factor => factor with { Value = At(factor.Value, point, known) })
                );
            case Additive sum:
                return new Additive(sum.Terms.Map(term => term with { Term = At(term.Term, point, known) }));
            case Fraction fraction:
                return new Fraction(At(fraction.Numerator, point, known), At(fraction.Denominator, point, known));
            case Scripted { Base: Delimited, Primes: > 0 }:
                return new Application(combination, new Delimited("(", point, ")"));
            default:
                return IsFunctionName(combination, known)
                    ? new Application(combination, new Delimited("(", point, ")"))
                    : combination;
        }
    }

    /// <summary>
    /// An equation between functions, at a point: (fg)' = f'g + fg' is (fg)'(x) = f'(x)g(x) + f(x)g'(x). Null where no
    /// combination of functions is differentiated in it, or something has an argument already.
    /// </summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="known">Whether a name is a function, where something says so.</param>
    public static (Expression Left, Expression Right)? OfEquation(
        Expression left,
        Expression right,
        Func<Expression, bool?>? known
    )
    {
        var nodes = NotationNames.In(left).Concat(NotationNames.In(right)).ToHashSet();
        Expression point = new Identifier(nodes.Contains(new Identifier("x")) ? "t" : "x");
        var differentiated = false;
        return Everywhere(left) is { } one && Everywhere(right) is { } other && differentiated ? (one, other) : null;

        Expression? Everywhere(Expression side)
        {
            switch (side)
            {
                case Scripted { Base: Delimited } when IsFunction(side, known):
                    differentiated = true;
                    return At(side, point, known);
                case Scripted { Base: Delimited, Subscript: null, Primes: 0, Superscript: Numeral } power:
                    return Everywhere(power.Base) is { } basis ? power with { Base = basis } : null;
                case Scripted { Base: Identifier, Subscript: null, Primes: 0, Superscript: Numeral } squared
                    when IsFunctionName(squared.Base, known):
                    return squared with { Base = new Delimited("(", At(squared.Base, point, known), ")") };
                case Scripted { Superscript: null } or Identifier when IsFunctionName(side, known):
                    return At(side, point, known);
                case Numeral or Identifier:
                    return side;
                case Product { Factors: var factors } when factors.All(factor => factor.Link is "" or "\\cdot"):
                    var product = factors.Map(factor => (factor.Link, Value: Everywhere(factor.Value)));
                    return product.All(factor => factor.Value is not null)
                        ? new Product(product.Map(factor => new Factor(factor.Link, factor.Value!)))
                        : null;
                case Additive { Terms: var terms }:
                    var sum = terms.Map(term => (term.Sign, Value: Everywhere(term.Term)));
                    return sum.All(term => term.Value is not null)
                        ? new Additive(sum.Map(term => new Addend(term.Sign, term.Value!)))
                        : null;
                case Fraction fraction:
                    return Everywhere(fraction.Numerator) is { } above && Everywhere(fraction.Denominator) is { } below
                        ? new Fraction(above, below)
                        : null;
                case Delimited { Open: "(" or "[" } fence:
                    return Everywhere(fence.Content) is { } content ? fence with { Content = content } : null;
                default:
                    return null;
            }
        }
    }

    /// <summary>Whether a name is a function by what is known of it, or else by its letter.</summary>
    public static bool IsFunctionName(Expression name, Func<Expression, bool?>? known) =>
        name is Identifier or Scripted { Base: Identifier, Superscript: null }
        && (
            known?.Invoke(name)
            ?? FormulaParser.FunctionLetters.Contains(((Identifier)((name as Scripted)?.Base ?? name)).Name)
        );

    // Names and numbers, one of them a function; in a composition all of them.
    private static bool IsCombination(Expression content, Func<Expression, bool?>? known)
    {
        var functions = 0;
        return Holds(content, needed: false) && functions > 0;

        bool Holds(Expression part, bool needed)
        {
            switch (part)
            {
                case Product { Factors: var factors } when factors.Any(factor => factor.Link == "\\circ"):
                    return factors.Skip(1).All(factor => factor.Link == "\\circ")
                        && factors.All(factor => Holds(factor.Value, needed: true));
                case Product { Factors: var factors }:
                    return !needed
                        && factors.All(factor => factor.Link is "" or "\\cdot" && Holds(factor.Value, false));
                case Additive { Terms: var terms }:
                    return !needed && terms.All(term => term.Sign is "+" or "-" && Holds(term.Term, false));
                case Fraction fraction:
                    return !needed && Holds(fraction.Numerator, false) && Holds(fraction.Denominator, false);
                case Numeral:
                    return !needed;
                case Identifier or Scripted { Base: Identifier, Superscript: null }:
                    var isFunction = IsFunctionName(part, known);
                    functions += isFunction ? 1 : 0;
                    return isFunction || !needed;
                default:
                    return false;
            }
        }
    }
}
