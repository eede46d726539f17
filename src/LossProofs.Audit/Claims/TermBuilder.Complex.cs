// Complex numbers, as far as they are built from real ones: sums, products, quotients, natural powers, e^z, conjugates,
// absolute values, real and imaginary parts. Two are equal where both parts are.
using System.Globalization;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Latex.Constructs;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    private const int MostFactors = 12;

    /// <summary>Whether the imaginary unit stands in it.</summary>
    public static bool IsComplex(Expression side) => Names.Nodes(side).Any(node => node.Equals(ComplexUnit.Node));

    /// <summary>The list of the real and the imaginary part.</summary>
    /// <exception cref="NotUnderstood">It is not built from real numbers in a way that is followed.</exception>
    public Term BuildParts(Expression side)
    {
        var (real, imaginary) = Parts(side);
        return new Listed([real, imaginary]);
    }

    private (Term Real, Term Imaginary) Parts(Expression side)
    {
        if (!IsComplex(side))
        {
            return (Build(side), Term.Zero);
        }

        switch (side)
        {
            case Constructed:
                return (Term.Zero, Term.One);
            case Annotated annotated:
                return Parts(annotated.Base);
            case Delimited { Open: "(" or "[" or "{" or "\\{" } fence:
                return Parts(fence.Content);
            case Delimited { Open: "|" } fence:
                return (Modulus(Parts(fence.Content)), Term.Zero);
            case Additive { Terms: var terms } when terms.All(term => term.Sign is "+" or "-"):
            {
                var parts = terms
                    .Select(term => (term.Sign, Parts: Parts(term.Term)))
                    .Select(term =>
                        term.Sign == "+" ? term.Parts : (new Negate(term.Parts.Real), new Negate(term.Parts.Imaginary))
                    )
                    .ToList();
                return (Sum(parts.ConvertAll(part => part.Item1)), Sum(parts.ConvertAll(part => part.Item2)));
            }
            case Product { Factors: var factors }
                when factors.All(factor => factor.Link is "" or "\\cdot" or "\\times"):
                return factors.Select(factor => Parts(factor.Value)).Aggregate(Times);
            case Fraction fraction:
                return Over(Parts(fraction.Numerator), Parts(fraction.Denominator));
            case Quotient quotient:
                return Over(Parts(quotient.Numerator), Parts(quotient.Denominator));
            case Accented { Accent: "\\overline" or "\\bar", Base: var conjugated }:
                return Conjugate(Parts(conjugated));
            case Scripted
            {
                Base: Delimited conjugated,
                Subscript: null,
                Superscript: Identifier { Name: "*" },
                Primes: 0
            }:
                return Conjugate(Parts(conjugated));
            case Scripted
            {
                Base: Identifier { Name: "e", Accents.Count: 0 },
                Subscript: null,
                Superscript: { } exponent,
                Primes: 0
            }:
                return Exponential(Parts(exponent));
            case Application { Head: Identifier { Name: "\\exp" }, Argument: var exponent }:
                return Exponential(Parts(exponent));
            case Application { Head: Identifier { Name: "\\Re" or "Re" }, Argument: var argument }:
                return (Parts(argument).Real, Term.Zero);
            case Application { Head: Identifier { Name: "\\Im" or "Im" }, Argument: var argument }:
                return (Parts(argument).Imaginary, Term.Zero);
            case Scripted { Base: var number, Subscript: null, Superscript: Numeral { Digits: var digits }, Primes: 0 }
                when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var power)
                    && power is > 0 and <= MostFactors:
                return Enumerable.Repeat(Parts(number), power).Aggregate(Times);
            default:
                throw new NotUnderstood($"'{Shortened(side)}' is complex, and is not followed");
        }
    }

    private static Term Sum(List<Term> terms) => terms.Count == 1 ? terms[0] : new Add(terms.ToSequence());

    private static (Term Real, Term Imaginary) Times((Term Real, Term Imaginary) a, (Term Real, Term Imaginary) b) =>
        (a.Real * b.Real - a.Imaginary * b.Imaginary, a.Real * b.Imaginary + a.Imaginary * b.Real);

    // a / b = a b* / |b|²: defined where b ≠ 0.
    private static (Term Real, Term Imaginary) Over((Term Real, Term Imaginary) a, (Term Real, Term Imaginary) b)
    {
        var (real, imaginary) = Times(a, Conjugate(b));
        var square = b.Real * b.Real + b.Imaginary * b.Imaginary;
        return (real / square, imaginary / square);
    }

    private static (Term Real, Term Imaginary) Conjugate((Term Real, Term Imaginary) a) =>
        (a.Real, new Negate(a.Imaginary));

    private static Term Modulus((Term Real, Term Imaginary) a) =>
        new Apply(Function.Sqrt, [a.Real * a.Real + a.Imaginary * a.Imaginary]);

    // e^(x + iy) = e^x cos y + i e^x sin y.
    private static (Term Real, Term Imaginary) Exponential((Term Real, Term Imaginary) a)
    {
        var size = new Apply(Function.Exp, [a.Real]);
        return (size * new Apply(Function.Cos, [a.Imaginary]), size * new Apply(Function.Sin, [a.Imaginary]));
    }
}
