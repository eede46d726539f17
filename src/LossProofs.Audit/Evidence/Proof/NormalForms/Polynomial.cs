// Exact polynomials: sums of rational multiples of products of atoms under rational exponents.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

/// <summary>A product of atoms under rational exponents, none of them 0, in the order of the atoms.</summary>
internal sealed class Monomial : IEquatable<Monomial>, IComparable<Monomial>
{
    private readonly (Atom Atom, Rational Exponent)[] _factors;
    private readonly int _hash;

    private Monomial((Atom, Rational)[] factors)
    {
        _factors = factors;
        var hash = default(HashCode);
        foreach (var (atom, exponent) in factors)
        {
            hash.Add(atom.Id);
            hash.Add(exponent);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The empty product.</summary>
    public static Monomial One { get; } = new([]);

    /// <summary>The factors.</summary>
    public ReadOnlySpan<(Atom Atom, Rational Exponent)> Factors => _factors;

    /// <summary>The factors, for queries.</summary>
    public IEnumerable<(Atom Atom, Rational Exponent)> All => _factors;

    /// <summary>Number of factors.</summary>
    public int Count => _factors.Length;

    /// <summary>A power of one atom.</summary>
    public static Monomial Of(Atom atom, Rational exponent) => exponent.Sign == 0 ? One : new([(atom, exponent)]);

    /// <summary>The product of powers of distinct atoms.</summary>
    public static Monomial Of(IEnumerable<(Atom Atom, Rational Exponent)> factors) =>
        new([.. factors.Where(factor => factor.Exponent.Sign != 0).OrderBy(factor => factor.Atom.Id)]);

    /// <summary>Exponents add up.</summary>
    public static Monomial operator *(Monomial left, Monomial right)
    {
        if (left.Count == 0)
        {
            return right;
        }

        if (right.Count == 0)
        {
            return left;
        }

        // Its length counted first: most products cancel nothing, and need no copy.
        var merged = new (Atom, Rational)[left.Count + right.Count - Common(left._factors, right._factors)];
        int count = 0,
            i = 0,
            j = 0;
        while (i < left.Count || j < right.Count)
        {
            if (j == right.Count || (i < left.Count && left._factors[i].Atom.Id < right._factors[j].Atom.Id))
            {
                merged[count++] = left._factors[i++];
            }
            else if (i == left.Count || right._factors[j].Atom.Id < left._factors[i].Atom.Id)
            {
                merged[count++] = right._factors[j++];
            }
            else
            {
                var exponent = left._factors[i].Exponent + right._factors[j].Exponent;
                if (exponent.Sign != 0)
                {
                    merged[count++] = (left._factors[i].Atom, exponent);
                }

                i++;
                j++;
            }
        }

        return count == 0 ? One : new(count == merged.Length ? merged : merged[..count]);
    }

    private static int Common((Atom Atom, Rational)[] left, (Atom Atom, Rational)[] right)
    {
        int count = 0,
            i = 0,
            j = 0;
        while (i < left.Length && j < right.Length)
        {
            var (a, b) = (left[i].Atom.Id, right[j].Atom.Id);
            count += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return count;
    }

    /// <summary>Exponents multiplied.</summary>
    public Monomial Raised(Rational exponent) =>
        exponent.Sign == 0 ? One : new(Array.ConvertAll(_factors, factor => (factor.Atom, factor.Exponent * exponent)));

    /// <summary>The exponent of an atom.</summary>
    public Rational ExponentOf(Atom atom)
    {
        foreach (var (own, exponent) in _factors)
        {
            if (own == atom)
            {
                return exponent;
            }
        }

        return Rational.Zero;
    }

    /// <summary>The product without an atom.</summary>
    public Monomial Without(Atom atom) => new([.. _factors.Where(factor => factor.Atom != atom)]);

    /// <summary>True when an atom depends on the bound index.</summary>
    public bool DependsOn(string bound) => _factors.Any(factor => factor.Atom.Bound.Contains(bound));

    /// <inheritdoc/>
    public bool Equals(Monomial? other) =>
        other is not null && _hash == other._hash && _factors.AsSpan().SequenceEqual(other._factors);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Monomial);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>A total order that a common factor does not change: by the first atom whose exponents differ.</summary>
    public int CompareTo(Monomial? other)
    {
        if (other is null)
        {
            return 1;
        }

        int i = 0,
            j = 0;
        while (i < Count || j < other.Count)
        {
            var (a, b) = (
                i < Count ? _factors[i].Atom.Id : int.MaxValue,
                j < other.Count ? other._factors[j].Atom.Id : int.MaxValue
            );
            var (x, y) = (
                a <= b ? _factors[i].Exponent : Rational.Zero,
                b <= a ? other._factors[j].Exponent : Rational.Zero
            );
            var order = x.CompareTo(y);
            if (order != 0)
            {
                return order;
            }

            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return 0;
    }

    /// <summary>The factors by the atoms' numbers: what keys are made of.</summary>
    public string Key() =>
        string.Join(
            '*',
            _factors.Select(factor =>
                string.Create(CultureInfo.InvariantCulture, $"{factor.Atom.Id}^{factor.Exponent}")
            )
        );

    /// <summary>The product as a term.</summary>
    public Term ToTerm(Rational coefficient)
    {
        var above = new List<Term>();
        var below = new List<Term>();
        foreach (var (atom, exponent) in _factors)
        {
            var size = Rational.Abs(exponent);
            var factor =
                atom.Term is Apply(Function.Exp, [var x]) ? Term.Exp(Simplifying.Product(size, x))
                : size == new Rational(1, 2) ? new Apply(Function.Sqrt, [atom.Term])
                : Simplifying.Power(atom.Term, size);
            (exponent.Sign > 0 ? above : below).Add(factor);
        }

        var numerator = Simplifying.Product([coefficient, .. above]);
        return below.Count == 0 ? numerator : Simplifying.Quotient(numerator, Simplifying.Product([.. below]));
    }
}

/// <summary>A finite sum of rational multiples of distinct monomials; immutable.</summary>
internal sealed class Polynomial : IEquatable<Polynomial>
{
    /// <summary>More monomials than this are not followed.</summary>
    public const int MostMonomials = 2_000;

    private readonly Dictionary<Monomial, Rational> _terms;
    private string? _key;

    private Polynomial(Dictionary<Monomial, Rational> terms) => _terms = terms;

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>1.</summary>
    public static Polynomial One { get; } = Of(Rational.One);

    /// <summary>The monomials with their coefficients.</summary>
    public IReadOnlyDictionary<Monomial, Rational> Terms => _terms;

    /// <summary>True for 0.</summary>
    public bool IsZero => _terms.Count == 0;

    private bool IsOne => _terms.Count == 1 && _terms.TryGetValue(Monomial.One, out var value) && value == Rational.One;

    /// <summary>The number that the polynomial is, or null.</summary>
    public Rational? Constant =>
        _terms.Count == 0 ? Rational.Zero
        : _terms.Count == 1 && _terms.TryGetValue(Monomial.One, out var value) ? value
        : null;

    /// <summary>The only monomial with its coefficient, or null.</summary>
    public (Monomial Monomial, Rational Coefficient)? Single
    {
        get
        {
            if (_terms.Count != 1)
            {
                return null;
            }

            var (monomial, coefficient) = _terms.First();
            return (monomial, coefficient);
        }
    }

    /// <summary>A number.</summary>
    public static Polynomial Of(Rational value) =>
        value.Sign == 0 ? Zero : new(new Dictionary<Monomial, Rational> { [Monomial.One] = value });

    /// <summary>A multiple of a monomial.</summary>
    public static Polynomial Of(Monomial monomial, Rational coefficient) =>
        coefficient.Sign == 0 ? Zero : new(new Dictionary<Monomial, Rational> { [monomial] = coefficient });

    /// <summary>An atom.</summary>
    public static Polynomial Of(Atom atom) => Of(Monomial.Of(atom, Rational.One), Rational.One);

    /// <summary>Sum.</summary>
    public static Polynomial operator +(Polynomial left, Polynomial right)
    {
        var sum = new Dictionary<Monomial, Rational>(left._terms);
        foreach (var (monomial, coefficient) in right._terms)
        {
            Add(sum, monomial, coefficient);
        }

        return Limited(sum);
    }

    /// <summary>The sum of many, gathered in one table.</summary>
    public static Polynomial Sum(IEnumerable<Polynomial> addends)
    {
        var sum = new Dictionary<Monomial, Rational>();
        foreach (var addend in addends)
        {
            foreach (var (monomial, coefficient) in addend._terms)
            {
                Add(sum, monomial, coefficient);
            }

            Limited(sum);
        }

        return new(sum);
    }

    /// <summary>Negation.</summary>
    public static Polynomial operator -(Polynomial value) => value * -Rational.One;

    /// <summary>Difference.</summary>
    public static Polynomial operator -(Polynomial left, Polynomial right) => left + -right;

    /// <summary>A rational multiple.</summary>
    public static Polynomial operator *(Polynomial value, Rational factor) =>
        factor.Sign == 0 ? Zero : new(value._terms.ToDictionary(term => term.Key, term => term.Value * factor));

    /// <summary>The most bits of a coefficient, numerator and denominator together.</summary>
    public int Bits =>
        (int)
            _terms.Values.Max(value =>
                Math.Min(value.Numerator.GetBitLength() + value.Denominator.GetBitLength(), MostBits)
            );

    private const int MostBits = 1 << 20;

    /// <summary>The product with a monomial; laws of the atoms are not applied.</summary>
    public static Polynomial operator *(Polynomial value, Monomial factor) =>
        new(value._terms.ToDictionary(term => term.Key * factor, term => term.Value));

    /// <summary>The product; laws of the atoms are not applied.</summary>
    public static Polynomial operator *(Polynomial left, Polynomial right)
    {
        if ((long)left._terms.Count * right._terms.Count > 40L * MostMonomials)
        {
            throw new TooLarge();
        }

        if (left.IsOne)
        {
            return right;
        }

        if (right.IsOne)
        {
            return left;
        }

        var product = new Dictionary<Monomial, Rational>(Math.Max(left._terms.Count, right._terms.Count));
        foreach (var (a, x) in left._terms)
        {
            foreach (var (b, y) in right._terms)
            {
                Add(product, a * b, x * y);
            }
        }

        return Limited(product);
    }

    /// <summary>The monomials by size, largest first.</summary>
    public IEnumerable<(Monomial Monomial, Rational Coefficient)> Ordered() =>
        _terms.OrderByDescending(term => term.Key).Select(term => (term.Key, term.Value));

    /// <summary>True when an atom depends on the bound index.</summary>
    public bool DependsOn(string bound) => _terms.Keys.Any(monomial => monomial.DependsOn(bound));

    /// <summary>What names the polynomial among those of one table.</summary>
    public string Key()
    {
        if (_key is null)
        {
            var text = new StringBuilder();
            foreach (var (monomial, coefficient) in Ordered())
            {
                text.Append('+').Append(coefficient).Append('*').Append(monomial.Key());
            }

            _key = text.ToString();
        }

        return _key;
    }

    /// <summary>The polynomial as a term.</summary>
    public Term ToTerm() => Simplifying.Sum([.. Ordered().Select(term => term.Monomial.ToTerm(term.Coefficient))]);

    /// <inheritdoc/>
    public bool Equals(Polynomial? other) =>
        other is not null
        && _terms.Count == other._terms.Count
        && _terms.All(term => other._terms.TryGetValue(term.Key, out var value) && value == term.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => Key().GetHashCode(StringComparison.Ordinal);

    private static void Add(Dictionary<Monomial, Rational> terms, Monomial monomial, Rational coefficient)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(terms, monomial, out var isThere);
        sum = isThere ? sum + coefficient : coefficient;
        if (sum.Sign == 0)
        {
            terms.Remove(monomial);
        }
    }

    private static Polynomial Limited(Dictionary<Monomial, Rational> terms) =>
        terms.Count > MostMonomials ? throw new TooLarge() : new(terms);
}

/// <summary>A normal form would be larger than what is followed.</summary>
internal sealed class TooLarge : Exception;
