// How large something is as a positive t tends to 0.
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.Asymptotics;

/// <summary>
/// A positive function m of a small positive t: log m = Σ s_{r,j} t^(−r) L^j + q·log L with L = log 1/t, over pairs
/// (r, j) with r &gt; 0, or r = 0 and j &gt; 0; numbers r, j and q, coefficients of a <see cref="Field"/>. t^p is
/// −p at (0, 1). A summand of a larger pair (r first) dominates those of smaller ones and log L, so that the sign of the
/// first coefficient says whether m tends to ∞ or to 0. (A Hardy field: van der Hoeven, Transseries and Real Differential
/// Algebra, 2006.)
/// </summary>
internal sealed class Magnitude
{
    private readonly (Rational R, Rational J, Polynomial Factor)[] _exponents;

    private Magnitude(IEnumerable<(Rational R, Rational J, Polynomial Factor)> exponents, Rational logs)
    {
        _exponents = [.. exponents.OrderByDescending(part => part.R).ThenByDescending(part => part.J)];
        Logs = logs;
    }

    /// <summary>1.</summary>
    public static Magnitude One { get; } = new([], Rational.Zero);

    /// <summary>q.</summary>
    public Rational Logs { get; }

    /// <summary>The pairs with their coefficients, the dominating ones first.</summary>
    public IReadOnlyList<(Rational R, Rational J, Polynomial Factor)> Exponents => _exponents;

    /// <summary>True for the function 1.</summary>
    public bool IsOne => _exponents.Length == 0 && Logs.Sign == 0;

    /// <summary>t^p.</summary>
    public static Magnitude PowerOf(Rational p) =>
        p.Sign == 0 ? One : new([(Rational.Zero, Rational.One, Polynomial.Of(-p))], Rational.Zero);

    /// <summary>t^(−r) L^j.</summary>
    public static Magnitude PowerAndLogs(Rational r, Rational j) =>
        new(r.Sign == 0 ? [] : [(Rational.Zero, Rational.One, Polynomial.Of(r))], j);

    /// <summary>e^(s t^(−r) L^j), with r &gt; 0, or r = 0 and j &gt; 0.</summary>
    public static Magnitude Exponential(Rational r, Rational j, Polynomial s) => new([(r, j, s)], Rational.Zero);

    /// <summary>(r, j) where m is t^(−r) L^j with numbers r and j, else null.</summary>
    public (Rational R, Rational J)? AsPower =>
        _exponents switch
        {
            [] => (Rational.Zero, Logs),
            [({ Sign: 0 }, var j, { Constant: { } r })] when j == Rational.One => (r, Logs),
            _ => null,
        };

    public Magnitude Times(Magnitude other, Field field)
    {
        if (IsOne)
        {
            return other;
        }

        if (other.IsOne)
        {
            return this;
        }

        var sums = _exponents.ToDictionary(part => (part.R, part.J), part => part.Factor);
        foreach (var (r, j, factor) in other._exponents)
        {
            var sum = sums.TryGetValue((r, j), out var known) ? known + factor : factor;
            if (field.IsZero(sum))
            {
                sums.Remove((r, j));
            }
            else
            {
                sums[(r, j)] = sum;
            }
        }

        return new Magnitude(sums.Select(sum => (sum.Key.R, sum.Key.J, sum.Value)), Logs + other.Logs);
    }

    /// <summary>1/m.</summary>
    public Magnitude Inverse() => new(_exponents.Select(part => (part.R, part.J, -part.Factor)), -Logs);

    /// <summary>m^e.</summary>
    public Magnitude Raised(Polynomial exponent, Field field)
    {
        if (exponent.Constant is { Sign: 0 })
        {
            return One;
        }

        var logs =
            Logs.Sign == 0 ? Rational.Zero
            : exponent.Constant is { } number ? Logs * number
            : throw new NoExpansion();
        return new Magnitude(
            _exponents
                .Select(part => (part.R, part.J, field.Times(part.Factor, exponent)))
                .Where(part => !field.IsZero(part.Item3)),
            logs
        );
    }

    /// <summary>1 where m tends to ∞, −1 where it tends to 0, 0 where it is 1.</summary>
    public int Direction(Field field)
    {
        foreach (var (_, _, factor) in _exponents)
        {
            if (field.Sign(factor) is not 0 and var sign)
            {
                return sign;
            }
        }

        return Logs.Sign;
    }

    /// <summary>1 where this/other tends to ∞, −1 where it tends to 0, 0 where the two are one.</summary>
    public int CompareTo(Magnitude other, Field field) => Times(other.Inverse(), field).Direction(field);

    /// <summary>True when nothing in it depends on a bound index.</summary>
    public bool IsFree(string index) => _exponents.All(part => !part.Factor.DependsOn(index));
}
