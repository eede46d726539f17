// \prescript{14}{6}{C}: scripts on the left (mathtools). What they say is a convention of the document: read, and not judged.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Constructs;

internal sealed class Prescript : Construct
{
    public override string Name => "prescript";

    public override string Example => @"\prescript{a}{b}{x}";

    public override IReadOnlyList<string> Commands => ["\\prescript"];

    internal override Expression Read(FormulaParser parser, int start) =>
        new Constructed(this, [parser.Argument(), parser.Argument(), parser.Argument()]);

    public override string Print(Sequence<string> parts) => $@"\prescript{{{parts[0]}}}{{{parts[1]}}}{{{parts[2]}}}";

    public override string Markup(Sequence<string> parts) =>
        $"<mmultiscripts>{parts[2]}<mprescripts></mprescripts>{parts[1]}{parts[0]}</mmultiscripts>";

    internal override Expression? Meaning(Sequence<Expression> parts) => null;

    public override string Reason => "scripts on the left of a symbol mean what a document says, and are not judged";
}
