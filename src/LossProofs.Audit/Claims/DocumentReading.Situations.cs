// Situations that a claim may be meant in although no formula of its own sentence says so.
using System.Globalization;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    private const int MostReadings = 4;
    private const int MostParts = 10_000;

    // As many conditions that a section states before a claim are tried.
    private const int MostSituations = 8;

    // The inline, heading and display formulas of each section that may say in which case the text goes on.
    private ILookup<int, (int Ordinal, Expression Formula)>? _situations;

    // The inline formulas of each section.
    private ILookup<int, InlineStatement>? _inline;

    private IEnumerable<Expression> InlineBefore(Equation equation, Nearby near) =>
        (_inline ??= _surroundings.Inline.ToLookup(inline => inline.Section))[near.Section]
            .Where(inline => inline.Ordinal < equation.Ordinal)
            .Select(inline => inline.Formula);

    private IEnumerable<Reading> Situated(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        List<Reading> readings
    )
    {
        var first = readings[0];
        if (Prose.Situations.Of(near.Words, !IsOfDefinitionBefore(equation, first)) is { } words)
        {
            yield return Nothing($"a formula for a situation that only words state ('{words}')");
        }

        if (near.Words.Cue(Category.Title) is { Phrase: var title })
        {
            yield return Nothing($"a formula for the situation of its section ('{title}')");
        }

        var derivative = HasDerivative(step.Left) || HasDerivative(step.Right);
        if (near.Liberties.Dropped is { } dropped && !(derivative && near.Liberties.OnlyConstants))
        {
            yield return Nothing($"a formula in which something is left out ('{dropped}')");
        }

        if (derivative && near.Liberties.Held is { } held)
        {
            yield return Nothing($"a derivative that holds something fixed ('{held}')");
        }

        if (near.NewQuantity is { } quantity && (derivative || Names.IsName(step.Left)))
        {
            yield return Nothing($"a formula about '{quantity}', which the text has not named before");
        }

        if (Concluded(first) is { } concluded)
        {
            yield return Nothing($"a formula about {concluded}, of which a formula before only concludes something");
        }

        if (ValueFromElsewhere(equation, near, first) is { } given)
        {
            yield return Nothing($"a formula for another {given} than a formula elsewhere gives it");
        }

        if (IsWholeIntegral(step.Left, step.Right) || IsWholeIntegral(step.Right, step.Left))
        {
            yield return Nothing("an integral over the whole range");
        }

        // A label that the formula does not write may have been settled by words: for a positive example.
        var written = Names
            .Nodes(step.Left)
            .Concat(Names.Nodes(step.Right))
            .Where(Names.IsName)
            .Select(Names.Of)
            .ToHashSet();
        foreach (var reading in readings.Take(MostReadings))
        {
            foreach (
                var variable in reading.Context.Variables.Where(variable =>
                    variable is { Dimensions.Count: 0, Domain: Finite { Values.Count: <= 4 } }
                    && !written.Contains(variable.Name)
                )
            )
            {
                foreach (var value in ((Finite)variable.Domain).Values)
                {
                    yield return Where(reading, new Symbol(variable.Name), value, $"{variable.Name} = {value}");
                }
            }
        }

        foreach (var reading in Arranged(near, first))
        {
            yield return reading;
        }

        if (Renamed(equation, near, first) is { } renamed)
        {
            yield return Nothing($"a formula for {renamed}");
        }

        if (IsAboutOtherDraws(equation, note, near, step))
        {
            yield return Nothing("an expectation of a quantity that the section restricts");
        }

        foreach (var situation in SituationsBefore(equation, near))
        {
            if (InSituation(equation, note, near, step, first, written, situation) is { } reading)
            {
                yield return reading;
            }
        }

        foreach (var reading in OnPieces(step, first))
        {
            yield return reading;
        }

        if (Partially(step, first) is { } partial)
        {
            yield return partial;
        }
    }

    // "For the hyperbolic tangent f(x) = …, the derivative is": what the sentence places the display before in is what
    // that one defines, and this one is about.
    private bool IsOfDefinitionBefore(Equation equation, Reading first) =>
        first.Context.Definitions.Any(definition =>
            _scope.Definitions(definition.Name.Split('@')[0]) is [{ InPassing: false, Ordinal: var ordinal }]
            && ordinal == equation.Ordinal - 1
        );

    // What the words of the section say of quantities together: targets that sum to one, vectors of unit length.
    private IEnumerable<Reading> Arranged(Nearby near, Reading first)
    {
        var arrays = first.Context.Variables.Where(IsAnyArray).ToList();
        if (arrays.Count > 0 && near.Words.Cue(Category.Arrangement) is { Phrase: var cue })
        {
            yield return Nothing($"a formula for arrays that words describe ('{cue}')");
        }

        // A vector of weights or targets is often declared with less than is meant.
        var vectors = arrays.Where(array => array.Dimensions.Count == 1).ToList();
        foreach (
            var chosen in vectors
                .Take(4)
                .Select(vector => (List<Variable>)[vector])
                .Concat(
                    // All of them, unless their notation alone makes them vectors.
                    vectors.Count > 1
                    && (
                        near.Words.Has(Category.SumToOne)
                        || vectors.TrueForAll(vector => vector.Provenance is Provenance.Declared or Provenance.Text)
                    )
                        ? [vectors]
                        : []
                )
        )
        {
            yield return first with
            {
                Context = first.Context with
                {
                    Variables = first.Context.Variables.Map(variable =>
                        chosen.Contains(variable) ? variable with { Domain = new ProbabilityVector(false) } : variable
                    ),
                },
                Note = $"a formula for {string.Join(", ", chosen.Select(array => array.Name))} that sums to one",
            };
        }

        var (sums, equals) = (near.Words.Has(Category.SumToOne), near.Words.Has(Category.Equality));
        var numbers = first
            .Context.Variables.Where(variable => variable is { Dimensions.Count: 0, Domain: RealInterval })
            .Select(variable => new Symbol(variable.Name))
            .Take(5)
            .ToList();
        foreach (
            var (one, other) in numbers.SelectMany(
                (one, place) => numbers.Skip(place + 1).Select(other => (one, other))
            )
        )
        {
            if (sums)
            {
                yield return Where(first, one + other, Rational.One, $"{one.Name} + {other.Name} = 1");
            }

            if (equals)
            {
                yield return Where(first, one - other, Rational.Zero, $"{one.Name} = {other.Name}");
            }
        }

        static bool IsAnyArray(Variable variable) => variable is { Dimensions.Count: > 0, Domain: RealInterval };
    }

    // What is defined by cases may be spoken of in one of them: "outliers have a bounded influence". A formula that tells the
    // cases apart itself is about all of them.
    private static IEnumerable<Reading> OnPieces(Step step, Reading first)
    {
        if (
            Names
                .Nodes(step.Left)
                .Concat(Names.Nodes(step.Right))
                .Any(node =>
                    node
                        is Cases
                            or Identifier { Name: "\\max" or "\\min" }
                            or BigOperator { Operator: "\\max" or "\\min" }
                )
        )
        {
            yield break;
        }

        var conditions = first
            .Context.Definitions.SelectMany(definition => Parts(definition.Body))
            .SelectMany(Pieces)
            .Where(condition =>
                condition.FreeNames().All(name => first.Context.Variable(name) is { Dimensions.Count: 0 })
            )
            .Distinct()
            .Take(MostSituations);
        foreach (var condition in conditions)
        {
            yield return first with
            {
                Context = first.Context with
                {
                    Hypotheses = [.. first.Context.Hypotheses, new Hypothesis(condition, Provenance.Text, "one case")],
                },
                Note = "a formula for one case of a definition",
            };
        }

        static IEnumerable<Condition> Pieces(Term term) =>
            term switch
            {
                Piecewise piecewise => piecewise.Branches.SelectMany(branch => Both(branch.Condition)),
                Apply { Function: Function.Max or Function.Min, Arguments: [var one, var other] } =>
                [
                    new Compare(one, Relation.Greater, other),
                    new Compare(one, Relation.Less, other),
                ],
                Apply { Function: Function.Abs, Arguments: [var inner] } =>
                [
                    new Compare(inner, Relation.Greater, Term.Zero),
                    new Compare(inner, Relation.Less, Term.Zero),
                ],
                _ => [],
            };

        // Equal and different indices are told apart elsewhere.
        static IEnumerable<Condition> Both(Condition condition) =>
            condition is Compare(var left, var relation, var right)
            && relation switch
            {
                Relation.Less or Relation.LessOrEqual => Relation.Greater,
                Relation.Greater or Relation.GreaterOrEqual => Relation.Less,
                _ => (Relation?)null,
            }
                is { } opposite
                ? [condition, new Compare(left, opposite, right)]
                : [];
    }

    // What is concluded of a name may be wrong itself: nothing that rests on it is shown to be false.
    private string? Concluded(Reading first) =>
        first
            .Context.Definitions.Where(definition => definition.Provenance == Provenance.Text)
            .Select(definition => definition.Name.Split('@'))
            .Where(name =>
                _scope
                    .Definitions(name[0])
                    .Any(version =>
                        version.IsConcluded
                        && (name.Length == 1 || name[1] == version.Ordinal.ToString(CultureInfo.InvariantCulture))
                    )
            )
            .Select(name => name[0])
            .FirstOrDefault();

    // T = 5 of another section, or in passing: which value is meant here is not said.
    private string? ValueFromElsewhere(Equation equation, Nearby near, Reading first) =>
        first
            .Context.Definitions.Where(definition =>
                definition.Provenance == Provenance.Text
                && definition.Parameters.Count == 0
                && definition.Dimensions.Count == 0
                && !definition.Body.FreeNames().Any()
            )
            .Select(definition => definition.Name.Split('@')[0])
            .FirstOrDefault(name =>
                _scope.Definitions(name).LastOrDefault(version => version.Ordinal <= equation.Ordinal)
                    is not { InPassing: false } version
                || _surroundings.Section(version.Ordinal) != near.Section
            );

    // "Now $L = …$": words that give a name another value than its definition has.
    private Expression? Renamed(Equation equation, Nearby near, Reading first) =>
        InlineBefore(equation, near)
            .FirstOrDefault(formula =>
                formula is Chain { Operands: [var name, var value, ..], Relations: [{ Symbol: "=" }, ..] }
                && Names.IsName(name)
                && !IsNumber(value)
                && !Names.IsName(value)
                && IsDefined(first.Context, Names.Of(name))
                && _scope.Definitions(Names.Of(name)).All(version => !version.Body.Equals(value))
            );

    // X ∈ {−1, 1}, said in the section of an X whose law was stated otherwise.
    private bool IsAboutOtherDraws(Equation equation, EquationNote? note, Nearby near, Step step)
    {
        if (!Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).Any(IsMoment))
        {
            return false;
        }

        var restrictions = InlineBefore(equation, near)
            .Where(formula => formula is Chain { Relations: [{ Symbol: "\\in" }] })
            .ToList();
        if (restrictions.Count == 0)
        {
            return false;
        }

        try
        {
            var builder = new TermBuilder(_scope, equation.Ordinal, Chosen(note))
            {
                AtSolution = note?.Given.Count > 0,
                IntegralRange = note?.Over,
                Randomness = RandomnessAt(equation, note),
            };
            Build(builder, note, near, step, string.Empty, out _);
            return builder.UsedLaws.Any() && restrictions.Exists(restriction => IsAboutDraws(restriction, builder));
        }
        catch (NotUnderstood)
        {
            return false;
        }
    }

    private static bool IsMoment(Expression node) =>
        node is Application { Head: var head } && Randomness.IsOperator(head);

    // An integral without bounds that equals what its variable does not occur in.
    private static bool IsWholeIntegral(Expression side, Expression value) =>
        Names.Nodes(side).Any(node => node is BigOperator { Operator: "\\int", Lower: null, Upper: null })
        && TermBuilder.Differentials(side).Select(differential => differential.Variable).ToList() is [var variable, ..]
        && !Names.Nodes(value).Contains(variable);

    private static Reading Where(Reading reading, Term term, Rational value, string text)
    {
        var condition = new Compare(term, Relation.Equal, new Number(value));
        return reading with
        {
            Context = reading.Context with
            {
                Hypotheses = [.. reading.Context.Hypotheses, new Hypothesis(condition, Provenance.Text, text)],
            },
            Note = $"a formula for {text}",
        };
    }

    private IEnumerable<Expression> SituationsBefore(Equation equation, Nearby near)
    {
        _situations ??= _surroundings
            .Inline.Select(inline => (inline.Section, inline.Ordinal, inline.Formula))
            .Concat(_surroundings.Titles.Select(title => (title.Section, title.Ordinal, title.Formula)))
            .Concat(
                // A display counts for those after it.
                _surroundings.Displays.Select(display =>
                    (_surroundings.Section(display.Ordinal), display.Ordinal, display.Formula)
                )
            )
            .Where(statement => IsSituation(statement.Formula))
            .ToLookup(statement => statement.Item1, statement => (statement.Ordinal, statement.Formula));
        return _situations[near.Section]
            .Where(statement => statement.Ordinal < equation.Ordinal)
            .OrderByDescending(statement => statement.Ordinal)
            .Select(statement => statement.Formula)
            .Distinct()
            .Take(MostSituations);
    }

    // "Suppose that $x > 0$. Then …": the claim under what its section has supposed before it.
    private List<Reading> Supposed(Equation equation, EquationNote? note, Nearby near, Step step, Reading first)
    {
        var written = Names
            .Nodes(step.Left)
            .Concat(Names.Nodes(step.Right))
            .Where(Names.IsName)
            .Select(Names.Of)
            .ToHashSet();
        return _surroundings
            .Inline.Where(inline =>
                inline.Section == near.Section
                && inline.Ordinal < equation.Ordinal
                && IsSituation(inline.Formula)
                && near.Words.Lexicon.Has(Category.Assumption, inline.Sentence)
            )
            .Select(inline => inline.Formula)
            .Distinct()
            .TakeLast(MostSituations)
            .Select(situation => InSituation(equation, note, near, step, first, written, situation))
            .OfType<Reading>()
            .ToList();
    }

    // γ = 2, T \to 0, a \geq b: no definition, and nothing that would have to be computed.
    private static bool IsSituation(Expression formula) =>
        formula is Chain { Operands: [var left, var right], Relations: [{ Symbol: var relation }] }
        && relation switch
        {
            "=" or "\\to" => Names.IsName(left) && (IsNumber(right) || Names.IsName(right)),
            "<" or ">" or "\\leq" or "\\geq" => Names.Nodes(formula).All(IsPlain),
            _ => false,
        };

    private static bool IsPlain(Expression node) =>
        node
            is Chain
                or Identifier
                or Scripted
                or Numeral
                or Additive
                or Product
                or Delimited
                or Quotient
                or Fraction
                or Missing;

    private static bool IsNumber(Expression side) =>
        !Names.Nodes(side).Any(node => node is not (Numeral or Additive or Quotient or Fraction));

    // The claim where the situation holds; null where it is about other things, or written for all of them.
    private Reading? InSituation(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        Reading first,
        HashSet<string> written,
        Expression situation
    )
    {
        var (left, relation, right) = ((Chain)situation) switch
        {
            { Operands: [var one, var other], Relations: [{ Symbol: var symbol }] } => (one, symbol, other),
            _ => throw new InvalidOperationException("a situation is one relation"),
        };
        var name = Names.Of(left);
        if (relation is "=" or "\\to")
        {
            // What the claim writes it does not fix: d/dp at p = 1 says the value.
            if (written.Contains(name) && IsNumber(right))
            {
                return null;
            }

            if (
                first.Context.Variable(name) is not { Dimensions.Count: 0 } variable
                || ValueOf(right) is { } value && !Contains(variable.Domain, value)
            )
            {
                return null;
            }

            situation = new Chain([left, right], [new RelationSign("=")]);
        }
        else if (Names.Nodes(situation).Any(node => Names.IsName(node) && IsDefined(first.Context, Names.Of(node))))
        {
            // A relation that a defined quantity has is a claim, which may be false.
            return null;
        }

        if (
            !Names
                .Nodes(situation)
                .Any(node =>
                    Names.IsName(node) && first.Context.Variable(Names.Of(node)) is not null
                    || Scope.Family(node, out var family, out _) && first.Context.Variable(family) is not null
                )
        )
        {
            return null;
        }

        try
        {
            var builder = new TermBuilder(_scope, equation.Ordinal, Chosen(note))
            {
                AtSolution = note?.Given.Count > 0,
                IntegralRange = note?.Over,
                Randomness = RandomnessAt(equation, note),
            };
            var reading = Build(
                builder,
                note,
                near with
                {
                    Conditions = [.. near.Conditions, situation],
                },
                step,
                $"a formula for {situation}",
                out _
            );
            return Same(reading.Context, first.Context) ? null : reading;
        }
        catch (NotUnderstood)
        {
            return null;
        }
    }

    private static Rational? ValueOf(Expression side) =>
        side switch
        {
            Numeral { Digits: var digits } when Rational.TryParse(digits, out var value) => value,
            Additive { Terms: [{ Sign: "-", Term: var term }] } when ValueOf(term) is { } value => -value,
            Quotient { Numerator: var above, Denominator: var below } => Ratio(above, below),
            Fraction { Numerator: var above, Denominator: var below } => Ratio(above, below),
            _ => null,
        };

    private static Rational? Ratio(Expression above, Expression below) =>
        (ValueOf(above), ValueOf(below)) is ({ } one, { } other) && other != Rational.Zero ? one / other : null;

    private static bool Contains(Domain domain, Rational value) =>
        domain switch
        {
            RealInterval interval => (
                interval.Lower is not { } low || value > low || (interval.LowerClosed && value == low)
            ) && (interval.Upper is not { } high || value < high || (interval.UpperClosed && value == high)),
            Finite finite => finite.Values.Contains(value),
            _ => true,
        };

    // ∂f/∂x of an f that is written with another name y = y(x): y may be held fixed. Only a ∂ leaves that open.
    private static Reading? Partially(Step step, Reading first)
    {
        if (
            !Names
                .Nodes(step.Left)
                .Concat(Names.Nodes(step.Right))
                .Any(node => node is DerivativeQuotient { Sign: "\\partial" })
            || first.Proposition is not Comparison comparison
        )
        {
            return null;
        }

        var bodies = Bodies(comparison.Left).Concat(Bodies(comparison.Right)).ToHashSet();
        var between = first
            .Context.Definitions.Where(definition =>
                definition is { Parameters.Count: 0, Dimensions.Count: 0 }
                && !bodies.Contains(definition.Name)
                && (
                    first.Context.Definitions.Any(other =>
                        bodies.Contains(other.Name) && other.Body.FreeNames().Contains(definition.Name)
                    )
                )
            )
            .ToList();
        return between.Count == 0
            ? null
            : first with
            {
                Context = first.Context with
                {
                    Definitions = first
                        .Context.Definitions.Where(definition => !between.Contains(definition))
                        .ToSequence(),
                    Variables =
                    [
                        .. first.Context.Variables,
                        .. between.Select(definition => new Variable(
                            definition.Name,
                            [],
                            Domain.Real,
                            Provenance.Text
                        )),
                    ],
                },
                Note = $"a partial derivative that holds {between[0].Name.Split('@')[0]} fixed",
            };

        static IEnumerable<string> Bodies(Term side) =>
            Parts(side)
                .OfType<Derivative>()
                .Select(derivative => derivative.Body)
                .OfType<Symbol>()
                .Select(body => body.Name);
    }

    // The parts of a term, a bounded number of them.
    private static IEnumerable<Term> Parts(Term root)
    {
        var stack = new Stack<Term>([root]);
        for (var left = MostParts; left > 0 && stack.TryPop(out var term); left--)
        {
            yield return term;
            foreach (var child in term.Children())
            {
                stack.Push(child);
            }
        }
    }

    // Definitions carry their version: L@3.
    private static bool IsDefined(Context context, string name) =>
        context.Definitions.Any(definition => definition.Name.Split('@')[0] == name);

    private static bool HasDerivative(Expression side) =>
        Names
            .Nodes(side)
            .Any(node => node is DerivativeQuotient or Scripted { Primes: > 0 } or Identifier { Name: "\\nabla" });
}
