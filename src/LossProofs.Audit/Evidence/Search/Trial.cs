// One case: does the claim hold, fail or stay unresolved at an exact point?
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>How a case came out.</summary>
public enum Outcome
{
    /// <summary>Both sides were evaluated and the relation holds (for =, to the bits reported).</summary>
    Holds,

    /// <summary>The relation certainly fails.</summary>
    Fails,

    /// <summary>
    /// The sides agree as far as the precision reaches, where the relation needs them to differ: whether they are equal
    /// is for exact arithmetic to say.
    /// </summary>
    Touches,

    /// <summary>Undefined, a tie, a kink, or not separated at the highest precision.</summary>
    Unresolved,

    /// <summary>A premise or hypothesis does not hold, or cannot be shown to.</summary>
    Inadmissible,
}

/// <summary>A case's outcome.</summary>
/// <param name="Outcome">How it came out.</param>
/// <param name="Bits">Holds: agreement in bits. Fails: the precision at which the sides were separated.</param>
/// <param name="Approach">The limit was followed along the approach only.</param>
/// <param name="OneSided">Unresolved: what has to converge has no value, the other side has.</param>
/// <param name="Lopsided">Unresolved: one side has no value, the other has.</param>
public readonly record struct CaseResult(
    Outcome Outcome,
    int Bits,
    bool Approach = false,
    bool OneSided = false,
    bool Lopsided = false
)
{
    /// <summary>Unresolved: what a claim about every value says there is false.</summary>
    public bool Missing { get; init; }
}

/// <summary>Evaluates a problem at points.</summary>
public sealed class Trial(Problem problem, Budget budget)
{
    /// <summary>The first precision; above the 100 bits that agreement is certified to.</summary>
    public const int FirstBits = 144;

    /// <summary>The last precision tried.</summary>
    public const int LastBits = 1152;

    // Where large or small numbers come up, agreement counts only beyond what they could hide.
    private const int DeepestBits = 4096;

    // Beyond so many bits, so many cases.
    private const int DeepBits = 600;
    private const int MostDeepCases = 30;

    /// <summary>Agreement that counts as such.</summary>
    public const int EnoughBits = 100;

    private static readonly CaseResult s_unresolved = new(Outcome.Unresolved, 0);
    private static readonly CaseResult s_oneSided = new(Outcome.Unresolved, 0, OneSided: true);
    private static readonly CaseResult s_lopsided = new(Outcome.Unresolved, 0, Lopsided: true);
    private static readonly CaseResult s_sloped = new(Outcome.Unresolved, 0) { Missing = true };

    private int _deepCases;

    /// <summary>The outcome at a point.</summary>
    public CaseResult Run(Assignment assignment)
    {
        if (!IsAdmissible(assignment))
        {
            return new CaseResult(Outcome.Inadmissible, 0);
        }

        switch (problem.Goal)
        {
            case Terms.Comparison(var left, var relation, var right):
                if (left is Limit limit && Evaluates(limit, assignment) is null)
                {
                    return Settled(Approach(limit, relation, right, assignment), right, assignment);
                }

                if (right is Limit other && Evaluates(other, assignment) is null)
                {
                    return Settled(Approach(other, relation, left, assignment), left, assignment);
                }

                if (IsInfinite(right) || IsInfinite(left))
                {
                    return s_unresolved;
                }

                return Compare(left, relation, right, assignment);
            case Rate rate:
                return Approach(rate, assignment);
            default:
                return s_unresolved;
        }
    }

    /// <summary>True when everything that is assumed holds at the point.</summary>
    public bool IsAdmissible(Assignment assignment) =>
        problem.Conditions.All(condition =>
            new Evaluator<Ball>(assignment.In<Ball>(FirstBits), FirstBits, budget).Holds(condition) is true
        );

    private static bool IsInfinite(Term term) =>
        term is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity));

    private Value<Ball>? Evaluates(Term term, Assignment assignment)
    {
        var value = new Evaluator<Ball>(assignment.In<Ball>(FirstBits), FirstBits, budget).Evaluate(term);
        return value.IsDefined ? value : null;
    }

    private CaseResult Compare(Term left, Relation relation, Term right, Assignment assignment)
    {
        // Integrals are enclosed to some 112 bits, whatever the precision.
        var deep = !HasIntegral(left) && !HasIntegral(right);
        var agreed = 0;
        for (long bits = FirstBits; bits <= (agreed > 0 ? DeepestBits : LastBits); )
        {
            var evaluator = new Evaluator<Ball>(assignment.In<Ball>((int)bits), (int)bits, budget);
            var a = evaluator.Evaluate(left);
            if (!a.IsDefined)
            {
                return evaluator.Evaluate(right).IsDefined ? Beside(left, evaluator)
                    : HasNoSlope(evaluator) ? s_sloped
                    : s_unresolved;
            }

            var b = evaluator.Evaluate(right);
            if (!b.IsDefined)
            {
                return Beside(right, evaluator);
            }

            // A number against an array: no precision resolves that.
            if (
                (a.Items is null && b.Items is not null)
                || a.Items is not null
                    && b.Items is null
                    && (relation is Relation.Equal or Relation.NotEqual)
                    && b.Exact is not { Sign: 0 }
            )
            {
                return s_unresolved;
            }

            switch (Evaluator<Ball>.Compare(a, relation, b))
            {
                case true:
                    return new CaseResult(Outcome.Holds, Exactly(relation) ? LastBits : Agreement(a, b) ?? 0);
                case false:
                    return new CaseResult(Outcome.Fails, (int)bits);
            }

            // Two numbers that agree may still differ by the product of the smallest that came up.
            var needed = EnoughBits + (deep ? 2 * evaluator.Depth : 0);
            if (Agreement(a, b) is { } agreement and >= EnoughBits && MayHold(a, relation, b))
            {
                agreed = agreement;
                if (bits >= needed)
                {
                    return new CaseResult(
                        relation is Relation.Less or Relation.Greater or Relation.NotEqual
                            ? Outcome.Touches
                            : Outcome.Holds,
                        agreement
                    );
                }
            }

            if (agreed > 0 && needed > DeepBits && bits < DeepBits && ++_deepCases > MostDeepCases)
            {
                return s_unresolved;
            }

            bits = Math.Max(2 * bits, agreed > 0 ? Math.Min(needed, DeepestBits + 1) : 0);
        }

        return s_unresolved;
    }

    // A limit that nothing follows where the other side has a value: it may not exist.
    private CaseResult Settled(CaseResult result, Term other, Assignment assignment) =>
        result.Outcome == Outcome.Unresolved && Evaluates(other, assignment) is not null ? s_oneSided : result;

    // An integral over an infinite range, or a closed form of an infinite sum, guarded by where it converges.
    private bool MayDiverge(Term term) =>
        term is Guarded && problem.Reading.Context.HasSeries
        || term is Integral(_, _, var low, var high) && (IsInfinite(low) || IsInfinite(high))
        || term.Children().Any(MayDiverge);

    // A side without a value where the other has one. Elementary functions have none outside of their domains; sums, integrals
    // and expectations, too, where they are not computed.
    private CaseResult Beside(Term undefined, Evaluator<Ball> evaluator) =>
        MayDiverge(undefined) ? s_oneSided
        : IsElementary(undefined) || DividesByZero(undefined, evaluator)
            ? s_lopsided with
            {
                Missing = !HasZeroToZero(undefined, evaluator),
            }
        // The derivative of the logarithm has no value where the logarithm has none.
        : undefined is Guarded(var value, _) && IsElementary(value) ? s_sloped
        : s_unresolved;

    // 0^0 is 1 to many.
    private static bool HasZeroToZero(Term term, Evaluator<Ball> evaluator) =>
        term is Power(var basis, var exponent)
            && evaluator.Evaluate(basis).Exact is { Sign: 0 }
            && evaluator.Evaluate(exponent).Exact is { Sign: 0 }
        || term.Children().Any(child => HasZeroToZero(child, evaluator));

    // |x| at 0: what is differentiated has a value where neither side has one.
    private bool HasNoSlope(Evaluator<Ball> evaluator) =>
        (_differentiated ??= Differentiated()).Any(body => evaluator.Evaluate(body).IsDefined);

    private Term[]? _differentiated;

    private Term[] Differentiated()
    {
        var elaboration = new Elaboration(problem.Reading.Context);
        return
        [
            .. problem
                .Reading.Proposition.Terms()
                .SelectMany(Inside)
                .OfType<Derivative>()
                .Where(derivative => derivative.Variable is Symbol)
                .Select(derivative => elaboration.Elaborate(derivative.Body)),
        ];

        static IEnumerable<Term> Inside(Term term) => term.Children().SelectMany(Inside).Prepend(term);
    }

    // Outside of what binds names.
    private static bool DividesByZero(Term term, Evaluator<Ball> evaluator) =>
        term is Divide(_, var divisor) && evaluator.Evaluate(divisor).Exact is { Sign: 0 }
        || term is Negate or Add or Multiply or Divide or Power or Apply
            && term.Children().Any(child => DividesByZero(child, evaluator));

    private static bool IsElementary(Term term) =>
        term is Number or Constant or Symbol or Negate or Add or Multiply or Divide or Power or Apply
        && term.Children().All(IsElementary);

    private static bool HasIntegral(Term term) => term is Integral || term.Children().Any(HasIntegral);

    private static bool Exactly(Relation relation) => relation is not (Relation.Equal or Relation.NotEqual);

    // For arrays under an order: entries that are not separated agree; those that are stand in the right order.
    private static bool MayHold(Value<Ball> left, Relation relation, Value<Ball> right) =>
        Evaluator<Ball>.Compare(left, relation, right) is not false;

    // Bits to which two values agree as far as they are enclosed: −log₂ of the width of their difference, relative to
    // the larger where that is known to be non-zero. Null for separated numbers under equality, and for other shapes.
    private static int? Agreement(Value<Ball> left, Value<Ball> right)
    {
        if (left.Items is { } lefts)
        {
            var rights = right.Items ?? [.. Enumerable.Repeat(right, lefts.Count)];
            return rights.Count != lefts.Count ? null
                : lefts.Count == 0 ? LastBits
                : lefts
                    .Zip(rights, Agreement)
                    .Aggregate((x, y) => x is null || y is null ? null : Math.Min(x.Value, y.Value));
        }

        if (left.Exact is not null && right.Exact is not null)
        {
            return LastBits;
        }

        var difference = left.Real - right.Real;
        if (!difference.IsFinite)
        {
            return null;
        }

        if (!difference.ContainsZero)
        {
            return LastBits;
        }

        if (difference.IsExact)
        {
            return LastBits;
        }

        var (x, y) = (left.Real, right.Real);
        var width = difference.RadiusExponent;
        return (int)
            Math.Min(
                LastBits,
                x.ContainsZero && y.ContainsZero
                    ? -width
                    : new[] { x, y }.Where(side => !side.ContainsZero).Max(side => side.MidpointExponent) - width
            );
    }

    // lim: follow x towards the point, doubling the number of digits: the distance to the target must shrink.
    private CaseResult Approach(Limit limit, Relation relation, Term target, Assignment assignment)
    {
        if (relation != Relation.Equal || !budget.Spend(1))
        {
            return s_unresolved;
        }

        var sides = Sides(limit.Side, limit.Point);
        var admissible = 0;
        foreach (var above in sides)
        {
            var distances = new List<Ball>();
            foreach (var (bits, values) in Points(limit.Variable, limit.Point, above, assignment))
            {
                var evaluator = new Evaluator<Ball>(values, bits, budget);
                var value = AtLength(() => evaluator.Evaluate(limit.Body));
                if (!value.IsNumber)
                {
                    break;
                }

                if (IsInfinite(target))
                {
                    distances.Add(target is Negate ? -value.Real : value.Real);
                    continue;
                }

                var goal = evaluator.Evaluate(target);
                if (!goal.IsNumber)
                {
                    return s_unresolved;
                }

                distances.Add(Ball.Abs(value.Real - goal.Real));
            }

            if (distances.Count < 5)
            {
                continue;
            }

            admissible++;
            var grows = IsInfinite(target);
            for (var at = 1; at < distances.Count; at++)
            {
                var (before, after) = grows ? (distances[at - 1], distances[at]) : (distances[at], distances[at - 1]);
                if (!Ball.CertainlyLess(before, after) && !(distances[at].ContainsZero && !grows))
                {
                    return s_unresolved;
                }
            }

            // Every doubling of the digits at least halves the distance (doubles the size): no slower than 1/log.
            var (first, last) = grows ? (distances[1], distances[^1]) : (distances[^1], distances[1]);
            if (!Ball.CertainlyLess(first * Ball.From((Rational)(1 << (distances.Count - 3)), 64), last))
            {
                return s_unresolved;
            }
        }

        return admissible == 0 || admissible < sides.Count && limit.Point is not Number
            ? s_unresolved
            : new CaseResult(Outcome.Holds, 0, true);
    }

    // O(·): the quotient stays bounded along the approach: it settles or falls.
    private CaseResult Approach(Rate rate, Assignment assignment)
    {
        var sides = Sides(rate.Side, rate.Point);
        var admissible = 0;
        foreach (var above in sides)
        {
            var inside = false;
            var quotients = new List<Ball>();
            foreach (var (bits, values) in Points(rate.Variable, rate.Point, above, assignment))
            {
                inside = true;
                var value = AtLength(() => new Evaluator<Ball>(values, bits, budget).Evaluate(rate.Left / rate.Bound));
                if (!value.IsNumber)
                {
                    break;
                }

                quotients.Add(Ball.Abs(value.Real));
            }

            // A side that lies outside of the variable's domain is no side.
            if (!inside && rate.Point is Number)
            {
                continue;
            }

            admissible++;
            if (
                quotients.Count < 5
                || !Ball.CertainlyLess(
                    quotients[^1],
                    quotients[^2] * Ball.From(new Rational(9, 8), 64) + Ball.From(new Rational(1, 1024), 64)
                )
                || !Ball.CertainlyLess(
                    quotients[^1],
                    quotients[^3] * Ball.From(new Rational(9, 8), 64) + Ball.From(new Rational(1, 1024), 64)
                )
            )
            {
                return s_unresolved;
            }
        }

        return admissible == 0 ? s_unresolved : new CaseResult(Outcome.Holds, 0, true);
    }

    // Arithmetic at the many digits of an approach costs about three times as much as elsewhere.
    private T AtLength<T>(Func<T> evaluate)
    {
        var before = budget.Left;
        var value = evaluate();
        budget.Spend(2 * (before - budget.Left));
        return value;
    }

    private static IReadOnlyList<bool> Sides(Side side, Term point) =>
        point is Constant ? [false]
        : point is Negate(Constant) ? [true]
        : side switch
        {
            Side.Above => [true],
            Side.Below => [false],
            _ => [true, false],
        };

    // a ± 2^−2^j, or ±2^2^j; those inside the variable's domain.
    private IEnumerable<(int Bits, IReadOnlyDictionary<string, Value<Ball>> Values)> Points(
        string variable,
        Term point,
        bool above,
        Assignment assignment
    )
    {
        const int bits = 1024;
        var infinite = point is Constant or Negate(Constant);
        var centre = infinite ? Rational.Zero : Evaluates(point, assignment)?.Exact;
        if (centre is not { } at)
        {
            yield break;
        }

        for (var j = 2; j <= 8; j++)
        {
            var distance = infinite
                ? new Rational(System.Numerics.BigInteger.One << (1 << (j - 2)), 1)
                : new Rational(1, System.Numerics.BigInteger.One << (1 << j));
            var x = infinite ? (above ? -distance : distance) : (above ? at + distance : at - distance);
            if (problem.Variable(variable) is { Domain: RealInterval domain } && (x < domain.Lower || x > domain.Upper))
            {
                yield break;
            }

            yield return (
                bits,
                new Dictionary<string, Value<Ball>>(assignment.In<Ball>(bits)) { [variable] = Value<Ball>.Of(x, bits) }
            );
        }
    }
}
