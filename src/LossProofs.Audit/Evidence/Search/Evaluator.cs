// Evaluates elaborated terms in any number type: the first of the two routes to a value (the checker is the other).
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Evaluation at given values of the variables. What is undefined, unresolved or beyond the budget is
/// <see cref="Value{T}.Undefined"/>; conditions are true, false or (null) unresolved.
/// </summary>
/// <param name="values">Values of the free variables and index sets.</param>
/// <param name="bits">Working precision.</param>
/// <param name="budget">Counts the work; shared among evaluations.</param>
public sealed class Evaluator<T>(IReadOnlyDictionary<string, Value<T>> values, int bits, Budget budget)
    where T : IReal<T>
{
    private const int LongestFold = 20_000;

    // A function costs some additions, and with its digits more than in proportion.
    private long ElementaryWork => bits / 32 + (long)bits * bits / 20_000;

    private static readonly RealFunction s_exp = KnownFunctions.Real(Function.Exp);
    private static readonly RealFunction s_log = KnownFunctions.Real(Function.Log);
    private static readonly OrderStatistic s_max = (OrderStatistic)KnownFunctions.Of(Function.Max);
    private static readonly OrderStatistic s_min = (OrderStatistic)KnownFunctions.Of(Function.Min);

    // The value of every index and variable that an enclosing term binds, innermost last.
    private readonly List<(string Name, Value<T> Value)> _bound = [];

    private static Value<T> Undefined => Value<T>.Undefined;

    /// <summary>
    /// How far the magnitudes that came up reach, in powers of two on either side of 1: what is smaller by twice as much
    /// can still decide between two numbers that agree to fewer bits.
    /// </summary>
    public long Depth { get; private set; }

    /// <summary>The term's value.</summary>
    public Value<T> Evaluate(Term term)
    {
        // Long numbers cost more.
        if (!budget.Spend(1 + bits / 512))
        {
            return Undefined;
        }

        var value = Compute(term);
        Measure(value);
        // An array that is computed costs as much as its entries.
        return value.Items is null || term is Symbol || budget.Spend(Size(value)) ? value : Undefined;
    }

    private static int Size(Value<T> value) => value.Items is { } items ? items.Sum(Size) : 1;

    private void Measure(Value<T> value)
    {
        if (value.Exact is { } exact)
        {
            Depth = Math.Max(Depth, Math.Abs(exact.Numerator.GetBitLength() - exact.Denominator.GetBitLength()));
        }
        else if (value.IsNumber && value.Real is Ball { IsFinite: true, ContainsZero: false } ball)
        {
            Depth = Math.Max(Depth, Math.Abs(ball.MidpointExponent));
        }
    }

    private Value<T> Compute(Term term) =>
        term switch
        {
            Number(var value) => Value<T>.Of(value, bits),
            Constant(ConstantKind.Pi) => Value<T>.Of(T.Pi(bits)),
            Constant(ConstantKind.E) => Value<T>.Of(T.Exp(T.From(Rational.One, bits))),
            Symbol(var name) => Lookup(name),
            Negate(var x) => Map(Evaluate(x), Minus),
            Add(var xs) => Sum(xs),
            Multiply(var xs) => Product(xs),
            Divide(var x, var y) => Combine(Evaluate(x), Evaluate(y), Quotient, broadcastRight: true),
            Power(var x, var y) => Combine(Evaluate(x), Evaluate(y), Power, broadcastRight: true),
            Apply(var function, var arguments) => Apply(function, arguments),
            Element(var array, var indices) => Element(Evaluate(array), indices),
            Listed(var entries) => Array([.. entries.Select(Evaluate)]),
            Tabulate(var index, var length, var body) => Tabulate(index, length, body),
            Fold fold => Fold(fold),
            Piecewise(var branches, var otherwise) => Cases(branches, otherwise),
            Guarded(var value, var defined) => Evaluate(defined).IsDefined ? Evaluate(value) : Undefined,
            Limit limit => Limit(limit),
            Integral integral => this is Evaluator<Ball> evaluator
                ? (Value<T>)(object)Quadrature.Integrate(evaluator, integral, bits, budget)
                : Undefined,
            _ => Undefined,
        };

    /// <summary>True, false, or null where it is not resolved.</summary>
    public bool? Holds(Condition condition)
    {
        switch (condition)
        {
            case Compare(var left, var relation, var right):
                return Compare(Evaluate(left), relation, Evaluate(right));
            case MemberOf(var element, var set):
                return Evaluate(element).Integer is { } member && Lookup(set).Members is { } members
                    ? members.Contains(member)
                    : null;
            case All(var conditions):
                return Every(conditions.Select(Holds));
            case Any(var conditions):
                return Negated(Every(conditions.Select(inner => Negated(Holds(inner)))));
            case Not(var inner):
                return Negated(Holds(inner));
            case ForAll(var index, var range, var inner):
                return Indices(range) is { } indices
                    ? Every(indices.Select(at => Within(index, Integer(at), () => Holds(inner))))
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Decides a relation between two values; null where it is not resolved or undefined.</summary>
    public static bool? Compare(Value<T> left, Relation relation, Value<T> right)
    {
        if (left.Items is { } lefts && right.Items is { } rights)
        {
            if (lefts.Count != rights.Count)
            {
                return null;
            }

            // An array relation holds elementwise; ≠ holds when one element differs.
            return relation == Relation.NotEqual
                ? Negated(Every(lefts.Zip(rights, (a, b) => Compare(a, Relation.Equal, b))))
                : Every(lefts.Zip(rights, (a, b) => Compare(a, relation, b)));
        }

        // Against a number, orders hold entry by entry; an array equals 0 but no other number.
        if (
            left.Items is { } items
            && right.IsNumber
            && (right.Exact is { Sign: 0 } || relation is not (Relation.Equal or Relation.NotEqual))
        )
        {
            return Every(items.Select(item => Compare(item, relation, right)));
        }

        if (!left.IsNumber || !right.IsNumber)
        {
            return null;
        }

        int? order =
            left.Exact is { } a && right.Exact is { } b
                ? a.CompareTo(b)
                : (left.Real - right.Real).Sign switch
                {
                    0 => null,
                    var sign => sign,
                };
        return order is not { } known
            ? null
            : relation switch
            {
                Relation.Equal => known == 0,
                Relation.NotEqual => known != 0,
                Relation.Less => known < 0,
                Relation.LessOrEqual => known <= 0,
                Relation.Greater => known > 0,
                Relation.GreaterOrEqual => known >= 0,
                _ => null,
            };
    }

    /// <summary>The integers that a range holds here, or null where that is not resolved or too many.</summary>
    public IReadOnlyList<int>? Indices(IndexRange range)
    {
        switch (range)
        {
            case Span(var from, var to):
                return
                    Evaluate(from).Integer is { } first
                    && Evaluate(to).Integer is { } last
                    && (long)last - first < LongestFold
                    ? [.. Enumerable.Range(first, Math.Max(0, last - first + 1))]
                    : null;
            case Members(var set):
                return Lookup(set).Members;
            default:
                return null;
        }
    }

    /// <summary>Evaluates with a name bound.</summary>
    public TResult Within<TResult>(string name, Value<T> value, Func<TResult> evaluate)
    {
        _bound.Add((name, value));
        var result = evaluate();
        _bound.RemoveAt(_bound.Count - 1);
        return result;
    }

    /// <summary>The values in force, bound ones too, as constants of a number type over this one.</summary>
    internal Dictionary<string, Value<TOther>> Lifted<TOther>(Func<T, TOther> constant)
        where TOther : IReal<TOther>
    {
        var lifted = values.ToDictionary(pair => pair.Key, pair => Lift(pair.Value));
        foreach (var (name, value) in _bound)
        {
            lifted[name] = Lift(value);
        }

        return lifted;

        Value<TOther> Lift(Value<T> value) =>
            value.Items is { } items ? Value<TOther>.Of([.. items.Select(Lift)])
            : value.Members is { } members ? Value<TOther>.Set(members)
            : value.Exact is { } exact ? Value<TOther>.Of(exact, bits)
            : value.IsNumber ? Value<TOther>.Of(constant(value.Real))
            : Value<TOther>.Undefined;
    }

    private static bool? Negated(bool? value) => value is { } known ? !known : null;

    private static bool? Every(IEnumerable<bool?> values)
    {
        bool? all = true;
        foreach (var value in values)
        {
            if (value == false)
            {
                return false;
            }

            all = value is null ? null : all;
        }

        return all;
    }

    private Value<T> Integer(int value) => Value<T>.Of(value, bits);

    private Value<T> Lookup(string name)
    {
        for (var at = _bound.Count - 1; at >= 0; at--)
        {
            if (_bound[at].Name == name)
            {
                return _bound[at].Value;
            }
        }

        return values.GetValueOrDefault(name, Undefined);
    }

    private static Value<T> Array(IReadOnlyList<Value<T>> items) =>
        items.All(item => item.IsDefined) ? Value<T>.Of(items) : Undefined;

    private static Value<T> Map(Value<T> x, Func<Value<T>, Value<T>> function) =>
        x.Items is { } items ? Array([.. items.Select(item => Map(item, function))])
        : x.IsNumber ? function(x)
        : Undefined;

    private static Value<T> Combine(
        Value<T> x,
        Value<T> y,
        Func<Value<T>, Value<T>, Value<T>> operation,
        bool broadcastLeft = false,
        bool broadcastRight = false,
        bool elementwise = false
    ) =>
        (x.Items, y.Items) switch
        {
            (null, null) => x.IsNumber && y.IsNumber ? operation(x, y) : Undefined,
            ({ } xs, null) when broadcastRight && y.IsNumber => Array([
                .. xs.Select(item => Combine(item, y, operation, broadcastLeft, broadcastRight, elementwise)),
            ]),
            (null, { } ys) when broadcastLeft && x.IsNumber => Array([
                .. ys.Select(item => Combine(x, item, operation, broadcastLeft, broadcastRight, elementwise)),
            ]),
            ({ } xs, { } ys) when elementwise && xs.Count == ys.Count => Array([
                .. xs.Zip(ys, (a, b) => Combine(a, b, operation, broadcastLeft, broadcastRight, elementwise)),
            ]),
            _ => Undefined,
        };

    private Value<T> Minus(Value<T> x) => x.Exact is { } exact ? Value<T>.Of(-exact, bits) : Value<T>.Of(-x.Real);

    private Value<T> Plus(Value<T> x, Value<T> y) =>
        x.Exact is { } a && y.Exact is { } b ? Value<T>.Of(a + b, bits) : Value<T>.Of(x.Real + y.Real);

    private Value<T> Times(Value<T> x, Value<T> y) =>
        x.Exact is { } a && y.Exact is { } b ? Value<T>.Of(a * b, bits)
        : x.Exact is { Sign: 0 } || y.Exact is { Sign: 0 } ? Value<T>.Of(Rational.Zero, bits)
        : Value<T>.Of(x.Real * y.Real);

    private Value<T> Quotient(Value<T> x, Value<T> y) =>
        y.Exact is { Sign: 0 } ? Undefined
        : x.Exact is { } a && y.Exact is { } b ? Value<T>.Of(a / b, bits)
        : x.Exact is { Sign: 0 } && y.Real.Sign != 0 ? x
        : Value<T>.Of(x.Real / y.Real);

    private Value<T> Power(Value<T> x, Value<T> y)
    {
        if (y.Integer is { } n && Math.Abs(n) <= 4096)
        {
            if (n == 0)
            {
                // 0^0 is a convention (1 in polynomials) that documents do not share: no verdict rests on it.
                return x.Exact is { Sign: 0 } ? Undefined : Integer(1);
            }

            if (x.Exact is { } exact)
            {
                if (exact.Sign == 0)
                {
                    return n > 0 ? x : Undefined;
                }

                if (Math.Abs(n) <= 64)
                {
                    var power = new Rational(
                        System.Numerics.BigInteger.Pow(exact.Numerator, Math.Abs(n)),
                        System.Numerics.BigInteger.Pow(exact.Denominator, Math.Abs(n))
                    );
                    return Value<T>.Of(n < 0 ? Rational.One / power : power, bits);
                }
            }

            return Value<T>.Of(T.Pow(x.Real, n));
        }

        if (x.Exact is { Sign: 0 })
        {
            return y.Real.Sign > 0 ? x : Undefined;
        }

        return x.Exact == Rational.One ? x : Value<T>.Of(T.Pow(x.Real, y.Real));
    }

    private Value<T> Sum(Sequence<Term> terms)
    {
        var sum = Evaluate(terms[0]);
        for (var at = 1; at < terms.Count; at++)
        {
            var next = Evaluate(terms[at]);
            sum = Combine(sum, next, Plus, broadcastLeft: true, broadcastRight: true, elementwise: true);
        }

        return sum;
    }

    private Value<T> Product(Sequence<Term> factors)
    {
        var product = Evaluate(factors[0]);
        for (var at = 1; at < factors.Count; at++)
        {
            product = Combine(product, Evaluate(factors[at]), Times, broadcastLeft: true, broadcastRight: true);
        }

        return product;
    }

    private Value<T> Apply(Function function, Sequence<Term> arguments)
    {
        switch (KnownFunctions.Of(function))
        {
            case OrderStatistic extreme:
                return arguments
                    .Select(Evaluate)
                    .Aggregate((x, y) => Combine(x, y, (a, b) => Extreme(extreme, a, b), true, true, true));
            case Count when arguments is [Symbol(var name)] && Lookup(name).Members is { } members:
                return Integer(members.Count);
            case Count when function == Function.Length && arguments is [var array]:
                return Evaluate(array).Items is { } items ? Integer(items.Count) : Undefined;
            case RealFunction known when arguments is [var argument]:
                return Map(Evaluate(argument), x => Elementary(known, x));
            default:
                return Undefined;
        }
    }

    private static Value<T> Extreme(OrderStatistic extreme, Value<T> x, Value<T> y) =>
        x.Exact is { } a && y.Exact is { } b
            ? (a >= b == extreme.TakesLargest ? x : y)
            : Value<T>.Of(extreme.Enclose(x.Real, y.Real));

    // The values that are rational at rational points are what limits, kinks and special cases turn on.
    private Value<T> Elementary(RealFunction function, Value<T> x)
    {
        if (x.Exact is { } exact && function.RationalValue(exact) is { } value)
        {
            return Value<T>.Of(value, bits);
        }

        budget.Spend(ElementaryWork);
        Reach(function.Key, x.Real);
        return function is not StepFunction steps ? Value<T>.Of(function.Enclose(x.Real, bits))
            : steps.Resolve(x.Real, bits) is { } step ? Value<T>.Of(step, bits)
            : Undefined;
    }

    // Functions that approach a value like e^(−2x) or e^(−x²) differ from it by that much.
    private void Reach(Function function, T x)
    {
        if (
            function is Function.Sigmoid or Function.Softplus or Function.Tanh or Function.Erf or Function.Erfc
            && x is Ball { IsFinite: true } argument
        )
        {
            var size = Math.Min(1e6, Math.Abs(argument.MidpointAsDouble()));
            Depth = Math.Max(Depth, (long)(function is Function.Erf or Function.Erfc ? 1.5 * size * size : 3 * size));
        }
    }

    private Value<T> Element(Value<T> array, Sequence<Term> indices)
    {
        foreach (var index in indices)
        {
            if (array.Items is not { } items || Evaluate(index).Integer is not { } at || at < 1 || at > items.Count)
            {
                return Undefined;
            }

            array = items[at - 1];
        }

        return array;
    }

    private Value<T> Tabulate(string index, Term length, Term body) =>
        Evaluate(length).Integer is { } count and >= 0 and <= LongestFold
            ? Array([.. Enumerable.Range(1, count).Select(at => Within(index, Integer(at), () => Evaluate(body)))])
            : Undefined;

    private Value<T> Fold(Fold fold)
    {
        if (Indices(fold.Range) is not { } range)
        {
            return Undefined;
        }

        var items = new List<(int Index, Value<T> Value)>();
        foreach (var at in range)
        {
            var value = Within(
                fold.Index,
                Integer(at),
                () =>
                    fold.Where is null || Holds(fold.Where) is true ? Evaluate(fold.Body)
                    : Holds(fold.Where) is false ? null
                    : Undefined
            );
            if (value is { IsDefined: false })
            {
                return Undefined;
            }

            if (value is not null)
            {
                items.Add((at, value));
            }
        }

        if (items.Count == 0)
        {
            return fold.Kind switch
            {
                FoldKind.Sum => Integer(0),
                FoldKind.Product => Integer(1),
                _ => Undefined,
            };
        }

        var values = items.Select(item => item.Value);
        switch (fold.Kind)
        {
            case FoldKind.Sum:
                return values.Aggregate((x, y) => Combine(x, y, Plus, elementwise: true));
            case FoldKind.Product:
                return values.Aggregate((x, y) => Combine(x, y, Times));
            case FoldKind.Max:
                return values.Aggregate((x, y) => Combine(x, y, (a, b) => Extreme(s_max, a, b)));
            case FoldKind.Min:
                return values.Aggregate((x, y) => Combine(x, y, (a, b) => Extreme(s_min, a, b)));
            case FoldKind.LogSumExp:
                return Elementary(
                    s_log,
                    values
                        .Select(value => Map(value, x => Elementary(s_exp, x)))
                        .Aggregate((x, y) => Combine(x, y, Plus))
                );
            default:
                var relation = fold.Kind == FoldKind.ArgMax ? Relation.Greater : Relation.Less;
                foreach (var (index, value) in items)
                {
                    if (items.All(other => other.Index == index || Compare(value, relation, other.Value) is true))
                    {
                        return Integer(index);
                    }
                }

                return Undefined;
        }
    }

    private Value<T> Cases(Sequence<Branch> branches, Term? otherwise)
    {
        foreach (var branch in branches)
        {
            switch (Holds(branch.Condition))
            {
                case true:
                    return Evaluate(branch.Value);
                case null:
                    return Undefined;
            }
        }

        return otherwise is null ? Undefined : Evaluate(otherwise);
    }

    private Value<T> Limit(Limit limit)
    {
        // A composition of continuous functions that is defined at the point tends to its value there.
        if (!Limits.IsContinuousWhereDefined(limit.Body) || limit.Point is Constant or Negate(Constant))
        {
            return Undefined;
        }

        var point = Evaluate(limit.Point);
        var (numerator, denominator) = (limit.Body, Term.One);
        for (var order = 0; order <= Limits.MaximumOrder && point.IsNumber; order++)
        {
            var value = Within(limit.Variable, point, () => Evaluate(new Divide(numerator, denominator)));
            if (value.IsDefined)
            {
                return value;
            }

            if (order == 0)
            {
                (numerator, denominator) = Limits.Fraction(limit.Body);
            }

            var top = Within(limit.Variable, point, () => Evaluate(numerator));
            var bottom = Within(limit.Variable, point, () => Evaluate(denominator));
            if (top.IsNumber && bottom.IsNumber && bottom.Real.Sign != 0)
            {
                return Quotient(top, bottom);
            }

            if (top.Exact is not { Sign: 0 } || bottom.Exact is not { Sign: 0 })
            {
                return Undefined;
            }

            // Both vanish at the point exactly: l'Hôpital's rule.
            (numerator, denominator) = (
                Limits.Derivative(numerator, limit.Variable),
                Limits.Derivative(denominator, limit.Variable)
            );
        }

        return Undefined;
    }
}
