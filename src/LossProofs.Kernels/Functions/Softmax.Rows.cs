// Softmax and its logarithm as maps of rows.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>p_i = e_i/(1 + R), as the map of a row into the place of a gradient.</summary>
[SkipLocalsInit]
internal readonly unsafe struct Probabilities<T> : IRowLoss<T, byte>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasLanes => true;

    public static bool UsesPowers => true;

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<byte> targets, out T magnitude)
    {
        magnitude = Scan.Magnitude(inputs.Values);
        return T.IsFinite(magnitude);
    }

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<byte> targets, int row) => Arguments.Logits(inputs, row);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<byte> targets, Wide<T> scale, Span<T> gradient) =>
        new Tempered<T>(T.One, false).Evaluate(inputs, targets, scale, gradient);

    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes total;
        if (tile.References == null)
            total = SoftmaxLanes<T, TLanes>.Of(tile).Total;
        else
            PowerRows<T, TLanes>.Total(tile, tile.Kept, out total);
        reliable = TLanes.All;
        PowerRows<T, TLanes>.Scale(tile, TLanes.Of(1) / total, reliable);
        return TLanes.Of(0);
    }
}

/// <summary>log p_i = d_i − log(1 + R), both terms ≤ 0.</summary>
[SkipLocalsInit]
internal readonly unsafe struct LogProbabilities<T> : IRowLoss<T, byte>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasLanes => true;

    public static bool UsesPowers => true;

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<byte> targets, int row) => Arguments.Logits(inputs, row);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<byte> targets, Wide<T> scale, Span<T> gradient) =>
        new Tempered<T>(T.One, true).Evaluate(inputs, targets, scale, gradient);

    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        reliable = tile.References == null ? OfDeviations<TLanes>(tile) : OfPowers<TLanes>(tile);
        return TLanes.Of(0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint OfDeviations<TLanes>(in Tile<T> tile)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var row = SoftmaxLanes<T, TLanes>.Of(tile with { Kept = default });
        var reliable = TLanes.Within(row.Rest, TLanes.Least, TLanes.Most);
        if (tile.Writes(0, reliable))
            WriteMasked(tile, row.Maximum, row.LogTotal);
        return reliable;
    }

    private static uint OfPowers<TLanes>(in Tile<T> tile)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // z − (m + log Σ e^(z−m)), and −log Σ e^(z−m) for the largest, which may be near 0.
        var width = TLanes.Count;
        T* constants = stackalloc T[4 * TLanes.Count],
            largest = constants + 2 * width,
            scratch = constants;
        PowerRows<T, TLanes>.Total(tile, default, largest, out var total);
        PowerRows<T, TLanes>.Split(tile, total, largest, scratch, out var own, out var others);
        var reliable = TLanes.Within(others, TLanes.Least, TLanes.Most);
        TLanes.LogOfWhole(own, others, out var logTotal);
        (TLanes.Load(largest) + logTotal).StoreWords(constants, constants + width);
        (-logTotal).Store(constants + 3 * width);
        PowerRows<T, TLanes>.Map<BelowTotal>(tile, tile.Inputs, default, reliable, constants);
        return reliable;
    }

    // Where logits may be masked.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteMasked<TLanes>(in Tile<T> tile, TLanes maximum, TLanes logTotal)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var infinite = TLanes.Of(double.NegativeInfinity);
        for (var i = 0; i < tile.Count; i++)
        {
            var d = TLanes.Deviation(tile.Inputs.Load<TLanes>(i), maximum);
            tile.Gradient.Store(i, TLanes.WhereEqual(d, double.NegativeInfinity, infinite, d - logTotal));
        }
    }
}

/// <summary>Either at a temperature: d_i/T in place of d_i.</summary>
internal readonly unsafe struct Tempered<T>(T temperature, bool logarithms) : IRowLoss<T, byte>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<byte> targets, int row) => Arguments.Logits(inputs, row);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<byte> targets, Wide<T> scale, Span<T> gradient)
    {
        var row = SoftmaxRow<T>.Of(inputs, temperature);
        for (var i = 0; i < inputs.Length; i++)
            gradient[i] = (logarithms ? -row.NegativeLog(inputs[i]) : row.Probability(inputs[i])).Round();
        return Wide<T>.Zero;
    }

    public static bool HasLanes => true;

    // 1/T and the differences must be in the range of the lanes.
    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var inverse = TLanes.Of(1) / TLanes.Of(double.CreateChecked(temperature));
        reliable = TLanes.Within(inverse, 1e-100, 1e100) & Reliable<TLanes>(tile);
        if (reliable == 0)
            return TLanes.Of(0);
        if (!logarithms)
        {
            var total = SoftmaxLanes<T, TLanes>.OfTempered(tile, inverse).Total;
            PowerRows<T, TLanes>.Scale(tile, TLanes.Of(1) / total, reliable);
            return TLanes.Of(0);
        }

        var row = SoftmaxLanes<T, TLanes>.OfTempered(tile with { Kept = default }, inverse);
        reliable &= TLanes.Within(row.Rest, TLanes.Least, TLanes.Most);
        if (tile.Transposed || reliable == TLanes.All)
            Write(tile, row.Maximum, inverse, row.LogTotal);
        return TLanes.Of(0);
    }

    // Masked, or so small that no difference is infinite.
    private static uint Reliable<TLanes>(in Tile<T> tile)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var reliable = TLanes.All;
        for (var i = 0; i < tile.Count && TLanes.IsLimited; i++)
        {
            var logits = tile.Inputs.Load<TLanes>(i);
            reliable &=
                TLanes.Within(logits, -1e300, 1e300)
                | TLanes.Within(logits, double.NegativeInfinity, double.NegativeInfinity);
        }

        return tile.Transposed || reliable == TLanes.All ? reliable : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write<TLanes>(in Tile<T> tile, TLanes maximum, TLanes inverse, TLanes logTotal)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var infinite = TLanes.Of(double.NegativeInfinity);
        for (var i = 0; i < tile.Count; i++)
        {
            // −∞ where the logit is masked, and where the quotient is beyond the largest number.
            var d = TLanes.Deviation(tile.Inputs.Load<TLanes>(i), maximum) * inverse;
            tile.Gradient.Store(i, TLanes.WhereEqual(d, double.NegativeInfinity, infinite, d - logTotal));
        }
    }
}
