// The arithmetic of normal forms for those who compute with them outside of terms: coefficients of expansions.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

internal sealed partial class Normaliser
{
    /// <summary>The product, with the laws of the atoms.</summary>
    public Polynomial Product(Polynomial left, Polynomial right) => Times(left, right);

    /// <summary>1/p; the caller knows that p ≠ 0.</summary>
    public Polynomial Reciprocal(Polynomial value) =>
        value.Constant is { Sign: not 0 } number ? Polynomial.Of(Reals.Rational.One / number) : Inverted(value);

    /// <summary>e^p.</summary>
    public Polynomial ExponentialOf(Polynomial value) => Exponential(value);

    /// <summary>log p; the caller knows that p &gt; 0.</summary>
    public Polynomial LogarithmOf(Polynomial value) => Logarithm(value);
}
