// Asymptotic expansions: what a quantity does as a small positive t tends to 0, with exact knowledge of what cancels.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// A finite sum of terms c·e^S·t^p·(log t)^j with S a sum of negative powers of t, the dominating ones first, and an error
/// that is O(e^S·t^(p−ε)) for every ε > 0; none where the sum is exact. Coefficients are fractions, closed forms or
/// enclosures: a term is dropped only when its coefficient is exactly 0, and where the sign of a leading coefficient is
/// not certain nothing is decided. (The germs of these functions form a Hardy field: van der Hoeven, Transseries and Real
/// Differential Algebra, 2006.)
/// </summary>
internal sealed class Expansion
{
    private const int MostTerms = 16;
    private const int SeriesOrder = 8;

    private Expansion(IReadOnlyList<(Key Key, Part Factor)> terms, Key? error)
    {
        Terms = terms;
        Error = error;
    }

    /// <summary>The terms, dominating ones first.</summary>
    public IReadOnlyList<(Key Key, Part Factor)> Terms { get; }

    /// <summary>What the error is at most of the order of (logarithms apart); null: there is none.</summary>
    public Key? Error { get; }

    /// <summary>t itself.</summary>
    public static Expansion Small { get; } = Of(new Key(Scale.None, Rational.One, 0), Part.One);

    /// <summary>True for the number 0.</summary>
    public bool IsZero => Terms.Count == 0 && Error is null;

    /// <summary>A number.</summary>
    public static Expansion Of(Part number) => Of(Key.Constant, number);

    /// <summary>The sign for all small t.</summary>
    /// <exception cref="Undecidable">It is not certain.</exception>
    public int Sign => IsZero ? 0 : SignOf(Leading);

    /// <summary>The dominating term.</summary>
    /// <exception cref="Undecidable">It is not known.</exception>
    public (Key Key, Part Factor) Leading =>
        Terms.Count > 0 && SignOf(Terms[0].Factor) != 0 ? Terms[0] : throw Unknown("what is left after cancelling");

    /// <summary>The limit at 0: a number; or ±1 as a sign of infinity.</summary>
    public (Part? Value, int Infinity) Limit
    {
        get
        {
            if (Terms.Count == 0)
            {
                return Error is null || Error.Value.IsSmall
                    ? (Part.Zero, 0)
                    : throw Unknown("an error that does not vanish");
            }

            var (key, factor) = Leading;
            return key.IsSmall ? (Part.Zero, 0)
                : key.IsConstant
                    ? Error is null || Error.Value.IsSmall ? (factor, 0)
                        : throw Unknown("an error that does not vanish")
                : (null, SignOf((key, factor)));
        }
    }

    public static Expansion operator +(Expansion x, Expansion y) =>
        Collected(x.Terms.Concat(y.Terms), Larger(x.Error, y.Error));

    public static Expansion operator -(Expansion x) => x * Of(Part.MinusOne);

    public static Expansion operator -(Expansion x, Expansion y) => x + -y;

    public static Expansion operator *(Expansion x, Expansion y)
    {
        if (x.IsZero || y.IsZero)
        {
            return Of(Part.Zero);
        }

        var error = Larger(Larger(Times(x.Top, y.Error), Times(y.Top, x.Error)), Times(x.Error, y.Error));
        return Collected(from a in x.Terms from b in y.Terms select (a.Key.Times(b.Key), a.Factor * b.Factor), error);
    }

    /// <summary>1/x.</summary>
    public Expansion Reciprocal(Recalculation judge)
    {
        var (key, factor) = Leading;
        if (key.Logs != 0)
        {
            // 1/log t is not among the terms; alone, it is known to vanish.
            throw Unknown("a quotient by a logarithm");
        }

        var inverse = judge.Inverse(factor) ?? throw Unknown("a divisor");
        // 1/(c·k·(1 + u)) = (1 − u + u² − …)/(c·k).
        var scale = Of(key.Inverse, inverse);
        return Series((this * scale) - Of(Part.One), n => Part.Of(n % 2 == 0 ? 1 : -1)) * scale;
    }

    /// <summary>e^x.</summary>
    public Expansion Exp(Recalculation judge)
    {
        var (large, constant, small) = Split();
        var key = Key.Constant;
        foreach (var (at, factor) in large)
        {
            key = key.Times(
                !at.Scale.IsNone ? throw Unknown("an exponential of an exponential")
                : at is { Power.Sign: < 0, Logs: 0 } ? new Key(Scale.Of(at.Power, factor), Rational.Zero, 0)
                : at is { Power.Sign: 0, Logs: 1 } && factor.Exact is { } power ? new Key(Scale.None, power, 0)
                : throw Unknown("a power of a logarithm in an exponent")
            );
        }

        return Series(small, n => Part.Of(Rational.One / Factorial(n)))
            * Of(key, judge.Apply(Function.Exp, constant) ?? throw Unknown("an exponential"));
    }

    /// <summary>log x.</summary>
    public Expansion Log(Recalculation judge)
    {
        var (key, factor) = Leading;
        if (SignOf(factor) < 0 || key.Logs != 0)
        {
            throw Unknown("a logarithm of what is not positive");
        }

        var inverse = judge.Inverse(factor) ?? throw Unknown("a logarithm");
        var small = (this * Of(key.Inverse, inverse)) - Of(Part.One);
        var terms = new List<(Key, Part)>
        {
            (Key.Constant, judge.Apply(Function.Log, factor) ?? throw Unknown("a logarithm")),
            (new Key(Scale.None, Rational.Zero, 1), Part.Of(key.Power)),
        };
        terms.AddRange(key.Scale.Powers.Select(power => (new Key(Scale.None, power.Power, 0), power.Factor)));
        return Collected(terms, null)
            + Series(small, n => n == 0 ? Part.Zero : Part.Of(new Rational(n % 2 == 0 ? -1 : 1, n)));
    }

    /// <summary>x^n.</summary>
    public Expansion Power(int n, Recalculation judge)
    {
        if (n < 0)
        {
            return Reciprocal(judge).Power(-n, judge);
        }

        var power = Of(Part.One);
        for (var step = 0; step < n; step++)
        {
            power *= this;
        }

        return power;
    }

    /// <summary>
    /// What tends to infinity, the constant, and what tends to 0; the error belongs to the last.
    /// </summary>
    public (IReadOnlyList<(Key Key, Part Factor)> Large, Part Constant, Expansion Small) Split()
    {
        if (Error is { IsSmall: false })
        {
            throw Unknown("an error that does not vanish");
        }

        var large = Terms.Where(term => !term.Key.IsSmall && !term.Key.IsConstant).ToList();
        return (
            large,
            Terms.FirstOrDefault(term => term.Key.IsConstant) is { Key.Scale: not null } found
                ? found.Factor
                : Part.Zero,
            new Expansion([.. Terms.Where(term => term.Key.IsSmall)], Error)
        );
    }

    /// <summary>Σ aₙuⁿ for u that tends to 0, the coefficients those of a function that is analytic at 0.</summary>
    public static Expansion Series(Expansion small, Func<int, Part> coefficient)
    {
        if (small.Terms.Any(term => !term.Key.IsSmall) || small.Error is { IsSmall: false })
        {
            throw Unknown("an argument that does not vanish");
        }

        var sum = Of(coefficient(0));
        if (small.IsZero)
        {
            return sum;
        }

        var power = Of(Part.One);
        for (var n = 1; n <= SeriesOrder; n++)
        {
            power *= small;
            sum += Of(coefficient(n)) * power;
        }

        var rest = Key.Constant;
        for (var n = 0; n <= SeriesOrder; n++)
        {
            rest = rest.Times(small.Top!.Value);
        }

        return Collected(sum.Terms, Larger(sum.Error, rest));
    }

    /// <summary>Only an error: a quantity of at most that order.</summary>
    public static Expansion AtMost(Key key) => new([], key);

    /// <summary>n!.</summary>
    public static Rational Factorial(int n) =>
        Enumerable.Range(1, n).Aggregate(Rational.One, (product, factor) => product * factor);

    /// <summary>The sign of a coefficient.</summary>
    /// <exception cref="Undecidable">It is not certain.</exception>
    public static int SignOf(Part factor) =>
        factor.Exact is { } exact ? exact.Sign
        : factor.Enclosure.IsPositive ? 1
        : factor.Enclosure.IsNegative ? -1
        : throw Unknown("a coefficient that may be 0");

    // log t is negative.
    private static int SignOf((Key Key, Part Factor) term) =>
        term.Key.Logs % 2 == 0 ? SignOf(term.Factor) : -SignOf(term.Factor);

    internal static Undecidable Unknown(string what) => new($"the expansion is not followed: {what}");

    private Key? Top => Terms.Count > 0 ? Terms[0].Key : Error;

    private static Expansion Of(Key key, Part factor) => factor.IsZero ? new([], null) : new([(key, factor)], null);

    private static Key? Times(Key? x, Key? y) => x is { } a && y is { } b ? a.Times(b) : null;

    private static Key? Larger(Key? x, Key? y) =>
        x is not { } a ? y
        : y is not { } b ? x
        : a.CompareTo(b, logarithms: false) >= 0 ? a
        : b;

    private static Expansion Collected(IEnumerable<(Key Key, Part Factor)> terms, Key? error)
    {
        var sums = new Dictionary<string, (Key Key, Part Factor)>(StringComparer.Ordinal);
        foreach (var (key, factor) in terms)
        {
            var sum = sums.TryGetValue(key.Text, out var other) ? other.Factor + factor : factor;
            if (sum.IsZero)
            {
                sums.Remove(key.Text);
            }
            else
            {
                sums[key.Text] = (key, sum);
            }
        }

        var sorted = new List<(Key Key, Part Factor)>();
        foreach (var term in sums.Values)
        {
            if (error is { } most && term.Key.CompareTo(most, logarithms: false) <= 0)
            {
                continue;
            }

            var at = sorted.FindIndex(other => other.Key.CompareTo(term.Key, logarithms: true) < 0);
            sorted.Insert(at < 0 ? sorted.Count : at, term);
        }

        if (sorted.Count > MostTerms)
        {
            error = Larger(error, sorted[MostTerms].Key);
            sorted = [.. sorted.Take(MostTerms).Where(term => term.Key.CompareTo(error!.Value, false) > 0)];
        }

        return new Expansion(sorted, error);
    }

    /// <summary>e^S·t^p·(log t)^j.</summary>
    internal readonly record struct Key(Scale Scale, Rational Power, int Logs)
    {
        public static Key Constant { get; } = new(Scale.None, Rational.Zero, 0);

        public string Text => $"{Scale.Text}|{Power}|{Logs}";

        public bool IsConstant => Scale.IsNone && Power.Sign == 0 && Logs == 0;

        /// <summary>Tends to 0.</summary>
        public bool IsSmall => Scale.IsNone ? Power.Sign > 0 : Scale.Sign < 0;

        public Key Inverse => new(Scale.Opposite, -Power, -Logs);

        public Key Times(Key other) => new(Scale.Plus(other.Scale), Power + other.Power, Logs + other.Logs);

        /// <summary>Positive when this dominates the other.</summary>
        public int CompareTo(Key other, bool logarithms)
        {
            var scale = Scale.Text == other.Scale.Text ? 0 : Scale.Plus(other.Scale.Opposite).Sign;
            return scale != 0 ? scale
                : Power != other.Power ? -Power.CompareTo(other.Power)
                : logarithms ? Logs.CompareTo(other.Logs)
                : 0;
        }
    }

    /// <summary>S = Σ c·t^(−r): what stands in an exponential.</summary>
    internal sealed class Scale
    {
        private Scale(IReadOnlyList<(Rational Power, Part Factor)> powers)
        {
            Powers = powers;
            Text = string.Join(
                ",",
                powers.Select(power =>
                    $"{(power.Factor.Form ?? throw Unknown("an exponent that is not exact")).Key}^{power.Power}"
                )
            );
        }

        public static Scale None { get; } = new([]);

        /// <summary>The most negative power first.</summary>
        public IReadOnlyList<(Rational Power, Part Factor)> Powers { get; }

        public string Text { get; }

        public bool IsNone => Powers.Count == 0;

        public int Sign => IsNone ? 0 : SignOf(Powers[0].Factor);

        public Scale Opposite => new([.. Powers.Select(power => (power.Power, Part.MinusOne * power.Factor))]);

        public static Scale Of(Rational power, Part factor) => new([(power, factor)]);

        public Scale Plus(Scale other) =>
            other.IsNone ? this
            : IsNone ? other
            : new([
                .. Powers
                    .Concat(other.Powers)
                    .GroupBy(power => power.Power)
                    .Select(group => (group.Key, group.Select(power => power.Factor).Aggregate((x, y) => x + y)))
                    .Where(power => !power.Item2.IsZero)
                    .OrderBy(power => power.Key),
            ]);
    }
}
