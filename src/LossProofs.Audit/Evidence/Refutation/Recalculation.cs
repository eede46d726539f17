// The checker's own route to a value: it evaluates the claim as it was read (definitions called, not unfolded;
// derivatives by numbers with nilpotent parts, not symbolically; sums from the far end), sharing no code with Evaluator.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Evaluates a reading at an assignment, in its own way.</summary>
internal sealed partial class Recalculation(
    Context context,
    IReadOnlyDictionary<string, Worth> values,
    int bits,
    Budget budget
)
{
    private const int MostDerivatives = 6;

    private readonly List<(string Name, Worth? Value, bool IsDefinition)> _scope = [];
    private readonly List<(string Name, int[] Indices, int Bit)> _perturbations = [];
    private int _depth;

    /// <summary>Printed decimals of two digits and more stand for all numbers that are rounded to them.</summary>
    public bool Widened { get; init; }

    public static Worth? Of(ExactValue value, int bits) =>
        value switch
        {
            ExactNumber(var number) => new Worth.Single(Perturbed.Of(Part.Of(number))),
            ExactClosed(var term) => new Recalculation(
                Context.Empty,
                new Dictionary<string, Worth>(),
                bits,
                new Budget(1_000)
            ).Number(term)
                is { } part
                ? Single(part)
                : null,
            ExactArray(var entries) => Many(entries.Select(entry => Of(entry, bits))),
            ExactSet(var members) => new Worth.Set([.. members]),
            _ => null,
        };

    /// <summary>The enclosure of a single number, or null.</summary>
    public Part? Number(Term term) => Scalar(term) is { IsPlain: true } number ? number.Main : null;

    public Worth? Evaluate(Term term)
    {
        if (!budget.Spend(1) || _depth > 3 * Rewriting.MaximumDepth)
        {
            return null;
        }

        _depth++;
        try
        {
            return Compute(term);
        }
        finally
        {
            _depth--;
        }
    }

    public bool? Holds(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => Evaluate(left) is { } a && Evaluate(right) is { } b
                ? Decide(a, relation, b)
                : null,
            MemberOf(var element, var set) => Whole(element) is { } member && Find(set, []) is Worth.Set(var members)
                ? members.Contains(member)
                : null,
            All(var conditions) => conditions.Select(Holds).Aggregate((bool?)true, (a, b) => a & b),
            Any(var conditions) => conditions.Select(Holds).Aggregate((bool?)false, (a, b) => a | b),
            Not(var inner) => !Holds(inner),
            ForAll(var index, var range, var inner) => Range(range)
                ?.Select(at => Bound(index, at, () => Holds(inner)))
                .Aggregate((bool?)true, (a, b) => a & b),
            _ => null,
        };

    /// <summary>Decides a relation; null where it is not resolved.</summary>
    public bool? Decide(Worth left, Relation relation, Worth right)
    {
        switch (left, right)
        {
            case (Worth.Many(var xs), Worth.Many(var ys)):
            {
                if (xs.Count != ys.Count)
                {
                    return null;
                }

                var inner = relation == Relation.NotEqual ? Relation.Equal : relation;
                var all = xs.Zip(ys, (x, y) => Decide(x, inner, y)).Aggregate((bool?)true, (a, b) => a & b);
                return relation == Relation.NotEqual ? !all : all;
            }

            case (Worth.Many(var xs), Worth.Single(var number))
                when number.Main.IsZero || relation is not (Relation.Equal or Relation.NotEqual):
                return xs.Select(x => Decide(x, relation, right)).Aggregate((bool?)true, (a, b) => a & b);
            case (Worth.Single(var x), Worth.Single(var y)):
            {
                int? order =
                    x.Main.Exact is { } a && y.Main.Exact is { } b ? a.CompareTo(b)
                    : Ball.CertainlyLess(x.Main.In(bits), y.Main.In(bits)) ? -1
                    : Ball.CertainlyLess(y.Main.In(bits), x.Main.In(bits)) ? 1
                    // Equal by their closed forms, not by being close.
                    : (x.Main + (Part.MinusOne * y.Main)).IsZero ? 0
                    : null;
                return (relation, order) switch
                {
                    (_, null) => null,
                    (Relation.Equal, _) => order == 0,
                    (Relation.NotEqual, _) => order != 0,
                    (Relation.Less, _) => order < 0,
                    (Relation.LessOrEqual, _) => order <= 0,
                    (Relation.Greater, _) => order > 0,
                    _ => order >= 0,
                };
            }

            default:
                return null;
        }
    }

    private Worth? Compute(Term term)
    {
        switch (term)
        {
            // 0.5 and 0.07 are what they are; 0.37 may be anything that is rounded to it.
            case Number { Decimals: > 0 } printed when Widened && IsRounded(printed):
            {
                var half = new Rational(1, 2 * BigInteger.Pow(10, printed.Decimals));
                return Single(Part.Around(Ball.FromBounds(printed.Value - half, printed.Value + half, bits)));
            }
            case Number(var value):
                return Single(Part.Of(value));
            case Constant(ConstantKind.Pi):
                return Single(Part.Of(Ball.Pi(bits), ExactForm.Pi));
            case Constant(ConstantKind.E):
                return Single(Part.Of(Ball.Exp(Ball.From(Rational.One, bits)), ExactForm.E));
            case Symbol(var name):
                return Find(name, []);
            case Element(Symbol(var name), var indices):
                return indices.Select(Whole).ToList() is var places && places.All(place => place is not null)
                    ? Find(name, [.. places.Select(place => place!.Value)])
                    : null;
            case Element(var array, var indices):
                return indices.Aggregate(
                    Evaluate(array),
                    (rest, index) =>
                        rest is Worth.Many(var entries) && Whole(index) is { } at && at >= 1 && at <= entries.Count
                            ? entries[at - 1]
                            : null
                );
            case Call(var name, var arguments):
                return
                    context.Definition(name) is { } definition
                    && arguments.Select(Evaluate).ToList() is var given
                    && given.Count == definition.Parameters.Count
                    // An argument without a value does not matter where the body has no use for it.
                    && given
                        .Zip(definition.Parameters)
                        .All(pair => pair.First is not null || !definition.Body.FreeNames().Contains(pair.Second))
                    ? Unfold(definition, given)
                    : null;
            case Negate(var x):
                return Lift(Evaluate(x), value => -value);
            case Add(var xs):
                return xs.Reverse().Select(Evaluate).Aggregate((x, y) => Lift(x, y, (a, b) => a + b, 2));
            case Multiply(var xs):
                return xs.Reverse().Select(Evaluate).Aggregate((x, y) => Lift(x, y, (a, b) => a * b, 1));
            case Divide(var x, var y):
                return Lift(Evaluate(x), Evaluate(y), (a, b) => Reciprocal(b) is { } inverse ? a * inverse : null, 1);
            case Power(var x, var y):
                return Lift(Evaluate(x), Evaluate(y), Raise, 1);
            case Apply(var function, var arguments):
                return Compute(function, arguments);
            case Listed(var entries):
                return Many(entries.Select(Evaluate));
            case Tabulate(var index, var length, var body):
                return Whole(length) is { } count and >= 0
                    ? Many(Enumerable.Range(1, count).Select(at => Bound(index, at, () => Evaluate(body))))
                    : null;
            case Fold fold:
                return Compute(fold);
            case Piecewise(var branches, var otherwise):
                foreach (var branch in branches)
                {
                    // On the seam of two cases (both sides exactly equal) a derivative would be one-sided.
                    if (_perturbations.Count > 0 && OnSeam(branch.Condition))
                    {
                        return null;
                    }

                    if (Holds(branch.Condition) is not { } holds)
                    {
                        return null;
                    }

                    if (holds)
                    {
                        return Evaluate(branch.Value);
                    }
                }

                return otherwise is null ? null : Evaluate(otherwise);
            case Guarded(var value, var defined):
                return Evaluate(defined) is null ? null : Evaluate(value);
            case Derivative(var body, var variable):
                return Differentiate(body, variable);
            case Gradient(var body, var variable):
                return ForEach(variable, places => Differentiate(body, Place(variable, places)));
            case Hessian(var body, var variable):
                return ForEach(
                    variable,
                    first =>
                        ForEach(
                            variable,
                            second =>
                                Differentiate(new Derivative(body, Place(variable, first)), Place(variable, second))
                        )
                );
            case At(var body, var variable, var value):
                return Evaluate(value) is { } at ? Replace(body, variable, at) : null;
            case Limit limit:
                return Compute(limit);
            case Integral integral:
                return Compute(integral);
            default:
                return null;
        }
    }

    private static bool IsRounded(Number printed) =>
        BigInteger.Abs((printed.Value * BigInteger.Pow(10, printed.Decimals)).Numerator) > 9
        && !printed.Value.IsInteger;

    private static Term Place(string variable, int[] places) =>
        places.Length == 0
            ? new Symbol(variable)
            : new Element(new Symbol(variable), places.Select(place => (Term)place).ToSequence());

    private static Worth Single(Part part) => new Worth.Single(Perturbed.Of(part));

    private static Worth.Many? Many(IEnumerable<Worth?> entries)
    {
        var all = entries.ToList();
        return all.Contains(null) ? null : new Worth.Many([.. all.Select(entry => entry!)]);
    }

    private static Worth? Lift(Worth? x, Func<Perturbed, Perturbed?> function) =>
        x switch
        {
            Worth.Single(var value) => function(value) is { } image ? new Worth.Single(image) : null,
            Worth.Many(var entries) => Many(entries.Select(entry => Lift(entry, function))),
            _ => null,
        };

    // arrays: 0 none, 1 at most one, 2 both of one shape.
    private static Worth? Lift(Worth? x, Worth? y, Func<Perturbed, Perturbed, Perturbed?> operation, int arrays) =>
        (x, y) switch
        {
            (Worth.Single(var a), Worth.Single(var b)) => operation(a, b) is { } image ? new Worth.Single(image) : null,
            (Worth.Many(var xs), Worth.Single) when arrays > 0 => Many(xs.Select(a => Lift(a, y, operation, arrays))),
            (Worth.Single, Worth.Many(var ys)) when arrays > 0 => Many(ys.Select(b => Lift(x, b, operation, arrays))),
            (Worth.Many(var xs), Worth.Many(var ys)) when arrays > 1 && xs.Count == ys.Count => Many(
                xs.Zip(ys, (a, b) => Lift(a, b, operation, arrays))
            ),
            _ => null,
        };

    private int? Whole(Term term) =>
        Evaluate(term) is Worth.Single(var value)
        && value.Main.Exact is { IsInteger: true } whole
        && Rational.Abs(whole) < 100_000
            ? (int)whole.Numerator
            : null;

    private Perturbed? Scalar(Term term) => (Evaluate(term) as Worth.Single)?.Value;

    private IEnumerable<int>? Range(IndexRange range) =>
        range switch
        {
            Span(var from, var to) => Whole(from) is { } first && Whole(to) is { } last
                ? Enumerable.Range(first, Math.Max(0, last - first + 1)).Reverse()
                : null,
            Members(var set) => (Find(set, []) as Worth.Set)?.Members.Reverse(),
            _ => null,
        };

    private T Bound<T>(string name, int value, Func<T> evaluate) =>
        Bound(name, Single(Part.Of(value)), false, evaluate);

    private T Bound<T>(string name, Worth? value, bool isDefinition, Func<T> evaluate)
    {
        _scope.Add((name, value, isDefinition));
        try
        {
            return evaluate();
        }
        finally
        {
            _scope.RemoveAt(_scope.Count - 1);
        }
    }

    // The value of a name at some indices, with the nilpotent parts of the differentiations in progress.
    private Worth? Find(string name, int[] places)
    {
        for (var at = _scope.Count - 1; at >= 0; at--)
        {
            if (_scope[at].Name == name)
            {
                return Pick(_scope[at].Value, places, 0, name);
            }
        }

        if (context.Definition(name) is { } definition)
        {
            if (definition.Parameters.Count == 0)
            {
                return Pick(Unfold(definition, []), places, 0, name);
            }

            if (places.Length >= definition.Parameters.Count)
            {
                var arguments = places
                    .Take(definition.Parameters.Count)
                    .Select(place => Single(Part.Of(place)))
                    .ToList();
                return Pick(Unfold(definition, arguments), places, definition.Parameters.Count, name);
            }

            return places.Length == 0 && definition.Dimensions.Count == definition.Parameters.Count
                ? Spread(definition, [])
                : null;
        }

        return values.TryGetValue(name, out var value) ? Pick(Vary(name, [], value), places, 0, name) : null;
    }

    private Worth? Spread(Definition definition, Worth[] arguments) =>
        arguments.Length == definition.Parameters.Count ? Unfold(definition, arguments)
        : Whole(definition.Dimensions[arguments.Length]) is { } count and >= 0
            ? Many(
                Enumerable.Range(1, count).Select(place => Spread(definition, [.. arguments, Single(Part.Of(place))]))
            )
        : null;

    private static Worth? Pick(Worth? value, int[] places, int from, string name)
    {
        _ = name;
        for (var at = from; at < places.Length; at++)
        {
            value =
                value is Worth.Many(var entries) && places[at] >= 1 && places[at] <= entries.Count
                    ? entries[places[at] - 1]
                    : null;
        }

        return value;
    }

    // A declared value with ε where it is the variable of a differentiation, and with its free derivatives at the ε
    // of the parameters that it depends on.
    private Worth? Vary(string name, int[] places, Worth value)
    {
        switch (value)
        {
            case Worth.Many(var entries):
                return _perturbations.Count == 0
                    ? value
                    : Many(entries.Select((entry, at) => Vary(name, [.. places, at + 1], entry)));
            case Worth.Single(var number):
            {
                var parts = new Dictionary<int, Part> { [0] = number.Main };
                foreach (var (variable, indices, bit) in _perturbations)
                {
                    if (variable == name && indices.SequenceEqual(places))
                    {
                        parts[bit] = Part.One;
                    }
                }

                if (context.Variable(name) is { DependsOn.Count: > 0 } quantity)
                {
                    var relevant = _perturbations.Where(p => quantity.DependsOn.Contains(p.Name)).ToList();
                    for (var subset = 1; subset < 1 << relevant.Count; subset++)
                    {
                        var chosen = relevant
                            .Where((_, at) => (subset >> at & 1) == 1)
                            .OrderBy(p => p.Name, StringComparer.Ordinal)
                            .ToList();
                        var derivative = $"\\partial_{{{string.Join(" ", chosen.Select(p => p.Name))}}} {name}";
                        if (
                            !values.TryGetValue(derivative, out var array)
                            || Pick(array, [.. places, .. chosen.SelectMany(p => p.Indices)], 0, derivative)
                                is not Worth.Single
                                (var part)
                        )
                        {
                            return null;
                        }

                        parts[chosen.Aggregate(0, (mask, p) => mask | p.Bit)] = part.Main;
                    }
                }

                return new Worth.Single(Perturbed.Of(parts));
            }

            default:
                return value;
        }
    }

    private Worth? Unfold(Definition definition, IReadOnlyList<Worth?> arguments)
    {
        if (arguments.Count != definition.Parameters.Count || _depth > 3 * Rewriting.MaximumDepth - 10)
        {
            return null;
        }

        // A definition sees its parameters and the document's symbols, not what encloses its use; replaced variables
        // (At) stay visible.
        var hidden = _scope.Where(entry => !entry.IsDefinition).ToList();
        var saved = _scope.ToList();
        _scope.RemoveAll(hidden.Contains);
        for (var at = 0; at < arguments.Count; at++)
        {
            _scope.Add((definition.Parameters[at], arguments[at], false));
        }

        var value = Evaluate(definition.Body);
        _scope.Clear();
        _scope.AddRange(saved);
        return value;
    }

    private Worth? Differentiate(Term body, Term variable)
    {
        if (_perturbations.Count >= MostDerivatives)
        {
            return null;
        }

        // A name that merely stands for a variable (or an element of one) is followed to it.
        for (var steps = 0; steps < 16; steps++)
        {
            var alias = variable switch
            {
                Symbol(var s) when !IsBound(s) => context.Definition(s) is { Parameters.Count: 0 } plain
                    ? plain.Body
                    : null,
                _ => null,
            };
            if (alias is not (Symbol or Element(Symbol, _)))
            {
                break;
            }

            variable = alias;
        }

        var name = variable.RootName();
        var indices = variable is Element(_, var terms) ? terms.Select(Whole).ToArray() : [];
        if (indices.Any(index => index is null))
        {
            return null;
        }

        var bit = 1 << _perturbations.Count;
        int[] places = [.. indices.Select(index => index!.Value)];
        Worth? value;
        if (context.Definition(name) is not null && !IsBound(name))
        {
            // A defined quantity, taken as free while the derivative is formed.
            if (Find(name, []) is not { } defined || Shift(defined, places, 0, bit) is not { } shifted)
            {
                return null;
            }

            _perturbations.Add(("", [], bit));
            value = Bound(name, shifted, true, () => Evaluate(body));
        }
        else if (
            _scope.FindLastIndex(entry => entry.Name == name) is >= 0 and var at
            && _scope[at].Value is { } replaced
        )
        {
            if (Shift(replaced, places, 0, bit) is not { } shifted)
            {
                return null;
            }

            _perturbations.Add(("", [], bit));
            value = Bound(name, shifted, true, () => Evaluate(body));
        }
        else
        {
            _perturbations.Add((name, places, bit));
            value = Evaluate(body);
        }

        _perturbations.RemoveAt(_perturbations.Count - 1);
        return Lift(
            value,
            number =>
                Perturbed.Of(
                    number
                        .Parts.Where(pair => (pair.Key & bit) != 0)
                        .Select(pair => KeyValuePair.Create(pair.Key & ~bit, pair.Value))
                )
        );
    }

    private bool IsBound(string name) => _scope.Exists(entry => entry.Name == name);

    private static Worth? Shift(Worth value, int[] places, int axis, int bit) =>
        value switch
        {
            Worth.Single(var number) when axis == places.Length => new Worth.Single(
                number + Perturbed.Of([KeyValuePair.Create(bit, Part.One)])
            ),
            Worth.Many(var entries) when axis < places.Length => Many(
                entries.Select((entry, at) => at + 1 == places[axis] ? Shift(entry, places, axis + 1, bit) : entry)
            ),
            _ => null,
        };

    private Worth? Replace(Term body, Term variable, Worth value)
    {
        var name = variable.RootName();
        if (variable is Symbol)
        {
            return Bound(name, value, true, () => Evaluate(body));
        }

        var places = ((Element)variable).Indices.Select(Whole).ToArray();
        if (places.Any(place => place is null) || Find(name, []) is not { } array)
        {
            return null;
        }

        return Set(array, 0) is { } replaced ? Bound(name, replaced, true, () => Evaluate(body)) : null;

        Worth? Set(Worth part, int axis) =>
            axis == places.Length ? value
            : part is Worth.Many(var entries)
                ? Many(entries.Select((entry, at) => at + 1 == places[axis] ? Set(entry, axis + 1) : entry))
            : null;
    }

    private Worth? ForEach(string variable, Func<int[], Worth?> evaluate)
    {
        var dimensions = context.Variable(variable)?.Dimensions ?? context.Definition(variable)?.Dimensions ?? [];
        return Over([]);

        Worth? Over(int[] places) =>
            places.Length == dimensions.Count ? evaluate(places)
            : Whole(dimensions[places.Length]) is { } count and >= 0
                ? Many(Enumerable.Range(1, count).Select(place => Over([.. places, place])))
            : null;
    }

    private bool OnSeam(Condition condition) =>
        condition switch
        {
            Compare(var left, _, var right) => Scalar(left) is { } a
                && Scalar(right) is { } b
                && (!a.IsPlain || !b.IsPlain)
                && a.Main.Exact is { } x
                && x == b.Main.Exact,
            All(var conditions) => conditions.Any(OnSeam),
            Any(var conditions) => conditions.Any(OnSeam),
            Not(var inner) => OnSeam(inner),
            _ => false,
        };

    private Worth? Compute(Fold fold)
    {
        if (Range(fold.Range) is not { } range)
        {
            return null;
        }

        var items = new List<(int At, Worth Value)>();
        foreach (var at in range)
        {
            var (holds, value) = Bound(
                fold.Index,
                at,
                () =>
                {
                    var included = fold.Where is null ? true : Holds(fold.Where);
                    return (included, included is true ? Evaluate(fold.Body) : null);
                }
            );
            switch (holds, value)
            {
                case (null, _) or (true, null):
                    return null;
                case (true, { } item):
                    items.Add((at, item));
                    break;
            }
        }

        var worths = items.Select(item => (Worth?)item.Value).ToList();
        switch (fold.Kind)
        {
            case FoldKind.Sum:
                return worths.Count == 0
                    ? Single(Part.Zero)
                    : worths.Aggregate((x, y) => Lift(x, y, (a, b) => a + b, 2));
            case FoldKind.Product:
                return worths.Count == 0
                    ? Single(Part.One)
                    : worths.Aggregate((x, y) => Lift(x, y, (a, b) => a * b, 0));
            case FoldKind.Max or FoldKind.Min:
                return worths.Count == 0
                    ? null
                    : worths.Aggregate(
                        (x, y) => Lift(x, y, (a, b) => Extreme(fold.Kind == FoldKind.Max ? s_max : s_min, a, b), 0)
                    );
            case FoldKind.LogSumExp:
                return worths.Count == 0
                    ? null
                    : Lift(
                        worths
                            .Select(worth => Lift(worth, Exponential))
                            .Aggregate((x, y) => Lift(x, y, (a, b) => a + b, 0)),
                        Logarithm
                    );
            default:
                var relation = fold.Kind == FoldKind.ArgMax ? Relation.Greater : Relation.Less;
                var winners = items
                    .Where(item =>
                        items.All(other => other.At == item.At || Decide(item.Value, relation, other.Value) is true)
                    )
                    .ToList();
                return winners is [var winner] ? Single(Part.Of(winner.At)) : null;
        }
    }

    // By expansion, from above, or from below where the variable's domain or the term does not reach above: if the limit
    // exists it is what the quantity tends to from there.
    private Worth? Compute(Limit limit)
    {
        if (_perturbations.Count > 0 || _scope.Count > 0)
        {
            return null;
        }

        var infinite = limit.Point is Constant or Negate(Constant);
        int[] directions =
            infinite ? [limit.Point is Negate ? -1 : 1]
            : limit.Side == Side.Above ? [1]
            : limit.Side == Side.Below ? [-1]
            : [1, -1];
        Part? value = null;
        foreach (var direction in directions)
        {
            if (
                !infinite
                && context.Variable(limit.Variable)?.Domain is RealInterval domain
                && Number(limit.Point) is { Exact: { } point }
                && (
                    direction > 0
                        ? domain.Upper is { } most && point >= most
                        : domain.Lower is { } least && point <= least
                )
            )
            {
                continue;
            }

            try
            {
                var body = new Elaboration(context).Elaborate(limit.Body);
                var approach = new Approach(infinite ? null : limit.Point, direction, null, Rational.Zero);
                if (new Germs(this, limit.Variable, approach).Of(body).Limit is not ({ } found, 0))
                {
                    return null;
                }

                // Both sides must be known, and not be seen to differ.
                if (value is { } other && LimitElsewhere.Separated(other, found, bits))
                {
                    return null;
                }

                value ??= found;
            }
            catch (Undecidable)
            {
                return null;
            }
        }

        return value is { } number ? Single(number) : null;
    }
}
