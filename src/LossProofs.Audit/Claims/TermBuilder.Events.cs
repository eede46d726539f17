// Probabilities of events, entropies, mutual informations and divergences in a claim's joint law.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // ---- events ----

    private Term ProbabilityOf(string law, Expression argument)
    {
        var content = argument is Delimited fence ? fence.Content : argument;
        while (content is Delimited { Open: "\\{" or "(" or "[" } inner)
        {
            content = inner.Content;
        }

        var (left, right) = content is Barred { Bar: "|" } barred ? (barred.Left, barred.Right) : (content, null);
        if (!World!.HasEvents)
        {
            return QuantityNotation.ListOf(right) is { } conditions
                ? MeanOfLetters(law, null, conditions, () => Indicator(left))
                : throw new NotUnderstood($"what a probability is given, '{Shortened(right!)}', is not followed");
        }

        return right is null
            ? Happens(law, left)
            : Happens(law, new Connected("\\land", [left, right])) / Happens(law, right);
    }

    private Term ProbabilityOf(string law, Slots slots)
    {
        if (slots.Asked.Concat(slots.Given).Any(slot => !QuantityNotation.IsCapital(slot.Value)))
        {
            throw new NotUnderstood("events and values of quantities in one formula");
        }

        var given = slots.Given.Select(slot => slot.Key).ToHashSet();
        var all = slots.Asked.Select(slot => slot.Key).Concat(given).ToHashSet();
        return given.Count == 0 ? Sum(all) : Sum(all) / Sum(given);

        Term Sum(HashSet<string> happening) => OfEvents(law, happening, happens => happening.All(key => happens[key]));
    }

    private Piecewise Indicator(Expression condition)
    {
        var parts = condition is Listing { Separator: "," } listing ? listing.Items : [condition];
        var conditions = parts.Map(BuildCondition);
        return new Piecewise([new Branch(conditions is [var only] ? only : new All(conditions), Term.One)], Term.Zero);
    }

    private Term Happens(string law, Expression happening)
    {
        var letters = Names
            .Nodes(happening)
            .Select(node => EventNotation.IsComplement(node) ? EventNotation.Complemented(node) : node)
            .Where(node =>
                QuantityNotation.IsCapital(node) && QuantityNotation.Key(node) is { } key && IsEvent(law, key)
            )
            .Select(node => QuantityNotation.Key(node)!)
            .ToHashSet();
        return OfEvents(law, letters, happens => Holds(happening, happens));
    }

    private bool IsEvent(string law, string key) => World!.Quantities(law).Contains(key);

    // The sum over the ways in which it can happen; events after the last that counts are left out.
    private Term OfEvents(string law, HashSet<string> letters, Func<Dictionary<string, bool>, bool> holds)
    {
        var keys = World!.Quantities(law).ToList();
        var count = keys.FindLastIndex(letters.Contains) + 1;
        if (letters.Any(letter => !keys.Contains(letter)))
        {
            throw new NotUnderstood("an event of another law");
        }

        var terms = new List<Term>();
        for (var way = 0; way < 1 << count; way++)
        {
            var happens = Enumerable.Range(0, count).ToDictionary(at => keys[at], at => (way >> at & 1) == 0);
            if (holds(happens))
            {
                var factors = Enumerable.Range(0, count).Select(place => EventFactor(law, keys, place, happens));
                terms.Add(Simplifying.Product([.. factors]));
            }
        }

        return Simplifying.Sum([.. terms]);
    }

    private Term EventFactor(string law, List<string> keys, int place, Dictionary<string, bool> happens)
    {
        var before = keys.Take(place).ToList();
        var key = keys[place];
        if (World!.Forced(key, before.ToDictionary(other => other, other => happens[other])) is { } forced)
        {
            return happens[key] == forced ? Term.One : Term.Zero;
        }

        Term likely;
        switch (World!.Dependence)
        {
            case Dependence.Uniform:
                return new Number(new LossProofs.Reals.Rational(1, 2));
            case Dependence.Exclusive when before.Exists(other => happens[other]):
                return happens[key] ? Term.Zero : Term.One;
            case Dependence.Independent:
                likely = Chance(LawName(law, key, []), []);
                break;
            case Dependence.Identical:
                likely = Chance(LawName(law, keys[0], []), []);
                break;
            default:
                likely = Chance(LawName(law, key, before), before.ConvertAll(other => happens[other] ? 1 : 2));
                break;
        }

        return happens[key] ? likely : Simplifying.Sum(Term.One, Simplifying.Negative(likely));
    }

    private Term Chance(string name, List<int> at)
    {
        Note(new Variable(name, at.Select(_ => (Term)2).ToSequence(), Domain.Unit, Provenance.BuiltIn));
        _ofWorld.Add(name);
        return at.Count == 0
            ? new Symbol(name)
            : new Element(new Symbol(name), at.Select(index => (Term)index).ToSequence());
    }

    private static bool Holds(Expression happening, Dictionary<string, bool> happens)
    {
        switch (happening)
        {
            case Delimited { Content: var inner }:
                return Holds(inner, happens);
            case var whole when EventNotation.IsWhole(whole):
                return true;
            case var nothing when EventNotation.IsNothing(nothing):
                return false;
            case var complement when EventNotation.IsComplement(complement):
                return !Holds(EventNotation.Complemented(complement), happens);
            case Product { Factors: [{ Value: Identifier { Name: "\\neg" or "\\lnot" } }, { Value: var inner }] }:
                return !Holds(inner, happens);
            case Product product
                when product.Factors.All(factor => factor.Link.Length == 0 && QuantityNotation.IsCapital(factor.Value)):
                return product.Factors.All(factor => Holds(factor.Value, happens));
            case Listing { Separator: ",", Items: var items }:
                return items.All(item => Holds(item, happens));
            case Connected { Connective: "\\land", Operands: var parts }:
                return parts.All(part => Holds(part, happens));
            case Connected { Connective: "\\lor", Operands: var parts }:
                return parts.Any(part => Holds(part, happens));
            case Additive sum when sum.Terms.Skip(1).All(term => term.Sign == "\\cap"):
                return sum.Terms.All(term => Holds(term.Term, happens));
            case Additive sum when sum.Terms.Skip(1).All(term => term.Sign == "\\cup"):
                return sum.Terms.Any(term => Holds(term.Term, happens));
            case Additive { Terms: [{ Term: var whole }, { Sign: "\\setminus", Term: var without }] }:
                return Holds(whole, happens) && !Holds(without, happens);
            case Identifier
            or Scripted
                when QuantityNotation.IsCapital(happening)
                    && QuantityNotation.Key(happening) is { } key
                    && happens.TryGetValue(key, out var value):
                return value;
            default:
                throw new NotUnderstood($"the event '{Shortened(happening)}' is not followed");
        }
    }

    // ---- entropies ----

    private Term EntropyOf(Expression argument)
    {
        if (World!.LawLetters(argument) is { Count: > 0 } letters)
        {
            return letters is [.. { Count: 1 or 2 }] && SameQuantities(letters) && World.Integrated.Count == 0
                ? new Negate(
                    OverValues(
                        World.Quantities(letters[0]),
                        values => Weighted(Marginal(letters[0], values), Term.Log(Marginal(letters[^1], values)))
                    )
                )
                : throw new NotUnderstood("an entropy of laws of unlike quantities");
        }

        if (QuantityNotation.PartsOf(argument) is not [var asked, var conditions])
        {
            throw new NotUnderstood("an entropy of what is no list of quantities");
        }

        if (asked.Any(slot => World.Integrated.Contains(slot.Key)))
        {
            throw new NotUnderstood("the entropy of a density");
        }

        // H(Y | X = x) is at one value, H(Y | X) on the average.
        var law = LawOfOperators;
        var fixedAt = conditions
            .Where(slot => slot.Value is Numeral || !QuantityNotation.IsCapital(slot.Value))
            .ToDictionary(slot => slot.Key, IndexOf);
        var averaged = conditions.Where(slot => !fixedAt.ContainsKey(slot.Key)).Select(slot => slot.Key).ToList();
        return new Negate(
            OverValues(
                [.. averaged.Concat(asked.Select(slot => slot.Key)).Distinct().Except(fixedAt.Keys)],
                values =>
                {
                    var given = values
                        .Where(pair => averaged.Contains(pair.Key))
                        .Concat(fixedAt)
                        .ToDictionary(pair => pair.Key, pair => pair.Value);
                    var all = values.Concat(fixedAt).ToDictionary(pair => pair.Key, pair => pair.Value);
                    var joint = Marginal(law, all);
                    var weight = fixedAt.Count == 0 ? joint : joint / Marginal(law, fixedAt);
                    return Weighted(weight, Term.Log(given.Count == 0 ? joint : joint / Marginal(law, given)));
                }
            )
        );
    }

    private Term InformationOf(Expression argument)
    {
        // I(X, Y) is I(X; Y).
        var parts = QuantityNotation.PartsOf(argument) switch
        {
            [var first, var second, var given] => (first, second, given),
            [[var first, var second], var given] => ([first], [second], given),
            _ => ((IReadOnlyList<Slot> First, IReadOnlyList<Slot> Second, IReadOnlyList<Slot> Given)?)null,
        };
        if (parts is not var (left, right, condition) || condition.Any(slot => !QuantityNotation.IsCapital(slot.Value)))
        {
            throw new NotUnderstood("a mutual information of what are no two lists of quantities");
        }

        var law = LawOfOperators;
        return OverValues(
            [.. condition.Concat(left).Concat(right).Select(slot => slot.Key).Distinct()],
            values =>
            {
                var joint = Marginal(law, values);
                var (one, other) = (Of([.. condition, .. left]), Of([.. condition, .. right]));
                return Weighted(
                    joint,
                    Term.Log(condition.Count == 0 ? joint / (one * other) : joint * Of([.. condition]) / (one * other))
                );

                Term Of(List<Slot> slots) =>
                    Marginal(
                        law,
                        slots.DistinctBy(slot => slot.Key).ToDictionary(slot => slot.Key, slot => values[slot.Key])
                    );
            }
        );
    }

    private Term DivergenceOf(Expression argument)
    {
        if (argument is not Barred { Left: var left, Right: var right })
        {
            throw new NotUnderstood("a divergence of what are no two laws");
        }

        if (World!.LawLetters(argument) is { Count: 2 } letters)
        {
            return SameQuantities(letters)
                ? OverValues(
                    World.Quantities(letters[0]),
                    values =>
                    {
                        var weight = Marginal(letters[0], values);
                        return Weighted(weight, Term.Log(weight / Marginal(letters[1], values)));
                    }
                )
                : throw new NotUnderstood("a divergence of laws of unlike quantities");
        }

        // p(x, y) \| p(x) p(y): over the letters that nothing is given for.
        var slots = Names
            .Nodes(left)
            .Concat(Names.Nodes(right))
            .OfType<Application>()
            .Select(application => (Application: application, Slots: World.SlotsOf(application.Argument)))
            .Where(pair => World.LawOf(pair.Application.Head, pair.Slots) is not null)
            .Select(pair => pair.Slots ?? throw new NotUnderstood("a divergence of probabilities of events"))
            .ToList();
        var given = slots.SelectMany(part => part.Given).Select(slot => slot.Key).ToHashSet();
        var over = slots
            .SelectMany(part => part.Asked)
            .Where(slot => !given.Contains(slot.Key))
            .DistinctBy(slot => slot.Key)
            .ToList();
        if (over.Count == 0 || over.Exists(slot => slot.Value is Numeral))
        {
            throw new NotUnderstood("nothing says over what a divergence is taken");
        }

        var names = over.ConvertAll(slot => QuantityNotation.IsCapital(slot.Value) ? slot.Key : Names.Of(slot.Value));
        var (one, other) = names.Aggregate(
            () => (Build(left), Build(right)),
            (Func<(Term, Term)> build, string name) => () => Bound(name, build)
        )();
        var sum = Weighted(one, Term.Log(one / other));
        foreach (var (slot, name) in over.Zip(names).Reverse())
        {
            sum = new Fold(FoldKind.Sum, name, new Span(1, LengthInWorld(slot.Key)), null, sum);
        }

        return Simplifying.Product(Widths(over.Select(slot => slot.Key)), sum);
    }

    private bool SameQuantities(List<string> laws) =>
        laws.TrueForAll(law => World!.Quantities(law).SequenceEqual(World.Quantities(laws[0])));

    private Term OverValues(IReadOnlyList<string> keys, Func<Dictionary<string, Term>, Term> body)
    {
        var values = keys.ToDictionary(key => key, Term (_) => new Symbol(Fresh("k")));
        var sum = body(values);
        foreach (var key in keys.Reverse())
        {
            sum = new Fold(FoldKind.Sum, ((Symbol)values[key]).Name, new Span(1, LengthInWorld(key)), null, sum);
        }

        return sum;
    }

    // 0 log 0 = 0 is part of these definitions.
    private static Term Weighted(Term weight, Term value) =>
        new Piecewise([new Branch(new Compare(weight, Relation.Equal, Term.Zero), Term.Zero)], weight * value);
}
