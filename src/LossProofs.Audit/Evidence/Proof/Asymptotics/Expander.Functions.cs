// Known functions of expansions: at a point by Taylor's theorem, at ±∞ by their asymptotic expansions.
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.Asymptotics;

internal sealed partial class Expander
{
    private const string Taylor = "#taylor";

    // B₂, B₄, …: Stirling's series (DLMF 5.11.1).
    private static readonly Rational[] s_bernoulli = [new(1, 6), new(-1, 30), new(1, 42), new(-1, 30), new(5, 66)];

    private Transseries Function(Function function, Term argument)
    {
        var x = Of(argument);
        switch (function)
        {
            case Terms.Function.Exp:
                return x.Exp(order);
            case Terms.Function.Log:
                return x.Log(order);
            case Terms.Function.Log2 or Terms.Function.Log10:
                return x.Log(order)
                    * Number(field.Inverse(field.Log(Polynomial.Of(function == Terms.Function.Log2 ? 2 : 10))));
            case Terms.Function.Sqrt:
                return x.IsZero ? x : x.Power(Polynomial.Of(new Rational(1, 2)), order);
            case Terms.Function.Abs:
                return x.Sign < 0 ? -x : x;
            case Terms.Function.Sign:
                return Number(x.Sign);
            case Terms.Function.StopGradient:
                return x;
            case Terms.Function.Sigmoid:
                return (Number(1) + (-x).Exp(order)).Reciprocal(order);
            case Terms.Function.Softplus:
                return (Number(1) + x.Exp(order)).Log(order);
            case Terms.Function.Tanh:
            {
                // By what stays bounded: e^(−2|x|) where x tends to ±∞.
                var sign = IsLarge(x) ? x.Sign : 1;
                var decayed = (Number(-2 * sign) * x).Exp(order);
                return Number(sign) * (Number(1) - decayed) * (Number(1) + decayed).Reciprocal(order);
            }

            case Terms.Function.Sinh:
                return (x.Exp(order) - (-x).Exp(order)) * Number(new Rational(1, 2));
            case Terms.Function.Cosh:
                return (x.Exp(order) + (-x).Exp(order)) * Number(new Rational(1, 2));
            case Terms.Function.Asinh when IsLarge(x):
            {
                var sign = x.Sign;
                var size = Number(sign) * x;
                var root = (size * size + Number(1)).Power(Polynomial.Of(new Rational(1, 2)), order);
                return Number(sign) * (size + root).Log(order);
            }

            case Terms.Function.Acosh when IsLarge(x):
                return x.Sign > 0
                    ? (x + (x * x - Number(1)).Power(Polynomial.Of(new Rational(1, 2)), order)).Log(order)
                    : throw new NoExpansion();
            case Terms.Function.Sin:
                return Wave(x, cosine: false);
            case Terms.Function.Cos:
                return Wave(x, cosine: true);
            case Terms.Function.Tan:
                return Wave(x, cosine: false) * Wave(x, cosine: true).Reciprocal(order);
            case Terms.Function.Atan when IsLarge(x):
                // ±π/2 − arctan 1/x.
                return Number(field.Of(Term.Pi) * new Rational(x.Sign, 2))
                    - AtPoint(Terms.Function.Atan, x.Reciprocal(order));
            case Terms.Function.Erf when IsLarge(x):
                return Number(x.Sign) * (Number(1) - Tail(Number(x.Sign) * x));
            case Terms.Function.Erfc when IsLarge(x):
                return x.Sign > 0 ? Tail(x) : Number(2) - Tail(-x);
            case Terms.Function.LogGamma when IsLarge(x):
                return Stirling(x);
            case Terms.Function.Gamma when IsLarge(x):
                return Stirling(x).Exp(order);
            case Terms.Function.Factorial when IsLarge(x):
                return Stirling(x + Number(1)).Exp(order);
            case Terms.Function.Asin when IsAt(x, 1):
                // π/2 − 2 arcsin √((1 − x)/2), 0 <= x <= 1.
                return HalfTurns(1) - Number(2) * HalfAngle(Number(1) - x);
            case Terms.Function.Asin when IsAt(x, -1):
                return Number(2) * HalfAngle(Number(1) + x) - HalfTurns(1);
            case Terms.Function.Acos when IsAt(x, 1):
                return Number(2) * HalfAngle(Number(1) - x);
            case Terms.Function.Acos when IsAt(x, -1):
                return HalfTurns(2) - Number(2) * HalfAngle(Number(1) + x);
            case Terms.Function.Floor or Terms.Function.Ceiling:
                throw new NoExpansion();
            default:
                return
                    KnownFunctions.Of(function).Definition([argument]) is { } definition
                    && !(definition is Apply(var same, _) && same == function)
                    ? Of(definition)
                    : AtPoint(function, x);
        }
    }

    private bool IsLarge(Transseries x) => x.Terms.Count > 0 && x.Terms[0].Size.Direction(field) > 0;

    private bool IsAt(Transseries x, int point) =>
        !IsLarge(x) && x.Terms.Count > 0 && x.Terms[0] is var (size, factor) && size.IsOne && factor.Constant == point;

    // n π/2.
    private Transseries HalfTurns(int n) => Number(field.Of(Term.Pi) * new Rational(n, 2));

    // arcsin √(y/2) for a y ≥ 0 that tends to 0.
    private Transseries HalfAngle(Transseries y)
    {
        var half = y * Number(new Rational(1, 2));
        return half.IsZero ? half : AtPoint(Terms.Function.Asin, half.Power(Polynomial.Of(new Rational(1, 2)), order));
    }

    // f(c + u) = f(c) + ∫_0^u f'(c + v) dv, with the Taylor polynomial of f' at c; f is smooth around c. Where no
    // derivative is known: f(c) + O(u).
    private Transseries AtPoint(Function function, Transseries x)
    {
        var (large, constant, small) = x.Split();
        var known = KnownFunctions.Of(function);
        var centre = constant.ToTerm();
        if (
            large.Count > 0
            || !known.IsSmooth
            || !known.IsContinuous
            || !field.Shown(Theorem.Exists(centre))
            || !NaturalDomain.Of(function, [centre], open: true).All(field.Shown)
        )
        {
            throw new NoExpansion();
        }

        var at = field.Of(new Apply(function, [centre]));
        if (order == 0 || known.Derivative([new Symbol(Taylor)], 0).Term is not { } slope)
        {
            return small.Compose(_ => Number(at), 0);
        }

        // The variable is Taylor's own: nothing else in the slope is free.
        var path = Number(constant) + Transseries.Of(field, Polynomial.One, Magnitude.PowerOf(Rational.One));
        var expanded = new Expander(field, Taylor, path, order - 1).Of(slope);
        var coefficients = new Dictionary<int, Polynomial>();
        foreach (var (size, factor) in expanded.Terms)
        {
            if (size.AsPower is not ({ IsInteger: true, Sign: <= 0 } power, { Sign: 0 }) || Rational.Abs(power) > 64)
            {
                throw new NoExpansion();
            }

            coefficients[(int)-power.Numerator] = factor;
        }

        var reached = order;
        if (expanded.Error is { } error)
        {
            // What is known of f' up to O(v^p) gives f up to O(v^(p+1)).
            reached =
                error.AsPower is ({ IsInteger: true, Sign: <= 0 } power, { Sign: 0 }) && Rational.Abs(power) <= 64
                    ? Math.Min(order, (int)-power.Numerator)
                    : throw new NoExpansion();
        }

        return small.Compose(
            n =>
                n == 0 ? Number(at)
                : coefficients.TryGetValue(n - 1, out var factor) ? Number(factor * new Rational(1, n))
                : Number(0),
            reached
        );
    }

    // sin and cos of c + u by the addition theorems; bounded where the argument tends to ±∞.
    private Transseries Wave(Transseries x, bool cosine)
    {
        if (IsLarge(x) || x.Error?.Direction(field) >= 0)
        {
            return Transseries.AtMost(field, Magnitude.One);
        }

        var (_, constant, small) = x.Split();
        var sine = small.Compose(n => Number(n % 2 == 0 ? 0 : Inverse(n) * (n % 4 == 1 ? 1 : -1)), order);
        var other = small.Compose(n => Number(n % 2 == 1 ? 0 : Inverse(n) * (n % 4 == 0 ? 1 : -1)), order);
        var centre = constant.ToTerm();
        if (!field.Shown(Theorem.Exists(centre)))
        {
            throw new NoExpansion();
        }

        var atSine = Number(field.Of(new Apply(Terms.Function.Sin, [centre])));
        var atCosine = Number(field.Of(new Apply(Terms.Function.Cos, [centre])));
        return cosine ? atCosine * other - atSine * sine : atSine * other + atCosine * sine;

        static Rational Inverse(int n) =>
            Enumerable.Range(1, n).Aggregate(Rational.One, (product, factor) => product / factor);
    }

    // erfc x = e^(−x²)/(x√π) · (Σ_{k<K} (−1)^k (2k−1)!!/(2x²)^k + O(x^(−2K))) for x → ∞ (DLMF 7.12.1).
    private Transseries Tail(Transseries x)
    {
        var square = x * x;
        var small = (Number(2) * square).Reciprocal(order);
        var coefficients = new List<Rational> { Rational.One };
        for (var k = 1; k <= order; k++)
        {
            coefficients.Add(coefficients[^1] * -(2 * k - 1));
        }

        var root = field.Of(new Apply(Terms.Function.Sqrt, [Term.Pi]));
        return (-square).Exp(order)
            * (x * Number(root)).Reciprocal(order)
            * small.Compose(k => Number(coefficients[k]), order);
    }

    // log Γ(x) = (x − ½) log x − x + ½ log 2π + Σ_{k<=K} B_{2k}/(2k(2k−1) x^(2k−1)) + O(x^(−2K−1)) for x → ∞.
    private Transseries Stirling(Transseries x)
    {
        if (x.Sign < 0)
        {
            throw new NoExpansion();
        }

        var inverse = x.Reciprocal(order);
        var logarithm = x.Log(order);
        var kept = Math.Min(s_bernoulli.Length, (order + 1) / 2);
        return (x - Number(new Rational(1, 2))) * logarithm
            - x
            + Number(field.Of(Term.Log((Term)2 * Term.Pi)) * new Rational(1, 2))
            + inverse.Compose(n => Number(n % 2 == 0 ? 0 : s_bernoulli[n / 2] / (n * (n + 1))), 2 * kept);
    }
}
