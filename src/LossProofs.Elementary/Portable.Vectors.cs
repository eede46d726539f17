// The functions on spans, eight numbers at a time: Lanes for what is ordinary, the scalar functions for the rest.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

public static unsafe partial class Portable
{
    /// <summary>
    /// Bound on the error of the functions on spans, in ulps of the result: for float checked over all arguments
    /// (<c>lossproofs exhaustive</c>), for double argued in <c>Lanes/LanesDouble.cs</c> and searched.
    /// </summary>
    public const double SpanMaxUlps = 1;

    /// <summary>Writes e^x_i, within <see cref="SpanMaxUlps"/>; the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">The destination is not as long as the input, or partly overlaps it.</exception>
    public static void Exp(ReadOnlySpan<float> x, Span<float> destination) => Map<float, ExpFunction>(x, destination);

    /// <inheritdoc cref="Exp(ReadOnlySpan{float}, Span{float})"/>
    public static void Exp(ReadOnlySpan<double> x, Span<double> destination) =>
        Map<double, ExpFunction>(x, destination);

    /// <summary>Writes e^x_i − 1, within <see cref="SpanMaxUlps"/>; the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">The destination is not as long as the input, or partly overlaps it.</exception>
    public static void Expm1(ReadOnlySpan<float> x, Span<float> destination) =>
        Map<float, Expm1Function>(x, destination);

    /// <inheritdoc cref="Expm1(ReadOnlySpan{float}, Span{float})"/>
    public static void Expm1(ReadOnlySpan<double> x, Span<double> destination) =>
        Map<double, Expm1Function>(x, destination);

    /// <summary>Writes log x_i, within <see cref="SpanMaxUlps"/>; the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">The destination is not as long as the input, or partly overlaps it.</exception>
    public static void Log(ReadOnlySpan<float> x, Span<float> destination) => Map<float, LogFunction>(x, destination);

    /// <inheritdoc cref="Log(ReadOnlySpan{float}, Span{float})"/>
    public static void Log(ReadOnlySpan<double> x, Span<double> destination) =>
        Map<double, LogFunction>(x, destination);

    /// <summary>Writes log(1 + x_i), within <see cref="SpanMaxUlps"/>; the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">The destination is not as long as the input, or partly overlaps it.</exception>
    public static void Log1p(ReadOnlySpan<float> x, Span<float> destination) =>
        Map<float, Log1pFunction>(x, destination);

    /// <inheritdoc cref="Log1p(ReadOnlySpan{float}, Span{float})"/>
    public static void Log1p(ReadOnlySpan<double> x, Span<double> destination) =>
        Map<double, Log1pFunction>(x, destination);

    /// <summary>Writes log(1 + e^x_i), within <see cref="SpanMaxUlps"/>; the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">The destination is not as long as the input, or partly overlaps it.</exception>
    public static void Softplus(ReadOnlySpan<float> x, Span<float> destination) =>
        Map<float, SoftplusFunction>(x, destination);

    /// <inheritdoc cref="Softplus(ReadOnlySpan{float}, Span{float})"/>
    public static void Softplus(ReadOnlySpan<double> x, Span<double> destination) =>
        Map<double, SoftplusFunction>(x, destination);

    /// <summary>Writes 1/(1 + e^−x_i), within <see cref="SpanMaxUlps"/>; the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">The destination is not as long as the input, or partly overlaps it.</exception>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> destination) =>
        Map<float, SigmoidFunction>(x, destination);

    /// <inheritdoc cref="Sigmoid(ReadOnlySpan{float}, Span{float})"/>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> destination) =>
        Map<double, SigmoidFunction>(x, destination);

    /// <summary>A function on lanes, where that is valid, and on one double, which is valid everywhere.</summary>
    private interface IFunction
    {
        /// <summary>The lanes' results hold for arguments from here (for |x| where <see cref="OfSize"/>).</summary>
        static abstract double Least { get; }

        /// <summary>The lanes' results hold for arguments up to here.</summary>
        static abstract double Most { get; }

        static abstract bool OfSize { get; }

        static abstract TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>;

        static abstract double Of(double x);
    }

    private static void Map<T, TFunction>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged
        where TFunction : struct, IFunction
    {
        if (destination.Length != x.Length)
        {
            throw new ArgumentException(
                $"destination has {destination.Length} entries; expected {x.Length}, as many as x",
                nameof(destination)
            );
        }

        if (Aliasing.Overlap<T, T>(x, destination) && !Aliasing.AreSame<T, T>(x, destination))
        {
            throw new ArgumentException(
                "destination partly overlaps x; expected the same span or a separate one",
                nameof(destination)
            );
        }

        fixed (T* from = x)
        fixed (T* to = destination)
        {
            if (typeof(T) == typeof(float))
            {
                Map<T, LanesSingle, TFunction>(from, to, x.Length);
            }
            else
            {
                Map<T, LanesDouble, TFunction>(from, to, x.Length);
            }
        }
    }

    private static void Map<T, TLanes, TFunction>(T* x, T* destination, int count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes>
        where TFunction : struct, IFunction
    {
        var lanes = TLanes.Count;
        Span<T> source = stackalloc T[lanes];
        Span<T> result = stackalloc T[lanes];
        for (int i = 0, length; i < count; i += length)
        {
            length = Math.Min(lanes, count - i);
            new ReadOnlySpan<T>(x + i, length).CopyTo(source);
            source[length..].Clear();
            fixed (T* from = source)
            fixed (T* to = result)
            {
                var argument = TLanes.Load(from);
                TFunction.Of(argument).Store(to);
                var size = TFunction.OfSize ? LaneFunctions.Abs(argument) : argument;
                // The sign of a zero is the scalar's business.
                var ordinary = TLanes.Within(size, TFunction.Least, TFunction.Most) & ~TLanes.Within(argument, 0, 0);
                var rest = ~ordinary & TLanes.All;
                for (; rest != 0; rest &= rest - 1)
                {
                    var lane = System.Numerics.BitOperations.TrailingZeroCount(rest);
                    to[lane] =
                        typeof(T) == typeof(float)
                            ? Unsafe.BitCast<float, T>((float)TFunction.Of(((float*)from)[lane]))
                            : Unsafe.BitCast<double, T>(TFunction.Of(((double*)from)[lane]));
                }
            }

            result[..length].CopyTo(new(destination + i, length));
        }
    }

    private readonly struct ExpFunction : IFunction
    {
        public static double Least => 0;

        public static double Most => 700;

        public static bool OfSize => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Exp(x);

        public static double Of(double x) => Exp(x);
    }

    private readonly struct Expm1Function : IFunction
    {
        public static double Least => 0;

        public static double Most => 700;

        public static bool OfSize => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Expm1(x);

        public static double Of(double x) => Expm1(x);
    }

    private readonly struct LogFunction : IFunction
    {
        public static double Least => 1e-300;

        public static double Most => 1e300;

        public static bool OfSize => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Log(x);

        public static double Of(double x) => Log(x);
    }

    private readonly struct Log1pFunction : IFunction
    {
        // From −0.9999 down the leading digits of 1 + x are few: still right, but nothing is lost by leaving it.
        public static double Least => -0.9999;

        public static double Most => 1e300;

        public static bool OfSize => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> =>
            // |x| < 2^-60: log(1 + x) = x·(1 − x/2 + …); the half of x, where the logarithm begins, may be subnormal.
            TLanes.WhereLess(LaneFunctions.Abs(x), TLanes.Of(8.673617379884035e-19), x, TLanes.Log1p(x));

        public static double Of(double x) => Log1p(x);
    }

    private readonly struct SoftplusFunction : IFunction
    {
        public static double Least => 0;

        public static double Most => 700;

        public static bool OfSize => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => LaneFunctions.Softplus(x);

        public static double Of(double x) => Softplus(x);
    }

    private readonly struct SigmoidFunction : IFunction
    {
        public static double Least => 0;

        public static double Most => 700;

        public static bool OfSize => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => LaneFunctions.Sigmoid(x);

        public static double Of(double x) => Sigmoid(x);
    }
}
