// Arrays whose sizes are guessed, read with every guessed size 1: there vectors and matrices are numbers, matrices commute, are
// symmetric and diagonal, so that what fails there fails whichever of these was meant.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>Which claims about guessed arrays may be refuted by what they say of numbers.</summary>
internal static class SmallArrays
{
    /// <summary>
    /// Whether a failure at size 1 tells against the claim. Where a size is a number of the claim, too, or where a class
    /// of arrays may be meant that has no interesting member of size 1 (A^\top = −A), or a size is tried that is not 1, it
    /// does not.
    /// </summary>
    public static bool Applies(Problem problem, IReadOnlyList<string> arrays)
    {
        var sizes = Sizes(problem, arrays);
        var asserted = problem.Reading.Proposition.Terms().ToList();
        return arrays
                .SelectMany(name => problem.Variable(name)!.Dimensions)
                .All(size => size is not Number || size.IsOne())
            && !asserted.Exists(term => sizes.Any(size => IsValue(term, size)))
            // An equation for one array alone says which arrays are meant, unless something is differentiated in it.
            && (arrays.Count > 1 || asserted.Exists(HasDerivative));
    }

    /// <summary>The problem with every guessed size of the arrays the given one.</summary>
    public static Problem OfSize(int length, Problem problem, IReadOnlyList<string> arrays)
    {
        foreach (var size in Sizes(problem, arrays))
        {
            problem = problem.WithVariable(
                problem.Variable(size)! with
                {
                    Domain = new Integers(length, length),
                },
                size
            );
        }

        return problem;
    }

    private static HashSet<string> Sizes(Problem problem, IReadOnlyList<string> arrays) =>
        [
            .. arrays
                .SelectMany(name => problem.Variable(name)!.Dimensions)
                .OfType<Symbol>()
                .Select(size => size.Name)
                .Where(size => problem.Variable(size) is { Provenance: Provenance.Guessed, Domain: Integers }),
        ];

    // n as a number, and not as the end of a range.
    private static bool IsValue(Term term, string size) =>
        term switch
        {
            Symbol(var name) => name == size,
            Fold(_, var index, _, _, var body) => index != size && IsValue(body, size),
            Tabulate(var index, _, var body) => index != size && IsValue(body, size),
            _ => term.Children().Any(child => IsValue(child, size)),
        };

    private static bool HasDerivative(Term term) =>
        term is Derivative or Gradient or Hessian || term.Children().Any(HasDerivative);
}
