// The number of elements of a vector.
namespace LossProofs.Audit.Terms.Functions;

/// <summary>The number of elements of a vector.</summary>
internal sealed class Length : Count
{
    public override Function Key => Function.Length;

    public override Sequence<string> Names => [];

    public override string? Coq => null;

    public override (string Text, Tightness Tightness) Print(Sequence<Term> arguments) => Word("length", arguments);
}
