// Expectations and variances of terms in random quantities: by laws with a name in closed form, by stated moments, or as sums
// over a finite law.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    private Term Expectation(Term term)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!IsRandom(term))
        {
            return term;
        }

        switch (term)
        {
            case Guarded(var value, _):
                return Expectation(value);
            case Power(Apply(Function.Sqrt, [var radicand]), Number(var square)) when square == 2:
                return Expectation(radicand);
            case Negate(var x):
                return Simplifying.Negative(Expectation(x));
            case Add(var xs):
                return Simplifying.Sum([.. xs.Select(Expectation)]);
            case Multiply or Divide or Apply(Function.Exp, _):
                return OfFactors(Factors(term).ToList());
            case Fold(FoldKind.Sum, var index, var range, var where, var body)
                when !(where?.Terms().Any(IsRandom) ?? false):
                return new Fold(FoldKind.Sum, index, range, where, Expectation(body));
            case Fold(FoldKind.Product, var index, var range, null, var body) when IsIndexedBy(body, index):
                SupposeIndependence(Units(body));
                return new Fold(FoldKind.Product, index, range, null, Expectation(body));
            case Power(var basis, Number { Value: var two })
                when two == 2 && IsOverDraws(basis) && Spread(basis) is { } spread:
                return Simplifying.Sum(spread, Simplifying.Power(Expectation(basis), 2));
            default:
                return UnderLaw(term);
        }
    }

    private static IEnumerable<Term> Factors(Term term) =>
        term switch
        {
            Multiply(var xs) => xs.SelectMany(Factors),
            Negate(var x) => Factors(x).Prepend(-1),
            Guarded(var value, _) => Factors(value),
            Divide(var x, var y) => [.. Factors(x), .. Factors(y).Select(Reciprocal)],
            Apply(Function.Exp, [Add(var xs)]) => xs.SelectMany(x => Factors(Term.Exp(x))),
            Apply(Function.Exp, [Guarded(var value, _)]) => Factors(Term.Exp(value)),
            _ => [term],
        };

    private static Term Reciprocal(Term term) =>
        term switch
        {
            Apply(Function.Exp, [var x]) => Term.Exp(Simplifying.Negative(x)),
            _ => Simplifying.Quotient(Term.One, term),
        };

    private Term OfFactors(List<Term> factors)
    {
        var constant = factors.Where(factor => !IsRandom(factor)).ToList();
        var random = factors.Except(constant).ToList();
        random = [.. factors.Where(factor => !constant.Contains(factor))];
        Separate(new Multiply(random.ToSequence()));

        if (random.SelectMany(Units).Distinct().Count() > 1)
        {
            SupposeIndependence(random.SelectMany(Units));
        }

        // Independent factors apart.
        var parts = new List<(List<Term> Factors, HashSet<Unit> Units)>();
        foreach (var factor in random)
        {
            var units = Units(factor).ToHashSet();
            var touched = parts.Where(part => part.Units.Overlaps(units)).ToList();
            parts.RemoveAll(touched.Contains);
            parts.Add(
                (
                    [.. touched.SelectMany(part => part.Factors), factor],
                    [.. touched.SelectMany(part => part.Units), .. units]
                )
            );
        }

        return Simplifying.Product([
            .. constant,
            .. parts.Select(part =>
                part.Factors is [var only] && only is not (Multiply or Divide or Apply)
                    ? Expectation(only)
                    : OfPart(part.Factors)
            ),
        ]);
    }

    private void SupposeIndependence(IEnumerable<Unit> units)
    {
        foreach (var unit in units)
        {
            Suppose(LawOf(unit).Provenance, "draws that are independent");
        }
    }

    private LawStatement LawOf(Unit unit) => _draws.Find(draw => draw.Group == unit.Group)!.Law!;

    private Term OfPart(List<Term> factors)
    {
        // e to a sum over a sample is a product of independent factors.
        if (
            factors is [Apply(Function.Exp, [Fold(FoldKind.Sum, var index, var range, null, var body)])]
            && IsIndexedBy(body, index)
        )
        {
            SupposeIndependence(Units(body));
            return new Fold(FoldKind.Product, index, range, null, Expectation(Term.Exp(body)));
        }

        // A sum among factors that depend on it: the others go inside.
        if (
            factors.Count > 1
            && factors.Find(factor => factor is Fold { Kind: FoldKind.Sum, Where: null }) is Fold sum
            // One of them: both factors of a square may be the same node.
            && factors.Where((_, at) => at != factors.FindIndex(factor => ReferenceEquals(factor, sum))).ToList()
                is var others
            && !others.Exists(other => other.FreeNames().Contains(sum.Index))
        )
        {
            return Expectation(sum with { Body = Simplifying.Product([.. others, sum.Body]) });
        }

        return UnderLaw(Simplifying.Product([.. factors]));
    }

    // The expectation over one unit at a time.
    private Term UnderLaw(Term term)
    {
        if (Separate(term) is not [var unit, ..] units)
        {
            return term;
        }

        if (units.Exists(Runs))
        {
            throw new NotUnderstood("an expectation of a function of all of a sample is not followed");
        }

        if (units.Count > 1)
        {
            SupposeIndependence(units);
        }

        // The draws of a sum are many, though they are written as one.
        if (IsOverDraws(term))
        {
            throw new NotUnderstood("an expectation of a function of a sum over a sample is not followed");
        }

        var draws = _draws.Where(draw => draw.Group == unit.Group).ToList();
        var law = draws[0].Law!;
        UsedLaws.Add(law);
        if (Prose.Lexicon.Shipped.Find(Prose.Category.Narrowing, Randomness.Words) is { Phrase: var cue })
        {
            Suppose(law.Provenance, $"a law '{Shortened(law.Law)}' as it stands, without '{cue}'");
        }

        var value = Named(law.Law, law.Provenance) is var (named, parameters)
            ? Closed(term, unit, draws, named, parameters)
            : Moment(term, unit, draws) ?? Discrete(term, unit, draws, law.Law);
        return IsRandom(value) ? Expectation(value) : value;
    }

    private static Term Replaced(Term term, Unit unit, string name, Term value) =>
        term switch
        {
            Element(Symbol(var array), var indices) when array == name && indices.Equals(unit.Indices) => value,
            Fold(_, var index, _, _, _) when unit.Indices.Contains(new Symbol(index)) => term,
            Tabulate(var index, _, _) when unit.Indices.Contains(new Symbol(index)) => term,
            Symbol(var symbol) when symbol == name && unit.Indices.Count == 0 => value,
            _ => term.MapChildren(child => Replaced(child, unit, name, value)),
        };

    private Term Closed(Term term, Unit unit, List<Draw> draws, NamedLaw law, Sequence<Term> parameters)
    {
        const string x = "\\#x";
        foreach (var draw in draws)
        {
            term = Replaced(term, unit, draw.Name, new Symbol(x));
        }

        return
            Moments.Waves(term, x) is { } waves
            && Moments.Expectation(law, parameters, waves) is { } value
            && !value.FreeNames().Contains(x)
            ? value
            : throw new NotUnderstood("an expectation has no closed form that is known here");
    }

    // Up to second moments by the mean and the variance that are stated.
    private Term? Moment(Term term, Unit unit, List<Draw> draws)
    {
        if (draws.TrueForAll(draw => draw.Mean is null && draw.Variance is null))
        {
            return null;
        }

        const string x = "\\#x";
        if (draws.Select(draw => draw.Law).Distinct().Count() != 1 || draws[0].Law!.Names.Count > 1)
        {
            throw new NotUnderstood("moments of quantities that are drawn together are not followed");
        }

        var (mean, variance) = (
            draws.Find(draw => draw.Mean is not null),
            draws.Find(draw => draw.Variance is not null)
        );
        foreach (var draw in draws)
        {
            term = Replaced(term, unit, draw.Name, new Symbol(x));
        }

        if (Moments.Waves(term, x) is not { } waves || !waves.All(wave => wave.Rate.IsZero() && wave.Degree <= 2))
        {
            if (variance is null)
            {
                return null;
            }

            throw new NotUnderstood("an expectation needs more than the mean and the variance that are stated");
        }

        if (
            waves.Any(wave => wave.Degree > 0) && mean is null
            || waves.Any(wave => wave.Degree == 2) && variance is null
        )
        {
            throw new NotUnderstood("a mean or a variance is needed that is not stated (given)");
        }

        if (_wordsOnMoments)
        {
            Suppose(Provenance.Text, "a mean or a variance that words state");
        }

        var first = mean is null ? Term.Zero : Undrawn(() => Build(mean.Mean!));
        var spread = variance is null ? Term.Zero : Undrawn(() => Build(variance.Variance!));
        Lies(first, Domain.Real, mean?.Mean is null ? null : draws[0].Law!.Provenance);
        Lies(spread, Domain.NonNegative, variance?.Variance is null ? null : draws[0].Law!.Provenance);
        return Simplifying.Sum([
            .. waves.Select(wave =>
                Simplifying.Product(
                    wave.Coefficient,
                    wave.Degree switch
                    {
                        0 => Term.One,
                        1 => first,
                        _ => Simplifying.Sum(spread, first.IsZero() ? Term.Zero : Simplifying.Power(first, 2)),
                    }
                )
            ),
        ]);
    }

    // Every law on finitely many points.
    private Fold Discrete(Term term, Unit unit, List<Draw> draws, Expression law)
    {
        Suppose(draws[0].Law!.Provenance, "any law");
        var name = Names.Of(law);
        var (count, weights) = ($"\\#{name}", $"\\Pr_{{{name}}}");
        Note(new Variable(count, [], new Integers(1, null), Provenance.Declared));
        Note(new Variable(weights, [new Symbol(count)], new ProbabilityVector(false), Provenance.Declared));
        var index = Fresh("a");
        foreach (var draw in draws)
        {
            var array = _single.FirstOrDefault(pair => pair.Value == draw.Name).Key ?? draw.Name;
            var domain = (_variables.GetValueOrDefault(array) ?? _variables.GetValueOrDefault(draw.Name))?.Domain;
            var values =
                $"{array.Replace("_{{\\cdot}}", "", StringComparison.Ordinal).Replace("_\\cdot", "", StringComparison.Ordinal)}^{{{name}}}";
            Note(new Variable(values, [new Symbol(count)], domain ?? Domain.Real, Provenance.Declared));
            Term value = new Element(new Symbol(values), [new Symbol(index)]);
            if (draw.Mean is { } mean)
            {
                if (domain is not null && domain != Domain.Real)
                {
                    throw new NotUnderstood("a mean of a quantity with a domain of its own is not followed");
                }

                // Moved so that the mean is the stated one.
                var at = Fresh("b");
                var centre = new Fold(
                    FoldKind.Sum,
                    at,
                    new Span(1, new Symbol(count)),
                    null,
                    new Element(new Symbol(weights), [new Symbol(at)])
                        * new Element(new Symbol(values), [new Symbol(at)])
                );
                value = Simplifying.Sum(value, Simplifying.Negative(centre), Undrawn(() => Build(mean)));
            }

            term = Replaced(term, unit, draw.Name, value);
        }

        return new Fold(
            FoldKind.Sum,
            index,
            new Span(1, new Symbol(count)),
            null,
            Simplifying.Product(new Element(new Symbol(weights), [new Symbol(index)]), term)
        );
    }

    // The name of a parameter, or of what is squared in it, has the parameter's domain.
    private void Lies(Term parameter, Domain domain, Provenance? provenance)
    {
        if (provenance is { } known && (parameter is Power(var root, Number) ? root : parameter) is Symbol(var free))
        {
            Restrict(free, domain, known);
            _ofLaws.Add(free);
        }
    }

    private readonly HashSet<string> _ofLaws = new(StringComparer.Ordinal);

    /// <summary>Whether a claim is about nothing but the parameters of laws that have names: both of its sides are computed.</summary>
    public bool IsOfLaws(Proposition proposition) =>
        _ofLaws.Count > 0 && proposition.Terms().SelectMany(term => term.FreeNames()).All(_ofLaws.Contains);

    // \mathcal{N}(\mu, \sigma^2), \mathrm{Exp}(\lambda) in the place of a law: letters that are written so, and no others.
    private static bool IsNamedLaw(Expression law) =>
        law
            is Application
            {
                Head: Identifier { Style: LetterStyle.Calligraphic, Name: "N" }
                    or Identifier
                    {
                        Style: LetterStyle.Roman,
                        Name: "N"
                            or "Exp"
                            or "Exponential"
                            or "Poisson"
                            or "Poi"
                            or "Pois"
                            or "Bernoulli"
                            or "Bern"
                            or "Ber"
                    },
                Argument: Delimited
            };

    private (NamedLaw Law, Sequence<Term> Parameters)? Named(Expression law, Provenance provenance)
    {
        var (head, arguments) = law switch
        {
            Application { Head: var name, Argument: Delimited { Content: var content } } => (name, Listed(content)),
            Product { Factors: [{ Value: var name }, { Value: Delimited { Content: var content } }] } => (
                name,
                Listed(content)
            ),
            _ => (law, (IReadOnlyList<Expression>)[]),
        };
        if (head is not Identifier { Name: var letters } || arguments.Count == 0)
        {
            return null;
        }

        NamedLaw? kind = (letters, arguments.Count) switch
        {
            ("N" or "Normal" or "normal" or "Gaussian", 2) => NamedLaw.Normal,
            ("U" or "Uniform" or "uniform" or "Unif", 2) => NamedLaw.Uniform,
            ("Laplace" or "Lap", 2) => NamedLaw.Laplace,
            ("Gumbel", 2) => NamedLaw.Gumbel,
            ("Exp" or "Exponential" or "exponential by rate", 1) => NamedLaw.Exponential,
            ("Bernoulli" or "Bern" or "Ber", 1) => NamedLaw.Bernoulli,
            ("Binomial" or "Binom" or "Bin", 2) => NamedLaw.Binomial,
            ("Poisson" or "Pois" or "Poi" or "Po", 1) => NamedLaw.Poisson,
            ("Geometric" or "Geom" or "Geo", 1) => NamedLaw.Geometric,
            ("Gamma" or "gamma by rate", 2) => NamedLaw.Gamma,
            ("Beta", 2) => NamedLaw.Beta,
            ("normal by variance", 2) => NamedLaw.Normal,
            _ => throw new NotUnderstood($"the law '{Shortened(law)}' is not known"),
        };
        if (
            !letters.Contains(" by ", StringComparison.Ordinal)
            && (
                kind == NamedLaw.Normal && !IsVariance(arguments[1])
                || kind is NamedLaw.Exponential or NamedLaw.Gumbel or NamedLaw.Gamma
                    && !IsOne(arguments[^1])
                    // "with rate $\lambda$".
                    && !(
                        kind != NamedLaw.Gumbel
                        && Prose.Lexicon.Shipped.Has(Prose.Category.ParameterRate, Randomness.Words)
                            != Prose.Lexicon.Shipped.Has(Prose.Category.ParameterScale, Randomness.Words)
                    )
                // The number of trials, or of failures before the first success.
                || kind == NamedLaw.Geometric
            )
        )
        {
            // σ for σ², a mean for a rate: writers differ.
            Suppose(provenance, $"a law '{Shortened(law)}' with parameters in the usual order");
        }

        var parameters = Undrawn(() => arguments.Select(Build).ToSequence());
        foreach (var (parameter, domain) in parameters.Zip(Moments.Domains(kind.Value)))
        {
            Lies(parameter, domain, provenance);
        }

        if (
            kind is NamedLaw.Gamma or NamedLaw.Exponential or NamedLaw.Geometric
            && !letters.Contains(" by ", StringComparison.Ordinal)
            && !IsOne(arguments[^1])
            && provenance != Provenance.Declared
        )
        {
            var (rate, scale) = (
                Prose.Lexicon.Shipped.Has(Prose.Category.ParameterRate, Randomness.Words),
                Prose.Lexicon.Shipped.Has(Prose.Category.ParameterScale, Randomness.Words)
            );
            if (scale && !rate && kind != NamedLaw.Geometric)
            {
                parameters = [.. parameters.SkipLast(1), Simplifying.Quotient(Term.One, parameters[^1])];
            }
            // The rate of an exponential law is \lambda to everybody.
            else if (
                !(rate && !scale && kind != NamedLaw.Geometric)
                && !(kind == NamedLaw.Exponential && arguments[0] is Identifier { Name: "\\lambda" })
            )
            {
                Unsettled ??= Shortened(law);
            }
        }

        return (kind.Value, parameters);

        static bool IsOne(Expression expression) => expression is Numeral { Digits: "1" or "0" };

        static bool IsVariance(Expression expression) =>
            IsOne(expression)
            || expression is Scripted { Superscript: Numeral { Digits: "2" } }
            || expression is Product product
                && product.Factors.All(factor =>
                    factor.Value is Numeral or Scripted { Superscript: Numeral { Digits: "2" } }
                );

        static IReadOnlyList<Expression> Listed(Expression content) =>
            content is Listing { Separator: "," } listing ? [.. listing.Items] : [content];
    }

    // ---- variances ----

    private Term Variance(Term term)
    {
        if (Spread(term) is { } spread)
        {
            return spread;
        }

        var mean = Expectation(term);
        return Simplifying.Sum(
            Expectation(Simplifying.Product(term, term)),
            mean.IsZero() ? Term.Zero : Simplifying.Negative(Simplifying.Power(mean, 2))
        );
    }

    // Whether the term sums (or the like) over draws, so that the index of a draw is bound in it.
    private bool IsOverDraws(Term term) =>
        term is Fold fold && (Units(fold.Body).Any(unit => Mentions(unit, fold.Index)) || IsOverDraws(fold.Body))
        || term is not Fold && term.Children().Any(IsOverDraws);

    private static bool Mentions(Unit unit, string index) => unit.Indices.Any(at => at.FreeNames().Contains(index));

    // The variance by the rules for sums of independent terms and constant factors; null where they do not apply.
    private Term? Spread(Term term)
    {
        if (!IsRandom(term))
        {
            return Term.Zero;
        }

        switch (term)
        {
            case Guarded(var value, _):
                return Variance(value);
            case Negate(var x):
                return Variance(x);
            case Add(var xs):
            {
                var random = xs.Where(IsRandom).ToList();
                if (random.Count == 1)
                {
                    return Variance(random[0]);
                }

                Separate(term);
                var units = random.Select(x => Units(x).ToHashSet()).ToList();
                if (
                    Enumerable
                        .Range(0, units.Count)
                        .All(at => Enumerable.Range(0, at).All(before => !units[at].Overlaps(units[before])))
                )
                {
                    SupposeIndependence(units.SelectMany(unit => unit));
                    return Simplifying.Sum([.. random.Select(Variance)]);
                }

                break;
            }

            case Fold(FoldKind.Sum, var index, var range, null, var body) when IsIndexedBy(body, index):
                SupposeIndependence(Units(body));
                return new Fold(FoldKind.Sum, index, range, null, Variance(body));
            case Multiply or Divide:
            {
                var factors = Factors(term).ToList();
                var constant = factors.Where(factor => !IsRandom(factor)).ToList();
                if (constant.Count > 0)
                {
                    var rest = Simplifying.Product([.. factors.Where(IsRandom)]);
                    return Simplifying.Product(
                        Simplifying.Power(Simplifying.Product([.. constant]), 2),
                        Variance(rest)
                    );
                }

                break;
            }
        }

        return null;
    }

    // Whether every draw in the body is the one at the index, so that bodies at different indices are independent.
    private bool IsIndexedBy(Term body, string index)
    {
        var units = Units(body).ToList();
        return units.Count > 0
            && units.TrueForAll(unit => unit.Indices.Contains(new Symbol(index)))
            && units.TrueForAll(unit => unit.Indices.All(at => at is Number or Symbol));
    }
}
