// Relations -> propositions: what one step of a formula asserts, by its relation and the form of its sides.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    private Proposition Propose(TermBuilder builder, EquationNote? note, Step step)
    {
        var (left, relation, right) = (step.Left, step.Relation, step.Right);
        if (relation is "=" && note?.Regime is not null && (HasDots(left) || HasDots(right)))
        {
            // Dots stand for what is small in the regime against the last term written.
            (left, right, relation) = (WithoutDots(left), WithoutDots(right), "\\approx");
        }

        switch (relation)
        {
            case "\\Rightarrow" when Tending(builder, left, right) is { } limit:
                return limit;
            case "\\Rightarrow":
                return Imply(builder, note, left, right, step);
            case "\\Leftarrow":
                return Imply(builder, note, right, left, step);
            case "\\Leftrightarrow":
                return new Equivalence(builder.BuildCondition(left), builder.BuildCondition(right));
            case "\\approx" or "\\simeq" or "\\sim" when Decimal(right) is { } unit:
                // A printed decimal: within one unit of its last digit.
                return Within(builder, left, right, new Number(unit));
            case "\\sim" when RegimeOf(builder, step.Statement.Limit) is { } regime:
                // Asymptotically equal: the quotient tends to one.
                return new Comparison(
                    new Limit(builder.Build(left) / builder.Build(right), regime.Variable, regime.Point, regime.Side),
                    Relation.Equal,
                    Term.One
                );
            case "\\approx" or "\\simeq" when note?.Within is { } error:
                return Within(builder, left, right, builder.Build(FormulaParser.Parse(error, _options).Body));
            case "\\approx" or "\\simeq" or "\\to" when InLargeSample(builder, note, left, right) is { } settled:
                return settled;
            case "\\approx" or "\\simeq":
                return Approximate(builder, note, left, right);
            case "\\propto":
                return new Proportionality(builder.Build(left), builder.Build(right), Varied(builder, note));
            case "\\leftarrow" when note?.Update is { } update:
                return Moved(builder, update, left, right);
            case "\\in" when Spaces.Of(right) is ({ } entries, { Count: > 0 } axes) && entries == Domain.Real:
            {
                var array = builder.Build(left);
                return builder.HasShape(array, axes) == true
                    ? new Comparison(array, Relation.Equal, array)
                    : throw new NotUnderstood($"nothing says that '{left}' has the shape of '{right}'");
            }
            case "\\in":
                return TermBuilder.DomainOf(right) is { } domain
                    ? new Membership(builder.Build(left), domain)
                    : Between(builder, left, right);
            case "\\to" when (RegimeOf(builder, note) ?? RegimeOf(builder, step.Statement.Limit)) is { } regime:
            {
                var tending = builder.Build(left);
                return builder.DependsOn(tending, regime.Variable) || note?.Given.Count > 0
                    ? new Comparison(
                        new Limit(tending, regime.Variable, regime.Point, regime.Side),
                        Relation.Equal,
                        builder.Build(right)
                    )
                    : throw new NotUnderstood($"what tends to a limit does not depend on {regime.Variable}");
            }
        }

        if (!TermBuilder.Comparisons.TryGetValue(relation, out var comparison))
        {
            throw new NotUnderstood($"the relation {relation} is not judged");
        }

        if (TermBuilder.IsComplex(left) || TermBuilder.IsComplex(right))
        {
            return comparison is Relation.Equal or Relation.NotEqual
                ? new Comparison(builder.BuildParts(left), comparison, builder.BuildParts(right))
                : throw new NotUnderstood("complex numbers have no order");
        }

        if (comparison == Relation.Equal && Rate(builder, note, step with { Left = left, Right = right }) is { } rate)
        {
            return rate;
        }

        if (
            comparison == Relation.Equal
            && Antiderivative(builder, left, right, step.Statement.Formula) is { } integral
        )
        {
            return integral;
        }

        if (comparison == Relation.Equal && Optimum(builder, left, right) is { } optimum)
        {
            return optimum;
        }

        if (comparison == Relation.Equal && Decimals(builder, left, right) is { } within)
        {
            return within;
        }

        if (comparison == Relation.Equal && (BeforeDots(right) ?? BeforeDots(left)) is var (number, sign))
        {
            var value = builder.Build(BeforeDots(right) is null ? right : left);
            return PrintedNumbers.GoingOn(sign < 0 ? -value : value, number.Digits, Decimal(number)!.Value);
        }

        if (comparison == Relation.Equal && (Decimal(right) ?? Decimal(left)) is { } digit)
        {
            var (one, other) = (builder.Build(left), builder.Build(right));
            return Decimal(right) is null
                ? PrintedNumbers.Claim(other, one, digit)
                : PrintedNumbers.Claim(one, other, digit);
        }

        var (first, second) = (builder.Build(left), builder.Build(right));
        builder.RequireComparable(first, comparison, second);
        return comparison == Relation.Equal && second is Extremum && first is not Extremum
            ? new Comparison(second, comparison, first)
            : new Comparison(first, comparison, second);
    }

    // [a, b] = [−14.3, 14.3]: entry by entry within one unit of the last digit.
    private static Comparison? Decimals(TermBuilder builder, Expression left, Expression right)
    {
        if (
            left is not Delimited { Content: Listing { Items: var values } }
            || right is not Delimited { Content: Listing { Items: var printed } }
            || values.Count != printed.Count
            || !printed.Any(item => Decimal(item) is not null)
        )
        {
            return null;
        }

        var pairs = values.Zip(printed).ToList();
        return new Comparison(
            new Listed(
                pairs
                    .Select(pair =>
                        (Term)new Apply(Function.Abs, [builder.Build(pair.First) - builder.Build(pair.Second)])
                    )
                    .ToSequence()
            ),
            Relation.LessOrEqual,
            new Listed(pairs.Select(pair => (Term)(Decimal(pair.Second) ?? Rational.Zero)).ToSequence())
        );
    }

    private static Comparison Within(TermBuilder builder, Expression left, Expression right, Term unit) =>
        new(new Apply(Function.Abs, [builder.Build(left) - builder.Build(right)]), Relation.LessOrEqual, unit);

    // The quantities that differ between the two cases that a proportionality compares.
    private Sequence<string> Varied(TermBuilder builder, EquationNote? note) =>
        (note?.Varies ?? []).Map(written =>
            builder.Build(FormulaParser.Parse(written, _options).Body) is Symbol(var name)
                ? name
                : throw new NotUnderstood($"'{written}' varies, but it is not a quantity of its own")
        );

    // x ← f moves Q(x) towards T: (Q(f) − Q(x))·(T − Q(x)) ≥ 0, wherever Q(f) stands relative to T.
    private Comparison Moved(TermBuilder builder, UpdateNote update, Expression left, Expression right)
    {
        if (builder.Build(left) is not Symbol updated)
        {
            throw new NotUnderstood($"an update of '{left}', which is not a quantity of its own");
        }

        var moved = builder.Build(FormulaParser.Parse(update.Moves, _options).Body);
        var target = builder.Build(FormulaParser.Parse(update.Towards, _options).Body);
        var after = new At(moved, updated, builder.Build(right));
        return new Comparison((after - moved) * (target - moved), Relation.GreaterOrEqual, Term.Zero);
    }

    // Decimals inside a formula that may stand for the numbers they were rounded from: 0.5, 0.07 and 0.125 are what they
    // are (one digit, or a dyadic fraction), 0.4745 and 0.33 need not be. A side that is one decimal has its own rule.
    private static bool HasRoundedDecimal(Step step) =>
        new[] { step.Left, step.Right }
            .Where(side => step.Relation != "=" || Decimal(side) is null)
            .SelectMany(Names.Nodes)
            .OfType<Numeral>()
            .Select(numeral => numeral.Digits)
            .Where(digits => digits.Contains('.', StringComparison.Ordinal))
            .Any(digits =>
                digits.Count(char.IsAsciiDigit)
                    - digits.TakeWhile(letter => letter is '0' or '.').Count(char.IsAsciiDigit)
                    > 1
                && !(Rational.TryParse(digits, out var value) && System.Numerics.BigInteger.IsPow2(value.Denominator))
            );

    // x → a ⇒ f(x) → b.
    private static Comparison? Tending(TermBuilder builder, Expression premise, Expression conclusion)
    {
        if (
            premise is not Chain { Operands: [var variable, var point], Relations: [{ Symbol: "\\to" }] }
            || conclusion is not Chain { Operands: [var body, var value], Relations: [{ Symbol: "\\to" }] }
        )
        {
            return null;
        }

        if (builder.Build(variable) is not Symbol(var name))
        {
            throw new NotUnderstood("what tends to a limit is not a variable");
        }

        var (at, side) = builder.Point(point);
        var tends = builder.Build(body);
        // A gradient may vanish: how it tends to infinity depends on more than the variable.
        return Names
            .Nodes(body)
            .Any(node =>
                node
                    is Application
                    {
                        Head: Identifier { Name: "\\nabla" } or Scripted { Base: Identifier { Name: "\\nabla" } }
                    }
            )
            ? throw new NotUnderstood("how a gradient tends to a limit depends on more than the variable")
            : new Comparison(new Limit(tends, name, at, side), Relation.Equal, builder.Build(value));
    }

    private Implication Imply(
        TermBuilder builder,
        EquationNote? note,
        Expression premise,
        Expression conclusion,
        Step step
    )
    {
        if (conclusion is not Chain { Operands: [var left, var right], Relations: [var relation] })
        {
            throw new NotUnderstood("the conclusion of an implication is not one relation");
        }

        var proposition = Propose(builder, note, step with { Left = left, Relation = relation.Symbol, Right = right });
        return new Implication([builder.BuildCondition(premise)], proposition);
    }

    // An interval whose ends are terms: two comparisons at once.
    private static Implication Between(TermBuilder builder, Expression element, Expression set)
    {
        if (
            set
            is not Delimited
            {
                Open: "(" or "[",
                Close: ")" or "]",
                Content: Listing { Items: [var low, var high] }
            } interval
        )
        {
            throw new NotUnderstood($"the set '{set}' is not understood");
        }

        // x ∈ [a, b] as: where x ≥ a fails nothing remains to be shown is no claim; so one side is the premise's negation.
        var value = builder.Build(element);
        var lower = new Compare(value, interval.Open == "[" ? Relation.Less : Relation.LessOrEqual, builder.Build(low));
        return new Implication(
            [],
            new Comparison(
                new Piecewise([new Branch(lower, builder.Build(high) + 1)], value),
                interval.Close == "]" ? Relation.LessOrEqual : Relation.Less,
                builder.Build(high)
            )
        );
    }

    private static Rational? Decimal(Expression expression)
    {
        var digits = expression switch
        {
            Numeral numeral => numeral.Digits,
            Additive { Terms: [{ Term: Numeral negative }] } => negative.Digits,
            _ => string.Empty,
        };
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : Rational.Pow(new Rational(1, 10), digits.Length - dot - 1);
    }

    // 3.14159\ldots, and its sign.
    private static (Numeral Number, int Sign)? BeforeDots(Expression side) =>
        side switch
        {
            Additive { Terms: [{ Sign: "-", Term: var negative }] } => BeforeDots(negative) is var (number, sign)
                ? (number, -sign)
                : null,
            Product { Factors: [{ Value: Numeral digits }, { Link: "", Value: Ellipsis }] }
                when Decimal(digits) is not null => (digits, 1),
            _ => null,
        };

    private Approximation Approximate(TermBuilder builder, EquationNote? note, Expression left, Expression right)
    {
        var (one, other) = (builder.Build(left), builder.Build(right));
        if (
            note?.Regime is not { Scale: null } written
            || FormulaParser.Parse(written.Limit, _options).Body
                is not Chain { Operands: [var variable, var point], Relations: [{ Symbol: "\\to" }] }
            || builder.Build(variable) is not Element(Symbol(var array), [_])
            || builder.Shape(new Symbol(array)).Count != 1
        )
        {
            return new Approximation(one, other, RegimeOf(builder, note));
        }

        // All elements of a family tend to infinity, from anywhere, along with one number r; where only exponentials have
        // it, the number w = e^{-r} (or e^{r}) tends to zero instead, which derivatives reach.
        var (at, side) = builder.Point(point);
        var sign = at is Negate ? -1 : 1;
        if (at is Constant { Kind: ConstantKind.Infinity } or Negate(Constant { Kind: ConstantKind.Infinity }))
        {
            var small = builder.Auxiliary("w");
            var (first, second) = (
                Shifting.Shifted(one, array, small, sign),
                Shifting.Shifted(other, array, small, sign)
            );
            return new Approximation(first, second, new Regime(small, Term.Zero, Side.Above, null, written.BigO));
        }

        throw new NotUnderstood(
            $"the regime '{written.Limit}' is not understood: elements of a family tend to infinity"
        );
    }

    private static bool HasDots(Expression side) =>
        BeforeDots(side) is null && Names.Nodes(Latex.Continued.Expand(side)).Any(IsDots);

    private static bool IsDots(Expression term) =>
        term is Ellipsis or TextRun or Delimited { Content: TextRun } or Annotated { Base: TextRun };

    // Sums without the dots (or words such as "higher order terms") that end them.
    private static Expression WithoutDots(Expression side) =>
        side switch
        {
            Additive sum when sum.Terms.Where(term => !IsDots(term.Term)).ToList() is var kept => kept
                is [{ Sign: "+", Term: var only }]
                ? WithoutDots(only)
                : new Additive(kept.Select(term => term with { Term = WithoutDots(term.Term) }).ToSequence()),
            Delimited fence => fence with { Content = WithoutDots(fence.Content) },
            Product product => new Product(
                product.Factors.Map(factor => factor with { Value = WithoutDots(factor.Value) })
            ),
            BigOperator big => big with { Body = WithoutDots(big.Body) },
            Application application => application with { Argument = WithoutDots(application.Argument) },
            Scripted scripted => scripted with { Base = WithoutDots(scripted.Base) },
            _ => side,
        };

    private Regime? RegimeOf(TermBuilder builder, EquationNote? note)
    {
        if (note?.Regime is not { } written)
        {
            return null;
        }

        if (
            FormulaParser.Parse(written.Limit, _options).Body
                is not Chain { Operands: [var variable, var point], Relations: [{ Symbol: "\\to" }] }
            || builder.Build(variable) is not Symbol(var name)
        )
        {
            throw new NotUnderstood($"the regime '{written.Limit}' is not understood: expected 'variable \\to point'");
        }

        var (at, side) = builder.Point(point);
        var scale = written.Scale is null ? null : builder.Build(FormulaParser.Parse(written.Scale, _options).Body);
        return new Regime(name, at, side, scale, written.BigO);
    }

    // The limit that the document writes beside the formula, or in the sentence before.
    private static Regime? RegimeOf(TermBuilder builder, Chain? limit)
    {
        if (limit is not { Operands: [var variable, var point] })
        {
            return null;
        }

        if (builder.Build(variable) is not Symbol(var name))
        {
            throw new NotUnderstood("what tends to a point is no quantity of its own");
        }

        var (at, side) = builder.Point(point);
        if (at is not (Constant { Kind: ConstantKind.Infinity } or Negate(Constant { Kind: ConstantKind.Infinity })))
        {
            // Only a real number can come near to a point.
            builder.Restrict(name, Domain.Real, Provenance.Text);
        }

        return new Regime(name, at, side, null, false);
    }

    // f = g + O(h), or g + o(h), with a regime.
    private Proposition? Rate(TermBuilder builder, EquationNote? note, Step step)
    {
        var (left, right) = (step.Left, step.Right);
        var terms = right is Additive sum ? sum.Terms.ToList() : [new Addend("+", right)];
        var little = step.Statement.Limit is not null || note?.Regime is not null;
        if (
            terms.Find(term =>
                term.Term is Application { Head: Identifier { Name: var name } }
                && (name == "O" || little && name == "o")
            )
            is not { Term: Application { Argument: Delimited bound, Head: Identifier { Name: var symbol } } } order
        )
        {
            return null;
        }

        var regime = RegimeOf(builder, note) ?? RegimeOf(builder, step.Statement.Limit);
        if (regime is null && symbol == "O" && builder.NaturalIn(builder.Build(bound.Content)) is { } natural)
        {
            // A natural number tends to infinity or nowhere.
            regime = new Regime(natural, Term.Infinity, Side.Both, null, false);
        }

        if (regime is null)
        {
            throw new NotUnderstood("O(·) without the limit in which it is meant: declare it (regime)");
        }

        terms.Remove(order);
        if (symbol == "o")
        {
            // The difference divided by what is in o(·) tends to 0.
            return new Approximation(
                builder.Build(left),
                terms.Count > 0 ? builder.Build(new Additive(terms.ToSequence())) : Term.Zero,
                regime with
                {
                    Scale = builder.Build(bound.Content),
                    BigO = false,
                }
            );
        }

        var rest = builder.Build(left);
        if (terms.Count > 0)
        {
            rest -= builder.Build(new Additive(terms.ToSequence()));
        }

        return new Rate(rest, builder.Build(bound.Content), regime.Variable, regime.Point, regime.Side);
    }

    // Indefinite integrals: both sides have the same derivative.
    private static Comparison? Antiderivative(TermBuilder builder, Expression left, Expression right, Expression whole)
    {
        var integrals = Names
            .Nodes(left)
            .Concat(Names.Nodes(right))
            .OfType<BigOperator>()
            .Where(big => big is { Operator: "\\int", Lower: null, Upper: null })
            .ToList();
        if (integrals.Count == 0 || builder.IntegralRange is not null || builder.World is not null)
        {
            return null;
        }

        // The chain's other integrals may say it: ∫ f dg after ∫ f g' dx.
        var variables = TermBuilder.Differentials(whole).Select(differential => differential.Variable).ToList();
        var variable =
            variables.Find(Names.IsName)
            ?? throw new NotUnderstood("an integral does not say over which variable it is taken");
        var by = builder.Build(variable);
        return by is Symbol or Element(Symbol, _)
            ? new Comparison(Differentiated(builder, left, by), Relation.Equal, Differentiated(builder, right, by))
            : throw new NotUnderstood("an integral over what is not a variable");
    }

    private static Term Differentiated(TermBuilder builder, Expression side, Term by)
    {
        switch (side)
        {
            case Additive sum:
                return new Add(
                    sum.Terms.Map(term =>
                        term.Sign switch
                        {
                            "+" => Differentiated(builder, term.Term, by),
                            "-" => new Negate(Differentiated(builder, term.Term, by)),
                            _ => throw new NotUnderstood($"the sign {term.Sign} stands for more than one value"),
                        }
                    )
                );
            case BigOperator { Operator: "\\int", Lower: null, Upper: null } integral:
                var differential = TermBuilder.Differentials(integral.Body) is [var only]
                    ? only
                    : throw new NotUnderstood("an integral in several variables");
                var integrand = builder.Build(TermBuilder.WithoutDifferential(integral.Body));
                // ∫ f dg = ∫ f g' dx.
                return Names.IsName(differential.Variable) && builder.Build(differential.Variable).Equals(by)
                    ? integrand
                    : integrand * new Derivative(builder.Build(differential.Variable), by);
            case Product product
                when product.Factors.Count(factor => factor.Value is BigOperator { Operator: "\\int" }) == 1:
                var factors = product
                    .Factors.Select(factor =>
                        factor.Value is BigOperator
                            ? Differentiated(builder, factor.Value, by)
                            : Constant(builder.Build(factor.Value))
                    )
                    .ToSequence();
                return new Multiply(factors);
            default:
                return Names.Nodes(side).Any(node => node is BigOperator { Operator: "\\int" })
                        ? throw new NotUnderstood("an integral stands inside of another operation")
                    : builder.Build(side) is var value && builder.DependsOn(value, by.RootName())
                        ? new Derivative(value, by)
                    : Term.Zero;
        }

        Term Constant(Term factor) =>
            factor.FreeNames().Contains(by.RootName())
                ? throw new NotUnderstood("an integral is multiplied by what depends on its variable")
                : factor;
    }

    // x = \arg\min_s f(s) as a statement about f.
    private static OptimumAt? Optimum(TermBuilder builder, Expression left, Expression right)
    {
        var (point, operation) =
            right is BigOperator { Operator: "\\arg\\min" or "\\arg\\max" } big ? (left, big)
            : left is BigOperator { Operator: "\\arg\\min" or "\\arg\\max" } other ? (right, other)
            : (null, null);
        if (
            operation is null
            || point is BigOperator
            || builder.Build(operation) is not Extremum(var kind, var variable, var body)
        )
        {
            return null;
        }

        return new OptimumAt(
            kind == ExtremumKind.ArgMin ? ExtremumKind.Min : ExtremumKind.Max,
            variable,
            body,
            builder.Build(point!)
        );
    }
}
