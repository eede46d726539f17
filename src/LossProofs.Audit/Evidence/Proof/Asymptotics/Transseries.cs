// Asymptotic expansions with exact error terms: what a quantity does as a positive t tends to 0.
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.Asymptotics;

/// <summary>
/// f(t) = Σ c_i m_i(t) + O(m(t)) for all t in some (0, ε), on which f exists; the magnitudes strictly decreasing and all
/// larger than that of the error, no error where the sum is exact. A coefficient may vanish unless its sign is asked.
/// Pointwise in the quantities of the field's setting: ε and the constant of O may depend on them.
/// </summary>
internal sealed class Transseries
{
    private const int MostTerms = 40;

    private readonly Field _field;

    private Transseries(Field field, IReadOnlyList<(Magnitude Size, Polynomial Factor)> terms, Magnitude? error) =>
        (_field, Terms, Error) = (field, terms, error);

    /// <summary>The terms, dominating ones first.</summary>
    public IReadOnlyList<(Magnitude Size, Polynomial Factor)> Terms { get; }

    /// <summary>What the error is at most of the order of; null: there is none.</summary>
    public Magnitude? Error { get; }

    /// <summary>True for exactly 0.</summary>
    public bool IsZero => Terms.Count == 0 && Error is null;

    /// <summary>What the whole is at most of the order of; null for exactly 0.</summary>
    public Magnitude? Top => Terms.Count > 0 ? Terms[0].Size : Error;

    /// <summary>The dominating term, whose coefficient is shown not to be 0: the rest is o of it.</summary>
    public (Magnitude Size, Polynomial Factor) Leading =>
        Terms.Count > 0 && _field.Is(Terms[0].Factor, Relation.NotEqual) ? Terms[0] : throw new NoExpansion();

    /// <summary>The sign for all small t; 0 for exactly 0.</summary>
    public int Sign =>
        IsZero ? 0
        : Terms.Count > 0 && _field.Sign(Terms[0].Factor) is not 0 and var sign ? sign
        : throw new NoExpansion();

    /// <summary>c·m.</summary>
    public static Transseries Of(Field field, Polynomial factor, Magnitude? size = null) =>
        new(field, field.IsZero(factor) ? [] : [(size ?? Magnitude.One, factor)], null);

    /// <summary>A rational number.</summary>
    public static Transseries Of(Field field, Rational value) => Of(field, Polynomial.Of(value));

    /// <summary>What exists near 0 and is O(m), and nothing else is known of.</summary>
    public static Transseries AtMost(Field field, Magnitude size) => new(field, [], size);

    public static Transseries operator +(Transseries x, Transseries y) =>
        Collected(x._field, [.. x.Terms, .. y.Terms], Larger(x._field, x.Error, y.Error));

    public static Transseries operator -(Transseries x) =>
        new(x._field, [.. x.Terms.Select(term => (term.Size, -term.Factor))], x.Error);

    public static Transseries operator -(Transseries x, Transseries y) => x + -y;

    public static Transseries operator *(Transseries x, Transseries y)
    {
        var field = x._field;
        if (x.IsZero || y.IsZero)
        {
            return new(field, [], null);
        }

        // The top of a factor is at least as large as its error, so that this covers the product of the errors, too.
        var error = Larger(field, Times(x.Top, y.Error), Times(y.Top, x.Error));
        var terms = new List<(Magnitude, Polynomial)>(x.Terms.Count * y.Terms.Count);
        foreach (var (a, p) in x.Terms)
        {
            foreach (var (b, q) in y.Terms)
            {
                terms.Add((a.Times(b, field), field.Times(p, q)));
            }
        }

        return Collected(field, terms, error);

        Magnitude? Times(Magnitude? a, Magnitude? b) => a is null || b is null ? null : a.Times(b, field);
    }

    /// <summary>1/f: (1 − u + u² − …)/(c m) for f = c m (1 + u).</summary>
    public Transseries Reciprocal(int order)
    {
        var (size, factor) = Leading;
        var scale = Of(_field, _field.Inverse(factor), size.Inverse());
        return Normalised(scale).Compose(n => Of(_field, n % 2 == 0 ? 1 : -1), order) * scale;
    }

    /// <summary>f^e for a number e and an f that is positive near 0: (c m)^e Σ binom(e, n) u^n.</summary>
    public Transseries Power(Polynomial exponent, int order)
    {
        var (size, factor) = Positive();
        var scale = Of(_field, _field.Inverse(factor), size.Inverse());
        var binomial = new List<Polynomial> { Polynomial.One };
        for (var n = 1; n <= order; n++)
        {
            binomial.Add(_field.Times(binomial[^1], exponent - Polynomial.Of(n - 1)) * new Rational(1, n));
        }

        return Normalised(scale).Compose(n => Of(_field, binomial[n]), order)
            * Of(_field, _field.Power(factor, exponent), size.Raised(exponent, _field));
    }

    /// <summary>log f of an f that is positive near 0: log c + log m + Σ −(−u)^n/n.</summary>
    public Transseries Log(int order)
    {
        var (size, factor) = Positive();
        var scale = Of(_field, _field.Inverse(factor), size.Inverse());
        if (size.Logs.Sign != 0)
        {
            throw new NoExpansion();
        }

        var sum =
            Of(_field, _field.Log(factor))
            + Normalised(scale)
                .Compose(n => Of(_field, n == 0 ? Rational.Zero : new Rational(n % 2 == 0 ? -1 : 1, n)), order);
        return size.Exponents.Aggregate(
            sum,
            (value, part) => value + Of(_field, part.Factor, Magnitude.PowerAndLogs(part.R, part.J))
        );
    }

    /// <summary>e^f: e to the power of what tends to ∞, of the constant, and of what tends to 0.</summary>
    public Transseries Exp(int order)
    {
        var (large, constant, small) = Split();
        var size = Magnitude.One;
        foreach (var (at, factor) in large)
        {
            var (r, j) = at.AsPower ?? throw new NoExpansion();
            size = size.Times(Magnitude.Exponential(r, j, factor), _field);
        }

        var inverse = Rational.One;
        var coefficients = new List<Rational> { inverse };
        for (var n = 1; n <= order; n++)
        {
            coefficients.Add(inverse /= n);
        }

        return small.Compose(n => Of(_field, coefficients[n]), order) * Of(_field, _field.Exp(constant), size);
    }

    /// <summary>f^n.</summary>
    public Transseries Power(int n, int order)
    {
        if (n < 0)
        {
            return Reciprocal(order).Power(-n, order);
        }

        var power = Of(_field, Rational.One);
        for (var step = 0; step < n; step++)
        {
            power *= this;
        }

        return power;
    }

    /// <summary>What tends to ±∞, the constant, and what tends to 0 with the error.</summary>
    public (IReadOnlyList<(Magnitude Size, Polynomial Factor)> Large, Polynomial Constant, Transseries Small) Split()
    {
        if (Error is { } error && error.Direction(_field) >= 0)
        {
            throw new NoExpansion();
        }

        var directions = Terms.Select(term => term.Size.Direction(_field)).ToList();
        return (
            [.. Terms.Where((_, at) => directions[at] > 0)],
            Terms.Where((_, at) => directions[at] == 0).Select(term => term.Factor).FirstOrDefault() ?? Polynomial.Zero,
            new Transseries(_field, [.. Terms.Where((_, at) => directions[at] < 0)], Error)
        );
    }

    /// <summary>
    /// Σ_{n ≤ order} a_n uⁿ + O(u^(order + 1)) for this u, which tends to 0 — an expansion of any function that has the
    /// Taylor polynomial Σ a_n vⁿ + O(v^(order + 1)) at v = 0, from both sides.
    /// </summary>
    public Transseries Compose(Func<int, Transseries> coefficient, int order)
    {
        if (Top is not { } top)
        {
            return coefficient(0);
        }

        if (top.Direction(_field) >= 0)
        {
            throw new NoExpansion();
        }

        var sum = coefficient(order) + AtMost(_field, top);
        for (var n = order - 1; n >= 0; n--)
        {
            sum = sum * this + coefficient(n);
        }

        return sum;
    }

    /// <summary>The same in a setting in which the field's lies: for what does not speak of the index, Σ over the index.</summary>
    public Transseries Summed(Field outer, string index, Func<Polynomial, Polynomial> sum) =>
        Terms.All(term => term.Size.IsFree(index)) && Error?.IsFree(index) != false
            ? Collected(outer, [.. Terms.Select(term => (term.Size, sum(term.Factor)))], Error)
            : throw new NoExpansion();

    private (Magnitude Size, Polynomial Factor) Positive() => Sign > 0 ? Terms[0] : throw new NoExpansion();

    // u of f = c m (1 + u), given 1/(c m).
    private Transseries Normalised(Transseries scale) => new Transseries(_field, [.. Terms.Skip(1)], Error) * scale;

    private static Magnitude? Larger(Field field, Magnitude? x, Magnitude? y) =>
        x is null ? y
        : y is null ? x
        : x.CompareTo(y, field) >= 0 ? x
        : y;

    // Equal magnitudes together, sorted, without what the error covers.
    private static Transseries Collected(
        Field field,
        IEnumerable<(Magnitude Size, Polynomial Factor)> terms,
        Magnitude? error
    )
    {
        var sorted = new List<(Magnitude Size, Polynomial Factor)>();
        foreach (var (size, factor) in terms)
        {
            if (error is not null && size.CompareTo(error, field) <= 0)
            {
                continue;
            }

            var (low, high) = (0, sorted.Count);
            var isThere = false;
            while (low < high)
            {
                var middle = (low + high) / 2;
                var order = sorted[middle].Size.CompareTo(size, field);
                if (order == 0)
                {
                    sorted[middle] = (size, sorted[middle].Factor + factor);
                    isThere = true;
                    break;
                }

                (low, high) = order > 0 ? (middle + 1, high) : (low, middle);
            }

            if (!isThere)
            {
                sorted.Insert(low, (size, factor));
            }
        }

        sorted.RemoveAll(term => field.IsZero(term.Factor));
        if (sorted.Count > MostTerms)
        {
            // Whatever is dropped is of the order of the first at most.
            error = sorted[MostTerms].Size;
            sorted.RemoveRange(MostTerms, sorted.Count - MostTerms);
        }

        return new Transseries(field, sorted, error);
    }
}
