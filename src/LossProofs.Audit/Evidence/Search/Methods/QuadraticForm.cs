// Polynomials of degree two in their monomials as sums of squares.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Completes squares: xᵀQx with a positive semidefinite Q is Σ d_k (x_k + …)².</summary>
internal static class QuadraticForm
{
    private const int MostUnknowns = 8;
    private const int Work = 30_000;

    /// <summary>Weights and roots with Σ weight·root² = term; null where there are none of this kind.</summary>
    public static IReadOnlyList<(Rational Weight, Term Root)>? Squares(Setting setting, Term term, Effort effort)
    {
        Polynomial form;
        try
        {
            form = new Normaliser(setting, new AtomTable(Work, effort), new NothingFound()).Of(term);
        }
        catch (TooLarge)
        {
            return null;
        }

        // The unknowns: halves of the monomials that are squares, with 1.
        var unknowns = form
            .Terms.Where(part =>
                part.Value.Sign > 0
                && part.Key.All.All(factor => (factor.Exponent / 2).IsInteger && factor.Exponent.Sign > 0)
            )
            .Select(part => part.Key.Raised(new Rational(1, 2)))
            .Distinct()
            .OrderByDescending(monomial => monomial)
            .ToList();
        if (unknowns.Count is 0 or > MostUnknowns)
        {
            return null;
        }

        var n = unknowns.Count;
        var matrix = new Rational[n, n];
        var rest = form;
        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++)
            {
                var product = unknowns[i] * unknowns[j];
                var coefficient = rest.Terms.GetValueOrDefault(product);
                rest -= Polynomial.Of(product, coefficient);
                matrix[i, j] = matrix[j, i] = i == j ? coefficient : coefficient / 2;
            }
        }

        if (!rest.IsZero)
        {
            return null;
        }

        var squares = new List<(Rational, Term)>();
        for (var k = 0; k < n; k++)
        {
            if (matrix[k, k].Sign < 0)
            {
                return null;
            }

            if (matrix[k, k].Sign == 0)
            {
                for (var j = k; j < n; j++)
                {
                    if (matrix[k, j].Sign != 0)
                    {
                        return null;
                    }
                }

                continue;
            }

            var pivot = matrix[k, k];
            var root = Polynomial.Zero;
            for (var j = k; j < n; j++)
            {
                root += Polynomial.Of(unknowns[j], matrix[k, j] / pivot);
            }

            squares.Add((pivot, root.ToTerm()));
            for (var i = k + 1; i < n; i++)
            {
                for (var j = k + 1; j < n; j++)
                {
                    matrix[i, j] -= matrix[k, i] * matrix[k, j] / pivot;
                }
            }
        }

        return squares;
    }
}
