// Everything that is known of one mathematical function. All members are abstract: what is forgotten does not compile.
using System.Globalization;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>
/// One function of the enumeration <see cref="Terms.Function"/>: how it is written, where it is defined and
/// differentiable, and what is known of its values. What is not known is null or none, never left out. Statements hold on
/// the natural domain unless they say otherwise, and hold exactly: proofs rest on them.
/// </summary>
internal abstract class KnownFunction
{
    /// <summary>Its key.</summary>
    public abstract Function Key { get; }

    /// <summary>The names under which it is read, as the reader of formulas spells them: <c>\log</c>, <c>erf</c>.</summary>
    public abstract Sequence<string> Names { get; }

    /// <summary>Fewest and most arguments; null is any number.</summary>
    public abstract (int Least, int? Most) Arity { get; }

    /// <summary>What Coq calls it, with its libraries Reals, Coquelicot and the prelude of the export; null where it is written by its <see cref="Definition"/>, or not at all.</summary>
    public abstract string? Coq { get; }

    /// <summary>The value at the arguments as LaTeX.</summary>
    public abstract (string Text, Tightness Tightness) Print(Sequence<Term> arguments);

    /// <summary>The function is defined exactly where all of these hold.</summary>
    public abstract Sequence<Condition> Domain(Sequence<Term> arguments);

    /// <summary>Within the domain, it is differentiable exactly where all of these hold.</summary>
    public abstract Sequence<Condition> Differentiability(Sequence<Term> arguments);

    /// <summary>True when it is continuous at every point of its domain.</summary>
    public abstract bool IsContinuous { get; }

    /// <summary>True when it is infinitely differentiable in the interior of its domain.</summary>
    public abstract bool IsSmooth { get; }

    /// <summary>The partial derivative with respect to one argument, where <see cref="Differentiability"/> holds.</summary>
    public abstract Slope Derivative(Sequence<Term> arguments, int place);

    /// <summary>An interval that holds all of its values: the smallest, unless that has no closed form.</summary>
    public abstract Extent Values { get; }

    /// <summary>On the whole domain (in every argument, the others fixed).</summary>
    public abstract Monotonicity Monotonicity { get; }

    /// <summary>Under x ↦ −x.</summary>
    public abstract Parity Parity { get; }

    /// <summary>On the whole domain.</summary>
    public abstract Curvature Curvature { get; }

    /// <summary>Intervals on which more is known than on the whole domain.</summary>
    public abstract Sequence<Piece> Pieces { get; }

    /// <summary>The value at simple exact arguments in closed form, else null.</summary>
    public abstract Term? ExactValue(Sequence<Term> arguments);

    /// <summary>What it tends to at ±∞ and at the ends of its domain, as far as the domain reaches there.</summary>
    public abstract Sequence<EndBehaviour> Ends { get; }

    /// <summary>A power series with coefficients in closed form, or null.</summary>
    public abstract PowerSeries? Series { get; }

    /// <summary>Simpler functions to which it is asymptotically equal (the quotient tends to 1) at ±∞.</summary>
    public abstract Sequence<Asymptote> Asymptotes { get; }

    /// <summary>
    /// An equal term in simpler functions with the same domain, or null. The checker goes by it: the evaluator does not.
    /// </summary>
    public abstract Term? Definition(Sequence<Term> arguments);

    /// <summary>The function applied.</summary>
    protected Term At(params Sequence<Term> arguments) => new Apply(Key, arguments);

    /// <summary>name(arguments).</summary>
    protected static (string Text, Tightness Tightness) Named(string name, Sequence<Term> arguments) =>
        ($@"{name}\left({string.Join(", ", arguments.Select(TermPrinter.Print))}\right)", Tightness.Prefix);

    /// <summary>name(arguments), the name in roman letters.</summary>
    protected static (string Text, Tightness Tightness) Word(string name, Sequence<Term> arguments) =>
        Named(string.Create(CultureInfo.InvariantCulture, $@"\operatorname{{{name}}}"), arguments);
}
