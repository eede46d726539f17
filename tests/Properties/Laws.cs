// What the classes of laws share. A class of laws is generic in the precision; two sealed subclasses run every law in
// float and in double.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Reals;
using MathNet.Numerics.LinearAlgebra;

namespace LossProofs.Tests.Properties;

public abstract class Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    protected delegate void Write(Span<T> destination);

    /// <summary>What a kernel writes to a destination of that length.</summary>
    protected static T[] Row(int length, Write kernel)
    {
        var row = new T[length];
        // A kernel that leaves an entry unwritten shows.
        row.AsSpan().Fill(T.NaN);
        kernel(row);
        return row;
    }

    protected static T[] Probabilities(T[] logits) => Row(logits.Length, p => Softmax.Probabilities(logits, p));

    protected static Ball[] True(T[] outputs) => Law.True<T>(outputs);

    protected static Ball True(T output) => Law.True(output);

    protected static Ball Exact(T input) => Law.Exact(input);

    /// <summary>The unit roundoff's double: the distance from 1 to the next number.</summary>
    protected static double Epsilon => Law.Ulp<T>(1);

    /// <summary>At most that many entries, from the first finite one on (and around the end): for costly checks.</summary>
    protected static T[] Few(T[] row, int most = 6) => From(row, Array.FindIndex(row, T.IsFinite), most);

    /// <summary>At most that many entries, from a given place on (and around the end); that place becomes number 0.</summary>
    protected static TItem[] From<TItem>(TItem[] row, int first, int most = 6) =>
        [.. Enumerable.Range(0, Math.Min(most, row.Length)).Select(i => row[(first + i) % row.Length])];

    /// <summary>A permutation of that many places, drawn from a seed.</summary>
    protected static int[] Permutation(int length, int seed)
    {
        var places = Enumerable.Range(0, length).ToArray();
        new Random(seed).Shuffle(places);
        return places;
    }

    protected static TItem[] Permuted<TItem>(TItem[] row, int[] places) => [.. places.Select(place => row[place])];

    /// <summary>
    /// A second row near or far from the first: z_i + 2^−(0 to 60)·v_i, v cycled; masks stay, and so do entries that
    /// would overflow.
    /// </summary>
    protected static T[] Moved(T[] row, T[] direction, int seed)
    {
        var halvings = (int)((uint)seed % 61);
        return
        [
            .. row.Select(
                (entry, i) =>
                    entry + T.ScaleB(direction[i % direction.Length], -halvings) is var moved && T.IsFinite(moved)
                        ? moved
                        : entry
            ),
        ];
    }

    /// <summary>Σ g_j (w_j − z_j) over the classes that are not masked.</summary>
    protected static Ball Inner(Ball[] gradient, T[] from, T[] to)
    {
        var sum = Ball.Zero;
        for (var j = 0; j < from.Length; j++)
            if (T.IsFinite(from[j]))
                sum += gradient[j] * (Exact(to[j]) - Exact(from[j]));
        return sum;
    }

    /// <summary>
    /// The eigenvalues of a kernel's symmetric matrix, ascending, and how far they may be off. By Weyl's theorem they move
    /// by at most ‖E‖₂ ≤ ‖E‖_F: the kernel's errors are at most KernelUlps·ε of each entry (a subnormal one: of the
    /// smallest number), and the solver's backward error is at most p(n)·2⁻⁵²·‖A‖_F with p(n) ≤ 10n (LAPACK Users'
    /// Guide, section 4.7; MathNet's is the same Householder reduction and QL iteration).
    /// </summary>
    protected static (double[] Values, double Slack) Eigenvalues(T[] matrix)
    {
        var size = (int)Math.Sqrt(matrix.Length);
        // Scaled to entries around 1 (exactly, by a power of two), so that no square underflows in the solver; entries
        // below 2⁻⁴⁰⁰ beside that are left out, which moves the eigenvalues by at most n·2⁻⁴⁰⁰, far below the rest.
        var largest = matrix.Max(entry => Math.Abs(double.CreateChecked(entry)));
        var exponent = largest > 0 ? Math.ILogB(largest) : 0;
        var scaled = Matrix<double>.Build.Dense(
            size,
            size,
            [
                .. matrix
                    .Select(entry => Math.ScaleB(double.CreateChecked(entry), -exponent))
                    .Select(entry => Math.Abs(entry) < Math.ScaleB(1, -400) ? 0 : entry),
            ]
        );
        var values = scaled
            .Evd(Symmetricity.Symmetric)
            .EigenValues.Select(value => Math.ScaleB(value.Real, exponent))
            .Order()
            .ToArray();
        var slack =
            Math.ScaleB((Law.KernelUlps * Epsilon + 10 * size * Law.Ulp<double>(1)) * scaled.FrobeniusNorm(), exponent)
            + size * Law.KernelUlps * Law.Ulp<T>(0);
        return (values, slack);
    }
}
