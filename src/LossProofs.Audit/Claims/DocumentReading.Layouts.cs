// How derivatives by vectors and matrices are laid out: in rows or in columns.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    // The claim with derivatives by vectors and matrices laid out as the document does not.
    private List<Reading> InOtherLayout(Equation equation, EquationNote? note, Nearby near, Step step) =>
        Fitted(
            () =>
                new TermBuilder(_scope, equation.Ordinal, Chosen(note))
                {
                    AtSolution = note?.Given.Count > 0,
                    Randomness = RandomnessAt(equation, note),
                    HasOtherLayout = true,
                    Guessing = _guessing,
                },
            note,
            near,
            step,
            "with derivatives laid out the other way",
            out _,
            out _
        );

    // (\partial f/\partial X)_{ij} = \partial f/\partial X_{ij}, G_{ij} = \partial f/\partial X_{ij}.
    private static bool SaysShape(Expression node) =>
        node
            is Chain
            {
                Operands: [Scripted { Subscript: { } entry, Superscript: null }, DerivativeQuotient slope],
                Relations: [{ Symbol: "=" or ":=" }]
            }
        && Names.Nodes(slope).Any(part => part is Scripted { Subscript: { } own } && own.Equals(entry));

    // A row where gradients are columns; a column where they are rows.
    private bool IsLaidOutOtherwise(TermBuilder builder, Proposition proposition) =>
        proposition is Comparison(var left, _, var right)
        && _scope.Layout switch
        {
            Layout.Denominator => builder.IsRow(left) || builder.IsRow(right),
            Layout.Numerator => !builder.IsRow(right) && !HasGradient(right),
            _ => false,
        };

    private static bool HasGradient(Term term) => term is Gradient || term.Children().Any(HasGradient);
}
