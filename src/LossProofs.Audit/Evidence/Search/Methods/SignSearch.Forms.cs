// Terms in which a sign is easier to see: squares, logarithms exponentiated, sums put together, tangents.
using System.Numerics;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

internal sealed partial class SignSearch
{
    private const int LargestExponent = 12;
    private const int MostWeights = 4;

    // A quadratic form of the addends as a sum of squares, by completing squares one unknown after the other.
    private Theorem? BySquares(Setting setting, Term collected, Relation relation)
    {
        if (
            relation != Relation.GreaterOrEqual
            || QuadraticForm.Squares(setting, collected, quick.Effort) is not { } squares
        )
        {
            return null;
        }

        var addends = new List<Theorem>();
        foreach (var (weight, root) in squares)
        {
            if (root.IsOne())
            {
                addends.Add(Theorem.Numbers(setting, weight, Relation.GreaterOrEqual, Rational.Zero)!);
            }
            else if (
                quick.Exists(setting, root) is { } exists
                && Theorem.Square(exists) is { } square
                && Theorem.Multiple(square, weight) is { } multiple
            )
            {
                addends.Add(multiple);
            }
            else
            {
                return null;
            }
        }

        return quick.Transferred(setting, collected, Theorem.SumOf(addends));
    }

    private Theorem? ByForms(Setting setting, Term term, Relation relation)
    {
        (_deepest, _steps) = (1, 0);
        _failed.Clear();
        foreach (var form in Split(setting, term).Concat(Gathered(setting, term)))
        {
            if (
                quick.Transferred(
                    setting,
                    term,
                    Attempt(setting, form, relation, 0) ?? InCases(setting, form, relation, 2)
                ) is
                { } theorem
            )
            {
                return theorem;
            }
        }

        return Exponentiated(setting, term, relation) ?? Extremes(setting, term, relation);
    }

    // Σ_j f(j) over 1..n is f(i) + Σ_{j≠i} f(j) for an index i of that range.
    private static IEnumerable<Term> Split(Setting setting, Term term)
    {
        var names = term.FreeNames();
        foreach (var variable in setting.Variables)
        {
            if (
                variable is { Dimensions.Count: 0, Domain: Integers({ } lower, { } upper) }
                && names.Contains(variable.Name)
                && Apart(term) is var split
                && !split.Equals(term)
            )
            {
                yield return split;
            }

            Term Apart(Term part)
            {
                if (part is not Fold(FoldKind.Sum, var index, Span(var from, var to) range, null, var body))
                {
                    return part is Fold or Tabulate ? part : part.MapChildren(Apart);
                }

                if (!from.Equals(lower) || !to.Equals(upper))
                {
                    return part;
                }

                var (member, other) = (new Symbol(variable.Name), index + "'");
                return Simplifying.Sum(
                    body.Substitute(index, member),
                    new Fold(
                        FoldKind.Sum,
                        other,
                        range,
                        new Compare(new Symbol(other), Relation.NotEqual, member),
                        body.Substitute(index, new Symbol(other))
                    )
                );
            }
        }
    }

    // Σ c_k log X_k + Y R 0 as log(Π X_k^{c_k} e^Y) − log 1 R 0, over positive X.
    private Theorem? Exponentiated(Setting setting, Term term, Relation relation)
    {
        var collected = quick.Collected(setting, term);
        foreach (var form in new[] { term, collected }.Distinct())
        {
            if (Logarithms(form) is not var (logarithms, others))
            {
                continue;
            }

            var (scale, above, below) = Powers(logarithms);
            var left = Simplifying.Product(
                above,
                others.IsZero() ? Term.One : Term.Exp(Simplifying.Product(scale, others))
            );
            if (
                quick.Find(setting, new Compare(left, Relation.Greater, Term.Zero)) is not { } leftPositive
                || quick.Find(setting, new Compare(below, Relation.Greater, Term.Zero)) is not { } rightPositive
            )
            {
                continue;
            }

            var difference = new Add([left, new Negate(below)]);
            for (_deepest = 0; _deepest <= 2; _deepest++)
            {
                var order =
                    Attempt(setting, difference, relation, 0)
                    ?? Split(setting, difference)
                        .Concat(Gathered(setting, difference))
                        .Select(other => quick.Transferred(setting, difference, Attempt(setting, other, relation, 0)))
                        .FirstOrDefault(found => found is not null)
                    ?? (
                        _deepest < 2
                            ? null
                            : quick.Transferred(
                                setting,
                                difference,
                                UnderOneSum(setting, quick.Collected(setting, difference), relation)
                            )
                    );
                if (order is not null)
                {
                    return Back(order, leftPositive, rightPositive);
                }
            }

            // The others on the side of what is below.
            var product = Simplifying.Product(
                below,
                Term.Exp(Simplifying.Product(scale, Simplifying.Negative(others)))
            );
            if (
                !others.IsZero()
                && quick.Find(setting, new Compare(above, Relation.Greater, Term.Zero)) is { } abovePositive
                && quick.Find(setting, new Compare(product, Relation.Greater, Term.Zero)) is { } belowPositive
                && Deeper(setting, new Add([above, new Negate(product)]), relation) is { } exponentials
            )
            {
                return Back(exponentials, abovePositive, belowPositive);
            }

            Theorem? Back(Theorem found, Theorem x, Theorem y) =>
                Theorem.Logarithms(found, x, y) is { } logs
                && Theorem.Multiple(logs, Rational.One / ((Number)scale).Value) is { } scaled
                    ? quick.Transferred(setting, term, scaled)
                    : null;
        }

        return null;
    }

    // max_j z_j against sums of exponentials: with M the maximum and every z_j ≤ M, e^{z_j} ≤ e^M.
    private Theorem? Extremes(Setting setting, Term term, Relation relation) =>
        new ExtremeSearch(quick).Find(setting, term, relation);

    // Tangents: every e^u − 1 − u and u − 1 − log u of the term is ≥ 0; the term may be a combination of them.
    private Theorem? Tangents(Setting setting, Term term, Relation relation)
    {
        var facts = new List<Theorem>();
        var collected = quick.Collected(setting, term);
        foreach (var part in Parts(term).Concat(Parts(collected)).Distinct().Take(40))
        {
            switch (part)
            {
                case Apply(Function.Exp, [var u]) when quick.Exists(setting, u) is { } exists:
                    Add(
                        relation == Relation.Greater && Differs(u) is { } different
                            ? Theorem.StrictExponentialTangent(different)
                            : Theorem.ExponentialTangent(exists)
                    );
                    break;
                case Apply(Function.Log, [var u]):
                    foreach (var argument in new[] { u, Simplifying.Quotient(Term.One, u) })
                    {
                        Logarithm(argument);
                    }

                    break;
            }
        }

        // The quotient of the arguments of two logarithms.
        var arguments = Parts(term)
            .Concat(Parts(collected))
            .OfType<Apply>()
            .Where(part => part.Function == Function.Log)
            .Select(part => part.Arguments[0])
            .Where(argument => argument is not Number)
            .Distinct()
            .Take(5)
            .ToList();
        foreach (var a in arguments)
        {
            foreach (var b in arguments.Where(other => !other.Equals(a)))
            {
                Logarithm(a / b);
            }
        }

        return facts.Count == 0
            ? null
            : new LinearSearch(quick).Find(setting, term, relation, facts)
                ?? new PositiveSearch(quick).Find(setting, term, relation, facts)
                ?? arguments
                    .Where(argument => argument is not Symbol)
                    .Take(2)
                    .Select(argument => Scaled(argument) ?? Multiplied(argument))
                    .FirstOrDefault(found => found is not null);

        // The tangents times what logarithms are taken of: u (1/u − 1 − log(1/u)) = 1 − u + u log u.
        Theorem? Scaled(Term scale) =>
            quick.Find(setting, new Compare(scale, Relation.Greater, Term.Zero)) is { } positive
                ? new PositiveSearch(quick).Find(
                    setting,
                    term,
                    relation,
                    [.. facts.Select(fact => Theorem.ProductOf(positive, fact, quotient: false)).OfType<Theorem>()],
                    products: false
                )
                : null;

        // Everything times what logarithms are taken of: a divisor that is a sum is gone.
        Theorem? Multiplied(Term scale) =>
            quick.Find(setting, new Compare(scale, Relation.Greater, Term.Zero)) is { } positive
            && new PositiveSearch(quick).Find(
                setting,
                quick.Collected(setting, term * scale),
                relation,
                [.. facts.Select(fact => Theorem.ProductOf(positive, fact, quotient: false)).OfType<Theorem>()]
            )
                is { } found
            && Theorem.ProductOf(found, positive, quotient: true) is { } quotient
                ? quick.Transferred(setting, term, quotient)
                : null;

        void Logarithm(Term u)
        {
            if (quick.Find(setting, new Compare(u, Relation.Greater, Term.Zero)) is { } positive)
            {
                Add(
                    relation == Relation.Greater && Differs(new Add([u, new Negate(Term.One)])) is { } different
                        ? Theorem.StrictLogarithmTangent(positive, different)
                        : Theorem.LogarithmTangent(positive)
                );
            }
        }

        // u ≠ 0, near at hand or because u·v = a − b for an assumed a ≠ b.
        Theorem? Differs(Term u)
        {
            if (quick.Find(setting, new Compare(u, Relation.NotEqual, Term.Zero)) is { } direct)
            {
                return direct;
            }

            var collected = quick.Collected(setting, u);
            if (
                !collected.Equals(u)
                && quick.Transferred(
                    setting,
                    u,
                    quick.Find(setting, new Compare(collected, Relation.NotEqual, Term.Zero))
                )
                    is { } simple
            )
            {
                return simple;
            }

            var (numerator, denominator) = Limits.Fraction(collected);
            foreach (var assumption in setting.Assumptions)
            {
                if (
                    assumption is Compare(var left, Relation.NotEqual, var right)
                    && Theorem.Assumption(setting, assumption) is { } known
                    && Theorem.ToDifference(known) is { } difference
                    && quick.Find(setting, new Compare(denominator, Relation.NotEqual, Term.Zero)) is { } below
                    && new[] { difference, Theorem.NegationOf(difference) }
                        .Select(own => quick.Transferred(setting, numerator, own))
                        .FirstOrDefault(found => found is not null)
                        is { } above
                    && Theorem.ProductOf(above, below, quotient: true) is { } quotient
                )
                {
                    return quick.Transferred(setting, u, quotient);
                }
            }

            return null;
        }

        void Add(Theorem? fact)
        {
            if (fact is not null && quick.Exists(setting, ((Compare)fact.Statement).Left) is not null)
            {
                facts.Add(fact);
            }
        }
    }

    private static IEnumerable<Term> Parts(Term term) =>
        term is Fold or Tabulate ? [] : term.Children().SelectMany(Parts).Prepend(term);

    // For weights w_j > 0 with Σ w = 1 let T = Σ_j w_j E_j: since e^{−E} ≥ 1 − E, w_j E_j ≥ w_j (1 − e^{−E_j}), and the
    // right sides add up to 1 − Σ w_j e^{−E_j}. Where that is 0, T ≥ 0.
    private Theorem? Means(Setting setting, Term term, Relation relation)
    {
        if (relation != Relation.GreaterOrEqual)
        {
            return null;
        }

        const string index = "mean#";
        var (sums, rest) = LinearInSums(term);
        foreach (var range in sums.Select(sum => sum.Sum.Range).Distinct())
        {
            if (range is not Span(Number(var one), var count) || one != Rational.One)
            {
                continue;
            }

            Term at = new Symbol(index);
            var outside = Simplifying.Sum([
                rest,
                .. sums.Where(sum => !sum.Sum.Range.Equals(range)).Select(sum => sum.Factor * sum.Sum),
            ]);
            var bodies = sums.Where(sum => sum.Sum.Range.Equals(range))
                .Select(sum => (sum.Factor, Body: sum.Sum.Body.Substitute(sum.Sum.Index, at)))
                .ToList();
            var weights = bodies
                .SelectMany(body => Weights(setting, body.Body, index))
                .Distinct()
                .Take(MostWeights)
                .Concat(MeanWeights(setting, term, range).Select(weight => weight.Substitute(Other, at)))
                .Distinct();
            foreach (var weight in weights)
            {
                if (quick.Equal(setting, new Fold(FoldKind.Sum, index, range, null, weight), Term.One) is null)
                {
                    continue;
                }

                foreach (var scale in new[] { Term.One, count })
                {
                    var each = Simplifying.Sum([
                        outside / scale,
                        .. bodies.Select(body => body.Factor / scale * Without(body.Body, weight)),
                    ]);
                    if (MeanTheorem(setting, term, index, range, weight, scale, each) is { } theorem)
                    {
                        return theorem;
                    }
                }
            }
        }

        return null;
    }

    private Theorem? MeanTheorem(
        Setting setting,
        Term term,
        string index,
        IndexRange range,
        Term weight,
        Term scale,
        Term each
    )
    {
        // Σ w (e^{−E} − 1 + E) ≥ 0 and Σ w e^{−E} = 1 give Σ w E ≥ 0; the term is a positive multiple of it.
        var tangent = new Add([
            Term.Exp(Simplifying.Negative(each)),
            new Negate(Term.One),
            new Negate(Simplifying.Negative(each)),
        ]);
        var body = new Multiply([weight, tangent]);
        var sum = new Fold(FoldKind.Sum, index, range, null, body);
        if (quick.Exists(setting, sum) is not { } exists)
        {
            return null;
        }

        var total = quick.OverRange(
            setting,
            exists,
            index,
            range,
            null,
            body,
            Relation.GreaterOrEqual,
            (inner, of, _) =>
                of is Multiply([var w, Add([Apply(Function.Exp, [var u]), ..])])
                && quick.Exists(inner, u) is { } argument
                && Theorem.ExponentialTangent(argument) is { } positive
                && quick.Find(inner, new Compare(w, Relation.GreaterOrEqual, Term.Zero)) is { } weighted
                && Theorem.ProductOf(weighted, positive, quotient: false) is { } product
                    ? quick.Transferred(inner, of, product)
                    : null
        );
        if (total is null)
        {
            return null;
        }

        if (scale.IsOne())
        {
            return quick.Transferred(setting, term, total);
        }

        return
            quick.Find(setting, new Compare(scale, Relation.Greater, Term.Zero)) is { } positiveScale
            && Theorem.ProductOf(positiveScale, total, quotient: false) is { } scaled
            ? quick.Transferred(setting, term, scaled)
            : null;
    }

    // The term as a sum of factor · Σ_j …, and what has no sum over a range in it.
    private static (IReadOnlyList<(Term Factor, Fold Sum)> Sums, Term Remainder) LinearInSums(Term term)
    {
        var sums = new List<(Term Factor, Fold Sum)>();
        var rest = new List<Term>();
        Take(term, Term.One);
        return (sums, Simplifying.Sum([.. rest]));

        void Take(Term part, Term factor)
        {
            switch (part)
            {
                case Add(var xs):
                    foreach (var x in xs)
                    {
                        Take(x, factor);
                    }

                    return;
                case Negate(var x):
                    Take(x, Simplifying.Negative(factor));
                    return;
                case Guarded(var value, _):
                    Take(value, factor);
                    return;
                case Fold { Kind: FoldKind.Sum, Where: null } sum:
                    sums.Add((factor, sum));
                    return;
                case Divide(var x, var y) when Nested(x).Any():
                    Take(x, Simplifying.Quotient(factor, y));
                    return;
                case Multiply(var xs) when xs.Count(x => x is Fold { Kind: FoldKind.Sum, Where: null }) == 1:
                    var only = xs.First(x => x is Fold { Kind: FoldKind.Sum, Where: null });
                    sums.Add((Simplifying.Product([factor, .. xs.Where(x => !ReferenceEquals(x, only))]), (Fold)only));
                    return;
                default:
                    rest.Add(Simplifying.Product(factor, part));
                    return;
            }
        }
    }

    // Candidates for weights in the body of a sum: entries of a distribution, quotients by a sum.
    private static IEnumerable<Term> Weights(Setting setting, Term body, string index)
    {
        foreach (var part in Products(body))
        {
            if (
                part is Element(Symbol(var name), [.., Symbol(var last)])
                    && last == index
                    && setting.Variable(name) is { Domain: ProbabilityVector }
                || part is Divide(_, Fold { Kind: FoldKind.Sum })
                || part is Element(Symbol(var other), _) && setting.Variable(other) is { Domain: ProbabilityVector }
            )
            {
                yield return part;
            }
        }

        static IEnumerable<Term> Products(Term term) =>
            term switch
            {
                Multiply(var xs) => xs.SelectMany(Products),
                Negate(var x) => Products(x),
                Add(var xs) => xs.SelectMany(Products),
                _ => [term],
            };
    }

    // The body over the weight.
    private static Term Without(Term body, Term weight)
    {
        switch (body)
        {
            case Negate(var x):
                return Simplifying.Negative(Without(x, weight));
            case Add(var xs):
                return Simplifying.Sum([.. xs.Select(x => Without(x, weight))]);
            case Multiply(var xs) when xs.FirstOrDefault(x => x.Equals(weight)) is { } own:
                return Simplifying.Product([.. xs.Where(x => !ReferenceEquals(x, own))]);
            default:
                return body.Equals(weight) ? Term.One : Simplifying.Quotient(body, weight);
        }
    }

    // c·n + Σ_j f(j) over 1..n is Σ_j (c + f(j)); likewise two sums over one range.
    private IEnumerable<Term> Gathered(Setting setting, Term term)
    {
        var collected = quick.Collected(setting, term);
        var smaller = CommonFactor(setting, collected)?.Remainder ?? collected;
        if (smaller is not Add(var addends) || !smaller.Equals(collected))
        {
            yield break;
        }

        var sums = addends.Select(addend => (Addend: addend, Sum: ScaledSum(addend))).ToList();
        foreach (var group in sums.Where(part => part.Sum is not null).GroupBy(part => part.Sum!.Value.Sum.Range))
        {
            if (group.Key is not Span(Number(var one), Symbol count) || one != Rational.One)
            {
                continue;
            }

            const string index = "each#";
            var counts = sums.Select(part => (part.Addend, Factor: Multiple(part.Addend, count))).ToList();
            var body = Simplifying.Sum([
                .. group.Select(part =>
                    Simplifying.Product(
                        part.Sum!.Value.Factor,
                        part.Sum.Value.Sum.Body.Substitute(part.Sum.Value.Sum.Index, new Symbol(index))
                    )
                ),
                .. counts.Where(part => part.Factor is not null).Select(part => (Term)part.Factor!.Value),
            ]);
            var rest = addends.Where(addend =>
                group.All(part => !ReferenceEquals(part.Addend, addend))
                && counts.TrueForAll(part => part.Factor is null || !ReferenceEquals(part.Addend, addend))
            );
            yield return Simplifying.Sum([new Fold(FoldKind.Sum, index, group.Key, null, body), .. rest]);
        }
    }

    private static (Term Factor, Fold Sum)? ScaledSum(Term addend) =>
        addend switch
        {
            Fold { Kind: FoldKind.Sum, Where: null } sum => (Term.One, sum),
            Negate(var x) when ScaledSum(x) is var (factor, sum) => (Simplifying.Negative(factor), sum),
            Divide(var x, var y) when ScaledSum(x) is var (factor, sum) => (Simplifying.Quotient(factor, y), sum),
            Multiply(var xs) when xs.Count(x => x is Fold { Kind: FoldKind.Sum, Where: null }) == 1 => (
                Simplifying.Product([.. xs.Where(x => x is not Fold { Kind: FoldKind.Sum, Where: null })]),
                (Fold)xs.First(x => x is Fold { Kind: FoldKind.Sum, Where: null })
            ),
            _ => null,
        };

    private static Rational? Multiple(Term addend, Symbol count) =>
        addend switch
        {
            Symbol symbol when symbol.Equals(count) => Rational.One,
            Negate(var x) => -Multiple(x, count),
            Multiply([Number(var factor), Symbol symbol]) when symbol.Equals(count) => factor,
            Multiply([Symbol symbol, Number(var factor)]) when symbol.Equals(count) => factor,
            _ => null,
        };

    // Σ c_k log X_k + Y, or null when logarithms stand elsewhere.
    private static (IReadOnlyList<(Rational Coefficient, Term Argument)> Logarithms, Term Others)? Logarithms(Term term)
    {
        var logarithms = new List<(Rational Coefficient, Term Argument)>();
        var others = new List<Term>();
        foreach (var addend in Addends(term))
        {
            if (Logarithm(addend, Rational.One) is { } logarithm)
            {
                logarithms.Add(logarithm);
            }
            else if (ContainsLogarithm(addend))
            {
                return null;
            }
            else
            {
                others.Add(addend);
            }
        }

        var scale = Scale(logarithms);
        return
            logarithms.Count is 0 or > 4
            || logarithms.Exists(logarithm => Rational.Abs(logarithm.Coefficient * scale) > LargestExponent)
            ? null
            : (logarithms, Simplifying.Sum([.. others]));
    }

    // The factor that makes the coefficients whole.
    private static Rational Scale(IEnumerable<(Rational Coefficient, Term Argument)> logarithms) =>
        new(
            logarithms.Aggregate(
                BigInteger.One,
                (common, logarithm) =>
                    common
                    * logarithm.Coefficient.Denominator
                    / BigInteger.GreatestCommonDivisor(common, logarithm.Coefficient.Denominator)
            ),
            1
        );

    private static (Term Scale, Term Above, Term Below) Powers(
        IReadOnlyList<(Rational Coefficient, Term Argument)> logarithms
    )
    {
        var scale = Scale(logarithms);
        return (scale, Product(1), Product(-1));

        Term Product(int sign) =>
            Simplifying.Product([
                .. logarithms
                    .Where(logarithm => logarithm.Coefficient.Sign == sign)
                    .Select(logarithm =>
                        Simplifying.Power(logarithm.Argument, Rational.Abs(logarithm.Coefficient * scale))
                    ),
            ]);
    }

    private static (Rational Coefficient, Term Argument)? Logarithm(Term term, Rational coefficient) =>
        term switch
        {
            Apply(Function.Log, [var x]) when !ContainsLogarithm(x) => (coefficient, x),
            Apply(Function.Softplus, [var x]) => (coefficient, Term.One + Term.Exp(x)),
            Negate(var x) => Logarithm(x, -coefficient),
            Guarded(var value, _) => Logarithm(value, coefficient),
            Multiply([Number(var factor), var x]) => Logarithm(x, coefficient * factor),
            Multiply([var x, Number(var factor)]) => Logarithm(x, coefficient * factor),
            Divide(var x, Number({ Sign: not 0 } divisor)) => Logarithm(x, coefficient / divisor),
            _ => null,
        };

    private static bool ContainsLogarithm(Term term) =>
        term is Apply(Function.Log or Function.Log2 or Function.Log10 or Function.Softplus, _)
        || term.Children().Any(ContainsLogarithm);

    private static IEnumerable<Term> Addends(Term term) =>
        term switch
        {
            Add(var xs) => xs.SelectMany(Addends),
            Negate(Add(var xs)) => xs.SelectMany(Addends).Select(Simplifying.Negative),
            _ => [term],
        };
}
