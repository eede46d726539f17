// The imaginary unit, where it is known to be it: \mathrm{i}, or an i of which the words say so.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Constructs;

internal sealed class ComplexUnit : Construct
{
    /// <summary>The unit.</summary>
    public static Constructed Node { get; } = new(new ComplexUnit(), []);

    public override string Name => "complex-unit";

    public override string Example => @"\mathrm{i}";

    public override string Print(Sequence<string> parts) => Example;

    public override string Markup(Sequence<string> parts) => "<mi mathvariant=\"normal\">i</mi>";

    internal override Expression? Meaning(Sequence<Expression> parts) => null;

    public override string Reason => "a complex number stands where only real ones are followed";
}
