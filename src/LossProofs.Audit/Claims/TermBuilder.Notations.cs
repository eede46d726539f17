// Notation -> meaning: functions of vectors, families of values that only their arguments index (P(y_i | x_i)), samples
// (y^{(i)}_j), and distributions over what a sum runs over (\sum_x p(x) \log p(x)).
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // Names that a sum or product binds: they count through something, even where they stand as an argument.
    private readonly HashSet<string> _summed = new(StringComparer.Ordinal);

    // A parameter set bold, or one that the body uses with an index, is a vector.
    private bool TakesArray(NameDefinition definition, int place)
    {
        if (!definition.IsFunction)
        {
            return false;
        }

        var parameter = definition.Parameters[place];
        var name = Names.Of(Names.Plain(parameter));
        if (scope.Kinds.RankOf(parameter)?.Rank is { } rank)
        {
            return rank == Rank.Vector
                ? true
                : throw new NotUnderstood($"a function of the matrix {Names.Of(parameter)} is not followed");
        }

        if (parameter is Identifier { Style: LetterStyle.Bold })
        {
            return scope.Survey.Indices(name) > 0;
        }

        var indexed = false;
        foreach (var node in Names.Quantities(definition.Body))
        {
            if (Names.Of(node) == name)
            {
                return false;
            }

            indexed |=
                Scope.Family(node, out var family, out var indices) && indices.Count == 1 && family == name
                || node is Application { Head: var head, Argument: var argument }
                    && Names.Of(head) == name
                    && Names.Arguments(argument) is [Scripted];
        }

        return indexed;
    }

    /// <summary>Whether an expression is a defined function's value at plain names: f(x) where f is defined before.</summary>
    public bool IsDefinedValue(Expression expression) =>
        expression is Application { Head: var head, Argument: Delimited { Open: "(" } argument }
        && Names.IsName(head)
        && Names.Arguments(argument) is { } names
        && Definition(Names.Of(head), names.Count) is { } definition
        && definition.Ordinal < _claim;

    // Probabilities that nothing defines, by their letter: P(y_i | x_i), P(x_i).
    private readonly HashSet<(string Letter, string Name)> _probabilities = [];

    /// <summary>Whether probabilities were taken for numbers of which nothing else is known.</summary>
    public bool GuessesProbabilities { get; private set; }

    /// <summary>
    /// Whether several probabilities of one letter stand in the claim: they obey laws (Bayes, total probability) that nothing
    /// here knows.
    /// </summary>
    public bool HasRelatedProbabilities =>
        _probabilities.GroupBy(probability => probability.Letter).Any(group => group.Count() > 1);

    private readonly HashSet<NameDefinition> _free = [];

    // What a definition says; null for one made in passing that says nothing that could be computed.
    private Term? Understood(NameDefinition definition)
    {
        if (!definition.InPassing && !IsDispensable(definition))
        {
            return Value();
        }

        if (_free.Contains(definition))
        {
            return null;
        }

        var value = Tried(Value, always: definition.InPassing);
        if (value is null)
        {
            _free.Add(definition);
        }

        return value;

        Term Value() => definition.IsFunction ? AtItsOwnSymbols(definition) : Use(definition);
    }

    private Call Called(NameDefinition definition, IReadOnlyList<Expression> arguments)
    {
        // What it is at a value of a random quantity hangs on which value that is, not on how large.
        if (
            World is not null
            && JointWorld.Speaks(definition.Body)
            && arguments.Any(argument =>
                World.OfValue(Names.Of(argument)) is not null || World.OfLetter(argument) is not null
            )
        )
        {
            throw new NotUnderstood(
                $"{definition.Name} is defined by probabilities of {string.Join(", ", definition.Parameters.Select(Names.Of))}"
            );
        }

        var function = ((Symbol)Use(definition)).Name;
        return new Call(
            function,
            arguments
                .Select(
                    (argument, place) =>
                        place < definition.Parameters.Count && TakesArray(definition, place)
                            ? BuildArray(argument)
                            : Build(argument)
                )
                .ToSequence()
        );
    }

    // The bare name of a function means its value at the symbols that it was defined with.
    private Call AtItsOwnSymbols(NameDefinition definition) => Called(definition, [.. definition.Parameters]);

    // y^{(1)} beside y^{(i)}.
    private Scripted? OfKnownSamples(Scripted scripted)
    {
        if (Names.Sampled(scripted, known: true) is not { } sampled)
        {
            return null;
        }

        var bare = sampled with { Subscript = null };
        var family = Names.Of(Names.Family(bare, [], Names.Parts(sampled.Subscript!).Count));
        var rows = Names.Of(Names.Family(bare, [], 2));
        return
            scope.Survey.Indices(family) > 0
            || scope.Survey.Indices(rows) == 2
            || scope.Declaration(family) is not null
            || scope.Definitions(family).Count > 0
            ? sampled
            : null;
    }

    // y^{(i)}_j: an element of the family y^{(\cdot)}; y^{(i)} where that has more indices: a row of it.
    private Term OfSample(Scripted scripted, Scripted sampled)
    {
        var parts = Names.Parts(sampled.Subscript!);
        if (parts.Count == 1)
        {
            var rows = Names.Family(sampled with { Subscript = null }, [], 2);
            if (Lookup(rows) is { } rowsOf)
            {
                return ElementOf(rowsOf, [BuildIndex(parts[0])]);
            }

            if (scope.Survey.Indices(Names.Of(rows)) == 2)
            {
                return ElementOf(GuessFamily(rows, 2), [BuildIndex(parts[0])]);
            }

            if (
                scope.Kinds.RankOf(scripted)?.Rank == Rank.Vector
                && Lookup(scripted) is null
                && Lookup(scripted with { Subscript = null }) is null
            )
            {
                return RowOf(rows, Names.Family(sampled with { Subscript = null }, [], 1), parts[0]);
            }
        }

        return Lookup(scripted with { Subscript = null }) is { } declared && Shape(declared).Count > 0
            ? ElementOf(declared, parts.Skip(1).Select(BuildIndex).ToSequence())
            : BuildIndexed(sampled);
    }

    // What an application stands for that is no function's value: defined as it is written, with its indices or for others.
    private Term? Introduced(Application application)
    {
        var head = Names.Of(application.Head);
        if (application.Argument is not Delimited { Open: "(" } || !Names.IsName(application.Head))
        {
            return null;
        }

        // p(x_i), p(x) of a parameter p that is a distribution.
        if (_bound.GetValueOrDefault(head) > 0 && Names.Arguments(application.Argument) is [var place])
        {
            return Scope.Family(place, out _, out var places)
                ? ElementOf(new Symbol(head), places.Select(BuildIndex).ToSequence())
                : ElementOf(new Symbol(head), [BuildIndex(place)]);
        }

        var (slotted, indices) = Names.Slots(application);
        if (
            indices.Count > 0
            && Definition(Names.Of(slotted)) is { IsFunction: false } family
            && family.Parameters.Count == indices.Count
        )
        {
            return ElementOf(Use(family), indices.Select(BuildIndex).ToSequence());
        }

        if (indices.Count > 0 && scope.Declaration(Names.Of(slotted)) is { Dimensions.Count: > 0 } declared)
        {
            return ElementOf(Use(declared), indices.Select(BuildIndex).ToSequence());
        }

        // p(k | x) where p(y | x) is defined for a class y.
        if (
            Names.Class(application) is var (distribution, @class)
            && Definition(Names.Of(distribution)) is { IsFunction: false, Parameters.Count: 1 } classes
        )
        {
            return ElementOf(Use(classes), [BuildIndex(@class is Chain { Operands: [_, var value] } ? value : @class)]);
        }

        // P(y_i | x_i) where P(y | x) is defined by a formula in y and x.
        var (bare, values) = Names.WithoutIndices(application);
        if (
            scope.Definitions(Names.Of(bare)).FirstOrDefault(version => version.IsFunction) is { } one
            && Definition(Names.Of(bare), one.Parameters.Count) is { } general
        )
        {
            var own = Names.WithoutIndices(bare).Values;
            if (own.Count == values.Count && general.Parameters.All(own.Contains))
            {
                return Called(
                    general,
                    [.. general.Parameters.Select(parameter => values[own.ToList().IndexOf(parameter)])]
                );
            }
        }

        return null;
    }

    // p(x) under a sum over x, P(y_i | x_i), P(x_i; \theta): values of a probability for each index.
    private Term? ProbabilityFamily(Application application, Sequence<string> parameters)
    {
        if (application.Argument is not Delimited { Open: "(" } fence)
        {
            return null;
        }

        if (fence.Content is Identifier outcome && _summed.Contains(Names.Of(outcome)))
        {
            var whole = Distribution(application, fence, outcome);
            return ElementOf(
                Values(whole, [new Symbol($"\\#{Names.Of(outcome)}")], new ProbabilityVector(true)),
                [new Symbol(Names.Of(outcome))]
            );
        }

        // P(Y = i | x): one distribution over the classes.
        if (
            Names.Class(application) is ({ } distribution, Chain { Operands: [_, var @class] })
            && (Names.Runs(@class) || _bound.ContainsKey(Names.Of(@class)))
        )
        {
            var classes = Names.Of(distribution);
            return ElementOf(
                Values(classes, [LengthOf(classes, 0, Names.Of(@class))], new ProbabilityVector(true)),
                [BuildIndex(@class)]
            );
        }

        var (slotted, indices) = Names.Slots(application);
        if (indices.Count == 0)
        {
            return null;
        }

        // Only what stands before the bar is distributed: a positive distribution lies in every domain that is meant.
        var of = fence.Content is Barred barred ? barred.Left : fence.Content;
        var given = fence.Content is Barred { Right: var right } ? right : new Missing();
        var distributed =
            indices.Count == 1
            && Indexed(of, indices[0])
            && !Indexed(given, indices[0])
            && of is not Listing { Separator: "," };
        var name = Names.Of(slotted);
        var lengths = indices.Map(index => LengthOf(name, 0, Names.Of(index)));
        return ElementOf(
            Values(name, lengths, distributed ? new ProbabilityVector(true) : Domain.OpenUnit),
            indices.Select(BuildIndex).ToSequence()
        );

        Symbol Values(string family, Sequence<Term> lengths, Domain domain)
        {
            foreach (var length in lengths)
            {
                NoteLength(length);
            }

            Note(new Variable(family, lengths, domain, Provenance.BuiltIn) { DependsOn = parameters });
            _probabilities.Add((Names.Of(application.Head), family));
            return new Symbol(family);
        }
    }

    // k = c where k runs and nothing else says what c is: one of the values of k.
    private void NoteCompared(Term body, string index, Term length)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (body is Piecewise(var branches, _))
        {
            foreach (var branch in branches)
            {
                InCondition(branch.Condition);
            }
        }

        if (body is Fold { Where: { } where })
        {
            InCondition(where);
        }

        foreach (var child in body.Children())
        {
            NoteCompared(child, index, length);
        }

        void InCondition(Condition condition)
        {
            switch (condition)
            {
                case Compare(Symbol(var left), Relation.Equal or Relation.NotEqual, Symbol(var right))
                    when left == index || right == index:
                    var other = left == index ? right : left;
                    if (
                        !_bound.ContainsKey(other)
                        && !_variables.ContainsKey(other)
                        && !_definitions.ContainsKey(other)
                        && scope.Declaration(other) is null
                    )
                    {
                        NoteLength(length);
                        _variables[other] = new Variable(other, [], new Integers(1, length), Provenance.BuiltIn);
                        _freeIndices.Add(other);
                    }

                    break;
                case All(var conditions):
                    conditions.ToList().ForEach(InCondition);
                    break;
                case Any(var conditions):
                    conditions.ToList().ForEach(InCondition);
                    break;
            }
        }
    }

    // The distribution of each outcome's letter: p(x) and p(y) are two, p(x) and p(x') one.
    private readonly Dictionary<string, string> _outcomes = new(StringComparer.Ordinal);

    /// <summary>Whether the outcomes of one letter p have one distribution, whatever they are called.</summary>
    public bool IsOneDistribution { get; init; }

    /// <summary>Whether one letter p stands for the distributions of several outcomes.</summary>
    public bool SplitsDistributions { get; private set; }

    private string Distribution(Application application, Delimited fence, Identifier outcome)
    {
        var whole = Names.Of(application with { Argument = fence with { Content = new Placeholder() } });
        var letter = Names.Of(outcome);
        if (IsOneDistribution || !_outcomes.TryAdd(whole, letter) && _outcomes[whole] == letter)
        {
            return whole;
        }

        if (_outcomes[whole] == letter)
        {
            return whole;
        }

        SplitsDistributions = true;
        return Names.Of(
            application with
            {
                Argument = fence with { Content = new Scripted(new Placeholder(), outcome, null, 0) },
            }
        );
    }

    private static bool Indexed(Expression expression, Expression index) => Names.Nodes(expression).Contains(index);
}
