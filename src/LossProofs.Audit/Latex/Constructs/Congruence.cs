// a \equiv b \pmod n: read, and not judged.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Constructs;

internal sealed class Congruence : Construct
{
    public override string Name => "congruence";

    public override string Example => @"a \equiv b \pmod{n}";

    public override IReadOnlyList<string> Commands => ["\\pmod", "\\pod"];

    internal override Expression Read(FormulaParser parser, int start) => new Constructed(this, [parser.Argument()]);

    public override string Print(Sequence<string> parts) => $"\\pmod{{{parts[0]}}}";

    public override string Markup(Sequence<string> parts) =>
        $"<mspace width=\"1em\"></mspace><mo>(</mo><mi>mod</mi><mspace width=\"0.3em\"></mspace>{parts[0]}<mo>)</mo>";

    internal override Expression? Meaning(Sequence<Expression> parts) => null;

    public override string Reason => "a congruence modulo a number is not judged";
}
