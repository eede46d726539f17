// How a term grows with a number n: as a sum of coefficients times powers of n and of log n.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>n^Power · (log n)^Logs.</summary>
/// <param name="Power">The power of n.</param>
/// <param name="Logs">The power of log n.</param>
public readonly record struct Order(Rational Power, int Logs) : IComparable<Order>
{
    /// <summary>n⁰.</summary>
    public static Order One { get; } = new(Rational.Zero, 0);

    /// <summary>The order of the product.</summary>
    public static Order operator *(Order left, Order right) => new(left.Power + right.Power, left.Logs + right.Logs);

    /// <inheritdoc/>
    public int CompareTo(Order other) =>
        Power == other.Power ? Logs.CompareTo(other.Logs)
        : Power > other.Power ? 1
        : -1;
}

/// <summary>Exact decompositions; nothing is dropped.</summary>
public static class Growth
{
    private const int MaximumOrders = 32;

    /// <summary>Σ coefficient · n^a (log n)^b, the coefficients free of n; null when the term is none.</summary>
    public static IReadOnlyDictionary<Order, Term>? Of(Term term, string n)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!term.FreeNames().Contains(n))
        {
            return term.IsZero() ? new Dictionary<Order, Term>() : Only(Order.One, term);
        }

        switch (term)
        {
            case Symbol:
                return Only(new Order(Rational.One, 0), Term.One);
            case Guarded(var value, _):
                return Of(value, n);
            case Negate(var x):
                return Of(x, n) is { } negated
                    ? negated.ToDictionary(pair => pair.Key, pair => Simplifying.Negative(pair.Value))
                    : null;
            case Add(var xs):
            {
                var sum = new Dictionary<Order, Term>();
                foreach (var x in xs)
                {
                    if (Of(x, n) is not { } part)
                    {
                        return null;
                    }

                    foreach (var (order, coefficient) in part)
                    {
                        sum[order] = sum.TryGetValue(order, out var known)
                            ? Simplifying.Sum(known, coefficient)
                            : coefficient;
                    }
                }

                return Cancelled(sum);
            }

            case Multiply(var xs):
            {
                IReadOnlyDictionary<Order, Term>? product = Only(Order.One, Term.One);
                foreach (var x in xs)
                {
                    product = Product(product, Of(x, n));
                }

                return product;
            }

            case Divide(var x, var y):
                return Of(y, n) is { Count: 1 } below && Of(x, n) is { } above
                    ? above.ToDictionary(
                        pair => pair.Key * Inverse(below.Keys.First()),
                        pair => Simplifying.Quotient(pair.Value, below.Values.First())
                    )
                    : null;
            case Power(var x, Number(var power))
                when Of(x, n) is { Count: 1 } basis && basis.Keys.First() is { Logs: 0 } order:
                return Only(new Order(order.Power * power, 0), Simplifying.Power(basis.Values.First(), power));
            case Apply(Function.Sqrt, [var x])
                when Of(x, n) is { Count: 1 } basis && basis.Keys.First() is { Logs: 0 } order:
                return Only(
                    new Order(order.Power * new Rational(1, 2), 0),
                    new Apply(Function.Sqrt, [basis.Values.First()])
                );
            case Apply(Function.Log, [var x])
                when Of(x, n) is { Count: 1 } basis && basis.Keys.First() is { Logs: 0 } order:
            {
                var logarithm = new Dictionary<Order, Term> { [new Order(Rational.Zero, 1)] = order.Power };
                if (!basis.Values.First().IsOne())
                {
                    logarithm[Order.One] = Term.Log(basis.Values.First());
                }

                return Cancelled(logarithm);
            }

            default:
                return null;
        }
    }

    private static Order Inverse(Order order) => new(-order.Power, -order.Logs);

    private static Dictionary<Order, Term> Only(Order order, Term coefficient) => new() { [order] = coefficient };

    private static Dictionary<Order, Term> Cancelled(Dictionary<Order, Term> sum)
    {
        foreach (var (order, coefficient) in sum.ToList())
        {
            if (coefficient.IsZero() || coefficient is Add(var terms) && Cancels(terms))
            {
                sum.Remove(order);
            }
        }

        return sum;
    }

    // x − x, written so.
    private static bool Cancels(Sequence<Term> terms)
    {
        var open = new List<Term>();
        foreach (var term in terms)
        {
            if (!open.Remove(Simplifying.Negative(term)))
            {
                open.Add(term);
            }
        }

        return open.Count == 0;
    }

    private static Dictionary<Order, Term>? Product(
        IReadOnlyDictionary<Order, Term>? left,
        IReadOnlyDictionary<Order, Term>? right
    )
    {
        if (left is null || right is null || left.Count * right.Count > MaximumOrders)
        {
            return null;
        }

        var product = new Dictionary<Order, Term>();
        foreach (var (one, x) in left)
        {
            foreach (var (other, y) in right)
            {
                var order = one * other;
                var term = Simplifying.Product(x, y);
                product[order] = product.TryGetValue(order, out var known) ? Simplifying.Sum(known, term) : term;
            }
        }

        return product;
    }
}
