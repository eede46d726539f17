// Notation -> meaning: sums, products and extremes over sets of things of which nothing is said: finite sets of any size.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    /// <summary>
    /// What stands below an operator that runs over the members of a set: <c>x \in S</c>, <c>(x, y) \in D</c>, or <c>x</c> alone,
    /// over all of its values. Null where it is something else.
    /// </summary>
    public static (Sequence<Expression> Members, Expression? Set)? Things(Expression? lower) =>
        lower switch
        {
            Chain { Operands: [var member, var set], Relations: [{ Symbol: "\\in" }] } when IsSetName(set) =>
                member switch
                {
                    Delimited { Open: "(", Content: Listing { Separator: "," } pair }
                        when pair.Items.All(Names.IsName) => (pair.Items, set),
                    _ when Names.IsName(member) => ([member], set),
                    _ => null,
                },
            _ when lower is not null && Names.IsName(lower) => ([lower], null),
            _ => null,
        };

    private static bool IsSetName(Expression set) =>
        set
            is Identifier { Style: not LetterStyle.Blackboard }
                or Scripted { Base: Identifier { Style: not LetterStyle.Blackboard } }
        && Names.IsName(set);

    // Over things that stand in the body as numbers: each has a value of its own. Null where the names only count.
    private Term? OverThings(BigOperator big)
    {
        if (
            Things(big.Lower) is not var (members, set)
            || big.Upper is not null
            || members.Any(member => World?.OfValue(Names.Of(member)) is not null || Counts(member))
            || set is null
                && (Guessing is null || members.Any(member => scope.Declaration(Names.Of(member)) is not null))
            || set is not null && (scope.IsDeclared(set) || Names.Nodes(set).Any(IsBoundName))
        )
        {
            return null;
        }

        var kind = big.Operator switch
        {
            "\\sum" => FoldKind.Sum,
            "\\prod" => FoldKind.Product,
            "\\max" or "\\sup" => FoldKind.Max,
            _ => FoldKind.Min,
        };
        if (kind is FoldKind.Max or FoldKind.Min && Guessing is null)
        {
            return null;
        }

        var index = Fresh("k");
        var (range, size) = RangeOfThings(members, set);
        var body = Over(0);
        for (var at = 0; at < members.Count; at++)
        {
            var values =
                $"\\in {(set is null ? Names.Of(members[at]) : Names.Of(set))}{(members.Count > 1 ? $" {at + 1}" : "")}";
            Note(new Variable(values, [size], Domain.Real, Provenance.Guessed));
            body = body.Substitute(Names.Of(members[at]), new Element(new Symbol(values), [new Symbol(index)]));
        }

        return Summed(kind, index, range, null, body);

        Term Over(int at)
        {
            if (at == members.Count)
            {
                return Build(big.Body);
            }

            var name = Names.Of(members[at]);
            if (Guessing is not null)
            {
                _runs[name] = (index, size);
            }

            return Bound(name, () => Over(at + 1));
        }

        // In x_i or E_u the name counts.
        bool Counts(Expression member) => Free(member, big.Body);
    }

    private (IndexRange Range, Term Size) RangeOfThings(Sequence<Expression> members, Expression? set)
    {
        if (set is not null)
        {
            var name = GuessSet(set);
            return (new Members(name), ((IndexSet)_variables[name].Domain).Size);
        }

        var size = Sizes.Free($"\\# {Names.Of(members[0])}");
        NoteLength(size);
        return (new Span(1, size), size);
    }
}
