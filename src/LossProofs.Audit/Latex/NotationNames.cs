// The names that stand as quantities in a piece of notation, whatever they mean.
namespace LossProofs.Audit.Latex;

internal static class NotationNames
{
    /// <summary>The letters of an expression that are no constants, and not in scripts or before an argument.</summary>
    public static IEnumerable<Expression> In(Expression expression)
    {
        switch (expression)
        {
            case Identifier { Name: "e" or "\\pi" or "\\infty" }:
                return [];
            case Identifier or Scripted { Base: Identifier, Superscript: null }:
                return [expression];
            case Scripted scripted:
                return In(scripted.Base);
            case Application application:
                return In(application.Argument);
            default:
                return expression.Parts().SelectMany(In);
        }
    }
}
