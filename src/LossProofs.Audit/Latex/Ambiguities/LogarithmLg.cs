// \lg x: the logarithm to the base 10, and in computer science to the base 2.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class LogarithmLg : Ambiguity
{
    public override string Name => "logarithm-lg";

    public override string Example => @"\lg x";

    public override Sequence<string> Readings => [@"\log_{10} x", @"\log_2 x"];

    public override bool IsEven => true;

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts) =>
        node is Application { Head: Identifier { Name: "\\lg" }, Argument: var argument }
            ? [Of("10", argument), Of("2", argument)]
            : null;

    private static NodeReading Of(string basis, Expression argument) =>
        new(
            $"the logarithm to the base {basis}",
            new Application(new Scripted(new Identifier("\\log"), new Numeral(basis), null, 0), argument)
        );
}
