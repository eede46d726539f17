// Notation -> meaning: what stands below operators. 1 ≤ i < j ≤ n, k ≥ 0, x ∈ [0, 1], x > 0.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // a ≤ i < j ≤ b: the ends, whether they are left out, the names between them and what stands between those.
    private sealed record ChainedRange(
        Expression From,
        bool AfterFrom,
        IReadOnlyList<Expression> Indices,
        IReadOnlyList<RelationSign> Signs,
        Expression To,
        bool BeforeTo
    );

    private readonly HashSet<string> _limited = new(StringComparer.Ordinal);

    /// <summary>Names over which an extremum is taken that an order below it limits, and perhaps more than that.</summary>
    public IReadOnlyCollection<string> Limited => _limited;

    private ChainedRange? IndexRangeOf(Expression? lower) =>
        lower is Chain { Operands: { Count: > 2 } operands, Relations: var relations }
        && relations.All(relation => relation is { Symbol: "<" or "\\leq", Over: null, Under: null })
        && operands.Skip(1).SkipLast(1).ToList() is var indices
        && indices.TrueForAll(index => index is Identifier && !_bound.ContainsKey(Names.Of(index)))
        && !operands.Skip(1).SkipLast(1).Contains(operands[0])
        && !IsRunning(operands[0])
        && !IsRunning(operands[^1])
            ? new ChainedRange(
                operands[0],
                relations[0].Symbol == "<",
                indices,
                [.. relations.Skip(1).SkipLast(1)],
                operands[^1],
                relations[^1].Symbol == "<"
            )
            : null;

    // In i < j < k the last may be one of the indices as well as the end.
    private bool IsRunning(Expression end) =>
        Names.Runs(end) && !_bound.ContainsKey(Names.Of(end)) && scope.Declaration(Names.Of(end)) is null;

    private bool IsInteger(Expression name) => scope.Declaration(Names.Of(name)) is { Domain: Integers };

    private Term OverRange(FoldKind kind, ChainedRange range, IReadOnlyList<Expression> extra, Expression body)
    {
        if (range.Indices.Count > 1 && (kind is not (FoldKind.Sum or FoldKind.Product) || extra.Count > 0))
        {
            throw new NotUnderstood("the range of an operator is not understood: several indices in one chain");
        }

        // Over p or x a sum may mean primes, or what is no integer.
        if (kind is FoldKind.Sum or FoldKind.Product && !range.Indices.All(Names.CanCount))
        {
            throw new NotUnderstood("the range of an operator is not understood: what runs is no index");
        }

        var from = Build(range.From);
        var to = BuildBound(range.To);
        var over = new Span(range.AfterFrom ? from + 1 : from, range.BeforeTo ? to - 1 : to);
        return Fold(range.Indices.Count - 1);

        // The last index outermost, each of the others with its relation to the one after it.
        Term Fold(int at)
        {
            var name = Names.Of(range.Indices[at]);
            if (at == 0)
            {
                return range.Indices.Count == 1
                    ? Folded(kind, name, _ => over, extra, body)
                    : Folded(kind, name, _ => over, [Pair(0)], body);
            }

            var inner = Bound(name, () => Fold(at - 1));
            var where = at + 1 < range.Indices.Count ? Bound(name, () => BuildCondition(Pair(at))) : null;
            return new Fold(kind, name, over, where, inner);
        }

        Expression Pair(int at) => new Chain([range.Indices[at], range.Indices[at + 1]], [range.Signs[at]]);
    }

    /// <summary>The only name in a term, where it is declared or said to be a natural number: it can tend to infinity only.</summary>
    public string? NaturalIn(Term term) =>
        term.FreeNames().ToList() is [var only]
        && _variables.GetValueOrDefault(only)
            is {
                Dimensions.Count: 0,
                Domain: Integers(Number, null),
                Provenance: Provenance.Declared or Provenance.Text
            }
            ? only
            : null;

    private static Rational? Exact(Term term) =>
        term switch
        {
            Number(var value) => value,
            Negate(Number(var value)) => -value,
            Add(var parts) when parts.Map(Exact).All(part => part is not null) => parts
                .Select(part => Exact(part)!.Value)
                .Aggregate((x, y) => x + y),
            _ => null,
        };

    private Term BuildExtremum(ExtremumKind kind, BigOperator big)
    {
        if (big.Lower is Identifier or Scripted && Names.IsName(big.Lower))
        {
            var variable =
                Build(big.Lower) as Symbol
                ?? throw new NotUnderstood($"{big.Operator} is taken over what is not a variable");
            return new Extremum(kind, variable.Name, Build(big.Body));
        }

        if (IntervalOf(big.Lower) is not var (written, domain))
        {
            throw new NotUnderstood(
                big.Lower is Chain
                    ? $"over which numbers {big.Operator} is taken is not understood"
                    : $"{big.Operator} does not say over which variable it is taken"
            );
        }

        // A variable of its own: what else has that name is not restricted.
        var isGuessed = false;
        var name = Names.Of(written);
        var own = Fresh(name);
        var inner = Bound(name, () => Build(big.Body));
        if (RestsOn(inner.Substitute(name, Term.Zero), name, []))
        {
            throw new NotUnderstood($"{big.Operator} is taken over {name}, on which a definition depends");
        }

        if (big.Lower is not Chain { Relations: [{ Symbol: "\\in" }] })
        {
            // x > 0 says that x is real only where that is declared; of letters that count not even a guess.
            if (scope.Declaration(name) is null && Definitions.Counts(name))
            {
                throw new NotUnderstood(
                    $"nothing says which numbers {name} below {big.Operator} are meant: declare it (real)"
                );
            }

            isGuessed = scope.Declaration(name) is null && !IsPlainlyReal(written, domain, big.Body);
            _limited.Add(name);
        }

        _variables[own] = new Variable(own, [], domain, isGuessed ? Provenance.Guessed : Provenance.Declared);
        return new Extremum(kind, own, inner.Substitute(name, new Symbol(own)));
    }

    // \max_{0 \le x \le 1}, \sup_{x > 0} x e^{-x}: over integers hardly anything would be left, or no such function be taken.
    private static bool IsPlainlyReal(Expression variable, RealInterval domain, Expression body) =>
        domain is { Lower: { } low, Upper: { } high } && high - low <= Rational.One
        || Names
            .Nodes(body)
            .Any(node =>
                node switch
                {
                    Application { Head: Identifier { Name: var head } } => head
                        is "\\exp"
                            or "\\log"
                            or "\\ln"
                            or "\\sin"
                            or "\\cos"
                            or "\\tan"
                            or "\\arctan"
                            or "\\sinh"
                            or "\\cosh"
                            or "\\tanh",
                    Radical => true,
                    Scripted { Base: Identifier { Name: "e" }, Superscript: not null } => true,
                    _ => false,
                } && Names.Nodes(node).Contains(variable)
            );

    // Through a definition; what a function's own argument is called does not matter where it is called.
    private bool RestsOn(Term term, string name, HashSet<string> seen)
    {
        var free = term.FreeNames();
        return free.Contains(name)
            || free.Any(used =>
                _variables.TryGetValue(used, out var variable) && variable.DependsOn.Contains(name)
                || _definitions.TryGetValue(used, out var definition)
                    && seen.Add(used)
                    && RestsOn(
                        definition.Parameters.Contains(name) && !IsBare(term, used)
                            ? definition.Body.Substitute(name, Term.Zero)
                            : definition.Body,
                        name,
                        seen
                    )
            );
    }

    private static bool IsBare(Term term, string name) =>
        term is Symbol(var symbol) && symbol == name || term.Children().Any(child => IsBare(child, name));

    // x \in [0, 1], x > 0, 0 \le x \le 1: the variable and an interval of numbers that holds more than one.
    private (Expression Variable, RealInterval Domain)? IntervalOf(Expression? lower)
    {
        var found = lower switch
        {
            Chain { Operands: [var x, var set], Relations: [{ Symbol: "\\in" }] } => DomainOf(set)
                is RealInterval domain
                ? (x, domain)
                : ((Expression, RealInterval)?)null,
            Chain { Operands: [var x, var end], Relations: [{ Symbol: var sign }] } when Plain(end) is { } bound =>
                sign switch
                {
                    "<" or "\\leq" => (x, new RealInterval(null, false, bound, sign != "<")),
                    ">" or "\\geq" => (x, new RealInterval(bound, sign != ">", null, false)),
                    _ => null,
                },
            Chain
            {
                Operands: [var low, var x, var high],
                Relations: [{ Symbol: "<" or "\\leq" } first, { Symbol: "<" or "\\leq" } last]
            } when Plain(low) is { } least && Plain(high) is { } greatest => (
                x,
                new RealInterval(least, first.Symbol != "<", greatest, last.Symbol != "<")
            ),
            _ => null,
        };
        return
            found is var (variable, interval)
            && variable is Identifier
            && Names.IsName(variable)
            // Over n ≥ 1 it would be taken over integers, over c \in \mathbb{R} not.
            && (lower is Chain { Relations: [{ Symbol: "\\in" }] } || !Names.CanCount(variable))
            && scope.Declaration(Names.Of(variable)) is null or { Dimensions.Count: 0, Domain: RealInterval }
            && (
                lower is Chain { Relations: [{ Symbol: "\\in" }] }
                // x > 0 may say which x of those that are declared.
                || scope.Declaration(Names.Of(variable))?.Domain is not RealInterval declared
                || declared == Domain.Real
                || declared == interval
            )
            && (interval.Lower is not { } a || interval.Upper is not { } b || a < b)
            ? found
            : null;

        static Rational? Plain(Expression end) => End(end) is (var value, false) ? value : null;
    }
}
