// The derivative that the prelude's rules give, term by term as they give it.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>Differentiates by a number or an entry of an array as the tactic <c>derive</c> does.</summary>
internal static class CoqDerivative
{
    /// <summary>The derivative of the body.</summary>
    /// <exception cref="NotExported">There is no rule for a part.</exception>
    public static Term Of(Term body, Term variable)
    {
        var name = variable.RootName();
        return Derive(body);

        Term Derive(Term term)
        {
            if (!term.FreeNames().Contains(name))
            {
                return Term.Zero;
            }

            switch (term)
            {
                case Symbol:
                    return Term.One;
                case Element(Symbol, [var index]) when variable is Element(_, [var place]):
                    return CoqAlgebra.Delta(index, place);
                case Guarded(var value, _):
                    return Derive(value);
                case Negate(var x):
                    return new Negate(Derive(x));
                case Add(var xs):
                    return new Add(xs.Map(x => x is Negate(var y) ? new Negate(Derive(y)) : Derive(x)));
                case Multiply([var only]):
                    return Derive(only);
                case Multiply(var xs):
                {
                    var last = xs[^1];
                    var rest = xs.Count == 2 ? xs[0] : new Multiply(xs.Take(xs.Count - 1).ToSequence());
                    return Derive(rest) * last + rest * Derive(last);
                }

                case Divide(var x, var y):
                    return new Divide(new Add([Derive(x) * y, new Negate(x * Derive(y))]), new Power(y, 2));
                case Power(Constant(ConstantKind.E), var y):
                    return Term.Exp(y) * Derive(y);
                case Power(var x, Number({ IsInteger: true, Sign: > 0 } n)):
                    return new Multiply([new Number(n), new Power(x, new Number(n - Rational.One)), Derive(x)]);
                case Power(var x, Number({ IsInteger: true } n)):
                {
                    var power = new Power(x, new Number(-n));
                    return new Divide(new Negate(Derive(power)), new Power(power, 2));
                }

                case Power(var x, var y):
                {
                    var exponent = y * Term.Log(x);
                    return Term.Exp(exponent) * Derive(exponent);
                }

                case Apply(Function.Exp, [var x]):
                    return term * Derive(x);
                case Apply(Function.Log, [var x]):
                    return new Power(x, -1) * Derive(x);
                case Apply(Function.Sqrt, [var x]):
                    return new Power(2 * term, -1) * Derive(x);
                case Apply(Function.Sin, [var x]):
                    return new Apply(Function.Cos, [x]) * Derive(x);
                case Apply(Function.Cos, [var x]):
                    return new Negate(new Apply(Function.Sin, [x])) * Derive(x);
                case Apply(var function, [var x])
                    when KnownFunctions.Of(function) is { Coq: null } known && known.Definition([x]) is { } definition:
                    return Derive(definition);
                case Fold(FoldKind.Sum, var index, Span range, null, var inner):
                    return new Fold(FoldKind.Sum, index, range, null, Derive(inner));
                case Derivative(var inner, var by):
                    return Derive(Of(inner, by));
                default:
                    throw new NotExported("a derivative that the prelude has no rule for");
            }
        }
    }
}
