// Constructors that fold what is trivially so (0 + x, 1·x, −−x), so that derivatives stay readable and small.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>
/// Terms equal to the plain constructors' wherever those are defined (0·x is 0 even where x is undefined: callers that
/// care keep x in a <see cref="Guarded"/>).
/// </summary>
public static class Simplifying
{
    /// <summary>True for the number 0.</summary>
    public static bool IsZero(this Term term) => term is Number { Value.Sign: 0 };

    /// <summary>True for the number 1.</summary>
    public static bool IsOne(this Term term) => term is Number(var value) && value == Rational.One;

    /// <summary>Sum without zeros; numbers are added up.</summary>
    public static Term Sum(params ReadOnlySpan<Term> terms)
    {
        var kept = new List<Term>();
        var constant = Rational.Zero;
        foreach (var term in terms)
        {
            switch (term)
            {
                case Number(var value):
                    constant += value;
                    break;
                case Add(var inner):
                    kept.AddRange(inner);
                    break;
                default:
                    kept.Add(term);
                    break;
            }
        }

        if (constant.Sign != 0)
        {
            kept.Add(constant);
        }

        return kept.Count switch
        {
            0 => Term.Zero,
            1 => kept[0],
            _ => new Add(kept.ToSequence()),
        };
    }

    /// <summary>Product without ones, 0 when a factor is; numbers are multiplied up.</summary>
    public static Term Product(params ReadOnlySpan<Term> factors)
    {
        var kept = new List<Term>();
        var constant = Rational.One;
        foreach (var factor in factors)
        {
            switch (factor)
            {
                case Number(var value):
                    constant *= value;
                    break;
                case Negate(var inner):
                    constant = -constant;
                    kept.Add(inner);
                    break;
                case Multiply(var inner):
                    kept.AddRange(inner);
                    break;
                default:
                    kept.Add(factor);
                    break;
            }
        }

        if (constant.Sign == 0)
        {
            return Term.Zero;
        }

        var negative = constant == -1;
        if (!negative && (constant != Rational.One || kept.Count == 0))
        {
            kept.Insert(0, constant);
        }

        var product = kept.Count switch
        {
            0 => Term.One,
            1 => kept[0],
            _ => new Multiply(kept.ToSequence()),
        };
        return negative ? Negative(product) : product;
    }

    /// <summary>−x.</summary>
    public static Term Negative(Term x) =>
        x switch
        {
            Number(var value) => new Number(-value),
            Negate(var inner) => inner,
            _ => new Negate(x),
        };

    /// <summary>x/y; 0/y is 0.</summary>
    public static Term Quotient(Term x, Term y) =>
        x.IsZero() ? x
        : y.IsOne() ? x
        : x is Number(var a) && y is Number(var b) && b.Sign != 0 ? new Number(a / b)
        : new Divide(x, y);

    /// <summary>x^y; x^1 is x, x^0 is 1.</summary>
    public static Term Power(Term x, Term y) =>
        y.IsOne() ? x
        : y.IsZero() ? Term.One
        : new Power(x, y);

    /// <summary>An element of an array, read off where the array is spelled out.</summary>
    public static Term ElementOf(Term array, Sequence<Term> indices)
    {
        if (indices.Count == 0)
        {
            return array;
        }

        var rest = indices.Skip(1).ToSequence();
        return array switch
        {
            Tabulate(var index, _, var body) => ElementOf(body.Substitute(index, indices[0]), rest),
            Listed(var entries)
                when indices[0] is Number { Value: { IsInteger: true } at } && at >= 1 && at <= entries.Count =>
                ElementOf(entries[(int)at.Numerator - 1], rest),
            Element(var inner, var earlier) => new Element(inner, [.. earlier, .. indices]),
            Negate(var x) => Negative(ElementOf(x, indices)),
            Guarded(var value, var defined) => new Guarded(ElementOf(value, indices), defined),
            _ => new Element(array, indices),
        };
    }
}
