// Readings that matter only where everything else says a claim is false: how a sensible reader would still take it as meant.
//
// They cost nothing elsewhere: a claim that holds as written is never asked about them.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal static class Doubts
{
    /// <summary>x = g(x): the next value of x, or an equation for it.</summary>
    public static bool IsUpdate(Expression left, string relation, Expression right) =>
        relation == "="
        && Names.IsName(left)
        && right is not Identifier and not Scripted
        && Names.Of(left) is var name
        && Names.Nodes(right).Any(node => Names.IsName(node) && Names.Of(node) == name);

    /// <summary>
    /// i or j free, not declared and no index of anything: the imaginary unit in many texts.
    /// </summary>
    public static bool MayBeImaginary(Context context) =>
        context.Variables.Any(variable =>
            variable
                is {
                    Provenance: Provenance.Guessed,
                    Domain: RealInterval,
                    Name: "i" or "j" or "\\text{i}" or "\\text{j}"
                }
        );

    /// <summary>Whether a formula takes e or π, by convention constants, for a name: something is said to equal it.</summary>
    public static bool NamesConstant(Expression formula) =>
        formula is Chain { Operands: [var left, ..], Relations: [{ Symbol: "=" or ":=" or "\\in" or "\\equiv" }, ..] }
        && left is Identifier { Name: "e" or "\\pi", Accents.Count: 0 };

    /// <summary>Whether the formula has e or π standing alone; a base of a power such as e^x is no name.</summary>
    public static bool HasConstant(Expression side) =>
        side is Identifier { Name: "e" or "\\pi", Accents.Count: 0 }
        || Names.Children(side).Any(child => !(IsPowerOfE(child)) && HasConstant(child))
        || Names.Children(side).Any(child => IsPowerOfE(child) && HasConstant(((Scripted)child).Superscript!));

    private static bool IsPowerOfE(Expression expression) =>
        expression is Scripted { Base: Identifier { Name: "e" }, Superscript: not null and not Numeral };

    /// <summary>One unit of the last printed digit, when the side is a printed number: 0.368, −1.20, 4.5·10⁻⁵, 64%, 22026.</summary>
    public static Rational? PrintedUnit(Expression side)
    {
        switch (side)
        {
            case Additive { Terms: [{ Term: var only }] }:
                return PrintedUnit(only);
            case Delimited { Content: var inner }:
                return PrintedUnit(inner);
            case Postfix { Sign: "\\%", Operand: Numeral { Digits: var digits } }:
                return Unit(digits) / 100;
            case Numeral { Digits: var digits }
                when digits.Contains('.', StringComparison.Ordinal) || digits.Length > 2:
                return Unit(digits);
            case Product { Factors: [{ Value: Numeral { Digits: var digits } }, { Value: var power }] }
                when Exponent(power) is { } exponent:
                return Unit(digits) * Rational.Pow(10, exponent);
            default:
                return null;
        }
    }

    /// <summary>sin⁻¹ and f⁻¹ are inverse functions in many texts, reciprocals in others.</summary>
    public static bool HasInverse(Expression side) =>
        Names
            .Nodes(side)
            .Any(node =>
                node
                    is Application
                    {
                        Head: Scripted
                        {
                            Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: "1" } }] }
                        }
                    }
            );

    /// <summary>
    /// d/dx at the head of a side taken over the whole of it: d/dx x² + 1, d/dx sin x cos x, d/dx log x / x. Null when the
    /// side does not begin so.
    /// </summary>
    public static Expression? OverAll(Expression side) =>
        Led(side, out var derivative) is { } operand && !ReferenceEquals(side, derivative)
            ? derivative! with
            {
                Argument = operand,
            }
            : null;

    // The side with its leading derivative replaced by what is differentiated.
    private static Expression? Led(Expression side, out Application? derivative)
    {
        derivative = null;
        switch (side)
        {
            case Application { Head: DerivativeQuotient } found:
                derivative = found;
                return found.Argument;
            case Quotient quotient when Led(quotient.Numerator, out derivative) is { } numerator:
                return quotient with { Numerator = numerator };
            case Product product when Led(product.Factors[0].Value, out derivative) is { } first:
                return product with
                {
                    Factors = [product.Factors[0] with { Value = first }, .. product.Factors.Skip(1)],
                };
            case Additive { Terms: [{ Sign: "+" }, ..] } sum when Led(sum.Terms[0].Term, out derivative) is { } term:
                return sum with { Terms = [sum.Terms[0] with { Term = term }, .. sum.Terms.Skip(1)] };
            default:
                return null;
        }
    }

    /// <summary>
    /// A letter before one number or name in parentheses, read as a product: nobody writes ℓ(0) for ℓ·0. Nor σ(x + 1) for a
    /// product where the document has a function σ besides.
    /// </summary>
    public static bool HasUnusualProduct(Expression side, Func<Expression, bool> isFunctionToo) =>
        Names
            .Nodes(side)
            .OfType<Product>()
            .Any(product =>
                product
                    .Factors.Zip(product.Factors.Skip(1))
                    .Any(pair =>
                        Names.IsName(pair.First.Value)
                        && pair.Second is { Link: "", Value: Delimited { Open: "(", Content: var content } }
                        && (
                            content is Numeral or Identifier
                            || pair.First.Value is Identifier { Name: "\\sigma" }
                            || isFunctionToo(pair.First.Value) && !Names.Nodes(content).Contains(pair.First.Value)
                        )
                    )
            );

    /// <summary>Whether a printed decimal stands in it.</summary>
    public static bool HasDecimal(Expression side) =>
        Names
            .Nodes(side)
            .Any(node => node is Numeral { Digits: var digits } && digits.Contains('.', StringComparison.Ordinal));

    /// <summary>The reading with every logarithm taken to another base.</summary>
    public static Reading WithBase(Reading reading, int basis)
    {
        return reading with
        {
            Proposition = reading.Proposition is Terms.Comparison comparison
                ? new Terms.Comparison(In(comparison.Left), comparison.Relation, In(comparison.Right))
                : reading.Proposition,
            Context = reading.Context with
            {
                Definitions = reading.Context.Definitions.Map(definition =>
                    definition with
                    {
                        Body = In(definition.Body),
                    }
                ),
            },
            Note = $"with logarithms to the base {basis}",
        };

        Term In(Term term)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return term is Apply { Function: Function.Log } logarithm
                ? new Apply(basis == 2 ? Function.Log2 : Function.Log10, logarithm.Arguments.Map(In))
                : term.MapChildren(In);
        }
    }

    private static Rational Unit(string digits)
    {
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Rational.One : Rational.Pow(new Rational(1, 10), digits.Length - dot - 1);
    }

    private static int? Exponent(Expression power) =>
        power is Scripted { Base: Numeral { Digits: "10" }, Subscript: null, Superscript: { } superscript }
            ? superscript switch
            {
                Numeral { Digits: var digits } when digits.Length < 4 && int.TryParse(digits, out var value) => value,
                Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: var digits } }] }
                    when digits.Length < 4 && int.TryParse(digits, out var value) => -value,
                _ => null,
            }
            : null;
}
