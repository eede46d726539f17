// The largest and the smallest of several numbers.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>Max or min of two or more numbers; arrays of one shape go element by element.</summary>
internal abstract class OrderStatistic : KnownFunction
{
    /// <inheritdoc/>
    public sealed override (int Least, int? Most) Arity => (1, null);

    /// <summary>Max, not min.</summary>
    public abstract bool TakesLargest { get; }

    /// <summary>The evaluator's route.</summary>
    public abstract T Enclose<T>(T x, T y)
        where T : IReal<T>;

    /// <summary>The checker's route.</summary>
    public abstract Ball Recalculate(Ball x, Ball y);

    /// <inheritdoc/>
    public sealed override bool IsContinuous => true;

    /// <inheritdoc/>
    public sealed override bool IsSmooth => false;

    /// <inheritdoc/>
    public sealed override Extent Values => Extent.All;

    /// <inheritdoc/>
    public sealed override Monotonicity Monotonicity => Monotonicity.Increasing;

    /// <inheritdoc/>
    public sealed override Parity Parity => Parity.None;

    /// <inheritdoc/>
    public sealed override Sequence<Piece> Pieces => [];

    /// <inheritdoc/>
    public sealed override Sequence<EndBehaviour> Ends => [];

    /// <inheritdoc/>
    public sealed override PowerSeries? Series => null;

    /// <inheritdoc/>
    public sealed override Sequence<Asymptote> Asymptotes => [];

    /// <inheritdoc/>
    public sealed override Sequence<Condition> Domain(Sequence<Term> arguments) => [];

    /// <summary>One argument beats all others: at a tie the function is differentiable only if their derivatives agree.</summary>
    public sealed override Sequence<Condition> Differentiability(Sequence<Term> arguments) =>
        arguments.Count == 1
            ? []
            : [new Any(Enumerable.Range(0, arguments.Count).Select(place => Wins(arguments, place)).ToSequence())];

    /// <summary>1 for the winner, 0 for the others; undefined at a tie.</summary>
    public sealed override Slope Derivative(Sequence<Term> arguments, int place) =>
        arguments.Count == 1
            ? Term.One
            : new Piecewise(
                Enumerable
                    .Range(0, arguments.Count)
                    .Select(winner => new Branch(Wins(arguments, winner), winner == place ? Term.One : Term.Zero))
                    .ToSequence(),
                null
            );

    /// <inheritdoc/>
    public sealed override Term? ExactValue(Sequence<Term> arguments)
    {
        if (arguments.Count == 0 || !arguments.All(argument => argument is Number))
        {
            return null;
        }

        var values = arguments.Select(argument => ((Number)argument).Value);
        return TakesLargest ? values.Max() : values.Min();
    }

    /// <inheritdoc/>
    public sealed override Term? Definition(Sequence<Term> arguments) => null;

    /// <summary>The argument at this place is larger (smaller) than every other.</summary>
    public Condition Wins(Sequence<Term> arguments, int place) =>
        new All(
            arguments
                .Where((_, other) => other != place)
                .Select(other =>
                    (Condition)new Compare(arguments[place], TakesLargest ? Relation.Greater : Relation.Less, other)
                )
                .ToSequence()
        );
}
