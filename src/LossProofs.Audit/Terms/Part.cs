// The numbers of the checker.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>A number, exact or enclosed.</summary>
internal readonly record struct Part(Rational? Exact, Ball Enclosure)
{
    // Long fractions are carried on as enclosures; every part knows its own precision through them.
    private const int ExactBits = 2048;

    public static Part Zero => Of(Rational.Zero);

    public static Part One => Of(Rational.One);

    public static Part MinusOne => Of(-Rational.One);

    public bool IsZero => Exact is { Sign: 0 };

    public static Part Of(Rational exact) => new(exact, default);

    public static Part Around(Ball enclosure) => new(null, enclosure);

    public Ball In(int bits) => Exact is { } exact ? Ball.From(exact, bits) : Enclosure;

    public static Part operator +(Part x, Part y) =>
        (x.Exact, y.Exact) switch
        {
            ({ } a, { } b) => Kept(a + b),
            ({ Sign: 0 }, null) => y,
            (null, { Sign: 0 }) => x,
            _ => Around(x.In(y.Enclosure.Precision) + y.In(x.Enclosure.Precision)),
        };

    public static Part operator *(Part x, Part y) =>
        (x.Exact, y.Exact) switch
        {
            ({ } a, { } b) => Kept(a * b),
            ({ Sign: 0 }, null) => Zero,
            (null, { Sign: 0 }) => Zero,
            _ => Around(x.In(y.Enclosure.Precision) * y.In(x.Enclosure.Precision)),
        };

    private static Part Kept(Rational exact) =>
        exact.Numerator.GetBitLength() + exact.Denominator.GetBitLength() <= ExactBits
            ? Of(exact)
            : Around(Ball.From(exact, ExactBits));
}
