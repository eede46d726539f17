// What a loss formula needs of a number, so that it is written once for a wide number and for eight at a time.
namespace LossProofs.Elementary;

/// <summary>Numbers that formulas are written over: one wide number, or eight lanes. There are no branches: a choice is
/// made lane by lane.</summary>
internal interface IArithmetic<TSelf>
    where TSelf : unmanaged, IArithmetic<TSelf>
{
    /// <summary>A double, exactly; the same in every lane.</summary>
    static abstract TSelf Of(double value);

    /// <summary>a − b, exactly for double kernels; the same in every lane.</summary>
    static abstract TSelf Difference(double a, double b);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    /// <summary>e^x.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>e^x − 1, accurate near 0.</summary>
    static abstract TSelf Expm1(TSelf x);

    /// <summary>Natural logarithm.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>log(1 + x), accurate near 0.</summary>
    static abstract TSelf Log1p(TSelf x);

    /// <summary><paramref name="then"/> where a &lt; b, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf then, TSelf otherwise);
}
