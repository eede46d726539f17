// Dots that continue a pattern up to an end that has a name, written out for so many terms: with n = 3, p(x_1, \dots, x_n) is
// p(x_1, x_2, x_3), and \sum_{x_1} \cdots \sum_{x_n} has three signs.
using System.Globalization;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

/// <summary>Writes dots out.</summary>
/// <param name="end">The letter up to which they count.</param>
internal sealed class SpelledOut(Expression end)
{
    // Sums and products of more terms are left as they are.
    private const int MostTerms = 8;

    private const int LargestFormula = 600;
    private const int Few = 3;

    /// <summary>The one letter up to which all dots of an expression count; null where there is none, or several.</summary>
    public static Expression? End(Expression expression)
    {
        Expression? end = null;
        foreach (var pieces in Dotted(expression))
        {
            for (var at = 0; at < pieces.Count; at++)
            {
                if (pieces[at] is not Ellipsis)
                {
                    continue;
                }

                if (at == 0 || at == pieces.Count - 1)
                {
                    return null;
                }

                var (before, after) = (Letters(pieces[at - 1]), Letters(pieces[at + 1]));
                before.SymmetricExceptWith(after);
                if (before.Count != 1 || (end is not null && !before.Contains(end)))
                {
                    return null;
                }

                end = before.Single();
            }
        }

        return
            end is null || Nodes(expression).Any(node => node is BigOperator { Lower: { } lower } && Binds(lower, end))
            ? null
            : end;
    }

    /// <summary>Two sides with their dots written out for a few terms, where there are such; else as they are.</summary>
    public static (Expression Left, Expression Right) Both(Expression left, Expression right) =>
        (Nodes(left).Concat(Nodes(right)).Any(node => node is Ellipsis) ? End(new Listing(",", [left, right])) : null)
            is { } end
        && new SpelledOut(end) is var dots
        && dots.Of(left, Few) is { } first
        && dots.Of(right, Few) is { } second
            ? (first, second)
            : (left, right);

    // What has dots, in whole rows.
    private static IEnumerable<List<Expression>> Dotted(Expression node)
    {
        var pieces = Pieces(node);
        return pieces is not null && pieces.Exists(piece => piece is Ellipsis)
            ? pieces.SelectMany(Dotted).Prepend(pieces)
            : node.Parts().SelectMany(Dotted);
    }

    /// <summary>The expression with its dots written out; null where they continue no pattern.</summary>
    /// <param name="expression">What has dots.</param>
    /// <param name="count">The number that the end is.</param>
    public Expression? Of(Expression expression, int count) =>
        Written(expression, count) is { } written && Nodes(written).Take(LargestFormula).Count() < LargestFormula
            ? written
            : null;

    private Expression? Written(Expression node, int count)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node.Equals(end))
        {
            return Number(count);
        }

        if (node is Ellipsis)
        {
            return null;
        }

        if (Pieces(node) is { } pieces && pieces.Exists(piece => piece is Ellipsis))
        {
            return Continued(pieces, count) is { } all ? Joined(node, all) : null;
        }

        var isWhole = true;
        var mapped = node.MapChildren(child =>
        {
            var inner = Written(child, count);
            isWhole &= inner is not null;
            return inner ?? child;
        });
        return isWhole ? Unrolled(Folded(mapped)) : null;
    }

    // Each run of dots, from left to right.
    private List<Expression>? Continued(List<Expression> pieces, int count)
    {
        var done = new List<Expression>();
        var open = new Queue<Expression>(pieces);
        var last = new List<Expression>();
        while (open.TryDequeue(out var piece))
        {
            if (piece is not Ellipsis)
            {
                if (Written(piece, count) is not { } written)
                {
                    return null;
                }

                done.Add(written);
                last.Add(piece);
                continue;
            }

            if (!Fill(done, last, open, count))
            {
                return null;
            }

            last.Clear();
        }

        return done;
    }

    // The terms between what stands before the dots and what stands behind them; the shortest block that comes back counts.
    private bool Fill(List<Expression> done, List<Expression> last, Queue<Expression> open, int count)
    {
        var next = open.TakeWhile(piece => piece is not Ellipsis).ToList();
        for (var length = 1; length <= Math.Min(last.Count, next.Count); length++)
        {
            var (before, after) = (last.TakeLast(length).ToList(), next.Take(length).ToList());
            var rises = after.Exists(Counts);
            if (!rises && !before.Exists(Counts))
            {
                continue;
            }

            var (template, other) = rises ? (after, before) : (before, after);
            if (At(other, count) is not { } reached)
            {
                continue;
            }

            var sorted = reached.ConvertAll(Sorted);
            for (var at = count + 1; at >= 0; at--)
            {
                if (At(template, at) is not { } values || !values.Select(Sorted).SequenceEqual(sorted))
                {
                    continue;
                }

                // Where the end stands before the start there is nothing; where they meet there is one.
                if (at >= count)
                {
                    done.RemoveRange(done.Count - length, length);
                }

                var between = Enumerable.Range(at + 1, Math.Max(0, count - 1 - at));
                foreach (var number in rises ? between : between.Reverse())
                {
                    done.AddRange(At(template, number)!);
                }

                if (at > count)
                {
                    Enumerable.Range(0, length).ToList().ForEach(_ => open.Dequeue());
                }

                return true;
            }
        }

        return false;

        List<Expression>? At(List<Expression> block, int number)
        {
            var written = block.ConvertAll(piece => Written(piece, number));
            return written.TrueForAll(piece => piece is not null) ? written.ConvertAll(piece => piece!) : null;
        }

        bool Counts(Expression piece) => Nodes(piece).Contains(end);
    }

    // What dots can continue: items, terms that are joined by one sign, signs of operators and factors in one row.
    private static List<Expression>? Pieces(Expression node) =>
        node switch
        {
            Listing listing => [.. listing.Items.SelectMany(Split)],
            Additive sum
                when sum.Terms[0].Sign == "+"
                    && sum.Terms.Skip(1).Select(term => term.Sign).Distinct().Count() == 1
                    && sum.Terms[^1].Sign is "+" or "\\cap" or "\\cup" => [.. sum.Terms.Select(term => term.Term)],
            BigOperator or Product => Row(node),
            _ => null,
        };

    // \dots X_n, where a comma is left out.
    private static IEnumerable<Expression> Split(Expression item) =>
        item is Product { Factors: [{ Value: Ellipsis dots }, { Link: "", Value: var last }] } ? [dots, last] : [item];

    private static List<Expression>? Row(Expression node)
    {
        switch (node)
        {
            // \prod_{i=2}^n is a term of its own.
            case BigOperator { Upper: null, Lower: not Chain } big:
                return Row(big.Body) is { } body ? [big with { Body = new Missing() }, .. body] : null;
            case Product product when product.Factors.All(factor => factor.Link is "" or "\\cdot" or "\\times"):
                var rest = Row(product.Factors[^1].Value);
                return rest is null ? null : [.. product.Factors.SkipLast(1).Select(factor => factor.Value), .. rest];
            case Product:
                return null;
            default:
                return [node];
        }
    }

    private static Expression Joined(Expression node, List<Expression> pieces) =>
        node switch
        {
            Listing listing => pieces is [var only] ? only : listing with { Items = pieces.ToSequence() },
            Additive sum => pieces is [var only]
                ? only
                : new Additive(
                    pieces.Select((piece, at) => new Addend(at == 0 ? "+" : sum.Terms[^1].Sign, piece)).ToSequence()
                ),
            _ => InRow(pieces),
        };

    private static Expression InRow(List<Expression> pieces)
    {
        var at = pieces.FindIndex(piece => piece is BigOperator { Body: Missing });
        var factors = (at < 0 ? pieces : pieces.Take(at)).ToList();
        if (at >= 0)
        {
            var rest = pieces.Skip(at + 1).ToList();
            factors.Add(((BigOperator)pieces[at]) with { Body = rest.Count == 0 ? new Missing() : InRow(rest) });
        }

        return factors is [var only]
            ? only
            : new Product(factors.Select(factor => new Factor(string.Empty, factor)).ToSequence());
    }

    // A \cap B is B \cap A.
    private static Expression Sorted(Expression node) =>
        node.MapChildren(Sorted) is var inner
        && inner is Additive sum
        && sum.Terms[0].Sign == "+"
        && sum.Terms.Skip(1).All(term => term.Sign == sum.Terms[1].Sign && term.Sign is "+" or "\\cap" or "\\cup")
            ? new Additive(
                sum.Terms.Select(term => term.Term)
                    .OrderBy(Printer.Print, StringComparer.Ordinal)
                    .Select((term, at) => sum.Terms[at] with { Term = term })
                    .ToSequence()
            )
            : inner;

    // n - 1 is a number where n is.
    private static Expression Folded(Expression node)
    {
        if (node is not Additive sum || !sum.Terms.All(term => term.Sign is "+" or "-" && Value(term.Term) is not null))
        {
            return node;
        }

        var value = sum.Terms.Sum(term => (term.Sign == "-" ? -1 : 1) * Value(term.Term)!.Value);
        return value >= 0 ? Number(value) : node;
    }

    // A sum or product between numbers, term by term.
    private static Expression Unrolled(Expression node)
    {
        if (
            node
                is not BigOperator
                {
                    Operator: "\\sum" or "\\prod",
                    Lower: Chain { Operands: [Identifier index, Numeral low], Relations: [{ Symbol: "=" }] },
                    Upper: Numeral high
                } big
            || Value(low) is not { } from
            || Value(high) is not { } to
            || to < from
            || to - from >= MostTerms
        )
        {
            return node;
        }

        var terms = Enumerable
            .Range(from, to - from + 1)
            .Select(number => (Expression)new Delimited("(", Put(big.Body, index, number), ")"))
            .ToList();
        return terms is [var only] ? only
            : big.Operator == "\\sum" ? new Additive(terms.Select(term => new Addend("+", term)).ToSequence())
            : new Product(terms.Select(term => new Factor(string.Empty, term)).ToSequence());
    }

    /// <summary>An expression with a number in the place of an index.</summary>
    public static Expression Put(Expression body, Expression index, int number) =>
        body.Equals(index) ? Number(number) : Folded(body.MapChildren(part => Put(part, index, number)));

    private static bool Binds(Expression lower, Expression name) =>
        (lower is Chain { Operands: [var bound, ..] } ? bound : lower).Equals(name);

    // Letters in places where something counts.
    private static HashSet<Expression> Letters(Expression piece) =>
        [
            .. Nodes(piece)
                .SelectMany(node =>
                    node is Scripted scripted
                        ? new[]
                        {
                            scripted.Subscript,
                            scripted.Superscript is Delimited { Open: "(" } above ? above : null,
                        }
                        : []
                )
                .OfType<Expression>()
                .SelectMany(Nodes)
                .Where(node => node is Identifier { Style: LetterStyle.Plain, Accents.Count: 0 }),
        ];

    private static IEnumerable<Expression> Nodes(Expression root) => root.Parts().SelectMany(Nodes).Prepend(root);

    private static int? Value(Expression number) =>
        number is Numeral { Digits: var digits }
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static Numeral Number(int value) => new(value.ToString(CultureInfo.InvariantCulture));
}
