// Softmax: probabilities, their logarithms, the Jacobian and its product with a vector; with a temperature.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// p_i = e^(z_i/T) / Σ_j e^(z_j/T), T = 1 unless given. Logits in nats; a logit of −∞ masks its class (probability
/// and derivatives 0, logarithm −∞) while one finite logit remains. Source: softmax-and-cross-entropy; with a
/// temperature gamma-cross-entropy (58), noise-robustness (38); Jacobian noise-robustness (60).
/// </summary>
/// <remarks>
/// Error: probabilities and their logarithms at most 2 ulp, subnormal results included (e^d within 1.13 units of its last
/// place, times 1/Σe^d within an eighth, and a last half ulp); in Jacobians one rounding, at
/// most 1 ulp; Jacobian-vector products, whose terms truly cancel, at most 1 ulp of the sum of their magnitudes. Refused
/// (<see cref="ArgumentException"/>): an empty row, NaN, +∞, a row that is masked throughout, a temperature that is
/// not positive and finite, a destination of another length or partly overlapping the input.
/// </remarks>
public static unsafe class Softmax
{
    /// <summary>Writes p_i to <paramref name="destination"/> (as long as the row; may be the row itself).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Probabilities<T>(ReadOnlySpan<T> logits, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Probabilities(logits, T.One, destination);

    /// <summary>Writes p_i at a temperature T &gt; 0 to <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Probabilities<T>(ReadOnlySpan<T> logits, T temperature, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var magnitude = Check(logits, temperature, destination);
        fixed (T* from = logits)
        fixed (T* to = destination)
            Rows(from, to, temperature, false, 1, logits.Length, magnitude, 1);
    }

    /// <summary>Writes p of every row of a batch, rows in parallel above a size where that pays.</summary>
    /// <param name="logits">The rows.</param>
    /// <param name="temperature">T &gt; 0.</param>
    /// <param name="destination">As long as the batch; may be its values themselves.</param>
    /// <param name="degreeOfParallelism">The most threads to use; 0 means as many as there are processors. The
    /// result's bits do not depend on it.</param>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Probabilities<T>(
        Batch<T> logits,
        T temperature,
        Span<T> destination,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var magnitude = Check(logits, temperature, destination, degreeOfParallelism);
        fixed (T* from = logits.Values)
        fixed (T* to = destination)
            Rows(from, to, temperature, false, logits.RowCount, logits.ColumnCount, magnitude, degreeOfParallelism);
    }

    /// <summary>Writes log p_i = (z_i − m)/T − log Σ e^((z_j−m)/T) to <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LogProbabilities<T>(ReadOnlySpan<T> logits, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogProbabilities(logits, T.One, destination);

    /// <summary>Writes log p_i at a temperature T &gt; 0 to <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LogProbabilities<T>(ReadOnlySpan<T> logits, T temperature, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var magnitude = Check(logits, temperature, destination);
        fixed (T* from = logits)
        fixed (T* to = destination)
            Rows(from, to, temperature, true, 1, logits.Length, magnitude, 1);
    }

    /// <summary>Writes log p of every row of a batch, rows in parallel above a size where that pays.</summary>
    /// <param name="logits">The rows.</param>
    /// <param name="temperature">T &gt; 0.</param>
    /// <param name="destination">As long as the batch; may be its values themselves.</param>
    /// <param name="degreeOfParallelism">The most threads to use; 0 means as many as there are processors.</param>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LogProbabilities<T>(
        Batch<T> logits,
        T temperature,
        Span<T> destination,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var magnitude = Check(logits, temperature, destination, degreeOfParallelism);
        fixed (T* from = logits.Values)
        fixed (T* to = destination)
            Rows(from, to, temperature, true, logits.RowCount, logits.ColumnCount, magnitude, degreeOfParallelism);
    }

    /// <summary>Writes the K×K matrix ∂p_i/∂z_j = p_i(δ_ij − p_j), row-major.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has K² entries.</exception>
    public static void Jacobian<T>(ReadOnlySpan<T> logits, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Jacobian(logits, T.One, destination);

    /// <summary>Writes the K×K matrix ∂p_i/∂z_j = p_i(δ_ij − p_j)/T, row-major.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has K² entries.</exception>
    public static void Jacobian<T>(ReadOnlySpan<T> logits, T temperature, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(temperature, nameof(temperature));
        Arguments.Logits(logits);
        Arguments.Matrix(logits, nameof(logits), destination, nameof(destination));
        var row = SoftmaxRow<T>.Of(logits, temperature);
        var slope = Wide<T>.One / Wide<T>.Of(temperature);
        var classes = logits.Length;
        for (var i = 0; i < classes; i++)
        {
            var scaled = row.Probability(logits[i]) * slope;
            destination[i * classes + i] = (scaled * row.Complement(logits[i], i)).Round();
            for (var j = i + 1; j < classes; j++)
                destination[i * classes + j] = destination[j * classes + i] = (
                    -(scaled * row.Probability(logits[j]))
                ).Round();
        }
    }

    /// <summary>Writes Σ_j ∂p_i/∂z_j · v_j = p_i(v_i − Σ_j p_j v_j).</summary>
    /// <exception cref="ArgumentException">See the class remarks; the vector is as long as the row and finite.</exception>
    public static void JacobianVectorProduct<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> vector, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        JacobianVectorProduct(logits, vector, T.One, destination);

    /// <summary>Writes Σ_j ∂p_i/∂z_j · v_j = p_i(v_i − Σ_j p_j v_j)/T.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the vector is as long as the row and finite.</exception>
    public static void JacobianVectorProduct<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> vector,
        T temperature,
        Span<T> destination
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(logits, temperature, destination);
        Arguments.SameLength(vector.Length, nameof(vector), logits.Length, nameof(logits));
        Arguments.Finite(vector, nameof(vector));
        Arguments.NoPartialOverlap<T, T>(vector, nameof(vector), destination, nameof(destination));
        var row = SoftmaxRow<T>.Of(logits, temperature);
        // v_i − Σ p_j v_j = (v_i − v_m) − Σ_{j≠m} p_j(v_j − v_m), m the largest logit's class: nothing cancels when p_m
        // is nearly 1.
        var (offset, reference) = (Wide<T>.Zero, vector[row.ArgMax]);
        for (var i = 0; i < logits.Length; i++)
            if (i != row.ArgMax)
                offset += row.Probability(logits[i]) * Wide<T>.Difference(vector[i], reference);
        var slope = Wide<T>.One / Wide<T>.Of(temperature);
        for (var i = 0; i < logits.Length; i++)
        {
            var centred = Wide<T>.Difference(vector[i], reference) - offset;
            destination[i] = (row.Probability(logits[i]) * slope * centred).Round();
        }
    }

    // Each returns the largest magnitude of a logit, ∞ where that is not known.
    private static T Check<T>(ReadOnlySpan<T> logits, T temperature, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Positive(temperature, nameof(temperature));
        var magnitude = Scan.Magnitude(logits);
        if (logits.IsEmpty || !T.IsFinite(magnitude))
            Arguments.Logits(logits);
        Arguments.SameLength(destination.Length, nameof(destination), logits.Length, nameof(logits));
        Arguments.NoPartialOverlap<T, T>(logits, nameof(logits), destination, nameof(destination));
        return magnitude;
    }

    private static T Check<T>(Batch<T> logits, T temperature, Span<T> destination, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(temperature, nameof(temperature));
        Arguments.InRange(degreeOfParallelism, 0, int.MaxValue, nameof(degreeOfParallelism));
        Arguments.NotEmpty(logits.RowCount, nameof(logits));
        var legal = RowLoss.AreAllLegal<T, byte, Probabilities<T>>(logits, [], degreeOfParallelism, out var magnitude);
        for (var row = 0; row < logits.RowCount && !legal; row++)
            Arguments.Logits(logits.Row(row), row);
        Arguments.SameLength(destination.Length, nameof(destination), logits.Values.Length, nameof(logits));
        Arguments.NoPartialOverlap<T, T>(logits.Values, nameof(logits), destination, nameof(destination));
        return magnitude;
    }

    // Without a temperature over lanes, with one in wide arithmetic.
    private static void Rows<T>(
        T* from,
        T* to,
        T temperature,
        bool logarithms,
        int rows,
        int columns,
        T magnitude,
        int degreeOfParallelism
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (temperature == T.One && logarithms)
            RowLoss.Map(new LogProbabilities<T>(), from, to, rows, columns, magnitude, degreeOfParallelism);
        else if (temperature == T.One)
            RowLoss.Map(new Probabilities<T>(), from, to, rows, columns, magnitude, degreeOfParallelism);
        else
            RowLoss.Map(
                new Tempered<T>(temperature, logarithms),
                from,
                to,
                rows,
                columns,
                magnitude,
                degreeOfParallelism
            );
    }
}
