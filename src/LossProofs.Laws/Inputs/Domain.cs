// Where a parameter of a loss lies, as the catalogue writes it: what is legal, what is drawn, and some numbers of it.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Laws;

/// <summary>An interval of finite numbers: [0, 1], (0, 1], (0, ∞), or from a whole number on.</summary>
/// <param name="Least">The lower end.</param>
/// <param name="HasLeast">Whether that belongs to it.</param>
/// <param name="Most">The upper end, which belongs to it: 1 or ∞.</param>
public sealed record Domain(int Least, bool HasLeast, double Most)
{
    /// <summary>[0, 1].</summary>
    public static Domain Unit { get; } = new(0, HasLeast: true, 1);

    /// <summary>As in "[0,1]", "(0,1]", "(0,inf)", "[-1,inf)".</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static Domain Parse(string text) =>
        text.Split(',') is [var start, var end]
        && int.TryParse(start.AsSpan()[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var least)
        && (start[0], end, least) is ('[' or '(', "1]", 0) or ('(', "inf)", 0) or ('[', "inf)", _)
            ? new(least, start[0] == '[', end == "1]" ? 1 : double.PositiveInfinity)
            : throw new FormatException(
                $"a domain is [0,1], (0,1], (0,inf) or [n,inf) with a whole number n, got '{text}'"
            );

    /// <summary>Whether it has no upper end, so that what is small may be made large by it.</summary>
    public bool IsUnbounded => double.IsPositiveInfinity(Most);

    /// <summary>Numbers of it: an ordinary one, the ends that belong to it, others between.</summary>
    public double[] Examples =>
        IsUnbounded
            ? [Least + 2, .. HasLeast ? [Least] : Array.Empty<double>(), Least + 1, Least + 0.5, Least + 6]
            : [0.5, 1, .. HasLeast ? [0] : Array.Empty<double>(), 0.1];

    /// <summary>Whether a number lies in it.</summary>
    public bool Contains(double value) =>
        double.IsFinite(value) && (HasLeast ? value >= Least : value > Least) && value <= Most;

    /// <summary>A number of it, one of the ends or next to one often.</summary>
    internal T Draw<T>(Draw<T> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        return (IsUnbounded, HasLeast, Least) switch
        {
            (false, true, _) => draw.InUnitInterval(),
            (false, false, _) => Above(draw.InUnitInterval()),
            (_, false, _) => draw.OneIn(2) ? draw.Positive() : Above(draw.InUnitInterval()),
            (_, _, < 0) when draw.OneIn(3) => T.CreateChecked(Least) * draw.InUnitInterval(),
            (_, _, < 0) when draw.OneIn(2) => draw.Positive(),
            _ => T.CreateChecked(Least) + draw.Exponent(),
        };

        static T Above(T value) => value == T.Zero ? T.Epsilon : value;
    }
}
