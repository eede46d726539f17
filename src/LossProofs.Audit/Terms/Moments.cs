// Closed forms: what polynomials times exponentials integrate to, over an interval and under the laws that have names.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>coefficient · x^degree · e^(rate·x), the coefficient and the rate free of x.</summary>
/// <param name="Coefficient">Free of x.</param>
/// <param name="Degree">A natural number.</param>
/// <param name="Rate">Free of x.</param>
public readonly record struct Wave(Term Coefficient, int Degree, Term Rate);

/// <summary>Laws of a random number that have names.</summary>
public enum NamedLaw
{
    /// <summary>Normal: mean and variance.</summary>
    Normal,

    /// <summary>Uniform on an interval: its ends.</summary>
    Uniform,

    /// <summary>Laplace: location and scale.</summary>
    Laplace,

    /// <summary>Gumbel (of maxima): location and scale.</summary>
    Gumbel,

    /// <summary>Exponential: rate.</summary>
    Exponential,

    /// <summary>Bernoulli: probability of 1.</summary>
    Bernoulli,

    /// <summary>Binomial: number of trials and probability of success.</summary>
    Binomial,

    /// <summary>Poisson: mean.</summary>
    Poisson,

    /// <summary>Geometric, the number of trials up to the first success: its probability.</summary>
    Geometric,

    /// <summary>Gamma: shape and rate.</summary>
    Gamma,

    /// <summary>Beta: its two shapes.</summary>
    Beta,
}

/// <summary>Expectations and integrals in closed form. Where one diverges, the term is undefined.</summary>
public static class Moments
{
    private const int MaximumDegree = 8;
    private const int MaximumWaves = 64;

    /// <summary>Where the parameters of a law lie.</summary>
    public static Sequence<Domain> Domains(NamedLaw law) =>
        law switch
        {
            NamedLaw.Normal or NamedLaw.Laplace or NamedLaw.Gumbel => [Domain.Real, Domain.Positive],
            NamedLaw.Uniform => [Domain.Real, Domain.Real],
            NamedLaw.Exponential or NamedLaw.Poisson => [Domain.Positive],
            NamedLaw.Bernoulli => [Domain.Unit],
            NamedLaw.Binomial => [new Integers(0, null), Domain.Unit],
            NamedLaw.Geometric => [new RealInterval(0, false, 1, true)],
            NamedLaw.Gamma or NamedLaw.Beta => [Domain.Positive, Domain.Positive],
            _ => throw new ArgumentOutOfRangeException(nameof(law)),
        };

    /// <summary>The term as a sum of waves in x; null when it is none.</summary>
    public static IReadOnlyList<Wave>? Waves(Term term, string x)
    {
        if (!term.FreeNames().Contains(x))
        {
            return [new Wave(term, 0, Term.Zero)];
        }

        switch (term)
        {
            case Symbol:
                return [new Wave(Term.One, 1, Term.Zero)];
            case Negate(var inner):
                return Scaled(Waves(inner, x), -1);
            case Guarded(var value, _):
                return Waves(value, x);
            case Add(var terms):
            {
                var all = new List<Wave>();
                foreach (var part in terms)
                {
                    if (Waves(part, x) is not { } waves)
                    {
                        return null;
                    }

                    all.AddRange(waves);
                }

                return all.Count > MaximumWaves ? null : all;
            }

            case Multiply(var factors):
                return factors
                    .Select(factor => Waves(factor, x))
                    .Aggregate((IReadOnlyList<Wave>?)[new Wave(Term.One, 0, Term.Zero)], Product);
            case Divide(var numerator, var denominator):
                // e^x in a denominator is e^(−x) in the numerator.
                return Waves(numerator, x) is { } top
                    ? Waves(denominator, x) is [{ Degree: 0 } only]
                        ? top.Select(wave => new Wave(
                                Simplifying.Quotient(wave.Coefficient, only.Coefficient),
                                wave.Degree,
                                Simplifying.Sum(wave.Rate, Simplifying.Negative(only.Rate))
                            ))
                            .ToList()
                        : null
                    : null;
            case Power(var basis, Number({ IsInteger: true, Sign: > 0 } power)) when power <= MaximumDegree:
            {
                IReadOnlyList<Wave>? result = [new Wave(Term.One, 0, Term.Zero)];
                var waves = Waves(basis, x);
                for (var i = 0; i < (int)power.Numerator; i++)
                {
                    result = Product(result, waves);
                }

                return result;
            }

            case Apply(Function.Exp, [var exponent]):
                return Waves(exponent, x) is { } linear && linear.All(wave => wave.Degree <= 1 && wave.Rate.IsZero())
                    ?
                    [
                        new Wave(
                            linear.Any(wave => wave.Degree == 0)
                                ? Term.Exp(Total(linear.Where(wave => wave.Degree == 0)))
                                : Term.One,
                            0,
                            Total(linear.Where(wave => wave.Degree == 1))
                        ),
                    ]
                    : null;
            case Apply(Function.Log, [Apply(Function.Exp, [var inner])]):
                return Waves(inner, x);
            case Apply(Function.Log, [Multiply(var factors)]):
                return Waves(new Add(factors.Map(Term.Log)), x);
            case Apply(Function.Log, [Divide(var numerator, var denominator)]):
                return Waves(Term.Log(numerator) - Term.Log(denominator), x);
            case Fold(FoldKind.Sum, var index, var range, null, var body)
                when index != x
                    && Waves(body, x) is { } waves
                    && waves.All(wave => wave.Rate.FreeNames().Contains(index) is false):
                return waves
                    .Select(wave =>
                        wave with
                        {
                            Coefficient = new Fold(FoldKind.Sum, index, range, null, wave.Coefficient),
                        }
                    )
                    .ToList();
            default:
                return null;
        }
    }

    /// <summary>The expectation of a sum of waves; null when there is no closed form.</summary>
    public static Term? Expectation(NamedLaw law, Sequence<Term> parameters, IReadOnlyList<Wave> waves)
    {
        var terms = new List<Term>();
        foreach (var (coefficient, degree, rate) in waves)
        {
            if (Expectation(law, parameters, degree, rate) is not { } value)
            {
                return null;
            }

            terms.Add(Simplifying.Product(coefficient, value));
        }

        return Simplifying.Sum([.. terms]);
    }

    /// <summary>∫ of the body over x from lower to upper, ±∞ allowed; null when there is no closed form.</summary>
    public static Term? Integral(Term body, string x, Term lower, Term upper)
    {
        if (lower is Negate(Constant) && upper is Constant && Gaussian(body, x) is { } gaussian)
        {
            return gaussian;
        }

        if (HasSize(body, x))
        {
            // |x| is −x below 0 and x above: known only where 0 parts the interval as a whole.
            if (!IsInfinite(lower) || !IsInfinite(upper))
            {
                return null;
            }

            return
                Integral(WithoutSize(body, x, false), x, lower, Term.Zero) is { } below
                && Integral(WithoutSize(body, x, true), x, Term.Zero, upper) is { } above
                ? Simplifying.Sum(below, above)
                : null;
        }

        if (Waves(body, x) is not { } waves)
        {
            return null;
        }

        var terms = new List<Term>();
        foreach (var (coefficient, degree, rate) in waves)
        {
            if (Integral(degree, rate, lower, upper) is not { } value)
            {
                return null;
            }

            terms.Add(Simplifying.Product(coefficient, value));
        }

        return Simplifying.Sum([.. terms]);
    }

    // ∫ over all reals of w e^(−a x² + b x + c) = w √(π/a) e^(c + b²/(4a)) where a > 0; elsewhere it diverges.
    private static Term? Gaussian(Term body, string x)
    {
        var (factor, exponent) = (Term.One, (Term)Term.Zero);
        if (
            !Collect(body)
            || Waves(exponent, x) is not { } powers
            || powers.Any(wave => wave.Degree > 2 || !wave.Rate.IsZero())
            || powers.All(wave => wave.Degree < 2)
        )
        {
            return null;
        }

        Term Part(int degree) => Total(powers.Where(wave => wave.Degree == degree));
        var a = Simplifying.Negative(Part(2));
        var top = Simplifying.Sum(
            Part(0),
            Simplifying.Quotient(Simplifying.Power(Part(1), 2), Simplifying.Product(4, a))
        );
        var value = Simplifying.Product(
            factor,
            new Apply(Function.Sqrt, [Simplifying.Quotient(Term.Pi, a)]),
            top.IsZero() ? Term.One : Term.Exp(top)
        );
        return a is Number { Value.Sign: > 0 } ? value : Where(a, Relation.Greater, Term.Zero, value);

        bool Collect(Term term)
        {
            switch (term)
            {
                case var _ when !term.FreeNames().Contains(x):
                    factor = Simplifying.Product(factor, term);
                    return true;
                case Apply(Function.Exp, [var u]):
                    exponent = Simplifying.Sum(exponent, u);
                    return true;
                case Power(Constant(ConstantKind.E), var u):
                    exponent = Simplifying.Sum(exponent, u);
                    return true;
                case Multiply(var xs):
                    return xs.All(Collect);
                case Divide(var above, var below) when !below.FreeNames().Contains(x):
                    factor = Simplifying.Quotient(factor, below);
                    return Collect(above);
                default:
                    return false;
            }
        }
    }

    /// <summary>
    /// KL(P ‖ Q) of two laws of one family: ½(v/w + (μ − ν)²/w − 1 + log(w/v)) of normal ones, log(λ/κ) + κ/λ − 1 of
    /// exponential ones (rates), λ log(λ/κ) − λ + κ of Poisson's, Σ p log(p/q) of Bernoulli's; null for others.
    /// </summary>
    /// <param name="law">The family.</param>
    /// <param name="of">The parameters of P.</param>
    /// <param name="from">The parameters of Q.</param>
    public static Term? Divergence(NamedLaw law, Sequence<Term> of, Sequence<Term> from)
    {
        var ratio = Simplifying.Quotient(of[^1], from[^1]);
        switch (law)
        {
            case NamedLaw.Normal:
                return Simplifying.Quotient(
                    Simplifying.Sum(
                        ratio,
                        Simplifying.Quotient(
                            Simplifying.Power(Simplifying.Sum(of[0], Simplifying.Negative(from[0])), 2),
                            from[1]
                        ),
                        (Rational)(-1),
                        Simplifying.Negative(Term.Log(ratio))
                    ),
                    2
                );
            case NamedLaw.Exponential:
                return Simplifying.Sum(Term.Log(ratio), Simplifying.Quotient(from[0], of[0]), (Rational)(-1));
            case NamedLaw.Poisson:
                return Simplifying.Sum(
                    Simplifying.Product(of[0], Term.Log(ratio)),
                    Simplifying.Negative(of[0]),
                    from[0]
                );
            case NamedLaw.Bernoulli:
            {
                var (p, q) = (of[0], from[0]);
                return Simplifying.Sum(Weighted(p, q), Weighted(Complement(p), Complement(q)));
            }

            default:
                return null;
        }

        static Term Complement(Term p) => Simplifying.Sum(Term.One, Simplifying.Negative(p));
        static Term Weighted(Term p, Term q) =>
            new Piecewise(
                [new Branch(new Compare(p, Relation.Equal, Term.Zero), Term.Zero)],
                Simplifying.Product(p, Term.Log(Simplifying.Quotient(p, q)))
            );
    }

    private static Term? Expectation(NamedLaw law, Sequence<Term> parameters, int degree, Term rate)
    {
        switch (law)
        {
            case NamedLaw.Normal:
            {
                // Tilting by e^(tx) shifts the mean by t·variance.
                var (mean, variance) = (parameters[0], parameters[1]);
                var tilted = Simplifying.Sum(mean, Simplifying.Product(rate, variance));
                var (previous, current) = (Term.Zero, Term.One);
                for (var k = 0; k < degree; k++)
                {
                    (previous, current) = (
                        current,
                        Simplifying.Sum(
                            Simplifying.Product(tilted, current),
                            k == 0 ? Term.Zero : Simplifying.Product(k, variance, previous)
                        )
                    );
                }

                return rate.IsZero()
                    ? current
                    : Simplifying.Product(
                        Term.Exp(
                            Simplifying.Sum(
                                Simplifying.Product(mean, rate),
                                Simplifying.Quotient(Simplifying.Product(variance, Simplifying.Power(rate, 2)), 2)
                            )
                        ),
                        current
                    );
            }

            case NamedLaw.Uniform:
                return Integral(degree, rate, parameters[0], parameters[1]) is not { } area ? null
                    : Simplifying.Quotient(area, Simplifying.Sum(parameters[1], Simplifying.Negative(parameters[0])))
                        is var average
                    && parameters is [Number(var least), Number(var greatest)]
                    && least < greatest
                        ? average
                    : Where(parameters[0], Relation.Less, parameters[1], average);
            case NamedLaw.Laplace:
            {
                var (location, scale) = (parameters[0], parameters[1]);
                if (degree == 0)
                {
                    // 1/(1 − b²t²) where |bt| < 1; elsewhere it diverges.
                    var spread = Simplifying.Product(Simplifying.Power(scale, 2), Simplifying.Power(rate, 2));
                    return rate.IsZero()
                        ? Term.One
                        : Where(
                            spread,
                            Relation.Less,
                            Term.One,
                            Simplifying.Quotient(
                                Term.Exp(Simplifying.Product(location, rate)),
                                Simplifying.Sum(Term.One, Simplifying.Negative(spread))
                            )
                        );
                }

                return !rate.IsZero() ? null
                    : degree == 1 ? location
                    : degree == 2
                        ? Simplifying.Sum(
                            Simplifying.Power(location, 2),
                            Simplifying.Product(2, Simplifying.Power(scale, 2))
                        )
                    : null;
            }

            case NamedLaw.Gumbel when degree == 0:
                // Γ(1 − βt) where βt < 1.
                return rate.IsZero()
                    ? Term.One
                    : Where(
                        Simplifying.Product(parameters[1], rate),
                        Relation.Less,
                        Term.One,
                        Simplifying.Product(
                            Term.Exp(Simplifying.Product(parameters[0], rate)),
                            new Apply(
                                Function.Gamma,
                                [
                                    Simplifying.Sum(
                                        Term.One,
                                        Simplifying.Negative(Simplifying.Product(parameters[1], rate))
                                    ),
                                ]
                            )
                        )
                    );
            case NamedLaw.Exponential:
                // λ k!/(λ − t)^(k+1) where t < λ.
                return Where(
                    rate,
                    Relation.Less,
                    parameters[0],
                    Simplifying.Quotient(
                        Simplifying.Product(Factorial(degree), parameters[0]),
                        Simplifying.Power(
                            Simplifying.Sum(parameters[0], Simplifying.Negative(rate)),
                            (Rational)(degree + 1)
                        )
                    )
                );
            case NamedLaw.Bernoulli:
                return Simplifying.Sum(
                    Simplifying.Product(parameters[0], rate.IsZero() ? Term.One : Term.Exp(rate)),
                    degree == 0 ? Simplifying.Sum(Term.One, Simplifying.Negative(parameters[0])) : Term.Zero
                );
            case NamedLaw.Binomial:
            {
                // Σ_j S(k, j) n(n−1)…(n−j+1) (p e^t)^j (1 − p + p e^t)^(n−j), S the Stirling numbers of the second kind.
                var (n, p) = (parameters[0], parameters[1]);
                var hit = rate.IsZero() ? p : Simplifying.Product(p, Term.Exp(rate));
                return Stirling(
                    degree,
                    j =>
                        Simplifying.Product([
                            .. Enumerable.Range(0, j).Select(r => Simplifying.Sum(n, (Rational)(-r))),
                            Simplifying.Power(hit, (Rational)j),
                            rate.IsZero()
                                ? Term.One
                                : Simplifying.Power(
                                    Simplifying.Sum(Term.One, Simplifying.Negative(p), hit),
                                    Simplifying.Sum(n, (Rational)(-j))
                                ),
                        ])
                );
            }

            case NamedLaw.Poisson:
            {
                // e^(λ(e^t − 1)) Σ_j S(k, j) (λ e^t)^j.
                var intensity = parameters[0];
                var tilted = rate.IsZero() ? intensity : Simplifying.Product(intensity, Term.Exp(rate));
                var moment = Stirling(degree, j => Simplifying.Power(tilted, (Rational)j));
                return rate.IsZero()
                    ? moment
                    : Simplifying.Product(
                        Term.Exp(
                            Simplifying.Product(
                                intensity,
                                Simplifying.Sum(Term.Exp(rate), Simplifying.Negative(Term.One))
                            )
                        ),
                        moment
                    );
            }

            case NamedLaw.Geometric when rate.IsZero():
            {
                // Σ_j S(k, j) j! (1 − p)^(j−1)/p^j.
                var p = parameters[0];
                return Stirling(
                    degree,
                    j =>
                        j == 0
                            ? Term.One
                            : Simplifying.Quotient(
                                Simplifying.Product(
                                    Factorial(j),
                                    Simplifying.Power(
                                        Simplifying.Sum(Term.One, Simplifying.Negative(p)),
                                        (Rational)(j - 1)
                                    )
                                ),
                                Simplifying.Power(p, (Rational)j)
                            )
                );
            }

            case NamedLaw.Gamma:
            {
                // α(α+1)…(α+k−1) β^α/(β − t)^(α+k) where t < β.
                var (shape, speed) = (parameters[0], parameters[1]);
                var rising = Simplifying.Product([
                    .. Enumerable.Range(0, degree).Select(r => Simplifying.Sum(shape, (Rational)r)),
                    Term.One,
                ]);
                return rate.IsZero()
                    ? Simplifying.Quotient(rising, Simplifying.Power(speed, (Rational)degree))
                    : Where(
                        rate,
                        Relation.Less,
                        speed,
                        Simplifying.Quotient(
                            Simplifying.Product(rising, Simplifying.Power(speed, shape)),
                            Simplifying.Power(
                                Simplifying.Sum(speed, Simplifying.Negative(rate)),
                                Simplifying.Sum(shape, (Rational)degree)
                            )
                        )
                    );
            }

            case NamedLaw.Beta when rate.IsZero():
                // Π_r (a + r)/(a + b + r).
                return Simplifying.Product([
                    Term.One,
                    .. Enumerable
                        .Range(0, degree)
                        .Select(r =>
                            Simplifying.Quotient(
                                Simplifying.Sum(parameters[0], (Rational)r),
                                Simplifying.Sum(parameters[0], parameters[1], (Rational)r)
                            )
                        ),
                ]);
            default:
                return null;
        }
    }

    // Σ_j S(k, j) of what belongs to the j-th factorial power.
    private static Term Stirling(int degree, Func<int, Term> factorialMoment)
    {
        var numbers = new Rational[degree + 1];
        numbers[0] = Rational.One;
        for (var k = 1; k <= degree; k++)
        {
            for (var j = k; j > 0; j--)
            {
                numbers[j] = (j * numbers[j]) + numbers[j - 1];
            }

            numbers[0] = Rational.Zero;
        }

        return Simplifying.Sum([
            .. Enumerable
                .Range(0, degree + 1)
                .Where(j => numbers[j].Sign != 0)
                .Select(j => Simplifying.Product(numbers[j], factorialMoment(j))),
        ]);
    }

    // ∫ x^k e^(cx) from lower to upper.
    private static Term? Integral(int degree, Term rate, Term lower, Term upper)
    {
        if (degree > MaximumDegree)
        {
            return null;
        }

        if (IsInfinite(lower) && IsInfinite(upper))
        {
            // Diverges whatever the rate is.
            return new Piecewise([new Branch(new Compare(Term.One, Relation.Less, Term.Zero), Term.Zero)], null);
        }

        if (rate.IsZero())
        {
            return IsInfinite(lower) || IsInfinite(upper)
                ? new Piecewise([new Branch(new Compare(Term.One, Relation.Less, Term.Zero), Term.Zero)], null)
                : Simplifying.Sum(Primitive(upper), Simplifying.Negative(Primitive(lower)));
        }

        if (upper is Constant)
        {
            return Where(rate, Relation.Less, Term.Zero, Simplifying.Negative(Primitive(lower)));
        }

        if (lower is Negate(Constant))
        {
            return Where(rate, Relation.Greater, Term.Zero, Primitive(upper));
        }

        return IsInfinite(lower) || IsInfinite(upper)
            ? null
            : Simplifying.Sum(Primitive(upper), Simplifying.Negative(Primitive(lower)));

        // x^(k+1)/(k+1), or e^(cx)·Σ_j (−1)^j k!/(k−j)! x^(k−j)/c^(j+1).
        Term Primitive(Term x)
        {
            if (rate.IsZero())
            {
                return Simplifying.Quotient(Simplifying.Power(x, (Rational)(degree + 1)), (Rational)(degree + 1));
            }

            var terms = new List<Term>();
            Rational falling = Rational.One;
            for (var j = 0; j <= degree; j++)
            {
                terms.Add(
                    Simplifying.Quotient(
                        Simplifying.Product(
                            j % 2 == 0 ? falling : -falling,
                            Simplifying.Power(x, (Rational)(degree - j))
                        ),
                        Simplifying.Power(rate, (Rational)(j + 1))
                    )
                );
                falling *= degree - j;
            }

            return Simplifying.Product(Term.Exp(Simplifying.Product(rate, x)), Simplifying.Sum([.. terms]));
        }
    }

    private static Piecewise Where(Term left, Relation relation, Term right, Term value) =>
        new([new Branch(new Compare(left, relation, right), value)], null);

    private static bool IsInfinite(Term term) =>
        term is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity));

    private static bool HasSize(Term term, string x) =>
        term is Apply(Function.Abs, [Symbol(var name)]) && name == x || term.Children().Any(child => HasSize(child, x));

    private static Term WithoutSize(Term term, string x, bool positive) =>
        term is Apply(Function.Abs, [Symbol(var name)]) && name == x
            ? positive
                ? new Symbol(x)
                : new Negate(new Symbol(x))
            : term.MapChildren(child => WithoutSize(child, x, positive));

    private static Term Total(IEnumerable<Wave> waves) => Simplifying.Sum([.. waves.Select(wave => wave.Coefficient)]);

    private static IReadOnlyList<Wave>? Scaled(IReadOnlyList<Wave>? waves, Term by) =>
        waves?.Select(wave => wave with { Coefficient = Simplifying.Product(by, wave.Coefficient) }).ToList();

    private static IReadOnlyList<Wave>? Product(IReadOnlyList<Wave>? one, IReadOnlyList<Wave>? other) =>
        one is null || other is null || one.Count * other.Count > MaximumWaves ? null
        : one.SelectMany(_ => other, Product).ToList() is var product
        && product.TrueForAll(wave => wave.Degree <= MaximumDegree)
            ? product
        : null;

    private static Wave Product(Wave one, Wave other) =>
        new(
            Simplifying.Product(one.Coefficient, other.Coefficient),
            one.Degree + other.Degree,
            Simplifying.Sum(one.Rate, other.Rate)
        );

    private static Rational Factorial(int n)
    {
        var product = Rational.One;
        for (var i = 2; i <= n; i++)
        {
            product *= i;
        }

        return product;
    }
}
