// The number of members of an index set: the argument is its symbol.
namespace LossProofs.Audit.Terms.Functions;

/// <summary>The number of members of an index set: the argument is its symbol.</summary>
internal sealed class Cardinality : Count
{
    public override Function Key => Function.Cardinality;

    public override Sequence<string> Names => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) =>
        ($@"\left|{TermPrinter.Print(arguments[0])}\right|", Tightness.Atom);
}
