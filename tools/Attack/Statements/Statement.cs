// A statement of the attack on the prover: LaTeX, declarations, and what it says at a point.
namespace LossProofs.Attack.Statements;

/// <summary>What a name may stand for.</summary>
/// <param name="Name">As LaTeX.</param>
/// <param name="Phrase">As <c>--where</c> has it.</param>
/// <param name="Draw">Gives it a value at a point, one of the exotic ones; the lengths before it are there already.</param>
internal sealed record Quantity(string Name, string Phrase, Action<Point, Random> Draw);

/// <summary>Conditions, and what is claimed where they hold.</summary>
/// <param name="Quantities">Lengths before the arrays that have them.</param>
/// <param name="Premises">What is assumed.</param>
/// <param name="Conclusion">What follows.</param>
/// <param name="IsTrue">True by construction; else nothing is known.</param>
/// <param name="Kind">How it was made.</param>
internal sealed record Statement(
    IReadOnlyList<Quantity> Quantities,
    IReadOnlyList<Relation> Premises,
    Relation Conclusion,
    bool IsTrue,
    string Kind
)
{
    /// <summary>The formula.</summary>
    public string Latex =>
        Premises.Count == 0
            ? Conclusion.Latex
            : $@"{string.Join(@" \land ", Premises.Select(premise => premise.Latex))} \Rightarrow {Conclusion.Latex}";

    /// <summary>The declarations, as <c>--where</c> has them.</summary>
    public IEnumerable<string> Where => Quantities.Select(quantity => $"{quantity.Name}: {quantity.Phrase}");

    /// <summary>A point at which it certainly fails, of that many; null where none was met.</summary>
    public Point? Counterexample(int points, Random random)
    {
        for (var count = 0; count < points; count++)
        {
            var point = new Point();
            foreach (var quantity in Quantities)
            {
                quantity.Draw(point, random);
            }

            if (Premises.All(premise => premise.Holds(point) == true) && Conclusion.Fails(point))
            {
                return point;
            }
        }

        return null;
    }
}
