// Approximations for n → ∞: sums over samples become expectations, and what is left is compared order by order.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    // left ≈ right (or left → right) as a sample's length tends to infinity: both sides as sums of powers of n and log n with
    // coefficients free of n, equal from the largest order down to that of the last term on the right.
    private Proposition? InLargeSample(TermBuilder builder, EquationNote? note, Expression left, Expression right)
    {
        if (
            note?.Regime is not { Scale: null, BigO: false } regime
            || FormulaParser.Parse(regime.Limit, _options).Body
                is not Chain
                {
                    Operands: [Identifier variable, Identifier { Name: "\\infty" }],
                    Relations: [{ Symbol: "\\to" }]
                }
            || builder.Build(variable) is not Symbol(var length)
        )
        {
            return null;
        }

        // A condition that ties other quantities to the variable is not followed here.
        if (
            note.Given.Any(given =>
                FormulaParser.Parse(given.Latex, _options).Body is var condition
                && !Randomness.Concerns(condition)
                && Names.Nodes(condition).Any(node => node.Equals(variable))
            )
        )
        {
            return null;
        }

        var (one, other) = (builder.Build(left), builder.Build(right));
        if (HasInfinity(one) || HasInfinity(other))
        {
            return null;
        }

        var (first, second) = (builder.OverLargeSample(one, length), builder.OverLargeSample(other, length));
        var sampled = first is not null && (!first.Equals(one) || !second!.Equals(other));
        var elaboration = new Elaboration(builder.Context([]));
        IReadOnlyDictionary<Order, Term>? low;
        IReadOnlyDictionary<Order, Term>? high;
        try
        {
            low = Growth.Of(first ?? elaboration.Elaborate(one), length);
            high = Growth.Of(second ?? elaboration.Elaborate(other), length);
        }
        catch (Undecidable reason)
        {
            throw new NotUnderstood(reason.Message);
        }

        if (!sampled && !builder.DependsOn(one - other, length))
        {
            return null;
        }

        if (low is null || high is null)
        {
            return sampled ? throw new NotUnderstood($"how it grows with {length} is not followed") : null;
        }

        // The law of large numbers says nothing about what tends to zero.
        var smallest =
            right is Additive sum
                ? Growth.Of(elaboration.Elaborate(builder.Build(sum.Terms[^1].Term)), length)?.Keys.Max() ?? Order.One
            : high.Count > 0 ? high.Keys.Max()
            : Order.One;
        if (sampled && smallest.CompareTo(Order.One) < 0)
        {
            throw new NotUnderstood("an approximation finer than the law of large numbers gives it");
        }

        var orders = low
            .Keys.Union(high.Keys)
            .Where(order => order.CompareTo(smallest) >= 0)
            .OrderDescending()
            .ToList();
        var pairs = orders
            .Select(order => (low.GetValueOrDefault(order, Term.Zero), high.GetValueOrDefault(order, Term.Zero)))
            .ToList();
        return pairs switch
        {
            [] => new Comparison(Term.Zero, Relation.Equal, Term.Zero),
            [var (x, y)] => new Comparison(x, Relation.Equal, y),
            _ => new Comparison(
                new Listed(pairs.Select(pair => pair.Item1).ToSequence()),
                Relation.Equal,
                new Listed(pairs.Select(pair => pair.Item2).ToSequence())
            ),
        };
    }

    private static bool HasInfinity(Term term) =>
        term is Constant(ConstantKind.Infinity) || term.Children().Any(HasInfinity);
}
