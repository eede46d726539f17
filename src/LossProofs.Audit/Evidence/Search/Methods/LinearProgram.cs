// Multipliers λ ≥ 0 with Σ λ_k a_k = b: floating point finds which are not 0, exact elimination finds them.
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Non-negative solutions of linear equations.</summary>
internal static class LinearProgram
{
    private const double Tolerance = 1e-9;
    private const int MostSteps = 400;

    /// <summary>Non-negative multipliers, with a weighted sum as large as can be; null where none are found.</summary>
    /// <param name="columns">What is combined: coefficients by row.</param>
    /// <param name="right">What is to be reached.</param>
    /// <param name="weights">What is to be large; bounded elsewhere.</param>
    public static Rational[]? Solve(
        IReadOnlyList<IReadOnlyDictionary<int, Rational>> columns,
        IReadOnlyList<Rational> right,
        IReadOnlyList<bool>? weights
    )
    {
        var (m, n) = (right.Count, columns.Count);
        var tableau = new double[m + 2, n + m + 1];
        for (var i = 0; i < m; i++)
        {
            var sign = right[i].Sign < 0 ? -1.0 : 1.0;
            tableau[i, n + i] = 1;
            tableau[i, n + m] = Math.Abs(Approximately(right[i]));
            for (var k = 0; k < n; k++)
            {
                if (columns[k].TryGetValue(i, out var value))
                {
                    tableau[i, k] = sign * Approximately(value);
                }
            }

            for (var k = 0; k < n; k++)
            {
                tableau[m, k] -= tableau[i, k];
            }

            tableau[m, n + m] -= tableau[i, n + m];
        }

        for (var k = 0; k < n; k++)
        {
            tableau[m + 1, k] = weights?[k] == true ? -1 : 0;
        }

        var basis = Enumerable.Range(n, m).ToArray();
        if (
            !Minimise(tableau, basis, m, m, n + m)
            || Math.Abs(tableau[m, n + m]) > 1e-7
            || (weights is not null && !Minimise(tableau, basis, m, m + 1, n))
        )
        {
            return null;
        }

        var support = Enumerable
            .Range(0, m)
            .Where(i => basis[i] < n && tableau[i, n + m] > Tolerance)
            .Select(i => basis[i])
            .ToList();
        return Exactly(columns, right, support);
    }

    private static double Approximately(Rational value) => (double)value.Numerator / (double)value.Denominator;

    private static bool Minimise(double[,] tableau, int[] basis, int m, int objective, int columns)
    {
        var last = tableau.GetLength(1) - 1;
        for (var step = 0; step < MostSteps; step++)
        {
            var enter = -1;
            for (var k = 0; k < columns; k++)
            {
                if (
                    tableau[objective, k] < -Tolerance
                    && (enter < 0 || (step < MostSteps / 2 && tableau[objective, k] < tableau[objective, enter]))
                )
                {
                    enter = k;
                }
            }

            if (enter < 0)
            {
                return true;
            }

            var leave = -1;
            var least = 0.0;
            for (var i = 0; i < m; i++)
            {
                // An artificial variable that is left in the basis is 0 and stays so.
                if (basis[i] >= columns && Math.Abs(tableau[i, enter]) > 1e-7)
                {
                    leave = i;
                    break;
                }

                if (tableau[i, enter] > Tolerance)
                {
                    var ratio = tableau[i, last] / tableau[i, enter];
                    if (leave < 0 || ratio < least || (ratio <= least && basis[i] < basis[leave]))
                    {
                        (leave, least) = (i, ratio);
                    }
                }
            }

            if (leave < 0)
            {
                return false;
            }

            Pivot(tableau, leave, enter);
            basis[leave] = enter;
        }

        return false;
    }

    private static void Pivot(double[,] tableau, int leave, int enter)
    {
        var (rows, width) = (tableau.GetLength(0), tableau.GetLength(1));
        var pivot = tableau[leave, enter];
        for (var k = 0; k < width; k++)
        {
            tableau[leave, k] /= pivot;
        }

        for (var i = 0; i < rows; i++)
        {
            var factor = tableau[i, enter];
            if (i == leave || factor == 0)
            {
                continue;
            }

            for (var k = 0; k < width; k++)
            {
                tableau[i, k] -= factor * tableau[leave, k];
            }

            tableau[i, enter] = 0;
        }
    }

    // Σ over the support, by elimination; null where it has no solution, or one with a negative multiplier.
    private static Rational[]? Exactly(
        IReadOnlyList<IReadOnlyDictionary<int, Rational>> columns,
        IReadOnlyList<Rational> right,
        List<int> support
    )
    {
        var width = support.Count;
        var rows = Enumerable
            .Range(0, right.Count)
            .Select(i => support.Select(k => columns[k].GetValueOrDefault(i)).Append(right[i]).ToArray())
            .ToList();
        var places = new List<int>();
        for (var column = 0; column < width; column++)
        {
            var at = rows.FindIndex(places.Count, row => row[column].Sign != 0);
            if (at < 0)
            {
                return null;
            }

            (rows[places.Count], rows[at]) = (rows[at], rows[places.Count]);
            var own = rows[places.Count];
            var pivot = own[column];
            for (var k = column; k <= width; k++)
            {
                own[k] /= pivot;
            }

            foreach (var row in rows.Where(row => !ReferenceEquals(row, own) && row[column].Sign != 0))
            {
                var factor = row[column];
                for (var k = column; k <= width; k++)
                {
                    row[k] -= factor * own[k];
                }
            }

            places.Add(column);
        }

        if (rows.Skip(width).Any(row => row[width].Sign != 0) || rows.Take(width).Any(row => row[width].Sign < 0))
        {
            return null;
        }

        var solution = new Rational[columns.Count];
        for (var at = 0; at < width; at++)
        {
            solution[support[at]] = rows[at][width];
        }

        return solution;
    }
}
