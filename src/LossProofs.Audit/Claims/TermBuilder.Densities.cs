// Notation -> meaning: the density of a law that has a name, at a point: \mathcal{N}(x \mid \mu, \sigma^2), Gam(x; a, b).
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // Null where it is no such notation.
    private Term? Density(Application application)
    {
        if (
            application
                is not { Head: Identifier head, Argument: Delimited { Open: "(", Content: var content } argument }
            || head
                is not (
                    { Style: LetterStyle.Calligraphic, Name: "N" }
                    or { Style: LetterStyle.Roman, Name.Length: > 1 }
                )
        )
        {
            return null;
        }

        var (at, parameters) = content switch
        {
            Barred { Bar: "|", Left: var left, Right: var right } => (left, right),
            Listing { Separator: ";", Items: [var left, var right] } => (left, right),
            _ => (null, null),
        };
        if (at is null || parameters is null || at is Listing)
        {
            return null;
        }

        if (
            Named(new Application(head, argument with { Content = parameters }), Provenance.Text)
            is not var (law, values)
        )
        {
            return null;
        }

        var point = Undrawn(() => Build(at));
        if (
            Shape(point).Count > 0
            || IsArrayInside(at)
            || values.Any(value => Shape(value).Count > 0)
            || Names
                .Nodes(parameters)
                .Any(node => Names.IsName(node) && (IsArrayByNotation(node) || IsMatrixLetter(node)))
        )
        {
            throw new NotUnderstood($"'{Shortened(application)}': the density of a random vector is not followed");
        }

        return DensityAt(law, values, point)
            ?? throw new NotUnderstood($"'{Shortened(application)}': the density of this law is not followed");
    }

    // \Sigma, \Lambda^{-1}, K: by custom a matrix.
    private static bool IsMatrixLetter(Expression node) =>
        node
            is Identifier { Style: LetterStyle.Plain, Name: [>= 'A' and <= 'Z'] or ['\\', >= 'A' and <= 'Z', ..] }
                or Scripted
                {
                    Base: Identifier
                    {
                        Style: LetterStyle.Plain,
                        Name: [>= 'A' and <= 'Z'] or ['\\', >= 'A' and <= 'Z', ..]
                    }
                };

    private static Term? DensityAt(NamedLaw law, Sequence<Term> parameters, Term x)
    {
        switch (law)
        {
            case NamedLaw.Normal:
                var (mean, variance) = (parameters[0], parameters[1]);
                return Term.Exp(-new Power(x - mean, 2) / (2 * variance))
                    / new Apply(Function.Sqrt, [2 * new Constant(ConstantKind.Pi) * variance]);
            case NamedLaw.Laplace:
                return Term.Exp(-new Apply(Function.Abs, [x - parameters[0]]) / parameters[1]) / (2 * parameters[1]);
            case NamedLaw.Exponential:
                return Where(
                    new Compare(x, Relation.GreaterOrEqual, Term.Zero),
                    parameters[0] * Term.Exp(-(parameters[0] * x))
                );
            case NamedLaw.Uniform:
                return Where(
                    new All([
                        new Compare(x, Relation.GreaterOrEqual, parameters[0]),
                        new Compare(x, Relation.LessOrEqual, parameters[1]),
                    ]),
                    Term.One / (parameters[1] - parameters[0])
                );
            case NamedLaw.Gamma:
                var (shape, rate) = (parameters[0], parameters[1]);
                return Where(
                    new Compare(x, Relation.Greater, Term.Zero),
                    new Power(rate, shape)
                        / new Apply(Function.Gamma, [shape])
                        * new Power(x, shape - Term.One)
                        * Term.Exp(-(rate * x))
                );
            case NamedLaw.Beta:
                var (a, b) = (parameters[0], parameters[1]);
                return Where(
                    new All([new Compare(x, Relation.Greater, Term.Zero), new Compare(x, Relation.Less, Term.One)]),
                    new Apply(Function.Gamma, [a + b])
                        / (new Apply(Function.Gamma, [a]) * new Apply(Function.Gamma, [b]))
                        * new Power(x, a - Term.One)
                        * new Power(Term.One - x, b - Term.One)
                );
            default:
                return null;
        }
    }

    // Outside of where a law lives its density is zero.
    private static Piecewise Where(Condition support, Term value) => new([new Branch(support, value)], Term.Zero);
}
