// Exact numbers beyond the fractions: what the checker knows to be equal, not merely close.
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>
/// A sum of rational multiples of products of named real numbers: roots of primes, powers of π and e, exponentials,
/// logarithms of primes, and whatever else has no simpler form ("sin(1)" is a name for itself). Two numbers of one form
/// are equal, since every rewriting used is an identity of the reals; of two different forms nothing is said. Forms that
/// grow beyond a size are given up (null).
/// </summary>
internal sealed class ExactForm
{
    private const int MostTerms = 16;
    private const int MostLetters = 300;

    private readonly SortedDictionary<string, (Monomial Names, Rational Factor)> _terms;

    private ExactForm(SortedDictionary<string, (Monomial Names, Rational Factor)> terms)
    {
        _terms = terms;
        Key = string.Join("+", terms.Select(term => $"{term.Value.Factor}*{term.Key}"));
    }

    /// <summary>The form, written out: equal keys are equal numbers.</summary>
    public string Key { get; }

    /// <summary>The fraction that it is, or null.</summary>
    public Rational? Rational =>
        _terms.Count == 0 ? Reals.Rational.Zero
        : _terms.Count == 1 && _terms.First().Value.Names.IsOne ? _terms.First().Value.Factor
        : null;

    /// <summary>π.</summary>
    public static ExactForm Pi { get; } = Of(Monomial.Of(Name.Pi, Reals.Rational.One), Reals.Rational.One);

    /// <summary>e.</summary>
    public static ExactForm E { get; } = Of(Monomial.Of(Name.E, Reals.Rational.One), Reals.Rational.One);

    /// <summary>A fraction.</summary>
    public static ExactForm Of(Rational value) => Of(Monomial.One, value);

    /// <summary>A number that is known by a name only: a function of exact numbers.</summary>
    public static ExactForm? Named(string function, ExactForm argument) =>
        argument.Key.Length > MostLetters
            ? null
            : Of(Monomial.Of(new Name($"{function}[{argument.Key}]", false), Reals.Rational.One), Reals.Rational.One);

    /// <summary>A function (for exponential, sine and cosine its derivative of that order, too) of an exact number.</summary>
    public static ExactForm? Of(Function function, int order, ExactForm x) =>
        (function, order) switch
        {
            (Function.Exp, _) => x.Exp(),
            (Function.Sin or Function.Cos, _) => ((order + (function == Function.Cos ? 1 : 0)) % 4) switch
            {
                0 => x.Sine(cosine: false),
                1 => x.Sine(cosine: true),
                2 => Opposite(x.Sine(cosine: false)),
                _ => Opposite(x.Sine(cosine: true)),
            },
            (Function.Log, 0) => x.Log(),
            (Function.Sqrt, 0) => x.Power(new Rational(1, 2)),
            (Function.Atan or Function.Asin or Function.Erf or Function.Asinh, 0) => x.Signed(
                function.ToString(),
                even: false
            ),
            (Function.Erfc, 0) => Opposite(x.Signed(nameof(Function.Erf), even: false)) is { } value
                ? Sum(Of(Reals.Rational.One), value)
                : null,
            (_, 0) => Named(function.ToString(), x),
            _ => null,
        };

    private static ExactForm? Opposite(ExactForm? x) => x is null ? null : Product(x, Of(-Reals.Rational.One));

    /// <summary>The sum.</summary>
    public static ExactForm? Sum(ExactForm x, ExactForm y)
    {
        var terms = new SortedDictionary<string, (Monomial Names, Rational Factor)>(x._terms, StringComparer.Ordinal);
        foreach (var (key, (names, factor)) in y._terms)
        {
            Add(terms, key, names, factor);
        }

        return Kept(terms);
    }

    /// <summary>The product.</summary>
    public static ExactForm? Product(ExactForm x, ExactForm y)
    {
        if (x._terms.Count * y._terms.Count > 4 * MostTerms)
        {
            return null;
        }

        var terms = new SortedDictionary<string, (Monomial Names, Rational Factor)>(StringComparer.Ordinal);
        foreach (var (left, a) in x._terms.Values)
        {
            foreach (var (right, b) in y._terms.Values)
            {
                var (names, carried) = left.Times(right);
                Add(terms, names.Key, names, a * b * carried);
            }
        }

        return Kept(terms);
    }

    /// <summary>1/x for x ≠ 0: of one product by its exponents, of two with rational squares by the conjugate.</summary>
    public ExactForm? Reciprocal()
    {
        switch (_terms.Count)
        {
            case 0:
                return null;
            case 1:
                return Power(-Reals.Rational.One);
            case 2
                when _terms.Values.ToList() is [var (u, a), var (v, b)]
                    && u.Times(u) is ({ IsOne: true }, var uu)
                    && v.Times(v) is ({ IsOne: true }, var vv)
                    && a * a * uu - b * b * vv is { Sign: not 0 } norm
                    && Sum(Of(u, a), Of(v, -b)) is { } conjugate:
                return Product(conjugate, Of(Reals.Rational.One / norm));
            default:
            {
                // One name for all multiples: 1/(c·g) = (1/c)·(1/g), the first factor of g being 1.
                var first = _terms.First().Value.Factor;
                return Product(this, Of(Reals.Rational.One / first)) is { } monic && Named("1/", monic) is { } inverse
                    ? Product(inverse, Of(Reals.Rational.One / first))
                    : null;
            }
        }
    }

    /// <summary>x^q of one product: of positive names when q is not an integer.</summary>
    public ExactForm? Power(Rational exponent)
    {
        if (_terms.Count != 1 || BigInteger.Abs(exponent.Numerator) > 64 || exponent.Denominator > 64)
        {
            return null;
        }

        var (names, factor) = _terms.First().Value;
        if (!exponent.IsInteger && (factor.Sign <= 0 || !names.IsPositive))
        {
            return null;
        }

        var (powered, carried) = names.Power(exponent);
        if (exponent.IsInteger)
        {
            var whole = Reals.Rational.Pow(factor, (int)exponent.Numerator);
            return Of(powered, whole * carried);
        }

        return PowerOf(factor, exponent) is { } root ? Product(root, Of(powered, carried)) : null;
    }

    /// <summary>e^x: the product of e^(q·name) over the terms, with e^(q log p) = p^q.</summary>
    public ExactForm? Exp()
    {
        ExactForm? result = Of(Reals.Rational.One);
        foreach (var (names, factor) in _terms.Values)
        {
            var power =
                names.IsOne ? Of(Monomial.Of(Name.E, factor), Reals.Rational.One)
                : names.AsLogarithm is { } prime ? PowerOf(prime, factor)
                : Of(Monomial.Of(new Name($"exp[{names.Key}]", true) { Exponent = names }, factor), Reals.Rational.One);
            result = result is null || power is null ? null : Product(result, power);
        }

        return result;
    }

    /// <summary>log x of one positive product: the sum of the logarithms.</summary>
    public ExactForm? Log()
    {
        if (_terms.Count != 1)
        {
            return Named("log", this);
        }

        var (names, factor) = _terms.First().Value;
        if (factor.Sign <= 0 || !names.IsPositive)
        {
            return Named("log", this);
        }

        var result = LogOf(factor);
        foreach (var (name, exponent) in names.Powers)
        {
            var logarithm =
                name == Name.E ? Of(Reals.Rational.One)
                : name.Exponent is { } inner ? Of(inner, Reals.Rational.One)
                : name.Prime is { } prime ? LogOf(prime)
                : Named("log", Of(Monomial.Of(name, Reals.Rational.One), Reals.Rational.One));
            result =
                result is null || logarithm is null || Product(logarithm, Of(exponent)) is not { } part
                    ? null
                    : Sum(result, part);
        }

        return result;
    }

    /// <summary>The number q for which this is q·π, or null.</summary>
    public Rational? MultipleOfPi =>
        _terms.Count == 0 ? Reals.Rational.Zero
        : _terms.Count == 1 && _terms.First().Key == Pi._terms.First().Key ? _terms.First().Value.Factor
        : null;

    /// <summary>sin x (cos x): exact at the multiples of π/6 and π/4, else a name with the argument's sign taken out.</summary>
    public ExactForm? Sine(bool cosine)
    {
        if (MultipleOfPi is not { } multiple)
        {
            return Signed(cosine ? "cos" : "sin", even: cosine);
        }

        // sin(qπ) with q brought to [0, 1/2]; cos x = sin(x + π/2).
        var turn = multiple + (cosine ? new Rational(1, 2) : Reals.Rational.Zero);
        turn -= 2 * (Rational)Reals.Rational.Floor(turn / 2);
        var sign = Reals.Rational.One;
        if (turn >= 1)
        {
            (turn, sign) = (turn - 1, -sign);
        }

        turn = turn > new Rational(1, 2) ? 1 - turn : turn;
        var value =
            turn.Sign == 0 ? Of(Reals.Rational.Zero)
            : turn == new Rational(1, 6) ? Of(new Rational(1, 2))
            : turn == new Rational(1, 4) ? Half(PowerOf(2, new Rational(1, 2)))
            : turn == new Rational(1, 3) ? Half(PowerOf(3, new Rational(1, 2)))
            : turn == new Rational(1, 2) ? Of(Reals.Rational.One)
            : Named("sin", Product(Pi, Of(turn))!);
        return value is null ? null : Product(value, Of(sign));

        static ExactForm? Half(ExactForm? x) => x is null ? null : Product(x, Of(new Rational(1, 2)));
    }

    /// <summary>An odd (even) function by name: f(−x) = ∓f(x), so that the first factor is positive.</summary>
    public ExactForm? Signed(string function, bool even)
    {
        if (_terms.Count == 0)
        {
            return even ? Named(function, this) : this;
        }

        if (_terms.First().Value.Factor.Sign > 0)
        {
            return Named(function, this);
        }

        return Product(this, Of(-Reals.Rational.One)) is { } opposite && Named(function, opposite) is { } value
            ? Product(value, Of(even ? Reals.Rational.One : -Reals.Rational.One))
            : null;
    }

    private static ExactForm Of(Monomial names, Rational factor)
    {
        var terms = new SortedDictionary<string, (Monomial Names, Rational Factor)>(StringComparer.Ordinal);
        Add(terms, names.Key, names, factor);
        return new ExactForm(terms);
    }

    private static void Add(
        SortedDictionary<string, (Monomial Names, Rational Factor)> terms,
        string key,
        Monomial names,
        Rational factor
    )
    {
        var sum = factor + (terms.TryGetValue(key, out var other) ? other.Factor : Reals.Rational.Zero);
        if (sum.Sign == 0)
        {
            terms.Remove(key);
        }
        else
        {
            terms[key] = (names, sum);
        }
    }

    private static ExactForm? Kept(SortedDictionary<string, (Monomial Names, Rational Factor)> terms) =>
        terms.Count <= MostTerms && terms.Keys.All(key => key.Length <= MostLetters) ? new ExactForm(terms) : null;

    // r^q for r > 0, over the prime factors of r.
    private static ExactForm? PowerOf(Rational value, Rational exponent)
    {
        ExactForm? result = Of(Reals.Rational.One);
        foreach (var (prime, count) in Factors(value))
        {
            var (names, carried) = Monomial.Of(Name.Of(prime), exponent * count).Carried();
            result = result is null ? null : Product(result, Of(names, carried));
        }

        return result;
    }

    private static ExactForm? LogOf(Rational value)
    {
        ExactForm? result = Of(Reals.Rational.Zero);
        foreach (var (prime, count) in Factors(value))
        {
            var name = new Name($"log[{prime}]", true) { LogarithmOf = prime };
            result = result is null ? null : Sum(result, Of(Monomial.Of(name, Reals.Rational.One), count));
        }

        return result;
    }

    // Factors with their exponents; a large remainder stays whole, which costs no correctness.
    private static IEnumerable<(BigInteger Factor, int Count)> Factors(Rational value)
    {
        foreach (var (factor, count) in Factors(value.Numerator))
        {
            yield return (factor, count);
        }

        foreach (var (factor, count) in Factors(value.Denominator))
        {
            yield return (factor, -count);
        }
    }

    private static IEnumerable<(BigInteger Factor, int Count)> Factors(BigInteger value)
    {
        const int largest = 2_000;
        for (var prime = 2; prime < largest && value > 1; prime++)
        {
            var count = 0;
            for (; (value % prime).IsZero; count++)
            {
                value /= prime;
            }

            if (count > 0)
            {
                yield return (prime, count);
            }

            if (value < (BigInteger)prime * prime)
            {
                break;
            }
        }

        if (value > 1)
        {
            yield return (value, 1);
        }
    }

    /// <summary>One of the numbers that products are made of.</summary>
    private sealed record Name(string Key, bool IsPositive)
    {
        public static Name Pi { get; } = new("π", true);

        public static Name E { get; } = new("e", true);

        /// <summary>The integer that it is, whose root is meant.</summary>
        public BigInteger? Prime { get; private init; }

        /// <summary>The integer whose logarithm it is.</summary>
        public BigInteger? LogarithmOf { get; init; }

        /// <summary>For an exponential: what of.</summary>
        public Monomial? Exponent { get; init; }

        public static Name Of(BigInteger prime) => new(prime.ToString(), true) { Prime = prime };
    }

    /// <summary>A product of names with rational exponents; integers have exponents in (0, 1).</summary>
    private sealed class Monomial
    {
        private Monomial(IEnumerable<(Name Name, Rational Exponent)> powers)
        {
            Powers =
            [
                .. powers
                    .Where(power => power.Exponent.Sign != 0)
                    .OrderBy(power => power.Name.Key, StringComparer.Ordinal),
            ];
            Key =
                Powers.Count == 0
                    ? "1"
                    : string.Join("·", Powers.Select(power => $"{power.Name.Key}^{power.Exponent}"));
        }

        public static Monomial One { get; } = new([]);

        public IReadOnlyList<(Name Name, Rational Exponent)> Powers { get; }

        public string Key { get; }

        public bool IsOne => Powers.Count == 0;

        public bool IsPositive => Powers.All(power => power.Name.IsPositive);

        /// <summary>p when this is log p.</summary>
        public BigInteger? AsLogarithm =>
            Powers is [var (name, exponent)] && exponent == Reals.Rational.One ? name.LogarithmOf : null;

        public static Monomial Of(Name name, Rational exponent) => new([(name, exponent)]);

        public (Monomial Names, Rational Carried) Times(Monomial other)
        {
            var powers = new Dictionary<string, (Name Name, Rational Exponent)>(StringComparer.Ordinal);
            foreach (var (name, exponent) in Powers.Concat(other.Powers))
            {
                powers[name.Key] = (
                    name,
                    exponent + (powers.TryGetValue(name.Key, out var known) ? known.Exponent : Reals.Rational.Zero)
                );
            }

            return new Monomial(powers.Values).Carried();
        }

        public (Monomial Names, Rational Carried) Power(Rational exponent) =>
            new Monomial(Powers.Select(power => (power.Name, power.Exponent * exponent))).Carried();

        /// <summary>Whole powers of integers become factors.</summary>
        public (Monomial Names, Rational Carried) Carried()
        {
            var carried = Reals.Rational.One;
            var powers = new List<(Name Name, Rational Exponent)>();
            foreach (var (name, exponent) in Powers)
            {
                var whole = name.Prime is null ? BigInteger.Zero : Reals.Rational.Floor(exponent);
                if (name.Prime is { } prime && !whole.IsZero)
                {
                    // Beyond any use: the form would not be kept.
                    if (BigInteger.Abs(whole) * (long)prime.GetBitLength() > 4_096)
                    {
                        powers.Add((name, exponent));
                        continue;
                    }

                    carried *= Reals.Rational.Pow(prime, (int)whole);
                }

                powers.Add((name, exponent - whole));
            }

            return (new Monomial(powers), carried);
        }
    }
}
