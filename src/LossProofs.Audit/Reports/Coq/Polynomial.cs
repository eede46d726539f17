// Polynomials with rational coefficients in atoms with integer exponents: what scripts are made of. Nothing rests on them:
// Coq checks every equation that they suggest.
using System.Collections.Immutable;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>A product of powers of atoms, each known by its text.</summary>
internal sealed record Product(ImmutableSortedDictionary<string, (Term Atom, int Exponent)> Factors)
{
    /// <summary>1.</summary>
    public static Product One { get; } =
        new(ImmutableSortedDictionary<string, (Term, int)>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>What it is known by.</summary>
    public string Key { get; } =
        string.Join(
            " ",
            Factors.Select(factor => FormattableString.Invariant($"[{factor.Key}]^{factor.Value.Exponent}"))
        );

    /// <summary>The product with one more factor.</summary>
    public Product Times(string key, Term atom, int exponent)
    {
        var sum = Factors.TryGetValue(key, out var known) ? known.Exponent + exponent : exponent;
        return new(sum == 0 ? Factors.Remove(key) : Factors.SetItem(key, (atom, sum)));
    }

    /// <summary>The product of two.</summary>
    public Product Times(Product other) =>
        other.Factors.Aggregate(this, (all, factor) => all.Times(factor.Key, factor.Value.Atom, factor.Value.Exponent));

    /// <summary>The part whose atoms meet the condition, and the rest.</summary>
    public (Product Meeting, Product Others) Split(Func<Term, bool> condition)
    {
        var of = Factors.Where(factor => condition(factor.Value.Atom)).ToList();
        return (new(One.Factors.AddRange(of)), new(Factors.RemoveRange(of.Select(factor => factor.Key))));
    }

    /// <summary>The factors as terms, those with negative exponents as reciprocals.</summary>
    public IEnumerable<Term> Terms() =>
        Factors.Values.Select(factor =>
            factor.Exponent == 1 ? factor.Atom : new Power(factor.Atom, new Number(factor.Exponent))
        );
}

/// <summary>A sum of products with coefficients.</summary>
internal sealed record Polynomial(ImmutableSortedDictionary<string, (Product Product, Rational Coefficient)> Parts)
{
    private const int MostParts = 400;

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } =
        new(ImmutableSortedDictionary<string, (Product, Rational)>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>A number.</summary>
    public static Polynomial Of(Rational value) => Zero.Plus(Product.One, value);

    /// <summary>A product.</summary>
    public static Polynomial Of(Product product) => Zero.Plus(product, Rational.One);

    /// <summary>The single part, where there is just one.</summary>
    public (Product Product, Rational Coefficient)? Single => Parts.Count == 1 ? Parts.Values.First() : null;

    /// <summary>The number that it is, or null.</summary>
    public Rational? Constant =>
        Parts.Count == 0 ? Rational.Zero
        : Single is var (product, coefficient) && product.Factors.Count == 0 ? coefficient
        : null;

    /// <summary>The sum with one more part.</summary>
    public Polynomial Plus(Product product, Rational coefficient)
    {
        var sum = Parts.TryGetValue(product.Key, out var known) ? known.Coefficient + coefficient : coefficient;
        return new(sum.Sign == 0 ? Parts.Remove(product.Key) : Parts.SetItem(product.Key, (product, sum)));
    }

    /// <summary>The sum of two.</summary>
    public Polynomial Plus(Polynomial other) =>
        other.Parts.Values.Aggregate(this, (all, part) => all.Plus(part.Product, part.Coefficient));

    /// <summary>The product of two.</summary>
    /// <exception cref="NotExported">It has too many parts.</exception>
    public Polynomial Times(Polynomial other)
    {
        if (Parts.Count * other.Parts.Count > MostParts)
        {
            throw new NotExported("a polynomial is too long");
        }

        var all = Zero;
        foreach (var (x, a) in Parts.Values)
        {
            foreach (var (y, b) in other.Parts.Values)
            {
                all = all.Plus(x.Times(y), a * b);
            }
        }

        return all;
    }

    /// <summary>All parts times a product and a number.</summary>
    public Polynomial Times(Product product, Rational coefficient) =>
        Parts.Values.Aggregate(
            Zero,
            (all, part) => all.Plus(part.Product.Times(product), part.Coefficient * coefficient)
        );

    /// <summary>As a term.</summary>
    public Term Term() =>
        Parts.Count == 0 ? Terms.Term.Zero : Sum(Parts.Values.Select(part => Part(part.Product, part.Coefficient)));

    /// <summary>A coefficient times a product, as a term.</summary>
    public static Term Part(Product product, Rational coefficient)
    {
        var factors = product.Terms().ToList();
        if (coefficient != Rational.One || factors.Count == 0)
        {
            factors.Insert(0, new Number(coefficient));
        }

        return factors.Count == 1 ? factors[0] : new Multiply(factors.ToSequence());
    }

    private static Term Sum(IEnumerable<Term> terms) =>
        terms.ToList() is [var only] ? only : new Add(terms.ToSequence());
}
