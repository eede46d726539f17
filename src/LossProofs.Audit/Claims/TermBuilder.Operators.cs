// Notation -> meaning: sums and products, fences and norms, operators over ranges.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    private Term BuildSum(Additive additive)
    {
        var terms = new List<Term>();
        foreach (var (sign, term) in additive.Terms)
        {
            switch (sign)
            {
                case "+":
                    terms.Add(Build(term));
                    break;
                case "-":
                    terms.Add(new Negate(Build(term)));
                    break;
                default:
                    throw new NotUnderstood($"the sign {sign} stands for more than one value");
            }
        }

        RequireAlike(terms, [.. additive.Terms.Select(term => term.Term)]);
        return terms.Count == 1 ? terms[0] : new Add(terms.ToSequence());
    }

    private Term BuildProduct(Product product)
    {
        // In x^\top y the letters mean vectors.
        if (_drawing > 0 && product.Factors.Any(factor => IsTransposed(factor.Value)))
        {
            return Undrawn(() => BuildFactors(product));
        }

        return BuildFactors(product);
    }

    private Term BuildFactors(Product product)
    {
        if (OfWholeForm(product) is { } whole)
        {
            return whole is Product other ? BuildFactors(other) : Build(whole);
        }

        RequireNoOperator(product);
        var factors = new List<Term>();
        // The place of the one array among the factors so far, and the numbers that nothing declares.
        var place = -1;
        var numbers = new List<(Term Factor, Expression Written)>();
        foreach (var (link, expression) in product.Factors)
        {
            if (link is not ("" or "\\cdot" or "\\times" or "*" or "\\odot" or "\\circ"))
            {
                throw new NotUnderstood($"the operation {link} is not known");
            }

            var factor = Build(expression);
            if (Shape(factor).Count == 0)
            {
                // x \circ y of numbers is what words define it to be, and so is x * y where they define one.
                if (link == "\\circ" || link == "*" && scope.HasOwnStar)
                {
                    throw new NotUnderstood($"nothing says what {link} does with numbers");
                }

                factors.Add(factor);
                numbers.Add((factor, expression));
                continue;
            }

            if (place < 0)
            {
                place = factors.Count;
                factors.Add(factor);
                continue;
            }

            // Numbers between arrays commute with them.
            factors[place] = ProductOf(factors[place], link, factor);
            place = Shape(factors[place]).Count == 0 ? -1 : place;
        }

        if (product.Factors.Count > numbers.Count)
        {
            numbers.ForEach(number => RequireNumber(number.Factor, number.Written));
        }

        return Weighing(factors) ?? (factors.Count == 1 ? factors[0] : new Multiply(factors.ToSequence()));
    }

    // \operatorname{sd} X: a word right before something may be an operator that acts on it.
    private void RequireNoOperator(Product product)
    {
        for (var place = 0; place + 1 < product.Factors.Count; place++)
        {
            if (
                product.Factors[place].Value is Identifier { Style: LetterStyle.Roman, Name.Length: > 1 } word
                && product.Factors[place + 1] is { Link: "", Value: Identifier or Scripted or Fraction }
                && word.Name.All(char.IsAsciiLetter)
                && scope.Declaration(Names.Of(word)) is null
                && Definition(Names.Of(word)) is null
            )
            {
                throw new NotUnderstood(
                    $"nothing says whether '{word}' is a factor or acts on what stands behind it: declare it"
                );
            }
        }
    }

    private static bool IsTransposed(Expression? expression) =>
        expression is Scripted { Superscript: { } mark } && Names.IsTranspose(mark);

    private Fold InnerProduct(Term left, Term right, Term length)
    {
        var index = Fresh("k");
        return new Fold(
            FoldKind.Sum,
            index,
            new Span(1, length),
            null,
            new Element(left, [new Symbol(index)]) * new Element(right, [new Symbol(index)])
        );
    }

    // ---- fences: grouping, absolute values, norms, inner products ----

    private Term BuildFenced(Delimited delimited, Expression? norm)
    {
        if (norm is null && Iverson(delimited) is { } indicator)
        {
            return indicator;
        }

        switch (delimited.Open)
        {
            case "(" or "[" or "\\{" when norm is null || Names.Parts(norm).All(Names.CanCount):
                if (delimited.Content is Listing { Separator: "," } listing && delimited.Open != "\\{")
                {
                    return new Listed(listing.Items.Map(Build));
                }

                var content = Build(delimited.Content);
                return norm is null ? content : ElementOf(content, Names.Parts(norm).Select(BuildIndex).ToSequence());
            case "\\lfloor" or "\\lceil" when norm is null:
                return new Apply(
                    delimited.Open == "\\lfloor" ? Function.Floor : Function.Ceiling,
                    [Build(delimited.Content)]
                );
            case "|" or "\\|":
                if (
                    delimited.Open == "|"
                    && delimited.Content is Identifier or Scripted or Application
                    && SizedSet(delimited.Content) is { } set
                )
                {
                    return new Apply(Function.Cardinality, [new Symbol(set)]);
                }

                var sized = delimited.Open == "|" ? Build(delimited.Content) : BuildArray(delimited.Content);
                return delimited.Open == "|" && norm is null && Shape(sized).Count == 2
                    ? Determinant(Entries(sized, $"the determinant of '{Shortened(delimited.Content)}'"))
                    : Norm(sized, norm);
            case "\\langle" when delimited.Content is Listing { Items: [var left, var right] }:
                var (first, second) = (BuildArray(left), BuildArray(right));
                return Shape(first) is [var length] && Shape(second).Count == 1 ? InnerProduct(first, second, length)
                    // Vectors with one component.
                    : Shape(first).Count == 0 && Shape(second).Count == 0 && IsDeclared(first) && IsDeclared(second)
                        ? first * second
                    : throw new NotUnderstood("an inner product of what are not declared as vectors");
            default:
                throw new NotUnderstood($"the fences {delimited.Open} … {delimited.Close} are not understood here");
        }
    }

    // [x > 0], \llbracket i = j \rrbracket: 1 where it holds.
    private Piecewise? Iverson(Delimited delimited) =>
        delimited is { Open: "[" or "\\llbracket" }
        && delimited.Content is Chain chain
        && chain.Relations.All(relation => Comparisons.ContainsKey(relation.Symbol) || relation.Symbol == "\\in")
            ? new Piecewise([new Branch(BuildCondition(chain), Term.One)], Term.Zero)
            : null;

    private bool IsDeclared(Term term) =>
        term.FreeNames().All(name => _variables.GetValueOrDefault(name)?.Provenance is not Provenance.Guessed);

    private Term Norm(Term value, Expression? kind)
    {
        var shape = Shape(value);
        if (shape.Count == 0)
        {
            return new Apply(Function.Abs, [value]);
        }

        if (shape.Count == 2 && kind is Identifier { Name: "F" or "Frob" })
        {
            return new Apply(
                Function.Sqrt,
                [
                    Contracted(
                        shape[0],
                        row => Contracted(shape[1], column => new Power(ElementOf(value, [row, column]), 2))
                    ),
                ]
            );
        }

        if (shape.Count > 1)
        {
            throw new NotUnderstood("a norm of a matrix: write it out");
        }

        var index = Fresh("k");
        Term element = new Element(value, [new Symbol(index)]);
        var range = new Span(1, shape[0]);
        Term absolute = new Apply(Function.Abs, [element]);
        return kind switch
        {
            null or Numeral { Digits: "2" } => new Apply(
                Function.Sqrt,
                [new Fold(FoldKind.Sum, index, range, null, new Power(element, 2))]
            ),
            Numeral { Digits: "1" } => new Fold(FoldKind.Sum, index, range, null, absolute),
            Identifier { Name: "\\infty" } => new Fold(FoldKind.Max, index, range, null, absolute),
            _ => throw new NotUnderstood($"the norm with index {kind} is not known"),
        };
    }

    // The name of an index set, declared or plainly one.
    private string? Set(Expression expression)
    {
        var name = Names.Of(expression);
        if (scope.Declaration(name) is { } declared)
        {
            if (declared.Domain is not IndexSet)
            {
                return null;
            }

            Use(declared);
            return declared.Name;
        }

        return null;
    }

    // |S| where some operator runs over S.
    private string? SizedSet(Expression expression) =>
        Set(expression)
        ?? (
            scope.Survey.IsSet(Names.Of(expression))
            && !scope.IsDeclared(expression)
            && Definition(Names.Of(expression)) is null
                ? GuessSet(expression)
                : null
        );

    // ---- functions ----

    private T Bound<T>(string name, Func<T> build)
    {
        var shadowed = _bound.TryGetValue(name, out var rank);
        _bound[name] = 0;
        try
        {
            return build();
        }
        finally
        {
            if (shadowed)
            {
                _bound[name] = rank;
            }
            else
            {
                _bound.Remove(name);
            }
        }
    }

    private Term BuildOperator(BigOperator big)
    {
        if (big.Body is Missing)
        {
            throw new NotUnderstood($"{big.Operator} stands without what it is applied to");
        }

        switch (big.Operator)
        {
            case "\\max" or "\\sup" or "\\min" or "\\inf" when OverThings(big) is { } extreme:
                return extreme;
            case "\\sum":
                return BuildFold(FoldKind.Sum, big);
            case "\\prod":
                return BuildFold(FoldKind.Product, big);
            case "\\max" or "\\sup" or "\\min" or "\\inf" when IsWrittenOut(big.Lower):
                return BuildFold(big.Operator is "\\max" or "\\sup" ? FoldKind.Max : FoldKind.Min, big);
            case "\\max" or "\\sup":
                return IsOverIndex(big)
                    ? BuildFold(FoldKind.Max, big)
                    : BuildExtremum(big.Operator == "\\max" ? ExtremumKind.Max : ExtremumKind.Sup, big);
            case "\\min" or "\\inf":
                return IsOverIndex(big)
                    ? BuildFold(FoldKind.Min, big)
                    : BuildExtremum(big.Operator == "\\min" ? ExtremumKind.Min : ExtremumKind.Inf, big);
            case "\\arg\\max":
                return IsOverIndex(big) ? BuildFold(FoldKind.ArgMax, big) : BuildExtremum(ExtremumKind.ArgMax, big);
            case "\\arg\\min":
                return IsOverIndex(big) ? BuildFold(FoldKind.ArgMin, big) : BuildExtremum(ExtremumKind.ArgMin, big);
            case "\\lim":
                return BuildLimit(big);
            case "\\int":
                return BuildIntegral(big);
            case "\\iint" when IntegralOfWorld(big) is { } overAll:
                return overAll;
            default:
                throw new NotUnderstood($"the operator {big.Operator} is not known");
        }
    }

    // x \in \{-1, 2\}.
    private static bool IsWrittenOut(Expression? lower) =>
        lower is Chain { Operands: [_, Delimited { Open: "\\{", Close: "\\}" }], Relations: [{ Symbol: "\\in" }] };

    private static Expression? IndexOf(Expression? lower) =>
        lower switch
        {
            Chain { Operands: [var first, ..] } => first,
            Listing { Items: [var first, ..] } => IndexOf(first),
            Delimited { Content: Listing { Items: [var first, ..] } } => first,
            _ => lower,
        };

    private bool IsOverIndex(BigOperator big)
    {
        if (IndexRangeOf(big.Lower) is { } between)
        {
            return between.Indices.All(Names.CanCount)
                && (between.Indices.Count > 1 || IsInteger(between.Indices[0]) || Names.Runs(between.Indices[0]));
        }

        if (IndexOf(big.Lower) is not { } index || !(index is Identifier or Scripted))
        {
            return false;
        }

        var name = Names.Of(index);
        if (scope.Declaration(name) is { } declared && declared.Domain is not Integers)
        {
            return false;
        }

        return Names
            .Nodes(big.Body)
            .Any(node =>
                node is Scripted { Subscript: { } subscript } && Names.Nodes(subscript).Any(part => part.Equals(index))
            );
    }

    private Term BuildFold(FoldKind kind, BigOperator big)
    {
        var conditions = big.Lower switch
        {
            null => [Implied(big.Body)],
            Listing listing => listing.Items,
            Delimited { Content: Listing listing } => listing.Items,
            _ => (Sequence<Expression>)[big.Lower],
        };
        if (kind is FoldKind.Sum or FoldKind.Product && conditions.Count == 1 && OverThings(big) is { } overThings)
        {
            return overThings;
        }

        // \sum_{x \in A, y \in B}: each over its own set.
        if (
            kind is FoldKind.Sum or FoldKind.Product
            && conditions.Count > 1
            && conditions.All(condition =>
                condition is Chain { Operands: [Identifier, _], Relations: [{ Symbol: "\\in" }] }
            )
        )
        {
            return BuildFold(
                kind,
                big with
                {
                    Lower = conditions[0],
                    Body = big with
                    {
                        Lower =
                            conditions.Count == 2 ? conditions[1] : new Listing(",", conditions.Skip(1).ToSequence()),
                    },
                }
            );
        }

        var indices = conditions.TakeWhile(condition => condition is Identifier).ToSequence();
        if (indices.Count > 1 && conditions.Skip(indices.Count).All(condition => condition is Chain))
        {
            return Nested(kind, indices, [.. conditions.Skip(indices.Count)], big.Body);
        }

        // One index with its range, then conditions on it.
        var first = conditions[0];
        var extra = conditions.Skip(1).ToList();
        if (IndexRangeOf(first) is { } between)
        {
            return OverRange(kind, between, extra, big.Body);
        }

        switch (first)
        {
            case Chain { Operands: [var index, Numeral from], Relations: [{ Symbol: ">" or "\\geq" } above] }
                when big.Upper is null
                    && Names.CanCount(index)
                    && !Free(index, big.Body)
                    && World?.OfValue(Names.Of(index)) is null:
            {
                var start = above.Symbol == ">" ? Build(from) + 1 : Build(from);
                return Folded(kind, Names.Of(index), _ => new Span(start, Term.Infinity), extra, big.Body);
            }

            case Identifier
            or Scripted:
                return Folded(kind, Names.Of(first), null, extra, big.Body);
            case Chain { Operands: [var index, var from], Relations: [{ Symbol: "=" }] }:
            {
                var start = Build(from);
                if (big.Upper is null)
                {
                    return Folded(kind, Names.Of(index), length => new Span(start, length), extra, big.Body);
                }

                var end = BuildBound(big.Upper);
                return Folded(kind, Names.Of(index), _ => new Span(start, end), extra, big.Body);
            }

            case Chain
            {
                Operands: [var index, Delimited { Open: "\\{", Close: "\\}", Content: var content }],
                Relations: [{ Symbol: "\\in" }]
            } when extra.Count == 0 && Names.IsName(index):
                return OverMembers(
                    kind,
                    Names.Of(index),
                    content is Listing { Items: var items } ? items : [content],
                    big.Body
                );
            case Chain { Operands: [var index, var set], Relations: [{ Symbol: "\\in" }] }:
                var members = Set(set);
                if (members is null && World?.OfValue(Names.Of(index)) is { } quantity)
                {
                    var count = LengthInWorld(quantity);
                    return Folded(kind, Names.Of(index), _ => new Span(1, count), extra, big.Body);
                }

                members ??= GuessSet(set);
                return Folded(kind, Names.Of(index), _ => new Members(members), extra, big.Body);
            case Chain
            {
                Operands: [var index, _],
                Relations: [{ Symbol: "\\neq" or "<" or ">" or "\\leq" or "\\geq" }]
            } chain:
                var other = chain.Operands[1];
                if (
                    // Over i alone where the claim says so; in a definition a free index would mean nothing.
                    (
                        chain.Relations[0].Symbol != "\\neq"
                        || (_nesting > 0 && scope.Declaration(Names.Of(other)) is null)
                    )
                    && other is Identifier or Scripted
                    && Names.CanCount(other)
                    && !_bound.ContainsKey(Names.Of(other))
                    && Free(other, big.Body)
                )
                {
                    // \sum_{i<j}: both run.
                    return Folded(kind, Names.Of(other), null, [], big, chain);
                }

                return Folded(kind, Names.Of(index), null, [chain, .. extra], big.Body);
            default:
                throw new NotUnderstood($"the range of {big.Operator} is not understood: '{Shortened(first)}'");
        }
    }

    private static bool Free(Expression index, Expression body) =>
        Names
            .Nodes(body)
            .Any(node =>
                node is Scripted { Subscript: { } subscript } && Names.Nodes(subscript).Any(part => part.Equals(index))
            );

    // The one index in the body that nothing binds: \sum e^{z_j}.
    private Expression Implied(Expression body)
    {
        var free = Names
            .Nodes(body)
            .OfType<Scripted>()
            .Where(scripted => scripted.Subscript is not null)
            .SelectMany(scripted => Names.Parts(scripted.Subscript!))
            .Where(part => Names.Runs(part) && !_bound.ContainsKey(Names.Of(part)))
            .Distinct()
            .ToList();
        return free is [var only] ? only : throw new NotUnderstood("a sum does not say over which index it runs");
    }

    // A sum or product over members that are written out, \sum_{x \in \{-1, 1\}}: the body at each of them.
    private Term OverMembers(FoldKind kind, string index, Sequence<Expression> members, Expression body)
    {
        if (kind is FoldKind.ArgMax or FoldKind.ArgMin || members.Any(member => member is Ellipsis or Missing))
        {
            throw new NotUnderstood($"the range of an operator is not written out: the index {index}");
        }

        var values = members.Map(Build);
        if (kind is FoldKind.Sum or FoldKind.Product && values.Distinct().Count() < values.Count)
        {
            throw new NotUnderstood("a set has a member twice");
        }

        if (kind is FoldKind.Sum or FoldKind.Product && values.Any(value => value is not (Number or Negate(Number))))
        {
            throw new NotUnderstood("a sum over members that may be equal: write it out");
        }

        var term = Bound(index, () => Build(body));
        var terms = values.Map(Term (value) => new At(term, new Symbol(index), value));
        return kind switch
        {
            FoldKind.Sum => new Add(terms),
            FoldKind.Product => new Multiply(terms),
            FoldKind.Max => new Apply(Function.Max, terms),
            FoldKind.Min => new Apply(Function.Min, terms),
            _ => throw new NotUnderstood("an operator over members that are written out"),
        };
    }

    private Term Nested(
        FoldKind kind,
        Sequence<Expression> indices,
        IReadOnlyList<Expression> conditions,
        Expression body
    )
    {
        if (indices.Count == 1)
        {
            return Folded(kind, Names.Of(indices[0]), null, conditions, body);
        }

        var name = Names.Of(indices[0]);
        var inner = Running(name, () => Nested(kind, indices.Skip(1).ToSequence(), conditions, body));
        var length =
            (World?.OfValue(name) is { } quantity ? LengthInWorld(quantity) : LengthIn(inner, name))
            ?? throw new NotUnderstood($"nothing says what the index {name} runs over");
        return new Fold(kind, name, new Span(1, length), null, inner);
    }

    private Term Folded(
        FoldKind kind,
        string index,
        Func<Term, IndexRange>? range,
        IReadOnlyList<Expression> conditions,
        Expression body,
        Chain? pair = null
    )
    {
        var (inner, where) = Running(
            index,
            () =>
            {
                var outer = !_summed.Add(index);
                try
                {
                    Term value = pair is null
                        ? Build(body)
                        : Folded(kind, Names.Of(pair.Operands[0]), null, [pair], ((BigOperator)body).Body);
                    return (value, Jointly(conditions));
                }
                finally
                {
                    if (!outer)
                    {
                        _summed.Remove(index);
                    }
                }
            }
        );
        var length =
            (World?.OfValue(index) is { } quantity ? LengthInWorld(quantity) : LengthIn(inner, index))
            ?? where?.Terms().Select(term => LengthIn(term, index)).FirstOrDefault(found => found is not null);
        var over = range is null
            ? new Span(1, length ?? throw new NotUnderstood($"nothing says what the index {index} runs over"))
            : range(length ?? Term.One);
        if (over is Span(var start, Constant last))
        {
            if (
                kind is FoldKind.Sum or FoldKind.Product
                && last.Kind == ConstantKind.Infinity
                && where is null
                // What depends on the index through a definition is not free of it.
                && !DependsOn(inner.Substitute(index, Term.Zero), index)
                && Exact(start) is { IsInteger: true } least
            )
            {
                return Series.Of(kind, index, least, inner);
            }

            throw new NotUnderstood($"an infinite {(kind == FoldKind.Sum ? "sum" : "product")} is not followed");
        }

        if (over is Span(_, var end))
        {
            NoteCompared(new Fold(kind, index, over, where, inner), index, end);
        }

        return Summed(kind, index, over, where, inner);
    }

    private Condition? Jointly(IReadOnlyList<Expression> conditions) =>
        conditions.Select(BuildCondition).ToList() switch
        {
            [] => null,
            [var only] => only,
            var all => new All(all.ToSequence()),
        };

    private Term BuildBound(Expression upper)
    {
        if (
            Names.IsName(upper)
            && upper is not Identifier { Name: "\\pi" or "e" }
            && !_bound.ContainsKey(Names.Of(upper))
            && scope.Declaration(Names.Of(upper)) is null
            && Definition(Names.Of(upper)) is null
            && upper is not Identifier { Name: "\\infty" }
        )
        {
            // An upper bound of a sum is a natural number.
            NoteLength(new Symbol(Names.Of(upper)));
            return new Symbol(Names.Of(upper));
        }

        var bound = Build(upper);
        foreach (var name in bound.FreeNames().Where(name => IsGuessed(name) && !_bound.ContainsKey(name)))
        {
            NoteLength(new Symbol(name));
        }

        return bound;
    }

    private string GuessSet(Expression set)
    {
        if (set is not (Identifier or Scripted))
        {
            throw new NotUnderstood($"the index set '{Shortened(set)}' is not declared");
        }

        var name = Names.Of(set);
        if (!_variables.TryGetValue(name, out var known))
        {
            var size = LengthOf(name, 0, null);
            _variables[name] = known = new Variable(name, [], new IndexSet(size), Provenance.Guessed);
        }

        return known.Domain is IndexSet ? name : throw new NotUnderstood($"'{name}' is a set here and a number there");
    }
}
