// The chain rule of quantities of which nothing is said: in \partial f/\partial w = \partial f/\partial z \cdot \partial z/\partial w
// the formula itself says that f is a function of z, and z one of w.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>Which quantity is a function of which, as the derivatives of a formula show it.</summary>
internal sealed class Composition
{
    private readonly Dictionary<string, List<Expression>> _inner = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>What a quantity is a function of; none for one that varies freely, null for others.</summary>
    public IReadOnlyList<Expression>? Inner(Expression quantity) =>
        Names.Of(quantity) is var name && _known.Contains(name) ? _inner.GetValueOrDefault(name) ?? [] : null;

    /// <summary>
    /// The composition that an equation shows, and the equation with its sums over what stands between written for two terms;
    /// null where it is no chain rule.
    /// </summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="scope">What the document says of the names.</param>
    public static (Expression Left, Expression Right, Composition Shown)? Of(
        Expression left,
        Expression right,
        Scope scope
    )
    {
        (left, right) = (Unrolled(left), Unrolled(right));
        var nodes = Names.Nodes(left).Concat(Names.Nodes(right)).ToList();
        var quotients = nodes.OfType<DerivativeQuotient>().ToList();
        if (
            quotients.Count < 3
            || !quotients.TrueForAll(IsPlain)
            || nodes.Exists(node => node is Application { Head: DerivativeQuotient })
        )
        {
            return null;
        }

        var shown = new Composition();
        foreach (var quotient in quotients)
        {
            var (outer, inner) = (quotient.Operand!, quotient.Variables[0].Variable);
            var name = Names.Of(outer);
            shown._known.Add(name);
            shown._known.Add(Names.Of(inner));
            if (!shown._inner.TryGetValue(name, out var all))
            {
                shown._inner[name] = all = [];
            }

            if (!all.Contains(inner))
            {
                all.Add(inner);
            }
        }

        // What is a function of another through a third is none of it directly.
        foreach (var (outer, inner) in shown._inner)
        {
            if (inner.Exists(first => shown.Reaches(first, outer)))
            {
                return null;
            }
        }

        var through = shown._inner.ToDictionary(
            entry => entry.Key,
            entry =>
                entry
                    .Value.Where(last =>
                        !entry.Value.Exists(other => !other.Equals(last) && shown.Reaches(other, Names.Of(last)))
                    )
                    .ToList()
        );
        if (through.ToList().TrueForAll(entry => entry.Value.Count == shown._inner[entry.Key].Count))
        {
            return null;
        }

        foreach (var (name, inner) in through)
        {
            shown._inner[name] = inner;
        }

        return
            quotients.Exists(quotient =>
                IsArray(quotient.Operand!, scope) || IsArray(quotient.Variables[0].Variable, scope)
            ) && !(IsOrdered(left) && IsOrdered(right))
            || quotients.Exists(quotient => shown.SaysOtherwise(quotient, scope))
            ? null
            : (left, right, shown);
    }

    private bool Reaches(Expression from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<string>([Names.Of(from)]);
        while (stack.TryPop(out var name))
        {
            if (name == to)
            {
                return true;
            }

            if (seen.Add(name))
            {
                _inner.GetValueOrDefault(name)?.ForEach(inner => stack.Push(Names.Of(inner)));
            }
        }

        return false;
    }

    private static bool IsPlain(DerivativeQuotient quotient) =>
        quotient is { Operand: { } outer, Variables: [{ Order: null, Variable: var inner }] }
        && Names.IsName(inner)
        && (
            Names.IsName(outer)
            || outer is Application { Head: var head, Argument: Delimited { Open: "(" } argument }
                && Names.IsName(head)
                && Names.Arguments(argument) is not null
        );

    // What the document gives by a formula, or writes with arguments, may depend on more than the derivatives show.
    private bool SaysOtherwise(DerivativeQuotient quotient, Scope scope)
    {
        var outer = quotient.Operand!;
        var inner = Inner(outer)!.Select(Names.Of).ToHashSet(StringComparer.Ordinal);
        var head = outer is Application { Head: var function } ? function : outer;
        if (
            outer is Application { Argument: var written }
            && !Names
                .Arguments(written)!
                .Value.All(argument => inner.Contains(Names.Of(argument)) || !_known.Contains(Names.Of(argument)))
        )
        {
            return true;
        }

        var hidden = _known
            .Where(name => !inner.Contains(name) && name != Names.Of(outer))
            .ToHashSet(StringComparer.Ordinal);
        return scope
            .Versions(head)
            .Any(version =>
                Names.Nodes(version.Body).Where(Names.IsName).Any(node => hidden.Contains(Names.Of(node)))
                // z = f(x, y): of y, too, which may depend on what is varied.
                || Names
                    .Nodes(version.Body)
                    .OfType<Application>()
                    .Any(application =>
                        Names.Arguments(application.Argument) is { Count: > 1 } arguments
                        && arguments.Any(argument => inner.Contains(Names.Of(argument)))
                        && !arguments.All(argument => inner.Contains(Names.Of(argument)))
                    )
            );
    }

    private static bool IsArray(Expression quantity, Scope scope)
    {
        var head = quantity is Application { Head: var function } ? function : quantity;
        return scope.Kinds.IsArray(head)
            || head is Scripted { Base: var letter, Subscript: null } && scope.Kinds.IsArray(letter)
            || quantity is not Application
                && (head is Scripted { Base: var inside, Subscript: null } ? inside : head)
                    is Identifier { Name: [>= 'A' and <= 'Z'], Style: LetterStyle.Plain or LetterStyle.Bold }
                        or Identifier { Style: LetterStyle.Bold };
    }

    // Of arrays the factors of a product stand in the order in which one is a function of the next, or the other way round.
    private static bool IsOrdered(Expression side)
    {
        switch (side)
        {
            case DerivativeQuotient:
                return true;
            case Product product:
                var factors = product.Factors.Select(factor => factor.Value).ToList();
                return product.Factors.All(factor => factor.Link is "" or "\\cdot")
                    && factors.TrueForAll(factor => factor is DerivativeQuotient)
                    && (Follow(factors) || Follow([.. factors.AsEnumerable().Reverse()]));
            case Additive sum:
                return sum.Terms.All(term => term.Sign == "+" && IsOrdered(term.Term));
            case Delimited { Open: "(" } fence:
                return IsOrdered(fence.Content);
            default:
                return false;
        }

        static bool Follow(List<Expression> factors) =>
            factors
                .Zip(factors.Skip(1))
                .All(pair =>
                    ((DerivativeQuotient)pair.First)
                        .Variables[0]
                        .Variable.Equals(((DerivativeQuotient)pair.Second).Operand)
                );
    }

    // Two terms of a sum over what stands between.
    private static Expression Unrolled(Expression side) =>
        side
            is BigOperator
            {
                Operator: "\\sum",
                Lower: Identifier
                    or Chain { Operands: [Identifier, Numeral { Digits: "1" }], Relations: [{ Symbol: "=" }] }
            } sum
        && (sum.Lower is Chain { Operands: [var counted, _] } ? counted : sum.Lower) is var index
        && Names.Nodes(sum.Body).OfType<DerivativeQuotient>().Count(quotient => Has(quotient, index)) > 1
            ? new Additive([
                new Addend("+", SpelledOut.Put(sum.Body, index, 1)),
                new Addend("+", SpelledOut.Put(sum.Body, index, 2)),
            ])
            : side.MapChildren(Unrolled);

    private static bool Has(DerivativeQuotient quotient, Expression index) => Names.Nodes(quotient).Contains(index);
}
