// Several working numbers at once: what the row kernels are written over, for float, for double and on every processor.
namespace LossProofs.Elementary;

/// <summary>
/// As many numbers as results fill 64 bytes, wider than the results that are rounded from them: sixteen
/// <see cref="LanesSingle"/> for float, eight <see cref="LanesDouble"/> for double. Every operation is made of correctly
/// rounded IEEE operations and fused multiply-add on 512-bit vectors of double, which the runtime splits where the
/// processor has narrower ones or none: the bits are the same everywhere. Lanes never mix, except in
/// <see cref="Sum"/> and <see cref="Largest(TSelf)"/>, which fold in a fixed order.
/// </summary>
internal unsafe interface ILanes<TSelf> : IArithmetic<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>How many numbers: at most 16.</summary>
    static abstract int Count { get; }

    /// <summary>The bits of all lanes, as <see cref="Within"/> gives them.</summary>
    static abstract uint All { get; }

    /// <summary>Whether <see cref="Least"/>, <see cref="Most"/> and <see cref="MostExponent"/> are ever passed.</summary>
    static abstract bool IsLimited { get; }

    /// <summary>From here on a number and what is computed from it have their full precision.</summary>
    static abstract double Least { get; }

    /// <summary>Up to here.</summary>
    static abstract double Most { get; }

    /// <summary>Up to here a computed t &gt; 0 is so accurate that e^−t is, too, to a fraction of an ulp of what is rounded.</summary>
    static abstract double MostExponent { get; }

    /// <summary>Consecutive results of the precision that the type is for.</summary>
    static abstract TSelf Load(void* source);

    /// <summary>One result in every lane.</summary>
    static abstract TSelf LoadOne(void* source);

    /// <summary>So many results; in the other lanes 0.</summary>
    static abstract TSelf LoadPart(void* source, int count);

    /// <summary>Writes the nearest results, ties to even; what rounds to zero is +0.</summary>
    void Store(void* destination);

    /// <summary>Writes the number as the sum of two of the results' precision, the nearest and what is left.</summary>
    void StoreWords(void* high, void* low);

    /// <summary>The same for numbers ≥ 0 that the exponential gave.</summary>
    void Keep(void* destination);

    /// <summary>a − b of loaded numbers; −∞ where a is that, its trailing word then being without meaning.</summary>
    static abstract TSelf Deviation(TSelf a, TSelf b);

    /// <summary>Lane by lane, the largest of vectors that stand one after the other; −∞ for none.</summary>
    static abstract TSelf Largest(void* values, int count);

    /// <summary>The larger of loaded numbers.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>In every lane the largest of all of them, which were loaded.</summary>
    static abstract TSelf Largest(TSelf a);

    /// <summary>The lanes in which e^(x−a) of numbers between these is in the range of <see cref="PowerSums"/>, if a is the largest
    /// of them, or any where none is above <see cref="Powers.Moderate"/> in magnitude; their numbers are finite.</summary>
    static abstract uint Near(TSelf least, TSelf most);

    /// <summary>e^(x−a) of one vector with the references of its lanes, kept rounded.</summary>
    static abstract TSelf Power(void* x, void* references, void* kept);

    /// <summary>See <see cref="Powers.Sums"/>.</summary>
    static abstract void PowerSums(void* x, void* kept, in RowShape shape, void* references, TSelf* totals);

    /// <summary>The same, and the largest number of each row; 0 in lanes without one.</summary>
    static abstract void PowerSumsAndLargest(
        void* x,
        void* kept,
        in RowShape shape,
        void* references,
        TSelf* totals,
        void* largest
    );

    /// <summary>See <see cref="Powers.SumsBeside"/>.</summary>
    static abstract void PowerSumsBeside(
        void* x,
        void* kept,
        in RowShape shape,
        void* references,
        void* besides,
        TSelf* totals,
        TSelf* ties
    );

    /// <summary>See <see cref="RowPasses.Extreme"/>.</summary>
    static abstract void Extreme<TExtreme>(void* x, in RowShape shape, void* extremes)
        where TExtreme : struct, IExtreme;

    /// <summary>See <see cref="RowPasses.Find"/>.</summary>
    static abstract void Find(void* x, void* y, in RowShape shape, void* wanted, void* found);

    /// <summary>See <see cref="RowPasses.Map"/>.</summary>
    static abstract void Map<TMap>(void* x, void* y, void* to, in RowShape shape, uint rows, void* constants)
        where TMap : struct, IRowMap;

    /// <summary>In lane i the sum of all lanes of number i, added as in <see cref="Sum"/>.</summary>
    static abstract TSelf SumOfEach(TSelf* rows);

    /// <summary>From here up to its inverse, powers may be scaled by a factor without loss.</summary>
    static abstract double LeastFactor { get; }

    /// <summary>The share of a sum of so many vectors from which on it is, to all digits that matter, the difference of the whole
    /// and the rest.</summary>
    static abstract double LeastRemainder(int count);

    /// <summary>The first with one lane of the second.</summary>
    static abstract TSelf Insert(TSelf into, int lane, TSelf from);

    /// <summary>One lane's number in every lane.</summary>
    static abstract TSelf Broadcast(TSelf a, int lane);

    /// <summary>In every lane the sum of all of them, added as a tree: the halves, then by four, by two, by one.</summary>
    static abstract TSelf Sum(TSelf a);

    /// <summary>log((own + others)/own) = log(1 + others/own), accurate where the others are few.</summary>
    static abstract void LogOfWhole(in TSelf own, in TSelf others, out TSelf logarithm);

    /// <summary>e^x for x ≤ 0, −∞ included.</summary>
    static abstract TSelf ExpOfDeviation(TSelf x);

    /// <summary>The same to all digits of the working number, where terms are to cancel.</summary>
    static abstract TSelf ExpInFull(TSelf x);

    /// <summary>(artanh s − s)/s³ for |s| ≤ 0.17, to a sixteenth of an ulp of the results.</summary>
    static abstract TSelf ArtanhExcess(TSelf s);

    /// <summary>The lanes where least ≤ x ≤ most, as bits; not those where x is NaN.</summary>
    static abstract uint Within(TSelf x, double least, double most);

    /// <summary>Whether some lane is exactly this double.</summary>
    static abstract bool AnyEquals(TSelf x, double value);

    /// <summary><paramref name="then"/> where the leading word of x is this double, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf WhereEqual(TSelf x, double value, TSelf then, TSelf otherwise);

    /// <summary>Adds 1 to a count where the leading word of x is this double.</summary>
    static abstract TSelf CountEqual(TSelf count, TSelf x, double value);

    /// <summary>x in the lanes of these bits, 0 elsewhere.</summary>
    static abstract TSelf Only(uint lanes, TSelf x);

    /// <summary>The two words of lane 0.</summary>
    (double High, double Low) First { get; }
}
