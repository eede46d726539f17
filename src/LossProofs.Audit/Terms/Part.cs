// The numbers of the checker.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>A number: a fraction, or enclosed, with its closed form where it has one.</summary>
internal readonly record struct Part(Rational? Exact, Ball Enclosure, ExactForm? Closed)
{
    // Long fractions are carried on as enclosures; every part knows its own precision through them.
    private const int ExactBits = 4096;

    public static Part Zero => Of(Rational.Zero);

    public static Part One => Of(Rational.One);

    public static Part MinusOne => Of(-Rational.One);

    public bool IsZero => Exact is { Sign: 0 };

    /// <summary>The closed form; null where none is known.</summary>
    public ExactForm? Form => Exact is { } exact ? ExactForm.Of(exact) : Closed;

    public static Part Of(Rational exact) => new(exact, default, null);

    public static Part Around(Ball enclosure) => new(null, enclosure, null);

    /// <summary>An enclosed number of the given form, which may turn out to be a fraction.</summary>
    public static Part Of(Ball enclosure, ExactForm? form) =>
        !enclosure.IsDefined ? Around(enclosure)
        : form?.Rational is { } exact && Fits(exact) ? Of(exact)
        : new Part(null, enclosure, form);

    public Ball In(int bits) => Exact is { } exact ? Ball.From(exact, bits) : Enclosure;

    public static Part operator +(Part x, Part y) =>
        (x.Exact, y.Exact) switch
        {
            ({ } a, { } b) => Kept(a + b),
            ({ Sign: 0 }, null) => y,
            (null, { Sign: 0 }) => x,
            _ => Of(
                x.In(y.Enclosure.Precision) + y.In(x.Enclosure.Precision),
                x.Form is { } a && y.Form is { } b ? ExactForm.Sum(a, b) : null
            ),
        };

    public static Part operator *(Part x, Part y) =>
        (x.Exact, y.Exact) switch
        {
            ({ } a, { } b) => Kept(a * b),
            ({ Sign: 0 }, null) => Zero,
            (null, { Sign: 0 }) => Zero,
            _ => Of(
                x.In(y.Enclosure.Precision) * y.In(x.Enclosure.Precision),
                x.Form is { } a && y.Form is { } b ? ExactForm.Product(a, b) : null
            ),
        };

    private static bool Fits(Rational exact) =>
        exact.Numerator.GetBitLength() + exact.Denominator.GetBitLength() <= ExactBits;

    private static Part Kept(Rational exact) => Fits(exact) ? Of(exact) : Around(Ball.From(exact, ExactBits));
}
