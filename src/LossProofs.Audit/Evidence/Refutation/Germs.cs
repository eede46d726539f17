// Terms as asymptotic expansions along a path: how the checker knows limits, without sampling on the way.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>How a variable approaches its point as t → 0⁺.</summary>
/// <param name="Point">The finite point; null for infinity.</param>
/// <param name="Direction">1 from above (towards +∞), −1 from below (towards −∞).</param>
/// <param name="Stride">
/// Not null: t = 1/k for natural k, and the distance is 1/(stride·k + offset), or for infinity the variable is
/// stride·k + offset.
/// </param>
/// <param name="Offset">The offset.</param>
public sealed record Approach(Term? Point, int Direction, Rational? Stride, Rational Offset)
{
    /// <summary>True when the variable is an integer all the way.</summary>
    public bool IsWhole => Point is null && Stride is { IsInteger: true } && Offset.IsInteger;

    /// <inheritdoc/>
    public override string ToString() =>
        Stride is not { } stride
            ? Point is null
                ? (Direction > 0 ? "to ∞" : "to -∞")
                : (Direction > 0 ? "from above" : "from below")
            : Point is null
                ? $"along {(Direction < 0 ? "-" : "")}({stride}k + {Offset})"
                : $"along {(Direction < 0 ? "-" : "")}1/({stride}k + {Offset}) from the point";
}

/// <summary>Expands terms along a path, everything else in them being numbers at a point.</summary>
internal sealed class Germs(Recalculation judge, string variable, Approach path)
{
    private const int MostUnrolled = 40;

    private int _work;

    /// <summary>The expansion.</summary>
    /// <exception cref="Undecidable">The term is not followed, or undefined along the path.</exception>
    public Expansion Of(Term term)
    {
        if (++_work > 2_000)
        {
            throw Expansion.Unknown("a long formula");
        }

        if (!term.FreeNames().Contains(variable))
        {
            return Expansion.Of(judge.Number(term) ?? throw Expansion.Unknown("a part without a value"));
        }

        switch (term)
        {
            case Symbol:
                return Variable();
            case Guarded(var value, var defined):
                _ = Of(defined);
                return Of(value);
            case Negate(var x):
                return -Of(x);
            case Add(var xs):
                return xs.Select(Of).Aggregate((x, y) => x + y);
            case Multiply(var xs):
                return xs.Select(Of).Aggregate((x, y) => x * y);
            case Divide(var x, var y):
                return Of(x) * Of(y).Reciprocal(judge);
            case Power(var x, var y):
                return Power(Of(x), Of(y));
            case Apply(Function.Max or Function.Min, var arguments):
            {
                var largest = ((Apply)term).Function == Function.Max;
                return arguments.Select(Of).Aggregate((x, y) => ((x - y).Sign >= 0) == largest ? x : y);
            }

            case Apply(var function, [var argument]):
                return Apply(function, Of(argument));
            case Piecewise(var branches, var otherwise):
                foreach (var branch in branches)
                {
                    if (Holds(branch.Condition))
                    {
                        return Of(branch.Value);
                    }
                }

                return otherwise is null ? throw Expansion.Unknown("no case applies") : Of(otherwise);
            case Fold { Where: null, Range: Span(var from, var to) } fold:
                return Fold(fold, from, to);
            default:
                throw Expansion.Unknown("a part of another kind");
        }
    }

    private Expansion Variable()
    {
        // 1/t, or stride/t + offset; a finite point is approached by the reciprocal of that.
        var far = path.Stride is { } stride
            ? Expansion.Of(Part.Of(stride)) * Expansion.Small.Reciprocal(judge) + Expansion.Of(Part.Of(path.Offset))
            : Expansion.Small.Reciprocal(judge);
        if (path.Point is null)
        {
            return path.Direction > 0 ? far : -far;
        }

        var near = path.Stride is null ? Expansion.Small : far.Reciprocal(judge);
        var point = Expansion.Of(judge.Number(path.Point) ?? throw Expansion.Unknown("a point without a value"));
        return path.Direction > 0 ? point + near : point - near;
    }

    private bool Holds(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => ((Of(left) - Of(right)).Sign, relation) switch
            {
                (var sign, Relation.Equal) => sign == 0,
                (var sign, Relation.NotEqual) => sign != 0,
                (var sign, Relation.Less) => sign < 0,
                (var sign, Relation.LessOrEqual) => sign <= 0,
                (var sign, Relation.Greater) => sign > 0,
                var (sign, _) => sign >= 0,
            },
            All(var conditions) => conditions.All(Holds),
            Any(var conditions) => conditions.Any(Holds),
            Not(var inner) => !Holds(inner),
            _ => throw Expansion.Unknown("a condition of another kind"),
        };

    private Expansion Power(Expansion x, Expansion y)
    {
        if (y.Error is null && y.Terms.Count <= 1 && (y.IsZero || y.Terms[0].Key.IsConstant))
        {
            var exponent = y.IsZero ? Rational.Zero : y.Terms[0].Factor.Exact;
            if (exponent is { IsInteger: true } n && Rational.Abs(n) <= 24)
            {
                // x⁰ = 1 where x ≠ 0, which is to be certain.
                return n.Sign == 0 && x.Sign == 0
                    ? throw Expansion.Unknown("0 to the power 0")
                    : x.Power((int)n.Numerator, judge);
            }
        }

        // (−1)^(an even number of k) drops out.
        if (path.Stride is not null && !x.IsZero && x.Sign < 0)
        {
            var (large, constant, small) = y.Split();
            return
                small.IsZero
                && constant.Exact is { IsInteger: true } rest
                && large.All(term => IsWhole(term) && term.Factor.Exact is { } factor && (factor / 2).IsInteger)
                ? ((-x).Log(judge) * y).Exp(judge) * Expansion.Of(Part.Of(rest.Numerator.IsEven ? 1 : -1))
                : throw Expansion.Unknown("a power of a negative number");
        }

        if (x.IsZero)
        {
            return y.Sign > 0 ? x : throw Expansion.Unknown("0 to a power");
        }

        return (x.Log(judge) * y).Exp(judge);
    }

    private static bool IsWhole((Expansion.Key Key, Part Factor) term) =>
        term.Key is { Scale.IsNone: true, Logs: 0, Power: { IsInteger: true, Sign: < 0 } };

    private Expansion Apply(Function function, Expansion x)
    {
        var one = Expansion.Of(Part.One);
        var half = Expansion.Of(Part.Of(new Rational(1, 2)));
        switch (function)
        {
            case Function.Exp:
                return x.Exp(judge);
            case Function.Log:
                return x.Log(judge);
            case Function.Log2 or Function.Log10:
                return x.Log(judge)
                    * Expansion.Of(Part.Of(function == Function.Log2 ? 2 : 10)).Log(judge).Reciprocal(judge);
            case Function.Sqrt:
                return x.IsZero ? x : (x.Log(judge) * half).Exp(judge);
            case Function.Abs:
                return x.Sign < 0 ? -x : x;
            case Function.Sign:
                return Expansion.Of(Part.Of(x.Sign));
            case Function.StopGradient:
                return x;
            case Function.Sigmoid:
                return (one + (-x).Exp(judge)).Reciprocal(judge);
            case Function.Softplus:
                return (one + x.Exp(judge)).Log(judge);
            case Function.Tanh:
            {
                // By what vanishes: e^(−2|x|).
                var sign = x.IsZero ? 0 : x.Sign;
                var decayed = (Expansion.Of(Part.Of(-2 * (sign == 0 ? 1 : sign))) * x).Exp(judge);
                return Expansion.Of(Part.Of(sign == 0 ? 1 : sign))
                    * (one - decayed)
                    * (one + decayed).Reciprocal(judge);
            }

            case Function.Sinh:
                return (x.Exp(judge) - (-x).Exp(judge)) * half;
            case Function.Cosh:
                return (x.Exp(judge) + (-x).Exp(judge)) * half;
            case Function.Asinh:
                return (x + ((x * x + one).Log(judge) * half).Exp(judge)).Log(judge);
            case Function.Sin:
                return Wave(x, cosine: false);
            case Function.Cos:
                return Wave(x, cosine: true);
            case Function.Tan:
                return Wave(x, cosine: false) * Wave(x, cosine: true).Reciprocal(judge);
            case Function.Atan:
            {
                var (large, constant, small) = x.Split();
                if (large.Count > 0)
                {
                    // ±π/2 − atan(1/x).
                    return Expansion.Of(Part.Of(new Rational(x.Sign, 2)) * judge.Number(Term.Pi)!.Value)
                        - Arctangent(x.Reciprocal(judge));
                }

                // atan(c + u) = atan c + atan(u/(1 + c² + cu)).
                var c = Expansion.Of(constant);
                return Expansion.Of(judge.Apply(Function.Atan, constant) ?? throw Expansion.Unknown("an arctangent"))
                    + Arctangent(small * (one + c * c + c * small).Reciprocal(judge));
            }

            case Function.Erf
            or Function.Erfc:
            {
                var value = ErrorFunction(x);
                return function == Function.Erf ? value : one - value;
            }

            default:
                throw Expansion.Unknown("a function of another kind");
        }
    }

    private static Expansion Arctangent(Expansion small) =>
        Expansion.Series(small, n => n % 2 == 0 ? Part.Zero : Part.Of(new Rational(n % 4 == 1 ? 1 : -1, n)));

    // erf u = 2/√π Σ (−1)ⁿ u^(2n+1)/(n!(2n+1)); beyond all powers of 1/x it is ±1.
    private Expansion ErrorFunction(Expansion x)
    {
        var (large, constant, small) = x.Split();
        if (large.Count > 0)
        {
            return Expansion.Of(Part.Of(x.Sign)) + Expansion.AtMost(new Expansion.Key(Expansion.Scale.None, 30, 0));
        }

        if (!constant.IsZero)
        {
            throw Expansion.Unknown("an error function");
        }

        var root = judge.Apply(Function.Sqrt, judge.Number(Term.Pi)!.Value)!.Value;
        return Expansion.Series(
                small,
                n => n % 2 == 0 ? Part.Zero : Part.Of(new Rational(n % 4 == 1 ? 2 : -2, n) / Expansion.Factorial(n / 2))
            ) * Expansion.Of(judge.Inverse(root)!.Value);
    }

    private Expansion Wave(Expansion x, bool cosine)
    {
        var (large, constant, small) = x.Split();
        // Along integers k, sin(x + 2πk) = sin x.
        if (
            large.Count > 0
            && (
                path.Stride is null
                || !large.All(term => IsWhole(term) && term.Factor.Form?.MultipleOfPi is { } q && (q / 2).IsInteger)
            )
        )
        {
            throw Expansion.Unknown("an oscillation");
        }

        var sine = Expansion.Series(
            small,
            n => n % 2 == 0 ? Part.Zero : Part.Of(new Rational(n % 4 == 1 ? 1 : -1, 1) / Expansion.Factorial(n))
        );
        var other = Expansion.Series(
            small,
            n => n % 2 == 1 ? Part.Zero : Part.Of(new Rational(n % 4 == 0 ? 1 : -1, 1) / Expansion.Factorial(n))
        );
        var atSine = Expansion.Of(judge.Apply(Function.Sin, constant) ?? throw Expansion.Unknown("a sine"));
        var atCosine = Expansion.Of(judge.Apply(Function.Cos, constant) ?? throw Expansion.Unknown("a cosine"));
        return cosine ? atCosine * other - atSine * sine : atSine * other + atCosine * sine;
    }

    private Expansion Fold(Fold fold, Term from, Term to)
    {
        var moves = from.FreeNames().Contains(variable) || to.FreeNames().Contains(variable);
        if (!moves)
        {
            if (
                judge.Number(from)?.Exact is not { IsInteger: true } first
                || judge.Number(to)?.Exact is not { IsInteger: true } last
                || last - first >= MostUnrolled
                || last < first
            )
            {
                throw Expansion.Unknown("a long sum");
            }

            var parts = Enumerable
                .Range((int)first.Numerator, (int)(last - first).Numerator + 1)
                .Select(at => Of(fold.Body.Substitute(fold.Index, at)));
            return fold.Kind switch
            {
                FoldKind.Sum => parts.Aggregate((x, y) => x + y),
                FoldKind.Product => parts.Aggregate((x, y) => x * y),
                FoldKind.Max => parts.Aggregate((x, y) => (x - y).Sign >= 0 ? x : y),
                FoldKind.Min => parts.Aggregate((x, y) => (x - y).Sign >= 0 ? y : x),
                _ => throw Expansion.Unknown("a fold of another kind"),
            };
        }

        // As many equal terms as the range holds.
        if (
            fold.Kind != FoldKind.Sum
            || !path.IsWhole
            || fold.Body.FreeNames().Contains(fold.Index)
            || !IsInteger(from)
            || !IsInteger(to)
        )
        {
            throw Expansion.Unknown("a sum whose length moves");
        }

        var count = Of(to) - Of(from) + Expansion.Of(Part.One);
        return count.Sign > 0 ? count * Of(fold.Body) : Expansion.Of(Part.Zero);
    }

    private bool IsInteger(Term term) =>
        term switch
        {
            Number(var value) => value.IsInteger,
            Symbol(var name) => name == variable || judge.Number(term)?.Exact is { IsInteger: true },
            Negate or Add or Multiply => term.Children().All(IsInteger),
            _ => false,
        };
}
